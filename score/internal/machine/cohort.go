package machine

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file gives registers to what the cohort stage gives: inputs more, which
// fail as long as they are not given.

// Given says where a value of the cohort stage goes: a row to Num, a number that
// is Unit times a whole one likewise, any other as a fraction to Num and Den.
// Present is a register that is 1 if the value is given.
type Given struct {
	Num, Den, Present int32
	unit              exact.Rat
	unitNum, unitDen  int64
	low, high         int64
}

// maxDivisor bounds the divisors that are given: a cohort's size, or the
// denominator of a mean.
const maxDivisor = 1_000_000_000

func (b *builder) given(n *ir.Node) value {
	g := &b.m.Givens[n.Index]
	if g.Present == none {
		b.describeGiven(g, n)
	}
	v := blank(n.Kind, g.Num)
	v.unit, v.den = g.unit, g.Den
	v.failed = b.not(g.Present)
	return v
}

// describeGiven makes the registers of a value of the cohort stage.
func (b *builder) describeGiven(g *Given, n *ir.Node) {
	g.Present, g.unit = b.reg(span{0, 1}), exact.Int(1)
	s := span{0, maxPieces}
	if n.Kind == ir.Number {
		info := b.Range(b.at)
		if _, _, ok := info.Step.Pair(); ok && info.OnGrid && info.Step.Sign() > 0 {
			g.unit = info.Step
		} else {
			g.Den = b.reg(span{1, maxDivisor})
		}
		s = spanOf(info.In, g.unit, factLimit)
		if g.Den != none {
			s = span{-factLimit, factLimit}
		}
	}
	g.unitNum, g.unitDen = b.words(g.unit)
	g.low, g.high = s.lo, s.hi
	g.Num = b.reg(s)
}

// Give puts a value of the cohort stage into a frame, or takes it out if it is not
// known yet (Kind Invalid). It is false if the machine does not take the value.
// A value that nobody reads has no registers.
func (g *Given) Give(f Frame, v *ir.Value) bool {
	if g.Present == none {
		return true
	}
	f[g.Present], f[g.Num] = 0, min(max(0, g.low), g.high) // small, so that nothing overflows
	if g.Den != none {
		f[g.Den] = 1
	}
	if v.Kind == ir.Invalid {
		return true
	}
	f[g.Present] = 1
	num, den, ok := v.Num.Pair()
	if g.Den != none {
		f[g.Num], f[g.Den] = num, den
		return ok && den <= maxDivisor && g.low <= num && num <= g.high
	}
	// In the unit's terms: whole, if den goes into its own.
	if !ok || g.unitDen%den != 0 {
		return false
	}
	x, fits := mul(num, g.unitDen/den)
	if !fits || x%g.unitNum != 0 {
		return false
	}
	f[g.Num] = x / g.unitNum
	return g.low <= f[g.Num] && f[g.Num] <= g.high
}
