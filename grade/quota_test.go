package grade_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// quota reads "A 10%", "B at most 1/3", "C + D at least 5%".
func quota(t testing.TB, s string) grade.Quota {
	t.Helper()
	q := grade.Quota{}
	at := strings.LastIndex(s, " ")
	names, share := s[:at], s[at+1:]
	for text, limit := range map[string]grade.Limit{" at most": grade.AtMost, " at least": grade.AtLeast} {
		if before, ok := strings.CutSuffix(names, text); ok {
			names, q.Limit = before, limit
		}
	}
	if number, ok := strings.CutSuffix(share, "%"); ok {
		q.Share = rat(t, number)
		q.Share.Quo(q.Share, big.NewRat(100, 1))
	} else {
		q.Share = rat(t, share)
	}
	if names != "-" {
		q.Grades = strings.Split(names, " + ")
	}
	return q
}

// distribution reads the names of the grades and "A 10%; B 90%".
func distribution(t testing.TB, grades, quotas string, o grade.DistributionOptions) (*grade.Distribution, error) {
	t.Helper()
	var all []grade.Quota
	for s := range strings.SplitSeq(quotas, "; ") {
		if s != "" {
			all = append(all, quota(t, s))
		}
	}
	return grade.NewDistribution(strings.Fields(grades), all, o)
}

const s3 = "优秀 10%; 良好 30%; 合格 50%; 不合格 10%"
const s3Grades = "优秀 良好 合格 不合格"

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		grades, quotas string
		capped         bool
		n              int
		want           string // people per grade: places of the quotas
	}{
		// Half up would give 2 5 8 2 of 15, and 7 of 5.
		{s3Grades, s3, false, 15, "[2 5 7 1]: [2 5 7 1]"},
		{s3Grades, s3, false, 10, "[1 3 5 1]: [1 3 5 1]"},
		{s3Grades, s3, false, 5, "[1 2 2 0]: [1 2 2 0]"},
		{s3Grades, s3, false, 4, "[1 1 2 0]: [1 1 2 0]"},
		{s3Grades, s3, false, 3, "[0 1 2 0]: [0 1 2 0]"},
		{s3Grades, s3, false, 1, "[0 0 1 0]: [0 0 1 0]"},
		{s3Grades, s3, false, 0, "[0 0 0 0]: [0 0 0 0]"},
		{s3Grades, s3, true, 15, "[2 5 7 1]: [2 5 7 1]"},
		{s3Grades, s3, false, 1_000_000, "[100000 300000 500000 100000]: [100000 300000 500000 100000]"},
		// The rows may stand in any order; equal remainders go to the better grade all the same.
		{s3Grades, "不合格 10%; 合格 50%; 良好 30%; 优秀 10%", false, 4, "[1 1 2 0]: [0 2 1 1]"},
		{"A B C", "A 1/3; B 1/3; C 1/3", false, 4, "[2 1 1]: [2 1 1]"},
		{"A B C", "A 1/3; B 1/3; C 1/3", false, 5, "[2 2 1]: [2 2 1]"},
		{"A", "A 100%", false, 7, "[7]: [7]"},
		{"A B", "", false, 7, "[7 0]: []"},
		{"A B", "", true, 7, "[7 0]: []"},
		// At most rounds down, at least up, and the better grades are filled first.
		{"A B", "A at most 10%", false, 7, "[0 7]: [0]"},
		{"A B", "A at most 10%", false, 10, "[1 9]: [1]"},
		{"A B", "A at most 10%", false, 19, "[1 18]: [1]"},
		{"A B", "B at least 5%", false, 1, "[0 1]: [1]"},
		{"A B", "B at least 5%", false, 20, "[19 1]: [1]"},
		{"A B", "B at least 5%", false, 21, "[19 2]: [2]"},
		{"A B C D", "A at most 20%; C + D at least 5%; D at most 5%", false, 10, "[2 7 1 0]: [2 1 0]"},
		{"A B C D", "A at most 20%; C + D at least 5%; D at most 5%", true, 10, "[2 7 1 0]: [2 1 0]"},
		// A rest without exact quota takes part in the rounding, last.
		{"A B", "A 10%", false, 5, "[1 4]: [1]"},
		{"A B", "A 10%", false, 4, "[0 4]: [0]"},
		{"A B C", "A + B 40%; C 60%; A at most 10%", false, 10, "[1 3 6]: [4 6 1]"},
		{"A B C D", "A + B at most 50%; B + C at least 50%; C + D 55%", false, 20, "[9 0 11 0]: [10 10 11]"},
		{"A B C", "A at most 0%; B at least 0%; C at most 100%", false, 3, "[0 3 0]: [0 0 3]"},
		// What doesn't fit so is rounded the other way.
		{"A B", "A at most 50%; B at most 50%", false, 3, "[2 1]: [2 2]"},
		{"A B", "A at most 50%; B at most 50%", false, 4, "[2 2]: [2 2]"},
		{"A B C D", "A 10%; B 30%; C + D at least 60%", false, 7, "[1 2 4 0]: [1 2 4]"},
		// Capped: the last grade takes all that overflows.
		{"A B C", "A at most 10%; B at most 10%; C at most 80%", true, 7, "[0 0 7]: [0 0 5]"},
		{"A B C", "A 10%; B at most 30%", true, 10, "[1 3 6]: [1 3]"},
	} {
		d, err := distribution(t, c.grades, c.quotas, grade.DistributionOptions{Capped: c.capped})
		require.NoError(t, err, c.quotas)
		p, err := d.Places(c.n)
		require.NoError(t, err, c.quotas)
		places := []int{}
		for _, q := range p.Quotas {
			places = append(places, q.Places)
		}
		require.Equal(t, c.want, fmt.Sprintf("%v: %v", p.Grades, places), "%d by %s", c.n, c.quotas)
	}
}

