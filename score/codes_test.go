package score_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// TestCodes runs testdata/codes: the catalogue of errors, one archive per code.
// A bad.kaohe has each fault announced by a comment on its line,
//
//	indicator a = kpii  // want unknown-name `kpii`: nothing is called
//
// with the code, the text under the caret (… stands for its rest; @path for a
// fault without a position) and a regular expression that the message matches.
// A comment "want-above" announces it for the line before. All faults of the
// scheme must be announced, and no other. A good.kaohe is mended and compiles. In
// bad.quoted, bytes that can't stand in a file are written as in Go: \x00, \u200b.
// Files below a case:
//
//	bind    name=value lines for Compile
//	functions  name=sample lines: Go functions of sampleFunctions for Compile
//	limits  the score.Limits, in JSON
//	check   the case is given to Check instead of Compile
//	set     leaves that a Go program changes: Indicators.0.Formula = "1 // c"
func TestCodes(t *testing.T) {
	documented := map[dsl.Code]bool{}
	for _, a := range readArchives(t, "codes") {
		code := dsl.Code(a.name())
		documented[code] = true
		t.Run(a.name(), func(t *testing.T) {
			require.Contains(t, score.Codes(), code, "no such code")
			bad, good := 0, 0
			for i, c := range a.cases {
				t.Run(fmt.Sprintf("%d_%s", i+1, c.name), func(t *testing.T) {
					c.knows(t, "bind", "functions", "limits", "check", "set")
					if c.name == "good.kaohe" {
						good++
						ds := faultsOf(t, c, c.source)
						require.Empty(t, ds, "%s\n%s", c.source, ds.Error())
						return
					}
					bad++
					badCase(t, c, code)
				})
			}
			require.NotZero(t, bad, "no scheme shows the fault")
			require.NotZero(t, good, "no scheme shows how to mend it")
		})
	}
	for _, code := range score.Codes() {
		require.True(t, documented[code], "testdata/codes has no archive for the code %s", code)
	}
}

func badCase(t *testing.T, c *archiveCase, code dsl.Code) {
	t.Helper()
	source := c.source
	if c.name == "bad.quoted" {
		source = unquoted(t, source)
	}
	wants := wantsOf(t, c.source)
	require.NotEmpty(t, wants, "the scheme announces no fault")
	ds := faultsOf(t, c, source)
	shown := false
	for _, d := range ds {
		requireWellWorded(t, d)
		shown = shown || d.Code == code
		at := -1
		for i, w := range wants {
			if w.matches(d, source) {
				at = i
				break
			}
		}
		require.GreaterOrEqual(t, at, 0, "nobody wants\n%s\nat `%s`; still wanted:\n%v", d.Render(), culpritOf(d, source), wants)
		wants = append(wants[:at], wants[at+1:]...)
	}
	require.Empty(t, wants, "of the faults:\n%s", ds.Error())
	require.True(t, shown, "none of the faults has the code %s", code)
}

// faultsOf loads and compiles, or checks, as the case says.
func faultsOf(t *testing.T, c *archiveCase, source string) dsl.Diagnostics {
	t.Helper()
	s, err := score.LoadWith("bad.kaohe", source, c.limits(t))
	if err == nil {
		for _, line := range c.lines("set") {
			setLeaf(t, &s, line)
		}
		if _, check := c.files["check"]; check {
			err = score.Check(s, c.options(t)...)
		} else {
			_, err = score.Compile(s, c.options(t)...)
		}
	}
	if err == nil {
		return nil
	}
	ds, ok := dsl.AsDiagnostics(err)
	require.True(t, ok, "an error of type %T: %v", err, err)
	return ds
}

// setLeaf changes a leaf of a scheme: Indicators.0.Formula = "text".
func setLeaf(t *testing.T, s *score.Scheme, line string) {
	t.Helper()
	path, quoted, ok := strings.Cut(line, " = ")
	require.True(t, ok, line)
	text, err := strconv.Unquote(quoted)
	require.NoError(t, err, line)
	v := reflect.ValueOf(s).Elem()
	for step := range strings.SplitSeq(path, ".") {
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if i, err := strconv.Atoi(step); err == nil {
			v = v.Index(i)
		} else {
			v = v.FieldByName(step)
		}
	}
	v.SetString(text)
}

type want struct {
	code, culprit string
	line          int
	message       *regexp.Regexp
}

func (w want) String() string {
	return fmt.Sprintf("line %d: %s `%s`: %s", w.line, w.code, w.culprit, w.message)
}

func (w want) matches(d dsl.Diagnostic, source string) bool {
	if w.code != string(d.Code) || !w.message.MatchString(d.Message) {
		return false
	}
	if path, ok := strings.CutPrefix(w.culprit, "@"); ok && path != "" {
		return !d.Span.IsValid() && d.Path == path
	}
	if d.Span.Start.Line != w.line {
		return false
	}
	got := culpritOf(d, source)
	prefix, cut := strings.CutSuffix(w.culprit, "…")
	return got == w.culprit || cut && strings.HasPrefix(got, prefix)
}

