package score_test

import (
	"math/big"
	"slices"
)

// Where the definition leaves the modes of tables open the oracle does this:
//
//   - A graduated table fails if a row that says fail takes x or a slice
//     of what lies below it; a single number is no slice.
//   - A linear table extends the line of its outermost two points.

// rowsFor are the rows that take the arguments but the last one.
func (r *oracleState) rowsFor(t *oracleTable, args []oracleValue) []*oracleRow {
	var out []*oracleRow
	for i := range t.rows {
		matches := true
		for c, alternatives := range t.rows[i].cells {
			if c < len(args)-1 {
				matches = r.oneMatches(alternatives, args[c]) && matches
			}
		}
		if matches {
			out = append(out, &t.rows[i])
		}
	}
	return out
}

// graduated adds up, row by row, the length of the slice of [0, x] that the row
// takes times its rate; else has what no other row takes.
func (r *oracleState) graduated(t *oracleTable, args []oracleValue) (oracleValue, bool) {
	x := args[len(args)-1].number()
	if x.Sign() < 0 {
		oracleWrong("%s is called with %s", t.name, x.RatString())
	}
	sum, rest, ok := new(big.Rat), new(big.Rat).Set(x), true
	price := func(row *oracleRow, length *big.Rat, reached bool) {
		if !reached && length.Sign() == 0 {
			return
		}
		rate, fine := r.eval(row.result, nil)
		if ok = ok && fine; ok {
			sum.Add(sum, length.Mul(length, rate.number()))
		}
	}
	taken := false
	for _, row := range r.rowsFor(t, args) {
		if row.isElse {
			price(row, rest, !taken)
			continue
		}
		if t.first {
			oracleWrong("a graduated table says first")
		}
		length, reached := new(big.Rat), false
		for _, cell := range row.cells[len(args)-1] {
			lo, hi := r.ends(cell)
			from, to := new(big.Rat), x
			if lo != nil && lo.Sign() > 0 {
				from = lo
			}
			if hi != nil && hi.Cmp(x) < 0 {
				to = hi
			}
			if from.Cmp(to) < 0 {
				length.Add(length, new(big.Rat).Sub(to, from))
			}
			taken = taken || r.matches(cell, args[len(args)-1])
			reached = reached || r.matches(cell, args[len(args)-1])
		}
		rest.Sub(rest, length)
		price(row, length, reached)
	}
	return oracleNum(sum), ok
}

// ends are the ends of what a cell takes, nil without bound.
func (r *oracleState) ends(c oracleCell) (lo, hi *big.Rat) {
	value := func(e *oracleExpr) *big.Rat {
		if e == nil {
			return nil
		}
		return r.constant(e).number()
	}
	switch {
	case c.in != nil:
		return value(c.in.lo), value(c.in.hi)
	case c.compare == "<" || c.compare == "<=":
		return nil, value(c.with)
	case c.compare == ">" || c.compare == ">=":
		return value(c.with), nil
	case c.compare == "==":
		return value(c.with), value(c.with)
	}
	return nil, nil
}

type oraclePoint struct {
	x *big.Rat
	y *oracleExpr
}

// points are those of a linear table, by x.
func (r *oracleState) points(t *oracleTable, args []oracleValue) []oraclePoint {
	var out []oraclePoint
	for _, row := range r.rowsFor(t, args) {
		if row.isElse {
			continue
		}
		for _, cell := range row.cells[len(args)-1] {
			if cell.compare == "==" {
				out = append(out, oraclePoint{r.constant(cell.with).number(), row.result})
			}
		}
	}
	slices.SortFunc(out, func(a, b oraclePoint) int { return a.x.Cmp(b.x) })
	return out
}

// onLine is the value between the first and the last point.
func (r *oracleState) onLine(t *oracleTable, args []oracleValue) (v oracleValue, ok, between bool) {
	x, points := args[len(args)-1].number(), r.points(t, args)
	for i, p := range points {
		if p.x.Cmp(x) == 0 {
			v, ok = r.eval(p.y, nil)
			return v, ok, true
		}
		if i > 0 && points[i-1].x.Cmp(x) < 0 && x.Cmp(p.x) < 0 {
			v, ok = r.through(points[i-1], p, x)
			return v, ok, true
		}
	}
	return v, false, false
}

func (r *oracleState) through(a, b oraclePoint, x *big.Rat) (oracleValue, bool) {
	from, ok := r.eval(a.y, nil)
	to, fine := r.eval(b.y, nil)
	if !ok || !fine {
		return oracleValue{}, false
	}
	slope := new(big.Rat).Sub(to.number(), from.number())
	slope.Quo(slope, new(big.Rat).Sub(b.x, a.x))
	rise := slope.Mul(slope, new(big.Rat).Sub(x, a.x))
	return oracleNum(rise.Add(rise, from.number())), true
}

// beside is what holds outside of the points of a linear table.
func (r *oracleState) beside(t *oracleTable, args []oracleValue, how string) (oracleValue, bool) {
	x, points := args[len(args)-1].number(), r.points(t, args)
	nearest, next := 0, 1
	if x.Cmp(points[0].x) > 0 {
		nearest, next = len(points)-1, len(points)-2
	}
	if how == "flat" {
		return r.eval(points[nearest].y, nil)
	}
	return r.through(points[nearest], points[next], x)
}
