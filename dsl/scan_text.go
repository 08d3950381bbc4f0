package dsl

import "strings"

// quoteMark tells which mark opens or closes a text, curly ones both as the
// opening one; 0 for any other character.
func quoteMark(r rune) rune {
	switch r {
	case '"', '＂', '\'', '＇', '`', '｀':
		return r
	case '“', '”':
		return '“'
	case '‘', '’':
		return '‘'
	}
	return 0
}

func isDoubleQuote(mark rune) bool { return mark == '"' || mark == '＂' || mark == '“' }

// text scans a text literal. What opens it closes it: in a text in curly
// quotes straight ones are ordinary characters, and the other way round.
func (s *scanner) text(mark rune) {
	from := s.at
	_, size := s.peek()
	s.at += size
	value, closed := s.textValue(mark)
	text := Quote(value)
	switch {
	case !isDoubleQuote(mark):
		s.fault(CodeQuote, from, s.at, "write "+shorten(text, 40), "texts stand in double quotes")
	case !closed:
		s.fault(CodeUnclosedText, from, s.at, `close it with "`, "the text is not closed on its line")
	}
	if len(text) > s.limits.TextBytes {
		s.fault(CodeTooLong, from, s.at, "", "the text has %d bytes; at most %d are allowed", len(text), s.limits.TextBytes)
	}
	s.emit(TokenText, text, from)
	if !closed {
		s.spoilLine()
	}
}

// textValue takes the characters of a text and the mark that closes it.
func (s *scanner) textValue(mark rune) (value string, closed bool) {
	var b strings.Builder
	for s.at < len(s.src.text) && !s.lineEndAhead() {
		r, size := s.peek()
		if isBad(r, size) {
			s.bad()
			continue
		}
		s.at += size
		switch {
		case quoteMark(r) == mark:
			return b.String(), true
		case r == '\\':
			s.escape(&b)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), false
}

// escape takes what follows a backslash.
func (s *scanner) escape(b *strings.Builder) {
	from := s.at - len(`\`)
	r, size := s.peek()
	switch r {
	case '"', '\\':
		b.WriteRune(r)
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	default:
		if s.lineEndAhead() || isBad(r, size) {
			size = 0
		}
		b.WriteString(s.src.text[s.at : s.at+size])
		s.fault(CodeEscape, from, s.at+size, `the escapes are \" \\ \n \t`, "unknown escape in a text")
	}
	s.at += size
}

// spoilLine says of the tokens of this line, and the next one, that a fault
// there may come from the missing quote: which texts are open can't be told.
func (s *scanner) spoilLine() {
	s.leftOut = true
	for i := len(s.tokens) - 1; i >= 0; i-- {
		s.tokens[i].afterFault = true
		if s.tokens[i].OnNewLine {
			break
		}
	}
}
