package score_test

import "strings"

// block takes the tokens between the braces that open here.
func (p *oracleReader) block() []oracleToken {
	p.expect("{")
	start, depth := p.at, 1
	for depth > 0 {
		t := p.take()
		if t.kind == oracleTokEnd {
			oracleWrong("line %d: a block is not closed", t.line)
		}
		depth += oracleNesting(t)
	}
	return p.tokens[start : p.at-1]
}

// eachRow reads every row of a block to its end.
func (p *oracleReader) eachRow(one func(*oracleReader)) {
	for _, tokens := range oracleRows(p.block()) {
		q := &oracleReader{tokens: tokens}
		one(q)
		if q.peek().kind != oracleTokEnd {
			oracleWrong("line %d: %q is left over in the row", q.peek().line, q.peek().text)
		}
	}
}

func (p *oracleReader) table() *oracleTable {
	t := &oracleTable{name: p.name()}
	p.expect("(")
	for !p.accept(")") {
		if len(t.columns) > 0 {
			p.expect(",")
		}
		t.columns = append(t.columns, p.column())
	}
	if oracleWords("whole_volume graduated linear")[p.peek().text] {
		t.mode = p.name()
	}
	t.first = p.accept("first")
	p.eachRow(func(q *oracleReader) { t.rows = append(t.rows, q.row(len(t.columns))) })
	return t
}

func (p *oracleReader) column() oracleColumn {
	c := oracleColumn{name: p.name()}
	if p.peek().kind == oracleTokName {
		c.kind = p.name()
	}
	if p.accept("in") {
		c.in = p.interval()
	}
	if p.accept("step") {
		c.step = p.kind(oracleTokNumber, "a number").num
	}
	if p.accept("one") {
		p.expect("of")
		p.texts()
	}
	return c
}

func (p *oracleReader) row(columns int) oracleRow {
	r := oracleRow{isElse: p.accept("else")}
	if !r.isElse {
		for i := range columns {
			if i > 0 {
				p.expect(",")
			}
			r.cells = append(r.cells, p.alternatives())
		}
	}
	if p.is("flat") || p.is("extend") {
		r.beside = p.name()
		return r
	}
	p.expect("->")
	r.result = p.result()
	return r
}

// result: fail "…" stands without brackets in a table.
func (p *oracleReader) result() *oracleExpr {
	if p.is("fail") && p.ahead(1).kind == oracleTokText {
		line := p.take().line
		message := &oracleExpr{op: "text", val: oracleTextual(p.text()), line: line}
		return &oracleExpr{op: "call", name: "fail", args: []*oracleExpr{message}, line: line}
	}
	return p.formula()
}

func (p *oracleReader) alternatives() []oracleCell {
	out := []oracleCell{p.cell()}
	for p.accept("|") {
		out = append(out, p.cell())
	}
	return out
}

func (p *oracleReader) cell() oracleCell {
	switch {
	case p.accept("_"):
		return oracleCell{}
	case p.is("[") || p.is("("):
		return oracleCell{in: p.interval()}
	case p.peek().kind == oracleTokMark && oracleChains(p.peek().text):
		return oracleCell{compare: p.take().text, with: p.formula()}
	}
	return oracleCell{compare: "==", with: p.formula()}
}

func (p *oracleReader) grades(place int) *oracleGrades {
	g := &oracleGrades{place: place}
	if p.accept("by") {
		p.expect("(")
		g.by = p.formula()
		p.expect(")")
	}
	g.first = p.accept("first")
	p.eachRow(func(q *oracleReader) { g.bands = append(g.bands, q.band()) })
	return g
}

func (p *oracleReader) band() oracleBand {
	b := oracleBand{isElse: p.accept("else")}
	if !b.isElse {
		b.cells = p.alternatives()
	}
	p.expect("->")
	if p.is("fail") && p.ahead(1).kind == oracleTokText {
		p.take()
		message := p.text()
		b.fail = &message
		return b
	}
	b.name = p.operand()
	for p.peek().kind == oracleTokName {
		b.columns = append(b.columns, oracleAssignment{name: p.name(), expr: p.formula()})
	}
	return b
}

func (p *oracleReader) assignments() []oracleAssignment {
	var out []oracleAssignment
	for p.peek().kind == oracleTokName && p.ahead(1).text == "=" {
		a := oracleAssignment{name: p.name()}
		p.expect("=")
		if a.fail = p.accept("fail"); !a.fail {
			a.expr = p.formula()
		}
		out = append(out, a)
		p.accept(",")
	}
	return out
}

func (f *oracleFile) example(p *oracleReader) {
	e := &oracleExample{name: p.text()}
	if p.accept("with") {
		e.with = p.assignments()
	}
	q := &oracleReader{tokens: p.block()}
	e.facts = q.assignments()
	q.accept(";")
	q.expect("expect")
	e.expect = q.assignments()
	if q.peek().kind != oracleTokEnd {
		oracleWrong("line %d: %q is left over in the example", q.peek().line, q.peek().text)
	}
	f.examples = append(f.examples, e)
}

// exampleTable: the first row names the columns, left of the arrow the facts.
func (f *oracleFile) exampleTable(p *oracleReader) {
	var with []oracleAssignment
	if p.accept("with") {
		with = p.assignments()
	}
	var facts, expect []string
	p.eachRow(func(q *oracleReader) {
		if facts == nil {
			facts, expect = q.names(), nil
			q.expect("->")
			expect = q.names()
			return
		}
		e := &oracleExample{with: with}
		e.facts = q.figures(facts)
		q.expect("->")
		e.expect = q.figures(expect)
		var cells []string
		for _, t := range q.tokens {
			cells = append(cells, t.text)
		}
		e.name = strings.Join(cells, " ")
		f.examples = append(f.examples, e)
	})
}

func (p *oracleReader) names() []string {
	out := []string{p.name()}
	for p.accept(",") {
		out = append(out, p.name())
	}
	return out
}

func (p *oracleReader) figures(names []string) []oracleAssignment {
	var out []oracleAssignment
	for i, name := range names {
		if i > 0 {
			p.expect(",")
		}
		a := oracleAssignment{name: name}
		if a.fail = p.is("fail"); a.fail {
			p.take()
		} else {
			a.expr = p.formula()
		}
		out = append(out, a)
	}
	return out
}
