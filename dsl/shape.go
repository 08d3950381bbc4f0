package dsl

import (
	"slices"
	"strings"
)

// shape fills the slots that follow a keyword, as the rule's shape says.
func (p *parser) shape(ph *Phrase, r *rule) bool {
	for _, g := range r.groups() {
		if g.optional && !p.begins(g.items[0]) {
			continue
		}
		for _, item := range g.items {
			if r.swapped && (item == "type" || item == "text") {
				return p.typeAndTitle(ph, r)
			}
			if !p.slot(ph, item) {
				return false
			}
		}
		if word, ok := literal(g.items[0]); ok && g.optional && len(g.items) == 1 {
			ph.add(word, &Fragment{Kind: FragmentWord, Tokens: p.tokens[p.i-1 : p.i]})
		}
	}
	return true
}

// begins tells whether an optional part of a shape stands here.
func (p *parser) begins(item string) bool {
	t := p.peek()
	if word, ok := literal(item); ok {
		return t.Is(word)
	}
	switch item {
	case "text":
		return t.Kind == TokenText
	case "type":
		return isTypeWord(t)
	}
	return slices.Contains(strings.Split(item, "|"), t.Text)
}

// typeAndTitle takes a type and a title in either order.
func (p *parser) typeAndTitle(ph *Phrase, r *rule) bool {
	typeRequired := !strings.Contains(r.shape, "[type]")
	for {
		t := p.peek()
		switch {
		case t.Kind == TokenText && ph.Arg("text") == nil:
			p.slot(ph, "text")
			continue
		case isTypeWord(t) && ph.Arg("type") == nil:
			if !p.slot(ph, "type") {
				return false
			}
			continue
		}
		if typeRequired && ph.Arg("type") == nil {
			if near, ok := Nearest(t.Text, typeWords); ok && t.Kind == TokenName {
				return p.fault(CodeExpected, t.Span, "did you mean `"+near+"`?", "expected a type, found %s", t.describe())
			}
			return p.expected("a type: " + strings.Join(typeWords, ", "))
		}
		return true
	}
}

// slot fills one slot, or passes a literal word.
func (p *parser) slot(ph *Phrase, item string) bool {
	start := p.i
	if word, ok := literal(item); ok {
		return p.expect(word)
	}
	if strings.Contains(item, "|") {
		return p.choice(ph, strings.Split(item, "|"))
	}
	switch item {
	case "names":
		return p.names(ph)
	case "type":
		return p.typeOf(ph)
	case "columns":
		return p.columns(ph)
	case "effect":
		return p.effect(ph)
	case "policy":
		return p.single(ph, item, TokenName, FragmentWord, "zero, full, redistribute, fail or a param")
	case "precedence":
		return p.single(ph, item, TokenName, FragmentWord, "exact, capped, bands or a param")
	case "name":
		return p.single(ph, item, TokenName, FragmentName, "a name")
	case "text":
		return p.single(ph, item, TokenText, FragmentText, "a text in double quotes")
	case "group":
		return p.group(ph)
	}
	kind, known := slotKinds[item]
	if !known {
		panic("dsl: the grammar table has an unknown slot " + item)
	}
	f := p.fragment(kind)
	if f == nil {
		return false
	}
	if item == "formula" && ph.rule != nil && keepsLines(ph.rule) {
		p.keepFrom, p.keepTo = start, p.i
	}
	ph.add(slotName(ph, item), f)
	return true
}

// slotName keeps two formulas of one phrase apart: the second is "formula2".
func slotName(ph *Phrase, item string) string {
	if ph.Arg(item) != nil {
		return item + "2"
	}
	return item
}

// keepsLines tells whether a declaration's formula is the last thing of its head,
// so that it can keep the author's line breaks.
func keepsLines(r *rule) bool { return strings.HasSuffix(r.shape, "'=' formula") }

var slotKinds = map[string]FragmentKind{
	"formula": FragmentFormula, "constant": FragmentConstant, "constants": FragmentConstants,
	"interval": FragmentInterval, "rounding": FragmentRounding, "date": FragmentDate,
	"assignments": FragmentAssignments, "code": FragmentWord,
}

// single takes one token as a slot.
func (p *parser) single(ph *Phrase, slot string, token TokenKind, kind FragmentKind, what string) bool {
	if p.peek().Kind != token {
		return p.expected(what)
	}
	p.advance()
	ph.add(slot, &Fragment{Kind: kind, Tokens: p.tokens[p.i-1 : p.i]})
	return true
}

