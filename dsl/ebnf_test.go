package dsl

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The grammar in doc.go stands between these two headings.
const grammarBegins, grammarEnds = "// # Grammar\n", "// # An example\n"

func TestDocHoldsTheGrammar(t *testing.T) {
	src, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(src), grammarBegins)
	require.True(t, found)
	_, after, found := strings.Cut(rest, grammarEnds)
	require.True(t, found)

	var section strings.Builder
	section.WriteString("//\n")
	for line := range strings.Lines(Grammar()) {
		section.WriteString("//\t" + line)
	}
	section.WriteString("//\n")
	want := before + grammarBegins + section.String() + grammarEnds + after
	if *update {
		require.NoError(t, os.WriteFile("doc.go", []byte(want), 0o644))
		return
	}
	require.Equal(t, want, string(src), "run go test -update")
}

// What the prose of doc.go explains and the grammar leaves open.
var explained = []string{"newline", "letter", "digit", "character"}

func TestGrammarIsClosed(t *testing.T) {
	productions := parseEBNF(t, Grammar())
	used := []string{"file"}
	symbol := regexp.MustCompile(`^[a-z][a-z-]*$`)
	for _, words := range productions {
		for _, word := range words {
			if symbol.MatchString(word) {
				used = append(used, word)
			}
		}
	}
	for name := range productions {
		require.Contains(t, used, name, "defined but never used")
	}
	for _, name := range used {
		if !slices.Contains(explained, name) {
			require.Contains(t, productions, name, "used but not defined")
		}
	}
}

// parseEBNF cuts a grammar into the words of its productions by name.
func parseEBNF(t testing.TB, grammar string) map[string][]string {
	productions := map[string][]string{}
	for production := range strings.SplitSeq(grammar, " .\n") {
		words := strings.Fields(production)
		if len(words) == 0 {
			continue
		}
		require.Greater(t, len(words), 2)
		require.Equal(t, "=", words[1], production)
		require.NotContains(t, productions, words[0], "defined twice")
		productions[words[0]] = words[2:]
	}
	return productions
}
