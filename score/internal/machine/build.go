package machine

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
)

// Source is what a machine is built from: a program with values for its params.
type Source struct {
	Program *ir.Program
	// Fixed is the value of a node of stage Fixed, false if it has none.
	Fixed func(ir.ID) (ir.Value, bool)
	// Range is what a node's value can be, given that the requires hold; Before
	// is what it can be at first.
	Range, Before func(ir.ID) ranges.Info
	// Apply computes a table's node for other arguments; false is a failure.
	Apply func(id ir.ID, args []ir.Value) (ir.Value, bool)
}

// Refusal says why a node is left to the reference evaluator.
type Refusal struct {
	Node   ir.ID
	Reason string
}

// Build makes a machine that computes the roots, without which a person can't
// be scored, so that one that has no value sets the flag, and the figures. If
// there are refusals, there is no machine.
func Build(src Source, roots, figures []ir.ID) (*Machine, []Refusal) {
	p := src.Program
	b := &builder{
		Source: src, p: p, values: make([]value, len(p.Nodes)), readers: make([]int, len(p.Nodes)),
		picked: make([]bool, len(p.Nodes)), done: make([]bool, len(p.Nodes)), own: make([]bool, len(p.Nodes)), faulty: make([]bool, len(p.Nodes)), asked: make([]int, len(p.Nodes)), found: map[ir.ID]*found{},
		constRegs: map[int64]reg{}, spans: []span{{0, 1}}, textIDs: map[string]int64{}, texts: []string{""},
		m: &Machine{Outputs: map[ir.ID]*Output{}},
	}
	for _, id := range append(slices.Clone(roots), figures...) {
		b.asked[id]++
	}
	b.inputs()
	for range p.Givens {
		b.m.Givens = append(b.m.Givens, Given{Num: none, Den: none, Present: none})
	}
	b.requires()
	b.nodes(b.needs(append(slices.Clone(roots), figures...)), src.Range)
	if len(b.refusals) > 0 {
		return nil, b.refusals
	}
	for _, id := range roots {
		b.flagIf(b.values[id].failed)
	}
	for _, id := range figures {
		b.output(id)
	}
	for _, id := range roots {
		if out := b.m.Outputs[id]; out != nil {
			out.Failed = none // then the flag is set
		}
	}
	b.m.Registers = len(b.spans)
	for i := range b.m.Inputs {
		if in := &b.m.Inputs[i]; in.Kind == ir.Text {
			in.Texts = b.textIDs
		}
	}
	for _, out := range b.m.Outputs {
		if out.Texts == nil {
			out.Texts = b.texts
		}
	}
	if len(b.refusals) > 0 {
		return nil, b.refusals
	}
	b.m.merge(b.kept())
	b.m.compact(b.kept())
	return b.m, nil
}

// kept are the registers that outputs read.
func (b *builder) kept() []reg {
	var kept []reg
	for _, id := range slices.Sorted(maps.Keys(b.m.Outputs)) {
		b.m.Outputs[id].each(func(r *int32) {
			if *r != none {
				kept = append(kept, *r)
			}
		})
	}
	return kept
}

// nodes lowers those that are needed and are not lowered yet.
func (b *builder) nodes(needed []bool, know func(ir.ID) ranges.Info) {
	for id := range b.p.Nodes {
		if needed[id] && !b.done[id] && len(b.refusals) < maxRefusals {
			b.node(ir.ID(id), know)
			b.done[id] = true
		}
	}
}

// requires lowers what the facts have to fulfil, from what is known before.
// Only behind their flags may it count as known that they do.
func (b *builder) requires() {
	var nodes []ir.ID
	for _, r := range b.p.Requires {
		nodes = append(nodes, r.Node)
	}
	needed := b.needs(nodes)
	b.nodes(needed, b.Before)
	for _, id := range nodes {
		b.flagIf(b.not(b.boolean(b.values[id])))
		b.flagIf(b.values[id].failed)
	}
	for id := range b.p.Nodes {
		if v := b.values[id]; needed[id] && v.kind == ir.Number {
			b.narrow(ir.ID(id), v, b.Range(ir.ID(id)))
		}
	}
}

// maxRefusals are enough to tell what is the matter.
const maxRefusals = 20

type builder struct {
	Source
	p        *ir.Program
	m        *Machine
	values   []value
	readers  []int  // how many needed nodes and callers read a node
	picked   []bool // whether a pick is among them
	done     []bool // whether it is lowered
	own      []bool // whether its register is nobody else's
	faulty   []bool // whether it can fail by itself
	asked    []int  // how often a caller does
	found    map[ir.ID]*found
	spans    []span // by register
	refusals []Refusal
	at       ir.ID // the node at hand

	constRegs map[int64]reg
	textIDs   map[string]int64
	texts     []string
}

// needs marks the nodes that these depend on.
func (b *builder) needs(nodes []ir.ID) []bool {
	needed := make([]bool, len(b.p.Nodes))
	for _, id := range nodes {
		needed[id] = true
		b.readers[id]++
	}
	for id := len(b.p.Nodes) - 1; id >= 0; id-- {
		if !needed[id] || b.p.Nodes[id].Stage == ir.Fixed {
			continue
		}
		for _, arg := range b.p.Nodes[id].Args {
			needed[arg] = true
			b.readers[arg]++
			b.picked[arg] = b.picked[arg] || b.p.Nodes[id].Op == ir.OpPick
		}
	}
	return needed
}

