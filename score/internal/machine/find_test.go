package machine

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// scanned is the result for x as the definition has it.
func scanned(starts, to []int64, x int64) int64 {
	piece := 0
	for piece < len(starts) && x >= starts[piece] {
		piece++
	}
	return to[piece]
}

// checkFind compares a find with a scan, at all starts, beside them, and far off.
func checkFind(t *testing.T, r *rand.Rand, starts, to []int64) find {
	t.Helper()
	f := newFind(slices.Clone(starts), slices.Clone(to))
	xs := []int64{-most, most, 0, 1, -1, random(r), clampTo(random(r))}
	for _, s := range starts {
		for by := int64(-2); by <= 2; by++ {
			xs = append(xs, clampTo(s+by))
		}
	}
	for _, x := range xs {
		x = clampTo(x)
		require.Equal(t, scanned(starts, to, x), f.at(x), "%d in %v -> %v", x, starts, to)
		require.Equal(t, scanned(starts, to, x), f.searched(x), "%d in %v -> %v", x, starts, to)
	}
	// Registers of people who are given up hold anything; their results mean
	// nothing, but are results.
	for _, x := range []int64{math.MinInt64, math.MaxInt64, math.MinInt64 + 1} {
		require.Contains(t, to, f.at(x))
	}
	return f
}

// A find is a scan, whether it lists its results, compares with few bounds, or
// searches many.
func TestFind(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	dense, few, many := 0, 0, 0
	for range 3000 {
		n := r.IntN(20)
		if r.IntN(10) == 0 {
			n = r.IntN(300)
		}
		step := []int64{1, 2, 30, 1000, 1e12, 1 << 55}[r.IntN(6)]
		at := []int64{0, -5, 7, -1000, 1 << 60, -1 << 61, -most, 1<<61 - 3}[r.IntN(8)]
		var starts []int64
		for range n {
			if at += 1 + r.Int64N(step); at > most {
				break
			}
			starts = append(starts, at)
		}
		to := make([]int64, len(starts)+1)
		for i := range to {
			to[i] = int64(r.IntN(4)) - 1
		}
		f := checkFind(t, r, starts, to)
		switch {
		case f.dense != nil:
			dense++
			require.LessOrEqual(t, len(f.dense), denseLimit)
		case len(f.starts) <= fewStarts:
			few++
		default:
			many++
		}
	}
	for _, n := range []int{dense, few, many} {
		require.Greater(t, n, 100)
	}
}

func TestFindEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for _, starts := range [][]int64{
		nil, {0}, {-most}, {most}, {-most, most}, {-1, 0, 1}, {beyond}, {-beyond, beyond}, {-most, -most + 1, -most + 2, -most + 3},
		{most - 3, most - 2, most - 1, most}, {0, denseLimit - 4, denseLimit - 3}, {0, 1, denseLimit - 3}, {0, 1, denseLimit - 2}, {0, 1, denseLimit - 1},
		{most/2 - 2, most/2 - 1, most / 2}, {-most / 2, -most/2 + 1, -most/2 + 2},
	} {
		to := make([]int64, len(starts)+1)
		for i := range to {
			to[i] = int64(i * i)
		}
		checkFind(t, r, starts, to)
		for i := range to {
			to[i] = 7
		}
		require.Empty(t, checkFind(t, r, starts, to).starts, "pieces with the same result are one")
	}
}

// FuzzFind makes a table of bytes.
func FuzzFind(f *testing.F) {
	f.Add([]byte{1, 2, 3, 200, 0, 9}, uint8(0), int64(0))
	f.Add([]byte{255, 255, 0, 1}, uint8(40), int64(-most))
	f.Fuzz(func(t *testing.T, gaps []byte, shift uint8, at int64) {
		at = clampTo(at)
		var starts []int64
		to := []int64{0}
		for i, gap := range gaps {
			next := at + 1 + int64(gap)<<(shift%48)
			if next > most {
				break
			}
			at = next
			starts, to = append(starts, at), append(to, int64(gap)%5+int64(i%2))
		}
		checkFind(t, rand.New(rand.NewPCG(1, uint64(len(gaps)))), starts, to)
	})
}
