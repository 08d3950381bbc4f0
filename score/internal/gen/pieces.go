package gen

import "math/big"

// piece is a cell of a table with the numbers at its ends.
type piece struct {
	cell string
	ends []*big.Rat
}

// cut divides a domain into at most n pieces, in ascending order. An exact cut
// keeps the rows inside the domain, for columns whose domain is what their
// rows cover; otherwise the outer rows may reach beyond it.
func cut(s *Source, d domain, k kind, n int, exact bool) []piece {
	if d.step != nil {
		return cutGrid(s, d, k, n, exact)
	}
	return cutLine(s, d, k, n, exact)
}

// cutGrid divides the multiples of a step: neighbours need not touch as real
// numbers.
func cutGrid(s *Source, d domain, k kind, n int, exact bool) []piece {
	lo, hi := d.inner()
	unit := mul(d.step, whole(oneOf(s, 1, 2, 10, 3, 100, 500)))
	var out []piece
	from := lo
	for i := 1; i < n; i++ {
		var to *big.Rat
		if from == nil {
			to = mul(unit, whole(s.pick(9)-4))
		} else {
			to = add(from, mul(unit, whole(s.pick(4))))
		}
		if hi != nil && to.Cmp(hi) >= 0 {
			break
		}
		out = append(out, gridPiece(s, from, to, d.step, k, exact || len(out) > 0, true))
		from = add(to, d.step)
	}
	return append(out, gridPiece(s, from, hi, d.step, k, exact || len(out) > 0, exact))
}

// gridPiece writes the grid points from a to b; where a side is not held it
// may be left away.
func gridPiece(s *Source, a, b, step *big.Rat, k kind, holdLow, holdHigh bool) piece {
	var forms []string
	var before, after *big.Rat
	if a != nil {
		before = sub(a, step)
	}
	if b != nil {
		after = add(b, step)
	}
	if a != nil && b != nil && a.Cmp(b) == 0 {
		forms = append(forms, literal(a, k), literal(a, k))
	}
	if (a != nil || !holdLow) && (b != nil || !holdHigh) {
		forms = append(forms, interval(a, false, b, false, k), interval(before, true, b, false, k),
			interval(a, false, after, true, k), interval(before, true, after, true, k))
	}
	if !holdLow && b != nil {
		forms = append(forms, "<= "+literal(b, k), "< "+literal(after, k))
	}
	if !holdHigh && a != nil {
		forms = append(forms, ">= "+literal(a, k), "> "+literal(before, k))
	}
	if a == nil && b == nil {
		forms = []string{"_"}
	}
	return piece{oneOf(s, forms...), present(a, b)}
}

// cutLine divides a stretch of the real line; each cut goes to the left piece,
// to the right one, or stands alone.
func cutLine(s *Source, d domain, k kind, n int, exact bool) []piece {
	var out []piece
	from, fromOpen := d.lo, d.loOpen
	for _, c := range cutPoints(s, d, n-1) {
		side := s.pick(6)
		out = append(out, linePiece(s, from, fromOpen, c, side >= 3, k, exact || len(out) > 0, true))
		from, fromOpen = c, side < 3
		if side == 5 {
			out = append(out, piece{literal(c, k), []*big.Rat{c}})
			fromOpen = true
		}
	}
	return append(out, linePiece(s, from, fromOpen, d.hi, d.hiOpen, k, exact || len(out) > 0, exact))
}

// cutPoints are ascending and strictly inside the domain.
func cutPoints(s *Source, d domain, n int) []*big.Rat {
	start, unit := d.lo, rat(5, 1)
	switch {
	case d.bounded():
		unit = mul(sub(d.hi, d.lo), rat(1, 20))
	case d.lo == nil && d.hi == nil:
		start = whole(-10 * s.pick(3))
	case d.lo == nil:
		start = sub(d.hi, whole(100))
	default:
		unit = oneOf(s, rat(5, 1), rat(100, 1), rat(1, 4))
	}
	var out []*big.Rat
	at := 0
	for range n {
		at += 1 + s.pick(5)
		c := add(start, mul(unit, whole(at)))
		if d.hi != nil && c.Cmp(d.hi) >= 0 {
			break
		}
		out = append(out, c)
	}
	return out
}

func linePiece(s *Source, a *big.Rat, aOpen bool, b *big.Rat, bOpen bool, k kind, holdLow, holdHigh bool) piece {
	if a == nil && b == nil {
		return piece{"_", nil}
	}
	forms := []string{interval(a, aOpen, b, bOpen, k)}
	if !holdLow && b != nil {
		forms = append(forms, choose(bOpen, "< ", "<= ")+literal(b, k))
	}
	if !holdHigh && a != nil {
		forms = append(forms, choose(aOpen, "> ", ">= ")+literal(a, k))
	}
	return piece{oneOf(s, forms...), present(a, b)}
}

func choose[T any](cond bool, yes, no T) T {
	if cond {
		return yes
	}
	return no
}

func present(xs ...*big.Rat) []*big.Rat {
	var out []*big.Rat
	for _, x := range xs {
		if x != nil {
			out = append(out, x)
		}
	}
	return out
}
