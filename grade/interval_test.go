package grade_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

func rat(t testing.TB, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	require.True(t, ok, s)
	return r
}

// dec reads plain decimals without the decimal package's parser.
func dec(t testing.TB, s string) decimal.Decimal {
	t.Helper()
	whole, fraction, _ := strings.Cut(s, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	require.True(t, ok, s)
	return decimal.NewFromBigInt(n, -int32(len(fraction)))
}

func TestParseInterval(t *testing.T) {
	for in, want := range map[string]string{
		"(95, 100]":        "(95, 100]",
		"[0, ..)":          "[0, ..)",
		"(.., 5]":          "(.., 5]",
		"(.., ..)":         "(.., ..)",
		"[3,3]":            "[3, 3]",
		" \t( 1\t,2 ) ":    "(1, 2)",
		"[-1.50, 007.250)": "[-1.5, 7.25)",
		"[-0, 0.10]":       "[0, 0.1]",
		"[5%, 12.5%]":      "[0.05, 0.125]",
		"(-100%, 0%)":      "(-1, 0)",
		"[1716/19, 182/2]": "[1716/19, 91]",
		"(-1/3, -1/4)":     "(-1/3, -0.25)",
		"[10000000000000000000.0000000000000000001, ..)": "[10000000000000000000.0000000000000000001, ..)",
		"[0, " + strings.Repeat("9", 1000) + "]":         "[0, " + strings.Repeat("9", 1000) + "]",
	} {
		got, err := grade.ParseInterval(in)
		require.NoError(t, err, in)
		require.Equal(t, want, got.String())
		again, err := grade.ParseInterval(got.String())
		require.NoError(t, err, in)
		require.True(t, got.Equal(again), in)
	}
}

func TestParseIntervalRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":            "begins with ( or [",
		"(":           "begins with ( or [",
		"1, 2":        "begins with ( or [",
		"[1, 2":       "ends with ) or ]",
		"[1, 2] x":    "ends with ) or ]",
		"[]":          "a comma",
		"[1 2]":       "a comma",
		"[1, 2, 3]":   "upper end: a number is digits",
		"[, 2]":       "lower end: a number is digits",
		"[+1, 2]":     "lower end: a number is digits",
		"[--1, 2]":    "lower end: a number is digits",
		"[- 1, 2]":    "lower end: a number is digits",
		"[.5, 2]":     "lower end: a number is digits",
		"[1., 2]":     "lower end: a number is digits",
		"[1.2.3, 2]":  "lower end: a number is digits",
		"[1 %, 2]":    "lower end: a number is digits",
		"[1%%, 2]":    "lower end: a number is digits",
		"[%, 2]":      "lower end: a number is digits",
		"[1e3, ..)":   "lower end: a number is digits",
		"[1_0, ..)":   "lower end: a number is digits",
		"[0x1, ..)":   "lower end: a number is digits",
		"[１, ..)":     "lower end: a number is digits",
		"[1/2/3, ..)": "lower end: a number is digits",
		"[1/, ..)":    "lower end: a number is digits",
		"[1/2%, ..)":  "lower end: a number is digits",
		"[1/-2, ..)":  "lower end: a number is digits",
		"[1/0, ..)":   "lower end: division by zero",
		"[.., 2]":     "lower end: an unbounded end (..) takes only ( or )",
		"(2, ..]":     "upper end: an unbounded end (..) takes only ( or )",
		"(3, 3)":      "(3, 3) is empty: it leaves out 3 itself; [3, 3] takes it",
		"[3, 3)":      "[3, 3) is empty",
		"(3, 3.0]":    "(3, 3] is empty",
		"[5, 2]":      "[5, 2] is empty: its lower end 5 is above its upper end 2",
		"[50%, 0.4]":  "[0.5, 0.4] is empty",
		"[0, 1" + strings.Repeat("0", 1000) + "]":   "upper end: a number has more than 1000 digits",
		"[0, 0." + strings.Repeat("0", 1000) + "]":  "upper end: a number has more than 1000 digits",
		"[1/1" + strings.Repeat("0", 1000) + ", 1]": "lower end: a number has more than 1000 digits",
	} {
		_, err := grade.ParseInterval(in)
		require.ErrorContains(t, err, want, in)
		require.Less(t, len(err.Error()), 200, "an error stays readable")
		require.Equal(t, 1, strings.Count(err.Error(), "grade:"), err.Error())
	}
	require.Panics(t, func() { grade.MustInterval("(3, 3)") })
}

func TestNewInterval(t *testing.T) {
	three, five := dec(t, "3"), dec(t, "5.00")
	for _, c := range []struct {
		lo, hi grade.Bound
		want   string
	}{
		{grade.Closed(three), grade.Open(five), "[3, 5)"},
		{grade.Open(three), grade.Closed(five), "(3, 5]"},
		{grade.Closed(three), grade.Closed(three), "[3, 3]"},
		{grade.Unbounded(), grade.OpenRat(big.NewRat(1716, 19)), "(.., 1716/19)"},
		{grade.ClosedRat(big.NewRat(-1, 8)), grade.Bound{}, "[-0.125, ..)"},
		{grade.Closed(decimal.New(12, 2)), grade.Open(decimal.New(1, 4)), "[1200, 10000)"},
		{grade.Closed(decimal.New(0, math.MaxInt32)), grade.Unbounded(), "[0, ..)"},
		{grade.Open(decimal.Decimal{}), grade.Unbounded(), "(0, ..)"},
	} {
		in, err := grade.NewInterval(c.lo, c.hi)
		require.NoError(t, err, c.want)
		require.Equal(t, c.want, in.String())
	}
	for _, c := range []struct {
		lo, hi grade.Bound
		want   string
	}{
		{grade.Open(three), grade.Open(three), "(3, 3) is empty"},
		{grade.Closed(three), grade.Open(dec(t, "3.0")), "[3, 3) is empty"},
		{grade.Closed(five), grade.Closed(three), "lower end 5 is above its upper end 3"},
		{grade.Closed(decimal.New(1, 2000000000)), grade.Unbounded(), "lower end of an interval: the exponent 2000000000"},
		{grade.Unbounded(), grade.Open(decimal.New(1, -2000000000)), "upper end of an interval: the exponent -2000000000"},
		{grade.Closed(decimal.New(1, 10001)), grade.Unbounded(), "exponent 10001 of a decimal is beyond ±10000"},
		{grade.ClosedRat(nil), grade.Unbounded(), "nil"},
	} {
		_, err := grade.NewInterval(c.lo, c.hi)
		require.ErrorContains(t, err, c.want)
		require.ErrorContains(t, err, "grade: ")
	}
	_, err := grade.NewInterval(grade.Closed(decimal.New(1, -10000)), grade.Closed(decimal.New(1, 10000)))
	require.NoError(t, err)
}

func TestContains(t *testing.T) {
	for _, c := range []struct{ in, inside, outside string }{
		{"(95, 100]", "95.01 95.0000000000000000001 100", "94.99 95 100.01 100.0000000000000000001 -97"},
		{"[95, 100)", "95 95.01 99.99", "94.99 100 100.01"},
		{"[3, 3]", "3 3.000", "2.99 3.01"},
		{"[0, ..)", "0 0.01 1000000", "-0.01"},
		{"(.., 5)", "-1000000 4.99", "5 5.01"},
		{"(.., ..)", "-1 0 1", ""},
		{"(1/3, 2/3)", "0.34 0.66", "0.33 0.67"},
	} {
		in := grade.MustInterval(c.in)
		for v := range strings.FieldsSeq(c.inside) {
			require.True(t, in.Contains(dec(t, v)), "%s in %s", v, c.in)
		}
		for v := range strings.FieldsSeq(c.outside) {
			require.False(t, in.Contains(dec(t, v)), "%s in %s", v, c.in)
		}
	}
	require.False(t, grade.MustInterval("(1/3, 1]").ContainsRat(big.NewRat(1, 3)))
	require.True(t, grade.MustInterval("[1/3, 1]").ContainsRat(big.NewRat(1, 3)))

	line := grade.Interval{}
	require.True(t, line.Contains(decimal.New(1, 10000)))
	require.False(t, line.Contains(decimal.New(1, 10001)))
	require.False(t, line.Contains(decimal.New(1, math.MinInt32)))
	require.True(t, line.Contains(decimal.New(0, math.MinInt32)))
}

func TestIntersectAndCovers(t *testing.T) {
	for _, c := range []struct {
		a, b, both         string
		aCoversB, bCoversA bool
	}{
		{"[0, 10]", "(5, 20)", "(5, 10]", false, false},
		{"[0, 10]", "(0, 10)", "(0, 10)", true, false},
		{"[0, 10]", "[10, 20]", "[10, 10]", false, false},
		{"[0, 10)", "[10, 20]", "", false, false},
		{"[0, 10]", "(10, 20]", "", false, false},
		{"[0, 10]", "[11, 20]", "", false, false},
		{"(.., ..)", "(3, 4]", "(3, 4]", true, false},
		{"(.., 5]", "[5, ..)", "[5, 5]", false, false},
		{"(.., 5]", "(.., 5)", "(.., 5)", true, false},
		{"(1, 2]", "(1.0, 2.0]", "(1, 2]", true, true},
	} {
		a, b := grade.MustInterval(c.a), grade.MustInterval(c.b)
		both, ok := a.Intersect(b)
		flipped, flippedOK := b.Intersect(a)
		require.Equal(t, c.both != "", ok, "%s and %s", c.a, c.b)
		require.Equal(t, ok, flippedOK)
		if ok {
			require.Equal(t, c.both, both.String())
			require.True(t, both.Equal(flipped))
		}
		require.Equal(t, c.aCoversB, a.Covers(b), "%s covers %s", c.a, c.b)
		require.Equal(t, c.bCoversA, b.Covers(a), "%s covers %s", c.b, c.a)
		require.Equal(t, c.aCoversB && c.bCoversA, a.Equal(b))
	}
}

func TestBoundsAreCopies(t *testing.T) {
	five := big.NewRat(5, 1)
	in, err := grade.NewInterval(grade.ClosedRat(five), grade.Unbounded())
	require.NoError(t, err)
	five.SetInt64(7)
	out, ok := in.Lo().Rat()
	require.True(t, ok)
	out.SetInt64(9)
	require.Equal(t, "[5, ..)", in.String())
	require.False(t, in.Lo().IsOpen())

	_, ok = in.Hi().Rat()
	require.False(t, ok)
	require.True(t, in.Hi().IsOpen())
	require.True(t, grade.MustInterval("(1, 2]").Lo().IsOpen())
	require.False(t, grade.MustInterval("(1, 2]").Hi().IsOpen())
}

func TestIntervalJSON(t *testing.T) {
	type row struct{ In grade.Interval }
	text, err := json.Marshal(row{grade.MustInterval("[1/3, 95%)")})
	require.NoError(t, err)
	require.JSONEq(t, `{"In":"[1/3, 0.95)"}`, string(text))
	var back row
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, "[1/3, 0.95)", back.In.String())
	require.Error(t, json.Unmarshal([]byte(`{"In":"[2, 1]"}`), &back))
	require.Equal(t, "[1/3, 0.95)", back.In.String(), "a failed read changes nothing")
}

func FuzzParseInterval(f *testing.F) {
	for _, s := range []string{"(95, 100]", "[0, ..)", "(.., 5]", "(.., ..)", "[-1.50,12%)", "[1716/19, 91]", "[3, 3)", "(..,..]", "[1., 2]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in, err := grade.ParseInterval(s)
		if err != nil {
			require.Equal(t, 1, strings.Count(err.Error(), "grade: ")-strings.Count(s, "grade: "))
			return
		}
		text := in.String()
		again, err := grade.ParseInterval(text)
		require.NoError(t, err)
		require.True(t, in.Equal(again))
		require.Equal(t, text, again.String())

		lo, bounded := in.Lo().Rat()
		if bounded {
			require.Equal(t, !in.Lo().IsOpen(), in.ContainsRat(lo))
		}
		domain, err := grade.NewDomainRat(in, nil)
		require.NoError(t, err)
		w, ok := domain.Witness(grade.Interval{})
		require.True(t, ok, "no interval is empty")
		require.True(t, in.ContainsRat(w))
	})
}
