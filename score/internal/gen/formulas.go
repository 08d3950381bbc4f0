package gen

import "strings"

// term is the text of a formula with the precedence of its outermost operator.
type term struct {
	text string
	prec int
}

// The precedences of the language; an if or let may only begin a formula or
// what stands in brackets.
const (
	precOpen    = -1
	precTernary = 0
	precOr      = 10
	precNot     = 16 // as tight as it may stand without brackets beside others
	precCompare = 20
	precSum     = 30
	precProduct = 60
	precMinus   = 90
	precPower   = 100
	precAtom    = 1000
)

// formulas writes one formula.
type formulas struct {
	g      *generator
	s      *Source
	digits int  // how much longer the exact result may still become
	spent  int  // how long it may become
	pay    bool // total and grade may be read
	locals []string

	looping bool // inside of a loop, where no other may stand
	noGrade bool // a gate on the total: there is no grade yet
}

func (g *generator) formula() *formulas { return &formulas{g: g, s: g.s, digits: 150} }

func (f *formulas) spend(n int) bool {
	if f.spent+n > f.digits {
		return false
	}
	f.spent += n
	return true
}

// in brackets the term if it binds less tightly than the place needs, and
// seldom if it doesn't.
func (f *formulas) in(t term, least int) string {
	if t.prec < least || f.s.chance(6) {
		return "(" + mark("") + t.text + mark("") + ")"
	}
	return t.text
}

// binary joins two terms; sp is what stands around the operator.
func (f *formulas) binary(a term, op, sp string, b term, prec int) term {
	return term{f.in(a, prec) + sp + op + sp + f.in(b, prec+1), prec}
}

func atom(s string) term { return term{s, precAtom} }

func call(name string, args ...string) term {
	return atom(name + "(" + strings.Join(args, ","+mark(" ")) + ")")
}

// arg is a formula as an argument or list element.
func (f *formulas) arg(t term) string { return f.in(t, precTernary) }

// top is a formula where one begins.
func (f *formulas) top(t term) string { return f.in(t, precOpen) }

func (f *formulas) number(depth int) term {
	if depth <= 0 {
		return f.numberAtom()
	}
	sub := func() term { return f.number(depth - 1) }
	if len(f.g.lists) > 0 && f.s.chance(50) {
		if t, ok := f.listNumber(); ok {
			return t
		}
	}
	switch n := f.s.pick(64); {
	case n < 6:
		return f.numberAtom()
	case n < 16:
		return f.binary(sub(), "+", mark(" "), sub(), precSum)
	case n < 22:
		return f.binary(sub(), "-", must, sub(), precSum)
	case n < 32:
		return f.binary(sub(), "*", mark(" "), sub(), precProduct)
	case n < 37:
		return f.binary(sub(), "/", mark(" "), f.divisor(depth-1), precProduct)
	case n < 46:
		if t, ok := f.tableCall(number, depth); ok {
			return t
		}
		return f.numberAtom()
	case n < 49:
		return f.ternary(f.truth(depth-1), sub(), f.orFail(sub()))
	case n < 51:
		return f.ifElse(depth, f.number)
	case n < 53:
		return f.let(depth)
	case n < 55:
		args := []string{f.arg(sub()), f.arg(sub())}
		if f.s.chance(60) {
			args = append(args, f.arg(sub()))
		}
		return call(oneOf(f.s, "min", "max"), args...)
	case n < 57:
		return f.rounded(sub())
	case n < 59:
		lo := f.s.pick(5)
		return call("clamp", f.arg(sub()), decimal(whole(lo)), decimal(whole(lo+f.s.pick(100))))
	case n == 59:
		return call("mod", f.arg(sub()), f.arg(f.divisor(0)))
	case n == 60:
		return call("abs", f.arg(sub()))
	case n == 61:
		return term{"-" + f.in(sub(), precMinus+1), precMinus}
	}
	return f.power()
}

func (f *formulas) numberAtom() term {
	if len(f.locals) > 0 && f.s.chance(100) && f.spend(20) {
		return atom(oneOf(f.s, f.locals...))
	}
	if len(f.g.optionals) > 0 && f.s.chance(30) {
		if t, ok := f.optionalNumber(); ok {
			return atom("(" + f.top(t) + ")")
		}
	}
	if f.pay && f.s.chance(110) {
		if t, ok := f.payAtom(); ok {
			return t
		}
	}
	n := f.s.pick(16)
	if n >= 11 && n <= 13 {
		if d := f.figure(func(d *figure) bool { return d.kind.numeric() }); d != nil && f.spend(d.digits) {
			return atom(d.name)
		}
	}
	if n == 14 {
		if p := f.g.numberParam(); p != nil && f.spend(6) {
			return atom(p.name)
		}
	}
	if in := f.numberInput(); n < 11 && in != nil && f.spend(6) {
		return atom(in.name)
	}
	f.spend(4)
	return f.literal()
}

