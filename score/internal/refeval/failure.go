package refeval

import (
	"cmp"
	"slices"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// Code is the kind of a failure.
type Code string

// The codes of failures.
const (
	// Fail: a row, band or formula of the scheme says fail.
	Fail Code = "fail"
	// Never: a row that claims it can't happen was reached.
	Never Code = "never"
	// DivisionByZero: also mod by 0, and 0 to a negative power.
	DivisionByZero Code = "division-by-zero"
	// TooLong: a number on the way has more digits than the limit.
	TooLong Code = "number-too-long"
	// BadRounding: round to less than 0 or more than 18 places, or to a step that is not positive.
	BadRounding Code = "rounding-places"
	// NoRow: no row takes the arguments. The compiler proves that this can't happen.
	NoRow Code = "no-row"
	// Require: a require of the scheme does not hold.
	Require Code = "require"
	// MissingFact: a fact was not given. Only examples may leave facts out.
	MissingFact Code = "missing-fact"
	// Absent: an optional fact was not given. The compiler sees to it that nobody
	// is told: every reader has something to do then.
	Absent Code = "absent"
	// PolicyFails: an indicator that is missing or does not apply, whose policy is to fail.
	PolicyFails Code = "not-applicable"
	// TooLittleWeight: less weight is left than the total demands.
	TooLittleWeight Code = "too-little-weight"
	// EmptyList: mean, min or max of a list without elements.
	EmptyList Code = "empty-list"
	// NoElement: an index beyond a list.
	NoElement Code = "no-element"
	// NeedsCohort: what only the cohort stage can give, or what needs it. Nobody
	// is told: whoever scores a person alone says so before.
	NeedsCohort Code = "needs-cohort"
	// GoFunction: a function of the Go program failed, panicked or gave nothing.
	GoFunction Code = "function"
	// UnboundParam: a param has no value. Only examples may leave params out.
	UnboundParam Code = "unbound-param"
)

// A Failure is one reason why there is no value.
type Failure struct {
	Code    Code
	Message string
	// Facts are the facts that led to it, as name = value.
	Facts []string
	// Node is where it happened; Path and Span say where that is in the scheme.
	Node ir.ID
	Path string
	Span dsl.Span
}

// join lists the failures of several operands, each once, in the order of the program.
func join(a, b []*Failure) []*Failure {
	if len(a) == 0 {
		return b
	}
	for _, f := range b {
		if !slices.Contains(a, f) {
			a = append(slices.Clip(a), f)
		}
	}
	return a
}

// Sorted lists failures by rank and within a rank in the order of the program,
// those that say the same of the same place and facts once: a fail band fails
// its name and each of its columns. The row of a table that two calls reach
// with different facts fails for each of them.
func Sorted(failures []*Failure, rank func(*Failure) int) []*Failure {
	sorted := slices.Clone(failures)
	slices.SortStableFunc(sorted, func(a, b *Failure) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Node, b.Node))
	})
	var out []*Failure
	for _, f := range sorted {
		same := func(o *Failure) bool {
			return o.Code == f.Code && o.Message == f.Message && o.Path == f.Path && o.Span == f.Span && slices.Equal(o.Facts, f.Facts)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, f)
		}
	}
	return out
}
