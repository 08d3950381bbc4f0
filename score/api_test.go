package score_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// deskText and deskScheme say the same, once as a file and once in Go.
const deskText = `
scheme desk "front desk"
version "2013.1"
effective from 2013-01-01
input calls integer in [0, 5000]
input level text one of "初级", "高级"  default "初级"
param good_k number in (0, 3] step 0.05
require calls != 13
table rate(calls) first {
    [0, 2000] -> 0.4
    > 2300    -> 0.7
    else      -> fail "no rate"
}
value base = calls * rate(calls)  at most 1600
rating attitude number in [0, 100] step 1
indicator kpi "KPI" = base / 10 + (level == "高级" ? 5 : 0)  at least 1  at most 100  round 1 half_even
total = kpi + attitude  round 1
grades {
    (150, ..) -> "优秀"  coefficient 1.1
    (100, 150] -> "良好"  coefficient good_k
    else      -> "合格"  coefficient 0.8
}
payout bonus = 1000 * grade.coefficient  round 2
example "one" with good_k = 1 { calls = 2000;  expect base = 800 }
examples with good_k = 1 {
    calls, attitude -> kpi,  grade
    2000,  70       -> 80.0, "良好"
    2300,  _        -> fail "no rate"
}
`

func deskScheme() score.Scheme {
	return score.Scheme{
		Name: "desk", Title: "front desk", Version: "2013.1", Effective: "2013-01-01",
		Inputs: []score.Input{
			{Name: "calls", Type: "integer", In: "[0, 5000]"},
			{Name: "level", Type: "text", OneOf: `"初级", "高级"`, Default: `"初级"`},
		},
		Params:   []score.Param{{Name: "good_k", Type: "number", In: "(0,3]", Step: "0.05"}},
		Requires: []score.Require{{Condition: "calls!=13"}},
		Tables: []score.Table{{
			Name: "rate", Columns: []score.Column{{Name: "calls"}}, First: true,
			Rows: []score.Row{
				{When: "[0, 2000]", Result: "0.4"}, {When: "> 2300", Result: "0.7"}, {When: "else", Result: `fail "no rate"`},
			},
		}},
		Values: []score.Value{{Name: "base", Formula: "calls*rate(calls)", AtMost: "1600"}},
		Indicators: []score.Indicator{
			{Name: "attitude", Rating: &score.Rating{Type: "number", In: "[0, 100]", Step: "1"}},
			{
				Name: "kpi", Title: "KPI", Formula: `base / 10 + (level == "高级" ? 5 : 0)`,
				AtLeast: "1", AtMost: "100", Round: "1 half_even",
			},
		},
		Total: score.Total{Formula: "kpi + attitude", Round: "1"},
		Grades: score.Grades{Bands: []score.Band{
			{When: "(150, ..)", Name: `"优秀"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "1.1"}}},
			{When: "(100, 150]", Name: `"良好"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "good_k"}}},
			{When: "else", Name: `"合格"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "0.8"}}},
		}},
		Payouts:  []score.Payout{{Name: "bonus", Formula: "1000 * grade.coefficient", Round: "2"}},
		Examples: []score.Example{{Title: "one", With: "good_k = 1", Facts: "calls = 2000", Expect: "base = 800"}},
		Cases: []score.Cases{{
			With: "good_k = 1", Header: "calls, attitude -> kpi, grade",
			Rows: []string{`2000, 70 -> 80.0, "良好"`, `2300, _ -> fail "no rate"`},
		}},
	}
}

func loadText(t *testing.T, text string) score.Scheme {
	t.Helper()
	s, err := score.Load("test.kaohe", text)
	require.NoError(t, err)
	return s
}

func compiled(t *testing.T, s score.Scheme, opts ...score.Option) *score.Program {
	t.Helper()
	p, err := score.Compile(s, opts...)
	require.NoError(t, err)
	return p
}

// diagnosticsOf fails the test unless there are diagnostics.
func diagnosticsOf(t *testing.T, err error) dsl.Diagnostics {
	t.Helper()
	require.Error(t, err)
	ds, ok := dsl.AsDiagnostics(err)
	require.True(t, ok, "an error of type %T: %v", err, err)
	require.NotEmpty(t, ds)
	return ds
}

func TestTextAndStructsMeanTheSame(t *testing.T) {
	loaded := compiled(t, loadText(t, deskText), score.Bind("good_k", "1.05"))
	built := compiled(t, deskScheme(), score.Bind("good_k", "1.05"))
	require.Equal(t, loaded.Fingerprint(), built.Fingerprint())
	for _, line := range []string{
		`{"calls": 0, "attitude": 0}`, `{"calls": 2000, "attitude": 20}`, `{"calls": 2000, "attitude": 21, "level": "高级"}`,
		`{"calls": 2301, "attitude": 100, "level": "高级"}`, `{"calls": 2300, "attitude": 1}`, `{"calls": 13, "attitude": 1}`,
	} {
		want, got := sheetOf(loaded.Score(factsOf(t, line))), sheetOf(built.Score(factsOf(t, line)))
		require.Equal(t, anyPosition.ReplaceAllString(want, "…"), anyPosition.ReplaceAllString(got, "…"), line)
	}
	require.NoError(t, score.Check(loadText(t, deskText)))
	require.NoError(t, score.Check(deskScheme()))
}

// Titles, notes, comments and layout are not part of what a scheme computes;
// names, texts and numbers are.
func TestFingerprint(t *testing.T) {
	print := func(s score.Scheme) string { return compiled(t, s, score.Bind("good_k", 1)).Fingerprint() }
	want := print(deskScheme())
	same := map[string]func(*score.Scheme){
		"title":   func(s *score.Scheme) { s.Title, s.Indicators[1].Title = "x", "y" },
		"version": func(s *score.Scheme) { s.Version, s.Note = "2", "n" },
		"layout":  func(s *score.Scheme) { s.Total.Formula = " kpi+\n attitude " },
		"limits":  func(s *score.Scheme) { s.Limits.Digits = 2000 },
	}
	for name, change := range same {
		s := deskScheme()
		change(&s)
		require.Equal(t, want, print(s), name)
	}
	other := map[string]func(*score.Scheme){
		"name":    func(s *score.Scheme) { s.Name = "desk2" },
		"number":  func(s *score.Scheme) { s.Tables[0].Rows[0].Result = "0.41"; s.Examples, s.Cases = nil, nil },
		"message": func(s *score.Scheme) { s.Tables[0].Rows[2].Result = `fail "none"`; s.Cases = nil },
		"bound":   func(s *score.Scheme) { s.Inputs[0].In = "[0, 5001]" },
		"clamp":   func(s *score.Scheme) { s.Indicators[1].AtMost = "99" },
		"mode":    func(s *score.Scheme) { s.Indicators[1].Round = "1" },
		"band":    func(s *score.Scheme) { s.Grades.Bands[0].When, s.Grades.Bands[1].When = "(151, ..)", "(100, 151]" },
		"default": func(s *score.Scheme) { s.Inputs[1].Default = `"高级"`; s.Examples, s.Cases = nil, nil },
	}
	for name, change := range other {
		s := deskScheme()
		change(&s)
		require.NotEqual(t, want, print(s), name)
	}
}

// Every text leaf of every struct, found by reflection.
func eachLeaf(v reflect.Value, path string, visit func(path string, leaf reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachLeaf(v.Elem(), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Limits" {
				eachLeaf(v.Field(i), path+"."+f.Name, visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachLeaf(v.Index(i), fmt.Sprintf("%s.%d", path, i), visit)
		}
	case reflect.String:
		visit(path, v)
	}
}

// fullScheme has something in every leaf that a scheme can have.
func fullScheme(t *testing.T) score.Scheme {
	t.Helper()
	s := deskScheme()
	s.Params[0].Value = "1"
	s.Params = append(s.Params, score.Param{Name: "rule", Type: "text", OneOf: `"a", "b"`, Value: `"a"`})
	s.Inputs[0].Step, s.Inputs[0].Default = "1", "5"
	s.Tables[0].Columns[0] = score.Column{Name: "calls", Type: "integer", In: "[0, 5000]", Step: "1"}
	s.Tables = append(s.Tables, score.Table{Name: "u", Columns: []score.Column{{Name: "x", Type: "text", OneOf: `"a"`}}, Rows: []score.Row{{When: `"a"`, Result: "1"}}})
	s.Values[0].AtLeast, s.Values[0].Round = "0", "2"
	s.Indicators[0].Rating.Default = "0"
	s.Indicators = append(s.Indicators, score.Indicator{Name: "r", Rating: &score.Rating{Type: "text", OneOf: `"a"`, Default: `"a"`}})
	s.Total.AtLeast, s.Total.AtMost = "0", "500"
	s.Grades.By = "total"
	s.Payouts[0].AtLeast, s.Payouts[0].AtMost = "0", "5000"
	s.Cases[0].Header, s.Cases[0].Rows[0] = "calls, attitude -> kpi, total", `2000, 70 -> 80.0, 150`
	s.Inputs = append(s.Inputs, score.Input{Name: "team", Type: "text", Default: `"t"`})
	s.Distribution = score.Distribution{
		Precedence: "exact", By: "total", Within: "team", Quotas: []string{`"优秀" 10%`, `"良好" + "合格" at least 90%`}, Ties: "up",
		Minimum: "5", Failed: "refuse",
	}
	s.Pools = []score.Pool{{Name: "fund", Amount: "1000", By: "1", Within: "team", AtLeast: "0", AtMost: "500", Forfeited: "keep", Round: "2"}}
	compiled(t, s)
	return s
}

// freeText are the leaves that hold any text: they end up in results, never in
// a formula.
func isFreeText(path string) bool {
	for _, suffix := range []string{"Title", "Note", ".Version", ".Message"} {
		if strings.HasSuffix(path, suffix) {
			return true
		}
	}
	return false
}

// A leaf of a Go-built scheme can't smuggle in a clause, a comment or a second
// declaration, wherever it stands.
func TestLeavesAreOneFragment(t *testing.T) {
	smuggled := []string{
		"1\nindicator x = 2", "1 round 2", "1 // c", "1; 2", "1, 2 -> 3", "1 }", "1\n\ntotal = 5", "", "\x00", "1\xff", "(", "1)",
		`"a" note "b"`, "else else", "[0, 1] step 1", "integer in [0, 1]", strings.Repeat("1", 20_000), strings.Repeat("(", 10_000),
	}
	leaves := 0
	s := fullScheme(t)
	eachLeaf(reflect.ValueOf(&s).Elem(), "scheme", func(path string, leaf reflect.Value) {
		before := leaf.String()
		if isFreeText(path) || before == "" {
			return
		}
		leaves++
		for _, text := range smuggled {
			leaf.SetString(text)
			p, err := score.Compile(s)
			if text == "" && err == nil {
				_, _ = p.Score(score.Facts{"attitude": 70}) // left out, which may be fine
				continue
			}
			ds := diagnosticsOf(t, err)
			for _, d := range ds {
				require.False(t, d.Span.IsValid(), "%s: %s", path, d)
				require.NotEmpty(t, d.Path, "%s: %s", path, d)
				require.NotContains(t, d.String(), "\n", path)
			}
		}
		leaf.SetString(before)
	})
	require.Greater(t, leaves, 50, "the reflection misses most of the scheme")
	compiled(t, s)
}

// A loaded scheme may be changed in Go. A fault of the changed leaf names its
// path, and no place in a file that does not say that any more.
func TestLoadedSchemeChangedInGo(t *testing.T) {
	tests := []struct {
		change func(*score.Scheme)
		path   string
	}{
		{func(s *score.Scheme) { s.Indicators[1].Formula = "base + nothing" }, "indicators.kpi.formula"},
		{func(s *score.Scheme) { s.Indicators[1].AtMost = "0.5" }, "indicators.kpi.at_most"},
		{func(s *score.Scheme) { s.Indicators[1].AtMost = "99.95" }, "indicators.kpi.at_most"},
		{func(s *score.Scheme) { s.Indicators[1].Round = "19" }, "indicators.kpi.round"},
		{func(s *score.Scheme) { s.Values[0].AtMost = "nothing" }, "values.base.at_most"},
		{func(s *score.Scheme) { s.Inputs[0].In = "[0, nothing]" }, "inputs.calls.in"},
		{func(s *score.Scheme) { s.Inputs[1].OneOf = `"初级", "高级", 2` }, "inputs.level.one_of"},
		{func(s *score.Scheme) { s.Params[0].Step = `"a"` }, "params.good_k.step"},
		{func(s *score.Scheme) { s.Requires[0].Condition = "calls" }, "requires.0.condition"},
		{func(s *score.Scheme) { s.Tables[0].Rows[1].When = "> nothing" }, "tables.rate.rows.1.when"},
		{func(s *score.Scheme) { s.Tables[0].Rows[1].When = "> 5, > 6" }, "tables.rate.rows.1"},
		{func(s *score.Scheme) { s.Tables[0].Rows[1].Result = "nothing" }, "tables.rate.rows.1.result"},
		{func(s *score.Scheme) { s.Total.Formula = "kpi +" }, "total.formula"},
		{func(s *score.Scheme) { s.Grades.Bands[1].When = "(100, 151]" }, "grades.rows.1"},
		{func(s *score.Scheme) { s.Grades.Bands[1].Name = "5" }, "grades.rows.1.name"},
		{func(s *score.Scheme) { s.Grades.Bands[1].Columns[0].Value = "calls" }, "grades.rows.1.coefficient"},
		{func(s *score.Scheme) { s.Payouts[0].Formula = "grade.k" }, "payouts.bonus.formula"},
		{func(s *score.Scheme) { s.Examples[0].Expect = "base = 801" }, "examples.0.expect"},
		{func(s *score.Scheme) { s.Examples[0].Facts = "call = 2000" }, "examples.0.facts"},
		{func(s *score.Scheme) { s.Examples[0].With = "k = 2000" }, "examples.0.with"},
		{func(s *score.Scheme) { s.Cases[0].Rows[0] = "1, 2 -> 3" }, "cases.0.rows.0"},
		{func(s *score.Scheme) { s.Cases[0].Header = "calls, attitude -> kpii, grade" }, "cases.0.header"},
		{func(s *score.Scheme) { s.Name = "1s" }, "scheme"},
		{func(s *score.Scheme) { s.Effective = "2013-02-30" }, "scheme.effective"},
	}
	for _, tt := range tests {
		s := loadText(t, deskText)
		tt.change(&s)
		_, err := score.Compile(s, score.Bind("good_k", 1))
		ds := diagnosticsOf(t, err)
		if ds[0].Code != score.CodeExampleFails {
			ds = slices.DeleteFunc(ds, func(d dsl.Diagnostic) bool { return d.Code == score.CodeExampleFails })
		}
		require.Len(t, ds, 1, "%s:\n%s", tt.path, ds)
		require.Equal(t, tt.path, ds[0].Path, ds[0].String())
		require.False(t, ds[0].Span.IsValid(), "a stale position: %s", ds[0])
		require.Equal(t, "test.kaohe: "+tt.path+": ", strings.SplitAfter(ds[0].String(), ": ")[0]+strings.SplitAfter(ds[0].String(), ": ")[1])
	}
	// What has not been changed keeps its place.
	s := loadText(t, deskText)
	s.Values[0].Formula = `"text"`
	_, err := score.Compile(s, score.Bind("good_k", 1))
	ds := diagnosticsOf(t, err)
	require.Equal(t, 14, ds[0].Span.Start.Line, ds.Error())
}

func TestBind(t *testing.T) {
	type named string
	text := `
scheme s
param k number in [0, 3] step 0.05
param n integer in [0, 100]
param p percent in [0%, 100%]
param rule one of "a", "b"
param ok bool
indicator x = k * n + p + (rule == "a" ? 100 : 200) + (ok ? 1000 : 2000)
`
	s := loadText(t, text)
	good := func(k, n, p, rule, ok any) []score.Option {
		return []score.Option{score.Bind("k", k), score.Bind("n", n), score.Bind("p", p), score.Bind("rule", rule), score.Bind("ok", ok)}
	}
	two := 2
	for _, opts := range [][]score.Option{
		good("1.5", 2, "50%", "a", true),
		good(1.5, int64(2), 0.5, named("a"), true),
		good(decimal.RequireFromString("1.50"), uint8(2), "0.50", "a", true),
		good(decimal.RequireFromString("1.50"), &two, "0.5", "a", true),
	} {
		f, ok := must(compiled(t, s, opts...).Score(score.Facts{})).Figure("x")
		require.True(t, ok)
		require.Equal(t, "1103.5", f.Value())
	}
	tenth := 0.1
	bad := []struct {
		name  string
		value any
		want  string
	}{
		{"k", "1.51", "the param `k` is 1.51; it must be number in [0, 3] step 0.05"},
		{"k", 4, "the param `k` is 4; it must be number in [0, 3] step 0.05"},
		{"k", "abc", "the param `k` is not a number"},
		{"k", true, "the param `k` is a bool"},
		{"k", tenth + 0.2, "the param `k` is a float64"},
		{"n", 1.5, "the param `n` is 1.5; it must be integer in [0, 100]"},
		{"p", "50", "the param `p` is ambiguous"},
		{"rule", "c", "the param `rule` is \"c\"; it must be text one of \"a\", \"b\""},
		{"rule", 1, "the param `rule` is a number"},
		{"ok", "true", "the param `ok` is a text"},
		{"kk", 1, "the scheme has no param `kk`"},
		{"rul", "a", "the scheme has no param `rul`"},
	}
	for _, tt := range bad {
		_, err := score.Compile(s, append(good("1.5", 2, "50%", "a", true), score.Bind(tt.name, tt.value))...)
		ds := diagnosticsOf(t, err)
		require.Len(t, ds, 1, ds.Error())
		require.Equal(t, score.CodeParam, ds[0].Code)
		require.Contains(t, ds[0].Message, tt.want)
	}
	_, err := score.Compile(s, score.Bind("rul", "a"))
	ds := diagnosticsOf(t, err)
	require.Contains(t, ds[0].Hint, "did you mean `rule`?")
	_, err = score.Compile(s, score.Bind("k", nil))
	require.Contains(t, diagnosticsOf(t, err)[0].Message, "these params have no value: k, n, p, rule, ok")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestWith(t *testing.T) {
	s := loadText(t, "scheme s\nparam a integer in [0, 9]\nparam b integer in [0, 9] = 5\nindicator x = 10 * a + b\n")
	value := func(p *score.Program) string {
		f, _ := must(p.Score(nil)).Figure("x")
		return f.Value()
	}
	first := compiled(t, s, score.Bind("a", 1))
	require.Equal(t, "15", value(first))
	second := must(first.With(score.Bind("b", 7)))
	require.Equal(t, "17", value(second), "a keeps its value")
	third := must(second.With(score.Bind("a", 2)))
	require.Equal(t, "27", value(third))
	require.Equal(t, "15", value(first), "a program never changes")
	require.Equal(t, first.Fingerprint(), third.Fingerprint())
	_, err := first.With(score.Bind("a", 10))
	require.Contains(t, err.Error(), "the param `a` is 10")
	_, err = first.With(score.Bind("c", 10))
	require.Contains(t, err.Error(), "no param `c`")
}

// Compile proves for the bound values, Check for all of the params' domains.
func TestCheckSeesParamDomains(t *testing.T) {
	tests := []struct{ text, witness, note string }{
		{"param top integer in [8, 10]\ntable t(n integer in [0, 10]) { [0, top] -> 1;  [9, 10] -> 2 }", "9", "(with top = 9)"},
		{"param top integer in [7, 8]\ntable t(n integer in [0, 10]) { [0, top] -> 1;  [9, 10] -> 2 }", "8", "(with top = 7)"},
		{"param top number in (8, 10]\ntable t(n number in [0, 10]) { [0, top] -> 1;  (9, 10] -> 2 }", "10", "(with top = 10)"},
		{"param on bool\ntable t(n integer in [0, 10]) { <= (on ? 4 : 5) -> 1;  > 5 -> 2 }", "5", "(with on = true)"},
		{"param which one of \"a\", \"b\"\ntable t(s text one of \"a\", \"b\") { which -> 1;  \"b\" -> 2 }", `"a"`, `(with which = "b")`},
		{"param k number in [0, 1]\ntotal = 10 * k\ngrades { >= 5 -> \"A\";  [0, 5) -> \"B\";  < -0 -> \"C\" }", "", ""},
		{"param k integer in [3, ..)\nindicator x = 5 / 3  round k", "", ""},
		{"param k number in [0, 1]\nindicator x = 5 / 3  round to k", "", ""},
		{"param k integer in [0, ..)\ntable t(n integer in [0, 9]) { <= k -> 1;  > 0 -> 2 }", "1", "(with k = 1)"},
		{"param k integer in (.., 9]\ntable t(n integer in [0, 9]) { <= k -> 1;  > 8 -> 2 }", "9", "(with k = 9)"},
		{"param k integer in (0, 9] = 5\ntable t(n integer in [0, 9]) { 5 -> 1;  k -> 2;  else -> 3 }", "5", "(with k = 5)"},
		{"param k number in [0, 2]\ntable t(n number in [0, 1]) { else -> 1 }\nindicator x = t(k)", "", ""},
	}
	for _, tt := range tests {
		s := loadText(t, "scheme s\n"+tt.text+"\n")
		err := score.Check(s)
		if tt.note == "" {
			switch {
			case strings.Contains(tt.text, "t(k)"):
				require.Equal(t, score.CodeDomain, diagnosticsOf(t, err)[0].Code)
			case strings.Contains(tt.text, "round"):
				require.Equal(t, score.CodeRounding, diagnosticsOf(t, err)[0].Code)
			default:
				require.NoError(t, err, tt.text)
			}
			continue
		}
		ds := diagnosticsOf(t, err)
		require.Equal(t, tt.witness, ds[0].Witness, ds.Error())
		require.Contains(t, ds[0].Message, tt.note)
	}
}

func TestProgramIsSafeForConcurrentUse(t *testing.T) {
	src, err := os.ReadFile("../examples/frontdesk/frontdesk.kaohe")
	require.NoError(t, err)
	s, err := score.Load("frontdesk.kaohe", src)
	require.NoError(t, err)
	bind := []score.Option{score.Bind("deduct_95", 5), score.Bind("deduct_rest", 30), score.Bind("point_price", "0.5"), score.Bind("good_k", 1)}
	p := compiled(t, s, bind...)
	facts := func(i int) score.Facts {
		return score.Facts{"calls": 7 * i % 4000, "errors": i % 13, "qa": i % 100, "base": 2000}
	}
	want := make([]string, 500)
	for i := range want {
		want[i] = sheetOf(p.Score(facts(i)))
	}
	var wg sync.WaitGroup
	got := make([][]string, 8)
	for g := range got {
		wg.Go(func() {
			other, err := p.With(score.Bind("good_k", 2))
			if err != nil || other == p {
				return
			}
			for i := range want {
				got[g] = append(got[g], sheetOf(p.Score(facts(i))))
			}
		})
	}
	wg.Wait()
	for g := range got {
		require.Equal(t, want, got[g])
	}
}

func TestZeroValues(t *testing.T) {
	for _, p := range []*score.Program{nil, {}} {
		_, err := p.Score(score.Facts{})
		require.ErrorContains(t, err, "not made by Compile")
		_, err = p.With(score.Bind("k", 1))
		require.ErrorContains(t, err, "not made by Compile")
		require.Empty(t, p.Name()+p.Fingerprint()+p.Scheme().Name)
		require.Empty(t, p.Inputs())
		require.Empty(t, p.Figures())
	}
	_, err := score.Compile(score.Scheme{})
	ds := diagnosticsOf(t, err)
	require.Equal(t, score.CodeName, ds[0].Code)
	require.Error(t, score.Check(score.Scheme{}))
	for _, nothing := range []string{"", "\n", " ", "// only a comment\n"} {
		_, err := score.Load("empty.kaohe", nothing)
		require.Equal(t, "empty.kaohe:1:1: error[empty-file]: the file declares nothing (begin with: scheme NAME)", err.Error())
	}
	_, err = score.Compile(score.Scheme{Name: "s", Tables: []score.Table{{Name: "t"}}})
	require.Equal(t, "tables.t: error[no-rows]: the table `t` has no rows (add a row, or leave it out)\n"+
		"tables.t: error[row]: the table `t` has no columns (name what is looked up: table t(calls))", err.Error())
	// A scheme of nothing but a name has an empty sheet.
	r := must(compiled(t, score.Scheme{Name: "s"}).Score(nil))
	require.Empty(t, sheetOf(r, nil))
	var n score.Number
	require.Equal(t, "0", n.Text())
}
