package ranges

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

func anything(kind ir.Kind) Info {
	if kind == ir.Bool {
		return bools(false, true)
	}
	return Info{Kind: kind}
}

// element is what an element can be: anything that its list can hold.
func (a *Analysis) element(c *context, id ir.ID) Info {
	list := a.in(c, a.p.Nodes[a.loops[id]].Args[0])
	if list.Empty || list.Elem == nil {
		return empty(a.p.Nodes[id].Kind)
	}
	return *list.Elem
}

// list is the range of an operation on a list or record.
func (a *Analysis) list(c *context, n *ir.Node) Info {
	x := a.in(c, n.Args[0])
	if x.Empty {
		return empty(n.Kind)
	}
	switch n.Op {
	case ir.OpField:
		return x.Fields[n.Index]
	case ir.OpMap:
		body := a.in(c, n.Body)
		return Info{Kind: ir.List, Elem: &body}
	case ir.OpFilter:
		kept := a.in(a.given(c, n.Body, true), n.Element)
		return Info{Kind: ir.List, Elem: &kept}
	case ir.OpLen, ir.OpCount:
		return number(exact.ClosedRange(exact.Rat{}, exact.Int(maxLength)), true, exact.Int(1))
	case ir.OpAny, ir.OpAll, ir.OpNone:
		return bools(false, true)
	case ir.OpSum:
		return sum(*x.Elem)
	case ir.OpMean:
		return number(x.Elem.In, false, exact.Rat{})
	}
	return *x.Elem // min, max, an element
}

// sum is that of up to maxLength elements; of none it is 0.
func sum(elem Info) Info {
	zero := number(exact.Point(exact.Rat{}), true, exact.Rat{})
	if elem.Empty {
		return zero
	}
	count := exact.ClosedRange(exact.Rat{}, exact.Int(maxLength))
	all := number(elem.In.Mul(count), elem.OnGrid, elem.Step)
	return hull(zero, all)
}
