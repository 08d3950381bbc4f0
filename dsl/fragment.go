package dsl

import (
	"fmt"
	"slices"
)

// ParseFragment reads a text that is to be exactly one fragment of a kind: a
// leaf of a scheme built in Go. A second declaration, a clause or anything else
// behind it is a fault. Positions are those in the text itself. The kinds are
// Formula, Constant, Constants, Interval, Cells, Result, Rounding, Assignments,
// Case, Quota, Date, Word, Name and Text; the others are parts of these.
func ParseFragment(kind FragmentKind, text string, limits Limits) (*Fragment, Diagnostics) {
	limits = limits.WithDefaults()
	src := newSource("", text)
	if len(text) > limits.FormulaBytes {
		empty := newSource("", "")
		return nil, diagnose(empty, []fault{{CodeTooLong, Span{},
			fmt.Sprintf("it has %d bytes; at most %d are allowed", len(text), limits.FormulaBytes), ""}})
	}
	tokens, faults := scan(src, limits)
	p := &parser{src: src, limits: limits, tokens: tokens, faults: faults, end: len(tokens) - 1, leaf: true}
	p.begin()
	var f *Fragment
	if p.end == 0 && len(faults) == 0 {
		p.fault(CodeFragment, p.src.span(0, 0), "", "it is empty")
	} else if f = p.fragment(kind); f != nil && p.i < p.end {
		t := p.peek()
		p.fault(CodeFragment, t.Span, "a leaf holds one fragment and nothing else", "%s stands behind what should be all", t.describe())
	}
	for _, t := range tokens {
		if len(t.comments) > 0 {
			p.fault(CodeFragment, t.comments[0].span, "", "a comment can't stand here")
			break
		}
	}
	if len(p.faults) > 0 {
		return nil, diagnose(src, p.faults)
	}
	return f, nil
}

// fragment reads a fragment of a kind and holds it to the limits.
func (p *parser) fragment(kind FragmentKind) *Fragment {
	p.begin()
	start := p.i
	f := p.fragmentOf(kind)
	if f == nil {
		return nil
	}
	f.Tokens = p.tokens[start:p.i]
	if !p.withinLimits() {
		return nil
	}
	return f
}

func (p *parser) fragmentOf(kind FragmentKind) *Fragment {
	switch kind {
	case FragmentFormula, FragmentConstant:
		return p.formulaFragment(kind)
	case FragmentConstants:
		return p.constants()
	case FragmentInterval:
		return p.interval()
	case FragmentCells:
		return p.cells()
	case FragmentResult:
		return p.result()
	case FragmentRounding:
		return p.rounding()
	case FragmentAssignments:
		return p.assignments()
	case FragmentCase:
		return p.caseRow()
	case FragmentDate:
		return p.date()
	case FragmentWord:
		return p.code()
	case FragmentName, FragmentText:
		return p.token(kind)
	case FragmentQuota:
		return p.quota()
	}
	panic(fmt.Sprintf("dsl: no fragment of kind %d can be parsed on its own", kind))
}

func (p *parser) token(kind FragmentKind) *Fragment {
	want, what := TokenName, "a name"
	if kind == FragmentText {
		want, what = TokenText, "a text in double quotes"
	}
	if p.peek().Kind != want {
		p.expected(what)
		return nil
	}
	p.advance()
	return &Fragment{Kind: kind}
}

// code takes a word with hyphens: a policy, or the code of a finding.
func (p *parser) code() *Fragment {
	if p.token(FragmentName) == nil {
		return nil
	}
	for p.peek().Is("-") && p.peek().Touches && p.ahead(1).Kind == TokenName && p.ahead(1).Touches {
		p.advance()
		p.advance()
	}
	return &Fragment{Kind: FragmentWord}
}

func (p *parser) date() *Fragment {
	if p.i+5 > p.end || !isDate(p.tokens[p.i:p.i+5]) {
		p.expected("a date like 2013-01-31")
		return nil
	}
	p.i += 5
	return &Fragment{Kind: FragmentDate}
}

// part reads a fragment inside another one, with tokens of its own.
func (p *parser) part(read func() *Fragment) *Fragment {
	start := p.i
	f := read()
	if f == nil {
		return nil
	}
	f.Tokens = p.tokens[start:p.i]
	return f
}

func (p *parser) constant() *Fragment {
	return p.part(func() *Fragment { return p.formulaFragment(FragmentConstant) })
}

// constants takes a list. In a table's columns or a record's fields a name
// behind a comma begins the next one.
func (p *parser) constants() *Fragment {
	f := &Fragment{Kind: FragmentConstants}
	for {
		c := p.constant()
		if c == nil {
			return nil
		}
		f.Parts = append(f.Parts, c)
		next := p.ahead(1)
		if !p.peek().Is(",") || p.inFields > 0 && next.Kind == TokenName && !next.Is("true") && !next.Is("false") {
			return f
		}
		p.advance()
	}
}

