package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// maxFactWidth is where a table cuts facts; figures and errors are never cut.
const maxFactWidth = 40

// tableSink aligns columns for people to read, so it has to keep all lines.
type tableSink struct {
	w     io.Writer
	rows  *rowMaker
	lines [][]string
	bad   bool
}

// head does nothing: widths are known when the facts have ended.
func (s *tableSink) head() error { return nil }

func (s *tableSink) add(g *group, p *person, sh *sheet) {
	s.rows.note(g, p)
	cells := s.cells(p, sh)
	for i, cell := range cells {
		cells[i] = printable(cell)
		if i < len(s.rows.columns) {
			cells[i] = cutCell(cells[i])
		}
	}
	g.rows = append(g.rows, cells)
}

func (s *tableSink) cells(p *person, sh *sheet) []string {
	figure := func(k int) string {
		if p.err != nil {
			return ""
		}
		return sh.figure(k).Value()
	}
	cells := make([]string, 0, len(s.rows.columns)+len(s.rows.figures)+1)
	for i, cell := range p.cells {
		if k := s.rows.ratings[i]; cell == "" && k >= 0 {
			cell = figure(k)
		}
		cells = append(cells, cell)
	}
	for _, k := range s.rows.figures {
		cells = append(cells, figure(k))
	}
	if p.err != nil {
		return append(cells, oneLine(p.err))
	}
	return append(cells, "")
}

func (s *tableSink) write(g *group) error {
	s.lines = append(s.lines, g.rows...)
	s.bad = s.bad || g.bad > 0
	return nil
}

// printable keeps a cell on its line.
func printable(cell string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, cell)
}

func cutCell(cell string) string {
	width := 0
	for i, r := range cell {
		if width += dsl.Width(string(r)); width > maxFactWidth {
			return cell[:i] + "…"
		}
	}
	return cell
}

func (s *tableSink) close() error {
	lines := append([][]string{s.titles()}, s.lines...)
	shown := len(lines[0])
	if !s.bad {
		shown-- // the errors
	}
	widths, numeric := make([]int, shown), make([]bool, shown)
	for k := range shown {
		numeric[k] = true
		for i, line := range lines {
			widths[k] = max(widths[k], dsl.Width(line[k]))
			numeric[k] = numeric[k] && (i == 0 || isNumeric(line[k]))
		}
	}
	w := bufio.NewWriterSize(s.w, 64<<10)
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, alignCells(line[:shown], widths, numeric)); err != nil {
			return err
		}
	}
	return w.Flush()
}

func alignCells(cells []string, widths []int, numeric []bool) string {
	var b strings.Builder
	for k, cell := range cells {
		switch {
		case numeric[k]:
			b.WriteString(dsl.PadLeft(cell, widths[k]))
		case k < len(cells)-1:
			b.WriteString(dsl.Pad(cell, widths[k]))
		default: // errors are long
			b.WriteString(cell)
		}
		b.WriteString("  ")
	}
	return strings.TrimRight(b.String(), " ")
}

// titles are the columns' titles, where the scheme gives them some.
func (s *tableSink) titles() []string {
	titles := map[string]string{}
	for _, list := range [][]score.Declared{s.rows.v.inputs, s.rows.v.figures} {
		for _, d := range list {
			if d.Title != "" {
				titles[d.Name] = d.Title
			}
		}
	}
	header := s.rows.header()
	for i, name := range header {
		if title, ok := titles[name]; ok {
			name = title
		}
		header[i] = cutCell(printable(name))
	}
	return header
}

// isNumeric takes empty cells for numbers that are not there.
func isNumeric(s string) bool {
	return strings.Trim(s, "-0123456789./%") == ""
}
