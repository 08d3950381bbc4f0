package score

import (
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
)

// This file checks quotas and pools once params have values. What depends on
// params that have none is left to the time when they are bound.

func (pr *prover) cohort() {
	if d := pr.p.Distribution; d != nil {
		pr.mayLeave(place{d.Path, d.Span}, d.Key, d.TiesBy)
		pr.distribution(d)
	}
	for i := range pr.p.Pools {
		p := &pr.p.Pools[i]
		pr.mayLeave(place{p.Path, p.Span}, p.Amount, p.Weight, p.AtLeast, p.AtMost)
		pr.pool(p)
	}
}

// mayLeave refuses an indicator that may be redistributed where the cohort stage
// wants a number.
func (pr *prover) mayLeave(at place, ids ...ir.ID) {
	for _, id := range ids {
		if id != ir.None && pr.p.Nodes[id].Op == ir.OpScored && pr.a.CanLeave(id) {
			pr.readsRedistributed(at, pr.p.Nodes[id].Message)
		}
	}
}

func (pr *prover) distribution(d *ir.Distribution) {
	at := place{d.Path, d.Span}
	for _, choice := range []struct {
		id    ir.ID
		what  string
		words []string
	}{{d.Precedence, "precedence", precedences}, {d.Ties, "rule for ties", tieRules}} {
		if choice.id == ir.None {
			continue
		}
		for _, v := range pr.a.Of(choice.id).Values {
			if !slices.Contains(choice.words, v.Text) {
				n := &pr.p.Nodes[choice.id]
				pr.badChoice(place{n.Path, n.Span}, v.Text, choice.what, choice.words)
				return
			}
		}
	}
	if d.Minimum != ir.None {
		if v, ok := pr.value(d.Minimum); ok && !isCount(v.Num) {
			pr.badMinimum(at, v.Num.Text())
			return
		}
	}
	capped := func(v ir.Value) bool { return v.Text == "capped" }
	if d.Key != pr.p.Nodes[d.Band].Args[0] && slices.ContainsFunc(pr.a.Of(d.Precedence).Values, capped) {
		pr.cappedKey(at)
	}
	// In a trial of chosen values quotas need not fit each other, as with weights.
	open := func(q ir.Quota) bool { return pr.p.Nodes[q.Share].Op != ir.OpConst }
	if pr.note != "" && slices.ContainsFunc(d.Quotas, open) {
		return
	}
	_, err := newDistribution(pr.p, pr.bound.FixedValue)
	if e := (*grade.QuotaError)(nil); errors.As(err, &e) {
		if len(e.Rows) > 0 {
			q := &d.Quotas[e.Rows[0]]
			at = place{q.Path, q.Span}
		}
		pr.badQuotas(at, strings.TrimPrefix(e.Error(), "grade: "))
	}
}

// maxMinimum bounds the size of a group that is stated.
const maxMinimum = 1_000_000_000

func isCount(r exact.Rat) bool {
	n, whole := r.Int64()
	return whole && n >= 0 && n <= maxMinimum
}

// A quotaPlan is a distribution whose params have values.
type quotaPlan struct {
	*grade.Distribution
	precedence string
	// rows are the bands of the grades, and grades the grades of the bands, -1 for
	// a band that has none.
	rows, grades []int
	names        []string
	ties         string
	minimum      int
}

// errOpen says that a param has no value yet.
var errOpen = errors.New("score: a param of the distribution has no value")

// newDistribution makes the distribution of package grade. The error is errOpen,
// or a *grade.QuotaError.
func newDistribution(p *ir.Program, fixed func(ir.ID) ir.Value) (*quotaPlan, error) {
	d := p.Distribution
	plan := &quotaPlan{precedence: fixed(d.Precedence).Text, ties: "by"}
	if d.Ties != ir.None {
		plan.ties = fixed(d.Ties).Text
	}
	if d.Minimum != ir.None {
		n, _ := fixed(d.Minimum).Num.Int64()
		plan.minimum = int(n)
	}
	if plan.precedence == "" || plan.ties == "" || d.Minimum != ir.None && fixed(d.Minimum).Kind == ir.Invalid {
		return nil, errOpen
	}
	for row := range p.Tables[p.Bands].Rows {
		name := p.Tables[p.Bands].Rows[row].Results[0]
		if name.Kind != ir.Gives {
			plan.grades = append(plan.grades, -1)
			continue
		}
		v := fixed(name.Node)
		if v.Kind == ir.Invalid {
			return nil, errOpen
		}
		plan.grades = append(plan.grades, len(plan.rows))
		plan.rows = append(plan.rows, row)
		plan.names = append(plan.names, v.Text)
	}
	quotas := make([]grade.Quota, len(d.Quotas))
	for i, q := range d.Quotas {
		share := fixed(q.Share)
		if share.Kind == ir.Invalid {
			return nil, errOpen
		}
		limit := map[string]grade.Limit{"": grade.Exact, "at most": grade.AtMost, "at least": grade.AtLeast}[q.Limit]
		quotas[i] = grade.Quota{Grades: q.Grades, Limit: limit, Share: share.Num.Big()}
	}
	ties := map[string]grade.Ties{"up": grade.TiesUp, "down": grade.TiesDown, "fail": grade.TiesFail, "by": grade.TiesByKeys}[plan.ties]
	var err error
	plan.Distribution, err = grade.NewDistribution(plan.names, quotas, grade.DistributionOptions{Capped: plan.precedence == "capped", Ties: ties})
	return plan, err
}

// pool checks what a pool promises: an amount in whole cents, and no share below 0.
func (pr *prover) pool(p *ir.Pool) {
	at := place{p.Path, p.Span}
	pr.notNegative(p.Amount, at, "the amount of a pool")
	pr.notNegative(p.Weight, at, "what a pool is shared by")
	if p.AtLeast != ir.None {
		pr.notNegative(p.AtLeast, at, "the least share")
	}
	if p.AtMost != ir.None {
		pr.notNegative(p.AtMost, at, "the greatest share")
	}
	amount := pr.a.Of(p.Amount)
	if step, known := pr.a.Quantum(p); known && !amount.Empty && !(amount.OnGrid && amount.Step.IsMultipleOf(step)) {
		pr.amountOffGrid(at, pr.shown(p.Amount), step.Text())
	}
	if p.AtLeast == ir.None || p.AtMost == ir.None || pr.a.Ordered(p.AtLeast, p.AtMost) {
		return
	}
	switch ranges.Order(pr.a.Of(p.AtLeast), pr.a.Of(p.AtMost)) {
	case ranges.Above:
		pr.clampsCross(at, pr.shown(p.AtLeast), pr.shown(p.AtMost))
	case ranges.Unknown:
		pr.clampsMayCross(at)
	}
}

func (pr *prover) notNegative(id ir.ID, at place, what string) {
	if i := pr.a.Of(id); !i.Empty && (!i.In.Lo.Bounded || i.In.Lo.At.Sign() < 0) {
		pr.mayBeNegative(at, what, describeKnown(i))
	}
}

func describeKnown(i ranges.Info) string {
	if v, ok := i.Known(); ok {
		return v.String()
	}
	return describeRange(i)
}

// quantumOf is what the shares of a pool are multiples of.
func quantumOf(p *ir.Pool, fixed func(ir.ID) ir.Value) *big.Rat {
	if p.Step != ir.None {
		return fixed(p.Step).Num.Big()
	}
	places, _ := fixed(p.Round).Num.Int64()
	step, _ := exact.Int(10).Pow(-int(places))
	return step.Big()
}
