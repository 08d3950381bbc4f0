package score_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// What a newcomer's first hour turned up.

// TestSquaresOfSquares: bounds and steps double their digits at every value; a
// few lines more would have taken for ever.
func TestSquaresOfSquares(t *testing.T) {
	var text strings.Builder
	text.WriteString("scheme s\ninput x number in [0, 10] step 0.01\nvalue v0 = x + 0.01\n")
	for i := range 60 {
		fmt.Fprintf(&text, "value v%d = v%d * v%d\n", i+1, i, i)
	}
	text.WriteString("indicator a = v60\n")
	s, err := score.Load("squares.kaohe", text.String())
	require.NoError(t, err)
	require.NoError(t, score.Check(s))
	program, err := score.Compile(s)
	require.NoError(t, err)
	_, err = program.Score(score.Facts{"x": "9.99"})
	require.ErrorContains(t, err, "more than 1000 digits")
	result, err := program.Score(score.Facts{"x": "0.99"})
	require.NoError(t, err)
	require.Equal(t, "1", result.Indicators[0].Value())
}

func TestOptionsThatMeanNothing(t *testing.T) {
	s := score.Scheme{Name: "s", Params: []score.Param{{Name: "k", In: "[0, 1]"}}, Indicators: []score.Indicator{{Name: "a", Formula: "k"}}}
	program, err := score.Compile(s, nil, score.Bind("k", 1))
	require.NoError(t, err)
	_, err = program.With(nil)
	require.NoError(t, err)
	_, err = program.With(score.Func("f", func(x int) int { return x }))
	require.ErrorContains(t, err, "can't be added to a program")
}

// TestTextsOfGoSchemes: what no file may hold, no scheme may: a title that
// reads as another, or that commands a terminal.
func TestTextsOfGoSchemes(t *testing.T) {
	for name, s := range map[string]score.Scheme{
		"scheme.title":       {Title: "a\u202eb"},
		"scheme.version":     {Version: "\x00"},
		"inputs.x.title":     {Inputs: []score.Input{{Name: "x", Title: "\x1b[31m", Type: "integer"}}},
		"indicators.a.title": {Indicators: []score.Indicator{{Name: "a", Title: "\u200b", Formula: "1"}}},
		"requires.0.message": {Requires: []score.Require{{Condition: "1 < 2", Message: "\xff"}}},
		"gates.0.fail":       {Gates: []score.Gate{{When: "1 < 2", Fail: "\u2066"}}},
		"payouts.p.title":    {Payouts: []score.Payout{{Name: "p", Title: "\x7f", Formula: "1", Round: "2"}}},
		"params.k.title":     {Params: []score.Param{{Name: "k", Title: "\u2028", Value: "1"}}},
		"values.v.title":     {Values: []score.Value{{Name: "v", Title: "\u00ad", Formula: "1"}}},
		"total.title":        {Total: score.Total{Title: "\u200d", Formula: "1"}},
		"scheme.note":        {Note: "\u2069"},
		"gates.0.title":      {Gates: []score.Gate{{Title: "\u202a", When: "1 < 2", Fail: "no"}}},
		"nothing is wrong":   {Title: "两行\n一个标题\t“引号”\\"},
	} {
		s.Name = "s"
		_, err := score.Compile(s)
		if !strings.Contains(name, ".") {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, name)
	}
}
