package dsl

import "strings"

// blockDeclaration writes a declaration with its rows. A block that stood on
// one line stays there if it fits.
func (w *printer) blockDeclaration(d *Phrase, head string, sorted []*Phrase) {
	parts := []string{head}
	for _, c := range sorted {
		parts = append(parts, clauseSpace(c), phraseText(c))
	}
	head = strings.Join(parts, "")
	if line, ok := oneLineBlock(d, head); ok {
		w.line(withTrail(line, d.trail))
		return
	}
	w.line(withTrail(head+" {", d.tailOpen))
	for i, text := range rowTexts(d) {
		row := d.Rows[i]
		if i > 0 && row.blankBefore {
			w.line("")
		}
		w.comments(indent, row.lead)
		if row.gap {
			w.line("")
		}
		w.line(withTrail(indent+text, row.trail))
	}
	w.comments(indent, d.tail)
	w.line(withTrail("}", d.trail))
}

func oneLineBlock(d *Phrase, head string) (string, bool) {
	if !d.oneLine { // and then no comment is inside
		return "", false
	}
	texts := make([]string, len(d.Rows))
	for i, row := range d.Rows {
		texts[i] = textOf(row).join(0)
	}
	line := head + " { " + strings.Join(texts, ";  ") + " }"
	if len(texts) == 0 {
		line = head + " { }"
	}
	return line, Width(line) <= formatColumns
}

// rowTexts writes the rows of a block, aligned where they have columns.
func rowTexts(d *Phrase) []string {
	if d.rule.block == casesBlock {
		return caseTexts(d)
	}
	widest := 0
	rows := make([]rowText, len(d.Rows))
	for i, row := range d.Rows {
		rows[i] = textOf(row)
		if columns := Width(rows[i].left); rows[i].right != "" && columns <= formatColumns/2 {
			widest = max(widest, columns)
		}
	}
	texts := make([]string, len(rows))
	for i, row := range rows {
		texts[i] = row.join(widest)
	}
	return texts
}

// A rowText is a row cut where the rows of a block are aligned: what stands
// before and behind the arrow. A row that has no such place is all left.
type rowText struct{ left, arrow, right string }

func (r rowText) join(columns int) string {
	if r.right == "" {
		return r.left
	}
	return Pad(r.left, columns) + r.arrow + r.right
}

const arrow = " -> "

func textOf(row *Phrase) rowText {
	switch row.Keyword {
	case "row":
		return tableRowText(row)
	case "facts":
		return rowText{left: row.Text("assignments")}
	case "expect":
		return rowText{left: "expect " + row.Text("fail") + row.Text("assignments")}
	case "header", "case":
		given, expected := caseSides(row)
		return rowText{joinTexts(given, ", "), arrow, joinTexts(expected, ", ")}
	case "quota":
		if f := row.Arg("quota"); f != nil {
			grades, share := quotaSides(f)
			return rowText{grades, " ", share}
		}
	case "ties":
		if f := row.Text("formula"); f != "" {
			return rowText{left: "ties by " + f}
		}
	case "minimum":
		return rowText{left: "minimum " + row.Text("constant") + " people"}
	}
	return rowText{left: row.Keyword + " " + row.Text("word")}
}

func tableRowText(row *Phrase) rowText {
	r := rowText{row.Text("cells"), arrow, row.Text("result")}
	if result := row.Arg("result"); result != nil && (result.Op == "flat" || result.Op == "extend") {
		return rowText{left: r.left + " " + r.right}
	}
	for _, column := range row.Fields {
		r.right += "  " + phraseText(column)
	}
	return r
}

// caseTexts aligns the columns of examples.
func caseTexts(d *Phrase) []string {
	cells := make([][]string, len(d.Rows))
	var widths []int
	for i, row := range d.Rows {
		cells[i] = caseCells(row)
		for k, cell := range cells[i] {
			if k == len(widths) {
				widths = append(widths, 0)
			}
			widths[k] = max(widths[k], Width(cell))
		}
	}
	texts := make([]string, len(d.Rows))
	for i := range cells {
		for k, cell := range cells[i] {
			if k < len(cells[i])-1 {
				cell = Pad(cell, widths[k]) + " "
			}
			texts[i] += cell
		}
	}
	return texts
}

// caseCells are the values of a row of examples with their commas, and the arrow.
func caseCells(row *Phrase) []string {
	given, expected := caseSides(row)
	cells := append(withCommas(given), "->")
	return append(cells, withCommas(expected)...)
}

// caseSides are what stands before and behind the arrow of a row of examples.
func caseSides(row *Phrase) (given, expected []*Fragment) {
	f := row.Arg("case")
	switch {
	case f == nil:
		return row.ArgList("given"), row.ArgList("expected")
	case f.Parts[1].Kind == FragmentList:
		return f.Parts[0].Parts, f.Parts[1].Parts
	}
	return f.Parts[0].Parts, f.Parts[1:]
}

func withCommas(values []*Fragment) []string {
	var cells []string
	for i, v := range values {
		text := v.Text()
		if i < len(values)-1 {
			text += ","
		}
		cells = append(cells, text)
	}
	return cells
}
