package score

import (
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
)

// Text writes the scheme as a .kaohe file in the formatter's style, which loads
// to the same scheme: leaf for leaf, but for their canonical spelling. Comments
// of a scheme that was loaded are not kept; dsl.Format keeps them. The error is
// of type dsl.Diagnostics and names the leaves that can't be written; whether
// the scheme makes sense is not checked.
func (s Scheme) Text() (string, error) {
	w := &schemeWriter{reporter: reporter{origin: nil}, limits: s.Limits.withDefaults().Syntax, paths: paths{}}
	w.head(&s)
	for i := range s.Params {
		w.param(&s.Params[i])
	}
	for i := range s.Inputs {
		w.input(&s.Inputs[i])
	}
	for i := range s.Requires {
		w.require(i, &s.Requires[i])
	}
	for i := range s.Tables {
		w.table(&s.Tables[i])
	}
	for i := range s.Values {
		v := &s.Values[i]
		path := w.paths.of("values", v.Name)
		w.start("value", w.name(path, v.Name), w.title(v.Title), "=", w.formula(path+".formula", v.Formula))
		w.rounded(path, v.AtLeast, v.AtMost, v.Round)
		w.end(v.Note)
	}
	for i := range s.Sections {
		section := &s.Sections[i]
		path := w.paths.of("sections", section.Name)
		w.start("section", w.name(path, section.Name), w.title(section.Title))
		w.clause("weight", dsl.FragmentConstant, path+".weight", section.Weight)
		w.end(section.Note)
	}
	for i := range s.Indicators {
		w.indicator(&s.Indicators[i])
	}
	if t := &s.Total; t.Formula != "" {
		w.start("total", w.title(t.Title), "=", w.formula("total.formula", t.Formula))
		w.rounded("total", t.AtLeast, t.AtMost, t.Round)
		w.clause("over at least", dsl.FragmentConstant, "total.over_at_least", t.OverAtLeast)
		w.end(t.Note)
	}
	for i := range s.Gates {
		w.gate(i, &s.Gates[i])
	}
	if len(s.Grades.Bands) > 0 {
		w.grades(&s.Grades)
	}
	if s.Distribution.stated() {
		w.distribution(&s.Distribution)
	}
	for i := range s.Pools {
		w.pool(&s.Pools[i])
	}
	for i := range s.Payouts {
		p := &s.Payouts[i]
		path := w.paths.of("payouts", p.Name)
		w.start("payout", w.name(path, p.Name), w.title(p.Title), "=", w.formula(path+".formula", p.Formula))
		w.rounded(path, p.AtLeast, p.AtMost, p.Round)
		w.end(p.Note)
	}
	w.examples(&s)
	if w.ds.HasErrors() {
		return "", w.ds.Err()
	}
	text, ds := dsl.FormatText(s.Name, w.b.String(), w.limits)
	if ds.HasErrors() {
		return "", ds.Err()
	}
	return text, nil
}

// schemeWriter writes declarations; the formatter does the rest. Every leaf is
// parsed first, so that none can smuggle in a clause or a declaration.
type schemeWriter struct {
	reporter
	b      strings.Builder
	limits dsl.Limits
	paths  paths
	kind   string
}

// leaf is the canonical text of a leaf.
func (w *schemeWriter) leaf(kind dsl.FragmentKind, path, text string) string {
	if text == "" {
		w.add(place{path: path}, dsl.Diagnostic{Code: dsl.CodeFragment, Message: "it is empty"})
		return ""
	}
	f, ds := (*origin)(nil).leaf(kind, path, text, w.limits)
	for _, d := range ds {
		w.add(place{path: path}, d)
	}
	return f.Text()
}

func (w *schemeWriter) formula(path, text string) string {
	return w.leaf(dsl.FragmentFormula, path, text)
}

func (w *schemeWriter) name(path, text string) string {
	if !isName(text) {
		w.badName(place{path: path}, text)
	}
	return text
}

func (w *schemeWriter) title(text string) string {
	if text == "" {
		return ""
	}
	return w.text(text)
}

