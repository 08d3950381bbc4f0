package machine

import (
	"math/big"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers arithmetic.

// lin is a*x + z.
func (b *builder) lin(a reg, x, z int64) reg {
	if x == 1 && z == 0 {
		return a
	}
	if c, ok := b.isFixed(a); ok {
		if v, fits := mulAdd(c, x, 0, 0, z); fits {
			return b.fixed(v)
		}
	}
	s, fits := b.spans[a].wide().times(point(x).wide()).plus(point(z).wide()).span()
	// A sum that fits may have a product that does not; that wraps back.
	in := instr{op: opLin, a: a, b: none, c: none, d: none, x: x, z: z}
	if !fits {
		in.op = opLinChk
	}
	return b.emit(in, s)
}

// lin2 is x*y1 + o*y2.
func (b *builder) lin2(x reg, y1 int64, o reg, y2 int64) reg {
	if c, ok := b.isFixed(o); ok {
		if z, fits := mul(c, y2); fits {
			return b.lin(x, y1, z)
		}
	}
	if c, ok := b.isFixed(x); ok {
		if z, fits := mul(c, y1); fits {
			return b.lin(o, y2, z)
		}
	}
	left := b.spans[x].wide().times(point(y1).wide())
	s, fits := left.plus(b.spans[o].wide().times(point(y2).wide())).span()
	in := instr{op: opLin2, a: x, b: o, c: none, d: none, x: y1, y: y2}
	if !fits {
		in.op = opLin2Chk
	}
	return b.emit(in, s)
}

// times is a product of registers.
func (b *builder) times(x, y reg) reg {
	if c, ok := b.isFixed(x); ok {
		return b.lin(y, c, 0)
	}
	if c, ok := b.isFixed(y); ok {
		return b.lin(x, c, 0)
	}
	s, fits := b.spans[x].wide().times(b.spans[y].wide()).span()
	in := instr{op: opMul, a: x, b: y, c: none, d: none}
	if !fits {
		in.op = opMulChk
	}
	return b.emit(in, s)
}

// positive says that a register that is a divisor is.
func (b *builder) positive(r reg) reg {
	if s := b.spans[r]; s.lo < 1 {
		b.spans[r] = span{1, max(s.hi, 1)}
	}
	return r
}

func (b *builder) arithmetic(n *ir.Node, args []value) value {
	x := args[0]
	var y value
	if len(args) > 1 {
		y = args[1]
	}
	switch n.Op {
	case ir.OpNeg:
		return b.neg(x)
	case ir.OpAbs:
		return b.abs(x)
	case ir.OpFloor:
		return b.round(x, exact.Int(1), exact.Floor)
	case ir.OpCeil:
		return b.round(x, exact.Int(1), exact.Ceiling)
	case ir.OpAdd:
		return b.sum(x, y, 1)
	case ir.OpSub:
		return b.sum(x, y, -1)
	case ir.OpMul:
		return b.product(x, y)
	case ir.OpDiv:
		return b.quotient(x, y)
	case ir.OpMod:
		return b.mod(x, y)
	case ir.OpPow:
		return b.power(x, y)
	case ir.OpMin, ir.OpAtMost:
		return b.extreme(args, true)
	case ir.OpMax, ir.OpAtLeast:
		return b.extreme(args, false)
	case ir.OpRound, ir.OpRoundTo:
		return b.rounding(n, x, y)
	}
	return b.refuse("the operation is the reference evaluator's")
}

func (b *builder) neg(x value) value {
	if x.isConst {
		return b.number(x.konst.Neg())
	}
	x.num = b.lin(x.num, -1, 0)
	return x
}

func (b *builder) abs(x value) value {
	switch {
	case x.isConst:
		return b.number(x.konst.Abs())
	case b.spans[x.num].lo >= 0:
		return x
	}
	s := b.spans[x.num]
	x.num = b.emit(instr{op: opAbs, a: x.num, b: none, c: none, d: none}, span{0, s.size()})
	return x
}

// sum is x + sign*y. Divisors that differ are multiplied with each other.
func (b *builder) sum(x, y value, sign int64) value {
	if x.isConst && y.isConst {
		if sign < 0 {
			return b.number(x.konst.Sub(y.konst))
		}
		return b.number(x.konst.Add(y.konst))
	}
	unit := b.common(x, y)
	out := blank(ir.Number, none)
	if out.unit = unit; x.den == y.den {
		out.den = x.den
		left, byLeft := b.factor(x, unit)
		right, byRight := b.factor(y, unit)
		out.num = b.lin2(left, byLeft, right, sign*byRight)
		return out
	}
	x, y = b.shape(x, unit), b.shape(y, unit)
	switch {
	case x.den == none:
		x.num, out.den = b.times(x.num, y.den), y.den
	case y.den == none:
		y.num, out.den = b.times(y.num, x.den), x.den
	default:
		x.num, y.num = b.times(x.num, y.den), b.times(y.num, x.den)
		out.den = b.positive(b.times(x.den, y.den))
	}
	out.num = b.lin2(x.num, 1, y.num, sign)
	return out
}

func (b *builder) product(x, y value) value {
	if x.isConst && y.isConst {
		return b.number(x.konst.Mul(y.konst))
	}
	if x.isConst {
		x, y = y, x
	}
	if y.isConst {
		return b.scaled(x, y.konst)
	}
	x, y = b.clamped(x), b.clamped(y)
	out := blank(ir.Number, b.times(x.num, y.num))
	out.unit = x.unit.Mul(y.unit)
	switch {
	case x.den == none:
		out.den = y.den
	case y.den == none:
		out.den = x.den
	default:
		out.den = b.positive(b.times(x.den, y.den))
	}
	return out
}

// scaled is a number times a constant, for which only the unit changes.
func (b *builder) scaled(x value, k exact.Rat) value {
	if k.Sign() == 0 {
		return b.number(k)
	}
	x.clamps = scaledClamps(x.clamps, k)
	if k.Sign() < 0 {
		x.num, k = b.lin(x.num, -1, 0), k.Neg()
	}
	x.unit = x.unit.Mul(k)
	return x
}

func (b *builder) quotient(x, y value) value {
	if y.isConst {
		inverse, ok := exact.Int(1).Quo(y.konst)
		switch {
		case !ok:
			return b.failure(ir.Number)
		case x.isConst:
			return b.number(x.konst.Mul(inverse))
		}
		return b.scaled(x, inverse)
	}
	x, y = b.clamped(x), b.clamped(y)
	if x = b.inRegisters(x); y.den != none {
		x.num = b.times(x.num, y.den)
	}
	out := blank(ir.Number, x.num)
	out.unit, _ = x.unit.Quo(y.unit)
	den := y.num
	switch s := b.spans[den]; {
	case s.lo > 0:
	case s.hi < 0:
		out.num, den = b.lin(out.num, -1, 0), b.lin(den, -1, 0)
	default:
		if s.lo <= 0 && s.hi >= 0 {
			out.failed = b.fault(b.equalTo(den, 0))
		}
		if s.lo < 0 {
			size := b.spans[out.num].size()
			out.num = b.emit(instr{op: opSign, a: out.num, b: den, c: none, d: none}, span{-size, size})
		}
		den = b.emit(instr{op: opDivisor, a: den, b: none, c: none, d: none}, span{1, max(1, s.size())})
	}
	if out.den = den; x.den != none {
		out.den = b.positive(b.times(x.den, den))
	}
	return out
}

// mod is x - y*floor(x/y).
func (b *builder) mod(x, y value) value {
	if x.isConst && y.isConst {
		r, ok := x.konst.Mod(y.konst)
		if !ok {
			return b.failure(ir.Number)
		}
		return b.number(r)
	}
	if x.den != none || y.den != none {
		q := b.quotient(x, y)
		out := b.sum(x, b.product(y, b.round(q, exact.Int(1), exact.Floor)), -1)
		out.failed = b.or(out.failed, q.failed)
		return out
	}
	unit := b.common(x, y)
	x, y = b.shape(x, unit), b.shape(y, unit)
	s := b.spans[y.num]
	out := blank(ir.Number, b.emit(instr{op: opMod, a: x.num, b: y.num, c: none, d: none}, span{min(s.lo, 0), max(s.hi, 0)}))
	out.unit = unit
	if s.lo <= 0 && s.hi >= 0 {
		out.failed = b.fault(b.equalTo(y.num, 0))
	}
	return out
}

// maxPower is more than any scheme needs.
const maxPower = 16

func (b *builder) power(x, y value) value {
	n, ok := y.konst.Int64()
	switch {
	case !y.isConst || !ok || n < -maxPower || n > maxPower:
		return b.refuse("high powers are the reference evaluator's")
	case n < 0:
		return b.quotient(b.number(exact.Int(1)), b.power(x, b.number(exact.Int(-n))))
	}
	out := b.number(exact.Int(1))
	for range n {
		out = b.product(out, x)
	}
	return out
}

func (b *builder) extreme(args []value, least bool) value {
	out := args[0]
	for _, x := range args[1:] {
		out = b.lesser(out, x, least)
	}
	return out
}

// lesser is the lesser of two, or the greater.
func (b *builder) lesser(x, y value, least bool) value {
	if v, ok := clampLater(x, y, least); ok {
		return v
	}
	return b.lesserNow(b.clamped(x), b.clamped(y), least)
}

func (b *builder) lesserNow(x, y value, least bool) value {
	if x.isConst && y.isConst {
		if least {
			return b.number(exact.Min(x.konst, y.konst))
		}
		return b.number(exact.Max(x.konst, y.konst))
	}
	switch b.order(x, y) {
	case -1:
		if least {
			return x
		}
		return y
	case +1:
		if least {
			return y
		}
		return x
	}
	if x.den != none || y.den != none {
		c := b.less(x, y, true)
		if least {
			return b.choose(c, x, y)
		}
		return b.choose(c, y, x)
	}
	unit := b.common(x, y)
	x, y = b.shape(x, unit), b.shape(y, unit)
	if _, ok := b.isFixed(x.num); ok {
		x, y = y, x
	}
	in := instr{op: opMin, a: x.num, b: y.num, c: none, d: none}
	imm, immediate := b.isFixed(y.num)
	if immediate {
		in.op, in.b, in.x = opMinImm, none, imm
	}
	s, t := b.spans[x.num], b.spans[y.num]
	between := span{min(s.lo, t.lo), min(s.hi, t.hi)}
	if !least {
		in.op++ // opMax, opMaxImm
		if immediate {
			in.op = opMaxImm
		}
		between = span{max(s.lo, t.lo), max(s.hi, t.hi)}
	}
	x.num = b.emit(in, between)
	return x
}

// order is -1 if x is never above y, +1 if it is never below, 0 if neither is
// known.
func (b *builder) order(x, y value) int {
	if x.den != none || y.den != none {
		return 0
	}
	ends := func(v value) (lo, hi exact.Rat) {
		if v.isConst {
			return v.konst, v.konst
		}
		s := b.spans[v.num]
		return v.unit.Mul(exact.Int(s.lo)), v.unit.Mul(exact.Int(s.hi))
	}
	xlo, xhi := ends(x)
	ylo, yhi := ends(y)
	switch {
	case xhi.Cmp(ylo) <= 0:
		return -1
	case xlo.Cmp(yhi) >= 0:
		return +1
	}
	return 0
}

// rounding reads where to round to.
func (b *builder) rounding(n *ir.Node, x, to value) value {
	if !to.isConst {
		return b.refuse("what it is rounded to is not constant")
	}
	step := to.konst
	if n.Op == ir.OpRound {
		places, ok := to.konst.Int64()
		if !ok || places < 0 || places > maxPlaces {
			return b.refuse("what it is rounded to is out of range")
		}
		step, _ = exact.Int(1).Quo(exact.FromBig(new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil))))
	}
	if step.Sign() <= 0 {
		return b.refuse("what it is rounded to is out of range")
	}
	return b.round(x, step, n.Mode)
}

