package machine

import (
	"math"
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers graduated and linear tables. In their last column they are
// straight lines between the ends of the rows, so that two values of a piece
// tell all of it. These are taken from the reference evaluator, which has the
// rules of those tables; a third one would not be needed.

// maxTiers bounds the rows of such a table, each value of which costs the
// reference evaluator a walk over all of them.
const maxTiers = 200

// A line is y = (at + slope*x) of a piece, or a failure.
type line struct {
	at, slope exact.Rat
	fails     bool
}

// tiers is a table of lines being lowered.
type tiers struct {
	*lookup
	id    ir.ID
	x     axis
	kinds []ir.Kind // of the other columns
	last  []find    // by class of rows, the piece of the last column
	lines []line
}

func (b *builder) tiers(n *ir.Node, args []value) value {
	t := &b.p.Tables[n.Index]
	last := len(args) - 1
	refused := b.tiersRefused(t, n, args)
	if refused != "" {
		return b.refuse("%s", refused)
	}
	x := b.inRegisters(args[last])
	l, ok := b.newLookup(t, args, last)
	if !ok {
		return b.refuse("the rows of %s are searched by the reference evaluator", t.Name)
	}
	s := &tiers{lookup: l, id: b.at}
	if s.x, ok = b.axis(t, last, x); !ok {
		return b.refuse("the argument of %s is the reference evaluator's", t.Name)
	}
	l.leaf = s.class
	for _, v := range args[:last] {
		s.kinds = append(s.kinds, v.kind)
	}
	root, ok := l.build()
	if !ok {
		return b.number(exact.Rat{})
	}
	node := b.fixed(root)
	if last > 0 {
		node = l.search(root, l.finds[last-1], span{0, int64(len(s.last))})
	}
	if c, fixed := b.isFixed(node); fixed && c == 0 {
		node = none
	}
	piece := b.emit(instr{op: opFind, a: s.x.reg, b: node, c: none, d: none, table: &table{finds: s.last}}, span{0, int64(len(s.lines) - 1)})
	return s.onLine(piece, x).alsoFailed(b, args...)
}

func (b *builder) tiersRefused(t *ir.Table, n *ir.Node, args []value) string {
	last := len(args) - 1
	for i, v := range args {
		switch {
		case slices.Contains(n.Args[:i], n.Args[i]):
			return "an argument of " + t.Name + " stands in two columns"
		case i < last && v.kind == ir.Number && (v.den != none || v.isConst):
			return "a quotient or constant stands in a column of " + t.Name
		}
	}
	if len(t.Rows) > maxTiers {
		return t.Name + " has too many rows for a table that is more than looked up"
	}
	return ""
}

// class lowers the last column for those rows that the others leave.
func (s *tiers) class(rows []int32) int64 {
	with := s.arguments()
	var ends []exact.Rat
	for _, row := range rows {
		if s.t.Rows[row].Else {
			continue
		}
		cells := s.t.Rows[row].Cells
		for _, a := range cells[len(cells)-1].Alternatives {
			for _, id := range []ir.ID{a.Lo, a.Hi} {
				if v, ok := s.b.bound(id); ok {
					ends = append(ends, v.Num)
				}
			}
		}
	}
	ends = append(ends, exact.Rat{})
	slices.SortFunc(ends, exact.Rat.Cmp)
	ends = slices.CompactFunc(ends, exact.Rat.Equal)
	s.last = append(s.last, s.pieces(ends, with))
	return int64(len(s.last) - 1)
}

// arguments are those of the other columns where the class at hand is reached.
func (s *tiers) arguments() []ir.Value {
	args := make([]ir.Value, len(s.axes))
	for i, x := range s.path {
		switch s.kinds[i] {
		case ir.Text:
			args[i] = ir.TextValue("\x00") // in no table
			if x > 0 && x < int64(len(s.b.texts)) {
				args[i] = ir.TextValue(s.b.texts[x])
			}
		case ir.Bool:
			args[i] = ir.BoolValue(x == 1)
		default:
			args[i] = ir.NumberValue(s.axes[i].unit.Mul(exact.Int(x)))
		}
	}
	return args
}

// pieces are the ends themselves and what lies between them.
func (s *tiers) pieces(ends []exact.Rat, with []ir.Value) find {
	var starts, to []int64
	add := func(in exact.Interval, probes ...exact.Rat) {
		stretch := s.x.stretch(in)
		if stretch.lo > stretch.hi {
			return // no register lies there
		}
		if in.Lo.Bounded {
			starts = append(starts, stretch.lo)
		}
		var l line // of a piece that no fact reaches, it does not matter
		if r := s.b.spans[s.x.reg]; stretch.lo <= r.hi && stretch.hi >= r.lo {
			l = s.through(with, probes)
		}
		s.lines = append(s.lines, l)
		to = append(to, int64(len(s.lines)-1))
	}
	one, half := exact.Int(1), exact.Int(2)
	first, final := ends[0], ends[len(ends)-1]
	below := exact.Interval{Hi: exact.End{At: first, Open: true, Bounded: true}}
	add(below, first.Sub(one), first.Sub(half))
	for i, at := range ends {
		add(exact.Point(at), at)
		if i+1 < len(ends) {
			next := ends[i+1]
			third, _ := next.Sub(at).Quo(exact.Int(3))
			add(exact.Interval{Lo: exact.End{At: at, Open: true, Bounded: true}, Hi: exact.End{At: next, Open: true, Bounded: true}},
				at.Add(third), next.Sub(third))
		}
	}
	add(exact.Interval{Lo: exact.End{At: final, Open: true, Bounded: true}}, final.Add(one), final.Add(half))
	if len(to) == len(starts) { // nothing lies below the first piece
		starts = starts[1:]
	}
	return newFind(starts, to)
}

// through is the line through the values at one or two numbers.
func (s *tiers) through(with []ir.Value, probes []exact.Rat) line {
	var y []exact.Rat
	for _, x := range probes {
		v, ok := s.b.Apply(s.id, append(slices.Clone(with), ir.NumberValue(x)))
		if !ok || v.Kind != ir.Number {
			return line{fails: true}
		}
		y = append(y, v.Num)
	}
	if len(y) == 1 {
		return line{at: y[0]}
	}
	slope, _ := y[1].Sub(y[0]).Quo(probes[1].Sub(probes[0]))
	return line{at: y[0].Sub(slope.Mul(probes[0])), slope: slope}
}

// onLine reads the line of a piece at x.
func (s *tiers) onLine(piece reg, x value) value {
	b := s.b
	out := blank(ir.Number, none)
	for i := range s.lines {
		s.lines[i].slope = s.lines[i].slope.Mul(x.unit) // by register
		out.unit = exact.GCD(out.unit, exact.GCD(s.lines[i].at, s.lines[i].slope))
	}
	if out.unit.Sign() == 0 {
		out.unit = exact.Int(1)
	}
	at, slope, fails := make([]int64, len(s.lines)), make([]int64, len(s.lines)), make([]int64, len(s.lines))
	for i, l := range s.lines {
		var ok1, ok2 bool
		at[i], ok1 = b.whole(l.at, out.unit)
		slope[i], ok2 = b.whole(l.slope, out.unit)
		if fails[i] = bit(l.fails); !ok1 || !ok2 || !point(at[i]).fits(1, most) || !point(slope[i]).fits(1, most) {
			return b.refuse("the prices of %s need more than 63 bits at one scale", s.t.Name)
		}
	}
	read := func(vals []int64) reg {
		sp := span{math.MaxInt64, math.MinInt64}
		for _, v := range vals {
			sp = span{min(sp.lo, v), max(sp.hi, v)}
		}
		if sp.lo == sp.hi {
			return b.fixed(sp.lo)
		}
		return b.emit(instr{op: opPick, a: piece, b: none, c: none, d: none, table: &table{vals: vals}}, sp)
	}
	start := read(at)
	if x.den != none {
		start, out.den = b.times(start, x.den), x.den
	}
	out.num = b.lin2(start, 1, b.times(read(slope), x.num), 1)
	if out.failed = b.fault(read(fails)); out.failed == b.fixed(0) {
		out.failed = none
	}
	return out
}
