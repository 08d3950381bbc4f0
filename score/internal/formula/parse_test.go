package formula

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
)

// parsed is the tree of a formula that dsl accepts.
func parsed(t *testing.T, text string) *Node {
	t.Helper()
	f, ds := dsl.ParseFragment(dsl.FragmentFormula, text, dsl.Limits{})
	require.NoError(t, ds.Err(), text)
	n, err := Parse(f.Tokens)
	require.NoError(t, err, text)
	return n
}

func TestPrecedenceAndShape(t *testing.T) {
	for text, want := range map[string]string{
		"1 + 2 * 3":                       "(1 + (2 * 3))",
		"10 - 4 - 3":                      "((10 - 4) - 3)",
		"2 ** 3 ** 2":                     "(2 ** (3 ** 2))",
		"-2 ** 2":                         "(-(2 ** 2))",
		"2 ** -1 * 3":                     "((2 ** (-1)) * 3)",
		"- - x":                           "(-(-x))",
		"not a and b":                     "((not a) and b)",
		"a or b and c":                    "(a or (b and c))",
		"not (a == b)":                    "(not (a == b))",
		"a == b == c":                     "((a == b) == c)",
		"a < b == c":                      "((a < b) == c)",
		"1 < x <= 5":                      "[1 < x <= 5]",
		"0 <= a < b <= c < d":             "[0 <= a < b <= c < d]",
		"(1 < x) == (x < 5)":              "((1 < x) == (x < 5))",
		"(1 < x) < y":                     "((1 < x) < y)",
		"x in [1, 2] and y":               "((x in {1, 2}) and y)",
		"x not in [1]":                    "(x not in {1})",
		"not (x in [1])":                  "(not (x in {1}))",
		"x in []":                         "(x in {})",
		"a ? b : c ? d : e":               "(a ? b : (c ? d : e))",
		"a ? b ? c : d : e":               "(a ? (b ? c : d) : e)",
		"a or b ? 1 : 2":                  "((a or b) ? 1 : 2)",
		"if a { 1 } else { 2 }":           "(a ? 1 : 2)",
		"if a {1} else if b {2} else {3}": "(a ? 1 : (b ? 2 : 3))",
		"let y = x; y * y":                "(let y = x; (y * y))",
		"let y = 1; let z = y; z":         "(let y = 1; (let z = y; z))",
		"let y = (let z = 1; z); y":       "(let y = (let z = 1; z); y)",
		"(let y = 1; y) + 2":              "((let y = 1; y) + 2)",
		"a ?? b ?? c":                     "((a ?? b) ?? c)",
		"f(x, -y)[0].b":                   "f(x, (-y))[0].b",
		"grade.coefficient * 2":           "(grade.coefficient * 2)",
		"-xs[-1]":                         "(-xs[(-1)])",
		"sum(ps, .bonus * .ratio)":        "sum(ps, {(#.bonus * #.ratio)})",
		"filter(xs, # > 1)":               "filter(xs, {(# > 1)})",
		"count(xs)":                       "count(xs)",
		"any(xs, {# in [1]})":             "any(xs, {(# in {1})})",
		"total + sum":                     "(total + sum)", // a name where no ( follows
		"nil + int(1) + now()":            "((nil + int(1)) + now())",
		"30% + 0.50":                      "(30% + 0.50)",
		`level == "初级"`:                   `(level == "初级")`,
		"话务 > 1 ? true : false":           "((话务 > 1) ? true : false)",
		"x.in.not":                        "x.in.not",
		"fail(\"a // b\")":                `fail("a // b")`,
		"a\n  + b\n":                      "(a + b)",
		"９ - 1":                           "", // refused by dsl
	} {
		f, ds := dsl.ParseFragment(dsl.FragmentFormula, text, dsl.Limits{})
		if want == "" {
			require.Error(t, ds.Err(), text)
			continue
		}
		require.NoError(t, ds.Err(), text)
		n, err := Parse(f.Tokens)
		require.NoError(t, err, text)
		require.Equal(t, want, bracketed(n), text)
	}
}

// TestFortyDigitsStayFortyDigits: nothing goes through expr's literals.
func TestFortyDigitsStayFortyDigits(t *testing.T) {
	const long = "1234567890123456789012345678901234567890.5"
	require.Equal(t, long, parsed(t, long).Text)
	require.Equal(t, `"\x41`, parsed(t, `"\"\\x41"`).Text)
}

func TestPositions(t *testing.T) {
	const text = "甲 \n  + (max(1, 丙.丁) not in [85%, -x])"
	n := parsed(t, text)
	at := func(s dsl.Span) string { return text[s.Start.Offset:s.End.Offset] }
	require.Equal(t, "+", at(n.At))
	require.Equal(t, 2, n.At.Start.Line)
	require.Equal(t, 3, n.At.Start.Column)
	require.Equal(t, text[:strings.Index(text, "])")], at(n.Span), "brackets around it are not part of it")
	in := n.Args[1]
	require.Equal(t, "in", at(in.At))
	require.Equal(t, "max(1, 丙.丁", strings.SplitN(at(in.Span), ")", 2)[0])
	call := in.Args[0]
	require.Equal(t, "max", at(call.At))
	require.Equal(t, "丁", at(call.Args[1].At))
	require.Equal(t, "丙.丁", at(call.Args[1].Span))
	require.Equal(t, "85%", at(in.Args[1].Args[0].Span))
	require.Equal(t, "-x", at(in.Args[1].Args[1].Span))
}

// TestNothingIsReadThatDslRefuses: a caller that skips dsl gets an error, no panic.
func TestNothingIsReadThatDslRefuses(t *testing.T) {
	token := func(text string) dsl.Token {
		kind := dsl.TokenPunct
		if text[0] >= 'a' && text[0] <= 'z' {
			kind = dsl.TokenName
		}
		return dsl.Token{Kind: kind, Text: text}
	}
	for _, text := range []string{
		"", "+", "x +", "( x", "x ]", "x ; y", "{ x }", "x | y", "# . x", "x [ : ]", "x . y ( )", "let", "x ?. y", "( x ) ( y )",
	} {
		var tokens []dsl.Token
		for _, word := range strings.Fields(text) {
			tokens = append(tokens, token(word))
		}
		_, err := Parse(tokens)
		require.Error(t, err, text)
	}
}
