package ranges

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// narrow notes in a context what follows from a condition's outcome.
func (a *Analysis) narrow(c *context, id ir.ID, outcome bool) {
	n := &a.p.Nodes[id]
	a.note(c, id, bools(outcome))
	switch n.Op {
	case ir.OpNot:
		a.narrow(c, n.Args[0], !outcome)
	case ir.OpAnd, ir.OpOr:
		a.narrowJunction(c, n, outcome)
	case ir.OpCompare:
		a.narrowCompare(c, n, outcome)
	case ir.OpEqual:
		a.narrowEqual(c, n.Args[0], n.Args[1], outcome)
	case ir.OpIn:
		a.narrowIn(c, n, outcome)
	}
}

// note narrows one node. Earlier knowledge of this context is kept.
func (a *Analysis) note(c *context, id ir.ID, info Info) {
	id = a.canon[id]
	before := a.in(c, id)
	info = meet(before, info)
	if _, known := before.Known(); known && !info.Empty {
		return // a constant is in every formula: noting it would touch them all
	}
	c.narrowed[id] = info
	c.lowest = min(c.lowest, id)
	clear(c.memo)
	clear(c.affected)
}

// narrowJunction: an `and` that holds, an `or` that does not, says the same of
// both sides. The other way round it came out so for one of two reasons, the
// left side alone or the right one after it, and what both of them say holds.
func (a *Analysis) narrowJunction(c *context, n *ir.Node, outcome bool) {
	left, right := n.Args[0], n.Args[1]
	if outcome == (n.Op == ir.OpAnd) {
		a.narrow(c, left, outcome)
		a.narrow(c, right, outcome)
		return
	}
	var reasons []*context
	if a.in(c.parent, left).canBe(outcome) {
		reasons = append(reasons, a.given(c.parent, left, outcome))
	}
	if undecided := a.given(c.parent, left, !outcome); a.in(c.parent, left).canBe(!outcome) && a.in(undecided, right).canBe(outcome) {
		reasons = append(reasons, a.given(undecided, right, outcome))
	}
	for _, id := range narrowedByAll(reasons, c.parent) {
		info := empty(a.p.Nodes[id].Kind)
		for _, reason := range reasons {
			info = hull(info, a.in(reason, id))
		}
		a.note(c, id, info)
	}
}

// narrowedByAll lists the nodes that each of the contexts narrows, beyond what
// a context that is above them all does.
func narrowedByAll(contexts []*context, above *context) []ir.ID {
	count := map[ir.ID]int{}
	for i, c := range contexts {
		for ; c != above; c = c.parent {
			for id := range c.narrowed {
				if count[id] == i {
					count[id]++
				}
			}
		}
	}
	var all []ir.ID
	for id, n := range count {
		if n == len(contexts) {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// narrowCompare bounds both sides of each link of a chain. A chain that does
// not hold says something only if no more than one of its links can fail.
func (a *Analysis) narrowCompare(c *context, n *ir.Node, outcome bool) {
	if !outcome {
		link := a.onlyLink(c, n)
		if link < 0 {
			return
		}
		n = &ir.Node{Args: n.Args[link : link+2], Compare: n.Compare[link : link+1]}
	}
	for i, sign := range n.Compare {
		x, y := n.Args[i], n.Args[i+1]
		if !outcome {
			sign = [...]ir.Sign{ir.GreaterEqual, ir.Greater, ir.LessEqual, ir.Less}[sign]
		}
		if sign == ir.Greater || sign == ir.GreaterEqual {
			x, y = y, x
		}
		strict := sign == ir.Less || sign == ir.Greater
		a.assume(c, x, y, strict)
		upper, lower := a.in(c, y).In.Hi, a.in(c, x).In.Lo
		upper.Open = upper.Open || strict
		lower.Open = lower.Open || strict
		a.note(c, x, Info{Kind: ir.Number, In: exact.Interval{Hi: upper}})
		a.note(c, y, Info{Kind: ir.Number, In: exact.Interval{Lo: lower}})
	}
}

// onlyLink is the only link of a chain that can fail, -1 if there are several.
func (a *Analysis) onlyLink(c *context, n *ir.Node) int {
	link := -1
	for i, sign := range n.Compare {
		x, y := a.in(c, n.Args[i]), a.in(c, n.Args[i+1])
		if always, _ := holds(sign, x.In, y.In); always {
			continue
		}
		if link >= 0 {
			return -1
		}
		link = i
	}
	return link
}

func (a *Analysis) narrowEqual(c *context, x, y ir.ID, outcome bool) {
	left, right := a.in(c, x), a.in(c, y)
	if outcome {
		both := meet(left, right)
		a.note(c, x, both)
		a.note(c, y, both)
		return
	}
	if v, ok := right.Known(); ok {
		a.note(c, x, without(left, v))
	}
	if v, ok := left.Known(); ok {
		a.note(c, y, without(right, v))
	}
}

// narrowIn keeps or removes the values of a list.
func (a *Analysis) narrowIn(c *context, n *ir.Node, outcome bool) {
	x := a.in(c, n.Args[0])
	kept := empty(x.Kind)
	for _, element := range n.Args[1:] {
		e := a.in(c, element)
		kept = hull(kept, e)
		if v, ok := e.Known(); ok && !outcome {
			x = without(x, v)
		}
	}
	if outcome {
		x = meet(x, kept)
	}
	a.note(c, n.Args[0], x)
}

// without removes a value: of a number only an end can be removed.
func without(i Info, v ir.Value) Info {
	if i.Kind == ir.Number {
		for _, end := range []*exact.End{&i.In.Lo, &i.In.Hi} {
			if end.Bounded && end.At.Equal(v.Num) {
				end.Open = true
			}
		}
		return i.snapped()
	}
	if i.Values == nil {
		return i
	}
	i.Values = slices.DeleteFunc(slices.Clone(i.Values), func(o ir.Value) bool { return o.Equal(v) })
	i.Empty = len(i.Values) == 0
	return i
}
