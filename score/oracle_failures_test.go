package score_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// TestFailuresInTheOrderOfAScoring: independent failures come in the order in
// which a scoring goes through the sheet, wherever the declarations stand;
// a row that two calls reach fails for each, with its own facts.
func TestFailuresInTheOrderOfAScoring(t *testing.T) {
	const text = `scheme s
payout pay = 1 / a round 2
payout second = pay + total round 2
grades { >= 0 -> "A" coefficient 1 / 2; < 0 -> fail "no grade" }
total = x + fail_below(a)
indicator y = fail_below(a) + fail_below(b) + mod(1, b)
value unread = 1 / a
value x = 1 / b
table fail_below(v number) { <= 0 -> fail "too low"; > 0 -> 1 }
input a, b number
`
	s, err := score.Load("s.kaohe", text)
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	_, err = p.Score(score.Facts{"a": 0, "b": 0})
	var failed *score.EvalError
	require.ErrorAs(t, err, &failed)
	var got []string
	for _, f := range failed.Failures {
		got = append(got, f.String())
	}
	require.Equal(t, []string{
		"division by zero (b = 0) at s.kaohe:8:11",
		"too low (a = 0) at s.kaohe:9:30",
		"too low (b = 0) at s.kaohe:9:30",
		"division by zero (b = 0) at s.kaohe:6:47",
		"division by zero (a = 0) at s.kaohe:2:14",
	}, got)
}
