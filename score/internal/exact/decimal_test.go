package exact

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func TestFromDecimal(t *testing.T) {
	for _, c := range []struct {
		coefficient int64
		exp         int32
		want        string // "" is too long in 5 digits
	}{
		{0, 0, "0"}, {123, -2, "1.23"}, {-123, -2, "-1.23"}, {12345, 0, "12345"}, {123456, 0, ""}, {1, 4, "10000"}, {1, 5, ""},
		{-1, 5, ""}, {99999, 0, "99999"}, {100000, 0, ""}, {100000, -1, "10000"}, {1, -5, "0.00001"}, {1, -6, ""},
		{100, -2, "1"}, {1000000, -6, ""}, {9999999999, -5, "99999.99999"}, {10000000000, -5, ""},
		{0, math.MaxInt32, "0"}, {0, math.MinInt32, "0"}, {1, 2000000000, ""}, {1, math.MaxInt32, ""}, {1, math.MinInt32, ""}, {1000, -2000000000, ""},
	} {
		got, err := FromDecimal(decimal.New(c.coefficient, c.exp), 5)
		if c.want == "" {
			require.ErrorIs(t, err, ErrTooLong, "%+v", c)
			continue
		}
		require.NoError(t, err, "%+v", c)
		same(t, rat(t, c.want), got, c)
	}
	got, err := FromDecimal(decimal.Decimal{}, 5)
	require.NoError(t, err)
	require.Zero(t, got.Sign())
	_, err = FromDecimal(decimal.New(1, 0), 0)
	require.ErrorIs(t, err, ErrTooLong)
}

func TestFromDecimalRefusesAtOnce(t *testing.T) {
	long, ok := new(big.Int).SetString(repeat(100000), 10)
	require.True(t, ok)
	for _, d := range []decimal.Decimal{
		decimal.New(1, 2000000000), decimal.New(-1, -2000000000), decimal.NewFromBigInt(long, 0),
		decimal.NewFromBigInt(long, 2000000000), decimal.NewFromBigInt(long, -2000000000), decimal.NewFromBigInt(long, -90000),
	} {
		_, err := FromDecimal(d, 1000)
		require.ErrorIs(t, err, ErrTooLong)
		require.Less(t, len(err.Error()), 120)
	}
}

// Nothing that happens to a Rat may reach the decimal that it came from.
func TestDecimalIsNotShared(t *testing.T) {
	d := decimal.New(12345, 0)
	a, err := FromDecimal(d, 40)
	require.NoError(t, err)
	a.Add(Int(1))
	back, ok := a.Decimal()
	require.True(t, ok)
	back.Coefficient().SetInt64(1)
	require.Equal(t, int64(12345), d.CoefficientInt64())
	require.Equal(t, "12345", a.Text())
}

func TestFromFloat(t *testing.T) {
	for f, want := range map[float64]string{
		0: "0", 1: "1", -1: "-1", 0.1: "0.1", -0.35: "-0.35", 2300.5: "2300.5", 1e15: "1000000000000000", 123456789012345: "123456789012345",
		0.123456789012345: "0.123456789012345", 1e22: "10000000000000000000000", 1e-22: "0.0000000000000000000001", 100: "100", 1e-7: "0.0000001",
		-99999.99: "-99999.99",
	} {
		got, err := FromFloat(f)
		require.NoError(t, err, f)
		same(t, rat(t, want), got, f)
	}
	got, err := FromFloat(math.Copysign(0, -1))
	require.NoError(t, err)
	require.Equal(t, "0", got.Text())

	tenth := 0.1 // a variable, or the compiler adds exactly
	for _, f := range []float64{
		tenth + 0.2, 1.0 / 3, 1234567890123456, 9007199254740993, math.Pi, math.MaxFloat64, math.SmallestNonzeroFloat64, 1e23, -1e-23, 1e300, float64(float32(0.1)),
	} {
		_, err := FromFloat(f)
		require.ErrorIs(t, err, ErrNoisy, f)
	}
	_, err = FromFloat(math.NaN())
	require.ErrorIs(t, err, ErrNaN)
	for _, sign := range []int{-1, +1} {
		_, err = FromFloat(math.Inf(sign))
		require.ErrorIs(t, err, ErrInf)
	}
}

// Whatever a person writes with up to 15 digits comes through.
func FuzzFromFloat(f *testing.F) {
	f.Add(int64(123456789012345), int8(-5))
	f.Add(int64(-1), int8(22))
	f.Fuzz(func(t *testing.T, c int64, exp int8) {
		c %= 1e15
		text := fmt.Sprintf("%de%d", c, exp)
		var x float64
		_, err := fmt.Sscan(text, &x)
		require.NoError(t, err)
		got, err := FromFloat(x)
		if first := len(fmt.Sprint(max(c, -c))) - 1 + int(exp); c != 0 && (first < -22 || first > 22) {
			require.ErrorIs(t, err, ErrNoisy)
			return
		}
		require.NoError(t, err, text)
		same(t, rat(t, text), got, text)
	})
}

