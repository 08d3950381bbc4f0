package gen

import (
	"math/big"
	"strings"
)

// Tables of other modes than look-up read their last column, a number, in
// another way; the columns before it are as ever.

func (g *generator) makeModeTable() {
	t := &table{name: g.fresh(tableNames)}
	mode := oneOf(g.s, "graduated", "linear", "whole_volume")
	last := &column{name: "v", kind: oneOf(g.s, number, percent, number), decl: "v "}
	last.dom = domain{lo: whole(oneOf(g.s, 0, 0, 10, 2))}
	if mode != "graduated" && g.s.chance(60) {
		last.dom.lo = whole(-20)
	}
	if g.s.chance(180) {
		last.dom.hi = add(last.dom.lo, whole(oneOf(g.s, 100, 1000, 7)))
	}
	last.dom.loOpen = g.s.chance(60)
	last.decl += last.kind.String() + " in " + last.dom.text(last.kind)
	if g.s.chance(60) {
		in := &column{name: "kind", kind: text, oneOf: oneOf(g.s, levels...)}
		in.decl = "kind text one of " + quoted(in.oneOf, ", ")
		t.columns = append(t.columns, in)
	}
	t.columns = append(t.columns, last)
	groups := []string{""}
	if len(t.columns) == 2 {
		groups = nil
		for _, p := range g.textPieces(t.columns[0], 2) {
			groups = append(groups, p.cell+", ")
		}
	}
	var rows []string
	for _, group := range groups {
		for _, row := range g.modeRows(t, mode, last) {
			rows = append(rows, group+row)
		}
	}
	if mode != "linear" && len(groups) == 1 && len(rows) > 1 && g.s.chance(90) {
		rows[len(rows)-1] = "else -> " + g.constantResult(t)
	}
	var heads []string
	for _, c := range t.columns {
		heads = append(heads, c.decl)
	}
	g.tables = append(g.tables, t)
	g.declare("table " + t.name + "(" + strings.Join(heads, ", ") + ") " + mode + " {" + open + strings.Join(rows, row) + shut + "}")
}

func (g *generator) modeRows(t *table, mode string, last *column) []string {
	if mode == "linear" {
		return g.linearRows(t, last)
	}
	d := last.dom
	if mode == "graduated" {
		d.lo, d.loOpen = whole(0), false
	}
	var rows []string
	for i, p := range cutLine(g.s, d, last.kind, 1+g.s.pick(4), false) {
		rows = append(rows, p.cell+" -> "+g.result(t, choose(i == 0, 0, 12)))
	}
	if n := len(rows); n > 2 && g.s.chance(60) {
		// The first and the third piece don't touch: one row takes both.
		first, _, _ := strings.Cut(rows[0], " -> ")
		rows[2] = first + " | " + rows[2]
		rows = rows[1:]
	}
	return rows
}

// linearRows are points, in any order, and rows for what lies outside of them.
func (g *generator) linearRows(t *table, last *column) []string {
	points := append([]*big.Rat{}, cutPoints(g.s, last.dom, 1+g.s.pick(4))...)
	if last.dom.lo != nil && !last.dom.loOpen && g.s.chance(60) {
		points = append([]*big.Rat{last.dom.lo}, points...)
	}
	beside := func(op string, end *big.Rat) string {
		forms := []string{" flat", " -> " + g.constantResult(t), " -> fail " + oneOf(g.s, messages...)}
		if len(points) > 1 {
			forms = append(forms, " extend")
		}
		return op + " " + literal(end, last.kind) + oneOf(g.s, forms...)
	}
	var rows []string
	for _, p := range points {
		rows = append(rows, literal(p, last.kind)+" -> "+g.constantResult(t))
	}
	shuffle(g.s, rows)
	if last.dom.lo == nil || last.dom.lo.Cmp(points[0]) < 0 {
		rows = append([]string{beside("<", points[0])}, rows...)
	}
	return append(rows, beside(">", points[len(points)-1]))
}

// overlay writes a row above others that it overlaps, which first allows.
func (g *generator) overlay(t *table, rows []string) []string {
	cells := g.split(t.columns)
	return append([]string{oneOf(g.s, cells...) + " -> " + g.result(t, 6)}, rows...)
}
