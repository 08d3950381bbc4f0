package score_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
	"github.com/kaohe-go/kaohe/score/internal/gen"
)

const everything = `scheme everything "全部 <b>&'\""
version "1 <2> & 3"
input x number "话务 & <总量>" in [-1000000, 1000000]
input years integer in (0, 100]
input word text
input late bool default false
rating attitude "工作态度" number in [0, 100] default 90
param k number "系数" in [0, 3]
param policy one of "甲", "乙" = "甲"
param strict bool = true
value v "名" = x / 3
value unused = late ? 1 / 0 : 0
value failing = 100 / (years - 1)
indicator whole = floor(x)
indicator cents = x  round 2
indicator places = x  round 18
indicator half = x  round to 0.5
indicator units = x  round 0
indicator ratio = 1716 / 19 + v - v
indicator huge = (10 ** 300 + 1) * years
indicator tiny = years / 10 ** 300
indicator third = 1 / (3 * 10 ** 100) * years
indicator guarded = years == 1 ? 0 : failing
indicator said = word
indicator tardy = not late
total "总分" = whole + 0.5
grades {
    [100, ..) -> "优秀 <A>"  coefficient 1.10  bonus 1/3
    else -> "合格"  coefficient k  bonus 0
}
payout pay "绩效奖金" = x * grade.coefficient  round 2
`

func scored(t testing.TB, p *score.Program, facts score.Facts) *score.Result {
	t.Helper()
	r, err := p.Score(facts)
	require.NoError(t, err)
	return r
}

// valueOf is a figure's text.
func valueOf(t testing.TB, r *score.Result, name string) string {
	t.Helper()
	f, ok := r.Figure(name)
	require.True(t, ok, "%s", name)
	return f.Value()
}

// The scheme and the calls of the package comment do what they seem to.
func TestPackageComment(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	require.NoError(t, err)
	_, block, ok := strings.Cut(file.Doc.Text(), "review:\n\n")
	require.True(t, ok)
	block, _, ok = strings.Cut(block, "\n# From text to figures")
	require.True(t, ok)
	p := probeScheme(t, strings.ReplaceAll(block, "\t", ""), score.Bind("good_k", "1.0"))
	require.Equal(t, "3300.00", valueOf(t, scored(t, p, score.Facts{"calls": 2001, "base": "3000.00"}), "bonus"))
}

func TestResultFigures(t *testing.T) {
	p := probeScheme(t, everything, score.Bind("k", "0.80"))
	r := scored(t, p, score.Facts{"x": "123.456", "years": 2, "word": "<&>\u2028"})
	for name, want := range map[string]string{
		"whole": "123", "cents": "123.46", "places": "123.456000000000000000", "half": "123.5", "units": "123", "ratio": "1716/19",
		"huge": "2" + strings.Repeat("0", 299) + "2", "tiny": "0." + strings.Repeat("0", 299) + "2",
		"third": "1/15" + strings.Repeat("0", 99), "guarded": "100", "said": "<&>\u2028", "tardy": "true", "attitude": "90", "total": "123.5",
		"grade": "优秀 <A>", "grade.coefficient": "1.1", "grade.bonus": "1/3", "pay": "135.80", "v": "41.152", "failing": "100",
	} {
		require.Equal(t, want, valueOf(t, r, name), "%s", name)
	}
	for _, name := range []string{"", "Pay", "pay ", "bonus", "coefficient", "grade.name", "k", "x", "word"} {
		_, ok := r.Figure(name)
		require.False(t, ok, "%s: a misspelt name is no zero", name)
	}
	r = scored(t, p, score.Facts{"x": 5, "years": 1, "word": ""})
	_, ok := r.Figure("failing")
	require.False(t, ok, "a value that failed and that nothing needed")
	require.Equal(t, "5.00", valueOf(t, r, "cents"))
	require.Equal(t, "5", valueOf(t, r, "units"))
	require.Equal(t, "5", valueOf(t, r, "half"))
	require.Equal(t, "4.00", valueOf(t, r, "pay"))
	require.Equal(t, "0.8", valueOf(t, r, "grade.coefficient"))
	f, _ := r.Figure("cents")
	d, exact := f.Number.Decimal()
	require.True(t, exact)
	require.Equal(t, "500e-2", decimalText(d))
}

