package score

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// This file finds the holes and overlaps of tables and bands. A table with
// several columns is cut column by column: each piece of the first column's
// axis, with the rows that take it, is a smaller table over the other columns.

const (
	// coverBudget bounds the pieces that are looked at for all tables of a scheme.
	coverBudget = 400_000
	// coverFaults bounds the faults that are reported for one table.
	coverFaults = 10
)

// cut is the cutting of one table.
type cut struct {
	pr      *prover
	t       *ir.Table
	rows    [][]refeval.Cell
	elseRow int // -1 if there is none
	domains []ir.Domain
	what    string
	faults  int
	reached map[int]string
}

// cover checks one table over the domains of its columns.
func (pr *prover) cover(index int) {
	t, rows := &pr.p.Tables[index], &pr.bound.Tables[index]
	if len(rows.Failures) > 0 || len(t.Rows) == 0 {
		return
	}
	c := &cut{pr: pr, t: t, rows: rows.Cells, elseRow: -1, what: "the table `" + t.Name + "`", reached: map[int]string{}}
	if index == pr.p.Bands {
		c.what = "the grades"
	}
	if last := len(t.Rows) - 1; t.Rows[last].Else {
		c.elseRow = last
	}
	for i := range t.Columns {
		d, ok := pr.columnDomain(index, i)
		if !ok {
			return
		}
		c.domains = append(c.domains, d)
	}
	var all []int
	for i := range rows.Cells {
		if i != c.elseRow {
			all = append(all, i)
		}
	}
	c.column(0, all, nil)
	if c.pr.pieces > coverBudget && (c.elseRow < 0 || !t.First) {
		pr.tooManyBoxes(place{t.Path, t.Span}, c.what)
	}
	pr.reached[index] = c.reached
}

// columnDomain is the domain over which a column's rows are checked: the
// declared one; for the bands the range of what they look at; else what the
// rows span. False if it can't be told.
func (pr *prover) columnDomain(index, column int) (ir.Domain, bool) {
	t := &pr.p.Tables[index]
	if index == pr.p.Bands {
		over := pr.a.Of(pr.p.Nodes[pr.p.GradeRow].Args[0])
		d := ir.Domain{Kind: ir.Number, In: over.In}
		if over.OnGrid {
			d.Step = over.Step
		}
		return d, !over.Empty
	}
	c := &t.Columns[column]
	d := c.Spec.Resolve(pr.bound.FixedValue)
	last := column == len(t.Columns)-1
	if !c.Declared && c.Spec.Kind == ir.Number && !t.Rows[len(t.Rows)-1].Else {
		d.In = pr.span(index, column).Intersect(d.In)
	}
	if t.Mode == ir.Graduated && last {
		if !d.In.Lo.Bounded || d.In.Lo.At.Sign() < 0 {
			pr.graduatedStart(place{t.Path, t.Span}, t.Name)
			return d, false
		}
		// Slices are priced from 0 on and between the grid's values too.
		d.In.Lo, d.Step = exact.End{Bounded: true}, exact.Rat{}
	}
	if t.Mode == ir.Linear && last {
		d.Step = exact.Rat{}
	}
	return d, !d.In.Empty()
}

// span is the hull of what the rows take in a column of numbers.
func (pr *prover) span(index, column int) exact.Interval {
	var hull exact.Interval
	first := true
	for _, cells := range pr.bound.Tables[index].Cells {
		if cells == nil || cells[column].Any {
			return exact.Whole()
		}
		for _, iv := range cells[column].Intervals {
			if first {
				hull, first = iv, false
			} else {
				hull = hull.Hull(iv)
			}
		}
	}
	return hull
}

// column cuts column k for the rows that are left, and goes on with the next
// column for each piece.
func (c *cut) column(k int, rows []int, witness []string) {
	if c.faults >= coverFaults || c.pr.pieces > coverBudget {
		return
	}
	if k == len(c.domains) {
		c.piece(rows, witness, "")
		return
	}
	if d := c.domains[k]; d.Kind != ir.Number || len(d.OneOf) > 0 {
		c.labels(k, rows, witness)
		return
	}
	d, err := gradeDomain(c.domains[k].In, c.domains[k].Step)
	if err != nil {
		return // the domain has no value
	}
	sets := make([]grade.Set, len(rows))
	for i, row := range rows {
		sets[i] = c.set(row, k)
	}
	if c.t.Mode == ir.Linear && k == len(c.domains)-1 {
		c.joinPoints(rows, sets)
	}
	for piece := range grade.Cut(d, sets) {
		c.pr.pieces++
		taken := make([]int, len(piece.Takers))
		for i, taker := range piece.Takers {
			taken[i] = rows[taker]
		}
		here := append(slices.Clip(witness), ratText(piece.Witness))
		if k == len(c.domains)-1 {
			c.piece(taken, here, restOf(piece, c.domains[k].Step))
		} else {
			c.column(k+1, taken, here)
		}
		if c.faults >= coverFaults || c.pr.pieces > coverBudget {
			return
		}
	}
}

