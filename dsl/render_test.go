package dsl

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRender(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "value a = 1 + ?", `
f:1:15: error[syntax]: expected an operand, found §?§
    1 | value a = 1 + ?
      |               ^
`},
		{"under Chinese text, with a hint", "value 得分 = “话务总量” adn b", `
f:1:19: error[unknown-clause]: §adn§ is no clause of §value§
    1 | value 得分 = “话务总量” adn b
      |                         ^^^
  hint: did you mean §and§?
`},
		{"wide characters marked", "话务总量 x", `
f:1:1: error[unknown-declaration]: §话务总量§ declares nothing
    1 | 话务总量 x
      | ^^^^^^^^
  hint: a declaration begins with one of: ` + strings.Join(DeclarationKeywords(), ", ") + `
`},
		{"tabs", "value a = 1\n\t\tadn\tb", `
f:2:3: error[unknown-clause]: §adn§ is no clause of §value§
    2 |   adn b
      |   ^^^
  hint: did you mean §and§?
`},
		{"combining marks", "value q\u0323e\u0301 = 1 ? ?", `
f:1:18: error[syntax]: expected an operand, found §?§
    1 | value q` + "\u0323e\u0301" + ` = 1 ? ?
      |                ^
`},
		{"what does not print", "value \u202ea = \xff\xfe + ?", `
f:1:7: error[invisible-character]: the invisible character U+202E is not allowed
    1 | value �a = �� + ?
      |       ^
  hint: delete it
f:1:12: error[encoding]: the byte 0xFF is not valid UTF-8
    1 | value �a = �� + ?
      |            ^^
  hint: save the file as UTF-8
f:1:17: error[syntax]: expected an operand, found §?§
    1 | value �a = �� + ?
      |                 ^
`},
		{"the end of the text", "value a =", `
f:1:10: error[syntax]: expected an operand, found the end of the declaration
    1 | value a =
      |          ^
`},
		{"byte order mark and CRLF", byteOrderMark + "scheme s\r\nvalue a = 话 ?\r\n", `
f:2:14: error[syntax]: expected an operand, found the end of the declaration
    2 | value a = 话 ?
      |               ^
`},
		{"over several lines", "value a = x in (1,\n  2]", `
f:1:16: error[interval-in-formula]: a formula has no intervals; §in§ takes a list
    1 | value a = x in (1,
      |                ^^^
  hint: write 1 < x <= 2
`},
		{"an empty file has no line to show", "", `
f:1:1: error[empty-file]: the file declares nothing
  hint: begin with: scheme NAME
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, ds := Parse("f", c.text, Limits{})
			var b strings.Builder
			for _, d := range ds {
				b.WriteString(d.Render())
			}
			require.Equal(t, strings.ReplaceAll(c.want[1:], "§", "`"), b.String())
		})
	}
}

func TestRenderWithoutPosition(t *testing.T) {
	d := Diagnostic{Severity: Warning, Code: "cliff", Message: "m", Witness: "calls = 2300", Hint: "h", Path: "indicators.kpi", File: "f"}
	require.Equal(t, "f: indicators.kpi: warning[cliff]: m\n  for example: calls = 2300\n  hint: h\n", d.Render())
}

// A long line is cut to 120 columns round the caret, whose column shows the
// same character as in the whole line.
func TestRenderLongLines(t *testing.T) {
	for _, filler := range []string{"abcdefghij", "话务总量", "é\u0323x", "\t-"} {
		for _, fault := range []int{0, 1, 30, 100, 150, 299} {
			runes := []rune(strings.Repeat(filler, 300))[:300]
			runes[fault] = '€'
			d := Diagnostic{Source: string(runes), Span: Span{Start: Pos{0, 1, fault + 1}, End: Pos{0, 1, fault + 2}}}
			lines := strings.Split(d.Render(), "\n")
			line, caret := lines[1][len("    1 | "):], lines[2][len("      | "):]
			require.LessOrEqual(t, Width(line), renderColumns)
			require.Equal(t, "^", strings.TrimLeft(caret, " "))
			before, _, found := strings.Cut(line, "€")
			require.True(t, found, line)
			require.Equal(t, Width(before), len(caret)-1, line)

			whole := strings.ReplaceAll(string(runes), "\t", " ")
			shown := strings.TrimSuffix(strings.TrimPrefix(line, "…"), "…")
			require.Contains(t, whole, shown)
			require.Equal(t, !strings.HasPrefix(whole, shown), strings.HasPrefix(line, "…"), line)
			require.Equal(t, !strings.HasSuffix(whole, shown), strings.HasSuffix(line, "…"), line)
			require.Greater(t, Width(line), renderColumns-4, "the room is used")
		}
	}
}

func TestRenderMarksNoMoreThanItShows(t *testing.T) {
	d := Diagnostic{Source: strings.Repeat("话", 300), Span: Span{Start: Pos{0, 1, 10}, End: Pos{0, 1, 301}}}
	lines := strings.Split(d.Render(), "\n")
	require.LessOrEqual(t, Width(lines[2]), Width(lines[1]))
}
