package score

import (
	"context"
	"errors"
	"math/big"
	"slices"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// This file shares the pools and makes sure that everybody can be paid.

// A poolRun is a pool underway: by person, and by group.
type poolRun struct {
	weight, least, most, share *numbers
	forfeits                   []bool
	// held is 1 at the greatest share, -1 at the least.
	held, rounded []int8
	amounts       []refeval.Value
	statements    []PoolStatement
}

func heldAt(h grade.Held) int8 {
	switch h {
	case grade.HeldAtMost:
		return 1
	case grade.HeldAtLeast:
		return -1
	}
	return 0
}

// claims works out everything that needs no share: grades after their gates,
// weights, amounts, limits.
func (r *cohortRun) claims(ctx context.Context) error {
	n := len(r.people)
	var amounts, roots []ir.ID
	for k := range r.pools {
		p, of := &r.pools[k], &r.p.ir.Pools[k]
		p.weight, p.forfeits, p.held, p.rounded = newNumbers(n), make([]bool, n), make([]int8, n), make([]int8, n)
		p.amounts = make([]refeval.Value, len(r.grouping(of.Within).names))
		if of.AtLeast != ir.None {
			p.least = newNumbers(n)
		}
		if of.AtMost != ir.None {
			p.most = newNumbers(n)
		}
		amounts = append(amounts, of.Amount)
	}
	for _, root := range r.roots {
		if !slices.Contains(amounts, root) && r.p.ir.Nodes[root].Stage <= ir.Placed { // an amount fails for a group, not for each in it
			roots = append(roots, root)
		}
	}
	needed := r.needs(append(r.rootsUpTo(ir.Individual, ir.Placed), r.poolNodes()...))
	late := make([]ir.ID, 0, len(roots))
	for _, root := range roots {
		if needed[root] {
			late = append(late, root)
		}
	}
	wanted := r.poolNodes()
	if r.plan != nil {
		wanted = append(wanted, r.p.finalRow())
	}
	return r.inStep(ctx, needed, late, wanted, r.keepClaims)
}

// inStep evaluates everybody who is not left out once more, and refuses the
// cohort if one of the roots fails for somebody. Wanted are the nodes that keep reads.
func (r *cohortRun) inStep(ctx context.Context, needed []bool, roots, wanted []ir.ID, keep func(i int, trace []refeval.Value)) error {
	if len(r.groups) == 0 {
		return nil
	}
	step := r.shortcut(append(slices.Clone(roots), wanted...)...)
	err := r.c.each(ctx, len(r.people), func(w *worker, i int) {
		if r.errs[i] != nil {
			return
		}
		trace, sound := r.values(w, i, needed, step)
		if !sound {
			if r.errs[i] = r.failure(trace, roots); r.errs[i] != nil {
				return
			}
		}
		if keep != nil {
			keep(i, trace)
		}
	})
	if err != nil {
		return err
	}
	return r.lateFailures(r.groups[0])
}

// poolNodes are what pools are shared by.
func (r *cohortRun) poolNodes() []ir.ID {
	var ids []ir.ID
	for k := range r.p.ir.Pools {
		p := &r.p.ir.Pools[k]
		for _, id := range []ir.ID{p.Amount, p.Weight, p.AtLeast, p.AtMost, p.Forfeits} {
			if id != ir.None {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (r *cohortRun) keepClaims(i int, trace []refeval.Value) {
	if r.plan != nil {
		r.final[i] = rowOf(&trace[r.p.finalRow()])
	}
	for k := range r.pools {
		p, of := &r.pools[k], &r.p.ir.Pools[k]
		p.weight.set(i, trace[of.Weight].Num)
		if p.least != nil {
			p.least.set(i, trace[of.AtLeast].Num)
		}
		if p.most != nil {
			p.most.set(i, trace[of.AtMost].Num)
		}
		p.forfeits[i] = of.Forfeits != ir.None && trace[of.Forfeits].Bool
		g := r.grouping(of.Within)
		if group := g.of[i]; g.members[group][0] == int32(i) {
			p.amounts[group] = trace[of.Amount]
		}
	}
}

// finalRow is the node of the band after all gates.
func (p *Program) finalRow() ir.ID { return p.ir.Nodes[p.ir.Grade[0].Node].Args[0] }

// share shares each pool in each of its groups.
func (r *cohortRun) share(ctx context.Context) error {
	for k := range r.pools {
		p, of := &r.pools[k], &r.p.ir.Pools[k]
		g := r.grouping(of.Within)
		shares := newNumbers(len(r.people))
		p.statements = make([]PoolStatement, len(g.names))
		quantum := quantumOf(of, r.p.bound.FixedValue)
		err := r.eachGroup(ctx, g, func(group int) []CohortFault {
			amount := &p.amounts[group]
			if amount.Failed() {
				err := r.p.evalError(amount.Failures, nil)
				return []CohortFault{{Code: CohortPool, Group: g.names[group], Pool: of.Share.Name, Message: "the amount can't be worked out", Err: err}}
			}
			s, err := r.shareGroup(p, of, g.members[group], amount.Num.Big(), quantum, shares)
			if err != nil { // of several people at fault one is named, whatever their order
				_, err = r.shareGroup(p, of, r.inKeyOrder(slices.Clone(g.members[group])), amount.Num.Big(), quantum, shares)
				return []CohortFault{r.shareFault(of.Share.Name, g.names[group], err)}
			}
			s.Group = g.names[group]
			p.statements[group] = s
			return nil
		})
		if err != nil {
			return err
		}
		p.share = shares
	}
	return r.failed()
}

// shareGroup shares a pool in one group. Who forfeits a share that is shared
// out takes no part.
func (r *cohortRun) shareGroup(p *poolRun, of *ir.Pool, members []int32, amount, quantum *big.Rat, shares *numbers) (PoolStatement, error) {
	var claims []grade.Claim
	var sharers []int32
	for _, i := range members {
		if shares.set(int(i), exact.Rat{}); p.forfeits[i] && !of.Keep {
			continue
		}
		claim := grade.Claim{ID: r.people[i].key, Weight: p.weight.rat(int(i))}
		if p.least != nil {
			claim.AtLeast = p.least.rat(int(i))
		}
		if p.most != nil {
			claim.AtMost = p.most.rat(int(i))
		}
		claims, sharers = append(claims, claim), append(sharers, i)
	}
	out, err := grade.Share(amount, quantum, claims)
	if err != nil {
		return PoolStatement{}, err
	}
	paid, kept := new(big.Rat), new(big.Rat)
	for k, i := range sharers {
		part := &out.Parts[k]
		p.held[i], p.rounded[i] = heldAt(part.Held), int8(part.Rounded)
		shares.set(int(i), exact.FromBig(part.Amount))
		if p.forfeits[i] {
			kept.Add(kept, part.Amount)
		} else {
			paid.Add(paid, part.Amount)
		}
	}
	shown := func(r *big.Rat) Number { return exactNumber(exact.FromBig(r)) }
	money := func(a *big.Rat) Number { return r.money(of, exact.FromBig(a)) }
	return PoolStatement{
		Pool: of.Share.Name, People: len(sharers), Weights: shown(out.Weights), Amount: money(out.Amount), Paid: money(paid), Kept: money(kept),
		Left: money(out.Left), PerWeight: shown(out.PerWeight), Quantum: shown(out.Quantum), Extra: out.Extra,
		perWeight: exact.FromBig(out.PerWeight), keeps: of.Keep,
	}, nil
}

// money is an amount as the figure of the share prints it.
func (r *cohortRun) money(of *ir.Pool, amount exact.Rat) Number {
	if of.Round == ir.None {
		return exactNumber(amount)
	}
	places, _ := r.p.bound.FixedValue(of.Round).Num.Int64()
	return number(amount, int(places))
}

// shareFault words what keeps a pool from being shared.
func (r *cohortRun) shareFault(pool, group string, err error) CohortFault {
	f := CohortFault{Code: CohortPool, Group: group, Pool: pool, Message: plainError(err), Err: err}
	if e := (*grade.ShareError)(nil); errors.As(err, &e) && e.ID != "" {
		f.IDs = r.given([]string{e.ID})
	}
	return f
}

// pay makes sure that everybody's sheet can be written.
func (r *cohortRun) pay(ctx context.Context) error {
	roots := r.rootsUpTo(ir.Placed, ir.Pay)
	if len(roots) == 0 {
		return nil
	}
	return r.inStep(ctx, r.needs(roots), roots, nil, nil)
}
