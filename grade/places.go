package grade

import (
	"math/big"
	"slices"
)

// Places are quotas as whole numbers of people.
type Places struct {
	// Grades has the people per grade, best first, if nothing but the quotas decides: together all people. Where
	// they leave room, the better grades are filled first, each as far as the quotas let it. In a capped
	// distribution these are the most that there can be: with everyone in the best band.
	Grades []int
	Quotas []QuotaUse // in the order of the quotas; Used is what Grades make
}

// QuotaUse is what a quota came to for some people.
type QuotaUse struct {
	Quota  string   // as text: C + D at least 5%
	Share  *big.Rat // of the people before rounding: 0.7 for 10% of 7
	Places int      // rounded: the number that is exact, the most, or the least
	Used   int      // how many people there are
}

// Places says how many people each grade gets of n, before gates and ties. The error is a *QuotaError, for n < 0.
// It doesn't look at the minimum size.
func (d *Distribution) Places(n int) (*Places, error) {
	m := len(d.grades)
	if n < 0 {
		return nil, &QuotaError{Kind: QuotaRule, Value: "group of fewer than 0 people"}
	}
	inBest := make([]int, m+1)
	for k := range m {
		inBest[k+1] = n
	}
	l, err := d.layOut(n, make([]int, m+1), inBest)
	if err != nil {
		return nil, err
	}
	p := &Places{Grades: make([]int, m), Quotas: d.uses(n, l.quotas, l.cuts)}
	for g := range p.Grades {
		p.Grades[g] = l.cuts[g+1] - l.cuts[g]
	}
	return p, nil
}

// uses tells how the quotas fare if cuts[k] people have one of the k best grades.
func (d *Distribution) uses(n int, quotas rounded, cuts []int) []QuotaUse {
	people := big.NewInt(int64(n))
	all := make([]QuotaUse, len(d.rows))
	for i, r := range d.rows {
		all[i] = QuotaUse{
			Quota: d.texts[i], Share: r.of(people),
			Places: int(quotas.places[i].Int64()), Used: cuts[r.last+1] - cuts[r.first],
		}
	}
	return all
}

// A strictness says how far rounding may give way to make the quotas of some people go together.
type strictness int

const (
	strict strictness = iota
	loose             // at most rounds up, and at least down
	either            // and exact may be either of the two whole numbers around its share
)

// rounded are the quotas as places: row i gets no less than lo[i] people and no more than hi[i]; nil is no limit.
type rounded struct{ places, lo, hi []*big.Int }

func (d *Distribution) round(people *big.Int, s strictness) rounded {
	n := len(d.rows)
	r := rounded{make([]*big.Int, n), make([]*big.Int, n), make([]*big.Int, n)}
	exact := d.apportion(people)
	for i, row := range d.rows {
		share := row.of(people)
		down, up := floorOf(share), ceilingOf(share)
		switch {
		case row.limit == Exact && s == either:
			r.places[i], r.lo[i], r.hi[i] = exact[i], down, up
		case row.limit == Exact:
			r.places[i], r.lo[i], r.hi[i] = exact[i], exact[i], exact[i]
		case row.limit == AtMost && s == strict, row.limit == AtLeast && s != strict:
			r.places[i] = down
		default:
			r.places[i] = up
		}
		switch row.limit {
		case AtMost:
			r.hi[i] = r.places[i]
		case AtLeast:
			r.lo[i] = r.places[i]
		}
		if d.o.Capped && row.limit == Exact {
			r.lo[i] = nil
		}
	}
	return r
}

