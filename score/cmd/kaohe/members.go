package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A member is a name of an object with its value, which is valid JSON.
type member struct{ name, raw string }

// nestedJSON is an array or object.
type nestedJSON string

// value is a text, a bool, nil, or a number as it was written; arrays and
// objects stay JSON.
func (m member) value() any {
	switch m.raw[0] {
	case '"':
		return m.text()
	case 't', 'f':
		return m.raw[0] == 't'
	case 'n':
		return nil
	case '[', '{':
		return nestedJSON(m.raw)
	}
	return json.Number(m.raw)
}

// text is the value of a text.
func (m member) text() string {
	if strings.IndexByte(m.raw, '\\') < 0 {
		return m.raw[1 : len(m.raw)-1]
	}
	var text string
	json.Unmarshal([]byte(m.raw), &text) // which works, as it is JSON
	return text
}

// cell is the value as a CSV cell.
func (m member) cell() string {
	switch m.raw[0] {
	case 'n':
		return ""
	case '"':
		return m.text()
	case '[', '{':
		return string(appendCompact(nil, m.raw))
	}
	return m.raw
}

// twice tells of each member whether its name stands there before.
func twice(members []member) func(int) bool {
	if len(members) <= 32 { // a map costs more then
		return func(i int) bool {
			for k := range i {
				if members[k].name == members[i].name {
					return true
				}
			}
			return false
		}
	}
	seen := make(map[string]bool, len(members))
	return func(i int) bool {
		name := members[i].name
		was := seen[name]
		seen[name] = true
		return was
	}
}

// parseObject appends the members of an object in their order, those that stand
// there twice too: which of the two was meant can't be known.
func parseObject(line textLine, members []member) ([]member, error) {
	switch {
	case line.err != nil:
		return nil, line.err
	case !utf8.ValidString(line.text):
		return nil, errors.New("is not UTF-8")
	case !strings.HasPrefix(strings.TrimSpace(line.text), "{"):
		return nil, errors.New("is no JSON object (each line must be one)")
	}
	if plain, ok := plainObject(line.text, members); ok {
		return plain, nil
	}
	return decodeObject(line.text, members)
}

// decodeObject reads any object, and words what is wrong with it.
func decodeObject(text string, members []member) ([]member, error) {
	d := json.NewDecoder(strings.NewReader(text))
	_, err := d.Token()
	for err == nil && d.More() {
		var name json.Token
		if name, err = d.Token(); err != nil {
			break
		}
		var raw json.RawMessage
		err = d.Decode(&raw)
		members = append(members, member{name.(string), string(raw)})
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