// restOf is the interval of a piece, "" if the witness is all that it holds.
func restOf(piece grade.Piece, step exact.Rat) string {
	if step.Sign() == 0 {
		lo, _ := piece.In.Lo().Rat()
		hi, _ := piece.In.Hi().Rat()
		if lo != nil && hi != nil && lo.Cmp(hi) == 0 {
			return ""
		}
		return piece.In.String()
	}
	above := new(big.Rat).Add(piece.Witness, step.Big())
	below := new(big.Rat).Sub(piece.Witness, step.Big())
	if piece.In.ContainsRat(above) || piece.In.ContainsRat(below) {
		return piece.In.String()
	}
	return ""
}

// set is what a row takes in a column of numbers.
func (c *cut) set(row, k int) grade.Set {
	cell := &c.rows[row][k]
	if cell.Any {
		return grade.Set{grade.Interval{}}
	}
	var set grade.Set
	for _, iv := range cell.Intervals {
		if in, err := gradeInterval(iv); err == nil {
			set = append(set, in)
		}
	}
	return set
}

// joinPoints lets each point of a linear table take the line that leads to it.
func (c *cut) joinPoints(rows []int, sets []grade.Set) {
	type point struct {
		at  exact.Rat
		set int
	}
	var points []point
	last := len(c.domains) - 1
	for i, row := range rows {
		if cell := &c.rows[row][last]; len(cell.Intervals) == 1 {
			if at, ok := cell.Intervals[0].IsPoint(); ok {
				points = append(points, point{at, i})
			}
		}
	}
	slices.SortStableFunc(points, func(a, b point) int { return a.at.Cmp(b.at) })
	for i := 1; i < len(points); i++ {
		line := exact.Interval{
			Lo: exact.End{At: points[i-1].at, Open: true, Bounded: true}, Hi: exact.End{At: points[i].at, Bounded: true},
		}
		if in, err := gradeInterval(line); err == nil {
			sets[points[i].set] = grade.Set{in}
		}
	}
	for _, row := range rows {
		kind := c.t.Rows[row].Results[0].Kind
		if kind == ir.Extend && len(points) < 2 || kind == ir.Flat && len(points) < 1 {
			c.pr.fewPoints(place{c.t.Rows[row].Path, c.t.Rows[row].Span}, c.t.Name)
		}
	}
}

// labels goes through the values of a column of texts, bools or listed
// numbers; a text column that is not declared has one value more than its rows
// name.
func (c *cut) labels(k int, rows []int, witness []string) {
	values := c.domains[k].OneOf
	switch {
	case c.domains[k].Kind == ir.Bool:
		values = []ir.Value{ir.BoolValue(false), ir.BoolValue(true)}
	case len(values) == 0:
		for _, row := range rows {
			for _, v := range c.rows[row][k].Values {
				if !slices.ContainsFunc(values, v.Equal) {
					values = append(values, v)
				}
			}
		}
		values = append(values, ir.TextValue("…"))
	}
	for _, v := range values {
		c.pr.pieces++
		var taken []int
		for _, row := range rows {
			if c.rows[row][k].Takes(v) {
				taken = append(taken, row)
			}
		}
		c.column(k+1, taken, append(slices.Clip(witness), v.String()))
	}
}

// piece judges a piece: exactly one row should take it.
func (c *cut) piece(rows []int, witness []string, rest string) {
	at := place{c.t.Path, c.t.Span}
	taker := c.elseRow
	if len(rows) > 0 {
		taker = rows[0]
	}
	shown := c.shown(witness)
	if _, ok := c.reached[taker]; !ok && taker >= 0 {
		c.reached[taker] = shown
	}
	switch {
	case len(rows) == 0 && c.elseRow < 0:
		c.faults++
		note := ""
		if len(witness) == 1 && rest != "" {
			note = ", nor the rest of " + rest
		}
		c.pr.hole(at, c.what, shown, note)
	case len(rows) > 1 && !c.t.First:
		c.faults++
		first, second := &c.t.Rows[rows[0]], &c.t.Rows[rows[1]]
		c.pr.overlap(place{second.Path, second.Span}, c.what, shown, first.When, second.When)
	}
}

