package ranges

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// cohort is the range of what the cohort stage gives.
//
// A mean is of everybody in the group, so that a condition on this person says
// nothing about what it takes: in `x > 50 ? cohort.mean(x) : 0` others may have
// less. Only what a require demands holds for all of them.
func (a *Analysis) cohort(c *context, n *ir.Node) Info {
	one := exact.Int(1)
	g := &a.p.Givens[n.Index]
	switch g.Kind {
	case ir.GivenRank, ir.GivenSize:
		return number(exact.Interval{Lo: exact.End{At: one, Bounded: true}}, true, one)
	case ir.GivenPercentile:
		return number(exact.ClosedRange(exact.Rat{}, one), false, exact.Rat{})
	case ir.GivenMean:
		// A mean lies between the least and the greatest, but on no grid.
		of := a.in(a.base, g.Of)
		of.OnGrid, of.Step = false, exact.Rat{}
		return of
	case ir.GivenRow:
		return a.placedRow()
	}
	return a.share(c, &a.p.Pools[g.Pool])
}

// placedRow is a band that has a name: quotas name only those, and who keeps his
// band has one or has failed before.
func (a *Analysis) placedRow() Info {
	out := Info{Kind: ir.Row}
	rows := a.p.Tables[a.p.Bands].Rows
	for i := range rows {
		if rows[i].Results[0].Kind == ir.Gives {
			out.Rows = append(out.Rows, i)
		}
	}
	out.Empty = len(out.Rows) == 0
	return out
}

// share is between nothing and all of the pool, within its caps, in whole cents.
func (a *Analysis) share(c *context, pool *ir.Pool) Info {
	in := exact.Interval{Hi: a.in(c, pool.Amount).In.Hi}
	if pool.AtMost != ir.None {
		in = in.Min(a.in(c, pool.AtMost).In)
	}
	in = in.Intersect(exact.Interval{Lo: exact.End{Bounded: true}})
	step, known := a.Quantum(pool)
	return number(in, known, step)
}

// Quantum is what the shares of a pool are multiples of, if that is known.
func (a *Analysis) Quantum(pool *ir.Pool) (exact.Rat, bool) {
	if pool.Step != ir.None {
		v := a.fixed(pool.Step)
		return v.Num, v.Kind == ir.Number && v.Num.Sign() > 0
	}
	v := a.fixed(pool.Round)
	places, whole := v.Num.Int64()
	if v.Kind != ir.Number || !whole || places < 0 || places > 18 {
		return exact.Rat{}, false
	}
	step, _ := exact.Int(10).Pow(-int(places))
	return step, true
}
