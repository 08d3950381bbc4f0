package main

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// recordReader reads the lines of CSV, a record each; where a cell has line ends
// in it, the lines that it is in are given as one. A quote that is never closed
// costs one line: where several lines together are no record, the first of them
// is a bad line and reading goes on with the second one. encoding/csv would take
// everything up to the next quote, or to the end, into one cell.
type recordReader struct {
	lines lineReader
	// ahead are lines that have been read; those from at on have not been used.
	ahead []textLine
	at    int
}

// next reads the text of a record, stepping over empty lines; io.EOF is the end.
// A record of one line need not be CSV.
func (r *recordReader) next() (textLine, error) {
	first, err := r.first()
	if err != nil || first.err != nil || strings.Count(first.text, `"`)%2 == 0 {
		return first, err
	}
	second := r.at
	text, err := r.complete(first.text)
	if err != nil {
		return textLine{}, err
	}
	if _, _, fault := splitCells(text, nil, 0); fault != nil {
		r.at = second
		return textLine{number: first.number, text: first.text, err: fault}, nil
	}
	return textLine{number: first.number, text: text}, nil
}

// first gives the first line of a record.
func (r *recordReader) first() (textLine, error) {
	for {
		if 2*r.at >= len(r.ahead) { // not each time: many lines may be ahead
			r.ahead, r.at = slices.Delete(r.ahead, 0, r.at), 0
		}
		line, err := r.take()
		if err != nil || line.err != nil || withoutEnd(line.text) != "" {
			return line, err
		}
	}
}

func withoutEnd(line string) string {
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
}

// take gives the next line, read ahead or not.
func (r *recordReader) take() (textLine, error) {
	if r.at < len(r.ahead) {
		r.at++
		return r.ahead[r.at-1], nil
	}
	return r.lines.next()
}

// takeAhead is take for a line that may have to be taken once more.
func (r *recordReader) takeAhead() (textLine, error) {
	isNew := r.at == len(r.ahead)
	line, err := r.take()
	if isNew && err == nil {
		r.ahead = append(r.ahead, line)
		r.at++
	}
	return line, err
}

// complete adds lines until all quotes can be closed.
func (r *recordReader) complete(first string) (string, error) {
	quotes := 1
	var b strings.Builder
	b.WriteString(first)
	for quotes%2 == 1 && b.Len() <= maxLine {
		line, err := r.takeAhead()
		if errors.Is(err, io.EOF) || line.err != nil {
			break
		}
		if err != nil {
			return "", err
		}
		quotes += strings.Count(line.text, `"`)
		b.WriteString(line.text)
	}
	return b.String(), nil
}
