package main

import (
	"bufio"
	"encoding/csv"
	"slices"

	"github.com/kaohe-go/kaohe/score"
)

// rowMaker makes the cells of a line: the facts as given, the figures, the error.
type rowMaker struct {
	v       *vocabulary
	columns []string
	// ratings are the columns that are figures too; the others follow.
	ratings []bool
	figures []string
}

func newRowMaker(v *vocabulary, columns []string) *rowMaker {
	m := &rowMaker{v: v, columns: columns, ratings: make([]bool, len(columns))}
	for _, d := range v.figures {
		if i := slices.Index(columns, d.Name); i >= 0 {
			m.ratings[i] = true
		} else {
			m.figures = append(m.figures, d.Name)
		}
	}
	return m
}

func (m *rowMaker) header() []string {
	return append(slices.Concat(m.columns, m.figures), "error")
}

func (m *rowMaker) cells(p person, r *score.Result) []string {
	for _, name := range p.lost {
		m.v.warnLost(name, p.line)
	}
	cells := make([]string, 0, len(m.columns)+len(m.figures)+1)
	for i, cell := range p.cells {
		if cell == "" && m.ratings[i] {
			cell = figureText(r, m.columns[i])
		}
		cells = append(cells, cell)
	}
	for _, name := range m.figures {
		cells = append(cells, figureText(r, name))
	}
	if p.err != nil {
		return append(cells, oneLine(p.err))
	}
	return append(cells, "")
}

// figureText is empty if the person could not be scored.
func figureText(r *score.Result, name string) string {
	if r == nil {
		return ""
	}
	f, _ := r.Figure(name)
	return f.Value()
}

type csvSink struct {
	w      *csv.Writer
	under  *bufio.Writer
	rows   *rowMaker
	headed bool
}

func newCSVSink(w *bufio.Writer, rows *rowMaker) *csvSink {
	return &csvSink{w: csv.NewWriter(w), under: w, rows: rows}
}

// head writes the column names before anything else.
func (s *csvSink) head() error {
	if s.headed {
		return nil
	}
	s.headed = true
	return s.w.Write(s.rows.header())
}

func (s *csvSink) write(p person, r *score.Result) error {
	if err := s.head(); err != nil {
		return err
	}
	return s.w.Write(s.rows.cells(p, r))
}

func (s *csvSink) flush() error {
	if err := s.head(); err != nil {
		return err
	}
	s.w.Flush()
	if err := s.w.Error(); err != nil {
		return err
	}
	return s.under.Flush()
}

func (s *csvSink) close() error { return s.flush() }
