package gen

import "math/big"

// figure is a value, an indicator, the total or a payout.
type figure struct {
	name    string
	kind    kind
	members []string // what a text can be
	digits  int      // about how long its exact value may become
}

func (g *generator) makeFigures() {
	for range 1 + g.s.pick(6) {
		class := oneOf(g.s, "indicator", "value", "indicator")
		d := &figure{name: g.fresh(figureNames)}
		title := ""
		if class == "indicator" {
			title = g.title()
		}
		f := g.formula()
		var body string
		switch g.s.pick(12) {
		case 10:
			d.kind = truth
			body = f.top(f.truth(2))
		case 11:
			var t term
			d.kind = text
			t, d.members = f.text(1)
			body = f.top(t)
		default:
			body = f.top(f.number(3)) + g.clauses(false)
			if class == "indicator" && g.s.chance(30) {
				body += clause + "note " + oneOf(g.s, titles...)
			}
		}
		d.digits = f.spent + 4
		g.declare(class + " " + d.name + title + " = " + body)
		g.figures = append(g.figures, d)
	}
}

// clauses are at least, at most and round, on one grid.
func (g *generator) clauses(mustRound bool) string {
	unit, rounding := rat(1, 4), ""
	if mustRound || g.s.chance(80) {
		unit, rounding = g.rounding()
	}
	out := ""
	low := g.s.pick(12) - 4
	if g.s.chance(60) {
		out += clause + "at least " + decimal(mul(unit, whole(low)))
	}
	if g.s.chance(60) {
		if p := g.numberParam(); rounding == "" && p != nil && p.dom.lo != nil && low <= 0 && g.s.chance(60) {
			out += clause + "at most " + p.name
		} else {
			out += clause + "at most " + decimal(mul(unit, whole(low+oneOf(g.s, 400, 10, 0, 10000))))
		}
	}
	return out + rounding
}

func (g *generator) rounding() (unit *big.Rat, text string) {
	if g.s.chance(50) {
		to := oneOf(g.s, rat(1, 2), rat(1, 4), rat(5, 1), rat(1, 20), rat(10, 1))
		return to, clause + "round to " + decimal(to)
	}
	places := oneOf(g.s, 2, 0, 1, 3)
	unit = whole(1)
	for range places {
		unit = mul(unit, rat(1, 10))
	}
	mode := ""
	if g.s.chance(128) {
		mode = " " + oneOf(g.s, modes...)
	}
	return unit, clause + "round " + decimal(whole(places)) + mode
}

// makeTotal adds up some figures, or is any formula.
func (g *generator) makeTotal() {
	if g.weighing == nil && g.s.chance(16) {
		return
	}
	f := g.formula()
	var sum term
	if g.weighing != nil {
		f.digits += g.digits
		f.spend(g.digits)
		sum = atom("weighted")
	}
	for _, d := range g.figures {
		if !d.kind.numeric() || !f.spend(d.digits) {
			continue
		}
		if sum.text == "" {
			sum = atom(d.name)
			continue
		}
		sum = f.binary(sum, "+", mark(" "), atom(d.name), precSum)
	}
	for _, in := range g.inputs {
		if in.rating && sum.text != "" {
			sum = f.binary(sum, "+", mark(" "), atom(in.name), precSum)
		}
	}
	if sum.text == "" || g.weighing == nil && g.s.chance(80) {
		sum = f.number(2)
	}
	g.declare("total = " + f.top(sum) + g.clauses(false) + g.over())
	g.total = &figure{name: "total", digits: f.spent + 4}
}

func (g *generator) makePayouts() {
	for range g.s.pick(3) {
		f := g.formula()
		f.pay = true
		if g.total != nil {
			f.digits += g.total.digits
		}
		name, title := g.fresh(figureNames), g.title()
		g.payouts = append(g.payouts, name)
		g.declare("payout " + name + title + " = " + f.top(f.number(2)) + g.clauses(true))
	}
}
