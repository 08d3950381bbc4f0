package score_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/kaohe-go/kaohe/score"
)

// cohortScheme has every part of the cohort stage; %s are the precedence, the
// rule for ties and what becomes of forfeited shares.
const cohortScheme = `
scheme team
input department text
input points number in [0, 100] step 0.01
input days integer in [0, 31]
input complaints integer in [0, 20] default 0
input warned bool default false
total = points
gate "veto" when complaints >= 10 then grade "D"
gate "warned" when warned then forfeit
gate "half" when days < 5 then scale bonus by 50%%
grades {
    [90, ..) -> "A"  coefficient 3
    [80, 90) -> "B"  coefficient 2
    [70, 80) -> "C"  coefficient 1
    else     -> "D"  coefficient 0.5
}
distribution %s by total within department {
    "A" 10%%
    "B" 30%%
    "C" 50%%
    "D" 10%%
    ties %s
    minimum 5 people
    failed leave_out
}
pool bonus = round(100 * cohort.size, 2) by grade.coefficient * days  within department  at most 2000  forfeited %s  round 2
payout pay = 1000 * grade.coefficient + bonus + (rank == 1 ? 50 : 0) - percentile * 10 + (total - cohort.mean(total)) / 7
    at least 0  round 2
`

// randomPeople are people of a number of departments.
func randomPeople(seed uint64, n, departments, scores int) []score.Person {
	random := rand.New(rand.NewPCG(seed, 7))
	people := make([]score.Person, n)
	for i := range people {
		facts := score.Facts{
			"department": fmt.Sprintf("d%d", random.IntN(departments)),
			"points":     fmt.Sprintf("%d.%02d", random.IntN(100), random.IntN(scores)), "days": 1 + random.IntN(22),
		}
		if random.IntN(30) == 0 {
			facts["complaints"] = random.IntN(21)
		}
		if random.IntN(30) == 0 {
			facts["warned"] = true
		}
		people[i] = score.Person{ID: fmt.Sprintf("%07d", i), Facts: facts}
	}
	return people
}

// streamed makes people as they are read, so that only the cohort keeps them.
func streamed(n, departments int) iter.Seq[score.Person] {
	return func(yield func(score.Person) bool) {
		random := rand.New(rand.NewPCG(1, 7))
		for i := range n {
			facts := score.Facts{"department": fmt.Sprintf("d%d", random.IntN(departments)), "points": float64(random.IntN(10000)) / 100, "days": 1 + random.IntN(22)}
			if !yield(score.Person{ID: fmt.Sprintf("%07d", i), Facts: facts}) {
				return
			}
		}
	}
}

// BenchmarkCohort scores, ranks, grades and pays people; live_MB is what a
// scored cohort keeps.
func BenchmarkCohort(b *testing.B) {
	s, err := score.Load("team.kaohe", fmt.Sprintf(cohortScheme, "exact", "by days", "keep"))
	if err != nil {
		b.Fatal(err)
	}
	p, err := score.Compile(s)
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 1000, 100_000, 1_000_000} {
		for _, departments := range []int{1, 200} {
			b.Run(fmt.Sprintf("people=%d/groups=%d", n, departments), func(b *testing.B) {
				b.ReportAllocs()
				var before, after runtime.MemStats
				for range b.N {
					runtime.GC()
					runtime.ReadMemStats(&before)
					r, err := p.ScoreCohort(context.Background(), streamed(n, departments))
					if err != nil {
						b.Fatal(err)
					}
					paid := 0
					for person := range r.People() {
						if person.Err != nil {
							b.Fatal(person.Err)
						}
						paid++
					}
					if paid != n {
						b.Fatal(paid)
					}
					runtime.GC()
					runtime.ReadMemStats(&after)
					runtime.KeepAlive(r)
				}
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "live_MB")
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "people/s")
			})
		}
	}
}
