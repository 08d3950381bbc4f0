package machine

import (
	"math/bits"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// Rounding |x|/d is (|x| + bias) / d without the remainder, for every mode but
// half_even in a tie: the bias is what is missing to the next whole number.

// bias is below d.
func bias(mode exact.Mode, negative bool, d uint64) uint64 {
	switch mode {
	case exact.HalfUp, exact.HalfEven:
		return d / 2
	case exact.HalfDown:
		return (d - 1) / 2
	case exact.Up:
		return d - 1
	case exact.Ceiling:
		if !negative {
			return d - 1
		}
	case exact.Floor:
		if negative {
			return d - 1
		}
	}
	return 0
}

// roundQuo is x/d rounded. d > 0, and |x| + d fits into 64 bits.
func roundQuo(x int64, d uint64, mode exact.Mode) int64 {
	u := magnitude(x) + bias(mode, x < 0, d)
	q := u / d
	if mode == exact.HalfEven && d&1 == 0 && q*d == u {
		q &^= 1 // a tie
	}
	if x < 0 {
		return -int64(q)
	}
	return int64(q)
}

// roundWide is a*x / (b*y) rounded, in 128 bits; false if it does not fit.
// x, b and y are positive.
func roundWide(a, x, b, y int64, mode exact.Mode) (int64, bool) {
	negative := a < 0
	hi, lo := bits.Mul64(magnitude(a), uint64(x))
	over, d := bits.Mul64(uint64(b), uint64(y))
	if over != 0 {
		return 0, false
	}
	lo, carry := bits.Add64(lo, bias(mode, negative, d), 0)
	hi += carry
	if hi >= d { // also if d is 0
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if mode == exact.HalfEven && d&1 == 0 && r == 0 {
		q &^= 1
	}
	if q > most {
		return 0, false
	}
	if negative {
		return -int64(q), true
	}
	return int64(q), true
}

// keyWide is 2*floor(a*x / (b*y)), one more if there is a remainder; false if
// it does not fit. x, b and y are positive.
func keyWide(a, x, b, y int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), uint64(x))
	over, d := bits.Mul64(uint64(b), uint64(y))
	if over != 0 || hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if q > most/4 { // the key has to fit
		return 0, false
	}
	return key(int64(q), r != 0, a < 0), true
}

// key makes a key of the quotient's magnitude: below 0 the floor of an inexact
// one is one further down, and above it again lies the remainder.
func key(q int64, inexact, negative bool) int64 {
	k := 2 * q
	if inexact {
		k++
	}
	if negative {
		k = -k
	}
	return k
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// floorMod is a mod b with the sign of b; 0 if b is 0.
func floorMod(a, b int64) int64 {
	if b == 0 || b == -1 {
		return 0
	}
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}

// mulAdd is a*x + b*y + z, false if a product or sum is greater than registers
// may be.
func mulAdd(a, x, b, y, z int64) (int64, bool) {
	p, ok1 := mul(a, x)
	q, ok2 := mul(b, y)
	s, ok3 := add(p, q)
	s, ok4 := add(s, z)
	return s, ok1 && ok2 && ok3 && ok4
}

func mul(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	return a * b, hi == 0 && lo <= most
}

// add takes numbers that registers may be, and constants.
func add(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0) && s <= most && s >= -most
}

// product is a*b in 128 bits, as two's complement.
func product(a, b int64) (hi int64, lo uint64) {
	h, l := bits.Mul64(uint64(a), uint64(b))
	return int64(h) - (a>>63)&b - (b>>63)&a, l
}

func lessWide(a, b, c, d int64) bool {
	h1, l1 := product(a, b)
	h2, l2 := product(c, d)
	return h1 < h2 || h1 == h2 && l1 < l2
}

func equalWide(a, b, c, d int64) bool {
	h1, l1 := product(a, b)
	h2, l2 := product(c, d)
	return h1 == h2 && l1 == l2
}

func bit(b bool) int64 {
	var n int64
	if b {
		n = 1
	}
	return n
}

// lesser and greater are min and max without a branch, which the processor would
// mispredict: which of two figures is the lesser differs from person to person.
// The difference of two registers always fits.
func lesser(a, b int64) int64 {
	d := a - b
	return b + d&(d>>63)
}

func greater(a, b int64) int64 {
	d := a - b
	return a - d&(d>>63)
}

// clamped is x from 0 to last, without a branch.
func clamped(x, last int64) int64 {
	return lesser(x&^(x>>63), last)
}
