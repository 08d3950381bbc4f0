package machine

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

func rat(num, den int64) exact.Rat { return exact.FromBig(big.NewRat(num, den)) }

// Sums and products of spans hold those of their members, and nothing more
// than what lies between the ends.
func TestSpanArithmetic(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 10))
	some := func() span {
		if r.IntN(3) == 0 {
			return point(clampTo(random(r)))
		}
		a, b := clampTo(random(r)), clampTo(random(r))
		return span{min(a, b), max(a, b)}
	}
	middle := func(s span) int64 { return max(s.lo, min(s.hi, s.lo/2+s.hi/2)) }
	for range 5000 {
		s, o := some(), some()
		product, sum := s.wide().times(o.wide()), s.wide().plus(o.wide())
		ends := 0
		for _, a := range []int64{s.lo, s.hi, middle(s)} {
			for _, b := range []int64{o.lo, o.hi, middle(o)} {
				p, q := times(a, b), new(big.Int).Add(big.NewInt(a), big.NewInt(b))
				require.True(t, product.lo.Cmp(p) <= 0 && p.Cmp(product.hi) <= 0, "%d * %d", a, b)
				require.True(t, sum.lo.Cmp(q) <= 0 && q.Cmp(sum.hi) <= 0, "%d + %d", a, b)
				if p.Cmp(product.lo) == 0 || p.Cmp(product.hi) == 0 {
					ends++
				}
			}
		}
		require.Positive(t, ends)
		cutTo, fits := product.span()
		require.Equal(t, inRegister(product.lo) && inRegister(product.hi), fits)
		if fits {
			require.Equal(t, span{product.lo.Int64(), product.hi.Int64()}, cutTo)
		}
		hull := s.hull(o)
		require.True(t, hull.lo <= min(s.lo, o.lo) && hull.hi >= max(s.hi, o.hi))
		meet := s.meet(o)
		if max(s.lo, o.lo) <= min(s.hi, o.hi) {
			require.Equal(t, span{max(s.lo, o.lo), min(s.hi, o.hi)}, meet)
		} else {
			require.Equal(t, s, meet)
		}
	}
}

// The ends of a product are two numbers, also of a point: rounded changes them
// one by one.
func TestWideEndsAreApart(t *testing.T) {
	w := point(4).wide().times(point(1).wide())
	w.lo.Sub(w.lo, big.NewInt(1))
	require.Equal(t, "3 4", w.lo.String()+" "+w.hi.String())
	b := &builder{}
	for _, s := range []span{point(4), point(-4), point(0), {-7, 9}, {3, 8}} {
		for x := s.lo; x <= s.hi; x++ {
			for _, div := range []int64{1, 3, 5, 7} {
				in := b.rounded(s, 2, div)
				for _, mode := range modes {
					y := rounded(big.NewInt(2*x), big.NewInt(div), mode).Int64()
					require.True(t, in.lo <= y && y <= in.hi, "2 * %d / %d %s in %v", x, div, mode, in)
				}
			}
		}
	}
}

func TestFirstAt(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for range 5000 {
		at, unit := rat(random(r)>>r.IntN(60), 1+r.Int64N(50)), rat(1+r.Int64N(30), 1+r.Int64N(30))
		for _, above := range []bool{false, true} {
			x := firstAt(at, above, unit)
			if x >= most || x <= -most {
				continue
			}
			reaches := func(x int64) bool {
				c := unit.Mul(exact.Int(x)).Cmp(at)
				return c > 0 || c == 0 && !above
			}
			require.True(t, reaches(x) && !reaches(x-1), "%d: %s %s above %t", x, at.Text(), unit.Text(), above)
			y := before(at, above, unit)
			under := func(y int64) bool {
				c := unit.Mul(exact.Int(y)).Cmp(at)
				return c < 0 || c == 0 && !above
			}
			require.True(t, under(y) && !under(y+1), "%d: %s %s below %t", y, at.Text(), unit.Text(), above)
		}
	}
	huge := exact.FromBig(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 200)))
	require.EqualValues(t, int64(beyond), firstAt(huge, false, exact.Int(1)))
	require.EqualValues(t, -int64(beyond), firstAt(huge.Neg(), true, exact.Int(1)))
	require.EqualValues(t, int64(beyond), before(huge, false, exact.Int(1)))
}

func TestSpanOf(t *testing.T) {
	end := func(x exact.Rat, open bool) exact.End { return exact.End{At: x, Open: open, Bounded: true} }
	half := rat(1, 2)
	for _, c := range []struct {
		in   exact.Interval
		want span
	}{
		{exact.Interval{}, span{-100, 100}},
		{exact.Interval{Lo: end(exact.Int(1), false), Hi: end(exact.Int(3), false)}, span{2, 6}},
		{exact.Interval{Lo: end(exact.Int(1), true), Hi: end(exact.Int(3), true)}, span{3, 5}},
		{exact.Interval{Lo: end(rat(1, 3), false), Hi: end(rat(10, 3), false)}, span{1, 6}},
		{exact.Interval{Lo: end(exact.Int(-1000), false), Hi: end(exact.Int(1000), true)}, span{-100, 100}},
		{exact.Interval{Lo: end(exact.Int(1000), false)}, span{100, 100}},
	} {
		require.Equal(t, c.want, spanOf(c.in, half, 100))
	}
	require.True(t, span{-5, 3}.fits(2, 10))
	require.False(t, span{-5, 3}.fits(3, 14))
	require.False(t, span{-most, 3}.fits(3, most))
	require.EqualValues(t, 5, span{-5, 3}.size())
}
