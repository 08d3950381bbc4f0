package main

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	errBareQuote = errors.New(`is not CSV: a quote (") stands in a cell that does not begin with one`)
	errQuote     = errors.New(`is not CSV: a quote (") is not closed, or more stands behind the closing one`)
)

// splitCells appends the cells of a record to an empty list, of which there are
// n: those after the first most are only counted. It reads what encoding/csv
// reads, whose reader costs some 2 µs to set up for each record; a reader for all
// of them could not go on behind a fault.
func splitCells(record string, cells []string, most int) (_ []string, n int, err error) {
	if strings.IndexByte(record, '"') >= 0 {
		record, ended := strings.CutSuffix(strings.ReplaceAll(record, "\r\n", "\n"), "\n")
		if !ended { // the last line
			record = strings.TrimSuffix(record, "\r")
		}
		return splitQuoted(record, cells, most)
	}
	record = withoutEnd(record)
	start := 0
	for i := range len(record) {
		if record[i] != ',' {
			continue
		}
		if len(cells) == most {
			return cells, most + 1 + strings.Count(record[start:], ","), nil
		}
		cells = append(cells, record[start:i])
		start = i + 1
	}
	if len(cells) < most {
		cells = append(cells, record[start:])
		return cells, len(cells), nil
	}
	return cells, most + 1, nil
}

func splitQuoted(rest string, cells []string, most int) (_ []string, n int, err error) {
	for more := true; more; n++ {
		var cell string
		if cell, rest, more, err = nextCell(rest); err != nil {
			return cells, 0, err
		}
		if n < most {
			cells = append(cells, strings.ReplaceAll(cell, `""`, `"`))
		}
	}
	return cells, n, nil
}

// nextCell cuts off a cell; quotes in it are still double. more says that there
// is another one.
func nextCell(s string) (cell, rest string, more bool, err error) {
	if !strings.HasPrefix(s, `"`) {
		if cell, rest, more = strings.Cut(s, ","); strings.Contains(cell, `"`) {
			err = errBareQuote
		}
		return cell, rest, more, err
	}
	end := closingQuote(s)
	if end < 0 {
		return "", "", false, errQuote
	}
	cell, rest = s[1:end], s[end+1:]
	if rest == "" {
		return cell, "", false, nil
	}
	if rest[0] != ',' {
		return "", "", false, errQuote
	}
	return cell, rest[1:], true, nil
}

// closingQuote finds the end of a cell that begins with a quote; -1 if there is none.
func closingQuote(s string) int {
	for i := 1; ; i += 2 {
		next := strings.IndexByte(s[min(i, len(s)):], '"')
		if next < 0 {
			return -1
		}
		if i += next; i+1 == len(s) || s[i+1] != '"' {
			return i
		}
	}
}

// appendCell appends a cell to a line of CSV, in quotes where encoding/csv
// writes quotes, whose writer takes more time than all else here.
func appendCell(line []byte, cell string) []byte {
	if !needsQuotes(cell) {
		return append(line, cell...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(line, '"')
}

func needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	for i := range len(cell) {
		if c := cell[i]; c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r') {
			return true
		}
	}
	first, _ := utf8.DecodeRuneInString(cell)
	return unicode.IsSpace(first) || cell == `\.`
}
