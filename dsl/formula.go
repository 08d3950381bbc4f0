package dsl

import "slices"

// This file recognises formulas: it finds where one ends, refuses by name what
// the language does not have, and bounds length and depth. It builds no tree;
// package formula lets expr do that, and a fuzz target holds both to the same
// grammar. The precedences are expr's: they matter here only for `not` and
// `??`, whose unbracketed mixtures are refused.

// formulaState is the part of the parser that formulas use.
type formulaState struct {
	first      int // the token with which the fragment begins, for the limits
	depth      int // nesting now
	open       int // open brackets: inside them line ends mean nothing
	predicates int // enclosing {…} or bare predicates, where # and .field stand for an element
	inCell     int // | separates alternatives
	inConstant int // `in` and `=` begin a clause
	// inLet says that the value of a let is being read, whose let stood inside
	// letOpen brackets.
	inLet   bool
	letOpen int
}

func (p *parser) begin() {
	p.first, p.depth, p.open, p.predicates, p.inCell, p.inConstant = p.i, 0, 0, 0, 0, 0
	p.inLet = false
}

func (p *parser) formulaFragment(kind FragmentKind) *Fragment {
	if kind == FragmentConstant {
		p.inConstant++
		defer func() { p.inConstant-- }()
	}
	if !p.expression(0) {
		return nil
	}
	return &Fragment{Kind: kind}
}

// enter counts a level of nesting and checks all limits: no text can make the
// parser, or expr after it, recurse without bound.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > p.limits.Depth {
		return p.fault(CodeTooDeep, p.peek().Span, "name a part of it with `value`", "nested deeper than %d levels", p.limits.Depth)
	}
	return p.withinLimits()
}

