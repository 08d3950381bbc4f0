package score

import (
	"fmt"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
)

// Load reads a scheme from text, as of a .kaohe file; name is for messages.
// The error is of type dsl.Diagnostics and holds every fault of syntax. What
// the scheme means is checked by Compile.
func Load[T string | []byte](name string, src T) (Scheme, error) {
	return LoadWith(name, src, Limits{})
}

// LoadWith is Load with limits of one's own; the scheme keeps them.
func LoadWith[T string | []byte](name string, src T, limits Limits) (Scheme, error) {
	file, ds := dsl.Parse(name, string(src), limits.Syntax)
	l := &loader{
		origin: &origin{file: file, leafs: map[string]*dsl.Fragment{}, spans: map[string]dsl.Span{}},
		paths:  paths{}, once: map[string]bool{}, ds: ds,
	}
	l.scheme.Limits = limits
	if !ds.HasErrors() {
		for _, d := range file.Decls {
			l.declaration(d)
		}
	}
	l.scheme.origin = l.origin
	if err := l.ds.Err(); err != nil {
		return Scheme{}, err
	}
	return l.scheme, nil
}

// loader turns the generic tree into the model. It decides nothing.
type loader struct {
	scheme Scheme
	origin *origin
	paths  paths
	once   map[string]bool
	ds     dsl.Diagnostics
}

func (l *loader) fault(code dsl.Code, span dsl.Span, hint, format string, args ...any) {
	l.ds = append(l.ds, dsl.Diagnostic{
		Code: code, Message: fmt.Sprintf(format, args...), Hint: hint, File: l.origin.file.Name,
		Span: span, Source: l.origin.file.Line(span.Start.Line),
	})
}

// supported are the clauses and slots that package score carries out, by
// declaration. What the grammar knows beyond them is refused by name.
var supported = map[string]string{
	"scheme": "note", "version": "", "effective": "", "require": "note", "section": "weight, note", "gate": "note",
	"input":  "in, step, one of, default, optional, note",
	"rating": "in, step, one of, default, optional, points, weight, in section, applies, missing, note",
	"param":  "in, step, one of, value, note", "table": "note",
	"value":     "at least, at most, round, note",
	"indicator": "at least, at most, round, points, weight, in section, applies, missing, note",
	"total":     "at least, at most, round, over, note", "grades": "note",
	"payout": "at least, at most, round, note", "example": "note", "examples": "note",
	"distribution": "note", "pool": "within, at least, at most, forfeited, round, note",
}

func (l *loader) declaration(d *dsl.Phrase) {
	clauses, ok := supported[d.Keyword]
	if !ok {
		l.fault(CodeUnsupported, d.Word, "", "`%s` is part of the language, but not carried out yet", d.Keyword)
		return
	}
	for _, c := range d.Clauses {
		if !strings.Contains(", "+clauses+",", ", "+c.Keyword+",") {
			l.fault(CodeUnsupported, c.Word, "", "`%s` of `%s` is part of the language, but not carried out yet", c.Keyword, d.Keyword)
		}
	}
	switch d.Keyword {
	case "scheme", "version", "effective", "total", "grades", "distribution":
		if l.once[d.Keyword] {
			l.fault(CodeDuplicate, d.Word, "", "a scheme has only one `%s`", d.Keyword)
			return
		}
		l.once[d.Keyword] = true
	}
	switch d.Keyword {
	case "scheme":
		l.origin.spans["scheme"] = d.Span
		l.scheme.Name, l.scheme.Title, l.scheme.Note = l.leaf("scheme.name", d.Arg("name")), d.Value("text"), note(d)
	case "version":
		l.scheme.Version = d.Value("text")
	case "effective":
		l.origin.spans["scheme.effective"] = d.Arg("date").Span()
		l.scheme.Effective = l.leaf("scheme.effective", d.Arg("date"))
	case "input":
		l.inputs(d)
	case "require":
		path := fmt.Sprintf("requires.%d", len(l.scheme.Requires))
		l.origin.spans[path] = d.Span
		l.scheme.Requires = append(l.scheme.Requires, Require{
			Condition: l.leaf(path+".condition", d.Arg("formula")), Message: d.Value("text"), Note: note(d),
		})
	case "param":
		l.param(d)
	case "table":
		l.table(d)
	case "section":
		path, name := l.start("sections", d.Arg("name"))
		l.scheme.Sections = append(l.scheme.Sections, Section{
			Name: name, Title: d.Value("text"), Weight: l.clause(d, path, "weight", "constant", "weight"), Note: note(d),
		})
	case "gate":
		l.gate(d)
	case "value", "indicator", "rating", "total", "payout":
		l.figure(d)
	case "grades":
		l.grades(d)
	case "distribution":
		l.distribution(d)
	case "pool":
		l.pool(d)
	case "example":
		l.example(d)
	case "examples":
		l.cases(d)
	}
}

