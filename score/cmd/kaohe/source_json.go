package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/kaohe-go/kaohe/score"
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
func newJSONSource(v *vocabulary, b *bufio.Reader) (*jsonSource, error) {
	f := &jsonSource{v: v, lines: lineReader{r: b}, column: map[string]int{}}
	line, err := f.line()
	switch {
	case err == nil:
		f.first = &line
		members, _ := parseObject(line)
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

func (f *jsonSource) next() (person, error) {
	line, err := f.line()
	if err != nil {
		return person{}, err
	}
	p := person{line: line.number, facts: score.Facts{}, cells: make([]string, len(f.header))}
	members, err := parseObject(line)
	if err != nil {
		p.err = fmt.Errorf("line %d %w", line.number, err)
		return p, nil
	}
	var faults []string
	seen := map[string]bool{}
	for _, m := range members {
		if seen[m.name] {
			faults = append(faults, clip(m.name)+" is given twice")
			continue
		}
		seen[m.name] = true
		if fault := f.fact(&p, m); fault != "" {
			faults = append(faults, clip(m.name)+" "+fault)
		}
	}
	if faults != nil {
		p.err = errors.New(strings.Join(faults, "; "))
	}
	return p, nil
}

// line gives the next line that is not blank.
func (f *jsonSource) line() (textLine, error) {
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
		f.v.warnNear(m.name)
		if m.name != "" {
			p.passed = append(p.passed, passedFact{m.name, m.raw})
		}
		return ""
	}
	value := m.value()
	if raw, nested := value.(json.RawMessage); nested {
		if w != listWord {
			return "is a JSON array or object"
		}
		var err error
		if value, err = nestedValue(raw); err != nil {
			return err.Error()
		}
	}
	p.facts[m.name] = value
	return ""
}

// A member is a name of an object with its value, which is valid JSON.
type member struct {
	name string
	raw  json.RawMessage
}

// value is a text, a bool, nil, or a number as it was written; arrays and
// objects stay JSON.
func (m member) value() any {
	switch m.raw[0] {
	case '"':
		var text string
		json.Unmarshal(m.raw, &text) // which it is
		return text
	case 't', 'f':
		return m.raw[0] == 't'
	case 'n':
		return nil
	case '[', '{':
		return m.raw
	}
	return json.Number(m.raw)
}

// cell is the value as a CSV cell.
func (m member) cell() string {
	switch v := m.value().(type) {
	case nil:
		return ""
	case string:
		return v
	case json.RawMessage:
		var b bytes.Buffer
		json.Compact(&b, v) // which works, as it is JSON
		return b.String()
	}
	return string(m.raw)
}

// parseObject reads the members of an object in their order, those that stand
// there twice too: which of the two was meant can't be known.
func parseObject(line textLine) ([]member, error) {
	switch {
	case line.err != nil:
		return nil, line.err
	case !utf8.ValidString(line.text):
		return nil, errors.New("is not UTF-8")
	case !strings.HasPrefix(strings.TrimSpace(line.text), "{"):
		return nil, errors.New("is no JSON object (each line must be one)")
	}
	var members []member
	d := json.NewDecoder(strings.NewReader(line.text))
	_, err := d.Token()
	for err == nil && d.More() {
		var name json.Token
		if name, err = d.Token(); err != nil {
			break
		}
		m := member{name: name.(string)}
		err = d.Decode(&m.raw)
		members = append(members, m)
	}
	if err == nil {
		_, err = d.Token()
	}
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("is no JSON object: it ends too early")
	case err != nil:
		return nil, fmt.Errorf("is no JSON object: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something behind the JSON object")
	}
	return members, nil
}
