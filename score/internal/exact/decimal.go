package exact

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// FromDecimal returns d. It fails with ErrTooLong if d, written out with the
// zeros that its coefficient and exponent imply, has more than digits digits
// before or after the point. Zero is accepted with any exponent.
func FromDecimal(d decimal.Decimal, digits int) (Rat, error) {
	c := d.Coefficient() // a copy
	if c.Sign() == 0 {
		return Rat{}, nil
	}
	e, limit := int64(d.Exponent()), clampDigits(digits)
	if -e > limit {
		return Rat{}, tooLongAfter(limit)
	}
	if !fits(c, limit-e) {
		return Rat{}, tooLongBefore(limit)
	}
	return scaled(c, e), nil
}

func clampDigits(digits int) int64 {
	return min(max(int64(digits), 0), maxDigits)
}

func tooLongBefore(limit int64) error {
	return fmt.Errorf("%w: it has more than %d digits before the point", ErrTooLong, limit)
}

func tooLongAfter(limit int64) error {
	return fmt.Errorf("%w: it has more than %d digits after the point", ErrTooLong, limit)
}

// scaled returns c * 10^e. It may change c.
func scaled(c *big.Int, e int64) Rat {
	if e >= 0 {
		return fromInt(func(z *big.Int) { z.Mul(c, pow10(e)) })
	}
	return fromQuo(c, pow10(-e))
}

const (
	// Every decimal with 15 digits survives the way through a float64 and
	// back, so a shortest decimal of that length is what was written.
	floatDigits = 15
	// The powers of ten up to 10^22 are exact in a float64. Facts do not come
	// near, and further out the shortest decimal no longer tells a written
	// number from a computed one.
	floatExponent = 22
)

// FromFloat returns the shortest decimal that reads back as f, if it has at
// most 15 significant digits and its first digit stands for between 10^-22 and
// 10^22; otherwise it fails with ErrNoisy, ErrNaN or ErrInf. 0.1 is 0.1,
// 0.1+0.2 is refused.
func FromFloat(f float64) (Rat, error) {
	switch {
	case math.IsNaN(f):
		return Rat{}, ErrNaN
	case math.IsInf(f, 0):
		return Rat{}, ErrInf
	case f == 0:
		return Rat{}, nil
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'e', -1, 64), "e")
	lit := literal{neg: f < 0}
	lit.whole, lit.frac, _ = strings.Cut(mantissa, ".")
	if n := len(lit.whole) + len(lit.frac); n > floatDigits {
		return Rat{}, fmt.Errorf("%w: it has %d significant digits, at most %d are certain", ErrNoisy, n, floatDigits)
	}
	e, err := strconv.Atoi(exponent)
	if err != nil || e < -floatExponent || e > floatExponent {
		return Rat{}, fmt.Errorf("%w: its first digit is not between 10^-%d and 10^%d", ErrNoisy, floatExponent, floatExponent)
	}
	return scaled(lit.coefficient(), int64(e-len(lit.frac))), nil
}

// Places returns how many places a has after the point in its shortest
// decimal, and false if it has no finite decimal. The cost is about that of
// one multiplication of numbers as long as the denominator.
func (a Rat) Places() (int, bool) {
	if a.IsInt() {
		return 0, true
	}
	den := a.den()
	twos := int(den.TrailingZeroBits())
	var fives int
	var ok bool
	if den.IsUint64() {
		fives, ok = log5Word(den.Uint64() >> twos)
	} else {
		fives, ok = log5(new(big.Int).Rsh(den, uint(twos)))
	}
	if !ok {
		return 0, false
	}
	return max(twos, fives), true
}

func log5Word(x uint64) (int, bool) {
	n := 0
	for x%5 == 0 {
		x /= 5
		n++
	}
	return n, x == 1
}

// log5 returns the n for which 5^n is x, which is positive. Taking out one
// five at a time would be quadratic; but 5 is more than two bits, so there is
// at most one power of five of any length in bits, and it can be computed.
func log5(x *big.Int) (int, bool) {
	if x.IsUint64() {
		return log5Word(x.Uint64())
	}
	length := x.BitLen()
	// 1/log2(5) is 0.43067655807...; n is right or slightly too small.
	hi, lo := bits.Mul64(uint64(length-1), 4306765580)
	q, _ := bits.Div64(hi, lo, 10000000000)
	n := int(q)
	p := new(big.Int).Exp(bigFive, big.NewInt(int64(n)), nil)
	for p.BitLen() < length {
		p.Mul(p, bigFive)
		n++
	}
	return n, p.Cmp(x) == 0
}

// coefficient returns a * 10^places if that is whole. It may be part of a:
// read only.
func (a Rat) coefficient(places int) (*big.Int, bool) {
	if places < 0 {
		if !a.IsInt() {
			return nil, false
		}
		q, r := new(big.Int).QuoRem(a.num(), pow10(-int64(places)), new(big.Int))
		return q, r.Sign() == 0
	}
	if places == 0 {
		return a.num(), a.IsInt()
	}
	scale := pow10(int64(places))
	if !a.IsInt() {
		// In lowest terms, a * 10^places is whole just when the denominator
		// divides 10^places.
		q, r := new(big.Int).QuoRem(scale, a.den(), new(big.Int))
		if r.Sign() != 0 {
			return nil, false
		}
		scale = q
	}
	return new(big.Int).Mul(a.num(), scale), true
}

// Decimal returns a with as many places as it needs, and false if it has no
// finite decimal. The exponent is never positive: 100 has coefficient 100.
func (a Rat) Decimal() (decimal.Decimal, bool) {
	places, ok := a.Places()
	if !ok || places > math.MaxInt32 {
		return decimal.Decimal{}, false
	}
	c, _ := a.coefficient(places)
	return decimal.NewFromBigInt(c, int32(-places)), true
}

// DecimalPlaces returns a with exponent -places: 5 with 2 places has
// coefficient 500. The number must fit, as it does after [Rat.Round]; if it
// does not, DecimalPlaces panics, rather than round or hand out another
// exponent.
func (a Rat) DecimalPlaces(places int) decimal.Decimal {
	c, ok := a.coefficient(places)
	if !ok || places > math.MaxInt32 || places < -math.MaxInt32 {
		panic(fmt.Sprintf("exact: the number does not fit in %d places", places))
	}
	return decimal.NewFromBigInt(c, int32(-places))
}
