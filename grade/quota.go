package grade

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Limit says how a quota binds. The zero value is Exact.
type Limit int

// The limits, and how each becomes a whole number of n people. Exact quotas, with the rest that they leave
// as one more part, are rounded together by largest remainder: each comes out less than one place away from
// n × Share, and all together n. AtMost rounds down and AtLeast up.
//
// For some n that doesn't go together: of 3 people in two grades, each at most 50%, one would have no place. Then
// AtMost rounds up and AtLeast down. Should even that not do, which takes several exact quotas and a limit on
// them together, an exact quota may be either whole number next to n × Share. So every quota that some shares
// can keep is kept by any number of people, to less than one place.
const (
	Exact Limit = iota
	AtMost
	AtLeast
)

// String is "exact", "at most" or "at least".
func (l Limit) String() string {
	switch l {
	case Exact:
		return "exact"
	case AtMost:
		return "at most"
	case AtLeast:
		return "at least"
	}
	return fmt.Sprintf("limit %d", int(l))
}

// Quota is what share of the people a grade gets, or a group of grades together.
type Quota struct {
	Grades []string // one grade, or several that stand side by side, in any order
	Limit  Limit
	Share  *big.Rat // of all people, from 0 to 1: 1/10 for 10%
}

// String is `C + D at least 5%`; an exact quota is `A 10%`.
func (q Quota) String() string {
	limit := " "
	if q.Limit != Exact {
		limit = " " + q.Limit.String() + " "
	}
	return strings.Join(q.Grades, " + ") + limit + percentText(q.Share)
}

func percentText(share *big.Rat) string {
	if share == nil {
		return "nothing"
	}
	return ratText(new(big.Rat).Mul(share, big.NewRat(100, 1))) + "%"
}

// QuotaFault says what is wrong with grades and quotas. Its text is stable.
type QuotaFault string

// The kinds of faults, with the fields of a QuotaError that each fills beside Kind.
const (
	QuotaNoGrades    QuotaFault = "no grades"     // there is no grade to give
	QuotaTooMany     QuotaFault = "too many"      // more than 256 grades or 1024 quotas, or a common denominator beyond 4096 bits: Value
	QuotaNoName      QuotaFault = "no name"       // a grade's name is blank: Value, its number from 1
	QuotaSameName    QuotaFault = "same name"     // two grades have one name: Grade
	QuotaRule        QuotaFault = "rule"          // no such Limit or Ties, or a negative number of people: Value
	QuotaEmpty       QuotaFault = "empty"         // a quota names no grade: Rows
	QuotaUnknown     QuotaFault = "unknown"       // a quota names something else than a grade: Rows, Grade
	QuotaRepeated    QuotaFault = "repeated"      // a quota names a grade twice: Rows, Grade
	QuotaGap         QuotaFault = "gap"           // the grades of a group don't stand side by side: Rows, Grade between
	QuotaShare       QuotaFault = "share"         // a share is missing, below 0 or above 1: Rows
	QuotaTwice       QuotaFault = "twice"         // a grade has two exact quotas: Rows, Grade
	QuotaSum         QuotaFault = "sum"           // exact quotas of all grades make less, or of any more, than 100%: Rows, Value
	QuotaRaises      QuotaFault = "raises"        // capped: at least P would have to raise people: Rows
	QuotaContradicts QuotaFault = "contradiction" // no shares at all keep these quotas: Rows
)

// QuotaError says why grades and quotas can't be used together.
type QuotaError struct {
	Kind   QuotaFault
	Rows   []int    // the quotas at fault, counted from 0, in order
	Quotas []string // the same quotas as text
	Grade  string
	Value  string
}

// Error names the quotas at fault.
func (e *QuotaError) Error() string { return "grade: " + e.text() }

