package ranges

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// Info is what a node's value can be.
type Info struct {
	Kind ir.Kind
	// Empty says that no value is possible: the node is never reached or always fails.
	Empty bool
	// In holds every value of a number; if OnGrid, they are multiples of Step
	// (a Step of 0 leaves only 0).
	In     exact.Interval
	OnGrid bool
	Step   exact.Rat
	// Values are the possible texts or bools; nil is any.
	Values []ir.Value
	// Rows are the rows that a Row node can find, in order.
	Rows []int
	// Elem is what a list's elements can be, Fields what a record's fields can be.
	Elem   *Info
	Fields []Info
}

// maxLength bounds the lists that facts may hold.
const maxLength = 10_000

func number(in exact.Interval, onGrid bool, step exact.Rat) Info {
	i := Info{Kind: ir.Number, In: in, OnGrid: onGrid, Step: step}
	return i.snapped()
}

// maxDigits bounds ends and steps: a chain of squares doubles their digits at
// every link. What is longer counts as unbounded, or as off any grid.
const maxDigits = 1000

// short leaves out what has too many digits to go on with.
func (i Info) short() Info {
	for _, end := range []*exact.End{&i.In.Lo, &i.In.Hi} {
		if end.Bounded && !end.At.Within(maxDigits) {
			*end = exact.End{}
		}
	}
	if i.OnGrid && !i.Step.Within(maxDigits) {
		i.OnGrid, i.Step = false, exact.Rat{}
	}
	return i
}

// snapped shrinks the interval to the grid.
func (i Info) snapped() Info {
	if i.OnGrid && i.Step.Sign() > 0 {
		i.In = i.In.Snap(i.Step)
	}
	if i.In.Empty() {
		i.Empty = true
	}
	return i
}

func empty(kind ir.Kind) Info { return Info{Kind: kind, Empty: true} }

func bools(values ...bool) Info {
	i := Info{Kind: ir.Bool, Empty: len(values) == 0}
	for _, v := range values {
		i.Values = append(i.Values, ir.BoolValue(v))
	}
	return i
}

// ofValue is the range of one known value.
func ofValue(v ir.Value) Info {
	switch v.Kind {
	case ir.Number:
		return number(exact.Point(v.Num), true, v.Num.Abs())
	case ir.Row:
		row, _ := v.Num.Int64()
		return Info{Kind: ir.Row, Rows: []int{int(row)}}
	}
	return Info{Kind: v.Kind, Values: []ir.Value{v}}
}

// OfDomain is the range of a declared fact, param or column.
func OfDomain(d ir.Domain) Info {
	switch {
	case len(d.OneOf) > 0:
		i := empty(d.Kind)
		for _, v := range d.OneOf {
			i = hull(i, ofValue(v))
		}
		return i
	case d.Kind == ir.Number:
		return number(d.In, d.Step.Sign() > 0, d.Step)
	case d.Kind == ir.Bool:
		return bools(false, true)
	case d.Kind == ir.List:
		elem := OfDomain(*d.Elem)
		return Info{Kind: ir.List, Elem: &elem}
	case d.Kind == ir.Record:
		i := Info{Kind: ir.Record}
		for _, f := range d.Fields {
			i.Fields = append(i.Fields, OfDomain(f))
		}
		return i
	}
	return Info{Kind: d.Kind}
}

// Known is the value, if only one is possible.
func (i Info) Known() (ir.Value, bool) {
	if i.Empty {
		return ir.Value{}, false
	}
	if i.Kind == ir.Number {
		v, ok := i.In.IsPoint()
		return ir.NumberValue(v), ok
	}
	if len(i.Values) == 1 {
		return i.Values[0], true
	}
	return ir.Value{}, false
}

// canBe tells whether a bool can have a value.
func (i Info) canBe(b bool) bool {
	return !i.Empty && (i.Values == nil || slices.ContainsFunc(i.Values, func(v ir.Value) bool { return v.Bool == b }))
}

// hull is the smallest range that holds both.
func hull(a, b Info) Info {
	switch {
	case a.Empty:
		return b
	case b.Empty:
		return a
	}
	out := Info{Kind: a.Kind}
	switch a.Kind {
	case ir.Number:
		out.In = a.In.Hull(b.In)
		out.OnGrid = a.OnGrid && b.OnGrid
		if out.OnGrid {
			out.Step = exact.GCD(a.Step, b.Step)
		}
	case ir.Row:
		out.Rows = slices.Compact(sorted(append(slices.Clone(a.Rows), b.Rows...)))
	case ir.List:
		elem := hull(*a.Elem, *b.Elem)
		out.Elem = &elem
	case ir.Record:
		for i := range a.Fields {
			out.Fields = append(out.Fields, hull(a.Fields[i], b.Fields[i]))
		}
	default:
		if a.Values != nil && b.Values != nil {
			out.Values = slices.Clone(a.Values)
			for _, v := range b.Values {
				if !contains(out.Values, v) {
					out.Values = append(out.Values, v)
				}
			}
		}
	}
	return out
}

func sorted(rows []int) []int {
	slices.Sort(rows)
	return rows
}

func contains(values []ir.Value, v ir.Value) bool {
	return slices.ContainsFunc(values, func(o ir.Value) bool { return o.Equal(v) })
}

// meet is what is in both ranges.
func meet(a, b Info) Info {
	if a.Empty || b.Empty {
		return empty(a.Kind)
	}
	out := a
	switch a.Kind {
	case ir.Number:
		out.In = a.In.Intersect(b.In)
		switch {
		case a.OnGrid && b.OnGrid && a.Step.Sign() > 0 && b.Step.Sign() > 0:
			out.Step = exact.LCM(a.Step, b.Step)
		case b.OnGrid && (!a.OnGrid || b.Step.Sign() == 0):
			out.OnGrid, out.Step = true, b.Step
		}
		return out.snapped()
	case ir.Row:
		out.Rows = nil
		for _, r := range a.Rows {
			if slices.Contains(b.Rows, r) {
				out.Rows = append(out.Rows, r)
			}
		}
		out.Empty = len(out.Rows) == 0
	case ir.List, ir.Record:
		return a
	default:
		switch {
		case b.Values == nil:
		case a.Values == nil:
			out.Values = b.Values
		default:
			out.Values = nil
			for _, v := range a.Values {
				if contains(b.Values, v) {
					out.Values = append(out.Values, v)
				}
			}
			out.Empty = len(out.Values) == 0
		}
	}
	return out
}

// Within tells whether every value of i lies in the domain.
func (i Info) Within(d ir.Domain) bool {
	if i.Empty {
		return true
	}
	if len(d.OneOf) > 0 {
		if i.Kind == ir.Number {
			v, ok := i.Known()
			return ok && contains(d.OneOf, v)
		}
		return i.Values != nil && !slices.ContainsFunc(i.Values, func(v ir.Value) bool { return !contains(d.OneOf, v) })
	}
	if d.Kind != ir.Number {
		return true
	}
	if !d.In.Covers(i.In) {
		return false
	}
	return d.Step.Sign() == 0 || i.OnGrid && i.Step.IsMultipleOf(d.Step)
}
