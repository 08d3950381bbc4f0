package score

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A FactCode is the stable kind of a fault in facts.
type FactCode string

// The kinds of faults in facts.
const (
	// FactMissing: a required fact is absent or null.
	FactMissing FactCode = "missing"
	// FactUnknown: the scheme has no such input.
	FactUnknown FactCode = "unknown"
	// FactType: the fact is not what its input is declared as, or can't be read.
	FactType FactCode = "type"
	// FactRange: the fact is outside its input's interval, step or list.
	FactRange FactCode = "range"
	// FactTwice: two names that are the same after Unicode normalisation.
	FactTwice FactCode = "twice"
)

// A FactFault is one thing wrong with a person's facts.
type FactFault struct {
	Code  FactCode
	Input string
	// Value is the fact as text, cut short. It may be confidential.
	Value string
	// Rule is what the input demands, as in a scheme: "integer in [0, 100]".
	// An unknown fact has none.
	Rule string
	// Reason says in words what is wrong, without the value.
	Reason string
}

// A FactsError lists everything wrong with a person's facts: the inputs in the
// order of the scheme, then the unknown names in alphabetical order.
type FactsError struct {
	Faults []FactFault
}

// Error names inputs and rules, not values: they may be somebody's pay.
func (e *FactsError) Error() string { return joinFirst(e.Faults) }

// joinFirst joins what is wrong. Facts may have thousands of unknown names.
func joinFirst[T fmt.Stringer](faults []T) string {
	const most = 20
	var texts []string
	for i, f := range faults {
		if i == most {
			texts = append(texts, fmt.Sprintf("and %d more", len(faults)-most))
			break
		}
		texts = append(texts, f.String())
	}
	return strings.Join(texts, "; ")
}

// String is the fault without the value.
func (f FactFault) String() string {
	name := f.Input
	if !isName(name) {
		name = strconv.Quote(shorten(name)) // it came with the facts
	}
	text := name + " " + f.Reason
	if f.Rule != "" {
		text += " (" + f.Rule + ")"
	}
	return text
}

// An EvalCode is the stable kind of a failed evaluation.
type EvalCode string

// The kinds of failed evaluations.
const (
	// EvalFail: a row, band or formula of the scheme says fail.
	EvalFail = EvalCode(refeval.Fail)
	// EvalNever: a row that claims to be unreachable was reached.
	EvalNever = EvalCode(refeval.Never)
	// EvalDivisionByZero: a division or mod by zero, or zero to a negative power.
	EvalDivisionByZero = EvalCode(refeval.DivisionByZero)
	// EvalTooLong: a number on the way grew past Limits.Digits.
	EvalTooLong = EvalCode(refeval.TooLong)
	// EvalRequire: a require of the scheme does not hold.
	EvalRequire = EvalCode(refeval.Require)
	// EvalPolicy: an indicator is missing or does not apply, and its policy is fail.
	EvalPolicy = EvalCode(refeval.PolicyFails)
	// EvalTooLittleWeight: less weight is left than the total demands, or none.
	EvalTooLittleWeight = EvalCode(refeval.TooLittleWeight)
	// EvalEmptyList: mean, min or max of a list without elements.
	EvalEmptyList = EvalCode(refeval.EmptyList)
	// EvalNoElement: an index beyond a list.
	EvalNoElement = EvalCode(refeval.NoElement)
	// EvalFunction: a Go function failed, panicked or gave nothing.
	EvalFunction = EvalCode(refeval.GoFunction)
)

// An EvalFailure is one reason why a person could not be scored.
type EvalFailure struct {
	Code    EvalCode
	Message string
	// Facts are the facts and params that led to it, as `calls = 2300`, at most
	// eight. They may be confidential.
	Facts []string
	// Path names the place in the scheme; File and Span are its position if the
	// scheme was loaded from text.
	Path string
	File string
	Span dsl.Span
}

// String is the failure in one line.
func (f EvalFailure) String() string {
	text := f.Message
	if len(f.Facts) > 0 {
		text += " (" + strings.Join(f.Facts, ", ") + ")"
	}
	switch {
	case f.Span.IsValid():
		text += " at "
		if f.File != "" {
			text += f.File + ":"
		}
		text += fmt.Sprintf("%d:%d", f.Span.Start.Line, f.Span.Start.Column)
	case f.Path != "":
		text += " at " + f.Path
	}
	return text
}

// An EvalError lists every independent failure of a person's scoring, each
// once: values first, then indicators, total, grade, gates and payouts, in the
// order in which the scheme declares them.
type EvalError struct {
	Failures []EvalFailure
	// Computed are the figures that were computed all the same; none if a
	// require does not hold, since it is checked before anything else.
	Computed []Figure
}

// Error joins the failures. It shows the facts that led to them.
func (e *EvalError) Error() string { return joinFirst(e.Failures) }

// errNilProgram guards the zero Program, which is not usable.
var errNilProgram = errors.New("score: the Program was not made by Compile")
