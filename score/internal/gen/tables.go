package gen

import "strings"

type table struct {
	name    string
	columns []*column
	kind    kind // of the results: number or text
	members []string
}

type column struct {
	name     string
	decl     string
	kind     kind
	dom      domain
	oneOf    []string
	source   *input // the input after which the column is named
	hull     bool   // its domain is what its rows cover
	needElse bool   // any text may come
}

func (g *generator) makeTables() {
	for range g.s.pick(4) {
		if p := g.numberParam(); p != nil && g.s.chance(30) {
			g.makeParamTable(p)
			continue
		}
		if g.s.chance(50) {
			g.makeModeTable()
			continue
		}
		g.makeTable()
	}
}

func (g *generator) makeTable() {
	t := &table{name: g.fresh(tableNames)}
	if g.s.chance(25) {
		t.kind, t.members = text, oneOf(g.s, levels...)
	}
	columns := 1
	if g.s.chance(90) {
		columns += 1 + g.s.pick(2)
	}
	used := map[string]bool{}
	needElse := false
	for range columns {
		c := g.column(columns == 1, used)
		needElse = needElse || c.needElse
		t.columns = append(t.columns, c)
	}
	// Rows of a hull column may not be left out: its domain would have a hole.
	cells := g.split(t.columns)
	withElse := needElse || !t.columns[0].hull && g.s.chance(90)
	var rows []string
	for i, cell := range cells {
		if withElse && i > 0 && g.s.chance(60) {
			continue
		}
		// The first row has a result, for else the table would have no type.
		rows = append(rows, cell+g.gap()+"-> "+g.result(t, choose(i == 0, 0, 6)))
	}
	if withElse {
		rows = append(rows, "else -> "+g.result(t, 80))
	}
	first := ""
	if !t.columns[0].hull && g.s.chance(30) {
		first, rows = "first ", g.overlay(t, rows)
	}
	g.tables = append(g.tables, t)
	var heads []string
	for _, c := range t.columns {
		heads = append(heads, c.decl)
	}
	g.declare("table " + t.name + "(" + strings.Join(heads, ", ") + ") " + first + "{" + open + strings.Join(rows, row) + shut + "}")
}

// makeParamTable cuts at a param, so that its rows touch wherever it lies.
func (g *generator) makeParamTable(p *param) {
	t := &table{name: g.fresh(tableNames)}
	c := &column{name: "v", decl: "v number"}
	t.columns = []*column{c}
	rows := []string{"<= " + p.name + " -> " + g.constantResult(t), "> " + p.name + " -> " + g.constantResult(t)}
	if g.s.chance(100) {
		rows = []string{"[" + p.name + ", ..) -> " + g.constantResult(t), "else -> " + g.constantResult(t)}
	}
	g.tables = append(g.tables, t)
	g.declare("table " + t.name + "(v number) {" + open + strings.Join(rows, row) + shut + "}")
}

func (g *generator) gap() string { return oneOf(g.s, " ", "   ", "") }

// column chooses what a column ranges over. Only the column of a table that
// has no other may have its rows as its domain.
func (g *generator) column(alone bool, used map[string]bool) *column {
	if in := oneOf(g.s, g.inputs...); !used[in.name] && !g.s.chance(100) {
		used[in.name] = true
		return &column{
			name: in.name, decl: in.name, kind: in.kind, dom: in.dom, oneOf: in.oneOf, source: in,
			needElse: in.kind == text && in.oneOf == nil,
		}
	}
	c := &column{name: oneOf(g.s, columnNames...), kind: oneOf(g.s, number, integer, percent, text)}
	for used[c.name] {
		c.name += "2"
	}
	used[c.name] = true
	c.decl = c.name + " " + c.kind.String()
	switch {
	case c.kind == text && g.s.chance(60):
		c.needElse = true
	case c.kind == text:
		c.oneOf = oneOf(g.s, levels...)
		c.decl += " one of " + quoted(c.oneOf, ", ")
	case g.s.chance(80):
		if c.kind == integer {
			c.dom.step = whole(1)
		}
		if alone && g.s.chance(100) {
			c.hull = true
			c.dom.lo, c.dom.hi = whole(0), whole(oneOf(g.s, 10, 100))
		}
	default:
		c.dom = domainFor(g.s, c.kind)
		c.decl += " in " + c.dom.text(c.kind)
		if c.dom.step != nil && !(c.kind == integer && c.dom.step.Cmp(whole(1)) == 0) {
			c.decl += " step " + literal(c.dom.step, c.kind)
		}
	}
	return c
}

