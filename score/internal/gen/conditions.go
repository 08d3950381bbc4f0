package gen

import (
	"slices"
	"strings"
)

// truth is a formula that is true or false.
func (f *formulas) truth(depth int) term {
	sub := func() term { return f.number(depth - 1) }
	if len(f.g.lists) > 0 && f.s.chance(60) {
		if t, ok := f.listTruth(); ok {
			return t
		}
	}
	switch n := f.s.pick(20); {
	case n >= 18:
		return f.textTruth()
	case depth > 0 && n >= 16:
		// Mixed and left without brackets they group by precedence, and are well typed anyhow.
		op := must + oneOf(f.s, "and", "or") + must
		return term{f.in(f.truth(depth-1), precOr) + op + f.in(f.truth(depth-1), precOr), precOr}
	case depth > 0 && n == 15:
		return term{"not" + " " + f.in(f.truth(depth-1), precAtom), precNot}
	case n >= 13:
		if t, ok := f.truthAtom(); ok {
			return t
		}
	case n == 12:
		items := []string{f.arg(f.literal()), f.arg(f.literal())}
		return term{f.in(sub(), precSum) + " in [" + strings.Join(items, ","+mark(" ")) + "]", precCompare}
	case n == 11:
		flag, ok := f.truthAtom()
		if ok {
			// == is left associative beside a comparison: (a < b) == flag.
			less := f.binary(sub(), "<", mark(" "), sub(), precCompare)
			return term{less.text + " == " + flag.text, precCompare}
		}
	case n >= 8:
		less := oneOf(f.s, []string{"<", "<="}, []string{">", ">="})
		chain := f.in(sub(), precSum) + mark(" ") + oneOf(f.s, less...) + mark(" ") + f.in(sub(), precSum)
		return term{chain + mark(" ") + oneOf(f.s, less...) + mark(" ") + f.in(sub(), precSum), precCompare}
	}
	op := oneOf(f.s, ">", "<=", "<", ">=", "==", "!=")
	return term{f.in(sub(), precSum) + mark(" ") + op + mark(" ") + f.in(sub(), precSum), precCompare}
}

func (f *formulas) truthAtom() (term, bool) {
	var names []string
	for _, in := range f.g.inputs {
		if in.kind == truth {
			names = append(names, in.name)
		}
	}
	for _, d := range f.g.figures {
		if d.kind == truth {
			names = append(names, d.name)
		}
	}
	if len(names) == 0 {
		return term{}, false
	}
	return atom(oneOf(f.s, names...)), true
}

// texts are the things of kind text, each with the texts that it can be.
func (f *formulas) texts() (names []string, members [][]string) {
	add := func(name string, can []string) {
		if can == nil {
			can = []string{"none", "a", "初级"}
		}
		names, members = append(names, name), append(members, can)
	}
	for _, in := range f.g.inputs {
		if in.kind == text {
			add(in.name, in.oneOf)
		}
	}
	for _, p := range f.g.params {
		if p.kind == text {
			add(p.name, p.oneOf)
		}
	}
	for _, d := range f.g.figures {
		if d.kind == text {
			add(d.name, d.members)
		}
	}
	if f.pay && !f.noGrade && f.g.grades != nil {
		add("grade.name", f.g.grades.names)
	}
	return names, members
}

func (f *formulas) textTruth() term {
	names, members := f.texts()
	if len(names) == 0 {
		return term{f.numberAtom().text + " > 1", precCompare}
	}
	i := f.s.pick(len(names))
	can := members[i]
	if f.s.chance(60) {
		return term{names[i] + " in [" + quoted(can[:1+f.s.pick(len(can))], ", ") + "]", precCompare}
	}
	return term{names[i] + mark(" ") + oneOf(f.s, "==", "!=") + mark(" ") + quoted([]string{oneOf(f.s, can...)}, ""), precCompare}
}

// text is a formula of kind text with all that it can come to.
func (f *formulas) text(depth int) (term, []string) {
	if t, members, ok := f.textCall(depth); ok && f.s.chance(100) {
		return t, members
	}
	group := oneOf(f.s, levels...)
	one := func(i int) term { return atom(quoted(group[i:i+1], "")) }
	return f.ternary(f.truth(depth), one(0), one(1)), slices.Clone(group[:2])
}

func (f *formulas) textCall(depth int) (term, []string, bool) {
	for _, t := range f.g.tables {
		if t.kind == text {
			return f.callOf(t, depth), t.members, true
		}
	}
	return term{}, nil, false
}
