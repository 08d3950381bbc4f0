package score_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// starting has figures and inputs of every kind.
const starting = `scheme starting
input calls integer in [0, 100]
input base number
input level text one of "a", "b"
input late bool
input peer number in [0, 10] optional
input days integer default 20
value third = base / 3
value cents = base  round 2
indicator kpi = calls  points 10  weight 50%
indicator peers = peer  points 10  weight 50%  missing redistribute
indicator word = level
indicator flag = late
indicator whole = calls * 2
total = weighted
grades { > 5 -> "A" coefficient 1.1;  else -> "B" coefficient 0.8 }
payout pay = base * grade.coefficient  round 2
`

type good struct {
	Calls int             `score:"calls"`
	Base  decimal.Decimal `score:"base"`
	Level string          `score:"level"`
	Late  bool            `score:"late"`
}

// startFaults are the faults of the facts' side and then those of the sheet's.
func startFaults[In, Out any](t *testing.T) []string {
	t.Helper()
	s, err := score.For[In, Out](probeScheme(t, starting))
	require.Nil(t, s)
	var e *score.FieldsError
	require.ErrorAs(t, err, &e)
	var texts, sides []string
	for _, side := range []struct {
		name   string
		faults []score.FieldFault
	}{{"facts: ", e.In}, {"sheet: ", e.Out}} {
		var some []string
		for _, f := range side.faults {
			some = append(some, f.String())
		}
		if texts = append(texts, some...); len(some) > 0 {
			sides = append(sides, side.name+strings.Join(some, "; "))
		}
	}
	require.EqualError(t, err, "score: "+strings.Join(sides, "; "))
	return texts
}

type (
	wrongFacts struct {
		Calls string     `score:"calls"` // which may be a number
		Base  bool       `score:"base"`
		Level int        `score:"level"`
		Late  string     `score:"late"`
		Peer  float64    `score:"peer"`
		Days  float32    `score:"days,float"`
		Time  time.Time  `score:"base"`
		C     complex128 `score:"cals"`
	}
	fewFacts struct {
		Part
		Base, Other int
	}
	Part struct {
		Calls any       `score:"calls"`
		Late  time.Time `score:"late"`
	}
	scaledFacts struct {
		Calls decimal.Decimal `score:"calls,scale=2"`
		Base  int             `score:"base,scale=19"`
		Level string          `score:"level,scale=0"`
		Late  int64           `score:"late,scale=1"`
		Peer  int             `score:"peer,scale=x"`
		Days  int             `score:"days,cents"`
	}
	oddFacts struct {
		calls int `score:"calls"`
		Base  int `score:"base"`
		Pay   int `score:" base "`
		Empty int `score:",scale=2"`
		Float int `score:"days,float"`
		Part  `score:"-"`
	}
	wrongSheet struct {
		Kpi    string          `score:"kpi"`
		Peers  score.Number    `score:"peers"`
		Word   score.Number    `score:"word"`
		Flag   string          `score:"flag"`
		Total  decimal.Decimal `score:"total"`
		Grade  int64           `score:"grade"`
		Third  decimal.Decimal `score:"third"`
		Pay    int64           `score:"pay,scale=1"`
		Pai    score.Number    `score:"pai"`
		Float  float64         `score:"whole"`
		Cents  int             `score:"cents,float"`
		Coeff  decimal.Decimal `score:"grade.coefficient,scale=2"`
		Nested good            `score:"coefficient"`
	}
)

var _ = oddFacts{calls: 1}.calls // the compiler thinks that nobody reads it

