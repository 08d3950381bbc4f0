package score_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

func numberOf(t testing.TB, text string) score.Number {
	t.Helper()
	var n score.Number
	require.NoError(t, n.UnmarshalText([]byte(text)), "%.100s", text)
	return n
}

// decimalText writes a decimal without its own methods, which read globals.
func decimalText(d decimal.Decimal) string {
	e := d.Exponent()
	return d.Coefficient().String() + "e" + big.NewInt(int64(e)).String()
}

func TestNumberRound(t *testing.T) {
	modes := []score.Mode{score.HalfUp, score.HalfEven, score.HalfDown, score.Up, score.Down, score.Ceiling, score.Floor}
	for _, c := range []struct {
		number string
		places int
		want   string // by the modes
	}{
		{"2.345", 2, "235 234 234 235 234 235 234"}, {"-2.345", 2, "-235 -234 -234 -235 -234 -234 -235"},
		{"2.355", 2, "236 236 235 236 235 236 235"}, {"-2.355", 2, "-236 -236 -235 -236 -235 -235 -236"},
		{"2.341", 2, "234 234 234 235 234 235 234"}, {"-2.341", 2, "-234 -234 -234 -235 -234 -234 -235"},
		{"2.3449", 2, "234 234 234 235 234 235 234"}, {"2.3451", 2, "235 235 235 235 234 235 234"},
		{"0.5", 0, "1 0 0 1 0 1 0"}, {"-0.5", 0, "-1 0 0 -1 0 0 -1"}, {"1.5", 0, "2 2 1 2 1 2 1"}, {"5", 2, "500 500 500 500 500 500 500"},
		{"0", 2, "0 0 0 0 0 0 0"}, {"1/3", 3, "333 333 333 334 333 334 333"}, {"-1/3", 3, "-333 -333 -333 -334 -333 -333 -334"},
		{"250", -2, "3 2 2 3 2 3 2"}, {"-250", -2, "-3 -2 -2 -3 -2 -2 -3"}, {"1716/19", 2, "9032 9032 9032 9032 9031 9032 9031"},
	} {
		n := numberOf(t, c.number)
		for i, want := range strings.Fields(c.want) {
			d := n.Round(c.places, modes[i])
			require.Equal(t, want, d.Coefficient().String(), "%s to %d %s", c.number, c.places, modes[i])
			require.EqualValues(t, -c.places, d.Exponent(), "%s to %d %s", c.number, c.places, modes[i])
		}
	}
}

// No place and no mode makes Round panic or fill the memory.
func TestNumberRoundOutOfRange(t *testing.T) {
	for _, text := range []string{"0", "5", "-2.345", "1/3", strings.Repeat("9", 1000), "1/" + strings.Repeat("9", 1000)} {
		n := numberOf(t, text)
		for _, places := range []int{math.MinInt, math.MinInt32, -2001, -2000, 2000, 2001, math.MaxInt32, math.MaxInt} {
			for mode := range 256 {
				d := n.Round(places, score.Mode(mode))
				require.EqualValues(t, -max(-2000, min(2000, places)), d.Exponent())
				if mode > int(score.Floor) {
					require.Equal(t, decimalText(n.Round(places, score.HalfUp)), decimalText(d))
				}
			}
		}
	}
	require.Equal(t, "half_up", score.Mode(200).String())
	var zero score.Mode
	require.Equal(t, "half_up", zero.String())
	require.Equal(t, "half_even half_down up down ceiling floor", strings.Join([]string{
		score.HalfEven.String(), score.HalfDown.String(), score.Up.String(), score.Down.String(), score.Ceiling.String(), score.Floor.String(),
	}, " "))
}

func TestNumberZeroValue(t *testing.T) {
	var n score.Number
	d, exact := n.Decimal()
	require.True(t, exact)
	require.Equal(t, "0e0", decimalText(d))
	require.Equal(t, "0", n.Text())
	require.Equal(t, "0", n.String())
	require.Zero(t, n.Rat().Sign())
	require.Zero(t, n.Cmp(numberOf(t, "0.00")))
	require.Equal(t, "0e-2", decimalText(n.Round(2, score.HalfUp)))
	var f score.Figure
	require.Equal(t, "0", f.Value())
	_, ok := (&score.Result{}).Figure("total")
	require.False(t, ok)
}

func TestNumberDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"5": "5e0", "5.00": "500e-2", "5.25": "525e-2", "-0.50": "-50e-2", "1200": "1200e0", "0.00": "0e-2",
		strings.Repeat("9", 2000) + ".0": strings.Repeat("9", 2000) + "0e-1",
	} {
		d, exact := numberOf(t, text).Decimal()
		require.True(t, exact)
		require.Equal(t, want, decimalText(d))
	}
	for _, text := range []string{"1/3", "-1716/19", "650/3"} {
		d, exact := numberOf(t, text).Decimal()
		require.False(t, exact)
		require.Equal(t, "0e0", decimalText(d))
	}
}

func TestNumberCopies(t *testing.T) {
	n := numberOf(t, "1716/19")
	n.Rat().SetInt64(7)
	require.Equal(t, "1716/19", n.Rat().String())
	n = numberOf(t, "5.00")
	d, _ := n.Decimal()
	d.Coefficient().SetInt64(7)
	n.Round(2, score.HalfUp).Coefficient().SetInt64(7)
	require.Equal(t, "5.00", n.Text())
}

func TestNumberCmp(t *testing.T) {
	ordered := []string{"-2", "-1/3", "-0.333", "0", "0.333", "1/3", "0.5", "2", strings.Repeat("9", 500)}
	for i, a := range ordered {
		for k, b := range ordered {
			require.Equal(t, sign(i-k), numberOf(t, a).Cmp(numberOf(t, b)), "%s %s", a, b)
		}
	}
	require.Zero(t, numberOf(t, "5.00").Cmp(numberOf(t, "5")))
}

func sign(n int) int { return big.NewInt(int64(n)).Sign() }

// A Number reads what it prints, in the same form, and nothing else.
func TestNumberText(t *testing.T) {
	for _, text := range []string{
		"0", "5", "-5", "0.5", "5.00", "0.00", "-0.50", "100", "1/3", "-1716/19", "0." + strings.Repeat("0", 3000) + "1",
		strings.Repeat("7", 5000), "1/" + strings.Repeat("7", 3000), strings.Repeat("123", 1001) + "/7",
	} {
		n := numberOf(t, text)
		require.Equal(t, text, n.Text())
		data, err := json.Marshal(n)
		require.NoError(t, err)
		require.Equal(t, `"`+text+`"`, string(data))
		var back score.Number
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, text, back.Text())
		require.Zero(t, n.Cmp(back))
	}
	for _, text := range []string{
		"", "-", "-0", "-0.00", "007", "5.", ".5", "+5", "1e3", "85%", "85%/3", "2/4", "4/2", "5/1", "1/0", "0/1", "0/5", "1/-3", "-1/-3", "1.5/3", "3/1.5",
		"1/3/5", "1/", "/3", " 5", "5 ", "1,000", "NaN", "Inf", "0x1F", "１", "1/2", strings.Repeat("9", 100_001), "1/" + strings.Repeat("9", 100_001),
	} {
		n := numberOf(t, "7")
		require.Error(t, n.UnmarshalText([]byte(text)), "%.100s", text)
		require.Equal(t, "7", n.Text(), "a fault changes nothing")
	}
	var n score.Number
	require.Error(t, json.Unmarshal([]byte("5"), &n), "a JSON number may have been through float64")
}
