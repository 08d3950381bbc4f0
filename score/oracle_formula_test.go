package score_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/expr-lang/expr/builtin"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// formulaScheme is what the random formulas read.
const formulaScheme = `scheme s
input x, y number
input n integer in [0, 40]
input q percent in [0%, 100%] step 1%
input on, off bool
input word text one of "a", "b", "甲"
param k number in [1, 3] = 2
table rate(v number) { <= 0 -> -1.5; (0, 7] -> k; > 7 -> fail "too much" }
table level(n, word) { [0, 9], "a" -> "b"; _, "b" | "甲" -> "甲"; > 9, "a" -> "a" }
indicator i = x / 3
indicator it = `

var formulaFacts = []map[string]any{
	{"x": "3.5", "y": -2, "n": 7, "q": "25%", "on": true, "off": false, "word": "a"},
	{"x": 0, "y": "0.25", "n": 0, "q": "0%", "on": false, "off": false, "word": "甲"},
	{"x": "-1.333", "y": 12, "n": 40, "q": "100%", "on": true, "off": true, "word": "b"},
}

// FuzzFormula holds one formula against the oracle's evaluator: both accept
// it or both refuse it, and it comes to the same.
func FuzzFormula(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomBytes(seed, 200))
	}
	f.Fuzz(func(t *testing.T, choices []byte) { compareFormula(t, choices) })
}

func TestRandomFormulas(t *testing.T) {
	cases := 2500
	if testing.Short() || raceDetector {
		cases = 1000
	}
	accepted := 0
	for seed := range cases {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		if compareFormula(t, randomBytes(uint64(seed), r.IntN(160))) {
			accepted++
		}
	}
	require.Greater(t, accepted, cases/4)
	require.Less(t, accepted, cases*9/10, "some should be ill-typed")
}

func compareFormula(t *testing.T, choices []byte) (accepted bool) {
	t.Helper()
	w := &formulaWriter{choices: choices}
	text := formulaScheme + w.any(4) + "\n"
	refused := oracleRead(text)
	s, err := score.Load("f.kaohe", text)
	var p *score.Program
	if err == nil {
		p, err = score.Compile(s)
	}
	if refused != nil || err != nil {
		require.Equal(t, refused == nil, err == nil, "the oracle: %v; the library: %v\n%s", refused, err, text)
		return false
	}
	for _, facts := range formulaFacts {
		compareWithOracle(t, text, nil, p, facts)
	}
	return true
}

// TestFormulasThatAreRefused: by both, and the library says why.
func TestFormulasThatAreRefused(t *testing.T) {
	for formula, want := range map[string]dsl.Code{
		`x + on`:                    score.CodeType,
		`on ? 1 : word`:             score.CodeType,
		`x ? 1 : 2`:                 score.CodeType,
		`x == word`:                 score.CodeType,
		`x == 1 == 2`:               score.CodeType,
		`x < (y < 2)`:               score.CodeType,
		`on < off`:                  score.CodeType,
		`not x`:                     score.CodeType,
		`-on`:                       score.CodeType,
		`x in [1, "a"]`:             score.CodeType,
		`word in [1]`:               score.CodeType,
		`x and on`:                  score.CodeType,
		`x ** y`:                    score.CodeConstant,
		`x ** 1.5`:                  score.CodeConstant,
		`round(x, n)`:               score.CodeConstant,
		`round(x, 19)`:              score.CodeRounding,
		`round(x, 0.5)`:             score.CodeRounding,
		`round(x, 2, sideways)`:     score.CodeArguments,
		`abs(x, y)`:                 score.CodeArguments,
		`min()`:                     score.CodeArguments,
		`rate(x, y)`:                score.CodeArguments,
		`rate(word)`:                score.CodeType,
		`level(n, "c")`:             score.CodeNeverEqual,
		`level(x, word)`:            score.CodeDomain,
		`clamp(x, 3, 1)`:            score.CodeClamps,
		`z`:                         score.CodeUnknownName,
		`sqrt(x)`:                   score.CodeUnknownFunction,
		`let x = 1; x`:              score.CodeDuplicate,
		`let z = 1; let z = 2; z`:   score.CodeDuplicate,
		`rate`:                      score.CodeType,
		`x(1)`:                      score.CodeType,
		`fail(word)`:                score.CodeArguments,
		`it + 1`:                    score.CodeCycle,
		`not on == off`:             dsl.CodeNotBrackets,
		`x = 1`:                     dsl.CodeOperator,
		`(let z = on; z) + 1`:       score.CodeType,
		`if on { 1 } else { "a" }`:  score.CodeType,
		`max(x, on)`:                score.CodeType,
		`x > 1 ? fail("a") : y > 1`: "",
		`fail("a")`:                 "",
	} {
		text := formulaScheme + formula + "\n"
		s, err := score.Load("f.kaohe", text)
		if err == nil {
			_, err = score.Compile(s)
		}
		var ds dsl.Diagnostics
		if errors.As(err, &ds); want == "" {
			require.NoError(t, err, formula)
			continue
		}
		require.True(t, slices.ContainsFunc(ds, func(d dsl.Diagnostic) bool { return d.Code == want }), "%s: %v", formula, err)
	}
}

// formulaWriter writes a formula of the bytes, mostly well typed.
type formulaWriter struct {
	choices []byte
	locals  []string
	lets    int
}

func (w *formulaWriter) pick(n int) int {
	if len(w.choices) == 0 {
		return 0
	}
	b := w.choices[0]
	w.choices = w.choices[1:]
	return int(b) % n
}

func (w *formulaWriter) of(options ...string) string { return options[w.pick(len(options))] }

func (w *formulaWriter) space() string { return w.of(" ", " ", " ", "  ", "\n  ", " // c ) \"\n ") }

