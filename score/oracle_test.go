package score_test

import (
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func ratOf(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	require.True(t, ok, s)
	return r
}

func fineOutcome(t *testing.T, out oracleOutcome) oracleOutcome {
	t.Helper()
	require.NoError(t, out.Unreadable)
	require.Empty(t, out.Faults)
	return out
}

// formula is the value of one formula over the number x.
func formulaOf(t *testing.T, text, x string) string {
	t.Helper()
	out := oracleRun("scheme s\ninput x number\nindicator k = "+text+"\n", nil, map[string]any{"x": x})
	return fineOutcome(t, out).Figures["k"].String()
}

func TestOracleFormulas(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1/3*3 == 1", "true"},
		{"-2 ** 2", "-4"},
		{"2 ** 3 ** 2", "512"},
		{"1 + 2 * 3 ** 2", "19"},
		{"10 - 4 - 3", "3"},
		{"12 / 3 / 2", "2"},
		{"1 < x <= 5", "true"},
		{"1 < x < 4", "false"},
		{"1 < x == true", "true"},
		{"true or 1 / 0 > 1", "true"},
		{"x in [1, 4]", "true"},
		{"x not in [1, 4]", "false"},
		{"x > 1 ? x > 2 ? 1 : 2 : 3", "1"},
		{"x > 9 ? 1 : x > 5 ? 2 : 3", "3"},
		{"let y = x + 1; y * y", "25"},
		{"if x > 5 { 1 } else if x > 3 { 2 } else { 3 }", "2"},
		{"30% + 0.5%", "61/200"},
		{"mod(-7, 3)", "2"},
		{"mod(7, -3)", "-2"},
		{"floor(-2.5) + ceil(-2.5)", "-5"},
		{"clamp(x, 5, 9) + abs(-1) + min(3, x, 1) + max(1, 2)", "9"},
		{"not (x > 5) and true", "true"},
		{"2 * -x", "-8"},
	} {
		require.Equal(t, c.want, formulaOf(t, c.text, "4"), c.text)
	}
}

func TestOracleRounding(t *testing.T) {
	for _, c := range []struct{ mode, plus, minus, tie, tieMinus string }{
		{"half_up", "2.35", "-2.35", "2.45", "-2.45"},
		{"half_down", "2.34", "-2.34", "2.44", "-2.44"},
		{"half_even", "2.34", "-2.34", "2.44", "-2.44"},
		{"up", "2.35", "-2.35", "2.45", "-2.45"},
		{"down", "2.34", "-2.34", "2.44", "-2.44"},
		{"ceiling", "2.35", "-2.34", "2.45", "-2.44"},
		{"floor", "2.34", "-2.35", "2.44", "-2.45"},
	} {
		for x, want := range map[string]string{
			"2.345": c.plus, "-2.345": c.minus, "2.445": c.tie, "-2.445": c.tieMinus, "2.34": "2.34",
		} {
			got := formulaOf(t, "round(x, 2, "+c.mode+")", x)
			require.Equal(t, ratOf(t, want).RatString(), got, "%s of %s", c.mode, x)
		}
	}
	require.Equal(t, ratOf(t, "2.36").RatString(), formulaOf(t, "round(x, 2, half_even)", "2.355"))
	require.Equal(t, "3/2", formulaOf(t, "x round to 0.5", "1.25"))
	require.Equal(t, "-5/4", formulaOf(t, "x at least -1.25 at most 2 round 2", "-7"))
}

const serviceDeskText = `
scheme s1 "客服绩效考核方案"
input a, b, c, d, e, f, g, h number in [0, 100]
param good_k number in (0, 3]
param third text one of "third", "C" = "C"
total = a * 20% + b * 30% + c * 10% + d * 10%
  // three items of 5 to 10%
      + e * 5% + f * 5% + g * 10% + h * 10%
grades {
    (95, 100] -> "优秀"  coefficient 1.1

    (90, 95]  -> "良好"  coefficient good_k   // cut off
    (85, 90]  -> third   coefficient 0.9;
    else      -> fail "no band"
}
payout bonus = 1000 * grade.coefficient round 2
`

