package score_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
	"github.com/kaohe-go/kaohe/score/internal/gen"
)

var long = flag.Bool("long", false, "run many more random schemes")

// FuzzScore holds the library against the oracle, which was written apart from
// it: on whatever scheme the bytes make, every figure or fault must be the same.
func FuzzScore(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomBytes(seed, 3000))
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		compareCase(t, gen.Scheme(gen.New(choices)))
	})
}

// TestRandomSchemes is the same on bytes that are always the same.
func TestRandomSchemes(t *testing.T) {
	cases := 400
	if *long {
		cases = 20_000
	}
	if testing.Short() || raceDetector {
		cases = 200
	}
	const shards = 4
	for shard := range shards {
		t.Run(fmt.Sprint(shard), func(t *testing.T) {
			t.Parallel()
			for seed := shard; seed < cases; seed += shards {
				r := rand.New(rand.NewPCG(uint64(seed), 3))
				compareCase(t, gen.Scheme(gen.New(randomBytes(uint64(seed), r.IntN(6000)))))
			}
		})
	}
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 11))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

// compareCase checks all that is promised of a scheme that is well typed and
// has no holes, as gen makes them.
func compareCase(t *testing.T, c gen.Case) {
	t.Helper()
	s, err := score.Load("fuzz.kaohe", c.Text)
	require.NoError(t, err, "%s", c.Text)
	program := compileCase(t, s, c.Bind, c.Text)
	require.NoError(t, score.Check(s), "Compile accepts it\n%s", c.Text)
	rebound := maps.Clone(c.Bind)
	maps.Copy(rebound, c.Rebind)
	with, err := program.With(bindings(c.Rebind)...)
	require.NoError(t, err, "%v\n%s", c.Rebind, c.Text)
	fresh := compileCase(t, s, rebound, c.Text)
	others := otherWays(t, c, s, program)
	reverse := reverseOrder(t, c, s)
	for _, facts := range c.Facts {
		compareWithOracle(t, c.Text, c.Bind, program, facts)
		compareWithOracle(t, c.Text, rebound, with, facts)
		require.Equal(t, saidBy(fresh.Score(facts)), saidBy(with.Score(facts)), "With %v, %v\n%s", c.Rebind, facts, c.Text)
		want := saidBy(program.Score(facts))
		for how, other := range others {
			require.Equal(t, want, saidBy(other.Score(facts)), "%s: %v %v\n%s", how, c.Bind, facts, c.Text)
		}
		reversed := saidBy(reverse.Score(facts))
		slices.Sort(want)
		slices.Sort(reversed)
		require.Equal(t, want, reversed, "declarations in reverse order: %v %v\n%s", c.Bind, facts, c.Text)
	}
}

func bindings(values map[string]string) []score.Option {
	var options []score.Option
	for name, v := range values {
		options = append(options, score.Bind(name, v))
	}
	return options
}

func compileCase(t *testing.T, s score.Scheme, bind map[string]string, text string) *score.Program {
	t.Helper()
	p, err := score.Compile(s, bindings(bind)...)
	require.NoError(t, err, "%v\n%s", bind, text)
	return p
}

// otherWays has programs of the same scheme that came another way: formatted,
// and built in Go instead of loaded. They have the same fingerprint.
func otherWays(t *testing.T, c gen.Case, s score.Scheme, program *score.Program) map[string]*score.Program {
	t.Helper()
	formatted, ds := dsl.FormatText("fuzz.kaohe", c.Text, dsl.Limits{})
	require.NoError(t, ds.Err(), "%s", c.Text)
	loaded, err := score.Load("formatted.kaohe", formatted)
	require.NoError(t, err, "%s", formatted)
	programs := map[string]*score.Program{
		"formatted": compileCase(t, loaded, c.Bind, formatted),
		"by hand":   compileCase(t, byHand(s), c.Bind, c.Text),
	}
	for how, p := range programs {
		require.Equal(t, program.Fingerprint(), p.Fingerprint(), "%s\n%s", how, c.Text)
	}
	return programs
}

// byHand is the scheme as a Go program would build it, with no text behind it.
func byHand(s score.Scheme) score.Scheme {
	return score.Scheme{
		Name: s.Name, Title: s.Title, Version: s.Version, Effective: s.Effective, Note: s.Note,
		Inputs: s.Inputs, Requires: s.Requires, Params: s.Params, Tables: s.Tables, Values: s.Values,
		Sections: s.Sections, Indicators: s.Indicators, Total: s.Total, Gates: s.Gates, Grades: s.Grades, Payouts: s.Payouts,
		Examples: s.Examples, Cases: s.Cases, Limits: s.Limits,
	}
}

// reverseOrder turns the order of the declarations round, which means nothing.
func reverseOrder(t *testing.T, c gen.Case, s score.Scheme) *score.Program {
	t.Helper()
	s.Inputs, s.Params, s.Tables = turned(s.Inputs), turned(s.Params), turned(s.Tables)
	s.Values, s.Indicators, s.Payouts = turned(s.Values), turned(s.Indicators), turned(s.Payouts)
	s.Requires, s.Examples, s.Cases = turned(s.Requires), turned(s.Examples), turned(s.Cases)
	return compileCase(t, s, c.Bind, c.Text)
}

func turned[T any](xs []T) []T {
	out := slices.Clone(xs)
	slices.Reverse(out)
	return out
}

