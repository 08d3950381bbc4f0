package machine

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers conditions and the choice between values.

func (b *builder) truth(r reg) value { return blank(ir.Bool, r) }

// boolean is a condition's register.
func (b *builder) boolean(v value) reg {
	if v.kind == ir.Bool {
		return v.num
	}
	return b.fixed(0) // a failure: it has no value to be true
}

func (b *builder) emitBit(o op, x, y reg) reg {
	return b.emit(instr{op: o, a: x, b: y, c: none, d: none}, span{0, 1})
}

// or is 1 if one is; none is a 0.
func (b *builder) or(x, y reg) reg {
	switch {
	case x == none || x == y:
		return y
	case y == none:
		return x
	}
	if c, ok := b.isFixed(x); ok {
		x, y = y, b.fixed(c)
	}
	if c, ok := b.isFixed(y); ok {
		if c == 1 {
			return y
		}
		return x
	}
	return b.emitBit(opOr, x, y)
}

// and is 1 if both are; none is a 0.
func (b *builder) and(x, y reg) reg {
	if x == none || y == none {
		return none
	}
	for range 2 {
		if c, ok := b.isFixed(x); ok {
			if c == 0 {
				return x
			}
			return y
		}
		x, y = y, x
	}
	if x == y {
		return x
	}
	return b.emitBit(opAnd, x, y)
}

func (b *builder) not(x reg) reg {
	if x == none {
		return b.fixed(1)
	}
	if c, ok := b.isFixed(x); ok {
		return b.fixed(1 - c)
	}
	return b.emitBit(opNot, x, none)
}

// without is x where y does not hold; none is a 0.
func (b *builder) without(x, y reg) reg {
	if x == none || y == none {
		return x
	}
	if _, ok := b.isFixed(x); ok {
		return b.and(x, b.not(y))
	}
	if c, ok := b.isFixed(y); ok {
		if c == 1 {
			return b.fixed(0)
		}
		return x
	}
	return b.emitBit(opAndNot, x, y)
}

// junction is `and` and `or`: a right side that is not looked at does not fail.
func (b *builder) junction(o ir.Op, x, y value) value {
	left, right := b.boolean(x), b.boolean(y)
	out := b.truth(none)
	if o == ir.OpAnd {
		out.num = b.and(left, right)
		out.failed = b.or(x.failed, b.and(y.failed, left))
	} else {
		out.num = b.or(left, right)
		out.failed = b.or(x.failed, b.without(y.failed, left))
	}
	return out
}

// choose is x where the condition holds, and else y.
func (b *builder) choose(condition, x, y value) value {
	c := b.boolean(condition)
	var out value
	if known, ok := b.isFixed(c); ok {
		if out = y; known == 1 {
			out = x
		}
		return out.alsoFailed(b, condition)
	}
	switch {
	case x.kind == ir.Never:
		out = y
	case y.kind == ir.Never:
		out = x
	case x.kind == ir.Number:
		out = b.chooseNumber(c, x, y)
	default:
		out = blank(x.kind, b.selected(c, x.num, y.num))
		out.open = x.open || y.open
	}
	out.failed = b.or(condition.failed, b.or(b.and(x.failed, c), b.without(y.failed, c)))
	out.absent, out.state, out.out = none, none, none
	return out
}

func (b *builder) chooseNumber(c reg, x, y value) value {
	if x.isConst && y.isConst && x.konst.Equal(y.konst) {
		return x
	}
	unit := b.common(x, y)
	x, y = b.shape(x, unit), b.shape(y, unit)
	out := blank(ir.Number, b.selected(c, x.num, y.num))
	if out.unit = unit; x.den != none || y.den != none {
		out.den = b.selected(c, b.denReg(x), b.denReg(y))
	}
	return out
}

// selected is one of two registers.
func (b *builder) selected(c, x, y reg) reg {
	if x == y {
		return x
	}
	return b.emit(instr{op: opSelect, a: x, b: y, c: c, d: none}, b.spans[x].hull(b.spans[y]))
}

// absent is 1 where an optional fact is not given.
func (b *builder) absent(v value) reg {
	if v.absent == none && v.failed != none {
		b.refuse("whether this is not given or fails is told by the reference evaluator")
	}
	return v.absent
}

// coalesce is x ?? y.
func (b *builder) coalesce(x, y value) value {
	gone := b.absent(x)
	if gone == none {
		return x
	}
	present := x
	present.failed = none
	out := b.choose(b.truth(gone), y, present)
	if out.absent = b.and(gone, y.absent); y.absent == none && y.failed != none {
		// Whether y is absent or fails otherwise matters only to another ?? around.
		out.absent = none
	}
	return out
}

