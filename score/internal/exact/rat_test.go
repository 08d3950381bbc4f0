package exact

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// rat reads "-1/3" and "0.5"; its independence from Parse makes it an oracle.
func rat(t testing.TB, s string) Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	require.True(t, ok, "bad number in a test: %q", s)
	return FromBig(r)
}

// same compares values, and says which they were.
func same(t testing.TB, want, got Rat, about ...any) {
	t.Helper()
	require.Zero(t, want.val().Cmp(got.val()), "want %s, got %s; %v", want.val(), got.val(), about)
}

// small returns every fraction with a numerator up to n and a denominator up
// to d, some of them several times in unreduced guise.
func small(n, d int64) []Rat {
	var all []Rat
	for q := int64(1); q <= d; q++ {
		for p := -n; p <= n; p++ {
			all = append(all, FromBig(big.NewRat(p, q)))
		}
	}
	return all
}

func TestZeroValue(t *testing.T) {
	var z Rat
	require.Equal(t, "0", z.Text())
	require.Zero(t, z.Sign())
	require.True(t, z.IsInt())
	require.True(t, z.Equal(Int(0)))
	require.True(t, z.Equal(FromBig(nil)))
	require.True(t, z.Equal(Int(1).Sub(Int(1))))
	require.Zero(t, z.Big().Sign())
	same(t, Int(5), z.Add(Int(5)))
	same(t, Int(-5), z.Sub(Int(5)))
	same(t, z, z.Mul(Int(5)))
	same(t, z, z.Neg())
	same(t, z, z.Abs())
	same(t, z, z.Floor())
	same(t, z, z.Ceil())
	same(t, z, z.Round(2, Up))
	same(t, z, z.RoundTo(Int(5), Up))
	n, ok := z.Int64()
	require.True(t, ok)
	require.Zero(t, n)
	q, ok := z.Quo(Int(3))
	require.True(t, ok)
	same(t, z, q)
	_, ok = Int(3).Quo(z)
	require.False(t, ok)
	_, ok = Int(3).Mod(z)
	require.False(t, ok)
	d, ok := z.Decimal()
	require.True(t, ok)
	require.Zero(t, d.Sign())
}

func TestBigIsACopy(t *testing.T) {
	source := big.NewRat(1, 3)
	a := FromBig(source)
	source.SetInt64(7)
	a.Big().SetInt64(8)
	Rat{}.Big().SetInt64(9)
	require.Equal(t, "1/3", a.Text())
	require.Equal(t, "0", Rat{}.Text())
}

// edges are numbers with a part about as long as a word, or half of one.
func edges() []Rat {
	var all []Rat
	for _, n := range []int64{math.MaxInt64, math.MaxInt64 - 1, math.MinInt64 + 1, math.MinInt64, 1 << 62, -1 << 32, 1<<32 - 1, 3037000499, -3037000500} {
		for _, d := range []int64{1, 2, 3, 100, math.MaxInt64, 1 << 62, 1 << 32, 3037000499} {
			all = append(all, FromBig(big.NewRat(n, d)), FromBig(big.NewRat(d, n)))
		}
	}
	return all
}

