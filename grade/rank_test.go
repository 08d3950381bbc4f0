package grade_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

func TestRanks(t *testing.T) {
	for _, c := range []struct{ people, want string }{
		{"", "[]"},
		{"a 5", "[1 1 1 1 1]"},
		{"a 9, b 8, c 8, d 7", "[1 1 1 1 1 2 2 2 5/2 3/4 2 2 3 5/2 3/4 4 3 4 4 1/4]"},
		{"d 7, c 8, a 9, b 8", "[4 3 4 4 1/4 2 2 3 5/2 3/4 1 1 1 1 1 2 2 2 5/2 3/4]"},
		{"a 1, b 1, c 1", "[1 1 1 2 1 1 1 2 2 1 1 1 3 2 1]"},
		{"a 1 key=1, b 1 key=2", "[1 1 2 3/2 1 1 1 1 3/2 1]"},
		{"a -1/3, b -1/2, c 0", "[2 2 2 2 2/3 3 3 3 3 1/3 1 1 1 1 1]"},
		// Beyond the size of the machine, and beside it.
		{"a 100000000000000000000, b 100000000000000000001, c 9223372036854775807, d 1/100000000000000000000", "[2 2 2 2 3/4 1 1 1 1 1 3 3 3 3 1/2 4 4 4 4 1/4]"},
		{"a -9223372036854775808/3, b 9223372036854775807/2, c -9223372036854775807/2", "[2 2 2 2 2/3 1 1 1 1 1 3 3 3 3 1/3]"},
	} {
		all, err := grade.Ranks(cohort(t, c.people))
		require.NoError(t, err)
		var got []string
		for _, s := range all {
			got = append(got, fmt.Sprint(s.Rank), fmt.Sprint(s.Dense), fmt.Sprint(s.Ordinal), s.Fractional().RatString(), s.Percentile().RatString())
		}
		require.Equal(t, c.want, fmt.Sprint(got), c.people)
	}
	require.Equal(t, 0, grade.Standing{}.Percentile().Sign())
}

func TestRankErrors(t *testing.T) {
	for people, want := range map[string]string{
		"a 1, a 2":       `grade: two people have the id "a"`,
		"a 1, b gate=A":  `grade: "b" has no score`,
		"a 1, b 1 key=1": `grade: "b" has other keys for ties than the first person, or one is missing`,
	} {
		_, err := grade.Ranks(cohort(t, people))
		var fault *grade.PersonError
		require.ErrorAs(t, err, &fault)
		require.EqualError(t, err, want)
	}
}

// The definitions of the ranks, by counting.
func TestRanksAgreeWithCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for range 100 {
		people := randomCohort(r, 1+r.IntN(40))
		all, err := grade.Ranks(people)
		require.NoError(t, err)
		sum := new(big.Rat)
		for i, p := range people {
			above, below, before := 0, 0, 0
			scores := map[string]bool{p.Score.String(): true}
			for _, q := range people {
				c, k := q.Score.Cmp(p.Score), q.Keys[0].Cmp(p.Keys[0])
				switch {
				case c > 0:
					above++
					scores[q.Score.String()] = true
				case c < 0:
					below++
				}
				if c > 0 || c == 0 && (k > 0 || k == 0 && q.ID < p.ID) {
					before++
				}
			}
			n := len(people)
			require.Equal(t, grade.Standing{Rank: above + 1, Dense: len(scores), Ordinal: before + 1, Tied: n - above - below, Below: below, Of: n}, all[i])
			sum.Add(sum, all[i].Fractional())
		}
		require.Zero(t, sum.Cmp(big.NewRat(int64(len(people)*(len(people)+1)), 2)))
	}
}

func BenchmarkRanksMillion(b *testing.B) {
	people := million()
	for b.Loop() {
		_, err := grade.Ranks(people)
		require.NoError(b, err)
	}
}
