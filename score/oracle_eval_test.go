package score_test

import "math/big"

// locals is the chain of let names that are in sight.
type oracleLocals struct {
	name  string
	value oracleValue
	ok    bool // false: its value failed, and so does whoever reads it
	next  *oracleLocals
}

// eval gives the value of e, or false if a fault was noted on the way. A fault
// of one operand doesn't keep the others from being evaluated.
func (r *oracleState) eval(e *oracleExpr, in *oracleLocals) (oracleValue, bool) {
	switch e.op {
	case "number", "text", "bool":
		return e.val, true
	case "name":
		for l := in; l != nil; l = l.next {
			if l.name == e.name {
				return l.value, l.ok
			}
		}
		return r.named(e.name)
	case "member":
		return r.member(e.name)
	case "fact":
		return r.fact(e.name)
	case "weighted":
		return r.weightedMean()
	case "??":
		if r.absent(e.args[0]) {
			return r.eval(e.args[1], in)
		}
		return r.eval(e.args[0], in)
	case "field":
		record, ok := r.eval(e.args[0], in)
		return record.Rec[e.name], ok
	case "?:":
		cond, ok := r.eval(e.args[0], in)
		if !ok {
			return oracleValue{}, false
		}
		if cond.truth() {
			return r.eval(e.args[1], in)
		}
		return r.eval(e.args[2], in)
	case "and", "or":
		left, ok := r.eval(e.args[0], in)
		if !ok {
			return oracleValue{}, false
		}
		if left.truth() == (e.op == "or") {
			return left, true
		}
		right, ok := r.eval(e.args[1], in)
		return oracleTruth(ok && right.truth()), ok
	case "let":
		// The body may fail on its own: that is reported too.
		value, ok := r.eval(e.args[0], in)
		result, fine := r.eval(e.args[1], &oracleLocals{e.name, value, ok, in})
		return result, ok && fine
	case "in":
		return r.member1(e, in)
	case "call":
		return r.call(e, in)
	}
	args, ok := r.all(e.args, in)
	if !ok {
		return oracleValue{}, false
	}
	return r.operate(e, args)
}

// all evaluates every expression, also after a failure.
func (r *oracleState) all(es []*oracleExpr, in *oracleLocals) ([]oracleValue, bool) {
	out, ok := make([]oracleValue, len(es)), true
	for i, e := range es {
		v, fine := r.eval(e, in)
		out[i], ok = v, ok && fine
	}
	return out, ok
}

// operate applies an operator whose operands are all there.
func (r *oracleState) operate(e *oracleExpr, args []oracleValue) (oracleValue, bool) {
	switch e.op {
	case "index":
		return r.index(args[0], args[1].number())
	case "==":
		return oracleTruth(oracleSame(args[0], args[1])), true
	case "!=":
		return oracleTruth(!oracleSame(args[0], args[1])), true
	case "chain":
		holds := true
		for i, op := range e.ops {
			holds = oracleCompare(args[i].number(), op, args[i+1].number()) && holds
		}
		return oracleTruth(holds), true
	case "unarynot":
		return oracleTruth(!args[0].truth()), true
	case "unary-":
		return oracleNum(new(big.Rat).Neg(args[0].number())), true
	case "unary+":
		return oracleNum(args[0].number()), true
	}
	x, y := args[0].number(), args[1].number()
	switch e.op {
	case "+":
		return oracleNum(new(big.Rat).Add(x, y)), true
	case "-":
		return oracleNum(new(big.Rat).Sub(x, y)), true
	case "*":
		return oracleNum(new(big.Rat).Mul(x, y)), true
	case "/":
		return r.divide(x, y)
	case "**":
		return r.raise(x, y)
	}
	oracleWrong("operator %q is not in the subset", e.op)
	return oracleValue{}, false
}

func (r *oracleState) divide(x, y *big.Rat) (oracleValue, bool) {
	if y.Sign() == 0 {
		r.fault(oracleDivisionByZero, "division by zero")
		return oracleValue{}, false
	}
	return oracleNum(new(big.Rat).Quo(x, y)), true
}

func (r *oracleState) raise(x, n *big.Rat) (oracleValue, bool) {
	if !n.IsInt() || !n.Num().IsInt64() || n.Num().Int64() > 1000 || n.Num().Int64() < -1000 {
		oracleWrong("the exponent %s is not a small whole number", n.RatString())
	}
	if exponent := int(n.Num().Int64()); exponent >= 0 {
		return oracleNum(oraclePower(x, exponent)), true
	}
	return r.divide(big.NewRat(1, 1), oraclePower(x, int(-n.Num().Int64())))
}