// choice takes one of several words.
func (p *parser) choice(ph *Phrase, words []string) bool {
	t := p.peek()
	if t.Kind != TokenName || !slices.Contains(words, t.Text) {
		if near, ok := Nearest(t.Text, words); ok && t.Kind == TokenName {
			return p.fault(CodeExpected, t.Span, "did you mean `"+near+"`?", "expected %s, found %s", strings.Join(words, " or "), t.describe())
		}
		return p.expected(strings.Join(words, " or "))
	}
	return p.single(ph, "word", TokenName, FragmentWord, "")
}

func (p *parser) names(ph *Phrase) bool {
	var names []*Fragment
	for {
		if p.peek().Kind != TokenName {
			return p.expected("a name")
		}
		p.advance()
		names = append(names, &Fragment{Kind: FragmentName, Tokens: p.tokens[p.i-1 : p.i]})
		if !p.peek().Is(",") {
			break
		}
		p.advance()
	}
	ph.add("name", names...)
	return true
}

var typeWords = []string{"integer", "number", "percent", "text", "bool", "list"}

func isTypeWord(t Token) bool { return t.Kind == TokenName && slices.Contains(typeWords, t.Text) }

// typeOf takes a type; the fields of a record go to ph.Fields.
func (p *parser) typeOf(ph *Phrase) bool {
	start := p.i
	if !isTypeWord(p.peek()) {
		return p.expected("a type: " + strings.Join(typeWords, ", "))
	}
	list := p.advance().Is("list")
	if list && isTypeWord(p.peek()) && !p.peek().Is("list") {
		p.advance()
		list = false
	}
	ph.add("type", &Fragment{Kind: FragmentWord, Tokens: p.tokens[start:p.i]})
	if !list {
		return true
	}
	if !p.peek().Is("{") {
		return p.expected("a type or { … } after `list`")
	}
	open := p.advance()
	fields, ok := p.fields("}", open, true)
	ph.Fields = fields
	return ok
}

func (p *parser) columns(ph *Phrase) bool {
	if !p.peek().Is("(") {
		return p.expected("the columns in brackets, like (calls)")
	}
	open := p.advance()
	columns, ok := p.fields(")", open, false)
	ph.Columns = columns
	return ok
}

// fields takes a list of NAME TYPE CLAUSES up to a closing bracket.
func (p *parser) fields(closing string, open Token, typed bool) ([]*Phrase, bool) {
	p.inFields++
	defer func() { p.inFields-- }()
	var fields []*Phrase
	for {
		if p.i == p.end {
			return fields, p.fault(CodeUnclosedBracket, open.Span, "", "%s is not closed", open.describe())
		}
		field := &Phrase{Word: p.peek().Span}
		if !p.slot(field, "name") {
			return fields, false
		}
		if isTypeWord(p.peek()) {
			if !p.slot(field, "type") {
				return fields, false
			}
		} else if typed {
			return fields, p.expected("a type: " + strings.Join(typeWords, ", "))
		}
		if !p.fieldClauses(field) {
			return fields, false
		}
		field.Span = field.Word.To(p.tokens[p.i-1].Span)
		fields = append(fields, field)
		if p.peek().Is(",") {
			p.advance()
			continue
		}
		return fields, p.expect(closing)
	}
}

var fieldClauses = []string{"in", "step", "one of"}

func (p *parser) fieldClauses(field *Phrase) bool {
	for {
		c := p.matchClause(fieldClauses)
		if c == nil || !slices.Contains(fieldClauses, c.name()) {
			return true
		}
		clause := &Phrase{Keyword: c.name(), rule: c, Word: p.peek().Span}
		for range strings.Fields(c.words) {
			p.advance()
		}
		if !p.shape(clause, c) {
			return false
		}
		clause.Span = clause.Word.To(p.tokens[p.i-1].Span)
		if field.Clause(c.name()) != nil {
			p.fault(CodeRepeatedClause, clause.Word, "", "`%s` stands here twice", c.words)
			continue
		}
		field.Clauses = append(field.Clauses, clause)
	}
}

// effect takes what a gate does; it becomes the gate's only field.
func (p *parser) effect(ph *Phrase) bool {
	for i := range effects {
		r := &effects[i]
		if !p.matchWords(r.words) {
			continue
		}
		e := &Phrase{Keyword: r.words, rule: r, Word: p.peek().Span}
		for range strings.Fields(r.words) {
			p.advance()
		}
		ok := p.shape(e, r)
		e.Span = e.Word.To(p.tokens[p.i-1].Span)
		ph.Fields = append(ph.Fields, e)
		return ok
	}
	return p.expected("what the gate does: total, grade, drop, scale, forfeit or fail")
}

// group takes a formula in brackets.
func (p *parser) group(ph *Phrase) bool {
	if !p.peek().Is("(") {
		return p.expected("a formula in brackets")
	}
	f := p.fragment(FragmentFormula)
	if f == nil {
		return false
	}
	ph.add("formula", f)
	return true
}
