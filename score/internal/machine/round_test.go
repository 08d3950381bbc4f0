package machine

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

var modes = []exact.Mode{exact.HalfUp, exact.HalfEven, exact.HalfDown, exact.Up, exact.Down, exact.Ceiling, exact.Floor}

// words are the numbers where words and registers end, and small ones.
var words = []int64{
	0, 1, 2, 3, 5, 7, 10, 99, 100, 1000, 1 << 31, 1<<32 - 1, 1 << 32, 1<<53 + 1, 1e15, 1e18, 1<<61 - 1, 1 << 61, 1<<62 - 1, 1 << 62,
	1<<62 + 1, math.MaxInt64 - 1, math.MaxInt64,
}

func signed() []int64 {
	out := []int64{math.MinInt64, math.MinInt64 + 1}
	for _, w := range words {
		out = append(out, w, -w)
	}
	return out
}

// random is a word of any length.
func random(r *rand.Rand) int64 { return int64(r.Uint64()) >> r.IntN(64) }

func positive(r *rand.Rand) int64 { return max(1, int64(r.Uint64()>>1)>>r.IntN(63)) }

// rounded is num/den rounded by package exact, which is tested apart.
func rounded(num, den *big.Int, mode exact.Mode) *big.Int {
	return exact.FromBig(new(big.Rat).SetFrac(num, den)).Round(0, mode).Big().Num()
}

func times(a, b int64) *big.Int { return new(big.Int).Mul(big.NewInt(a), big.NewInt(b)) }

// inRegister tells whether a result is one that a register may have.
func inRegister(x *big.Int) bool { return x.CmpAbs(big.NewInt(most)) <= 0 }

