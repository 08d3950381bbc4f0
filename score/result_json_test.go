package score_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
	"github.com/kaohe-go/kaohe/score/internal/gen"
)

// The structs below say once more, apart from the library, what a result's
// JSON is.
type (
	plainResult struct {
		Scheme      string        `json:"scheme"`
		Version     string        `json:"version,omitempty"`
		Fingerprint string        `json:"fingerprint"`
		Semantics   int           `json:"semantics"`
		Params      []plainFigure `json:"params,omitempty"`
		Values      []plainFigure `json:"values,omitempty"`
		Indicators  []plainFigure `json:"indicators,omitempty"`
		Total       *plainFigure  `json:"total,omitempty"`
		Grade       *plainGrade   `json:"grade,omitempty"`
		Gates       []plainGate   `json:"gates,omitempty"`
		Payouts     []plainFigure `json:"payouts,omitempty"`
	}
	plainGrade struct {
		Name    string        `json:"name"`
		Columns []plainFigure `json:"columns,omitempty"`
	}
	plainGate struct {
		Title  string `json:"title,omitempty"`
		Effect string `json:"effect"`
	}
	plainFigure struct {
		Name          string  `json:"name"`
		Title         string  `json:"title,omitempty"`
		Number        *string `json:"number,omitempty"`
		Text          *string `json:"text,omitempty"`
		Bool          *bool   `json:"bool,omitempty"`
		State         string  `json:"state,omitempty"`
		Redistributed bool    `json:"redistributed,omitempty"`
	}
)

func plainly(f score.Figure) plainFigure {
	out := plainFigure{Name: f.Name, Title: f.Title, Redistributed: f.Redistributed}
	if f.State != score.Counted {
		out.State = f.State.String()
	}
	switch text := f.Number.Text(); {
	case f.Redistributed:
	case f.Kind == score.FigureText:
		out.Text = &f.Text
	case f.Kind == score.FigureBool:
		out.Bool = &f.Bool
	default:
		out.Number = &text
	}
	return out
}

func plainlyAll(list []score.Figure) []plainFigure {
	var out []plainFigure
	for _, f := range list {
		out = append(out, plainly(f))
	}
	return out
}

// plainJSON is a result's JSON by encoding/json.
func plainJSON(t *testing.T, r *score.Result) string {
	t.Helper()
	out := plainResult{
		Scheme: r.Scheme, Version: r.Version, Fingerprint: r.Fingerprint, Semantics: r.Semantics,
		Params: plainlyAll(r.Params), Values: plainlyAll(r.Values), Indicators: plainlyAll(r.Indicators), Payouts: plainlyAll(r.Payouts),
	}
	if r.Total != nil {
		total := plainly(*r.Total)
		out.Total = &total
	}
	if r.Grade != nil {
		out.Grade = &plainGrade{r.Grade.Name, plainlyAll(r.Grade.Columns)}
	}
	for _, g := range r.Gates {
		out.Gates = append(out.Gates, plainGate(g))
	}
	var buffer bytes.Buffer
	e := json.NewEncoder(&buffer)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(out))
	return strings.TrimSuffix(buffer.String(), "\n")
}

func sameJSON(t *testing.T, r *score.Result) {
	t.Helper()
	want := plainJSON(t, r)
	got, err := r.AppendJSON([]byte("before "))
	require.NoError(t, err)
	require.Equal(t, "before "+want, string(got))
	marshalled, err := json.Marshal(r)
	require.NoError(t, err)
	require.JSONEq(t, want, string(marshalled))
	require.NotContains(t, string(marshalled), "<", "json.Marshal is safe in HTML")
	var back score.Result
	require.NoError(t, json.Unmarshal(got[len("before "):], &back))
	again, err := back.AppendJSON(nil)
	require.NoError(t, err)
	if json.Valid([]byte(want)) && !strings.Contains(want, "\\ufffd") {
		require.Equal(t, want, string(again), "it reads back")
	}
}

// Results of random schemes, by the machine and by the reference evaluator.
func TestAppendJSON(t *testing.T) {
	n := 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 31))
		c := gen.Scheme(gen.New(randomBytes(seed, r.IntN(6000))))
		p := compileCase(t, loadText(t, c.Text), c.Bind, c.Text)
		for _, facts := range c.Facts {
			if result, err := p.Score(facts); err == nil {
				sameJSON(t, result)
				n++
			}
		}
	}
	require.Greater(t, n, 150)
}

