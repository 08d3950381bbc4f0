package dsl

import (
	"fmt"
	"strings"
)

// renderColumns is the width to which a shown source line is cut.
const renderColumns = 120

// Render is the diagnostic for a terminal: its line, the source line with a
// caret under the fault (also under East Asian wide characters), witness and
// hint. A long source line is cut to 120 columns round the caret.
func (d Diagnostic) Render() string {
	var b strings.Builder
	plain := d
	plain.Hint = ""
	b.WriteString(plain.String() + "\n")
	if d.Span.IsValid() && strings.TrimSpace(d.Source) != "" {
		length := d.Span.End.Column - d.Span.Start.Column
		if d.Span.End.Line != d.Span.Start.Line {
			length = len(d.Source)
		}
		line, caret := cutLine(d.Source, d.Span.Start.Column-1, length)
		number := fmt.Sprintf("%5d", d.Span.Start.Line)
		fmt.Fprintf(&b, "%s | %s\n", number, line)
		fmt.Fprintf(&b, "%s | %s\n", strings.Repeat(" ", len(number)), caret)
	}
	if d.Witness != "" {
		b.WriteString("  for example: " + d.Witness + "\n")
	}
	if d.Hint != "" {
		b.WriteString("  hint: " + d.Hint + "\n")
	}
	return b.String()
}

// cutLine shows the part of a line round the caret, which stands under the
// code points from start on. Tabs count as one space, what does not print is
// shown as �.
func cutLine(source string, start, length int) (line, caret string) {
	runes := []rune(source) // each invalid byte becomes one �, as columns count
	for i, r := range runes {
		switch {
		case r == '\t':
			runes[i] = ' '
		case runeWidth(r) == 0 && !isCombining(r):
			runes[i] = '�'
		}
	}
	start = min(max(start, 0), len(runes))
	end := min(start+max(length, 1), len(runes))

	from, to := start, start
	columns := 0
	grow := func(r rune) bool {
		if columns+runeWidth(r) > renderColumns-2 {
			return false
		}
		columns += runeWidth(r)
		return true
	}
	// Two thirds of the room go to what stands after the caret's start.
	for to < len(runes) && columns < renderColumns*2/3 && grow(runes[to]) {
		to++
	}
	for from > 0 && grow(runes[from-1]) {
		from--
	}
	for to < len(runes) && grow(runes[to]) {
		to++
	}
	prefix := Width(string(runes[from:start]))
	marked := max(1, Width(string(runes[start:max(start, min(end, to))])))
	line = string(runes[from:to])
	if from > 0 {
		line, prefix = "…"+line, prefix+1
	}
	if to < len(runes) {
		line += "…"
	}
	return strings.TrimRight(line, " "), strings.Repeat(" ", prefix) + strings.Repeat("^", marked)
}
