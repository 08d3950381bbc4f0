package score_test

// The precedences are those of expr-lang. A unary operator takes whatever binds at
// least as tightly as itself, so -x ** 2 is -(x ** 2) and not a + b is (not a) + b.
var (
	oracleBinary = map[string]int{
		"or": 10, "and": 15,
		"==": 20, "!=": 20, "<": 20, "<=": 20, ">": 20, ">=": 20, "in": 20,
		"+": 30, "-": 30, "*": 60, "/": 60, "**": 100, "??": 500,
	}
	oracleUnary = map[string]int{"not": 50, "-": 90, "+": 90}
)

func oracleChains(op string) bool { return op == "<" || op == "<=" || op == ">" || op == ">=" }

// reader walks over the tokens of one declaration.
type oracleReader struct {
	tokens []oracleToken
	at     int
}

func (p *oracleReader) peek() oracleToken { return p.ahead(0) }

func (p *oracleReader) ahead(n int) oracleToken {
	if p.at+n < len(p.tokens) {
		return p.tokens[p.at+n]
	}
	line := 0
	if len(p.tokens) > 0 {
		line = p.tokens[len(p.tokens)-1].line
	}
	return oracleToken{kind: oracleTokEnd, text: "the end", line: line}
}

func (p *oracleReader) take() oracleToken {
	t := p.peek()
	p.at++
	return t
}

// is tells whether the next token is this mark or word (never a text).
func (p *oracleReader) is(s string) bool {
	t := p.peek()
	return (t.kind == oracleTokMark || t.kind == oracleTokName) && t.text == s
}

func (p *oracleReader) accept(s string) bool {
	if p.is(s) {
		p.at++
		return true
	}
	return false
}

func (p *oracleReader) expect(s string) {
	if !p.accept(s) {
		oracleWrong("line %d: %q expected, found %q", p.peek().line, s, p.peek().text)
	}
}

func (p *oracleReader) kind(k oracleTokenKind, what string) oracleToken {
	t := p.take()
	if t.kind != k {
		oracleWrong("line %d: %s expected, found %q", t.line, what, t.text)
	}
	return t
}

func (p *oracleReader) name() string { return p.kind(oracleTokName, "a name").text }
func (p *oracleReader) text() string { return p.kind(oracleTokText, "a text").text }

// formula reads the longest expression from here on.
func (p *oracleReader) formula() *oracleExpr { return p.expression(0) }

func (p *oracleReader) expression(floor int) *oracleExpr {
	if floor == 0 && p.is("let") {
		return p.let()
	}
	if floor == 0 && p.is("if") {
		return p.ifElse()
	}
	left := p.postfix(p.operand())
	for {
		op, line := p.peek().text, p.peek().line
		if p.peek().kind == oracleTokText {
			break
		}
		if op == "in" && p.ahead(1).text != "[" {
			break // the section that an indicator is in
		}
		negated := op == "not" && p.ahead(1).text == "in" && p.ahead(1).kind == oracleTokName
		if negated {
			op = "in"
		}
		precedence, known := oracleBinary[op]
		if !known || precedence < floor {
			break
		}
		if oracleChains(op) {
			left = p.chain(left)
			continue
		}
		if negated {
			p.take()
		}
		p.take()
		next := precedence + 1
		if op == "**" {
			next = precedence
		}
		left = &oracleExpr{op: op, args: []*oracleExpr{left, p.expression(next)}, line: line}
		if negated {
			left = &oracleExpr{op: "unarynot", args: []*oracleExpr{left}, line: line}
		}
	}
	for floor == 0 && p.is("?") {
		line := p.take().line
		then := p.expression(0)
		p.expect(":")
		left = &oracleExpr{op: "?:", args: []*oracleExpr{left, then, p.expression(0)}, line: line}
	}
	return left
}

