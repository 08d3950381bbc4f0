package gen

import (
	"math/big"
	"slices"
)

// tableCall calls one of the tables whose results are of that kind, if there is one.
func (f *formulas) tableCall(k kind, depth int) (term, bool) {
	var out []*table
	for _, t := range f.g.tables {
		if t.kind == k {
			out = append(out, t)
		}
	}
	if len(out) == 0 || !f.spend(8) {
		return term{}, false
	}
	return f.callOf(oneOf(f.s, out...), depth), true
}

func (f *formulas) callOf(t *table, depth int) term {
	var args []string
	for _, c := range t.columns {
		args = append(args, f.argument(c, depth-1))
	}
	return call(t.name, args...)
}

// argument is a formula that lies provably in the domain of the column.
func (f *formulas) argument(c *column, depth int) string {
	if c.source != nil && !(f.s.chance(40) && c.kind.numeric()) {
		return c.source.name
	}
	if !c.kind.numeric() {
		return f.wordArgument(c)
	}
	var fit []string
	for _, in := range f.g.inputs {
		if in.kind.numeric() && in.dom.within(c.dom) {
			fit = append(fit, in.name)
		}
	}
	if len(fit) > 0 && !f.s.chance(100) {
		return oneOf(f.s, fit...)
	}
	lo, hi := c.dom.inner()
	x, onGrid := f.ongrid(c, depth)
	switch {
	case !onGrid:
		return literal(firstOf(lo, hi, whole(0)), c.kind)
	case c.dom.bounded():
		return call("clamp", x, literal(lo, c.kind), literal(hi, c.kind)).text
	case lo != nil:
		return call("max", x, literal(lo, c.kind)).text
	case hi != nil:
		return call("min", x, literal(hi, c.kind)).text
	}
	return x
}

// ongrid rounds to the step of the column, where decimal places can do that.
func (f *formulas) ongrid(c *column, depth int) (string, bool) {
	x := f.arg(f.number(depth))
	if c.dom.step == nil {
		return x, true
	}
	for places, unit := range []*big.Rat{rat(1, 1), rat(1, 10), rat(1, 100), rat(1, 1000)} {
		if !multiple(unit, c.dom.step) {
			continue
		}
		if places == 0 {
			return oneOf(f.s, "floor("+x+")", "ceil("+x+")", "round("+x+", 0)"), true
		}
		return "round(" + x + ", " + decimal(whole(places)) + ")", true
	}
	return "", false
}

// wordArgument keeps to what is declared as one of the same texts: that a
// formula comes to nothing else would have to be proved.
func (f *formulas) wordArgument(c *column) string {
	if c.kind == truth {
		return c.source.name
	}
	if c.oneOf == nil {
		if names, _ := f.texts(); len(names) > 0 {
			return oneOf(f.s, names...)
		}
		return `"none"`
	}
	for _, in := range f.g.inputs {
		if in.kind == text && slices.Equal(in.oneOf, c.oneOf) {
			return in.name
		}
	}
	for _, p := range f.g.params {
		if p.kind == text && slices.Equal(p.oneOf, c.oneOf) {
			return p.name
		}
	}
	return quoted([]string{oneOf(f.s, c.oneOf...)}, "")
}

func firstOf(xs ...*big.Rat) *big.Rat {
	for _, x := range xs {
		if x != nil {
			return x
		}
	}
	return nil
}