// apportion rounds the exact rows. They are a partition of the people with the part for the grades that have none,
// which stands last.
func (d *Distribution) apportion(people *big.Int) []*big.Int {
	var exact []int
	for i, r := range d.rows {
		if r.limit == Exact {
			exact = append(exact, i)
		}
	}
	slices.SortFunc(exact, func(i, j int) int { return d.rows[i].first - d.rows[j].first })
	rest := new(big.Rat).SetInt(people)
	parts := make([]*big.Rat, len(exact), len(exact)+1)
	for k, i := range exact {
		parts[k] = d.rows[i].of(people)
		rest.Sub(rest, parts[k])
	}
	places := make([]*big.Int, len(d.rows))
	for k, n := range largestRemainder(append(parts, rest))[:len(exact)] {
		places[exact[k]] = n
	}
	return places
}

func ceilingOf(r *big.Rat) *big.Int {
	n := floorOf(r)
	if !r.IsInt() {
		n.Add(n, big.NewInt(1))
	}
	return n
}

// largestRemainder rounds parts whose sum is whole without changing the sum: all down at first, and what is
// left goes, one each, to those with the largest remainders, of equal ones to the earlier part.
func largestRemainder(parts []*big.Rat) []*big.Int {
	whole := make([]*big.Int, len(parts))
	remainders := make([]*big.Rat, len(parts))
	order := make([]int, len(parts))
	left := new(big.Rat)
	for i, part := range parts {
		whole[i] = floorOf(part)
		remainders[i] = new(big.Rat).SetInt(whole[i])
		remainders[i].Sub(part, remainders[i])
		left.Add(left, remainders[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return remainders[j].Cmp(remainders[i]) })
	for _, i := range order[:left.Num().Int64()] {
		whole[i].Add(whole[i], big.NewInt(1))
	}
	return whole
}

// A link says that cut to may be at most by above cut from; by may be negative. Cut k is how many people have
// one of the k best grades, so every quota of grades side by side is a difference of two cuts.
type link struct {
	from, to int
	by       *big.Int
	row      int // whose it is; -1: no quota's
}

// links are the conditions on the cuts of some people whose grades are to be found by rank. gated counts the
// others, from the best grade on, as cuts do: each uses a place of every quota of his grade.
func (d *Distribution) links(people *big.Int, quotas rounded, gated []int) []link {
	m := len(d.grades)
	all := []link{{0, m, people, -1}, {m, 0, new(big.Int).Neg(people), -1}}
	for k := range m {
		all = append(all, link{k + 1, k, new(big.Int), -1})
	}
	for i, r := range d.rows {
		used := big.NewInt(int64(gated[r.last+1] - gated[r.first]))
		if hi := quotas.hi[i]; hi != nil {
			all = append(all, link{r.first, r.last + 1, difference(hi, used), i})
		}
		if lo := quotas.lo[i]; lo != nil {
			need := difference(lo, used)
			if need.Cmp(people) > 0 {
				need.Set(people)
			}
			all = append(all, link{r.last + 1, r.first, need.Neg(need), i})
		}
	}
	return all
}

// difference is a − b, but not below 0.
func difference(a, b *big.Int) *big.Int {
	d := new(big.Int).Sub(a, b)
	if d.Sign() < 0 {
		d.SetInt64(0)
	}
	return d
}

// furthest finds the highest cuts that the links allow: all at once, for the higher of two solutions, cut by
// cut, is a solution too. That is a shortest path (Bellman and Ford), and whole if the links are. A cycle
// shorter than nothing is a contradiction: then the result is the rows whose links make it.
func furthest(m int, links []link) (cuts []*big.Int, rows []int) {
	cuts = make([]*big.Int, m+1)
	cuts[0] = new(big.Int)
	via := make([]int, m+1)
	sum := new(big.Int)
	last := 0
	for range m + 2 {
		changed := false
		for i, l := range links {
			if cuts[l.from] == nil {
				continue
			}
			if sum.Add(cuts[l.from], l.by); cuts[l.to] == nil || sum.Cmp(cuts[l.to]) < 0 {
				cuts[l.to], via[l.to] = new(big.Int).Set(sum), i
				changed, last = true, l.to
			}
		}
		if !changed {
			return cuts, nil
		}
	}
	for range m + 1 { // back far enough to be on the cycle
		last = links[via[last]].from
	}
	for at := last; ; {
		l := links[via[at]]
		if l.row >= 0 {
			rows = append(rows, l.row)
		}
		if at = l.from; at == last {
			return nil, rows
		}
	}
}

// plan finds the strictest rounding of the quotas for n people that goes together, and the highest cuts that it
// allows. In a capped distribution everything goes, for nobody need have a better grade than the last.
func (d *Distribution) plan(n int) (rounded, []int, error) {
	people := big.NewInt(int64(n))
	for s := strict; ; s++ {
		quotas := d.round(people, s)
		high, rows := furthest(len(d.grades), d.links(people, quotas, make([]int, len(d.grades)+1)))
		switch {
		case high != nil:
			return quotas, wholeNumbers(high), nil
		case d.o.Capped:
			return quotas, nil, nil
		case s == either: // impossible: some shares keep the quotas, and so do some whole numbers around them
			return rounded{}, nil, d.fault(QuotaContradicts, rows...)
		}
	}
}

// A layout says how many of the people without a gate have one of the k best grades, for each k: cuts before ties.
// Cut k is as high as the quotas let it be, reach, and bands and the number of people, bound. If a tie moves the cut
// above, reach moves with it, but bound doesn't.
type layout struct {
	cuts, reach, bound []int
	quotas             rounded
}

// layOut finds the layout of n people. gated and banded count, like cuts from the best grade on, those with a gate
// and where bands put the others.
func (d *Distribution) layOut(n int, gated, banded []int) (layout, error) {
	m := len(d.grades)
	quotas, planned, err := d.plan(n)
	if err != nil {
		return layout{}, err
	}
	ranked := n - gated[m]
	l := layout{bound: slices.Repeat([]int{ranked}, m+1), quotas: quotas}
	links := d.links(big.NewInt(int64(ranked)), quotas, gated)
	if d.o.Capped {
		l.bound = banded
		links = slices.DeleteFunc(links, func(k link) bool { return k.row >= 0 && k.to == m })
		for k := 1; k < m; k++ {
			links = append(links, link{0, k, big.NewInt(int64(banded[k])), -1})
		}
	}
	if high, _ := furthest(m, links); high != nil {
		l.cuts = wholeNumbers(high)
		l.reach = reaches(n, l.cuts, links)
		return l, nil
	}

	// More people have a gate than there are places, so the quotas can't all be kept. The cuts stay where they are for
	// all people: what is too much in a grade is missing in the next one, or at the end in those above.
	l.cuts = make([]int, m+1)
	l.reach = reaches(n, planned, d.links(big.NewInt(int64(n)), quotas, make([]int, m+1)))
	for k := 1; k <= m; k++ {
		l.reach[k] = max(l.reach[k]-gated[k], l.cuts[k-1])
		l.cuts[k] = min(l.reach[k], ranked)
	}
	return l, nil
}

// reaches finds how high the quotas let each cut be, given the cuts above it: not lower than it is, as cuts are the
// highest of n people. 2n stands for no limit: even when moved by n people it is beyond them all.
func reaches(n int, cuts []int, links []link) []int {
	reach := slices.Repeat([]int{2 * n}, len(cuts))
	for _, l := range links {
		if l.row < 0 || l.by.Sign() == 0 && l.from > l.to { // at least nobody
			continue
		}
		first := 1 // at least: holds back all cuts above the group
		if l.from < l.to {
			first = l.from + 1 // at most: holds back those in the group
		}
		most := cuts[l.from] + int(l.by.Int64())
		for k := first; k <= l.to; k++ {
			reach[k] = min(reach[k], most)
		}
	}
	reach[len(cuts)-1] = 2 * n // the last grade takes whoever is left
	return reach
}

func wholeNumbers(all []*big.Int) []int {
	ints := make([]int, len(all))
	for i, n := range all {
		ints[i] = int(n.Int64())
	}
	return ints
}
