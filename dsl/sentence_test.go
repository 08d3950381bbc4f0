package dsl

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An ebnf is a part of the grammar: a choice of sequences of symbols, which are
// literals, names of productions, or parts in brackets.
type ebnf struct {
	alternatives [][]symbol
}

type symbol struct {
	text  string // 'literal' or name; for brackets the opening one
	inner ebnf
}

func readEBNF(words []string) (e ebnf, rest []string) {
	sequence := []symbol{}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch word {
		case "|":
			e.alternatives = append(e.alternatives, sequence)
			sequence = []symbol{}
		case "]", "}", ")":
			e.alternatives = append(e.alternatives, sequence)
			return e, words
		case "[", "{", "(":
			s := symbol{text: word}
			s.inner, words = readEBNF(words)
			sequence = append(sequence, s)
		default:
			sequence = append(sequence, symbol{text: word})
		}
	}
	e.alternatives = append(e.alternatives, sequence)
	return e, nil
}

// A speaker utters sentences of the grammar, as a stream of choices tells it.
// Where the grammar is generous it keeps to what doc.go says beside it.
type speaker struct {
	productions map[string]ebnf
	choices     []byte
	depth       int

	text     strings.Builder
	last     string // token
	comments int
	inBlock  bool // newlines only within brackets, and behind operators and commas
	open     int  // brackets open in this row
	cases    int  // rows of examples so far
	constant int  // the value of open within which `in` is no operator; -1 elsewhere
	elements int  // enclosing arguments in which # stands for an element
}

func newSpeaker(t testing.TB, choices []byte) *speaker {
	s := &speaker{productions: map[string]ebnf{}, choices: choices, constant: -1}
	for name, words := range parseEBNF(t, Grammar()) {
		s.productions[name], _ = readEBNF(words)
	}
	return s
}

// choose is less than n, and 0 when the choices have run out.
func (s *speaker) choose(n int) int {
	if len(s.choices) == 0 || s.depth > 40 {
		return 0
	}
	c := int(s.choices[0]) % n
	s.choices = s.choices[1:]
	return c
}

// word utters a token and what stands before it.
func (s *speaker) word(token string) {
	glued := slices.Contains([]string{"(", "[", "."}, token)
	free := !s.inBlock || s.open > 0 || wantsMore(Token{Kind: TokenPunct, Text: s.last})
	switch c := s.choose(20); {
	case free && !glued && c == 1:
		s.text.WriteString("\n  ")
	case free && !glued && c == 2:
		s.comment("\n  ")
	case free && !glued && c == 3:
		s.text.WriteString("\n\n")
		s.comment("\n\t")
	default:
		s.text.WriteString(" ")
	}
	s.text.WriteString(token)
	s.last = token
	switch token {
	case "(", "[", "{":
		s.open++
	case ")", "]", "}":
		s.open--
	}
}

func (s *speaker) comment(then string) {
	s.comments++
	fmt.Fprintf(&s.text, " // %d%s", s.comments, then)
}

func (s *speaker) pick(words ...string) { s.word(words[s.choose(len(words))]) }

func (s *speaker) name() {
	s.pick("x", "话务", "weight", "round", "at", "missing", "points", "note", "within", "by", "then", "when", "total", "value", "sum_x", "_y")
}

func (s *speaker) number() { s.pick("1", "2.5", "30%", "0", "007", "12345678901234567890") }

func (s *speaker) string() { s.pick(`"a"`, `"优秀"`, `""`, `"a\"b\\n"`, `"//"`, `"；"`) }

// simple is a constant that begins with no bracket.
func (s *speaker) simple() {
	switch s.choose(6) {
	case 0:
		s.number()
	case 1:
		s.string()
	case 2:
		s.name()
	case 3:
		s.word("-")
		s.number()
	case 4:
		s.name()
		s.word("*")
		s.number()
	case 5:
		s.word("min")
		s.word("(")
		s.say("formula")
		s.word(")")
	}
}

// say utters what a production stands for.
func (s *speaker) say(name string) {
	s.depth++
	defer func() { s.depth-- }()
	constant := s.constant
	defer func() { s.constant = constant }()
	switch name {
	case "name":
		s.name()
	case "number":
		s.number()
	case "text":
		s.string()
	case "date":
		s.word("2013-01-31")
	case "code":
		s.pick("cliff", "some-code", "a-b-c")
	case "call":
		s.call()
	case "constants":
		s.say("constant")
		for range s.choose(3) {
			s.word(",")
			s.number()
		}
	case "row-end":
		s.rowEnd()
	case "case":
		s.exampleCase()
	case "alternative", "given":
		s.alternative(name)
	case "primary":
		s.primary()
	case "operation":
		s.operation()
	case "constant":
		s.constant = s.open
		s.say("formula")
	case "formula":
		if s.open > s.constant {
			s.constant = -1
		}
		if len(s.choices) == 0 || s.depth > 12 {
			s.simple()
			return
		}
		s.utter(s.productions[name])
	default:
		s.utter(s.productions[name])
	}
}

func (s *speaker) utter(e ebnf) {
	for _, symbol := range e.alternatives[s.choose(len(e.alternatives))] {
		word, isLiteral := literal(symbol.text)
		switch {
		case isLiteral && word == "{" && s.depth == 1:
			s.block()
		case isLiteral && word == "}" && s.depth == 1:
			s.word(word)
			s.inBlock = false
		case isLiteral:
			s.word(word)
		case symbol.text == "(":
			s.utter(symbol.inner)
		case symbol.text == "[":
			if s.choose(2) == 1 {
				s.utter(symbol.inner)
			}
		case symbol.text == "{":
			s.repeat(symbol.inner)
		default:
			s.say(symbol.text)
		}
	}
}

