package score

import (
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// table lowers a look-up table.
func (b *builder) table(s *symbol) {
	in := &b.scheme.Tables[s.index]
	path := s.at.path
	t := ir.Table{Name: s.name, First: in.First, Mode: b.tableMode(s, in.Mode), ResultNames: []string{""}, Path: path, Span: s.at.span}
	if len(in.Columns) == 0 {
		b.noColumns(s.at, s.name)
	}
	if len(in.Rows) == 0 {
		b.noRows(s.at, "the table `"+s.name+"`")
	}
	for i := range in.Columns {
		columnPath := fmt.Sprintf("%s.columns.%d", path, i)
		c := b.column(columnPath, &in.Columns[i])
		if slices.ContainsFunc(t.Columns, func(o ir.Column) bool { return o.Name == c.Name }) {
			b.columnTwice(b.origin.with(columnPath, columnPath+".name", in.Columns[i].Name), s.name, c.Name)
		}
		t.Columns = append(t.Columns, c)
	}
	kind, sound := ir.Never, len(in.Rows) > 0 && len(in.Columns) > 0
	if t.Mode != ir.LookUp {
		kind = ir.Number
		if last := len(t.Columns) - 1; last >= 0 {
			sound = b.numberColumn(s.at, &t.Columns[last]) && sound
		}
	}
	for i, r := range in.Rows {
		rowPath := fmt.Sprintf("%s.rows.%d", path, i)
		row, ok := b.row(rowPath, &t, r.When, i == len(in.Rows)-1)
		result, ok2 := b.result(rowPath+".result", r.Result, "the results of all rows", &kind)
		if beside := result.Kind == ir.Flat || result.Kind == ir.Extend; beside && (t.Mode != ir.Linear || row.Else) {
			b.besideOnly(b.origin.at(rowPath), r.Result)
			ok2 = false
		}
		if last := len(row.Cells) - 1; t.Mode == ir.Linear && last >= 0 && (row.Cells[last].Any || len(row.Cells[last].Alternatives) != 1) {
			b.onePoint(b.origin.at(rowPath), r.When)
			ok = false
		}
		row.Results = []ir.Result{result}
		t.Rows = append(t.Rows, row)
		sound = sound && ok && ok2
	}
	if sound {
		t.ResultKinds = []ir.Kind{kind}
		b.needsElseRow(&t)
	}
	b.p.Tables[s.index] = t
}

func (b *builder) tableMode(s *symbol, mode string) ir.TableMode {
	modes := map[string]ir.TableMode{"": ir.LookUp, "whole_volume": ir.WholeVolume, "graduated": ir.Graduated, "linear": ir.Linear}
	m, ok := modes[mode]
	if !ok {
		b.badTableMode(s.at, mode)
	}
	return m
}

// column lowers a column. Without a domain of its own it has that of an input
// or param with its name.
func (b *builder) column(path string, in *Column) ir.Column {
	at := b.origin.with(path, path+".name", in.Name)
	if !isName(in.Name) {
		b.badName(at, in.Name)
	}
	c := ir.Column{Name: norm.NFC.String(in.Name), Spec: b.spec(typed{path, in.Name, in.Type, in.In, in.Step, in.OneOf, nil})}
	c.Declared = c.Spec.Bounded || len(c.Spec.OneOf) > 0 || c.Spec.Kind == ir.Bool
	if in.Type != "" || c.Declared || in.Step != "" {
		return c
	}
	if sym, ok := b.symbols[c.Name]; ok && (sym.kind == inputSymbol || sym.kind == paramSymbol) {
		if spec := b.specOf(b.lowerSymbol(sym)); spec != nil {
			c.Spec, c.Declared = *spec, spec.Bounded || len(spec.OneOf) > 0 || spec.Kind == ir.Bool
		}
	}
	return c
}

// row lowers what a row takes. The first cell with a value decides the kind of
// a column that nothing declares.
func (b *builder) row(path string, t *ir.Table, when string, last bool) (ir.TableRow, bool) {
	at := b.origin.with(path, path+".when", when)
	row := ir.TableRow{When: when, Path: path, Span: at.span}
	f := b.leaf(dsl.FragmentCells, path+".when", when)
	switch {
	case f == nil:
		if when == "" {
			b.cellCount(at, len(t.Columns), 0)
		}
		return row, false
	case f.Kind == dsl.FragmentElse:
		row.Else = true
		if !last {
			b.elseNotLast(at)
		}
		return row, last
	case len(f.Parts) != len(t.Columns):
		b.cellCount(at, len(t.Columns), len(f.Parts))
		return row, false
	}
	sound := true
	for i, part := range f.Parts {
		cell, ok := b.cell(path+".when", part, &t.Columns[i])
		row.Cells = append(row.Cells, cell)
		sound = sound && ok
	}
	return row, sound
}

func (b *builder) cell(path string, f *dsl.Fragment, c *ir.Column) (ir.Cell, bool) {
	var cell ir.Cell
	sound := true
	for _, part := range f.Parts {
		at := place{path, part.Span()}
		alternative := ir.Alternative{Lo: ir.None, Hi: ir.None}
		ok := true
		switch part.Kind {
		case dsl.FragmentAny:
			cell.Any = true
			continue
		case dsl.FragmentInterval, dsl.FragmentCompare:
			if ok = b.numberColumn(at, c); !ok {
				break
			}
			if part.Kind == dsl.FragmentInterval {
				alternative, ok = b.interval(path, part)
			} else {
				alternative, ok = b.comparison(path, part)
			}
		default:
			alternative, ok = b.cellValue(path, part, c)
		}
		cell.Alternatives = append(cell.Alternatives, alternative)
		sound = sound && ok
	}
	return cell, sound
}

// numberColumn makes a column of undecided kind one of numbers.
func (b *builder) numberColumn(at place, c *ir.Column) bool {
	if c.Spec.Kind == ir.Invalid {
		c.Spec.Kind = ir.Number
	}
	if c.Spec.Kind != ir.Number {
		b.intervalOfTexts(at, c.Name)
	}
	return c.Spec.Kind == ir.Number
}

// comparison lowers > 2300 to an interval with one end.
func (b *builder) comparison(path string, f *dsl.Fragment) (ir.Alternative, bool) {
	end := b.fixed(path, "the end of an interval", f.Parts[0], ir.Number)
	a := ir.Alternative{Lo: ir.None, Hi: ir.None}
	switch f.Op {
	case "<", "<=":
		a.Hi, a.HiOpen = end, f.Op == "<"
	case ">", ">=":
		a.Lo, a.LoOpen = end, f.Op == ">"
	default:
		a.Lo, a.Hi = end, end
	}
	return a, end != ir.None
}

func (b *builder) cellValue(path string, f *dsl.Fragment, c *ir.Column) (ir.Alternative, bool) {
	id := b.fixed(path, "a cell of the column "+c.Name, f, c.Spec.Kind)
	if id == ir.None {
		return ir.Alternative{}, false
	}
	if c.Spec.Kind == ir.Invalid {
		c.Spec.Kind = b.kind(id)
	}
	b.checkText(place{path, f.Span()}, id, &c.Spec)
	if c.Spec.Kind == ir.Number {
		return ir.Alternative{Lo: id, Hi: id}, true
	}
	return ir.Alternative{Lo: id, Hi: ir.None}, true
}

// result lowers what a row gives; kind is that of the rows before, and all
// names them together.
func (b *builder) result(path, text, all string, kind *ir.Kind) (ir.Result, bool) {
	f := b.leaf(dsl.FragmentResult, path, text)
	if f == nil {
		if text == "" {
			b.noResult(b.origin.at(path))
		}
		return ir.Result{Node: ir.None}, false
	}
	at := place{path, f.Span()}
	switch f.Op {
	case "fail":
		return ir.Result{Kind: ir.Fails, Node: ir.None, Message: f.Parts[0].Value()}, true
	case "never":
		return ir.Result{Kind: ir.NeverHappens, Node: ir.None}, true
	case "flat":
		return ir.Result{Kind: ir.Flat, Node: ir.None}, true
	case "extend":
		return ir.Result{Kind: ir.Extend, Node: ir.None}, true
	}
	id := b.fixed(path, "a result", f.Parts[0], ir.Invalid)
	if id == ir.None {
		return ir.Result{Node: ir.None}, false
	}
	switch k := b.kind(id); {
	case *kind == ir.Never:
		*kind = k
	case k != *kind && k != ir.Never:
		b.mixedKinds(at, all, *kind, k)
		return ir.Result{Node: ir.None}, false
	}
	return ir.Result{Node: id}, true
}

// needsElseRow: texts can't be covered unless it is known which there are.
func (b *builder) needsElseRow(t *ir.Table) {
	if t.Rows[len(t.Rows)-1].Else {
		return
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		everyAny := !slices.ContainsFunc(t.Rows, func(r ir.TableRow) bool { return !r.Cells[i].Any })
		if c.Spec.Kind == ir.Text && !c.Declared && !everyAny {
			b.needsElse(place{t.Path, t.Span}, c.Name)
		}
	}
}

// grades lowers the bands to a table over the total, or over the formula by.
func (b *builder) grades(s *symbol) {
	g := &b.scheme.Grades
	over := b.gradedBy(s)
	t := ir.Table{Name: "grades", First: g.First, Path: "grades", Span: s.at.span,
		Columns:     []ir.Column{{Name: "total", Spec: ir.Spec{Kind: ir.Number, Step: ir.None}}},
		ResultNames: []string{"grade"}, ResultKinds: []ir.Kind{ir.Text},
	}
	if g.By != "" {
		t.Columns[0].Name = "by"
	}
	columns, sound := b.bandColumnNames(), true
	for _, name := range columns {
		t.ResultNames = append(t.ResultNames, "grade."+name)
		t.ResultKinds = append(t.ResultKinds, ir.Number)
	}
	for i := range g.Bands {
		path := fmt.Sprintf("grades.rows.%d", i)
		row, ok := b.row(path, &t, g.Bands[i].When, i == len(g.Bands)-1)
		ok2 := b.band(path, &g.Bands[i], columns, &row)
		t.Rows = append(t.Rows, row)
		sound = sound && ok && ok2
	}
	if !sound || over == ir.None {
		return
	}
	b.p.Bands = len(b.p.Tables)
	b.p.Tables = append(b.p.Tables, t)
	b.p.GradeRow = b.node(s.at, ir.Node{Op: ir.OpRow, Kind: ir.Row, Args: []ir.ID{over}, Index: b.p.Bands})
	row := b.distributed(b.p.GradeRow)
	for i, name := range t.ResultNames {
		id := b.node(s.at, ir.Node{Op: ir.OpPick, Kind: t.ResultKinds[i], Args: []ir.ID{row}, Index: b.p.Bands, Column: i})
		b.p.Grade = append(b.p.Grade, ir.Figure{Name: name, Node: id})
	}
}

// gradedBy is what the bands look at.
func (b *builder) gradedBy(s *symbol) ir.ID {
	if by := b.scheme.Grades.By; by != "" {
		f := b.leaf(dsl.FragmentFormula, "grades.by", by)
		if f == nil {
			return ir.None
		}
		id := b.numeric(b.formula("grades.by", f), place{"grades.by", f.Span()}, "what grades go by")
		b.needsNone(id, place{"grades.by", f.Span()}, "what grades go by")
		return id
	}
	total, ok := b.symbols["total"]
	if !ok {
		b.noTotal(s.at)
		return ir.None
	}
	return b.lowerSymbol(total)
}

// bandColumnNames are the columns of the first band that gives a grade.
func (b *builder) bandColumnNames() []string {
	for i := range b.scheme.Grades.Bands {
		band := &b.scheme.Grades.Bands[i]
		if len(band.Columns) > 0 {
			return columnsOf(band)
		}
	}
	return nil
}

func columnsOf(band *Band) []string {
	var names []string
	for _, c := range band.Columns {
		names = append(names, c.Name)
	}
	return names
}

// band lowers the name and the columns of a band. A band that fails needs none.
func (b *builder) band(path string, band *Band, columns []string, row *ir.TableRow) bool {
	kind := ir.Text
	name, ok := b.result(path+".name", band.Name, "the names of all bands", &kind)
	row.Results = []ir.Result{name}
	own := columnsOf(band)
	at := b.origin.with(path, path+".when", band.When)
	if name.Kind != ir.Gives && len(own) == 0 {
		for range columns {
			row.Results = append(row.Results, name)
		}
		return ok
	}
	if !slices.Equal(own, columns) {
		b.bandColumns(at, columns, own)
		return false
	}
	for i, c := range band.Columns {
		column := path + "." + pathName(c.Name)
		switch {
		case !isName(c.Name):
			b.badName(b.origin.at(column), c.Name)
			return false
		case c.Name == "name":
			b.bandColumnName(b.origin.at(column), c.Name)
			return false
		case slices.Contains(own[:i], c.Name):
			b.bandColumnTwice(b.origin.at(column), c.Name)
			return false
		case c.Value == "":
			b.bandColumnEmpty(b.origin.with(column, column, c.Value), c.Name)
			return false
		}
		id := b.fixedLeaf(column, "the "+c.Name+" of a band", c.Value, ir.Number)
		ok = ok && id != ir.None
		row.Results = append(row.Results, ir.Result{Node: id})
	}
	return ok
}
