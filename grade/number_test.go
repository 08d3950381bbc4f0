package grade

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCompareAgreesWithRat(t *testing.T) {
	var all []*big.Rat
	whole := []int64{0, 1, 2, 3, 7, 1 << 32, math.MaxInt64 - 1, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, -7, -1}
	for _, n := range whole {
		for _, d := range whole {
			if d != 0 {
				all = append(all, big.NewRat(n, d))
			}
		}
	}
	huge := new(big.Rat).SetInt(power10(40))
	all = append(all, huge, new(big.Rat).Neg(huge), new(big.Rat).Inv(huge), new(big.Rat))
	for _, a := range all {
		for _, b := range all {
			require.Equal(t, a.Cmp(b), compare(a, b), "%v %v", a, b)
		}
	}
}