func (b *builder) condition(n *ir.Node, args []value) value {
	switch n.Op {
	case ir.OpNot:
		return b.truth(b.not(b.boolean(args[0])))
	case ir.OpEqual:
		return b.truth(b.equal(args[0], args[1]))
	case ir.OpIn:
		out := b.fixed(0)
		for _, element := range args[1:] {
			out = b.or(out, b.equal(args[0], element))
		}
		return b.truth(out)
	case ir.OpCompare:
		out := b.fixed(1)
		for i, sign := range n.Compare {
			x, y := args[i], args[i+1]
			if sign == ir.Greater || sign == ir.GreaterEqual {
				x, y = y, x
			}
			out = b.and(out, b.less(x, y, sign == ir.LessEqual || sign == ir.GreaterEqual).num)
		}
		return b.truth(out)
	}
	return b.refuse("the condition is the reference evaluator's")
}

// less is x < y, or x <= y.
func (b *builder) less(x, y value, orEqual bool) value {
	switch {
	case x.isConst && y.isConst:
		c := x.konst.Cmp(y.konst)
		return b.truth(b.fixed(bit(c < 0 || orEqual && c == 0)))
	case y.isConst && x.den == none:
		// x < k: below the first whole number that is not.
		return b.truth(b.below(x.num, firstAt(y.konst, orEqual, x.unit)))
	case x.isConst && y.den == none:
		return b.truth(b.not(b.below(y.num, firstAt(x.konst, !orEqual, y.unit))))
	}
	o, wide := opLess, opLessWide
	if orEqual {
		o, wide = opLessEq, opLessEqWide
	}
	return b.compare(o, wide, x, y)
}

// below is a < k.
func (b *builder) below(a reg, k int64) reg {
	switch s := b.spans[a]; {
	case s.hi < k:
		return b.fixed(1)
	case s.lo >= k:
		return b.fixed(0)
	}
	return b.emit(instr{op: opLessImm, a: a, b: none, c: none, d: none, x: k}, span{0, 1})
}

// compare multiplies both sides by the other's divisor.
func (b *builder) compare(o, wide op, x, y value) value {
	unit := b.common(x, y)
	left, byLeft := b.factor(x, unit)
	right, byRight := b.factor(y, unit)
	l, fl, ok1 := b.linear(left, byLeft, y.den)
	r, fr, ok2 := b.linear(right, byRight, x.den)
	in := instr{op: o, a: l, b: r, c: none, d: none, x: fl, y: fr}
	if !ok1 || !ok2 {
		in = instr{op: wide, a: b.lin(left, byLeft, 0), b: b.denReg(y), c: b.lin(right, byRight, 0), d: b.denReg(x)}
	}
	return b.truth(b.emit(in, span{0, 1}))
}

// linear is x*factor*den as a register times a constant, if that fits.
func (b *builder) linear(x reg, factor int64, den reg) (reg, int64, bool) {
	if den != none {
		k, ok := b.isFixed(x)
		if !ok {
			return x, factor, false
		}
		if factor, ok = mul(factor, k); !ok {
			return x, factor, false
		}
		x = den
	}
	return x, factor, b.spans[x].fits(factor, most)
}

// equal is a register that is 1 if two values are the same.
func (b *builder) equal(x, y value) reg {
	switch {
	case x.kind == ir.Never || y.kind == ir.Never:
		return b.fixed(0)
	case x.kind == ir.Text && x.open && y.open:
		b.refuse("texts of facts are compared with each other by the reference evaluator")
		return b.fixed(0)
	case x.kind != ir.Number:
		return b.compare(opEq, opEqWide, whole(x), whole(y)).num
	case x.isConst && y.isConst:
		return b.fixed(bit(x.konst.Equal(y.konst)))
	case x.isConst:
		x, y = y, x
	}
	if y.isConst && x.den == none {
		k, ok := b.whole(y.konst, x.unit)
		if !ok {
			return b.fixed(0)
		}
		return b.equalTo(x.num, k)
	}
	return b.compare(opEq, opEqWide, x, y).num
}

// whole reads a text's or bool's register as a number.
func whole(v value) value {
	v.unit = exact.Int(1)
	return v
}

func (b *builder) equalTo(a reg, k int64) reg {
	switch s := b.spans[a]; {
	case k < s.lo || k > s.hi:
		return b.fixed(0)
	case s.lo == s.hi:
		return b.fixed(1)
	}
	return b.emit(instr{op: opEqImm, a: a, b: none, c: none, d: none, x: k}, span{0, 1})
}
