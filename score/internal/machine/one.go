package machine

import (
	"math/bits"
	"unsafe"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// registers are a frame without its length: the code of a machine has no other
// numbers of registers than the frame has, and checking that again for every
// operand was a fifth of the time.
type registers struct{ first *int64 }

func (r registers) at(i reg) *int64 {
	return (*int64)(unsafe.Add(unsafe.Pointer(r.first), uintptr(i)*8))
}

// Run computes one person's registers from the facts in them.
func (m *Machine) Run(f Frame) {
	r := registers{&f[:m.Registers][0]}
	code := m.code // here, where no register can be suspected to change it
	for i := range code {
		in := &code[i]
		a, dst := *r.at(in.a), r.at(in.dst)
		switch in.op {
		case opLin:
			*dst = a*in.x + in.z
		case opLin2:
			*dst = a*in.x + *r.at(in.b)*in.y + in.z
		case opLin4:
			*dst = a*in.x + *r.at(in.b)*in.y + *r.at(in.c)*in.z + *r.at(in.d)*in.w
		case opMul:
			*dst = a * *r.at(in.b)
		case opMin:
			*dst = lesser(a, *r.at(in.b))
		case opMax:
			*dst = greater(a, *r.at(in.b))
		case opMinImm:
			*dst = lesser(a, in.x)
		case opMaxImm:
			*dst = greater(a, in.x)
		case opLess:
			*dst = bit(a*in.x < *r.at(in.b)*in.y)
		case opLessEq:
			*dst = bit(a*in.x <= *r.at(in.b)*in.y)
		case opEq:
			*dst = bit(a*in.x == *r.at(in.b)*in.y)
		case opLessImm:
			*dst = bit(a < in.x)
		case opEqImm:
			*dst = bit(a == in.x)
		case opAnd:
			*dst = a & *r.at(in.b)
		case opAndNot:
			*dst = a &^ *r.at(in.b)
		case opOr:
			*dst = a | *r.at(in.b)
		case opNot:
			*dst = 1 - a
		case opSelect:
			b := *r.at(in.b)
			*dst = b ^ (a^b)&-*r.at(in.c)
		case opRoundPos:
			hi, _ := bits.Mul64(uint64(a*in.x+in.y), uint64(in.z))
			*dst = int64(hi)
		case opRoundSum:
			hi, _ := bits.Mul64(uint64(a*in.x+*r.at(in.b)*in.w+in.y), uint64(in.z))
			*dst = int64(hi)
		case opRound:
			*dst = roundQuo(a*in.x, uint64(in.y), in.mode)
		case opRoundQuo:
			d := *r.at(in.b) * in.y
			if d <= 0 {
				f[flag], d = 1, 1
			}
			if a *= in.x; a >= 0 && in.mode == exact.HalfUp {
				*dst = int64((uint64(a) + uint64(d)/2) / uint64(d))
			} else {
				*dst = roundQuo(a, uint64(d), in.mode)
			}
		case opDense:
			*dst = in.vals[clamped(a-in.x, int64(len(in.vals)-1))]
		case opFind:
			*dst = in.find(r).at(a)
		case opPick:
			*dst = in.vals[a]
		case opFlag:
			f[flag] |= a
		default:
			in.checked(f)
		}
	}
}

func (in *instr) find(r registers) *find {
	if in.b == none {
		return &in.finds[0]
	}
	return &in.finds[*r.at(in.b)]
}

// checked computes what may set the flag.
func (in *instr) checked(r Frame) {
	var v int64
	ok := true
	switch in.op {
	case opLinChk:
		v, ok = mulAdd(r[in.a], in.x, 0, 0, in.z)
	case opLin2Chk:
		v, ok = mulAdd(r[in.a], in.x, r[in.b], in.y, in.z)
	case opMulChk:
		v, ok = mul(r[in.a], r[in.b])
	case opAbs:
		s := r[in.a] >> 63
		v = (r[in.a] ^ s) - s
	case opMod:
		v = floorMod(r[in.a], r[in.b])
	case opLessWide:
		v = bit(lessWide(r[in.a], r[in.b], r[in.c], r[in.d]))
	case opLessEqWide:
		v = 1 - bit(lessWide(r[in.c], r[in.d], r[in.a], r[in.b]))
	case opEqWide:
		v = bit(equalWide(r[in.a], r[in.b], r[in.c], r[in.d]))
	case opSign:
		s := r[in.b] >> 63
		v = (r[in.a] ^ s) - s
	case opDivisor:
		v = divisor(r[in.a])
	case opKey:
		v, ok = in.quotient(r[in.a], r[in.b])
	case opRoundWide:
		v, ok = roundWide(r[in.a], in.x, r[in.b], in.y, in.mode)
	case opKeyWide:
		v, ok = keyWide(r[in.a], in.x, r[in.b], in.y)
	}
	r[in.dst] = v
	r[flag] |= 1 - bit(ok)
}

// quotient is opKey. The divisor is positive, unless the person is the
// reference evaluator's already.
func (in *instr) quotient(a, b int64) (int64, bool) {
	d := b * in.y
	if d <= 0 {
		return 0, false
	}
	a *= in.x
	u := magnitude(a)
	q := u / uint64(d)
	return key(int64(q), q*uint64(d) != u, a < 0), true
}

func divisor(b int64) int64 {
	s := b >> 63
	b = (b ^ s) - s
	return b + bit(b == 0)
}
