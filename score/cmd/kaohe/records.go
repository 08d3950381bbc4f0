package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A record is a line of CSV, which is several lines of text if a cell has line
// ends in it. err says why it is none; the reader can go on behind it.
type record struct {
	line  int
	cells []string
	err   error
}

// recordReader reads CSV so that a quote that is never closed costs one line:
// where several lines together are no record, the first of them is a bad line
// and reading goes on with the second one. encoding/csv alone would take
// everything up to the next quote, or to the end, into one cell.
type recordReader struct {
	lines lineReader
	// ahead are lines that have been read; those from at on have not been used.
	ahead []textLine
	at    int
	// buffer lets each record's csv.Reader go without one of its own.
	text   strings.Reader
	buffer *bufio.Reader
}

func newRecordReader(b *bufio.Reader) *recordReader {
	r := &recordReader{lines: lineReader{r: b}}
	r.buffer = bufio.NewReader(&r.text)
	return r
}

// next reads a record, stepping over empty lines; io.EOF is the end.
func (r *recordReader) next() (record, error) {
	first, err := r.first()
	if err != nil {
		return record{}, err
	}
	if first.err != nil {
		return record{line: first.number, err: first.err}, nil
	}
	second := r.at
	text, err := r.complete(first.text)
	if err != nil {
		return record{}, err
	}
	cells, err := r.parse(text)
	if err != nil {
		r.at = second
		return record{line: first.number, err: err}, nil
	}
	return record{line: first.number, cells: cells}, nil
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
	if r.at == len(r.ahead) {
		line, err := r.lines.next()
		if err != nil {
			return textLine{}, err
		}
		r.ahead = append(r.ahead, line)
	}
	r.at++
	return r.ahead[r.at-1], nil
}

// complete adds lines until all quotes can be closed.
func (r *recordReader) complete(first string) (string, error) {
	quotes := strings.Count(first, `"`)
	if quotes%2 == 0 {
		return first, nil
	}
	var b strings.Builder
	b.WriteString(first)
	for quotes%2 == 1 && b.Len() <= maxLine {
		line, err := r.take()
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

func (r *recordReader) parse(text string) ([]string, error) {
	r.text.Reset(text)
	r.buffer.Reset(&r.text)
	c := csv.NewReader(r.buffer)
	c.FieldsPerRecord = -1
	cells, err := c.Read()
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return nil, errors.New(`is not CSV: a quote (") stands in a cell that does not begin with one`)
	case errors.Is(err, csv.ErrQuote):
		return nil, errors.New(`is not CSV: a quote (") is not closed, or more stands behind the closing one`)
	case err != nil:
		return nil, fmt.Errorf("is not CSV: %w", err)
	}
	return cells, nil
}