// sameResult compares what a Result shows; Numbers don't compare with ==.
func sameResult(t testing.TB, want, got *score.Result) {
	t.Helper()
	sameFigures := func(want, got []score.Figure) {
		t.Helper()
		require.Equal(t, want == nil, got == nil)
		require.Len(t, got, len(want))
		for i, w := range want {
			g := got[i]
			require.Equal(t, w.Name, g.Name)
			require.Equal(t, w.Title, g.Title)
			require.Equal(t, w.Kind, g.Kind)
			require.Equal(t, w.Text, g.Text)
			require.Equal(t, w.Bool, g.Bool)
			require.Equal(t, w.Number.Text(), g.Number.Text())
			require.Zero(t, w.Number.Cmp(g.Number))
			wd, wok := w.Number.Decimal()
			gd, gok := g.Number.Decimal()
			require.Equal(t, wok, gok)
			require.Equal(t, decimalText(wd), decimalText(gd), "%s", w.Name)
		}
	}
	require.Equal(t, []any{want.Scheme, want.Version, want.Fingerprint, want.Semantics}, []any{got.Scheme, got.Version, got.Fingerprint, got.Semantics})
	sameFigures(want.Params, got.Params)
	sameFigures(want.Values, got.Values)
	sameFigures(want.Indicators, got.Indicators)
	sameFigures(want.Payouts, got.Payouts)
	require.Equal(t, want.Total == nil, got.Total == nil)
	if want.Total != nil {
		sameFigures([]score.Figure{*want.Total}, []score.Figure{*got.Total})
	}
	require.Equal(t, want.Grade == nil, got.Grade == nil)
	if want.Grade != nil {
		require.Equal(t, want.Grade.Name, got.Grade.Name)
		sameFigures(want.Grade.Columns, got.Grade.Columns)
	}
}

// roundTrip writes a result, reads it back and compares, by way of both encoders.
func roundTrip(t testing.TB, r *score.Result) {
	t.Helper()
	plain, err := json.Marshal(r)
	require.NoError(t, err)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(r))
	for _, data := range [][]byte{plain, b.Bytes()} {
		var back score.Result
		require.NoError(t, json.Unmarshal(data, &back), "%s", data)
		sameResult(t, r, &back)
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(plain), string(again))
	}
}

func TestResultRoundTrip(t *testing.T) {
	p := probeScheme(t, everything, score.Bind("k", "1.5"))
	for _, x := range []any{"123.456", 5, "-0.005", "999999.999999999999999999"} {
		for _, years := range []int{1, 2, 7, 100} {
			roundTrip(t, scored(t, p, score.Facts{"x": x, "years": years, "word": "a\x00\"\\<é初\u2028", "late": false}))
		}
	}
	for _, source := range []string{
		"scheme only_total\ntotal = 1/3\n", "scheme only_payout\npayout p = 5 round 2\n",
		"scheme no_columns\ntotal = 5\ngrades {\n    [5, ..) -> \"A\"\n    else -> \"B\"\n}\n", "scheme nothing\nvalue v = 1\n",
	} {
		roundTrip(t, scored(t, probeScheme(t, source), nil))
	}
}

func TestResultRoundTripOfRandomSchemes(t *testing.T) {
	count := 0
	for seed := range uint64(150) {
		c := gen.Scheme(gen.New(randomBytes(seed, 4000)))
		p := probeScheme(t, c.Text, bindings(c.Bind)...)
		for _, facts := range c.Facts {
			if r, err := p.Score(facts); err == nil {
				roundTrip(t, r)
				count++
			}
		}
	}
	require.Greater(t, count, 100)
}

