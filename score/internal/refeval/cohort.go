package refeval

import (
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// RunGiven is Run with what the cohort stage has given so far: by index of the
// program's Givens, Kind Invalid for what is not known yet. What needs that
// fails, which nobody looks at before it is given.
func (b *Bound) RunGiven(facts, givens []ir.Value) []Value {
	return b.RunNodes(make([]Value, len(b.Nodes)), facts, givens, nil)
}

// RunNodes is RunGiven for the nodes that are needed, nil for all. It writes
// into trace, where the values of other nodes mean nothing, and gives it back.
func (b *Bound) RunNodes(trace []Value, facts, givens []ir.Value, needed []bool) []Value {
	for id := range b.Nodes {
		switch n := &b.Nodes[id]; {
		case needed != nil && !needed[id]:
		case n.Uses != 0: // computed for each element of a list
		case n.Stage == ir.Fixed:
			trace[id] = b.Fixed[id]
		default:
			trace[id] = b.eval(ir.ID(id), trace, facts, givens)
		}
	}
	return trace
}

// given is a value of the cohort stage. A mean's formula counts as its
// argument, but only its value with other people makes the mean.
func (e *evaluation) given() Value {
	if e.n.Index < len(e.givens) {
		if v := e.givens[e.n.Index]; v.Kind != ir.Invalid {
			return Value{Value: v}
		}
	}
	return e.fail(NeedsCohort, e.b.Program.Givens[e.n.Index].Kind.String()+" is known only when everybody is scored")
}
