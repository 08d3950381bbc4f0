package gen

import (
	"math/big"
	"strings"
)

func rat(n, d int64) *big.Rat        { return big.NewRat(n, d) }
func whole(n int) *big.Rat           { return big.NewRat(int64(n), 1) }
func add(x, y *big.Rat) *big.Rat     { return new(big.Rat).Add(x, y) }
func sub(x, y *big.Rat) *big.Rat     { return new(big.Rat).Sub(x, y) }
func mul(x, y *big.Rat) *big.Rat     { return new(big.Rat).Mul(x, y) }
func multiple(x, step *big.Rat) bool { return new(big.Rat).Quo(x, step).IsInt() }

// decimal is the shortest decimal of x, which has one: all numbers of a
// generated scheme are written as decimals.
func decimal(x *big.Rat) string {
	for places := 0; ; places++ {
		text := x.FloatString(places)
		if back, ok := new(big.Rat).SetString(text); ok && back.Cmp(x) == 0 || places > 30 {
			return text
		}
	}
}

// literal writes a constant for a place of that kind.
func literal(x *big.Rat, k kind) string {
	if k == percent {
		return decimal(mul(x, whole(100))) + "%"
	}
	return decimal(x)
}

// domain is the set of numbers that a declaration admits; nil bounds are
// unbounded, a nil step is none.
type domain struct {
	lo, hi         *big.Rat
	loOpen, hiOpen bool
	step           *big.Rat
}

func (d domain) bounded() bool { return d.lo != nil && d.hi != nil }

func (d domain) contains(x *big.Rat) bool {
	if d.step != nil && !multiple(x, d.step) {
		return false
	}
	if d.lo != nil {
		if c := x.Cmp(d.lo); c < 0 || c == 0 && d.loOpen {
			return false
		}
	}
	if d.hi != nil {
		if c := x.Cmp(d.hi); c > 0 || c == 0 && d.hiOpen {
			return false
		}
	}
	return true
}

// within tells whether d is plainly part of e.
func (d domain) within(e domain) bool {
	if e.step != nil && (d.step == nil || !multiple(d.step, e.step)) {
		return false
	}
	if e.lo != nil {
		if d.lo == nil || d.lo.Cmp(e.lo) < 0 || d.lo.Cmp(e.lo) == 0 && e.loOpen && !d.loOpen {
			return false
		}
	}
	if e.hi != nil {
		if d.hi == nil || d.hi.Cmp(e.hi) > 0 || d.hi.Cmp(e.hi) == 0 && e.hiOpen && !d.hiOpen {
			return false
		}
	}
	return true
}

// inner gives closed bounds that lie inside d, for clamping into it.
func (d domain) inner() (lo, hi *big.Rat) {
	nudge := d.step
	if nudge == nil {
		nudge = rat(1, 100)
	}
	lo, hi = d.lo, d.hi
	if lo != nil && d.loOpen {
		lo = add(lo, nudge)
	}
	if hi != nil && d.hiOpen {
		hi = sub(hi, nudge)
	}
	return lo, hi
}

// text is the interval alone.
func (d domain) text(k kind) string { return interval(d.lo, d.loOpen, d.hi, d.hiOpen, k) }

func interval(lo *big.Rat, loOpen bool, hi *big.Rat, hiOpen bool, k kind) string {
	var out strings.Builder
	if lo == nil || loOpen {
		out.WriteString("(")
	} else {
		out.WriteString("[")
	}
	if lo == nil {
		out.WriteString("..")
	} else {
		out.WriteString(literal(lo, k))
	}
	out.WriteString(", ")
	if hi == nil {
		out.WriteString("..")
	} else {
		out.WriteString(literal(hi, k))
	}
	if hi == nil || hiOpen {
		out.WriteString(")")
	} else {
		out.WriteString("]")
	}
	return out.String()
}

// domainFor chooses bounds and step for a declaration; it has always more
// than one number in it.
func domainFor(s *Source, k kind) domain {
	var d domain
	unit := rat(1, 1)
	switch k {
	case integer:
		d.step = rat(1, 1)
		if s.chance(20) {
			d.step = whole(oneOf(s, 2, 5))
		}
		unit = d.step
	case percent:
		unit = rat(1, 10)
		if s.chance(100) {
			d.step = oneOf(s, rat(1, 100), rat(1, 1000))
			unit = d.step
		}
	default:
		if s.chance(110) {
			d.step = oneOf(s, rat(1, 2), rat(1, 10), rat(1, 100), rat(1, 4), rat(5, 2), rat(1, 1))
			unit = d.step
		}
	}
	first := oneOf(s, 0, 0, 0, 1, -10, 3, -2)
	// The widest has 31 bits, so that products of two come near 63.
	width := oneOf(s, 10, 100, 5, 20, 1000, 2, 100000, 2_000_000_000)
	d.lo = mul(unit, whole(first))
	d.hi = add(d.lo, mul(unit, whole(width)))
	switch s.pick(10) {
	case 7:
		d.hi = nil
	case 8:
		d.loOpen = true
	case 9:
		d.hiOpen = true
	}
	if s.chance(8) {
		d.lo, d.loOpen = nil, false
	}
	// Two numbers at least have to be left between open bounds.
	if d.step != nil && d.bounded() && width <= 2 {
		d.loOpen, d.hiOpen = false, false
	}
	return d
}