// culpritOf is the text under the caret; what does not print is escaped.
func culpritOf(d dsl.Diagnostic, source string) string {
	if !d.Span.IsValid() {
		return "@" + d.Path
	}
	text := source[d.Span.Start.Offset:d.Span.End.Offset]
	quoted := strings.TrimSuffix(strings.TrimPrefix(strconv.Quote(text), `"`), `"`)
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(quoted)
}

var wantComment = regexp.MustCompile("want(-above)? ([a-z-]+) `([^`]*)`: (.+)")

// wantsOf reads the comments; several stand one behind the other.
func wantsOf(t *testing.T, source string) []want {
	t.Helper()
	var wants []want
	line := 0
	for text := range strings.Lines(source) {
		line++
		for i, part := range strings.Split(strings.TrimSuffix(text, "\n"), "// ") {
			m := wantComment.FindStringSubmatch(strings.TrimSpace(part))
			if i == 0 || m == nil {
				continue
			}
			w := want{code: m[2], culprit: m[3], line: line, message: regexp.MustCompile(m[4])}
			if m[1] != "" {
				w.line--
			}
			wants = append(wants, w)
		}
	}
	return wants
}

var escapedByte = regexp.MustCompile(`\\(x[0-9a-f]{2}|u[0-9a-f]{4})`)

// unquoted makes the escapes before the want comments bytes and characters.
func unquoted(t *testing.T, source string) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(source) {
		code, comment, found := strings.Cut(line, "// want")
		b.WriteString(escapedByte.ReplaceAllStringFunc(code, func(s string) string {
			out, err := strconv.Unquote(`"` + s + `"`)
			require.NoError(t, err)
			return out
		}))
		if found {
			b.WriteString("// want" + comment)
		}
	}
	return b.String()
}

// requireWellWorded holds every message to what can be told by a machine.
func requireWellWorded(t *testing.T, d dsl.Diagnostic) {
	t.Helper()
	for _, text := range []string{d.Message, d.Hint} {
		require.False(t, strings.HasSuffix(text, "."), "a trailing point: %s", d)
		require.NotContains(t, text, "%!", "a format gone wrong: %s", d)
		require.NotContains(t, text, "\n")

		require.Less(t, len(text), 600, "too long to read: %s", d)
	}
	require.Greater(t, len(d.Message), 8, "says nothing: %s", d)
	require.True(t, d.Span.IsValid() || d.Path != "", "nowhere: %s", d)
	if d.Span.IsValid() {
		require.Equal(t, "bad.kaohe", d.File)
	}
}

// raised are the limits of somebody who trusts his schemes; they must not cost
// the process.
var raised = score.Limits{Syntax: dsl.Limits{
	SourceBytes: 1 << 24, FormulaBytes: 1 << 24, FormulaTokens: 1 << 24, Depth: 1 << 24, Declarations: 1 << 24, Rows: 1 << 24, NameBytes: 1 << 24,
}}

// Half a megabyte of an opening, in a file and in a leaf of a Go-built scheme,
// under the default limits and raised ones: always a fault in its place.
func TestHostileText(t *testing.T) {
	pieces := []string{
		"(", "[", "-", "not ", "{", "let a = 1; ", "true ? ", "1 + ", "abs(", "if true { ", `"`, ".", "x[", "1 ** ",
		"2 in [", "1 < ", "true and ", "a.", "1,", "x ", "１", "\n    + 1", "// c\n", "/*", "\x00", "\xff", "\u202e", "|",
	}
	deep := []string{"(", "[", "-", "not ", "let a = 1; ", "1 + ", "abs("}
	for _, limits := range []score.Limits{{}, raised} {
		if limits.Syntax.Depth > 0 {
			pieces = deep // those that recurse; the others only cost time
		}
		for _, piece := range pieces {
			long := strings.Repeat(piece, 1<<19/len(piece)) + "1"
			t.Run(fmt.Sprintf("%q", piece), func(t *testing.T) {
				t.Parallel()
				s, err := score.LoadWith("bad.kaohe", "scheme s\nindicator a = "+long, limits)
				if err == nil {
					_, err = score.Compile(s)
				}
				requireFaults(t, err, piece)
				_, err = score.Compile(score.Scheme{Name: "s", Limits: limits, Indicators: []score.Indicator{{Name: "a", Formula: long}}})
				requireFaults(t, err, piece)
				require.Equal(t, "indicators.a.formula", diagnosticsOf(t, err)[0].Path)
				if limits.Syntax.Depth > 0 {
					return
				}
				_, err = score.LoadWith("bad.kaohe", long, limits)
				requireFaults(t, err, piece)
				_, err = score.LoadWith("bad.kaohe", "scheme s\ntable t(x) {\n    "+long, limits)
				requireFaults(t, err, piece)
			})
		}
	}
}

// Two thousand lets in each other are a fault, and no more than a formula to
// whoever raises the limits.
func TestNestedLets(t *testing.T) {
	lets := "let a0 = 1; "
	for i := range 2000 {
		lets += fmt.Sprintf("let a%d = a%d + 1; ", i+1, i)
	}
	s := score.Scheme{Name: "s", Indicators: []score.Indicator{{Name: "a", Formula: lets + "a2000"}}}
	_, err := score.Compile(s)
	requireFaults(t, err, "lets")
	s.Limits = raised
	r, err := compiled(t, s).Score(nil)
	require.NoError(t, err)
	require.Equal(t, "a=2001", sheetOf(r, nil))
}

