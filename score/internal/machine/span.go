package machine

import (
	"math/big"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// span is where a register's values lie, for people whose flag is not set.
type span struct{ lo, hi int64 }

// most is the greatest magnitude of a register. Checking instructions set the
// flag beyond it, so that a bound cut to fit 63 bits lies above or below all
// registers, and the difference of any two of them fits.
const most = 1<<62 - 1

// beyond is where a bound is put that no register reaches.
const beyond = most + most/2

var everything = span{-most, most}

func point(x int64) span { return span{x, x} }

// wide is a span on the way, before it is known to fit.
type wide struct{ lo, hi *big.Int }

func (s span) wide() wide { return wide{big.NewInt(s.lo), big.NewInt(s.hi)} }

// times is the span of a product.
func (w wide) times(o wide) wide {
	var out wide
	for _, a := range []*big.Int{w.lo, w.hi} {
		for _, b := range []*big.Int{o.lo, o.hi} {
			p := new(big.Int).Mul(a, b)
			// The ends are numbers of their own: who gets them may change them.
			if out.lo == nil || p.Cmp(out.lo) < 0 {
				out.lo = new(big.Int).Set(p)
			}
			if out.hi == nil || p.Cmp(out.hi) > 0 {
				out.hi = new(big.Int).Set(p)
			}
		}
	}
	return out
}

func (w wide) plus(o wide) wide {
	return wide{new(big.Int).Add(w.lo, o.lo), new(big.Int).Add(w.hi, o.hi)}
}

// span cuts to what fits, and tells whether anything had to be cut.
func (w wide) span() (span, bool) {
	lo, ok1 := cut(w.lo, most)
	hi, ok2 := cut(w.hi, most)
	return span{lo, hi}, ok1 && ok2
}

func cut(x *big.Int, limit int64) (int64, bool) {
	switch {
	case x.CmpAbs(big.NewInt(limit)) <= 0:
		return x.Int64(), true
	case x.Sign() < 0:
		return -limit, false
	}
	return limit, false
}

// size is the greatest magnitude.
func (s span) size() int64 { return max(s.hi, -s.lo) }

// fits tells whether size times factor is at most limit.
func (s span) fits(factor, limit int64) bool {
	p, ok := mul(s.size(), factor)
	return ok && p <= limit
}

func (s span) hull(o span) span { return span{min(s.lo, o.lo), max(s.hi, o.hi)} }

// meet is what lies in both; if nothing does, no value is ever asked for.
func (s span) meet(o span) span {
	if m := (span{max(s.lo, o.lo), min(s.hi, o.hi)}); m.lo <= m.hi {
		return m
	}
	return s
}

// spanOf is the whole numbers x for which x times unit lies in an interval,
// within limit.
func spanOf(in exact.Interval, unit exact.Rat, limit int64) span {
	s := span{-limit, limit}
	if in.Lo.Bounded {
		s.lo = max(s.lo, min(limit, firstAt(in.Lo.At, in.Lo.Open, unit)))
	}
	if in.Hi.Bounded {
		s.hi = min(s.hi, max(-limit, before(in.Hi.At, in.Hi.Open, unit)))
	}
	return s
}

// firstAt is the least whole x with x*unit >= at, or > at; cut to what fits.
func firstAt(at exact.Rat, above bool, unit exact.Rat) int64 {
	q, _ := at.Quo(unit)
	if above {
		q = q.Floor().Add(exact.Int(1))
	}
	x, _ := cut(q.Ceil().Big().Num(), beyond)
	return x
}

// before is the greatest whole x with x*unit <= at, or < at; cut to what fits.
func before(at exact.Rat, below bool, unit exact.Rat) int64 {
	return -firstAt(at.Neg(), below, unit)
}