// text writes a text literal. What a scheme may not hold, the formatter's
// parser refuses.
func (w *schemeWriter) text(text string) string { return dsl.Quote(text) }

// start begins a declaration, with an empty line before each new kind.
func (w *schemeWriter) start(words ...string) {
	if w.kind != words[0] && w.b.Len() > 0 && !isHead(words[0]) {
		w.b.WriteByte('\n')
	}
	w.kind = words[0]
	w.words(words...)
}

func isHead(word string) bool { return word == "version" || word == "effective" }

func (w *schemeWriter) words(words ...string) {
	for _, word := range words {
		if word != "" {
			w.b.WriteString(word + " ")
		}
	}
}

// clause writes a clause if it is given.
func (w *schemeWriter) clause(keyword string, kind dsl.FragmentKind, path, text string) {
	if text != "" {
		w.words(keyword, w.leaf(kind, path, text))
	}
}

func (w *schemeWriter) flag(keyword string, given bool) {
	if given {
		w.words(keyword)
	}
}

func (w *schemeWriter) rounded(path, atLeast, atMost, round string) {
	w.clause("at least", dsl.FragmentFormula, path+".at_least", atLeast)
	w.clause("at most", dsl.FragmentFormula, path+".at_most", atMost)
	w.clause("round", dsl.FragmentRounding, path+".round", round)
}

func (w *schemeWriter) note(note string) {
	if note != "" {
		w.words("note", w.text(note))
	}
}

func (w *schemeWriter) end(note string) {
	w.note(note)
	w.b.WriteByte('\n')
}

func (w *schemeWriter) head(s *Scheme) {
	w.start("scheme", w.name("scheme", s.Name), w.title(s.Title))
	w.end(s.Note)
	if s.Version != "" {
		w.start("version", w.text(s.Version))
		w.end("")
	}
	if s.Effective != "" {
		w.start("effective", "from", w.leaf(dsl.FragmentDate, "scheme.effective", s.Effective))
		w.end("")
	}
}

// domain writes the clauses of a domain.
func (w *schemeWriter) domain(path, in, step, oneOf string) {
	w.clause("in", dsl.FragmentInterval, path+".in", in)
	w.clause("step", dsl.FragmentConstant, path+".step", step)
	w.clause("one of", dsl.FragmentConstants, path+".one_of", oneOf)
}

// typeOf writes a type; a list of records has its fields behind it.
func (w *schemeWriter) typeOf(path, kind string, fields []Column) {
	if kind == "" {
		return
	}
	if base, _ := strings.CutPrefix(kind, "list "); kind != "list" && typeKinds[base] == 0 {
		w.badType(place{path: path}, kind)
	}
	w.words(kind)
	if kind == "list" {
		w.words("{")
		w.columns(path+".fields", fields)
		w.words("}")
	}
}

func (w *schemeWriter) columns(path string, columns []Column) {
	for i, c := range columns {
		if i > 0 {
			w.words(",")
		}
		w.words(w.name(path, c.Name))
		w.typeOf(path, c.Type, nil)
		w.domain(path, c.In, c.Step, c.OneOf)
	}
}

func (w *schemeWriter) param(p *Param) {
	path := w.paths.of("params", p.Name)
	w.start("param", w.name(path, p.Name))
	w.typeOf(path, p.Type, nil)
	w.words(w.title(p.Title))
	w.domain(path, p.In, p.Step, p.OneOf)
	w.clause("=", dsl.FragmentConstant, path+".value", p.Value)
	w.end(p.Note)
}

func (w *schemeWriter) input(in *Input) {
	path := w.paths.of("inputs", in.Name)
	w.start("input", w.name(path, in.Name))
	w.typeOf(path, in.Type, in.Fields)
	w.words(w.title(in.Title))
	w.domain(path, in.In, in.Step, in.OneOf)
	w.clause("default", dsl.FragmentConstant, path+".default", in.Default)
	w.flag("optional", in.Optional)
	w.end(in.Note)
}
