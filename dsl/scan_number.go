package dsl

import (
	"strings"
	"unicode/utf8"
)

// number scans digits, a fraction, a percent sign, and whatever touches them.
// Only the plain form comes out without a fault.
func (s *scanner) number() {
	from := s.at
	s.digits()
	grouped := s.digitGroups(s.at - from)
	if _, size := s.plainAt(s.at); s.pointAndDigit() {
		s.at += size
		s.digits()
	}
	plain := plainNumber(s.src.text[from:s.at])
	tail := s.numberTail()
	if r, size := s.plainAt(s.at); tail == "" && r == '%' {
		s.at += size
		plain += "%"
	}
	if tail != "" {
		s.badNumber(from, plain, tail)
	} else if grouped {
		s.separatorFault(from, plain)
	}
	if digits := len(strings.Trim(plain, "%")) - strings.Count(plain, "."); digits > s.limits.Digits {
		s.fault(CodeTooLong, from, s.at, "", "the number has %d digits; at most %d are allowed", digits, s.limits.Digits)
	}
	s.emit(TokenNumber, plain, from)
}

func (s *scanner) separatorFault(from int, plain string) {
	s.fault(CodeNumberSeparator, from, s.at, "write "+shorten(plain, 40), "%s has a separator between its digits", shorten(s.src.text[from:s.at], 40))
}

func (s *scanner) digits() {
	for s.at < len(s.src.text) && isDigit(rune(s.src.text[s.at])) {
		s.at++
	}
}

// digitGroups takes the groups of a number like 1,000,000. Only one that begins
// with 0 gives it away: max(1,500) can be two numbers.
func (s *scanner) digitGroups(before int) bool {
	start, zero := s.at, false
	for before <= 3 {
		from := s.at
		comma, size := s.plainAt(s.at)
		if comma != ',' {
			break
		}
		s.at += size
		s.digits()
		if s.at-from-size != 3 {
			s.at = from
			break
		}
		zero = zero || s.src.text[from+size] == '0'
	}
	if !zero {
		s.at = start
	}
	return zero
}

func (s *scanner) pointAndDigit() bool {
	point, size := s.plainAt(s.at)
	next, _ := s.plainAt(s.at + size)
	return point == '.' && isDigit(next)
}

// plainNumber drops separators and makes a full-width point plain.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if r = plainRune(r); r == ',' {
			return -1
		}
		return r
	}, s)
}

// numberTail takes what touches a number and makes it none.
func (s *scanner) numberTail() string {
	from := s.at
	for {
		r, size := s.peek()
		dotted := false
		if point, size := s.plainAt(s.at); point == '.' {
			next, _ := s.plainAt(s.at + size)
			dotted = next != '.' && !isNameStart(next)
		}
		sign := (r == '+' || r == '-') && isExponentMark(s.src.text[from:s.at])
		if size == 0 || !(isNamePart(plainAlphanumeric(r)) || dotted || sign) {
			return s.src.text[from:s.at]
		}
		s.at += size
	}
}

func isExponentMark(tail string) bool { return tail == "e" || tail == "E" }

// badNumber names what is wrong with a number by what touches it.
func (s *scanner) badNumber(from int, plain, tail string) {
	whole := shorten(plain+tail, 40)
	first, _ := utf8.DecodeRuneInString(tail)
	switch {
	case plainAlphanumeric(first) != first:
		s.fault(CodeFullWidth, from, s.at, "write "+shorten(plainText(plain+tail), 40), "full-width digits or letters in %s", whole)
	case plain == "0" && strings.ContainsRune("xXbBoO", first):
		s.fault(CodeNumberHex, from, s.at, "write the number in decimal digits", "%s is no number of the language", whole)
	case isExponentMark(tail[:1]) && strings.Trim(tail[1:], "+-0123456789") == "":
		s.fault(CodeNumberExponent, from, s.at, "write all digits of the number", "%s has an exponent", whole)
	case first == '_':
		s.fault(CodeNumberUnderscore, from, s.at, "write "+shorten(strings.ReplaceAll(plain+tail, "_", ""), 40), "%s has underscores between its digits", whole)
	case plainRune(first) != '.':
		s.fault(CodeNumberForm, from, s.at, "a name can't begin with a digit", "%s is neither a number nor a name", whole)
	case len(tail) == utf8.RuneLen(first) && !strings.Contains(plain, "."):
		s.fault(CodeNumberForm, from, s.at, "write "+plain+" or "+plain+".0", "%s ends in a point", whole)
	default:
		s.fault(CodeNumberForm, from, s.at, "a number has one point, with digits on both sides", "%s is no number", whole)
	}
}

// fractionAhead tells whether the point here can only be the beginning of a
// number, not a member access.
func (s *scanner) fractionAhead(size int) bool {
	next, _ := s.plainAt(s.at + size)
	if !isDigit(next) {
		return false
	}
	return len(s.tokens) == 0 || s.space || s.newLine || !s.tokens[len(s.tokens)-1].endsOperand()
}

// bareFraction takes .5 for 0.5.
func (s *scanner) bareFraction(size int) {
	from := s.at
	s.at += size
	s.digits()
	if r, size := s.plainAt(s.at); r == '%' {
		s.at += size
	}
	plain := "0" + plainText(s.src.text[from:s.at])
	s.fault(CodeNumberForm, from, s.at, "write "+shorten(plain, 40), "%s has no digit before its point", shorten(plain[1:], 40))
	s.emit(TokenNumber, plain, from)
}

// fullWidthNumber takes a number that begins with a full-width digit as a
// whole, so that the hint can show all of it.
func (s *scanner) fullWidthNumber() {
	from := s.at
	for s.at < len(s.src.text) {
		r, size := s.peek()
		if !isNamePart(plainAlphanumeric(r)) && !s.pointAndWideDigit() {
			break
		}
		s.at += size
	}
	if r, size := s.plainAt(s.at); r == '%' {
		s.at += size
	}
	plain := plainText(s.src.text[from:s.at])
	s.fault(CodeFullWidth, from, s.at, "write "+shorten(plain, 40), "full-width digits or letters in %s", shorten(s.src.text[from:s.at], 40))
	s.emit(TokenNumber, plain, from)
}

func (s *scanner) pointAndWideDigit() bool {
	point, size := s.plainAt(s.at)
	next, _ := s.plainAt(s.at + size)
	return point == '.' && isDigit(plainAlphanumeric(next))
}
