package dsl

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWidth(t *testing.T) {
	for text, columns := range map[string]int{
		"": 0, "abc": 3, "话务": 4, "ＡＢ": 4, "é": 1, "e\u0301": 1, "\u200b": 0, "\t": 0, "…": 1, "，": 2, "ｱ": 1, "😀": 2, "a话\u0323b": 4,
	} {
		require.Equal(t, columns, Width(text), "%q", text)
	}
	require.Equal(t, "话  |", Pad("话", 4)+"|")
	require.Equal(t, "  话", PadLeft("话", 4))
	require.Equal(t, "话务", Pad("话务", 3))
}

func TestNearest(t *testing.T) {
	keywords := DeclarationKeywords()
	for _, c := range []struct {
		word       string
		candidates []string
		want       string
	}{
		{"inputt", keywords, "input"},
		{"inptu", keywords, "input"},
		{"indicater", keywords, "indicator"},
		{"exmaple", keywords, "example"},
		{"xyz", keywords, ""},
		{"input", keywords, ""}, // itself is no suggestion, and nothing else is near
		{"x", []string{"y"}, ""},
		{"话量", []string{"话务", "错单"}, "话务"},
		{"话务总", []string{"错单总量", "话务总量"}, "话务总量"},
		{"ab", []string{"ba", "aa"}, "ba"},
		{"", []string{"a"}, "a"},
		{"calls", nil, ""},
	} {
		got, ok := Nearest(c.word, c.candidates)
		require.Equal(t, c.want, got, c.word)
		require.Equal(t, c.want != "", ok, c.word)
	}
}

func TestQuote(t *testing.T) {
	for value, literal := range map[string]string{
		"": `""`, "优秀": `"优秀"`, `a"b\c`: `"a\"b\\c"`, "a\nb\tc": `"a\nb\tc"`, "“x”": `"“x”"`,
	} {
		require.Equal(t, literal, Quote(value))
		require.Equal(t, value, Unquote(literal))
		f, ds := ParseFragment(FragmentText, literal, Limits{})
		require.Empty(t, ds)
		require.Equal(t, value, f.Value())
	}
	require.Equal(t, "bare", Unquote("bare"))
	require.Equal(t, `"`, Unquote(`"`))
}

// Every slot of the grammar table is one that the parser knows and the EBNF
// defines, and every clause that a declaration lists exists.
func TestGrammarTable(t *testing.T) {
	for _, table := range [][]rule{declarations, clauses, effects} {
		for i := range table {
			allowed, _ := table[i].allowedClauses()
			for _, id := range allowed {
				require.NotNil(t, findRule(clauses, id), id)
			}
			for _, g := range table[i].groups() {
				for _, item := range g.items {
					if _, isLiteral := literal(item); !isLiteral {
						p := &parser{tokens: []Token{{}}, limits: Limits{}.WithDefaults()}
						require.NotPanics(t, func() { p.slot(&Phrase{}, item) }, item)
					}
				}
			}
		}
	}
}

func TestFormulaWords(t *testing.T) {
	for _, word := range FormulaWords() {
		f, ds := Parse("f", "value a = "+word, Limits{})
		require.Equal(t, word == "true" || word == "false", len(ds) == 0, word)
		require.NotNil(t, f)
	}
}

func TestModes(t *testing.T) {
	for _, mode := range Modes() {
		f, ds := ParseFragment(FragmentRounding, "2 "+mode, Limits{})
		require.Empty(t, ds)
		require.Equal(t, mode, f.Parts[1].Text())
	}
}