// member1 is x in [a, b, …].
func (r *oracleState) member1(e *oracleExpr, in *oracleLocals) (oracleValue, bool) {
	if e.args[1].op != "list" {
		oracleWrong("line %d: in wants a list in brackets", e.line)
	}
	needle, ok := r.eval(e.args[0], in)
	items, fine := r.all(e.args[1].args, in)
	if !ok || !fine {
		return oracleValue{}, false
	}
	found := false
	for _, item := range items {
		found = oracleSame(needle, item) || found
	}
	return oracleTruth(found), true
}

func (r *oracleState) call(e *oracleExpr, in *oracleLocals) (oracleValue, bool) {
	if e.name == "fail" {
		r.fault(oracleFail, e.args[0].val.Text)
		return oracleValue{}, false
	}
	if e.name == "given" {
		return oracleTruth(!r.absent(e.args[0])), true
	}
	if oracleOverList(e) {
		return r.listCall(e, in)
	}
	given := e.args
	mode := "half_up"
	if e.name == "round" && len(given) == 3 {
		mode, given = given[2].name, given[:2]
	}
	args, ok := r.all(given, in)
	if !ok {
		return oracleValue{}, false
	}
	if t := r.file.tables[e.name]; t != nil {
		return r.lookUp(t, args)
	}
	var xs []*big.Rat
	for _, a := range args {
		xs = append(xs, a.number())
	}
	return r.builtin(e, xs, mode)
}

func (r *oracleState) builtin(e *oracleExpr, xs []*big.Rat, mode string) (oracleValue, bool) {
	one := big.NewRat(1, 1)
	switch want := oracleArity[e.name]; {
	case want == 0:
		oracleWrong("line %d: unknown function %q", e.line, e.name)
	case want > 0 && len(xs) != want, want < 0 && len(xs) < -want:
		oracleWrong("line %d: %s has %d arguments", e.line, e.name, len(xs))
	}
	switch e.name {
	case "abs":
		return oracleNum(new(big.Rat).Abs(xs[0])), true
	case "floor":
		return oracleNum(oracleRoundTo(xs[0], one, "floor")), true
	case "ceil":
		return oracleNum(oracleRoundTo(xs[0], one, "ceiling")), true
	case "round":
		if !xs[1].IsInt() || xs[1].Sign() < 0 {
			oracleWrong("line %d: round wants a whole number of places", e.line)
		}
		unit := oraclePower(big.NewRat(1, 10), int(xs[1].Num().Int64()))
		return oracleNum(oracleRoundTo(xs[0], unit, mode)), true
	case "clamp":
		if xs[1].Cmp(xs[2]) > 0 {
			oracleWrong("line %d: clamp from %s to %s", e.line, xs[1].RatString(), xs[2].RatString())
		}
		return oracleNum(oracleLeast(oracleGreatest(xs[0], xs[1]), xs[2])), true
	case "mod":
		quotient, ok := r.divide(xs[0], xs[1])
		if !ok {
			return oracleValue{}, false
		}
		whole := oracleFloor(quotient.Num)
		return oracleNum(new(big.Rat).Sub(xs[0], whole.Mul(whole, xs[1]))), true
	case "min":
		return oracleNum(oracleLeast(xs...)), true
	}
	return oracleNum(oracleGreatest(xs...)), true
}

// arity is how many arguments a function has; below zero: at least so many.
var oracleArity = map[string]int{
	"abs": 1, "floor": 1, "ceil": 1, "round": 2, "clamp": 3, "mod": 2, "min": -1, "max": -1,
}

func oracleLeast(xs ...*big.Rat) *big.Rat {
	out := xs[0]
	for _, x := range xs {
		if x.Cmp(out) < 0 {
			out = x
		}
	}
	return out
}

func oracleGreatest(xs ...*big.Rat) *big.Rat {
	out := xs[0]
	for _, x := range xs {
		if x.Cmp(out) > 0 {
			out = x
		}
	}
	return out
}

func oracleCompare(x *big.Rat, op string, y *big.Rat) bool {
	switch c := x.Cmp(y); op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	}
	oracleWrong("%q is not a comparison", op)
	return false
}

func oracleSame(v, w oracleValue) bool {
	if v.Kind != w.Kind {
		oracleWrong("a %s is compared with a %s", v.Kind, w.Kind)
	}
	return v.Equal(w)
}

func (v oracleValue) number() *big.Rat {
	if v.Kind != oracleNumber {
		oracleWrong("a number is wanted, not the %s %s", v.Kind, v)
	}
	return v.Num
}

func (v oracleValue) truth() bool {
	if v.Kind != oracleBool {
		oracleWrong("true or false is wanted, not the %s %s", v.Kind, v)
	}
	return v.Bool
}