// split divides the domain of all columns: the first is cut into pieces, and
// each piece is either whole in the others or divided again.
func (g *generator) split(columns []*column) []string {
	first, rest := columns[0], columns[1:]
	most := choose(len(columns) == 1, 5, 3)
	if len(columns) == 1 && g.s.chance(10) {
		most = 60 // more than the machine compares one after the other: it has to search
	}
	pieces := g.columnPieces(first, 1+g.s.pick(most))
	var out []string
	for _, p := range pieces {
		switch {
		case len(rest) == 0:
			out = append(out, p.cell)
		case g.s.chance(60):
			out = append(out, p.cell+strings.Repeat(", _", len(rest)))
		default:
			for _, tail := range g.split(rest) {
				out = append(out, p.cell+", "+tail)
			}
		}
	}
	return out
}

func (g *generator) columnPieces(c *column, n int) []piece {
	switch c.kind {
	case truth:
		if n == 1 {
			return []piece{{cell: "_"}}
		}
		return []piece{{cell: "true"}, {cell: "false"}}
	case text:
		return g.textPieces(c, n)
	}
	if n == 1 && !c.hull && g.s.chance(128) {
		return []piece{{cell: "_"}}
	}
	pieces := cut(g.s, c.dom, c.kind, n, c.hull)
	for _, p := range pieces {
		if c.source != nil {
			c.source.points = append(c.source.points, p.ends...)
		}
	}
	return g.merge(c, pieces)
}

// merge joins two single values of a grid into alternatives.
func (g *generator) merge(c *column, pieces []piece) []piece {
	single := func(p piece) bool { return len(p.ends) == 2 && p.cell == literal(p.ends[0], c.kind) }
	for i := 1; i < len(pieces); i++ {
		if single(pieces[i-1]) && single(pieces[i]) && g.s.chance(128) {
			pieces[i-1].cell += " | " + pieces[i].cell
			pieces = append(pieces[:i], pieces[i+1:]...)
		}
	}
	return pieces
}

// textPieces shares the members out among n rows. A column of any text names
// a few; the else row, which such a table has, takes the others.
func (g *generator) textPieces(c *column, n int) []piece {
	members := c.oneOf
	if members == nil {
		members = []string{"none", "a", "初级"}
	} else if n == 1 && g.s.chance(128) {
		return []piece{{cell: "_"}}
	}
	var out []piece
	for i, m := range members {
		if i > 0 && (len(out) == n || g.s.chance(90)) {
			out[len(out)-1].cell += oneOf(g.s, " | ", "|") + `"` + m + `"`
			continue
		}
		out = append(out, piece{cell: `"` + m + `"`})
	}
	return out
}

// result is what a row gives; it fails in so many of 256 cases.
func (g *generator) result(t *table, fail256 int) string {
	if g.s.chance(fail256) {
		return "fail " + oneOf(g.s, messages...)
	}
	return g.constantResult(t)
}

func (g *generator) constantResult(t *table) string {
	if t.kind == text {
		return `"` + oneOf(g.s, t.members...) + `"`
	}
	if p := g.numberParam(); p != nil && g.s.chance(30) {
		return oneOf(g.s, p.name, p.name+" * 2", "1 - "+p.name, "-"+p.name)
	}
	return g.constant()
}

// constant is a literal in one of the ways to write one.
func (g *generator) constant() string {
	switch g.s.pick(8) {
	case 5:
		return literal(rat(int64(g.s.pick(200)), 1000), percent)
	case 6:
		return "-" + literal(rat(int64(1+g.s.pick(100)), 10), number)
	case 7:
		return literal(whole(g.s.pick(5000)), number) + ".0"
	case 4:
		return literal(rat(int64(g.s.pick(1000)), 100), number)
	}
	return literal(whole(g.s.pick(30)), number)
}
