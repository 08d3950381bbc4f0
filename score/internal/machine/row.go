package machine

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers look-ups: the row that a table finds, and what stands in it.

// search emits the search through all columns, with the last one's finds given
// by the caller, whose results lie in out.
func (l *lookup) search(root int64, last []find, out span) reg {
	node := none
	if root != 0 {
		node = l.b.fixed(root)
	}
	for k := range l.axes {
		finds, s := l.finds[k], span{0, int64(maxPieces)}
		if k == len(l.axes)-1 {
			finds, s = last, out
		}
		if len(finds) == 1 {
			node = none
		}
		node = l.b.emit(instr{op: opFind, a: l.axes[k].reg, b: node, c: none, d: none, table: &table{finds: finds}}, s)
	}
	return node
}

// mapped are finds with other results.
func mapped(finds []find, f func(int64) int64) []find {
	out := make([]find, len(finds))
	for i := range finds {
		to := make([]int64, len(finds[i].to))
		for k, x := range finds[i].to {
			to[k] = f(x)
		}
		out[i] = newFind(finds[i].starts, to)
	}
	return out
}

// holed tells whether a register can lie in a piece that no row takes. The
// compiler proves that no fact does; here that is checked where it can be told.
func holed(finds []find, s span) bool {
	for i := range finds {
		f := &finds[i]
		for k, to := range f.to {
			above := k < len(f.starts) && s.lo >= f.starts[k]
			below := k > 0 && s.hi < f.starts[k-1]
			if to < 0 && !above && !below {
				return true
			}
		}
	}
	return false
}

// found is a look-up whose result is to be read yet.
type found struct {
	*lookup
	root int64
	last []find // the rows
}

// row lowers a look-up: the row that takes the arguments. If only one pick
// reads it, that searches for its own result at once.
func (b *builder) row(n *ir.Node, args []value) value {
	l, ok := b.newLookup(&b.p.Tables[n.Index], args, len(args))
	if !ok {
		return b.refuse("the rows of %s are searched by the reference evaluator", b.p.Tables[n.Index].Name)
	}
	root, ok := l.build()
	if !ok {
		return blank(ir.Row, b.fixed(0))
	}
	f := &found{l, root, l.finds[len(l.axes)-1]}
	if holed(f.last, b.spans[l.axes[len(l.axes)-1].reg]) {
		b.flagIf(l.search(root, mapped(f.last, func(row int64) int64 { return bit(row < 0) }), span{0, 1}))
	}
	f.last = mapped(f.last, func(row int64) int64 { return max(row, 0) })
	v := blank(ir.Row, none)
	if b.picked[b.at] && b.readers[b.at] == 1 {
		b.found[b.at] = f
	} else {
		v.num = l.search(root, f.last, span{0, int64(len(l.t.Rows) - 1)})
	}
	return v.alsoFailed(b, args...)
}

// rowOf is a row in a register.
func (b *builder) rowOf(id ir.ID) value {
	v := b.values[id]
	if f := b.found[id]; f != nil && v.num == none {
		v.num = f.search(f.root, f.last, span{0, int64(len(f.t.Rows) - 1)})
	}
	return v
}

// column is a table's result column: the number, text or bool of each row as a
// register holds it, and which rows have none.
type column struct {
	of    value // kind and unit
	vals  []int64
	fails []int64
}

func (b *builder) column(t *ir.Table, k int, kind ir.Kind) (column, bool) {
	c := column{of: blank(kind, none), vals: make([]int64, len(t.Rows)), fails: make([]int64, len(t.Rows))}
	known := make([]ir.Value, len(t.Rows))
	for i := range t.Rows {
		r := &t.Rows[i].Results[k]
		ok := r.Kind == ir.Gives
		if ok {
			known[i], ok = b.Fixed(r.Node)
		}
		if !ok {
			c.fails[i] = 1
			continue
		}
		c.of.unit = exact.GCD(c.of.unit, known[i].Num)
	}
	if c.of.unit.Sign() == 0 {
		c.of.unit = exact.Int(1)
	}
	for i := range t.Rows {
		switch v := known[i]; v.Kind {
		case ir.Number:
			x, ok := b.whole(v.Num, c.of.unit)
			if !ok || !point(x).fits(1, most) {
				return c, false
			}
			c.vals[i] = x
		case ir.Text:
			c.vals[i] = b.text(v.Text)
		case ir.Bool:
			c.vals[i] = bit(v.Bool)
		}
	}
	return c, true
}

// pick lowers the reading of a row's result.
func (b *builder) pick(n *ir.Node, row value) value {
	t := &b.p.Tables[n.Index]
	c, ok := b.column(t, n.Column, n.Kind)
	if !ok {
		return b.refuse("the results of %s need more than 63 bits at one scale", t.Name)
	}
	possible := b.Range(n.Args[0]).Rows
	fails := false
	s := point(c.vals[0])
	for i := range t.Rows {
		s = s.hull(point(c.vals[i]))
		fails = fails || c.fails[i] == 1 && (len(possible) == 0 || slices.Contains(possible, i))
	}
	out := c.of
	if n.Kind == ir.Text && !fails && b.readers[b.at] == b.asked[b.at] {
		// Only the figure is read: by the row.
		row = b.rowOf(n.Args[0])
		out.num, out.texts = row.num, b.textsOf(c.vals)
		return out.alsoFailed(b, row)
	}
	read := func(vals []int64, s span) reg {
		if f := b.found[n.Args[0]]; f != nil {
			return f.search(f.root, mapped(f.last, func(row int64) int64 { return vals[row] }), s)
		}
		return b.emit(instr{op: opPick, a: row.num, b: none, c: none, d: none, table: &table{vals: vals}}, s)
	}
	out.num = read(c.vals, s)
	if fails {
		out.failed = b.fault(read(c.fails, span{0, 1}))
	}
	return out.alsoFailed(b, row)
}

// textsOf are texts by row.
func (b *builder) textsOf(ids []int64) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = b.texts[id]
	}
	return texts
}
