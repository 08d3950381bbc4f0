package score

import (
	"fmt"

	"github.com/kaohe-go/kaohe/dsl"
)

// This file writes the declarations that have rows or policies.

func (w *schemeWriter) require(i int, r *Require) {
	w.start("require", w.formula(fmt.Sprintf("requires.%d.condition", i), r.Condition), w.title(r.Message))
	w.end(r.Note)
}

func (w *schemeWriter) table(t *Table) {
	path := w.paths.of("tables", t.Name)
	w.start("table", w.name(path, t.Name), "(")
	w.columns(path+".columns", t.Columns)
	w.words(")")
	if t.Mode != "" {
		w.words(w.name(path, t.Mode))
	}
	w.flag("first", t.First)
	w.note(t.Note)
	w.open()
	for i, r := range t.Rows {
		row := fmt.Sprintf("%s.rows.%d", path, i)
		w.indent(w.leaf(dsl.FragmentCells, row+".when", r.When))
		w.resultOf(row+".result", r.Result)
		w.b.WriteByte('\n')
	}
	w.closing()
}

func (w *schemeWriter) open() { w.b.WriteString("{\n") }

func (w *schemeWriter) closing() { w.b.WriteString("}\n") }

func (w *schemeWriter) indent(text string) { w.b.WriteString("    " + text + " ") }

// resultOf writes a row's result; flat and extend stand without an arrow.
func (w *schemeWriter) resultOf(path, text string) {
	result := w.leaf(dsl.FragmentResult, path, text)
	if result != "flat" && result != "extend" {
		w.words("->")
	}
	w.words(result)
}

func (w *schemeWriter) indicator(in *Indicator) {
	path := w.paths.of("indicators", in.Name)
	if r := in.Rating; r != nil {
		w.start("rating", w.name(path, in.Name), w.title(in.Title))
		w.typeOf(path, r.Type, nil)
		w.domain(path, r.In, r.Step, r.OneOf)
		w.clause("default", dsl.FragmentConstant, path+".default", r.Default)
		w.flag("optional", r.Optional)
	} else {
		w.start("indicator", w.name(path, in.Name), w.title(in.Title), "=", w.formula(path+".formula", in.Formula))
	}
	w.rounded(path, in.AtLeast, in.AtMost, in.Round)
	w.clause("points", dsl.FragmentConstant, path+".points", in.Points)
	w.clause("weight", dsl.FragmentConstant, path+".weight", in.Weight)
	w.clause("in", dsl.FragmentName, path+".section", in.In)
	if in.AppliesWhen != "" {
		w.clause("applies when", dsl.FragmentFormula, path+".applies_when", in.AppliesWhen)
		w.words("otherwise", w.leaf(dsl.FragmentName, path+".otherwise", in.Otherwise))
	}
	w.clause("missing", dsl.FragmentName, path+".missing", in.Missing)
	w.end(in.Note)
}

func (w *schemeWriter) gate(i int, g *Gate) {
	path := gatePath(i)
	if n := len(g.effects()); n != 1 {
		w.gateEffects(place{path: path}, n)
		return
	}
	w.start("gate", w.title(g.Title), "when", w.formula(path+".when", g.When), "then")
	w.clause("total", dsl.FragmentFormula, path+".total", g.Total)
	w.clause("total at most", dsl.FragmentFormula, path+".total_at_most", g.TotalAtMost)
	w.clause("grade", dsl.FragmentConstant, path+".grade", g.Grade)
	w.clause("grade at most", dsl.FragmentConstant, path+".grade_at_most", g.GradeAtMost)
	w.clause("drop", dsl.FragmentConstant, path+".drop", g.Drop)
	if g.Scale != "" {
		w.words("scale", w.name(path+".scale", g.Scale), "by", w.formula(path+".by", g.By))
	}
	w.flag("forfeit", g.Forfeit)
	if g.Fail != "" {
		w.words("fail", w.text(g.Fail))
	}
	w.end(g.Note)
}

func (w *schemeWriter) grades(g *Grades) {
	w.start("grades")
	if g.By != "" {
		w.words("by", "("+w.formula("grades.by", g.By)+")")
	}
	w.flag("first", g.First)
	w.note(g.Note)
	w.open()
	for i, band := range g.Bands {
		path := fmt.Sprintf("grades.rows.%d", i)
		w.indent(w.leaf(dsl.FragmentCells, path+".when", band.When))
		w.resultOf(path+".name", band.Name)
		for _, c := range band.Columns {
			w.words(w.name(path, c.Name), w.leaf(dsl.FragmentConstant, path+"."+c.Name, c.Value))
		}
		w.b.WriteByte('\n')
	}
	w.closing()
}

func (w *schemeWriter) examples(s *Scheme) {
	for i := range s.Examples {
		e := &s.Examples[i]
		path := fmt.Sprintf("examples.%d", i)
		w.start("example", w.title(e.Title))
		w.clause("with", dsl.FragmentAssignments, path+".with", e.With)
		w.note(e.Note)
		w.open()
		if e.Facts != "" {
			w.indent(w.leaf(dsl.FragmentAssignments, path+".facts", e.Facts) + "\n")
		}
		switch fails, reason := failLeaf(e.Expect); {
		case reason:
			w.indent("expect " + w.leaf(dsl.FragmentResult, path+".expect", e.Expect) + "\n")
		case fails:
			w.indent("expect fail\n")
		default:
			w.indent("expect " + w.leaf(dsl.FragmentAssignments, path+".expect", e.Expect) + "\n")
		}
		w.closing()
	}
	for i := range s.Cases {
		c := &s.Cases[i]
		path := fmt.Sprintf("cases.%d", i)
		w.start("examples", w.title(c.Title))
		w.clause("with", dsl.FragmentAssignments, path+".with", c.With)
		w.note(c.Note)
		w.open()
		w.indent(w.leaf(dsl.FragmentCase, path+".header", c.Header) + "\n")
		for k, row := range c.Rows {
			w.indent(w.leaf(dsl.FragmentCase, fmt.Sprintf("%s.rows.%d", path, k), row) + "\n")
		}
		w.closing()
	}
}
