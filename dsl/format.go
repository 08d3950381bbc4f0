package dsl

import (
	"cmp"
	"slices"
	"strings"
)

// formatColumns is the width over which clauses move to lines of their own.
const formatColumns = 100

const indent = "    "

// Format writes a file in the one style of the language: declarations apart as
// the author left them (at most one empty line), clauses in the order of the
// grammar, tables aligned on their arrows, formulas on the author's lines. All
// comments are kept. Formatting twice changes nothing. The file must have been
// parsed without faults.
func Format(f *File) string {
	w := &printer{}
	for i, d := range f.Decls {
		if i > 0 && d.blankBefore {
			w.line("")
		}
		w.declaration(d)
	}
	for i, c := range f.comments {
		if c.blankBefore && (i > 0 || len(f.Decls) > 0) {
			w.line("")
		}
		w.line(c.Text)
	}
	return w.b.String()
}

// FormatText parses a text and formats it; with faults it returns them instead.
func FormatText(name, text string, limits Limits) (string, Diagnostics) {
	f, ds := Parse(name, text, limits)
	if ds.HasErrors() {
		return "", ds
	}
	return Format(f), nil
}

type printer struct {
	b strings.Builder
}

func (w *printer) line(s string) {
	w.b.WriteString(strings.TrimRight(s, " "))
	w.b.WriteByte('\n')
}

// comments writes comments on lines of their own.
func (w *printer) comments(prefix string, comments []Comment) {
	for i, c := range comments {
		if i > 0 && c.blankBefore {
			w.line("")
		}
		w.line(prefix + c.Text)
	}
}

func withTrail(s string, c *Comment) string {
	if c == nil {
		return s
	}
	return s + "  " + c.Text
}

func (w *printer) declaration(d *Phrase) {
	w.comments("", d.lead)
	if d.gap {
		w.line("")
	}
	head, multiline := headText(d)
	sorted := sortedClauses(d)
	if d.HasBlock {
		w.blockDeclaration(d, head, sorted)
		return
	}
	if line, ok := oneLine(d, head, sorted); ok && !multiline {
		w.line(line)
		return
	}
	w.line(withTrail(head, d.trail))
	w.clauseLines(sorted)
}

// oneLine joins head and clauses, if they fit and no comment stands between.
func oneLine(d *Phrase, head string, sorted []*Phrase) (string, bool) {
	trail := d.trail
	line := head
	for i, c := range sorted {
		if trail != nil || len(c.lead) > 0 || c.trail != nil && i < len(sorted)-1 {
			return "", false
		}
		line += clauseSpace(c) + phraseText(c)
		trail = c.trail
		if Width(line) > formatColumns {
			return "", false
		}
	}
	return withTrail(line, trail), Width(line) <= formatColumns
}

// clauseSpace sets clauses apart; the value of a param reads like an assignment.
func clauseSpace(c *Phrase) string {
	if c.Keyword == "value" {
		return " "
	}
	return "  "
}

// clauseLines fills indented lines with clauses.
func (w *printer) clauseLines(sorted []*Phrase) {
	line := ""
	flush := func() {
		if line != "" {
			w.line(line)
		}
		line = ""
	}
	for _, c := range sorted {
		text := phraseText(c)
		if len(c.lead) > 0 || line != "" && Width(line)+2+Width(text) > formatColumns {
			flush()
			w.comments(indent, c.lead)
		}
		if line == "" {
			line = indent + text
		} else {
			line += "  " + text
		}
		if c.trail != nil {
			line = withTrail(line, c.trail)
			flush()
		}
	}
	flush()
}

// sortedClauses puts clauses in the order of the grammar table.
func sortedClauses(d *Phrase) []*Phrase {
	allowed, _ := d.rule.allowedClauses()
	sorted := slices.Clone(d.Clauses)
	slices.SortStableFunc(sorted, func(a, b *Phrase) int {
		return cmp.Compare(slices.Index(allowed, a.Keyword), slices.Index(allowed, b.Keyword))
	})
	return sorted
}

// headText is a declaration up to its clauses; a formula at its end keeps the
// author's lines.
func headText(d *Phrase) (text string, multiline bool) {
	formula := d.Arg("formula")
	if !keepsLines(d.rule) || formula == nil || !hasLines(formula) {
		return phraseText(d), false
	}
	head := strings.TrimSuffix(phraseText(d), formula.Text())
	return head + formulaLines(formula), true
}

func hasLines(f *Fragment) bool {
	return slices.ContainsFunc(f.Tokens[1:], func(t Token) bool { return t.OnNewLine || len(t.comments) > 0 })
}

// formulaLines writes a formula on the author's lines, continued ones indented
// twice, so that they stand apart from clauses.
func formulaLines(f *Fragment) string {
	const newLine = "\n" + indent + indent
	var b strings.Builder
	for i, t := range f.Tokens {
		broken := i > 0 && t.OnNewLine
		if i > 0 {
			for _, c := range t.comments {
				if c.Trailing {
					b.WriteString("  " + c.Text)
				} else {
					b.WriteString(newLine + c.Text)
				}
				broken = true
			}
		}
		switch {
		case broken:
			b.WriteString(newLine)
		case i > 0 && spaceBetween(f.Tokens, i):
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}
