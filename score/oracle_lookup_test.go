package score_test

import "math/big"

// lookUp is the result of the row that takes the arguments. All rows are
// tried: two that match, or none, are mistakes of the scheme.
func (r *oracleState) lookUp(t *oracleTable, args []oracleValue) (oracleValue, bool) {
	if len(args) != len(t.columns) {
		oracleWrong("table %s has %d columns, the call %d arguments", t.name, len(t.columns), len(args))
	}
	if t.mode == "graduated" {
		return r.graduated(t, args)
	}
	if t.mode == "linear" {
		if v, ok, between := r.onLine(t, args); between {
			return v, ok
		}
	}
	var taken *oracleRow
	for i := range t.rows {
		candidate := &t.rows[i]
		if candidate.isElse {
			if taken == nil {
				taken = candidate
			}
			continue
		}
		matches := true
		for c, alternatives := range candidate.cells {
			matches = r.oneMatches(alternatives, args[c]) && matches
		}
		if matches && taken != nil && !t.first {
			oracleWrong("two rows of %s take %v", t.name, args)
		}
		if matches && taken == nil {
			taken = candidate
		}
	}
	if taken == nil {
		oracleWrong("no row of %s takes %v", t.name, args)
	}
	if taken.beside != "" {
		return r.beside(t, args, taken.beside)
	}
	v, ok := r.eval(taken.result, nil)
	if ok && t.mode == "whole_volume" {
		v = oracleNum(new(big.Rat).Mul(v.number(), args[len(args)-1].number()))
	}
	return v, ok
}

func (r *oracleState) oneMatches(alternatives []oracleCell, v oracleValue) bool {
	found := false
	for _, c := range alternatives {
		found = r.matches(c, v) || found
	}
	return found
}

func (r *oracleState) matches(c oracleCell, v oracleValue) bool {
	switch {
	case c.in != nil:
		return r.contains(c.in, v.number())
	case c.compare == "":
		return true
	case c.compare == "==":
		return oracleSame(v, r.constant(c.with))
	}
	return oracleCompare(v.number(), c.compare, r.constant(c.with).number())
}

func (r *oracleState) contains(in *oracleInterval, x *big.Rat) bool {
	inside := true
	if in.lo != nil {
		c := x.Cmp(r.constant(in.lo).number())
		inside = c > 0 || c == 0 && !in.loOpen
	}
	if in.hi != nil {
		c := x.Cmp(r.constant(in.hi).number())
		inside = inside && (c < 0 || c == 0 && !in.hiOpen)
	}
	return inside
}

// constant evaluates what only constants and params may stand in.
func (r *oracleState) constant(e *oracleExpr) oracleValue {
	before := len(r.faults)
	v, ok := r.eval(e, nil)
	if !ok || len(r.faults) != before {
		oracleWrong("line %d: a constant fails", e.line)
	}
	return v
}
