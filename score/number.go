package score

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// A Mode says how a rounding treats what lies between two results. The zero
// value is HalfUp. The half modes, Up and Down go by magnitude, so that −2.345
// becomes −2.35 half up, as 四舍五入 does.
type Mode uint8

// The rounding modes, as a scheme names them: half_up, half_even and so on.
const (
	HalfUp   Mode = Mode(exact.HalfUp)
	HalfEven Mode = Mode(exact.HalfEven)
	HalfDown Mode = Mode(exact.HalfDown)
	Up       Mode = Mode(exact.Up)
	Down     Mode = Mode(exact.Down)
	Ceiling  Mode = Mode(exact.Ceiling)
	Floor    Mode = Mode(exact.Floor)
)

// String is the mode's name in a scheme.
func (m Mode) String() string { return m.exact().String() }

// exact treats an unknown mode as the default one.
func (m Mode) exact() exact.Mode {
	if m > Floor {
		return exact.HalfUp
	}
	return exact.Mode(m)
}

// A Number is an exact rational figure. The zero value is 0. A Number is
// immutable and may be shared between goroutines. Numbers are compared with Cmp:
// == does not compile, and reflect.DeepEqual may tell equal ones apart.
type Number struct {
	// A decimal of 63 bits is num * 10^-places, with r zero. Any other number is
	// r, with num and places zero.
	num  int64
	r    exact.Rat
	form form
}

// form is how a number is held and printed, in one word so that it is written
// at once: the places of num in the lowest byte, and above it the places to
// print plus one, 0 for the shortest form.
type form int64

// formOf takes -1 for the shortest form.
func formOf(show, places int) form { return form(show+1)<<8 | form(places) }

func (n Number) places() int { return int(n.form & 0xff) }

// shown is the number of places to print plus one.
func (n Number) shown() int { return int(n.form >> 8) }

func number(r exact.Rat, places int) Number { return Number{r: r, form: formOf(places, 0)} }

// rat is the number as a rational.
func (n Number) rat() exact.Rat {
	if n.num == 0 {
		return n.r
	}
	r, _ := exact.Int(n.num).Quo(exact.Int(powers[n.places()]))
	return r
}

// isWord tells whether r is not needed.
func (n Number) isWord() bool { return n.num != 0 || n.r.Sign() == 0 }

// powers are those of ten that fit.
var powers = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

// decimal is the number as a coefficient and its places, as many as are shown
// or else as few as it needs; false if there is none that fits.
func (n Number) decimal() (c int64, places int, ok bool) {
	if !n.isWord() {
		return 0, 0, false
	}
	c, places = n.num, n.places()
	for places > max(0, n.shown()-1) && c%10 == 0 {
		c /= 10
		places--
	}
	if want := n.shown() - 1; want > places {
		if want-places >= len(powers) {
			return 0, 0, false
		}
		factor := powers[want-places]
		if c > math.MaxInt64/factor || c < -math.MaxInt64/factor {
			return 0, 0, false
		}
		c, places = c*factor, want
	}
	return c, places, true
}

// Decimal is the number as a decimal, with as many places as Text shows; exact
// is false, and the decimal 0, if it has none (1/3). Such a number is rounded
// by the caller: Round.
func (n Number) Decimal() (d decimal.Decimal, exact bool) {
	if c, places, ok := n.decimal(); ok {
		return decimal.New(c, int32(-places)), true
	}
	r := n.rat()
	if n.shown() > 0 {
		if places, ok := r.Places(); ok && places < n.shown() {
			return r.DecimalPlaces(n.shown() - 1), true
		}
	}
	return r.Decimal()
}

// Rat is the number as a fraction, a copy.
func (n Number) Rat() *big.Rat { return n.rat().Big() }

// maxRound bounds the places that Number.Round accepts, so that no argument
// makes it fill the memory with zeros.
const maxRound = 2000

// Round is the number rounded to decimal places; negative ones round to tens,
// hundreds and so on. Places beyond ±2000 count as ±2000, and a mode that is
// none of the constants as HalfUp.
func (n Number) Round(places int, mode Mode) decimal.Decimal {
	places = max(-maxRound, min(maxRound, places))
	return n.rat().Round(places, mode.exact()).DecimalPlaces(places)
}

// Cmp is -1, 0 or +1 as n is less than, equal to or greater than m.
func (n Number) Cmp(m Number) int {
	if n.places() == m.places() && n.isWord() && m.isWord() {
		return cmp.Compare(n.num, m.num)
	}
	return n.rat().Cmp(m.rat())
}

// Text is the number as a scheme's results print it: with N places if it was
// rounded to N, else as its shortest decimal without an exponent, else as a
// fraction in lowest terms (1716/19).
func (n Number) Text() string {
	var space [32]byte
	return string(n.append(space[:0]))
}

// append adds Text to dst.
func (n Number) append(dst []byte) []byte {
	c, places, ok := n.decimal()
	if !ok {
		if n.shown() > 0 {
			return append(dst, n.rat().TextPlaces(n.shown()-1)...)
		}
		return append(dst, n.rat().Text()...)
	}
	if c < 0 {
		dst = append(dst, '-')
	}
	// From the last digit on, at least one before the point.
	var digits [24]byte
	at := len(digits)
	for u := uint64(max(c, -c)); u > 0 || places >= 0; u /= 10 {
		at--
		digits[at] = byte('0' + u%10)
		if places--; places == 0 {
			at--
			digits[at] = '.'
		}
	}
	return append(dst, digits[at:]...)
}

// String is Text.
func (n Number) String() string { return n.Text() }

// MarshalText is Text; in JSON a number is a string.
func (n Number) MarshalText() ([]byte, error) { return n.AppendText(nil) }

// AppendText appends Text to b.
func (n Number) AppendText(b []byte) ([]byte, error) { return n.append(b), nil }

// maxReadDigits bounds the text that UnmarshalText reads. What a scheme computes
// within the default Limits.Digits is at most a few thousand digits long.
const maxReadDigits = 100_000

// UnmarshalText reads what MarshalText writes, and nothing else: no exponent,
// percent sign, leading zero or fraction that could be shorter. A number may
// have 100,000 digits on either side of the point, or of the fraction stroke.
func (n *Number) UnmarshalText(text []byte) error {
	s := string(text)
	numerator, denominator, fraction := strings.Cut(s, "/")
	r, err := exact.Parse(numerator, maxReadDigits)
	if err != nil {
		return fmt.Errorf("score: %w", err)
	}
	read := Number{r: r}
	if fraction {
		d, err := exact.Parse(denominator, maxReadDigits)
		if err != nil {
			return fmt.Errorf("score: %w", err)
		}
		if read.r, fraction = r.Quo(d); !fraction {
			return errors.New("score: not a number: the denominator is 0")
		}
	} else if _, decimals, ok := strings.Cut(s, "."); ok && strings.HasSuffix(decimals, "0") {
		read.form = formOf(len(decimals), 0)
	}
	if read.Text() != s {
		return errors.New("score: not a number as results print it")
	}
	*n = read
	return nil
}
