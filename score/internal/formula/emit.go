package formula

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
)

// emission is a formula written for expr, with the way back.
type emission struct {
	text    string
	tokens  []dsl.Token
	offsets []int // where each token begins in text
}

// rawWords keep their spelling: expr's grammar gives them their meaning.
var rawWords = []string{"and", "or", "not", "in", "if", "else", "let", "true", "false"}

// rawFunctions are expr's functions that take a predicate, which only its
// parser can read; all other functions are ordinary calls.
var rawFunctions = []string{"sum", "count", "any", "all", "none", "filter", "map"}

func emit(tokens []dsl.Token) *emission {
	e := &emission{tokens: tokens, offsets: make([]int, len(tokens))}
	var b strings.Builder
	for i, t := range tokens {
		e.offsets[i] = b.Len()
		if e.isRaw(i) {
			b.WriteString(t.Text)
		} else {
			b.WriteString("n" + strconv.Itoa(i))
		}
		b.WriteByte(' ')
	}
	e.text = b.String()
	return e
}

func (e *emission) isRaw(i int) bool {
	t := e.tokens[i]
	switch {
	case t.Kind == dsl.TokenPunct:
		return true
	case t.Kind != dsl.TokenName || i > 0 && e.tokens[i-1].Is("."):
		return false
	case slices.Contains(rawFunctions, t.Text):
		return i+1 < len(e.tokens) && e.tokens[i+1].Is("(")
	}
	return slices.Contains(rawWords, t.Text)
}

// token is the token that a placeholder stands for.
func (e *emission) token(placeholder string) (dsl.Token, bool) {
	digits, ok := strings.CutPrefix(placeholder, "n")
	if i, err := strconv.Atoi(digits); ok && err == nil && i < len(e.tokens) {
		return e.tokens[i], true
	}
	return dsl.Token{}, false
}

// at is the token at an offset of the emitted text. Offsets are code points to
// expr; of what we emit, all are ASCII.
func (e *emission) at(offset int) dsl.Span {
	i := sort.SearchInts(e.offsets, offset+1) - 1
	if i < 0 || i >= len(e.tokens) {
		return dsl.Span{}
	}
	return e.tokens[i].Span
}
