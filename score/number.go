package score

import (
	"errors"
	"fmt"
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
	r exact.Rat
	// shown is the number of places to print plus one; 0 is the shortest form.
	shown int
}

func number(r exact.Rat, places int) Number { return Number{r, places + 1} }

// Decimal is the number as a decimal, with as many places as Text shows; exact
// is false, and the decimal 0, if it has none (1/3). Such a number is rounded
// by the caller: Round.
func (n Number) Decimal() (d decimal.Decimal, exact bool) {
	if n.shown > 0 {
		if places, ok := n.r.Places(); ok && places <= n.shown-1 {
			return n.r.DecimalPlaces(n.shown - 1), true
		}
	}
	return n.r.Decimal()
}

// Rat is the number as a fraction, a copy.
func (n Number) Rat() *big.Rat { return n.r.Big() }

// maxRound bounds the places that Number.Round accepts, so that no argument
// makes it fill the memory with zeros.
const maxRound = 2000

// Round is the number rounded to decimal places; negative ones round to tens,
// hundreds and so on. Places beyond ±2000 count as ±2000, and a mode that is
// none of the constants as HalfUp.
func (n Number) Round(places int, mode Mode) decimal.Decimal {
	places = max(-maxRound, min(maxRound, places))
	return n.r.Round(places, mode.exact()).DecimalPlaces(places)
}

// Cmp is -1, 0 or +1 as n is less than, equal to or greater than m.
func (n Number) Cmp(m Number) int { return n.r.Cmp(m.r) }

// Text is the number as a scheme's results print it: with N places if it was
// rounded to N, else as its shortest decimal without an exponent, else as a
// fraction in lowest terms (1716/19).
func (n Number) Text() string {
	if n.shown > 0 {
		return n.r.TextPlaces(n.shown - 1)
	}
	return n.r.Text()
}

// String is Text.
func (n Number) String() string { return n.Text() }

// MarshalText is Text; in JSON a number is a string.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.Text()), nil }

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
		read.shown = len(decimals) + 1
	}
	if read.Text() != s {
		return errors.New("score: not a number as results print it")
	}
	*n = read
	return nil
}