func (p *parser) interval() *Fragment {
	open := p.peek()
	if !open.Is("[") && !open.Is("(") {
		p.fault(CodeExpected, open.Span, "", "expected an interval like [0, 100] or (0, ..), found %s", open.describe())
		return nil
	}
	p.advance()
	f := &Fragment{Kind: FragmentInterval, LoOpen: open.Is("(")}
	p.open++
	defer func() { p.open-- }()
	lo, ok := p.intervalEnd()
	if !ok || !p.expect(",") {
		return nil
	}
	hi, ok := p.intervalEnd()
	if !ok {
		return nil
	}
	p.thousands()
	closing := p.peek()
	if !closing.Is("]") && !closing.Is(")") {
		p.expected("`]` or `)`")
		return nil
	}
	p.advance()
	f.HiOpen = closing.Is(")")
	f.Parts = []*Fragment{lo, hi}
	if lo == nil && !f.LoOpen {
		p.fault(CodeExpected, open.Span, "write (", "an end without a bound is open")
		return nil
	}
	if hi == nil && !f.HiOpen {
		p.fault(CodeExpected, closing.Span, "write )", "an end without a bound is open")
		return nil
	}
	return f
}

// intervalEnd is nil and true for an unbounded end.
func (p *parser) intervalEnd() (*Fragment, bool) {
	if p.peek().Is("..") {
		p.advance()
		return nil, true
	}
	f := p.constant()
	return f, f != nil
}

// cells takes what stands before the arrow of a table's or band's row.
func (p *parser) cells() *Fragment {
	if p.peek().Is("else") {
		p.advance()
		return &Fragment{Kind: FragmentElse}
	}
	f := &Fragment{Kind: FragmentCells}
	for {
		cell := p.part(p.cell)
		if cell == nil {
			return nil
		}
		f.Parts = append(f.Parts, cell)
		if !p.peek().Is(",") {
			return f
		}
		p.advance()
	}
}

func (p *parser) cell() *Fragment {
	p.inCell++
	defer func() { p.inCell-- }()
	f := &Fragment{Kind: FragmentCell}
	for {
		alternative := p.part(p.alternative)
		if alternative == nil {
			return nil
		}
		f.Parts = append(f.Parts, alternative)
		if !p.peek().Is("|") {
			return f
		}
		p.advance()
	}
}

var compareSigns = []string{"<", "<=", ">", ">=", "=="}

func (p *parser) alternative() *Fragment {
	t := p.peek()
	switch {
	case t.Is("_"):
		p.advance()
		return &Fragment{Kind: FragmentAny}
	case t.Is("[") || t.Is("("):
		return p.interval()
	case t.Kind == TokenPunct && slices.Contains(compareSigns, t.Text):
		p.advance()
		c := p.constant()
		if c == nil {
			return nil
		}
		return &Fragment{Kind: FragmentCompare, Op: t.Text, Parts: []*Fragment{c}}
	}
	return p.formulaFragment(FragmentConstant)
}

func (p *parser) result() *Fragment {
	t := p.peek()
	switch {
	case t.Is("never") || t.Is("flat") || t.Is("extend"):
		p.advance()
		return &Fragment{Kind: FragmentResult, Op: t.Text}
	case t.Is("fail"):
		p.advance()
		text := p.part(func() *Fragment { return p.token(FragmentText) })
		if text == nil {
			return nil
		}
		return &Fragment{Kind: FragmentResult, Op: "fail", Parts: []*Fragment{text}}
	}
	c := p.constant()
	if c == nil {
		return nil
	}
	return &Fragment{Kind: FragmentResult, Parts: []*Fragment{c}}
}

// Modes lists the names of the rounding modes.
func Modes() []string {
	return []string{"half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"}
}

func (p *parser) rounding() *Fragment {
	f := &Fragment{Kind: FragmentRounding}
	if p.peek().Is("to") {
		p.advance()
		f.Op = "to"
	}
	places := p.constant()
	if places == nil {
		return nil
	}
	f.Parts = []*Fragment{places}
	t := p.peek()
	if t.Kind != TokenName {
		return f
	}
	if slices.Contains(Modes(), t.Text) {
		f.Parts = append(f.Parts, p.part(func() *Fragment { return p.token(FragmentName) }))
	} else if near, ok := Nearest(t.Text, Modes()); ok && p.matchClause(nil) == nil {
		p.fault(CodeExpected, t.Span, "did you mean `"+near+"`?", "`%s` is no rounding mode", shorten(t.Text, 40))
		return nil
	}
	return f
}
