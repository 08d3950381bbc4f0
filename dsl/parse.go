package dsl

import "fmt"

// Parse reads a scheme file. It always returns a tree; the diagnostics hold
// every fault of the text, sorted. The recovery is simple and therefore
// reliable: a declaration starts in column 1, so a fault never reaches beyond
// the next one, and inside a block never beyond the next row.
func Parse(name, text string, limits Limits) (*File, Diagnostics) {
	limits = limits.WithDefaults()
	if len(text) > limits.SourceBytes {
		src := newSource(name, "")
		f := fault{code: CodeTooLong, span: src.span(0, 0), hint: "raise Limits.SourceBytes if this is meant",
			message: fmt.Sprintf("the file has %d bytes; at most %d are allowed", len(text), limits.SourceBytes)}
		return &File{Name: name, source: src}, diagnose(src, []fault{f})
	}
	src := newSource(name, text)
	tokens, faults := scan(src, limits)
	p := &parser{src: src, limits: limits, tokens: tokens, faults: faults}
	file := &File{Name: name, source: src}
	p.file(file)
	return file, diagnose(src, p.faults)
}

func diagnose(src *source, faults []fault) Diagnostics {
	var ds Diagnostics
	for _, f := range faults {
		ds = append(ds, Diagnostic{
			Code: f.code, Message: f.message, Hint: f.hint,
			File: src.name, Span: f.span, Source: src.line(f.span.Start.Line),
		})
	}
	return ds.Sorted()
}

// parser walks the tokens of one declaration at a time, between i and end.
type parser struct {
	src    *source
	limits Limits
	tokens []Token
	faults []fault
	i, end int
	leaf   bool // it reads a fragment on its own
	rows   int
	// start is the declaration's first token, brace the one that opens its
	// block; it is looked for, after a fault, once: -1 before that.
	start, brace int
	// rowFrom is the first token of the row that is being read.
	inRow   bool
	rowFrom int
	// stumbles counts the faults, those included that follow from another one
	// and are not reported.
	stumbles int

	// inFields says that a name behind a comma begins the next column or field.
	inFields int

	formulaState
	// keepFrom, keepTo are the tokens of the formula that the formatter prints
	// on the author's lines, with the comments inside.
	keepFrom, keepTo int
}

// fault reports a fault, unless it only follows from what the scanner left out
// before the token at which the parser stumbles. It returns false, for its
// callers to return.
func (p *parser) fault(code Code, span Span, hint, format string, args ...any) bool {
	p.stumbles++
	if p.tokens[p.i].afterFault && followsFromOthers(code) {
		return false
	}
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, fault{code, span, fmt.Sprintf(format, args...), hint})
	}
	return false
}

// followsFromOthers tells whether a fault of this kind can be the mere
// consequence of another one before it.
func followsFromOthers(code Code) bool {
	switch code {
	case CodeExpected, CodeClause, CodeUnclosedBracket, CodeUnclosedBlock:
		return true
	}
	return false
}

// peek is the next token; past the last one of the declaration or the row it is
// an end token that stands right behind it.
func (p *parser) peek() Token { return p.ahead(0) }

func (p *parser) ahead(n int) Token {
	i := min(p.i+n, p.end)
	if i < p.end && !p.endsRow(i) {
		return p.tokens[i]
	}
	at := p.tokens[i].Span.Start
	if i > 0 {
		at = p.tokens[i-1].Span.End
	}
	return Token{Kind: TokenEnd, Span: Span{at, at}, OnNewLine: true}
}

// endsRow tells whether the token begins a line at which a row ends: a row goes
// on through open brackets and a line that ends in an operator or a comma.
func (p *parser) endsRow(i int) bool {
	return p.inRow && p.tokens[i].OnNewLine && p.open == 0 && i > p.rowFrom && !wantsMore(p.tokens[i-1])
}

func (p *parser) advance() Token {
	t := p.peek()
	if t.Kind != TokenEnd {
		p.i++
	}
	return t
}

func (p *parser) expected(what string) bool {
	t := p.peek()
	found := t.describe()
	if t.Kind == TokenEnd {
		switch {
		case p.inRow:
			found = "the end of the row"
		case !p.leaf:
			found = "the end of the declaration"
		}
	}
	return p.fault(CodeExpected, t.Span, "", "expected %s, found %s", what, found)
}

func (p *parser) expect(text string) bool {
	if p.peek().Is(text) {
		p.advance()
		return true
	}
	return p.expected("`" + text + "`")
}
