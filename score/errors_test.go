package score_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

const failing = `scheme failing
input a, b, c integer in [-10, 10]
input base number in [0, 10000] step 0.01
require base != 1 "no base"
table rate(a) { < 5 -> 1;  else -> fail "no rate" }
payout pay = base / c  round 2
value shared = 1 / b
indicator late = early + 1 / a
indicator early = 1 / (a - a + b)
indicator again = shared + shared
indicator rated = rate(a)
indicator other = rate(a)
indicator swapped = b > 4 ? rate(b) : 0
indicator fine = base * 2
total = fine
grades { [100, ..) -> "A"  coefficient 2;  else -> fail "no band" }
`

func evalError(t *testing.T, p *score.Program, facts score.Facts) *score.EvalError {
	t.Helper()
	r, err := p.Score(facts)
	require.Nil(t, r)
	var e *score.EvalError
	require.ErrorAs(t, err, &e)
	return e
}

// Failures stand in the order of the scheme, not in that in which figures need
// each other, each once.
func TestEvalErrorOrder(t *testing.T) {
	p := probeScheme(t, failing)
	for _, c := range []struct {
		name     string
		facts    score.Facts
		want     []string
		computed string
	}{
		{"divisions", score.Facts{"a": 0, "b": 0, "c": 0, "base": 500}, []string{
			"division by zero (b = 0) at probe.kaohe:7:16",
			"division by zero (a = 0) at probe.kaohe:8:26",
			"division by zero (a = 0, b = 0) at probe.kaohe:9:19",
			"division by zero (c = 0) at probe.kaohe:6:14",
		}, "rated 1, other 1, swapped 0, fine 1000, total 1000, grade A, grade.coefficient 2"},
		{"one row, the same facts", score.Facts{"a": 5, "b": 1, "c": 1, "base": 500}, []string{
			"no rate (a = 5) at probe.kaohe:5:28",
		}, "late 1.2, early 1, again 2, swapped 0, fine 1000, total 1000, grade A, grade.coefficient 2, pay 500.00"},
		{"one row, two facts", score.Facts{"a": 5, "b": 6, "c": 1, "base": 500}, []string{
			"no rate (a = 5) at probe.kaohe:5:28",
			"no rate (b = 6) at probe.kaohe:5:28",
		}, "late 11/30, early 1/6, again 1/3, fine 1000, total 1000, grade A, grade.coefficient 2, pay 500.00"},
		{"a band and its columns", score.Facts{"a": 1, "b": 1, "c": 1, "base": "12.5"}, []string{
			"no band (base = 12.5) at probe.kaohe:16:44",
		}, "late 2, early 1, again 2, rated 1, other 1, swapped 0, fine 25, total 25, pay 12.50"},
		{"a require stops all", score.Facts{"a": 0, "b": 0, "c": 0, "base": 1}, []string{
			"no base (base = 1) at probe.kaohe:4:9",
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := evalError(t, p, c.facts)
			var got []string
			for _, f := range e.Failures {
				got = append(got, f.String())
			}
			require.Equal(t, c.want, got)
			computed := ""
			for i, f := range e.Computed {
				if i > 0 {
					computed += ", "
				}
				computed += f.Name + " " + f.Value()
			}
			require.Equal(t, c.computed, computed)
		})
	}
}

func TestEvalErrorFields(t *testing.T) {
	e := evalError(t, probeScheme(t, failing), score.Facts{"a": 5, "b": 0, "c": 1, "base": 1000})
	require.Equal(t, []score.EvalCode{score.EvalDivisionByZero, score.EvalDivisionByZero, score.EvalFail}, []score.EvalCode{
		e.Failures[0].Code, e.Failures[1].Code, e.Failures[2].Code,
	})
	f := e.Failures[0]
	require.Equal(t, "values.shared.formula", f.Path)
	require.Equal(t, "probe.kaohe", f.File)
	require.Equal(t, 7, f.Span.Start.Line)
	require.Equal(t, []string{"b = 0"}, f.Facts)
	require.Equal(t, "tables.rate.rows.1", e.Failures[2].Path)
	require.Equal(t, "division by zero (b = 0) at probe.kaohe:7:16; division by zero (a = 5, b = 0) at probe.kaohe:9:19; "+
		"no rate (a = 5) at probe.kaohe:5:28", e.Error())
}

// A failure that depends on params alone is one for all people: what a caller
// does to it does not show in the next one's.
func TestEvalErrorIsTheCallers(t *testing.T) {
	p := probeScheme(t, "scheme s\nparam k number in [0, 3] = 1\ninput late bool\nindicator a = late ? 1 / (k - 1) : 0\n")
	for range 2 {
		e := evalError(t, p, score.Facts{"late": true})
		require.Equal(t, "division by zero (k = 1) at probe.kaohe:4:22", e.Error())
		e.Failures[0].Facts[0] = "changed"
	}
}

// A scheme built in Go has paths instead of positions, and the same order.
func TestEvalErrorOfASchemeBuiltInGo(t *testing.T) {
	p, err := score.Compile(score.Scheme{
		Name:       "built",
		Inputs:     []score.Input{{Name: "a", Type: "integer"}},
		Indicators: []score.Indicator{{Name: "second", Formula: "first + 2 / a"}, {Name: "first", Formula: "1 / a"}},
	})
	require.NoError(t, err)
	e := evalError(t, p, score.Facts{"a": 0})
	require.Equal(t, "division by zero (a = 0) at indicators.second.formula; division by zero (a = 0) at indicators.first.formula", e.Error())
	require.Empty(t, e.Failures[0].File)
	require.False(t, e.Failures[0].Span.IsValid())

	s, err := score.Load("", "scheme s\ninput a integer\ntotal = 1 / a\n")
	require.NoError(t, err)
	p, err = score.Compile(s)
	require.NoError(t, err)
	require.Equal(t, "division by zero (a = 0) at 3:9", evalError(t, p, score.Facts{"a": 0}).Error())
}

func TestEvalErrorTooLong(t *testing.T) {
	s, err := score.LoadWith("long", "scheme long\ninput x integer\nindicator a = x * x\n", score.Limits{Digits: 20})
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	require.Equal(t, score.EvalTooLong, evalError(t, p, score.Facts{"x": "99999999999"}).Failures[0].Code)
	_, err = p.Score(score.Facts{"x": "9999999999"})
	require.NoError(t, err)
}

func TestScoreOfNoProgram(t *testing.T) {
	var p *score.Program
	_, err := p.Score(nil)
	require.ErrorContains(t, err, "was not made by Compile")
	_, err = (&score.Program{}).Score(nil)
	require.ErrorContains(t, err, "was not made by Compile")
}
