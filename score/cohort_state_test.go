package score_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

func cohortOf(t *testing.T, p *score.Program, people []score.Person) *score.Cohort {
	t.Helper()
	c := p.NewCohort()
	for _, person := range people {
		require.NoError(t, c.Add(person))
	}
	return c
}

// A cohort that is built in parts, some of them on other machines, is the same
// as one that is built at once.
func TestCohortInParts(t *testing.T) {
	p := teamProgram(t, "exact", "by days", "keep")
	people := randomPeople(9, 1000, 5, 20)
	people[3].Facts["points"] = "a"
	want := closed(t, p, people, 2)
	whole := p.NewCohort()
	for from := 0; from < len(people); from += 250 {
		data, err := cohortOf(t, p, people[from:from+250]).MarshalBinary()
		require.NoError(t, err)
		require.Less(t, len(data), 250*40+500, "facts are packed")
		part, err := p.ReadCohort(data)
		require.NoError(t, err)
		require.NoError(t, whole.Merge(part))
	}
	got, err := whole.Close(context.Background())
	require.NoError(t, err)
	require.Equal(t, statementOf(t, want), statementOf(t, got))
	require.Equal(t, sheetsByID(t, want), sheetsByID(t, got))
	i := 0
	for person := range got.People() {
		require.Equal(t, people[i].ID, person.ID, "in order")
		i++
	}
	// A cohort may grow after it was closed.
	require.NoError(t, whole.Add(score.Person{ID: "late", Facts: people[0].Facts}))
	more, err := whole.Close(context.Background())
	require.NoError(t, err)
	require.Equal(t, 1001, more.Len())
	require.Equal(t, 1000, got.Len())
}

func TestCohortsOfOtherSchemes(t *testing.T) {
	p, other := teamProgram(t, "exact", "up", "keep"), teamProgram(t, "capped", "up", "keep")
	require.ErrorContains(t, p.NewCohort().Merge(other.NewCohort()), "different schemes")
	data, err := other.NewCohort().MarshalBinary()
	require.NoError(t, err)
	_, err = p.ReadCohort(data)
	require.ErrorContains(t, err, "of another scheme")
	s := loadText(t, "scheme s\nparam k integer in [0, 9]\ninput x integer in [0, 9]\npool p = k by x  round 0\n")
	one, two := compiled(t, s, score.Bind("k", 1)), compiled(t, s, score.Bind("k", 2))
	require.Error(t, one.NewCohort().Merge(two.NewCohort()), "other values of the params")
	require.NoError(t, one.NewCohort().Merge(must(two.With(score.Bind("k", 1))).NewCohort()))
}

const packedScheme = `
scheme s
input a integer in [-9, 9]
input b number
input c text
input d bool
input e list integer in [0, 9]
input f list { x number, y text }
input g text one of "u", "v" optional
input h number default 1
total = a
payout p = b + sum(e) + sum(f, .x) + h + (d ? 1 : 0) + (given(g) ? 100 : 0) + rank  round 5
`

func packedPeople() []score.Person {
	var people []score.Person
	for i, b := range []any{"0", "-0.5", "123456789012345678901234567890.5", "0.1234567890123456789012345", int64(-1 << 63), "9223372036854775807.25", "-9223372036854775809"} {
		facts := score.Facts{"a": i - 3, "b": b, "c": "甲\x00\n", "d": i%2 == 0, "e": []int{i, 0}, "f": []map[string]any{{"x": "0.5", "y": ""}}}
		if i%2 == 1 {
			facts["g"], facts["h"], facts["e"] = "v", "2.5", []int{}
		}
		people = append(people, score.Person{ID: fmt.Sprint("p", i), Facts: facts})
	}
	return append(people, score.Person{ID: "x", Facts: score.Facts{"b": true, "zz": 1}})
}

// Facts of every kind come back as they were.
func TestPackedFacts(t *testing.T) {
	p := compiled(t, loadText(t, packedScheme))
	people := packedPeople()
	c := cohortOf(t, p, people[:len(people)-1])
	data, err := c.MarshalBinary()
	require.NoError(t, err)
	read, err := p.ReadCohort(data)
	require.NoError(t, err)
	again, err := read.MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, data, again)
	r, err := read.Close(context.Background())
	require.NoError(t, err)
	var got []string
	for person := range r.People() {
		f, _ := person.Result.Figure("p")
		got = append(got, f.Value())
	}
	require.Equal(t, []string{
		"9.50000", "108.50000", "123456789012345678901234567900.00000", "107.12346", "-9223372036854775798.50000",
		"9223372036854775912.25000", "-9223372036854775799.50000",
	}, got)
}

// FuzzReadCohort: damaged bytes are an error, or a cohort that can be scored.
func FuzzReadCohort(f *testing.F) {
	s, err := score.Load("s.kaohe", packedScheme)
	if err != nil {
		f.Fatal(err)
	}
	p, err := score.Compile(s)
	if err != nil {
		f.Fatal(err)
	}
	c := p.NewCohort()
	for _, person := range packedPeople() {
		_ = c.Add(person)
	}
	data, err := c.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, 0, byte(0))
	for at := 100; at < len(data); at += 3 {
		f.Add(data, at, byte(255))
		f.Add(data[:at], 0, byte(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		damaged := append([]byte(nil), data...)
		if len(damaged) > 0 {
			damaged[uint(at)%uint(len(damaged))] ^= with
		}
		c, err := p.ReadCohort(damaged)
		if err != nil {
			return
		}
		r, err := c.Close(context.Background())
		if err != nil {
			return
		}
		for range r.People() {
		}
	})
}
