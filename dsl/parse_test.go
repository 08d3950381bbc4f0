package dsl

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a declaration says, and the clauses and rows that follow it: names are
// told from clauses, and lines that go on from those that begin something.
func TestWhereThingsEnd(t *testing.T) {
	for _, c := range []struct {
		text    string
		formula string
		clauses []string
		rows    []string
	}{
		{text: "value a = 1234567890123456789012345678901234567890", formula: "1234567890123456789012345678901234567890"},
		{text: "indicator 得分 = 话务总量 * 权重  weight 权重", formula: "话务总量 * 权重", clauses: []string{"weight"}},
		{text: "indicator a = weight + missing  weight weight  missing missing", formula: "weight + missing", clauses: []string{"weight", "missing"}},
		{text: "indicator a = at * at  at least at  at most at + 1", formula: "at * at", clauses: []string{"at least", "at most"}},
		{text: "indicator a = round + round  round round", formula: "round + round", clauses: []string{"round"}},
		{text: "indicator a = round(x, 2) - round  round 2", formula: "round(x, 2) - round", clauses: []string{"round"}},
		{text: "indicator a = in_section in in_section", formula: "in_section", clauses: []string{"in section"}},
		{text: "indicator a = x in [1, 2]  in people", formula: "x in [1, 2]", clauses: []string{"in section"}},
		{text: "indicator a = points ?? 3  points 3", formula: "points ?? 3", clauses: []string{"points"}},
		{text: "indicator a = note note \"n\"", formula: "note", clauses: []string{"note"}},
		{text: "indicator a = applies  applies when when otherwise otherwise", formula: "applies", clauses: []string{"applies"}},
		{text: "value a = 1\n    - 2", formula: "1 - 2"},
		{text: "value a = 1 -\n    2", formula: "1 - 2"},
		{text: "value a =\n    1", formula: "1"},
		{text: "value a = (1\n    - 2\n)", formula: "(1 - 2)"},
		{text: "value a = b\n    and c\n    or not d  round 2", formula: "b and c or not d", clauses: []string{"round"}},
		{text: "value a = x\n    at least 1\n    round 2", formula: "x", clauses: []string{"at least", "round"}},
		{text: "value a = b ? c\n    : d", formula: "b ? c : d"},
		{text: "total = weighted over at least 60%", formula: "weighted", clauses: []string{"over"}},
		{text: "param a = 1", clauses: []string{"value"}},
		{text: "param a step 1 = 1", clauses: []string{"step", "value"}},
		{text: "param a one of b, c = b", clauses: []string{"one of", "value"}},
		{text: "table t(x) {\n    -1 -> -2\n    > 3 -> -4\n    -5 -> 6 - 7\n    >= 8 -> 9\n}", rows: []string{"-1", "> 3", "-5", ">= 8"}},
		{text: "table t(x, y one of 1, 2, z) { _, 1 | (.., 2), [3, 4) -> 5; else -> 6 }", rows: []string{"_, 1 | (.., 2), [3, 4)", "else"}},
		{text: "table t(x) { 1 -> (2 +\n 3); 4 -> 5 }", rows: []string{"1", "4"}},
		{text: "table t(x, y) { 1,\n 2 -> 3 +\n 4\n 5, 6 -> 7 }", rows: []string{"1, 2", "5, 6"}},
		{text: "table t(x) {}", rows: []string{}},
	} {
		f, ds := Parse("f", c.text, Limits{})
		require.Empty(t, ds, c.text)
		require.Len(t, f.Decls, 1)
		d := f.Decls[0]
		require.Equal(t, c.formula, d.Text("formula"), c.text)
		var clauses, rows []string
		for _, clause := range d.Clauses {
			clauses = append(clauses, clause.Keyword)
		}
		require.Equal(t, c.clauses, clauses, c.text)
		for _, row := range d.Rows {
			rows = append(rows, row.Text("cells"))
		}
		require.ElementsMatch(t, c.rows, rows, c.text)
	}
}

