package machine

// A find maps a whole number to that of the piece of the line in which it
// lies: a table's search for one column.
type find struct {
	// starts are where pieces begin but for the first, in order; to are the
	// results, one more than starts.
	starts, to []int64
	// dense has the results from base on, if it is there: what is below has the
	// first, what is above has the last.
	dense []int64
	base  int64
}

// denseLimit is how many results are listed at most. 8,000 are 64 KB; a binary
// search over more pieces than that costs a dozen comparisons.
const denseLimit = 8192

// fewStarts are compared one after the other, which has no branch to mispredict.
const fewStarts = 8

// newFind merges pieces with the same result.
func newFind(starts, to []int64) find {
	f := find{to: to[:1:1]}
	for i, s := range starts {
		if to[i+1] != f.to[len(f.to)-1] {
			f.starts, f.to = append(f.starts, s), append(f.to, to[i+1])
		}
	}
	n := len(f.starts)
	if n == 0 {
		return f
	}
	if span := uint64(f.starts[n-1]) - uint64(f.starts[0]); n > 2 && span < denseLimit-2 && max(f.starts[n-1], -f.starts[0]) < most/2 {
		f.base = f.starts[0] - 1 // a start is never the least int64
		f.dense = make([]int64, span+2)
		piece := 0
		for i := range f.dense {
			for piece < n && f.starts[piece] <= f.base+int64(i) {
				piece++
			}
			f.dense[i] = f.to[piece]
		}
	}
	return f
}

// at is the result for any x.
func (f *find) at(x int64) int64 {
	if f.dense != nil {
		return f.dense[clamped(x-f.base, int64(len(f.dense)-1))]
	}
	return f.searched(x)
}

func (f *find) searched(x int64) int64 {
	if len(f.starts) <= fewStarts {
		var piece int64
		for _, s := range f.starts {
			piece += bit(x >= s)
		}
		return f.to[piece]
	}
	low, high := 0, len(f.starts)
	for low < high {
		middle := int(uint(low+high) / 2)
		if f.starts[middle] <= x {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return f.to[low]
}
