package gen

import "math/big"

type param struct {
	name       string
	kind       kind
	dom        domain
	oneOf      []string
	hasDefault bool
	sample     string // a literal for an example's with
}

func (g *generator) makeParams() {
	for range g.s.pick(4) {
		if g.s.chance(80) {
			g.makeTextParam()
		} else {
			g.makeNumberParam()
		}
	}
}

func (g *generator) makeTextParam() {
	p := &param{name: g.fresh(paramNames), kind: text, oneOf: oneOf(g.s, levels...)}
	p.sample = `"` + p.oneOf[0] + `"`
	decl := "param " + p.name + " one of " + quoted(p.oneOf, ", ")
	if g.s.chance(128) {
		p.hasDefault = true
		decl += ` = "` + oneOf(g.s, p.oneOf...) + `"`
	}
	if !p.hasDefault || g.s.chance(100) {
		g.bind[p.name] = oneOf(g.s, p.oneOf...)
	}
	g.params = append(g.params, p)
	g.declare(decl)
}

// makeNumberParam keeps to small positive numbers, so that a param may stand
// wherever a constant may.
func (g *generator) makeNumberParam() {
	p := &param{name: g.fresh(paramNames), kind: oneOf(g.s, number, percent, integer)}
	unit := choose(p.kind == percent, rat(1, 100), whole(1))
	if p.kind == integer {
		p.dom.step = whole(1)
	}
	lo := oneOf(g.s, 1, 2, 0)
	p.dom.lo = mul(unit, whole(lo))
	p.dom.hi = mul(unit, whole(lo+oneOf(g.s, 3, 10, 50)))
	p.dom.loOpen = lo == 0
	decl := "param " + p.name + " " + p.kind.String()
	ranged := !g.s.chance(50)
	if ranged {
		decl += " in " + p.dom.text(p.kind)
	}
	if !ranged || g.s.chance(128) {
		p.hasDefault = true
		decl += " = " + literal(g.paramValue(p), p.kind)
	}
	if !p.hasDefault || g.s.chance(100) {
		g.bind[p.name] = literal(g.paramValue(p), p.kind)
	}
	p.sample = literal(g.paramValue(p), p.kind)
	if !ranged {
		p.dom.lo, p.dom.hi = nil, nil
	}
	g.params = append(g.params, p)
	g.declare(decl)
}

func (g *generator) paramValue(p *param) *big.Rat {
	if p.kind == integer {
		return sub(p.dom.hi, whole(g.s.pick(3)))
	}
	return sub(p.dom.hi, mul(sub(p.dom.hi, p.dom.lo), rat(int64(g.s.pick(4)), 4)))
}

// rebind has other values for some params.
func (g *generator) rebind() map[string]string {
	out := map[string]string{}
	for _, p := range g.params {
		if !g.s.chance(100) {
			continue
		}
		switch {
		case p.kind == text:
			out[p.name] = oneOf(g.s, p.oneOf...)
		case p.dom.hi == nil:
			out[p.name] = literal(mul(choose(p.kind == percent, rat(1, 100), whole(1)), whole(g.s.pick(30))), p.kind)
		default:
			out[p.name] = literal(g.paramValue(p), p.kind)
		}
	}
	return out
}

// numberParam chooses a param that is a number, or nil.
func (g *generator) numberParam() *param {
	var out []*param
	for _, p := range g.params {
		if p.kind.numeric() {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return oneOf(g.s, out...)
}