func TestResultJSON(t *testing.T) {
	p := probeScheme(t, `scheme small "小"
version "2<3"
param k "系数" number in [0, 2] = 1.10
input x number in [0, 10]
indicator a "甲 & 乙" = x / 3
indicator b = "<b>"
indicator c = x > 5
total = a  round 2
grades { else -> "合格"  coefficient k }
payout p "奖金" = 3  round 2
`)
	r := scored(t, p, score.Facts{"x": 1})
	r.Fingerprint = "f"
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(r))
	require.Equal(t, `{"scheme":"small","version":"2<3","fingerprint":"f","semantics":1,`+
		`"params":[{"name":"k","title":"系数","number":"1.1"}],`+
		`"indicators":[{"name":"a","title":"甲 & 乙","number":"1/3"},{"name":"b","text":"<b>"},{"name":"c","bool":false}],`+
		`"total":{"name":"total","number":"0.33"},`+
		`"grade":{"name":"合格","columns":[{"name":"grade.coefficient","number":"1.1"}]},`+
		`"payouts":[{"name":"p","title":"奖金","number":"3.00"}]}`+"\n", b.String())
}

func TestFigureJSONFaults(t *testing.T) {
	for _, text := range []string{
		`{"name":"a"}`, `{"name":"a","number":null}`, `{"name":"a","number":5}`, `{"name":"a","number":"1e3"}`, `{"name":"a","number":""}`,
		`{"name":"a","number":"5","text":"5"}`, `{"name":"a","text":"","bool":false}`, `{"name":"a","bool":"true"}`, `[]`, `5`,
	} {
		f := score.Figure{Name: "before", Kind: score.FigureText, Text: "t"}
		require.Error(t, json.Unmarshal([]byte(text), &f), "%s", text)
		require.Equal(t, "before t", f.Name+" "+f.Text)
	}
	for _, text := range []string{`{"name":"a","number":"5.00"}`, `{"name":"a","text":""}`, `{"name":"a","bool":false}`} {
		f := score.Figure{Name: "before", Title: "t", Kind: score.FigureText, Text: "t", Bool: true}
		require.NoError(t, json.Unmarshal([]byte(text), &f))
		data, err := json.Marshal(f)
		require.NoError(t, err)
		require.Equal(t, text, string(data))
	}
}

// A Result is nobody's but the caller's.
func TestResultIsASnapshot(t *testing.T) {
	p := probeScheme(t, everything, score.Bind("k", 1))
	facts := score.Facts{"x": 10, "years": 3, "word": "w"}
	r := scored(t, p, facts)
	before, err := json.Marshal(r)
	require.NoError(t, err)
	other := scored(t, p, facts)
	other.Indicators[0].Name, other.Total.Title, other.Grade.Columns[0].Name, other.Params[0] = "x", "x", "x", score.Figure{}
	f, _ := r.Figure("total")
	f.Number.Rat().SetInt64(0)
	facts["x"] = 11
	after, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	again, err := json.Marshal(scored(t, p, score.Facts{"x": 10, "years": 3, "word": "w"}))
	require.NoError(t, err)
	require.Equal(t, string(before), string(again), "stable")
}

// One Program serves many goroutines; run with -race.
func TestScoreConcurrently(t *testing.T) {
	p := probeScheme(t, everything, score.Bind("k", 1))
	want := make([]string, 8)
	for i := range want {
		data, err := json.Marshal(scored(t, p, score.Facts{"x": i * 50, "years": i + 1, "word": "w"}))
		require.NoError(t, err)
		want[i] = string(data)
	}
	done := make(chan error)
	for i := range want {
		go func() {
			for range 20 {
				r, err := p.Score(score.Facts{"x": i * 50, "years": i + 1, "word": "w"})
				if err != nil {
					done <- err
					return
				}
				if data, err := json.Marshal(r); err != nil || string(data) != want[i] {
					done <- fmt.Errorf("%s %w", data, err)
					return
				}
				if _, err := p.With(score.Bind("k", i%3)); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range want {
		require.NoError(t, <-done)
	}
}