// Whatever stands in a text is escaped as encoding/json does.
func TestAppendJSONEscapes(t *testing.T) {
	var texts []string
	for r := range rune(0x180) {
		texts = append(texts, "a"+string(r)+"b")
	}
	texts = append(texts, "", "\"", `\`, `\u0041`, "</script>&", "一二三", "\u2028 \u2029 \u2027", "\ufeff", "😀", "\xff", "a\xe2\x80", "\xe2", "\xc3\x28", "\xed\xa0\x80", "\U0010ffff", strings.Repeat("长", 1000)+"\n")
	for _, s := range texts {
		f := score.Figure{Name: s, Title: s, Kind: score.FigureText, Text: s}
		sameJSON(t, &score.Result{
			Scheme: s, Version: s, Fingerprint: s, Semantics: 3, Indicators: []score.Figure{f, {Name: s, Kind: score.FigureBool, Bool: true}},
			Grade: &score.Grade{Name: s}, Gates: []score.FiredGate{{Title: s, Effect: s}, {Effect: s}}, Total: &f,
		})
		one, err := json.Marshal(f)
		require.NoError(t, err)
		want, err := json.Marshal(plainly(f))
		require.NoError(t, err)
		require.Equal(t, string(want), string(one))
	}
	sameJSON(t, &score.Result{})
	sameJSON(t, &score.Result{Params: []score.Figure{}, Gates: []score.FiredGate{}, Grade: &score.Grade{Columns: []score.Figure{}}})
	sameJSON(t, &score.Result{Values: []score.Figure{{State: score.Missing, Redistributed: true}, {State: score.NotApplicable}, {}}})
}

// Numbers that the machine writes from words are those of rationals.
func TestWordNumbers(t *testing.T) {
	modes := []score.Mode{score.HalfUp, score.HalfEven, score.HalfDown, score.Up, score.Down, score.Ceiling, score.Floor}
	roundTo := func(places string) *score.Program {
		return probeScheme(t, "scheme n\ninput x number in [-1000000000, 1000000000]\nindicator a = x  round "+places+
			"\nindicator b = x * x\nindicator c = x / 7\nindicator d = x * 0.000000001\n")
	}
	r := rand.New(rand.NewPCG(1, 37))
	for _, places := range []string{"0", "1", "2", "6", "9"} {
		p := roundTo(places)
		for i := range 200 {
			num, den := r.Int64N(2_000_000_000_000)-1_000_000_000_000, int64(10_000)
			if num >>= r.IntN(40); i < 4 {
				num = []int64{0, 1, -1, 10_000_000_000_000}[i]
			}
			x := big.NewRat(num, den)
			result, err := p.Score(score.Facts{"x": x.FloatString(4)})
			require.NoError(t, err)
			var n int
			_, err = fmt.Sscan(places, &n)
			require.NoError(t, err)
			for name, want := range map[string]*big.Rat{
				"a": nil, "b": new(big.Rat).Mul(x, x), "c": new(big.Rat).Quo(x, big.NewRat(7, 1)), "d": new(big.Rat).Mul(x, big.NewRat(1, 1_000_000_000)),
			} {
				f, _ := result.Figure(name)
				if want == nil {
					want = f.Number.Rat()
					require.Equal(t, want.FloatString(n), f.Number.Text(), "as many places as it was rounded to")
				}
				require.Zero(t, want.Cmp(f.Number.Rat()), "%s of %s", name, x)
				back := numberOf(t, f.Number.Text())
				require.Equal(t, f.Number.Text(), back.Text())
				require.Zero(t, back.Cmp(f.Number)+f.Number.Cmp(back))
				d1, exact1 := f.Number.Decimal()
				d2, exact2 := back.Decimal()
				require.Equal(t, exact2, exact1)
				require.Equal(t, decimalText(d2), decimalText(d1), "%s of %s", name, x)
				for _, mode := range modes {
					for _, to := range []int{-3, 0, 1, 5, 20} {
						require.Equal(t, decimalText(back.Round(to, mode)), decimalText(f.Number.Round(to, mode)))
					}
				}
			}
			a, _ := result.Figure("a")
			b, _ := result.Figure("b")
			require.Equal(t, a.Number.Rat().Cmp(b.Number.Rat()), a.Number.Cmp(b.Number))
		}
	}
}
