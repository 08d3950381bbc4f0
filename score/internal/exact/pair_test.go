package exact

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

// A number that fits comes back from its words; one that does not says so.
func TestPair(t *testing.T) {
	words := []int64{0, 1, -1, 2, -3, 10, 100, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, 1 << 40}
	for _, num := range words {
		for _, den := range []int64{1, 2, 3, 10, 1000, math.MaxInt64} {
			want := new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den))
			r := FromPair(num, den)
			require.Zero(t, want.Cmp(r.Big()), "%d/%d", num, den)
			if n, d, ok := r.Pair(); ok {
				require.Zero(t, want.Cmp(big.NewRat(n, d)))
			} else {
				require.Equal(t, int64(math.MinInt64), num, "%d/%d", num, den)
			}
		}
	}
	long, _ := Int(10).Pow(30)
	_, _, ok := long.Pair()
	require.False(t, ok)
	third, _ := Int(1).Quo(long)
	_, _, ok = third.Pair()
	require.False(t, ok)
}
