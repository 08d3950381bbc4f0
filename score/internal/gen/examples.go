package gen

import (
	"math/big"
	"slices"
	"strings"
)

// easy is an indicator whose value is known here without an evaluator:
// factor × input + plus, between bounds.
type easy struct {
	name         string
	in           *input
	factor, plus *big.Rat
	least        *big.Rat
}

func (e *easy) of(x *big.Rat) *big.Rat {
	v := add(mul(e.factor, x), e.plus)
	if e.least != nil && v.Cmp(e.least) < 0 {
		return e.least
	}
	return v
}

func (g *generator) makeExamples() {
	for range g.s.pick(3) {
		g.makeEasy()
	}
	if len(g.easy) > 0 && g.s.chance(110) {
		g.makeExample()
	}
	if len(g.easy) > 0 && g.s.chance(80) {
		g.makeExampleTable()
	}
	for _, in := range g.inputs {
		if in.rating && g.s.chance(40) {
			x := literal(g.inside(in), in.kind)
			g.declare(`example "rated"` + g.with() + " {" + open + in.name + " = " + x + row + "expect " + in.name + " = " + x + shut + "}")
		}
	}
}

func (g *generator) makeEasy() {
	var from []*input
	for _, in := range g.inputs {
		if in.kind.numeric() && !in.required {
			from = append(from, in)
		}
	}
	if len(from) == 0 {
		return
	}
	e := &easy{in: oneOf(g.s, from...), factor: whole(1 + g.s.pick(9)), plus: rat(int64(g.s.pick(30)), 4)}
	e.name = g.fresh(figureNames)
	decl := "indicator " + e.name + " = " + decimal(e.factor) + mark(" ") + "*" + mark(" ") + e.in.name +
		mark(" ") + "+" + mark(" ") + decimal(e.plus)
	if g.s.chance(60) {
		e.least = whole(g.s.pick(20))
		decl += clause + "at least " + decimal(e.least)
	}
	g.easy = append(g.easy, e)
	g.declare(decl)
}

// with binds every param that has no default.
func (g *generator) with() string {
	var out []string
	for _, p := range g.params {
		if !p.hasDefault || g.s.chance(40) {
			out = append(out, p.name+" = "+p.sample)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " with " + strings.Join(out, ", ")
}

func (g *generator) makeExample() {
	var inputs []*input
	var facts, expected []string
	values := map[string]*big.Rat{}
	for _, e := range g.easy {
		if !slices.Contains(inputs, e.in) {
			inputs = append(inputs, e.in)
			values[e.in.name] = g.inside(e.in)
			facts = append(facts, e.in.name+" = "+literal(values[e.in.name], e.in.kind))
		}
		expected = append(expected, e.name+" = "+decimal(e.of(values[e.in.name])))
	}
	g.declare("example " + oneOf(g.s, titles[0], titles[1], titles[2]) + g.with() + " {" + open +
		strings.Join(facts, ","+mark(" ")) + row + "expect " + strings.Join(expected, ", ") + shut + "}")
}

func (g *generator) makeExampleTable() {
	e := oneOf(g.s, g.easy...)
	rows := []string{e.in.name + " -> " + e.name}
	for range 1 + g.s.pick(3) {
		x := g.inside(e.in)
		rows = append(rows, literal(x, e.in.kind)+g.gap()+"-> "+decimal(e.of(x)))
	}
	g.declare("examples" + g.with() + " {" + open + strings.Join(rows, row) + shut + "}")
}
