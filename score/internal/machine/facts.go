package machine

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file gives facts their registers and figures theirs.

// factLimit is how great a fact may be in its register: money up to ten
// trillion in cents. The smaller it is, the more products provably fit.
const factLimit = 1_000_000_000_000_000

// Places that a number is given which states no step. Facts that have more
// are left to the reference evaluator.
const (
	numberPlaces  = 10_000
	percentPlaces = 1_000_000
)

func (b *builder) inputs() {
	for i := range b.p.Inputs {
		b.m.Inputs = append(b.m.Inputs, b.describe(&b.p.Inputs[i]))
	}
}

// describe makes the register of an input.
func (b *builder) describe(in *ir.Input) Input {
	b.at = in.Node
	d := in.Spec.Resolve(func(id ir.ID) ir.Value {
		v, _ := b.Fixed(id)
		return v
	})
	out := Input{Kind: d.Kind, Present: none, Reg: none}
	switch d.Kind {
	case ir.Number:
		out = b.numberInput(in, d)
	case ir.Bool:
		out.Min, out.Max, out.Scale, out.Step = 0, 1, 1, 1
		out.Reg = b.reg(span{0, 1})
	case ir.Text:
		out.Open = len(d.OneOf) == 0
		out.Min, out.Max, out.Scale, out.Step = 0, most, 1, 1
		for _, v := range d.OneOf {
			out.OneOf = append(out.OneOf, b.text(v.Text))
		}
		out.Reg = b.reg(span{0, most})
	default:
		b.refuse("lists are read by the reference evaluator")
		return out
	}
	if args := b.p.Nodes[in.Node].Args; len(args) > 0 {
		out.HasDefault, out.Default = true, b.defaultOf(&out, args[0])
	} else if in.Optional {
		out.Present = b.reg(span{0, 1})
	}
	return out
}

func (b *builder) numberInput(in *ir.Input, d ir.Domain) Input {
	scale := int64(numberPlaces)
	if d.Percent {
		scale = percentPlaces
	}
	if d.Step.Sign() > 0 {
		_, scale = b.words(d.Step)
	}
	grid, _ := exact.Int(1).Quo(exact.Int(scale))
	for _, v := range d.OneOf {
		grid = exact.GCD(grid, v.Num)
	}
	if args := b.p.Nodes[in.Node].Args; len(args) > 0 {
		if v, ok := b.Fixed(args[0]); ok {
			grid = exact.GCD(grid, v.Num)
		}
	}
	_, scale = b.words(grid)
	unit, _ := exact.Int(1).Quo(exact.Int(scale))
	out := Input{Kind: ir.Number, Present: none, Scale: scale, Step: 1}
	if d.Step.Sign() > 0 {
		out.Step, _ = b.whole(d.Step, unit)
	}
	s := spanOf(d.In, unit, factLimit)
	out.Min, out.Max = s.lo, s.hi
	for _, v := range d.OneOf {
		x, ok := b.whole(v.Num, unit)
		if !ok || x > factLimit || x < -factLimit {
			b.refuse("a value of %s is beyond what the machine takes", in.Name)
		}
		out.OneOf = append(out.OneOf, x)
	}
	if out.Step <= 0 || s.lo > s.hi {
		b.refuse("the facts of %s are beyond what the machine takes", in.Name)
		s = point(0)
	}
	out.Reg = b.reg(s)
	return out
}

func (b *builder) defaultOf(in *Input, id ir.ID) int64 {
	v, ok := b.Fixed(id)
	if !ok {
		b.refuse("a default has no value")
		return 0
	}
	switch v.Kind {
	case ir.Text:
		return b.text(v.Text)
	case ir.Bool:
		return bit(v.Bool)
	}
	unit, _ := exact.Int(1).Quo(exact.Int(in.Scale))
	x, ok := b.whole(v.Num, unit)
	if !ok || x < in.Min || x > in.Max {
		b.refuse("a default is beyond what the machine takes")
	}
	return x
}

func (b *builder) input(n *ir.Node) value {
	in := &b.m.Inputs[n.Index]
	v := blank(in.Kind, in.Reg)
	v.open = in.Open
	if in.Kind == ir.Number {
		v.unit, _ = exact.Int(1).Quo(exact.Int(in.Scale))
	}
	if in.Present != none {
		v.absent = b.not(in.Present)
		v.failed = v.absent
	}
	return v
}

// output makes a node readable.
func (b *builder) output(id ir.ID) {
	b.at = id
	if _, done := b.m.Outputs[id]; done {
		return
	}
	v := b.value(id)
	if v.kind == ir.Row {
		v = b.rowOf(id)
	}
	out := &Output{Kind: v.kind, Den: none, Div: 1, Failed: v.failed, State: v.state, Out: v.out}
	switch {
	case v.kind == ir.Text && v.open:
		b.refuse("a text of the facts is a figure")
	case v.kind == ir.Number || v.kind == ir.Never:
		v = b.inRegisters(v)
		var times int64
		times, out.Div = b.words(v.unit)
		if scale, more := decimalScale(out.Div); scale < 0 {
			out.Scale = -1
		} else if factor, ok := mul(times, more); ok && (v.num < 0 || b.spans[v.num].fits(factor, most)) {
			times, out.Div, out.Scale = factor, out.Div*more, scale
		} else {
			out.Scale = -1
		}
		v.num, out.Den = b.lin(v.num, times, 0), v.den
	}
	out.Texts, out.MayFail = v.texts, b.mayFail(id)
	if out.Num = v.num; v.num < 0 {
		b.refuse("the figure has no register")
	}
	if v.num >= 0 {
		out.Low, out.High = b.spans[v.num].lo, b.spans[v.num].hi
	}
	out.Places, out.Unless = b.shown(id)
	if f := out.Failed; f >= 0 {
		if c, ok := b.isFixed(f); ok && c == 0 {
			out.Failed = none
		}
	}
	b.m.Outputs[id] = out
}

// Register is what a fact is to its register; false if the machine does not
// take it.
func (in *Input) Register(v *ir.Value) (int64, bool) {
	switch v.Kind {
	case ir.Bool:
		return bit(v.Bool), true
	case ir.Text:
		x, ok := in.Texts[v.Text]
		return x, ok && in.Takes(x) || in.Open
	}
	num, den, ok := v.Num.Pair()
	if !ok || in.Scale%den != 0 {
		return 0, false
	}
	x, ok := mul(num, in.Scale/den)
	return x, ok && in.Takes(x)
}

// Takes tells whether a number may be in the register.
func (in *Input) Takes(x int64) bool {
	if x < in.Min || x > in.Max || in.Step != 1 && x%in.Step != 0 {
		return false
	}
	return len(in.OneOf) == 0 || slices.Contains(in.OneOf, x)
}

// decimalScale is the least n for which 10^n is div times more; -1 if there is
// none below 18.
func decimalScale(div int64) (n int, more int64) {
	power := int64(1)
	for n := range maxPlaces {
		if power%div == 0 {
			return n, power / div
		}
		power *= 10
	}
	return -1, 0
}

// mayFail tells whether a node, or one that it is computed from, can fail by
// itself.
func (b *builder) mayFail(id ir.ID) bool {
	seen := map[ir.ID]bool{}
	var fails func(ir.ID) bool
	fails = func(id ir.ID) bool {
		if seen[id] {
			return false
		}
		seen[id] = true
		return b.faulty[id] || slices.ContainsFunc(b.p.Nodes[id].Args, fails)
	}
	return fails(id)
}
