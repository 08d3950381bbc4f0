package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

const teamScheme = `scheme team
input points integer in [0, 1000]
input dept text
rating attitude integer in [0, 5] default 3
indicator kpi = points * 2
total = kpi + attitude
gate "low" when points < 100 then grade at most "C"
grades first { >= 1500 -> "A" k 2 bonus 3;  >= 500 -> "B" k 1 bonus 2;  else -> "C" k 0.5 bonus 1 }
distribution exact by total within dept { "A" 10%;  "B" 50%;  "C" 40%;  ties by points;  failed leave_out }
pool share "奖金包" = 100000 by grade.k  within dept  round 2
pool meals = 99.99 by 1  round 2
payout pay = share + cohort.size - rank  round 2
payout extra = grade.bonus * percentile  round 2
`

// crowd is CSV of many people, some of whom can't be scored.
func crowd(n, groups int) string {
	var b strings.Builder
	b.WriteString("name,id,points,dept,attitude\n")
	for i := range n {
		points := fmt.Sprint(i * 7919 % 1009) // some are more than 1000
		fmt.Fprintf(&b, "\"n, %d\",p%d,%s,d%02d,%s\n", i, i, points, i%groups, strings.Repeat("4", i%2))
	}
	return b.String()
}

func TestManyPeopleForAnyNumberOfWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("scores many people")
	}
	scheme, facts := writeFile(t, "team.kaohe", teamScheme), crowd(50_000, 30)
	statement, plot := filepath.Join(t.TempDir(), "statement.json"), filepath.Join(t.TempDir(), "plot.svg")
	for _, out := range []string{"csv", "jsonl"} {
		var want []string
		for _, workers := range []string{"1", "3"} {
			stdout, stderr, status := runCommand(strings.NewReader(facts), "score", scheme, "-id", "id", "-out", out, "-workers", workers,
				"-statement", statement, "-plot", plot, "-histogram")
			require.Equal(t, 1, status)
			got := []string{stdout, stderr, readFile(t, statement), readFile(t, plot)}
			if want == nil {
				want = got
				require.Contains(t, stderr, "of 50000 lines could not be scored\n")
				require.Contains(t, stderr, "\n30 groups are too many to show each\n")
				require.Contains(t, got[3], ">30 groups are too many to show each</text>\n")
				continue
			}
			for i := range got {
				require.True(t, want[i] == got[i], "output %d differs", i) // Equal would print megabytes
			}
		}
	}
}

func readFile(t *testing.T, path string) string {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

// The command writes what the library gives, column by column.
func TestTeamAsTheLibraryScoresIt(t *testing.T) {
	facts := crowd(300, 4)
	statement := filepath.Join(t.TempDir(), "statement.json")
	stdout, _, status := runCommand(strings.NewReader(facts), "score", writeFile(t, "team.kaohe", teamScheme), "-id", "id", "-statement", statement)
	require.Equal(t, 1, status)

	scheme, err := score.Load("team.kaohe", teamScheme)
	require.NoError(t, err)
	program, err := score.Compile(scheme)
	require.NoError(t, err)
	lines, err := csv.NewReader(strings.NewReader(facts)).ReadAll()
	require.NoError(t, err)
	cohort := program.NewCohort()
	for _, line := range lines[1:] {
		person := score.Person{ID: line[1], Facts: score.Facts{"points": line[2], "dept": line[3]}}
		if line[4] != "" {
			person.Facts["attitude"] = line[4]
		}
		require.NoError(t, cohort.Add(person))
	}
	result, err := cohort.Close(context.Background())
	require.NoError(t, err)

	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{
		"name", "id", "points", "dept", "attitude", "kpi", "total", "grade", "grade.k", "grade.bonus", "share", "meals", "pay", "extra", "error",
	}, rows[0])
	for i, row := range rows[1:] {
		person, found := result.Person(row[1])
		require.True(t, found)
		require.Equal(t, lines[1+i][1], row[1], "in the order of the lines")
		if person.Err != nil {
			require.Equal(t, oneLine(person.Err), row[len(row)-1])
			continue
		}
		for k, name := range rows[0][4 : len(row)-1] {
			figure, ok := person.Result.Figure(name)
			require.True(t, ok, name)
			require.Equal(t, figure.Value(), row[4+k], name)
		}
	}
	var read score.Statement
	require.NoError(t, json.Unmarshal([]byte(readFile(t, statement)), &read))
	written, err := json.Marshal(read)
	require.NoError(t, err)
	want, err := json.Marshal(result.Statement)
	require.NoError(t, err)
	require.Equal(t, string(want), string(written))
}

