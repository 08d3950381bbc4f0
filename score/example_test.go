package score_test

import (
	"errors"
	"fmt"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

const frontDesk = `scheme front_desk "客服中心前台坐席"

input calls integer "话务总量"  in [0, 100000]
input base  number  "绩效基数"  in [0, 1000000] step 0.01

param good_k number in (0, 3]

table rate(calls) {
    [0, 2000]    -> 0.4
    (2000, 2300) -> 0.5
    2300         -> fail "the scheme gives no rate for exactly this volume"
    > 2300       -> 0.55
}

indicator kpi "话务得分" = calls * rate(calls)
indicator share = kpi / 30

total = kpi

grades {
    [1200, ..)  -> "优秀"  coefficient 1.1
    [800, 1200) -> "良好"  coefficient good_k
    else        -> "合格"  coefficient 0.8
}

payout bonus "绩效奖金" = base * grade.coefficient  round 2
`

// frontDeskProgram stands for the loading that the first example shows.
func frontDeskProgram() *score.Program {
	scheme, err := score.Load("front_desk.kaohe", frontDesk)
	if err != nil {
		panic(err)
	}
	program, err := score.Compile(scheme, score.Bind("good_k", "1.0"))
	if err != nil {
		panic(err)
	}
	return program
}

func ExampleLoad() {
	scheme, err := score.Load("front_desk.kaohe", frontDesk)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme, score.Bind("good_k", "1.0"))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Score(score.Facts{"calls": 2001, "base": "3000.00"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"kpi", "share", "total", "grade", "grade.coefficient", "bonus"} {
		figure, ok := result.Figure(name)
		fmt.Println(name, figure.Value(), ok)
	}
	// Output:
	// kpi 1000.5 true
	// share 33.35 true
	// total 1000.5 true
	// grade 良好 true
	// grade.coefficient 1 true
	// bonus 3000.00 true
}

func ExampleCompile() {
	scheme, err := score.Load("desk.kaohe", `scheme desk
input calls integer in [0, 5000]
table rate(calls) {
    [0, 2000]    -> 0.4
    (2000, 2300) -> 0.5
    > 2300       -> 0.55
}
payout bonus = cals * rate(calls)
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = score.Compile(scheme)
	diagnostics, _ := dsl.AsDiagnostics(err)
	for _, d := range diagnostics {
		fmt.Printf("line %d: %s: %s\n", d.Span.Start.Line, d.Code, d.Message)
		fmt.Printf("  %s\n", d.Hint)
	}
	// Output:
	// line 8: payout-round: the payout `bonus` does not say how it is rounded
	//   add `round 2`
	// line 8: unknown-name: nothing is called `cals`
	//   did you mean `calls`?
}

func ExampleProgram_Score() {
	program := frontDeskProgram()

	_, err := program.Score(score.Facts{"cals": 2301, "base": "3,000.00"})
	var facts *score.FactsError
	if errors.As(err, &facts) {
		for _, fault := range facts.Faults {
			fmt.Println(fault.Code, fault)
		}
	}

	_, err = program.Score(score.Facts{"calls": 2300, "base": 3000})
	var eval *score.EvalError
	if errors.As(err, &eval) {
		for _, failure := range eval.Failures {
			fmt.Println(failure.Code, failure)
		}
	}
	// Output:
	// missing calls is missing (integer in [0, 100000])
	// type base is not a number: digits are not grouped with ',' (number in [0, 1000000] step 0.01)
	// unknown cals is no input of the scheme; did you mean calls?
	// fail the scheme gives no rate for exactly this volume (calls = 2300) at front_desk.kaohe:11:5
}

func ExampleProgram_With() {
	program := frontDeskProgram()
	generous, err := program.With(score.Bind("good_k", "1.05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []*score.Program{program, generous} {
		result, err := p.Score(score.Facts{"calls": 2001, "base": 3000})
		if err != nil {
			fmt.Println(err)
			return
		}
		bonus, _ := result.Figure("bonus")
		fmt.Println(bonus.Value())
	}
	_, err = program.With(score.Bind("good_k", 4))
	faults, _ := dsl.AsDiagnostics(err)
	fmt.Println(faults[0].Code, faults[0].Path, "line", faults[0].Span.Start.Line)
	// Output:
	// 3000.00
	// 3150.00
	// param params.good_k line 6
}

// A scheme may be built in Go. Its leaves are text as in a file.
func ExampleScheme() {
	scheme := score.Scheme{
		Name: "quality",
		Inputs: []score.Input{
			{Name: "ok", Type: "integer", In: "[0, 1000]"},
			{Name: "n", Type: "integer", In: "[1, 1000]"},
		},
		Requires:   []score.Require{{Condition: "ok <= n", Message: "more are right than were checked"}},
		Indicators: []score.Indicator{{Name: "ratio", Title: "合格率", Formula: "ok / n"}},
		Grades: score.Grades{By: "ratio", Bands: []score.Band{
			{When: "[95%, ..)", Name: `"A"`},
			{When: "else", Name: `"B"`},
		}},
		Payouts: []score.Payout{{Name: "pay", Formula: "ratio * 500", Round: "2 half_even"}},
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Score(score.Facts{"ok": 290, "n": 300})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"ratio", "grade", "pay"} {
		figure, _ := result.Figure(name)
		fmt.Println(name, figure.Value())
	}
	// Output:
	// ratio 29/30
	// grade A
	// pay 483.33
}

func ExampleNumber() {
	scheme, err := score.Load("shares.kaohe", "scheme shares\nindicator third = 100 / 3\nindicator cents = 100 / 3  round 2\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Score(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	third, _ := result.Figure("third")
	_, exact := third.Number.Decimal()
	fmt.Println(third.Number, exact)
	fmt.Println(third.Number.Rat())
	fmt.Println(third.Number.Round(4, score.HalfUp))

	cents, _ := result.Figure("cents")
	d, exact := cents.Number.Decimal()
	fmt.Println(cents.Number, d, exact)
	fmt.Println(cents.Number.Cmp(third.Number))
	// Output:
	// 100/3 false
	// 100/3
	// 33.3333
	// 33.33 33.33 true
	// -1
}

// Check finds what is wrong for some value of a param before one is chosen.
func ExampleCheck() {
	scheme, err := score.Load("bands.kaohe", `scheme bands
param pass number in [60, 100]
input points number in [0, 100]
total = points
grades {
    [90, ..)   -> "A"
    [pass, 90) -> "B"
    else       -> "C"
}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	faults, _ := dsl.AsDiagnostics(score.Check(scheme)) // at pass = 100, no total is left for B
	for _, d := range faults {
		fmt.Println(d.Code, d.Path, "line", d.Span.Start.Line)
	}
	_, err = score.Compile(scheme, score.Bind("pass", 60))
	fmt.Println("with pass = 60:", err)
	// Output:
	// row grades.rows.1 line 7
	// with pass = 60: <nil>
}
