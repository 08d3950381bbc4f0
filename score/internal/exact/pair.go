package exact

import (
	"math"
	"math/big"
)

// Pair gives numerator and denominator, if both fit into a word: what many
// numbers are kept as where a pointer each would cost more than the number.
func (a Rat) Pair() (num, den int64, ok bool) {
	if a.IsInt() {
		num, ok = a.Int64()
		return num, 1, ok
	}
	return a.words()
}

// FromPair returns num/den, of a denominator above 0.
func FromPair(num, den int64) Rat {
	if num == math.MinInt64 {
		return fromQuo(big.NewInt(num), big.NewInt(den))
	}
	g := gcd(num, den)
	return fromWords(num/g, den/g)
}
