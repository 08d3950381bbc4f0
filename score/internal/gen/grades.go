package gen

import (
	"math/big"
	"slices"
	"strings"
)

// grades is what formulas may read of the bands.
type grades struct {
	names   []string
	plain   []string // those that are no param
	columns []string
}

func (g *generator) makeGrades() {
	if g.total == nil && !g.s.chance(128) || g.s.chance(50) {
		return
	}
	by := ""
	if g.total == nil || g.s.chance(40) {
		f := g.formula()
		by = " by (" + f.top(f.number(1)) + ")"
	}
	made := &grades{columns: []string{"coefficient"}}
	if g.s.chance(70) {
		made.columns = append(made.columns, oneOf(g.s, "days", "points", "补贴"))
	}
	bands := g.bandCells()
	var rows []string
	for i, cell := range bands {
		if i > 0 && g.s.chance(10) {
			rows = append(rows, cell+" -> fail "+oneOf(g.s, messages...))
			continue
		}
		out := cell + g.gap() + "-> " + g.bandName(made, i)
		for _, c := range made.columns {
			out += " " + c + " " + g.coefficient()
		}
		rows = append(rows, out)
	}
	first := ""
	if g.s.chance(20) {
		first, rows = " first", slices.Insert(rows, 0, "> 50"+" -> "+g.topBand(made))
	}
	g.declare("grades" + by + first + " {" + open + strings.Join(rows, row) + shut + "}")
	g.grades = made
}

// bandName is a text, or now and then a text param, of which no other band
// has a name.
func (g *generator) bandName(made *grades, i int) string {
	for _, p := range g.params {
		if p.kind == text && len(made.names) == 0 && g.s.chance(20) {
			made.names = append(made.names, p.oneOf...)
			return p.name
		}
	}
	name := gradeNames[i%len(gradeNames)]
	made.names, made.plain = append(made.names, name), append(made.plain, name)
	return `"` + name + `"`
}

// topBand is one more band, which may overlap the others.
func (g *generator) topBand(made *grades) string {
	out := g.bandName(&grades{names: []string{""}}, len(gradeNames)-1)
	made.names, made.plain = append(made.names, gradeNames[len(gradeNames)-1]), append(made.plain, gradeNames[len(gradeNames)-1])
	for _, c := range made.columns {
		out += " " + c + " " + g.coefficient()
	}
	return out
}

func (g *generator) coefficient() string {
	if p := g.numberParam(); p != nil && g.s.chance(50) {
		return p.name
	}
	return oneOf(g.s, "1", "1.1", "0.8", "110%", "0", "1.25", "-0.5")
}

// bandCells cuts the number line from the top down; the last row is an else,
// or reaches down without end.
func (g *generator) bandCells() []string {
	top := oneOf(g.s, 95, 100, 10, 1000)
	width := oneOf(g.s, 5, 10, 2)
	leftOpen := g.s.chance(128)
	var out []string
	var hi *big.Rat
	at := whole(top)
	for range 1 + g.s.pick(4) {
		cell := interval(at, leftOpen, hi, !leftOpen, number)
		if hi == nil && g.s.chance(128) {
			cell = choose(leftOpen, "> ", ">= ") + decimal(at)
		}
		out = append(out, cell)
		hi, at = at, sub(at, whole(width))
	}
	switch g.s.pick(4) {
	case 0, 1:
		return append(out, "else")
	case 2:
		return append(out, interval(nil, true, hi, !leftOpen, number))
	}
	return append(out, choose(leftOpen, "<= ", "< ")+decimal(hi))
}
