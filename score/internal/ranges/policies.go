package ranges

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// scored is the formula's range, and what the policies may put in its place.
// An indicator that is redistributed has no value; only the weighted mean
// reads it then.
func (a *Analysis) scored(c *context, n *ir.Node) Info {
	s := n.Scored
	out := a.in(c, s.Raw)
	if s.Applies != ir.None {
		condition := a.in(c, s.Applies)
		out = empty(n.Kind)
		if condition.canBe(true) {
			out = a.in(a.given(c, s.Applies, true), s.Raw)
		}
		if condition.canBe(false) {
			out = hull(out, a.policy(c, n, s.Otherwise))
		}
	}
	if s.Missing != ir.None {
		out = hull(out, a.policy(c, n, s.Missing))
	}
	out.Kind = n.Kind
	return out
}

func (a *Analysis) policy(c *context, n *ir.Node, id ir.ID) Info {
	out := empty(n.Kind)
	policy := a.in(c, id)
	can := func(name string) bool { return policy.Values == nil || contains(policy.Values, ir.TextValue(name)) }
	if can("zero") {
		out = ofValue(ir.NumberValue(exact.Rat{}))
	}
	if can("full") && n.Scored.Points != ir.None {
		out = hull(out, a.in(c, n.Scored.Points))
	}
	return out
}

// weighted is a mean: it lies between the least and the greatest indicator. If
// nothing can be redistributed it is a sum, whose grid is known.
func (a *Analysis) weighted(c *context, n *ir.Node) Info {
	out := empty(ir.Number)
	plain := len(n.Weighted.Sections) == 0
	exactSum := number(exact.Point(exact.Rat{}), true, exact.Rat{})
	for _, item := range n.Weighted.Items {
		v, w := a.in(c, item.Node), a.in(c, item.Weight)
		plain = plain && !a.canLeave(c, item.Node)
		if v.Empty {
			continue
		}
		out = hull(out, v)
		both := v.OnGrid && w.OnGrid && exactSum.OnGrid
		exactSum = number(exactSum.In.Add(v.In.Mul(w.In)), both, exact.GCD(exactSum.Step, v.Step.Mul(w.Step)))
	}
	if plain && !out.Empty {
		return meet(number(out.In, false, exact.Rat{}), exactSum)
	}
	if out.Empty {
		return out
	}
	return number(out.In, false, exact.Rat{})
}

// canLeave tells whether an indicator's weight may be redistributed.
func (a *Analysis) canLeave(c *context, id ir.ID) bool {
	s := a.p.Nodes[id].Scored
	if s == nil {
		return false
	}
	for _, policy := range []ir.ID{s.Otherwise, s.Missing} {
		if policy == ir.None {
			continue
		}
		if v := a.in(c, policy); v.Values == nil || contains(v.Values, ir.TextValue("redistribute")) {
			return true
		}
	}
	return false
}

// CanLeave tells whether an indicator's weight may be redistributed.
func (a *Analysis) CanLeave(id ir.ID) bool { return a.canLeave(a.base, id) }

// gradeGate may lead to any band.
func (a *Analysis) gradeGate(c *context, n *ir.Node) Info {
	row, fires := a.in(c, n.Args[0]), a.in(c, n.Args[1])
	if !fires.canBe(true) {
		return row
	}
	out := Info{Kind: ir.Row}
	for i := range a.p.Tables[n.Index].Rows {
		out.Rows = append(out.Rows, i)
	}
	return out
}

// graduated is monotone if no price is negative, so that its ends decide.
func (a *Analysis) graduated(n *ir.Node, args []Info) Info {
	x := args[len(args)-1]
	total := exact.Interval{Lo: exact.End{Bounded: true}}
	most := exact.Rat{}
	for _, row := range a.p.Tables[n.Index].Rows {
		if row.Results[0].Kind != ir.Gives {
			continue
		}
		price := a.in(a.start, row.Results[0].Node)
		if !price.In.Lo.Bounded || price.In.Lo.At.Sign() < 0 || !price.In.Hi.Bounded {
			return number(exact.Whole(), false, exact.Rat{})
		}
		most = exact.Max(most, price.In.Hi.At)
	}
	if x.In.Hi.Bounded {
		total.Hi = exact.End{At: exact.Max(exact.Rat{}, x.In.Hi.At.Mul(most)), Bounded: true}
	}
	return number(total, false, exact.Rat{})
}

// linear lies between the lowest and the highest point, unless a line goes on
// beyond them.
func (a *Analysis) linear(n *ir.Node, _ []Info) Info {
	out := empty(ir.Number)
	for _, row := range a.p.Tables[n.Index].Rows {
		switch row.Results[0].Kind {
		case ir.Gives:
			out = hull(out, a.in(a.start, row.Results[0].Node))
		case ir.Extend:
			return number(exact.Whole(), false, exact.Rat{})
		}
	}
	if out.Empty {
		return out
	}
	return number(out.In, false, exact.Rat{})
}
