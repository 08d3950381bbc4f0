package grade

import (
	"fmt"
	"math/big"
)

// Decider says what gave a person the grade. Its text is stable.
type Decider string

// The deciders.
const (
	ByQuota Decider = "quota" // the rank and the quotas; in a capped distribution: moved down from the band
	ByBand  Decider = "band"  // the score alone: the group is below the minimum, or the band's quota had room
	ByGate  Decider = "gate"  // the gate
)

// Assigned is the grade of one person, and why.
type Assigned struct {
	Grade int // index in the grades, 0 the best
	By    Decider
	Rank  int // competition rank by score among those without a gate, from 1; 0 with a gate
	// Tied is how many people have this score, if a cut of the quotas falls between them, so that the rule for ties
	// has decided; else 0.
	Tied int
}

// GradeUse is what became of one grade.
type GradeUse struct {
	Grade  string
	Gated  int // people whom a gate put there
	Ranked int // people whom rank or band put there
	// Cut is where the quotas end the grade, counted from where the grade above it ends; Last is where it ends after
	// a tie there. So many of the people without a gate have this grade or a better one.
	Cut, Last int
	Tied      int      // how many people Cut would have parted; 0 if it falls between two scores
	Lowest    *big.Rat // the lowest score that rank or band put there; nil if none
	LowestID  string   // whose score that is; of equal ones the last by keys and id
}

// Assignment is the outcome of a distribution.
type Assignment struct {
	People []Assigned // in the order of the people
	Grades []GradeUse // best first
	Quotas []QuotaUse // in the order of the quotas: where Used is off Places, ties, gates or bands are the reason
	Small  bool       // there were fewer people than the minimum, so that the bands decided; no Quotas then
}

// A Tie is a cut between two grades that would part people with equal scores.
type Tie struct {
	Better, Worse string   // the grades above and below the cut
	Score         string   // shortest decimal, or p/q
	IDs           []string // all who have it, in code point order
	Places        int      // how many of them the better grade has room for
}

// TieError says which ties there are at the cuts of a distribution whose rule is TiesFail, from the top.
type TieError struct{ Ties []Tie }

// Error shows the first tie, with a few of the ids, but no score.
func (e *TieError) Error() string {
	if len(e.Ties) == 0 {
		return "grade: people tie"
	}
	more := ""
	if n := len(e.Ties) - 1; n > 0 {
		more = fmt.Sprintf("; %d more cuts part ties", n)
	}
	t := e.Ties[0]
	return fmt.Sprintf("grade: %s tie where %s ends and %s begins, with room for %d of %d in %s: state a rule for ties%s",
		listed(t.IDs), t.Better, t.Worse, t.Places, len(t.IDs), t.Better, more)
}

// Assign gives each person a grade. Those with a gate come first, and use places of their grade. Of the others
// nobody gets a better grade than someone with a higher score, and who has an equal score gets the same grade
// unless keys decide. The order of the people doesn't matter. Without people there is nothing to give.
//
// Where too many people have a gate for all quotas to be kept, a grade that has too many leaves less to the next
// one, or at the end to those above it. In a capped distribution and in a group below the minimum everyone
// without a gate must have a band; elsewhere bands are not looked at.
//
// The error is a *PersonError or a *TieError.
func (d *Distribution) Assign(people []Person) (*Assignment, error) {
	out := &Assignment{People: make([]Assigned, len(people)), Small: len(people) < d.o.Minimum}
	a := assigning{d: d, people: people, out: out}
	if err := a.readGrades(); err != nil {
		return nil, err
	}
	order, err := inOrder(people, true, d.o.Ties == TiesByKeys)
	if err != nil {
		return nil, err
	}
	a.order = order
	if a.out.Small || d.o.Capped {
		if err := a.checkBands(); err != nil {
			return nil, err
		}
	}
	a.layout = layout{cuts: a.banded, reach: a.banded, bound: a.banded}
	if !a.out.Small {
		if a.layout, err = d.layOut(len(people), a.gated, a.banded); err != nil {
			return nil, err
		}
	}
	if err := a.place(); err != nil {
		return nil, err
	}
	return a.out, nil
}

// assigning is the state of one Assign. The counts are from the best grade on, like cuts.
type assigning struct {
	d             *Distribution
	people        []Person
	order         []standing // without those with a gate
	band          []int      // the band of each person, -1 for none
	gated, banded []int
	layout        layout
	out           *Assignment
}

