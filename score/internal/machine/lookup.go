package machine

import (
	"fmt"
	"math"
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers tables. A table is a tree: the first column's find tells
// apart the pieces of its axis, on each of which some rows are left; the next
// column goes on with those. Equal sets of rows share what follows.

// maxPieces bounds a table's tree. Tables of several columns with many rows
// that overlap in each of them would grow beyond all measure.
const maxPieces = 1 << 20

// axis is a table's column as the register of its argument sees it: a number x
// is in the register as x/unit, or twice that and one more if it had a rest.
type axis struct {
	reg   reg
	unit  exact.Rat
	keyed bool
}

// stretches are parts of what a register can be.
type stretches []span

// lookup is a table at work.
type lookup struct {
	b     *builder
	t     *ir.Table
	axes  []axis
	rows  [][]stretches // by row and column; nil takes everything
	finds [][]find      // by column
	memo  map[string]int64
	// leaf is the result where only these rows are left, -1 if it has none.
	leaf func(rows []int32) int64
	// path is where the node at hand lies: a register of each column before.
	path  []int64
	spent int
}

func (b *builder) newLookup(t *ir.Table, args []value, columns int) (*lookup, bool) {
	l := &lookup{b: b, t: t, memo: map[string]int64{}, finds: make([][]find, columns), path: make([]int64, columns)}
	for i := range columns {
		a, ok := b.axis(t, i, args[i])
		if !ok {
			return nil, false
		}
		l.axes = append(l.axes, a)
	}
	l.rows = make([][]stretches, len(t.Rows))
	for i := range t.Rows {
		l.rows[i] = make([]stretches, columns)
		for k := range columns {
			if t.Rows[i].Else || t.Rows[i].Cells[k].Any {
				continue
			}
			taken, ok := l.stretches(&t.Rows[i].Cells[k], l.axes[k])
			if !ok {
				b.refuse("a bound of %s has no value", t.Name)
				return nil, false
			}
			l.rows[i][k] = taken
		}
	}
	return l, true
}

// axis makes a register of an argument. A quotient becomes a whole number that
// lies to each bound of the column as the quotient does.
func (b *builder) axis(t *ir.Table, column int, v value) (axis, bool) {
	if v.kind != ir.Number {
		return axis{reg: v.num, unit: exact.Int(1)}, v.num >= 0
	}
	if v = b.inRegisters(v); v.den == none {
		return axis{reg: v.num, unit: v.unit}, true
	}
	grid := b.gridOf(t, column)
	factor, _ := v.unit.Quo(grid)
	mul, div := b.words(factor)
	in := instr{op: opKey, a: v.num, b: v.den, c: none, d: none, x: mul, y: div}
	if !b.spans[v.num].fits(mul, most/4) || !b.spans[v.den].fits(div, most) { // a key is twice as great
		in.op = opKeyWide
	}
	return axis{reg: b.emit(in, everything), unit: grid, keyed: true}, true
}

// gridOf is the greatest unit of which all bounds of a column are multiples.
func (b *builder) gridOf(t *ir.Table, column int) exact.Rat {
	var grid exact.Rat
	for i := range t.Rows {
		if t.Rows[i].Else {
			continue
		}
		for _, a := range t.Rows[i].Cells[column].Alternatives {
			for _, id := range []ir.ID{a.Lo, a.Hi} {
				if v, ok := b.bound(id); ok {
					grid = exact.GCD(grid, v.Num)
				}
			}
		}
	}
	if grid.Sign() == 0 {
		return exact.Int(1)
	}
	return grid
}

func (b *builder) bound(id ir.ID) (ir.Value, bool) {
	if id == ir.None {
		return ir.Value{}, false
	}
	return b.Fixed(id)
}

// stretches are the parts of the register that a cell takes.
func (l *lookup) stretches(c *ir.Cell, a axis) (stretches, bool) {
	taken := stretches{}
	for _, alternative := range c.Alternatives {
		if id := alternative.Lo; id != ir.None && l.b.p.Nodes[id].Kind != ir.Number {
			v, ok := l.b.Fixed(id)
			if !ok {
				return nil, false
			}
			x := bit(v.Bool)
			if v.Kind == ir.Text {
				x = l.b.text(v.Text)
			}
			taken = append(taken, point(x))
			continue
		}
		known := true
		in := alternative.Interval(func(id ir.ID) ir.Value {
			v, ok := l.b.Fixed(id)
			known = known && ok && v.Kind == ir.Number
			return v
		})
		if !known {
			return nil, false
		}
		if s := a.stretch(in); s.lo <= s.hi {
			taken = append(taken, s)
		}
	}
	return taken, true
}

// stretch is an interval as the register sees it; lo above hi is empty.
func (a axis) stretch(in exact.Interval) span {
	s := span{-math.MaxInt64, math.MaxInt64}
	first := func(at exact.Rat, above bool) int64 {
		if !a.keyed {
			return firstAt(at, above, a.unit)
		}
		half, _ := a.unit.Quo(exact.Int(2))
		key := firstAt(at, false, half)
		return key + bit(above)
	}
	if in.Lo.Bounded {
		s.lo = first(in.Lo.At, in.Lo.Open)
	}
	if in.Hi.Bounded {
		s.hi = first(in.Hi.At, !in.Hi.Open) - 1
	}
	return s
}

// build makes the tree and gives its root.
func (l *lookup) build() (int64, bool) {
	all := make([]int32, len(l.t.Rows))
	for i := range all {
		all[i] = int32(i)
	}
	root := l.node(all, 0)
	if l.spent > maxPieces {
		l.b.refuse("the rows of %s overlap too much", l.t.Name)
		return 0, false
	}
	return root, true
}

// node is the number of the find of a column for what is left of the rows, or
// the result behind the last column.
func (l *lookup) node(rows []int32, column int) int64 {
	if column == len(l.axes) {
		return l.leaf(rows)
	}
	if l.spent > maxPieces {
		return 0
	}
	key := fmt.Sprint(column, rows)
	if known, ok := l.memo[key]; ok {
		return known
	}
	starts := l.starts(rows, column)
	var to []int64
	if column == len(l.axes)-1 && l.leaf == nil {
		to = l.paint(rows, column, starts)
	} else {
		for piece, left := range l.split(rows, column, starts) {
			x, reached := l.inPiece(column, starts, piece)
			if !reached {
				to = append(to, 0)
				continue
			}
			l.path[column] = x
			to = append(to, l.node(left, column+1))
		}
	}
	l.spent += len(to)
	l.finds[column] = append(l.finds[column], newFind(starts, to))
	l.memo[key] = int64(len(l.finds[column]) - 1)
	return l.memo[key]
}

// inPiece is a value of the column's register in a piece, if there can be one.
func (l *lookup) inPiece(column int, starts []int64, piece int) (int64, bool) {
	s := l.b.spans[l.axes[column].reg]
	if piece > 0 {
		s.lo = max(s.lo, starts[piece-1])
	}
	if piece < len(starts) {
		s.hi = min(s.hi, starts[piece]-1)
	}
	return s.lo, s.lo <= s.hi
}

// starts are where pieces of a column begin.
func (l *lookup) starts(rows []int32, column int) []int64 {
	var starts []int64
	for _, row := range rows {
		for _, s := range l.rows[row][column] {
			if s.lo > -math.MaxInt64 {
				starts = append(starts, s.lo)
			}
			if s.hi < math.MaxInt64 {
				starts = append(starts, s.hi+1)
			}
		}
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// pieces are the first and last piece that a stretch covers.
func pieces(starts []int64, s span) (from, to int) {
	from, _ = slices.BinarySearch(starts, s.lo)
	if from < len(starts) && starts[from] == s.lo {
		from++
	}
	to, found := slices.BinarySearch(starts, s.hi)
	if found {
		to++
	}
	return from, to
}

// paint gives the first row that takes each piece: the last row is painted
// first, and the others over it.
func (l *lookup) paint(rows []int32, column int, starts []int64) []int64 {
	to := make([]int64, len(starts)+1)
	for i := range to {
		to[i] = -1
	}
	for _, row := range slices.Backward(rows) {
		l.each(row, column, starts, func(piece int) { to[piece] = int64(row) })
	}
	return to
}

// split gives the rows that take each piece.
func (l *lookup) split(rows []int32, column int, starts []int64) [][]int32 {
	out := make([][]int32, len(starts)+1)
	for _, row := range rows {
		l.each(row, column, starts, func(piece int) {
			if l.spent++; l.spent > maxPieces {
				return
			}
			if n := len(out[piece]); n == 0 || out[piece][n-1] != row {
				out[piece] = append(out[piece], row)
			}
		})
	}
	return out
}

// each visits the pieces that a row takes.
func (l *lookup) each(row int32, column int, starts []int64, visit func(piece int)) {
	taken := l.rows[row][column]
	if taken == nil {
		taken = stretches{{-math.MaxInt64, math.MaxInt64}}
	}
	for _, s := range taken {
		from, to := pieces(starts, s)
		for piece := from; piece <= to; piece++ {
			visit(piece)
		}
	}
}