// Every operation is compared with big.Rat, and must leave its operands alone.
func TestArithmeticAgainstBig(t *testing.T) {
	numbers := small(6, 5)
	numbers = append(numbers, Rat{}, rat(t, "123456789012345678901234567890/7"))
	numbers = append(numbers, edges()...)
	for _, a := range numbers {
		for _, b := range numbers {
			x, y := a.Big(), b.Big()
			same(t, FromBig(new(big.Rat).Add(x, y)), a.Add(b), a, "+", b)
			same(t, FromBig(new(big.Rat).Sub(x, y)), a.Sub(b), a, "-", b)
			same(t, FromBig(new(big.Rat).Mul(x, y)), a.Mul(b), a, "*", b)
			reduced(t, a.Add(b))
			reduced(t, a.Mul(b))
			q, ok := a.Quo(b)
			require.Equal(t, y.Sign() != 0, ok)
			if ok {
				same(t, FromBig(new(big.Rat).Quo(x, y)), q, a, "/", b)
				reduced(t, q)
			}
			c := x.Cmp(y)
			require.Equal(t, c, a.Cmp(b), "%v cmp %v", a, b)
			require.Equal(t, c == 0, a.Equal(b))
			require.Equal(t, c < 0, a.Less(b))
			if c <= 0 {
				same(t, a, Min(a, b))
				same(t, b, Max(a, b))
			} else {
				same(t, b, Min(a, b))
				same(t, a, Max(a, b))
			}
			require.Zero(t, x.Cmp(a.val()), "the left operand changed")
			require.Zero(t, y.Cmp(b.val()), "the right operand changed")
		}
		same(t, FromBig(new(big.Rat).Neg(a.Big())), a.Neg())
		same(t, FromBig(new(big.Rat).Abs(a.Big())), a.Abs())
		require.Equal(t, a.Big().Sign(), a.Sign())
		require.Equal(t, a.Big().IsInt(), a.IsInt())
	}
}

// reduced catches a result that has the right value in the wrong terms: big.Rat
// compares such a number rightly and prints it wrongly.
func reduced(t testing.TB, a Rat) {
	t.Helper()
	d := a.den()
	require.Positive(t, d.Sign())
	require.Zero(t, new(big.Int).GCD(nil, nil, a.num(), d).Cmp(bigOne), "%v is not in lowest terms", a.val())
	require.Equal(t, d.Cmp(bigOne) == 0, a.IsInt())
}

func TestThirdsAddUp(t *testing.T) {
	third, ok := Int(1).Quo(Int(3))
	require.True(t, ok)
	same(t, Int(1), third.Mul(Int(3)))
	same(t, Int(1), third.Add(third).Add(third))
}

// Results share memory with operands; using both at once must be safe.
func TestConcurrentUse(t *testing.T) {
	a, b := rat(t, "10/3"), Int(6)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				_ = a.Add(b).Mul(a).Text()
				_ = b.Add(Rat{}).Round(-1, Up).Text()
				_ = a.IsMultipleOf(b)
				_, _ = a.Mod(b)
				_ = GCD(a, b).Add(LCM(a, b))
				_, _ = b.Decimal()
				_ = b.DecimalPlaces(2)
				_ = a.Cmp(b)
			}
		})
	}
	wg.Wait()
	require.Equal(t, "10/3", a.Text())
	require.Equal(t, "6", b.Text())
}

// A chain of operations on words and beyond, step by step with big.Rat.
func FuzzArithmetic(f *testing.F) {
	f.Add(int64(math.MaxInt64), int64(3), int64(math.MinInt64), int64(7))
	f.Add(int64(12345678), int64(100), int64(7), int64(20))
	f.Add(int64(-1)<<32, int64(3), int64(1)<<32, int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, n1, d1, n2, d2 int64) {
		if d1 == 0 || d2 == 0 {
			return
		}
		a, b := fromQuo(big.NewInt(n1), big.NewInt(d1)), fromQuo(big.NewInt(n2), big.NewInt(d2))
		x, y := big.NewRat(n1, d1), big.NewRat(n2, d2)
		for range 3 {
			for _, r := range []Rat{a, b} {
				reduced(t, r)
			}
			same(t, FromBig(x), a)
			same(t, FromBig(y), b)
			require.Equal(t, x.Cmp(y), a.Cmp(b))
			q, ok := a.Quo(b)
			if ok {
				reduced(t, q)
				same(t, FromBig(new(big.Rat).Quo(x, y)), q)
			}
			a, b = a.Sub(b), a.Mul(b).Add(b)
			x, y = new(big.Rat).Sub(x, y), y.Add(new(big.Rat).Mul(x, y), y)
		}
	})
}