// The tree that package score reads: which slots, parts and operators a phrase has.
func TestTree(t *testing.T) {
	f, ds := Parse("f", `pool p "t" = 1 by 2
gate when a > 0 then grade at most "C"
table t(level, years integer in [0, ..) step 1) linear first {
    "初级" | "中", (0, 3] -> fail "no"
    _, > 3                -> 5
    else extend
}
grades by (x) { else -> "A" k 1.1 }
input a, b list { c number in [0, 1), d text }
payout q = x round to 0.5 half_even
example { a = [1, {b = 2, c = _}]; expect fail "no" }
examples { a, b.c -> d
    1, 2 -> 3
    4, _ -> fail "x" }
distribution exact by total within dep { "A" + "B" at least 5%; ties by -x; minimum 5 people }
`, Limits{})
	require.Empty(t, ds)
	decl := f.Decls

	require.Equal(t, "t", decl[0].Value("text"))
	require.Equal(t, "p", decl[0].Value("name"))
	require.Empty(t, decl[0].Text("type")+decl[0].Value("type"))
	require.Nil(t, decl[0].Clause("round"))
	require.Equal(t, "1", decl[0].Text("formula"))
	require.Equal(t, "2", decl[0].Text("formula2"))

	effect := decl[1].Fields[0]
	require.Equal(t, "grade at most", effect.Keyword)
	require.Equal(t, "C", effect.Value("constant"))

	table := decl[2]
	require.Equal(t, "linear", table.Text("word"))
	require.Equal(t, "first", table.Text("first"))
	require.Equal(t, "years", table.Columns[1].Text("name"))
	require.Equal(t, "integer", table.Columns[1].Text("type"))
	interval := table.Columns[1].Clause("in").Arg("interval")
	require.False(t, interval.LoOpen)
	require.True(t, interval.HiOpen)
	require.Nil(t, interval.Parts[1])
	row := table.Rows[0]
	require.Equal(t, "row", row.Keyword)
	cells := row.Arg("cells").Parts
	require.Equal(t, []string{`"初级"`, `"中"`}, []string{cells[0].Parts[0].Text(), cells[0].Parts[1].Text()})
	require.Equal(t, FragmentInterval, cells[1].Parts[0].Kind)
	require.Equal(t, "fail", row.Arg("result").Op)
	require.Equal(t, "no", row.Arg("result").Parts[0].Value())
	require.Equal(t, FragmentAny, table.Rows[1].Arg("cells").Parts[0].Parts[0].Kind)
	require.Equal(t, ">", table.Rows[1].Arg("cells").Parts[1].Parts[0].Op)
	require.Equal(t, FragmentElse, table.Rows[2].Arg("cells").Kind)
	require.Equal(t, "extend", table.Rows[2].Arg("result").Op)

	require.Equal(t, "(x)", decl[3].Text("formula"))
	require.Equal(t, "k", decl[3].Rows[0].Fields[0].Text("name"))
	require.Equal(t, "1.1", decl[3].Rows[0].Fields[0].Text("constant"))

	require.Len(t, decl[4].ArgList("name"), 2)
	require.Equal(t, "list", decl[4].Text("type"))
	require.Equal(t, "[0, 1)", decl[4].Fields[0].Clause("in").Text("interval"))

	rounding := decl[5].Clause("round").Arg("rounding")
	require.Equal(t, "to", rounding.Op)
	require.Equal(t, "half_even", rounding.Parts[1].Text())

	facts := decl[6].Rows[0]
	require.Equal(t, "facts", facts.Keyword)
	given := facts.Arg("assignments").Parts[0]
	require.Equal(t, "a", given.Op)
	require.Equal(t, FragmentList, given.Parts[0].Kind)
	require.Equal(t, FragmentRecord, given.Parts[0].Parts[1].Kind)
	require.Equal(t, "no", decl[6].Rows[1].Arg("fail").Parts[0].Value())

	require.Equal(t, "header", decl[7].Rows[0].Keyword)
	require.Equal(t, "b.c", decl[7].Rows[0].ArgList("given")[1].Text())
	sides := decl[7].Rows[2].Arg("case").Parts
	require.Equal(t, FragmentAny, sides[0].Parts[1].Kind)
	require.Equal(t, "fail", sides[1].Op)

	quota := decl[8].Rows[0].Arg("quota")
	require.Equal(t, "at least", quota.Op)
	require.Len(t, quota.Parts, 3)
	require.Equal(t, "-x", decl[8].Rows[1].Text("formula"))
	require.Equal(t, "5", decl[8].Rows[2].Text("constant"))
	require.Equal(t, "dep", decl[8].Text("name"))
}

