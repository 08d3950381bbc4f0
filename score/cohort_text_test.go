package score_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// peopleOf reads lines of an id and facts in JSON; the id ends at the brace.
func peopleOf(t *testing.T, lines []string) []score.Person {
	t.Helper()
	var people []score.Person
	for _, line := range lines {
		id, facts, ok := strings.Cut(line, "{")
		require.True(t, ok, line)
		people = append(people, score.Person{ID: strings.TrimSuffix(id, " "), Facts: factsOf(t, "{"+facts)})
	}
	return people
}

// cohortText is a scored cohort as text, in which every figure can be read.
func cohortText(t *testing.T, p *score.Program, people []score.Person) string {
	t.Helper()
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	if err != nil {
		return faultsText(t, err)
	}
	var b strings.Builder
	for person := range r.People() {
		fmt.Fprintln(&b, person.ID, "->", sheetOf(person.Result, person.Err)+standingText(person.Result))
	}
	for i := range r.Statement.Groups {
		groupText(&b, &r.Statement.Groups[i])
	}
	for _, m := range r.Statement.Means {
		fmt.Fprintf(&b, "mean %s of %d in %q: %s\n", m.Of, m.People, m.Group, m.Mean)
	}
	for _, s := range r.Statement.Pools {
		fmt.Fprintf(&b, "pool %s %q: %d people share %s by %s, %s each; paid %s, kept %s, left %s, %d rounded up\n",
			s.Pool, s.Group, s.People, s.Amount, s.Weights, s.PerWeight, s.Paid, s.Kept, s.Left, s.Extra)
	}
	return b.String()
}

func faultsText(t *testing.T, err error) string {
	t.Helper()
	var e *score.CohortError
	require.True(t, errors.As(err, &e), "an error of type %T: %v", err, err)
	var b strings.Builder
	for _, f := range e.Faults {
		text := string(f.Code) + ": " + f.String()
		if eval := (*score.EvalError)(nil); errors.As(f.Err, &eval) {
			text += " [" + sheetOf(nil, eval) + "]"
		}
		fmt.Fprintln(&b, text)
	}
	return b.String()
}

func standingText(r *score.Result) string {
	if r == nil || r.Standing == nil {
		return ""
	}
	s := r.Standing
	text := fmt.Sprintf(" | %d of %d", s.Rank, s.People)
	if s.Grade != "" {
		text += fmt.Sprintf(", %s by %s", s.Grade, s.DecidedBy)
	}
	if s.Tied > 0 {
		text += fmt.Sprintf(", %d tied", s.Tied)
	}
	for _, share := range s.Shares {
		if share.Held != "" {
			text += ", " + share.Pool + " held " + share.Held
		}
		if share.Forfeited {
			text += ", " + share.Pool + " forfeited"
		}
	}
	return text
}

func groupText(b *strings.Builder, s *score.GroupStatement) {
	small := ""
	if s.Small {
		small = " small"
	}
	fmt.Fprintf(b, "group %q: %d people, %s%s\n", s.Group, s.People, s.Precedence, small)
	for _, q := range s.Quotas {
		fmt.Fprintf(b, "    %s = %s: %d places, %d used\n", q.Quota, q.Exact, q.Places, q.Used)
	}
	for _, g := range s.Grades {
		cut := ""
		if g.CutOff != nil {
			cut = fmt.Sprintf(", down to %s (%s)", g.CutOff, g.CutOffID)
		}
		fmt.Fprintf(b, "    %s: %d ranked, %d by gate, %d in the end%s\n", g.Grade, g.Ranked, g.ByGate, g.Final, cut)
	}
}
