package refeval

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// A Value is a node's value, or the failures that it has instead.
type Value struct {
	ir.Value
	Failures []*Failure
	// State tells of an indicator whether it counts.
	State State
	// Out says that the indicator's weight is redistributed: it has no value.
	Out bool
}

// State is what became of an indicator.
type State uint8

// The states. Missing and not applicable are two different things.
const (
	Counted State = iota
	Missing
	NotApplicable
)

// Failed tells whether there is no value.
func (v *Value) Failed() bool { return len(v.Failures) > 0 }

// Run evaluates the program for one person: facts by input index, Kind Invalid
// for one that was not given. The trace has a value for every node.
func (b *Bound) Run(facts []ir.Value) []Value { return b.RunGiven(facts, nil) }

// Requires lists the requires that do not hold. One whose facts are not all
// given is skipped.
func (b *Bound) Requires(trace []Value) []*Failure {
	var failures []*Failure
	for _, r := range b.Program.Requires {
		v := &trace[r.Node]
		e := evaluation{b: b, id: r.Node, n: &b.Nodes[r.Node], trace: trace}
		switch {
		case v.Lacks():
		case v.Failed():
			failures = join(failures, v.Failures)
		case !v.Bool:
			failures = join(failures, e.fail(Require, r.Message, r.Node).Failures)
		}
	}
	return failures
}

// Lacks tells whether a value is missing since something was not given.
func (v *Value) Lacks() bool {
	return slices.ContainsFunc(v.Failures, func(f *Failure) bool {
		return f.Code == MissingFact || f.Code == UnboundParam
	})
}

// evaluation is the evaluation of one node.
type evaluation struct {
	b     *Bound
	id    ir.ID
	n     *ir.Node
	trace []Value
	facts []ir.Value
	// givens are what the cohort stage has given so far.
	givens []ir.Value
}

func (b *Bound) eval(id ir.ID, trace []Value, facts, givens []ir.Value) Value {
	e := evaluation{b, id, &b.Nodes[id], trace, facts, givens}
	switch e.n.Op {
	case ir.OpConst:
		return Value{Value: e.n.Value}
	case ir.OpParam:
		return e.param()
	case ir.OpInput:
		return e.input()
	case ir.OpCohort:
		return e.given()
	case ir.OpConditional:
		return e.conditional()
	case ir.OpAnd, ir.OpOr:
		return e.junction()
	case ir.OpFail:
		return e.fail(Fail, e.n.Message)
	case ir.OpGiven:
		return Value{Value: ir.BoolValue(!e.arg(0).absent())}
	case ir.OpCoalesce:
		if e.arg(0).absent() {
			return *e.arg(1)
		}
		return *e.arg(0)
	case ir.OpScored:
		return e.scored()
	case ir.OpWeighted:
		return e.weighted()
	}
	var failures []*Failure
	for i := range e.n.Args {
		failures = join(failures, e.arg(i).Failures)
	}
	if len(failures) > 0 {
		return Value{Failures: failures}
	}
	switch {
	case e.n.Op == ir.OpLet:
		return *e.arg(1)
	case e.n.Op == ir.OpRow:
		return e.row()
	case e.n.Op == ir.OpPick:
		return e.pick()
	case e.n.Op == ir.OpGradeGate:
		return e.gradeGate()
	case e.n.Op == ir.OpForfeit:
		return e.forfeit()
	case e.n.Op == ir.OpGo:
		return e.callGo()
	case e.n.Op >= ir.OpField && e.n.Op <= ir.OpIndex:
		return e.list()
	case e.n.Op == ir.OpGraduated:
		return e.graduated()
	case e.n.Op == ir.OpLinear:
		return e.linear()
	case e.n.Kind == ir.Number:
		return e.number()
	}
	return e.condition()
}

func (e *evaluation) arg(i int) *Value { return &e.trace[e.n.Args[i]] }

// fail is a failure here. culprits are the nodes whose facts the message should
// show; the node's own if there are none.
func (e *evaluation) fail(code Code, message string, culprits ...ir.ID) Value {
	if len(culprits) == 0 {
		culprits = e.n.Args
	}
	return Value{Failures: []*Failure{{
		Code: code, Message: message, Facts: e.factsOf(culprits), Node: e.id, Path: e.n.Path, Span: e.n.Span,
	}}}
}

// shownFacts bounds how many facts a failure lists.
const shownFacts = 8

