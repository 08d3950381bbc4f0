package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxLine bounds a line of facts, and a CSV record of several lines.
const maxLine = 1 << 20

var errLongLine = fmt.Errorf("is longer than %d bytes", maxLine)

// A textLine is a line of facts with its number and its end; err says why it
// can't be used. Of a line that is too long text is how it begins.
type textLine struct {
	number int
	text   string
	err    error
}

// readSize is how much is read at a time: a pipe gives no more, and from a file
// twice or four times as much was no faster.
const readSize = 64 << 10

// lineReader reads lines of bounded length, and steps over those that are
// longer. Lines that were read together are parts of one text, so that a line
// costs no memory of its own.
type lineReader struct {
	r      io.Reader
	number int
	text   string // whole lines
	rest   []byte // the beginning of a line
	err    error  // comes after the rest
}

// next reads a line; io.EOF is the end. A byte order mark is none of the text.
func (l *lineReader) next() (textLine, error) {
	for {
		if i := strings.IndexByte(l.text, '\n'); i >= 0 {
			line := l.text[:i+1]
			l.text = l.text[i+1:]
			return l.line(line), nil
		}
		switch {
		case errors.Is(l.err, io.EOF) && len(l.rest) > 0: // the last line has no end
			line := string(l.rest)
			l.rest = nil
			return l.line(line), nil
		case l.err != nil:
			return textLine{}, l.err
		}
		l.read()
	}
}

func (l *lineReader) line(text string) textLine {
	l.number++
	if l.number == 1 {
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	if len(text) > maxLine {
		return textLine{number: l.number, text: text[:100], err: errLongLine}
	}
	return textLine{number: l.number, text: text}
}

// read reads until there is a line, or the beginning of one and no more.
func (l *lineReader) read() {
	for empty := 0; l.err == nil; empty++ {
		if empty == 100 { // as package bufio
			l.err = io.ErrNoProgress
			return
		}
		had := len(l.rest)
		if cap(l.rest) < had+readSize/2 {
			l.rest = append(make([]byte, 0, 2*had+readSize), l.rest...)
		}
		n, err := l.r.Read(l.rest[had:cap(l.rest)])
		l.rest, l.err = l.rest[:had+n], err
		if n == 0 {
			continue
		}
		empty = 0
		if end := had + bytes.LastIndexByte(l.rest[had:], '\n') + 1; end > had {
			l.text = string(l.rest[:end])
			l.rest = l.rest[:copy(l.rest, l.rest[end:])]
			return
		}
		// Of a line that is too long, enough is kept to see that.
		l.rest = l.rest[:min(len(l.rest), maxLine+1)]
	}
}
