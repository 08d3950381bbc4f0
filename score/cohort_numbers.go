package score

import (
	"math/big"
	"sync"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// numbers are one exact number a person: two words each, and no pointer, but for
// those that are longer. Different people's may be set at the same time.
type numbers struct {
	num, den []int64 // den is 0 for one that is longer, or was never set
	mu       sync.Mutex
	long     map[int]exact.Rat
}

func newNumbers(n int) *numbers {
	return &numbers{num: make([]int64, n), den: make([]int64, n)}
}

func (c *numbers) set(i int, r exact.Rat) {
	if num, den, ok := r.Pair(); ok {
		c.num[i], c.den[i] = num, den
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.long == nil {
		c.long = map[int]exact.Rat{}
	}
	c.long[i] = r
}

func (c *numbers) at(i int) exact.Rat {
	if c.den[i] > 0 {
		return exact.FromPair(c.num[i], c.den[i])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.long[i]
}

// rat is a number as package grade takes it.
func (c *numbers) rat(i int) *big.Rat {
	if c.den[i] > 0 {
		return big.NewRat(c.num[i], c.den[i])
	}
	return c.at(i).Big()
}
