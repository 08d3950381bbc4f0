package score

import (
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A Preview is what one person's facts tell before the others are known. It is a
// type of its own, so that nobody pays by it.
type Preview struct {
	// Scheme, Version, Fingerprint, Semantics and Params are as in a Result.
	Scheme      string   `json:"scheme"`
	Version     string   `json:"version,omitempty"`
	Fingerprint string   `json:"fingerprint"`
	Semantics   int      `json:"semantics"`
	Params      []Figure `json:"params,omitempty"`
	// Values, Indicators, Total, Gates and Payouts are those that need nobody else:
	// they stay as they are when the cohort is scored.
	Values     []Figure    `json:"values,omitempty"`
	Indicators []Figure    `json:"indicators,omitempty"`
	Total      *Figure     `json:"total,omitempty"`
	Gates      []FiredGate `json:"gates,omitempty"`
	Payouts    []Figure    `json:"payouts,omitempty"`
	// Grade is what bands and gates alone would give. It is provisional unless the
	// scheme has no distribution, or GradeSet says that a gate has set it.
	Grade    *Grade `json:"grade,omitempty"`
	GradeSet bool   `json:"grade_set,omitempty"`
	// Open are the names of the figures that the cohort is needed for.
	Open []string `json:"open,omitempty"`
}

// Preview computes what can be told of one person alone. The errors are those of
// Score. Of a scheme that scores each person alone it tells everything.
func (p *Program) Preview(facts Facts) (*Preview, error) {
	if !p.made() {
		return nil, errNilProgram
	}
	values, err := p.readFacts(facts)
	if err != nil {
		return nil, err
	}
	trace := p.bound.Run(values)
	if failures := p.bound.Requires(trace); len(failures) > 0 {
		return nil, p.evalError(failures, nil)
	}
	run := &cohortRun{p: p}
	roots := p.ir.Roots()
	if err := run.failure(trace, roots); err != nil {
		return nil, p.withComputed(err, trace)
	}
	out := &Preview{Scheme: p.scheme.Name, Version: p.scheme.Version, Fingerprint: p.fingerprint, Semantics: Semantics}
	p.eachFigure(func(f ir.Figure) {
		if trace[f.Node].Failed() {
			out.Open = append(out.Open, f.Name)
		}
	})
	d := p.ir.Distribution
	if d != nil { // the sheet as it is if the distribution gives what bands and gates would
		givens := make([]ir.Value, len(p.ir.Givens))
		for k := range p.ir.Givens {
			if p.ir.Givens[k].Kind == ir.GivenRow {
				givens[k] = trace[d.Own].Value
			}
		}
		out.GradeSet = trace[d.Sets].Bool
		graded := p.bound.RunGiven(values, givens)
		if !graded[p.ir.Grade[0].Node].Failed() {
			out.Grade = p.gradeOf(graded)
		}
	}
	sheet := p.result(trace)
	out.Params, out.Values, out.Indicators, out.Total = sheet.Params, sheet.Values, sheet.Indicators, sheet.Total
	out.Gates, out.Payouts = sheet.Gates, sheet.Payouts
	if d == nil {
		out.Grade = sheet.Grade
	}
	return out, nil
}

// gradeOf is the grade of a trace.
func (p *Program) gradeOf(trace []refeval.Value) *Grade {
	figures := p.figuresOf(p.ir.Grade, trace)
	if len(figures) == 0 {
		return nil
	}
	g := &Grade{Name: figures[0].Text}
	if columns := figures[1:]; len(columns) > 0 {
		g.Columns = columns
	}
	return g
}
