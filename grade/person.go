package grade

import (
	"cmp"
	"fmt"
	"math/big"
	"math/bits"
	"slices"
	"sort"
	"strings"
)

// Person is one of a cohort. The numbers are only read; a decimal's are its method Rat.
type Person struct {
	ID    string   // not blank, and nobody else's
	Score *big.Rat // higher is better; may be nil for someone with a Gate, who isn't ranked
	Keys  []*big.Rat
	Band  string // the grade that the score alone gives; "" where no bands are needed
	Gate  string // the grade that a gate has fixed; "" for none
}

// PersonFault says what is wrong with a person. Its text is stable.
type PersonFault string

// The kinds of faults, with the fields of a PersonError that each fills beside Kind.
const (
	PersonNoID    PersonFault = "no id"     // the id is blank: Place
	PersonSameID  PersonFault = "same id"   // two people have one id: ID
	PersonNoScore PersonFault = "no score"  // the score is nil: ID
	PersonKeys    PersonFault = "keys"      // a key is nil, or people have different numbers of keys: ID
	PersonUnknown PersonFault = "unknown"   // Band or Gate is no grade of the distribution: ID, Grade
	PersonNoBand  PersonFault = "no band"   // the band decides, but isn't given: ID
	PersonBand    PersonFault = "odd bands" // a higher score has a worse band, or an equal one another: ID, Grade, Other
)

// PersonError says that a person can't be ranked or graded.
type PersonError struct {
	Kind  PersonFault
	Place int // among the people given, from 0
	ID    string
	Grade string
	Other string // id of the person with the lower or equal score
}

// Error names the person.
func (e *PersonError) Error() string {
	switch e.Kind {
	case PersonNoID:
		return fmt.Sprintf("grade: person %d has no id", e.Place+1)
	case PersonSameID:
		return fmt.Sprintf("grade: two people have the id %q", e.ID)
	case PersonNoScore:
		return fmt.Sprintf("grade: %q has no score", e.ID)
	case PersonKeys:
		return fmt.Sprintf("grade: %q has other keys for ties than the first person, or one is missing", e.ID)
	case PersonUnknown:
		return fmt.Sprintf("grade: %q has the grade %q, which the distribution doesn't know", e.ID, e.Grade)
	case PersonNoBand:
		return fmt.Sprintf("grade: the band decides on %q, but isn't given", e.ID)
	case PersonBand:
		return fmt.Sprintf("grade: the bands contradict the scores: %q has %s, but a score like %q or higher, whose band is another",
			e.ID, e.Grade, e.Other)
	}
	return "grade: " + string(e.Kind)
}

// checkIDs refuses blank ids, and the second of two same ones.
func checkIDs(people []Person) error {
	seen := make(map[string]struct{}, len(people))
	for i := range people {
		id := people[i].ID
		if strings.TrimSpace(id) == "" {
			return &PersonError{Kind: PersonNoID, Place: i}
		}
		if seen[id] = struct{}{}; len(seen) == i {
			return &PersonError{Kind: PersonSameID, Place: i, ID: id}
		}
	}
	return nil
}

// figure is a number that compares without allocating where it is of machine size.
type figure struct {
	num, den int64    // den is 0 where they don't fit
	rat      *big.Rat // may be nil where they do
}

func figureOf(r *big.Rat) figure {
	f := figure{rat: r}
	if r.Num().IsInt64() {
		if r.IsInt() { // Denom would allocate its 1
			f.num, f.den = r.Num().Int64(), 1
		} else if r.Denom().IsInt64() {
			f.num, f.den = r.Num().Int64(), r.Denom().Int64()
		}
	}
	return f
}

func (a figure) cmp(b figure) int {
	switch {
	case a.den == 0 || b.den == 0:
		return a.big().Cmp(b.big())
	case a.den == b.den:
		return cmp.Compare(a.num, b.num)
	case a.num < 0 != (b.num < 0):
		return cmp.Compare(a.num, b.num)
	}
	ahi, alo := bits.Mul64(absolute(a.num), uint64(b.den))
	bhi, blo := bits.Mul64(absolute(b.num), uint64(a.den))
	c := cmp.Compare(ahi, bhi)
	if c == 0 {
		c = cmp.Compare(alo, blo)
	}
	if a.num < 0 {
		return -c
	}
	return c
}

func (a figure) big() *big.Rat {
	if a.rat == nil {
		return big.NewRat(a.num, a.den)
	}
	return a.rat
}

func absolute(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// standing is a person in the order of the scores.
type standing struct {
	score figure
	at    int // among the people given
}

// inOrder sorts the people by score, then by keys if they count, higher first, then by id. With the second argument
// those with a gate are left out.
func inOrder(people []Person, ungated, byKeys bool) ([]standing, error) {
	all := make([]standing, 0, len(people))
	for i := range people {
		p := &people[i]
		if ungated && p.Gate != "" {
			continue
		}
		if p.Score == nil {
			return nil, &PersonError{Kind: PersonNoScore, Place: i, ID: p.ID}
		}
		all = append(all, standing{figureOf(p.Score), i})
		if byKeys && (len(p.Keys) != len(people[all[0].at].Keys) || slices.Contains(p.Keys, nil)) {
			return nil, &PersonError{Kind: PersonKeys, Place: i, ID: p.ID}
		}
	}
	slices.SortFunc(all, func(a, b standing) int {
		if c := b.score.cmp(a.score); c != 0 {
			return c
		}
		p, q := &people[a.at], &people[b.at]
		if byKeys {
			for k := range p.Keys {
				if c := compare(q.Keys[k], p.Keys[k]); c != 0 {
					return c
				}
			}
		}
		return strings.Compare(p.ID, q.ID)
	})
	return all, nil
}

// tieAround is the range of those who have the score of the person at i.
func tieAround(order []standing, i int) (from, to int) {
	score := order[i].score
	from = sort.Search(i, func(k int) bool { return order[k].score.cmp(score) == 0 })
	to = i + sort.Search(len(order)-i, func(k int) bool { return order[i+k].score.cmp(score) != 0 })
	return from, to
}
