package gen

import "strings"

// list is an input that is a list of numbers, texts or records.
type list struct {
	name     string
	kind     kind // of the elements
	dom      domain
	oneOf    []string
	fields   []*input // of records; kind says nothing then
	optional bool
}

func (g *generator) makeLists() {
	for g.s.chance(70) && len(g.lists) < 3 {
		l := &list{name: g.fresh(listNames), kind: oneOf(g.s, number, integer, percent, text)}
		decl := "input " + l.name + " list "
		if g.s.chance(100) {
			l.fields = []*input{{name: "bonus", kind: number}, {name: "ratio", kind: percent}, {name: "类别", kind: text}}
			var fields []string
			for _, f := range l.fields {
				fields = append(fields, f.name+" "+f.kind.String()+g.elementShape(f))
			}
			decl += "{ " + strings.Join(fields, ", ") + " }"
		} else {
			in := &input{kind: l.kind}
			decl += l.kind.String() + g.elementShape(in)
			l.dom, l.oneOf = in.dom, in.oneOf
		}
		if l.optional = g.s.chance(50); l.optional {
			decl += " optional"
		}
		g.lists = append(g.lists, l)
		g.declare(decl)
	}
}

var listNames = []string{"scores", "projects", "名单", "xs", "items"}

// elementShape always limits a text, so that its members are known.
func (g *generator) elementShape(in *input) string {
	if in.kind != text {
		return g.shape(in)
	}
	in.oneOf = oneOf(g.s, levels...)
	return " one of " + quoted(in.oneOf, ", ")
}

// listFact is a list of up to four elements, often empty; some have a fault.
func (g *generator) listFact(l *list) any {
	out := []any{}
	if g.s.chance(3) {
		return "no list"
	}
	n := g.s.pick(5)
	bad := choose(n > 0 && g.s.chance(6), g.s.pick(n), -1)
	for i := range n {
		if l.fields == nil {
			out = append(out, g.elementFact(&input{kind: l.kind, dom: l.dom, oneOf: l.oneOf}, i == bad))
			continue
		}
		record := map[string]any{}
		for j, f := range l.fields {
			record[f.name] = g.elementFact(f, i == bad && j == 1)
		}
		if i == bad && g.s.chance(80) {
			delete(record, "ratio")
		}
		out = append(out, record)
	}
	return out
}

func (g *generator) elementFact(in *input, bad bool) any {
	if bad {
		if fact := g.faulty(in); fact != nil {
			return fact
		}
	}
	if in.kind == text {
		return oneOf(g.s, in.oneOf...)
	}
	return g.write(g.fact(in), in)
}

// listTerm is a list in a formula, with the input that its elements come from.
type listTerm struct {
	text string
	of   *list
}

// aList is one of the lists that every person has, perhaps a part of it.
func (f *formulas) aList() (listTerm, bool) {
	var out []*list
	for _, l := range f.g.lists {
		if !l.optional {
			out = append(out, l)
		}
	}
	if len(out) == 0 || f.looping || !f.spend(40) {
		return listTerm{}, false
	}
	l := oneOf(f.s, out...)
	t := listTerm{text: l.name, of: l}
	if f.s.chance(70) {
		t.text = "filter(" + t.text + "," + mark(" ") + f.arg(f.elementTruth(t)) + ")"
	}
	return t, true
}

// elementNumber is a number of the element at hand.
func (f *formulas) elementNumber(t listTerm) term {
	var own term
	switch {
	case t.of.fields != nil:
		own = atom(oneOf(f.s, ".bonus", ".ratio", "#.bonus", "#.ratio"))
	case t.of.kind == text:
		own = f.ternary(f.elementTruth(t), atom("2"), atom("0.5"))
	default:
		own = atom("#")
	}
	f.looping = true
	defer func() { f.looping = false }()
	switch f.s.pick(8) {
	case 1:
		return f.binary(own, oneOf(f.s, "*", "+"), mark(" "), f.numberAtom(), precSum)
	case 2:
		name := f.g.fresh(localNames)
		body := f.binary(atom(name), "+", mark(" "), f.numberAtom(), precSum)
		return term{"let " + name + " = " + f.in(own, precTernary) + "; " + body.text, precOpen}
	case 3:
		return f.ternary(f.elementTruth(t), own, f.orFail(f.numberAtom()))
	case 4:
		return f.binary(own, "/", mark(" "), f.divisor(0), precProduct)
	}
	return own
}

func (f *formulas) elementTruth(t listTerm) term {
	compare := func(what string) term {
		return term{what + mark(" ") + oneOf(f.s, ">", "<=", "==", "!=") + mark(" ") + f.literalAbove(), precCompare}
	}
	member := func(what string, members []string) term {
		return term{what + mark(" ") + oneOf(f.s, "==", "!=") + mark(" ") + `"` + oneOf(f.s, members...) + `"`, precCompare}
	}
	switch {
	case t.of.fields != nil && f.s.chance(80):
		return member(oneOf(f.s, ".类别", "#.类别"), t.of.fields[2].oneOf)
	case t.of.fields != nil:
		return compare(oneOf(f.s, ".bonus", "#.ratio"))
	case t.of.kind == text:
		return member("#", t.of.oneOf)
	}
	return compare("#")
}

func (f *formulas) literalAbove() string { return decimal(rat(int64(f.s.pick(40)), 4)) }

// listNumber makes a number of a list; where a list without elements has none,
// it is mostly asked for.
func (f *formulas) listNumber() (term, bool) {
	t, ok := f.aList()
	if !ok {
		return term{}, false
	}
	loop := func(name, body string) string { return name + "(" + t.text + "," + mark(" ") + body + ")" }
	switch f.s.pick(6) {
	case 0:
		return atom("len(" + t.text + ")"), true
	case 1:
		return atom(loop("count", f.arg(f.elementTruth(t)))), true
	case 2:
		return atom(loop("sum", f.top(f.elementNumber(t)))), true
	}
	numbers := t.text
	if t.of.fields != nil || t.of.kind == text || f.s.chance(100) {
		numbers = loop("map", f.top(f.elementNumber(t)))
	}
	var one term
	switch f.s.pick(6) {
	case 0:
		return atom("sum(" + numbers + ")"), true
	case 1:
		one = atom("mean(" + numbers + ")")
	case 2:
		one = atom("min(" + numbers + ")")
	case 3:
		one = atom("max(" + numbers + ")")
	default:
		one = atom(numbers + "[" + oneOf(f.s, "0", "-1", "1", "-2") + "]")
	}
	if f.s.chance(40) {
		return one, true
	}
	return f.ternary(term{"len(" + t.text + ")" + mark(" ") + ">" + mark(" ") + oneOf(f.s, "1", "0"), precCompare}, one, f.numberAtom()), true
}

func (f *formulas) listTruth() (term, bool) {
	t, ok := f.aList()
	if !ok {
		return term{}, false
	}
	return atom(oneOf(f.s, "any", "all", "none") + "(" + t.text + "," + mark(" ") + f.arg(f.elementTruth(t)) + ")"), true
}
