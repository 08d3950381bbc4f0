package refeval

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file computes tables whose last column is more than looked up. Whole
// volume needs nothing here: it is a product of the look-up and its argument.

// matching lists the rows that take the arguments in all columns but the last.
func (e *evaluation) matching() []int {
	var rows []int
	last := len(e.n.Args) - 1
	for i, cells := range e.b.Tables[e.n.Index].Cells {
		if cells == nil {
			continue // else
		}
		takes := true
		for k := range last {
			takes = takes && cells[k].Takes(e.arg(k).Value)
		}
		if takes {
			rows = append(rows, i)
		}
	}
	return rows
}

// elseResult is what the else row says, for arguments that no row takes.
func (e *evaluation) elseResult() Value {
	table := &e.b.Program.Tables[e.n.Index]
	if last := len(table.Rows) - 1; table.Rows[last].Else {
		return e.result(last)
	}
	return e.fail(NoRow, "no row of "+table.Name+" takes these values")
}

// result is what a row gives, or its failure.
func (e *evaluation) result(row int) Value {
	table := &e.b.Program.Tables[e.n.Index]
	result := &table.Rows[row].Results[e.n.Column]
	at := evaluation{e.b, e.id, &ir.Node{Path: table.Rows[row].Path, Span: table.Rows[row].Span, Args: e.n.Args}, e.trace, e.facts, e.givens}
	switch result.Kind {
	case ir.Fails:
		return at.fail(Fail, result.Message)
	case ir.NeverHappens:
		return at.fail(Never, "the scheme says that this row of "+table.Name+" is never reached")
	}
	return e.b.Fixed[result.Node]
}

// tiers are the stretches of the last column that a row takes.
func (e *evaluation) tiers(row int) []exact.Interval {
	cells := e.b.Tables[e.n.Index].Cells[row]
	cell := &cells[len(cells)-1]
	if cell.Any {
		return []exact.Interval{exact.Whole()}
	}
	return cell.Intervals
}

// slice is a stretch of the argument.
type slice struct{ from, to exact.Rat }

// graduated prices each slice of the argument by its own row, from 0 on; else
// has what no other row takes. The row that takes the argument decides whether
// there is a result at all.
func (e *evaluation) graduated() Value {
	if failures := e.b.Tables[e.n.Index].Failures; len(failures) > 0 {
		return Value{Failures: failures}
	}
	table := &e.b.Program.Tables[e.n.Index]
	x := e.arg(len(e.n.Args) - 1).Num
	sum, left, taken := exact.Rat{}, x, false
	var priced []slice
	for _, row := range e.matching() {
		length, takes := exact.Rat{}, false
		for _, tier := range e.tiers(row) {
			takes = takes || tier.Contains(x) && !(table.First && taken)
			s := slice{exact.Rat{}, x}
			if tier.Lo.Bounded {
				s.from = exact.Max(s.from, tier.Lo.At)
			}
			if tier.Hi.Bounded {
				s.to = exact.Min(s.to, tier.Hi.At)
			}
			own := []slice{s}
			if table.First {
				own = without(s, priced)
			}
			for _, s := range own {
				if s.from.Less(s.to) {
					length = length.Add(s.to.Sub(s.from))
					priced = append(priced, s)
				}
			}
		}
		taken = taken || takes
		if length.Sign() == 0 && !takes {
			continue
		}
		price := e.result(row)
		if price.Failed() {
			return price
		}
		sum, left = sum.Add(length.Mul(price.Num)), left.Sub(length)
	}
	if left.Sign() > 0 || !taken {
		price := e.elseResult()
		if price.Failed() {
			return price
		}
		sum = sum.Add(left.Mul(price.Num))
	}
	return Value{Value: ir.NumberValue(sum)}
}

// without is what is left of a slice without those that other rows have priced.
func without(s slice, priced []slice) []slice {
	left := []slice{s}
	for _, p := range priced {
		var next []slice
		for _, s := range left {
			if below := (slice{s.from, exact.Min(s.to, p.from)}); below.from.Less(below.to) {
				next = append(next, below)
			}
			if above := (slice{exact.Max(s.from, p.to), s.to}); above.from.Less(above.to) {
				next = append(next, above)
			}
		}
		left = next
	}
	return left
}

// point is a point of a linear table; y may be a failure, which counts where
// the point or a line from it is used.
type point struct {
	x exact.Rat
	y Value
}

// linear joins points by lines; rows beside them say what holds outside.
func (e *evaluation) linear() Value {
	if failures := e.b.Tables[e.n.Index].Failures; len(failures) > 0 {
		return Value{Failures: failures}
	}
	x := e.arg(len(e.n.Args) - 1).Num
	var points []point
	beside := -1
	for _, row := range e.matching() {
		var at exact.Rat
		isPoint := false
		for _, tier := range e.tiers(row) {
			if at, isPoint = tier.IsPoint(); !isPoint && tier.Contains(x) {
				beside = row
			}
		}
		if !isPoint {
			continue
		}
		points = append(points, point{at, e.result(row)})
	}
	slices.SortFunc(points, func(a, b point) int { return a.x.Cmp(b.x) })
	i, found := slices.BinarySearchFunc(points, x, func(p point, x exact.Rat) int { return p.x.Cmp(x) })
	switch {
	case found:
		return points[i].y
	case beside >= 0:
		return e.outside(beside, points, x)
	case i == 0 || i == len(points):
		return e.elseResult()
	}
	return lineThrough(points[i-1], points[i], x)
}

func lineThrough(a, b point, x exact.Rat) Value {
	if failures := join(a.y.Failures, b.y.Failures); len(failures) > 0 {
		return Value{Failures: failures}
	}
	slope, _ := b.y.Num.Sub(a.y.Num).Quo(b.x.Sub(a.x))
	return Value{Value: ir.NumberValue(a.y.Num.Add(slope.Mul(x.Sub(a.x))))}
}

// outside is what a row beside the points says.
func (e *evaluation) outside(row int, points []point, x exact.Rat) Value {
	table := &e.b.Program.Tables[e.n.Index]
	kind := table.Rows[row].Results[0].Kind
	if kind != ir.Flat && kind != ir.Extend {
		return e.result(row)
	}
	if len(points) == 0 || kind == ir.Extend && len(points) < 2 {
		return e.fail(NoRow, table.Name+" has too few points")
	}
	n := len(points)
	above := points[n-1].x.Less(x)
	switch {
	case kind == ir.Flat && above:
		return points[n-1].y
	case kind == ir.Flat:
		return points[0].y
	case above:
		return lineThrough(points[n-2], points[n-1], x)
	}
	return lineThrough(points[0], points[1], x)
}