// factsOf lists the facts and params that nodes depend on, in the order of
// the scheme.
func (e *evaluation) factsOf(nodes []ir.ID) []string {
	seen := map[ir.ID]bool{}
	var inputs []ir.ID
	stack := slices.Clone(nodes)
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[id] {
			continue
		}
		seen[id] = true
		if op := e.b.Nodes[id].Op; op == ir.OpInput || op == ir.OpParam {
			inputs = append(inputs, id)
		}
		stack = append(stack, e.b.Nodes[id].Args...)
	}
	slices.Sort(inputs)
	var facts []string
	for _, id := range inputs {
		if len(facts) == shownFacts {
			break
		}
		if v := &e.trace[id]; !v.Failed() {
			facts = append(facts, e.nameOf(id)+" = "+v.String())
		}
	}
	return facts
}

func (e *evaluation) nameOf(id ir.ID) string {
	n := &e.b.Nodes[id]
	if n.Op == ir.OpParam {
		return e.b.Program.Params[n.Index].Name
	}
	return e.b.Program.Inputs[n.Index].Name
}

func (e *evaluation) param() Value {
	if v := e.b.Params[e.n.Index]; v.Kind != ir.Invalid {
		return Value{Value: v}
	}
	if spec := &e.b.Program.Params[e.n.Index].Spec; len(e.n.Args) > 0 && !(e.b.free && spec.Limited()) {
		return *e.arg(0)
	}
	return e.fail(UnboundParam, "the param "+e.b.Program.Params[e.n.Index].Name+" has no value")
}

func (e *evaluation) input() Value {
	if v := e.facts[e.n.Index]; v.Kind != ir.Invalid {
		return Value{Value: v}
	}
	if len(e.n.Args) > 0 {
		return *e.arg(0)
	}
	if e.b.Program.Inputs[e.n.Index].Optional {
		return e.fail(Absent, "the optional fact "+e.b.Program.Inputs[e.n.Index].Name+" is not given")
	}
	return e.fail(MissingFact, "the fact "+e.b.Program.Inputs[e.n.Index].Name+" is not given")
}

// conditional looks only at the branch it takes.
func (e *evaluation) conditional() Value {
	condition := e.arg(0)
	switch {
	case condition.Failed():
		return *condition
	case condition.Bool:
		return *e.arg(1)
	}
	return *e.arg(2)
}

// junction is `and` and `or`: the left side may decide alone.
func (e *evaluation) junction() Value {
	left := e.arg(0)
	if left.Failed() || left.Bool == (e.n.Op == ir.OpOr) {
		return *left
	}
	return *e.arg(1)
}

// condition computes bools from operands that have values.
func (e *evaluation) condition() Value {
	switch e.n.Op {
	case ir.OpNot:
		return Value{Value: ir.BoolValue(!e.arg(0).Bool)}
	case ir.OpEqual:
		return Value{Value: ir.BoolValue(e.arg(0).Equal(e.arg(1).Value))}
	case ir.OpIn:
		in := false
		for i := range e.n.Args[1:] {
			in = in || e.arg(0).Equal(e.arg(i+1).Value)
		}
		return Value{Value: ir.BoolValue(in)}
	}
	for i, sign := range e.n.Compare {
		if !sign.Holds(e.arg(i).Num.Cmp(e.arg(i + 1).Num)) {
			return Value{Value: ir.BoolValue(false)}
		}
	}
	return Value{Value: ir.BoolValue(true)}
}

// row finds the first row that takes all arguments.
func (e *evaluation) row() Value {
	rows := &e.b.Tables[e.n.Index]
	if len(rows.Failures) > 0 {
		return Value{Failures: rows.Failures}
	}
	for i, cells := range rows.Cells {
		if e.takes(cells) {
			return Value{Value: ir.Value{Kind: ir.Row, Num: rowNumber(i)}}
		}
	}
	return e.fail(NoRow, "no row of "+e.b.Program.Tables[e.n.Index].Name+" takes these values")
}

func (e *evaluation) takes(cells []Cell) bool {
	for column := range cells {
		if !cells[column].Takes(e.arg(column).Value) {
			return false
		}
	}
	return true
}

// pick reads a result of the row that was found.
func (e *evaluation) pick() Value {
	row, _ := e.arg(0).Num.Int64()
	return e.result(int(row))
}
