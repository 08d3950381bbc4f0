package score

import (
	"slices"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
)

// This file joins the fast machine to a program: what it computes, how facts
// get into its registers and figures out of them. Where it can't go on, the
// reference evaluator does.

// engine is a program's machine with frames and blocks to run it in.
type engine struct {
	*machine.Machine
	frames, blocks sync.Pool
	layout         layout
	// quick and names are by input.
	quick []quick
	names []string
}

// enoughDigits is more than the machine's numbers can have, so that a limit on
// digits can't be passed there.
const enoughDigits = 100

// newEngine is nil if the machine does not take the program; refusals say why.
func (p *Program) newEngine(analysis *ranges.Analysis) (*engine, []machine.Refusal) {
	if p.limits.Digits < enoughDigits {
		return nil, []machine.Refusal{{Node: ir.None, Reason: "so low a limit of digits is kept by the reference evaluator"}}
	}
	m, refusals := machine.Build(machine.Source{
		Program: p.ir,
		Fixed: func(id ir.ID) (ir.Value, bool) {
			v := &p.bound.Fixed[id]
			return v.Value, !v.Failed()
		},
		Range: analysis.Of, Before: analysis.Before,
		Apply: p.bound.Applier(),
	}, p.rootsAlone(), p.machineNodes())
	if len(refusals) > 0 {
		return nil, refusals
	}
	e := &engine{Machine: m}
	e.frames.New = func() any {
		f := m.NewFrame()
		return &f
	}
	e.blocks.New = func() any {
		b := m.NewBlock()
		return &b
	}
	e.layout = p.newLayout(m)
	for i := range p.ir.Inputs {
		e.quick = append(e.quick, newQuick(&m.Inputs[i], p.domains[i].Percent))
		e.names = append(e.names, p.ir.Inputs[i].Name)
	}
	return e, nil
}

// rootsAlone are the nodes without which a person can't be scored; none if the
// cohort stage has a say, which looks for itself.
func (p *Program) rootsAlone() []ir.ID {
	if p.ir.HasCohort() {
		return nil
	}
	return p.ir.Roots()
}

// machineNodes are the nodes that are read from the machine.
func (p *Program) machineNodes() []ir.ID {
	nodes := p.figureNodes()
	if d := p.ir.Distribution; d != nil {
		nodes = append(nodes, d.Band, d.Own, d.Sets, d.BandName, d.OwnName, p.finalRow())
	}
	if p.ir.HasCohort() {
		nodes = append(nodes, p.ir.Roots()...)
	}
	return slices.DeleteFunc(nodes, func(id ir.ID) bool { return id == ir.None })
}

// figureNodes are the nodes that a result shows.
func (p *Program) figureNodes() []ir.ID {
	var nodes []ir.ID
	for _, f := range p.ir.Figures() {
		nodes = append(nodes, f.Node)
	}
	for _, g := range p.ir.Gates {
		nodes = append(nodes, g.Fires)
	}
	return nodes
}

// layout says which of the machine's outputs a result's figures are.
type layout struct {
	values, indicators, pools, payouts, columns []slot
	total, grade                                *slot
	fires                                       []*machine.Output
	params                                      []Figure
	size                                        int // figures in all
	heading                                     *heading
}

// slot is a figure of the layout.
type slot struct {
	Figure // without its value
	out    *machine.Output
	// policies says that the figure is an indicator with policies.
	policies bool
	// plain says that the figure is a decimal of that form for everybody.
	plain bool
	form  form
}

func (p *Program) newLayout(m *machine.Machine) layout {
	var l layout
	slots := func(list []ir.Figure) []slot {
		var out []slot
		for _, f := range list {
			out = append(out, p.newSlot(m, f))
		}
		l.size += len(out)
		return out
	}
	l.values, l.indicators, l.payouts = slots(p.ir.Values), slots(p.ir.Indicators), slots(p.ir.Payouts)
	l.pools = slots(p.ir.Shares())
	if p.ir.Total.Node != ir.None {
		total := p.newSlot(m, p.ir.Total)
		l.total = &total
		l.size++
	}
	if len(p.ir.Grade) > 0 {
		grade := p.newSlot(m, p.ir.Grade[0])
		l.grade, l.columns = &grade, slots(p.ir.Grade[1:])
	}
	for _, g := range p.ir.Gates {
		l.fires = append(l.fires, m.Outputs[g.Fires])
	}
	for i := range p.ir.Params {
		param := &p.ir.Params[i]
		l.params = append(l.params, p.figure(ir.Figure{Name: param.Name, Title: param.Title, Node: param.Node}, p.bound.Fixed))
	}
	l.size += len(l.params)
	r := Result{Scheme: p.scheme.Name, Version: p.scheme.Version, Fingerprint: p.fingerprint}
	l.heading = &heading{r.texts(), string(r.appendHeading(nil))}
	return l
}

func (p *Program) newSlot(m *machine.Machine, f ir.Figure) slot {
	s := slot{Figure: Figure{Name: f.Name, Title: f.Title}, out: m.Outputs[f.Node]}
	s.heading = &heading{s.texts(), string(s.appendHeading(nil))}
	switch s.out.Kind {
	case ir.Text:
		s.Kind = FigureText
	case ir.Bool:
		s.Kind = FigureBool
	}
	n := &p.ir.Nodes[f.Node]
	s.policies = n.Op == ir.OpScored && norm.NFC.String(n.Message) == f.Name
	s.plain = !s.policies && s.Kind == FigureNumber && s.out.Scale >= 0 && s.out.Den < 0 && s.out.Failed < 0 && len(s.out.Unless) == 0
	s.form = formOf(s.out.Places, s.out.Scale)
	return s
}

