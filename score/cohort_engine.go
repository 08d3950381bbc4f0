package score

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// This file lets the machine do the steps of a cohort. It gives what it gives
// only where nothing has failed; in every other case the reference evaluator
// looks at that person, as it would without a machine.

// A shortcut says what a step needs of a person, as the machine's outputs, all
// of which must have a value.
type shortcut struct {
	wanted []wantedNode
	// texts are the inputs that make groups.
	texts []int
}

type wantedNode struct {
	id  ir.ID
	out *machine.Output
}

// shortcut is nil if the step needs the reference evaluator.
func (r *cohortRun) shortcut(wanted ...ir.ID) *shortcut {
	e := r.p.engine
	if e == nil {
		return nil
	}
	var s shortcut
	for _, id := range wanted {
		out := e.Outputs[id]
		if out == nil {
			return nil
		}
		s.wanted = append(s.wanted, wantedNode{id, out})
	}
	return &s
}

// firstStep is that of people alone. What the cohort stage has yet to give makes
// later figures fail, and hides whether they would fail in any case: where they
// could, the reference evaluator tells the two apart.
func (r *cohortRun) firstStep() *shortcut {
	if r.p.engine == nil {
		return nil
	}
	var own []ir.ID
	for _, id := range r.roots {
		if r.p.ir.Nodes[id].Stage <= ir.Individual {
			own = append(own, id)
		} else if out := r.p.engine.Outputs[id]; out == nil || out.MayFail {
			return nil
		}
	}
	if r.score != nil {
		own = append(own, r.ranking())
	}
	if d := r.p.ir.Distribution; d != nil {
		own = append(own, d.Band, d.Own, d.Sets, d.BandName, d.OwnName)
	}
	for _, g := range r.groups {
		for k := range g.means {
			own = append(own, g.means[k].node)
		}
	}
	s := r.shortcut(own...)
	for _, g := range r.groups {
		if s != nil && g.within >= 0 {
			s.texts = append(s.texts, g.within)
		}
	}
	return s
}

// runMachine leaves a person's figures in the worker's registers, and tells
// whether all that the step needs is there.
func (r *cohortRun) runMachine(w *worker, i int, s *shortcut) bool {
	if s == nil {
		return false
	}
	if w.frame == nil {
		w.frame = r.p.engine.NewFrame()
	}
	w.frame.Clear()
	if !w.load(r.p.engine, r.people[i].facts) {
		return false
	}
	r.give(w, i)
	for k := range w.givens {
		if !r.p.engine.Givens[k].Give(w.frame, &w.givens[k]) {
			return false
		}
	}
	if r.p.engine.Run(w.frame); !w.frame.Good() {
		return false
	}
	for _, n := range s.wanted {
		if w.person().is(n.out.Failed) {
			return false
		}
	}
	for _, input := range s.texts {
		if w.texts[input] == nil {
			return false // its default
		}
	}
	return true
}

func (w *worker) person() person { return person{registers: w.frame, stride: 1} }

// load puts packed facts into the registers.
func (w *worker) load(e *engine, packed string) bool {
	u := unpacker{b: packed}
	to := w.person()
	for i := range e.quick {
		q := &e.quick[i]
		w.texts[i] = nil
		x, given, ok := int64(0), true, false
		switch mark := u.byte(); mark {
		case packedNothing:
			given, ok = false, true
		case packedInt:
			x, ok = q.decimal(u.varint(), 0)
		case packedDecimal:
			places := int(u.byte())
			x, ok = q.decimal(u.varint(), places)
		case packedText:
			s := u.take(u.uvarint())
			w.texts[i] = &s
			x, ok = q.text(s)
		case packedFalse, packedTrue:
			x, ok = q.bool(mark == packedTrue)
		}
		if !ok || u.fail || !to.set(q.Input, x, given) {
			return false
		}
	}
	return true
}

// fill puts what the step needs into the trace.
func (r *cohortRun) fill(w *worker, s *shortcut) {
	for _, input := range s.texts {
		w.trace[r.p.ir.Inputs[input].Node] = refeval.Value{Value: ir.TextValue(*w.texts[input])}
	}
	for _, n := range s.wanted {
		w.trace[n.id] = refeval.Value{Value: w.person().value(n.out)}
	}
}

// value reads an output as the reference evaluator would give it.
func (p person) value(out *machine.Output) ir.Value {
	x := p.get(out.Num)
	switch out.Kind {
	case ir.Text:
		return ir.TextValue(out.Texts[x])
	case ir.Bool:
		return ir.BoolValue(x != 0)
	case ir.Row:
		return rowValue(int32(x))
	}
	r := exact.FromPair(x, out.Div)
	if out.Den >= 0 {
		r, _ = r.Quo(exact.Int(p.get(out.Den)))
	}
	return ir.NumberValue(r)
}
