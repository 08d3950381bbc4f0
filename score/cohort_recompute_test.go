package score_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// This file works places and cents out again as a third party would: from the
// JSON of the statement and of the people's standings, with math/big alone, and
// as naively as can be.

type published struct {
	statement score.Statement
	people    []publishedPerson
}

type publishedPerson struct {
	ID     string
	Result struct {
		Grade    struct{ Name string }
		Standing struct {
			Group, Score, Grade, Band string
			TieBreak                  string `json:"tie_break"`
			DecidedBy                 string `json:"decided_by"`
			Percentile                string
			People, Rank, Tied        int
			Shares                    []publishedShare
		}
	}
	Error string
}

type publishedShare struct {
	Pool, Group, Weight, Exact, Share string
	AtLeast                           string `json:"at_least"`
	AtMost                            string `json:"at_most"`
	Forfeited                         bool
}

func publish(t *testing.T, r *score.CohortResult) published {
	t.Helper()
	var out published
	through(t, r.Statement, &out.statement)
	for person := range r.People() {
		var p publishedPerson
		through(t, person, &p)
		if p.Error == "" {
			out.people = append(out.people, p)
		}
	}
	return out
}

func through(t *testing.T, from, to any) {
	t.Helper()
	text, err := json.Marshal(from)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, to))
}

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("no number: " + text)
	}
	return r
}

// recompute holds every rank, place and cent to what the numbers behind it make.
func recompute(t *testing.T, r *score.CohortResult) {
	t.Helper()
	out := publish(t, r)
	require.Equal(t, len(out.people), out.statement.People)
	for _, g := range out.statement.Groups {
		members := slices.DeleteFunc(slices.Clone(out.people), func(p publishedPerson) bool { return p.Result.Standing.Group != g.Group })
		require.Len(t, members, g.People)
		recomputeRanks(t, members)
		recomputePlaces(t, g, members)
	}
	for _, s := range out.statement.Pools {
		recomputePool(t, s, out.people)
	}
}

func recomputeRanks(t *testing.T, members []publishedPerson) {
	for _, p := range members {
		better, noBetter := 0, 0
		for _, o := range members {
			if c := rat(o.Result.Standing.Score).Cmp(rat(p.Result.Standing.Score)); c > 0 {
				better++
			} else {
				noBetter++
			}
		}
		require.Equal(t, better+1, p.Result.Standing.Rank, p.ID)
		require.Zero(t, rat(p.Result.Standing.Percentile).Cmp(big.NewRat(int64(noBetter), int64(len(members)))), p.ID)
	}
}

// placesOf rounds shares of n people by largest remainder, one place at a time.
func placesOf(n int, shares []*big.Rat) []int {
	places, left := make([]int, len(shares)), n
	rest := make([]*big.Rat, len(shares))
	for i, share := range shares {
		of := new(big.Rat).Mul(share, big.NewRat(int64(n), 1))
		for places[i] = 0; big.NewRat(int64(places[i]+1), 1).Cmp(of) <= 0; places[i]++ {
		}
		rest[i] = of.Sub(of, big.NewRat(int64(places[i]), 1))
		left -= places[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i].Cmp(rest[best]) > 0 {
				best = i
			}
		}
		places[best]++
		rest[best] = big.NewRat(-1, 1)
	}
	return places
}

// recomputePlaces knows distributions with one exact quota for each grade, which
// make 100%.
func recomputePlaces(t *testing.T, g score.GroupStatement, members []publishedPerson) {
	var names []string
	var shares []*big.Rat
	for _, grade := range g.Grades {
		names = append(names, grade.Grade)
	}
	for _, q := range g.Quotas {
		shares = append(shares, new(big.Rat).Quo(rat(q.Exact.Text()), big.NewRat(int64(g.People), 1)))
	}
	at := func(name string) int { return slices.Index(names, name) }
	byRank := slices.DeleteFunc(slices.Clone(members), func(p publishedPerson) bool { return p.Result.Standing.DecidedBy == "gate" })
	slices.SortFunc(byRank, func(a, b publishedPerson) int {
		x, y := a.Result.Standing, b.Result.Standing
		c := rat(y.Score).Cmp(rat(x.Score))
		if c == 0 && g.Ties == "by" {
			c = rat(y.TieBreak).Cmp(rat(x.TieBreak))
		}
		return cmp.Or(c, strings.Compare(a.ID, b.ID))
	})
	want := make([]int, len(byRank))
	if g.Small || g.Precedence == "bands" {
		for i, p := range byRank {
			want[i] = at(p.Result.Standing.Band)
		}
	} else {
		places := placesOf(g.People, shares)
		for i, q := range g.Quotas {
			require.Equal(t, places[i], q.Places, q.Quota)
		}
		want = fill(t, g, byRank, names, free(places, members, at), at)
	}
	counts := make([]int, len(names))
	for i, p := range byRank {
		require.Equal(t, names[want[i]], p.Result.Standing.Grade, "%s in %+v", p.ID, g)
		counts[want[i]]++
	}
	for i := range names {
		require.Equal(t, counts[i], g.Grades[i].Ranked)
	}
}

// free are the places that people with a gate leave; what they take beyond the
// places of their grade is missing, from the last grade on upwards, as the
// places of the others are counted from the top.
func free(places []int, members []publishedPerson, at func(string) int) []int {
	left := slices.Clone(places)
	for _, p := range members {
		if p.Result.Standing.DecidedBy == "gate" {
			left[at(p.Result.Standing.Grade)]--
		}
	}
	return left
}

