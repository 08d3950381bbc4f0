package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// jsonSource reads an object a line.
type jsonSource struct {
	v      *vocabulary
	lines  lineReader
	header []string
	column map[string]int
	first  *textLine // read ahead for its names
}

// newJSONSource takes the columns from the first line; inputs that it lacks
// follow.
func newJSONSource(v *vocabulary, r io.Reader) (*jsonSource, error) {
	f := &jsonSource{v: v, lines: lineReader{r: r}, column: map[string]int{}}
	line, err := f.next()
	switch {
	case err == nil:
		f.first = &line
		members, _ := parseObject(line, nil)
		for _, m := range members {
			if v.words[m.name] != resultWord {
				f.addColumn(m.name)
			}
		}
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	for _, d := range v.inputs {
		f.addColumn(d.Name)
	}
	return f, nil
}

func (f *jsonSource) addColumn(name string) {
	if _, ok := f.column[name]; !ok {
		f.column[name] = len(f.header)
		f.header = append(f.header, name)
	}
}

func (f *jsonSource) columns() []string { return f.header }

// next gives the next line that is not blank.
func (f *jsonSource) next() (textLine, error) {
	if line := f.first; line != nil {
		f.first = nil
		return *line, nil
	}
	for {
		line, err := f.lines.next()
		if err != nil || line.err != nil || strings.TrimSpace(line.text) != "" {
			return line, err
		}
	}
}

func (f *jsonSource) read(line textLine, p *person) {
	clear(p.facts)
	p.cells = withEmpty(p.cells[:0], len(f.header))
	var err error
	if p.members, err = parseObject(line, p.members[:0]); err != nil {
		p.err = fmt.Errorf("line %d %w", line.number, err)
		return
	}
	if f.v.id != "" {
		p.id = idOf(p.members, f.v.id)
	}
	var faults []string
	isTwice := twice(p.members)
	for i, m := range p.members {
		if isTwice(i) {
			faults = append(faults, clip(m.name)+" is given twice")
		} else if fault := f.fact(p, m); fault != "" {
			faults = append(faults, clip(m.name)+" "+fault)
		}
	}
	if faults != nil {
		p.err = errors.New(strings.Join(faults, "; "))
	}
}

// idOf finds the member that has the id: a text, or a number as it is written.
func idOf(members []member, name string) identity {
	id, found := identity{known: true}, false
	for _, m := range members {
		if m.name != name {
			continue
		}
		switch m.raw[0] {
		case 't', 'f':
			id.fault = "is a bool; write it as a text"
		case '[', '{':
			id.fault = "is a JSON array or object; write it as a text"
		default:
			id.text = m.cell()
		}
		if found {
			id.fault = "is given twice"
		}
		found = true
	}
	return id
}

// fact adds a member to the facts, or says what is wrong with it.
func (f *jsonSource) fact(p *person, m member) (fault string) {
	w := f.v.words[m.name]
	if w == resultWord {
		return "is named like a result and must be renamed"
	}
	if i, ok := f.column[m.name]; ok {
		p.cells[i] = m.cell()
	} else {
		p.lost = append(p.lost, m.name)
	}
	if w == passing {
		p.strange = append(p.strange, m.name)
		if m.name != "" && !(m.name == f.v.id && p.id.sound()) {
			p.passed = append(p.passed, passedFact{m.name, m.raw, true})
		}
		return ""
	}
	value := m.value()
	if raw, nested := value.(nestedJSON); nested {
		if w != listWord {
			return "is a JSON array or object"
		}
		var err error
		if value, err = nestedValue(string(raw)); err != nil {
			return err.Error()
		}
	}
	p.facts[m.name] = value
	return ""
}
