package score_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// TestDecimalGlobals for structs, batches and blocks: whatever the host does to
// decimal's variables, no output changes, and none of them do.
func TestTypedDecimalGlobals(t *testing.T) {
	want := typedUnderSettings(t)
	t.Run("disturbed", func(t *testing.T) {
		unchanged := disturb(t)
		require.Equal(t, want, typedUnderSettings(t))
		unchanged()
	})
	require.Equal(t, want, typedUnderSettings(t))
}

type (
	decimalFacts struct {
		X    decimal.Decimal           `score:"x"`
		Y    *price                    `score:"y"`
		Z    sql.Null[decimal.Decimal] `score:"z"`
		Cash cash                      `score:"cash"`
		Null decimal.NullDecimal       `score:"null"`
	}
	wordFacts struct {
		X    json.Number          `score:"x"`
		Y    float64              `score:"y,float"`
		Z    string               `score:"z"`
		Cash int64                `score:"cash,scale=3"`
		Null *decimal.NullDecimal `score:"null"`
	}
	decimalSheet struct {
		A decimal.Decimal           `score:"a"`
		B *decimal.Decimal          `score:"b"`
		C sql.Null[decimal.Decimal] `score:"b2"`
		D int64                     `score:"pay,scale=2"`
		E score.Number              `score:"third"`
	}
)

const decimals = `scheme decimals
input x, y, z, cash, null number in [-1000000000000, 1000000000000] default 0
value third = x / 3
indicator a = x + y * 2  round 2 half_even
indicator b = z - 1
indicator b2 = cash * null  round 3
total = x  round 1
payout pay = x + null  round 2
`

// typedUnderSettings is all that typed scorers say of facts of every form.
func typedUnderSettings(t *testing.T) []string {
	t.Helper()
	p := probeScheme(t, decimals)
	ds := []decimal.Decimal{{}, decimal.New(12, 2), decimal.New(-12345, -3), decimal.New(1, 900), decimal.New(1, -2_000_000_000), decimal.New(5, -1)}
	var some []decimalFacts
	var words []wordFacts
	for i, d := range ds {
		next := ds[(i+1)%len(ds)]
		some = append(some, decimalFacts{d, pointer(price(next)), sql.Null[decimal.Decimal]{V: d, Valid: i%2 == 0}, cash{decimal.New(7, -1)}, decimal.NewNullDecimal(decimal.New(3, 0))})
		words = append(words, wordFacts{json.Number("12.5e1"), 0.1 * float64(i), "-0.50", int64(i) * 1001, &decimal.NullDecimal{Decimal: d, Valid: i%2 == 1}})
	}
	return append(saysOf(t, p, some), saysOf(t, p, words)...)
}

func saysOf[In any](t *testing.T, p *score.Program, people []In) []string {
	t.Helper()
	var said []string
	say := func(sheet decimalSheet, err error) {
		b := "null"
		if sheet.B != nil {
			b = decimalText(*sheet.B)
		}
		said = append(said, fmt.Sprint(decimalText(sheet.A), b, decimalText(sheet.C.V), sheet.D, sheet.E.Text(), err))
	}
	s, err := score.For[In, decimalSheet](p, score.Workers(2))
	require.NoError(t, err)
	all, err := score.For[In, *score.Result](p, score.Workers(1))
	require.NoError(t, err)
	for _, in := range people {
		say(s.Score(in))
		r, err := all.Score(in)
		if err == nil {
			data, err := r.AppendJSON(nil)
			require.NoError(t, err)
			said = append(said, string(data))
		}
	}
	for r := range s.ScoreAll(t.Context(), slices.Values(slices.Repeat(people, 120))) {
		say(r.Out, r.Err)
	}
	var block score.Block
	all.ScoreBlock(people, &block)
	for _, name := range []string{"a", "b", "third", "pay"} {
		column, ok := block.Column(name)
		require.True(t, ok)
		for i := range people {
			said = append(said, fmt.Sprint(column.Text(i), block.Err(i)))
		}
	}
	return said
}
