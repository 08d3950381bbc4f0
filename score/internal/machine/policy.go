package machine

import (
	"strings"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers what gates, policies and weights do.

// State numbers, as the reference evaluator has them.
const (
	counted       = 0
	missing       = 1
	notApplicable = 2
)

// gradeGate changes the row of the grades. Bands stand best first.
func (b *builder) gradeGate(n *ir.Node, args []value) value {
	row, fires := b.rowOf(n.Args[0]), args[1]
	bands := &b.p.Tables[n.Index]
	last := int64(len(bands.Rows) - 1)
	to := row
	if n.Effect == ir.GradeDrop {
		steps, _ := args[2].konst.Int64()
		if !args[2].isConst || steps < 0 {
			return b.refuse("the gate's number of grades is not constant")
		}
		to.num = b.bandAt(opMinImm, b.lin(row.num, 1, min(steps, last)), last) // drop stops at the last band
	} else {
		k, ok := b.bandCalled(bands, args[2])
		if !ok {
			return b.refuse("the gate's grade is none of the bands")
		}
		if to.num = b.fixed(k); n.Effect == ir.GradeAtMost {
			to.num = b.bandAt(opMaxImm, row.num, k)
		}
	}
	return b.choose(fires, to, row).alsoFailed(b, args...)
}

func (b *builder) bandAt(o op, row reg, k int64) reg {
	s := b.spans[row]
	in := span{min(s.lo, k), min(s.hi, k)}
	if o == opMaxImm {
		in = span{max(s.lo, k), max(s.hi, k)}
	}
	return b.emit(instr{op: o, a: row, b: none, c: none, d: none, x: k}, in)
}

// bandCalled is the row of the first band with that name.
func (b *builder) bandCalled(bands *ir.Table, name value) (int64, bool) {
	if name.kind != ir.Text || name.num < 0 {
		return 0, false
	}
	want, ok := b.isFixed(name.num)
	for i := range bands.Rows {
		if r := bands.Rows[i].Results[0]; ok && r.Kind == ir.Gives {
			if v, known := b.Fixed(r.Node); known && v.Kind == ir.Text && b.text(v.Text) == want {
				return int64(i), true
			}
		}
	}
	return 0, false
}

// scored is an indicator with policies: first whether it applies, then whether
// its optional facts are there, then its formula.
func (b *builder) scored(n *ir.Node) value {
	s := n.Scored
	out := b.value(s.Raw)
	out.absent, out.state, out.out = none, none, none
	if s.Missing != ir.None {
		gone := none
		for _, optional := range s.Optionals {
			gone = b.or(gone, b.absent(b.value(optional)))
		}
		if gone != none {
			out = b.stead(b.truth(gone), b.policy(s, s.Missing, missing), out)
		}
	}
	if s.Applies != ir.None {
		applies := b.value(s.Applies)
		not := b.truth(b.not(b.boolean(applies)))
		not.failed = applies.failed
		out = b.stead(not, b.policy(s, s.Otherwise, notApplicable), out)
	}
	return out
}

// stead puts a policy's value where a condition holds.
func (b *builder) stead(condition, policy, v value) value {
	out := b.choose(condition, policy, v)
	of := func(r reg) reg {
		if r == none {
			return b.fixed(0)
		}
		return r
	}
	c := b.boolean(condition)
	choose := func(x, y reg) reg {
		if known, ok := b.isFixed(c); ok {
			if known == 1 {
				return of(x)
			}
			return of(y)
		}
		return b.selected(c, of(x), of(y))
	}
	out.state, out.out = choose(policy.state, v.state), choose(policy.out, v.out)
	return out
}

// policy is what an indicator is worth that does not count.
func (b *builder) policy(s *ir.Scored, id ir.ID, state int64) value {
	name, ok := b.Fixed(id)
	if !ok {
		return b.failure(ir.Number)
	}
	out := b.number(exact.Rat{})
	switch name.Text {
	case "zero":
	case "full":
		out = b.value(s.Points)
	case "redistribute":
		out.out = b.fixed(1)
	default:
		out = b.failure(ir.Number)
	}
	out.state = b.fixed(state)
	return out
}

// weighted is Σ weight × value over the weights of the indicators that count.
// Inside a section weight is redistributed first; a section of which nothing is
// left leaves like an indicator.
func (b *builder) weighted(n *ir.Node) value {
	w := n.Weighted
	zero := b.number(exact.Rat{})
	sum, left, overall := zero, zero, zero
	for section := -1; section < len(w.Sections); section++ {
		inner, weight := b.sectionSum(w, section)
		if section < 0 {
			sum, left, overall = inner, weight, weight
			continue
		}
		gone := b.truth(b.equal(weight, zero))
		of := b.value(w.Sections[section])
		mean := b.quotient(inner, b.choose(gone, b.number(exact.Int(1)), weight))
		sum = b.sum(sum, b.choose(gone, zero, b.product(mean, of)), 1)
		left = b.sum(left, b.choose(gone, zero, of), 1)
		overall = b.sum(overall, b.product(weight, of), 1)
	}
	out := b.quotient(sum, left)
	if w.Over != ir.None {
		out.failed = b.or(out.failed, b.fault(b.less(overall, b.value(w.Over), false).num))
	}
	for _, id := range n.Args {
		out.failed = b.or(out.failed, b.value(id).failed)
	}
	return out
}

// sectionSum is the weighted sum of a section's indicators and their weight;
// -1 are those outside of sections.
func (b *builder) sectionSum(w *ir.Weighted, section int) (sum, weight value) {
	zero := b.number(exact.Rat{})
	sum, weight = zero, zero
	for _, item := range w.Items {
		if item.Section != section {
			continue
		}
		v, own := b.value(item.Node), b.value(item.Weight)
		part := b.product(own, v)
		if v.out != none {
			gone := b.truth(v.out)
			part, own = b.choose(gone, zero, part), b.choose(gone, zero, own)
		}
		sum, weight = b.sum(sum, part, 1), b.sum(weight, own, 1)
	}
	return sum, weight
}

// shown says how many places of a number's text a node shows: those of its
// last rounding, unless a gate (unless) has put something else there.
func (b *builder) shown(id ir.ID) (places int, unless []int32) {
	n := &b.p.Nodes[id]
	switch n.Op {
	case ir.OpForfeit:
		return b.shown(n.Args[1])
	case ir.OpScored:
		return b.shown(n.Scored.Raw)
	case ir.OpConditional:
		if strings.HasPrefix(n.Path, "gates.") {
			places, unless = b.shown(n.Args[2])
			return places, append(unless, b.boolean(b.value(n.Args[0])))
		}
	case ir.OpRound:
		if v, ok := b.Fixed(n.Args[1]); ok {
			if places, ok := v.Num.Int64(); ok {
				return int(places), nil
			}
		}
	}
	return -1, nil
}
