package grade_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// cohort reads people: "ann 90", "bob 90 key=7", "eve 80 gate=D", "joe 80 band=A".
func cohort(t testing.TB, s string) []grade.Person {
	t.Helper()
	var all []grade.Person
	for one := range strings.SplitSeq(s, ", ") {
		words := strings.Fields(one)
		if len(words) == 0 {
			continue
		}
		p := grade.Person{ID: words[0]}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			switch name {
			case "key":
				p.Keys = append(p.Keys, rat(t, value))
			case "gate":
				p.Gate = value
			case "band":
				p.Band = value
			default:
				p.Score = rat(t, name)
			}
		}
		all = append(all, p)
	}
	return all
}

// outcome writes each person's grade, in the order given, with b and g for those that band and gate decided.
func outcome(d *grade.Distribution, a *grade.Assignment) string {
	var all []string
	for _, p := range a.People {
		by := map[grade.Decider]string{grade.ByBand: "b", grade.ByGate: "g"}[p.By]
		all = append(all, d.Grades()[p.Grade]+by)
	}
	return strings.Join(all, " ")
}

// scored are n people with the scores from hi down.
func scored(n, hi int, band func(score int) string) string {
	var all []string
	for i := range n {
		one := fmt.Sprintf("p%02d %d", i, hi-i)
		if band != nil {
			one += " band=" + band(hi-i)
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

const tenths = "A 10%; B 30%; C 50%; D 10%"

// bandOf is DOMAIN.md's S3 with short names.
func bandOf(score int) string {
	switch {
	case score >= 90:
		return "A"
	case score >= 80:
		return "B"
	case score >= 70:
		return "C"
	}
	return "D"
}

func TestAssign(t *testing.T) {
	for _, c := range []struct {
		name, quotas string
		o            grade.DistributionOptions
		people, want string
	}{
		{"S3: ten from 91 to 100", tenths, grade.DistributionOptions{}, scored(10, 100, bandOf), "A B B B C C C C C D"},
		{"S3: capped", tenths, grade.DistributionOptions{Capped: true}, scored(10, 100, bandOf), "Ab B B B C C C C C D"},
		{"S3: ten from 60 to 69", tenths, grade.DistributionOptions{}, scored(10, 69, bandOf), "A B B B C C C C C D"},
		{"S3: capped, nobody is raised", tenths, grade.DistributionOptions{Capped: true}, scored(10, 69, bandOf), "Db Db Db Db Db Db Db Db Db Db"},
		{"capped: two move down", tenths, grade.DistributionOptions{Capped: true},
			"a 95 band=A, b 94 band=A, c 93 band=A, d 85 band=B, e 84 band=B, f 75 band=C, g 74 band=C, h 73 band=C, i 72 band=C, j 60 band=D", "Ab B B Bb C Cb Cb Cb Cb Db"},
		{"capped: at least moves down", "C + D at least 50%", grade.DistributionOptions{Capped: true}, "a 99 band=A, b 98 band=A, c 97 band=B, d 96 band=B", "Ab Ab C C"},

		{"a tie inside a grade", tenths, grade.DistributionOptions{}, "a 9, b 8, c 8, d 8, e 7, f 6, g 5, h 4, i 3, j 2", "A B B B C C C C C D"},
		{"equal only if equal exactly", "A 50%; B 50%", grade.DistributionOptions{}, "a 33333333/100000000, b 1/3", "B A"},
		{"keys", "A 50%; B 50%", grade.DistributionOptions{Ties: grade.TiesByKeys}, "a 9 key=1, b 9 key=2, c 9 key=3, d 9 key=2", "B A A B"},
		{"keys, the second", "A 50%; B 50%", grade.DistributionOptions{Ties: grade.TiesByKeys}, "a 9 key=1 key=1/3, b 9 key=1 key=1/2", "B A"},
		{"ids in code point order", "A 50%; B 50%", grade.DistributionOptions{Ties: grade.TiesByKeys}, "张 9, Z 9, a 9, 李 9", "B A A B"},

		{"gates first", tenths, grade.DistributionOptions{}, "x gate=A, b 9, c 8, d 7, e 6, f 5, g 4, h 3, i 2, j 1", "Ag B B B C C C C C D"},
		{"a gate below", tenths, grade.DistributionOptions{}, "x 100 gate=D, b 9, c 8, d 7, e 6, f 5, g 4, h 3, i 2, j 1", "Dg A B B B C C C C C"},
		{"too many gates below", tenths, grade.DistributionOptions{}, "x gate=D, y gate=D, z gate=D, d 7, e 6, f 5, g 4, h 3, i 2, j 1", "Dg Dg Dg A B B B C C C"},
		{"too many gates above", tenths, grade.DistributionOptions{}, "x gate=A, y gate=A, z gate=A, d 7, e 6, f 5, g 4, h 3, i 2, j 1", "Ag Ag Ag B C C C C C D"},
		{"too many gates, but the limits have room", "A 10%; C at least 40%; D at most 10%", grade.DistributionOptions{},
			"x gate=D, y gate=D, z gate=D, d 7, e 6, f 5, g 4, h 3, i 2, j 1", "Dg Dg Dg A B B C C C C"},
		{"gates and ties, up", tenths, grade.DistributionOptions{Ties: grade.TiesUp}, "x gate=A, y gate=C, c 8, d 8, e 6, f 6, g 4, h 3, i 2, j 1", "Ag Cg B B B B C C C C"},
		{"gates and ties, down", tenths, grade.DistributionOptions{Ties: grade.TiesDown}, "x gate=D, y gate=C, c 8, d 8, e 6, f 6, g 4, h 3, i 2, j 1", "Dg Cg B B C C C C D D"},
		{"too many gates and ties, up", tenths, grade.DistributionOptions{Ties: grade.TiesUp}, "x gate=A, y gate=A, z gate=A, d 7, e 7, f 5, g 4, h 3, i 2, j 1", "Ag Ag Ag B B C C C C C"},
		{"too many gates and ties, down", tenths, grade.DistributionOptions{Ties: grade.TiesDown}, "x gate=D, y gate=D, z gate=D, d 7, e 7, f 5, g 4, h 3, i 2, j 1", "Dg Dg Dg B B B C C C C"},
		{"too many gates where no quota holds back, and all tie down", "A 20%; B 20%", grade.DistributionOptions{Ties: grade.TiesDown},
			"q gate=C, r gate=C, s gate=C, t gate=C, u gate=C, v gate=C, w gate=C, x 9, y 9, z 9", "Cg Cg Cg Cg Cg Cg Cg C C C"},
		{"all have gates", tenths, grade.DistributionOptions{}, "x gate=A, y gate=A", "Ag Ag"},
		{"capped with gates", tenths, grade.DistributionOptions{Capped: true},
			"x gate=A, b 99 band=A, c 98 band=A, d 97 band=A, e 96 band=A, f 60 band=D, g 5 band=D, h 4 band=D, i 3 band=D, j 2 band=D", "Ag B B B C Db Db Db Db Db"},

		{"below the minimum", tenths, grade.DistributionOptions{Minimum: 3}, "a 9 band=B, b 9 gate=D", "Bb Dg"},
		{"at the minimum", tenths, grade.DistributionOptions{Minimum: 2}, "a 9 band=B, b 9 gate=D", "B Dg"},
		{"nobody", tenths, grade.DistributionOptions{}, "", ""},
	} {
		d, err := distribution(t, "A B C D", c.quotas, c.o)
		if strings.Count(c.quotas, ";") == 1 && strings.HasPrefix(c.quotas, "A 50") {
			d, err = distribution(t, "A B", c.quotas, c.o)
		}
		require.NoError(t, err, c.name)
		a, err := d.Assign(cohort(t, c.people))
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, outcome(d, a), c.name)
	}
}

// From the best score on, each word is how many have it; the result is how many people each grade gets.
func TestTiesMoveTheNextCuts(t *testing.T) {
	up, down := grade.TiesUp, grade.TiesDown
	for _, c := range []struct {
		grades, quotas string
		ties           grade.Ties
		scores, want   string
	}{
		{"A B C D", tenths, up, "3 1 1 1 1 1 1 1", "[3 3 4 0]"},
		{"A B C D", tenths, down, "3 1 1 1 1 1 1 1", "[0 3 5 2]"},
		{"A B C D", tenths, up, "1 1 1 2 1 1 1 1 1", "[1 4 5 0]"},
		{"A B C D", tenths, down, "1 1 1 2 1 1 1 1 1", "[1 2 5 2]"},
		{"A B C D", tenths, up, "1 1 1 1 1 1 1 1 2", "[1 3 6 0]"},
		{"A B C D", tenths, down, "1 1 1 1 1 1 1 1 2", "[1 3 4 2]"},
		{"A B C D", tenths, up, "1 3 3 3", "[1 3 6 0]"},
		{"A B C D", tenths, up, "1 1 1 1 1 1 1 1 1 1", "[1 3 5 1]"},

		// The moved cut falls into a tie that it didn't part before, or out of one.
		{"A B C D", tenths, up, "2 2 2 2 2", "[2 4 4 0]"},
		{"A B C D", tenths, down, "2 2 2 2 2", "[0 2 4 4]"},
		{"A B C D", tenths, up, "2 1 2 5", "[2 3 5 0]"},
		{"A B C D", tenths, down, "2 1 2 5", "[0 3 2 5]"},

		// A tie across several cuts goes down until a grade has places for all, and up at once.
		{"A B C", "A 10%; B 10%; C 80%", up, "5 1 1 1 1 1", "[5 1 4]"},
		{"A B C", "A 10%; B 10%; C 80%", down, "5 1 1 1 1 1", "[0 0 10]"},
		{"A B C D", tenths, up, "5 1 1 1 1 1", "[5 3 2 0]"},
		{"A B C D", tenths, down, "5 1 1 1 1 1", "[0 0 5 5]"},
		{"A B C D", tenths, up, "9 1", "[9 1 0 0]"},
		{"A B C D", tenths, down, "9 1", "[0 0 0 10]"},
		{"A B C D", tenths, up, "10", "[10 0 0 0]"},
		{"A B C D", tenths, down, "10", "[0 0 0 10]"},
		{"A B C D", "A 10%; B 0%; C 40%; D 50%", up, "2 8", "[2 0 8 0]"},
		{"A B C D", "A 10%; B 0%; C 40%; D 50%", down, "2 1 1 1 1 4", "[0 0 4 6]"},

		// Few people: 1, 1, 2 and 0 places. The last grade takes whoever is left.
		{"A B C D", tenths, up, "4", "[4 0 0 0]"},
		{"A B C D", tenths, down, "4", "[0 0 0 4]"},
		{"A B C D", tenths, up, "2 1 1", "[2 1 1 0]"},
		{"A B C D", tenths, down, "2 1 1", "[0 0 2 2]"},
		{"A B", "A 100%", down, "1 1", "[2 0]"},

		// What moves are the quotas, of whatever kind, and groups that begin above with them.
		{"A B C D", "A at most 10%; A + B at most 40%; D at least 10%", up, "3 1 1 1 1 1 1 1", "[3 3 4 0]"},
		{"A B C D", "A at most 10%; A + B at most 40%; D at least 10%", down, "3 1 1 1 1 1 1 1", "[0 3 5 2]"},
		{"A B C D", "A 20%; C + D at least 60%", up, "4 1 1 1 1 1 1", "[4 2 4 0]"},
		{"A B C D", "A 20%; C + D at least 60%", down, "1 3 1 1 1 1 1 1", "[1 0 9 0]"},
		{"A B C D", "A 20%; B + C at most 30%", up, "4 1 1 1 1 1 1", "[4 3 0 3]"},
		{"A B C D", "A 20%; B + C at most 30%; B at most 10%", down, "3 1 1 1 1 1 1 1", "[0 0 0 10]"},

		// What no quota holds back takes all who are left, not fewer because a tie moved down.
		{"A B C D", "A 10%; B 30%", up, "3 1 1 1 1 1 1 1", "[3 3 4 0]"},
		{"A B C D", "A 10%; B 30%", down, "3 1 1 1 1 1 1 1", "[0 3 7 0]"},
		{"A B C D", "A 10%; B 30%; D at most 10%", down, "3 1 1 1 1 1 1 1", "[0 3 7 0]"},
		{"A B C D", "A 10%; B 30%; D at least 0%", down, "3 1 1 1 1 1 1 1", "[0 3 7 0]"},
		{"A B C D", "A 10%; B 30%; C at most 65%", down, "3 1 1 1 1 1 1 1", "[0 3 6 1]"},
		{"A B C D", "A 10%; B 30%; C at most 70%", down, "3 1 1 1 1 1 1 1", "[0 3 7 0]"},
		{"A B C D", "A 10%; B 30%; C 60%", down, "3 1 1 1 1 1 1 1", "[0 3 6 1]"},
	} {
		d, err := distribution(t, c.grades, c.quotas, grade.DistributionOptions{Ties: c.ties})
		require.NoError(t, err)
		var people []grade.Person
		for i, n := range strings.Fields(c.scores) {
			for range len(n)*10 + int(n[len(n)-1]-'0') - 10 { // 1 to 10
				people = append(people, grade.Person{ID: fmt.Sprint(len(people)), Score: big.NewRat(int64(-i), 1)})
			}
		}
		a, err := d.Assign(people)
		require.NoError(t, err)
		var got []int
		last := 0
		for _, use := range a.Grades {
			require.Equal(t, use.Tied != 0, use.Cut != use.Last)
			require.Equal(t, use.Ranked, use.Last-last)
			last = use.Last
			got = append(got, use.Ranked)
		}
		require.Equal(t, c.want, fmt.Sprint(got), "%s by %s, %v", c.scores, c.quotas, c.ties)
	}
}

// In a capped distribution limits move, bands don't.
func TestTiesMoveLimits(t *testing.T) {
	up := grade.DistributionOptions{Capped: true, Ties: grade.TiesUp}
	down := grade.DistributionOptions{Capped: true, Ties: grade.TiesDown}
	const limits = "A at most 1/8; B at most 3/8"
	for _, c := range []struct {
		name, quotas string
		o            grade.DistributionOptions
		people, want string
	}{
		{"up", limits, up, "a 9 band=A, b 9 band=A, c 7 band=A, d 6 band=A, e 5 band=A, f 4 band=A, g 3 band=C, h 2 band=C", "Ab Ab B B B C Cb Cb"},
		{"down", limits, down, "a 9 band=A, b 9 band=A, c 7 band=A, d 6 band=A, e 5 band=A, f 4 band=A, g 3 band=C, h 2 band=C", "B B B C C C Cb Cb"},
		{"up, as far as the band", limits, up, "a 9 band=A, b 9 band=A, c 7 band=B, d 6 band=C, e 5 band=C, f 4 band=D, g 3 band=D, h 2 band=D", "Ab Ab Bb Cb Cb Db Db Db"},
		// The band holds B back, so its limit has places that a cut moved down doesn't take away.
		{"down, as far as the band", limits, down, "a 9 band=A, b 9 band=A, c 7 band=B, d 6 band=C, e 5 band=C, f 4 band=D, g 3 band=D, h 2 band=D", "B B Bb Cb Cb Db Db Db"},
		{"down, past the limit", limits, down, "a 9 band=A, b 9 band=A, c 7 band=B, d 6 band=B, e 5 band=C, f 4 band=D, g 3 band=D, h 2 band=D", "B B Bb C Cb Db Db Db"},
		{"down, twice", "A at most 1/8; B at most 1/8", down, "a 9 band=A, b 9 band=A, c 7 band=B, d 6 band=C, e 5 band=C, f 4 band=D, g 3 band=D, h 2 band=D", "C C C Cb Cb Db Db Db"},
		{"up, short of at least", "A at most 1/8; C + D at least 3/4", up, "a 9 band=A, b 9 band=A, c 7 band=A, d 6 band=A, e 5 band=A, f 4 band=A, g 3 band=C, h 2 band=C", "Ab Ab B C C C Cb Cb"},
		{"down, more than at least", "A at most 1/8; C + D at least 3/4", down, "a 9 band=A, b 9 band=A, c 7 band=A, d 6 band=A, e 5 band=A, f 4 band=A, g 3 band=C, h 2 band=C", "C C C C C C Cb Cb"},
		{"a gate uses a place", limits, up, "a 9 gate=B, b 9 band=A, c 9 band=A, d 6 band=A, e 5 band=A, f 4 band=A, g 3 band=C, h 2 band=C", "Bg Ab Ab B B C Cb Cb"},
	} {
		d, err := distribution(t, "A B C D", c.quotas, c.o)
		require.NoError(t, err, c.name)
		a, err := d.Assign(cohort(t, c.people))
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, outcome(d, a), c.name)
	}
}

// What a tie costs a quota further down can be read.
func TestTiesBreakAtLeast(t *testing.T) {
	d, err := distribution(t, "A B C", "A at most 20%; C at least 50%", grade.DistributionOptions{Ties: grade.TiesUp})
	require.NoError(t, err)
	a, err := d.Assign(cohort(t, "a 9, b 9, c 9, d 9, e 8, f 7, g 6, h 5, i 4, j 3"))
	require.NoError(t, err)
	require.Equal(t, "A A A A B B B C C C", outcome(d, a))
	require.Equal(t, []int{2, 4}, []int{a.Quotas[0].Places, a.Quotas[0].Used})
	require.Equal(t, []int{5, 3}, []int{a.Quotas[1].Places, a.Quotas[1].Used})
	require.Equal(t, []int{2, 4, 7, 7}, []int{a.Grades[0].Cut, a.Grades[0].Last, a.Grades[1].Cut, a.Grades[1].Last})
}

// More places are asked for than people are left, by quotas that can't all be kept even without gates.
func TestCappedWithoutRoom(t *testing.T) {
	d, err := distribution(t, "A B", "A at most 50%; B at most 50%; B at least 50%", grade.DistributionOptions{Capped: true})
	require.NoError(t, err)
	a, err := d.Assign(cohort(t, "x gate=A, y gate=A, c 1 band=A"))
	require.NoError(t, err)
	require.Equal(t, "Ag Ag B", outcome(d, a))
}

func TestAssignmentIsData(t *testing.T) {
	d, err := distribution(t, "A B C D", tenths, grade.DistributionOptions{Ties: grade.TiesUp})
	require.NoError(t, err)
	a, err := d.Assign(cohort(t, "j 2, x gate=B, a 9, b 9, d 8.5, e 7, f 6, g 5, h 5, i 5"))
	require.NoError(t, err)
	require.Equal(t, "C Bg A A B B C C C C", outcome(d, a))
	require.False(t, a.Small)
	var grades, people, quotas []string
	for _, g := range a.Grades {
		lowest := "none"
		if g.Lowest != nil {
			lowest = g.Lowest.RatString()
		}
		grades = append(grades, fmt.Sprintf("%s gated %d ranked %d cut %d last %d tied %d lowest %s %s", g.Grade, g.Gated, g.Ranked, g.Cut, g.Last, g.Tied, lowest, g.LowestID))
	}
	for _, p := range a.People {
		people = append(people, fmt.Sprintf("%s %d %d", p.By, p.Rank, p.Tied))
	}
	for _, q := range a.Quotas {
		quotas = append(quotas, fmt.Sprintf("%s: %s, %d, %d", q.Quota, q.Share.RatString(), q.Places, q.Used))
	}
	require.Equal(t, []string{
		"A gated 0 ranked 2 cut 1 last 2 tied 2 lowest 9 b", "B gated 1 ranked 2 cut 4 last 4 tied 0 lowest 7 e",
		"C gated 0 ranked 5 cut 9 last 9 tied 0 lowest 2 j", "D gated 0 ranked 0 cut 9 last 9 tied 0 lowest none ",
	}, grades)
	require.Equal(t, []string{"quota 9 0", "gate 0 0", "quota 1 2", "quota 1 2", "quota 3 0", "quota 4 0", "quota 5 0", "quota 6 0", "quota 6 0", "quota 6 0"}, people)
	require.Equal(t, []string{"A 10%: 1, 1, 2", "B 30%: 3, 3, 3", "C 50%: 5, 5, 5", "D 10%: 1, 1, 0"}, quotas)

	small, err := distribution(t, "A B", "A 50%; B 50%", grade.DistributionOptions{Minimum: 3})
	require.NoError(t, err)
	a, err = small.Assign(cohort(t, "a 2 band=A, b 2 band=A"))
	require.NoError(t, err)
	require.True(t, a.Small)
	require.Empty(t, a.Quotas)
	require.Equal(t, 2, a.Grades[0].Last)
	require.Equal(t, []grade.Assigned{{By: grade.ByBand, Rank: 1}, {By: grade.ByBand, Rank: 1}}, a.People)
}

func TestTieError(t *testing.T) {
	d, err := distribution(t, "A B C D", tenths, grade.DistributionOptions{})
	require.NoError(t, err)
	_, err = d.Assign(cohort(t, "c 9, a 9, b 9, d 8, e 7, f 6, g 5, h 4, j 10/3, i 10/3"))
	var tie *grade.TieError
	require.ErrorAs(t, err, &tie)
	require.Equal(t, []grade.Tie{
		{Better: "A", Worse: "B", Score: "9", IDs: []string{"a", "b", "c"}, Places: 1},
		{Better: "C", Worse: "D", Score: "10/3", IDs: []string{"i", "j"}, Places: 1},
	}, tie.Ties)
	require.EqualError(t, err, "grade: a, b and c tie where A ends and B begins, with room for 1 of 3 in A: state a rule for ties; 1 more cuts part ties")
	require.EqualError(t, &grade.TieError{}, "grade: people tie")
}

func TestPersonErrors(t *testing.T) {
	for _, c := range []struct {
		o      grade.DistributionOptions
		people string
		kind   grade.PersonFault
		want   string
	}{
		{grade.DistributionOptions{}, "a 1, a 2", grade.PersonSameID, `two people have the id "a"`},
		{grade.DistributionOptions{}, "a 1, b", grade.PersonNoScore, `"b" has no score`},
		{grade.DistributionOptions{}, "a 1, b 1 gate=E", grade.PersonUnknown, `"b" has the grade "E", which the distribution doesn't know`},
		{grade.DistributionOptions{}, "a 1 band=E", grade.PersonUnknown, `"a" has the grade "E", which the distribution doesn't know`},
		{grade.DistributionOptions{Ties: grade.TiesByKeys}, "a 1 key=1, b 1", grade.PersonKeys, `"b" has other keys for ties than the first person, or one is missing`},
		{grade.DistributionOptions{Capped: true}, "a 1 band=A, b 1", grade.PersonNoBand, `the band decides on "b", but isn't given`},
		{grade.DistributionOptions{Minimum: 2}, "a 1", grade.PersonNoBand, `the band decides on "a", but isn't given`},
		{grade.DistributionOptions{Capped: true}, "a 1 band=A, b 2 band=B", grade.PersonBand,
			`the bands contradict the scores: "b" has B, but a score like "a" or higher, whose band is another`},
		{grade.DistributionOptions{Capped: true}, "a 1 band=A, b 1 band=B", grade.PersonBand, "the bands contradict"},
	} {
		d, err := distribution(t, "A B C D", tenths, c.o)
		require.NoError(t, err)
		_, err = d.Assign(cohort(t, c.people))
		var fault *grade.PersonError
		require.ErrorAs(t, err, &fault, c.people)
		require.Equal(t, c.kind, fault.Kind)
		require.ErrorContains(t, err, "grade: "+c.want)
	}
	d, err := distribution(t, "A B C D", tenths, grade.DistributionOptions{Ties: grade.TiesByKeys})
	require.NoError(t, err)
	_, err = d.Assign([]grade.Person{{ID: "a", Score: big.NewRat(1, 1)}, {ID: " \u3000"}})
	require.EqualError(t, err, "grade: person 2 has no id")
	_, err = d.Assign([]grade.Person{{ID: "a", Score: big.NewRat(1, 1), Keys: []*big.Rat{nil}}})
	require.ErrorContains(t, err, "or one is missing")
}

// randomCohort has few scores, so that many tie, bands that go by them, and now and then a gate.
func randomCohort(r *rand.Rand, n int) []grade.Person {
	people := make([]grade.Person, n)
	for i := range people {
		score := r.Int64N(1 + r.Int64N(30))
		people[i] = grade.Person{
			ID: fmt.Sprintf("p%d", r.IntN(1000)*1000+i), Score: big.NewRat(score, 3), Band: "ABCD"[3-score/8 : 4-score/8],
			Keys: []*big.Rat{big.NewRat(r.Int64N(3), 1)},
		}
		if r.IntN(8) == 0 {
			people[i].Gate = "ABCD"[r.IntN(4):][:1]
		}
	}
	return people
}

var mixes = []string{
	tenths, "A 10%; B 30%", "A at most 20%; B at most 30%; C + D at least 5%", "A 25%; B + C at least 10%; D at most 50%",
	"C + D at least 40%; D at least 10%", "",
}

func TestAssignProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for round := range 600 {
		o := grade.DistributionOptions{Capped: round%2 == 1, Ties: grade.Ties(1 + r.IntN(3))}
		quotas := mixes[r.IntN(len(mixes))]
		d, err := distribution(t, "A B C D", quotas, o)
		if err != nil {
			require.True(t, o.Capped)
			continue
		}
		people := randomCohort(r, r.IntN(60))
		a, err := d.Assign(people)
		require.NoError(t, err)
		got := map[string]grade.Assigned{}
		sizes := make([]int, 4)
		for i, p := range a.People {
			got[people[i].ID] = p
			sizes[p.Grade]++
		}
		for g, use := range a.Grades {
			require.Equal(t, sizes[g], use.Gated+use.Ranked)
		}
		for i := range people {
			p := people[i]
			require.Equal(t, p.Gate != "", a.People[i].By == grade.ByGate)
			if p.Gate != "" {
				require.Equal(t, p.Gate, "ABCD"[a.People[i].Grade:][:1])
				continue
			}
			require.True(t, !o.Capped || a.People[i].Grade >= strings.Index("ABCD", p.Band), "nobody is raised")
			for k := range people {
				q := people[k]
				if q.Gate != "" {
					continue
				}
				if c := p.Score.Cmp(q.Score); c > 0 {
					require.LessOrEqual(t, a.People[i].Grade, a.People[k].Grade)
				} else if c == 0 && o.Ties != grade.TiesByKeys {
					require.Equal(t, a.People[i].Grade, a.People[k].Grade)
				}
			}
		}
		parted, gates := false, false
		for _, use := range a.Grades {
			parted, gates = parted || use.Tied > 0, gates || use.Gated > 0
			require.True(t, o.Ties == grade.TiesByKeys && use.Cut == use.Last || (use.Tied > 0) == (use.Cut != use.Last))
		}
		for i, q := range a.Quotas {
			if exact := !strings.Contains(q.Quota, "at"); exact && !o.Capped && !gates && (!parted || o.Ties == grade.TiesByKeys) {
				require.Equal(t, q.Places, q.Used, "%d: %s", i, q.Quota)
				off := new(big.Rat).SetInt64(int64(q.Used))
				require.Negative(t, off.Sub(off, q.Share).Abs(off).Cmp(big.NewRat(1, 1)))
			}
		}
		r.Shuffle(len(people), func(i, k int) { people[i], people[k] = people[k], people[i] })
		again, err := d.Assign(people)
		require.NoError(t, err)
		for i, p := range again.People {
			require.Equal(t, got[people[i].ID], p)
		}
	}
}

