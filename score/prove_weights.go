package score

import (
	"slices"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file checks weights, policies and gates once params have values.

// weights checks that weights add up to 100%: those outside of sections with
// the sections' own, and those inside each section. Weights that are not known
// are left to the time when they are bound.
func (pr *prover) weights() {
	i := slices.IndexFunc(pr.p.Nodes, func(n ir.Node) bool { return n.Op == ir.OpWeighted })
	if i < 0 {
		return
	}
	n := &pr.p.Nodes[i]
	w := n.Weighted
	outer := slices.Clone(w.Sections)
	inner := make([][]ir.ID, len(w.Sections))
	for _, item := range w.Items {
		if item.Section < 0 {
			outer = append(outer, item.Weight)
		} else {
			inner[item.Section] = append(inner[item.Section], item.Weight)
		}
	}
	pr.weightsOf(outer, "of the total", place{n.Path, n.Span})
	for section, weights := range inner {
		if len(weights) > 0 {
			at := &pr.p.Nodes[w.Sections[section]]
			pr.weightsOf(weights, "inside the section", place{at.Path, at.Span})
		}
	}
	pr.points(w)
	if w.Over != ir.None {
		if v, ok := pr.value(w.Over); ok && (v.Num.Sign() < 0 || exact.Int(1).Less(v.Num)) {
			pr.negativeWeight(place{pr.p.Nodes[w.Over].Path, pr.p.Nodes[w.Over].Span}, v.Num.Text())
		}
	}
}

func (pr *prover) weightsOf(ids []ir.ID, what string, at place) {
	sum, known := exact.Rat{}, true
	for _, id := range ids {
		v, ok := pr.value(id)
		// In a trial of chosen values weights need not fit each other: they are
		// added up only where they are bound.
		known = known && ok && !(pr.note != "" && pr.p.Nodes[id].Op != ir.OpConst)
		if ok && v.Num.Sign() < 0 {
			pr.negativeWeight(place{pr.p.Nodes[id].Path, pr.p.Nodes[id].Span}, v.Num.Text())
		}
		sum = sum.Add(v.Num)
	}
	if hundred := exact.Int(100); known && !sum.Equal(exact.Int(1)) {
		pr.weightSum(at, what, sum.Mul(hundred).Text()+"%")
	}
}

// points checks that weighted indicators are on one scale, as far as they say.
func (pr *prover) points(w *ir.Weighted) {
	var first *ir.Value
	for _, item := range w.Items {
		if item.Points == ir.None {
			continue
		}
		n := &pr.p.Nodes[item.Points]
		v, ok := pr.value(item.Points)
		switch {
		case !ok:
		case first == nil:
			first = &v
		case !first.Equal(v):
			pr.mixedPoints(place{n.Path, n.Span}, first.String(), v.String())
		}
	}
}

// policies checks that an indicator's policies can be carried out.
func (pr *prover) policies(id ir.ID, n *ir.Node, at place) {
	s := n.Scored
	for _, policy := range []ir.ID{s.Otherwise, s.Missing} {
		if policy == ir.None {
			continue
		}
		for _, v := range pr.a.Of(policy).Values {
			switch {
			case !slices.Contains(policies, v.Text):
				pr.badPolicyValue(place{pr.p.Nodes[policy].Path, pr.p.Nodes[policy].Span}, dsl.Quote(v.Text))
			case v.Text == "full" && s.Points == ir.None:
				pr.fullWithoutPoints(at, n.Message)
			}
		}
	}
	if !pr.a.CanLeave(id) {
		return
	}
	weighted := false
	for other := range pr.p.Nodes {
		reader := &pr.p.Nodes[other]
		if !slices.Contains(reader.Args, id) {
			continue
		}
		if reader.Op == ir.OpWeighted {
			weighted = true
			continue
		}
		pr.readsRedistributed(place{reader.Path, reader.Span}, n.Message)
	}
	// A figure that is nothing but this indicator is the same node.
	for _, f := range pr.p.Figures() {
		if f.Node == id && f.Name != n.Message {
			pr.readsRedistributed(place{path: pr.p.Nodes[id].Path, span: pr.p.Nodes[id].Span}, n.Message)
		}
	}
	if !weighted || !pr.totalReadsWeighted() {
		pr.redistributeUnweighted(at, n.Message)
	}
}

// totalReadsWeighted: redistribution has an effect only there.
func (pr *prover) totalReadsWeighted() bool {
	seen := map[ir.ID]bool{}
	var reads func(id ir.ID) bool
	reads = func(id ir.ID) bool {
		if seen[id] {
			return false
		}
		seen[id] = true
		n := &pr.p.Nodes[id]
		return n.Op == ir.OpWeighted || slices.ContainsFunc(n.Args, reads)
	}
	return pr.p.Total.Node != ir.None && reads(pr.p.Total.Node)
}

// gradeGate checks that a gate's band exists, and that a drop is a count.
func (pr *prover) gradeGate(n *ir.Node, at place) {
	v, ok := pr.value(n.Args[2])
	if !ok {
		return
	}
	if n.Effect == ir.GradeDrop {
		if steps, whole := v.Num.Int64(); !whole || steps < 0 || steps > int64(len(pr.p.Tables[n.Index].Rows)) {
			pr.badDrop(at, v.Num.Text())
		}
		return
	}
	var names []string
	for _, row := range pr.p.Tables[n.Index].Rows {
		if name := row.Results[0]; name.Kind == ir.Gives {
			if band, known := pr.value(name.Node); !known || band.Equal(v) {
				return
			} else {
				names = append(names, band.String())
			}
		}
	}
	pr.unknownBand(at, v.String(), names)
}
