package exact

// Interval is a connected set of rationals. The zero value is the whole line.
type Interval struct {
	Lo, Hi End
}

// End is one end of an interval. The zero value is no end: the interval goes
// on for ever, and At and Open do not matter.
type End struct {
	At      Rat
	Open    bool // At itself is not in the interval
	Bounded bool
}

// Point returns [a, a].
func Point(a Rat) Interval { return ClosedRange(a, a) }

// ClosedRange returns [lo, hi], which is empty if lo > hi.
func ClosedRange(lo, hi Rat) Interval {
	return Interval{Lo: closed(lo), Hi: closed(hi)}
}

// Whole returns the whole line.
func Whole() Interval { return Interval{} }

func closed(a Rat) End { return End{At: a, Bounded: true} }

func opened(a Rat) End { return End{At: a, Bounded: true, Open: true} }

func none() Interval { return Interval{Lo: opened(Rat{}), Hi: opened(Rat{})} }

// Contains reports whether a lies in the interval.
func (iv Interval) Contains(a Rat) bool {
	if iv.Lo.Bounded {
		if c := a.Cmp(iv.Lo.At); c < 0 || c == 0 && iv.Lo.Open {
			return false
		}
	}
	if iv.Hi.Bounded {
		if c := a.Cmp(iv.Hi.At); c > 0 || c == 0 && iv.Hi.Open {
			return false
		}
	}
	return true
}

// Empty reports whether nothing lies in the interval.
func (iv Interval) Empty() bool {
	if !iv.Lo.Bounded || !iv.Hi.Bounded {
		return false
	}
	c := iv.Lo.At.Cmp(iv.Hi.At)
	return c > 0 || c == 0 && (iv.Lo.Open || iv.Hi.Open)
}

// IsPoint returns the number if the interval holds just one.
func (iv Interval) IsPoint() (Rat, bool) {
	if iv.Lo.Bounded && iv.Hi.Bounded && !iv.Lo.Open && !iv.Hi.Open && iv.Lo.At.Equal(iv.Hi.At) {
		return iv.Lo.At, true
	}
	return Rat{}, false
}

// limit is an end together with its direction, so that the ends of both sides
// can be compared: side is -1 or +1 for an end at infinity, else 0.
type limit struct {
	side int
	at   Rat
	open bool
}

func (iv Interval) lo() limit { return iv.Lo.limit(-1) }
func (iv Interval) hi() limit { return iv.Hi.limit(+1) }

func (e End) limit(side int) limit {
	if !e.Bounded {
		return limit{side: side, open: true}
	}
	return limit{at: e.At, open: e.Open}
}

func (l limit) end() End {
	if l.side != 0 {
		return End{}
	}
	return End{At: l.at, Open: l.open, Bounded: true}
}

// cmp compares where two limits are, not whether they are reached.
func (l limit) cmp(m limit) int {
	switch {
	case l.side < m.side:
		return -1
	case l.side > m.side:
		return +1
	case l.side != 0:
		return 0
	}
	return l.at.Cmp(m.at)
}

func (l limit) sign() int {
	if l.side != 0 {
		return l.side
	}
	return l.at.Sign()
}

// pick returns the one of l and m that lies further in direction dir. Where
// they coincide the result is open if either is (all), or only if both are.
func pick(l, m limit, dir int, all bool) limit {
	switch c := l.cmp(m) * dir; {
	case c > 0:
		return l
	case c < 0:
		return m
	}
	if all {
		l.open = l.open || m.open
	} else {
		l.open = l.open && m.open
	}
	return l
}

// Intersect returns what lies in both.
func (iv Interval) Intersect(o Interval) Interval {
	return Interval{
		Lo: pick(iv.lo(), o.lo(), +1, true).end(),
		Hi: pick(iv.hi(), o.hi(), -1, true).end(),
	}
}

// Hull returns the smallest interval that covers both.
func (iv Interval) Hull(o Interval) Interval {
	switch {
	case iv.Empty():
		return o
	case o.Empty():
		return iv
	}
	return Interval{
		Lo: pick(iv.lo(), o.lo(), -1, false).end(),
		Hi: pick(iv.hi(), o.hi(), +1, false).end(),
	}
}

// Covers reports whether all of o lies in iv. Anything covers an empty o.
func (iv Interval) Covers(o Interval) bool {
	if o.Empty() {
		return true
	}
	if c := iv.lo().cmp(o.lo()); c > 0 || c == 0 && iv.lo().open && !o.lo().open {
		return false
	}
	c := iv.hi().cmp(o.hi())
	return c > 0 || c == 0 && (!iv.hi().open || o.hi().open)
}

// Snap shrinks the interval to the multiples of step that lie in it: bounded
// ends become closed and lie on the grid. The result may be empty. Step 0 is
// no grid and changes nothing.
func (iv Interval) Snap(step Rat) Interval {
	if step.Sign() == 0 {
		return iv
	}
	step = step.Abs()
	snap := func(e End, mode Mode, inward Rat) End {
		if !e.Bounded {
			return End{}
		}
		at := e.At.RoundTo(step, mode)
		if e.Open && at.Equal(e.At) {
			at = at.Add(inward)
		}
		return closed(at)
	}
	return Interval{Lo: snap(iv.Lo, Ceiling, step), Hi: snap(iv.Hi, Floor, step.Neg())}
}

