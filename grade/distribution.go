package grade

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Ties says what becomes of people with equal scores where a cut between two grades would part them. The
// zero value is TiesFail: nobody has said what to do.
type Ties int

// The tie rules. TiesUp and TiesDown move the cut to an end of the tie, and the next grade's places count from
// there. Of ten people with quotas of 10, 30, 50 and 10%, three who tie at the top make it 3, 3, 4 and 0 people
// with TiesUp, and 0, 3, 5 and 2 with TiesDown. So a tie at the top is felt at the bottom: the last grade takes
// whoever is left, be it nobody, or more than its quota, or someone although it has no places at all.
//
// From the best grade on, each cut is looked at once, where it then is. After TiesUp none can fall into the same
// tie again. After TiesDown the next one can: then all who tie move down once more, until a grade has places for
// all of them, or is the last.
//
// All that quotas say of the cuts below a moved one moves with it, as far as there are people; so do limits of
// groups that begin above. Hence TiesUp can leave lower grades with fewer people than an AtLeast wants, and groups
// with more than an AtMost lets them have: QuotaUse tells, by Used against Places. What isn't for quotas to say
// doesn't move: nobody gets a better grade than his band if Capped, and a grade that is held back by no quota
// takes all who are left.
const (
	TiesFail   Ties = iota // Assign fails with a *TieError
	TiesUp                 // all who tie take the better grade, and the next cut counts from there
	TiesDown               // all who tie take the worse grade, and the next cut counts from there
	TiesByKeys             // further keys decide, higher first, and then the ids, in code point order
)

// String is "fail", "up", "down" or "by keys".
func (t Ties) String() string {
	switch t {
	case TiesFail:
		return "fail"
	case TiesUp:
		return "up"
	case TiesDown:
		return "down"
	case TiesByKeys:
		return "by keys"
	}
	return fmt.Sprintf("tie rule %d", int(t))
}

// DistributionOptions are the rules of a distribution beside its quotas. With the zero value ranks decide, a
// tie across a cut is an error, and a group may be of any size.
type DistributionOptions struct {
	// Capped lets the bands decide, and makes quotas mere limits: what overflows a grade moves down. An exact
	// quota then is a limit of as many places. The last grade takes whatever comes, as nothing lies below it, and
	// at least, which moves people down until there are enough, can only be said of a group with the last grade.
	Capped  bool
	Ties    Ties
	Minimum int // of people, those with a gate included; smaller groups keep their bands
}

// Distribution gives grades by quotas: forced distribution (强制分布). It is immutable and safe for concurrent use.
type Distribution struct {
	grades []string
	rows   []row
	texts  []string // the rows for messages
	o      DistributionOptions
}

// NewDistribution checks the grades, best first, and their quotas, which are copied. Grades without a quota
// are limited by the others' quotas alone. The error is a *QuotaError: of a faulty row, of exact quotas that
// don't make 100%, or of quotas that no shares at all could keep.
func NewDistribution(grades []string, quotas []Quota, o DistributionOptions) (*Distribution, error) {
	const mostGrades, mostQuotas = 256, 1024
	switch {
	case len(grades) == 0:
		return nil, &QuotaError{Kind: QuotaNoGrades}
	case len(grades) > mostGrades:
		return nil, &QuotaError{Kind: QuotaTooMany, Value: fmt.Sprintf("%d grades, of %d at most", len(grades), mostGrades)}
	case len(quotas) > mostQuotas:
		return nil, &QuotaError{Kind: QuotaTooMany, Value: fmt.Sprintf("%d quotas, of %d at most", len(quotas), mostQuotas)}
	case o.Ties < TiesFail || o.Ties > TiesByKeys:
		return nil, &QuotaError{Kind: QuotaRule, Value: o.Ties.String()}
	}
	d := &Distribution{grades: slices.Clone(grades), o: o}
	for i, name := range grades {
		if strings.TrimSpace(name) == "" {
			return nil, &QuotaError{Kind: QuotaNoName, Value: strconv.Itoa(i + 1)}
		}
		if slices.Contains(grades[:i], name) {
			return nil, &QuotaError{Kind: QuotaSameName, Grade: name}
		}
	}
	if err := d.readRows(quotas); err != nil {
		return nil, err
	}
	if err := d.checkSum(); err != nil {
		return nil, err
	}
	if err := d.checkTogether(); err != nil {
		return nil, err
	}
	return d, nil
}

// checkSum looks at the exact rows together.
func (d *Distribution) checkSum() error {
	exact := make([]int, len(d.grades)) // the row of each grade, from 1
	sum := new(big.Rat)
	var rows []int
	for i, r := range d.rows {
		if r.limit != Exact {
			if r.limit == AtLeast && d.o.Capped && r.last < len(d.grades)-1 {
				return d.fault(QuotaRaises, i)
			}
			continue
		}
		for g := r.first; g <= r.last; g++ {
			if exact[g] > 0 {
				e := d.fault(QuotaTwice, exact[g]-1, i)
				e.Grade = d.grades[g]
				return e
			}
			exact[g] = i + 1
		}
		rows = append(rows, i)
		sum.Add(sum, r.share)
	}
	c := sum.Cmp(big.NewRat(1, 1))
	if c > 0 || c < 0 && !slices.Contains(exact, 0) {
		e := d.fault(QuotaSum, rows...)
		e.Value = percentText(sum)
		return e
	}
	return nil
}

// checkTogether asks whether any shares keep all quotas. For as many people as the common denominator of the
// shares nothing is rounded, so that whole numbers answer for shares.
func (d *Distribution) checkTogether() error {
	const mostBits = 4096
	people := big.NewInt(1)
	for _, r := range d.rows {
		if commonMultiple(people, r.share.Denom()); people.BitLen() > mostBits {
			long := fmt.Sprintf("the common denominator of the shares has more than %d bits", mostBits)
			return &QuotaError{Kind: QuotaTooMany, Value: long}
		}
	}
	if _, cycle := furthest(len(d.grades), d.links(people, d.round(people, strict), make([]int, len(d.grades)+1))); cycle != nil {
		return d.fault(QuotaContradicts, cycle...)
	}
	return nil
}

// commonMultiple sets m to the least common multiple of m and n, both positive.
func commonMultiple(m, n *big.Int) {
	if n.IsInt64() && n.Int64() == 1 {
		return
	}
	rest := new(big.Int).Rem(m, n)
	if rest.Sign() == 0 {
		return
	}
	rest.GCD(nil, nil, rest, n)
	m.Mul(m, rest.Quo(n, rest))
}

// Grades returns a copy of the names, best first.
func (d *Distribution) Grades() []string { return slices.Clone(d.grades) }

// Options returns the rules beside the quotas.
func (d *Distribution) Options() DistributionOptions { return d.o }
