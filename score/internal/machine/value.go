package machine

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
)

// value is a lowered node. A number is num/den * unit, where unit is a positive
// fraction and den, if there is one, a register that is positive. A number that
// is known is const alone.
type value struct {
	kind     ir.Kind
	num, den reg
	unit     exact.Rat
	isConst  bool
	konst    exact.Rat // of numbers; of others num is a fixed register
	// failed is a register that is 1 if there is no value, or none.
	failed reg
	// absent is the like for an optional fact that is not given.
	absent reg
	// state and out are those of an indicator with policies, or none.
	state, out reg
	// open says that a text may be one that has no number; texts are those of a
	// text that is read by the row that has it.
	open  bool
	texts []string
	// clamps of a quotient by constants are put off: see clamp.go.
	clamps []clamp
}

func blank(kind ir.Kind, num reg) value {
	return value{kind: kind, num: num, den: none, failed: none, absent: none, state: none, out: none}
}

func (b *builder) number(r exact.Rat) value {
	v := blank(ir.Number, none)
	v.isConst, v.konst, v.unit = true, r, exact.Int(1)
	return v
}

func (b *builder) constant(c ir.Value) value {
	switch c.Kind {
	case ir.Number:
		return b.number(c.Num)
	case ir.Text:
		return blank(ir.Text, b.fixed(b.text(c.Text)))
	case ir.Bool:
		return blank(ir.Bool, b.fixed(bit(c.Bool)))
	}
	row, _ := c.Num.Int64()
	return blank(c.Kind, b.fixed(row))
}

// failure is a value that is never there.
func (b *builder) failure(kind ir.Kind) value {
	v := b.number(exact.Rat{})
	if kind != ir.Number && kind != ir.Never {
		v = blank(kind, b.fixed(0))
	}
	v.kind, v.failed = kind, b.fault(b.fixed(1))
	return v
}

// fault notes that the node at hand can fail by itself.
func (b *builder) fault(r reg) reg {
	if x, ok := b.isFixed(r); !ok || x == 1 {
		b.faulty[b.at] = true
	}
	return r
}

// alsoFailed is v, failed too where one of the others is.
func (v value) alsoFailed(b *builder, others ...value) value {
	for _, o := range others {
		v.failed = b.or(v.failed, o.failed)
	}
	v.absent, v.state, v.out = none, none, none
	return v
}

// shape is a number in registers with a given unit, of which its own is a
// whole multiple.
func (b *builder) shape(v value, unit exact.Rat) value {
	if v.isConst {
		x, ok := b.whole(v.konst, unit)
		if !ok || !point(x).fits(1, most) {
			b.refuse("a constant needs more than 63 bits at the scale of what it meets")
			x = 0
		}
		v.num, v.isConst = b.fixed(x), false
	} else if !v.unit.Equal(unit) {
		factor, ok := b.whole(v.unit, unit)
		if !ok {
			b.refuse("the scales are too far apart")
		}
		v.num = b.lin(v.num, factor, 0)
	}
	v.unit = unit
	return v
}

// factor is a register and what it takes to be in that unit. Constants are put
// into it.
func (b *builder) factor(v value, unit exact.Rat) (reg, int64) {
	if v.isConst {
		return b.shape(v, unit).num, 1
	}
	if f, ok := b.whole(v.unit, unit); ok {
		return v.num, f
	}
	b.refuse("the scales are too far apart")
	return v.num, 1
}

// inRegisters is a number in registers, whatever its unit.
func (b *builder) inRegisters(v value) value {
	if v.isConst {
		unit := v.konst.Abs()
		if unit.Sign() == 0 {
			unit = exact.Int(1)
		}
		return b.shape(v, unit)
	}
	return v
}

// whole is r/unit if that is a whole number that fits.
func (b *builder) whole(r, unit exact.Rat) (int64, bool) {
	q, _ := r.Quo(unit)
	return q.Int64()
}

// common is the greatest unit of which both are multiples.
func (b *builder) common(x, y value) exact.Rat {
	of := func(v value) exact.Rat {
		if v.isConst {
			return v.konst
		}
		return v.unit
	}
	if u := exact.GCD(of(x), of(y)); u.Sign() > 0 {
		return u
	}
	return exact.Int(1)
}

// narrow uses what is known of a node's range.
func (b *builder) narrow(id ir.ID, v value, info ranges.Info) {
	if !b.own[id] || v.isConst || v.den != none || v.num < 0 {
		return
	}
	if info.Kind == ir.Number && !info.Empty {
		b.spans[v.num] = b.spans[v.num].meet(spanOf(info.In, v.unit, most))
	}
}

// denReg is the divisor as a register.
func (b *builder) denReg(v value) reg {
	if v.den == none {
		return b.fixed(1)
	}
	return v.den
}

// words are a positive fraction's numerator and denominator.
func (b *builder) words(r exact.Rat) (num, den int64) {
	num, den, ok := r.Pair()
	if !ok {
		b.refuse("a factor of scale needs more than 63 bits")
		return 1, 1
	}
	return num, den
}
