package grade_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// This file shares and distributes a second time, by trying out instead of by clever orders.

// clamped is a claim's exact share if a weight of 1 earns perWeight.
func clamped(c grade.Claim, perWeight, quantum *big.Rat) *big.Rat {
	v := new(big.Rat).Mul(c.Weight, perWeight)
	if lo := onGrid(c.AtLeast, quantum, true); lo != nil && v.Cmp(lo) < 0 {
		return lo
	}
	if hi := onGrid(c.AtMost, quantum, false); hi != nil && v.Cmp(hi) > 0 {
		return hi
	}
	return v
}

func onGrid(r, quantum *big.Rat, up bool) *big.Rat {
	if r == nil {
		return nil
	}
	n := new(big.Rat).Quo(r, quantum)
	if q := new(big.Int).Quo(n.Num(), n.Denom()); up && !n.IsInt() {
		n.SetInt(q.Add(q, big.NewInt(1)))
	} else {
		n.SetInt(q)
	}
	return n.Mul(n, quantum)
}

func total(list []grade.Claim, perWeight, quantum *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, c := range list {
		sum.Add(sum, clamped(c, perWeight, quantum))
	}
	return sum
}

// exactShares tries each figure at which a limit begins to bind, and draws a line from the last one below the
// amount to the first one above.
func exactShares(amount, quantum *big.Rat, list []grade.Claim) []*big.Rat {
	points := []*big.Rat{new(big.Rat)}
	most := new(big.Rat)
	for _, c := range list {
		for _, limit := range []*big.Rat{onGrid(c.AtLeast, quantum, true), onGrid(c.AtMost, quantum, false)} {
			if limit != nil && c.Weight.Sign() > 0 {
				points = append(points, new(big.Rat).Quo(limit, c.Weight))
			}
		}
		if c.Weight.Sign() > 0 { // with this much everyone has the amount alone
			most.Add(most, new(big.Rat).Quo(amount, c.Weight))
		}
	}
	slices.SortFunc(points, (*big.Rat).Cmp)
	points = append(points, most.Add(most, points[len(points)-1]).Add(most, big.NewRat(1, 1)))
	perWeight := points[len(points)-1]
	for k := 1; k < len(points); k++ {
		below, above := total(list, points[k-1], quantum), total(list, points[k], quantum)
		if below.Cmp(amount) <= 0 && above.Cmp(amount) >= 0 {
			perWeight = new(big.Rat).Set(points[k-1])
			if below.Cmp(above) < 0 {
				step := new(big.Rat).Sub(points[k], points[k-1])
				step.Mul(step, new(big.Rat).Sub(amount, below))
				perWeight.Add(perWeight, step.Quo(step, new(big.Rat).Sub(above, below)))
			}
			break
		}
	}
	all := make([]*big.Rat, len(list))
	for i, c := range list {
		all[i] = clamped(c, perWeight, quantum)
	}
	return all
}