func requireFaults(t *testing.T, err error, what string) {
	t.Helper()
	for i, d := range diagnosticsOf(t, err) {
		require.NotEmpty(t, d.Code)
		require.True(t, d.Span.IsValid() || d.Path != "", "%.20q: %s", what, d)
		require.Less(t, len(d.Message)+len(d.Hint), 800, "%.20q", what)
		if i < 10 {
			require.Less(t, len(d.Render()), 2000, "%.20q", what)
		}
	}
}

// All faults of a phase are reported in one go: those of syntax by Load, those
// of meaning by Compile, and then what can't be proved.
func TestAllFaultsAtOnce(t *testing.T) {
	tests := map[string]int{
		`scheme s
input a integer in [0, 1e3]
inptu b integer
input c whole
value d = (1 + 2
value e = 1,000
value f = x in (0, 10]
value g = not a > 5
value h = a && b
indicator i = 5 round 2 at most 3
indicator j = "text
    + 1
indicator k = a  atmost 3
table t(a) { < 5 -> 1;  >= 5 -> }
`: 12,
		`scheme s
input a integer in [0, 9]
input a text
input or integer in [0, 9]
param p number
table t(a) { < 5 -> "x";  >= 5 -> 2 }
table u(a) { }
value b = nothing
value c = c
value d = a + "x"
value e = now()
value f = foo(1)
value g = abs()
indicator h = a  round a
payout i = a
total = grade.k
grades { > 5 -> "A"  k 1;  else -> "B" }
`: 15,
		`scheme s
input a integer in [5, 0]
input b integer in [0, 9]
input c number in [0, 9] step 0
table t(b) { < 5 -> 1;  > 5 -> 2 }
table u(b) { <= 5 -> 1;  >= 5 -> 2 }
indicator i = t(b + 5)
`: 2, // a domain without values comes first: nothing can be proved over it
		`scheme s
input b integer in [0, 9]
table t(b) { < 5 -> 1;  > 5 -> 2 }
table u(b) { <= 5 -> 1;  >= 5 -> 2 }
table v(b) { <= 5 -> 1;  > 5 -> never }
indicator i = t(b + 5)
indicator j = b  at least 5  at most 4
indicator k = b / 3  at most 0.5  round 0
indicator l = b  round 19
indicator m = v(b) + u(b - 1)
payout n = b  round to 0
total = b
grades { > 4 -> "A";  < 3 -> "B" }
example { b = 3;  expect i = 5, total = 4 }
`: 12,
	}
	for text, want := range tests {
		s, err := score.Load("bad.kaohe", text)
		if err == nil {
			_, err = score.Compile(s)
		}
		ds := diagnosticsOf(t, err)
		require.Len(t, ds, want, "%s\n%s", text, ds)
	}
}

// An honest scheme of 100 KB compiles, and can be checked.
func TestLargeSchemes(t *testing.T) {
	var b strings.Builder
	b.WriteString("scheme large\nparam k number in [0, 3] = 1\ntable rate(n integer in [0, 1000]) {\n")
	for i := range 500 {
		fmt.Fprintf(&b, "    [%d, %d) -> %d.%02d\n", i*2, i*2+2, i, i%100)
	}
	b.WriteString("    1000 -> 0\n}\n")
	for i := range 400 {
		fmt.Fprintf(&b, "input 话务量%d integer \"title %d\" in [0, 1000]\n", i, i)
		fmt.Fprintf(&b, "indicator 得分%d = rate(话务量%d) > 5 ? 话务量%d * k + 0.%d : min(话务量%d, 5)  at least 0  at most 500\n", i, i, i, i%10, i)
	}
	b.WriteString("total = 得分0")
	for i := range 399 {
		fmt.Fprintf(&b, "\n    + 得分%d", i+1)
	}
	b.WriteString("\ngrades { > 1000 -> \"A\" coefficient k;  else -> \"B\" coefficient 0.5 }\npayout p = 1000 * grade.coefficient round 2\n")
	for b.Len() < 100<<10 {
		b.WriteString("// what the regulations say of this, in a comment as long as they are\n")
	}
	s, err := score.Load("large.kaohe", b.String())
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	require.Len(t, p.Figures(), 400+3+1)
	require.NoError(t, score.Check(s))

	// A thousand indicators, each of which reads the one before.
	many := score.Scheme{Name: "many", Limits: raised}
	for i := range 1000 {
		formula := "1"
		if i > 0 {
			formula = fmt.Sprintf("i%d + 1", i-1)
		}
		many.Indicators = append(many.Indicators, score.Indicator{Name: fmt.Sprintf("i%d", i), Formula: formula})
	}
	r, err := compiled(t, many).Score(nil)
	require.NoError(t, err)
	f, _ := r.Figure("i999")
	require.Equal(t, "1000", f.Value())
}
