package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// TestTextAndGoAreOneProgram: the file and the structs compile to the same
// program and give the same sheet for everybody, in every reading of the scheme.
func TestTextAndGoAreOneProgram(t *testing.T) {
	loaded, err := score.Load("frontdesk.kaohe", schemeText)
	require.NoError(t, err)
	team, err := readTeam(strings.NewReader(facts))
	require.NoError(t, err)
	for _, boundary := range []string{"neither", "lower", "upper"} {
		for _, rule := range []string{"intended", "literal"} {
			binds := append(params[:4:4], score.Bind("boundary", boundary), score.Bind("errors_rule", rule))
			fromText, err := score.Compile(loaded, binds...)
			require.NoError(t, err)
			fromGo, err := score.Compile(schemeInGo(), binds...)
			require.NoError(t, err)
			require.Equal(t, fromText.Fingerprint(), fromGo.Fingerprint())
			for _, agent := range team {
				require.Equal(t, outcome(t, fromText, agent.facts), outcome(t, fromGo, agent.facts), "%s, %s, %s", agent.name, boundary, rule)
			}
		}
	}
}

// outcome is a sheet as JSON, or the messages of its failures without the
// positions, which only a loaded scheme has.
func outcome(t *testing.T, p *score.Program, facts score.Facts) string {
	result, err := p.Score(facts)
	if err != nil {
		var failed *score.EvalError
		require.ErrorAs(t, err, &failed)
		require.Len(t, failed.Failures, 1)
		return failed.Failures[0].Message
	}
	sheet, err := json.Marshal(result)
	require.NoError(t, err)
	return string(sheet)
}

// TestParamsThatTheSourceLacks: nothing is invented; what is cut off is asked for.
func TestParamsThatTheSourceLacks(t *testing.T) {
	scheme, err := score.Load("frontdesk.kaohe", schemeText)
	require.NoError(t, err)
	require.NoError(t, score.Check(scheme))
	_, err = score.Compile(scheme)
	require.ErrorContains(t, err, "these params have no value: deduct_95, deduct_rest, point_price, good_k")
}

func TestSheetIsAligned(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(&b))
	want, err := os.ReadFile("testdata/sheet.txt")
	require.NoError(t, err)
	require.Equal(t, string(want), b.String())
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")[2:]
	for _, line := range lines {
		require.Equal(t, dsl.Width(lines[0]), dsl.Width(line), line)
	}
}

func TestSchemeIsFormatted(t *testing.T) {
	text, ds := dsl.FormatText("frontdesk.kaohe", schemeText, dsl.Limits{})
	require.Empty(t, ds)
	require.Equal(t, schemeText, text)
}