func deskFacts(marks ...string) map[string]any {
	out := map[string]any{}
	for i, m := range marks {
		out[string(rune('a'+i))] = m
	}
	return out
}

func TestOracleServiceDesk(t *testing.T) {
	bind := map[string]string{"good_k": "1.05"}
	out := fineOutcome(t, oracleRun(serviceDeskText, bind, deskFacts("90", "95", "80", "85", "100", "96", "90", "88")))
	require.Equal(t, ratOf(t, "90.6").RatString(), out.Figures["total"].String())
	require.Equal(t, "良好", out.Grade)
	require.Equal(t, "1050", out.Figures["bonus"].String())

	for total, grade := range map[string]string{"95": "良好", "95.01": "优秀", "90.01": "良好", "90": "C"} {
		out := fineOutcome(t, oracleRun(serviceDeskText, bind, deskFacts(total, total, total, total, total, total, total, total)))
		require.Equal(t, grade, out.Grade, total)
	}
	out = oracleRun(serviceDeskText, bind, deskFacts("85", "85", "85", "85", "85", "85", "85", "85"))
	require.Equal(t, []oracleFault{{oracleFail, "grade", "no band"}}, out.Faults)

	out = oracleRun(serviceDeskText, nil, deskFacts("85"))
	require.ErrorContains(t, out.Unreadable, "good_k")
}

const frontDeskText = `
scheme front_desk "客服中心前台坐席 2013"
version "2013.1"
effective from 2013-01-01
input calls   integer "话务总量"  in [0, 100000]
input errors  integer "错单量"    in [0, 10000]
param errors_rule one of "intended", "literal" = "intended"
table call_rate(calls) {                   // whole volume
    [0, 2000]     -> 0.4
    (2000, 2300)  -> 0.5
    (2300, 2500)  -> 0.55
    (2500, 2800)  -> 0.6
    (2800, 3000)  -> 0.65
    > 3000        -> 0.7
    else          -> fail "no rate"
}
table error_points(errors) { <= 3 -> 30;  4 -> 28;  5 -> 27.5;  6 -> 26.4
    7 -> 25.8; 8 -> 25.2; 9 -> 23.7; 10 -> 23; else -> 0 }
indicator kpi "话务" = calls * call_rate(calls)
indicator accuracy = errors_rule == "literal" ? errors * error_points(errors) : error_points(errors)
example "a quiet month" { calls = 1800, errors = 0
    expect kpi = 720, accuracy = 30 }
examples with errors_rule = "literal" {
    calls, errors -> kpi,    accuracy
    2001,  3      -> 1000.5, 90
    2300,  0      -> fail,   0
}
`

func TestOracleFrontDesk(t *testing.T) {
	for calls, want := range map[int]string{
		1999: "799.6", 2000: "800", 2001: "1000.5", 2299: "1149.5", 2301: "1265.55",
		2450: "1347.5", 2501: "1500.6", 2999: "1949.35", 3001: "2100.7", 3500: "2450",
	} {
		out := fineOutcome(t, oracleRun(frontDeskText, nil, map[string]any{"calls": calls, "errors": int64(4)}))
		require.Equal(t, ratOf(t, want).RatString(), out.Figures["kpi"].String(), calls)
		require.Equal(t, "28", out.Figures["accuracy"].String())
	}
	for _, hole := range []int{2300, 2500, 2800, 3000} {
		out := oracleRun(frontDeskText, nil, map[string]any{"calls": strconv.Itoa(hole), "errors": 0})
		require.Equal(t, []oracleFault{{oracleFail, "kpi", "no rate"}}, out.Faults)
		require.Equal(t, "30", out.Figures["accuracy"].String())
	}
	literal := map[string]string{"errors_rule": "literal"}
	for errors, want := range map[int]string{0: "0", 3: "90", 10: "230", 11: "0"} {
		out := fineOutcome(t, oracleRun(frontDeskText, literal, map[string]any{"calls": "5.0", "errors": errors}))
		require.Equal(t, want, out.Figures["accuracy"].String())
	}
	broken, err := oracleRunExamples(frontDeskText)
	require.NoError(t, err)
	require.Empty(t, broken)
	require.NoError(t, oracleRead(frontDeskText))
}

