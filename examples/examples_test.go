// Package examples_test holds the seed schemes of this folder to what they
// promise: each stands formatted, passes its checks and its own examples, asks for
// exactly what its source leaves out, and scores its facts as recorded.
package examples_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

var update = flag.Bool("update", false, "record what the schemes give as want.txt")

// schemes are the folders. facts is what the people are read from, refused how
// many of them can't be scored, required the params that have no value.
var schemes = []struct {
	name, facts string
	refused     int
	required    []string
}{
	{"mallservice", "mallservice.csv", 3, []string{"不适用", "良好系数", "第三档名称", "第三档系数"}},
	{"presales", "presales.jsonl", 2, []string{"engineer_pay", "consultant_pay", "year_end_full"}},
	{"callcentre", "callcentre.csv", 1, []string{"pass_k", "fail_k"}},
	{"appraisalform", "appraisalform.csv", 2, []string{"自评权重", "上级权重"}},
	{"principles", "principles.csv", 1, []string{"态度权重", "能力权重", "第三部分权重"}},
	{"shopstatistics", "shopstatistics.csv", 1, nil},
	{"courier", "courier.jsonl", 2, []string{"call_points", "peak_target", "slack_target", "quality_base", "conduct_base", "lowest"}},
	{"ratingchain", "ratingchain.csv", 2, []string{"德_权重", "能_权重", "绩_权重", "勤_权重"}},
}

func TestSchemes(t *testing.T) {
	kaohe := buildCommand(t)
	for _, s := range schemes {
		t.Run(s.name, func(t *testing.T) {
			file := filepath.Join(s.name, s.name+".kaohe")
			text := read(t, file)
			formatted, ds := dsl.FormatText(file, text, dsl.Limits{})
			require.Empty(t, ds)
			require.Equal(t, text, formatted)

			scheme, err := score.Load(file, text)
			require.NoError(t, err)
			require.NoError(t, score.Check(scheme))

			bound := params(t, filepath.Join(s.name, "params.txt"))
			var binds []score.Option
			for _, p := range bound {
				name, value, _ := strings.Cut(p, "=")
				binds = append(binds, score.Bind(name, value))
			}
			_, err = score.Compile(scheme, binds...)
			require.NoError(t, err)

			_, err = score.Compile(scheme)
			require.Equal(t, s.required, unbound(t, err))

			got, refused := scoreFacts(t, kaohe, s.name, s.facts, bound)
			want := filepath.Join(s.name, "want.txt")
			if *update {
				require.NoError(t, os.WriteFile(want, []byte(got), 0o644))
			}
			require.Equal(t, read(t, want), got)
			require.Equal(t, s.refused, refused)
		})
	}
}

// TestEveryFolderIsTested: a folder with a scheme is in the table. The front desk and the quotas
// have tests of their own.
func TestEveryFolderIsTested(t *testing.T) {
	files, err := filepath.Glob("*/*.kaohe")
	require.NoError(t, err)
	tested := []string{filepath.Join("frontdesk", "frontdesk.kaohe"), filepath.Join("quotas", "quotas.kaohe")}
	for _, s := range schemes {
		tested = append(tested, filepath.Join(s.name, s.name+".kaohe"))
	}
	require.ElementsMatch(t, tested, files)
}

// TestWeightsOfRatersAddUp: weights are not in the source, but whoever binds them
// can't bind just any.
func TestWeightsOfRatersAddUp(t *testing.T) {
	file := filepath.Join("appraisalform", "appraisalform.kaohe")
	scheme, err := score.Load(file, read(t, file))
	require.NoError(t, err)
	_, err = score.Compile(scheme, score.Bind("自评权重", "30%"), score.Bind("上级权重", "69.99%"))
	require.ErrorContains(t, err, "add up to 99.99%, not to 100%")
	_, err = score.Compile(scheme, score.Bind("自评权重", "30.01%"), score.Bind("上级权重", "69.99%"))
	require.NoError(t, err)
}

// TestPolicyChangesTheGrade scores the month of the mall's service desk in which
// an item did not apply under all three policies.
func TestPolicyChangesTheGrade(t *testing.T) {
	file := filepath.Join("mallservice", "mallservice.kaohe")
	scheme, err := score.Load(file, read(t, file))
	require.NoError(t, err)
	month := score.Facts{
		"有反馈任务": false, "业绩": 90, "质量": 95, "业务": 80, "通话利用率": 85, "出勤": 100, "规章": 90, "上级": 88, "奖金基数": 1500,
	}
	for _, c := range []struct{ policy, total, grade, bonus string }{
		{"zero", "85.8", "合格", "1200.00"},
		{"redistribute", "1716/19", "良好", "1500.00"},
		{"full", "90.8", "良好", "1500.00"},
	} {
		program, err := score.Compile(scheme, score.Bind("不适用", c.policy),
			score.Bind("良好系数", 1), score.Bind("第三档名称", "合格"), score.Bind("第三档系数", "0.8"))
		require.NoError(t, err)
		result, err := program.Score(month)
		require.NoError(t, err)
		require.Equal(t, c.total, figure(t, result, "total"), c.policy)
		require.Equal(t, c.grade, figure(t, result, "grade"), c.policy)
		require.Equal(t, c.bonus, figure(t, result, "奖金"), c.policy)
	}
}

func figure(t *testing.T, r *score.Result, name string) string {
	f, ok := r.Figure(name)
	require.True(t, ok, name)
	return f.Value()
}

// buildCommand builds the command that the facts are scored with.
func buildCommand(t *testing.T) string {
	kaohe := filepath.Join(t.TempDir(), "kaohe")
	if runtime.GOOS == "windows" {
		kaohe += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", kaohe, "../score/cmd/kaohe").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return kaohe
}

// scoreFacts runs the command in a folder. CSV gives CSV, JSON lines give JSON
// lines; the status is 1 if there are people who can't be scored.
func scoreFacts(t *testing.T, kaohe, folder, facts string, params []string) (sheets string, refused int) {
	out := strings.TrimPrefix(filepath.Ext(facts), ".")
	args := []string{"score", "-out", out}
	for _, p := range params {
		args = append(args, "-param", p)
	}
	cmd := exec.Command(kaohe, append(args, folder+".kaohe", facts)...)
	cmd.Dir = folder
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 && stdout.Len() > 0 {
		err = nil
	}
	require.NoError(t, err, "%s", stderr.String())
	for _, line := range strings.Split(strings.TrimSpace(stdout.String()), "\n") {
		if out == "csv" && !strings.HasSuffix(line, ",") && !strings.HasSuffix(line, ",error") || strings.Contains(line, `"error":`) {
			refused++
		}
	}
	require.Equal(t, refused > 0, exit != nil)
	return stdout.String(), refused
}

// params reads name=value lines; # begins a comment.
func params(t *testing.T, file string) []string {
	var lines []string
	for _, line := range strings.Split(read(t, file), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			require.Contains(t, line, "=")
			lines = append(lines, line)
		}
	}
	return lines
}

// unbound is what Compile asks for when nothing is bound, and only that.
func unbound(t *testing.T, err error) []string {
	if err == nil {
		return nil
	}
	var ds dsl.Diagnostics
	require.ErrorAs(t, err, &ds)
	require.Len(t, ds, 1)
	names, ok := strings.CutPrefix(ds[0].Message, "these params have no value: ")
	require.True(t, ok, ds[0].Message)
	return strings.Split(names, ", ")
}

func read(t *testing.T, file string) string {
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}
