package dsl

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// punctuation holds the signs of the language and those that are recognised
// only to be refused by name.
var punctuation = []string{
	"**", "->", "==", "!=", "<=", ">=", "??", "..", "&&", "||", "?.", "::", ":=",
	"+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ";", ":", "?", ".", "=",
	"<", ">", "|", "#", "!", "&", "^", "@", "$", "~",
}

// scanner cuts a text into tokens. It reports every fault and always goes on,
// with a token that stands for what was probably meant, so that one run finds
// all faults and each only once.
type scanner struct {
	src      *source
	at       int
	limits   Limits
	tokens   []Token
	comments []Comment
	faults   []fault

	newLine, indented, blank, space bool
	// leftOut says that something before the next token was reported and left out.
	leftOut bool
}

// maxFaults bounds what a hostile file can make us report.
const maxFaults = 1000

// A fault is a diagnostic without its file.
type fault struct {
	code          Code
	span          Span
	message, hint string
}

func scan(src *source, limits Limits) ([]Token, []fault) {
	s := &scanner{src: src, limits: limits, at: src.lines[0]}
	s.tokens = make([]Token, 0, len(src.text)/4+1)
	s.beginLine()
	for s.at < len(src.text) {
		s.next()
	}
	s.emit(TokenEnd, "", s.at)
	return s.tokens, s.faults
}

func (s *scanner) fault(code Code, from, to int, hint, format string, args ...any) {
	if len(s.faults) >= maxFaults {
		return
	}
	s.faults = append(s.faults, fault{code, s.src.span(from, to), fmt.Sprintf(format, args...), hint})
}

// peek is the character that comes next; its size is 0 at the end.
func (s *scanner) peek() (rune, int) { return utf8.DecodeRuneInString(s.src.text[s.at:]) }

