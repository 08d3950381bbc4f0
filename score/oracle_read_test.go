package score_test

import (
	"math/big"
	"strings"
)

func oracleWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// read turns the text of a scheme into its declarations.
func oracleReadFile(text string) *oracleFile {
	f := &oracleFile{tables: map[string]*oracleTable{}}
	taken := map[string]bool{}
	declare := func(name string) string {
		if oracleReserved[name] || taken[name] {
			oracleWrong("%q is reserved or declared twice", name)
		}
		taken[name] = true
		return name
	}
	for _, tokens := range oracleDeclarations(oracleScan(text)) {
		p := &oracleReader{tokens: tokens}
		f.next++
		f.declaration(p, declare)
		if p.peek().kind != oracleTokEnd {
			oracleWrong("line %d: %q is left over", p.peek().line, p.peek().text)
		}
	}
	return f
}

func (f *oracleFile) declaration(p *oracleReader, declare func(string) string) {
	switch keyword := p.name(); keyword {
	case "scheme":
		f.name = p.name()
		p.title()
	case "version":
		f.version = p.text()
	case "effective":
		for p.peek().kind != oracleTokEnd {
			p.take()
		}
	case "input", "rating":
		f.inputDecl(p, declare, keyword == "rating")
	case "param":
		f.paramDecl(p, declare)
	case "require":
		r := &oracleCondition{place: f.next, cond: p.formula()}
		r.message = p.text()
		f.requires = append(f.requires, r)
	case "table":
		t := p.table()
		f.tables[declare(t.name)] = t
	case "value", "indicator", "payout":
		name := declare(p.name())
		p.title()
		f.figure(p, keyword, name)
	case "total":
		f.figure(p, "total", "total")
	case "section":
		s := &oracleSection{name: p.name()}
		p.title()
		p.expect("weight")
		s.weight = p.formula()
		f.sections = append(f.sections, s)
	case "gate":
		f.gates = append(f.gates, p.gate(f.next))
	case "grades":
		f.grades = p.grades(f.next)
	case "example":
		f.example(p)
	case "examples":
		f.exampleTable(p)
	default:
		oracleWrong("line %d: unknown declaration %q", p.peek().line, keyword)
	}
}

func (p *oracleReader) title() {
	if p.peek().kind == oracleTokText {
		p.take()
	}
}

// inputDecl: names, then the title before or after the type, then its clauses.
func (f *oracleFile) inputDecl(p *oracleReader, declare func(string) string, rating bool) {
	names := []string{declare(p.name())}
	for p.accept(",") {
		names = append(names, declare(p.name()))
	}
	p.title()
	shape := oracleInput{place: f.next, isRating: rating}
	p.inputType(&shape)
	p.title()
	p.limits(&shape)
	if p.accept("default") {
		shape.fallback = p.formula()
	}
	shape.optional = p.accept("optional")
	for _, name := range names {
		one := shape
		one.name = name
		f.inputs = append(f.inputs, &one)
		if rating {
			d := &oracleFigure{place: f.next, class: "indicator", name: name, formula: &oracleExpr{op: "fact", name: name}}
			p.scoring(d)
			f.figures = append(f.figures, d)
		}
	}
}

// texts ends at a comma that no text follows: there the next column begins.
func (p *oracleReader) texts() []string {
	out := []string{p.text()}
	for p.is(",") && p.ahead(1).kind == oracleTokText {
		p.take()
		out = append(out, p.text())
	}
	return out
}

func (f *oracleFile) paramDecl(p *oracleReader, declare func(string) string) {
	d := &oracleParam{place: f.next, name: declare(p.name()), kind: "text"}
	p.title()
	if oracleWords("integer number percent text bool")[p.peek().text] {
		d.kind = p.name()
	}
	p.title()
	if p.accept("in") {
		d.in = p.interval()
	}
	if p.accept("one") {
		p.expect("of")
		d.oneOf = p.texts()
	}
	if p.accept("=") {
		d.fallback = p.formula()
	}
	f.params = append(f.params, d)
}

func (f *oracleFile) figure(p *oracleReader, class, name string) {
	d := &oracleFigure{place: f.next, class: class, name: name}
	p.expect("=")
	d.formula = p.formula()
	if p.is("at") && p.ahead(1).text == "least" {
		p.at += 2
		d.atLeast = p.formula()
	}
	if p.is("at") && p.ahead(1).text == "most" {
		p.at += 2
		d.atMost = p.formula()
	}
	if p.accept("round") {
		d.round = p.rounding()
	}
	p.scoring(d)
	if class == "payout" && d.round == nil {
		oracleWrong("payout %s must say round", name)
	}
	f.figures = append(f.figures, d)
}

// rounding reads what follows the word round in a clause.
func (p *oracleReader) rounding() *oracleRounding {
	r := &oracleRounding{mode: "half_up"}
	if p.accept("to") {
		r.to = p.kind(oracleTokNumber, "a number").num
	} else {
		places := p.kind(oracleTokNumber, "a number").num
		if !places.IsInt() {
			oracleWrong("round wants a whole number of places")
		}
		r.to = oraclePower(big.NewRat(1, 10), int(places.Num().Int64()))
	}
	if oracleModes[p.peek().text] {
		r.mode = p.name()
	}
	return r
}

func (p *oracleReader) interval() *oracleInterval {
	in := &oracleInterval{}
	switch t := p.take(); t.text {
	case "(":
		in.loOpen = true
	case "[":
	default:
		oracleWrong("line %d: an interval expected, found %q", t.line, t.text)
	}
	if !p.accept("..") {
		in.lo = p.formula()
	}
	p.expect(",")
	if !p.accept("..") {
		in.hi = p.formula()
	}
	switch t := p.take(); t.text {
	case ")":
		in.hiOpen = true
	case "]":
	default:
		oracleWrong("line %d: the interval is not closed, found %q", t.line, t.text)
	}
	return in
}