// Every fault of both types is told at once, when the program starts.
func TestTypedStart(t *testing.T) {
	for name, c := range map[string]struct {
		faults func(*testing.T) []string
		want   []string
	}{
		"facts of the wrong types": {startFaults[wrongFacts, score.Result], []string{
			"wrongFacts.Time (base) is the field wrongFacts.Base too",
			"wrongFacts.Base (base) is a Go bool, no number (number)",
			`wrongFacts.Level (level) is a Go int, no text (text one of "a", "b")`,
			"wrongFacts.Late (late) is a Go string, no bool (bool)",
			"wrongFacts.Peer (peer) is a float64, which need not be what was written; say so by the option float, or use a decimal",
			"wrongFacts.Days (days) is a float32, which need not be what was written",
			"wrongFacts.Days (days) has the option float; it is a Go float32",
			"wrongFacts.C (cals) is no input of the scheme; did you mean calls?",
		}},
		"missing facts": {startFaults[fewFacts, score.Result], []string{
			"fewFacts.Part.Late (late) is a Go time.Time, which is no fact",
			"base has no field (number)",
			`level has no field (text one of "a", "b")`,
		}},
		"scales": {startFaults[scaledFacts, score.Result], []string{
			`scaledFacts.Base (base) has the option "scale=19"; a scale is a number of places from 0 to 18`,
			`scaledFacts.Peer (peer) has the option "scale=x"; a scale is a number of places from 0 to 18`,
			`scaledFacts.Days (days) has the option "cents"; there are scale=N and float`,
			"scaledFacts.Calls (calls) has a scale, which only integers have; it is a Go decimal.Decimal",
			"scaledFacts.Level (level) has a scale, which only integers have; it is a Go string",
			"scaledFacts.Late (late) is a Go int64, no bool (bool)",
			"scaledFacts.Late (late) has a scale, but the input is no number (bool)",
		}},
		"odd fields": {startFaults[oddFacts, score.Result], []string{
			"oddFacts.calls (calls) is not exported",
			"oddFacts.Pay (base) is the field oddFacts.Base too",
			"oddFacts.Empty has a tag without a name",
			"oddFacts.Float (days) has the option float; it is a Go int",
			"calls has no field (integer in [0, 100])",
			`level has no field (text one of "a", "b")`,
			"late has no field (bool)",
		}},
		"no tags": {startFaults[struct{ Calls int }, score.Result], []string{
			`struct { Calls int } has no field with a tag like score:"calls"`,
			"calls has no field (integer in [0, 100])", "base has no field (number)", `level has no field (text one of "a", "b")`, "late has no field (bool)",
		}},
		"no facts": {startFaults[int, score.Result], []string{"int is no struct, and no Facts"}},
		"pointer":  {startFaults[*good, score.Result], []string{"*score_test.good is no struct, and no Facts; use score_test.good"}},
		"map":      {startFaults[map[string]int, score.Result], []string{"map[string]int is no struct, and no Facts"}},
		"a sheet of the wrong types": {startFaults[good, wrongSheet], []string{
			"wrongSheet.Kpi (kpi) is a Go string, but the figure is a number",
			"wrongSheet.Peers (peers) is a Go score.Number, but the figure may have no value; use a pointer or a Null type",
			"wrongSheet.Word (word) is a Go score.Number, but the figure is a text",
			"wrongSheet.Flag (flag) is a Go string, but the figure is a bool",
			"wrongSheet.Total (total) is a Go decimal.Decimal, but the figure need not be a decimal; round it in the scheme, or use a score.Number",
			"wrongSheet.Grade (grade) is a Go int64, but the figure is a text",
			"wrongSheet.Third (third) is a Go decimal.Decimal, but the figure need not be a decimal; round it in the scheme, or use a score.Number",
			"wrongSheet.Pay (pay) has 1 places, but the figure may have 2; say scale=2",
			"wrongSheet.Pai (pai) is no figure of the scheme; did you mean pay?",
			"wrongSheet.Float (whole) is a Go float64; a figure is a score.Number, a decimal.Decimal, an int64 with a scale, a string or a bool",
			"wrongSheet.Cents (cents) has the option float; figures are exact",
			"wrongSheet.Coeff (grade.coefficient) has a scale, which only an int64 has; it is a Go decimal.Decimal",
			"wrongSheet.Nested (coefficient) is no figure of the scheme",
		}},
		"no sheet":            {startFaults[good, int], []string{"int is no struct, and no Result"}},
		"a sheet without tag": {startFaults[good, struct{ X int }], []string{`struct { X int } has no field with a tag like score:"calls"`}},
		"both sides": {startFaults[struct {
			Calls int `score:"cals"`
		}, struct {
			Pay string `score:"pay"`
		}], []string{
			".Calls (cals) is no input of the scheme; did you mean calls?",
			"calls has no field (integer in [0, 100])", "base has no field (number)", `level has no field (text one of "a", "b")`, "late has no field (bool)",
			".Pay (pay) is a Go string, but the figure is a number",
		}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, c.faults(t)) })
	}
	lists := probeScheme(t, "scheme lists\ninput scores list number\nindicator a = len(scores)\n")
	_, err := score.For[struct {
		Scores int `score:"scores"`
	}, score.Result](lists)
	require.EqualError(t, err, "score: facts: .Scores (scores) is a Go int, no list (list number)")
}

func TestTypedStartWithoutProgram(t *testing.T) {
	for _, p := range []*score.Program{nil, {}} {
		_, err := score.For[score.Facts, score.Result](p)
		require.EqualError(t, err, "score: the Program was not made by Compile")
		var e *score.FieldsError
		require.False(t, errors.As(err, &e))
	}
}
