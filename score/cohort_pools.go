package score

import (
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers pools, and holds formulas to the stage in which they are read.

// pool lowers a pool to the figure of its share.
func (b *builder) pool(s *symbol) ir.ID {
	p := &b.scheme.Pools[s.index]
	path := s.at.path
	out := ir.Pool{Path: path, Span: s.at.span, Amount: ir.None, Weight: ir.None, AtLeast: ir.None, AtMost: ir.None, Round: ir.None, Step: ir.None, Forfeits: ir.None}
	var sound bool
	out.Within, sound = b.within(path+".within", p.Within)
	b.poolWithin[path] = out.Within
	before := len(b.ds)
	out.Amount = b.poolFormula(s, "amount", p.Amount, "the amount of a pool")
	out.Weight = b.scaled(s.name, b.poolFormula(s, "by", p.By, "what a pool is shared by"))
	if p.AtLeast != "" {
		out.AtLeast = b.poolFormula(s, "at_least", p.AtLeast, "the least share")
	}
	if p.AtMost != "" {
		out.AtMost = b.poolFormula(s, "at_most", p.AtMost, "the greatest share")
	}
	b.staged(out.Weight, s.at, "what a pool is shared by", ir.Placed)
	out.Keep, out.Forfeits = b.forfeits(s)
	round := b.shareRounding(s, p)
	if !sound || len(b.ds) > before || round == ir.None || out.Amount == ir.None || out.Weight == ir.None {
		return ir.None
	}
	if n := &b.p.Nodes[round]; n.Op == ir.OpRound {
		out.Round = n.Args[1]
	} else {
		out.Step = n.Args[1]
	}
	out.Share = ir.Figure{Name: s.name, Title: p.Title, Node: b.forfeited(round)}
	b.p.Pools[s.index] = out
	return out.Share.Node
}

// poolFormula lowers a formula of a pool, which may read grades and ranks.
func (b *builder) poolFormula(s *symbol, field, text, what string) ir.ID {
	path := s.at.path + "." + field
	f := b.leaf(dsl.FragmentFormula, path, text)
	if f == nil {
		if text == "" {
			b.noFormula(s.at)
		}
		return ir.None
	}
	at := place{path, f.Span()}
	id := b.numeric(b.formula(path, f), at, what)
	b.needsNone(id, at, what)
	b.staged(id, at, what, ir.Placed)
	if field == "amount" {
		b.sameForAll(id, at, b.poolWithin[s.at.path])
	}
	return id
}

// shareRounding is a person's share as it is handed out: a whole number of
// cents, which the rounding leaves as it is.
func (b *builder) shareRounding(s *symbol, p *Pool) ir.ID {
	if p.Round == "" {
		b.poolRound(s.at, s.name)
		return ir.None
	}
	path := s.at.path + ".round"
	f := b.leaf(dsl.FragmentRounding, path, p.Round)
	if f != nil && len(f.Parts) > 1 {
		b.poolMode(place{path, f.Span()})
		return ir.None
	}
	share := b.given(s.at, ir.Number, ir.Given{Kind: ir.GivenShare, Within: b.poolWithin[s.at.path], Of: ir.None, Pool: s.index})
	return b.rounding(s.at.path, p.Round, share)
}

// forfeits is whether a gate takes a person's pay, and what becomes of the share then.
func (b *builder) forfeits(s *symbol) (keep bool, id ir.ID) {
	p := &b.scheme.Pools[s.index]
	id = ir.None
	for i := range b.scheme.Gates {
		if !b.scheme.Gates[i].Forfeit {
			continue
		}
		fires := b.gateFires(i, "")
		at := b.origin.at(gatePath(i))
		b.staged(fires, at, "a gate that takes a share of a pool", ir.Placed)
		if id == ir.None {
			id = fires
		} else {
			id = b.node(at, ir.Node{Op: ir.OpOr, Kind: ir.Bool, Args: []ir.ID{id, fires}})
		}
	}
	words := []string{"keep", "share_out"}
	switch {
	case p.Forfeited == "" && id != ir.None:
		b.forfeitedUnstated(s.at, s.name)
	case p.Forfeited != "" && !slices.Contains(words, p.Forfeited):
		path := s.at.path + ".forfeited"
		f := b.leaf(dsl.FragmentName, path, p.Forfeited)
		b.badChoice(place{path, f.Span()}, p.Forfeited, "way with forfeited shares", words)
	}
	return p.Forfeited == "keep", id
}

// sameForAll refuses an amount that reads facts of one person. What makes the
// group, its size and its means are the same for everybody in it.
func (b *builder) sameForAll(amount ir.ID, at place, within int) {
	if amount == ir.None {
		return
	}
	seen := map[ir.ID]bool{}
	var own func(id ir.ID) ir.ID
	own = func(id ir.ID) ir.ID {
		n := &b.p.Nodes[id]
		switch {
		case seen[id], n.Stage == ir.Fixed:
			return ir.None
		case n.Op == ir.OpInput:
			if n.Index == within {
				return ir.None
			}
			return id
		case n.Op == ir.OpCohort:
			g := &b.p.Givens[n.Index]
			if shared := g.Kind == ir.GivenSize || g.Kind == ir.GivenMean; shared && (g.Within == within || g.Within == -1) {
				return ir.None
			}
			return id
		}
		seen[id] = true
		for _, arg := range append(slices.Clone(n.Args), bodyOf(n)...) {
			if found := own(arg); found != ir.None {
				return found
			}
		}
		return ir.None
	}
	if id := own(amount); id != ir.None {
		b.ownAmount(b.nearest(id, at), b.nameOfNode(id))
	}
}

// bodyOf is what a list function computes for each element.
func bodyOf(n *ir.Node) []ir.ID {
	if n.Op == ir.OpMap || n.Op == ir.OpFilter {
		return []ir.ID{n.Body}
	}
	return nil
}

// pools lists the pools.
func (b *builder) pools() {
	for i := range b.scheme.Pools {
		if sym, ok := b.symbols[norm.NFC.String(b.scheme.Pools[i].Name)]; ok {
			b.lowerSymbol(sym)
		}
	}
}