// person is where one person's registers lie: side by side in a frame, one in
// each column of a block.
type person struct {
	registers  []int64
	at, stride int
}

func (p person) get(r int32) int64 { return p.registers[p.at+int(r)*p.stride] }

func (p person) is(r int32) bool { return r >= 0 && p.get(r) != 0 }

// number reads a number.
func (p person) number(out *machine.Output) Number {
	places := out.Places
	for _, gate := range out.Unless {
		if p.get(gate) != 0 {
			places = -1
		}
	}
	if out.Scale >= 0 && out.Den < 0 {
		return Number{num: p.get(out.Num), form: formOf(places, out.Scale)}
	}
	r, _ := exact.Int(p.get(out.Num)).Quo(exact.Int(out.Div))
	if out.Den >= 0 {
		r, _ = r.Quo(exact.Int(p.get(out.Den)))
	}
	return Number{r: r, form: formOf(places, 0)}
}

// figure reads a figure.
func (p person) figure(s *slot) Figure {
	f := s.Figure
	if s.policies {
		if s.out.State >= 0 {
			f.State = State(p.get(s.out.State))
		}
		if f.Redistributed = p.is(s.out.Out); f.Redistributed {
			return f
		}
	}
	switch f.Kind {
	case FigureText:
		f.Text = s.out.Texts[p.get(s.out.Num)]
	case FigureBool:
		f.Bool = p.get(s.out.Num) != 0
	default:
		f.Number = p.number(s.out)
	}
	return f
}

// sheet is the result in a machine's registers, which may be used again
// afterwards. It takes two pieces of memory: one for all figures, one for the
// rest.
func (p *Program) sheet(from person) *Result {
	l := &p.engine.layout
	made := &struct {
		Result
		grade Grade
	}{Result: Result{
		Scheme: p.scheme.Name, Version: p.scheme.Version, Fingerprint: p.fingerprint, Semantics: Semantics, heading: l.heading,
	}}
	r := &made.Result
	all := make([]Figure, 0, l.size)
	if len(l.params) > 0 {
		all = append(all, l.params...)
		r.Params = slices.Clip(all)
	}
	all, r.Values = from.figures(all, l.values)
	all, r.Indicators = from.figures(all, l.indicators)
	all, r.Pools = from.figures(all, l.pools)
	all, r.Payouts = from.figures(all, l.payouts)
	if l.grade != nil {
		made.grade.Name = from.figure(l.grade).Text
		all, made.grade.Columns = from.figures(all, l.columns)
		r.Grade = &made.grade
	}
	if l.total != nil {
		all = append(all, from.figure(l.total))
		r.Total = &all[len(all)-1]
	}
	for i, fires := range l.fires {
		if from.get(fires.Num) != 0 {
			r.Gates = append(r.Gates, FiredGate{Title: p.ir.Gates[i].Title, Effect: p.ir.Gates[i].Effect})
		}
	}
	return r
}

// figures appends the figures of a list to all, and gives the list; nil if there
// are none.
func (p person) figures(all []Figure, slots []slot) (more, list []Figure) {
	start := len(all)
	for i := range slots {
		s := &slots[i]
		if s.plain {
			all = append(all, s.Figure)
			n := &all[len(all)-1].Number
			n.num, n.form = p.get(s.out.Num), s.form
		} else if !p.is(s.out.Failed) {
			all = append(all, p.figure(s))
		}
	}
	if start == len(all) {
		return all, nil
	}
	return all, slices.Clip(all[start:])
}

// quickly has the machine score facts, if it takes them as they are.
func (p *Program) quickly(facts Facts) (*Result, bool) {
	if p.engine == nil {
		return nil, false
	}
	return p.inFrame(func(to person) bool { return p.engine.loadFacts(to, facts) })
}

// run has the machine score facts that have been read.
func (p *Program) run(values []ir.Value) (*Result, bool) {
	if p.engine == nil {
		return nil, false
	}
	return p.inFrame(func(to person) bool { return p.engine.loadValues(to, values) })
}

// inFrame scores a person whose facts load can load.
func (p *Program) inFrame(load func(to person) bool) (*Result, bool) {
	frame := p.engine.frames.Get().(*machine.Frame)
	defer p.engine.frames.Put(frame)
	frame.Clear()
	at := person{registers: *frame, stride: 1}
	if !load(at) {
		return nil, false
	}
	if p.engine.Run(*frame); !frame.Good() {
		return nil, false
	}
	return p.sheet(at), true
}

// loadValues fills the registers with facts that are in their domains.
func (e *engine) loadValues(to person, values []ir.Value) bool {
	for i := range values {
		in := &e.Inputs[i]
		given := values[i].Kind != ir.Invalid
		x, ok := int64(0), true
		if given {
			x, ok = in.Register(&values[i])
		}
		if !ok || !to.set(in, x, given) {
			return false
		}
	}
	return true
}