// agrees compares a sharing with one that hands out the rounded rest quantum by quantum.
func agrees(t *testing.T, amount, quantum *big.Rat, list []grade.Claim, s *grade.Sharing, err error) {
	t.Helper()
	least := total(list, new(big.Rat), quantum)
	weights := new(big.Rat)
	for _, c := range list {
		weights.Add(weights, c.Weight)
		lo, hi := onGrid(c.AtLeast, quantum, true), onGrid(c.AtMost, quantum, false)
		if lo != nil && hi != nil && lo.Cmp(hi) > 0 {
			require.ErrorContains(t, err, "is above the most")
			return
		}
	}
	if c := least.Cmp(amount); c > 0 || c < 0 && weights.Sign() == 0 {
		require.Error(t, err)
		return
	}
	require.NoError(t, err)

	exact := exactShares(amount, quantum, list)
	parts := make([]*big.Rat, len(list))
	rest, left := new(big.Rat).Set(amount), new(big.Rat).Set(amount)
	for i, e := range exact {
		parts[i] = onGrid(e, quantum, false)
		left.Sub(left, e)
		rest.Sub(rest, parts[i])
	}
	require.Zero(t, left.Cmp(s.Left), "left %v, got %v", left, s.Left)
	rest.Sub(rest, left)
	got := make([]bool, len(list))
	for ; rest.Sign() > 0; rest.Sub(rest, quantum) {
		best := -1
		for i, e := range exact {
			if got[i] || e.Cmp(parts[i]) == 0 {
				continue
			}
			if best < 0 {
				best = i
				continue
			}
			mine, his := new(big.Rat).Sub(e, parts[i]), new(big.Rat).Sub(exact[best], parts[best])
			if c := mine.Cmp(his); c > 0 || c == 0 && list[i].ID < list[best].ID {
				best = i
			}
		}
		require.GreaterOrEqual(t, best, 0)
		got[best] = true
		parts[best] = new(big.Rat).Add(parts[best], quantum)
	}
	for i, p := range s.Parts {
		require.Zero(t, parts[i].Cmp(p.Amount), "%s: want %v, got %v", p.ID, parts[i], p.Amount)
		if p.Held == grade.HeldNot {
			require.Zero(t, exact[i].Cmp(new(big.Rat).Mul(list[i].Weight, s.PerWeight)))
		}
	}
}

// Each four bytes of the fuzzed text are a claim: weight, its denominator, limits.
func FuzzShare(f *testing.F) {
	f.Add(uint16(10000), uint8(100), []byte("\x01\x01\x00\x00\x02\x03\x05\x80"))
	f.Add(uint16(7), uint8(1), []byte("\x01\x01\x00\x00\x01\x01\x00\x00\x01\x01\x00\x00"))
	f.Add(uint16(0), uint8(3), []byte("\x00\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, units uint16, denominator uint8, data []byte) {
		quantum := big.NewRat(1, int64(denominator)+1)
		amount := new(big.Rat).Mul(big.NewRat(int64(units), 1), quantum)
		var list []grade.Claim
		for i := 0; i+4 <= len(data) && i < 64; i += 4 {
			c := grade.Claim{ID: fmt.Sprintf("p%d", (i*7+3)%64), Weight: big.NewRat(int64(data[i]), int64(data[i+1])+1)}
			if lo := data[i+2]; lo > 0 {
				c.AtLeast = big.NewRat(int64(lo), 7)
			}
			if hi := data[i+3]; hi > 0 {
				c.AtMost = big.NewRat(int64(hi)*int64(hi), 5)
			}
			list = append(list, c)
		}
		s, err := grade.Share(amount, quantum, list)
		if len(list) == 0 {
			require.Error(t, err)
			return
		}
		agrees(t, amount, quantum, list, s, err)
	})
}

// trial is a distribution in plain figures. A limit's grades are those from first to last.
type trial struct {
	grades int
	rows   []trialRow
	capped bool
	ties   grade.Ties
}

type trialRow struct {
	first, last int
	limit       grade.Limit
	percent     int64
}

// rounded hands out the exact quotas place by place. Limits round inwards at first, later outwards.
func (x trial) rounded(n int, outwards bool) []int {
	places := make([]int, len(x.rows))
	var exact []int
	left, rest := int64(n), int64(100)
	for i, r := range x.rows {
		switch {
		case r.limit == grade.AtMost && !outwards, r.limit == grade.AtLeast && outwards:
			places[i] = int(int64(n) * r.percent / 100)
		case r.limit != grade.Exact:
			places[i] = int((int64(n)*r.percent + 99) / 100)
		default:
			places[i] = int(int64(n) * r.percent / 100)
			left -= int64(places[i])
			rest -= r.percent
			exact = append(exact, i)
		}
	}
	remainder := func(i int) int64 { return int64(n) * x.rows[i].percent % 100 }
	slices.SortFunc(exact, func(i, k int) int {
		if a, b := remainder(i), remainder(k); a != b {
			return int(b - a)
		}
		return x.rows[i].first - x.rows[k].first
	})
	left -= int64(n) * rest / 100 // of the grades without a quota, which take a place too if theirs is the larger remainder
	for _, i := range exact {
		if left > 0 && remainder(i) >= int64(n)*rest%100 {
			places[i]++
			left--
		} else if left > 1 {
			places[i]++
			left--
		}
	}
	return places
}

