package score_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// sheets has a figure of every kind; with the list it is the reference
// evaluator's.
const sheets = `scheme sheets
input calls integer in [-100, 100]
input base number in [-1000000, 1000000] step 0.001
input peer number in [0, 10] step 0.5 optional
OTHERS
value third = base / 3
value unused = calls > 0 ? 1 : 10 / calls
indicator kpi = calls  weight 50%
indicator peers = peer  weight 50%  missing redistribute
indicator word = calls > 0 ? "more" : "less"
indicator flag = calls > 0
total = weighted
grades { > 5 -> "A" coefficient 1.1;  else -> "B" coefficient 0.8 }
gate "none" when calls < -50 then forfeit
payout pay = base * grade.coefficient  round 2
payout places = base  round 3
`

type (
	sheetFacts struct {
		Calls int             `score:"calls"`
		Base  decimal.Decimal `score:"base"`
		Peer  *score.Number   `score:"peer"`
	}
	label     string
	yes       bool
	mills     int64
	someSheet struct {
		Kpi      score.Number              `score:"kpi"`
		Peers    *score.Number             `score:"peers"`
		Word     label                     `score:"word"`
		Flag     yes                       `score:"flag"`
		Total    score.Number              `score:"total"`
		Grade    *string                   `score:"grade"`
		K        sql.Null[decimal.Decimal] `score:"grade.coefficient"`
		Third    *score.Number             `score:"third"`
		Unused   *score.Number             `score:"unused"`
		Pay      decimal.Decimal           `score:"pay"`
		Places   mills                     `score:"places,scale=3"`
		Untagged int
	}
	otherSheet struct {
		Kpi    int                    `score:"kpi"`
		Peers  decimal.NullDecimal    `score:"peers"`
		Word   sql.NullString         `score:"word"`
		Flag   *bool                  `score:"flag"`
		Total  *score.Number          `score:"total"`
		Grade  sql.Null[label]        `score:"grade"`
		K      price                  `score:"grade.coefficient"`
		Unused sql.Null[score.Number] `score:"unused"`
		Pay    int64                  `score:"pay,scale=2"`
		Places sql.NullInt64          `score:"places,scale=4"`
	}
)

// said is a figure as a sheet's field shows it, "null" if there is none.
func said[T any](v *T, valid bool, text func(T) string) string {
	if !valid {
		return "null"
	}
	return text(*v)
}

func (s someSheet) said() []string {
	return []string{
		s.Kpi.Text(), said(s.Peers, s.Peers != nil, score.Number.Text), string(s.Word), fmt.Sprint(s.Flag), s.Total.Text(), *s.Grade,
		decimalText(s.K.V), said(s.Third, s.Third != nil, score.Number.Text), said(s.Unused, s.Unused != nil, score.Number.Text),
		decimalText(s.Pay), fmt.Sprint(int64(s.Places)),
	}
}

func (s otherSheet) said() []string {
	return []string{
		fmt.Sprint(s.Kpi), said(&s.Peers.Decimal, s.Peers.Valid, decimalText), s.Word.String, fmt.Sprint(*s.Flag), s.Total.Text(), string(s.Grade.V),
		decimalText(decimal.Decimal(s.K)), said(&s.Unused.V, s.Unused.Valid, score.Number.Text), fmt.Sprint(s.Pay), fmt.Sprint(s.Places.Int64, s.Places.Valid),
	}
}

func sheetPrograms(t *testing.T) map[string]*score.Program {
	return map[string]*score.Program{
		"machine":   probeScheme(t, strings.ReplaceAll(sheets, "OTHERS", "")),
		"reference": probeScheme(t, strings.ReplaceAll(sheets, "OTHERS", "input others list number optional")),
	}
}

func TestTypedSheets(t *testing.T) {
	half := numberOf(t, "2.5")
	for engine, p := range sheetPrograms(t) {
		some, err := score.For[sheetFacts, someSheet](p)
		require.NoError(t, err, engine)
		other, err := score.For[sheetFacts, otherSheet](p)
		require.NoError(t, err, engine)
		for _, c := range []struct {
			facts       sheetFacts
			some, other []string
		}{
			{
				sheetFacts{Calls: 7, Base: decimal.New(1000, 0)},
				[]string{"7", "null", "more", "true", "7", "A", "11e-1", "1000/3", "1", "110000e-2", "1000000"},
				[]string{"7", "null", "more", "true", "7", "A", "11e-1", "1", "110000", "10000000 true"},
			},
			{
				sheetFacts{Calls: 0, Base: decimal.New(-1005, -3), Peer: &half},
				[]string{"0", "2.5", "less", "false", "1.25", "B", "8e-1", "-0.335", "null", "-80e-2", "-1005"},
				[]string{"0", "25e-1", "less", "false", "1.25", "B", "8e-1", "null", "-80", "-10050 true"},
			},
			{
				sheetFacts{Calls: -60, Base: decimal.New(5, 0)},
				[]string{"-60", "null", "less", "false", "-60", "B", "8e-1", "5/3", "-1/6", "0e-2", "0"},
				[]string{"-60", "null", "less", "false", "-60", "B", "8e-1", "-1/6", "0", "0 true"},
			},
		} {
			got, err := some.Score(c.facts)
			require.NoError(t, err, engine)
			require.Equal(t, c.some, got.said(), engine)
			again, err := other.Score(c.facts)
			require.NoError(t, err, engine)
			require.Equal(t, c.other, again.said(), engine)
			for _, r := range collected(other.ScoreAll(t.Context(), repeated(c.facts, 1300))) {
				require.NoError(t, r.Err)
				require.Equal(t, c.other, r.Out.said(), engine)
			}
		}
	}
}

