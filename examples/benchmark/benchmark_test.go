package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
)

// names are the contenders in the order of the table. Other programs look for
// these very names.
var names = []string{
	"int64 by hand", "float64 by hand", "decimal by hand", "expr float64", "expr decimal", "cel-go", "govaluate", "gval",
	"kaohe single", "kaohe single, all read", "kaohe map in", "kaohe json out", "kaohe batch, 1 core", "kaohe batch, all cores",
}

// onFloats tells who computes with floats.
func onFloats(name string) bool {
	return name == "float64 by hand" || name == "expr float64" || name == "cel-go" || name == "govaluate" || name == "gval"
}

func TestCommandPrintsJSON(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-rounds", "1", "-time", "1ms", "-people", "500", "-json"}, &out))
	var lines []map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &lines))
	var got []string
	for _, line := range lines {
		got = append(got, line["name"].(string))
		require.Len(t, line, 5)
		require.Greater(t, line["ns"], 0.0)
		require.GreaterOrEqual(t, line["bytes"], 0.0)
		require.GreaterOrEqual(t, line["allocs"], 0.0)
		if !onFloats(line["name"].(string)) {
			require.Equal(t, 0.0, line["wrong"], line["name"])
		}
	}
	require.Equal(t, names, got)
}

func TestCommandPrintsTable(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-rounds", "1", "-time", "1ms", "-people", "10"}, &out))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 2+2+len(names))
	for i, name := range names {
		require.Contains(t, lines[4+i], "| "+name+" | ")
	}
}

func TestCommandRefuses(t *testing.T) {
	for _, args := range [][]string{{"-rounds", "0"}, {"-people", "0"}, {"10000"}, {"-nonsense"}} {
		require.Error(t, run(args, &bytes.Buffer{}), "%q", args)
	}
}

// TestExactContendersAreNeverWrong: whoever computes exactly agrees with the
// oracle on every figure of everybody.
func TestExactContendersAreNeverWrong(t *testing.T) {
	people := newCrowd().draw(2000)
	all, err := contenders()
	require.NoError(t, err)
	for _, c := range all {
		if onFloats(c.name) {
			continue
		}
		job := c.prepare(people)
		for pass := range 2 { // the second finds the room for figures full
			require.NoError(t, job.score(), c.name)
			for i, p := range people {
				got, err := job.outcome(i)
				require.NoError(t, err, c.name)
				require.Equal(t, oracle(p), got, "%s, pass %d, %+v", c.name, pass, p)
			}
		}
	}
}

// TestFloatsAreAllWrongAlike: every engine on floats computes what floats by
// hand do, so that its mistakes are those of floats and not of its rules.
func TestFloatsAreAllWrongAlike(t *testing.T) {
	people := newCrowd().draw(2000)
	all, err := contenders()
	require.NoError(t, err)
	byHand := all[1].prepare(people)
	require.NoError(t, byHand.score())
	wrong := 0
	for _, c := range all {
		if !onFloats(c.name) {
			continue
		}
		job := c.prepare(people)
		require.NoError(t, job.score(), c.name)
		for i, p := range people {
			want, err := byHand.outcome(i)
			require.NoError(t, err)
			got, err := job.outcome(i)
			require.NoError(t, err, c.name)
			require.Equal(t, want, got, "%s, %+v", c.name, p)
			if got != oracle(p) {
				wrong++
			}
		}
	}
	require.Positive(t, wrong, "floats were expected to be wrong for somebody")
}

// TestCrowd: the same people every time, the whole of each domain and every
// grade among them.
func TestCrowd(t *testing.T) {
	people := newCrowd().draw(timedPeople)
	longer := newCrowd()
	require.Equal(t, people[:10], longer.draw(10))
	require.Equal(t, people[10:30], longer.draw(20))
	grades := map[string]int{}
	for _, p := range people {
		require.Positive(t, p.Target)
		require.True(t, p.Calls <= 4000 && p.Errors <= 15 && p.QA <= 1000 && p.Late <= 10, fmt.Sprint(p))
		grades[oracle(p).Grade]++
	}
	require.Len(t, grades, 5)
	for grade, n := range grades {
		require.Greater(t, n, timedPeople/50, grade)
	}
}

func TestSchemeIsFormatted(t *testing.T) {
	text, ds := dsl.FormatText("frontdesk_bonus.kaohe", schemeText, dsl.Limits{})
	require.Empty(t, ds)
	require.Equal(t, schemeText, text)
}

func TestFiguresInPrint(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "12": 1200, "12.3": 1230, "12.34": 1234, "0.05": 5} {
		got, err := hundredths(text)
		require.NoError(t, err)
		require.Equal(t, want, got, text)
	}
	_, err := hundredths("1.234")
	require.Error(t, err)
	require.Equal(t, "1,234,567", grouped(1_234_567))
	require.Equal(t, "999", grouped(999))
	require.Equal(t, "12.3", short(12.34))
	require.Equal(t, "1", short(1))
}
