package dsl

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Half a megabyte of brackets kills a process inside expr. Here it has to come
// back with a diagnostic, in a file and as a leaf.
func TestHostileTexts(t *testing.T) {
	skipIfShort(t)
	const size = 512 << 10
	large := Limits{SourceBytes: 1 << 20, FormulaBytes: 1 << 20, FormulaTokens: 1 << 20}
	for word, code := range map[string]Code{
		"(": CodeTooDeep, "[": CodeTooDeep, "{": CodeExpected, "-": CodeTooDeep, "not ": CodeTooDeep, "!": CodeTooDeep,
		"a ? ": CodeTooDeep, "a ? b : ": CodeTooDeep, "a ** ": CodeTooDeep, "f(": CodeTooDeep, "a[": CodeTooDeep,
		"sum(a, {": CodeTooDeep, "if a {": CodeTooDeep, "if a { b } else ": CodeTooDeep, "let x = 1; ": CodeTooDeep,
		"let x = ": CodeExpected, "a in [": CodeTooDeep, "a in (": CodeExpected, "a + ": CodeExpected, "1 + ": CodeExpected,
	} {
		text := strings.Repeat(word, size/len(word))
		t.Run(word, func(t *testing.T) {
			_, ds := Parse("f", "value a = "+text, Limits{})
			requireCode(t, ds, CodeTooLong)
			_, ds = Parse("f", "value a = "+text, large)
			requireCode(t, ds, code)
			_, ds = ParseFragment(FragmentFormula, text, Limits{})
			requireCode(t, ds, CodeTooLong)
			_, ds = ParseFragment(FragmentFormula, text, large)
			requireCode(t, ds, code)
		})
	}
}

func requireCode(t *testing.T, ds Diagnostics, code Code) {
	t.Helper()
	for _, d := range ds {
		if d.Code == code {
			return
		}
	}
	require.Failf(t, "wrong diagnostics", "none of them is %s", code)
}

// skipIfShort leaves out what takes seconds: under the race detector, which
// runs with -short, it would take a minute, and nothing here runs in parallel.
func skipIfShort(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
}

// A quarter of a megabyte of anything comes back: faults on one line, tokens of
// every kind, rows, and what is looked ahead or back for. Each took quadratic
// time once, which here is minutes: more than go test waits.
func TestLargeTexts(t *testing.T) {
	skipIfShort(t)
	for head, words := range map[string][]string{
		"": {
			"x", "x ", "话", "１", "\"", "\"a\" ", "“", "'", "\\", "\"\\q\" ", "\xff", "\xff ", "\x00", "%", "€", "/", "/*",
			"\n", "\na", "\n a", "\n(", "\n}", "// c\n", "a\n// c\n", "\r\n", "\u3000", "input a ", "version \"1\"\n",
		},
		"value a = ": {
			"1", "1.", "1,", "1,000", "1 + ", ".5", "..", "a.b", "a ? ", ": ", "a ?? ", "a && ", "|", "x in (1, 2] + ", "a in [1] or ",
			"not x > 1 and ", "2013-01-01 - ", "round ", "at least 1 ", "wieght ", "allow a \"b\" ", "a\n + ", "// c\n + 1", "\n input ",
		},
		"table t(x) {\n ": {
			";", "1 -> 2;", "1 -> 2\n ", "-> ", "1 | ", "}", "{", "(", "// c\n", "1 -> 2; // c\n", "\na", "flat ", "(1, 2] -> fail \"x\"\n ",
		},
		"example {\n a = [":     {"{a = 1}, ", "{", "[1], ", "}", "]", "x\n", "1, "},
		"examples {\n a -> b\n": {"1 -> 2;", "1,", "1 -> {a = [", "\n 1"},
		"input a list { ":       {"a text, ", "a text one of b, "},
	} {
		for _, word := range words {
			t.Run(head+word, func(t *testing.T) {
				text := head + strings.Repeat(word, 250<<10/len(word))
				f, ds := Parse("f", text, Limits{})
				_ = Format(f)
				_ = ds.Error()
			})
		}
	}
}

func TestHonestSchemeOfHundredKilobytes(t *testing.T) {
	skipIfShort(t)
	var b strings.Builder
	b.WriteString("scheme large \"大\"\n")
	for i := 0; b.Len() < 100<<10; i++ {
		fmt.Fprintf(&b, "input calls%d integer \"话务总量\" in [0, 100000]\n", i)
		fmt.Fprintf(&b, "table rate%d(calls%d) {\n    [0, 2000] -> 0.4 // a comment\n", i, i)
		for lo := 2000; lo < 9000; lo += 500 {
			fmt.Fprintf(&b, "    (%d, %d] -> 0.5\n", lo, lo+500)
		}
		b.WriteString("    > 9000 -> fail \"没有\"\n}\n")
		fmt.Fprintf(&b, "indicator 得分%d = calls%d * rate%d(calls%d)\n    + (1 - 2)\n    at most 24 weight 1%%\n", i, i, i, i)
	}
	f, ds := Parse("large", b.String(), Limits{})
	require.Empty(t, ds)
	require.NotEmpty(t, Format(f))
}