// A sheet is zero where there is an error.
func TestTypedSheetErrors(t *testing.T) {
	for engine, p := range sheetPrograms(t) {
		s, err := score.For[sheetFacts, otherSheet](p)
		require.NoError(t, err)
		got, err := s.Score(sheetFacts{Calls: 101})
		require.EqualError(t, err, "calls is outside of [-100, 100] (integer in [-100, 100])", engine)
		var e *score.FactsError
		require.ErrorAs(t, err, &e)
		require.Zero(t, got.Kpi)
		require.Nil(t, got.Flag)
		require.False(t, got.Word.Valid)
	}
}

// Facts, and types that have them, are taken as they are.
type asFacts struct{ calls, base any }

func (f asFacts) Facts() score.Facts { return score.Facts{"calls": f.calls, "base": f.base} }

func TestTypedFromFacts(t *testing.T) {
	for engine, p := range sheetPrograms(t) {
		facts, err := score.For[score.Facts, *score.Result](p)
		require.NoError(t, err)
		method, err := score.For[asFacts, score.Result](p, nil, score.Workers(2))
		require.NoError(t, err)
		require.Same(t, p, method.Program())
		for _, f := range []asFacts{{7, "1000"}, {"7", decimal.New(1, 3)}, {7.0, 0.5}, {nil, 3}, {101, "x"}, {int8(-51), uint(3)}} {
			want := saidBy(p.Score(f.Facts()))
			require.Equal(t, want, saidBy(facts.Score(f.Facts())), engine)
			got, err := method.Score(f)
			require.Equal(t, want, saidBy(&got, err), engine)
		}
		require.Equal(t, saidBy(p.Score(nil)), saidBy(facts.Score(nil)), engine)
		misspelt := score.Facts{"cals": 3, "base": 3, "calls": 3}
		require.Equal(t, saidBy(p.Score(misspelt)), saidBy(facts.Score(misspelt)), engine)
	}
}

// Lists and records are read by the reference evaluator.
func TestTypedLists(t *testing.T) {
	p := probeScheme(t, `scheme lists
input scores list number in [0, 100]
input projects list { bonus number, 类别 text one of "a", "b" } optional
indicator all_of = sum(scores)
indicator more = given(projects) ? sum(projects, .bonus) : -1
`)
	type project struct {
		Bonus decimal.Decimal `score:"bonus"`
		Kind  string          `score:"类别"`
	}
	type facts struct {
		Scores   []int     `score:"scores"`
		Projects []project `score:"projects"`
	}
	s, err := score.For[facts, score.Result](p)
	require.NoError(t, err)
	for _, f := range []facts{
		{}, {Scores: []int{}}, {Scores: []int{1, 2, 3}}, {Scores: []int{1, 101}}, {Scores: []int{}, Projects: []project{{decimal.New(15, -1), "a"}, {decimal.New(1, 0), "b"}}},
		{Scores: []int{}, Projects: []project{{Kind: "c"}}},
	} {
		want := saidBy(p.Score(score.Facts{"scores": f.Scores, "projects": f.Projects}))
		got, err := s.Score(f)
		require.Equal(t, want, saidBy(&got, err))
	}
	type maps struct {
		Scores   [2]json.Number   `score:"scores"`
		Projects []map[string]any `score:"projects"`
	}
	m, err := score.For[maps, score.Result](p)
	require.NoError(t, err)
	f := maps{[2]json.Number{"1", "2.5"}, []map[string]any{{"bonus": "2", "类别": "a"}}}
	got, err := m.Score(f)
	require.Equal(t, saidBy(p.Score(score.Facts{"scores": f.Scores, "projects": f.Projects})), saidBy(&got, err))
}

// A Go function is called by the reference evaluator.
func TestTypedGoFunction(t *testing.T) {
	p := probeScheme(t, "scheme f\ninput x integer\nindicator a = twice(x)\npayout b = twice(x)  round 2\n", score.Func("twice", func(x decimal.Decimal) decimal.Decimal { return x.Add(x) }))
	type sheet struct {
		A score.Number    `score:"a"`
		B decimal.Decimal `score:"b"`
	}
	s, err := score.For[one[int64], sheet](p)
	require.NoError(t, err)
	for _, x := range []int64{0, 21, -7} {
		got, err := s.Score(one[int64]{x})
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(2*x), got.A.Text())
		require.Equal(t, fmt.Sprint(200*x, "e-2"), decimalText(got.B))
	}
	var b score.Block
	s.ScoreBlock([]one[int64]{{1}, {2}}, &b)
	column, _ := b.Column("b")
	require.Equal(t, "2.00 4.00", column.Text(0)+" "+column.Text(1))
	_, _, ok := column.Int64s()
	require.False(t, ok)
}