// maxPlaces is that of the language; 10^18 still fits.
const maxPlaces = 18

// round is x as a multiple of step.
func (b *builder) round(x value, step exact.Rat, mode exact.Mode) value {
	if x.isConst {
		return b.number(x.konst.RoundTo(step, mode))
	}
	factor, _ := x.unit.Quo(step)
	mul, div := b.words(factor)
	out := blank(ir.Number, none)
	if out.unit = step; div == 1 && x.den == none {
		out.num = b.lin(x.num, mul, 0)
		return out
	}
	if x.den == none {
		out.num = b.roundBy(x.num, mul, div, mode)
		return out
	}
	// The divisor is at least 1, and may be any number above it.
	s := b.rounded(b.spans[x.num].hull(point(0)), mul, div)
	in := instr{op: opRoundQuo, a: x.num, b: x.den, c: none, d: none, x: mul, y: div, mode: mode}
	if !b.spans[x.num].fits(mul, most) || !b.spans[x.den].fits(div, most) {
		in.op = opRoundWide
	}
	out.num = b.emit(in, s)
	return b.clampRounded(out, x.clamps, step, mode)
}

// rounded is the span of s*mul/div, rounded in whatever way.
func (b *builder) rounded(s span, mul, div int64) span {
	w := s.wide().times(point(mul).wide())
	for _, x := range []*big.Int{w.lo, w.hi} {
		x.Quo(x, big.NewInt(div))
	}
	// Quo goes towards zero; the result may be one further out.
	w.lo.Sub(w.lo, big.NewInt(1))
	w.hi.Add(w.hi, big.NewInt(1))
	if s.lo >= 0 && w.lo.Sign() < 0 {
		w.lo.SetInt64(0)
	}
	if s.hi <= 0 && w.hi.Sign() > 0 {
		w.hi.SetInt64(0)
	}
	out, _ := w.span()
	return out
}