func TestPositions(t *testing.T) {
	const text = "scheme s\ninput 话务 number // é\n\tinput x text"
	for name, text := range map[string]string{
		"plain": text, "windows": byteOrderMark + strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			f, ds := Parse("f", text, Limits{})
			require.Len(t, ds, 1)
			require.Equal(t, [2]int{3, 2}, [2]int{ds[0].Span.Start.Line, ds[0].Span.Start.Column})
			require.Equal(t, "\tinput x text", ds[0].Source)

			require.Equal(t, 1, f.Decls[0].Word.Start.Column)
			require.Equal(t, strings.Index(text, "scheme"), f.Decls[0].Word.Start.Offset)
			word := f.Decls[1].Arg("type").Span()
			require.Equal(t, [2]int{2, 10}, [2]int{word.Start.Line, word.Start.Column})
			require.Equal(t, "number", text[word.Start.Offset:word.End.Offset])
			require.Equal(t, "input 话务 number // é", f.Line(2))
			require.Empty(t, f.Line(0)+f.Line(4))
		})
	}
}

func TestSpans(t *testing.T) {
	at := func(from, to int) Span { return Span{Pos{from, 1, from + 1}, Pos{to, 1, to + 1}} }
	require.Equal(t, at(1, 4), at(1, 2).To(at(3, 4)))
	require.Equal(t, at(1, 2), at(1, 2).To(Span{}))
	require.Equal(t, at(1, 2), Span{}.To(at(1, 2)))
	require.False(t, (*Fragment)(nil).Span().IsValid())
	require.Empty(t, (*Fragment)(nil).Text())
}

func TestDiagnosticsAreErrors(t *testing.T) {
	require.NoError(t, Diagnostics(nil).Err())
	require.NoError(t, Diagnostics{{Severity: Warning}}.Err())

	_, ds := Parse("f", "inputt x\nvalue a = 1 +\n", Limits{})
	wrapped := fmt.Errorf("loading: %w", ds.Err())
	found, ok := AsDiagnostics(wrapped)
	require.True(t, ok)
	require.Equal(t, ds, found)
	require.Equal(t, "f:1:1: error[unknown-declaration]: `inputt` declares nothing (did you mean `input`?)\n"+
		"f:2:14: error[syntax]: expected an operand, found the end of the declaration", found.Error())
	_, ok = AsDiagnostics(errors.New("other"))
	require.False(t, ok)
}

func TestSorted(t *testing.T) {
	at := func(file string, offset int, code Code) Diagnostic {
		return Diagnostic{File: file, Code: code, Span: Span{Start: Pos{offset, 1, offset + 1}}}
	}
	path := func(path string) Diagnostic { return Diagnostic{File: "a", Path: path} }
	got := Diagnostics{at("b", 0, "x"), path("z"), at("a", 5, "y"), path("c"), at("a", 5, "x"), at("a", 5, "x"), path("c"), at("a", 0, "z")}.Sorted()
	require.Equal(t, Diagnostics{path("z"), path("c"), at("a", 0, "z"), at("a", 5, "x"), at("a", 5, "y"), at("b", 0, "x")}, got)
}
