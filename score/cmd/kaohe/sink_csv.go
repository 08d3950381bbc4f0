package main

import (
	"io"
	"slices"
	"strconv"

	"github.com/kaohe-go/kaohe/score"
)

// rowMaker says what the cells of a line are: the facts as given, the figures,
// the error.
type rowMaker struct {
	v       *vocabulary
	columns []string
	// ratings are by column the number of the figure that it is too, or -1; the
	// other figures follow the columns.
	ratings []int
	figures []int
}

func newRowMaker(v *vocabulary, columns []string) *rowMaker {
	m := &rowMaker{v: v, columns: columns, ratings: slices.Repeat([]int{-1}, len(columns))}
	for k, d := range v.figures {
		if i := slices.Index(columns, d.Name); i >= 0 {
			m.ratings[i] = k
		} else {
			m.figures = append(m.figures, k)
		}
	}
	return m
}

func (m *rowMaker) header() []string {
	header := slices.Clone(m.columns)
	for _, k := range m.figures {
		header = append(header, m.v.figures[k].Name)
	}
	return append(header, "error")
}

// note notes the names that have no column.
func (m *rowMaker) note(g *group, p *person) {
	for _, name := range p.lost {
		g.note(name, true, p.line)
	}
}

type csvSink struct {
	w    io.Writer
	rows *rowMaker
}

func (s *csvSink) head() error {
	var line []byte
	for i, name := range s.rows.header() {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendCell(line, name)
	}
	_, err := s.w.Write(append(line, '\n'))
	return err
}

func (s *csvSink) add(g *group, p *person, sh *sheet) {
	s.rows.note(g, p)
	b := g.out
	for i, cell := range p.cells {
		if k := s.rows.ratings[i]; cell == "" && k >= 0 && p.err == nil {
			b = appendFigure(b, sh.figure(k))
		} else {
			b = appendCell(b, cell)
		}
		b = append(b, ',')
	}
	for _, k := range s.rows.figures {
		if p.err == nil {
			b = appendFigure(b, sh.figure(k))
		}
		b = append(b, ',')
	}
	if p.err != nil {
		b = appendCell(b, oneLine(p.err))
	}
	g.out = append(b, '\n')
}

// appendFigure appends Figure.Value as a cell.
func appendFigure(b []byte, f score.Figure) []byte {
	switch {
	case f.Redistributed:
		return b
	case f.Kind == score.FigureText:
		return appendCell(b, f.Text)
	case f.Kind == score.FigureBool:
		return strconv.AppendBool(b, f.Bool)
	}
	b, _ = f.Number.AppendText(b) // which never fails
	return b
}

// write writes a group at once, so nothing is left to flush.
func (s *csvSink) write(g *group) error {
	_, err := s.w.Write(g.out)
	return err
}

func (s *csvSink) close() error { return nil }
