package formula

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/parser"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
)

// FuzzParse: whatever dsl takes for a formula expr can read, and it has the
// structure that expr gives to the plain text.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"1 + 2 * 3", "a < b <= c", "let y = x; y * y", "if a {1} else if b {2} else {3}", "x not in [1, -2] and not b",
		"sum(ps, .bonus * .ratio)[0].x", "a ?? b", "1 + cohort.mean(x)", "甲\n + 85%", `fail("no \" text")`, "count(xs, {# > 1}) ** 2 ** x",
	} {
		f.Add(text)
	}
	for seed := range uint64(20) {
		f.Add(randomFormula(seed))
	}
	f.Fuzz(checkFormula)
}

func TestRandomFormulas(t *testing.T) {
	for seed := range uint64(3000) {
		checkFormula(t, randomFormula(seed))
	}
}

func checkFormula(t *testing.T, text string) {
	t.Helper()
	fragment, ds := dsl.ParseFragment(dsl.FragmentFormula, text, dsl.Limits{})
	if ds.HasErrors() {
		return
	}
	n, err := Parse(fragment.Tokens)
	require.NoError(t, err, "%q", text)
	checkSpans(t, text, n, n.Span)
	if !isPlain(text, fragment.Tokens) {
		return
	}
	tree, err := parser.Parse(text)
	require.NoError(t, err, "%q", text)
	require.Equal(t, exprTree(tree.Node), asExprHasIt(n), "%q", text)
}

var plainNumber = regexp.MustCompile(`^([1-9][0-9]{0,8}|0)(\.[0-9]{1,6})?$`)

// isPlain tells whether expr's own scanner reads the tokens as ours does.
func isPlain(text string, tokens []dsl.Token) bool {
	if strings.ContainsFunc(text, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' && r != '\t' }) {
		return false
	}
	for i, t := range tokens {
		next := i+1 < len(tokens) && tokens[i+1].Is("(")
		switch {
		case t.Kind == dsl.TokenNumber && !plainNumber.MatchString(t.Text),
			t.Kind == dsl.TokenText && strings.ContainsAny(t.Text, "\\\n"),
			t.Kind == dsl.TokenName && next && t.Text == "get", // a member for expr
			t.Is("#") && i+1 < len(tokens) && tokens[i+1].Kind == dsl.TokenName:
			return false
		}
	}
	return true
}

// checkSpans: a node stands in the text, around its children, and At shows
// what the node is.
func checkSpans(t *testing.T, text string, n *Node, outer dsl.Span) {
	t.Helper()
	require.True(t, encloses(outer, n.Span), "%q: %s", text, bracketed(n))
	require.True(t, encloses(n.Span, n.At) && n.Span.Start.Offset >= 0 && n.Span.End.Offset <= len(text), "%q: %s", text, bracketed(n))
	if want := signs(n); want != nil {
		got := dslText(text[n.At.Start.Offset:n.At.End.Offset])
		require.Contains(t, want, got, "%q: %s", text, bracketed(n))
	}
	for _, a := range n.Args {
		checkSpans(t, text, a, n.Span)
	}
}

func encloses(a, b dsl.Span) bool {
	return a.IsValid() && b.IsValid() && a.Start.Offset <= b.Start.Offset && b.End.Offset <= a.End.Offset
}

// dslText is a token in its plain form.
func dslText(raw string) string {
	f, ds := dsl.ParseFragment(dsl.FragmentFormula, raw, dsl.Limits{})
	if ds.HasErrors() || len(f.Tokens) != 1 {
		return raw
	}
	return f.Tokens[0].Value()
}

// signs are the tokens that can stand at a node's place; nil is any.
func signs(n *Node) []string {
	switch n.Kind {
	case Number, Text, Bool, Name, Call, Member, Let:
		return []string{strings.TrimSuffix(n.Text, ".mean")}
	case Unary:
		return []string{n.Op, "－"}
	case Binary:
		return []string{strings.TrimPrefix(n.Op, "not "), wide(n.Op)}
	case Compare:
		return []string{n.Ops[0], wide(n.Ops[0])}
	case List, Index:
		return []string{"[", "［", "【", "〔"}
	case Element:
		return []string{"#", ".", "＃", "．", "。"}
	}
	return nil
}

// wide is the full-width form of a sign.
func wide(op string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 'A' {
			return r + '！' - '!'
		}
		return r
	}, op)
}