// keeps tells whether cuts of the people without a gate keep the quotas.
func (x trial) keeps(cuts, places, gated []int, ranked int) bool {
	for i, r := range x.rows {
		have := cuts[r.last+1] - cuts[r.first]
		free := max(0, places[i]-(gated[r.last+1]-gated[r.first]))
		tail := x.capped && r.last == x.grades-1
		if r.limit != grade.AtLeast && !tail && have > free {
			return false
		}
		if (r.limit == grade.AtLeast || r.limit == grade.Exact && !x.capped) && have < min(free, ranked) {
			return false
		}
	}
	return true
}

// highest tries all cuts, and takes those that are highest everywhere.
func (x trial) highest(places, gated, banded []int, ranked int) []int {
	var best []int
	cuts := make([]int, x.grades+1)
	var try func(k int)
	try = func(k int) {
		if k == x.grades {
			cuts[k] = ranked
			if x.keeps(cuts, places, gated, ranked) {
				if best == nil {
					best = slices.Clone(cuts)
				}
				for i := range cuts {
					best[i] = max(best[i], cuts[i])
				}
			}
			return
		}
		for cuts[k] = cuts[k-1]; cuts[k] <= ranked; cuts[k]++ {
			if !x.capped || cuts[k] <= banded[k] {
				try(k + 1)
			}
		}
	}
	try(1)
	return best
}

// reach tries how many people could have one of the k best grades without breaking a quota if there were as many
// more people as it takes. The grades above have their planned places; those below may have any.
func (x trial) reach(k int, planned, places, gated []int, n int) int {
	cuts := slices.Clone(planned)
	var keeps func(j int) bool
	keeps = func(j int) bool {
		end := max(n, cuts[k])
		if j == x.grades {
			cuts[j] = end
			return x.keeps(cuts, places, gated, n)
		}
		for cuts[j] = cuts[j-1]; cuts[j] <= end; cuts[j]++ {
			if keeps(j + 1) {
				return true
			}
		}
		return false
	}
	for v := 2 * n; v > planned[k]; v-- {
		if cuts[k] = v; keeps(k + 1) {
			return v
		}
	}
	return planned[k]
}

// ends finds where each grade ends after ties. order is of people, best first.
func (x trial) ends(people []grade.Person, order, cuts, reach, banded []int) []int {
	ends := make([]int, x.grades+1)
	for k := 1; k < x.grades; k++ {
		room := reach[k] - cuts[k-1]
		if x.capped {
			room = min(room, banded[k]-ends[k-1])
		}
		end := min(ends[k-1]+room, len(order))
		parts := func() bool {
			return end > 0 && end < len(order) && people[order[end-1]].Score.Cmp(people[order[end]].Score) == 0
		}
		for parts() {
			if x.ties == grade.TiesUp {
				end++
			} else {
				end--
			}
		}
		ends[k] = end
	}
	ends[x.grades] = len(order)
	return ends
}

// assign gives everyone the grade of his place in the order.
func (x trial) assign(people []grade.Person) ([]int, bool) {
	names := "ABCDEFGH"
	gated, banded := make([]int, x.grades+1), make([]int, x.grades+1)
	var order []int
	for i, p := range people {
		for k := 1; k <= x.grades; k++ {
			if p.Gate != "" && p.Gate <= names[k-1:k] {
				gated[k]++
			}
			if p.Gate == "" && p.Band <= names[k-1:k] {
				banded[k]++
			}
		}
		if p.Gate == "" {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, k int) int { return people[k].Score.Cmp(people[i].Score) })
	places := x.rounded(len(people), false)
	planned := x.highest(places, make([]int, x.grades+1), banded, len(people))
	if planned == nil {
		places = x.rounded(len(people), true)
		if planned = x.highest(places, make([]int, x.grades+1), banded, len(people)); planned == nil {
			return nil, false
		}
	}
	cuts, reach := x.highest(places, gated, banded, len(order)), make([]int, x.grades+1)
	if cuts != nil {
		for k := 1; k < x.grades; k++ {
			reach[k] = x.reach(k, cuts, places, gated, len(order))
		}
	} else {
		cuts = slices.Clone(planned)
		for k := range cuts {
			cuts[k] = max(0, min(cuts[k]-gated[k], len(order)))
			if k == 0 || k == x.grades {
				continue
			}
			cuts[k] = max(cuts[k], cuts[k-1])
			reach[k] = max(cuts[k-1], x.reach(k, planned, places, make([]int, x.grades+1), len(people))-gated[k])
		}
	}
	all := make([]int, len(people))
	for i, p := range people {
		if p.Gate != "" {
			all[i] = strings.Index(names, p.Gate)
		}
	}
	ends := x.ends(people, order, cuts, reach, banded)
	for place, i := range order {
		for ends[all[i]+1] <= place {
			all[i]++
		}
	}
	return all, true
}

