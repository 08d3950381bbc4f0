package gen

import (
	"fmt"
	"math/big"
	"strings"
)

// weighing is what the total and the others have to know of weights.
type weighing struct {
	points string // the full marks of all weighted indicators
}

// makeWeighted declares indicators with weights and policies. Only those that
// are never redistributed may be read by others.
func (g *generator) makeWeighted() {
	if !g.s.chance(110) {
		g.makePolicies()
		return
	}
	w := &weighing{points: oneOf(g.s, "100", "10", "2.5")}
	g.weighing = w
	n := 1 + g.s.pick(4)
	outer := g.shares(n)
	for i, share := range outer {
		if !g.s.chance(60) {
			g.scoredIndicator(share, "")
			continue
		}
		name := "section_" + fmt.Sprint(i)
		if g.s.chance(60) {
			name = fmt.Sprint("部分", i)
		}
		g.declare("section " + name + g.title() + " weight " + share)
		for _, inner := range g.shares(1 + g.s.pick(3)) {
			g.scoredIndicator(inner, name)
		}
	}
}

// makePolicies declares indicators with policies and no weights.
func (g *generator) makePolicies() {
	for g.s.chance(50) && len(g.figures) < 8 {
		g.scoredIndicator("", "")
	}
}

// shares are weights that add up to 100%, now and then with a param.
func (g *generator) shares(n int) []string {
	if n == 2 {
		for _, p := range g.params {
			if p.kind == percent && g.s.chance(128) {
				return []string{p.name, "100% - " + p.name}
			}
		}
	}
	if n == 3 && g.s.chance(100) {
		return []string{"1 / 3", "1 / 3", "1 / 3"}
	}
	left := whole(1)
	var out []string
	for i := range n - 1 {
		share := mul(left, rat(int64(g.s.pick(5)), 5))
		if i == 0 && share.Sign() == 0 {
			share = rat(1, 4)
		}
		out = append(out, literal(share, percent))
		left = sub(left, share)
	}
	return append(out, literal(left, percent))
}

// policyParam is a text param that has one of the policies.
func (g *generator) policyParam(members []string) string {
	name := g.fresh([]string{"rule_of", "口径", "policy"})
	p := &param{name: name, kind: text, oneOf: members, sample: `"` + members[0] + `"`, hasDefault: g.s.chance(128)}
	decl := "param " + name + " one of " + quoted(members, ", ")
	if p.hasDefault {
		decl += ` = "` + oneOf(g.s, members...) + `"`
	} else {
		g.bind[name] = oneOf(g.s, members...)
	}
	g.params = append(g.params, p)
	g.declare(decl)
	return name
}

// policy chooses one; it notes where it can be that nothing is left.
func (g *generator) policy(points, weighted bool, leaves *bool) string {
	from := []string{"zero"}
	if points {
		from = append(from, "full")
	}
	if weighted {
		from = append(from, "redistribute", "redistribute")
	}
	if g.s.chance(30) {
		from = append(from, "fail")
	}
	if g.s.chance(40) && len(from) > 1 {
		from = from[:2]
		*leaves = *leaves || weighted && from[1] == "redistribute"
		return g.policyParam(from)
	}
	chosen := oneOf(g.s, from...)
	*leaves = *leaves || chosen == "redistribute"
	return chosen
}

// scoredIndicator is an indicator with points, weight, section and policies,
// whose clauses stand in any order, or a rating with them.
func (g *generator) scoredIndicator(weight, section string) {
	d := &figure{name: g.fresh(figureNames)}
	var clauses []string
	add := func(c string) { clauses = append(clauses, clause+c) }
	points := g.s.chance(100)
	if points {
		full := "7"
		if weight != "" {
			full = g.weighing.points
		}
		add("points " + full)
	}
	if weight != "" {
		add("weight " + weight)
	}
	if section != "" {
		add("in " + section)
	}
	leaves := false
	if g.s.chance(90) {
		f := g.formula()
		cond := f.truth(1)
		if len(g.optionals) > 0 && g.s.chance(60) {
			cond = atom("given(" + oneOf(g.s, g.optionals...).name + ")")
		}
		add("applies when " + f.top(cond) + " otherwise " + g.policy(points, weight != "", &leaves))
	}
	f := g.formula()
	body := f.number(2)
	missing := len(g.optionals) > 0 && g.s.chance(140)
	if missing {
		o := oneOf(g.s, g.optionals...)
		body = f.binary(atom(o.name), oneOf(g.s, "+", "*"), mark(" "), body, precProduct)
		if g.s.chance(60) {
			body = f.ternary(f.truth(0), body, f.number(1))
		}
		if g.s.chance(60) {
			name := g.fresh(figureNames)
			g.declare("value " + name + " = " + f.top(body))
			body = atom(name)
		}
		add("missing " + g.policy(points, weight != "", &leaves))
	}
	shuffle(g.s, clauses)
	d.digits = f.spent + 4
	if weight != "" {
		g.digits += d.digits + 6
	}
	if !missing && g.s.chance(40) {
		g.scoredRating(d, clauses)
	} else {
		g.declare("indicator " + d.name + g.title() + " = " + f.top(body) + g.clauses(false) + strings.Join(clauses, ""))
	}
	if !leaves {
		g.figures = append(g.figures, d)
	}
}

func (g *generator) scoredRating(d *figure, clauses []string) {
	in := &input{name: d.name, kind: oneOf(g.s, number, integer), rating: true}
	g.declare("rating " + in.name + " " + in.kind.String() + g.shape(in) + strings.Join(clauses, ""))
	g.ratings = append(g.ratings, in)
}

// over is how much weight must be left.
func (g *generator) over() string {
	if g.weighing == nil || !g.s.chance(60) {
		return ""
	}
	return clause + "over at least " + literal(new(big.Rat).SetFrac64(int64(g.s.pick(10)), 10), percent)
}