// saidBy is all that Score says, without positions.
func saidBy(r *score.Result, err error) []string {
	var facts *score.FactsError
	var eval *score.EvalError
	var out []string
	figures := func(kind string, list []score.Figure) {
		for _, f := range list {
			text, err := json.Marshal(f)
			out = append(out, kind+" "+string(text)+fmt.Sprint(err))
		}
	}
	switch {
	case err == nil:
		out = append(out, fmt.Sprint("gates ", r.Gates))
		figures("param", r.Params)
		figures("value", r.Values)
		figures("indicator", r.Indicators)
		figures("payout", r.Payouts)
		if r.Total != nil {
			figures("total", []score.Figure{*r.Total})
		}
		if r.Grade != nil {
			out = append(out, "grade "+r.Grade.Name)
			figures("column", r.Grade.Columns)
		}
	case errors.As(err, &facts):
		for _, f := range facts.Faults {
			out = append(out, fmt.Sprint("fact ", f))
		}
	case errors.As(err, &eval):
		for _, f := range eval.Failures {
			slices.Sort(f.Facts)
			if len(f.Facts) >= 8 {
				f.Facts = nil // only the first ones are named, in the order of the scheme
			}
			out = append(out, fmt.Sprint("failure ", f.Code, f.Message, f.Facts))
		}
		figures("computed", eval.Computed)
	default:
		out = append(out, err.Error())
	}
	return out
}

// compareWithOracle holds what is said of one person against the oracle.
func compareWithOracle(t *testing.T, text string, bind map[string]string, p *score.Program, facts score.Facts) {
	t.Helper()
	const about = "%v %v\n%s"
	want := oracleRun(text, bind, facts)
	require.NoError(t, want.Unreadable, about, bind, facts, text)
	result, err := p.Score(facts)
	var factsError *score.FactsError
	var eval *score.EvalError
	var figures []score.Figure
	switch {
	case len(want.Faults) == 0:
		require.NoError(t, err, about, bind, facts, text)
		figures = scoreSheet(result)
	case want.Faults[0].Kind == oracleFactFault:
		require.ErrorAs(t, err, &factsError, about, bind, facts, text)
		require.Equal(t, wantedFaults(want.Faults), givenFaults(factsError), about, bind, facts, text)
	default:
		require.ErrorAs(t, err, &eval, about, bind, facts, text)
		require.Equal(t, wantedFailures(want.Faults), givenFailures(eval), about, bind, facts, text)
		figures = eval.Computed
	}
	require.Equal(t, wantedFigures(want), givenFigures(figures), about, bind, facts, text)
	if err == nil {
		require.Equal(t, want.Gates, firedGates(result), about, bind, facts, text)
	}
}

// scoreSheet is the figures of a result in one list.
func scoreSheet(r *score.Result) []score.Figure {
	out := append(slices.Clone(r.Indicators), r.Payouts...)
	if r.Total != nil {
		out = append(out, *r.Total)
	}
	if r.Grade != nil {
		out = append(out, score.Figure{Name: "grade", Kind: score.FigureText, Text: r.Grade.Name})
		out = append(out, r.Grade.Columns...)
	}
	return out
}

func wantedFigures(want oracleOutcome) map[string]string {
	all := map[string]string{}
	for name, v := range want.Figures {
		all[name] = v.String()
	}
	for name, state := range want.States {
		if state != "" {
			all[name] += " " + state
		}
	}
	if want.Columns != nil {
		all["grade"] = oracleTextual(want.Grade).String()
	}
	for name, v := range want.Columns {
		all["grade."+name] = v.String()
	}
	return all
}

func givenFigures(got []score.Figure) map[string]string {
	given := map[string]string{}
	for _, f := range got {
		switch {
		case f.Redistributed:
			given[f.Name] = ""
		case f.Kind == score.FigureText:
			given[f.Name] = oracleTextual(f.Text).String()
		case f.Kind == score.FigureBool:
			given[f.Name] = oracleTruth(f.Bool).String()
		default:
			given[f.Name] = oracleNum(f.Number.Rat()).String()
		}
		if f.State != score.Counted {
			given[f.Name] += " " + f.State.String()
		}
		if f.Redistributed {
			given[f.Name] += ", redistributed"
		}
	}
	return given
}

// factCodes are the codes of the oracle's reasons; any other is of the type.
var factCodes = map[string]score.FactCode{
	"missing": score.FactMissing, "not declared": score.FactUnknown, "not a whole number": score.FactRange,
	"outside its interval": score.FactRange, "not a multiple of the step": score.FactRange, "not one of the texts": score.FactRange,
}

func wantedFaults(faults []oracleFault) []string {
	var out []string
	for _, f := range faults {
		code, ok := factCodes[f.Message]
		if !ok {
			code = score.FactType
		}
		out = append(out, f.At+" "+string(code))
	}
	slices.Sort(out)
	return out
}

func givenFaults(e *score.FactsError) []string {
	var out []string
	for _, f := range e.Faults {
		out = append(out, f.Input+" "+string(f.Code))
	}
	slices.Sort(out)
	return out
}

var evalCodes = map[oracleFaultKind]score.EvalCode{
	oracleRequireFault: score.EvalRequire, oracleFail: score.EvalFail, oracleDivisionByZero: score.EvalDivisionByZero,
	oracleEmptyList: "empty-list", oracleNoElement: "no-element",
	oracleNothingLeft: "too-little-weight", oraclePolicyFault: "not-applicable",
}

// wantedFailures leaves positions out: the oracle names the declaration that
// failed, the library the place, which may be a row of a table that it calls.
func wantedFailures(faults []oracleFault) []string {
	var out []string
	for _, f := range faults {
		if f.Kind != oracleFail && f.Kind != oracleRequireFault {
			f.Message = "" // in the words of the library
		}
		out = append(out, string(evalCodes[f.Kind])+" "+f.Message)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func givenFailures(e *score.EvalError) []string {
	var out []string
	for _, f := range e.Failures {
		message := f.Message
		if f.Code != score.EvalFail && f.Code != score.EvalRequire {
			message = ""
		}
		out = append(out, string(f.Code)+" "+message)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
