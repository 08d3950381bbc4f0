package ranges

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

const (
	// budget is the number of nodes that may be computed again in contexts, and
	// of steps through them. An honest scheme needs some hundreds; the rest is room.
	budget = 60_000
	// share is how much of it one question may use up, so that one knotted
	// figure does not spoil the others.
	share = 4_000
)

// An Analysis knows the ranges of a program's nodes.
type Analysis struct {
	p     *ir.Program
	fixed func(ir.ID) ir.Value
	// canon maps a node to the first one that computes the same.
	canon []ir.ID
	// loops maps an element to the node whose list it comes from.
	loops map[ir.ID]ir.ID
	forms map[ir.ID]*form
	start *context // before any require
	base  *context // after all of them; while Analyze is at them, after those so far
	spent int
	// bounded counts against boundBudget.
	bounded int
	limit   int // of spent, for the question at hand
}

// A context is a set of conditions known to hold: ranges narrowed by them.
type context struct {
	parent   *context
	narrowed map[ir.ID]Info
	lowest   ir.ID // of the narrowed nodes: nodes before it depend on none of them
	memo     map[ir.ID]Info
	affected map[ir.ID]bool
	children map[branch]*context
	// bounds are linear forms that are not above 0.
	bounds []bound
}

// A branch is a condition with its outcome.
type branch struct {
	condition ir.ID
	outcome   bool
}

// Analyze works out the ranges. fixed gives the known values of nodes of stage
// Fixed; Kind Invalid is unknown, as where a param is not bound, whose whole
// domain is then considered.
func Analyze(p *ir.Program, fixed func(ir.ID) ir.Value) *Analysis {
	a := &Analysis{p: p, fixed: fixed, canon: canonical(p), loops: map[ir.ID]ir.ID{},
		forms: map[ir.ID]*form{}}
	a.start = &context{memo: make(map[ir.ID]Info, len(p.Nodes))}
	for id := range p.Nodes {
		if n := &p.Nodes[id]; n.Op == ir.OpMap || n.Op == ir.OpFilter {
			a.loops[n.Element] = ir.ID(id)
		}
	}
	a.base = a.start
	a.all(a.start)
	for _, r := range p.Requires {
		a.limit = min(budget, a.spent+share)
		a.base = a.given(a.base, r.Node, true)
	}
	a.all(a.base)
	return a
}

// all asks for every node, each before those that depend on it.
func (a *Analysis) all(c *context) {
	for id := range a.p.Nodes {
		a.ask(c, ir.ID(id))
	}
}

// ask is in, with a share of the budget.
func (a *Analysis) ask(c *context, id ir.ID) Info {
	a.limit = min(budget, a.spent+share)
	return a.in(c, id)
}

// Of is what a node can be, whatever else holds.
func (a *Analysis) Of(id ir.ID) Info { return a.ask(a.base, id) }

// Before is what a node can be before any require is checked.
func (a *Analysis) Before(id ir.ID) Info { return a.ask(a.start, id) }

// Ordered tells whether x is never above y, since a condition says so, y is a
// max with x in it, or x a min with y in it.
func (a *Analysis) Ordered(x, y ir.ID) bool {
	known, _ := a.order(a.base, x, y, ir.ID(len(a.p.Nodes)))
	return known || a.canon[x] == a.canon[y] || a.isAmong(x, ir.OpMax, y) || a.isAmong(y, ir.OpMin, x)
}

// isAmong tells whether x is an argument of a node of that operation.
func (a *Analysis) isAmong(x ir.ID, op ir.Op, of ir.ID) bool {
	n := &a.p.Nodes[of]
	return n.Op == op && slices.ContainsFunc(n.Args, func(arg ir.ID) bool { return a.canon[arg] == a.canon[x] })
}

// canonical finds equal formulas: same operation on same arguments.
func canonical(p *ir.Program) []ir.ID {
	canon := make([]ir.ID, len(p.Nodes))
	first := make(map[string]ir.ID, len(p.Nodes))
	for id := range p.Nodes {
		n := &p.Nodes[id]
		var key strings.Builder
		fmt.Fprint(&key, n.Op, n.Index, n.Column, n.Mode, n.Compare)
		if n.Op == ir.OpElement || n.Scored != nil || n.Weighted != nil || n.Op == ir.OpGo {
			canon[id] = ir.ID(id)
			continue
		}
		if n.Op == ir.OpMap || n.Op == ir.OpFilter {
			fmt.Fprint(&key, " body ", canon[n.Body])
		}
		if n.Op == ir.OpConst {
			fmt.Fprint(&key, n.Value.Kind, n.Value)
		}
		for _, arg := range n.Args {
			fmt.Fprint(&key, " ", canon[arg])
		}
		k := key.String()
		if other, ok := first[k]; ok && n.Op != ir.OpFail {
			canon[id] = other
			continue
		}
		first[k] = ir.ID(id)
		canon[id] = ir.ID(id)
	}
	return canon
}

// in is the range of a node in a context.
func (a *Analysis) in(c *context, id ir.ID) Info {
	id = a.canon[id]
	if info, ok := c.memo[id]; ok {
		return info
	}
	if c.parent != nil && (!a.isAffected(c, id) || a.spent >= a.limit) {
		return a.in(c.parent, id)
	}
	var info Info
	if narrow, ok := c.narrowed[id]; ok && !a.argsAffected(c, id) {
		// What it is computed from is as before: computing it again would
		// double the work at every conditional on a value with a conditional.
		info = meet(a.in(c.parent, id), narrow)
	} else {
		if c.parent != nil {
			a.spent++
		}
		info = a.compute(c, id).short()
		for up := c; up != nil; up = up.parent {
			if narrow, ok := up.narrowed[id]; ok {
				info = meet(info, narrow)
			}
		}
	}
	c.memo[id] = info
	return info
}

