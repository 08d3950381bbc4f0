package refeval

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// A Cell is an ir.Cell whose ends have become numbers.
type Cell struct {
	Any       bool
	Intervals []exact.Interval
	Values    []ir.Value
}

// Takes tells whether the cell takes a value.
func (c *Cell) Takes(v ir.Value) bool {
	if c.Any {
		return true
	}
	for _, iv := range c.Intervals {
		if iv.Contains(v.Num) {
			return true
		}
	}
	for _, other := range c.Values {
		if other.Equal(v) {
			return true
		}
	}
	return false
}

// Rows are a table's rows with numbers for ends. Failures say that an end
// could not be computed; then nothing can be looked up.
type Rows struct {
	Cells    [][]Cell // nil for the else row
	Failures []*Failure
}

// A Function is a Go function on values; an error says why there is none.
type Function func(args []ir.Value) (ir.Value, error)

// A Bound program has values for its params. It is immutable.
type Bound struct {
	*ir.Program
	// Params are the values by index; Kind Invalid is unbound.
	Params []ir.Value
	// Fixed has the values of all nodes of stage Fixed.
	Fixed  []Value
	Tables []Rows
	// Digits limits every number on the way.
	Digits int
	// Functions are the Go functions that OpGo calls, by index.
	Functions []Function
	// free is BindOpen.
	free bool
}

// Bind gives the params their values; Kind Invalid leaves one unbound, and
// whatever needs it fails.
func Bind(p *ir.Program, params []ir.Value, digits int, functions []Function) *Bound {
	return bind(&Bound{Program: p, Params: params, Digits: digits, Functions: functions})
}

// BindOpen is Bind, but leaves a param without a value open if it has a domain,
// also where it has a default: what holds then holds for all its values.
func BindOpen(p *ir.Program, params []ir.Value, digits int, functions []Function) *Bound {
	return bind(&Bound{Program: p, Params: params, Digits: digits, Functions: functions, free: true})
}

func bind(b *Bound) *Bound {
	p := b.Program
	b.Fixed = make([]Value, len(p.Nodes))
	b.Tables = make([]Rows, len(p.Tables))
	done := make([]bool, len(p.Tables))
	for id := range p.Nodes {
		n := &p.Nodes[id]
		if n.Stage != ir.Fixed {
			continue
		}
		readsTable := n.Op == ir.OpRow || n.Op == ir.OpPick || n.Op == ir.OpGraduated || n.Op == ir.OpLinear
		if readsTable && !done[n.Index] {
			b.Tables[n.Index] = b.rows(&p.Tables[n.Index])
			done[n.Index] = true
		}
		b.Fixed[id] = b.eval(ir.ID(id), b.Fixed, nil, nil)
	}
	for i := range p.Tables {
		if !done[i] {
			b.Tables[i] = b.rows(&p.Tables[i])
		}
	}
	return b
}

// rows computes the ends of a table's cells, which are Fixed.
func (b *Bound) rows(t *ir.Table) Rows {
	rows := Rows{Cells: make([][]Cell, len(t.Rows))}
	for i := range t.Rows {
		for _, c := range t.Rows[i].Cells {
			cell, failures := b.cell(c)
			rows.Failures = join(rows.Failures, failures)
			rows.Cells[i] = append(rows.Cells[i], cell)
		}
	}
	return rows
}

// FixedValue is the value of a node of stage Fixed, of Kind Invalid if it has none.
func (b *Bound) FixedValue(id ir.ID) ir.Value { return b.Fixed[id].Value }

func (b *Bound) cell(c ir.Cell) (Cell, []*Failure) {
	cell := Cell{Any: c.Any}
	var failures []*Failure
	fixed := func(id ir.ID) ir.Value {
		v := b.Fixed[id]
		failures = join(failures, v.Failures)
		return v.Value
	}
	for _, a := range c.Alternatives {
		if a.Lo != ir.None && b.Nodes[a.Lo].Kind != ir.Number {
			cell.Values = append(cell.Values, fixed(a.Lo))
			continue
		}
		cell.Intervals = append(cell.Intervals, a.Interval(fixed))
	}
	return cell, failures
}

// Applier computes single nodes for other arguments than their own, whose
// values are given; false is a failure. It is not safe for concurrent use.
func (b *Bound) Applier() func(id ir.ID, args []ir.Value) (ir.Value, bool) {
	trace := slices.Clone(b.Fixed)
	return func(id ir.ID, args []ir.Value) (ir.Value, bool) {
		for i, arg := range b.Nodes[id].Args {
			trace[arg] = Value{Value: args[i]}
		}
		v := b.eval(id, trace, nil, nil)
		return v.Value, !v.Failed()
	}
}
