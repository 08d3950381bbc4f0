package gen

import (
	"math/big"
	"strings"
)

// input is an input or a rating.
type input struct {
	name       string
	kind       kind
	dom        domain
	ranged     bool // says in …
	oneOf      []string
	hasDefault bool
	rating     bool
	required   bool       // a require reads it
	points     []*big.Rat // where something changes: bounds and the cuts of tables
}

func (g *generator) makeInputs() {
	for i := range 1 + g.s.pick(5) {
		if i == 0 {
			// One number at least, so that there is something to compute.
			g.makeInput(oneOf(g.s, number, integer, percent))
			continue
		}
		g.makeInput(oneOf(g.s, number, integer, number, integer, percent, text, truth))
	}
	for range g.s.pick(3) {
		g.makeRating()
	}
}

func (g *generator) makeInput(k kind) {
	in := &input{name: g.fresh(inputNames), kind: k}
	names := in.name
	var second *input
	if g.s.chance(20) {
		copied := *in
		second = &copied
		second.name = g.fresh(inputNames)
		names += "," + oneOf(g.s, " ", "") + second.name
	}
	decl := "input " + names + " " + k.String()
	if second == nil {
		decl += g.title()
	}
	decl += g.shape(in) + g.fallback(in)
	g.inputs = append(g.inputs, in)
	if second != nil {
		name := second.name
		*second = *in
		second.name = name
		g.inputs = append(g.inputs, second)
	}
	g.declare(decl)
}

// shape writes what follows the type, and sets the domain.
func (g *generator) shape(in *input) string {
	switch {
	case in.kind == text:
		if g.s.chance(40) {
			return ""
		}
		in.oneOf = oneOf(g.s, levels...)
		return " one of " + quoted(in.oneOf, ", ")
	case in.kind == truth:
		return ""
	case g.s.chance(25):
		if in.kind == integer {
			in.dom.step = whole(1)
		}
		return ""
	}
	in.ranged = true
	in.dom = domainFor(g.s, in.kind)
	in.points = present(in.dom.lo, in.dom.hi)
	decl := " in " + in.dom.text(in.kind)
	if in.dom.step != nil && !(in.kind == integer && in.dom.step.Cmp(whole(1)) == 0) {
		decl += " step " + literal(in.dom.step, in.kind)
	}
	return decl
}

func (g *generator) fallback(in *input) string {
	if !g.s.chance(40) {
		return ""
	}
	in.hasDefault = true
	switch {
	case in.kind == truth:
		return " default " + oneOf(g.s, "false", "true")
	case in.kind == text && in.oneOf == nil:
		return ` default "none"`
	case in.kind == text:
		return ` default "` + oneOf(g.s, in.oneOf...) + `"`
	}
	return " default " + literal(g.inside(in), in.kind)
}

func (g *generator) makeRating() {
	in := &input{name: g.fresh(figureNames), kind: oneOf(g.s, number, integer), rating: true}
	title := g.title()
	g.declare("rating " + in.name + title + " " + in.kind.String() + g.shape(in))
	g.inputs = append(g.inputs, in)
}

// makeRequires reads only inputs that every person has to bring, and keeps
// them away from the examples, so that an example that gives other facts skips
// the require.
func (g *generator) makeRequires() {
	for range g.s.pick(3) {
		in := oneOf(g.s, g.inputs...)
		if !in.kind.numeric() || in.hasDefault || in.rating {
			continue
		}
		in.required = true
		c := literal(g.inside(in), in.kind)
		low := whole(-1000)
		if in.dom.lo != nil {
			low = in.dom.lo
		}
		least := literal(low, in.kind)
		cond := oneOf(g.s,
			in.name+mark(" ")+">="+mark(" ")+least,
			in.name+" != "+c,
			least+" <= "+in.name+" < "+literal(add(low, whole(1000000)), in.kind),
			in.name+" * 2 > "+c+" or "+in.name+" > "+least,
			"not ("+in.name+" == "+c+")",
		)
		g.declare("require " + cond + " " + oneOf(g.s, messages...))
	}
}

func quoted(texts []string, between string) string {
	return `"` + strings.Join(texts, `"`+between+`"`) + `"`
}