// shown names the columns of a witness if there are several.
func (c *cut) shown(witness []string) string {
	if len(witness) == 1 {
		return witness[0]
	}
	parts := make([]string, len(witness))
	for i, w := range witness {
		parts[i] = c.t.Columns[i].Name + " = " + w
	}
	return strings.Join(parts, ", ")
}

// calls checks that every look-up passes only values of the table's domain. A
// call that can't be proved as it stands is tried in each context that reaches it.
func (pr *prover) calls() {
	open := map[ir.ID]bool{}
	for id := range pr.p.Nodes {
		n := &pr.p.Nodes[id]
		if isCall(n.Op) && ir.ID(id) != pr.p.GradeRow && (pr.outside(n, pr.a.Of) >= 0 || pr.outside(n, pr.a.Before) >= 0) {
			open[ir.ID(id)] = true
		}
	}
	reported := map[ir.ID]bool{}
	if len(open) > 0 {
		pr.a.Contexts(open, func(id ir.ID, c ranges.Context) {
			n := &pr.p.Nodes[id]
			if column := pr.outside(n, c.Of); column >= 0 && !reported[id] {
				reported[id] = true
				t := &pr.p.Tables[n.Index]
				domain := pr.callDomain(n.Index, column)
				pr.callOutside(place{n.Path, n.Span}, t.Name, t.Columns[column].Name, describeRange(c.Of(n.Args[column])), domain.Rule())
			}
		})
	}
	pr.nevers()
}

// isCall tells whether a node looks something up in a table.
func isCall(op ir.Op) bool { return op == ir.OpRow || op == ir.OpGraduated || op == ir.OpLinear }

// outside is the first column whose argument may lie outside its domain, -1 if
// there is none.
func (pr *prover) outside(n *ir.Node, of func(ir.ID) ranges.Info) int {
	for k, arg := range n.Args {
		if !of(arg).Within(pr.callDomain(n.Index, k)) {
			return k
		}
	}
	return -1
}

// callDomain is what a column may be called with.
func (pr *prover) callDomain(index, column int) ir.Domain {
	t := &pr.p.Tables[index]
	c := &t.Columns[column]
	d := c.Spec.Resolve(pr.bound.FixedValue)
	if c.Declared || c.Spec.Kind != ir.Number || t.Rows[len(t.Rows)-1].Else || len(pr.bound.Tables[index].Failures) > 0 {
		return d
	}
	d.In = d.In.Intersect(pr.span(index, column))
	return d
}

// nevers refutes rows that say never, where a call passes facts as they are:
// then every value of the domain occurs.
func (pr *prover) nevers() {
	if len(pr.p.Requires) > 0 {
		return // a require may rule the witness out
	}
	for id := range pr.p.Nodes {
		n := &pr.p.Nodes[id]
		if n.Op != ir.OpRow || slices.ContainsFunc(n.Args, func(arg ir.ID) bool { return pr.p.Nodes[arg].Op != ir.OpInput }) {
			continue
		}
		t := &pr.p.Tables[n.Index]
		for i := range t.Rows {
			witness, ok := pr.reached[n.Index][i]
			if ok && t.Rows[i].Results[0].Kind == ir.NeverHappens {
				pr.neverReached(place{t.Rows[i].Path, t.Rows[i].Span}, "`"+t.Name+"`", witness)
			}
		}
	}
}

// describeRange says what a node can be.
func describeRange(i ranges.Info) string {
	if i.Kind != ir.Number {
		if i.Values == nil {
			return "any text"
		}
		texts := make([]string, len(i.Values))
		for k, v := range i.Values {
			texts[k] = v.String()
		}
		return strings.Join(texts, " or ")
	}
	text := "anything in " + i.In.String()
	if !i.In.Lo.Bounded && !i.In.Hi.Bounded {
		text = "any number"
	}
	if i.OnGrid && i.Step.Sign() > 0 {
		text += " step " + i.Step.Text()
	}
	return text
}
