package score_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score"
)

const courier = `
scheme courier "骑手"
input parcels integer      in [0, 10000]
input base    number       in [0, 20000]  step 0.01
input rating  number       in [0, 5]  step 0.1  optional
table piece_rate(parcels)  graduated { [0, 300] -> 1.2;  > 300 -> 1.5 }
indicator stars "好评" = (rating ?? 4) * 20
total = stars
grades {
    [90, ..) -> "A"  coefficient 1.1
    else     -> "B"  coefficient 1
}
payout pay "工资" = base * grade.coefficient + piece_rate(parcels)  round 2
`

type courierFacts struct {
	Parcels int             `score:"parcels"`
	Base    decimal.Decimal `score:"base"`
	Rating  *int64          `score:"rating,scale=1"` // tenths; nil is not rated
}

type courierSheet struct {
	Pay   decimal.Decimal `score:"pay"`
	Stars int64           `score:"stars"`
	Grade string          `score:"grade"`
}

func courierProgram() *score.Program {
	scheme, err := score.Load("courier.kaohe", courier)
	if err != nil {
		panic(err)
	}
	program, err := score.Compile(scheme)
	if err != nil {
		panic(err)
	}
	return program
}

// Structs in, structs out; the tags are checked once.
func ExampleFor() {
	scorer, err := score.For[courierFacts, courierSheet](courierProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	tenths := int64(47)
	sheet, err := scorer.Score(courierFacts{Parcels: 420, Base: decimal.New(300000, -2), Rating: &tenths})
	fmt.Println(sheet.Pay.StringFixed(2), sheet.Grade, err)

	_, err = scorer.Score(courierFacts{Parcels: -1, Base: decimal.New(1, -3)})
	fmt.Println(err)
	// Output:
	// 3840.00 A <nil>
	// parcels is outside of [0, 10000] (integer in [0, 10000]); base is no multiple of 0.01 (number in [0, 20000] step 0.01)
}

// What is wrong with the types is told at once, when the program starts.
func ExampleFor_errors() {
	type facts struct {
		Parcels bool    `score:"parcels"`
		Base    float64 `score:"bsae"`
	}
	type sheet struct {
		Pay string `score:"pay"`
	}
	_, err := score.For[facts, sheet](courierProgram())
	var faults *score.FieldsError
	if errors.As(err, &faults) {
		for _, f := range append(faults.In, faults.Out...) {
			fmt.Println(f)
		}
	}
	// Output:
	// facts.Parcels (parcels) is a Go bool, no number (integer in [0, 10000])
	// facts.Base (bsae) is no input of the scheme; did you mean base?
	// base has no field (number in [0, 20000] step 0.01)
	// sheet.Pay (pay) is a Go string, but the figure is a number
}

// An iterator of people is scored on all cores; results come in its order.
func ExampleScorer_ScoreAll() {
	scorer, err := score.For[courierFacts, courierSheet](courierProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	people := []courierFacts{{Parcels: 300}, {Parcels: 10001}, {Parcels: 301}}
	for r := range scorer.ScoreAll(ctx, slices.Values(people)) {
		if r.Err != nil {
			fmt.Println(r.In.Parcels, r.Err)
			continue
		}
		fmt.Println(r.In.Parcels, r.Out.Pay)
	}
	fmt.Println(ctx.Err())
	// Output:
	// 300 360
	// 10001 parcels is outside of [0, 10000] (integer in [0, 10000])
	// 301 361.5
	// <nil>
}

// A slice of people is scored into columns, which are used again for the next.
func ExampleScorer_ScoreBlock() {
	scorer, err := score.For[courierFacts, courierSheet](courierProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	var block score.Block
	scorer.ScoreBlock([]courierFacts{{Parcels: 300}, {Parcels: 301}}, &block)
	pay, _ := block.Column("pay")
	for i := range block.Len() {
		fmt.Println(pay.Number(i), block.Err(i))
	}
	cents, places, ok := pay.Int64s()
	fmt.Println(cents, places, ok)
	// Output:
	// 360.00 <nil>
	// 361.50 <nil>
	// [36000 36150] 2 true
}

// Why is a scheme slow? Because the reference evaluator computes it.
func ExampleProgram_Parts() {
	scheme, err := score.Load("projects.kaohe", `
scheme projects
input amounts list number in [0, 1000]
indicator projects = sum(amounts)
payout pay = 100  round 2
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(courierProgram().Parts()[0].Engine)
	for _, part := range program.Parts() {
		fmt.Printf("%s by %s: %s\n", part.Name, part.Engine, part.Reason)
	}
	// Output:
	// machine
	// projects by reference: lists are read by the reference evaluator (inputs.amounts)
	// pay by reference: another figure needs it
}

// Results as JSON, into memory that is used again.
func ExampleResult_AppendJSON() {
	result, err := courierProgram().Score(score.Facts{"parcels": 301, "base": 0, "rating": "4.7"})
	if err != nil {
		fmt.Println(err)
		return
	}
	buffer := make([]byte, 0, 1024)
	buffer, _ = result.Payouts[0].MarshalJSON()
	fmt.Println(string(buffer))
	// Output: {"name":"pay","title":"工资","number":"361.50"}
}