// String returns the interval as the language writes it, such as (95, 100] or
// [0, ..), and "empty" if it is.
func (iv Interval) String() string {
	if iv.Empty() {
		return "empty"
	}
	return iv.Written()
}

// Written is String, but shows the ends of an empty interval too: [5, 0].
func (iv Interval) Written() string {
	lo, hi := "(..", "..)"
	if iv.Lo.Bounded {
		lo = "[" + iv.Lo.At.Text()
		if iv.Lo.Open {
			lo = "(" + iv.Lo.At.Text()
		}
	}
	if iv.Hi.Bounded {
		hi = iv.Hi.At.Text() + "]"
		if iv.Hi.Open {
			hi = iv.Hi.At.Text() + ")"
		}
	}
	return lo + ", " + hi
}

// Neg returns the interval of -a.
func (iv Interval) Neg() Interval {
	neg := func(e End) End {
		e.At = e.At.Neg()
		return e
	}
	return Interval{Lo: neg(iv.Hi), Hi: neg(iv.Lo)}
}

// Add returns the interval of a + b.
func (iv Interval) Add(o Interval) Interval {
	if iv.Empty() || o.Empty() {
		return none()
	}
	add := func(a, b End) End {
		if !a.Bounded || !b.Bounded {
			return End{}
		}
		return End{At: a.At.Add(b.At), Open: a.Open || b.Open, Bounded: true}
	}
	return Interval{Lo: add(iv.Lo, o.Lo), Hi: add(iv.Hi, o.Hi)}
}

// Sub returns the interval of a - b.
func (iv Interval) Sub(o Interval) Interval { return iv.Add(o.Neg()) }

// Mul returns the interval of a * b.
func (iv Interval) Mul(o Interval) Interval {
	if iv.Empty() || o.Empty() {
		return none()
	}
	// A product over a rectangle has its extremes in the corners, and is
	// constant along a side only where that side lies at 0. So an extreme is
	// reached just when it is reached in one of the corners, with the rule of
	// corner for 0.
	c := corner(iv.lo(), o.lo())
	lo, hi := c, c
	for _, c := range [...]limit{corner(iv.lo(), o.hi()), corner(iv.hi(), o.lo()), corner(iv.hi(), o.hi())} {
		lo = pick(lo, c, -1, false)
		hi = pick(hi, c, +1, false)
	}
	return Interval{Lo: lo.end(), Hi: hi.end()}
}

func corner(l, m limit) limit {
	switch sl, sm := l.sign(), m.sign(); {
	case sl == 0 || sm == 0:
		// One factor that reaches 0 is enough, whatever the other does. Near
		// a 0 that is not reached the product may be anything if the other
		// end is at infinity; but then the opposite corner has that
		// infinity, and 0 is the limit that is left.
		reached := sl == 0 && !l.open || sm == 0 && !m.open
		return limit{open: !reached}
	case l.side != 0 || m.side != 0:
		return limit{side: sl * sm, open: true}
	}
	return limit{at: l.at.Mul(m.at), open: l.open || m.open}
}

// Quo returns the interval of a / b, and false if b may be 0.
func (iv Interval) Quo(o Interval) (Interval, bool) {
	if o.Contains(Rat{}) {
		return Interval{}, false
	}
	if iv.Empty() || o.Empty() {
		return none(), true
	}
	return iv.Mul(Interval{Lo: inverse(o.Hi), Hi: inverse(o.Lo)}), true
}

// inverse returns the end of 1/b. An end at 0 goes to infinity, and the other
// way round.
func inverse(e End) End {
	if !e.Bounded {
		return opened(Rat{})
	}
	at, ok := Int(1).Quo(e.At)
	if !ok {
		return End{}
	}
	return End{At: at, Open: e.Open, Bounded: true}
}

// Abs returns the interval of |a|.
func (iv Interval) Abs() Interval {
	switch {
	case iv.Empty():
		return none()
	case iv.lo().sign() >= 0:
		return iv
	case iv.hi().sign() <= 0:
		return iv.Neg()
	}
	return Interval{Lo: closed(Rat{}), Hi: pick(iv.hi(), iv.Neg().hi(), +1, false).end()}
}

// Min returns the interval of the lesser of a and b.
func (iv Interval) Min(o Interval) Interval {
	if iv.Empty() || o.Empty() {
		return none()
	}
	// The lesser of two numbers is as low as the lower of them, but as high
	// as that only if neither is below.
	return Interval{
		Lo: pick(iv.lo(), o.lo(), -1, false).end(),
		Hi: pick(iv.hi(), o.hi(), -1, true).end(),
	}
}

// Max returns the interval of the greater of a and b.
func (iv Interval) Max(o Interval) Interval {
	return iv.Neg().Min(o.Neg()).Neg()
}

// Map returns an interval that holds f(a) for every a, if f never decreases,
// as a rounding. Its ends are closed, since f may reach at an open end what
// it would be there.
func (iv Interval) Map(f func(Rat) Rat) Interval {
	if iv.Empty() {
		return none()
	}
	apply := func(e End) End {
		if !e.Bounded {
			return End{}
		}
		return closed(f(e.At))
	}
	return Interval{Lo: apply(iv.Lo), Hi: apply(iv.Hi)}
}