func note(d *dsl.Phrase) string {
	if c := d.Clause("note"); c != nil {
		return c.Value("text")
	}
	return ""
}

// leaf keeps a fragment under its path and gives its text.
func (l *loader) leaf(path string, f *dsl.Fragment) string {
	if f == nil {
		return ""
	}
	l.origin.leafs[path] = f
	return f.Text()
}

// clause is the leaf of a clause's only slot.
func (l *loader) clause(d *dsl.Phrase, path, keyword, slot, field string) string {
	if c := d.Clause(keyword); c != nil {
		return l.leaf(path+"."+field, c.Arg(slot))
	}
	return ""
}

func (l *loader) start(kind string, name *dsl.Fragment) (path, text string) {
	path = l.paths.of(kind, name.Text())
	l.origin.spans[path] = name.Span()
	return path, name.Text()
}

func (l *loader) inputs(d *dsl.Phrase) {
	for _, name := range d.ArgList("name") {
		path, text := l.start("inputs", name)
		l.scheme.Inputs = append(l.scheme.Inputs, Input{
			Name: text, Title: d.Value("text"), Type: l.leaf(path+".type", d.Arg("type")),
			In: l.clause(d, path, "in", "interval", "in"), Step: l.clause(d, path, "step", "constant", "step"),
			OneOf:    l.clause(d, path, "one of", "constants", "one_of"),
			Default:  l.clause(d, path, "default", "constant", "default"),
			Optional: d.Clause("optional") != nil, Fields: l.columns(path+".fields", d.Fields), Note: note(d),
		})
	}
}

// columns loads the columns of a table or the fields of a record.
func (l *loader) columns(path string, phrases []*dsl.Phrase) []Column {
	var columns []Column
	for i, c := range phrases {
		column := fmt.Sprintf("%s.%d", path, i)
		l.origin.spans[column] = c.Span
		l.listType(c)
		columns = append(columns, Column{
			Name: l.leaf(column+".name", c.Arg("name")), Type: l.leaf(column+".type", c.Arg("type")),
			In: l.clause(c, column, "in", "interval", "in"), Step: l.clause(c, column, "step", "constant", "step"),
			OneOf: l.clause(c, column, "one of", "constants", "one_of"),
		})
	}
	return columns
}

// listType refuses a list where only single values can stand.
func (l *loader) listType(d *dsl.Phrase) {
	if t := d.Arg("type"); t != nil && strings.HasPrefix(t.Text(), "list") {
		l.fault(CodeType, t.Span(), "only inputs can be lists", "a list can't stand here")
	}
}

func (l *loader) param(d *dsl.Phrase) {
	l.listType(d)
	path, name := l.start("params", d.Arg("name"))
	l.scheme.Params = append(l.scheme.Params, Param{
		Name: name, Title: d.Value("text"), Type: l.leaf(path+".type", d.Arg("type")),
		In: l.clause(d, path, "in", "interval", "in"), Step: l.clause(d, path, "step", "constant", "step"),
		OneOf: l.clause(d, path, "one of", "constants", "one_of"),
		Value: l.clause(d, path, "value", "constant", "value"), Note: note(d),
	})
}

func (l *loader) table(d *dsl.Phrase) {
	path, name := l.start("tables", d.Arg("name"))
	t := Table{Name: name, Mode: d.Text("word"), First: d.Arg("first") != nil, Note: note(d), Columns: l.columns(path+".columns", d.Columns)}
	for i, r := range d.Rows {
		row := fmt.Sprintf("%s.rows.%d", path, i)
		l.origin.spans[row] = r.Span
		t.Rows = append(t.Rows, Row{
			When: l.leaf(row+".when", r.Arg("cells")), Result: l.leaf(row+".result", r.Arg("result")),
		})
	}
	l.scheme.Tables = append(l.scheme.Tables, t)
}

