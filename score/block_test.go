package score_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// blockSays is all that a block says of a person.
func blockSays(b *score.Block, names []string, person int) []string {
	if err := b.Err(person); err != nil {
		return saidBy(nil, err)
	}
	var out []string
	for _, name := range names {
		column, ok := b.Column(name)
		if !ok {
			out = append(out, name+" is not there")
			continue
		}
		f := column.Figure(person)
		out = append(out, fmt.Sprint(name, " ", f.Value(), column.Text(person), column.Number(person).Text(), f.Kind, f.State, f.Redistributed))
	}
	return out
}

// resultSays is the same of a result.
func resultSays(r *score.Result, err error, names []string) []string {
	if err != nil {
		return saidBy(nil, err)
	}
	var out []string
	for _, name := range names {
		f, _ := r.Figure(name)
		out = append(out, fmt.Sprint(name, " ", f.Value(), f.Value(), f.Number.Text(), f.Kind, f.State, f.Redistributed))
	}
	return out
}

var sheetNames = []string{"third", "unused", "kpi", "peers", "word", "flag", "total", "grade", "grade.coefficient", "pay", "places"}

func sheetPeople(t *testing.T, n int) []sheetFacts {
	people := make([]sheetFacts, n)
	for i := range people {
		people[i] = sheetFacts{Calls: i%203 - 101, Base: decimal.New(int64(i)*7919, -3)}
		if i%3 == 0 {
			people[i].Peer = pointer(numberOf(t, fmt.Sprint(i%11)))
		}
	}
	return people
}

// A block says of each person what Score says, whatever it held before.
func TestScoreBlock(t *testing.T) {
	for engine, p := range sheetPrograms(t) {
		var reused score.Block
		for _, workers := range []int{1, 3} {
			s, err := score.For[sheetFacts, score.Result](p, score.Workers(workers))
			require.NoError(t, err)
			sizes := []int{3, 0, 1, 300, 129, 128, 127, 2}
			if engine == "machine" {
				sizes = append(sizes, 5000, 2049, 2048, 10)
			}
			for _, n := range sizes {
				var fresh score.Block
				people := sheetPeople(t, n)
				s.ScoreBlock(people, &reused)
				s.ScoreBlock(people, &fresh)
				require.Equal(t, n, reused.Len())
				errs := 0
				for i, person := range people {
					r, err := s.Score(person)
					want := resultSays(&r, err, sheetNames)
					require.Equal(t, want, blockSays(&reused, sheetNames, i), "%s, %d of %d", engine, i, n)
					require.Equal(t, want, blockSays(&fresh, sheetNames, i), "%s, %d of %d", engine, i, n)
					if err != nil {
						errs++
					}
				}
				require.Equal(t, errs, reused.Errs())
			}
		}
	}
}

// A block goes from one program and sheet to another.
func TestScoreBlockOfOtherPrograms(t *testing.T) {
	programs := sheetPrograms(t)
	var b score.Block
	require.Zero(t, b.Len())
	require.ErrorContains(t, b.Err(0), "no person 0 in a block of 0")
	_, ok := b.Column("kpi")
	require.False(t, ok)
	facts := sheetPeople(t, 40)
	for range 2 {
		for _, engine := range []string{"machine", "reference"} {
			all, err := score.For[sheetFacts, score.Result](programs[engine])
			require.NoError(t, err)
			few, err := score.For[sheetFacts, otherSheet](programs[engine])
			require.NoError(t, err)
			other := batchScorer(t, 1, "")
			all.ScoreBlock(facts, &b)
			want := make([][]string, len(facts))
			for i := range facts {
				r, err := all.Score(facts[i])
				want[i] = resultSays(&r, err, sheetNames)
				require.Equal(t, want[i], blockSays(&b, sheetNames, i))
			}
			few.ScoreBlock(facts, &b)
			for i := range facts {
				if b.Err(i) == nil {
					require.Equal(t, []string{"third is not there", want[i][2], want[i][9]}, blockSays(&b, []string{"third", "kpi", "pay"}, i))
				}
			}
			other.ScoreBlock(batchPeople(9), &b)
			require.Equal(t, 9, b.Len())
			_, ok := b.Column("kpi")
			require.False(t, ok)
			column, ok := b.Column("b")
			require.True(t, ok)
			require.Equal(t, "0.00", column.Text(0))
			_, err = other.Score(batchPeople(9)[8])
			require.Equal(t, fmt.Sprint(err), fmt.Sprint(b.Err(8)))
		}
	}
}