// refuse gives up on the node at hand. What it returns can be computed with.
func (b *builder) refuse(format string, args ...any) value {
	if n := len(b.refusals); n == 0 || b.refusals[n-1].Node != b.at {
		b.refusals = append(b.refusals, Refusal{b.at, fmt.Sprintf(format, args...)})
	}
	v := blank(b.p.Nodes[b.at].Kind, b.fixed(0))
	v.unit = exact.Int(1)
	return v
}

// reg makes a register.
func (b *builder) reg(s span) reg {
	b.spans = append(b.spans, s)
	return reg(len(b.spans) - 1)
}

// emit adds an instruction that fills a new register.
func (b *builder) emit(in instr, s span) reg {
	if in.op == opFind && in.b == none && in.finds[0].dense != nil {
		in.op, in.x, in.table = opDense, in.finds[0].base, &table{vals: in.finds[0].dense}
	}
	in.dst = b.reg(s)
	b.m.code = append(b.m.code, in)
	return in.dst
}

// fixed is the register that always has a value.
func (b *builder) fixed(x int64) reg {
	if r, ok := b.constRegs[x]; ok {
		return r
	}
	r := b.reg(point(x))
	b.constRegs[x] = r
	b.m.consts = append(b.m.consts, constant{r, x})
	return r
}

// isFixed tells the value of a register that never changes.
func (b *builder) isFixed(r reg) (int64, bool) {
	if s := b.spans[r]; s.lo == s.hi {
		_, ok := b.constRegs[s.lo]
		return s.lo, ok && b.constRegs[s.lo] == r
	}
	return 0, false
}

func (b *builder) flagIf(r reg) {
	if r == none {
		return
	}
	if x, ok := b.isFixed(r); ok && x == 0 {
		return
	}
	b.m.code = append(b.m.code, instr{op: opFlag, dst: flag, a: r, b: none, c: none, d: none})
}

func (b *builder) text(s string) int64 {
	if id, ok := b.textIDs[s]; ok {
		return id
	}
	b.texts = append(b.texts, s)
	b.textIDs[s] = int64(len(b.texts) - 1)
	return b.textIDs[s]
}

// node lowers a node whose arguments are lowered.
func (b *builder) node(id ir.ID, know func(ir.ID) ranges.Info) {
	b.at = id
	n := &b.p.Nodes[id]
	var v value
	before := reg(len(b.spans))
	switch {
	case n.Stage == ir.Fixed:
		v = b.fixedNode(id)
	case n.Uses != 0 || n.Kind == ir.List || n.Kind == ir.Record || n.Op >= ir.OpElement && n.Op <= ir.OpIndex:
		v = b.refuse("lists are read by the reference evaluator")
	default:
		v = b.lower(n)
		if v.kind == ir.Number && !v.isConst {
			if _, _, ok := v.unit.Pair(); !ok {
				v = b.refuse("its scale needs more than 63 bits")
			}
			// A register that belongs to another node too can have values that
			// this one never has.
			b.own[id] = v.num >= before || n.Op == ir.OpInput
			b.narrow(id, v, know(id))
		}
	}
	b.values[id] = v
}

func (b *builder) fixedNode(id ir.ID) value {
	v, ok := b.Fixed(id)
	switch {
	case !ok || v.Kind == ir.Invalid:
		return b.failure(b.p.Nodes[id].Kind)
	case v.Kind == ir.List || v.Kind == ir.Record:
		return b.refuse("lists are read by the reference evaluator")
	}
	return b.constant(v)
}

func (b *builder) lower(n *ir.Node) value {
	args := make([]value, len(n.Args))
	for i, arg := range n.Args {
		if args[i] = b.values[arg]; !clampsWait(n.Op) {
			args[i] = b.value(arg)
		}
	}
	switch n.Op {
	case ir.OpInput:
		return b.input(n)
	case ir.OpConditional:
		return b.choose(args[0], args[1], args[2])
	case ir.OpAnd, ir.OpOr:
		return b.junction(n.Op, args[0], args[1])
	case ir.OpFail:
		return b.failure(n.Kind)
	case ir.OpGiven:
		return b.truth(b.not(b.absent(args[0])))
	case ir.OpCoalesce:
		return b.coalesce(args[0], args[1])
	case ir.OpScored:
		return b.scored(n)
	case ir.OpWeighted:
		return b.weighted(n)
	case ir.OpRow:
		return b.row(n, args)
	case ir.OpPick:
		return b.pick(n, args[0])
	case ir.OpGraduated, ir.OpLinear:
		return b.tiers(n, args)
	case ir.OpGradeGate:
		return b.gradeGate(n, args)
	case ir.OpForfeit:
		return b.choose(args[0], b.number(exact.Rat{}), args[1]).alsoFailed(b, args...)
	case ir.OpLet:
		return args[1].alsoFailed(b, args[0])
	case ir.OpCohort:
		return b.given(n)
	case ir.OpGo:
		return b.refuse("Go functions are called by the reference evaluator")
	}
	var v value
	if n.Kind == ir.Bool {
		v = b.condition(n, args)
	} else {
		v = b.arithmetic(n, args)
	}
	return v.alsoFailed(b, args...)
}
