package refeval

import (
	"fmt"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

func rowNumber(i int) exact.Rat { return exact.Int(int64(i)) }

// number computes a number from operands that have values, and holds it to the
// limit of digits.
func (e *evaluation) number() Value {
	r, failed := e.arithmetic()
	if failed != nil {
		return *failed
	}
	if !r.Within(e.b.Digits) {
		return e.fail(TooLong, fmt.Sprintf("a number on the way has more than %d digits", e.b.Digits))
	}
	return Value{Value: ir.NumberValue(r)}
}

func (e *evaluation) arithmetic() (exact.Rat, *Value) {
	a := e.arg(0).Num
	switch e.n.Op {
	case ir.OpNeg:
		return a.Neg(), nil
	case ir.OpAbs:
		return a.Abs(), nil
	case ir.OpFloor:
		return a.Floor(), nil
	case ir.OpCeil:
		return a.Ceil(), nil
	case ir.OpMin, ir.OpMax:
		return e.extreme(), nil
	}
	b := e.arg(1).Num
	switch e.n.Op {
	case ir.OpAdd:
		return a.Add(b), nil
	case ir.OpSub:
		return a.Sub(b), nil
	case ir.OpMul:
		return a.Mul(b), nil
	case ir.OpDiv:
		return e.defined(a.Quo(b))
	case ir.OpMod:
		return e.defined(a.Mod(b))
	case ir.OpPow:
		return e.power(a, b)
	case ir.OpAtLeast:
		return exact.Max(a, b), nil
	case ir.OpAtMost:
		return exact.Min(a, b), nil
	case ir.OpRound, ir.OpRoundTo:
		return e.round(a, b)
	}
	panic(fmt.Sprintf("refeval: operation %d makes no number", e.n.Op))
}

func (e *evaluation) extreme() exact.Rat {
	r := e.arg(0).Num
	for i := range e.n.Args[1:] {
		if e.n.Op == ir.OpMin {
			r = exact.Min(r, e.arg(i+1).Num)
		} else {
			r = exact.Max(r, e.arg(i+1).Num)
		}
	}
	return r
}

// MaxPlaces is the largest number of places that can be rounded to.
const MaxPlaces = 18

// round checks what it rounds to, which may be a param: the compiler has
// refused a bad one, an example may still bind it.
func (e *evaluation) round(a, to exact.Rat) (exact.Rat, *Value) {
	places, whole := to.Int64()
	switch {
	case e.n.Op == ir.OpRoundTo && to.Sign() > 0:
		return a.RoundTo(to, e.n.Mode), nil
	case e.n.Op == ir.OpRound && whole && places >= 0 && places <= MaxPlaces:
		return a.Round(int(places), e.n.Mode), nil
	}
	v := e.fail(BadRounding, "nothing can be rounded to "+to.Text())
	return a, &v
}

func (e *evaluation) defined(r exact.Rat, ok bool) (exact.Rat, *Value) {
	if ok {
		return r, nil
	}
	v := e.fail(DivisionByZero, "division by zero", e.n.Args[1])
	return r, &v
}

// power refuses before it computes: the digits of a power are known from those
// of its base.
func (e *evaluation) power(a, b exact.Rat) (exact.Rat, *Value) {
	n, ok := b.Int64()
	size := n
	if n < 0 {
		size = -n
	}
	if !ok || size > int64(e.b.Digits)*4 || !a.Within(max(1, 4*e.b.Digits/int(max(1, size)))) {
		v := e.fail(TooLong, fmt.Sprintf("the power has more than %d digits", e.b.Digits))
		return a, &v
	}
	r, ok := a.Pow(int(n))
	if !ok {
		v := e.fail(DivisionByZero, "0 to a negative power", e.n.Args...)
		return r, &v
	}
	return r, nil
}