// TestForeignFunctions: every function of expr that the language does not have
// is known by name, so that a message can say so; those whose arguments expr
// reads in its own way are refused by dsl before expr sees them.
func TestForeignFunctions(t *testing.T) {
	own := append(slices.Clone(rawFunctions), "mean", "min", "max", "len", "abs", "floor", "ceil", "round")
	for _, name := range builtins(t) {
		require.True(t, IsForeign(name), name)
		fragment, ds := dsl.ParseFragment(dsl.FragmentFormula, name+"(xs, # > 1)", dsl.Limits{})
		if slices.Contains(rawFunctions, name) {
			require.NoError(t, ds.Err(), name)
			n, err := Parse(fragment.Tokens)
			require.NoError(t, err, name)
			require.Equal(t, Predicate, n.Args[1].Kind, name)
			continue
		}
		require.Error(t, ds.Err(), "%s takes no predicate", name)
		if fragment, ds = dsl.ParseFragment(dsl.FragmentFormula, name+"(x, y)", dsl.Limits{}); ds.HasErrors() {
			require.NotContains(t, own, name)
			continue
		}
		n, err := Parse(fragment.Tokens)
		require.NoError(t, err, name)
		require.Equal(t, name+"(x, y)", bracketed(n))
	}
	require.False(t, IsForeign("mod"))
}

// randomFormula strings operands and operators together as the grammar allows,
// so that precedence has something to decide.
func randomFormula(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 17))
	w := &writer{r: r}
	w.formula(1 + r.IntN(5))
	return w.String()
}

type writer struct {
	strings.Builder
	r         *rand.Rand
	predicate int
}

func (w *writer) of(options ...string) { w.WriteString(options[w.r.IntN(len(options))]) }

func (w *writer) formula(depth int) {
	switch n := w.r.IntN(16); {
	case n == 0 && depth > 0:
		w.of("let y = ", "let 丙 = ")
		w.operands(depth - 1)
		w.WriteString("; ")
		w.formula(depth - 1)
		return
	case n == 1 && depth > 0:
		w.WriteString("if ")
		w.formula(depth - 1)
		w.WriteString(" { ")
		w.formula(depth - 1)
		w.WriteString(" } else { ")
		w.formula(depth - 1)
		w.WriteString("}")
		return
	}
	w.operands(depth)
	if w.r.IntN(6) == 0 && depth > 0 {
		w.WriteString(" ? ")
		w.formula(depth - 1)
		w.WriteString(" : ")
		w.formula(depth - 1)
	}
}

// operands may come out as what dsl refuses (a not beside a comparison); that
// is skipped.
func (w *writer) operands(depth int) {
	w.operand(depth)
	for range w.r.IntN(4) {
		if w.r.IntN(9) == 0 {
			w.of(" in ", " not in ")
			w.list("[", "]", depth-1)
			continue
		}
		w.of(" + ", " - ", "-", " * ", "*", "/", " ** ", "**", " and ", " or ", " == ", " != ", " < ", " <= ", " > ", " >= ", "<", "\n + ", " ?? ")
		w.operand(depth)
	}
}

func (w *writer) list(open, shut string, depth int) {
	w.WriteString(open)
	for i := range w.r.IntN(4) {
		if i > 0 {
			w.of(", ", ",")
		}
		w.formula(depth)
	}
	w.WriteString(shut)
}

func (w *writer) operand(depth int) {
	w.of("", "", "", "", "", "", "-", "not ", "- ")
	if depth <= 0 {
		w.of("x", "y", "1", "2.5", "true", "false", "0", `"a b"`, "calls", "丁", "30%", "x.in", "xs[0]", "nil", fmt.Sprint(w.r.IntN(1000)))
		return
	}
	switch w.r.IntN(9) {
	case 0, 1:
		w.WriteString("(")
		w.formula(depth - 1)
		w.of(")", ")", ").a", ")[0]")
	case 2:
		w.of("f", "max", "len", "now", "round", "数")
		w.list("(", ")", depth-1)
	case 3:
		w.of("sum", "count", "any", "filter", "map", "all", "none")
		w.WriteString("(")
		w.formula(depth - 1)
		w.of(", ", ", {")
		braces := strings.HasSuffix(w.String(), "{")
		w.predicate++
		w.formula(depth - 1)
		w.predicate--
		if braces {
			w.WriteString("}")
		}
		w.WriteString(")")
	case 4:
		if w.predicate > 0 {
			w.of("#", ".a", "#.b", ".a.b[1]")
			return
		}
		w.WriteString("grade.coefficient")
	case 5:
		w.list("[", "]", depth-1)
	default:
		w.operand(0)
	}
}

// builtins are the names of expr's functions.
func builtins(t *testing.T) []string {
	names := slices.Collect(maps.Keys(builtin.Index))
	require.Greater(t, len(names), 50)
	slices.Sort(names)
	return names
}
