package ranges

import (
	"maps"
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// Interval arithmetic forgets that the two x in x - x are the same. This file
// remembers: a sum is a linear form over nodes that are no sums themselves, in
// which equal terms cancel, also through values and indicators; and a condition
// such as a + b <= n is a linear form that is not above 0, by which others are
// bounded.

// maxTerms bounds a form; a longer sum counts as one term.
const maxTerms = 64

// boundBudget is how often a form may be bounded by a condition: past it,
// ranges are what interval arithmetic finds.
const boundBudget = 20_000

// A form is Σ coefficient × node + constant. It is immutable.
type form struct {
	terms    map[ir.ID]exact.Rat
	constant exact.Rat
}

// A bound is a form that is at or below 0, or below it; last is the greatest id
// of its terms.
type bound struct {
	form   *form
	strict bool
	last   ir.ID
}

// formOf is the linear form of a number.
func (a *Analysis) formOf(id ir.ID) *form {
	id = a.canon[id]
	if f, ok := a.forms[id]; ok {
		return f
	}
	f := a.makeForm(id)
	if f == nil || len(f.terms) > maxTerms || !f.short() {
		f = &form{terms: map[ir.ID]exact.Rat{id: exact.Int(1)}}
	}
	a.forms[id] = f
	return f
}

// makeForm is nil for a node that is a term of its own.
func (a *Analysis) makeForm(id ir.ID) *form {
	n := &a.p.Nodes[id]
	if n.Stage == ir.Fixed {
		if v := a.fixed(id); v.Kind == ir.Number {
			return &form{constant: v.Num}
		}
	}
	switch n.Op {
	case ir.OpConst:
		return &form{constant: n.Value.Num}
	case ir.OpLet:
		return a.formOf(n.Args[1])
	case ir.OpNeg:
		return a.formOf(n.Args[0]).times(exact.Int(-1))
	case ir.OpAdd:
		return a.formOf(n.Args[0]).plus(a.formOf(n.Args[1]), exact.Int(1))
	case ir.OpSub:
		return a.formOf(n.Args[0]).plus(a.formOf(n.Args[1]), exact.Int(-1))
	case ir.OpMul:
		x, y := a.formOf(n.Args[0]), a.formOf(n.Args[1])
		if len(x.terms) == 0 {
			x, y = y, x
		}
		if len(y.terms) == 0 {
			return x.times(y.constant)
		}
	case ir.OpDiv:
		if y := a.formOf(n.Args[1]); len(y.terms) == 0 {
			if k, ok := exact.Int(1).Quo(y.constant); ok {
				return a.formOf(n.Args[0]).times(k)
			}
		}
	}
	return nil
}

// short tells whether no coefficient has too many digits to go on with.
func (f *form) short() bool {
	for _, c := range f.terms {
		if !c.Within(maxDigits) {
			return false
		}
	}
	return f.constant.Within(maxDigits)
}

func (f *form) times(k exact.Rat) *form { return (&form{}).plus(f, k) }

// plus is f + k·g.
func (f *form) plus(g *form, k exact.Rat) *form {
	out := &form{terms: make(map[ir.ID]exact.Rat, len(f.terms)+len(g.terms)), constant: f.constant.Add(k.Mul(g.constant))}
	maps.Copy(out.terms, f.terms)
	for id, c := range g.terms {
		sum := out.terms[id].Add(k.Mul(c))
		if sum.Sign() == 0 {
			delete(out.terms, id)
		} else {
			out.terms[id] = sum
		}
	}
	return out
}

// ids are the terms' nodes in order: a map's order may decide nothing.
func (f *form) ids() []ir.ID { return slices.Sorted(maps.Keys(f.terms)) }

// interval bounds a form term by term.
func (a *Analysis) interval(c *context, f *form) exact.Interval {
	in := exact.Point(f.constant)
	for _, id := range f.ids() {
		term := a.in(c, id)
		if term.Empty || term.Kind != ir.Number {
			return exact.Whole()
		}
		in = in.Add(term.In.Mul(exact.Point(f.terms[id])))
	}
	return in
}

// upper bounds a form from above: by its terms, and by each condition that
// shares a term with it, which is then cancelled.
//
// before keeps the work well-founded: conditions on nodes that come later are
// left out, since those may be made of the very sum that is being bounded.
func (a *Analysis) upper(c *context, f *form, before ir.ID) exact.End {
	best := a.interval(c, f).Hi
	for up := c; up != nil; up = up.parent {
		for _, b := range up.bounds {
			if b.last >= before {
				continue
			}
			for _, id := range b.form.ids() {
				k, ok := f.terms[id].Quo(b.form.terms[id])
				if !ok || k.Sign() <= 0 {
					continue
				}
				if a.bounded++; a.bounded > boundBudget {
					return best
				}
				// f = k·bound + rest, and the bound is at most 0.
				rest := a.interval(c, f.plus(b.form, k.Neg())).Hi
				rest.Open = rest.Bounded && (rest.Open || b.strict)
				best = lower(best, rest)
			}
		}
	}
	return best
}

// lower is the upper end that leaves less.
func lower(a, b exact.End) exact.End {
	return exact.Interval{Hi: a}.Intersect(exact.Interval{Hi: b}).Hi
}

// formRange bounds a form from both sides.
func (a *Analysis) formRange(c *context, f *form, before ir.ID) exact.Interval {
	hi := a.upper(c, f, before)
	lo := exact.Interval{Hi: a.upper(c, f.times(exact.Int(-1)), before)}.Neg().Lo
	return exact.Interval{Lo: lo, Hi: hi}
}

// assume notes that x is at or below y.
func (a *Analysis) assume(c *context, x, y ir.ID, strict bool) {
	f := a.formOf(x).plus(a.formOf(y), exact.Int(-1))
	if len(f.terms) > 0 {
		ids := f.ids()
		c.bounds = append(c.bounds, bound{f, strict, ids[len(ids)-1]})
	}
}

// order compares two numbers by their difference.
func (a *Analysis) order(c *context, x, y, before ir.ID) (atMost, below bool) {
	hi := a.upper(c, a.formOf(x).plus(a.formOf(y), exact.Int(-1)), before)
	if !hi.Bounded {
		return false, false
	}
	return hi.At.Sign() <= 0, hi.At.Sign() < 0 || hi.At.Sign() == 0 && hi.Open
}

// sharpen narrows what interval arithmetic found for a sum or quotient.
func (a *Analysis) sharpen(c *context, id ir.ID, args []Info, out Info) Info {
	n := &a.p.Nodes[id]
	if n.Op != ir.OpDiv {
		f := a.formOf(id)
		if _, itself := f.terms[id]; !itself { // it is when the sum is too long
			out.In = out.In.Intersect(a.formRange(c, f, id))
		}
		return out.snapped()
	}
	// A quotient by what is not negative is at most 1 if its numerator is at
	// most its divisor; a divisor of 0 is a failure, no value.
	if lo := args[1].In.Lo; !lo.Bounded || lo.At.Sign() < 0 {
		return out
	}
	one := exact.Int(1)
	if atMost, below := a.order(c, n.Args[0], n.Args[1], id); atMost {
		out.In = out.In.Intersect(exact.Interval{Hi: exact.End{At: one, Open: below, Bounded: true}})
	}
	if atLeast, above := a.order(c, n.Args[1], n.Args[0], id); atLeast {
		out.In = out.In.Intersect(exact.Interval{Lo: exact.End{At: one, Open: above, Bounded: true}})
	}
	if lo := args[0].In.Lo; lo.Bounded && lo.At.Sign() >= 0 {
		out.In = out.In.Intersect(exact.Interval{Lo: exact.End{Bounded: true}})
	}
	return out.snapped()
}
