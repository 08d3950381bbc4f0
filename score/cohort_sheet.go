package score

import (
	"slices"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file writes what was decided: the statement, and each person's sheet.

// sheet evaluates a person for the last time, with everything given.
func (r *cohortRun) sheet(w *worker, i int) PersonResult {
	out := PersonResult{ID: r.people[i].id, Err: r.errs[i]}
	if out.Err != nil {
		return out
	}
	if r.runMachine(w, i, r.lastStep) {
		out.Result = r.p.sheet(w.person())
	} else {
		out.Result = r.p.result(r.evaluate(w, i, nil))
	}
	if len(r.groups) > 0 {
		out.Result.Standing = r.standing(i)
	}
	return out
}

// standing is the person's place in the group of the distribution; without one
// in the first group that the scheme speaks of.
func (r *cohortRun) standing(i int) *Standing {
	g := r.groups[0]
	s := &Standing{Group: g.names[g.of[i]], People: len(g.members[g.of[i]])}
	if g.ranked {
		s.Rank, s.Percentile = int(g.rank[i]), exactNumber(g.percentile(i))
	}
	if r.score != nil {
		s.Score = exactPointer(r.score.at(i), true)
	}
	if r.tie != nil {
		s.TieBreak = exactPointer(r.tie.at(i), true)
	}
	if r.plan != nil {
		s.Grade, s.DecidedBy, s.Tied = r.nameOf(r.rows[i]), r.decided[i].String(), int(r.tied[i])
		if at := r.plan.grades[r.band[i]]; at >= 0 {
			s.Band = r.plan.names[at]
		}
		s.measured(&r.statements[g.of[i]], r.plan.grades[r.rows[i]])
	}
	for k := range r.pools {
		s.Shares = append(s.Shares, r.poolShare(k, i))
	}
	return s
}

// measured adds the quotas and the cut-offs of a grade.
func (s *Standing) measured(group *GroupStatement, at int) {
	s.CutOff = group.Grades[at].CutOff
	for better := at - 1; better >= 0 && s.NextCutOff == nil; better-- {
		s.NextCutOff = group.Grades[better].CutOff
	}
	for _, q := range group.Quotas {
		if slices.Contains(q.Grades, s.Grade) {
			s.Quotas = append(s.Quotas, q)
		}
	}
}

// poolShare is how a share came about.
func (r *cohortRun) poolShare(k, i int) PoolShare {
	p, of := &r.pools[k], &r.p.ir.Pools[k]
	g := r.grouping(of.Within)
	out := PoolShare{
		Pool: of.Share.Name, Group: g.names[g.of[i]], Weight: exactNumber(p.weight.at(i)), Share: r.money(of, p.share.at(i)),
		Forfeited: p.forfeits[i], Held: heldText(p.held[i]), Rounded: int(p.rounded[i]),
	}
	out.Exact = exactNumber(p.share.at(i))
	if of := &p.statements[g.of[i]]; p.held[i] == 0 && !(out.Forfeited && !of.keeps) {
		out.Exact = exactNumber(p.weight.at(i).Mul(of.perWeight))
	}
	if p.least != nil {
		out.AtLeast = exactPointer(p.least.at(i), true)
	}
	if p.most != nil {
		out.AtMost = exactPointer(p.most.at(i), true)
	}
	return out
}

func heldText(held int8) string {
	switch {
	case held > 0:
		return string(grade.HeldAtMost)
	case held < 0:
		return string(grade.HeldAtLeast)
	}
	return string(grade.HeldNot)
}

func (r *cohortRun) statement() Statement {
	s := Statement{
		Scheme: r.p.scheme.Name, Version: r.p.scheme.Version, Fingerprint: r.p.fingerprint, Semantics: Semantics, People: len(r.people),
	}
	for i := range r.p.ir.Params {
		param := &r.p.ir.Params[i]
		s.Params = append(s.Params, r.p.figure(ir.Figure{Name: param.Name, Title: param.Title, Node: param.Node}, r.p.bound.Fixed))
	}
	for i, err := range r.errs {
		if err != nil {
			s.People--
			s.LeftOut = append(s.LeftOut, r.people[i].id)
		}
	}
	s.Groups = r.statements
	if r.plan != nil {
		g := r.grouping(r.p.ir.Distribution.Within)
		for i, group := range g.of {
			if at := r.plan.grades[r.final[i]]; group >= 0 && at >= 0 {
				s.Groups[group].Grades[at].Final++
			}
		}
	}
	for _, g := range r.groups {
		for k := range g.means {
			for group, name := range g.names {
				s.Means = append(s.Means, MeanStatement{
					Of: r.p.ir.Givens[g.means[k].given].Text, Group: name, People: len(g.members[group]), Mean: exactNumber(g.means[k].groups[group]),
				})
			}
		}
	}
	for k := range r.pools {
		s.Pools = append(s.Pools, r.pools[k].statements...)
	}
	return s
}
