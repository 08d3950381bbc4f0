package gen

// makeGates declares gates with any effect that the scheme has a place for.
func (g *generator) makeGates() {
	for g.s.chance(80) && g.gates < 5 {
		g.gates++
		g.makeGate()
	}
}

func (g *generator) makeGate() {
	effects := []string{"fail"}
	if g.total != nil {
		effects = append(effects, "total", "total at most")
	}
	if g.grades != nil && len(g.grades.plain) > 0 {
		effects = append(effects, "grade", "grade at most", "drop", "grade", "drop")
	}
	if len(g.payouts) > 0 {
		effects = append(effects, "scale", "forfeit", "scale")
	}
	effect := oneOf(g.s, effects...)
	f := g.formula()
	f.pay = true
	f.noGrade = effect == "total" || effect == "total at most"
	cond := f.in(f.gateTruth(), precTernary)
	switch effect {
	case "fail":
		effect += " " + oneOf(g.s, messages...)
	case "total", "total at most":
		effect += " " + f.top(f.number(1))
	case "grade", "grade at most":
		effect += ` "` + oneOf(g.s, g.grades.plain...) + `"`
	case "drop":
		effect += " " + oneOf(g.s, "1", "2", "0")
	case "scale":
		effect += " " + oneOf(g.s, g.payouts...) + " by " + f.top(f.number(1))
	}
	g.declare("gate" + g.title() + " when " + cond + " then " + effect)
}

// gateTruth looks mostly at total and grade, or at facts.
func (f *formulas) gateTruth() term {
	switch {
	case f.g.total != nil && f.s.chance(100) && f.spend(f.g.total.digits):
		return term{"total" + mark(" ") + oneOf(f.s, "<", ">=", "<=", ">") + mark(" ") + f.literal().text, precCompare}
	case f.g.grades != nil && !f.noGrade && f.s.chance(60):
		return term{`grade.name == "` + oneOf(f.s, f.g.grades.names...) + `"`, precCompare}
	}
	return f.truth(1)
}