func (e *QuotaError) text() string {
	rows := listed(e.Quotas)
	switch e.Kind {
	case QuotaNoGrades:
		return "a distribution needs at least one grade"
	case QuotaTooMany:
		return "too many or too long: " + e.Value
	case QuotaNoName:
		return fmt.Sprintf("grade %s has no name", e.Value)
	case QuotaSameName:
		return fmt.Sprintf("two grades have the name %s", e.Grade)
	case QuotaRule:
		return "there is no " + e.Value
	case QuotaEmpty:
		return fmt.Sprintf("quota %d names no grade", e.Rows[0]+1)
	case QuotaUnknown:
		return fmt.Sprintf("%s is no grade, but has the quota %s", e.Grade, rows)
	case QuotaRepeated:
		return fmt.Sprintf("the quota %s names %s twice", rows, e.Grade)
	case QuotaGap:
		return fmt.Sprintf("the grades of %s must stand side by side, but %s lies between", rows, e.Grade)
	case QuotaShare:
		return fmt.Sprintf("the share of %s must be from 0%% to 100%%", rows)
	case QuotaTwice:
		return fmt.Sprintf("%s has more than one exact quota: %s", e.Grade, rows)
	case QuotaSum:
		return fmt.Sprintf("the quotas add up to %s, not to 100%%: %s", e.Value, rows)
	case QuotaRaises:
		return fmt.Sprintf("%s: people only move down from their bands, so at least must take in the last grade", rows)
	case QuotaContradicts:
		return fmt.Sprintf("the quotas contradict each other: %s", rows)
	}
	return string(e.Kind)
}

// row is a quota with its grades as a range: those from first to last.
type row struct {
	first, last int
	limit       Limit
	share       *big.Rat
}

// of is the share of some people.
func (r row) of(people *big.Int) *big.Rat {
	share := new(big.Rat).SetInt(people)
	return share.Mul(share, r.share)
}

// readRows reads the quotas, each by itself. The shares are copied.
func (d *Distribution) readRows(quotas []Quota) error {
	index := make(map[string]int, len(d.grades))
	for i, name := range d.grades {
		index[name] = i
	}
	for i, q := range quotas {
		if fault, name := q.fault(index, d.grades); fault != "" {
			return &QuotaError{Kind: fault, Rows: []int{i}, Quotas: []string{q.String()}, Grade: name}
		}
		if q.Limit < Exact || q.Limit > AtLeast {
			return &QuotaError{Kind: QuotaRule, Value: q.Limit.String()}
		}
		r := row{first: len(d.grades), limit: q.Limit, share: new(big.Rat).Set(q.Share)}
		for _, name := range q.Grades {
			r.first, r.last = min(r.first, index[name]), max(r.last, index[name])
		}
		d.rows = append(d.rows, r)
		d.texts = append(d.texts, q.String())
	}
	return nil
}

// fault says what is wrong with one quota, and with which of its grades; "" if nothing is.
func (q Quota) fault(index map[string]int, grades []string) (QuotaFault, string) {
	if len(q.Grades) == 0 {
		return QuotaEmpty, ""
	}
	var places []int
	for i, name := range q.Grades {
		if slices.Contains(q.Grades[:i], name) {
			return QuotaRepeated, name
		}
		at, ok := index[name]
		if !ok {
			return QuotaUnknown, name
		}
		places = append(places, at)
	}
	slices.Sort(places)
	for i, at := range places {
		if at != places[0]+i {
			return QuotaGap, grades[places[0]+i]
		}
	}
	if q.Share == nil || q.Share.Sign() < 0 || q.Share.Cmp(big.NewRat(1, 1)) > 0 {
		return QuotaShare, ""
	}
	return "", ""
}

func (d *Distribution) fault(kind QuotaFault, rows ...int) *QuotaError {
	slices.Sort(rows)
	e := &QuotaError{Kind: kind, Rows: slices.Compact(rows)}
	for _, i := range e.Rows {
		e.Quotas = append(e.Quotas, d.texts[i])
	}
	return e
}
