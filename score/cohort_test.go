package score_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

func teamProgram(t *testing.T, precedence, ties, forfeited string) *score.Program {
	t.Helper()
	return compiled(t, loadText(t, fmt.Sprintf(cohortScheme, precedence, ties, forfeited)))
}

// halves is the least scheme with a distribution, and what it makes of people.
const halves = `
scheme s
input x integer in [0, 9]
total = x
grades { > 5 -> "A";  else -> "B" }
distribution exact by total { "A" 50%%;  "B" 50%%;  ties %s;  failed %s }
payout p = rank  round 0
`

func person(id string, x any) score.Person {
	return score.Person{ID: id, Facts: score.Facts{"x": x}}
}

// gradesOf are the people as id=grade, or id=! for those left out, in order.
func gradesOf(t *testing.T, p *score.Program, people []score.Person) (string, error) {
	t.Helper()
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	if err != nil {
		return "", err
	}
	var texts []string
	for person := range r.People() {
		grade := "!"
		if person.Err == nil {
			grade = person.Result.Grade.Name
		}
		texts = append(texts, person.ID+"="+grade)
	}
	return strings.Join(texts, " "), nil
}

// What happens at the edges, one row each: a cohort of whom, and what comes out.
func TestCohortEdges(t *testing.T) {
	for _, c := range []struct {
		name, ties, failed string
		people             []score.Person
		want               string
		code               score.CohortCode
		ids                []string
	}{
		{name: "nobody", people: nil, want: ""},
		{name: "one, fewer than grades", people: []score.Person{person("a", 0)}, want: "a=A"},
		{name: "the same id", people: []score.Person{person("a", 0), person("b", 0), person("a", 1)}, code: score.CohortSameID, ids: []string{"a", "a"}},
		{name: "after trimming", people: []score.Person{person("a", 0), person(" a\t", 1)}, code: score.CohortSameID, ids: []string{" a\t", "a"}},
		{name: "in another Unicode form", people: []score.Person{person("\u00e9", 0), person("e\u0301", 1)}, code: score.CohortSameID, ids: []string{"e\u0301", "\u00e9"}},
		{name: "not by case", people: []score.Person{person("a", 0), person("A", 1)}, want: "a=B A=A"},
		{name: "blank id", people: []score.Person{person("a", 0), person(" ", 1)}, code: score.CohortID, ids: []string{" "}},
		{name: "no text", people: []score.Person{person("\xff", 1)}, code: score.CohortID, ids: []string{"\xff"}},
		{name: "long id", people: []score.Person{person(strings.Repeat("a", 1025), 1)}, code: score.CohortID, ids: []string{strings.Repeat("a", 1025)}},
		{name: "failed, refuse", people: []score.Person{person("b", 10), person("a", "x"), person("c", 1)}, code: score.CohortFailed, ids: []string{"a"}},
		{name: "failed, leave_out", failed: "leave_out", people: []score.Person{person("b", 10), person("a", 3), person("c", 1)}, want: "b=! a=A c=B"},
		{name: "all failed, leave_out", failed: "leave_out", people: []score.Person{person("b", 10), {ID: "a"}}, want: "b=! a=!"},
		{name: "failed and the same id", failed: "leave_out", people: []score.Person{person("b", 10), person("b", 3)}, code: score.CohortSameID, ids: []string{"b", "b"}},
		{name: "all tied, up", people: []score.Person{person("b", 1), person("a", 1), person("c", 1)}, want: "b=A a=A c=A"},
		{name: "all tied, down", ties: "down", people: []score.Person{person("b", 1), person("a", 1), person("c", 1)}, want: "b=B a=B c=B"},
		{name: "all tied, fail", ties: "fail", people: []score.Person{person("b", 1), person(" a", 1), person("c", 1)}, code: score.CohortTies, ids: []string{" a", "b", "c"}},
		{name: "all tied, by id", ties: "by 0", people: []score.Person{person("b", 1), person("a", 1), person("c", 1)}, want: "b=A a=A c=B"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.ties == "" {
				c.ties = "up"
			}
			if c.failed == "" {
				c.failed = "refuse"
			}
			got, err := gradesOf(t, compiled(t, loadText(t, fmt.Sprintf(halves, c.ties, c.failed))), c.people)
			if c.code == "" {
				require.NoError(t, err)
				require.Equal(t, c.want, got)
				return
			}
			var e *score.CohortError
			require.True(t, errors.As(err, &e), "%v", err)
			require.Equal(t, c.code, e.Faults[0].Code, e.Error())
			require.Equal(t, c.ids, e.Faults[0].IDs)
			if c.code == score.CohortFailed {
				require.NotContains(t, e.Error(), "10", "a message shows no facts")
			}
		})
	}
}

