package grade

import (
	"fmt"
	"math/big"
	"sort"

	"github.com/shopspring/decimal"
)

// Domain is the set of values that can occur: those of an interval, or of them only the multiples of a
// step (counted from 0, wherever the interval begins). The zero value is every number. A Domain is
// immutable and never empty.
type Domain struct {
	in   Interval
	step *big.Rat // nil: any number of the interval
}

// NewDomain makes a domain. Step 0 stands for any number. It fails for a negative step, a step whose
// exponent is beyond ±10,000, and where the interval has no multiple of the step.
func NewDomain(in Interval, step decimal.Decimal) (Domain, error) {
	r, err := ratOf(step)
	if err != nil {
		return Domain{}, fmt.Errorf("grade: step of a domain: %w", err)
	}
	return NewDomainRat(in, r)
}

// NewDomainRat is NewDomain for any rational step, which it copies. A nil step is 0.
func NewDomainRat(in Interval, step *big.Rat) (Domain, error) {
	if step == nil || step.Sign() == 0 {
		return Domain{in: in}, nil
	}
	if step.Sign() < 0 {
		return Domain{}, fmt.Errorf("grade: the step %s of a domain is negative", ratText(step))
	}
	d := Domain{in: in, step: new(big.Rat).Set(step)}
	if !d.hasValue(in.lo.asLower(), in.hi.asUpper()) {
		return Domain{}, fmt.Errorf("grade: the domain is empty: %v has no multiple of %s", in, ratText(step))
	}
	return d, nil
}

// In returns the interval in which the values lie.
func (d Domain) In() Interval { return d.in }

// Step returns a copy of the step, 0 if the values are not tied to one.
func (d Domain) Step() *big.Rat {
	if d.step == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(d.step)
}

// String writes the interval, and the step if there is one: "[0, 100] step 0.5".
func (d Domain) String() string {
	if d.step == nil {
		return d.in.String()
	}
	return d.in.String() + " step " + ratText(d.step)
}

// Contains tells whether v can occur. A v whose exponent is beyond ±10,000 can't.
func (d Domain) Contains(v decimal.Decimal) bool {
	r, err := ratOf(v)
	return err == nil && d.ContainsRat(r)
}

// ContainsRat tells whether v, which must not be nil, can occur.
func (d Domain) ContainsRat(v *big.Rat) bool {
	return d.in.ContainsRat(v) && d.onGrid(v)
}

func (d Domain) onGrid(v *big.Rat) bool {
	return d.step == nil || new(big.Rat).Quo(v, d.step).IsInt()
}

// Witness returns a value of the domain that lies in the interval, false if there is none. It picks one that
// a reader takes in at a glance: the value nearest to a closed end, the lower one first, then to an open
// end. Where the domain has no step, nothing is nearest to an open end: there it is the next whole number
// if the other end is unbounded, and otherwise the middle, rounded as far as possible: (2000, 2300) gives
// 2150, (0.1, 0.2) gives 0.15. The result is the caller's own.
func (d Domain) Witness(in Interval) (*big.Rat, bool) {
	in, ok := d.in.Intersect(in)
	if !ok {
		return nil, false
	}
	if d.step == nil {
		return plainWitness(in), true
	}
	lo, hi := in.lo.asLower(), in.hi.asUpper()
	var v *big.Rat
	switch {
	case lo.x == nil && hi.x == nil:
		return new(big.Rat), true
	case lo.x == nil, hi.x != nil && in.lo.open && !in.hi.open:
		v = d.lastBelow(hi)
	default:
		v = d.firstAbove(lo)
	}
	if !in.ContainsRat(v) {
		return nil, false
	}
	return v, true
}

func plainWitness(in Interval) *big.Rat {
	lo, hi := in.lo, in.hi
	switch {
	case !lo.IsOpen():
		return new(big.Rat).Set(lo.at)
	case !hi.IsOpen():
		return new(big.Rat).Set(hi.at)
	case lo.at == nil && hi.at == nil:
		return new(big.Rat)
	case hi.at == nil:
		return wholes.firstAbove(lo.asLower())
	case lo.at == nil:
		return wholes.lastBelow(hi.asUpper())
	}
	return shortMiddle(lo.at, hi.at)
}

var wholes = Domain{step: big.NewRat(1, 1)}

// shortMiddle rounds the middle to the fewest decimal places that still lie strictly between lo and hi.
func shortMiddle(lo, hi *big.Rat) *big.Rat {
	width := new(big.Rat).Sub(hi, lo)
	middle := new(big.Rat).Add(lo, hi)
	middle.Mul(middle, big.NewRat(1, 2))
	rounded := func(places int) *big.Rat {
		grid := Domain{step: new(big.Rat).SetFrac(big.NewInt(1), power10(int64(places)))}
		return grid.nearest(middle)
	}
	// Rounding to more places never goes further from the middle, so the first that fits can be searched for. With
	// as many places as the width's denominator has bits a unit is smaller than the width, which surely fits.
	enough := width.Denom().BitLen()
	places := sort.Search(enough, func(places int) bool {
		v := rounded(places)
		return v.Cmp(lo) > 0 && v.Cmp(hi) < 0
	})
	return rounded(places)
}

// hasValue tells whether a value of the grid lies between two edges, lo < hi.
func (d Domain) hasValue(lo, hi edge) bool {
	if d.step == nil || lo.x == nil || hi.x == nil {
		return true
	}
	return !hi.below(d.firstAbove(lo))
}

// firstAbove is the lowest multiple of the step above a finite edge.
func (d Domain) firstAbove(e edge) *big.Rat {
	ratio := new(big.Rat).Quo(e.x, d.step)
	n := floorOf(ratio)
	if e.side == justAbove || !ratio.IsInt() {
		n.Add(n, big.NewInt(1))
	}
	return d.multiple(n)
}

// lastBelow is the highest multiple of the step below a finite edge.
func (d Domain) lastBelow(e edge) *big.Rat {
	ratio := new(big.Rat).Quo(e.x, d.step)
	n := floorOf(ratio)
	if e.side == justBelow && ratio.IsInt() {
		n.Sub(n, big.NewInt(1))
	}
	return d.multiple(n)
}

// nearest is the multiple of the step nearest to v, of two the upper one.
func (d Domain) nearest(v *big.Rat) *big.Rat {
	ratio := new(big.Rat).Quo(v, d.step)
	return d.multiple(floorOf(ratio.Add(ratio, big.NewRat(1, 2))))
}

func (d Domain) multiple(n *big.Int) *big.Rat {
	r := new(big.Rat).SetInt(n)
	return r.Mul(r, d.step)
}
