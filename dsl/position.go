package dsl

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Pos is a place in a source text. Line and Column count from 1, columns in
// code points; Offset counts bytes from 0. The zero Pos means "nowhere": a
// scheme built in Go has paths but no positions.
type Pos struct {
	Offset, Line, Column int
}

// IsValid tells whether the position is somewhere.
func (p Pos) IsValid() bool { return p.Line > 0 }

// A Span is a stretch of source text, from Start up to but not including End.
type Span struct {
	Start, End Pos
}

// IsValid tells whether the span is somewhere.
func (s Span) IsValid() bool { return s.Start.IsValid() }

// To is the span from the start of s to the end of t.
func (s Span) To(t Span) Span {
	if !s.IsValid() {
		return t
	}
	if !t.IsValid() {
		return s
	}
	return Span{s.Start, t.End}
}

// byteOrderMark is accepted at the start of a file, where some editors put it.
const byteOrderMark = "\uFEFF"

// A source is a text with the offsets of its line starts.
type source struct {
	name  string
	text  string
	lines []int
	last  Pos // the position worked out last: the next one mostly follows it on the same line
}

func newSource(name, text string) *source {
	s := &source{name: name, text: text, lines: []int{0}}
	if strings.HasPrefix(text, byteOrderMark) {
		s.lines[0] = len(byteOrderMark) // it takes no column
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// pos turns a byte offset into a position.
func (s *source) pos(offset int) Pos {
	offset = max(offset, s.lines[0])
	line := sort.SearchInts(s.lines, offset+1)
	from, column := s.lines[line-1], 1
	if s.last.Line == line && s.last.Offset <= offset {
		// Without this a file of one long line takes quadratic time.
		from, column = s.last.Offset, s.last.Column
	}
	s.last = Pos{Offset: offset, Line: line, Column: column + utf8.RuneCountInString(s.text[from:offset])}
	return s.last
}

func (s *source) span(from, to int) Span { return Span{s.pos(from), s.pos(to)} }

// line is the text of a line, counted from 1, without its end.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	rest := s.text[s.lines[n-1]:]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return strings.TrimSuffix(rest, "\r")
}
