package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaohe-go/kaohe/dsl"
)

// csvSource reads facts from CSV with a line of column names.
type csvSource struct {
	records recordReader
	header  []string
	words   []word // of the columns
	id      int    // the column of ids, -1 if there is none
}

func newCSVSource(v *vocabulary, r io.Reader) (*csvSource, error) {
	f := &csvSource{records: recordReader{lines: lineReader{r: r}}}
	line, err := f.records.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("there is no line of column names")
	case err != nil:
		return nil, err
	}
	header, _, err := f.cells(line, nil, maxLine)
	switch {
	case err != nil && strings.HasPrefix(line.text, "{"):
		return nil, errors.New("these are no column names but JSON; say -in jsonl")
	case err != nil:
		return nil, err
	}
	if err := checkHeader(v, header); err != nil {
		return nil, err
	}
	f.header, f.id = header, slices.Index(header, v.id)
	if v.id == "" {
		f.id = -1 // a column may have no name
	} else if f.id < 0 {
		return nil, noColumn(v.id, header)
	}
	seen := map[string]bool{}
	for _, name := range f.header {
		f.words = append(f.words, v.words[name])
		seen[name] = true
		if v.words[name] == passing {
			v.warnNear(name)
		}
	}
	warnMissing(v, seen)
	return f, nil
}

// checkHeader refuses what can't be the columns that were meant. Columns
// without a name are left alone: spreadsheets add some at the end.
func checkHeader(v *vocabulary, header []string) error {
	seen := map[string]bool{}
	for _, name := range header {
		switch {
		case !utf8.ValidString(name):
			return errors.New("the column names are not UTF-8; save the file as CSV UTF-8")
		case strings.Contains(name, "\r"):
			return errors.New("the lines end in a carriage return alone; save the file as CSV UTF-8")
		case len(header) == 1 && strings.ContainsAny(name, ";\t"):
			return errors.New("the columns are not separated by commas; save the file as CSV UTF-8")
		case seen[name] && name != "":
			return fmt.Errorf("the column %q stands there twice", clip(name))
		case v.words[name] == resultWord:
			return fmt.Errorf("the column %q is named like a result; rename it", clip(name))
		}
		seen[name] = true
	}
	return nil
}

// warnMissing names the inputs that no line will have.
func warnMissing(v *vocabulary, seen map[string]bool) {
	var missing []string
	for _, d := range v.inputs {
		if !d.Optional && !seen[d.Name] {
			missing = append(missing, d.Name)
		}
	}
	if len(missing) > 0 {
		v.warn("no column is called %s", strings.Join(missing, ", "))
	}
}

// noColumn says that -id names no column, and which there are.
func noColumn(id string, header []string) error {
	if near, ok := dsl.Nearest(id, header); ok {
		return fmt.Errorf("no column is called %q, as -id says; did you mean %q?", clip(id), clip(near))
	}
	return fmt.Errorf("no column is called %q, as -id says; the columns are %s", clip(id), listed(header))
}

// listed names the first of many.
func listed(names []string) string {
	const most = 10
	var shown []string
	for i, name := range names {
		if i == most {
			return strings.Join(shown, ", ") + fmt.Sprintf(" and %d more", len(names)-most)
		}
		shown = append(shown, clip(name))
	}
	return strings.Join(shown, ", ")
}

func (f *csvSource) columns() []string { return f.header }

func (f *csvSource) next() (textLine, error) { return f.records.next() }

// cells is splitCells for a line.
func (f *csvSource) cells(line textLine, cells []string, most int) (_ []string, n int, err error) {
	err = line.err
	if err == nil {
		cells, n, err = splitCells(line.text, cells, most)
	}
	if err != nil {
		err = fmt.Errorf("line %d %w", line.number, err)
	}
	return cells, n, err
}

func (f *csvSource) read(line textLine, p *person) {
	cells, n, err := f.cells(line, p.cells[:0], len(f.header))
	if err != nil {
		p.cells, p.err = withEmpty(cells[:0], len(f.header)), err
		return
	}
	if p.cells = withEmpty(cells, len(f.header)); n != len(f.header) {
		p.err = fmt.Errorf("line %d has %d cells for %d columns", line.number, n, len(f.header))
	} else if f.id >= 0 { // among too few or too many cells the id may be another one
		p.id = identity{text: p.cells[f.id], known: true}
	}
	if !utf8.ValidString(line.text) {
		f.mend(p)
	}
	for i, cell := range p.cells {
		f.fact(p, i, cell)
	}
}

// withEmpty fills a list up with empty cells.
func withEmpty(cells []string, n int) []string {
	for len(cells) < n {
		cells = append(cells, "")
	}
	return cells
}

// mend replaces what is not UTF-8.
func (f *csvSource) mend(p *person) {
	var foreign []string
	for i, cell := range p.cells {
		if !utf8.ValidString(cell) {
			p.cells[i] = strings.ToValidUTF8(cell, "�")
			foreign = append(foreign, clip(f.header[i]))
			if i == f.id {
				p.id.fault = "is not UTF-8 (save the file as CSV UTF-8)"
			}
		}
	}
	if p.err == nil && foreign != nil {
		p.err = fmt.Errorf("not UTF-8 (save the file as CSV UTF-8): %s", strings.Join(foreign, ", "))
	}
}

// fact adds a cell to the facts. A bool has no type of its own in CSV;
// spreadsheets write it in capital letters.
func (f *csvSource) fact(p *person, column int, cell string) {
	name := f.header[column]
	switch w := f.words[column]; {
	case w == passing && column == f.id && p.id.sound(): // which is shown by itself
	case w == passing && name != "":
		p.passed = append(p.passed, passedFact{name: name, text: cell})
	case w == passing:
	case cell == "": // instead of emptying the map for each person
		p.facts[name] = nil
	case w == boolWord && (strings.EqualFold(cell, "true") || strings.EqualFold(cell, "false")):
		p.facts[name] = strings.EqualFold(cell, "true")
	default:
		p.facts[name] = cell
	}
}
