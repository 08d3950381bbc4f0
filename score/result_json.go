package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// This file writes results as JSON and reads figures back. Numbers go from
// their words straight into the text.

// A heading is the beginning of a figure's JSON, or of a result's, written once
// for all results of a program. It counts only while the texts are as they were.
type heading struct {
	texts [3]string
	json  string
}

func (h *heading) is(texts [3]string) bool { return h != nil && h.texts == texts }

func (r *Result) texts() [3]string { return [3]string{r.Scheme, r.Version, r.Fingerprint} }

func (f *Figure) texts() [3]string { return [3]string{f.Name, f.Title} }

func (r *Result) appendHeading(b []byte) []byte {
	if r.heading.is(r.texts()) {
		return append(b, r.heading.json...)
	}
	b = appendQuoted(append(b, `{"scheme":`...), r.Scheme)
	if r.Version != "" {
		b = appendQuoted(append(b, `,"version":`...), r.Version)
	}
	return appendQuoted(append(b, `,"fingerprint":`...), r.Fingerprint)
}

func (f *Figure) appendHeading(b []byte) []byte {
	if f.heading.is(f.texts()) {
		return append(b, f.heading.json...)
	}
	b = appendQuoted(append(b, `{"name":`...), f.Name)
	if f.Title != "" {
		b = appendQuoted(append(b, `,"title":`...), f.Title)
	}
	return b
}

// AppendJSON appends the result as JSON to b, without a newline.
func (r *Result) AppendJSON(b []byte) ([]byte, error) {
	if r == nil {
		return append(b, "null"...), nil
	}
	b = r.appendHeading(b)
	b = strconv.AppendInt(append(b, `,"semantics":`...), int64(r.Semantics), 10)
	b = appendFigures(b, `,"params":`, r.Params)
	b = appendFigures(b, `,"values":`, r.Values)
	b = appendFigures(b, `,"indicators":`, r.Indicators)
	if r.Total != nil {
		b = r.Total.append(append(b, `,"total":`...))
	}
	if r.Grade != nil {
		b = appendQuoted(append(b, `,"grade":{"name":`...), r.Grade.Name)
		b = append(appendFigures(b, `,"columns":`, r.Grade.Columns), '}')
	}
	for i, g := range r.Gates {
		if i == 0 {
			b = append(b, `,"gates":[`...)
		} else {
			b = append(b, ',')
		}
		b = append(b, '{')
		if g.Title != "" {
			b = append(appendQuoted(append(b, `"title":`...), g.Title), ',')
		}
		b = append(appendQuoted(append(b, `"effect":`...), g.Effect), '}')
	}
	if len(r.Gates) > 0 {
		b = append(b, ']')
	}
	b = appendFigures(b, `,"pools":`, r.Pools)
	b = appendFigures(b, `,"payouts":`, r.Payouts)
	if r.Standing != nil {
		standing, err := json.Marshal(r.Standing)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"standing":`...), standing...)
	}
	return append(b, '}'), nil
}

// MarshalJSON is AppendJSON.
func (r Result) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil) }

func appendFigures(b []byte, name string, figures []Figure) []byte {
	if len(figures) == 0 {
		return b
	}
	b = append(b, name...)
	for i := range figures {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = figures[i].append(b)
	}
	return append(b, ']')
}

// MarshalJSON writes name, title and the value under number (as text), text or bool.
func (f Figure) MarshalJSON() ([]byte, error) { return f.append(nil), nil }

func (f *Figure) append(b []byte) []byte {
	b = f.appendHeading(b)
	switch {
	case f.Redistributed:
	case f.Kind == FigureText:
		b = appendQuoted(append(b, `,"text":`...), f.Text)
	case f.Kind == FigureBool:
		b = strconv.AppendBool(append(b, `,"bool":`...), f.Bool)
	default:
		b = append(f.Number.append(append(b, `,"number":"`...)), '"')
	}
	if f.State != Counted {
		b = appendQuoted(append(b, `,"state":`...), f.State.String())
	}
	if f.Redistributed {
		b = append(b, `,"redistributed":true`...)
	}
	return append(b, '}')
}

// appendQuoted appends a text in quotes.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		// 0xE2 begins the line separators, which encoding/json escapes.
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0xE2 || c == 0x7F {
			return appendEscaped(b, s)
		}
	}
	if !utf8.ValidString(s) {
		return appendEscaped(b, s)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func appendEscaped(b []byte, s string) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes, and a buffer takes it
	return append(b, bytes.TrimRight(out.Bytes(), "\n")...)
}

// figureJSON is a figure with exactly one of its values.
type figureJSON struct {
	Name   string  `json:"name"`
	Title  string  `json:"title,omitempty"`
	Number *Number `json:"number,omitempty"`
	Text   *string `json:"text,omitempty"`
	Bool   *bool   `json:"bool,omitempty"`
	// State is left out where the indicator counts.
	State         string `json:"state,omitempty"`
	Redistributed bool   `json:"redistributed,omitempty"`
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(data []byte) error {
	var in figureJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	read, values := Figure{Name: in.Name, Title: in.Title, Redistributed: in.Redistributed}, 0
	for _, state := range []State{Missing, NotApplicable} {
		if in.State == state.String() {
			read.State = state
		}
	}
	if in.Number != nil {
		read.Number = *in.Number
		values++
	}
	if in.Text != nil {
		read.Kind, read.Text = FigureText, *in.Text
		values++
	}
	if in.Bool != nil {
		read.Kind, read.Bool = FigureBool, *in.Bool
		values++
	}
	if values != 1 && !(values == 0 && in.Redistributed) {
		return fmt.Errorf("score: the figure %q has %d values instead of one", shorten(in.Name), values)
	}
	*f = read
	return nil
}
