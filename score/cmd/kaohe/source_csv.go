package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/kaohe-go/kaohe/score"
)

// csvSource reads facts from CSV with a line of column names.
type csvSource struct {
	records *recordReader
	header  []string
	words   []word // of the columns
}

func newCSVSource(v *vocabulary, b *bufio.Reader) (*csvSource, error) {
	f := &csvSource{records: newRecordReader(b)}
	start, _ := b.Peek(1)
	r, err := f.records.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("there is no line of column names")
	case err != nil:
		return nil, err
	case r.err != nil && string(start) == "{":
		return nil, errors.New("these are no column names but JSON; say -in jsonl")
	case r.err != nil:
		return nil, fmt.Errorf("line %d %w", r.line, r.err)
	}
	if err := checkHeader(v, r.cells); err != nil {
		return nil, err
	}
	f.header = r.cells
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

func (f *csvSource) columns() []string { return f.header }

func (f *csvSource) next() (person, error) {
	r, err := f.records.next()
	if err != nil {
		return person{}, err
	}
	p := person{line: r.line, facts: score.Facts{}, cells: make([]string, len(f.header))}
	copy(p.cells, r.cells)
	switch {
	case r.err != nil:
		p.err = fmt.Errorf("line %d %w", r.line, r.err)
		return p, nil
	case len(r.cells) != len(f.header):
		p.err = fmt.Errorf("line %d has %d cells for %d columns", r.line, len(r.cells), len(f.header))
	}
	var foreign []string
	for i, cell := range p.cells {
		if !utf8.ValidString(cell) {
			p.cells[i] = strings.ToValidUTF8(cell, "�")
			foreign = append(foreign, clip(f.header[i]))
		}
		f.fact(&p, i, p.cells[i])
	}
	if p.err == nil && foreign != nil {
		p.err = fmt.Errorf("not UTF-8 (save the file as CSV UTF-8): %s", strings.Join(foreign, ", "))
	}
	return p, nil
}

// fact adds a cell to the facts. A bool has no type of its own in CSV;
// spreadsheets write it in capital letters.
func (f *csvSource) fact(p *person, column int, cell string) {
	name := f.header[column]
	switch w := f.words[column]; {
	case w == passing && name != "":
		p.passed = append(p.passed, passedFact{name, cell})
	case w == passing || cell == "":
	case w == boolWord && (strings.EqualFold(cell, "true") || strings.EqualFold(cell, "false")):
		p.facts[name] = strings.EqualFold(cell, "true")
	default:
		p.facts[name] = cell
	}
}