func TestRoundQuo(t *testing.T) {
	check := func(x, d int64) {
		for _, mode := range modes {
			want := rounded(big.NewInt(x), big.NewInt(d), mode)
			require.Equal(t, want.Int64(), roundQuo(x, uint64(d), mode), "%d / %d %s", x, d, mode)
		}
	}
	for x := int64(-40); x <= 40; x++ {
		for d := int64(1); d <= 12; d++ {
			check(x, d)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	for _, x := range signed() {
		if x < -most || x > most {
			continue
		}
		for _, d := range words[1:] {
			check(x, d)
		}
		check(x, positive(r))
	}
	for range 20_000 {
		x, d := random(r), positive(r)
		check(x, d)
		if half := x / 2; half != 0 && half != math.MinInt64 {
			check(half|1, 2) // a tie
		}
	}
}

func TestRoundWide(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	fits, not := 0, 0
	check := func(a, x, b, y int64) {
		for _, mode := range modes {
			want := rounded(times(a, x), times(b, y), mode)
			got, ok := roundWide(a, x, b, y, mode)
			if ok {
				fits++
				require.Equal(t, want.String(), big.NewInt(got).String(), "%d * %d / (%d * %d) %s", a, x, b, y, mode)
				continue
			}
			not++
			// It may give up where the divisor needs more than 64 bits; otherwise only
			// where the result is too long.
			require.True(t, times(b, y).BitLen() > 64 || !inRegister(want), "%d * %d / (%d * %d) %s", a, x, b, y, mode)
		}
	}
	for _, a := range signed() {
		for _, x := range words[1:] {
			check(a, x, words[1+r.IntN(len(words)-1)], words[1+r.IntN(len(words)-1)])
			check(a, x, 1, 1)
			check(a, x, 2, 1)
		}
	}
	for range 20_000 {
		check(random(r), positive(r), positive(r), positive(r))
		check(random(r), positive(r), positive(r)>>20+1, 1)
	}
	require.Positive(t, fits)
	require.Positive(t, not)
}

// A key lies to twice any whole number as the quotient does to that number.
func TestKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	check := func(a, x, b, y int64) {
		num, den := times(a, x), times(b, y)
		quo, rest := new(big.Int).DivMod(num, den, new(big.Int))
		want := new(big.Int).Lsh(quo, 1)
		if rest.Sign() != 0 {
			want.Add(want, big.NewInt(1))
		}
		if got, ok := keyWide(a, x, b, y); ok {
			require.Equal(t, want.String(), big.NewInt(got).String(), "%d * %d / (%d * %d)", a, x, b, y)
		} else {
			require.True(t, den.BitLen() > 64 || want.BitLen() > 61, "%d * %d / (%d * %d)", a, x, b, y)
		}
		if num.IsInt64() && den.IsInt64() && inRegister(num) && inRegister(den) {
			in := instr{op: opKey, x: x, y: y}
			got, ok := in.quotient(a, b)
			require.True(t, ok)
			require.Equal(t, want.String(), big.NewInt(got).String(), "%d * %d / (%d * %d)", a, x, b, y)
		}
	}
	for a := int64(-30); a <= 30; a++ {
		for b := int64(1); b <= 8; b++ {
			check(a, 1, b, 1)
			check(a, 3, 1, b)
		}
	}
	for _, a := range signed() {
		for _, b := range words[1:] {
			if a != math.MinInt64 {
				check(a, 1, b, 1)
			}
		}
	}
	for range 20_000 {
		check(random(r), positive(r), positive(r), positive(r))
		check(random(r)>>32, 1+r.Int64N(1000), 1+r.Int64N(1000), 1+r.Int64N(1000))
	}
}

// Multiplying by a reciprocal is dividing, for all numbers up to the limit.
func TestReciprocal(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	found := 0
	check := func(limit, add, div int64) {
		z, ok := reciprocal(limit, add, div)
		if !ok {
			return
		}
		found++
		for _, u := range []int64{0, 1, div - add - 1, div - add, limit - 1, limit, limit / div * div, limit/div*div - 1, limit/div*div - add, r.Int64N(limit + 1)} {
			if u < 0 || u > limit {
				continue
			}
			got := new(big.Int).Mul(big.NewInt(u+add), new(big.Int).SetUint64(z))
			require.Equal(t, (u+add)/div, got.Rsh(got, 64).Int64(), "(%d + %d) / %d up to %d", u, add, div, limit)
		}
	}
	for _, div := range []int64{2, 3, 7, 10, 100, 1000, 10_000, 1_000_000, 12_345_678, 1e15, 1e18} {
		for _, limit := range []int64{1, 9, 999, 1e6, 1e12, 1e15, 1e18, 1<<62 - 1, most} {
			for _, add := range []int64{0, (div - 1) / 2, div / 2, div - 1} {
				check(limit, add, div)
			}
		}
	}
	for range 20_000 {
		div := positive(r)
		check(positive(r), r.Int64N(div), div)
	}
	require.Greater(t, found, 5000)
	_, ok := reciprocal(1e15, 5000, 10_000)
	require.True(t, ok, "money to the cent is rounded without a division")
	for _, div := range []int64{-1, 0, 1} {
		_, ok := reciprocal(10, 0, div)
		require.False(t, ok)
	}
}

func TestFloorMod(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	check := func(a, b int64) {
		if b == 0 {
			require.Zero(t, floorMod(a, b))
			return
		}
		num, den := big.NewInt(a), big.NewInt(b)
		want := new(big.Int).Mod(num, new(big.Int).Abs(den)) // Euclid's
		if b < 0 && want.Sign() > 0 {
			want.Add(want, den)
		}
		require.Equal(t, want.Int64(), floorMod(a, b), "%d mod %d", a, b)
	}
	for _, a := range signed() {
		for _, b := range signed() {
			check(a, b)
		}
	}
	for range 10_000 {
		check(random(r), random(r))
	}
}

func TestCheckedArithmetic(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	check := func(a, x, b, y, z int64) {
		p, q := times(a, x), times(b, y)
		sum := new(big.Int).Add(new(big.Int).Add(p, q), big.NewInt(z))
		got, ok := mulAdd(a, x, b, y, z)
		if ok {
			require.Equal(t, sum.String(), big.NewInt(got).String(), "%d * %d + %d * %d + %d", a, x, b, y, z)
			require.True(t, inRegister(sum))
		} else {
			part := new(big.Int).Add(p, q)
			require.False(t, inRegister(p) && inRegister(q) && inRegister(part) && inRegister(sum), "%d * %d + %d * %d + %d", a, x, b, y, z)
		}
		product, ok := mul(a, x)
		require.Equal(t, inRegister(p), ok, "%d * %d", a, x)
		if ok {
			require.Equal(t, p.Int64(), product)
		}
	}
	all := signed()
	for _, a := range all {
		for _, x := range all {
			check(a, x, 0, 0, 0)
			check(a, x, all[r.IntN(len(all))], 1, clampTo(all[r.IntN(len(all))]))
			check(a, 1, x, 1, 0)
			check(a, 1, x, -1, 1)
		}
	}
	for range 20_000 {
		check(random(r), random(r), random(r), random(r), clampTo(random(r)))
	}
}

// clampTo makes a register's number of any.
func clampTo(x int64) int64 { return max(-most, min(most, x)) }

func TestWideComparisons(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	check := func(a, b, c, d int64) {
		want := times(a, b).Cmp(times(c, d))
		require.Equal(t, want < 0, lessWide(a, b, c, d), "%d * %d < %d * %d", a, b, c, d)
		require.Equal(t, want == 0, equalWide(a, b, c, d), "%d * %d == %d * %d", a, b, c, d)
	}
	all := signed()
	for _, a := range all {
		for _, b := range all {
			check(a, b, b, a)
			check(a, b, -b, a)
			check(a, b, all[r.IntN(len(all))], all[r.IntN(len(all))])
		}
	}
	for range 10_000 {
		check(random(r), random(r), random(r), random(r))
	}
}

func TestWithoutBranches(t *testing.T) {
	for _, a := range signed() {
		require.Equal(t, max(clampTo(a), -clampTo(a), 1), divisor(clampTo(a)), "%d", a)
		for _, b := range signed() {
			if x, y := clampTo(a), clampTo(b); x == a && y == b {
				require.Equal(t, min(a, b), lesser(a, b), "%d %d", a, b)
				require.Equal(t, max(a, b), greater(a, b), "%d %d", a, b)
			}
			if b >= 0 {
				require.Equal(t, max(0, min(a, b)), clamped(a, b), "%d to %d", a, b)
			}
		}
	}
}

// FuzzRounding holds the roundings against package exact.
func FuzzRounding(f *testing.F) {
	f.Add(int64(5), int64(1), int64(2), int64(1), uint8(0))
	f.Add(int64(-most), int64(3), int64(1<<40), int64(1<<20), uint8(5))
	f.Fuzz(func(t *testing.T, a, x, b, y int64, m uint8) {
		mode := modes[int(m)%len(modes)]
		if x <= 0 || b <= 0 || y <= 0 {
			return
		}
		want := rounded(times(a, x), times(b, y), mode)
		if got, ok := roundWide(a, x, b, y, mode); ok {
			require.Equal(t, want.String(), big.NewInt(got).String())
		}
		if p, d := times(a, x), times(b, y); inRegister(p) && inRegister(d) {
			require.Equal(t, want.Int64(), roundQuo(p.Int64(), d.Uint64(), mode))
		}
	})
}
