package grade

import (
	"cmp"
	"math/big"
	"slices"
)

// A level is the search for exact shares that keep limits. Think of claims as vessels as wide as their weights,
// filled from one tap to the same level: a vessel with a floor starts to fill when the level comes up to it, one
// with a lid stops. The level rises past these points in order, so it takes one sort and one pass.
type level struct {
	units       *big.Int // all that is shared, in quanta
	left        *big.Int
	denominator *big.Int   // common to all weights
	weight      []*big.Int // times the denominator
	weights     *big.Int   // their sum
	lo, hi      []*big.Int // limits in quanta; hi nil for none
	held        []Held

	water  *big.Int // quanta in the vessels that now fill
	rising *big.Int // the sum of their weights: the level is water/rising
}

var one = big.NewInt(1)

func newLevel(units *big.Int, quantum *big.Rat, claims []Claim) (*level, error) {
	n := len(claims)
	l := &level{
		units: units, left: new(big.Int), denominator: big.NewInt(1), weights: new(big.Int),
		weight: make([]*big.Int, n), lo: make([]*big.Int, n), hi: make([]*big.Int, n), held: make([]Held, n),
		water: new(big.Int).Set(units), rising: new(big.Int),
	}
	if err := l.readWeights(claims); err != nil {
		return nil, err
	}
	for i := range claims {
		c := &claims[i]
		l.lo[i] = new(big.Int)
		if c.AtLeast != nil {
			l.lo[i] = ceilingOf(new(big.Rat).Quo(c.AtLeast, quantum))
		}
		if c.AtMost != nil {
			l.hi[i] = floorOf(new(big.Rat).Quo(c.AtMost, quantum))
			if l.hi[i].Cmp(l.lo[i]) < 0 {
				lo, hi := textOrNothing(c.AtLeast), ratText(c.AtMost)
				return nil, &ShareError{Kind: ShareLimits, Place: i, ID: c.ID, Value: lo, Limit: hi}
			}
		}
		l.water.Sub(l.water, l.lo[i])
		if l.lo[i].Sign() > 0 {
			l.held[i] = HeldAtLeast
		} else {
			l.rising.Add(l.rising, l.weight[i])
		}
	}
	if l.water.Sign() < 0 {
		least := new(big.Int).Sub(units, l.water)
		return nil, &ShareError{Kind: ShareTooLittle, Value: ratText(inUnits(least, quantum)), Limit: ratText(inUnits(units, quantum))}
	}
	if l.weights.Sign() == 0 && l.water.Sign() > 0 {
		return nil, &ShareError{Kind: ShareNoWeight, Value: ratText(inUnits(l.water, quantum))}
	}
	return l, nil
}

// readWeights makes all weights whole numbers.
func (l *level) readWeights(claims []Claim) error {
	const mostBits = 4096 // of the common denominator: exact sums of millions of fractions could grow for ever
	for i := range claims {
		if w := claims[i].Weight; !w.IsInt() {
			if commonMultiple(l.denominator, w.Denom()); l.denominator.BitLen() > mostBits {
				return &ShareError{Kind: ShareDenominator, Place: i}
			}
		}
	}
	for i := range claims {
		w := claims[i].Weight
		l.weight[i] = new(big.Int).Mul(w.Num(), l.denominator)
		if !w.IsInt() {
			l.weight[i].Quo(l.weight[i], w.Denom())
		}
		l.weights.Add(l.weights, l.weight[i])
	}
	return nil
}

// turningPoint is the level at which a claim begins or ceases to rise.
type turningPoint struct {
	at    figure
	claim int
	lid   bool
}

func (l *level) turningPoints() []turningPoint {
	var all []turningPoint
	for i, w := range l.weight {
		if w.Sign() == 0 {
			continue
		}
		if l.lo[i].Sign() > 0 {
			all = append(all, turningPoint{fractionOf(l.lo[i], w), i, false})
		}
		if l.hi[i] != nil {
			all = append(all, turningPoint{fractionOf(l.hi[i], w), i, true})
		}
	}
	slices.SortFunc(all, func(a, b turningPoint) int {
		if c := a.at.cmp(b.at); c != 0 {
			return c
		}
		if a.lid != b.lid { // begin before you cease
			if b.lid {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.claim, b.claim)
	})
	return all
}

// fractionOf is num/den, which it doesn't reduce if it is of machine size.
func fractionOf(num, den *big.Int) figure {
	if num.IsInt64() && den.IsInt64() {
		return figure{num: num.Int64(), den: den.Int64()}
	}
	return figure{rat: new(big.Rat).SetFrac(num, den)}
}

// rise lets the level come up until everything is shared, or nobody takes more.
func (l *level) rise() {
	here, there := new(big.Int), new(big.Int)
	for _, p := range l.turningPoints() {
		// The point lies at limit/weight: is the level that would share everything, water/rising, above it?
		w := l.weight[p.claim]
		limit := l.lo[p.claim]
		if p.lid {
			limit = l.hi[p.claim]
		}
		c := here.Mul(l.rising, limit).Cmp(there.Mul(l.water, w))
		if c > 0 || c == 0 && (p.lid || l.rising.Sign() == 0) {
			break
		}
		if p.lid {
			l.held[p.claim] = HeldAtMost
			l.water.Sub(l.water, limit)
			l.rising.Sub(l.rising, w)
		} else {
			l.held[p.claim] = HeldNot
			l.water.Add(l.water, limit)
			l.rising.Add(l.rising, w)
		}
	}
	if l.rising.Sign() == 0 {
		l.left.Set(l.water)
		l.water.SetInt64(0)
	}
}

// shares are the exact ones in quanta: the whole part, and what is above it, in units of 1/rising; nil for nothing.
func (l *level) shares() (units, remainders []*big.Int) {
	units, remainders = make([]*big.Int, len(l.weight)), make([]*big.Int, len(l.weight))
	for i, w := range l.weight {
		switch {
		case l.held[i] == HeldAtMost:
			units[i] = new(big.Int).Set(l.hi[i])
		case l.held[i] == HeldAtLeast || w.Sign() == 0:
			units[i] = new(big.Int).Set(l.lo[i])
		default:
			units[i] = new(big.Int).Mul(l.water, w)
			rest := new(big.Int)
			if units[i].QuoRem(units[i], l.rising, rest); rest.Sign() > 0 {
				remainders[i] = rest
			}
		}
	}
	return units, remainders
}

// extra counts the quanta that these shares leave over: less than one for each remainder.
func (l *level) extra(units []*big.Int) int {
	left := new(big.Int).Sub(l.units, l.left)
	for _, n := range units {
		left.Sub(left, n)
	}
	return int(left.Int64())
}

func inUnits(n *big.Int, quantum *big.Rat) *big.Rat {
	r := new(big.Rat).SetInt(n)
	return r.Mul(r, quantum)
}