func TestQuotaErrors(t *testing.T) {
	for _, c := range []struct {
		grades, quotas string
		capped         bool
		kind           grade.QuotaFault
		want           string
	}{
		{"", "", false, grade.QuotaNoGrades, "a distribution needs at least one grade"},
		{"A B A", "", false, grade.QuotaSameName, "two grades have the name A"},
		{"A B", "- 10%", false, grade.QuotaEmpty, "quota 1 names no grade"},
		{"A B", "A 50%; C 50%", false, grade.QuotaUnknown, "C is no grade, but has the quota C 50%"},
		{"A B", "A + A 50%", false, grade.QuotaRepeated, "the quota A + A 50% names A twice"},
		{"A B C D", "D + A 50%", false, grade.QuotaGap, "the grades of D + A 50% must stand side by side, but B lies between"},
		{"A B", "A 101%", false, grade.QuotaShare, "the share of A 101% must be from 0% to 100%"},
		{"A B", "A at least -1%", false, grade.QuotaShare, "the share of A at least -1% must be from 0% to 100%"},
		{"A B C", "A 50%; B 10%; A + B 60%", false, grade.QuotaTwice, "A has more than one exact quota: A 50% and A + B 60%"},
		{"A B", "A 50%; B 49.99%", false, grade.QuotaSum, "the quotas add up to 99.99%, not to 100%: A 50% and B 49.99%"},
		{"A B", "A 50%; B 49.99%", true, grade.QuotaSum, "the quotas add up to 99.99%, not to 100%: A 50% and B 49.99%"},
		{"A B C", "A 50%; B 50.01%", false, grade.QuotaSum, "the quotas add up to 100.01%, not to 100%: A 50% and B 50.01%"},
		{"A B C", "A at least 1/3; A at most 1/4", false, grade.QuotaContradicts, "the quotas contradict each other: A at least 100/3% and A at most 25%"},
		{"A B C", "A at most 10%; B at most 30%; C at most 59.99%", false, grade.QuotaContradicts, "the quotas contradict each other: A at most 10%, B at most 30% and C at most 59.99%"},
		{"A B C", "B at most 90%; A at least 50%; C at least 50.01%", false, grade.QuotaContradicts, "the quotas contradict each other: A at least 50% and C at least 50.01%"},
		{"A B C", "A at least 10%; A + B at most 9%", false, grade.QuotaContradicts, "the quotas contradict each other: A at least 10% and A + B at most 9%"},
		{"A B C", "A + B 40%; A at least 41%", false, grade.QuotaContradicts, "the quotas contradict each other: A + B 40% and A at least 41%"},
		{"A B C", "C at least 41%; B + C at most 40%", true, grade.QuotaContradicts, "the quotas contradict each other: C at least 41% and B + C at most 40%"},
		{"A B", "A at least 10%", true, grade.QuotaRaises, "A at least 10%: people only move down from their bands, so at least must take in the last grade"},
	} {
		d, err := distribution(t, c.grades, c.quotas, grade.DistributionOptions{Capped: c.capped})
		require.Nil(t, d)
		var fault *grade.QuotaError
		require.ErrorAs(t, err, &fault, c.quotas)
		require.Equal(t, c.kind, fault.Kind)
		require.EqualError(t, err, "grade: "+c.want)
		require.Len(t, fault.Quotas, len(fault.Rows))
	}
	// One step on the other side of each edge.
	for _, quotas := range []string{
		"A 50%; B 50%", "A 100%", "A at least 1/3; A at most 1/3", "A at least 50%; C at least 50%",
		"A at most 10%; B at most 30%; C at most 60%", "A + B 40%; A at least 40%",
	} {
		_, err := distribution(t, "A B C", quotas, grade.DistributionOptions{})
		require.NoError(t, err, quotas)
	}
}