// assigns compares a distribution of four grades, five quotas of three bytes each, and a person a byte. It is false
// if there is no such distribution.
func assigns(t *testing.T, capped, up bool, data []byte) bool {
	const rows = 5
	if len(data) < 3*rows {
		return false
	}
	x := trial{grades: 4, capped: capped, ties: grade.TiesDown}
	if up {
		x.ties = grade.TiesUp
	}
	names := []string{"A", "B", "C", "D"}
	var quotas []grade.Quota
	for i := range rows {
		b := data[3*i : 3*i+3]
		r := trialRow{int(b[0] >> 4 & 3), int(b[0] & 3), grade.Limit(b[1] % 4), int64(b[2]) % 101}
		if r.first > r.last || r.limit > grade.AtLeast {
			continue
		}
		x.rows = append(x.rows, r)
		quotas = append(quotas, grade.Quota{Grades: names[r.first : r.last+1], Limit: r.limit, Share: big.NewRat(r.percent, 100)})
	}
	d, err := grade.NewDistribution(names, quotas, grade.DistributionOptions{Capped: capped, Ties: x.ties})
	if err != nil {
		return false
	}
	var people []grade.Person
	for i, b := range data[3*rows:] {
		if i == 9 {
			break
		}
		p := grade.Person{ID: fmt.Sprint(i), Score: big.NewRat(int64(b%16), 3), Band: names[3-b%16/4]}
		if b >= 224 {
			p.Gate = names[b%4]
		}
		people = append(people, p)
	}
	want, ok := x.assign(people)
	a, err := d.Assign(people)
	require.NoError(t, err, "%v", quotas)
	if !ok { // it takes more than limits to fit: TestPlacesOfAnyNumber
		return false
	}
	for i := range want {
		require.Equal(t, want[i], a.People[i].Grade, "%d of %v by %v", i, people, quotas)
	}
	return true
}

func TestAssignAgreesWithTrying(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	agreed := 0
	for range 4000 {
		data := make([]byte, 15+r.IntN(10))
		for i := range data {
			data[i] = byte(r.IntN(256))
			if i < 15 && i%3 == 2 {
				data[i] = byte(r.IntN(9) * 5)
			}
		}
		if assigns(t, r.IntN(2) == 0, r.IntN(2) == 0, data) {
			agreed++
		}
	}
	require.Greater(t, agreed, 1000)
}

func FuzzAssign(f *testing.F) {
	f.Add(false, true, []byte("\x00\x00\x0a\x11\x00\x1e\x22\x00\x32\x33\x00\x0a\x30\x02\x01abcdefgh"))
	f.Add(true, true, []byte("\x00\x01\x0a\x11\x01\x1e\x23\x02\x14\x33\x00\x0a\x33\x02\x01aabbzzpq"))
	f.Add(true, false, []byte("\x01\x01\x0a\x11\x00\x1e\x23\x02\x14\x33\x02\x0a\x33\x02\x01\x01\x02\x03\x04"))
	f.Fuzz(func(t *testing.T, capped, up bool, data []byte) { assigns(t, capped, up, data) })
}
