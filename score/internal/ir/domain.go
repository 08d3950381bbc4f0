package ir

import (
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// Spec is the declared domain of an input, param or column. Its bounds are
// nodes of stage Fixed, since params may stand there; Resolve makes numbers of
// them.
type Spec struct {
	Kind Kind
	// Bounded says that In was stated.
	Bounded bool
	In      Alternative
	Step    ID // None if no step was stated
	OneOf   []ID
	// Integer and Percent remember the type's word: both are numbers.
	Integer, Percent bool
	// Elem is the spec of a list's elements, Fields are those of a record.
	Elem   *Spec
	Fields []Field
}

// Field is a field of a record.
type Field struct {
	Name string
	Spec Spec
}

// FieldIndex is the index of a field, -1 if there is none.
func (s *Spec) FieldIndex(name string) int {
	return slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
}

// Limited tells whether the spec says more than a type: then all its values
// can be considered.
func (s *Spec) Limited() bool { return s.Bounded || len(s.OneOf) > 0 || s.Kind == Bool }

// Domain is the values that an input, a param or a column may have.
type Domain struct {
	Kind Kind
	// In is the interval of a number. Step is its grid of multiples; 0 is none.
	In   exact.Interval
	Step exact.Rat
	// OneOf are the only values, if there are any.
	OneOf []Value
	// Integer and Percent are for messages and for reading text.
	Integer, Percent bool
	// Elem is the domain of a list's elements; Fields and Names are those of a record.
	Elem   *Domain
	Fields []Domain
	Names  []string
}

// Resolve is the domain, given the values of the nodes of stage Fixed. A bound
// that is not known (Kind Invalid) bounds nothing.
func (s *Spec) Resolve(fixed func(ID) Value) Domain {
	d := Domain{Kind: s.Kind, Integer: s.Integer, Percent: s.Percent}
	if s.Bounded {
		d.In = s.In.Interval(fixed)
	}
	if s.Step != None {
		d.Step = fixed(s.Step).Num
	}
	if s.Integer {
		// A step of 1.5 leaves the multiples of 3; one that is not positive is
		// a fault of the scheme and stays as it is.
		switch one := exact.Int(1); {
		case d.Step.Sign() > 0:
			d.Step = exact.LCM(d.Step, one)
		case s.Step == None || fixed(s.Step).Kind == Invalid:
			d.Step = one
		}
	}
	if s.Elem != nil {
		elem := s.Elem.Resolve(fixed)
		d.Elem = &elem
	}
	for i := range s.Fields {
		d.Names = append(d.Names, s.Fields[i].Name)
		d.Fields = append(d.Fields, s.Fields[i].Spec.Resolve(fixed))
	}
	for _, id := range s.OneOf {
		if v := fixed(id); v.Kind != Invalid {
			d.OneOf = append(d.OneOf, v)
		}
	}
	return d
}

// Interval is the interval of an alternative of numbers.
func (a Alternative) Interval(fixed func(ID) Value) exact.Interval {
	end := func(id ID, open bool) exact.End {
		if id == None {
			return exact.End{}
		}
		v := fixed(id)
		return exact.End{At: v.Num, Open: open, Bounded: v.Kind == Number}
	}
	return exact.Interval{Lo: end(a.Lo, a.LoOpen), Hi: end(a.Hi, a.HiOpen)}
}

// Contains tells whether a value of the domain's kind lies in it.
func (d *Domain) Contains(v Value) bool {
	switch d.Kind {
	case List:
		return !slices.ContainsFunc(v.List, func(e Value) bool { return !d.Elem.Contains(e) })
	case Record:
		for i := range d.Fields {
			if !d.Fields[i].Contains(v.List[i]) {
				return false
			}
		}
		return true
	}
	if len(d.OneOf) > 0 && !slices.ContainsFunc(d.OneOf, v.Equal) {
		return false
	}
	return d.Kind != Number || d.In.Contains(v.Num) && v.Num.IsMultipleOf(d.Step)
}

// Interval is the interval as the scheme would write it.
func (d *Domain) Interval() string {
	lo, hi := "(..", "..)"
	if end := d.In.Lo; end.Bounded {
		lo = "[" + d.number(end.At)
		if end.Open {
			lo = "(" + d.number(end.At)
		}
	}
	if end := d.In.Hi; end.Bounded {
		hi = d.number(end.At) + "]"
		if end.Open {
			hi = d.number(end.At) + ")"
		}
	}
	return lo + ", " + hi
}

// number writes a bound: of a percent in percent, if that is a decimal.
func (d *Domain) number(r exact.Rat) string {
	if hundred := r.Mul(exact.Int(100)); d.Percent {
		if _, ok := hundred.Places(); ok {
			return hundred.Text() + "%"
		}
	}
	return r.Text()
}

// Rule says in words of the language what the domain allows: `integer in [0, 100]`.
func (d *Domain) Rule() string {
	switch d.Kind {
	case List:
		return "list " + d.Elem.Rule()
	case Record:
		fields := make([]string, len(d.Fields))
		for i := range d.Fields {
			fields[i] = d.Names[i] + " " + d.Fields[i].Rule()
		}
		return "{ " + strings.Join(fields, ", ") + " }"
	}
	rule := map[Kind]string{Number: "number", Text: "text", Bool: "bool"}[d.Kind]
	switch {
	case d.Integer:
		rule = "integer"
	case d.Percent:
		rule = "percent"
	}
	if d.In.Lo.Bounded || d.In.Hi.Bounded {
		rule += " in " + d.Interval()
	}
	if d.Step.Sign() > 0 && !(d.Integer && d.Step.Equal(exact.Int(1))) {
		rule += " step " + d.number(d.Step)
	}
	for i, v := range d.OneOf {
		if i == 0 {
			rule += " one of "
		} else {
			rule += ", "
		}
		rule += v.String()
	}
	return rule
}