// With different scores and no gates, every exact quota is less than one place off.
func TestQuotasAreKept(t *testing.T) {
	for n := range 200 {
		d, err := distribution(t, "A B C D", "A 1/7; B 2/7; C 22.5%; D 97/280", grade.DistributionOptions{})
		require.NoError(t, err)
		a, err := d.Assign(cohort(t, scored(n, 1000, nil)))
		require.NoError(t, err)
		sum := 0
		for _, q := range a.Quotas {
			require.Equal(t, q.Places, q.Used)
			off := new(big.Rat).SetInt64(int64(q.Used))
			require.Negative(t, off.Sub(off, q.Share).Abs(off).Cmp(big.NewRat(1, 1)))
			sum += q.Used
		}
		require.Equal(t, n, sum)
	}
}

func million() []grade.Person {
	r := rand.New(rand.NewPCG(1, 2))
	people := make([]grade.Person, 1_000_000)
	for i := range people {
		people[i] = grade.Person{ID: fmt.Sprintf("p%07d", i), Score: big.NewRat(r.Int64N(10000), 1+r.Int64N(30))}
	}
	return people
}

func BenchmarkAssignMillion(b *testing.B) {
	people := million()
	for _, ties := range []grade.Ties{grade.TiesUp, grade.TiesByKeys} {
		d, err := distribution(b, "A B C D", tenths, grade.DistributionOptions{Ties: ties})
		require.NoError(b, err)
		b.Run(ties.String(), func(b *testing.B) {
			for b.Loop() {
				_, err := d.Assign(people)
				require.NoError(b, err)
			}
		})
	}
}
