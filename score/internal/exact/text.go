package exact

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"
)

// Why a number was refused. Use errors.Is: the errors returned say more.
var (
	ErrSyntax  = errors.New("not a number")
	ErrTooLong = errors.New("the number is too long")
	ErrNoisy   = errors.New("the float is not a short decimal")
	ErrNaN     = errors.New("the float is NaN")
	ErrInf     = errors.New("the float is infinite")
)

func syntaxError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrSyntax, fmt.Sprintf(format, args...))
}

// Parse reads a literal as it stands in schemes and facts: an optional minus
// sign, digits, optionally a point and digits, optionally a percent sign that
// divides by 100. Anything else is ErrSyntax. More than digits digits before
// or after the point, as written, is ErrTooLong.
func Parse(s string, digits int) (Rat, error) {
	lit, rest, err := scan(s)
	if err != nil {
		return Rat{}, err
	}
	exp := int64(-len(lit.frac))
	if strings.HasPrefix(rest, "%") {
		exp -= 2
		if rest = rest[1:]; rest != "" {
			return Rat{}, syntaxError("nothing can follow the percent sign")
		}
	}
	if rest != "" {
		return Rat{}, unexpected(rest)
	}
	limit := clampDigits(digits)
	if int64(len(lit.whole)) > limit {
		return Rat{}, tooLongBefore(limit)
	}
	if int64(len(lit.frac)) > limit {
		return Rat{}, tooLongAfter(limit)
	}
	return scaled(lit.coefficient(), exp), nil
}

// ParseJSON reads a number as RFC 8259 has it, exponent included. It is
// ErrTooLong if it has more than digits digits before or after the point once
// it is written without the exponent; 0 is 0 with any exponent.
func ParseJSON(s string, digits int) (Rat, error) {
	lit, rest, err := scan(s)
	if err != nil {
		return Rat{}, err
	}
	if len(lit.whole) > 1 && lit.whole[0] == '0' {
		return Rat{}, syntaxError("a JSON number has no leading zeros")
	}
	var exp int64
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		if exp, rest, err = scanExponent(rest[1:]); err != nil {
			return Rat{}, err
		}
		if rest != "" {
			return Rat{}, syntaxError("only digits can follow the e of the exponent")
		}
	}
	if rest != "" {
		return Rat{}, unexpected(rest)
	}
	exp -= int64(len(lit.frac))
	significant := int64(lit.significant())
	if significant == 0 {
		return Rat{}, nil
	}
	limit := clampDigits(digits)
	if -exp > limit {
		return Rat{}, tooLongAfter(limit)
	}
	if significant+exp > limit {
		return Rat{}, tooLongBefore(limit)
	}
	return scaled(lit.coefficient(), exp), nil
}

// literal is what both grammars have in common, not yet turned into a number.
type literal struct {
	neg         bool
	whole, frac string // digits
}

func scan(s string) (lit literal, rest string, err error) {
	if s == "" {
		return literal{}, "", syntaxError("there is no text")
	}
	s, lit.neg = strings.CutPrefix(s, "-")
	lit.whole, s = cutDigits(s)
	if lit.whole == "" {
		switch {
		case s == "":
			return literal{}, "", syntaxError("digits must follow the minus sign")
		case s[0] == '.':
			return literal{}, "", syntaxError("a digit must stand before the point")
		case s[0] == '+':
			return literal{}, "", syntaxError("a number is written without a plus sign")
		case s[0] == 'e' || s[0] == 'E': // rather a word than an exponent
			return literal{}, "", misplaced(rune(s[0]))
		}
		return literal{}, "", unexpected(s)
	}
	if !strings.HasPrefix(s, ".") {
		return lit, s, nil
	}
	lit.frac, s = cutDigits(s[1:])
	if lit.frac == "" {
		return literal{}, "", syntaxError("a digit must follow the point")
	}
	return lit, s, nil
}

func cutDigits(s string) (digits, rest string) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}

