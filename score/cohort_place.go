package score

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file gives the grades.

// A decider says in one byte what decided on a grade.
type decider uint8

const (
	byQuota decider = iota
	byBand
	byGate
)

func deciderOf(d grade.Decider) decider {
	switch d {
	case grade.ByBand:
		return byBand
	case grade.ByGate:
		return byGate
	}
	return byQuota
}

func (d decider) String() string {
	return string([...]grade.Decider{grade.ByQuota, grade.ByBand, grade.ByGate}[d])
}

// tiesLate tells whether what decides ties reads ranks or means.
func (r *cohortRun) tiesLate() bool {
	return r.p.ir.Nodes[r.p.ir.Distribution.TiesBy].Stage > ir.Individual
}

// tieBreaks works out what decides ties, if that reads ranks or means.
func (r *cohortRun) tieBreaks(ctx context.Context) error {
	if r.tie == nil || !r.tiesLate() {
		return nil
	}
	by := r.p.ir.Distribution.TiesBy
	needed := r.needs([]ir.ID{by})
	step := r.shortcut(by)
	err := r.c.each(ctx, len(r.people), func(w *worker, i int) {
		if r.errs[i] != nil {
			return
		}
		trace, sound := r.values(w, i, needed, step)
		if !sound {
			if r.errs[i] = r.failure(trace, []ir.ID{by}); r.errs[i] != nil {
				return
			}
		}
		r.tie.set(i, trace[by].Num)
	})
	if err != nil {
		return err
	}
	return r.lateFailures(r.grouping(r.p.ir.Distribution.Within))
}

// lateFailures refuses the cohort if somebody has failed who is in a group.
func (r *cohortRun) lateFailures(g *grouping) error {
	before := make([]error, len(r.errs))
	for i, err := range r.errs {
		if g.of[i] < 0 { // known before: left out
			before[i], r.errs[i] = err, nil
		}
	}
	r.failedPeople(CohortFailedLate)
	for i, err := range before {
		if err != nil {
			r.errs[i] = err
		}
	}
	return r.failed()
}

// place gives every group its grades.
func (r *cohortRun) place(ctx context.Context) error {
	if r.plan == nil {
		return nil
	}
	g := r.grouping(r.p.ir.Distribution.Within)
	statements := make([]GroupStatement, len(g.names))
	err := r.eachGroup(ctx, g, func(group int) []CohortFault {
		s := &statements[group]
		*s = GroupStatement{
			Group: g.names[group], People: len(g.members[group]), Precedence: r.plan.precedence, Ties: r.plan.ties,
			Small: len(g.members[group]) < r.plan.minimum,
		}
		if s.Small || s.Precedence == "bands" {
			return r.keepBands(s, g.members[group])
		}
		return r.distribute(s, g.members[group])
	})
	if err != nil {
		return err
	}
	r.statements = statements
	return r.failed()
}

// distribute lets package grade place a group.
func (r *cohortRun) distribute(s *GroupStatement, members []int32) []CohortFault {
	people := make([]grade.Person, len(members))
	for k, i := range members {
		p := &people[k]
		*p = grade.Person{ID: r.people[i].key, Score: r.score.rat(int(i))}
		if r.tie != nil {
			p.Keys = []*big.Rat{r.tie.rat(int(i))}
		}
		if r.sets[i] {
			p.Gate = r.nameOf(r.own[i])
		} else if s.Precedence == "capped" {
			p.Band = r.nameOf(r.band[i])
		}
	}
	out, err := r.plan.Assign(people)
	if err != nil {
		return r.placeFaults(s.Group, err)
	}
	for k, i := range members {
		a := &out.People[k]
		r.rows[i], r.decided[i], r.tied[i] = int32(r.plan.rows[a.Grade]), deciderOf(a.By), int32(a.Tied)
	}
	for k, q := range out.Quotas {
		s.Quotas = append(s.Quotas, QuotaStatement{Quota: q.Quota, Grades: r.p.ir.Distribution.Quotas[k].Grades, Exact: exactNumber(exact.FromBig(q.Share)), Places: q.Places, Used: q.Used})
	}
	for _, use := range out.Grades {
		s.Grades = append(s.Grades, GradeStatement{
			Grade: use.Grade, ByGate: use.Gated, Ranked: use.Ranked, Cut: use.Cut, Last: use.Last, Tied: use.Tied,
			CutOff: exactPointer(exact.FromBig(use.Lowest), use.Lowest != nil), CutOffID: use.LowestID,
		})
	}
	return nil
}

