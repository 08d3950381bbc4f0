package dsl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainPunctuation maps punctuation as Chinese input methods type it to the
// plain form. The full-width block U+FF01–U+FF5E is mapped by arithmetic in
// plainRune; these are the others. Curly quotes are the scanner's business.
var plainPunctuation = map[rune]rune{
	'　': ' ', '、': ',', '。': '.', '【': '[', '】': ']', '〔': '[', '〕': ']',
	'《': '<', '》': '>', '〈': '<', '〉': '>',
}

// plainRune is the plain form of full-width punctuation; other characters are
// returned as they are, full-width digits and letters among them.
func plainRune(r rune) rune {
	if plain, ok := plainPunctuation[r]; ok {
		return plain
	}
	if r >= '！' && r <= '～' && plainAlphanumeric(r) == r {
		return r - fullWidthOffset
	}
	return r
}

// plainAlphanumeric is the plain form of full-width digits, letters and low
// lines, which are faults; other characters are returned as they are.
func plainAlphanumeric(r rune) rune {
	if r < '！' || r > '～' {
		return r
	}
	if plain := r - fullWidthOffset; isASCIILetter(plain) || isDigit(plain) || plain == '_' {
		return plain
	}
	return r
}

// fullWidthOffset is what lies between a full-width character and its plain form.
const fullWidthOffset = '！' - '!'

// plainText is the plain form of all characters of a text.
func plainText(s string) string {
	return strings.Map(func(r rune) rune { return plainAlphanumeric(plainRune(r)) }, s)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isASCIILetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isNameStart(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// isNamePart includes combining marks: NFC has no composed form for some.
func isNamePart(r rune) bool {
	return isNameStart(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc)
}

func isCombining(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) }

// isInvisible covers what is drawn as nothing or changes the order in which
// its neighbours are drawn: all of Unicode's format characters, the variation
// selectors, the Hangul fillers and the line separators.
func isInvisible(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.In(r, unicode.Zl, unicode.Zp):
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x034F, r == 0x2800:
		return true
	}
	return false
}

// isInvalid: a byte that is not valid UTF-8.
func isInvalid(r rune, size int) bool { return r == utf8.RuneError && size == 1 }

// isBad covers what may stand nowhere. A line end is dealt with before.
func isBad(r rune, size int) bool {
	return isInvalid(r, size) || unicode.IsControl(r) && r != '\t' || isInvisible(r)
}

// isSpace leaves line ends out: they mean something.
func isSpace(r rune) bool {
	return r == '\t' || unicode.Is(unicode.Zs, r)
}

// signSpellings has the plain spelling of signs that people paste from documents.
var signSpellings = map[rune]string{
	'≤': "<=", '≥': ">=", '≠': "!=", '×': "*", '÷': "/", '−': "-", '–': "-", '—': "-",
	'→': "->", '…': "..", '∧': "and", '∨': "or", '¬': "not", '·': "*",
}

func describeRune(r rune) string {
	if unicode.IsPrint(r) {
		return fmt.Sprintf("%q (U+%04X)", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}