// fill goes down the ranks. Each grade takes as many people as it has places, from
// where the grade above it ends, and in a capped distribution only those whose
// band is as good; the last one takes all who are left. Where a tie stands across
// a cut, all of it goes up or down.
func fill(t *testing.T, g score.GroupStatement, byRank []publishedPerson, names []string, places []int, at func(string) int) []int {
	want := make([]int, len(byRank))
	score := func(i int) *big.Rat { return rat(byRank[i].Result.Standing.Score) }
	from := 0
	for i := range names {
		cut := min(from+max(0, places[i]), len(byRank))
		if g.Precedence == "capped" {
			banded := 0
			for _, p := range byRank {
				if at(p.Result.Standing.Band) <= i {
					banded++
				}
			}
			cut = max(from, min(cut, banded))
		}
		if i == len(names)-1 {
			cut = len(byRank)
		}
		require.Equal(t, cut, g.Grades[i].Cut, "the cut of %s in %+v", names[i], g)
		if g.Ties != "by" {
			for cut > 0 && cut < len(byRank) && score(cut-1).Cmp(score(cut)) == 0 {
				if g.Ties == "up" {
					cut++
				} else {
					cut--
				}
			}
		}
		require.Equal(t, cut, g.Grades[i].Last)
		for k := from; k < cut; k++ {
			want[k] = i
		}
		from = cut
	}
	return want
}

// recomputePool knows pools with a greatest share that is the same for all.
func recomputePool(t *testing.T, s score.PoolStatement, people []publishedPerson) {
	type claim struct {
		id            string
		weight, exact *big.Rat
		share         publishedShare
		cents         *big.Rat
	}
	var claims []*claim
	for _, p := range people {
		for _, share := range p.Result.Standing.Shares {
			if share.Pool == s.Pool && share.Group == s.Group {
				claims = append(claims, &claim{id: p.ID, weight: rat(share.Weight), share: share})
			}
		}
	}
	amount, quantum := rat(s.Amount.Text()), rat(s.Quantum.Text())
	left, weights := new(big.Rat).Set(amount), new(big.Rat)
	open := slices.Clone(claims)
	for { // who would get more than the most has that, and the others share the rest
		weights.SetInt64(0)
		for _, c := range open {
			weights.Add(weights, c.weight)
		}
		held := false
		per := new(big.Rat)
		if weights.Sign() > 0 {
			per.Quo(left, weights)
		}
		open = slices.DeleteFunc(open, func(c *claim) bool {
			c.exact = new(big.Rat).Mul(per, c.weight)
			over := c.share.AtMost != "" && c.exact.Cmp(rat(c.share.AtMost)) > 0
			if over {
				c.exact, held = rat(c.share.AtMost), true
			}
			return over
		})
		if !held {
			break
		}
		left.Set(amount)
		for _, c := range claims {
			if !slices.Contains(open, c) {
				left.Sub(left, c.exact)
			}
		}
	}
	total := new(big.Rat)
	for _, c := range claims {
		units := new(big.Rat).Quo(c.exact, quantum)
		whole := new(big.Int).Quo(units.Num(), units.Denom())
		c.cents = new(big.Rat).Mul(new(big.Rat).SetInt(whole), quantum)
		total.Add(total, c.exact)
	}
	slices.SortFunc(claims, func(a, b *claim) int {
		x, y := new(big.Rat).Sub(a.exact, a.cents), new(big.Rat).Sub(b.exact, b.cents)
		return cmp.Or(y.Cmp(x), strings.Compare(a.id, b.id))
	})
	for _, c := range claims {
		total.Sub(total, c.cents)
	}
	for i := 0; total.Sign() > 0; i++ {
		claims[i].cents.Add(claims[i].cents, quantum)
		total.Sub(total, quantum)
	}
	sum, paid := new(big.Rat), new(big.Rat)
	for _, c := range claims {
		require.Zero(t, c.exact.Cmp(rat(c.share.Exact)), "%s has exactly %s of %+v", c.id, c.share.Exact, s)
		require.Zero(t, c.cents.Cmp(rat(c.share.Share)), "%s has %s of %+v, not %s", c.id, c.share.Share, s, c.cents.FloatString(2))
		sum.Add(sum, c.cents)
		if !c.share.Forfeited {
			paid.Add(paid, c.cents)
		}
	}
	require.Zero(t, paid.Cmp(rat(s.Paid.Text())), fmt.Sprintf("%+v", s))
	require.Zero(t, sum.Add(sum, rat(s.Left.Text())).Cmp(amount))
	require.Zero(t, new(big.Rat).Sub(rat(s.Amount.Text()), rat(s.Left.Text())).Cmp(new(big.Rat).Add(paid, rat(s.Kept.Text()))))
}

// Every place and every cent follows from what is published, whatever the rules.
func TestRecompute(t *testing.T) {
	for seed := range uint64(40) {
		for _, precedence := range []string{"exact", "capped", "bands"} {
			ties := []string{"up", "down", "by days"}[seed%3]
			p := teamProgram(t, precedence, ties, "keep")
			r, err := p.ScoreCohort(context.Background(), slices.Values(randomPeople(seed, int(seed*seed/4), 1+int(seed)%4, 1+int(seed)%20)))
			require.NoError(t, err)
			recompute(t, r)
		}
	}
}
