package score

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// A Person is one of a cohort.
type Person struct {
	// ID is anybody's own. Ids are compared without the spaces around them and in
	// Unicode form NFC; in that form they decide, in the order of their code
	// points, where nothing else does.
	ID    string
	Facts Facts
}

// A Cohort is people who are to be scored together. It is built up person by
// person, or from parts that other machines have built up. It keeps the facts of
// each in few bytes, and none of the caller's values. It is not safe for
// concurrent use.
type Cohort struct {
	p       *Program
	people  []entry
	workers int
}

// An entry is a person of whom the facts were read, or could not be.
type entry struct {
	// id is what the caller gave, key what ids are compared by.
	id, key string
	facts   string // packed
	err     *FactsError
}

const (
	// maxID bounds an id, in bytes.
	maxID = 1 << 10
	// batch is how many people a worker takes at a time.
	batch = 256
)

// NewCohort is a cohort of nobody. Of a scheme without a distribution, pools
// and rank everybody is scored alone all the same.
func (p *Program) NewCohort(opts ...ScorerOption) *Cohort {
	return &Cohort{p: p, workers: workersOf(opts)}
}

// ScoreCohort scores people together: each one's own figures, then ranks and
// grades, then shares and payouts. Neither the order of the people nor the
// number of processors makes a difference to anybody's figures. The error is a
// *CohortError, which names everybody at fault, or the context's.
//
// The facts of each person are read before the next one is asked for: they may be
// one map that is filled anew.
func (p *Program) ScoreCohort(ctx context.Context, people iter.Seq[Person], opts ...ScorerOption) (*CohortResult, error) {
	if ctx == nil {
		ctx = context.Background()
	}
	c := p.NewCohort(opts...)
	if err := c.addAll(ctx, people); err != nil {
		return nil, err
	}
	return c.Close(ctx)
}

// Add takes a person into the cohort. Facts that don't fit the scheme are that
// person's failure, of which Close tells; the error is only of a cohort that has
// no program or no room.
func (c *Cohort) Add(person Person) error {
	if err := c.room(1); err != nil {
		return err
	}
	c.people = append(c.people, c.entry(person))
	return nil
}

// Merge takes everybody of another cohort into this one, behind those who are
// there. Both must be of one scheme, with the same values of the params.
func (c *Cohort) Merge(other *Cohort) error {
	if !c.made() || !other.made() {
		return errNilCohort
	}
	if c == other {
		return errors.New("score: a cohort can't be merged with itself")
	}
	if c.p.identity() != other.p.identity() {
		return errors.New("score: the cohorts are of different schemes, or of different values of the params")
	}
	if err := c.room(len(other.people)); err != nil {
		return err
	}
	c.people = append(c.people, other.people...)
	return nil
}

// Len is the number of people.
func (c *Cohort) Len() int {
	if c == nil {
		return 0
	}
	return len(c.people)
}

var errNilCohort = errors.New("score: the Cohort was not made by NewCohort of a compiled Program")

func (c *Cohort) made() bool { return c != nil && c.p.made() }

func (c *Cohort) room(n int) error {
	if !c.made() {
		return errNilCohort
	}
	if most := c.p.limits.People; n > most-len(c.people) {
		return fmt.Errorf("score: a cohort has at most %d people; Limits.People says so", most)
	}
	return nil
}

// entry reads a person's facts.
func (c *Cohort) entry(person Person) entry {
	e := entry{id: strings.Clone(person.ID)}
	if e.key = strings.TrimSpace(e.id); !norm.NFC.IsNormalString(e.key) {
		e.key = norm.NFC.String(e.key)
	}
	values, err := c.p.readFacts(person.Facts)
	if err != nil {
		errors.As(err, &e.err)
		return e
	}
	e.facts = string(packFacts(nil, values))
	return e
}

// addAll adds people. The facts of each are read before the next one is asked
// for, so that whoever reads a file may use one map for all.
func (c *Cohort) addAll(ctx context.Context, people iter.Seq[Person]) error {
	if !c.made() {
		return errNilCohort
	}
	if people == nil {
		return nil
	}
	for person := range people {
		if err := c.Add(person); err != nil {
			return err
		}
		if len(c.people)%batch == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// identity tells programs apart that may give different figures.
func (p *Program) identity() string {
	text := p.fingerprint
	for i := range p.ir.Params {
		text += "\n" + p.bound.Fixed[p.ir.Params[i].Node].Value.String()
	}
	return text
}

// idFault says what is wrong with an id, "" if nothing is.
func (e *entry) idFault() string {
	switch {
	case e.key == "":
		return "is blank"
	case !utf8.ValidString(e.key):
		return "is not valid UTF-8"
	case len(e.key) > maxID:
		return fmt.Sprintf("is longer than %d bytes", maxID)
	}
	return ""
}

// unpack gives the facts, which were packed here or checked when they came.
func (e *entry) unpack(values []ir.Value) []ir.Value {
	if err := unpackFacts(e.facts, values); err != nil {
		panic(err) // a fault of this package
	}
	return values
}