// figure loads what has a formula, clamps and a rounding, or is a rating.
func (l *loader) figure(d *dsl.Phrase) {
	kinds := map[string]string{"value": "values", "indicator": "indicators", "rating": "indicators", "payout": "payouts"}
	path, name := "total", ""
	if d.Keyword == "total" {
		l.origin.spans["total"] = d.Word
	} else {
		path, name = l.start(kinds[d.Keyword], d.Arg("name"))
	}
	title, text := d.Value("text"), l.leaf(path+".formula", d.Arg("formula"))
	least := l.clause(d, path, "at least", "formula", "at_least")
	most := l.clause(d, path, "at most", "formula", "at_most")
	round := l.clause(d, path, "round", "rounding", "round")
	switch d.Keyword {
	case "value":
		l.scheme.Values = append(l.scheme.Values, Value{name, title, text, least, most, round, note(d)})
	case "indicator":
		in := Indicator{Name: name, Title: title, Formula: text, AtLeast: least, AtMost: most, Round: round, Note: note(d)}
		l.policies(d, path, &in)
		l.scheme.Indicators = append(l.scheme.Indicators, in)
	case "rating":
		l.listType(d)
		in := Indicator{Name: name, Title: title, Note: note(d), Rating: &Rating{
			Type: l.leaf(path+".type", d.Arg("type")),
			In:   l.clause(d, path, "in", "interval", "in"), Step: l.clause(d, path, "step", "constant", "step"),
			OneOf:   l.clause(d, path, "one of", "constants", "one_of"),
			Default: l.clause(d, path, "default", "constant", "default"), Optional: d.Clause("optional") != nil,
		}}
		l.policies(d, path, &in)
		l.scheme.Indicators = append(l.scheme.Indicators, in)
	case "total":
		l.scheme.Total = Total{title, text, least, most, round, l.clause(d, path, "over", "constant", "over_at_least"), note(d)}
	case "payout":
		l.scheme.Payouts = append(l.scheme.Payouts, Payout{name, title, text, least, most, round, note(d)})
	}
}

// policies loads the clauses of a weighted indicator.
func (l *loader) policies(d *dsl.Phrase, path string, in *Indicator) {
	in.Points = l.clause(d, path, "points", "constant", "points")
	in.Weight = l.clause(d, path, "weight", "constant", "weight")
	in.In = l.clause(d, path, "in section", "name", "section")
	in.AppliesWhen = l.clause(d, path, "applies", "formula", "applies_when")
	in.Otherwise = l.clause(d, path, "applies", "policy", "otherwise")
	in.Missing = l.clause(d, path, "missing", "policy", "missing")
}

func (l *loader) gate(d *dsl.Phrase) {
	path := fmt.Sprintf("gates.%d", len(l.scheme.Gates))
	l.origin.spans[path] = d.Word
	g := Gate{Title: d.Value("text"), When: l.leaf(path+".when", d.Arg("formula")), Note: note(d)}
	effect := d.Fields[0]
	formula, constant := effect.Arg("formula"), effect.Arg("constant")
	switch effect.Keyword {
	case "total":
		g.Total = l.leaf(path+".total", formula)
	case "total at most":
		g.TotalAtMost = l.leaf(path+".total_at_most", formula)
	case "grade":
		g.Grade = l.leaf(path+".grade", constant)
	case "grade at most":
		g.GradeAtMost = l.leaf(path+".grade_at_most", constant)
	case "drop":
		g.Drop = l.leaf(path+".drop", constant)
	case "scale":
		g.Scale, g.By = l.leaf(path+".scale", effect.Arg("name")), l.leaf(path+".by", formula)
	case "forfeit":
		g.Forfeit = true
	case "fail":
		g.Fail = effect.Value("text")
	}
	l.scheme.Gates = append(l.scheme.Gates, g)
}

// inBrackets is the formula in a pair of brackets that is not part of it.
func inBrackets(f *dsl.Fragment) *dsl.Fragment {
	if f == nil || len(f.Tokens) < 3 {
		return f
	}
	return &dsl.Fragment{Kind: f.Kind, Tokens: f.Tokens[1 : len(f.Tokens)-1]}
}

func (l *loader) grades(d *dsl.Phrase) {
	l.origin.spans["grades"] = d.Word
	g := Grades{By: l.leaf("grades.by", inBrackets(d.Arg("formula"))), First: d.Arg("first") != nil, Note: note(d)}
	for i, r := range d.Rows {
		row := fmt.Sprintf("grades.rows.%d", i)
		l.origin.spans[row] = r.Span
		b := Band{When: l.leaf(row+".when", r.Arg("cells")), Name: l.leaf(row+".name", r.Arg("result"))}
		for _, c := range r.Fields {
			name := c.Text("name")
			l.origin.spans[row+"."+pathName(name)] = c.Span
			b.Columns = append(b.Columns, BandColumn{name, l.leaf(row+"."+name, c.Arg("constant"))})
		}
		g.Bands = append(g.Bands, b)
	}
	if len(d.Rows) == 0 {
		l.fault(CodeNoRows, d.Word, "give it at least one band", "the grades have no bands")
	}
	l.scheme.Grades = g
}