// any is a formula of any kind that has no operator outside of brackets of
// which the precedence is in doubt, or one that has, as it comes.
func (w *formulaWriter) any(depth int) string {
	switch w.pick(8) {
	case 0:
		return w.text(depth)
	case 1, 2:
		return w.truth(depth)
	}
	return w.number(depth)
}

// sub is a part with brackets, or now and then without, where precedence
// decides what it belongs to; seldom it is of another kind.
func (w *formulaWriter) sub(kind func(int) string, depth int) string {
	if w.pick(40) == 39 {
		kind = w.any
	}
	text := kind(depth - 1)
	if strings.ContainsAny(text, " \n") && w.pick(5) < 4 {
		return "(" + text + ")"
	}
	if strings.Contains(text, "if ") || strings.Contains(text, "let ") || strings.HasPrefix(text, "not ") {
		return "(" + text + ")"
	}
	return text
}

func (w *formulaWriter) infix(kind func(int) string, depth int, ops ...string) string {
	return w.sub(kind, depth) + w.space() + w.of(ops...) + " " + w.sub(kind, depth)
}

func (w *formulaWriter) choice(kind func(int) string, depth int) string {
	other := kind
	if w.pick(10) == 9 {
		other = func(int) string { return `fail("no " )` }
	}
	switch w.pick(3) {
	case 0:
		return "if " + w.sub(w.truth, depth) + " { " + kind(depth-1) + " } else { " + other(depth-1) + " }"
	case 1:
		w.lets++
		name := fmt.Sprint("l", w.lets)
		value := w.sub(w.number, depth)
		w.locals = append(w.locals, name)
		body := kind(depth - 1)
		w.locals = w.locals[:len(w.locals)-1]
		return "let " + name + " = " + value + "; " + body
	}
	return w.sub(w.truth, depth) + " ? " + w.sub(kind, depth) + " : " + w.sub(other, depth)
}

func (w *formulaWriter) number(depth int) string {
	if depth <= 0 {
		if len(w.locals) > 0 && w.pick(3) == 0 {
			return w.of(w.locals...)
		}
		return w.of("x", "y", "n", "q", "k", "i", "0", "1", "2.50", "30%", "-1", "7", "0.125", "unknown", "1000000007", "word")
	}
	switch w.pick(14) {
	case 0, 1:
		return w.infix(w.number, depth, "+", "-")
	case 2, 3:
		return w.infix(w.number, depth, "*", "/", "*")
	case 4:
		return "-" + w.sub(w.number, depth)
	case 5:
		return w.sub(w.number, depth) + w.of("", " ") + "**" + w.of(" ", "") + w.of("2", "0", "1", "3", "k", "-1", "(1 + 1)", "x", "0.5")
	case 6:
		return w.choice(w.number, depth)
	case 7:
		return "rate(" + w.number(depth-1) + ")"
	case 8:
		return w.of("min", "max") + "(" + w.number(depth-1) + ", " + w.sub(w.number, depth) + ", " + w.number(0) + ")"
	case 9:
		return w.of("floor", "ceil", "abs", "min") + "(" + w.number(depth-1) + ")"
	case 10:
		return "round(" + w.number(depth-1) + ", " + w.of("0", "2", "k", "1 + 1", "n") + w.of("", ", half_even", ", down", ", up", ", floor", ", ceiling", ", half_down") + ")"
	case 11:
		return "mod(" + w.number(depth-1) + ", " + w.number(depth-1) + ")"
	case 12:
		return "clamp(" + w.number(depth-1) + ", " + w.of("-1", "0", "k - 4") + ", " + w.of("1.5", "k") + ")"
	}
	return w.number(0)
}

func (w *formulaWriter) truth(depth int) string {
	if depth <= 0 {
		return w.of("on", "off", "true", "false", "on", "off", "x")
	}
	switch w.pick(10) {
	case 0, 1:
		return w.infix(w.truth, depth, "and", "or")
	case 2:
		return "not (" + w.truth(depth-1) + ")"
	case 3, 4:
		return w.infix(w.number, depth, "<", "<=", ">", ">=", "==", "!=")
	case 5:
		return w.infix(w.number, depth, "<", "<=", ">") + " " + w.of("<", "<=", ">=", "==") + " " + w.sub(w.number, depth)
	case 6:
		return w.sub(w.number, depth) + w.of(" in ", " not in ") + "[" + w.number(depth-1) + ", " + w.number(0) + "]"
	case 7:
		return w.infix(w.text, depth, "==", "!=")
	case 8:
		return w.text(0) + w.of(" in ", " not in ") + `["a", ` + w.of(`"b"`, `"甲", word`, "level(n, word)") + "]"
	}
	return w.choice(w.truth, depth)
}

func (w *formulaWriter) text(depth int) string {
	if depth <= 0 {
		return w.of("word", `"a"`, `"甲"`, `"b"`, "level(n, word)", "n")
	}
	if w.pick(3) == 0 {
		return w.choice(w.text, depth)
	}
	return w.text(0)
}

// TestEveryFunctionOfExpr: calling one either works, or is refused as
// something that the language leaves out or does not carry out yet, never as
// a name that nobody knows.
func TestEveryFunctionOfExpr(t *testing.T) {
	for name := range builtin.Index {
		s, err := score.Load("f.kaohe", formulaScheme+name+"(x, y)\n")
		if err == nil {
			_, err = score.Compile(s)
		}
		ds, _ := dsl.AsDiagnostics(err)
		for _, d := range ds {
			require.NotContains(t, []dsl.Code{score.CodeUnknownFunction, dsl.CodeExpected}, d.Code, name)
		}
	}
}
