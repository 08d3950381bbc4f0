package dsl

import "strings"

// This file reads what stands between operands: operators, and what people
// write in their place.

func (p *parser) operations(precedence int, bareNot bool) bool {
	before := ""
	for {
		op, words, ok := p.operator()
		if !ok {
			return false
		}
		if op == "" || binary[op] < precedence {
			return true
		}
		sign := p.peek()
		if before == "??" && op != "??" {
			p.fault(CodeMixedCoalesce, sign.Span, "put brackets round the part with ??", "`??` and `%s` side by side", op)
		}
		if bareNot && binary[op] == binary["=="] {
			p.fault(CodeNotBrackets, sign.Span, "write not (… "+op+" …)", "`not` takes only what stands before `%s`", op)
		}
		left := p.i - 1
		for range words {
			p.advance()
		}
		before, bareNot = op, false
		if op == "in" || op == "not in" {
			if p.intervalAfter(op, left) {
				continue
			}
			if !p.peek().Is("[") {
				return p.expected("a list in square brackets, like [\"a\", \"b\"]")
			}
		}
		if !p.rightOf(op) {
			return false
		}
	}
}

// rightOf takes the right operand. ** is right-associative, so it nests.
func (p *parser) rightOf(op string) bool {
	if op != "**" {
		return p.expression(binary[op] + 1)
	}
	if !p.enter() {
		return false
	}
	defer p.leave()
	return p.expression(binary[op])
}

// binary has expr's precedences.
var binary = map[string]int{
	"or": 10, "and": 15,
	"==": 20, "!=": 20, "<": 20, "<=": 20, ">": 20, ">=": 20, "in": 20, "not in": 20,
	"+": 30, "-": 30, "*": 60, "/": 60, "**": 100, "??": 500,
}

// wantsMore tells whether a line that ends with this token can't end there.
func wantsMore(t Token) bool {
	_, isBinary := binary[t.Text]
	return (t.Kind == TokenPunct || t.Kind == TokenName) && (isBinary || t.Is(",") || t.Is("not") || t.Is("?") || t.Is(":"))
}

const precedenceNot, precedenceMinus = 50, 90

// A foreignOperator belongs to another language: what to write instead, and
// the operator as which it is read, so that the formula goes on behind it.
type foreignOperator struct{ hint, as string }

var foreignOperators = map[string]foreignOperator{
	"&&": {"write and", "and"}, "&": {"write and", "and"}, "||": {"write or", "or"}, "^": {"write **", "**"},
	"=": {"write == to compare", "=="}, "!": {"write not", ""}, "?.": {"write given(x) or x ?? v", ""},
	"::": {"delete it", ""}, ":=": {"write let x = …; …", ""}, "..": {"write 0 <= x and x <= 10", ""},
	"@": {"delete it", ""}, "$": {"delete it", ""}, "~": {"delete it", ""},
	"matches": onText, "contains": onText, "startsWith": onText, "endsWith": onText,
}

var onText = foreignOperator{"texts are compared with == and in [..]", "=="}

// isForeign tells whether a token is an operator of another language.
func isForeign(t Token) bool {
	_, foreign := foreignOperators[t.Text]
	return foreign && (t.Kind == TokenPunct || t.Kind == TokenName)
}

func (p *parser) foreignFault(t Token) bool {
	return p.fault(CodeOperator, t.Span, foreignOperators[t.Text].hint, "the language has no operator `%s`", t.Text)
}

// operator looks at the binary operator that comes next and says how many
// words it has; "" if the formula ends here.
func (p *parser) operator() (op string, words int, ok bool) {
	t := p.peek()
	switch {
	case t.Is("not"):
		if !p.ahead(1).Is("in") {
			return "", 0, p.fault(CodeExpected, t.Span, "`not` stands before an operand or before `in`", "expected an operator, found `not`")
		}
		if p.inConstant > 0 && p.open == 0 {
			return "", 0, true
		}
		return "not in", 2, true
	case t.Is("in"):
		next := p.ahead(1)
		if p.open == 0 && (p.inConstant > 0 || next.Kind == TokenName) {
			return "", 0, true
		}
		return "in", 1, true
	case t.Is("|"):
		if p.inCell > 0 && p.open == 0 {
			return "", 0, true
		}
		p.fault(CodePipe, t.Span, "write or between conditions, f(x) for a function", "`|` has no meaning in a formula")
		return "or", 1, true
	case t.Is("=") && p.open == 0 && p.inConstant > 0:
		return "", 0, true
	case isForeign(t):
		p.foreignFault(t)
		as := foreignOperators[t.Text].as
		return as, 1, as != ""
	}
	if _, known := binary[t.Text]; known && (t.Kind == TokenPunct || t.Kind == TokenName) {
		return t.Text, 1, true
	}
	return "", 0, true
}

// intervalAfter reports and passes an interval, or a list in the wrong brackets,
// behind in or not in; left is the token before that.
func (p *parser) intervalAfter(op string, left int) bool {
	open, end := p.peek(), p.matchingBracket()
	if end < 0 || open.Is("[") && p.tokens[end].Is("]") {
		return false
	}
	inner := p.tokens[p.i+1 : end]
	hint := "write 0 < x <= 10 for x in (0, 10]"
	switch {
	case len(inner) > 0 && inner[0].Kind == TokenText:
		hint = "write the list in square brackets: [" + shorten(joinTokens(inner), 40) + "]"
	case len(inner) == 3 && inner[1].Is(","):
		x, lo, hi := "x", "<=", "<="
		if t := p.tokens[left]; t.Kind == TokenName && (left == p.first || !p.tokens[left-1].Is(".")) {
			x = t.Text
		}
		if open.Is("(") {
			lo = "<"
		}
		if p.tokens[end].Is(")") {
			hi = "<"
		}
		chain := strings.Join([]string{inner[0].Text, lo, x, hi, inner[2].Text}, " ")
		if op == "not in" {
			chain = "not (" + chain + ")"
		}
		hint = "write " + chain
	}
	p.fault(CodeIntervalInFormula, open.Span.To(p.tokens[end].Span), hint, "a formula has no intervals; `in` takes a list")
	p.i = end + 1
	return true
}

// matchingBracket finds what closes the bracket here, of either form; -1 if
// there is no bracket or nothing closes it soon enough for an interval.
func (p *parser) matchingBracket() int {
	const most = 100
	depth := 0
	for i := p.i; i < min(p.end, p.i+most); i++ {
		switch t := p.tokens[i]; {
		case t.Is("(") || t.Is("["):
			depth++
		case t.Is(")") || t.Is("]"):
			depth--
		case t.Is("{") || t.Is("}") || t.Is(";"):
			return -1
		}
		if depth == 0 {
			if i == p.i {
				return -1
			}
			return i
		}
	}
	return -1
}

// thousands reports and passes the comma and the digits behind it where they
// belong to a number like 1,500, in a place where no list can be meant.
func (p *parser) thousands() bool {
	if !p.peek().Is(",") || !p.peek().Touches || p.i == p.first {
		return false
	}
	before, after := p.tokens[p.i-1], p.ahead(1)
	group, _, _ := strings.Cut(strings.TrimSuffix(after.Text, "%"), ".")
	if before.Kind != TokenNumber || len(before.Text) > 3 || after.Kind != TokenNumber || !after.Touches || len(group) != 3 {
		return false
	}
	p.fault(CodeNumberSeparator, before.Span.To(after.Span), "write "+before.Text+after.Text,
		"%s,%s has a separator between its digits", before.Text, after.Text)
	p.i += 2
	return true
}
