package dsl

import (
	"slices"
	"strings"
)

func (p *parser) file(file *File) {
	last := len(p.tokens) - 1
	for chunk := 0; p.i < last; {
		start := p.i
		if start >= chunk { // else it is an indented declaration in the chunk of another one
			chunk = p.chunkEnd(start, last)
		}
		p.end = chunk
		if len(file.Decls) == p.limits.Declarations {
			p.fault(CodeTooMany, p.tokens[start].Span, "", "a file has at most %d declarations", p.limits.Declarations)
			p.i = last
			break
		}
		if ph := p.declaration(); ph != nil {
			file.Decls = append(file.Decls, ph)
		}
		p.i = p.end
	}
	file.comments = p.tokens[last].comments
	if last == 0 && len(p.faults) == 0 {
		p.fault(CodeEmpty, p.src.span(0, 0), "begin with: scheme NAME", "the file declares nothing")
	}
}

// chunkEnd finds where a declaration ends: at the next token in column 1 that
// closes nothing. A bracket, row or continuation in column 1 is reported where it
// can only belong to the declaration above, and belongs to it all the same.
func (p *parser) chunkEnd(start, last int) int {
	depth, reported := 0, false
	for i := start; i < last; i++ {
		t := p.tokens[i]
		opens, closes := opensBracket(t), closesBracket(t)
		if i > start && t.atMargin && !closes {
			if depth <= 0 && !opens || beginsDeclaration(t) {
				return i
			}
			if !reported {
				p.fault(CodeIndent, t.Span, "indent what belongs to the `"+shorten(p.tokens[start].Text, 40)+"` above", "%s stands in column 1", t.describe())
			}
			reported = true
		}
		if opens {
			depth++
		} else if closes {
			depth--
		}
	}
	return last
}

// beginsDeclaration is true for misspelt keywords too.
func beginsDeclaration(t Token) bool {
	if t.Kind != TokenName {
		return false
	}
	_, near := Nearest(t.Text, DeclarationKeywords())
	return near || findRule(declarations, t.Text) != nil
}

func (p *parser) declaration() *Phrase {
	start := p.i
	word := p.advance()
	r := findRule(declarations, word.Text)
	if word.Kind != TokenName || r == nil {
		p.unknownDeclaration(word)
		return nil
	}
	if !word.atMargin {
		p.fault(CodeIndent, word.Span, "move it to column 1", "`%s` is indented, but declarations start in column 1", word.Text)
	}
	ph := &Phrase{Keyword: r.words, Word: word.Span, rule: r}
	p.keepFrom, p.keepTo = 0, 0
	p.start, p.brace = start, -1
	p.lead(ph, start)
	before := p.stumbles
	if !p.shape(ph, r) {
		p.skipToClause(r)
	}
	if r.block == noBlock {
		p.trail(ph)
	}
	p.phraseClauses(ph, r)
	p.hoist(ph, start+1, p.i)
	switch {
	case r.block != noBlock && p.peek().Is("{"):
		p.block(ph)
	case r.block != noBlock && p.stumbles == before:
		p.expected("`{`")
	case r.block == noBlock && p.i < p.end:
		p.expected("a clause or the end of the declaration")
	}
	ph.Span = word.Span.To(p.tokens[p.i-1].Span)
	return ph
}

func (p *parser) unknownDeclaration(word Token) {
	hint := "a declaration begins with one of: " + strings.Join(DeclarationKeywords(), ", ")
	if near, ok := Nearest(word.Text, DeclarationKeywords()); ok {
		hint = "did you mean `" + near + "`?"
	} else if word.Kind != TokenName || isClauseWord(word.Text) {
		p.fault(CodeIndent, word.Span, "indent it if it continues the line above", "%s can't begin a declaration", word.describe())
		return
	}
	p.fault(CodeDeclaration, word.Span, hint, "%s declares nothing", word.describe())
}

// isClauseWord tells whether a clause or an operator can begin with that word.
func isClauseWord(word string) bool {
	return slices.Contains(formulaWords, word) || slices.ContainsFunc(clauses, func(c rule) bool {
		first, _, _ := strings.Cut(c.words, " ")
		return first == word
	})
}
