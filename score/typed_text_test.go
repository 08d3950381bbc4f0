package score_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

const levels = `
scheme levels
input level text one of "初级", "高级"
input shop text
input ratio percent in [0%, 200%]
table pay(level) { "初级" -> 100;  "高级" -> 200 }
payout p = pay(level) + (shop == "总店" ? 50 : 0) + 10 * ratio  round 2
`

type levelFacts struct {
	Level string  `score:"level"`
	Shop  *string `score:"shop"`
	Ratio string  `score:"ratio"`
}

type levelSheet struct {
	P score.Number `score:"p"`
}

// Texts are no reason to leave the machine: a column of integers shows that
// everybody was scored by it.
func TestTextsStayInTheMachine(t *testing.T) {
	p := probeScheme(t, levels)
	scorer, err := score.For[levelFacts, levelSheet](p)
	require.NoError(t, err)
	main, other := "总店", "分店"
	people := []levelFacts{{"初级", &main, "85%"}, {"高级", &other, "0.5"}, {"高级", &main, "100.5%"}}
	var block score.Block
	scorer.ScoreBlock(people, &block)
	column, ok := block.Column("p")
	require.True(t, ok)
	values, places, ok := column.Int64s()
	require.True(t, ok, "somebody was scored by the reference evaluator")
	require.Equal(t, []int64{15850, 20500, 26005}, values)
	require.Equal(t, 2, places)
	for i, facts := range people {
		result, err := p.Score(score.Facts{"level": facts.Level, "shop": *facts.Shop, "ratio": facts.Ratio})
		require.NoError(t, err)
		require.Equal(t, valueOf(t, result, "p"), column.Text(i))
	}
	for _, wrong := range []levelFacts{{"中级", &main, "85%"}, {"总店", &main, "85%"}, {"初级", &main, "85"}, {"初级", nil, "85%"}, {"初级", &main, "%"}} {
		_, err := scorer.Score(wrong)
		facts := score.Facts{"level": wrong.Level, "ratio": wrong.Ratio}
		if wrong.Shop != nil {
			facts["shop"] = *wrong.Shop
		}
		_, want := p.Score(facts)
		require.Error(t, want)
		require.EqualError(t, err, want.Error())
	}
}

// The zero values of what For and ScoreBlock make say so, and do not panic.
func TestZeroScorer(t *testing.T) {
	var scorer score.Scorer[levelFacts, levelSheet]
	_, err := scorer.Score(levelFacts{})
	require.ErrorContains(t, err, "not made by For")
	for r := range scorer.ScoreAll(t.Context(), func(yield func(levelFacts) bool) { yield(levelFacts{}) }) {
		require.ErrorContains(t, r.Err, "not made by For")
	}
	var block score.Block
	scorer.ScoreBlock(make([]levelFacts, 2), &block)
	require.ErrorContains(t, block.Err(1), "not made by For")
	require.ErrorContains(t, block.Err(2), "no person 2 in a block of 2")
	require.ErrorContains(t, block.Err(-1), "no person -1")
	_, ok := (*score.Result)(nil).Figure("p")
	require.False(t, ok)
}
