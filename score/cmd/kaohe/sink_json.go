package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// jsonSink writes an object a line. It puts the text together itself, since
// the members have an order and numbers stand as text in it.
type jsonSink struct {
	w       *bufio.Writer
	b       bytes.Buffer // the line
	encoder *json.Encoder
	err     error
}

func newJSONSink(w *bufio.Writer) *jsonSink {
	s := &jsonSink{w: w}
	s.encoder = json.NewEncoder(&s.b)
	s.encoder.SetEscapeHTML(false)
	return s
}

func (s *jsonSink) write(p person, r *score.Result) error {
	s.b.Reset()
	s.b.WriteString(`{"line":` + strconv.Itoa(p.line))
	if len(p.passed) > 0 {
		s.b.WriteString(`,"facts":{`)
		for i, f := range p.passed {
			s.member(i, f.name, f.value)
		}
		s.b.WriteByte('}')
	}
	if p.err != nil {
		s.member(1, "error", oneLine(p.err))
	} else {
		s.sheet(r)
	}
	s.b.WriteString("}\n")
	if s.err != nil {
		return s.err
	}
	_, err := s.w.Write(s.b.Bytes())
	return err
}

func (s *jsonSink) flush() error { return s.w.Flush() }

func (s *jsonSink) close() error { return s.w.Flush() }

// sheet writes the members of a score sheet.
func (s *jsonSink) sheet(r *score.Result) {
	s.figures("indicators", r.Indicators)
	if r.Total != nil {
		s.member(1, "total", figureJSON(*r.Total))
	}
	if r.Grade != nil {
		s.b.WriteString(`,"grade":{`)
		s.member(0, "name", r.Grade.Name)
		for _, f := range r.Grade.Columns {
			s.member(1, strings.TrimPrefix(f.Name, "grade."), figureJSON(f))
		}
		s.b.WriteByte('}')
	}
	s.figures("payouts", r.Payouts)
	if states := statesOf(r.Indicators); len(states) > 0 {
		s.member(1, "states", states)
	}
	if len(r.Gates) > 0 {
		s.member(1, "gates", r.Gates)
	}
}

// statesOf says of the indicators that do not count what was the matter.
func statesOf(indicators []score.Figure) map[string]string {
	states := map[string]string{}
	for _, f := range indicators {
		if f.State != score.Counted {
			states[f.Name] = f.State.String()
		}
	}
	return states
}

func (s *jsonSink) figures(name string, figures []score.Figure) {
	s.b.WriteString(`,"` + name + `":{`)
	for i, f := range figures {
		s.member(i, f.Name, figureJSON(f))
	}
	s.b.WriteByte('}')
}

// figureJSON is a bool, or the text of a number or text; null where the weight
// of an indicator is redistributed.
func figureJSON(f score.Figure) any {
	if f.Redistributed {
		return nil
	}
	if f.Kind == score.FigureBool {
		return f.Bool
	}
	return f.Value()
}

// member writes the i-th member of an object.
func (s *jsonSink) member(i int, name string, value any) {
	if i > 0 {
		s.b.WriteByte(',')
	}
	s.value(name)
	s.b.WriteByte(':')
	s.value(value)
}

func (s *jsonSink) value(v any) {
	if err := s.encoder.Encode(v); err != nil {
		s.err = err
		return
	}
	s.b.Truncate(s.b.Len() - 1) // the encoder ends with a newline
}
