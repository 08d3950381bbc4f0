package score_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// cohortSizes are the sizes that the properties are tested on; the largest take
// seconds, and are left out where everything is slow.
func cohortSizes(t *testing.T) []int {
	if testing.Short() || raceDetector {
		return []int{0, 1, 2, 3, 5, 17, 300}
	}
	return []int{0, 1, 2, 3, 5, 17, 300, 2000, 100_000}
}

func closed(t *testing.T, p *score.Program, people []score.Person, workers int) *score.CohortResult {
	t.Helper()
	c := p.NewCohort()
	c.SetWorkers(workers)
	for _, person := range people {
		require.NoError(t, c.Add(person))
	}
	r, err := c.Close(context.Background())
	require.NoError(t, err)
	return r
}

// sheetsByID are the sheets and standings as JSON; of many people only what
// is decided and paid.
func sheetsByID(t *testing.T, r *score.CohortResult) map[string]string {
	t.Helper()
	out := map[string]string{}
	for person := range r.People() {
		if r.Len() > 3000 && person.Err == nil {
			s, sheet := person.Result.Standing, person.Result
			out[person.ID] = s.Grade + " " + s.DecidedBy + " " + sheet.Pools[0].Value() + " " + sheet.Payouts[0].Value()
			continue
		}
		text, err := json.Marshal(person)
		require.NoError(t, err)
		out[person.ID] = string(text)
	}
	return out
}

func statementOf(t *testing.T, r *score.CohortResult) string {
	t.Helper()
	s := r.Statement
	s.LeftOut = slices.Sorted(slices.Values(s.LeftOut))
	text, err := json.Marshal(s)
	require.NoError(t, err)
	return string(text)
}

// Neither the order of the people nor the number of workers changes anything,
// nor whether the cohort is made in one piece.
func TestOrderAndWorkersChangeNothing(t *testing.T) {
	for i, n := range cohortSizes(t) {
		p := teamProgram(t, []string{"exact", "capped"}[i%2], []string{"up", "down", "by days"}[i%3], []string{"keep", "share_out"}[i%2])
		people := randomPeople(uint64(n), n, 1+n/50, 1+i*10)
		if n > 2 {
			people[1].Facts["points"] = 101 // somebody is left out
		}
		one := closed(t, p, people, 1)
		shuffled := slices.Clone(people)
		rand.New(rand.NewPCG(1, uint64(n))).Shuffle(n, func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
		for _, workers := range []int{1, 2, 7} {
			if n > 3000 && workers != 7 {
				continue // once is enough
			}
			many := closed(t, p, shuffled, workers)
			require.Equal(t, statementOf(t, one), statementOf(t, many))
			require.Equal(t, sheetsByID(t, one), sheetsByID(t, many), "%d people, %d workers", n, workers)
		}
	}
}

// Nobody with a lower score has a higher grade, but for gates; quotas are within
// one of the exact share where no tie crosses a cut; shares add up to the pool.
func TestCohortProperties(t *testing.T) {
	for i, n := range cohortSizes(t) {
		for _, ties := range []string{"up", "down", "by days"} {
			if n > 3000 && ties != "up" {
				continue
			}
			p := teamProgram(t, []string{"exact", "capped", "bands"}[i%3], ties, "keep")
			r, err := p.ScoreCohort(context.Background(), slices.Values(randomPeople(uint64(n), n, 1+n/500, 1+i*10)))
			require.NoError(t, err)
			holdsProperties(t, r, ties)
		}
	}
}

func holdsProperties(t *testing.T, r *score.CohortResult, ties string) {
	t.Helper()
	type placed struct {
		score *big.Rat
		grade string
	}
	order := map[string]int{"A": 0, "B": 1, "C": 2, "D": 3}
	lowest, highest := map[string]placed{}, map[string]placed{}
	paid := map[string]*big.Rat{}
	for person := range r.People() {
		require.NoError(t, person.Err)
		s := person.Result.Standing
		if paid[s.Group] == nil {
			paid[s.Group] = new(big.Rat)
		}
		paid[s.Group].Add(paid[s.Group], person.Result.Pools[0].Number.Rat())
		if s.DecidedBy == "gate" {
			continue
		}
		here := placed{s.Score.Rat(), s.Grade}
		key := s.Group + "/" + s.Grade
		if l, ok := lowest[key]; !ok || here.score.Cmp(l.score) < 0 {
			lowest[key] = here
		}
		if h, ok := highest[key]; !ok || here.score.Cmp(h.score) > 0 {
			highest[key] = here
		}
	}
	for _, g := range r.Statement.Groups {
		for better := range order {
			for worse := range order {
				l, ok := lowest[g.Group+"/"+better]
				h, ok2 := highest[g.Group+"/"+worse]
				if ok && ok2 && order[better] < order[worse] {
					c := l.score.Cmp(h.score)
					require.True(t, c > 0 || c == 0 && ties == "by days", "%s: %s of %s, %s of %s", g.Group, l.score, better, h.score, worse)
				}
			}
		}
		for k, q := range g.Quotas {
			off := new(big.Rat).Sub(q.Exact.Rat(), big.NewRat(int64(q.Places), 1))
			require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1)), "%+v", q)
			tied := slices.ContainsFunc(g.Grades, func(s score.GradeStatement) bool { return s.Tied > 0 })
			if byGate := g.Grades[k].ByGate > q.Places; g.Precedence == "exact" && !byGate && (!tied || ties == "by days") && g.Grades[3].ByGate <= g.Quotas[3].Places {
				require.Equal(t, q.Places, q.Used, "%+v", g)
			}
		}
	}
	for _, s := range r.Statement.Pools {
		require.Zero(t, s.Paid.Rat().Cmp(paid[s.Group]), s.Group)
		sum := new(big.Rat).Add(s.Paid.Rat(), s.Kept.Rat())
		require.Zero(t, sum.Add(sum, s.Left.Rat()).Cmp(s.Amount.Rat()), s.Group)
	}
}

// Adding a person to one group never changes another group.
func TestGroupsAreIndependent(t *testing.T) {
	for _, precedence := range []string{"exact", "capped"} {
		p := teamProgram(t, precedence, "down", "share_out")
		people := randomPeople(5, 2000, 10, 50)
		before := sheetsByID(t, closed(t, p, people, 2))
		random := rand.New(rand.NewPCG(2, 2))
		for i := range 5 {
			group := fmt.Sprintf("d%d", random.IntN(12)) // two of them new
			more := append(slices.Clone(people), score.Person{ID: "new", Facts: score.Facts{"department": group, "points": i * 25, "days": 20}})
			for id, sheet := range sheetsByID(t, closed(t, p, more, 2)) {
				var person publishedPerson
				require.NoError(t, json.Unmarshal([]byte(sheet), &person))
				if person.Result.Standing.Group != group {
					require.Equal(t, before[id], sheet)
				}
			}
		}
	}
}
