package score

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Schemes of cohorts whose every person the machine may take, and some whom it
// can't: facts beyond its limit, divisions by zero, means of long fractions.
var engineCohorts = map[string]string{
	"everything": `
scheme team
input department text
input points number in [0, 100] step 0.01
input days integer in [0, 31]
input complaints integer in [0, 20] default 0
input warned bool default false
total = points
gate "veto" when complaints >= 10 then grade "D"
gate "warned" when warned then forfeit
gate "half" when days < 5 then scale bonus by 50%
grades {
    [90, ..) -> "A"  coefficient 3
    [80, 90) -> "B"  coefficient 2
    else     -> "D"  coefficient 0.5
}
distribution capped by total within department {
    "A" 10%
    "B" 30%
    "D" 60%
    ties up
    minimum 5 people
    failed leave_out
}
pool bonus = round(100 * cohort.size, 2) by grade.coefficient * days  within department  at most 2000  forfeited keep  round 2
payout pay = 1000 * grade.coefficient + bonus + (rank == 1 ? 50 : 0) - percentile * 10 + (total - cohort.mean(total)) / 7
    at least 0  round 2
`,
	"failures": `
scheme thirds
input department text
input points number in [0, 100] step 0.01
input days integer in [0, 31]
input complaints integer in [0, 20] default 0
input warned bool default false
indicator ratio = points / days
total = ratio
pool shared = 1000 by ratio  within department  round 2
payout pay = shared + 10 / (complaints + 1)  round 2
`,
	"late failures": `
scheme late
input department text
input points number in [0, 100]
input days integer in [0, 31]
input complaints integer in [0, 20] default 0
input warned bool default false
total = points
payout pay = percentile / (rank - 40)  round 2
`,
}

// TestCohortEngine: a cohort is the same with the machine and without.
func TestCohortEngine(t *testing.T) {
	for name, text := range engineCohorts {
		s, err := Load("team.kaohe", text)
		require.NoError(t, err, name)
		p, err := Compile(s)
		require.NoError(t, err, name)
		require.NotNil(t, p.engine, "%s %v", name, p.refused)
		slow := *p
		slow.engine = nil
		for _, n := range []int{0, 1, 4, 39, 200} {
			people := engineTeam(uint64(n), n)
			require.Equal(t, saidOfCohort(t, &slow, people), saidOfCohort(t, p, people), "%s %d", name, n)
		}
	}
}

func engineTeam(seed uint64, n int) []Person {
	random := rand.New(rand.NewPCG(seed, 5))
	people := make([]Person, n)
	for i := range people {
		facts := Facts{
			"department": fmt.Sprintf("d%d", random.IntN(3)), "points": fmt.Sprintf("%d.%02d", random.IntN(100), random.IntN(4)),
			"days": random.IntN(32),
		}
		if random.IntN(4) == 0 {
			facts["complaints"] = random.IntN(21)
		}
		if random.IntN(8) == 0 {
			facts["warned"] = true
		}
		people[i] = Person{ID: fmt.Sprint(i), Facts: facts}
	}
	return people
}

func saidOfCohort(t *testing.T, p *Program, people []Person) []string {
	t.Helper()
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	if err != nil {
		return []string{err.Error()}
	}
	statement, err := json.Marshal(r.Statement)
	require.NoError(t, err)
	out := []string{string(statement)}
	for person := range r.People() {
		if person.Err != nil {
			out = append(out, person.ID+" "+person.Err.Error())
			continue
		}
		text, err := json.Marshal(person.Result)
		require.NoError(t, err)
		out = append(out, person.ID+" "+string(text))
	}
	return out
}
