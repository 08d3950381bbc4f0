package ir

import (
	"fmt"
	"io"

	"github.com/kaohe-go/kaohe/dsl"
)

// GivenKind says what the cohort stage gives.
type GivenKind uint8

// The kinds.
const (
	GivenRank GivenKind = iota
	GivenPercentile
	GivenSize
	GivenMean  // of the formula Of
	GivenRow   // the band that the distribution gives, a Row
	GivenShare // of the pool Pool
)

// String is the kind as formulas write it.
func (k GivenKind) String() string {
	return [...]string{"rank", "percentile", "cohort.size", "cohort.mean", "grade", "pool"}[k]
}

// Given is a value that the cohort stage gives to a person: to the evaluator an
// input more, which is not there yet when that person's own figures are computed.
type Given struct {
	Kind GivenKind
	// Within is the input whose value makes the group, by index; -1 is everybody.
	Within int
	// Of is the formula of a mean, else None; Text shows it.
	Of   ID
	Text string
	Pool int
}

// Stage is the stage in which the value is given.
func (g *Given) Stage() Stage {
	switch g.Kind {
	case GivenRow:
		return Placed
	case GivenShare:
		return Pay
	}
	return Cohort
}

// Distribution gives grades by rank. What is not stated is None.
type Distribution struct {
	// Precedence is a text: exact, capped or bands.
	Precedence ID
	// Key ranks people, the highest first, within those who agree in the input Within.
	Key    ID
	Within int
	Quotas []Quota
	// Ties is a text, up, down, fail, or TiesBy the number that decides.
	Ties, TiesBy ID
	// Minimum is the number of people from which on the quotas hold.
	Minimum ID
	// LeaveOut: people whose scoring failed don't count; otherwise nobody is scored.
	LeaveOut bool
	// Band is the row by the bands alone, Own that row after the gates that look
	// at nobody else. Sets says whether one of these set the grade, a bool.
	Band, Own, Sets ID
	// BandName and OwnName are the names of these two: they fail for a band that is
	// no grade.
	BandName, OwnName ID
	Path              string
	Span              dsl.Span
}

// Quota is a row of a distribution.
type Quota struct {
	Grades []string
	// Limit is "", "at least" or "at most".
	Limit string
	Share ID
	Path  string
	Span  dsl.Span
}

// Pool is an amount that people share.
type Pool struct {
	// Share is the figure: a node that the cohort stage gives, and what gates make of it.
	Share  Figure
	Within int
	// Amount is the same for everybody in a group; Weight, AtLeast and AtMost are each person's own.
	Amount, Weight, AtLeast, AtMost ID
	// Round is the number of places, Step what shares are multiples of: one of the two.
	Round, Step ID
	// Forfeits says whether a gate takes the person's pay, a bool; None if none
	// can. Keep says that the share is then left unpaid instead of shared out.
	Forfeits ID
	Keep     bool
	Path     string
	Span     dsl.Span
}

// HasCohort tells whether people are scored together.
func (p *Program) HasCohort() bool {
	return len(p.Givens) > 0 || p.Distribution != nil || len(p.Pools) > 0
}

// Shares are the figures of the pools.
func (p *Program) Shares() []Figure {
	var figures []Figure
	for i := range p.Pools {
		figures = append(figures, p.Pools[i].Share)
	}
	return figures
}

// cohortRoots are the nodes that the cohort stage needs of each person.
func (p *Program) cohortRoots() []ID {
	var roots []ID
	add := func(ids ...ID) {
		for _, id := range ids {
			if id != None {
				roots = append(roots, id)
			}
		}
	}
	if d := p.Distribution; d != nil {
		add(d.Key, d.TiesBy)
	}
	for i := range p.Givens {
		add(p.Givens[i].Of)
	}
	for i := range p.Pools {
		pool := &p.Pools[i]
		add(pool.Amount, pool.Weight, pool.AtLeast, pool.AtMost, pool.Forfeits)
	}
	return roots
}

// writeCohort adds the cohort stage to the fingerprint of a program that has one.
func (p *Program) writeCohort(w io.Writer) {
	for _, g := range p.Givens {
		fmt.Fprintln(w, "given", g.Kind, g.Within, g.Of, g.Pool)
	}
	if d := p.Distribution; d != nil {
		fmt.Fprintln(w, "distribution", d.Precedence, d.Key, d.Within, d.Ties, d.TiesBy, d.Minimum, d.LeaveOut, d.Band, d.Own, d.Sets)
		for _, q := range d.Quotas {
			fmt.Fprintf(w, "quota %q %s %d\n", q.Grades, q.Limit, q.Share)
		}
	}
	for i := range p.Pools {
		pool := &p.Pools[i]
		fmt.Fprintln(w, "pool", pool.Share.Name, pool.Share.Node, pool.Within, pool.Amount, pool.Weight, pool.AtLeast, pool.AtMost,
			pool.Round, pool.Step, pool.Forfeits, pool.Keep)
	}
}
