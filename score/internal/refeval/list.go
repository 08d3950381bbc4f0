package refeval

import (
	"fmt"
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// list computes the operations on lists and records.
func (e *evaluation) list() Value {
	a := e.arg(0)
	switch e.n.Op {
	case ir.OpField:
		return Value{Value: a.List[e.n.Index]}
	case ir.OpMap, ir.OpFilter:
		return e.each(a.List)
	case ir.OpLen:
		return Value{Value: ir.NumberValue(rowNumber(len(a.List)))}
	case ir.OpSum, ir.OpMean, ir.OpListMin, ir.OpListMax:
		return e.fold(a.List)
	case ir.OpIndex:
		return e.index(a.List)
	}
	return e.counts(a.List)
}

// each computes the body for every element, which OpElement stands for, up to
// the first one that fails.
func (e *evaluation) each(list []ir.Value) Value {
	out := Value{Value: ir.Value{Kind: ir.List}}
	for i, element := range list {
		e.trace[e.n.Element] = Value{Value: element}
		for _, id := range e.n.Members {
			e.trace[id] = e.b.eval(id, e.trace, e.facts, e.givens)
		}
		body := e.trace[e.n.Body]
		switch {
		case body.Failed():
			return Value{Failures: e.ofElement(i, body.Failures)}
		case e.n.Op == ir.OpMap:
			out.List = append(out.List, body.Value)
		case body.Bool:
			out.List = append(out.List, element)
		}
	}
	return out
}

// ofElement says of the failures that depend on the element which one it was.
func (e *evaluation) ofElement(i int, failures []*Failure) []*Failure {
	out := slices.Clone(failures)
	for k, f := range failures {
		if e.b.Nodes[f.Node].Uses&(1<<e.n.Level) != 0 {
			named := *f
			named.Facts = append([]string{fmt.Sprintf("element %d", i+1)}, f.Facts...)
			out[k] = &named
		}
	}
	return out
}

// fold adds up, or looks for an extreme. Only a sum may be empty.
func (e *evaluation) fold(list []ir.Value) Value {
	if len(list) == 0 && e.n.Op != ir.OpSum {
		return e.fail(EmptyList, e.n.Message+" of a list without elements")
	}
	var r exact.Rat
	for i, v := range list {
		switch {
		case e.n.Op == ir.OpSum || e.n.Op == ir.OpMean:
			r = r.Add(v.Num)
		case i == 0:
			r = v.Num
		case e.n.Op == ir.OpListMin:
			r = exact.Min(r, v.Num)
		default:
			r = exact.Max(r, v.Num)
		}
		if !r.Within(e.b.Digits) {
			return e.fail(TooLong, fmt.Sprintf("a number on the way has more than %d digits", e.b.Digits))
		}
	}
	if e.n.Op == ir.OpMean {
		r, _ = r.Quo(rowNumber(len(list)))
	}
	return Value{Value: ir.NumberValue(r)}
}

// counts are count, any, all and none.
func (e *evaluation) counts(list []ir.Value) Value {
	n := 0
	for _, v := range list {
		if v.Bool {
			n++
		}
	}
	switch e.n.Op {
	case ir.OpCount:
		return Value{Value: ir.NumberValue(rowNumber(n))}
	case ir.OpAny:
		return Value{Value: ir.BoolValue(n > 0)}
	case ir.OpAll:
		return Value{Value: ir.BoolValue(n == len(list))}
	}
	return Value{Value: ir.BoolValue(n == 0)}
}

// index counts from 0 from the front, from -1 from the back.
func (e *evaluation) index(list []ir.Value) Value {
	i, ok := e.arg(1).Num.Int64()
	if ok && i < 0 {
		i += int64(len(list))
	}
	if !ok || i < 0 || i >= int64(len(list)) {
		return e.fail(NoElement, fmt.Sprintf("there is no element %s in a list of %d", e.arg(1).Num.Text(), len(list)))
	}
	return Value{Value: list[i]}
}