func TestPlaces(t *testing.T) {
	for in, want := range map[string]int{
		"0": 0, "100": 0, "0.5": 1, "-0.25": 2, "1/8": 3, "1.50": 1, "1/5": 1, "1/25": 2, "1/40": 3, "3/1024": 10, "7/3125": 5,
		"1/3": -1, "1/6": -1, "1/7": -1, "1716/19": -1, "-2/3": -1, "1/30": -1, "1e-30": 30, "1/1000000007": -1,
	} {
		got, ok := rat(t, in).Places()
		require.Equal(t, want >= 0, ok, in)
		if ok {
			require.Equal(t, want, got, in)
		}
	}
}

func TestPlacesAgainstBruteForce(t *testing.T) {
	for _, a := range small(10, 130) {
		want, found := 0, false
		for scaled := a; want <= 12; want++ {
			if scaled.IsInt() {
				found = true
				break
			}
			scaled = scaled.Mul(Int(10))
		}
		got, ok := a.Places()
		require.Equal(t, found, ok, a.val())
		if ok {
			require.Equal(t, want, got, a.val())
		}
	}
}

// The power of five is computed, not searched for; this walks over all of
// them, and over their neighbours.
func TestLog5(t *testing.T) {
	p := big.NewInt(1)
	for n := range 3000 {
		got, ok := log5(p)
		require.True(t, ok, n)
		require.Equal(t, n, got)
		for _, d := range []int64{-2, 2} {
			near := new(big.Int).Add(p, big.NewInt(d))
			if n > 0 && near.Cmp(bigOne) > 0 {
				_, ok := log5(near)
				require.False(t, ok, "5^%d%+d", n, d)
			}
		}
		p.Mul(p, bigFive)
	}
}

func TestPlacesOfHugeDenominators(t *testing.T) {
	fives := new(big.Int).Exp(bigFive, big.NewInt(200000), nil)
	places, ok := fromQuo(bigOne, fives).Places()
	require.True(t, ok)
	require.Equal(t, 200000, places)
	_, ok = fromQuo(bigOne, new(big.Int).Add(fives, big.NewInt(2))).Places()
	require.False(t, ok)
	places, ok = fromQuo(bigOne, new(big.Int).Lsh(bigOne, 300000)).Places()
	require.True(t, ok)
	require.Equal(t, 300000, places)
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		in          string
		coefficient string
		exp         int32
	}{
		{"0", "0", 0}, {"100", "100", 0}, {"1.50", "15", -1}, {"-0.125", "-125", -3}, {"1/1024", "9765625", -10},
		{"123456789012345678901234567890.5", "1234567890123456789012345678905", -1},
	} {
		d, ok := rat(t, c.in).Decimal()
		require.True(t, ok)
		require.Equal(t, c.coefficient, d.Coefficient().String(), c.in)
		require.Equal(t, c.exp, d.Exponent(), c.in)
		back, err := FromDecimal(d, 40)
		require.NoError(t, err)
		same(t, rat(t, c.in), back)
	}
	_, ok := rat(t, "1/3").Decimal()
	require.False(t, ok)
}

func TestDecimalPlaces(t *testing.T) {
	for _, c := range []struct {
		in          string
		places      int
		coefficient string
	}{
		{"5", 2, "500"}, {"-5", 2, "-500"}, {"0", 2, "0"}, {"0.5", 1, "5"}, {"0.5", 3, "500"}, {"1.25", 2, "125"}, {"120", -1, "12"}, {"120", 0, "120"},
	} {
		d := rat(t, c.in).DecimalPlaces(c.places)
		require.Equal(t, c.coefficient, d.Coefficient().String(), "%+v", c)
		require.Equal(t, int32(-c.places), d.Exponent(), "%+v", c)
	}
	for in, places := range map[string]int{"1.25": 1, "1/3": 5, "125": -1, "0.5": 0, "0.25": -1} {
		require.Panics(t, func() { rat(t, in).DecimalPlaces(places) }, in)
	}
}

func FuzzDecimalRoundTrip(f *testing.F) {
	f.Add(int64(12345), int8(-2))
	f.Add(int64(-1), int8(30))
	f.Fuzz(func(t *testing.T, c int64, exp int8) {
		d := decimal.New(c, int32(exp))
		a, err := FromDecimal(d, 200)
		require.NoError(t, err)
		require.Zero(t, a.val().Cmp(d.Rat()))
		back, ok := a.Decimal()
		require.True(t, ok)
		require.True(t, back.Equal(d))
		require.LessOrEqual(t, back.Exponent(), int32(0))
		if back.Exponent() < 0 {
			require.NotZero(t, new(big.Int).Rem(back.Coefficient(), bigTen).Sign(), "not shortest")
		}
		if places := -int(exp); places > 0 {
			require.Zero(t, a.DecimalPlaces(places).Coefficient().Cmp(d.Coefficient()))
		}
	})
}

