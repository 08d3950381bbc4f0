package score_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

type grading string

// calling compiles a scheme with the inputs x, s and b and one indicator.
func calling(t *testing.T, formula string, fn any) *score.Program {
	t.Helper()
	s, err := score.Load("f.kaohe", "scheme s\ninput x number in [-10, 10000000000]\ninput s text default \"\"\ninput b bool default false\nindicator out = "+formula+"\n")
	require.NoError(t, err)
	p, err := score.Compile(s, score.Func("f", fn))
	require.NoError(t, err)
	return p
}

func TestFuncKinds(t *testing.T) {
	third := big.NewRat(1, 3)
	tests := map[string]struct {
		fn      any
		formula string
		want    string
	}{
		"decimal":         {func(x decimal.Decimal) decimal.Decimal { return x.Add(x) }, "f(x + 0.25)", "6.5"},
		"int":             {func(x int) int { return x * 2 }, "f(x)", "6"},
		"int64":           {func(x int64) int64 { return -x }, "f(x)", "-3"},
		"rat":             {func(x *big.Rat) *big.Rat { return new(big.Rat).Mul(x, third) }, "f(x / 9)", "1/9"},
		"text":            {func(s string) string { return s + "!" }, `f(s)`, "w!"},
		"named text":      {func(l grading) grading { return l + "?" }, `f(s)`, "w?"},
		"bool":            {func(b bool) bool { return !b }, "f(b)", "false"},
		"mixed":           {func(x int, s string, b bool) string { return fmt.Sprint(x, s, b) }, "f(x, s, b)", "3wtrue"},
		"none":            {func() int { return 7 }, "f()", "7"},
		"error nil":       {func(x int) (int, error) { return x, nil }, "f(x)", "3"},
		"inside a list":   {func(x *big.Rat) *big.Rat { return x }, "f(x) * f(2)", "6"},
		"result is exact": {func(x *big.Rat) *big.Rat { return x }, "f(x / 7) * 7", "3"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := calling(t, test.formula, test.fn).Score(score.Facts{"x": 3, "s": "w", "b": true})
			require.NoError(t, err)
			f, ok := r.Figure("out")
			require.True(t, ok)
			require.Equal(t, test.want, f.Value())
		})
	}
}

// Whatever goes wrong in a function is an EvalError that names it and its place.
func TestFuncFailures(t *testing.T) {
	tests := map[string]struct {
		fn      any
		formula string
		want    string
	}{
		"error":             {func(int) (int, error) { return 0, errors.New("no such person") }, "f(x)", "the function f: no such person"},
		"panic":             {func(int) int { panic("secret") }, "f(x)", "the function f panicked"},
		"nil dereference":   {func(int) int { var p *int; return *p }, "f(x)", "the function f panicked"},
		"nil rat":           {func(int) *big.Rat { return nil }, "f(x)", "the function f: it gave nil"},
		"nil rat and error": {func(int) (*big.Rat, error) { return nil, errors.New("why") }, "f(x)", "the function f: why"},
		"ratio as decimal":  {func(decimal.Decimal) int { return 0 }, "f(x / 9)", "the function f: argument 1 is 1/3, which is no decimal; round it"},
		"fraction as int":   {func(_, _ int) int { return 0 }, "f(x, x / 2)", "the function f: argument 2 is 1.5, which is no int; round it"},
		"overflow":          {func(int64) int { return 0 }, "f(x * 10 ** 18 * 10)", "the function f: argument 1 is 30000000000000000000, which is no int64; round it"},
		"bad UTF-8":         {func() string { return "a\xff" }, `f() == "a" ? 1 : 0`, "the function f: it gave a text that is no valid UTF-8, or too long"},
		"long text":         {func() string { return strings.Repeat("a", 1<<24) }, `f() == "a" ? 1 : 0`, "the function f: it gave a text that is no valid UTF-8, or too long"},
		"long number": {func() *big.Rat { return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(2000), nil)) }, "f()",
			"the function f gave a number of more than 1000 digits"},
		"huge exponent": {func() decimal.Decimal { return decimal.New(1, 1<<30) }, "f()", "the function f: "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := calling(t, test.formula, test.fn).Score(score.Facts{"x": 3})
			var e *score.EvalError
			require.ErrorAs(t, err, &e)
			require.Len(t, e.Failures, 1)
			require.Contains(t, e.Failures[0].Message, test.want)
			require.NotContains(t, err.Error(), "secret", "a panic may hold anything")
			require.Equal(t, 5, e.Failures[0].Span.Start.Line)
		})
	}
}

