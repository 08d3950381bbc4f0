package gen

// makeOptionals declares facts that may be absent. They are kept apart from the
// other inputs: only what asks for them may read them.
func (g *generator) makeOptionals() {
	for g.s.chance(80) && len(g.optionals) < 3 {
		in := &input{name: g.fresh(optionalNames), kind: oneOf(g.s, number, integer, percent)}
		g.declare("input " + in.name + " " + in.kind.String() + g.shape(in) + " optional")
		g.optionals = append(g.optionals, in)
	}
}

var optionalNames = []string{"peer", "extra", "自评", "late_by", "maybe"}

// optionalNumber reads an optional fact under a guard.
func (f *formulas) optionalNumber() (term, bool) {
	if f.s.chance(80) {
		for _, l := range f.g.lists {
			if l.optional && !f.looping {
				return f.ternary(atom("given("+l.name+")"), atom("len("+l.name+")"), f.literal()), true
			}
		}
	}
	if len(f.g.optionals) == 0 || !f.spend(8) {
		return term{}, false
	}
	in := oneOf(f.s, f.g.optionals...)
	given := atom("given(" + in.name + ")")
	switch f.s.pick(6) {
	case 0:
		return f.ternary(given, atom(in.name), f.literal()), true
	case 1:
		return f.ternary(term{"not " + given.text, precNot}, f.numberAtom(), atom(in.name)), true
	case 2:
		cond := term{given.text + must + "and" + must + in.name + mark(" ") + ">" + mark(" ") + "1", 15}
		return f.ternary(cond, atom(in.name), atom("2")), true
	case 3:
		other := oneOf(f.s, f.g.optionals...)
		if other != in {
			return atom("(" + in.name + " ?? " + other.name + " ?? " + decimal(whole(f.s.pick(9))) + ")"), true
		}
	}
	return atom("(" + in.name + " ?? " + decimal(whole(f.s.pick(9))) + ")"), true
}