func TestPow(t *testing.T) {
	for _, c := range []struct {
		base string
		n    int
		want string
	}{
		{"2", 10, "1024"}, {"2", 0, "1"}, {"0", 0, "1"}, {"0", 3, "0"}, {"2", -2, "0.25"},
		{"-2", 3, "-8"}, {"-2", -3, "-0.125"}, {"-2", 2, "4"}, {"2/3", 3, "8/27"}, {"-2/3", -3, "-3.375"},
		{"1/3", -2, "9"}, {"-1/3", -3, "-27"}, {"1.01", 2, "1.0201"}, {"10", 20, "100000000000000000000"},
		{"1", -5, "1"}, {"-1", -5, "-1"},
	} {
		got, ok := rat(t, c.base).Pow(c.n)
		require.True(t, ok)
		same(t, rat(t, c.want), got, c.base, c.n)
	}
	_, ok := Int(0).Pow(-1)
	require.False(t, ok)
}

func TestPowIsRepeatedMultiplication(t *testing.T) {
	for _, a := range small(4, 3) {
		want := Int(1)
		for n := range 6 {
			got, ok := a.Pow(n)
			require.True(t, ok)
			same(t, want, got, a, n)
			if a.Sign() != 0 {
				inverse, ok := a.Pow(-n)
				require.True(t, ok)
				same(t, Int(1), got.Mul(inverse))
			}
			want = want.Mul(a)
		}
	}
}

func TestFloorCeilMod(t *testing.T) {
	for _, c := range []struct{ a, floor, ceil string }{
		{"2.5", "2", "3"}, {"-2.5", "-3", "-2"}, {"2", "2", "2"}, {"-2", "-2", "-2"},
		{"1/3", "0", "1"}, {"-1/3", "-1", "0"}, {"0", "0", "0"}, {"-0.999", "-1", "0"},
	} {
		same(t, rat(t, c.floor), rat(t, c.a).Floor(), c.a)
		same(t, rat(t, c.ceil), rat(t, c.a).Ceil(), c.a)
	}
	// The table of floored division, as in Knuth and Python.
	for _, c := range []struct{ a, b, want string }{
		{"7", "3", "1"}, {"-7", "3", "2"}, {"7", "-3", "-2"}, {"-7", "-3", "-1"},
		{"6", "3", "0"}, {"-6", "3", "0"}, {"-1", "7", "6"}, {"5.5", "2", "1.5"},
		{"-5.5", "2", "0.5"}, {"0.7", "0.1", "0"}, {"1", "0.3", "0.1"}, {"0", "5", "0"}, {"1/2", "1/3", "1/6"},
	} {
		got, ok := rat(t, c.a).Mod(rat(t, c.b))
		require.True(t, ok)
		same(t, rat(t, c.want), got, c.a, "mod", c.b)
	}
}

func TestFloorCeilModProperties(t *testing.T) {
	for _, a := range small(9, 4) {
		require.True(t, a.Floor().IsInt())
		require.True(t, a.Ceil().IsInt())
		require.False(t, a.Less(a.Floor()))
		require.True(t, a.Less(a.Floor().Add(Int(1))))
		same(t, a.Neg().Floor().Neg(), a.Ceil())
		for _, b := range small(3, 3) {
			m, ok := a.Mod(b)
			require.Equal(t, b.Sign() != 0, ok)
			if !ok {
				continue
			}
			require.True(t, m.Sign() == 0 || m.Sign() == b.Sign())
			require.True(t, m.Abs().Less(b.Abs()))
			require.True(t, a.Sub(m).IsMultipleOf(b))
		}
	}
}

func TestInt64(t *testing.T) {
	for _, n := range []int64{0, 1, -1, math.MaxInt64, math.MinInt64} {
		got, ok := Int(n).Int64()
		require.True(t, ok)
		require.Equal(t, n, got)
	}
	for _, a := range []Rat{rat(t, "0.5"), Int(math.MaxInt64).Add(Int(1)), Int(math.MinInt64).Sub(Int(1))} {
		_, ok := a.Int64()
		require.False(t, ok)
	}
}

func TestIsMultipleOf(t *testing.T) {
	for _, a := range small(8, 6) {
		require.True(t, a.IsMultipleOf(Int(0)))
		for _, step := range small(6, 6) {
			if step.Sign() == 0 {
				continue
			}
			q, _ := a.Quo(step)
			require.Equal(t, q.IsInt(), a.IsMultipleOf(step), "%v of %v", a, step)
		}
	}
}