func TestAtMostFiftyFaultsOfATeamAreTold(t *testing.T) {
	scheme := writeFile(t, "team.kaohe", teamScheme)
	for faults, more := range map[int]string{1: "", 50: "", 51: "kaohe: 1 more faults are left out\n"} {
		stdout, stderr, status := runCommand(strings.NewReader("id,points,dept\n"+strings.Repeat(",5,a\n", faults)), "score", scheme, "-id", "id")
		require.Equal(t, 1, status)
		require.Empty(t, stdout)
		require.Equal(t, min(faults, 50), strings.Count(stderr, "has no id"))
		require.True(t, strings.HasSuffix(stderr, more+fmt.Sprintf("kaohe: none of %d lines was scored, since people are scored together\n", faults)), stderr)
	}
}

// Files are written when everybody has been scored, and not before.
func TestRefusedTeamWritesNothing(t *testing.T) {
	scheme := writeFile(t, "team.kaohe", teamScheme)
	statement, plot := writeFile(t, "statement.json", "old"), writeFile(t, "plot.svg", "old")
	require.NoError(t, os.Chmod(statement, 0o600))
	args := []string{"score", scheme, "-id", "id", "-statement", statement, "-plot", plot}
	for _, facts := range []io.Reader{
		strings.NewReader("id,points,dept\na,5,x\na,6,x\n"), failing("id,points,dept\na,5,x\n"),
	} {
		stdout, _, status := runCommand(facts, args...)
		require.Equal(t, 1, status)
		require.Empty(t, stdout)
		require.Equal(t, "old", readFile(t, statement))
		require.Equal(t, "old", readFile(t, plot))
	}
	_, stderr, status := runCommand(strings.NewReader("id,points,dept\na,5,x\n"), args...)
	require.Equal(t, 0, status, stderr)
	require.Contains(t, readFile(t, statement), `"people": 1`)
	require.Contains(t, readFile(t, plot), "</svg>")
	info, err := os.Stat(statement)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
}

func TestOutputOfATeamFails(t *testing.T) {
	scheme, facts := writeFile(t, "team.kaohe", teamScheme), crowd(1000, 3)
	for _, out := range []string{"csv", "jsonl", "table"} {
		for _, room := range []int{0, 10_000} {
			var stderr strings.Builder
			command := &command{stdin: strings.NewReader(facts), stdout: &full{room}, stderr: &stderr}
			require.Equal(t, 1, command.run([]string{"score", scheme, "-id", "id", "-out", out, "-histogram"}))
			require.Equal(t, "kaohe: standard output: no space left\n", stderr.String())
		}
	}
}

// The example of the quotas, as its README has it.
func TestTheExampleOfTheQuotas(t *testing.T) {
	const dir = "../../../examples/quotas/"
	stdout, stderr, status := runCommand(nil, "score", dir+"quotas.kaohe", dir+"team.csv", "-param", "precedence=exact", "-param", "ties=up",
		"-param", "pass_k=1", "-param", "fail_k=0.5", "-id", "工号", "-histogram")
	require.Equal(t, 0, status, stderr)
	require.Equal(t, 61, strings.Count(stdout, "\n"))
	require.Equal(t, `客服中心员工绩效考核方案(草案)

60 people
  优秀     8   13.3%  ███████████
  良好    18   30.0%  ████████████████████████
  合格    30   50.0%  ████████████████████████████████████████
  不合格   4    6.7%  █████
`, stderr)
}

func TestLongListsOfIDsAreCut(t *testing.T) {
	require.Equal(t, "", joinNamed(nil))
	require.Equal(t, "1", joinNamed([]string{"1"}))
	require.Equal(t, "1 and 2", joinNamed([]string{"1", "2"}))
	require.Equal(t, "1, 2, 3, 4 and 5", joinNamed(strings.Split("12345", "")))
	require.Equal(t, "1, 2, 3, 4, 5 and 2 more", joinNamed(strings.Split("1234567", "")))
}
