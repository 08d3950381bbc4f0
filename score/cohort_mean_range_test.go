package score

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// meanOf90 is 30 for the one who has 90, of whom the formulas ask.
var meanOf90 = []int{90, 0, 0}

// TestMeanOfOthers: a condition on one person says nothing about the others whose
// mean is taken. The machine, which leaves out what ranges prove, pays the same as
// the reference evaluator.
func TestMeanOfOthers(t *testing.T) {
	for formula, want := range map[string][]string{
		"floor(x > 50 ? cohort.mean(x) : 51) at least 51":                {"51", "51", "51"},
		"clamp(round(x > 50 ? cohort.mean(x) : 51, 0), 51, 100)":         {"51", "51", "51"},
		"abs(round(x > 50 ? cohort.mean(x) : 51, 0) - 51)":               {"21", "0", "0"},
		"max(0, 51 - floor(x > 50 ? cohort.mean(x) : 51))":               {"21", "0", "0"},
		"round(x > 50 ? cohort.mean(x) : 51, 0) >= 51 ? 1 : 0":           {"0", "1", "1"},
		"x > 50 and round(cohort.mean(x), 0) <= 50 ? 1 : 0":              {"1", "0", "0"},
		"x <= cohort.mean(x) or floor(cohort.mean(x)) < 40 ? 1 : 0":      {"1", "1", "1"},
		"x > 50 and 1 + x > 60 ? floor(cohort.mean(1 + x)) : 60":         {"31", "60", "60"},
		"let m = cohort.mean(x); x > 50 ? max(51, floor(m)) : 51":        {"51", "51", "51"},
		"x > 50 ? (cohort.mean(x) > 50 ? 1 : cohort.mean(x) / 3) : 7":    {"10", "7", "7"},
		"x > 50 ? max(0, floor(cohort.mean(x > 50 ? x - 50 : 6))) : 7.0": {"17", "7", "7"},
	} {
		p := compiledMean(t, "payout p = "+formula+"  round 0")
		require.NotNil(t, p.engine, "%s %v", formula, p.refused)
		slow := *p
		slow.engine = nil
		require.Equal(t, want, paid(t, &slow), "%s by the reference evaluator", formula)
		require.Equal(t, want, paid(t, p), "%s by the machine", formula)
	}
}

// TestMeanOutsideATable: what a condition on one person does not prove of the mean
// is not accepted; what it says of the mean itself, or a require of everybody, is.
func TestMeanOutsideATable(t *testing.T) {
	const tables = "table high(m number in [51, 100]) { < 75 -> 1;  >= 75 -> 2 }\n"
	for rest, proved := range map[string]bool{
		"payout p = x > 50 ? high(cohort.mean(x)) : 0  round 0":                 false,
		"payout p = x > 50 and high(cohort.mean(x)) > 1 ? 1 : 0  round 0":       false,
		"payout p = x <= 50 or high(cohort.mean(x)) > 1 ? 1 : 0  round 0":       false,
		"value m = cohort.mean(x)\npayout p = x > 50 ? high(m) : 0  round 0":    false,
		"payout p = x > 50 ? high(x) : 0  round 0":                              true,
		"payout p = cohort.mean(x) >= 51 ? high(cohort.mean(x)) : 0  round 0":   true,
		"require x > 50\npayout p = high(cohort.mean(x))  round 0":              true,
		"require x > 50\npayout p = x > 60 ? high(cohort.mean(x)) : 0  round 0": true,
		"payout p = x > 50 ? cohort.mean(high(x)) : 0  round 0":                 false,
		"payout p = cohort.mean(x > 50 ? high(x) : 0)  round 0":                 true,
	} {
		s, err := Load("s.kaohe", meanScheme+tables+rest)
		require.NoError(t, err, rest)
		_, err = Compile(s)
		if proved {
			require.NoError(t, err, rest)
			continue
		}
		require.ErrorContains(t, err, "error[domain]", rest)
	}
}

const meanScheme = "scheme s\ninput x integer in [0, 100]\ntotal = x\n"

func compiledMean(t *testing.T, rest string) *Program {
	t.Helper()
	s, err := Load("s.kaohe", meanScheme+rest)
	require.NoError(t, err, rest)
	p, err := Compile(s)
	require.NoError(t, err, rest)
	return p
}

func paid(t *testing.T, p *Program) []string {
	t.Helper()
	people := make([]Person, len(meanOf90))
	for i, x := range meanOf90 {
		people[i] = Person{ID: fmt.Sprint(i), Facts: Facts{"x": x}}
	}
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	require.NoError(t, err)
	var out []string
	for person := range r.People() {
		out = append(out, person.Result.Payouts[0].Value())
	}
	return out
}