// show is everything that this package makes of a number, as text that does
// not go through decimal's own printing.
func show(t *testing.T) string {
	var out strings.Builder
	inputs := []string{"0", "-0.50", "1234.5678", "1/3", "2.345", "1e30", "1e-30", "-1716/19", "99999999999999999999.995"}
	for _, in := range inputs {
		a := rat(t, in)
		fmt.Fprintln(&out, a, a.TextPlaces(40), a.Within(20))
		for _, mode := range allModes {
			r := a.Round(2, mode)
			d, fixed := r, r.DecimalPlaces(2)
			fmt.Fprintln(&out, d.Text(), r.TextPlaces(2), fixed.Coefficient(), fixed.Exponent(), a.RoundTo(Int(3), mode))
		}
		if d, ok := a.Decimal(); ok {
			back, err := FromDecimal(d, 50)
			fmt.Fprintln(&out, d.Coefficient(), d.Exponent(), back, err)
		}
		q, _ := a.Quo(Int(7))
		p, _ := a.Pow(3)
		m, _ := a.Mod(rat(t, "0.7"))
		fmt.Fprintln(&out, q, p, m, GCD(a, q), LCM(a, q))
	}
	for _, in := range []string{"1.50", "1e20", "1e30000", "12%", "1200000000000000000000000"} {
		for _, parse := range []func(string, int) (Rat, error){Parse, ParseJSON} {
			a, err := parse(in, 30)
			fmt.Fprintln(&out, a, err)
		}
	}
	for _, f := range []float64{0.1, 1.0 / 3, 1e22, 123456.789} {
		a, err := FromFloat(f)
		fmt.Fprintln(&out, a, err)
	}
	for _, d := range []decimal.Decimal{decimal.New(12, 3), decimal.New(1200, -2), decimal.New(1, 20000)} {
		a, err := FromDecimal(d, 30)
		fmt.Fprintln(&out, a, err)
	}
	return out.String()
}

// Not parallel: it changes the variables of another package.
func TestDecimalGlobalsDoNotMatter(t *testing.T) {
	division, power, quotes := decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.MarshalJSONWithoutQuotes
	trim, scientific, iterations := decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.ExpMaxIterations
	exponent, zero := decimal.MaxDecodeExponent, decimal.Zero
	t.Cleanup(func() {
		decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.MarshalJSONWithoutQuotes = division, power, quotes
		decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.ExpMaxIterations = trim, scientific, iterations
		decimal.MaxDecodeExponent, decimal.Zero = exponent, zero
	})
	want := show(t)
	decimal.DivisionPrecision, decimal.PowPrecisionNegativeExponent, decimal.ExpMaxIterations = 1, 1, 1
	decimal.MarshalJSONWithoutQuotes = !quotes
	decimal.TrimTrailingZeros = !trim
	decimal.UseScientificNotation = !scientific
	decimal.MaxDecodeExponent = 1
	decimal.Zero = decimal.New(42, 0)
	require.Equal(t, want, show(t))
}

// What cannot read a global needs no test that it does not: these are all the
// names of decimal, and of its methods, that the package uses.
func TestDecimalIsUsedByCoefficientAlone(t *testing.T) {
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var used, floats []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && (x.Name == "decimal" || x.Name == "d" && name == "decimal.go") {
					used = append(used, x.Name+"."+n.Sel.Name)
				}
			case *ast.FuncDecl:
				ast.Inspect(n, func(m ast.Node) bool {
					if id, ok := m.(*ast.Ident); ok && strings.HasPrefix(id.Name, "float") && strings.HasSuffix(id.Name, "64") {
						floats = append(floats, n.Name.Name)
					}
					return true
				})
			}
			return true
		})
	}
	slices.Sort(used)
	require.Equal(t, []string{"d.Coefficient", "d.Exponent", "decimal.Decimal", "decimal.NewFromBigInt"}, slices.Compact(used))
	require.Equal(t, []string{"FromFloat"}, slices.Compact(floats))
}

func TestErrorsAreDistinct(t *testing.T) {
	all := []error{ErrSyntax, ErrTooLong, ErrNoisy, ErrNaN, ErrInf}
	for i, a := range all {
		for j, b := range all {
			require.Equal(t, i == j, errors.Is(a, b))
		}
	}
}
