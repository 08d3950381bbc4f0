package grade

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"
)

// Interval is a connected, non-empty set of numbers. The zero value is the whole line, (.., ..). An Interval
// is immutable; compare two with Equal.
type Interval struct {
	lo, hi Bound
}

// NewInterval makes the interval between two ends. It fails if no number lies there, as in (3, 3), [3, 3)
// and [5, 2] (but not [3, 3]), and on a bound made from a number that can't be used.
func NewInterval(lo, hi Bound) (Interval, error) {
	in, err := newInterval(lo, hi)
	if err != nil {
		return Interval{}, fmt.Errorf("grade: %w", err)
	}
	return in, nil
}

func newInterval(lo, hi Bound) (Interval, error) {
	if lo.err != nil {
		return Interval{}, fmt.Errorf("lower end of an interval: %w", lo.err)
	}
	if hi.err != nil {
		return Interval{}, fmt.Errorf("upper end of an interval: %w", hi.err)
	}
	in := Interval{lo: lo, hi: hi}
	if lo.asLower().cmp(hi.asUpper()) < 0 {
		return in, nil
	}
	if lo.at.Cmp(hi.at) == 0 {
		return Interval{}, fmt.Errorf("%v is empty: it leaves out %[2]s itself; [%[2]s, %[2]s] takes it", in, lo.text())
	}
	return Interval{}, fmt.Errorf("%v is empty: its lower end %s is above its upper end %s", in, lo.text(), hi.text())
}

// ParseInterval reads "(95, 100]", "[0, ..)", "(.., 5]", "(.., ..)". A number is digits with an optional - before, an
// optional fraction and an optional % behind, all touching, or a ratio p/q of whole numbers; at most
// 1,000 digits. Blanks may stand around numbers and brackets. A side without an end is written
// with .. and takes a round bracket only. It fails on any other text and on empty intervals.
func ParseInterval(s string) (Interval, error) {
	in, err := parseInterval(s)
	if err != nil {
		return Interval{}, fmt.Errorf("grade: %s is not an interval: %w", quoted(s), err)
	}
	return in, nil
}

func parseInterval(s string) (Interval, error) {
	const blanks = " \t"
	s = strings.Trim(s, blanks)
	if len(s) < 2 || !strings.ContainsAny(s[:1], "([") || !strings.ContainsAny(s[len(s)-1:], ")]") {
		return Interval{}, errors.New(`it begins with ( or [ and ends with ) or ]`)
	}
	left, right, found := strings.Cut(s[1:len(s)-1], ",")
	if !found {
		return Interval{}, errors.New("a comma stands between its ends")
	}
	lo, err := parseBound(strings.Trim(left, blanks), s[0] == '(')
	if err != nil {
		return Interval{}, fmt.Errorf("lower end: %w", err)
	}
	hi, err := parseBound(strings.Trim(right, blanks), s[len(s)-1] == ')')
	if err != nil {
		return Interval{}, fmt.Errorf("upper end: %w", err)
	}
	return newInterval(lo, hi)
}

func parseBound(s string, open bool) (Bound, error) {
	if s == ".." {
		if !open {
			return Bound{}, errors.New("an unbounded end (..) takes only ( or )")
		}
		return Bound{}, nil
	}
	r, err := parseNumber(s)
	if err != nil {
		return Bound{}, err
	}
	return Bound{at: r, open: open}, nil
}

// quoted keeps an error readable whatever the text is.
func quoted(s string) string {
	const most = 60
	if len(s) <= most {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q… (%d bytes)", s[:most], len(s))
}

// MustInterval is ParseInterval for literals in code: it panics on an error.
func MustInterval(s string) Interval {
	in, err := ParseInterval(s)
	if err != nil {
		panic(err)
	}
	return in
}

// Lo returns the lower end.
func (in Interval) Lo() Bound { return in.lo }

// Hi returns the upper end.
func (in Interval) Hi() Bound { return in.hi }

// Contains tells whether d lies in the interval. A d whose exponent is beyond ±10,000 lies in none.
func (in Interval) Contains(d decimal.Decimal) bool {
	r, err := ratOf(d)
	return err == nil && in.ContainsRat(r)
}

// ContainsRat tells whether r, which must not be nil, lies in the interval.
func (in Interval) ContainsRat(r *big.Rat) bool {
	return in.lo.asLower().below(r) && !in.hi.asUpper().below(r)
}

// Covers tells whether every number of other lies in the interval.
func (in Interval) Covers(other Interval) bool {
	return in.lo.asLower().cmp(other.lo.asLower()) <= 0 && in.hi.asUpper().cmp(other.hi.asUpper()) >= 0
}

// Equal tells whether both intervals have the same numbers.
func (in Interval) Equal(other Interval) bool {
	return in.Covers(other) && other.Covers(in)
}

// Intersect returns what lies in both intervals, and false if nothing does.
func (in Interval) Intersect(other Interval) (Interval, bool) {
	lo := highest(in.lo.asLower(), other.lo.asLower())
	hi := lowest(in.hi.asUpper(), other.hi.asUpper())
	if lo.cmp(hi) >= 0 {
		return Interval{}, false
	}
	return between(lo, hi), true
}

// String writes the interval as ParseInterval reads it, with each end as the shortest decimal, or as p/q
// where the number is no finite decimal.
func (in Interval) String() string {
	open, end := "[", "]"
	if in.lo.IsOpen() {
		open = "("
	}
	if in.hi.IsOpen() {
		end = ")"
	}
	return open + in.lo.text() + ", " + in.hi.text() + end
}

// MarshalText is String. It never fails; ends longer than ParseInterval's limit can't be read back.
func (in Interval) MarshalText() ([]byte, error) { return []byte(in.String()), nil }

// UnmarshalText is ParseInterval. On an error the interval keeps its value.
func (in *Interval) UnmarshalText(text []byte) error {
	parsed, err := ParseInterval(string(text))
	if err != nil {
		return err
	}
	*in = parsed
	return nil
}