// All that is wrong with a cohort is told at once.
func TestCohortFaultsAtOnce(t *testing.T) {
	p := compiled(t, loadText(t, fmt.Sprintf(halves, "up", "refuse")))
	_, err := gradesOf(t, p, []score.Person{person("z", 10), person("", 1), person("a", 1), person("a", 2), person("b", nil), {ID: "c", Facts: score.Facts{"y": 1}}})
	var e *score.CohortError
	require.ErrorAs(t, err, &e)
	var codes []string
	for _, f := range e.Faults {
		codes = append(codes, string(f.Code)+" "+strings.Join(f.IDs, ","))
	}
	require.Equal(t, []string{"id ", "same-id a,a", "failed b", "failed c", "failed z"}, codes)
	var facts *score.FactsError
	require.ErrorAs(t, err, &facts)
}

// What fails after grades were given refuses the cohort under either policy.
func TestCohortFailsLate(t *testing.T) {
	for _, formula := range []string{"payout q = 1 / (rank - 1)  round 2", "payout q = grade.k == 1 ? fail(\"late\") : 0  round 2", "pool q = 10 by grade.k == 1 ? fail(\"late\") : 1  round 2",
		"pool w = 10 by 1  round 2\npayout q = w == 5 ? fail(\"late\") : 0  round 2"} {
		text := fmt.Sprintf(halves, "up", "leave_out") + formula + "\n"
		text = strings.Replace(text, `"A";  else -> "B"`, `"A" k 1;  else -> "B" k 0`, 1)
		_, err := gradesOf(t, compiled(t, loadText(t, text)), []score.Person{person("b", 1), person("a", 9)})
		var e *score.CohortError
		require.ErrorAs(t, err, &e, formula)
		require.Equal(t, score.CohortFailedLate, e.Faults[0].Code, formula)
		require.Equal(t, "a", e.Faults[0].IDs[0])
	}
}

func TestNeedsCohort(t *testing.T) {
	for _, text := range []string{fmt.Sprintf(halves, "up", "refuse"), "scheme s\ninput x integer in [0, 9]\npool p = 1 by x  round 2\n",
		"scheme s\ninput x integer in [0, 9]\nvalue v = cohort.size\n"} {
		p := compiled(t, loadText(t, text))
		_, err := p.Score(score.Facts{"x": 1})
		require.ErrorIs(t, err, score.ErrNeedsCohort)
	}
	for _, p := range []*score.Program{nil, {}} {
		_, err := p.ScoreCohort(context.Background(), nil)
		require.ErrorContains(t, err, "not made by")
		_, err = p.Preview(nil)
		require.ErrorContains(t, err, "not made by")
		_, err = p.ReadCohort(nil)
		require.ErrorContains(t, err, "not made by")
	}
	var c *score.Cohort
	require.Error(t, c.Add(score.Person{}))
	require.Error(t, c.Merge(c))
	require.Zero(t, c.Len())
	_, err := (&score.Cohort{}).Close(context.Background())
	require.Error(t, err)
	var r *score.CohortResult
	require.Zero(t, r.Len())
	for range r.People() {
		t.Fatal("nobody is there")
	}
	for range (&score.CohortResult{}).People() {
		t.Fatal("nobody is there")
	}
}

// Of a scheme without a cohort stage everybody is scored alone, and failures
// are each one's own.
func TestCohortOfSingles(t *testing.T) {
	p := compiled(t, loadText(t, "scheme s\ninput x integer in [0, 9]\ntotal = 10 / x\n"))
	r, err := p.ScoreCohort(context.Background(), slices.Values([]score.Person{person("b", 5), person("a", 0), person("c", 10)}))
	require.NoError(t, err)
	var got []string
	for person := range r.People() {
		got = append(got, person.ID+": "+sheetOf(person.Result, person.Err))
	}
	require.Equal(t, []string{"b: total=2", "a: error division-by-zero: division by zero (x = 0) at test.kaohe:3:9", "c: error range: x integer in [0, 9]"}, got)
	require.Empty(t, r.Statement.Groups)
	require.Equal(t, []string{"a", "c"}, r.Statement.LeftOut)
}

func TestPreview(t *testing.T) {
	p := teamProgram(t, "exact", "up", "keep")
	v, err := p.Preview(score.Facts{"department": "d", "points": 85, "days": 20})
	require.NoError(t, err)
	require.Equal(t, []string{"grade", "grade.coefficient", "bonus", "pay"}, v.Open)
	require.Equal(t, "85", v.Total.Value())
	require.Equal(t, "B", v.Grade.Name)
	require.Equal(t, "2", v.Grade.Columns[0].Value())
	require.False(t, v.GradeSet)
	require.Empty(t, v.Payouts)
	v, err = p.Preview(score.Facts{"department": "d", "points": 85, "days": 20, "complaints": 11, "warned": true})
	require.NoError(t, err)
	require.True(t, v.GradeSet)
	require.Equal(t, "D", v.Grade.Name)
	require.Equal(t, "veto", v.Gates[0].Title)
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.Contains(t, string(text), `"grade_set":true`)
	_, err = p.Preview(score.Facts{"department": "d", "points": 101, "days": 20})
	var facts *score.FactsError
	require.ErrorAs(t, err, &facts)
	// A scheme without a cohort stage shows everything.
	v, err = compiled(t, deskScheme(), score.Bind("good_k", 1)).Preview(score.Facts{"calls": 2000, "attitude": 70})
	require.NoError(t, err)
	require.Empty(t, v.Open)
	require.Equal(t, "1000.00", v.Payouts[0].Value())
	require.Equal(t, "良好", v.Grade.Name)
	_, err = compiled(t, deskScheme(), score.Bind("good_k", 1)).Preview(score.Facts{"calls": 2300, "attitude": 70})
	var eval *score.EvalError
	require.ErrorAs(t, err, &eval)
	require.NotEmpty(t, eval.Computed)
}

