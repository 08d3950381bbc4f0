package refeval

import (
	"fmt"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// absent tells whether a value is that of an optional fact that was not given.
func (v *Value) absent() bool {
	return len(v.Failures) == 1 && v.Failures[0].Code == Absent
}

// scored is an indicator with policies: first whether it applies, then whether
// its optional facts are there, then its formula.
func (e *evaluation) scored() Value {
	s := e.n.Scored
	if s.Applies != ir.None {
		condition := &e.trace[s.Applies]
		if condition.Failed() {
			return *condition
		}
		if !condition.Bool {
			return e.policy(s.Otherwise, NotApplicable, "does not apply")
		}
	}
	for _, optional := range s.Optionals {
		if s.Missing != ir.None && e.trace[optional].absent() {
			return e.policy(s.Missing, Missing, "is missing")
		}
	}
	counted := e.trace[s.Raw]
	counted.State = Counted // its formula may only hand another indicator on
	return counted
}

// policy is what an indicator is worth that does not count.
func (e *evaluation) policy(id ir.ID, state State, what string) Value {
	policy := &e.trace[id]
	if policy.Failed() {
		return *policy
	}
	switch policy.Text {
	case "zero":
		return Value{Value: ir.NumberValue(exact.Int(0)), State: state}
	case "full":
		points := e.trace[e.n.Scored.Points]
		points.State = state
		return points
	case "redistribute":
		return Value{Value: ir.NumberValue(exact.Int(0)), State: state, Out: true}
	}
	return e.fail(PolicyFails, "the indicator "+e.n.Message+" "+what)
}

// weighted is Σ weight × value over the weights of the indicators that count.
// Inside a section weight is redistributed first; a section of which nothing
// is left leaves like an indicator.
func (e *evaluation) weighted() Value {
	w := e.n.Weighted
	var failures []*Failure
	for _, id := range e.n.Args {
		failures = join(failures, e.trace[id].Failures)
	}
	if len(failures) > 0 {
		return Value{Failures: failures}
	}
	sum, left, overall := exact.Rat{}, exact.Rat{}, exact.Rat{}
	for section := -1; section < len(w.Sections); section++ {
		inner, weight := e.sectionSum(section)
		switch {
		case weight.Sign() == 0:
			continue
		case section < 0:
			sum, left, overall = sum.Add(inner), left.Add(weight), overall.Add(weight)
		default:
			mean, _ := inner.Quo(weight)
			of := e.trace[w.Sections[section]].Num
			sum, left, overall = sum.Add(mean.Mul(of)), left.Add(of), overall.Add(of.Mul(weight))
		}
	}
	mean, ok := sum.Quo(left)
	if !ok {
		return e.fail(TooLittleWeight, "no weighted indicator is left")
	}
	if w.Over != ir.None && overall.Less(e.trace[w.Over].Num) {
		return e.fail(TooLittleWeight, fmt.Sprintf("only %s of the weight is left; at least %s is needed",
			overall.Text(), e.trace[w.Over].Num.Text()))
	}
	if !mean.Within(e.b.Digits) {
		return e.fail(TooLong, fmt.Sprintf("a number on the way has more than %d digits", e.b.Digits))
	}
	return Value{Value: ir.NumberValue(mean)}
}

// sectionSum is the weighted sum of a section's indicators and their weight;
// -1 are those outside of sections.
func (e *evaluation) sectionSum(section int) (sum, weight exact.Rat) {
	for _, item := range e.n.Weighted.Items {
		if v := &e.trace[item.Node]; item.Section == section && !v.Out {
			w := e.trace[item.Weight].Num
			sum, weight = sum.Add(w.Mul(v.Num)), weight.Add(w)
		}
	}
	return sum, weight
}

// gradeGate changes the row of the grades. Bands stand best first, so that
// "at most" is the later row; drop stops at the last band.
func (e *evaluation) gradeGate() Value {
	row := *e.arg(0)
	if !e.arg(1).Bool {
		return row
	}
	bands := &e.b.Program.Tables[e.n.Index]
	last := len(bands.Rows) - 1
	if e.n.Effect == ir.GradeDrop {
		steps, _ := e.arg(2).Num.Int64()
		at, _ := row.Num.Int64()
		row.Num = rowNumber(int(min(at+steps, int64(last))))
		return row
	}
	for i := range bands.Rows {
		name := bands.Rows[i].Results[0]
		if name.Kind != ir.Gives || !e.b.Fixed[name.Node].Value.Equal(e.arg(2).Value) {
			continue
		}
		if e.n.Effect == ir.GradeIs || row.Num.Less(rowNumber(i)) {
			row.Num = rowNumber(i)
		}
		return row
	}
	return e.fail(NoRow, "no band is called "+e.arg(2).String())
}

func (e *evaluation) forfeit() Value {
	if e.arg(0).Bool {
		return Value{Value: ir.NumberValue(exact.Int(0))}
	}
	return *e.arg(1)
}

// callGo calls a function of the Go program. What goes wrong in it is a
// failure that names it.
func (e *evaluation) callGo() (v Value) {
	name := e.b.Program.Functions[e.n.Index]
	defer func() {
		if r := recover(); r != nil {
			v = e.fail(GoFunction, "the function "+name+" panicked")
		}
	}()
	args := make([]ir.Value, len(e.n.Args))
	for i := range args {
		args[i] = e.arg(i).Value
	}
	result, err := e.b.Functions[e.n.Index](args)
	if err != nil {
		return e.fail(GoFunction, "the function "+name+": "+err.Error())
	}
	if !result.Num.Within(e.b.Digits) {
		return e.fail(TooLong, fmt.Sprintf("the function %s gave a number of more than %d digits", name, e.b.Digits))
	}
	return Value{Value: result}
}