// The oracle goes down the candidates k/(bd) until both are whole multiples.
func TestGCDAndLCM(t *testing.T) {
	numbers := small(6, 4)
	for _, a := range numbers {
		for _, b := range numbers {
			g, l := GCD(a, b), LCM(a, b)
			same(t, g, GCD(b, a))
			same(t, l, LCM(b, a))
			if a.Sign() == 0 || b.Sign() == 0 {
				same(t, a.Add(b).Abs(), g, a, b)
				same(t, Int(0), l, a, b)
				continue
			}
			unit := fromQuo(bigOne, new(big.Int).Mul(a.den(), b.den()))
			want := unit.Mul(Int(6 * 4))
			for !(a.IsMultipleOf(want) && b.IsMultipleOf(want)) {
				want = want.Sub(unit)
			}
			same(t, want, g, "gcd", a, b)
			same(t, a.Mul(b).Abs(), g.Mul(l), "lcm", a, b)
			require.True(t, l.IsMultipleOf(a) && l.IsMultipleOf(b))
		}
	}
	same(t, rat(t, "0.05"), GCD(rat(t, "0.25"), rat(t, "0.1")))
	same(t, rat(t, "0.5"), LCM(rat(t, "0.25"), rat(t, "0.1")))
}

// The rule is exact: both parts are below 10^digits.
func TestWithin(t *testing.T) {
	for _, digits := range []int{1, 2, 5, 18, 19, 20, 63, 64, 65, 300, 3000} {
		edge := FromBig(new(big.Rat).SetInt(pow10(int64(digits))))
		below := edge.Sub(Int(1))
		for _, a := range []Rat{below, below.Neg()} {
			require.True(t, a.Within(digits), digits)
			inverse, _ := Int(1).Quo(a)
			require.True(t, inverse.Within(digits), digits)
		}
		for _, a := range []Rat{edge, edge.Neg(), edge.Add(Int(1)), edge.Mul(Int(7)), edge.Mul(edge)} {
			require.False(t, a.Within(digits), digits)
			inverse, _ := Int(1).Quo(a)
			require.False(t, inverse.Within(digits), digits)
		}
	}
	require.True(t, Rat{}.Within(1))
	require.False(t, Rat{}.Within(0))
	require.False(t, Int(1).Within(-3))
	require.True(t, Int(1).Within(math.MaxInt))
}

// Near the edge the length in bits does not decide; this counts by printing.
func TestFitsAgainstPrinting(t *testing.T) {
	x := big.NewInt(1)
	for range 700 {
		n := len(x.String())
		for d := max(1, n-2); d <= n+2; d++ {
			require.Equal(t, n <= d, fits(x, int64(d)), "%v in %d digits", x, d)
		}
		x.Lsh(x, 1)
	}
}

func TestMarshal(t *testing.T) {
	out, err := json.Marshal(map[string]Rat{"a": rat(t, "-0.50"), "b": rat(t, "1/3"), "c": {}})
	require.NoError(t, err)
	require.JSONEq(t, `{"a": "-0.5", "b": "1/3", "c": "0"}`, string(out))
	require.Equal(t, "1716/19", rat(t, "1716/19").String())
}

func BenchmarkArithmetic(b *testing.B) {
	whole, other := Int(2001), Int(30)
	cents, rate := rat(b, "123456.78"), rat(b, "0.35")
	for name, f := range map[string]func(){
		"AddInt":   func() { whole.Add(other) },
		"AddCents": func() { cents.Add(rate) },
		"MulInt":   func() { whole.Mul(other) },
		"MulCents": func() { cents.Mul(rate) },
		"Cmp":      func() { cents.Cmp(whole) },
		"CmpInt":   func() { other.Cmp(whole) },
		"Round":    func() { cents.Mul(rate).Round(2, HalfUp) },
		"Text":     func() { _ = cents.Text() },
		"Parse":    func() { _, _ = Parse("123456.78", 40) },
		"Within":   func() { cents.Within(40) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

func repeat(n int) string { return strings.Repeat("7", n) }