func (a *assigning) readGrades() error {
	if err := checkIDs(a.people); err != nil {
		return err
	}
	m := len(a.d.grades)
	index := make(map[string]int, m)
	a.out.Grades = make([]GradeUse, m)
	for i, name := range a.d.grades {
		index[name] = i
		a.out.Grades[i].Grade = name
	}
	a.gated, a.banded, a.band = make([]int, m+1), make([]int, m+1), make([]int, len(a.people))
	for i := range a.people {
		p := &a.people[i]
		for _, name := range []string{p.Band, p.Gate} {
			if _, ok := index[name]; name != "" && !ok {
				return &PersonError{Kind: PersonUnknown, Place: i, ID: p.ID, Grade: name}
			}
		}
		a.band[i] = -1
		switch {
		case p.Gate != "":
			g := index[p.Gate]
			a.gated[g+1]++
			a.out.Grades[g].Gated++
			a.out.People[i] = Assigned{Grade: g, By: ByGate}
		case p.Band != "":
			a.band[i] = index[p.Band]
			a.banded[a.band[i]+1]++
		}
	}
	for k := range m {
		a.gated[k+1] += a.gated[k]
		a.banded[k+1] += a.banded[k]
	}
	return nil
}

// checkBands refuses bands that a score can't give.
func (a *assigning) checkBands() error {
	for i, s := range a.order {
		p := &a.people[s.at]
		if p.Band == "" {
			return &PersonError{Kind: PersonNoBand, Place: s.at, ID: p.ID}
		}
		if i == 0 {
			continue
		}
		before := a.order[i-1]
		if a.band[before.at] > a.band[s.at] || a.band[before.at] != a.band[s.at] && before.score.cmp(s.score) == 0 {
			above := &a.people[before.at]
			return &PersonError{Kind: PersonBand, Place: before.at, ID: above.ID, Grade: above.Band, Other: p.ID}
		}
	}
	return nil
}

// place moves the cuts out of ties, each with all below it, and gives the people between two cuts their grade. No
// step depends on a later one, so a tie across several cuts needs no care of its own.
func (a *assigning) place() error {
	var ties []Tie
	parted := make([]int, len(a.order)) // how many people tie, of those whom a cut would part
	from := 0
	for g := range a.d.grades {
		use := &a.out.Grades[g]
		moved := from - a.layout.cuts[g]
		use.Cut = min(a.layout.reach[g+1]+moved, a.layout.bound[g+1])
		use.Last = use.Cut
		if lo, hi := a.tieAt(use.Cut); lo < hi {
			use.Tied = hi - lo
			for i := lo; i < hi && parted[i] == 0; i++ {
				parted[i] = hi - lo
			}
			switch a.d.o.Ties {
			case TiesUp:
				use.Last = hi
			case TiesDown:
				use.Last = lo
			case TiesFail:
				ties = append(ties, a.tie(g, lo, hi))
			}
		}
		a.fill(g, from, use.Last)
		from = use.Last
	}
	if ties != nil {
		return &TieError{Ties: ties}
	}
	a.finish(parted)
	return nil
}

// tieAt is the range of those who tie across a cut, empty if nobody does.
func (a *assigning) tieAt(cut int) (from, to int) {
	if cut <= 0 || cut >= len(a.order) || a.order[cut-1].score.cmp(a.order[cut].score) != 0 {
		return 0, 0
	}
	return tieAround(a.order, cut)
}

func (a *assigning) tie(g, from, to int) Tie {
	t := Tie{
		Better: a.d.grades[g], Worse: a.d.grades[g+1],
		Score: ratText(a.order[from].score.rat), Places: a.out.Grades[g].Cut - from,
	}
	for _, s := range a.order[from:to] {
		t.IDs = append(t.IDs, a.people[s.at].ID)
	}
	return t
}

// fill gives grade g to those from one cut to the next.
func (a *assigning) fill(g, from, to int) {
	for i := from; i < to; i++ {
		at := a.order[i].at
		by := ByQuota
		if a.out.Small || a.d.o.Capped && a.band[at] == g {
			by = ByBand
		}
		a.out.People[at] = Assigned{Grade: g, By: by}
	}
	if from < to {
		last := a.order[to-1]
		use := &a.out.Grades[g]
		use.Ranked, use.Lowest, use.LowestID = to-from, new(big.Rat).Set(last.score.rat), a.people[last.at].ID
	}
}

// finish fills in what is known only when all have their grade.
func (a *assigning) finish(parted []int) {
	rank := 0
	for i, s := range a.order {
		if i == 0 || a.order[i-1].score.cmp(s.score) != 0 {
			rank = i + 1
		}
		a.out.People[s.at].Rank = rank
		a.out.People[s.at].Tied = parted[i]
	}
	if a.out.Small {
		return
	}
	all := make([]int, len(a.gated))
	for g, use := range a.out.Grades {
		all[g+1] = use.Last + a.gated[g+1]
	}
	a.out.Quotas = a.d.uses(len(a.people), a.layout.quotas, all)
}
