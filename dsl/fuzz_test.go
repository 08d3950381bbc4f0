package dsl

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// fuzzLimits are small, so that the fuzzer reaches them.
var fuzzLimits = Limits{SourceBytes: 4 << 10, FormulaBytes: 512, FormulaTokens: 100, Depth: 10, Declarations: 20, Rows: 20, Digits: 50, NameBytes: 50, TextBytes: 200}

func addTexts(f *testing.F) {
	for _, g := range goldens(f) {
		f.Add(g.in)
		for declaration := range strings.SplitSeq(g.in, "\n") {
			f.Add(declaration)
		}
	}
	for _, text := range badSchemes(f) {
		f.Add(text)
		for line := range strings.SplitSeq(text, "\n") {
			f.Add(line)
		}
	}
	for _, t := range faultyTexts() {
		if len(t.text) < 1000 {
			f.Add(t.text)
		}
	}
}

// Whatever the text, there is a tree that can be formatted, and every place in
// it and in the diagnostics is a place in the text.
func FuzzParse(f *testing.F) {
	addTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, limits := range []Limits{{}, fuzzLimits} {
			file, ds := Parse("f", text, limits)
			require.NotNil(t, file)
			_ = Format(file)
			require.Equal(t, ds, ds.Sorted())
			for _, d := range ds {
				_ = d.Render()
				require.Contains(t, Codes(), d.Code)
				requireSpan(t, d.Span, text)
				require.LessOrEqual(t, len(d.Message)+len(d.Hint), 1000)
			}
			requirePhrases(t, file.Decls, text)
		}
	})
}

func requirePhrases(t *testing.T, phrases []*Phrase, text string) {
	for _, ph := range phrases {
		requireSpan(t, ph.Span, text)
		requireSpan(t, ph.Word, text)
		require.LessOrEqual(t, ph.Span.Start.Offset, ph.Word.Start.Offset)
		require.LessOrEqual(t, ph.Word.End.Offset, ph.Span.End.Offset)
		for _, a := range ph.Args {
			for _, f := range a.Values {
				require.NotEmpty(t, f.Tokens)
				requireSpan(t, f.Span(), text)
				require.LessOrEqual(t, ph.Span.Start.Offset, f.Span().Start.Offset)
				require.LessOrEqual(t, f.Span().End.Offset, ph.Span.End.Offset)
			}
		}
		for _, parts := range [][]*Phrase{ph.Clauses, ph.Columns, ph.Fields, ph.Rows} {
			requirePhrases(t, parts, text)
		}
	}
}

func requireSpan(t *testing.T, s Span, text string) {
	require.LessOrEqual(t, s.Start.Offset, s.End.Offset)
	if len(text) <= s.End.Offset && s.End.Offset > 0 {
		require.Equal(t, len(text), s.End.Offset)
	}
	requirePos(t, s.Start, text)
	requirePos(t, s.End, text)
}

// requirePos counts lines and columns anew.
func requirePos(t *testing.T, p Pos, text string) {
	before := strings.TrimPrefix(text[:p.Offset], byteOrderMark)
	lines := strings.Split(before, "\n")
	require.Equal(t, len(lines), p.Line)
	require.Equal(t, utf8.RuneCountInString(lines[len(lines)-1])+1, p.Column)
}

// What parses without a fault is formatted to a text that says the same, with
// all comments, and that formatting leaves alone.
func FuzzFormat(f *testing.F) {
	addTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		formatted, ds := FormatText("f", text, Limits{})
		if len(ds) > 0 {
			return
		}
		requireSameScheme(t, text, formatted)
		again, ds := FormatText("f", formatted, Limits{})
		require.Empty(t, ds)
		require.Equal(t, formatted, again)
	})
}

// fragmentKinds are those that ParseFragment reads.
var fragmentKinds = []FragmentKind{
	FragmentFormula, FragmentConstant, FragmentConstants, FragmentInterval, FragmentCells, FragmentResult, FragmentRounding,
	FragmentAssignments, FragmentCase, FragmentQuota, FragmentDate, FragmentWord, FragmentName, FragmentText,
}

// The canonical text of a leaf says the same as the leaf.
func FuzzFragment(f *testing.F) {
	for _, text := range []string{
		"a + b * -c", "not (x > 5)", "[0, ..)", "(.., 100%]", `"初级" | "中级", > 3, _`, "else", `fail "no"`, "flat", "2 half_even", "to -0.5",
		"a = 1, b.c = [1, {d = 2, e = _}]", "1, 2 -> fail", `"a" + "b" at least (5%)`, "2013-01-01", "some-code", "x", `"x"`,
		"let x = 1; x", "if a { b } else { c }", "sum(xs, {#.a * .b})", "１", "a ?? b", "1, 2, lo", "a\n// b", "x in [1, 2] ? 3 : 4",
	} {
		for kind := range fragmentKinds {
			f.Add(uint8(kind), text)
		}
	}
	for _, x := range faultyFragments {
		f.Add(uint8(slices.Index(fragmentKinds, x.kind)), x.text)
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		k := fragmentKinds[int(kind)%len(fragmentKinds)]
		fragment, ds := ParseFragment(k, text, fuzzLimits)
		if len(ds) > 0 {
			require.Nil(t, fragment)
			for _, d := range ds {
				require.Contains(t, Codes(), d.Code)
				if d.Span.IsValid() {
					requireSpan(t, d.Span, text)
				}
			}
			return
		}
		requireSpan(t, fragment.Span(), text)
		again, ds := ParseFragment(k, fragment.Text(), Limits{})
		require.Empty(t, ds, fragment.Text())
		require.Equal(t, fragment.Text(), again.Text())
		var before, after strings.Builder
		outlineFragment(&before, fragment)
		outlineFragment(&after, again)
		require.Equal(t, before.String(), after.String())
	})
}

func FuzzWords(f *testing.F) {
	f.Add("input", "inptu", 3)
	f.Add("话务总量", "话务 总\u0323量", 20)
	f.Add(`"\`, "a\nb\t", -1)
	f.Fuzz(func(t *testing.T, a, b string, columns int) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		require.Equal(t, Width(a)+Width(b), Width(a+b))
		columns %= 1000
		require.Equal(t, max(columns, Width(a)), Width(Pad(a, columns)))
		require.Equal(t, max(columns, Width(a)), Width(PadLeft(a, columns)))

		require.Equal(t, a, Unquote(Quote(a)))
		if !strings.ContainsFunc(a, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' || isInvisible(r) }) {
			fragment, ds := ParseFragment(FragmentText, Quote(a), Limits{FormulaBytes: 1 << 20, TextBytes: 1 << 20})
			require.Empty(t, ds)
			require.Equal(t, a, fragment.Value())
		}

		near, ok := Nearest(a, []string{b})
		there, back := editDistance([]rune(a), []rune(b)), editDistance([]rune(b), []rune(a))
		require.Equal(t, there, back)
		require.Equal(t, a == b, there == 0)
		if ok {
			require.Equal(t, b, near)
			require.Positive(t, there)
			require.LessOrEqual(t, there, max(1, utf8.RuneCountInString(a)/3))
		}
	})
}