func TestOracleFaults(t *testing.T) {
	const scheme = `scheme s
input n integer in [0, 10] step 2
input p percent in [0%, 100%]
input who text one of "a", "b" default "b"
input on bool default false
require n < 9 "too many"
value unread = 1 / 0
value quotient = 1 / n
indicator k = quotient + quotient
indicator second = who == "a" and on ? fail("stopped") : 1 / (n - 4)
total = k + second + p
`
	for _, c := range []struct {
		facts map[string]any
		want  []oracleFault
	}{
		{map[string]any{"n": 2, "p": "85%"}, nil},
		{map[string]any{"n": "2.0", "p": 1}, nil},
		{map[string]any{"n": 3, "p": "85"}, []oracleFault{
			{oracleFactFault, "n", "not a multiple of the step"}, {oracleFactFault, "p", "a percent needs % or a point"}}},
		{map[string]any{"n": "12", "zz": 1}, []oracleFault{
			{oracleFactFault, "n", "outside its interval"}, {oracleFactFault, "p", "missing"}, {oracleFactFault, "zz", "not declared"}}},
		{map[string]any{"n": "1e1", "p": nil, "who": "c", "on": "true"}, []oracleFault{
			{oracleFactFault, "n", "not a number"}, {oracleFactFault, "p", "missing"},
			{oracleFactFault, "who", "not one of the texts"}, {oracleFactFault, "on", "not true or false"}}},
		{map[string]any{"n": 10, "p": "0.5"}, []oracleFault{{oracleRequireFault, "require", "too many"}}},
		{map[string]any{"n": 0, "p": "0.5", "who": "a", "on": true}, []oracleFault{
			{oracleDivisionByZero, "quotient", "division by zero"}, {oracleFail, "second", "stopped"}}},
		{map[string]any{"n": 4, "p": "0.5"}, []oracleFault{{oracleDivisionByZero, "second", "division by zero"}}},
	} {
		out := oracleRun(scheme, nil, c.facts)
		require.NoError(t, out.Unreadable)
		require.Equal(t, c.want, out.Faults, "%v", c.facts)
	}
}

func TestOracleMistakesOfASchemeAreNoticed(t *testing.T) {
	for name, text := range map[string]string{
		"overlap":  "scheme s\ntable t(x number) { <= 3 -> 1; >= 3 -> 2 }\nindicator k = t(3)",
		"hole":     "scheme s\ntable t(x number) { < 3 -> 1; > 3 -> 2 }\nindicator k = t(3)",
		"cycle":    "scheme s\nvalue a = b\nvalue b = a\nindicator k = a",
		"unround":  "scheme s\npayout p = 3",
		"kinds":    "scheme s\nindicator k = 1 + true",
		"reserved": "scheme s\nindicator round = 1",
		"twice":    "scheme s\nindicator a = 1\nvalue a = 2",
		"leftover": "scheme s\nindicator a = 1 2",
		"unknown":  "scheme s\nindicator a = b",
	} {
		require.Error(t, oracleRun(text, nil, nil).Unreadable, name)
	}
}

func TestOracleNamesMayBeWordsOfClauses(t *testing.T) {
	const scheme = `scheme s
input points, at, note integer
indicator round_up = points at least 3 at most 9
    round 0 note "points at note"
indicator x = points
    - at
total = at * note at most 5
`
	out := fineOutcome(t, oracleRun(scheme, nil, map[string]any{"points": 12, "at": 2, "note": 4}))
	require.Equal(t, "9", out.Figures["round_up"].String())
	require.Equal(t, "10", out.Figures["x"].String())
	require.Equal(t, "5", out.Figures["total"].String())
}