// withinLimits checks the length of the fragment read so far.
func (p *parser) withinLimits() bool {
	if p.i == p.first {
		return true
	}
	first, last := p.tokens[p.first].Span, p.tokens[p.i-1].Span
	switch {
	case p.i-p.first > p.limits.FormulaTokens:
		return p.fault(CodeTooLong, first, "name a part of it with `value`", "longer than %d words and signs", p.limits.FormulaTokens)
	case last.End.Offset-first.Start.Offset > p.limits.FormulaBytes:
		return p.fault(CodeTooLong, first, "name a part of it with `value`", "longer than %d bytes", p.limits.FormulaBytes)
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// nested is a formula inside a formula.
func (p *parser) nested() bool {
	if !p.enter() {
		return false
	}
	defer p.leave()
	return p.expression(0)
}

// expression follows expr's precedence climbing.
func (p *parser) expression(precedence int) bool {
	switch t := p.peek(); {
	case precedence == 0 && t.Is("let"):
		return p.let()
	case precedence == 0 && t.Is("if"):
		return p.conditional()
	}
	bareNot := p.peek().Is("not")
	if !p.primary() {
		return false
	}
	if !p.operations(precedence, bareNot) {
		return false
	}
	if precedence == 0 {
		return p.ternary()
	}
	return true
}

func (p *parser) ternary() bool {
	if !p.peek().Is("?") {
		return true
	}
	if !p.enter() {
		return false
	}
	defer p.leave()
	p.advance()
	if p.peek().Is(":") {
		return p.fault(CodeOperator, p.peek().Span, "write c ? a : b, or x ?? v for a missing fact", "the language has no operator `?:`")
	}
	return p.nested() && p.expect(":") && p.nested()
}

// let takes a name, its value and the formula that reads it. expr would take
// what follows a let in the value of another one for a sequence, so that one
// needs brackets.
func (p *parser) let() bool {
	if word := p.advance(); p.inLet && p.open == p.letOpen {
		return p.fault(CodeExpected, word.Span, "write let a = (let b = …; …); …", "a `let` in the value of another one needs brackets")
	}
	if p.peek().Kind != TokenName {
		return p.expected("a name after `let`")
	}
	p.advance()
	return p.expect("=") && p.letValue() && p.expect(";") && p.nested()
}

func (p *parser) letValue() bool {
	inLet, letOpen := p.inLet, p.letOpen
	p.inLet, p.letOpen = true, p.open
	ok := p.nested()
	p.inLet, p.letOpen = inLet, letOpen
	return ok
}

func (p *parser) conditional() bool {
	p.advance()
	inLet := p.inLet
	p.inLet = false // the brace ends a let in the condition
	ok := p.nested()
	p.inLet = inLet
	return ok && p.braces() && p.expect("else") && p.alternativeOf()
}

func (p *parser) alternativeOf() bool {
	if p.peek().Is("if") {
		if !p.enter() {
			return false
		}
		defer p.leave()
		return p.conditional()
	}
	return p.braces()
}

func (p *parser) braces() bool {
	open := p.peek()
	if !p.expect("{") {
		return false
	}
	p.open++
	defer func() { p.open-- }()
	return p.nested() && p.closing("}", open)
}

// closing takes a closing bracket; what else can stand there is told apart.
func (p *parser) closing(text string, open Token) bool {
	t := p.peek()
	switch {
	case t.Is(text):
		p.advance()
		return true
	case t.Kind == TokenEnd:
		return p.fault(CodeUnclosedBracket, open.Span, "", "%s is not closed", open.describe())
	case t.OnNewLine && !closesBracket(t):
		return p.fault(CodeUnclosedBracket, open.Span, "close it, or write what is missing before "+t.describe(), "%s is not closed", open.describe())
	case t.Is(";"):
		return p.fault(CodeExpected, t.Span, "a formula has one value; name parts with let x = …; …", "`;` only stands behind a let")
	case t.Is(","):
		return p.expected("`" + text + "`")
	}
	return p.expected("an operator or `" + text + "`")
}

func (p *parser) primary() bool {
	t := p.peek()
	switch {
	case t.Kind == TokenNumber:
		p.advance()
		return true
	case t.Kind == TokenText:
		p.advance()
		return p.postfix()
	case t.Is("-"):
		return p.prefix(precedenceMinus)
	case t.Is("not"):
		return p.prefix(precedenceNot)
	case t.Is("!"):
		p.foreignFault(t)
		return p.prefix(precedenceNot)
	case t.Is("+"):
		p.fault(CodeOperator, t.Span, "delete it", "the language has no sign `+`")
		return p.prefix(precedenceMinus)
	case t.Is("("):
		p.advance()
		p.open++
		ok := p.nested() && p.closing(")", t)
		p.open--
		return ok && p.postfix()
	case t.Is("["):
		return p.list("]") && p.postfix()
	case t.Is("true") || t.Is("false"):
		p.advance()
		return true
	case t.Is("#") || t.Is("."):
		return p.element(t)
	case t.Is("_") || t.Kind == TokenName && isFormulaOperatorWord(t.Text):
		return p.expected("an operand")
	case t.Kind == TokenName:
		return p.nameOrCall()
	case t.Is("{"):
		return p.fault(CodeExpected, t.Span, "", "a formula has no records")
	case isForeign(t):
		return p.foreignFault(t)
	}
	return p.expected("an operand")
}

func (p *parser) prefix(precedence int) bool {
	if !p.enter() {
		return false
	}
	defer p.leave()
	p.advance()
	return p.expression(precedence)
}

// element takes # or .field, which stand for the element of a list.
func (p *parser) element(t Token) bool {
	if p.predicates == 0 {
		return p.fault(CodeExpected, t.Span, "write sum(xs, .field) or filter(xs, # > 1)", "%s stands for an element of a list only inside sum, count, any, all, none, filter, map", t.describe())
	}
	if t.Is("#") {
		p.advance()
	}
	return p.postfix()
}

// list takes formulas up to a closing bracket.
func (p *parser) list(closing string) bool {
	open := p.advance()
	p.open++
	defer func() { p.open-- }()
	for n := 0; !p.peek().Is(closing); n++ {
		if n > 0 {
			if !p.peek().Is(",") {
				return p.closing(closing, open)
			}
			p.advance()
		}
		if p.peek().Kind == TokenEnd {
			return p.closing(closing, open)
		}
		if !p.nested() {
			return false
		}
	}
	p.advance()
	return true
}

// listFunctions take a formula over the elements of a list as second argument.
var listFunctions = map[string]struct{ required bool }{
	"sum": {}, "count": {}, "any": {true}, "all": {true}, "none": {true}, "filter": {true}, "map": {true},
}

// foreignFunctions are expr's functions that parse unlike a call; they are
// refused here, all others where names are resolved.
var foreignFunctions = []string{"one", "find", "findIndex", "findLast", "findLastIndex", "groupBy", "sortBy", "reduce"}

func (p *parser) nameOrCall() bool {
	name := p.advance()
	if name.Is("cohort") && p.cohortMean() {
		return p.list(")") && p.postfix()
	}
	t := p.peek()
	if !t.Is("(") || t.OnNewLine && p.open == 0 {
		return p.postfix()
	}
	if slices.Contains(foreignFunctions, name.Text) {
		return p.fault(CodeOperator, name.Span, "the list functions are sum, count, any, all, none, filter, map", "the language has no function `%s`", name.Text)
	}
	if f, ok := listFunctions[name.Text]; ok {
		return p.listCall(f.required) && p.postfix()
	}
	return p.list(")") && p.postfix()
}

// cohortMean passes the `.mean` of cohort.mean(…), which is the one call that
// has a point in its name.
func (p *parser) cohortMean() bool {
	for i, text := range []string{".", "mean", "("} {
		if t := p.ahead(i); !t.Is(text) || t.OnNewLine && p.open == 0 && i != 1 { // a line that ends in . goes on
			return false
		}
	}
	p.advance()
	p.advance()
	return true
}

func (p *parser) listCall(required bool) bool {
	open := p.advance()
	p.open++
	defer func() { p.open-- }()
	if !p.nested() {
		return false
	}
	if !p.peek().Is(",") {
		if required && p.peek().Is(")") {
			return p.expected("`,` and a formula over the elements")
		}
		return p.closing(")", open)
	}
	p.advance()
	p.predicates++
	var ok bool
	if p.peek().Is("{") {
		ok = p.braces()
	} else {
		ok = p.nested()
	}
	p.predicates--
	return ok && p.closing(")", open)
}

func (p *parser) postfix() bool {
	for {
		t := p.peek()
		if t.OnNewLine && p.open == 0 {
			return true
		}
		switch {
		case t.Is("."):
			p.advance()
			if p.peek().Kind != TokenName {
				return p.expected("a name after the point")
			}
			p.advance()
			if next := p.peek(); next.Is("(") && !next.OnNewLine {
				return p.fault(CodeOperator, next.Span, "write f(x)", "the language has no methods")
			}
		case t.Is("["):
			p.advance()
			p.open++
			ok := p.nested()
			if ok && p.peek().Is(":") {
				ok = p.fault(CodeOperator, p.peek().Span, "an index is one number", "the language has no slices")
			}
			ok = ok && p.closing("]", t)
			p.open--
			if !ok {
				return false
			}
		default:
			return true
		}
	}
}