// Columns of whole numbers of cents, where the machine has them so.
func TestBlockInt64s(t *testing.T) {
	s := batchScorer(t, 2, "")
	people := slices.DeleteFunc(batchPeople(3000), func(p batchFacts) bool { return p.Y == 7 || p.X == 1<<60 })
	var b score.Block
	s.ScoreBlock(people, &b)
	require.Zero(t, b.Errs())
	for name, want := range map[string]int{"a": 0, "b": 2} {
		column, ok := b.Column(name)
		require.True(t, ok)
		values, places, ok := column.Int64s()
		require.True(t, ok, name)
		require.Len(t, values, len(people))
		require.Equal(t, want, places)
		for i, v := range values {
			require.Zero(t, column.Number(i).Cmp(numberOfDecimal(t, v, places)), "%s %d", name, i)
		}
	}
	s.ScoreBlock(append(people, batchFacts{0, 7}), &b)
	column, _ := b.Column("a")
	_, _, ok := column.Int64s()
	require.False(t, ok, "somebody has none")
	require.Zero(t, column.Figure(len(people)).Number.Rat().Sign())
}

// numberOfDecimal is v * 10^-places.
func numberOfDecimal(t *testing.T, v int64, places int) score.Number {
	t.Helper()
	p := probeScheme(t, "scheme d\ninput x number\nindicator out = x\n")
	r, err := p.Score(score.Facts{"x": decimal.New(v, int32(-places))})
	require.NoError(t, err)
	f, _ := r.Figure("out")
	return f.Number
}

// A result is a snapshot: neither its facts nor later people change it.
func TestResultsAreSnapshots(t *testing.T) {
	p := probeScheme(t, snapshot)
	s, err := score.For[score.Facts, score.Result](p)
	require.NoError(t, err)
	facts := score.Facts{"x": 3, "word": "a"}
	first, err := s.Score(facts)
	require.NoError(t, err)
	batch := collected(s.ScoreAll(t.Context(), slices.Values([]score.Facts{facts, {"x": 9, "word": "b"}})))
	want, err := first.AppendJSON(nil)
	require.NoError(t, err)
	second, err := json.Marshal(batch[1].Out)
	require.NoError(t, err)
	clear(facts)
	for i := range 300 {
		other, err := s.Score(score.Facts{"x": 1000 + i, "word": "b"})
		require.NoError(t, err)
		for _, list := range [][]score.Figure{other.Params, other.Values, other.Indicators, other.Payouts} {
			for k := range list {
				list[k].Name, list[k].Title = "overwritten", "overwritten" // its own
			}
		}
	}
	for range collected(s.ScoreAll(t.Context(), repeated(score.Facts{"x": 77, "word": "c"}, 2000))) {
	}
	again, err := first.AppendJSON(nil)
	require.NoError(t, err)
	require.Equal(t, string(want), string(again))
	again, err = json.Marshal(batch[1].Out)
	require.NoError(t, err)
	require.Equal(t, string(second), string(again))
	_ = append(first.Indicators, score.Figure{Name: "more"}) // has no room in other lists
	again, err = first.AppendJSON(nil)
	require.NoError(t, err)
	require.Equal(t, string(want), string(again))
}

const snapshot = `scheme snapshot
input x number
input word text
param k number = 1.5
value v = x * k
indicator a "甲" = v / 3
indicator b = word == "a"
total = a
grades { > 1000 -> "A" coefficient 2;  else -> "B" coefficient 1 }
gate "g" when x > 5 then total at most 3
payout pay = x  round 2
`

// Scoring many people costs no allocation for each.
func TestNoAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector allocates")
	}
	type facts struct {
		X int64           `score:"x"`
		Y decimal.Decimal `score:"y"`
	}
	type sheet struct {
		A score.Number `score:"a"`
		B score.Number `score:"b"`
	}
	s, err := score.For[facts, sheet](probeScheme(t, batches), score.Workers(1))
	require.NoError(t, err)
	people := make([]facts, 4096)
	for i := range people {
		people[i] = facts{int64(i), decimal.New(int64(i%7), 0)}
	}
	var b score.Block
	s.ScoreBlock(people, &b)
	require.Less(t, testing.AllocsPerRun(20, func() { s.ScoreBlock(people, &b) }), 8.0, "4096 people")
	require.Zero(t, b.Errs())
	require.Zero(t, testing.AllocsPerRun(200, func() {
		if _, err := s.Score(people[5]); err != nil {
			t.Error(err)
		}
	}))
}
