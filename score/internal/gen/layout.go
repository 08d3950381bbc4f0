package gen

import "strings"

// The makers leave these marks where the layout is free. They are control
// characters, which no text of a scheme contains.
const (
	must     = "\x02" // a space or a line break
	clause   = "\x03" // before a clause: a space or a line break
	row      = "\x04" // between the rows of a block
	open     = "\x05" // after the brace of a block
	shut     = "\x06" // before its closing brace
	maybe    = "\x01" // a space, nothing or a line break
	maybeNot = "\x07" // nothing, or seldom a line break
)

// mark is a place for a space that may be left away, or for none.
func mark(usual string) string { return choose(usual == "", maybeNot, maybe) }

var comments = []string{
	"// verbatim", "//", "// 见附件：\"第三条\" { ( [", "// input x number", "// else -> 3; }", "/// \"",
}

// layout writes the file: the head, then the declarations in any order.
func (g *generator) layout() string {
	shuffled := append([]string(nil), g.decls...)
	if g.s.chance(128) {
		shuffle(g.s, shuffled)
	}
	var out strings.Builder
	if g.s.chance(60) {
		out.WriteString(oneOf(g.s, comments...) + "\n\n")
	}
	out.WriteString("scheme " + oneOf(g.s, "s", "front_desk", "方案") + g.title() + "\n")
	if g.s.chance(200) {
		out.WriteString(`version "` + oneOf(g.s, "1", "2013.1") + `"` + "\n")
	}
	if g.s.chance(40) {
		out.WriteString("effective from 2013-01-01\n")
	}
	for _, decl := range shuffled {
		out.WriteString(g.gaps())
		out.WriteString(g.lay(decl))
		if g.s.chance(20) {
			out.WriteString(" " + oneOf(g.s, comments...))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// gaps are blank lines and comments between declarations.
func (g *generator) gaps() string {
	switch g.s.pick(10) {
	case 7:
		return "\n"
	case 8:
		return oneOf(g.s, comments...) + "\n"
	case 9:
		return "\n   " + oneOf(g.s, comments...) + "\n\n"
	}
	return ""
}

// lay resolves the marks of one declaration.
func (g *generator) lay(decl string) string {
	oneLine := g.s.chance(50)
	indent := oneOf(g.s, "    ", "  ", "\t", "        ")
	var out strings.Builder
	for _, c := range decl {
		switch string(c) {
		case maybe:
			out.WriteString(g.space(indent, " ", 100))
		case maybeNot:
			out.WriteString(g.space(indent, "", 0))
		case must:
			out.WriteString(g.space(indent, " ", 0))
		case clause:
			out.WriteString(choose(!oneLine && g.s.chance(120), g.lineEnd(indent), oneOf(g.s, " ", "  ")))
		case open:
			out.WriteString(choose(oneLine, " ", g.lineEnd(indent)))
		case row:
			out.WriteString(choose(oneLine || g.s.chance(12), oneOf(g.s, "; ", ";  "), g.lineEnd(indent)))
		case shut:
			out.WriteString(choose(oneLine, " ", "\n"))
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

// space is the usual one, nothing in so many of 256 cases, or a line break.
func (g *generator) space(indent, usual string, none256 int) string {
	switch {
	case g.s.chance(8):
		return g.lineEnd(indent)
	case g.s.chance(none256):
		return ""
	}
	return usual
}

// lineEnd breaks the line, now and then with comments and blank lines.
func (g *generator) lineEnd(indent string) string {
	out := "\n"
	if g.s.chance(20) {
		out = " " + oneOf(g.s, comments...) + "\n"
	}
	switch g.s.pick(24) {
	case 22:
		out += "\n"
	case 23:
		out += choose(g.s.chance(128), "", indent) + oneOf(g.s, comments...) + "\n"
	}
	return out + indent
}
