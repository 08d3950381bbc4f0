package score_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// TestText: a loaded scheme printed and loaded again is the same scheme, leaf
// for leaf, and the same program.
func TestText(t *testing.T) {
	files, err := filepath.Glob("../examples/*/*.kaohe")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		printed(t, file, string(src))
	}
}

// TestTextOfSpec: the same for every scheme of the specification that loads;
// those that compile have the same fingerprint.
func TestTextOfSpec(t *testing.T) {
	tried := 0
	for _, a := range readArchives(t, "spec") {
		for _, c := range a.cases {
			s, err := score.Load(a.path, c.source)
			if err != nil {
				continue
			}
			tried++
			again := printed(t, a.path, c.source)
			p, err := score.Compile(s, c.options(t)...)
			q, err2 := score.Compile(again, c.options(t)...)
			require.Equal(t, err == nil, err2 == nil, "%s\n%s", a.path, c.source)
			if err == nil {
				require.Equal(t, p.Fingerprint(), q.Fingerprint(), c.source)
			}
		}
	}
	require.Greater(t, tried, 100)
}

// printed is the scheme of a source after it was printed and loaded again.
func printed(t *testing.T, name, source string) score.Scheme {
	t.Helper()
	s, err := score.Load(name, source)
	require.NoError(t, err, name)
	text, err := s.Text()
	require.NoError(t, err, "%s\n%s", name, source)
	again, err := score.Load(name, text)
	require.NoError(t, err, "%s\n%s", name, text)
	twice, err := again.Text()
	require.NoError(t, err)
	require.Equal(t, text, twice, name)
	require.Equal(t, goBuilt(s), goBuilt(again), "%s\n%s", name, text)
	return again
}

// No leaf may hold more than it is: a second clause, row or declaration.
func TestTextRefusesWhatSmuggles(t *testing.T) {
	base := func() score.Scheme {
		return score.Scheme{
			Name:       "s",
			Inputs:     []score.Input{{Name: "x", Type: "number", In: "[0, 9]"}},
			Params:     []score.Param{{Name: "p", Type: "number", In: "[0, 9]"}},
			Tables:     []score.Table{{Name: "t", Columns: []score.Column{{Name: "x"}}, Rows: []score.Row{{When: "_", Result: "1"}}}},
			Indicators: []score.Indicator{{Name: "a", Formula: "x"}},
			Sections:   []score.Section{{Name: "q", Weight: "5%"}},
			Total:      score.Total{Formula: "a"},
			Gates:      []score.Gate{{When: "x > 1", Forfeit: true}},
			Grades:     score.Grades{Bands: []score.Band{{When: "_", Name: `"A"`}}},
			Payouts:    []score.Payout{{Name: "pay", Formula: "x", Round: "2"}},
			Examples:   []score.Example{{Facts: "x = 1", Expect: "a = 1"}},
			Cases:      []score.Cases{{Header: "x -> a", Rows: []string{"1 -> 1"}}},
		}
	}
	_, err := base().Text()
	require.NoError(t, err)
	tests := map[string]struct {
		path    string
		smuggle func(s *score.Scheme)
	}{
		"clause behind a formula":      {"indicators.a.formula", func(s *score.Scheme) { s.Indicators[0].Formula = "x weight 5%" }},
		"declaration behind a formula": {"indicators.a.formula", func(s *score.Scheme) { s.Indicators[0].Formula = "x\nindicator b = 2" }},
		"comment":                      {"indicators.a.formula", func(s *score.Scheme) { s.Indicators[0].Formula = "x // c" }},
		"open bracket":                 {"indicators.a.formula", func(s *score.Scheme) { s.Indicators[0].Formula = "(x" }},
		"weight":                       {"indicators.a.weight", func(s *score.Scheme) { s.Indicators[0].Weight = "5% points 3" }},
		"policy":                       {"indicators.a.missing", func(s *score.Scheme) { s.Indicators[0].Missing = "zero round 2" }},
		"otherwise": {"indicators.a.otherwise", func(s *score.Scheme) {
			s.Indicators[0].AppliesWhen, s.Indicators[0].Otherwise = "x > 1", "zero weight 5%"
		}},
		"no otherwise":        {"indicators.a.otherwise", func(s *score.Scheme) { s.Indicators[0].AppliesWhen = "x > 1" }},
		"section":             {"indicators.a.section", func(s *score.Scheme) { s.Indicators[0].In = "q weight 5%" }},
		"section weight":      {"sections.q.weight", func(s *score.Scheme) { s.Sections[0].Weight = "5%\ntotal = 1" }},
		"interval":            {"inputs.x.in", func(s *score.Scheme) { s.Inputs[0].In = "[0, 1] default 1" }},
		"type":                {"inputs.x", func(s *score.Scheme) { s.Inputs[0].Type = "number optional" }},
		"name":                {`inputs."x, y"`, func(s *score.Scheme) { s.Inputs[0].Name = "x, y" }},
		"value":               {"params.p.value", func(s *score.Scheme) { s.Params[0].Value = "1 note \"n\"" }},
		"cells":               {"tables.t.rows.0.when", func(s *score.Scheme) { s.Tables[0].Rows[0].When = "1 -> 1; 2" }},
		"result":              {"tables.t.rows.0.result", func(s *score.Scheme) { s.Tables[0].Rows[0].Result = "1; 2 -> 2" }},
		"mode":                {"tables.t", func(s *score.Scheme) { s.Tables[0].Mode = "linear first" }},
		"round":               {"payouts.pay.round", func(s *score.Scheme) { s.Payouts[0].Round = "2\npayout q = 1 round 2" }},
		"gate condition":      {"gates.0.when", func(s *score.Scheme) { s.Gates[0].When = "x > 1 then forfeit" }},
		"gate effects":        {"gates.0", func(s *score.Scheme) { s.Gates[0].Total = "1" }},
		"gate without effect": {"gates.0", func(s *score.Scheme) { s.Gates[0].Forfeit = false }},
		"band":                {"grades.rows.0.name", func(s *score.Scheme) { s.Grades.Bands[0].Name = `"A" k 1` }},
		"by":                  {"grades.by", func(s *score.Scheme) { s.Grades.By = "x) first (y" }},
		"over":                {"total.over_at_least", func(s *score.Scheme) { s.Total.OverAtLeast = "5% round 2" }},
		"facts":               {"examples.0.facts", func(s *score.Scheme) { s.Examples[0].Facts = "x = 1\nexpect a = 2" }},
		"expect":              {"examples.0.expect", func(s *score.Scheme) { s.Examples[0].Expect = "a = 1 }" }},
		"case":                {"cases.0.rows.0", func(s *score.Scheme) { s.Cases[0].Rows[0] = "1 -> 1\n2 -> 2" }},
		"date":                {"scheme.effective", func(s *score.Scheme) { s.Effective = "2013-01-01\nversion \"2\"" }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := base()
			test.smuggle(&s)
			text, err := s.Text()
			ds, ok := dsl.AsDiagnostics(err)
			require.True(t, ok, "%v\n%s", err, text)
			var paths []string
			for _, d := range ds {
				paths = append(paths, d.Path)
			}
			require.Contains(t, paths, test.path)
			require.Empty(t, text)
		})
	}
}