// repeat utters clauses once each, in any order, and anything else some times.
func (s *speaker) repeat(e ebnf) {
	if s.depth > 1 || s.inBlock {
		for range s.choose(3) {
			s.utter(e)
		}
		return
	}
	for _, i := range rand.New(rand.NewPCG(uint64(s.choose(256)), 0)).Perm(len(e.alternatives)) {
		if s.choose(3) == 1 {
			s.utter(ebnf{e.alternatives[i : i+1]})
		}
	}
}

// block opens one: from here on a line end ends a row.
func (s *speaker) block() {
	s.word("{")
	s.inBlock, s.open, s.cases, s.last = true, 0, 0, ""
	if s.choose(3) == 1 {
		s.comment("\n ")
	}
}

func (s *speaker) rowEnd() {
	s.last = ""
	switch s.choose(4) {
	case 0:
		s.text.WriteString("\n ")
	case 1:
		s.text.WriteString(";")
	case 2:
		s.comment("\n ")
	case 3:
		s.text.WriteString(";")
		s.comment("\n\n ")
		s.comment("\n ")
	}
}

func (s *speaker) exampleCase() {
	s.cases++
	if s.cases == 1 {
		s.say("header")
		return
	}
	s.say("givens")
	s.word("->")
	if s.choose(3) == 1 {
		s.word("fail")
		return
	}
	s.say("givens")
}

// alternative utters a cell's alternative or a given value.
func (s *speaker) alternative(name string) {
	if s.choose(2) == 0 {
		s.simple()
		return
	}
	e := s.productions[name]
	alternatives := slices.DeleteFunc(slices.Clone(e.alternatives), func(sequence []symbol) bool { return sequence[0].text == "constant" })
	s.utter(ebnf{alternatives})
}

func (s *speaker) primary() {
	switch c := s.choose(9); {
	case c < 3:
		s.name()
	case c == 3:
		s.string()
	case c == 4:
		s.say("call")
	case c == 5:
		s.word("(")
		s.say("formula")
		s.word(")")
	case c == 6:
		s.say("list")
	case c == 7 && s.elements > 0:
		s.word("#")
	case c == 8 && s.elements > 0:
		s.text.WriteString(" .")
		s.text.WriteString("field")
	default:
		s.number()
		return
	}
	switch s.choose(8) {
	case 1:
		s.word(".")
		s.name()
	case 2:
		s.word("[")
		s.say("formula")
		s.word("]")
	}
}

func (s *speaker) operation() {
	s.say("operand")
	for range s.choose(3) {
		if s.choose(6) == 1 && s.constant < 0 {
			s.pick("in", "not in")
			s.say("list")
			continue
		}
		s.say("operator")
		s.say("operand")
	}
}

func (s *speaker) call() {
	if s.choose(6) == 5 {
		for _, token := range []string{"cohort", ".", "mean", "("} {
			s.word(token)
		}
		s.say("formula")
		s.word(")")
		return
	}
	if s.choose(3) != 1 {
		s.word("f")
		s.word("(")
		for i := range s.choose(3) {
			if i > 0 {
				s.word(",")
			}
			s.say("formula")
		}
		s.word(")")
		return
	}
	s.pick("sum", "filter", "any")
	s.word("(")
	s.say("formula")
	s.word(",")
	s.elements++
	if s.choose(2) == 1 {
		s.word("{")
		s.say("formula")
		s.word("}")
	} else {
		s.say("formula")
	}
	s.elements--
	s.word(")")
}

// declaration utters one, in column 1.
func (s *speaker) declaration() {
	words := DeclarationKeywords()
	keyword := words[s.choose(len(words))]
	before := s.text.Len()
	s.open, s.constant = 0, -1
	s.inBlock = false
	s.say(keyword)
	said := s.text.String()
	s.text.Reset()
	s.text.WriteString(said[:before] + keyword + said[before+strings.Index(said[before:], keyword)+len(keyword):])
	switch s.choose(4) {
	case 1:
		s.comment("")
	case 2:
		s.text.WriteString("\n\n// above\n")
	}
	s.text.WriteString("\n")
}

// Every sentence of the grammar parses, however its lines are broken and
// whatever comments stand between, and is formatted like any other text.
func FuzzSentence(f *testing.F) {
	for seed := range uint64(300) {
		choices := make([]byte, 20+seed*2)
		random := rand.New(rand.NewPCG(seed, 1))
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		f.Add(choices)
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		s := newSpeaker(t, choices[:min(len(choices), 1000)])
		for len(s.choices) > 0 {
			s.declaration()
		}
		text := s.text.String()
		_, ds := Parse("f", text, Limits{})
		if len(ds) > 0 {
			for _, d := range ds {
				require.Contains(t, []Code{CodeNotBrackets, CodeMixedCoalesce, CodeTooLong, CodeTooDeep, CodeTooMany, CodeEmpty, CodeRepeatedClause}, d.Code, d.Render()+text)
			}
			return
		}
		formatted, ds := FormatText("f", text, Limits{})
		require.Empty(t, ds)
		requireSameScheme(t, text, formatted)
		again, ds := FormatText("f", formatted, Limits{})
		require.Empty(t, ds)
		require.Equal(t, formatted, again)
	})
}