// plainAt is the plain form of the character at an offset.
func (s *scanner) plainAt(offset int) (rune, int) {
	if offset >= len(s.src.text) {
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(s.src.text[offset:])
	return plainRune(r), size
}

// emit adds the token that began at from and ends here.
func (s *scanner) emit(kind TokenKind, text string, from int) {
	s.tokens = append(s.tokens, Token{
		Kind: kind, Text: text, Span: s.src.span(from, s.at),
		Touches: !s.space && !s.newLine, OnNewLine: s.newLine,
		atMargin: s.newLine && !s.indented, afterFault: s.leftOut,
		blankBefore: s.blank, comments: s.comments,
	})
	s.comments = nil
	s.newLine, s.blank, s.space, s.leftOut = false, false, false, false
}

// next scans one token, space or comment.
func (s *scanner) next() {
	from := s.at
	r, size := s.peek()
	plain := plainRune(r)
	switch {
	case s.lineEndAhead():
		s.lineEnd()
	case isSpace(plain):
		s.at += size
		s.space = true
	case isInvalid(r, size):
		s.name() // probably one, in another encoding
	case isBad(r, size):
		s.bad()
		s.leftOut = true
	case quoteMark(r) != 0:
		s.text(quoteMark(r))
	case s.commentAhead():
		s.comment()
	case isDigit(r):
		s.number()
	case isNameStart(plainAlphanumeric(r)):
		s.name()
	case isDigit(plainAlphanumeric(r)):
		s.fullWidthNumber()
	case plain == '%':
		s.at += size
		s.leftOut = true
		s.fault(CodeModulo, from, s.at, "write 85% without a space, or mod(a, b) for the remainder", "%% touches no number; there is no modulo operator")
	case plain == '.' && s.fractionAhead(size):
		s.bareFraction(size)
	default:
		s.sign(plain, size)
	}
}

func (s *scanner) lineEndAhead() bool {
	rest := s.src.text[s.at:]
	return strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n")
}

func (s *scanner) lineEnd() {
	if s.src.text[s.at] == '\r' {
		s.at++
	}
	s.at++
	if s.newLine && (len(s.tokens) > 0 || len(s.comments) > 0) {
		s.blank = true
	}
	s.beginLine()
}

func (s *scanner) beginLine() {
	first, _ := s.plainAt(s.at)
	s.newLine, s.indented = true, isSpace(first)
}

// bad passes and reports characters that may stand nowhere, also not in a text
// or a comment.
func (s *scanner) bad() {
	from := s.at
	r, size := s.peek()
	s.at += size
	switch {
	case isInvalid(r, size):
		// A file in another encoding has long runs of them: one fault each.
		for r, size := s.peek(); isInvalid(r, size); r, size = s.peek() {
			s.at += size
		}
		s.fault(CodeEncoding, from, s.at, "save the file as UTF-8", "the byte 0x%02X is not valid UTF-8", s.src.text[from])
	case isInvisible(r):
		s.fault(CodeInvisible, from, s.at, "delete it", "the invisible character %s is not allowed", describeRune(r))
	default:
		s.fault(CodeControl, from, s.at, "delete it", "the control character %s is not allowed", describeRune(r))
	}
}

func (s *scanner) commentAhead() bool {
	first, size := s.plainAt(s.at)
	second, _ := s.plainAt(s.at + size)
	return first == '/' && (second == '/' || second == '*')
}

func (s *scanner) comment() {
	from := s.at
	_, first := s.plainAt(s.at)
	second, size := s.plainAt(s.at + first)
	s.at += first + size
	if second == '*' {
		s.blockComment(from)
		return
	}
	text := s.at
	for s.at < len(s.src.text) && !s.lineEndAhead() {
		if r, size := s.peek(); isBad(r, size) {
			s.bad()
		} else {
			s.at += size
		}
	}
	s.comments = append(s.comments, Comment{
		Text:     "//" + strings.TrimRight(s.src.text[text:s.at], " \t"),
		Trailing: !s.newLine, blankBefore: s.blank, span: s.src.span(from, s.at),
	})
	s.blank, s.newLine = false, false
}

// blockComment skips one, so that its inside gives no further faults.
func (s *scanner) blockComment(from int) {
	end := strings.Index(s.src.text[s.at:], "*/")
	if end < 0 {
		s.at = from + strings.IndexByte(s.src.text[from:]+"\n", '\n')
	} else {
		s.at += end + len("*/")
	}
	s.fault(CodeBlockComment, from, s.at, "write // at the beginning of each line", "there are no /* */ comments")
	s.space = true
}

// name scans a name or keyword. Characters that may stand nowhere don't end it:
// nobody meant two names.
func (s *scanner) name() {
	from := s.at
	var text strings.Builder
	wide := false
	for s.at < len(s.src.text) && !s.lineEndAhead() {
		r, size := s.peek()
		plain := plainAlphanumeric(r)
		if isBad(r, size) {
			s.bad()
			continue
		}
		if !isNamePart(plain) {
			break
		}
		wide = wide || plain != r
		text.WriteRune(plain)
		s.at += size
	}
	name := text.String()
	switch {
	case name == "":
		name = "\uFFFD"
	case wide:
		s.fault(CodeFullWidth, from, s.at, "write "+shorten(name, 40), "full-width digits or letters in %s", shorten(s.src.text[from:s.at], 40))
	}
	if len(name) > s.limits.NameBytes {
		s.fault(CodeTooLong, from, s.at, "", "the name has %d bytes; at most %d are allowed", len(name), s.limits.NameBytes)
	}
	s.emit(TokenName, norm.NFC.String(name), from)
}

// sign scans punctuation. In the place of a sign from a document comes its
// spelling; an unknown character is left out.
func (s *scanner) sign(plain rune, size int) {
	from := s.at
	r, _ := s.peek()
	second, size2 := s.plainAt(s.at + size)
	two, one := string([]rune{plain, second}), string(plain)
	s.at += size
	switch {
	case size2 > 0 && slices.Contains(punctuation, two):
		s.at += size2
		s.emit(TokenPunct, two, from)
	case slices.Contains(punctuation, one):
		s.emit(TokenPunct, one, from)
	case signSpellings[r] != "":
		spelling := signSpellings[r]
		s.fault(CodeCharacter, from, s.at, "write "+spelling, "the character %s is no sign of the language", describeRune(r))
		kind := TokenPunct
		if isASCIILetter(rune(spelling[0])) {
			kind = TokenName
		}
		s.emit(kind, spelling, from)
	default:
		s.fault(CodeCharacter, from, s.at, "", "the character %s means nothing here", describeRune(r))
		s.leftOut = true
	}
}
