package machine

import (
	"math/bits"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// RunBlock computes the registers of the first n people from the facts in
// them: instruction by instruction, each over all people.
func (m *Machine) RunBlock(b Block, n int) {
	for i := range m.code {
		in := &m.code[i]
		if !in.arithmetic(b, n) && !in.logic(b, n) {
			in.rare(b, n)
		}
	}
}

// column is the first n of a register, for loops without bounds checks.
func (b Block) column(r reg, n int) []int64 {
	return b[int(r)*BlockSize:][:n:n]
}

func (in *instr) arithmetic(blk Block, n int) bool {
	dst := blk.column(in.dst, n)
	a := blk.column(in.a, n)
	x, y, z := in.x, in.y, in.z
	switch in.op {
	case opLin:
		for i := range dst {
			dst[i] = a[i]*x + z
		}
	case opLin2:
		b := blk.column(in.b, n)
		for i := range dst {
			dst[i] = a[i]*x + b[i]*y + z
		}
	case opLin4:
		b, c, d, w := blk.column(in.b, n), blk.column(in.c, n), blk.column(in.d, n), in.w
		for i := range dst {
			dst[i] = a[i]*x + b[i]*y + c[i]*z + d[i]*w
		}
	case opMul:
		b := blk.column(in.b, n)
		for i := range dst {
			dst[i] = a[i] * b[i]
		}
	case opMin:
		b := blk.column(in.b, n)
		for i := range dst {
			dst[i] = lesser(a[i], b[i])
		}
	case opMax:
		b := blk.column(in.b, n)
		for i := range dst {
			dst[i] = greater(a[i], b[i])
		}
	case opMinImm:
		for i := range dst {
			dst[i] = lesser(a[i], x)
		}
	case opMaxImm:
		for i := range dst {
			dst[i] = greater(a[i], x)
		}
	case opRoundPos:
		for i := range dst {
			hi, _ := bits.Mul64(uint64(a[i]*x+y), uint64(z))
			dst[i] = int64(hi)
		}
	case opRoundSum:
		b, w := blk.column(in.b, n), in.w
		for i := range dst {
			hi, _ := bits.Mul64(uint64(a[i]*x+b[i]*w+y), uint64(z))
			dst[i] = int64(hi)
		}
	case opRound:
		for i := range dst {
			dst[i] = roundQuo(a[i]*x, uint64(y), in.mode)
		}
	case opRoundQuo:
		in.quotients(blk, n)
	case opDense:
		vals, last := in.vals, int64(len(in.vals)-1)
		for i := range dst {
			dst[i] = vals[clamped(a[i]-x, last)]
		}
	case opFind:
		in.search(blk, n)
	case opPick:
		for i := range dst {
			dst[i] = in.vals[a[i]]
		}
	default:
		return false
	}
	return true
}

func (in *instr) logic(blk Block, n int) bool {
	dst := blk.column(in.dst, n)
	a := blk.column(in.a, n)
	b := a
	if in.b != none {
		b = blk.column(in.b, n)
	}
	x, y := in.x, in.y
	switch in.op {
	case opLess:
		for i := range dst {
			dst[i] = bit(a[i]*x < b[i]*y)
		}
	case opLessEq:
		for i := range dst {
			dst[i] = bit(a[i]*x <= b[i]*y)
		}
	case opEq:
		for i := range dst {
			dst[i] = bit(a[i]*x == b[i]*y)
		}
	case opLessImm:
		for i := range dst {
			dst[i] = bit(a[i] < x)
		}
	case opEqImm:
		for i := range dst {
			dst[i] = bit(a[i] == x)
		}
	case opAnd:
		for i := range dst {
			dst[i] = a[i] & b[i]
		}
	case opAndNot:
		for i := range dst {
			dst[i] = a[i] &^ b[i]
		}
	case opOr:
		for i := range dst {
			dst[i] = a[i] | b[i]
		}
	case opNot:
		for i := range dst {
			dst[i] = 1 - a[i]
		}
	case opSelect:
		c := blk.column(in.c, n)
		for i := range dst {
			dst[i] = b[i] ^ (a[i]^b[i])&-c[i]
		}
	case opFlag:
		for i, f := range a {
			blk[i] |= f
		}
	default:
		return false
	}
	return true
}

// rare computes what need not be fast: person by person, as Run does.
func (in *instr) rare(blk Block, n int) {
	one := *in
	// The operands of one person, side by side.
	var r [6]int64
	from := [4]reg{in.a, in.b, in.c, in.d}
	one.a, one.b, one.c, one.d, one.dst = 1, 2, 3, 4, 5
	for i := range n {
		r[flag] = 0
		for k, of := range from {
			if of != none {
				r[k+1] = blk[int(of)*BlockSize+i]
			}
		}
		one.checked(r[:])
		blk[int(in.dst)*BlockSize+i] = r[5]
		blk[i] |= r[flag]
	}
}

// quotients is opRoundQuo. Half up is what schemes say.
func (in *instr) quotients(blk Block, n int) {
	dst, a, b := blk.column(in.dst, n), blk.column(in.a, n), blk.column(in.b, n)
	bad := blk.column(flag, n)
	x, y := in.x, in.y
	for i := range dst {
		d := b[i] * y
		if d <= 0 {
			bad[i], d = 1, 1
		}
		if v := a[i] * x; in.mode == exact.HalfUp && v >= 0 {
			dst[i] = int64((uint64(v) + uint64(d)/2) / uint64(d))
		} else {
			dst[i] = roundQuo(v, uint64(d), in.mode)
		}
	}
}

// search is opFind.
func (in *instr) search(blk Block, n int) {
	dst, a := blk.column(in.dst, n), blk.column(in.a, n)
	if in.b != none {
		node := blk.column(in.b, n)
		for i := range dst {
			dst[i] = in.finds[node[i]].at(a[i])
		}
		return
	}
	f := &in.finds[0]
	for i := range dst {
		dst[i] = f.searched(a[i])
	}
}
