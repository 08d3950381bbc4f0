package dsl

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// want is an expectation that stands in a faulty scheme beside the fault, as
// `// want code`, with a regular expression for message or hint behind a colon.
// Several may stand on a line; `// want-next` speaks of the line below.
type want struct {
	line    int
	code    Code
	pattern string
}

func wants(text string) []want {
	var all []want
	for n, line := range strings.Split(text, "\n") {
		for _, comment := range strings.Split(line, "// want")[1:] {
			next, expectation, _ := strings.Cut(comment, " ")
			code, pattern, _ := strings.Cut(expectation, ":")
			w := want{n + 1, Code(strings.TrimSpace(code)), strings.TrimSpace(pattern)}
			if next == "-next" {
				w.line++
			}
			all = append(all, w)
		}
	}
	return all
}

func (w want) fits(d Diagnostic) bool {
	return d.Span.Start.Line == w.line && d.Code == w.code &&
		regexp.MustCompile(w.pattern).MatchString(d.Message+"\n"+d.Hint)
}

func badSchemes(t testing.TB) map[string]string {
	paths, err := filepath.Glob("testdata/bad/*.kaohe")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	texts := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		texts[filepath.Base(path)] = string(text)
	}
	return texts
}

// All faults of a file come in one go, each once.
func TestBadSchemes(t *testing.T) {
	for name, text := range badSchemes(t) {
		t.Run(name, func(t *testing.T) {
			expected := wants(text)
			require.NotEmpty(t, expected)
			_, ds := Parse(name, text, Limits{})
			for _, d := range ds {
				i := slices.IndexFunc(expected, func(w want) bool { return w.fits(d) })
				if i < 0 {
					t.Errorf("not expected:\n%s", d.Render())
					continue
				}
				expected = slices.Delete(expected, i, i+1)
			}
			for _, w := range expected {
				t.Errorf("%s:%d: not reported: %s: %s", name, w.line, w.code, w.pattern)
			}
		})
	}
}

// faulty is a text whose fault a scheme file can't show: what is invisible, not
// UTF-8, or longer than anybody would read.
type faulty struct {
	name, text string
	limits     Limits
	code       Code
	line, col  int
	pattern    string
}

func faultyTexts() []faulty {
	long := Limits{SourceBytes: 1 << 20, FormulaBytes: 1 << 20, FormulaTokens: 1 << 20}
	return []faulty{
		{"bytes of another encoding", "scheme s\ninput \xbb\xb0\xce\xf1 number", Limits{}, CodeEncoding, 2, 7, "0xBB .*\nsave the file as UTF-8"},
		{"in a comment", "// \xff\nscheme s", Limits{}, CodeEncoding, 1, 4, ""},
		{"in a text", "scheme s \"\xff\xfe\"", Limits{}, CodeEncoding, 1, 11, "0xFF"},
		{"NUL", "scheme s\x00", Limits{}, CodeControl, 1, 9, `U\+0000`},
		{"NUL in a name", "scheme front\x00desk", Limits{}, CodeControl, 1, 13, ""},
		{"delete in a text", "scheme s \"a\x7fb\"", Limits{}, CodeControl, 1, 12, `U\+007F`},
		{"next line", "scheme s\u0085", Limits{}, CodeControl, 1, 9, `U\+0085`},
		{"carriage return alone", "scheme s\r ", Limits{}, CodeControl, 1, 9, `U\+000D`},
		{"tab in a text is none", "scheme s \"a\tb\" \x01", Limits{}, CodeControl, 1, 16, ""},
		{"right-to-left override", "scheme s \"a\u202eb\"", Limits{}, CodeInvisible, 1, 12, `U\+202E`},
		{"bidi isolate in a comment", "scheme s // \u2066", Limits{}, CodeInvisible, 1, 13, `U\+2066`},
		{"zero-width space in a name", "scheme front\u200bdesk", Limits{}, CodeInvisible, 1, 13, `U\+200B`},
		{"zero-width space before a keyword", "scheme s\n\u200binput x number", Limits{}, CodeInvisible, 2, 1, ""},
		{"zero-width joiner at the end of a name", "scheme s\u200d", Limits{}, CodeInvisible, 1, 9, ""},
		{"variation selector", "scheme s\ufe0f", Limits{}, CodeInvisible, 1, 9, ""},
		{"Hangul filler", "scheme \u3164", Limits{}, CodeInvisible, 1, 8, ""},
		{"line separator", "scheme s\u2028", Limits{}, CodeInvisible, 1, 9, ""},
		{"byte order mark inside", "scheme s\n\ufeffversion \"1\"", Limits{}, CodeInvisible, 2, 1, `U\+FEFF`},
		{"second byte order mark", "\ufeff\ufeffscheme s", Limits{}, CodeInvisible, 1, 1, ""},
		{"nothing", "", Limits{}, CodeEmpty, 1, 1, "scheme NAME"},
		{"only a byte order mark", "\ufeff", Limits{}, CodeEmpty, 1, 1, ""},
		{"only comments", "// a\n\n  // b\n", Limits{}, CodeEmpty, 1, 1, ""},
		{"indented from the start", "  scheme s", Limits{}, CodeIndent, 1, 3, "column 1"},
		{"indented by an ideographic space", "\u3000scheme s", Limits{}, CodeIndent, 1, 2, ""},
		{"file", strings.Repeat("/", 256<<10+1), Limits{}, CodeTooLong, 1, 1, "262145 bytes; at most 262144"},
		{"formula of too many tokens", "value a = 1" + strings.Repeat(" + 1", 1000), Limits{}, CodeTooLong, 1, 11, "2000 words and signs\nname a part"},
		{"formula of too many bytes", "value a = x" + strings.Repeat(" ", 17<<10) + "+ 1", Limits{}, CodeTooLong, 1, 11, "16384 bytes"},
		{"members", "value a = x" + strings.Repeat(".x", 1000), Limits{}, CodeTooLong, 1, 11, ""},
		{"name", "scheme " + strings.Repeat("s", 257), Limits{}, CodeTooLong, 1, 8, "257 bytes"},
		{"text", `scheme s "` + strings.Repeat("x", 4096) + `"`, Limits{}, CodeTooLong, 1, 10, "4098 bytes"},
		{"number", "value a = " + strings.Repeat("1", 1001), Limits{}, CodeTooLong, 1, 11, "1001 digits"},
		{"brackets", "value a = " + strings.Repeat("(", 65) + "1" + strings.Repeat(")", 65), Limits{}, CodeTooDeep, 1, 76, "64 levels"},
		{"lists in examples", "example { a = " + strings.Repeat("[", 65) + strings.Repeat("]", 65) + " }", Limits{}, CodeTooDeep, 1, 79, ""},
		{"lets", "value a = " + strings.Repeat("let x = 1; ", 2000) + "x", long, CodeTooDeep, 1, 723, ""},
		{"powers", "value a = 2" + strings.Repeat(" ** 2", 2000), long, CodeTooDeep, 1, 336, ""},
		{"conditions", "value a = " + strings.Repeat("a ? 1 : ", 2000) + "1", long, CodeTooDeep, 1, 269, ""},
		{"declarations", strings.Repeat("scheme s\n", 1001), Limits{}, CodeTooMany, 1001, 1, "1000 declarations"},
		{"rows", "table t(x) {" + strings.Repeat("\n 1 -> 2", 11) + "\n}", Limits{Rows: 10}, CodeTooMany, 12, 2, "10 rows"},
	}
}

