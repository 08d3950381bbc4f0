package score_test

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

const listScheme = `scheme s
input xs list number in [0, 100]  optional
input ps list { bonus number in [0, ..), ratio percent in [0%, 100%], kind text one of "a", "b" }  optional
input shares list percent in [0%, 100%]  optional
input flags list bool  optional
indicator total_ = given(xs) ? sum(xs) : -1
indicator pay    = given(ps) ? sum(ps, .bonus * .ratio) : -1
indicator as     = given(ps) ? count(ps, .kind == "a") : -1
indicator share  = given(shares) ? sum(shares) : -1
indicator yes    = given(flags) ? count(flags) : -1
`

type project struct {
	Bonus  decimal.Decimal `score:"bonus"`
	Ratio  string          `score:"ratio"`
	Kind   string          `score:"kind"`
	Note   string
	Hidden int `score:"-"`
}

type pointers struct {
	Bonus *int    `score:"bonus"`
	Ratio any     `score:"ratio"`
	Kind  *string `score:"kind"`
}

func TestFactListsTaken(t *testing.T) {
	ten, a := 10, "a"
	one := project{Bonus: decimal.NewFromInt(100), Ratio: "25%", Kind: "a", Note: "n", Hidden: 1}
	record := map[string]any{"bonus": 100, "ratio": "0.25", "kind": "b"}
	tests := map[string]struct {
		input  string
		fact   any
		figure string
		want   string
	}{
		"slice":               {"xs", []int{1, 2, 3}, "total_", "6"},
		"array":               {"xs", [2]string{"1.5", "2"}, "total_", "3.5"},
		"mixed":               {"xs", []any{1, "2", json.Number("3e0"), decimal.New(5, -1)}, "total_", "6.5"},
		"empty":               {"xs", []any{}, "total_", "0"},
		"nil":                 {"xs", nil, "total_", "-1"},
		"nil slice":           {"xs", []int(nil), "total_", "-1"},
		"pointer":             {"xs", &[]int{4}, "total_", "4"},
		"nil pointer":         {"xs", (*[]int)(nil), "total_", "-1"},
		"pointers":            {"xs", []*int{&ten, &ten}, "total_", "20"},
		"bounds":              {"xs", []int{0, 100}, "total_", "100"},
		"structs":             {"ps", []project{one, one}, "pay", "50"},
		"pointers to structs": {"ps", []*project{&one}, "pay", "25"},
		"fields are pointers": {"ps", []pointers{{&ten, "50%", &a}}, "pay", "5"},
		"maps":                {"ps", []map[string]any{record}, "pay", "25"},
		"any":                 {"ps", []any{record, one}, "as", "1"},
		"percents":            {"shares", []any{"85%", "0.1", 0.05}, "share", "1"},
		"bools":               {"flags", []bool{true, false, true}, "yes", "2"},
	}
	p := probeScheme(t, listScheme)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := p.Score(score.Facts{test.input: test.fact})
			require.NoError(t, err)
			require.Equal(t, test.want, valueOf(t, r, test.figure))
		})
	}
}

// A fault names the element and the field, and shows none of the values in its
// reason: they may be somebody's pay.
func TestFactListsRefused(t *testing.T) {
	good := map[string]any{"bonus": 1, "ratio": "1%", "kind": "a"}
	with := func(name string, v any) []any {
		record := map[string]any{"bonus": 1, "ratio": "1%", "kind": "a"}
		record[name] = v
		return []any{good, record}
	}
	tests := map[string]struct {
		input  string
		fact   any
		code   score.FactCode
		reason string
	}{
		"no list":           {"xs", 5, score.FactType, "is a Go int, not a list"},
		"text":              {"xs", "1, 2", score.FactType, "is a Go string, not a list"},
		"map":               {"xs", map[string]any{"a": 1}, score.FactType, "is a Go map, not a list"},
		"null element":      {"xs", []any{1, nil}, score.FactType, "element 2 is null"},
		"above":             {"xs", []int{0, 100, 101}, score.FactRange, "element 3 is outside of [0, 100]"},
		"below":             {"xs", []any{"-0.01"}, score.FactRange, "element 1 is outside of [0, 100]"},
		"wrong type":        {"xs", []any{true}, score.FactType, "element 1 is"},
		"list in list":      {"xs", []any{[]int{1}}, score.FactType, "element 1 is"},
		"no record":         {"ps", []int{1}, score.FactType, "element 1 is a Go int, not a record"},
		"null record":       {"ps", []any{good, nil}, score.FactType, "element 2 is null"},
		"nil pointer":       {"ps", []*project{nil}, score.FactType, "element 1 is null"},
		"missing field":     {"ps", []any{map[string]any{"bonus": 1, "kind": "a"}}, score.FactType, "element 1 lacks the field ratio"},
		"wrong field":       {"ps", with("rate", 1), score.FactType, "element 2 has a field rate, which is not declared"},
		"null field":        {"ps", with("bonus", nil), score.FactType, "element 2 field bonus is null"},
		"field outside":     {"ps", with("ratio", "100.01%"), score.FactRange, "element 2 field ratio is outside of [0%, 100%]"},
		"field below":       {"ps", with("bonus", "-0.01"), score.FactRange, "element 2 field bonus is outside of [0, ..)"},
		"ambiguous":         {"ps", with("ratio", "85"), score.FactType, "element 2 field ratio is ambiguous"},
		"percent elsewhere": {"ps", with("bonus", "85%"), score.FactType, "element 2 field bonus"},
		"text outside":      {"ps", with("kind", "c"), score.FactRange, "element 2 field kind is none of the allowed values"},
		"nil field":         {"ps", []pointers{{}}, score.FactType, "element 1 field bonus is null"},
		"untagged struct":   {"ps", []struct{ Bonus int }{{1}}, score.FactType, "element 1 lacks the field bonus"},
		"percent":           {"shares", []any{"50%", 1.5}, score.FactRange, "element 2 is outside of [0%, 100%]"},
	}
	p := probeScheme(t, listScheme)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := faultOf(t, p, score.Facts{test.input: test.fact})
			require.Equal(t, test.input, f.Input)
			require.Equal(t, test.code, f.Code)
			require.Contains(t, f.Reason, test.reason)
		})
	}
}

func TestFactListsTooLong(t *testing.T) {
	s, err := score.LoadWith("s.kaohe", "scheme s\ninput xs list number in [0, 1]\nindicator n = len(xs)\n", score.Limits{ListLength: 3})
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	r, err := p.Score(score.Facts{"xs": []int{0, 1, 0}})
	require.NoError(t, err)
	require.Equal(t, "3", valueOf(t, r, "n"))
	require.Contains(t, faultOf(t, p, score.Facts{"xs": []int{0, 1, 0, 1}}).Reason, "has 4 elements; at most 3 are allowed")
	require.Contains(t, faultOf(t, p, score.Facts{}).Reason, "missing")
}

// Names that differ only before Unicode normalisation are one field.
func TestFactRecordsInNFC(t *testing.T) {
	p := probeScheme(t, "scheme s\ninput ps list { é number in [0, 9] }\nindicator n = sum(ps, .é)\n")
	r, err := p.Score(score.Facts{"ps": []any{map[string]any{"e\u0301": 2}}})
	require.NoError(t, err)
	require.Equal(t, "2", valueOf(t, r, "n"))
	require.Contains(t, faultOf(t, p, score.Facts{"ps": []any{map[string]any{"e\u0301": 2, "é": 3}}}).Reason, "twice")
}