// What a Go program builds is written as the formatter would.
func TestTextOfAGoScheme(t *testing.T) {
	s := score.Scheme{
		Name: "desk", Title: "客服 \"中心\"", Version: "2", Effective: "2013-01-01", Note: "verbatim",
		Inputs: []score.Input{
			{Name: "x", Title: "话务", Type: "number", In: "[0,9]", Step: "0.5", Default: "1"},
			{Name: "peer", Type: "integer", In: "[0,..)", Optional: true},
			{Name: "ps", Type: "list", Fields: []score.Column{{Name: "bonus", Type: "number", In: "[0, ..)"}, {Name: "kind", Type: "text", OneOf: `"a","b"`}}},
		},
		Params:   []score.Param{{Name: "way", OneOf: `"zero","redistribute"`, Value: `"zero"`}},
		Requires: []score.Require{{Condition: "x>0", Message: "none"}},
		Tables: []score.Table{{Name: "t", Columns: []score.Column{{Name: "x"}}, Mode: "linear",
			Rows: []score.Row{{When: "0", Result: "1"}, {When: "5", Result: "2"}, {When: ">5", Result: "flat"}}}},
		Sections: []score.Section{{Name: "q", Weight: "100%"}},
		Indicators: []score.Indicator{
			{Name: "a", Formula: "t(x)*2", AtLeast: "0", AtMost: "9", Round: "1", Points: "9", Weight: "60%", In: "q"},
			{Name: "b", Formula: "peer", Weight: "40%", In: "q", AppliesWhen: "x>1", Otherwise: "zero", Missing: "way"},
			{Name: "c", Rating: &score.Rating{Type: "integer", In: "[0,9]"}},
		},
		Total:    score.Total{Formula: "weighted", OverAtLeast: "50%", Round: "2"},
		Gates:    []score.Gate{{Title: "veto", When: "c==0", GradeAtMost: `"A"`}, {When: "c==1", Scale: "pay", By: "50%"}},
		Grades:   score.Grades{Bands: []score.Band{{When: ">5", Name: `"A"`, Columns: []score.BandColumn{{Name: "k", Value: "1.1"}}}, {When: "else", Name: `fail "no"`}}},
		Payouts:  []score.Payout{{Name: "pay", Formula: "100*grade.k", Round: "2 half_even"}},
		Examples: []score.Example{{Title: "one", With: `way = "zero"`, Facts: "x=1", Expect: "a = 2.4"}},
		Cases:    []score.Cases{{Header: "x -> a", Rows: []string{"5 -> 4"}}},
	}
	text, err := s.Text()
	require.NoError(t, err)
	require.Equal(t, goldenScheme, text)
	p, err := score.Compile(s)
	require.NoError(t, err)
	loaded, err := score.Load("desk.kaohe", text)
	require.NoError(t, err)
	q, err := score.Compile(loaded)
	require.NoError(t, err)
	require.Equal(t, p.Fingerprint(), q.Fingerprint())
}

const goldenScheme = `scheme desk "客服 \"中心\""  note "verbatim"
version "2"
effective from 2013-01-01

param way  one of "zero", "redistribute" = "zero"

input x number "话务"  in [0, 9]  step 0.5  default 1
input peer integer  in [0, ..)  optional
input ps list { bonus number in [0, ..), kind text one of "a", "b" }

require x > 0 "none"

table t(x) linear {
    0 -> 1
    5 -> 2
    > 5 flat
}

section q  weight 100%

indicator a = t(x) * 2  at least 0  at most 9  round 1  points 9  weight 60%  in q
indicator b = peer  weight 40%  in q  applies when x > 1 otherwise zero  missing way

rating c integer  in [0, 9]

total = weighted  round 2  over at least 50%

gate "veto" when c == 0 then grade at most "A"
gate when c == 1 then scale pay by 50%

grades {
    > 5  -> "A"  k 1.1
    else -> fail "no"
}

payout pay = 100 * grade.k  round 2 half_even

example "one" with way = "zero" {
    x = 1
    expect a = 2.4
}

examples {
    x -> a
    5 -> 4
}
`
