package exact

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// Amounts and rates are small: numerator and denominator nearly always fit
// into a word. big.Rat reduces each result with a GCD on big numbers, which
// costs several times the rest of the operation; here it is done on words, and
// big.Rat takes over where something overflows.

// words returns numerator and denominator, if both fit and can be negated.
func (a Rat) words() (num, den int64, ok bool) {
	n, d := a.num(), a.den()
	if !n.IsInt64() || !d.IsInt64() {
		return 0, 0, false
	}
	num = n.Int64()
	return num, d.Int64(), num != math.MinInt64
}

// fromWords returns num/den, which is in lowest terms with den > 0.
func fromWords(num, den int64) Rat {
	if den == 1 {
		return Int(num)
	}
	var r big.Rat
	r.SetInt64(num) // from here on Denom is a reference
	r.Denom().SetInt64(den)
	return Rat{r: &r}
}

// The three operations below follow Knuth, TAOCP volume 2, 4.5.1: common
// factors are taken out of the operands, so that the result is in lowest terms
// and overflows only if it must.

// addWords returns a + sign*b; b is not 0.
func addWords(a, b Rat, sign int64) (Rat, bool) {
	n1, d1, ok1 := a.words()
	n2, d2, ok2 := b.words()
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	g := gcd(d1, d2)
	x, ok1 := mul(n1, d2/g)
	y, ok2 := mul(sign*n2, d1/g)
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	num := x + y
	if (y > 0) != (num > x) { // it went round
		return Rat{}, false
	}
	if num == 0 {
		return Rat{}, true
	}
	h := gcd(num, g)
	den, ok := mul(d1/g, d2/h)
	return fromWords(num/h, den), ok
}

func mulWords(a, b Rat) (Rat, bool) {
	n1, d1, ok1 := a.words()
	n2, d2, ok2 := b.words()
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	return mulReduced(n1, d1, n2, d2)
}

// quoWords divides by b, which is not 0.
func quoWords(a, b Rat) (Rat, bool) {
	n1, d1, ok1 := a.words()
	n2, d2, ok2 := b.words()
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	if n2 < 0 {
		n2, d2 = -n2, -d2
	}
	return mulReduced(n1, d1, d2, n2)
}

func mulReduced(n1, d1, n2, d2 int64) (Rat, bool) {
	g, h := gcd(n1, d2), gcd(n2, d1)
	num, ok1 := mul(n1/g, n2/h)
	den, ok2 := mul(d1/h, d2/g)
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	return fromWords(num, den), true
}

// cmpWords compares numbers of the same sign.
func cmpWords(a, b Rat) (int, bool) {
	n1, d1, ok1 := a.words()
	n2, d2, ok2 := b.words()
	if !ok1 || !ok2 {
		return 0, false
	}
	h1, l1 := bits.Mul64(magnitude(n1), uint64(d2))
	h2, l2 := bits.Mul64(magnitude(n2), uint64(d1))
	c := cmp.Compare(h1, h2)
	if c == 0 {
		c = cmp.Compare(l1, l2)
	}
	if n1 < 0 {
		c = -c
	}
	return c, true
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return uint64(-x)
	}
	return uint64(x)
}

// gcd takes a y > 0 and is at least 1.
func gcd(x, y int64) int64 {
	u, v := magnitude(x), uint64(y)
	for u != 0 {
		u, v = v%u, u
	}
	return int64(v)
}

// mul returns x * y, and false if that overflows or cannot be negated.
func mul(x, y int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(x), magnitude(y))
	return x * y, hi == 0 && lo <= math.MaxInt64
}
