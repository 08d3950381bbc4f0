package grade

import (
	"cmp"
	"errors"
	"math/big"

	"github.com/shopspring/decimal"
)

// Bound is one end of an [Interval]: nothing (unbounded), or a number that the interval takes
// (closed) or stops short of (open). The zero value is unbounded. A Bound is immutable.
type Bound struct {
	_    [0]func() // == would compare pointers
	at   *big.Rat  // nil: unbounded
	open bool
	err  error // what was wrong with the number, for NewInterval to report
}

// Unbounded is the end of an interval that goes on for ever. It is the zero Bound.
func Unbounded() Bound { return Bound{} }

// Closed is an end that belongs to its interval. If the exponent of d is beyond ±10,000, NewInterval
// fails on the result.
func Closed(d decimal.Decimal) Bound { return decimalBound(d, false) }

// Open is an end that does not belong to its interval. If the exponent of d is beyond ±10,000,
// NewInterval fails on the result.
func Open(d decimal.Decimal) Bound { return decimalBound(d, true) }

// ClosedRat is Closed for any rational number, which it copies. NewInterval fails on the result for nil.
func ClosedRat(r *big.Rat) Bound { return ratBound(r, false) }

// OpenRat is Open for any rational number, which it copies. NewInterval fails on the result for nil.
func OpenRat(r *big.Rat) Bound { return ratBound(r, true) }

func decimalBound(d decimal.Decimal, open bool) Bound {
	r, err := ratOf(d)
	return Bound{at: r, open: open, err: err}
}

func ratBound(r *big.Rat, open bool) Bound {
	if r == nil {
		return Bound{err: errors.New("a nil number")}
	}
	return Bound{at: new(big.Rat).Set(r), open: open}
}

// Rat returns a copy of the number at this end, or nil and false if there is none: the end is unbounded, or
// was made from a number that NewInterval refuses.
func (b Bound) Rat() (*big.Rat, bool) {
	if b.at == nil {
		return nil, false
	}
	return new(big.Rat).Set(b.at), true
}

// IsOpen tells whether the end itself does not belong to the interval. An unbounded end is open.
func (b Bound) IsOpen() bool { return b.at == nil || b.open }

func (b Bound) text() string {
	if b.at == nil {
		return ".."
	}
	return ratText(b.at)
}

// An edge is a place between numbers: just below x, just above x, or beyond all numbers. Closed and open
// ends differ only in the side on which they cut, so an interval is what lies between two edges, and
// empty, disjoint, inside, touching are all comparisons of edges.
type edge struct {
	x    *big.Rat // nil beyond all numbers
	side side
}

type side int8

const (
	beforeAll side = -2
	justBelow side = -1
	justAbove side = +1
	afterAll  side = +2
)

func (b Bound) asLower() edge {
	switch {
	case b.at == nil:
		return edge{side: beforeAll}
	case b.open:
		return edge{b.at, justAbove}
	}
	return edge{b.at, justBelow}
}

func (b Bound) asUpper() edge {
	switch {
	case b.at == nil:
		return edge{side: afterAll}
	case b.open:
		return edge{b.at, justBelow}
	}
	return edge{b.at, justAbove}
}

// between needs lo < hi.
func between(lo, hi edge) Interval {
	return Interval{
		lo: Bound{at: lo.x, open: lo.side == justAbove},
		hi: Bound{at: hi.x, open: hi.side == justBelow},
	}
}

func (a edge) cmp(b edge) int {
	if a.x == nil || b.x == nil {
		return cmp.Compare(a.beyond(), b.beyond())
	}
	if c := compare(a.x, b.x); c != 0 {
		return c
	}
	return cmp.Compare(a.side, b.side)
}

// beyond is -1 before all numbers, +1 after all, 0 among them.
func (a edge) beyond() side {
	if a.x != nil {
		return 0
	}
	return a.side / 2
}

// below tells whether the number v lies above the edge.
func (a edge) below(v *big.Rat) bool {
	if a.x == nil {
		return a.side == beforeAll
	}
	c := compare(a.x, v)
	return c < 0 || c == 0 && a.side == justBelow
}

func lowest(a, b edge) edge {
	if a.cmp(b) <= 0 {
		return a
	}
	return b
}

func highest(a, b edge) edge {
	if a.cmp(b) >= 0 {
		return a
	}
	return b
}
