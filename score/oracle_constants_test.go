package score_test

import "slices"

// What has to be constant in a formula: the exponent of ** and the places of
// round. A constant reads params and other constants, no facts.

// fixed tells whether e reads no fact; lets has what is known of let names.
func (c *oracleChecker) fixed(e *oracleExpr, lets map[string]bool) bool {
	switch e.op {
	case "name":
		if known, ok := lets[e.name]; ok {
			return known
		}
		for _, d := range c.file.params {
			if d.name == e.name {
				return true
			}
		}
		for _, d := range c.file.figures {
			if d.name == e.name {
				return c.fixedFigure(d)
			}
		}
		return false
	case "member", "fact", "weighted":
		return false
	case "let":
		inner := map[string]bool{e.name: c.fixed(e.args[0], lets)}
		for name, known := range lets {
			inner[name] = known
		}
		return inner[e.name] && c.fixed(e.args[1], inner)
	case "call":
		if e.name == "round" && len(e.args) == 3 {
			return c.fixed(e.args[0], lets) && c.fixed(e.args[1], lets)
		}
	}
	for _, a := range e.args {
		if !c.fixed(a, lets) {
			return false
		}
	}
	return true
}

func (c *oracleChecker) fixedFigure(f *oracleFigure) bool {
	if f.applies != nil && !c.fixed(f.applies, nil) || f.class == "payout" && len(c.file.gates) > 0 {
		return false
	}
	return c.fixed(f.formula, nil) && (f.atLeast == nil || c.fixed(f.atLeast, nil)) && (f.atMost == nil || c.fixed(f.atMost, nil))
}

// whole refuses what is not a whole constant from least to most. A constant
// that reads an unbound param or a let has its value only in a scoring.
func (c *oracleChecker) whole(e *oracleExpr, in map[string]oracleKind, least, most int64) {
	lets := map[string]bool{}
	for name := range in {
		lets[name] = false
	}
	if !c.fixed(e, lets) {
		oracleWrong("line %d: a constant wanted", e.line)
	}
	r, ok := c.bound()
	if !ok {
		return
	}
	n := r.constant(e).number()
	if !n.IsInt() || n.Num().Int64() < least || n.Num().Int64() > most {
		oracleWrong("line %d: %s is no whole number from %d to %d", e.line, n.RatString(), least, most)
	}
}

// bound is a run with the params at their defaults, false if one has none.
func (c *oracleChecker) bound() (*oracleState, bool) {
	r := oracleStart(c.file)
	for _, d := range c.file.params {
		if d.fallback == nil {
			return nil, false
		}
		r.params[d.name] = r.constant(d.fallback)
	}
	return r, true
}

// computable refuses a figure of the sheet that reads no fact and fails, since it would
// fail for everybody, unless its formula says fail.
func (c *oracleChecker) computable(f *oracleFigure) {
	if r, ok := c.bound(); ok && f.class != "value" && c.fixedFigure(f) {
		_, ok := r.figure(f)
		said := slices.ContainsFunc(r.faults, func(f oraclePlacedFault) bool { return f.Kind == oracleFail })
		if !ok && !said {
			oracleWrong("%s can't be computed", f.name)
		}
	}
}

// arguments counts the arguments of a function of the language.
func (c *oracleChecker) arguments(e *oracleExpr) {
	want, got := oracleArity[e.name], len(e.args)
	if e.name == "round" && got == 3 {
		got = 2
	}
	switch {
	case want == 0:
		oracleWrong("line %d: unknown function %q", e.line, e.name)
	case want > 0 && got != want, want < 0 && got < -want:
		oracleWrong("line %d: %s has %d arguments", e.line, e.name, got)
	}
}
