package score

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// ErrNeedsCohort is what Score says of a scheme that scores people together:
// with a distribution, a pool, or formulas that read rank, percentile or cohort.
// Use ScoreCohort, or Preview for what one person's facts tell alone.
var ErrNeedsCohort = errors.New("score: the scheme scores people together: use ScoreCohort, or Preview for one person")

// A CohortCode is the stable kind of a fault of a cohort.
type CohortCode string

// The kinds of faults of a cohort.
const (
	// CohortID: an id is blank, too long, or no text.
	CohortID CohortCode = "id"
	// CohortSameID: several people have one id, perhaps after trimming or NFC.
	CohortSameID CohortCode = "same-id"
	// CohortFailed: somebody's own scoring failed, and the scheme refuses the cohort then.
	CohortFailed CohortCode = "failed"
	// CohortFailedLate: somebody's scoring failed after grades were given. That
	// refuses the cohort under either policy, since it would change others' places.
	CohortFailedLate CohortCode = "failed-late"
	// CohortTies: people tie across a cut, and the scheme says fail.
	CohortTies CohortCode = "ties"
	// CohortQuotas: the rounded quotas don't go together for so few people.
	CohortQuotas CohortCode = "quotas"
	// CohortBands: bands contradict the ranks in a capped distribution.
	CohortBands CohortCode = "bands"
	// CohortPool: a pool can't be shared: all weights are 0, the least shares
	// exceed the amount, or the like.
	CohortPool CohortCode = "pool"
	// CohortMean: a mean whose exact value would be too long.
	CohortMean CohortCode = "mean"
)

// A CohortFault is one reason why a cohort can't be scored.
type CohortFault struct {
	Code CohortCode
	// IDs are the people at fault, as they were given, in code point order of what
	// they are compared by.
	IDs []string
	// Group and Pool say where, if it is of a group or a pool.
	Group, Pool string
	// Message says what is wrong, without figures of a person.
	Message string
	// Err is the error behind it: a person's *FactsError or *EvalError, or one of
	// package grade. It may show facts.
	Err error
}

// String is the fault in one line.
func (f CohortFault) String() string {
	const most = 5
	var ids []string
	for i, id := range f.IDs {
		if i == most {
			ids = append(ids, fmt.Sprintf("and %d more", len(f.IDs)-most))
			break
		}
		ids = append(ids, strconv.Quote(shorten(id)))
	}
	text := f.Message
	if len(ids) > 0 {
		text = strings.Join(ids, ", ") + ": " + text
	}
	if f.Pool != "" {
		text = "pool " + f.Pool + ": " + text
	}
	if f.Group != "" {
		text = "group " + strconv.Quote(shorten(f.Group)) + ": " + text
	}
	return text
}

// tieMessage words a tie across a cut.
func tieMessage(t grade.Tie) string {
	return fmt.Sprintf("they tie where %s ends and %s begins, with room for %d in %s, and the scheme says ties fail", t.Better, t.Worse, t.Places, t.Better)
}

// withComputed adds to a failure the figures that were computed all the same.
func (p *Program) withComputed(err error, trace []refeval.Value) error {
	if e := (*EvalError)(nil); errors.As(err, &e) {
		p.eachFigure(func(f ir.Figure) {
			if !trace[f.Node].Failed() {
				e.Computed = append(e.Computed, p.figure(f, trace))
			}
		})
	}
	return err
}

// A CohortError lists everything that keeps a cohort from being scored.
type CohortError struct {
	Faults []CohortFault
}

// Error names ids and rules, not facts.
func (e *CohortError) Error() string { return joinFirst(e.Faults) }

// Unwrap gives the errors behind the faults.
func (e *CohortError) Unwrap() []error {
	var errs []error
	for i := range e.Faults {
		if e.Faults[i].Err != nil {
			errs = append(errs, e.Faults[i].Err)
		}
	}
	return errs
}

// reasonOf says why a person can't be scored, without any values.
func reasonOf(err error) string {
	if e := (*FactsError)(nil); errors.As(err, &e) {
		return e.Error()
	}
	e := (*EvalError)(nil)
	if !errors.As(err, &e) {
		return "could not be scored"
	}
	plain := make([]EvalFailure, len(e.Failures))
	for i, f := range e.Failures {
		plain[i].Message = f.Message // places and facts are in the error itself
	}
	return "could not be scored: " + joinFirst(plain)
}
