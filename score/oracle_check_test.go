package score_test

// check finds what would only show where some facts lead: names that are not
// declared and operands of the wrong kind, in branches that are seldom taken.
// It is for judging generated schemes and is no part of scoring.
func oracleCheck(f *oracleFile) {
	c := &oracleChecker{file: f, kinds: map[string]oracleKind{}}
	for _, d := range f.params {
		c.kinds[d.name] = oracleKindOf(d.kind)
	}
	for _, d := range f.inputs {
		c.kinds[d.name] = oracleInputKind(d)
	}
	for _, d := range f.gates {
		c.want(d.cond, oracleBool, nil)
		if d.effect != "forfeit" {
			c.want(d.to, oracleGateKind(d.effect), nil)
		}
	}
	for _, d := range f.requires {
		c.want(d.cond, oracleBool, nil)
	}
	for _, d := range f.figures {
		c.named(d.name, 0)
		c.computable(d)
	}
	for name := range f.tables {
		c.table(name)
	}
	if f.grades != nil && f.grades.by != nil {
		c.want(f.grades.by, oracleNumber, nil)
	}
	for _, e := range f.examples {
		for _, a := range e.facts {
			c.want(a.expr, c.named(a.name, 0), nil)
		}
	}
}

type oracleChecker struct {
	file    *oracleFile
	kinds   map[string]oracleKind
	pending []string
}

// failing is the kind of fail("…"), which fits everywhere.
const oracleFailing oracleKind = "failing"

func oracleKindOf(declared string) oracleKind {
	switch declared {
	case "text":
		return oracleText
	case "bool":
		return oracleBool
	}
	return oracleNumber
}

func (c *oracleChecker) named(name string, line int) oracleKind {
	if kind, ok := c.kinds[name]; ok {
		return kind
	}
	for _, d := range c.file.figures {
		if d.name != name {
			continue
		}
		for _, p := range c.pending {
			if p == name {
				oracleWrong("%s depends on itself", name)
			}
		}
		c.pending = append(c.pending, name)
		kind := c.kind(d.formula, nil)
		if d.applies != nil {
			c.want(d.applies, oracleBool, nil)
		}
		c.pending = c.pending[:len(c.pending)-1]
		if (d.atLeast != nil || d.atMost != nil || d.round != nil) && kind != oracleNumber {
			oracleWrong("%s has clauses and is a %s", name, kind)
		}
		c.kinds[name] = kind
		return kind
	}
	oracleWrong("line %d: %q is not declared", line, name)
	return ""
}

func (c *oracleChecker) want(e *oracleExpr, kind oracleKind, in map[string]oracleKind) {
	if got := c.kind(e, in); got != kind && got != oracleFailing {
		oracleWrong("line %d: %s wanted, %s found", e.line, kind, got)
	}
}

func (c *oracleChecker) kind(e *oracleExpr, in map[string]oracleKind) oracleKind {
	switch e.op {
	case "number", "text", "bool":
		return e.val.Kind
	case "name":
		if kind, ok := in[e.name]; ok {
			return kind
		}
		return c.named(e.name, e.line)
	case "fact":
		return c.named(e.name, e.line)
	case "weighted":
		return oracleNumber
	case "field", "index":
		return c.part(e, in)
	case "??":
		return c.both(e.args[0], e.args[1], in)
	case "member":
		if e.name == "grade.name" {
			return oracleText
		}
		return oracleNumber
	case "let":
		inner := map[string]oracleKind{e.name: c.kind(e.args[0], in)}
		for name, kind := range in {
			if name != e.name {
				inner[name] = kind
			}
		}
		return c.kind(e.args[1], inner)
	case "?:":
		c.want(e.args[0], oracleBool, in)
		return c.both(e.args[1], e.args[2], in)
	case "==", "!=":
		c.both(e.args[0], e.args[1], in)
		return oracleBool
	case "in":
		for _, item := range e.args[1].args {
			c.both(e.args[0], item, in)
		}
		return oracleBool
	case "call":
		return c.call(e, in)
	}
	operands, result := oracleNumber, oracleNumber
	switch e.op {
	case "and", "or", "unarynot":
		operands, result = oracleBool, oracleBool
	case "chain":
		result = oracleBool
	}
	for _, a := range e.args {
		c.want(a, operands, in)
	}
	if e.op == "**" {
		c.whole(e.args[1], in, -1000, 1000)
	}
	return result
}

func (c *oracleChecker) both(a, b *oracleExpr, in map[string]oracleKind) oracleKind {
	x, y := c.kind(a, in), c.kind(b, in)
	switch {
	case x == oracleFailing:
		return y
	case y != oracleFailing && x != y:
		oracleWrong("line %d: a %s beside a %s", a.line, x, y)
	}
	return x
}

func (c *oracleChecker) call(e *oracleExpr, in map[string]oracleKind) oracleKind {
	if e.name == "fail" {
		c.want(e.args[0], oracleText, in)
		return oracleFailing
	}
	if t := c.file.tables[e.name]; t != nil {
		for i, kind := range c.table(e.name) {
			c.want(e.args[i], kind, in)
		}
		result := oracleFailing
		if t.mode != "" {
			return oracleNumber
		}
		for _, row := range t.rows {
			if row.beside != "" {
				continue
			}
			if kind := c.kind(row.result, nil); kind != oracleFailing {
				result = kind
			}
		}
		return result
	}
	if e.name == "given" {
		return oracleBool
	}
	if oracleOverList(e) {
		return c.listCall(e, in)
	}
	c.arguments(e)
	for i, a := range e.args {
		if e.name == "round" && i == 2 {
			if !oracleModes[a.name] {
				oracleWrong("line %d: %q is not a rounding mode", e.line, a.name)
			}
			continue
		}
		c.want(a, oracleNumber, in)
	}
	if e.name == "round" {
		c.whole(e.args[1], in, 0, 18)
	}
	return oracleNumber
}

// table gives the kinds of the columns, after checking the rows.
func (c *oracleChecker) table(name string) []oracleKind {
	t := c.file.tables[name]
	var out []oracleKind
	for _, column := range t.columns {
		if column.kind != "" {
			out = append(out, oracleKindOf(column.kind))
		} else {
			out = append(out, c.named(column.name, 0))
		}
	}
	for _, row := range t.rows {
		for i, alternatives := range row.cells {
			for _, cell := range alternatives {
				c.cell(cell, out[i])
			}
		}
		for _, other := range t.rows {
			if row.beside != "" || other.beside != "" {
				continue
			}
			c.both(row.result, other.result, nil)
		}
	}
	return out
}

func (c *oracleChecker) cell(one oracleCell, kind oracleKind) {
	if one.in != nil && kind != oracleNumber {
		oracleWrong("an interval in a column of %s", kind)
	}
	if one.with != nil {
		c.want(one.with, kind, nil)
	}
	for _, bound := range oracleBounds(one.in) {
		c.want(bound, oracleNumber, nil)
	}
}

func oracleBounds(in *oracleInterval) []*oracleExpr {
	var out []*oracleExpr
	if in != nil && in.lo != nil {
		out = append(out, in.lo)
	}
	if in != nil && in.hi != nil {
		out = append(out, in.hi)
	}
	return out
}