// isAffected tells whether a node depends on one that the context narrows.
func (a *Analysis) isAffected(c *context, id ir.ID) bool {
	id = a.canon[id]
	if id < c.lowest {
		return false
	}
	if known, ok := c.affected[id]; ok {
		return known
	}
	_, affected := c.narrowed[id]
	affected = affected || a.argsAffected(c, id)
	c.affected[id] = affected
	return affected
}

// operands are what a node depends on: its arguments, what it computes for the
// elements of a list, the list that an element comes from.
func (a *Analysis) operands(id ir.ID) []ir.ID {
	n := &a.p.Nodes[id]
	switch n.Op {
	case ir.OpMap, ir.OpFilter:
		return append(slices.Clone(n.Args), n.Body)
	case ir.OpElement:
		return a.p.Nodes[a.loops[id]].Args
	}
	return n.Args
}

func (a *Analysis) argsAffected(c *context, id ir.ID) bool {
	for _, arg := range a.operands(id) {
		if a.isAffected(c, arg) {
			return true
		}
	}
	return false
}

// given is the context in which a condition has come out so as well.
func (a *Analysis) given(c *context, condition ir.ID, outcome bool) *context {
	if known := a.in(c, condition); known.canBe(outcome) && !known.canBe(!outcome) {
		return c // it says nothing new
	}
	key := branch{a.canon[condition], outcome}
	if child, ok := c.children[key]; ok {
		return child
	}
	child := &context{
		parent: c, narrowed: map[ir.ID]Info{}, lowest: ir.ID(len(a.p.Nodes)), memo: map[ir.ID]Info{}, affected: map[ir.ID]bool{},
	}
	a.narrow(child, condition, outcome)
	if c.children == nil {
		c.children = map[branch]*context{}
	}
	c.children[key] = child
	return child
}

// A Context gives the ranges at a place where some conditions hold.
type Context struct {
	a *Analysis
	c *context
}

// Of is what a node can be there, if it can be read there: a condition on an
// element is taken for true of the whole list by what reads that list.
func (c Context) Of(id ir.ID) Info { return c.a.ask(c.c, id) }

// Contexts calls visit for every one of the wanted nodes in the contexts in
// which a scoring reaches it. Where one of them has all the conditions of
// another, only that other one is visited: what holds there holds in both.
// Past the budget, visit gets contexts with fewer conditions than hold.
func (a *Analysis) Contexts(wanted map[ir.ID]bool, visit func(id ir.ID, c Context)) {
	w := walk{a: a, wanted: wanted, visit: visit, reaches: make(map[ir.ID]bool), seen: make(map[visited]bool)}
	w.root = a.start
	for _, r := range a.p.Requires {
		w.node(w.root, r.Node)
		w.root = a.given(w.root, r.Node, true)
	}
	figures := a.p.Roots()
	for _, v := range a.p.Values {
		figures = append(figures, v.Node)
	}
	// In this order a figure comes before whoever reads it under a condition.
	slices.Sort(figures)
	for _, id := range figures {
		w.node(w.root, id)
	}
}

type visited struct {
	c  *context
	id ir.ID
}

type walk struct {
	a       *Analysis
	root    *context // that of the figure or require at hand
	wanted  map[ir.ID]bool
	visit   func(id ir.ID, c Context)
	reaches map[ir.ID]bool
	seen    map[visited]bool
	steps   int
}

// leads tells whether a wanted node is among what a node depends on.
func (w *walk) leads(id ir.ID) bool {
	if known, ok := w.reaches[id]; ok {
		return known
	}
	leads := w.wanted[id]
	for _, arg := range w.a.operands(id) {
		leads = w.leads(arg) || leads
	}
	w.reaches[id] = leads
	return leads
}

func (w *walk) node(c *context, id ir.ID) {
	if !w.leads(id) {
		return
	}
	if w.steps++; w.steps > budget {
		c = w.root
	}
	for up := c; up != nil; up = up.parent {
		if w.seen[visited{up, id}] {
			return
		}
	}
	w.seen[visited{c, id}] = true
	n := &w.a.p.Nodes[id]
	switch n.Op {
	case ir.OpConditional:
		w.node(c, n.Args[0])
		condition := w.a.ask(c, n.Args[0])
		for i, outcome := range []bool{true, false} {
			if condition.canBe(outcome) {
				w.node(w.a.given(c, n.Args[0], outcome), n.Args[i+1])
			}
		}
		return
	case ir.OpAnd, ir.OpOr:
		w.node(c, n.Args[0])
		if outcome := n.Op == ir.OpAnd; w.a.ask(c, n.Args[0]).canBe(outcome) {
			w.node(w.a.given(c, n.Args[0], outcome), n.Args[1])
		}
		return
	case ir.OpScored:
		if s := n.Scored; s.Applies != ir.None {
			w.node(c, s.Applies)
			if !w.a.in(c, s.Applies).canBe(true) {
				return
			}
			c = w.a.given(c, s.Applies, true)
		}
		w.node(c, n.Scored.Raw)
		return
	}
	for _, arg := range w.a.operands(id) {
		w.node(c, arg)
	}
	if w.wanted[id] {
		w.visit(id, Context{w.a, c})
	}
}
