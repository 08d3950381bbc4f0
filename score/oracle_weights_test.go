package score_test

import (
	"math/big"
	"slices"
)

// Where the definition leaves policies open the oracle does this:
//
//   - Whether an indicator applies is looked at first; whether a fact is missing
//     only where it applies.
//   - What a policy gives is neither clamped nor rounded, and the formula of the
//     indicator is not evaluated then.
//   - How much weight is left: inside a section its own weight times what is
//     left there.
//   - A formula reads an optional fact if it says so outside of what given(x)
//     or ?? guards, in a branch that is not taken too.

type oracleSection struct {
	name   string
	weight *oracleExpr
}

// scoring reads the clauses that may stand in any order.
func (p *oracleReader) scoring(d *oracleFigure) {
	for {
		switch {
		case p.accept("note"):
			p.text()
		case p.accept("points"):
			d.points = p.formula()
		case p.accept("weight"):
			d.weight = p.formula()
		case p.accept("in"):
			d.section = p.name()
		case p.accept("applies"):
			p.expect("when")
			d.applies = p.formula()
			p.expect("otherwise")
			d.otherwise = p.name()
		case p.accept("missing"):
			d.missing = p.name()
		case p.accept("over"):
			p.expect("at")
			p.expect("least")
			d.over = p.formula()
		default:
			return
		}
	}
}

// score1 computes a figure, or what its policies say.
func (r *oracleState) score1(f *oracleFigure, state *oracleFigureState) {
	if f.applies != nil {
		applies, ok := r.eval(f.applies, nil)
		if !ok {
			return
		}
		if !applies.truth() {
			r.follow(f, f.otherwise, "not applicable", state)
			return
		}
	}
	if f.missing != "" {
		for _, name := range r.reads(f.formula) {
			if _, there := r.facts[name]; !there {
				r.follow(f, f.missing, "missing", state)
				return
			}
		}
	}
	state.value, state.ok = r.eval(f.formula, nil)
	fine := true
	if f.class == "payout" {
		state.value, fine = r.scaledIf(f, state.value, state.ok)
	}
	if state.ok = state.ok && fine; state.ok {
		state.value = r.finish(f, state.value)
	}
	if f.class == "payout" {
		forfeited, fine := r.forfeited()
		if state.ok = state.ok && fine; state.ok && forfeited {
			state.value = oracleNum(new(big.Rat))
		}
	}
}

func (r *oracleState) scaledIf(f *oracleFigure, v oracleValue, ok bool) (oracleValue, bool) {
	if !ok {
		v = oracleNum(new(big.Rat))
	}
	return r.scaled(f, v)
}

func (r *oracleState) follow(f *oracleFigure, policy, why string, state *oracleFigureState) {
	if !oracleWords("zero full redistribute fail")[policy] {
		policy = r.params[policy].Text
	}
	state.state = why
	switch policy {
	case "zero":
		state.value, state.ok = oracleNum(new(big.Rat)), true
	case "full":
		state.value, state.ok = r.constant(f.points), true
	case "redistribute":
		state.ok, state.out = true, true
	case "fail":
		r.fault(oraclePolicyFault, f.name)
	default:
		oracleWrong("%q is no policy", policy)
	}
}

// weightedMean is Σ weight × value over what counts, by all of the weight that
// is left; each section is such a mean of its own.
func (r *oracleState) weightedMean() (oracleValue, bool) {
	type group struct{ sum, weight, left *big.Rat }
	fresh := func() *group { return &group{new(big.Rat), new(big.Rat), new(big.Rat)} }
	outer, inner := fresh(), map[string]*group{}
	ok := true
	put := func(to *group, weight, value *big.Rat) {
		to.sum.Add(to.sum, new(big.Rat).Mul(weight, value))
		to.weight.Add(to.weight, weight)
	}
	for _, f := range r.file.figures {
		if f.weight == nil {
			continue
		}
		v, fine := r.figure(f)
		ok = ok && fine
		weight := r.constant(f.weight).number()
		if !fine || r.done[f.name].out {
			continue
		}
		to := outer
		if f.section != "" {
			if inner[f.section] == nil {
				inner[f.section] = fresh()
			}
			to = inner[f.section]
		}
		put(to, weight, v.number())
		to.left.Add(to.left, weight)
	}
	if !ok {
		return oracleValue{}, false
	}
	for _, s := range r.file.sections {
		if g := inner[s.name]; g != nil && g.weight.Sign() > 0 {
			weight := r.constant(s.weight).number()
			put(outer, weight, new(big.Rat).Quo(g.sum, g.weight))
			outer.left.Add(outer.left, new(big.Rat).Mul(weight, g.left))
		}
	}
	least := new(big.Rat)
	for _, f := range r.file.figures {
		if f.over != nil {
			least = r.constant(f.over).number()
		}
	}
	if outer.weight.Sign() == 0 || outer.left.Cmp(least) < 0 {
		r.fault(oracleNothingLeft, "")
		return oracleValue{}, false
	}
	return oracleNum(new(big.Rat).Quo(outer.sum, outer.weight)), true
}

// absent is for given(x) and x ?? v: x is an optional fact, or again an ??.
func (r *oracleState) absent(e *oracleExpr) bool {
	if e.op == "??" {
		return r.absent(e.args[0]) && r.absentOrNot(e.args[1])
	}
	_, there := r.facts[e.name]
	return !there
}

func (r *oracleState) absentOrNot(e *oracleExpr) bool {
	return r.optional(e.name) && (e.op == "name" || e.op == "fact") && r.absent(e)
}

func (r *oracleState) optional(name string) bool {
	return slices.ContainsFunc(r.file.inputs, func(in *oracleInput) bool { return in.name == name && in.optional })
}

// reads are the optional facts that a formula needs.
func (r *oracleState) reads(e *oracleExpr) []string {
	without := func(names, known []string) []string {
		var out []string
		for _, name := range names {
			if !slices.Contains(known, name) {
				out = append(out, name)
			}
		}
		return out
	}
	switch e.op {
	case "name", "fact":
		if r.optional(e.name) {
			return []string{e.name}
		}
		for _, f := range r.file.figures {
			if f.name == e.name && f.missing == "" && e.op == "name" {
				return r.reads(f.formula)
			}
		}
		return nil
	case "??":
		return r.reads(e.args[1])
	case "?:":
		out := append(r.reads(e.args[0]), without(r.reads(e.args[1]), oracleGiven(e.args[0], true))...)
		return append(out, without(r.reads(e.args[2]), oracleGiven(e.args[0], false))...)
	case "and", "or":
		return append(r.reads(e.args[0]), without(r.reads(e.args[1]), oracleGiven(e.args[0], e.op == "and"))...)
	case "call":
		if e.name == "given" {
			return nil
		}
	}
	var out []string
	for _, a := range e.args {
		out = append(out, r.reads(a)...)
	}
	return out
}

// oracleGiven are the facts that are there if the condition comes out so.
func oracleGiven(e *oracleExpr, outcome bool) []string {
	switch {
	case e.op == "call" && e.name == "given" && outcome:
		return []string{e.args[0].name}
	case e.op == "unarynot":
		return oracleGiven(e.args[0], !outcome)
	case e.op == "and" && outcome, e.op == "or" && !outcome:
		return append(oracleGiven(e.args[0], outcome), oracleGiven(e.args[1], outcome)...)
	}
	return nil
}
