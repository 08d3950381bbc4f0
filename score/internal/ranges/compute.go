package ranges

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// compute is the range of a node from those of its arguments.
func (a *Analysis) compute(c *context, id ir.ID) Info {
	n := &a.p.Nodes[id]
	if n.Stage == ir.Fixed && a.fixed(id).Kind != ir.Invalid {
		return ofValue(a.fixed(id))
	}
	switch n.Op {
	case ir.OpConst:
		return ofValue(n.Value)
	case ir.OpParam:
		return OfDomain(a.p.Params[n.Index].Spec.Resolve(a.fixed))
	case ir.OpInput:
		return OfDomain(a.p.Inputs[n.Index].Spec.Resolve(a.fixed))
	case ir.OpFail:
		return empty(n.Kind)
	case ir.OpLet:
		return a.in(c, n.Args[1])
	case ir.OpConditional:
		return a.conditional(c, n)
	case ir.OpAnd, ir.OpOr:
		return a.junction(c, n)
	case ir.OpRow:
		return a.row(c, n)
	case ir.OpPick:
		return a.pick(c, n)
	case ir.OpScored:
		return a.scored(c, n)
	case ir.OpWeighted:
		return a.weighted(c, n)
	case ir.OpGradeGate:
		return a.gradeGate(c, n)
	case ir.OpElement:
		return a.element(c, id)
	case ir.OpGo:
		return anything(n.Kind)
	case ir.OpCohort:
		return a.cohort(c, n)
	}
	if n.Op >= ir.OpField && n.Op <= ir.OpIndex {
		return a.list(c, n)
	}
	args := make([]Info, len(n.Args))
	for i, arg := range n.Args {
		args[i] = a.in(c, arg)
		if args[i].Empty {
			return empty(n.Kind)
		}
	}
	switch {
	case n.Op == ir.OpGraduated:
		return a.graduated(n, args)
	case n.Op == ir.OpLinear:
		return a.linear(n, args)
	case n.Op == ir.OpGiven:
		return bools(false, true)
	case n.Op == ir.OpForfeit:
		return hull(args[1], ofValue(ir.NumberValue(exact.Rat{})))
	case n.Op == ir.OpCoalesce:
		return hull(args[0], args[1])
	case n.Kind == ir.Bool:
		return condition(n, args)
	case n.Op == ir.OpAdd, n.Op == ir.OpSub, n.Op == ir.OpDiv:
		return a.sharpen(c, id, args, arithmetic(n, args))
	}
	return arithmetic(n, args)
}

func (a *Analysis) conditional(c *context, n *ir.Node) Info {
	condition := a.in(c, n.Args[0])
	out := empty(n.Kind)
	for i, outcome := range []bool{true, false} {
		if condition.canBe(outcome) {
			branch := a.in(a.given(c, n.Args[0], outcome), n.Args[i+1])
			branch.Kind = n.Kind
			out = hull(out, branch)
		}
	}
	return out
}

func (a *Analysis) junction(c *context, n *ir.Node) Info {
	decides := n.Op == ir.OpOr
	left := a.in(c, n.Args[0])
	out := empty(ir.Bool)
	if left.canBe(decides) {
		out = bools(decides)
	}
	if left.canBe(!decides) {
		out = hull(out, a.in(a.given(c, n.Args[0], !decides), n.Args[1]))
	}
	return out
}

func condition(n *ir.Node, args []Info) Info {
	switch n.Op {
	case ir.OpNot:
		out := empty(ir.Bool)
		for _, b := range []bool{false, true} {
			if args[0].canBe(b) {
				out = hull(out, bools(!b))
			}
		}
		return out
	case ir.OpEqual:
		return equal(args[0], args[1])
	case ir.OpIn:
		out := bools(false)
		for _, element := range args[1:] {
			switch one := equal(args[0], element); {
			case !one.canBe(false):
				return bools(true)
			case one.canBe(true):
				out = bools(false, true)
			}
		}
		return out
	}
	out := bools(true)
	for i, sign := range n.Compare {
		switch always, never := holds(sign, args[i].In, args[i+1].In); {
		case never:
			return bools(false)
		case !always:
			out = bools(false, true)
		}
	}
	return out
}