// chain reads a < b <= c …: a node with all operands, each there once.
func (p *oracleReader) chain(first *oracleExpr) *oracleExpr {
	node := &oracleExpr{op: "chain", args: []*oracleExpr{first}, line: p.peek().line}
	for p.peek().kind == oracleTokMark && oracleChains(p.peek().text) {
		node.ops = append(node.ops, p.take().text)
		node.args = append(node.args, p.expression(oracleBinary["<"]+1))
	}
	return node
}

func (p *oracleReader) let() *oracleExpr {
	line := p.take().line
	name := p.name()
	p.expect("=")
	value := p.expression(0)
	p.expect(";")
	return &oracleExpr{op: "let", name: name, args: []*oracleExpr{value, p.expression(0)}, line: line}
}

func (p *oracleReader) ifElse() *oracleExpr {
	line := p.take().line
	cond := p.expression(0)
	then := p.braced()
	p.expect("else")
	if p.is("if") {
		return &oracleExpr{op: "?:", args: []*oracleExpr{cond, then, p.ifElse()}, line: line}
	}
	return &oracleExpr{op: "?:", args: []*oracleExpr{cond, then, p.braced()}, line: line}
}

func (p *oracleReader) braced() *oracleExpr {
	p.expect("{")
	e := p.expression(0)
	p.expect("}")
	return e
}

func (p *oracleReader) operand() *oracleExpr {
	t := p.take()
	switch {
	case t.kind == oracleTokNumber:
		return &oracleExpr{op: "number", val: oracleNum(t.num), line: t.line}
	case t.kind == oracleTokText:
		return &oracleExpr{op: "text", val: oracleTextual(t.text), line: t.line}
	case t.kind == oracleTokMark && t.text == "(":
		e := p.expression(0)
		p.expect(")")
		return e
	case t.kind == oracleTokMark && t.text == "[":
		return &oracleExpr{op: "list", args: p.arguments("]"), line: t.line}
	case oracleUnary[t.text] > 0:
		return &oracleExpr{op: "unary" + t.text, args: []*oracleExpr{p.expression(oracleUnary[t.text])}, line: t.line}
	case t.kind == oracleTokName:
		return p.named(t)
	case t.kind == oracleTokMark && t.text == "#":
		return &oracleExpr{op: "name", name: "#", line: t.line}
	case t.kind == oracleTokMark && t.text == ".":
		element := &oracleExpr{op: "name", name: "#", line: t.line}
		return &oracleExpr{op: "field", name: p.name(), args: []*oracleExpr{element}, line: t.line}
	}
	oracleWrong("line %d: an operand expected, found %q", t.line, t.text)
	return nil
}

func (p *oracleReader) named(t oracleToken) *oracleExpr {
	switch {
	case t.text == "true" || t.text == "false":
		return &oracleExpr{op: "bool", val: oracleTruth(t.text == "true"), line: t.line}
	case oracleReserved[t.text] && !p.is("(") && !oracleBare[t.text]:
		oracleWrong("line %d: %q is a reserved word", t.line, t.text)
	case p.accept("("):
		return &oracleExpr{op: "call", name: t.text, args: p.arguments(")"), line: t.line}
	case t.text == "weighted":
		return &oracleExpr{op: "weighted", line: t.line}
	case t.text == "grade" && p.accept("."):
		return &oracleExpr{op: "member", name: t.text + "." + p.name(), line: t.line}
	}
	return &oracleExpr{op: "name", name: t.text, line: t.line}
}

func (p *oracleReader) arguments(closing string) []*oracleExpr {
	var out []*oracleExpr
	for !p.accept(closing) {
		if len(out) > 0 {
			p.expect(",")
		}
		out = append(out, p.expression(0))
	}
	return out
}

// bare are the reserved words that stand for something without brackets;
// floor is a rounding mode there.
var oracleBare = oracleWords("total grade floor weighted")

// reserved words can't be declared; a word operator can't be an operand either.
var oracleReserved = oracleWords(`and or not in if else let true false matches contains startsWith endsWith
	total grade weighted cohort rank percentile
	sum count any all none filter map mean min max len abs floor ceil round clamp mod given`)
