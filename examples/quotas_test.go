package examples_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// choice is what the source of S3 leaves open.
type choice struct{ precedence, ties, topK string }

var choices = []choice{
	{"bands", "up", "3"}, {"exact", "up", "3"}, {"exact", "down", "3"}, {"capped", "up", "3"}, {"capped", "down", "3"},
	{"bands", "up", "2"}, {"exact", "up", "2"}, {"capped", "up", "2"},
}

// The team of 60 is graded as each choice says, and the README has the table.
func TestQuotas(t *testing.T) {
	file := filepath.Join("quotas", "quotas.kaohe")
	text := read(t, file)
	formatted, ds := dsl.FormatText(file, text, dsl.Limits{})
	require.Empty(t, ds)
	require.Equal(t, text, formatted)
	scheme, err := score.Load(file, text)
	require.NoError(t, err)
	require.NoError(t, score.Check(scheme))
	_, err = score.Compile(scheme)
	require.Equal(t, []string{"precedence", "ties", "pass_k", "fail_k"}, unbound(t, err))

	table := "| first | ties | 优秀系数 | 优秀 | 良好 | 合格 | 不合格 | 效益工资 |\n|---|---|---|---|---|---|---|---|\n"
	people := team(t)
	require.Len(t, people, 60)
	for _, c := range choices {
		program, err := score.Compile(scheme, score.Bind("precedence", c.precedence), score.Bind("ties", c.ties),
			score.Bind("top_k", c.topK), score.Bind("pass_k", 1), score.Bind("fail_k", "0.5"))
		require.NoError(t, err)
		_, err = program.Score(people[0].Facts)
		require.ErrorIs(t, err, score.ErrNeedsCohort)
		result, err := program.ScoreCohort(context.Background(), slices.Values(people))
		require.NoError(t, err)
		table += row(t, c, result)
	}
	for _, readme := range []string{filepath.Join("quotas", "README.md"), filepath.Join("..", "README.md")} {
		require.Contains(t, read(t, readme), table, "%s: the table is now\n%s", readme, table)
	}

	program, err := score.Compile(scheme, score.Bind("precedence", "exact"), score.Bind("ties", "fail"), score.Bind("pass_k", 1), score.Bind("fail_k", "0.5"))
	require.NoError(t, err)
	_, err = program.ScoreCohort(context.Background(), slices.Values(people))
	require.ErrorContains(t, err, "they tie where 优秀 ends")
}

// row is what became of a choice: people per grade, and all performance pay.
func row(t *testing.T, c choice, r *score.CohortResult) string {
	line := fmt.Sprintf("| %s | %s | %s |", c.precedence, c.ties, c.topK)
	for _, g := range r.Statement.Groups[0].Grades {
		line += fmt.Sprintf(" %d |", g.Final)
	}
	sum := new(big.Rat)
	for person := range r.People() {
		require.NoError(t, person.Err)
		pay, ok := person.Result.Figure("performance_pay")
		require.True(t, ok)
		sum.Add(sum, pay.Number.Rat())
	}
	return line + " " + sum.FloatString(2) + " |\n"
}

// team reads the people; salaries and scores are invented.
func team(t *testing.T) []score.Person {
	lines, err := csv.NewReader(strings.NewReader(read(t, filepath.Join("quotas", "team.csv")))).ReadAll()
	require.NoError(t, err)
	var people []score.Person
	for _, line := range lines[1:] {
		people = append(people, score.Person{ID: line[0], Facts: score.Facts{"composite": line[1], "salary": line[2]}})
	}
	return people
}
