package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds a line of facts, and a CSV record of several lines.
const maxLine = 1 << 20

var errLongLine = fmt.Errorf("is longer than %d bytes", maxLine)

// A textLine is a line of facts with its number and its end; err says why it
// has no text.
type textLine struct {
	number int
	text   string
	err    error
}

// lineReader reads lines of bounded length, and steps over those that are longer.
type lineReader struct {
	r      *bufio.Reader
	number int
	buffer []byte
}

// next reads a line; io.EOF is the end.
func (l *lineReader) next() (textLine, error) {
	l.buffer = l.buffer[:0]
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || len(l.buffer)+len(part) > maxLine; !long {
			l.buffer = append(l.buffer, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(l.buffer) == 0 && !long) {
			return textLine{}, err
		}
		l.number++
		if long {
			return textLine{number: l.number, err: errLongLine}, nil
		}
		return textLine{number: l.number, text: string(l.buffer)}, nil
	}
}