func TestFaultyTexts(t *testing.T) {
	for _, f := range faultyTexts() {
		t.Run(f.name, func(t *testing.T) {
			file, ds := Parse("f", f.text, f.limits)
			require.NotNil(t, file)
			require.Len(t, ds, 1)
			require.Equal(t, f.code, ds[0].Code)
			require.Regexp(t, f.pattern, ds[0].Message+"\n"+ds[0].Hint)
			require.Equal(t, [2]int{f.line, f.col}, [2]int{ds[0].Span.Start.Line, ds[0].Span.Start.Column})
		})
	}
}

// faultyFragments are leaves of schemes built in Go.
var faultyFragments = []struct {
	kind    FragmentKind
	text    string
	code    Code
	pattern string
}{
	{FragmentFormula, "", CodeFragment, "empty"},
	{FragmentFormula, " \n\t", CodeFragment, "empty"},
	{FragmentFormula, "a\ninput x number", CodeFragment, "`input` stands behind"},
	{FragmentFormula, "a  weight 20%", CodeFragment, "`weight` stands behind"},
	{FragmentFormula, "a // b", CodeFragment, "comment"},
	{FragmentFormula, "a)", CodeFragment, "`\\)` stands behind"},
	{FragmentFormula, "(a", CodeUnclosedBracket, ""},
	{FragmentFormula, "a }\ntotal = 1", CodeFragment, "`}` stands behind"},
	{FragmentFormula, "1,500", CodeFragment, "`,` stands behind"},
	{FragmentConstant, "1 in [1]", CodeFragment, "`in` stands behind"},
	{FragmentConstant, "1 = 2", CodeFragment, "`=` stands behind"},
	{FragmentInterval, "[0, 1] step 1", CodeFragment, "`step`"},
	{FragmentCells, "1 -> 2", CodeFragment, "`->`"},
	{FragmentCells, "1; 2", CodeFragment, "`;`"},
	{FragmentResult, "1; 2 -> 3", CodeFragment, "`;`"},
	{FragmentResult, "fail", CodeExpected, "a text in double quotes, found the end of the text"},
	{FragmentRounding, "2 half_up round 3", CodeFragment, "`round`"},
	{FragmentAssignments, "a = 1; b = 2", CodeFragment, "`;`"},
	{FragmentCase, "1 -> 2 }", CodeFragment, "`}`"},
	{FragmentQuota, `"a" 10% "b" 20%`, CodeFragment, "the text"},
	{FragmentDate, "2013-01-01 ", "", ""},
	{FragmentDate, "2013-01-011", CodeExpected, "a date"},
	{FragmentWord, "zero otherwise", CodeFragment, "`otherwise`"},
	{FragmentName, "a b", CodeFragment, "`b`"},
	{FragmentName, "a.b", CodeFragment, "`\\.`"},
	{FragmentText, "bare", CodeExpected, "a text"},
	{FragmentText, `"a" "b"`, CodeFragment, "the text"},
}

func TestFaultyFragments(t *testing.T) {
	for _, f := range faultyFragments {
		fragment, ds := ParseFragment(f.kind, f.text, Limits{})
		if f.code == "" {
			require.Empty(t, ds, f.text)
			continue
		}
		require.Len(t, ds, 1, f.text)
		require.Nil(t, fragment, f.text)
		require.Equal(t, f.code, ds[0].Code, f.text)
		require.Regexp(t, f.pattern, ds[0].Message, f.text)
	}
}

func TestEveryCodeIsTried(t *testing.T) {
	tried := map[Code]bool{}
	for _, text := range badSchemes(t) {
		for _, w := range wants(text) {
			tried[w.code] = true
		}
	}
	for _, f := range faultyTexts() {
		tried[f.code] = true
	}
	for _, f := range faultyFragments {
		tried[f.code] = true
	}
	for _, code := range Codes() {
		require.True(t, tried[code], "no faulty scheme gives the code %s", code)
		delete(tried, code)
	}
	delete(tried, "")
	require.Empty(t, tried, "codes that Codes does not list")
}
