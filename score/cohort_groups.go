package score

import (
	"context"
	"math/big"
	"slices"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A grouping cuts the cohort into groups by one input, or leaves it whole.
type grouping struct {
	within int
	node   ir.ID
	// texts is the input of each person, nil if everybody is one group.
	texts []string
	// names are in code point order; of is the group of each person, -1 for who
	// was left out; members are in the order of the people.
	names   []string
	of      []int32
	members [][]int32
	// ranked says that ranks are wanted. NoBetter counts those who are not better.
	ranked         bool
	rank, noBetter []int32
	// means has for each mean the values of the people, and then those of the groups.
	means []mean
}

type mean struct {
	given  int
	node   ir.ID
	values *numbers
	groups []exact.Rat
}

// makeGroups lists the groupings that the scheme speaks of.
func (r *cohortRun) makeGroups(n int) {
	of := func(within int) *grouping {
		if g := r.grouping(within); g != nil {
			return g
		}
		g := &grouping{within: within, node: ir.None}
		if within >= 0 {
			g.node, g.texts = r.p.ir.Inputs[within].Node, make([]string, n)
		}
		r.groups = append(r.groups, g)
		return g
	}
	if d := r.p.ir.Distribution; d != nil {
		of(d.Within).ranked = true
	}
	for k := range r.p.ir.Givens {
		given := &r.p.ir.Givens[k]
		g := of(given.Within)
		switch given.Kind {
		case ir.GivenRank, ir.GivenPercentile:
			g.ranked = true
		case ir.GivenMean:
			g.means = append(g.means, mean{given: k, node: given.Of, values: newNumbers(n)})
		}
	}
	for i := range r.p.ir.Pools {
		of(r.p.ir.Pools[i].Within)
	}
	if slices.ContainsFunc(r.groups, func(g *grouping) bool { return g.ranked }) {
		r.score = newNumbers(n)
	}
}

// grouping is that of an input; nil if the scheme does not speak of it.
func (r *cohortRun) grouping(within int) *grouping {
	for _, g := range r.groups {
		if g.within == within {
			return g
		}
	}
	return nil
}

// keep notes a person's group and what means take.
func (g *grouping) keep(p *ir.Program, i int, trace []refeval.Value) {
	if g.texts != nil {
		g.texts[i] = trace[g.node].Text
	}
	for k := range g.means {
		g.means[k].values.set(i, trace[g.means[k].node].Num)
	}
}

// text is the name of a person's group.
func (g *grouping) text(i int) string {
	if g.texts == nil {
		return ""
	}
	return g.texts[i]
}

// compare makes the groups of those who have not failed, and compares them.
func (r *cohortRun) compare(ctx context.Context) error {
	for _, g := range r.groups {
		g.gather(r.errs)
		if g.ranked {
			if err := r.rank(ctx, g); err != nil {
				return err
			}
		}
		for k := range g.means {
			r.mean(g, &g.means[k])
		}
		g.texts = nil
	}
	return r.failed()
}

func (g *grouping) gather(errs []error) {
	numbers := map[string]int32{}
	for i, err := range errs {
		if name := g.text(i); err == nil {
			if _, known := numbers[name]; !known {
				numbers[name] = 0
				g.names = append(g.names, name)
			}
		}
	}
	slices.Sort(g.names)
	for k, name := range g.names {
		numbers[name] = int32(k)
	}
	g.of, g.members = make([]int32, len(errs)), make([][]int32, len(g.names))
	for i, err := range errs {
		if err != nil {
			g.of[i] = -1
			continue
		}
		g.of[i] = numbers[g.text(i)]
		g.members[g.of[i]] = append(g.members[g.of[i]], int32(i))
	}
}

// rank ranks the people of each group.
func (r *cohortRun) rank(ctx context.Context, g *grouping) error {
	g.rank, g.noBetter = make([]int32, len(r.people)), make([]int32, len(r.people))
	return r.eachGroup(ctx, g, func(group int) []CohortFault {
		members := g.members[group]
		people := make([]grade.Person, len(members))
		for k, i := range members {
			people[k] = grade.Person{ID: r.people[i].key, Score: r.score.rat(int(i))}
		}
		standings, err := grade.Ranks(people)
		if err != nil {
			return []CohortFault{{Code: CohortID, Group: g.names[group], Message: plainError(err), Err: err}}
		}
		for k, i := range members {
			g.rank[i], g.noBetter[i] = int32(standings[k].Rank), int32(standings[k].Below+standings[k].Tied)
		}
		return nil
	})
}

// eachGroup calls do for every group, on all cores, and takes the faults in the
// order of the groups.
func (r *cohortRun) eachGroup(ctx context.Context, g *grouping, do func(group int) []CohortFault) error {
	faults := make([][]CohortFault, len(g.names))
	if err := r.c.spread(ctx, len(g.names), func(group int) { faults[group] = do(group) }); err != nil {
		return err
	}
	r.faults = append(r.faults, slices.Concat(faults...)...)
	return nil
}

// meanBits bounds the common denominator of what a mean takes: whether it is too
// long does not depend on the order of the people.
const meanBits = 4096

// mean works out the means of the groups.
func (r *cohortRun) mean(g *grouping, m *mean) {
	for group, members := range g.members {
		mean, ok := m.of(members)
		if !ok || !mean.Within(r.p.limits.Digits) {
			r.faults = append(r.faults, CohortFault{Code: CohortMean, Group: g.names[group], Message: "the exact value of cohort.mean is too long: round what it takes"})
		}
		m.groups = append(m.groups, mean)
	}
	m.values = nil
}

// of is the mean of some people.
func (m *mean) of(members []int32) (exact.Rat, bool) {
	sum, den := new(big.Int), big.NewInt(1)
	for _, i := range members {
		if sum, den = addFraction(sum, den, m.values.rat(int(i))); den.BitLen() > meanBits {
			return exact.Rat{}, false
		}
	}
	return exact.FromBig(new(big.Rat).SetFrac(sum, den.Mul(den, big.NewInt(int64(len(members)))))), true
}

// addFraction adds to a sum over a denominator that it does not reduce.
func addFraction(sum, den *big.Int, v *big.Rat) (*big.Int, *big.Int) {
	if v.IsInt() {
		return sum.Add(sum, new(big.Int).Mul(v.Num(), den)), den
	}
	common := new(big.Int).GCD(nil, nil, den, v.Denom())
	up := new(big.Int).Quo(v.Denom(), common) // by how much the denominator grows
	sum.Mul(sum, up)
	den = new(big.Int).Mul(den, up)
	part := new(big.Int).Quo(den, v.Denom())
	return sum.Add(sum, part.Mul(part, v.Num())), den
}

// give puts into the worker what the cohort stage has given to a person by now.
func (r *cohortRun) give(w *worker, i int) {
	clear(w.givens)
	for k := range r.p.ir.Givens {
		given := &r.p.ir.Givens[k]
		g := r.grouping(given.Within)
		if g.of == nil || g.of[i] < 0 {
			continue // not compared yet, or left out
		}
		switch given.Kind {
		case ir.GivenRank:
			w.givens[k] = ir.NumberValue(exact.Int(int64(g.rank[i])))
		case ir.GivenPercentile:
			w.givens[k] = ir.NumberValue(g.percentile(i))
		case ir.GivenSize:
			w.givens[k] = ir.NumberValue(exact.Int(int64(len(g.members[g.of[i]]))))
		case ir.GivenMean:
			for m := range g.means {
				if g.means[m].given == k {
					w.givens[k] = ir.NumberValue(g.means[m].groups[g.of[i]])
				}
			}
		case ir.GivenRow:
			if r.statements != nil {
				w.givens[k] = rowValue(r.rows[i])
			}
		case ir.GivenShare:
			if share := r.pools[given.Pool].share; share != nil {
				w.givens[k] = ir.NumberValue(share.at(i))
			}
		}
	}
}

func rowValue(row int32) ir.Value {
	return ir.Value{Kind: ir.Row, Num: exact.Int(int64(row))}
}

// percentile is the share of the people who are no better.
func (g *grouping) percentile(i int) exact.Rat {
	share, _ := exact.Int(int64(g.noBetter[i])).Quo(exact.Int(int64(len(g.members[g.of[i]]))))
	return share
}