// A result is in the order in which people were given, and found by any spelling of the id.
func TestCohortResult(t *testing.T) {
	p := teamProgram(t, "exact", "up", "keep")
	people := randomPeople(3, 3000, 3, 100)
	people[7].ID = " e\u0301 "
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	require.NoError(t, err)
	require.Equal(t, 3000, r.Len())
	i := 0
	for person := range r.People() {
		require.Equal(t, people[i].ID, person.ID)
		i++
		if i == 2000 {
			break
		}
	}
	found, ok := r.Person("\u00e9")
	require.True(t, ok)
	require.Equal(t, people[7].ID, found.ID)
	share, ok := found.Result.Figure("bonus")
	require.True(t, ok)
	require.Equal(t, found.Result.Pools[0].Value(), share.Value())
	_, ok = r.Person("nobody")
	require.False(t, ok)
	text, err := json.Marshal(found)
	require.NoError(t, err)
	var back struct{ Result score.Result }
	require.NoError(t, json.Unmarshal(text, &back))
	again, err := json.Marshal(back.Result)
	require.NoError(t, err)
	require.Contains(t, string(text), string(again), "a result reads back as it was written")
	statement, err := json.Marshal(r.Statement)
	require.NoError(t, err)
	var read score.Statement
	require.NoError(t, json.Unmarshal(statement, &read))
	once, err := json.Marshal(read)
	require.NoError(t, err)
	require.Equal(t, string(statement), string(once))
}

func TestCohortStops(t *testing.T) {
	p := teamProgram(t, "exact", "up", "keep")
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	endless := func(yield func(score.Person) bool) {
		for ; ; n++ {
			if n == 5000 {
				cancel()
			}
			if !yield(person(fmt.Sprint(n), 1)) {
				return
			}
		}
	}
	_, err := p.ScoreCohort(ctx, endless)
	require.ErrorIs(t, err, context.Canceled)
	s := loadText(t, fmt.Sprintf(halves, "up", "refuse"))
	s.Limits.People = 2
	_, err = compiled(t, s).ScoreCohort(context.Background(), endless)
	require.ErrorContains(t, err, "at most 2 people")
	c := compiled(t, s).NewCohort()
	require.NoError(t, c.Add(person("a", 1)))
	require.NoError(t, c.Add(person("b", 1)))
	require.ErrorContains(t, c.Add(person("c", 1)), "at most 2 people")
	_, err = c.Close(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

// Facts may be changed after they were added.
func TestCohortKeepsNoFacts(t *testing.T) {
	p := compiled(t, loadText(t, "scheme s\ninput xs list integer in [0, 9]\ntotal = sum(xs)\npayout p = rank  round 0\n"))
	c := p.NewCohort()
	xs := []int{1, 2}
	facts := score.Facts{"xs": xs}
	require.NoError(t, c.Add(score.Person{ID: "a", Facts: facts}))
	xs[0], facts["xs"] = 9, 5
	var none context.Context // as good as Background
	r, err := c.Close(none)
	require.NoError(t, err)
	a, _ := r.Person("a")
	require.Equal(t, "total=3 p=1", sheetOf(a.Result, a.Err))
	// One map may serve for all people of a stream.
	r, err = p.ScoreCohort(none, func(yield func(score.Person) bool) {
		for i := range 1000 {
			facts["xs"] = []int{i % 10}
			if !yield(score.Person{ID: fmt.Sprint(i), Facts: facts}) {
				return
			}
		}
	})
	require.NoError(t, err)
	a, _ = r.Person("7")
	require.Equal(t, "total=7 p=201", sheetOf(a.Result, a.Err))
}

// A mean of fractions without a common denominator is refused, not rounded.
func TestCohortMeanTooLong(t *testing.T) {
	text := "scheme s\ninput x integer in [1, 100000]\ntotal = x\npayout m = cohort.mean(%s)  round 2\n"
	var people []score.Person
	for i := range 400 {
		people = append(people, person(fmt.Sprint(i), 90_000+7*i))
	}
	p := compiled(t, loadText(t, fmt.Sprintf(text, "1 / x")))
	_, err := p.ScoreCohort(context.Background(), slices.Values(people))
	var e *score.CohortError
	require.ErrorAs(t, err, &e)
	require.Equal(t, score.CohortMean, e.Faults[0].Code)
	p = compiled(t, loadText(t, fmt.Sprintf(text, "round(1000000 / x, 2)")))
	r, err := p.ScoreCohort(context.Background(), slices.Values(people))
	require.NoError(t, err)
	first, _ := r.Person("0")
	require.Equal(t, "10.94", first.Result.Payouts[0].Value())
}
