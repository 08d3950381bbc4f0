package score

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// Score computes one person's score sheet. The error is a *FactsError if the
// facts don't fit the scheme's inputs, a *EvalError if the scheme gives no
// result for them; it is ErrNeedsCohort for a scheme that scores people together.
func (p *Program) Score(facts Facts) (*Result, error) {
	if !p.made() {
		return nil, errNilProgram
	}
	if p.ir.HasCohort() {
		return nil, ErrNeedsCohort
	}
	if r, ok := p.quickly(facts); ok {
		return r, nil
	}
	values, err := p.readFacts(facts)
	if err != nil {
		return nil, err
	}
	if r, ok := p.run(values); ok {
		return r, nil
	}
	return p.reference(values)
}

// reference has the reference evaluator score facts. It words all errors.
func (p *Program) reference(values []ir.Value) (*Result, error) {
	trace := p.bound.Run(values)
	if failures := p.bound.Requires(trace); len(failures) > 0 {
		return nil, p.evalError(failures, nil)
	}
	var failures []*refeval.Failure
	for _, root := range p.ir.Roots() {
		failures = append(failures, trace[root].Failures...)
	}
	if len(failures) > 0 {
		return nil, p.evalError(failures, trace)
	}
	return p.result(trace), nil
}

func (p *Program) result(trace []refeval.Value) *Result {
	r := &Result{
		Scheme: p.scheme.Name, Version: p.scheme.Version, Fingerprint: p.fingerprint, Semantics: Semantics,
		Values: p.figuresOf(p.ir.Values, trace), Indicators: p.figuresOf(p.ir.Indicators, trace),
		Pools:   p.figuresOf(p.ir.Shares(), trace),
		Payouts: p.figuresOf(p.ir.Payouts, trace),
	}
	for i := range p.ir.Params {
		param := &p.ir.Params[i]
		r.Params = append(r.Params, p.figure(ir.Figure{Name: param.Name, Title: param.Title, Node: param.Node}, trace))
	}
	if p.ir.Total.Node != ir.None {
		total := p.figure(p.ir.Total, trace)
		r.Total = &total
	}
	for _, g := range p.ir.Gates {
		if trace[g.Fires].Bool {
			r.Gates = append(r.Gates, FiredGate{Title: g.Title, Effect: g.Effect})
		}
	}
	if grade := p.figuresOf(p.ir.Grade, trace); len(grade) > 0 {
		r.Grade = &Grade{Name: grade[0].Text}
		if columns := grade[1:]; len(columns) > 0 { // no columns are nil, as when read back
			r.Grade.Columns = columns
		}
	}
	return r
}

// figuresOf leaves out what failed: a value that nothing needed.
func (p *Program) figuresOf(list []ir.Figure, trace []refeval.Value) []Figure {
	var figures []Figure
	for _, f := range list {
		// Lists are for formulas to read, no figures.
		if v := &trace[f.Node]; !v.Failed() && v.Kind != ir.List && v.Kind != ir.Record {
			figures = append(figures, p.figure(f, trace))
		}
	}
	return figures
}

func (p *Program) figure(f ir.Figure, trace []refeval.Value) Figure {
	v := &trace[f.Node]
	out := Figure{Name: f.Name, Title: f.Title, Text: v.Text, Bool: v.Bool}
	// A total or value that reads nothing but an indicator is the same node.
	if n := &p.ir.Nodes[f.Node]; n.Op == ir.OpScored && norm.NFC.String(n.Message) == f.Name {
		out.State, out.Redistributed = State(v.State), v.Out
	}
	switch {
	case out.Redistributed: // it has no value
	case v.Kind == ir.Text:
		out.Kind = FigureText
	case v.Kind == ir.Bool:
		out.Kind = FigureBool
	default:
		out.Number = p.number(f.Node, v.Num, trace)
	}
	return out
}

// number is a figure's number; one whose last step is a rounding to N places
// shows N places. A gate that did not fire is no step.
func (p *Program) number(id ir.ID, r exact.Rat, trace []refeval.Value) Number {
	n := &p.ir.Nodes[id]
	switch n.Op {
	case ir.OpForfeit:
		return p.number(n.Args[1], r, trace)
	case ir.OpScored:
		return p.number(n.Scored.Raw, r, trace)
	case ir.OpConditional:
		if fired := trace[n.Args[0]].Bool; !fired && strings.HasPrefix(n.Path, "gates.") {
			return p.number(n.Args[2], r, trace)
		}
	}
	if n.Op == ir.OpRound {
		if places, ok := p.bound.Fixed[n.Args[1]].Num.Int64(); ok {
			return number(r, int(places))
		}
	}
	return Number{r: r}
}

// evalError words the failures; trace is nil if nothing was computed.
func (p *Program) evalError(failures []*refeval.Failure, trace []refeval.Value) *EvalError {
	e := &EvalError{}
	for _, f := range p.inOrder(failures) {
		out := EvalFailure{Code: EvalCode(f.Code), Message: f.Message, Facts: slices.Clone(f.Facts), Path: f.Path, Span: f.Span}
		if o := p.scheme.origin; o != nil {
			out.File = o.file.Name
		}
		e.Failures = append(e.Failures, out)
	}
	if trace != nil {
		p.eachFigure(func(f ir.Figure) {
			if !trace[f.Node].Failed() {
				e.Computed = append(e.Computed, p.figure(f, trace))
			}
		})
	}
	return e
}

// inOrder lists failures in the order that EvalError promises. Nodes
// stand in the order in which figures need each other, so theirs counts only
// within a declaration. Text positions would be another order for a scheme that
// was loaded than for the same scheme built in Go.
func (p *Program) inOrder(failures []*refeval.Failure) []*refeval.Failure {
	ranks := p.ranks()
	rank := func(f *refeval.Failure) int { return ranks[declarationOf(p.ir.Nodes[f.Node].Path)] }
	return refeval.Sorted(failures, rank)
}

// ranks numbers the declarations by path.
func (u *unit) ranks() map[string]int {
	ranks := map[string]int{}
	add := func(path string) { ranks[path] = len(ranks) }
	figures := func(kind string, list []ir.Figure) {
		for i := range list {
			add(kind + "." + list[i].Name)
		}
	}
	for i := range u.ir.Requires {
		add(fmt.Sprint("requires.", i))
	}
	figures("values", u.ir.Values)
	figures("indicators", u.ir.Indicators)
	add("total")
	add("grades")
	for i := range u.ir.Gates {
		add(gatePath(i))
	}
	add("distribution")
	for i := range u.ir.Pools {
		add("pools." + u.ir.Pools[i].Share.Name)
	}
	figures("payouts", u.ir.Payouts)
	return ranks
}

// declarationOf cuts a path to that of its declaration: indicators.kpi.formula
// to indicators.kpi, total.round to total.
func declarationOf(path string) string {
	parts := strings.SplitN(norm.NFC.String(path), ".", 3)
	if parts[0] == "total" || parts[0] == "grades" || parts[0] == "distribution" || len(parts) == 1 {
		return parts[0]
	}
	return parts[0] + "." + parts[1]
}
