package main

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// jsonSink writes an object a line. It puts the text together itself, since
// the members have an order and numbers stand as text in it.
type jsonSink struct {
	w io.Writer
	// names are those of the figures as members, with comma and colon.
	names                      []string
	indicators, pools, payouts []int
	total, grade               int // -1 if there is none
	columns                    []int
	gates                      bool
}

func newJSONSink(w io.Writer, v *vocabulary, scheme score.Scheme) *jsonSink {
	s := &jsonSink{w: w, total: -1, grade: -1, gates: len(scheme.Gates) > 0}
	payouts := len(v.figures) - len(scheme.Payouts)
	for k, d := range v.figures {
		name := d.Name
		switch {
		case k < len(scheme.Indicators):
			s.indicators = append(s.indicators, k)
		case k >= payouts:
			s.payouts = append(s.payouts, k)
		case k >= payouts-len(scheme.Pools):
			s.pools = append(s.pools, k)
		case name == "total":
			s.total = k
		case name == "grade":
			s.grade = k
		default:
			name = strings.TrimPrefix(name, "grade.")
			s.columns = append(s.columns, k)
		}
		s.names = append(s.names, ","+string(appendQuoted(nil, name))+":")
	}
	return s
}

func (s *jsonSink) head() error { return nil }

func (s *jsonSink) add(g *group, p *person, sh *sheet) {
	b := strconv.AppendInt(append(g.out, `{"line":`...), int64(p.line), 10)
	if p.id.sound() {
		b = appendQuoted(append(b, `,"id":`...), p.id.text)
	}
	for i, f := range p.passed {
		b = appendName(b, i, `,"facts":{`, f.name)
		if f.isJSON {
			b = appendCompact(b, f.text)
		} else {
			b = appendQuoted(b, f.text)
		}
	}
	if len(p.passed) > 0 {
		b = append(b, '}')
	}
	if p.err != nil {
		b = appendQuoted(append(b, `,"error":`...), oneLine(p.err))
	} else {
		b = s.sheet(b, p, sh)
	}
	g.out = append(b, "}\n"...)
}

// sheet appends the members of a score sheet.
func (s *jsonSink) sheet(b []byte, p *person, sh *sheet) []byte {
	b = s.figures(append(b, `,"indicators":{`...), s.indicators, sh)
	if s.total >= 0 {
		b = appendValue(append(b, `},"total":`...), sh.figure(s.total))
	} else {
		b = append(b, '}')
	}
	if s.grade >= 0 {
		b = appendValue(append(b, `,"grade":{"name":`...), sh.figure(s.grade))
		for _, k := range s.columns {
			b = appendValue(append(b, s.names[k]...), sh.figure(k))
		}
		b = append(b, '}')
	}
	if s.pools != nil {
		b = append(s.figures(append(b, `,"pools":{`...), s.pools, sh), '}')
	}
	b = append(s.figures(append(b, `,"payouts":{`...), s.payouts, sh), '}')
	b = s.states(b, sh)
	if s.gates {
		b = appendGates(b, sh.gates(p))
	}
	if r := sh.together; r != nil && r.Standing != nil {
		b = appendJSON(append(b, `,"standing":`...), r.Standing)
	}
	return b
}

func (s *jsonSink) figures(b []byte, figures []int, sh *sheet) []byte {
	for i, k := range figures {
		name := s.names[k]
		if i == 0 {
			name = name[1:]
		}
		b = appendValue(append(b, name...), sh.figure(k))
	}
	return b
}

// states says of the indicators that do not count what was the matter, in the
// order of their names.
func (s *jsonSink) states(b []byte, sh *sheet) []byte {
	var out []score.Figure
	for _, k := range s.indicators {
		if f := sh.figure(k); f.State != score.Counted {
			out = append(out, f)
		}
	}
	if out == nil {
		return b
	}
	slices.SortFunc(out, func(f, g score.Figure) int { return cmp.Compare(f.Name, g.Name) })
	for i, f := range out {
		b = appendQuoted(appendName(b, i, `,"states":{`, f.Name), f.State.String())
	}
	return append(b, '}')
}

func appendGates(b []byte, gates []score.FiredGate) []byte {
	if len(gates) == 0 {
		return b
	}
	return appendJSON(append(b, `,"gates":`...), gates)
}

// appendValue appends a bool, or the text of a number or text; null where the
// weight of an indicator is redistributed.
func appendValue(b []byte, f score.Figure) []byte {
	switch {
	case f.Redistributed:
		return append(b, "null"...)
	case f.Kind == score.FigureText:
		return appendQuoted(b, f.Text)
	case f.Kind == score.FigureBool:
		return strconv.AppendBool(b, f.Bool)
	}
	b, _ = f.Number.AppendText(append(b, '"')) // which never fails
	return append(b, '"')
}

// appendName appends the name of the i-th member, behind what opens the object
// if it is the first.
func appendName(b []byte, i int, open, name string) []byte {
	if i > 0 {
		open = ","
	}
	return append(appendQuoted(append(b, open...), name), ':')
}

func (s *jsonSink) write(g *group) error {
	_, err := s.w.Write(g.out)
	return err
}

func (s *jsonSink) close() error { return nil }
