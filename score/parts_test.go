package score_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// What the machine refuses, the reference evaluator computes, and Parts says
// which figure is to blame.
func TestParts(t *testing.T) {
	const head = "scheme parts\ninput x, y number\ninput t, u text\ninput xs list number optional\nindicator fine = x * 2\n"
	for formula, reason := range map[string]string{
		"x / max(y, 1) + 0.00000000000000000000001":           "the scales are too far apart",
		"min(x, 0.00000000000000000000001)":                   "the scales are too far apart",
		"x < 0.3 ? x / max(y, 1) : 0.00000000000000000000001": "the scales are too far apart",
		"x ** 17":                 "high powers are the reference evaluator's",
		"t == u":                  "texts of facts are compared with each other by the reference evaluator",
		"t":                       "a text of the facts is a figure",
		"given(xs) ? len(xs) : 1": "lists are read by the reference evaluator",
		"twice(x)":                "Go functions are called by the reference evaluator",
	} {
		source := head
		if !strings.Contains(formula, "xs") {
			source = strings.Replace(source, "input xs list number optional\n", "", 1)
		}
		p := probeScheme(t, source+"indicator blamed = "+formula+"\n", score.Func("twice", func(x decimal.Decimal) decimal.Decimal { return x.Add(x) }))
		parts := p.Parts()
		require.Len(t, parts, 2)
		require.Equal(t, "fine", parts[0].Name)
		for _, part := range parts {
			require.Equal(t, score.ReferenceEvaluator, part.Engine, formula)
		}
		require.Contains(t, parts[1].Reason, reason, formula)
		r, err := p.Score(score.Facts{"x": "1.5", "y": 3, "t": "a", "u": "b"})
		require.NoError(t, err, formula)
		require.Equal(t, "3", valueOf(t, r, "fine"))
	}
	p := probeScheme(t, "scheme all\ninput x number\nvalue v = x\nindicator a = v\n")
	require.Equal(t, []score.Part{{Name: "v", Engine: score.FastMachine}, {Name: "a", Engine: score.FastMachine}}, p.Parts())
	require.Empty(t, (*score.Program)(nil).Parts())
	s, err := score.LoadWith("few", "scheme few\ninput x number\nindicator a = x\n", score.Limits{Digits: 50})
	require.NoError(t, err)
	p, err = score.Compile(s)
	require.NoError(t, err)
	require.Equal(t, score.ReferenceEvaluator, p.Parts()[0].Engine, fmt.Sprint(p.Parts()))
}