// All wrong signatures and names are reported at once, each by its path.
func TestFuncFaultsAtOnce(t *testing.T) {
	s, err := score.Load("f.kaohe", "scheme s\ninput x number in [0, 1]\nindicator a = f(1, 2) + g(\"a\") + h\n")
	require.NoError(t, err)
	double := func(x int) int { return 2 * x }
	_, err = score.Compile(s,
		score.Func("float", func(float64) int { return 0 }), score.Func("slice", func() []int { return nil }),
		score.Func("variadic", func(...int) int { return 0 }), score.Func("nothing", func() {}),
		score.Func("three", func() (int, int, error) { return 0, 0, nil }), score.Func("second", func() (int, string) { return 0, "" }),
		score.Func("onlyError", func() error { return nil }), score.Func("null", nil), score.Func("nilFunc", (func() int)(nil)),
		score.Func("constant", 5), score.Func("x", double), score.Func("a", double), score.Func("sum", double),
		score.Func("if", double), score.Func("no name", double), score.Func("f", double), score.Func("f", double),
		score.Func("g", double), score.Func("h", double))
	ds, ok := dsl.AsDiagnostics(err)
	require.True(t, ok, "%v", err)
	found := map[string]string{}
	for _, d := range ds {
		found[d.Path+" "+string(d.Code)] += d.Message
	}
	for _, want := range []struct{ at, message string }{
		{"functions.float go-function", "takes a float64"},
		{"functions.slice go-function", "gives a []int"},
		{"functions.variadic go-function", "takes a variable number of arguments"},
		{"functions.nothing go-function", "must give one result"},
		{"functions.three go-function", "must give one result"},
		{"functions.second go-function", "must give one result"},
		{"functions.onlyError go-function", "gives a error"},
		{"functions.null go-function", "is no function"},
		{"functions.nilFunc go-function", "is nil"},
		{"functions.constant go-function", "is no function"},
		{"functions.x duplicate-name", "`x` is declared twice"},
		{"functions.a duplicate-name", "`a` is declared twice"},
		{"functions.sum name", "has a meaning in formulas"},
		{"functions.if name", "has a meaning in formulas"},
		{"functions.no name name", "is no name"},
		{"functions.f duplicate-name", "`f` is declared twice"},
		{"indicators.a.formula arguments", "`f` is called with 2 arguments"},
		{"indicators.a.formula type", "this argument of g must be a number, not a text"},
	} {
		require.Contains(t, found[want.at], want.message, "%v", found)
	}
}

func TestFuncStaysWithTheProgram(t *testing.T) {
	s, err := score.Load("f.kaohe", "scheme s\nparam k number in [0, 9] = 1\ninput x number in [0, 9]\nindicator out = f(x) * k\n")
	require.NoError(t, err)
	p, err := score.Compile(s, score.Func("f", func(x int) int { return x + 1 }))
	require.NoError(t, err)
	q, err := p.With(score.Bind("k", 3))
	require.NoError(t, err)
	for program, want := range map[*score.Program]string{p: "3", q: "9"} {
		r, err := program.Score(score.Facts{"x": 2})
		require.NoError(t, err)
		f, _ := r.Figure("out")
		require.Equal(t, want, f.Value())
	}
	_, err = score.Compile(s)
	require.ErrorContains(t, err, "no function or table `f`")
}

// A function is called from several goroutines, and may not change what the
// others read: the big.Rat that it is given is its own.
func TestFuncConcurrently(t *testing.T) {
	p := calling(t, "f(x) + f(x)", func(x *big.Rat) *big.Rat { return x.Add(x, x) })
	var group sync.WaitGroup
	results := make([]string, 32)
	for i := range results {
		group.Go(func() {
			if r, err := p.Score(score.Facts{"x": i}); err == nil {
				f, _ := r.Figure("out")
				results[i] = f.Value()
			}
		})
	}
	group.Wait()
	for i, got := range results {
		require.Equal(t, fmt.Sprint(4*i), got)
	}
}
