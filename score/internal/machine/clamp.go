package machine

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// A quotient that is clamped by a constant, scaled and rounded, as in
// round(min(1.2, actual / target) * 20, 2), is rounded first and clamped then:
// no rounding changes the order of two numbers, so the outcome is the same, and
// a whole number is compared with a constant instead of a quotient with a
// fraction. Until the rounding the clamps are kept with the quotient; whoever
// does something else with it, has them carried out.

// A clamp is min(x, at) or max(x, at).
type clamp struct {
	least bool
	at    exact.Rat
}

// clampsWait tells whether an operation can be done before its operands' clamps.
func clampsWait(o ir.Op) bool {
	switch o {
	case ir.OpMin, ir.OpMax, ir.OpAtLeast, ir.OpAtMost, ir.OpMul, ir.OpDiv, ir.OpRound, ir.OpRoundTo, ir.OpFloor, ir.OpCeil:
		return true
	}
	return false
}

// value is a node's value with its clamps carried out.
func (b *builder) value(id ir.ID) value {
	if v := &b.values[id]; len(v.clamps) > 0 {
		*v = b.clamped(*v)
	}
	return b.values[id]
}

func (b *builder) clamped(v value) value {
	clamps := v.clamps
	v.clamps = nil
	for _, c := range clamps {
		failed := v.failed
		v = b.lesserNow(v, b.number(c.at), c.least)
		v.failed = failed
	}
	return v
}

// clampLater puts off a clamp of a quotient by a constant.
func clampLater(x, y value, least bool) (value, bool) {
	if x.isConst {
		x, y = y, x
	}
	if x.isConst || !y.isConst || x.den == none {
		return x, false
	}
	x.clamps = append(x.clamps[:len(x.clamps):len(x.clamps)], clamp{least, y.konst})
	return x, true
}

// scaledClamps are those of a number times k, which is not 0.
func scaledClamps(clamps []clamp, k exact.Rat) []clamp {
	var out []clamp
	for _, c := range clamps {
		out = append(out, clamp{c.least == (k.Sign() > 0), c.at.Mul(k)})
	}
	return out
}

// clampRounded carries out clamps of a number that has been rounded since.
func (b *builder) clampRounded(v value, clamps []clamp, step exact.Rat, mode exact.Mode) value {
	for _, c := range clamps {
		v = b.lesserNow(v, b.number(c.at.RoundTo(step, mode)), c.least)
	}
	return v
}