// roundBy is a*mul/div rounded, by constants.
func (b *builder) roundBy(a reg, mul, div int64, mode exact.Mode) reg {
	s := b.spans[a]
	in := instr{op: opRound, a: a, b: none, c: none, d: none, x: mul, y: div, mode: mode}
	switch {
	case !s.fits(mul, most):
		in.op, in.b = opRoundWide, b.fixed(1)
	case s.lo >= 0 && mode != exact.HalfEven:
		add := int64(bias(mode, false, uint64(div)))
		if z, ok := reciprocal(s.hi*mul, add, div); ok {
			in.op, in.y, in.z = opRoundPos, add, int64(z)
		}
	}
	return b.emit(in, b.rounded(s, mul, div))
}

// reciprocal is a z with (u+add)*z >> 64 == (u+add)/div for all u up to top.
// z*div is above 2^64 by an e < div, and the error of the product, (u+add)*e,
// has to stay below 2^64.
func reciprocal(top, add, div int64) (uint64, bool) {
	if div < 2 {
		return 0, false
	}
	power := new(big.Int).Lsh(big.NewInt(1), 64)
	d := big.NewInt(div)
	z := new(big.Int).Add(power, new(big.Int).Sub(d, big.NewInt(1)))
	z.Quo(z, d)
	excess := new(big.Int).Sub(new(big.Int).Mul(z, d), power)
	u := new(big.Int).Add(big.NewInt(top), big.NewInt(add))
	if !u.IsInt64() || new(big.Int).Mul(u, excess).Cmp(power) >= 0 {
		return 0, false
	}
	return z.Uint64(), true
}