func equal(a, b Info) Info {
	if meet(a, b).Empty {
		return bools(false)
	}
	x, ok := a.Known()
	y, ok2 := b.Known()
	if ok && ok2 {
		return bools(x.Equal(y))
	}
	return bools(false, true)
}

// holds decides a comparison of two intervals, if they decide it.
func holds(sign ir.Sign, x, y exact.Interval) (always, never bool) {
	switch sign {
	case ir.Greater:
		return holds(ir.Less, y, x)
	case ir.GreaterEqual:
		return holds(ir.LessEqual, y, x)
	}
	strict := sign == ir.Less
	return below(x, y, strict), below(y, x, !strict)
}

// below tells whether all of x is below all of y; strictly, if strict.
func below(x, y exact.Interval, strict bool) bool {
	if !x.Hi.Bounded || !y.Lo.Bounded {
		return false
	}
	c := x.Hi.At.Cmp(y.Lo.At)
	return c < 0 || c == 0 && (!strict || x.Hi.Open || y.Lo.Open)
}

func arithmetic(n *ir.Node, args []Info) Info {
	x := args[0]
	if len(args) == 1 {
		return unary(n.Op, x)
	}
	y := args[1]
	both := x.OnGrid && y.OnGrid
	common := exact.GCD(x.Step, y.Step)
	switch n.Op {
	case ir.OpAdd:
		return number(x.In.Add(y.In), both, common)
	case ir.OpSub:
		return number(x.In.Sub(y.In), both, common)
	case ir.OpMul:
		return number(x.In.Mul(y.In), both, x.Step.Mul(y.Step))
	case ir.OpDiv:
		return quotient(x, y)
	case ir.OpMod:
		return remainder(x, y, both, common)
	case ir.OpPow:
		return power(x, y)
	case ir.OpAtLeast:
		return number(x.In.Max(y.In), both, common)
	case ir.OpAtMost:
		return number(x.In.Min(y.In), both, common)
	case ir.OpMin, ir.OpMax:
		return extreme(n.Op, args)
	}
	return rounded(n, x, y)
}

func unary(op ir.Op, x Info) Info {
	switch op {
	case ir.OpNeg:
		return number(x.In.Neg(), x.OnGrid, x.Step)
	case ir.OpAbs:
		return number(x.In.Abs(), x.OnGrid, x.Step)
	case ir.OpFloor:
		return number(x.In.Map(exact.Rat.Floor), true, exact.Int(1))
	case ir.OpCeil:
		return number(x.In.Map(exact.Rat.Ceil), true, exact.Int(1))
	}
	return x // min and max of one
}

// quotient leaves out a divisor of 0, which is a failure and no value.
func quotient(x, y Info) Info {
	y = without(y, ir.NumberValue(exact.Rat{}))
	if y.Empty {
		return empty(ir.Number)
	}
	in, ok := x.In.Quo(y.In)
	if !ok {
		in = exact.Whole()
	}
	if d, known := y.Known(); known && d.Num.Sign() != 0 {
		step, _ := x.Step.Quo(d.Num.Abs())
		return number(in, x.OnGrid, step)
	}
	return number(in, false, exact.Rat{})
}

// remainder has the sign of the divisor and is smaller.
func remainder(x, y Info, both bool, common exact.Rat) Info {
	in := exact.Whole()
	zero := exact.Int(0)
	if y.In.Lo.Bounded && y.In.Lo.At.Sign() >= 0 {
		in.Lo = exact.End{At: zero, Bounded: true}
		if y.In.Hi.Bounded {
			in.Hi = exact.End{At: y.In.Hi.At, Open: true, Bounded: true}
		}
	} else if y.In.Hi.Bounded && y.In.Hi.At.Sign() <= 0 {
		in.Hi = exact.End{At: zero, Bounded: true}
		if y.In.Lo.Bounded {
			in.Lo = exact.End{At: y.In.Lo.At, Open: true, Bounded: true}
		}
	}
	_ = x
	return number(in, both, common)
}

// power multiplies; exponents that the limits refuse anyway are left open.
func power(x, y Info) Info {
	exponent, known := y.Known()
	n, whole := exponent.Num.Int64()
	if !known || !whole || n < 0 || n > 64 {
		return number(exact.Whole(), false, exact.Rat{})
	}
	out := number(exact.Point(exact.Int(1)), true, exact.Int(1))
	for range n {
		out = number(out.In.Mul(x.In), out.OnGrid && x.OnGrid, out.Step.Mul(x.Step))
	}
	if n%2 == 0 {
		// The factors are the same number, so an even power is not negative.
		out.In = out.In.Intersect(exact.Interval{Lo: exact.End{Bounded: true}})
	}
	return out
}