// nameOf is the name of a band that is a grade.
func (r *cohortRun) nameOf(row int32) string { return r.plan.names[r.plan.grades[row]] }

// keepBands places a group by bands and gates alone. Quotas are reported unless
// the group is too small for them.
func (r *cohortRun) keepBands(s *GroupStatement, members []int32) []CohortFault {
	s.Grades = make([]GradeStatement, len(r.plan.names))
	for at, name := range r.plan.names {
		s.Grades[at].Grade = name
	}
	lowest := make([]exact.Rat, len(s.Grades))
	for _, i := range members {
		r.rows[i], r.decided[i] = r.own[i], byBand
		if r.sets[i] {
			r.decided[i] = byGate
			s.Grades[r.plan.grades[r.own[i]]].ByGate++
			continue
		}
		r.rows[i] = r.band[i]
		at := r.plan.grades[r.band[i]]
		use := &s.Grades[at]
		use.Ranked++
		score, key := r.score.at(int(i)), r.people[i].key
		if c := score.Cmp(lowest[at]); use.CutOff == nil || c < 0 || c == 0 && key > use.CutOffID {
			lowest[at], use.CutOff, use.CutOffID = score, exactPointer(score, true), key
		}
	}
	ranked := 0
	for at := range s.Grades {
		ranked += s.Grades[at].Ranked
		s.Grades[at].Cut, s.Grades[at].Last = ranked, ranked
	}
	if s.Small {
		return nil
	}
	places, err := r.plan.Places(len(members))
	if err != nil {
		return nil // quotas that so few people can't keep are not missed where bands decide
	}
	for k, q := range places.Quotas {
		grades, used := r.p.ir.Distribution.Quotas[k].Grades, 0
		for at, name := range r.plan.names {
			if slices.Contains(grades, name) {
				used += s.Grades[at].ByGate + s.Grades[at].Ranked
			}
		}
		s.Quotas = append(s.Quotas, QuotaStatement{Quota: q.Quota, Grades: grades, Exact: exactNumber(exact.FromBig(q.Share)), Places: q.Places, Used: used})
	}
	return nil
}

// placeFaults words what keeps a group from being placed.
func (r *cohortRun) placeFaults(group string, err error) []CohortFault {
	var ties *grade.TieError
	var person *grade.PersonError
	switch {
	case errors.As(err, &ties):
		var faults []CohortFault
		for _, t := range ties.Ties {
			faults = append(faults, CohortFault{Code: CohortTies, Group: group, IDs: r.given(t.IDs), Err: err, Message: tieMessage(t)})
		}
		return faults
	case errors.As(err, &person):
		ids := []string{person.ID}
		if person.Other != "" {
			ids = append(ids, person.Other)
		}
		return []CohortFault{{Code: CohortBands, Group: group, IDs: r.given(ids), Err: err, Message: "the better score has the worse band, so the bands can't decide by rank"}}
	}
	return []CohortFault{{Code: CohortQuotas, Group: group, Err: err, Message: plainError(err)}}
}

// given are ids as they were given.
func (r *cohortRun) given(keys []string) []string {
	ids := make([]string, len(keys))
	for k, key := range keys {
		ids[k] = r.people[r.byKey[key]].id
	}
	return ids
}

// plainError is the text of an error of package grade without its name.
func plainError(err error) string { return strings.TrimPrefix(err.Error(), "grade: ") }
