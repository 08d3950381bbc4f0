package score

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers what formulas do with optional facts, and keeps book of who
// reads one without looking whether it is there.

// readsOf are the optional inputs that a node needs. A conditional on given(x)
// takes x out of the branch that it guards, x ?? v takes it out altogether; an
// indicator with a policy for missing facts needs none.
func (b *builder) readsOf(n *ir.Node, id ir.ID) []ir.ID {
	switch n.Op {
	case ir.OpInput:
		if b.optional(n.Index) {
			return []ir.ID{id}
		}
		return nil
	case ir.OpGiven:
		return nil
	case ir.OpCoalesce:
		return b.reads[n.Args[1]]
	case ir.OpScored:
		reads := b.reads[n.Scored.Raw]
		if n.Scored.Missing != ir.None {
			reads = nil
		}
		if n.Scored.Applies != ir.None {
			reads = union(without(reads, b.givenBy(n.Scored.Applies, true)), b.reads[n.Scored.Applies])
		}
		return reads
	case ir.OpConditional:
		reads := b.reads[n.Args[0]]
		reads = union(reads, without(b.reads[n.Args[1]], b.givenBy(n.Args[0], true)))
		return union(reads, without(b.reads[n.Args[2]], b.givenBy(n.Args[0], false)))
	case ir.OpAnd, ir.OpOr:
		return union(b.reads[n.Args[0]], without(b.reads[n.Args[1]], b.givenBy(n.Args[0], n.Op == ir.OpAnd)))
	}
	var reads []ir.ID
	for _, arg := range n.Args {
		reads = union(reads, b.reads[arg])
	}
	if n.Op == ir.OpMap || n.Op == ir.OpFilter {
		reads = union(reads, b.reads[n.Body])
	}
	return reads
}

func (b *builder) optional(input int) bool { return b.allInputs[input].Optional }

// givenBy lists the inputs that are there if a condition has come out so.
func (b *builder) givenBy(condition ir.ID, outcome bool) []ir.ID {
	n := &b.p.Nodes[condition]
	switch {
	case n.Op == ir.OpGiven && outcome:
		return n.Args
	case n.Op == ir.OpNot:
		return b.givenBy(n.Args[0], !outcome)
	case n.Op == ir.OpAnd && outcome, n.Op == ir.OpOr && !outcome:
		return union(b.givenBy(n.Args[0], outcome), b.givenBy(n.Args[1], outcome))
	}
	return nil
}

func union(a, b []ir.ID) []ir.ID {
	if len(b) == 0 {
		return a
	}
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

func without(a, b []ir.ID) []ir.ID {
	return slices.DeleteFunc(slices.Clone(a), func(id ir.ID) bool { return slices.Contains(b, id) })
}

// needsNone refuses a figure that would fail where an optional fact is absent.
func (b *builder) needsNone(id ir.ID, at place, what string) {
	if reads := b.reads[id]; id != ir.None && len(reads) > 0 {
		b.optionalRead(at, what, b.p.Inputs[b.p.Nodes[reads[0]].Index].Name)
	}
}

// givenCall lowers given(x).
func (b *builder) givenCall(n *formula.Node, s *scope) ir.ID {
	id := b.lower(n.Args[0], s)
	if id == ir.None {
		return id
	}
	if arg := &b.p.Nodes[id]; arg.Op != ir.OpInput || !b.optional(arg.Index) {
		b.notOptional(s.at(n.Args[0].Span), "given(…)")
		return ir.None
	}
	return b.node(s.at(n.Span), ir.Node{Op: ir.OpGiven, Kind: ir.Bool, Args: []ir.ID{id}})
}

// coalesce lowers x ?? v.
func (b *builder) coalesce(n *formula.Node, s *scope) ir.ID {
	ids := b.comparable(n.Args, s, "the two sides of ??")
	if ids[0] == ir.None || ids[1] == ir.None {
		return ir.None
	}
	left := &b.p.Nodes[ids[0]]
	if left.Op != ir.OpCoalesce && (left.Op != ir.OpInput || !b.optional(left.Index)) {
		b.notOptional(s.at(n.Args[0].Span), "??")
		return ir.None
	}
	id := b.node(s.at(n.Span), ir.Node{Op: ir.OpCoalesce, Kind: left.Kind, Args: ids})
	b.keepSpec(id, ids[0])
	return id
}
