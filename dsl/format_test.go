package dsl

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files and the grammar in doc.go")

// golden is a scheme and how it is formatted, in a file in the form of
// golang.org/x/tools/txtar: a comment, then both texts under their marker lines.
type golden struct{ path, comment, in, want string }

const inMarker, wantMarker = "-- in.kaohe --\n", "-- want.kaohe --\n"

func goldens(t testing.TB) []golden {
	paths, err := filepath.Glob("testdata/format/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var all []golden
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		comment, texts, found := strings.Cut(string(text), inMarker)
		require.True(t, found, path)
		in, want, _ := strings.Cut(texts, wantMarker)
		all = append(all, golden{path, comment, in, want})
	}
	return all
}

func TestFormat(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(filepath.Base(g.path), func(t *testing.T) {
			got, ds := FormatText("in.kaohe", g.in, Limits{})
			require.Empty(t, ds)
			if *update {
				text := g.comment + inMarker + g.in + wantMarker + got
				require.NoError(t, os.WriteFile(g.path, []byte(text), 0o644))
				return
			}
			require.Equal(t, g.want, got)
			requireSameScheme(t, g.in, got)

			again, ds := FormatText("want.kaohe", got, Limits{})
			require.Empty(t, ds)
			require.Equal(t, got, again, "formatting twice changes nothing")

			windows := byteOrderMark + strings.ReplaceAll(g.in, "\n", "\r\n")
			got, ds = FormatText("windows.kaohe", windows, Limits{})
			require.Empty(t, ds)
			require.Equal(t, g.want, got, "with a byte order mark and CRLF")
		})
	}
}

// Every rule of the grammar table stands in some golden, with every slot, so
// that none is formatted in a way that nobody has looked at.
func TestGoldensCoverTheGrammar(t *testing.T) {
	filled := map[string]map[string]bool{}
	var visit func(phrases []*Phrase)
	visit = func(phrases []*Phrase) {
		for _, ph := range phrases {
			if ph.rule != nil {
				if filled[ph.rule.name()] == nil {
					filled[ph.rule.name()] = map[string]bool{}
				}
				for _, g := range ph.rule.groups() {
					if !g.optional || stands(ph, g) {
						filled[ph.rule.name()][strings.Join(g.items, " ")] = true
					}
				}
			}
			visit(ph.Clauses)
			visit(ph.Columns)
			visit(ph.Fields)
			visit(ph.Rows)
		}
	}
	for _, g := range goldens(t) {
		f, ds := Parse(g.path, g.in, Limits{})
		require.Empty(t, ds)
		visit(f.Decls)
	}
	for _, table := range [][]rule{declarations, clauses, effects} {
		for i := range table {
			require.Contains(t, filled, table[i].name())
			for _, g := range table[i].groups() {
				slot := strings.Join(g.items, " ")
				require.True(t, filled[table[i].name()][slot], "`%s` of `%s` stands in no golden", slot, table[i].name())
			}
		}
	}
}

// requireSameScheme holds two texts to the same tree and the same comments; only
// the order of clauses may differ.
func requireSameScheme(t testing.TB, before, after string) {
	f, ds := Parse("before", before, Limits{})
	require.Empty(t, ds)
	g, ds := Parse("after", after, Limits{})
	require.Empty(t, ds, after)
	require.Len(t, g.Decls, len(f.Decls))
	for i := range f.Decls {
		require.Equal(t, outline(f.Decls[i]), outline(g.Decls[i]), after)
	}
	require.Equal(t, wordsAndComments(before), wordsAndComments(after), after)
}

// outline writes a phrase with all its parts, independently of the formatter.
func outline(ph *Phrase) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%t", ph.Keyword, ph.HasBlock)
	args := slices.Clone(ph.Args)
	slices.SortFunc(args, func(a, b Arg) int { return cmp.Compare(a.Name, b.Name) })
	for _, a := range args {
		fmt.Fprintf(&b, " %s:", a.Name)
		for _, f := range a.Values {
			outlineFragment(&b, f)
		}
	}
	sorted := slices.Clone(ph.Clauses)
	slices.SortStableFunc(sorted, func(a, b *Phrase) int { return cmp.Compare(a.Keyword, b.Keyword) })
	for i, part := range [][]*Phrase{sorted, ph.Columns, ph.Fields, ph.Rows} {
		for _, p := range part {
			fmt.Fprintf(&b, "\n%d%s", i, strings.ReplaceAll(outline(p), "\n", "\n "))
		}
	}
	return b.String()
}

func outlineFragment(b *strings.Builder, f *Fragment) {
	if f == nil {
		b.WriteString("<>")
		return
	}
	fmt.Fprintf(b, "<%d %s %t %t", f.Kind, f.Op, f.LoOpen, f.HiOpen)
	for _, t := range f.Tokens {
		b.WriteString(" " + t.Text)
	}
	for _, p := range f.Parts {
		outlineFragment(b, p)
	}
	b.WriteByte('>')
}

// wordsAndComments lists the tokens and the comments of a text, sorted, since
// clauses move; semicolons that end rows come and go.
func wordsAndComments(text string) []string {
	tokens, _ := scan(newSource("", text), Limits{}.WithDefaults())
	var all []string
	for _, t := range tokens {
		if !t.Is(";") {
			all = append(all, t.Text)
		}
		for _, c := range t.comments {
			all = append(all, c.Text)
		}
	}
	slices.Sort(all)
	return all
}