func extreme(op ir.Op, args []Info) Info {
	out := args[0]
	for _, x := range args[1:] {
		in := out.In.Min(x.In)
		if op == ir.OpMax {
			in = out.In.Max(x.In)
		}
		out = number(in, out.OnGrid && x.OnGrid, exact.GCD(out.Step, x.Step))
	}
	return out
}

// rounded is on the grid that it is rounded to, if that is known.
func rounded(n *ir.Node, x, to Info) Info {
	v, known := to.Known()
	step := v.Num
	if n.Op == ir.OpRound {
		places, whole := v.Num.Int64()
		known = known && whole && places >= 0 && places <= 18
		step = exact.Int(1)
		for range places {
			if !known {
				break
			}
			step, _ = step.Quo(exact.Int(10))
		}
	}
	if !known || step.Sign() <= 0 {
		return number(exact.Whole(), false, exact.Rat{})
	}
	if x.OnGrid && x.Step.IsMultipleOf(step) {
		return x // it has no digits to lose
	}
	in := x.In.Map(func(r exact.Rat) exact.Rat { return r.RoundTo(step, n.Mode) })
	return number(in, true, step)
}

// row finds the rows that can take the arguments, up to the first that
// certainly takes them.
func (a *Analysis) row(c *context, n *ir.Node) Info {
	out := Info{Kind: ir.Row}
	args := make([]Info, len(n.Args))
	for i, arg := range n.Args {
		args[i] = a.in(c, arg)
		if args[i].Empty {
			return empty(ir.Row)
		}
	}
	rows := a.p.Tables[n.Index].Rows
	for i := range rows {
		possible, certain := true, true
		for k := range rows[i].Cells {
			some, all := a.takes(&rows[i].Cells[k], args[k])
			possible, certain = possible && some, certain && all
		}
		if possible {
			out.Rows = append(out.Rows, i)
			if certain {
				break
			}
		}
	}
	out.Empty = len(out.Rows) == 0
	return out
}

// takes tells whether a cell takes some of the values of a range, and whether all.
func (a *Analysis) takes(cell *ir.Cell, x Info) (some, all bool) {
	if cell.Any {
		return true, true
	}
	for _, alternative := range cell.Alternatives {
		taken, known := a.alternative(alternative, x.Kind)
		switch {
		case !known:
			some = true
		case !meet(x, taken).Empty:
			some = true
			all = all || x.Kind == ir.Number && taken.In.Covers(x.In) || x.Kind != ir.Number && len(x.Values) == 1
		}
	}
	return some, all
}

// alternative is the range that an alternative takes, if its ends are known.
func (a *Analysis) alternative(alt ir.Alternative, kind ir.Kind) (Info, bool) {
	if kind != ir.Number {
		v := a.fixed(alt.Lo)
		return ofValue(v), v.Kind != ir.Invalid
	}
	known := true
	in := alt.Interval(func(id ir.ID) ir.Value {
		v := a.fixed(id)
		known = known && v.Kind != ir.Invalid
		return v
	})
	return number(in, false, exact.Rat{}), known
}

// pick joins the results of the rows that can be found.
func (a *Analysis) pick(c *context, n *ir.Node) Info {
	out := empty(n.Kind)
	for _, row := range a.in(c, n.Args[0]).Rows {
		if result := a.p.Tables[n.Index].Rows[row].Results[n.Column]; result.Kind == ir.Gives {
			out = hull(out, a.in(c, result.Node))
		}
	}
	return out
}

// Ordering is how two ranges of numbers lie to each other.
type Ordering uint8

// The orderings.
const (
	Unknown   Ordering = iota
	AtOrBelow          // no value of the first is above one of the second
	Above              // every value of the first is above every one of the second
)

// Order compares two ranges of numbers.
func Order(a, b Info) Ordering {
	if a.Empty || b.Empty {
		return AtOrBelow
	}
	switch always, never := holds(ir.LessEqual, a.In, b.In); {
	case always:
		return AtOrBelow
	case never:
		return Above
	}
	return Unknown
}