// hugeExponent is beyond every limit, and far enough from the ends of int64
// for the arithmetic that follows.
const hugeExponent = 1 << 60

func scanExponent(s string) (exp int64, rest string, err error) {
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	digits, rest := cutDigits(s)
	if digits == "" {
		return 0, "", syntaxError("digits must follow the e of the exponent")
	}
	for _, d := range []byte(strings.TrimLeft(digits, "0")) {
		if exp = exp*10 + int64(d-'0'); exp > hugeExponent/10 {
			exp = hugeExponent
			break
		}
	}
	if neg {
		exp = -exp
	}
	return exp, rest, nil
}

// unexpected says why s cannot stand at the beginning, or go on from where it
// is. It shows the first character only.
func unexpected(s string) error {
	c, _ := utf8.DecodeRuneInString(s)
	switch {
	case c == '.':
		return syntaxError("a number has no second decimal point")
	case c == '-' || c == '+':
		return syntaxError("a sign stands in front, and only a minus sign")
	case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00a0' || c == '\u3000':
		return syntaxError("a number has no spaces")
	case c == '_' || c == ',' || c == '\'':
		return syntaxError("digits are not grouped with %q", c)
	case c == 'e' || c == 'E':
		return syntaxError("exponents are not used, write the number out")
	case c == '−':
		return syntaxError("%q is not the minus sign, write '-'", c)
	case '０' <= c && c <= '９' || c == '％' || c == '．' || c == '－':
		return syntaxError("%q is full-width, write %q", c, c-0xFEE0)
	}
	return misplaced(c)
}

func misplaced(c rune) error {
	return syntaxError("%q cannot stand in a number", c)
}

// significant counts digits without leading zeros: 0 for zero.
func (l literal) significant() int {
	if n := len(strings.TrimLeft(l.whole, "0")); n > 0 {
		return n + len(l.frac)
	}
	return len(strings.TrimLeft(l.frac, "0"))
}

func (l literal) coefficient() *big.Int {
	c := new(big.Int)
	if len(l.whole)+len(l.frac) <= 18 {
		var n int64
		for _, part := range [...]string{l.whole, l.frac} {
			for i := range len(part) {
				n = n*10 + int64(part[i]-'0')
			}
		}
		c.SetInt64(n)
	} else {
		c.SetString(l.whole+l.frac, 10)
	}
	if l.neg {
		c.Neg(c)
	}
	return c
}

// Text returns the shortest plain decimal, such as -0.5 or 100, or else p/q in
// lowest terms, such as -1/3.
func (a Rat) Text() string {
	places, ok := a.Places()
	if !ok {
		return a.r.String()
	}
	return a.TextPlaces(places)
}

// TextPlaces returns a with as many digits after the point, padded with
// zeros: 5 with 2 places is 5.00. A number that does not fit is not rounded:
// its [Rat.Text] is returned. Places below 1 give no point.
func (a Rat) TextPlaces(places int) string {
	if places <= 0 {
		if a.IsInt() {
			return a.num().String()
		}
		return a.Text()
	}
	c, ok := a.coefficient(places)
	if !ok {
		return a.Text()
	}
	buf := c.Append(make([]byte, 0, 24), 10)
	start := 0
	if buf[0] == '-' {
		start = 1
	}
	var out strings.Builder
	out.Grow(max(len(buf)+1, start+places+2))
	out.Write(buf[:start])
	digits := buf[start:]
	if missing := places - len(digits); missing >= 0 {
		out.WriteString("0.")
		for range missing {
			out.WriteByte('0')
		}
		out.Write(digits)
	} else {
		out.Write(digits[:-missing])
		out.WriteByte('.')
		out.Write(digits[-missing:])
	}
	return out.String()
}

// String is [Rat.Text].
func (a Rat) String() string { return a.Text() }

// MarshalText is [Rat.Text]; in JSON the number is a string.
func (a Rat) MarshalText() ([]byte, error) { return []byte(a.Text()), nil }
