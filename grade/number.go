package grade

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

const (
	maxExponent = 10000 // a larger power of ten in a decimal is an attack, not a total
	maxDigits   = 1000  // of one number in text
)

// ratOf is exact. It fails for exponents beyond ±maxExponent; zero is zero with any exponent.
func ratOf(d decimal.Decimal) (*big.Rat, error) {
	n := d.Coefficient()
	if n.Sign() == 0 {
		return new(big.Rat), nil
	}
	e := int64(d.Exponent())
	if e < -maxExponent || e > maxExponent {
		return nil, fmt.Errorf("the exponent %d of a decimal is beyond ±%d", e, maxExponent)
	}
	if e >= 0 {
		return new(big.Rat).SetInt(n.Mul(n, power10(e))), nil
	}
	return new(big.Rat).SetFrac(n, power10(-e)), nil
}

func power10(n int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil)
}

// decimalText does not expand a decimal that ratOf refuses.
func decimalText(d decimal.Decimal) string {
	r, err := ratOf(d)
	if err != nil {
		return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
	}
	return ratText(r)
}

// ratText is the shortest decimal, or p/q where there is no finite one.
func ratText(r *big.Rat) string {
	if places, finite := r.FloatPrec(); finite {
		return r.FloatString(places)
	}
	return r.RatString()
}

var errNumber = errors.New("a number is digits, with an optional - before, fraction or % behind")

// parseNumber reads -12, 12.5, 95%, and p/q, which is how ratText writes what is no finite decimal.
func parseNumber(s string) (*big.Rat, error) {
	body, negative := strings.CutPrefix(s, "-")
	if p, q, isRatio := strings.Cut(body, "/"); isRatio {
		num, err := parseDigits(p)
		if err != nil {
			return nil, err
		}
		den, err := parseDigits(q)
		if err != nil {
			return nil, err
		}
		if den.Sign() == 0 {
			return nil, errors.New("division by zero")
		}
		return signed(new(big.Rat).SetFrac(num, den), negative), nil
	}

	body, isPercent := strings.CutSuffix(body, "%")
	whole, fraction, hasFraction := strings.Cut(body, ".")
	if whole == "" || hasFraction && fraction == "" {
		return nil, errNumber
	}
	num, err := parseDigits(whole + fraction)
	if err != nil {
		return nil, err
	}
	places := int64(len(fraction))
	if isPercent {
		places += 2
	}
	return signed(new(big.Rat).SetFrac(num, power10(places)), negative), nil
}

func signed(r *big.Rat, negative bool) *big.Rat {
	if negative {
		r.Neg(r)
	}
	return r
}

func parseDigits(s string) (*big.Int, error) {
	if s == "" {
		return nil, errNumber
	}
	if len(s) > maxDigits {
		return nil, fmt.Errorf("a number has more than %d digits", maxDigits)
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return nil, errNumber
		}
	}
	n, _ := new(big.Int).SetString(s, 10)
	return n, nil
}

// compare is a.Cmp(b), which allocates, without doing so where both fractions are of machine size, as those
// of scores are: sorting ends is most of a sweep.
func compare(a, b *big.Rat) int {
	if s := a.Sign(); s != b.Sign() || s == 0 {
		return cmp.Compare(s, b.Sign())
	}
	if !a.Num().IsInt64() || !b.Num().IsInt64() || !a.Denom().IsInt64() || !b.Denom().IsInt64() {
		return a.Cmp(b)
	}
	// a/b and c/d compare as ad and bc; the product of two 64-bit numbers has 128 bits.
	ahi, alo := bits.Mul64(magnitude(a.Num()), magnitude(b.Denom()))
	bhi, blo := bits.Mul64(magnitude(b.Num()), magnitude(a.Denom()))
	c := cmp.Compare(ahi, bhi)
	if c == 0 {
		c = cmp.Compare(alo, blo)
	}
	return c * a.Sign()
}

// magnitude is |n| of an n that fits into an int64, the lowest one included.
func magnitude(n *big.Int) uint64 {
	if v := n.Int64(); v < 0 {
		return -uint64(v)
	}
	return n.Uint64()
}

func floorOf(r *big.Rat) *big.Int {
	// Euclidean division by a denominator, which is never negative, is the floor.
	return new(big.Int).Div(r.Num(), r.Denom())
}
