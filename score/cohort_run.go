package score

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A cohort is scored in steps, each of which evaluates the program for one
// person after the other, with more of the cohort stage given every time:
//
//	own figures   with nothing given: who fails, scores, bands, what means take
//	comparing     groups, ranks, sizes, means
//	placing       what decides ties with these given; then grades
//	sharing       weights, amounts and limits with grades given; then shares
//	paying        payouts with everything given
//
// Between two steps a person is no more than packed facts and a few numbers: no
// step keeps the traces of many people, and the sheets are made by evaluating
// each person once more when somebody reads them.
type cohortRun struct {
	c      *Cohort
	p      *Program
	people []entry
	byKey  map[string]int32
	roots  []ir.ID
	// errs are the failures of single people, who are not in any group.
	errs   []error
	faults []CohortFault

	// groups are those of each input that makes groups; -1 is everybody.
	groups []*grouping
	// score is what ranks people, tie what decides ties; nil where nothing does.
	score, tie *numbers

	// plan is nil without a distribution. Bands, own and rows are bands by index:
	// by the bands alone, after the gates that need nobody else, and as the
	// distribution has it. Sets says that a gate has set the grade.
	plan       *quotaPlan
	band, own  []int32
	rows       []int32
	sets       []bool
	final      []int32
	decided    []decider
	tied       []int32
	statements []GroupStatement

	pools []poolRun
	// lastStep needs everything.
	lastStep *shortcut
}

// Close scores the people who are in the cohort. It may be called again when
// there are more. The error is a *CohortError, or the context's.
func (c *Cohort) Close(ctx context.Context) (*CohortResult, error) {
	if !c.made() {
		return nil, errNilCohort
	}
	if ctx == nil {
		ctx = context.Background()
	}
	r := &cohortRun{c: c, p: c.p, people: slices.Clip(c.people), roots: c.p.ir.Roots(), errs: make([]error, len(c.people))}
	r.pools = make([]poolRun, len(c.p.ir.Pools))
	for _, step := range []func(context.Context) error{
		r.ids, r.ownFigures, r.smallGroups, r.policy, r.compare, r.tieBreaks, r.place, r.claims, r.share, r.pay,
	} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	r.lastStep = r.shortcut(r.roots...)
	return &CohortResult{Statement: r.statement(), run: r}, nil
}

// failed is the error of the faults found so far.
func (r *cohortRun) failed() error {
	if len(r.faults) == 0 {
		return nil
	}
	return &CohortError{Faults: r.faults}
}

func keyOf(id string) string { return norm.NFC.String(strings.TrimSpace(id)) }

// inKeyOrder sorts people by what their ids are compared by.
func (r *cohortRun) inKeyOrder(people []int32) []int32 {
	slices.SortFunc(people, func(a, b int32) int { return strings.Compare(r.people[a].key, r.people[b].key) })
	return people
}

// ids finds ids that are none, and people who share one.
func (r *cohortRun) ids(context.Context) error {
	r.byKey = make(map[string]int32, len(r.people))
	same := map[int32][]int32{}
	var faulty []int32
	for i := range r.people {
		e := &r.people[i]
		if e.idFault() != "" {
			faulty = append(faulty, int32(i))
			continue
		}
		first, twice := r.byKey[e.key]
		if !twice {
			r.byKey[e.key] = int32(i)
			continue
		}
		same[first] = append(same[first], int32(i))
	}
	for _, i := range r.inKeyOrder(faulty) {
		r.faults = append(r.faults, CohortFault{Code: CohortID, IDs: []string{r.people[i].id}, Message: "the id " + r.people[i].idFault()})
	}
	var firsts []int32
	for first := range same {
		firsts = append(firsts, first)
	}
	for _, first := range r.inKeyOrder(firsts) {
		ids := []string{r.people[first].id}
		for _, other := range same[first] {
			ids = append(ids, r.people[other].id)
		}
		slices.Sort(ids)
		r.faults = append(r.faults, CohortFault{Code: CohortSameID, IDs: ids, Message: "several people have the same id"})
	}
	return nil // together with the people who fail
}

// values are what a step needs of a person, from the machine if it has all of
// it; otherwise the trace has to be looked at for failures.
func (r *cohortRun) values(w *worker, i int, needed []bool, step *shortcut) (trace []refeval.Value, sound bool) {
	if r.runMachine(w, i, step) {
		r.fill(w, step)
		return w.trace, true
	}
	return r.evaluate(w, i, needed), false
}

// evaluate runs a person's facts through the needed nodes, with what is given by now.
func (r *cohortRun) evaluate(w *worker, i int, needed []bool) []refeval.Value {
	w.facts = r.people[i].unpack(w.facts)
	r.give(w, i)
	return r.p.bound.RunNodes(w.trace, w.facts, w.givens, needed)
}

// failure is what a trace fails for whatever the cohort stage has still to give.
func (r *cohortRun) failure(trace []refeval.Value, roots []ir.ID) error {
	var failures []*refeval.Failure
	for _, root := range roots {
		for _, f := range trace[root].Failures {
			if f.Code != refeval.NeedsCohort {
				failures = append(failures, f)
			}
		}
	}
	if len(failures) == 0 {
		return nil
	}
	return r.p.evalError(failures, nil)
}

