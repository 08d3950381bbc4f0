package score

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// A CohortResult is a scored cohort. What was decided on is in it; the sheets of
// the people are written as they are asked for, so that a million of them need
// not fit into memory. It is safe for concurrent use.
type CohortResult struct {
	// Statement is what was decided for groups, and by which numbers.
	Statement Statement
	run       *cohortRun
}

// A PersonResult is one person's sheet, or why there is none.
type PersonResult struct {
	// ID is as it was given.
	ID string
	// Result is nil for somebody who was left out.
	Result *Result
	// Err is a *FactsError or *EvalError then.
	Err error
}

// MarshalJSON writes id and result, or id and the text of the error.
func (r PersonResult) MarshalJSON() ([]byte, error) {
	out := struct {
		ID     string  `json:"id"`
		Result *Result `json:"result,omitempty"`
		Error  string  `json:"error,omitempty"`
	}{ID: r.ID, Result: r.Result}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. Of an error it keeps the text.
func (r *PersonResult) UnmarshalJSON(data []byte) error {
	var in struct {
		ID     string  `json:"id"`
		Result *Result `json:"result"`
		Error  string  `json:"error"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if (in.Result == nil) == (in.Error == "") {
		return fmt.Errorf("score: %q has neither a result nor an error, or both", shorten(in.ID))
	}
	*r = PersonResult{ID: in.ID, Result: in.Result}
	if in.Error != "" {
		r.Err = errors.New(in.Error)
	}
	return nil
}

// People are the sheets in the order in which the people were given, merged
// cohorts one behind the other. They are worked out on all cores, some hundreds
// ahead of the reader.
func (r *CohortResult) People() iter.Seq[PersonResult] {
	return func(yield func(PersonResult) bool) {
		if r == nil || r.run == nil {
			return
		}
		block := make([]PersonResult, max(1, r.run.c.workers)*batch)
		for from := 0; from < len(r.run.people); from += len(block) {
			n := min(len(block), len(r.run.people)-from)
			_ = r.run.c.each(context.Background(), n, func(w *worker, i int) { block[i] = r.run.sheet(w, from+i) })
			for _, person := range block[:n] {
				if !yield(person) {
					return
				}
			}
		}
	}
}

// Person finds somebody by id; false if there is nobody of that id.
func (r *CohortResult) Person(id string) (PersonResult, bool) {
	if r == nil || r.run == nil {
		return PersonResult{}, false
	}
	i, ok := r.run.byKey[keyOf(id)]
	if !ok {
		return PersonResult{}, false
	}
	return r.run.sheet(r.run.c.newWorker(), int(i)), true
}

// Len is the number of people, those left out included.
func (r *CohortResult) Len() int {
	if r == nil || r.run == nil {
		return 0
	}
	return len(r.run.people)
}

// A Statement is what was decided on groups of people. With it and the
// Standings of the people everybody can work out every place and every cent
// again. It is plain data with a stable JSON.
type Statement struct {
	// Scheme, Version, Fingerprint, Semantics and Params are as in a Result.
	Scheme      string   `json:"scheme"`
	Version     string   `json:"version,omitempty"`
	Fingerprint string   `json:"fingerprint"`
	Semantics   int      `json:"semantics"`
	Params      []Figure `json:"params,omitempty"`
	// People is how many were scored; LeftOut are the ids of the others, in their order.
	People  int      `json:"people"`
	LeftOut []string `json:"left_out,omitempty"`
	// Groups are those of the distribution, in the order of their names; without a
	// distribution there are none.
	Groups []GroupStatement `json:"groups,omitempty"`
	// Means are the means that formulas read, each with its groups.
	Means []MeanStatement `json:"means,omitempty"`
	// Pools are the pools in the order of the scheme, each with its groups.
	Pools []PoolStatement `json:"pools,omitempty"`
}

// A MeanStatement is a cohort.mean of a group.
type MeanStatement struct {
	// Of is what it is the mean of, shortened if it is long.
	Of     string `json:"of"`
	Group  string `json:"group"`
	People int    `json:"people"`
	Mean   Number `json:"mean"`
}

// A GroupStatement tells how a group was graded.
type GroupStatement struct {
	// Group is the text that its people agree in; "" is everybody.
	Group  string `json:"group"`
	People int    `json:"people"`
	// Precedence is exact, capped or bands. Small says that there were fewer people
	// than the minimum, so that they kept their bands.
	Precedence string `json:"precedence"`
	Small      bool   `json:"small,omitempty"`
	// Ties is up, down, fail or by.
	Ties   string           `json:"ties"`
	Quotas []QuotaStatement `json:"quotas,omitempty"`
	// Grades are best first.
	Grades []GradeStatement `json:"grades"`
}

// A QuotaStatement is a quota of a group.
type QuotaStatement struct {
	// Quota is the row of the scheme: C + D at least 5%; Grades are the grades that it names.
	Quota  string   `json:"quota"`
	Grades []string `json:"grades"`
	// Exact is the share of the people before it was rounded to Places; Used is how
	// many there are: more or less because of ties, gates and bands only.
	Exact  Number `json:"exact"`
	Places int    `json:"places"`
	Used   int    `json:"used"`
}

// A GradeStatement is what became of a grade in a group.
type GradeStatement struct {
	Grade string `json:"grade"`
	// ByGate is how many people a gate put there before the others, Ranked how many
	// rank and bands did. Final is how many have the grade in the end, after the
	// gates that lower one.
	ByGate int `json:"by_gate,omitempty"`
	Ranked int `json:"ranked"`
	Final  int `json:"final"`
	// Cut is how many of those without a gate should have this grade or a better
	// one, Last how many have after ties; Tied is how many the cut would have parted.
	Cut  int `json:"cut"`
	Last int `json:"last"`
	Tied int `json:"tied,omitempty"`
	// CutOff is the lowest score that rank or band put there, and CutOffID whose it is.
	CutOff   *Number `json:"cut_off,omitempty"`
	CutOffID string  `json:"cut_off_id,omitempty"`
}

// A PoolStatement tells how a pool was shared in one group.
type PoolStatement struct {
	Pool  string `json:"pool"`
	Group string `json:"group"`
	// People is how many take part, Weights the sum of their weights.
	People  int    `json:"people"`
	Weights Number `json:"weights"`
	// Amount is Paid, Kept and Left together: what is paid, what people under a
	// forfeit gate would have had, and what nobody could have because of `at most`.
	Amount Number `json:"amount"`
	Paid   Number `json:"paid"`
	Kept   Number `json:"kept"`
	Left   Number `json:"left"`
	// PerWeight is what a weight of 1 earns, before shares are rounded to
	// multiples of Quantum. Extra is how many shares were rounded up: the cents that
	// rounding all down would have left over.
	PerWeight Number `json:"per_weight"`
	Quantum   Number `json:"quantum"`
	Extra     int    `json:"extra"`

	perWeight exact.Rat
	keeps     bool
}

// A Standing is where a person stands among the others, and what decided on
// the grade and on each share.
type Standing struct {
	// Group and People are the person's group and its size; Rank is 1 for the best,
	// the same for those who tie. Percentile is the share of the people who are no better.
	Group      string `json:"group"`
	People     int    `json:"people"`
	Rank       int    `json:"rank,omitempty"`
	Percentile Number `json:"percentile"`
	// Score is what people are ranked by; TieBreak what decides ties, if the scheme says by.
	Score    *Number `json:"score,omitempty"`
	TieBreak *Number `json:"tie_break,omitempty"`
	// Grade is the grade that the distribution gave, Band the one of the bands alone,
	// DecidedBy what decided: quota, band or gate. A gate that lowers a grade
	// comes after that, so that the sheet may show a lower one than Grade.
	Grade     string `json:"grade,omitempty"`
	Band      string `json:"band,omitempty"`
	DecidedBy string `json:"decided_by,omitempty"`
	// Tied is how many people of this score a cut would have parted.
	Tied int `json:"tied,omitempty"`
	// Quotas are those of the group that name Grade. CutOff is the lowest score that
	// rank or band gave it, NextCutOff the lowest that had the next better grade
	// that anybody had.
	Quotas     []QuotaStatement `json:"quotas,omitempty"`
	CutOff     *Number          `json:"cut_off,omitempty"`
	NextCutOff *Number          `json:"next_cut_off,omitempty"`
	Shares     []PoolShare      `json:"shares,omitempty"`
}

// A PoolShare is how a person's share of a pool came about.
type PoolShare struct {
	Pool  string `json:"pool"`
	Group string `json:"group"`
	// Weight is the person's own; AtLeast and AtMost are the bounds, if there are any.
	Weight  Number  `json:"weight"`
	AtLeast *Number `json:"at_least,omitempty"`
	AtMost  *Number `json:"at_most,omitempty"`
	// Exact is the share before it was rounded to a multiple of the quantum. Share is
	// what the person is entitled to, Forfeited whether a gate takes it.
	Exact     Number `json:"exact"`
	Share     Number `json:"share"`
	Forfeited bool   `json:"forfeited,omitempty"`
	// Held is "at least" or "at most" where that decided; Rounded is 1 if the exact
	// share was rounded up, -1 if down.
	Held    string `json:"held,omitempty"`
	Rounded int    `json:"rounded,omitempty"`
}

func exactNumber(r exact.Rat) Number { return Number{r: r} }

func exactPointer(r exact.Rat, ok bool) *Number {
	if !ok {
		return nil
	}
	n := exactNumber(r)
	return &n
}