func (f *formulas) literal() term {
	t := f.g.constant()
	if strings.HasPrefix(t, "-") {
		return term{t, precMinus}
	}
	return atom(t)
}

func (f *formulas) payAtom() (term, bool) {
	g := f.g
	if g.grades != nil && !f.noGrade && f.s.chance(140) && f.spend(6) {
		return atom("grade." + oneOf(f.s, g.grades.columns...)), true
	}
	if g.total != nil && f.spend(g.total.digits) {
		return atom("total"), true
	}
	return term{}, false
}

func (f *formulas) numberInput() *input {
	var out []*input
	for _, in := range f.g.inputs {
		if in.kind.numeric() {
			out = append(out, in)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return oneOf(f.s, out...)
}

func (f *formulas) figure(fits func(*figure) bool) *figure {
	var out []*figure
	for _, d := range f.g.figures {
		if fits(d) {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return oneOf(f.s, out...)
}

// divisor is seldom zero, and never zero for everybody.
func (f *formulas) divisor(depth int) term {
	switch n := f.s.pick(16); {
	case n < 8:
		f.spend(4)
		return atom(literal(whole(1+f.s.pick(12)), number))
	case n < 10:
		return call("max", f.arg(f.number(depth)), "1")
	case n < 12:
		return f.binary(call("abs", f.arg(f.number(depth))), "+", mark(" "), atom("1"), precSum)
	case n < 13:
		if in := f.numberInput(); f.spend(8) {
			return f.binary(atom(in.name), "-", must, atom(decimal(whole(f.s.pick(20)))), precSum)
		}
	case n < 15:
		if in := f.numberInput(); f.spend(6) {
			return atom(in.name)
		}
	}
	return atom("4")
}

func (f *formulas) power() term {
	n := f.s.pick(4)
	in := f.numberInput()
	base := atom("1.5")
	if f.spend(6 * n) {
		base = atom(in.name)
	}
	if f.s.chance(60) {
		base = term{"-" + base.text, precMinus}
	}
	return term{f.in(base, precPower+1) + mark("") + "**" + mark("") + decimal(whole(n)), precPower}
}

func (f *formulas) rounded(t term) term {
	switch f.s.pick(6) {
	case 0:
		return call("floor", f.arg(t))
	case 1:
		return call("ceil", f.arg(t))
	case 2:
		return call("round", f.arg(t), decimal(whole(f.s.pick(4))))
	}
	return call("round", f.arg(t), decimal(whole(f.s.pick(4))), oneOf(f.s, modes...))
}

var modes = []string{"half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"}

func (f *formulas) ternary(cond, yes, no term) term {
	return term{f.in(cond, precTernary+1) + must + "?" + must + f.in(yes, precTernary) +
		must + ":" + must + f.in(no, precTernary), precTernary}
}

// orFail puts a fail in the place of a few alternatives.
func (f *formulas) orFail(t term) term {
	if f.s.chance(24) {
		return call("fail", oneOf(f.s, messages...))
	}
	return t
}

func (f *formulas) ifElse(depth int, branch func(int) term) term {
	block := func() string { return " {" + mark(" ") + f.top(branch(depth-1)) + mark(" ") + "}" }
	out := "if " + f.in(f.truth(depth-1), precTernary) + block()
	for f.s.chance(60) {
		out += " else if " + f.in(f.truth(depth-1), precTernary) + block()
	}
	return term{out + " else" + block(), precOpen}
}

// let reads its name outside of every lazy branch, too, so that it counts that
// the value is computed.
func (f *formulas) let(depth int) term {
	name := f.g.fresh(localNames)
	value := f.number(depth - 1)
	f.locals = append(f.locals, name)
	body := f.number(depth - 1)
	f.locals = f.locals[:len(f.locals)-1]
	sum := f.binary(atom(name), oneOf(f.s, "+", "*"), mark(" "), body, precProduct)
	return term{"let " + name + " = " + f.in(value, precTernary) + "; " + sum.text, precOpen}
}
