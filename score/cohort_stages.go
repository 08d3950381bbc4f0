package score

import "github.com/kaohe-go/kaohe/score/internal/ir"

// This file holds formulas to the stage in which they are read. Stages run in
// order, and a node's stage is the latest of what it reads, so that a formula
// which reaches for what does not exist yet is found by comparing two numbers.

// A lateRead is a value of the cohort stage that a declaration reads too early.
type lateRead struct {
	node        ir.ID
	declaration string
}

// staged refuses a node that is known too late, and names what makes it late.
func (b *builder) staged(id ir.ID, at place, what string, latest ir.Stage) bool {
	if id == ir.None || b.p.Nodes[id].Stage <= latest {
		return true
	}
	late := b.lateNode(id, latest, map[ir.ID]bool{})
	if key := (lateRead{late, declarationOf(at.path)}); !b.late[key] {
		b.late[key] = true
		g := &b.p.Givens[b.p.Nodes[late].Index]
		b.tooEarly(b.nearest(late, at), what, b.nameOfNode(late), g.Stage())
	}
	return false
}

// lateNode is the first value of the cohort stage that a node needs too early.
func (b *builder) lateNode(id ir.ID, latest ir.Stage, seen map[ir.ID]bool) ir.ID {
	n := &b.p.Nodes[id]
	if seen[id] || n.Stage <= latest {
		return ir.None
	}
	seen[id] = true
	if n.Op == ir.OpCohort && b.p.Givens[n.Index].Stage() > latest {
		return id
	}
	for _, arg := range append(append([]ir.ID(nil), n.Args...), bodyOf(n)...) {
		if late := b.lateNode(arg, latest, seen); late != ir.None {
			return late
		}
	}
	return ir.None
}

// nearest is the place of a node if it stands in the declaration at hand, else
// that declaration: its reader is told, not whoever wrote the node.
func (b *builder) nearest(id ir.ID, at place) place {
	n := &b.p.Nodes[id]
	if n.Op == ir.OpCohort && declarationOf(n.Path) == declarationOf(at.path) && n.Path != declarationOf(n.Path) {
		return place{n.Path, n.Span}
	}
	return at
}

// nameOfNode is a fact, or a value of the cohort stage, as formulas write it.
func (b *builder) nameOfNode(id ir.ID) string {
	n := &b.p.Nodes[id]
	if n.Op == ir.OpInput {
		return b.p.Inputs[n.Index].Name
	}
	if g := &b.p.Givens[n.Index]; g.Kind == ir.GivenShare {
		return b.scheme.Pools[g.Pool].Name
	} else {
		return g.Kind.String()
	}
}

// stages checks what has to be known of each person alone.
func (b *builder) stages() {
	sound := true
	for _, f := range b.p.Indicators {
		path := "indicators." + f.Name
		sound = b.staged(f.Node, b.origin.at(path), "the indicator `"+f.Name+"`", ir.Individual) && sound
	}
	// The total is not told again what an indicator in it was told.
	if total := b.p.Total.Node; total != ir.None {
		late := b.lateNode(total, ir.Individual, map[ir.ID]bool{})
		if sound || late != ir.None && declarationOf(b.p.Nodes[late].Path) == "total" {
			sound = b.staged(total, b.origin.at("total"), "the total", ir.Individual) && sound
		}
	}
	if row := b.p.GradeRow; row != ir.None && sound {
		b.staged(b.p.Nodes[row].Args[0], b.origin.at("grades"), "what grades go by", ir.Individual)
	}
	for _, r := range b.p.Requires {
		if r.Node != ir.None {
			n := &b.p.Nodes[r.Node]
			b.staged(r.Node, place{n.Path, n.Span}, "what is required", ir.Individual)
		}
	}
	for i := range b.scheme.Gates {
		if b.scheme.Gates[i].Fail != "" {
			b.staged(b.fires[i], b.origin.at(gatePath(i)), "a gate that stops the scoring", ir.Individual)
		}
	}
}
