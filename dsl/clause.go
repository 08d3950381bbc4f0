package dsl

import (
	"slices"
	"strings"
)

// phraseClauses parses clauses until something else comes.
func (p *parser) phraseClauses(ph *Phrase, r *rule) {
	allowed, ordered := r.allowedClauses()
	furthest := -1
	for p.i < p.end && !p.peek().Is("{") {
		c := p.matchClause(allowed)
		words := 0
		if c != nil {
			words = len(strings.Fields(c.words))
		} else if c, words = p.misspeltClause(allowed); c == nil {
			if !p.thousands() {
				p.unexpected(r)
				p.skipToClause(r)
			}
			continue
		}
		clause := p.clause(c, words, r)
		at := slices.Index(allowed, c.name())
		switch {
		case at < 0:
			p.fault(CodeMisplacedClause, clause.Word, "it takes: "+strings.Join(allowed, ", "), "`%s` does not go with `%s`", c.words, r.words)
			continue
		case ph.Clause(clause.Keyword) != nil && clause.Keyword != "allow":
			p.fault(CodeRepeatedClause, clause.Word, "", "`%s` stands here twice", c.words)
		case at < ordered && at < furthest:
			p.fault(CodeClauseOrder, clause.Word, "write them in this order: "+strings.Join(allowed[:ordered], ", "),
				"`%s` stands after `%s`", c.words, allowed[furthest])
		}
		if at < ordered {
			furthest = max(furthest, at)
		}
		ph.Clauses = append(ph.Clauses, clause)
	}
}

// matchClause finds the clause that begins here. Of two with the same words it
// is the one that the declaration takes and whose slot fits.
func (p *parser) matchClause(allowed []string) *rule {
	var found *rule
	for i := range clauses {
		c := &clauses[i]
		if !p.matchWords(c.words) {
			continue
		}
		fits := true
		switch c.name() {
		case "in":
			fits = p.ahead(1).Kind != TokenName
		case "in section":
			fits = p.ahead(1).Kind == TokenName
		case "value":
			fits = slices.Contains(allowed, "value") // elsewhere = is a misspelt ==
		}
		if !fits {
			continue
		}
		if found == nil || slices.Contains(allowed, c.name()) {
			found = c
		}
	}
	return found
}

func (p *parser) matchWords(words string) bool {
	for n, word := range strings.Fields(words) {
		if !p.ahead(n).Is(word) {
			return false
		}
	}
	return true
}

// misspeltClause reports a word that is nearly the name of a clause, and says
// which and of how many words it is, so that its slots are read all the same.
func (p *parser) misspeltClause(allowed []string) (*rule, int) {
	t := p.peek()
	if t.Kind != TokenName || isFormulaOperatorWord(t.Text) || p.declarationAhead() {
		return nil, 0
	}
	names := clauseWords(allowed)
	for words, written := 2, t.Text+" "+p.ahead(1).Text; words > 0; words, written = words-1, t.Text {
		near, ok := Nearest(written, names)
		if !ok || words == 2 && (p.ahead(1).Kind != TokenName || !strings.Contains(near, " ")) {
			continue
		}
		p.fault(CodeClause, t.Span, "did you mean `"+near+"`?", "`%s` is no clause", shorten(written, 40))
		return findRule(clauses, allowed[slices.Index(names, near)]), words
	}
	return nil, 0
}

// declarationAhead tells whether an indented declaration begins here.
func (p *parser) declarationAhead() bool {
	t := p.peek()
	return t.Kind == TokenName && t.OnNewLine && findRule(declarations, t.Text) != nil
}

// clause parses a clause; words is how many of its tokens are its name. Before
// a block no comment can stand, so those of its clauses go to the declaration.
func (p *parser) clause(c *rule, words int, declaration *rule) *Phrase {
	start := p.i
	clause := &Phrase{Keyword: c.name(), rule: c, Word: p.peek().Span}
	if declaration.block == noBlock {
		p.lead(clause, start)
	}
	for range words {
		p.advance()
	}
	if !p.shape(clause, c) {
		p.skipToClause(declaration)
	}
	clause.Span = clause.Word.To(p.tokens[p.i-1].Span)
	if declaration.block == noBlock {
		p.hoist(clause, start+1, p.i)
		p.trail(clause)
	}
	return clause
}

// unexpected reports what stands where a clause or the end was expected.
func (p *parser) unexpected(r *rule) {
	t := p.peek()
	allowed, _ := r.allowedClauses()
	switch {
	case p.declarationAhead():
		p.end = p.i // it is read as a declaration of its own, and reported there
	case isForeign(t):
		p.foreignFault(t)
	case t.Kind == TokenName && len(allowed) > 0:
		hint := "it takes: " + strings.Join(allowed, ", ")
		if near, ok := Nearest(t.Text, []string{"and", "or"}); ok {
			hint = "did you mean `" + near + "`?"
		}
		p.fault(CodeClause, t.Span, hint, "`%s` is no clause of `%s`", shorten(t.Text, 40), r.words)
	case closesBracket(t):
		p.fault(CodeUnclosedBracket, t.Span, "", "%s closes nothing", t.describe())
	default:
		p.expected("a clause or the end of the declaration")
	}
}

func clauseWords(ids []string) []string {
	var words []string
	for _, id := range ids {
		if c := findRule(clauses, id); c != nil {
			words = append(words, c.words)
		}
	}
	return words
}

// skipToClause goes on, after a fault, at the next line that begins with a
// clause or a declaration, or at the block of a declaration that has one.
func (p *parser) skipToClause(r *rule) {
	if r.block != noBlock && p.brace < 0 {
		p.brace = p.blockBegins()
	}
	for ; p.i < p.end && p.i != p.brace; p.i++ {
		if p.peek().OnNewLine && (p.matchClause(nil) != nil || p.declarationAhead()) {
			return
		}
	}
}

// blockBegins finds the brace that opens the block: the last one outside all
// brackets or, where they don't match, the first one from here on.
func (p *parser) blockBegins() int {
	brace, depth := p.end, 0
	for i := p.start; i < p.end; i++ {
		t := p.tokens[i]
		if t.Is("{") && (depth <= 0 || brace == p.end && i >= p.i) {
			brace = i
		}
		if opensBracket(t) {
			depth++
		} else if closesBracket(t) {
			depth--
		}
	}
	return brace
}