// ownFigures evaluates each person alone.
func (r *cohortRun) ownFigures(ctx context.Context) error {
	n := len(r.people)
	if d := r.p.ir.Distribution; d != nil {
		plan, err := newDistribution(r.p.ir, r.p.bound.FixedValue)
		if err != nil {
			return err // proved when the params were bound
		}
		r.plan = plan
		r.band, r.own, r.rows, r.final = make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
		r.sets, r.decided, r.tied = make([]bool, n), make([]decider, n), make([]int32, n)
		if d.TiesBy != ir.None {
			r.tie = newNumbers(n)
		}
	}
	r.makeGroups(n)
	step := r.firstStep()
	return r.c.each(ctx, n, func(w *worker, i int) {
		if r.people[i].err != nil {
			r.errs[i] = r.people[i].err
			return
		}
		trace, sound := r.values(w, i, nil, step)
		if !sound {
			if r.errs[i] = r.alone(trace); r.errs[i] != nil {
				return
			}
		}
		r.keep(i, trace)
	})
}

// alone is why a person can't be scored, whatever the others have.
func (r *cohortRun) alone(trace []refeval.Value) error {
	if failures := r.p.bound.Requires(trace); len(failures) > 0 {
		return r.p.evalError(failures, nil)
	}
	if err := r.failure(trace, r.roots); err != nil {
		return r.p.withComputed(err, trace)
	}
	return nil
}

// keep notes what the next steps need of a person.
func (r *cohortRun) keep(i int, trace []refeval.Value) {
	for _, g := range r.groups {
		g.keep(r.p.ir, i, trace)
	}
	if r.score != nil {
		r.score.set(i, trace[r.ranking()].Num)
	}
	d := r.p.ir.Distribution
	if d == nil {
		return
	}
	if r.tie != nil && !r.tiesLate() {
		r.tie.set(i, trace[d.TiesBy].Num)
	}
	r.band[i], r.own[i], r.sets[i] = rowOf(&trace[d.Band]), rowOf(&trace[d.Own]), trace[d.Sets].Bool
	switch {
	case r.sets[i]:
		r.needsBand(i, trace, d.OwnName)
	case r.plan.precedence != "exact":
		r.needsBand(i, trace, d.BandName)
	}
}

func rowOf(v *refeval.Value) int32 {
	row, _ := v.Num.Int64()
	return int32(row)
}

// needsBand fails a person whose band is no grade.
func (r *cohortRun) needsBand(i int, trace []refeval.Value, name ir.ID) {
	if failures := trace[name].Failures; len(failures) > 0 {
		r.errs[i] = r.p.evalError(failures, trace)
	}
}

// ranking is the node that ranks people: that of the distribution, else the total.
func (r *cohortRun) ranking() ir.ID {
	if d := r.p.ir.Distribution; d != nil {
		return d.Key
	}
	return r.p.ir.Total.Node
}

// smallGroups fails those who would keep their bands and have none.
func (r *cohortRun) smallGroups(ctx context.Context) error {
	if r.plan == nil || r.plan.precedence != "exact" || r.plan.minimum == 0 {
		return nil
	}
	g := r.grouping(r.p.ir.Distribution.Within)
	size := map[string]int{}
	for i := range r.people {
		if r.errs[i] == nil {
			size[g.text(i)]++
		}
	}
	return r.c.each(ctx, len(r.people), func(w *worker, i int) {
		if r.errs[i] == nil && !r.sets[i] && size[g.text(i)] < r.plan.minimum && r.plan.grades[r.band[i]] < 0 {
			r.needsBand(i, r.evaluate(w, i, nil), r.p.ir.Distribution.BandName)
		}
	})
}

// policy refuses the cohort if people failed, unless they are to be left out.
func (r *cohortRun) policy(context.Context) error {
	if d := r.p.ir.Distribution; d == nil && r.p.ir.HasCohort() || d != nil && !d.LeaveOut {
		r.failedPeople(CohortFailed)
	}
	return r.failed()
}

// failedPeople makes a fault of everybody who has failed.
func (r *cohortRun) failedPeople(code CohortCode) {
	var failed []int32
	for i, err := range r.errs {
		if err != nil {
			failed = append(failed, int32(i))
		}
	}
	for _, i := range r.inKeyOrder(failed) {
		message := reasonOf(r.errs[i])
		r.faults = append(r.faults, CohortFault{Code: code, IDs: []string{r.people[i].id}, Message: message, Err: r.errs[i]})
	}
}

// needs marks the nodes that some nodes are computed from.
func (r *cohortRun) needs(ids []ir.ID) []bool {
	needed := make([]bool, len(r.p.ir.Nodes))
	for len(ids) > 0 {
		id := ids[len(ids)-1]
		ids = ids[:len(ids)-1]
		if needed[id] {
			continue
		}
		needed[id] = true
		n := &r.p.ir.Nodes[id]
		ids = append(ids, n.Args...)
		if n.Op == ir.OpMap || n.Op == ir.OpFilter {
			ids = append(ids, n.Body)
		}
	}
	return needed
}

// rootsUpTo are the roots of the stages after one, up to another.
func (r *cohortRun) rootsUpTo(after, to ir.Stage) []ir.ID {
	var roots []ir.ID
	for _, id := range r.roots {
		if s := r.p.ir.Nodes[id].Stage; s > after && s <= to {
			roots = append(roots, id)
		}
	}
	return roots
}