func TestQuotaErrorsOfOddInput(t *testing.T) {
	ab := []string{"A", "B"}
	half := grade.Quota{Grades: ab[:1], Share: big.NewRat(1, 2)}
	names := make([]string, 257)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	fine := grade.Quota{Grades: ab[:1], Share: new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 4096))}
	for _, c := range []struct {
		grades []string
		quotas []grade.Quota
		o      grade.DistributionOptions
		want   string
	}{
		{[]string{"A", "\u3000"}, nil, grade.DistributionOptions{}, "grade: grade 2 has no name"},
		{names, nil, grade.DistributionOptions{}, "grade: too many or too long: 257 grades, of 256 at most"},
		{ab, make([]grade.Quota, 1025), grade.DistributionOptions{}, "grade: too many or too long: 1025 quotas, of 1024 at most"},
		{ab, []grade.Quota{fine}, grade.DistributionOptions{}, "grade: too many or too long: the common denominator of the shares has more than 4096 bits"},
		{ab, []grade.Quota{{Grades: ab}}, grade.DistributionOptions{}, "grade: the share of A + B nothing must be from 0% to 100%"},
		{ab, []grade.Quota{{Grades: ab, Limit: 3, Share: half.Share}}, grade.DistributionOptions{}, "grade: there is no limit 3"},
		{ab, []grade.Quota{{Grades: ab, Limit: -1, Share: half.Share}}, grade.DistributionOptions{}, "grade: there is no limit -1"},
		{ab, []grade.Quota{half}, grade.DistributionOptions{Ties: 4}, "grade: there is no tie rule 4"},
		{ab, []grade.Quota{half}, grade.DistributionOptions{Ties: -1}, "grade: there is no tie rule -1"},
	} {
		_, err := grade.NewDistribution(c.grades, c.quotas, c.o)
		require.EqualError(t, err, c.want)
	}

	d, err := grade.NewDistribution(names[:256], nil, grade.DistributionOptions{})
	require.NoError(t, err)
	_, err = d.Places(-1)
	require.EqualError(t, err, "grade: there is no group of fewer than 0 people")
}

// Quotas that some shares keep have places for any number of people, each less than one place off.
func TestPlacesOfAnyNumber(t *testing.T) {
	for _, quotas := range []string{
		"A at most 50%; B + C + D at most 50%", "A at most 10%; B at most 30%; C at most 50%; D at most 10%",
		"A 10%; B 30%; C + D at least 60%", "A 20%; A + B at most 20%", "A 20%; B 20%; C 20%; A + B + C at most 60%; D at least 40%",
		"A 1/7; B 1/7; C 1/7; A + B + C at most 3/7; B + C at least 2/7", "A at least 25%; B at least 25%; C at least 25%; D at least 25%",
	} {
		d, err := distribution(t, "A B C D", quotas, grade.DistributionOptions{})
		require.NoError(t, err)
		for n := range 300 {
			p, err := d.Places(n)
			require.NoError(t, err)
			require.Equal(t, n, p.Grades[0]+p.Grades[1]+p.Grades[2]+p.Grades[3])
			for i, q := range p.Quotas {
				off := new(big.Rat).SetInt64(int64(q.Used))
				off.Sub(off, q.Share)
				switch quota(t, strings.Split(quotas, "; ")[i]).Limit {
				case grade.Exact:
					require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1)), "%v", q)
				case grade.AtMost:
					require.Negative(t, off.Cmp(big.NewRat(1, 1)), "%v", q)
				default:
					require.Positive(t, off.Cmp(big.NewRat(-1, 1)), "%v", q)
				}
			}
		}
	}

	// Eight remainders of 0.6: by largest remainder five people get the first five grades, which may have but three.
	d, err := distribution(t, "A B C D E F G H I", "A 6%; B 6%; C 6%; D 6%; E 6%; F 6%; G 6%; H 6%; A + B + C + D + E at most 30%", grade.DistributionOptions{})
	require.NoError(t, err)
	p, err := d.Places(10)
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 1, 0, 0, 1, 1, 1, 4}, p.Grades)
}

func TestDistributionIsACopy(t *testing.T) {
	grades, q := []string{"A", "B"}, quota(t, "A 50%")
	d, err := grade.NewDistribution(grades, []grade.Quota{q}, grade.DistributionOptions{Minimum: 3})
	require.NoError(t, err)
	grades[0] = "spoilt"
	q.Share.SetInt64(1)
	d.Grades()[0] = "spoilt"
	p, err := d.Places(10)
	require.NoError(t, err)
	p.Quotas[0].Share.SetInt64(0)
	require.Equal(t, []int{5, 5}, p.Grades)
	require.Equal(t, []string{"A", "B"}, d.Grades())
	require.Equal(t, 3, d.Options().Minimum)
	require.Equal(t, "A 50%", p.Quotas[0].Quota)
}

func TestRuleTexts(t *testing.T) {
	var all []string
	for i := range 5 {
		all = append(all, grade.Limit(i).String(), grade.Ties(i).String())
	}
	require.Equal(t, "exact fail at most up at least down limit 3 by keys limit 4 tie rule 4", strings.Join(all, " "))
	require.Equal(t, "A + B at most 100/3%", grade.Quota{Grades: []string{"A", "B"}, Limit: grade.AtMost, Share: big.NewRat(1, 3)}.String())
}
