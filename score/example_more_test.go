package score_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score"
)

// A Go function is registered when the scheme is compiled. Its error becomes
// one of the person's.
func ExampleFunc() {
	const text = `
scheme commission
input sold number  in [0, ..)  step 0.01
input shop text
payout pay = rate(shop) * sold  round 2
`
	rates := map[string]string{"广州": "0.05", "深圳": "0.065"}
	rate := func(shop string) (decimal.Decimal, error) {
		text, ok := rates[shop]
		if !ok {
			return decimal.Decimal{}, errors.New("there is no such shop")
		}
		return decimal.NewFromString(text)
	}
	scheme, err := score.Load("commission.kaohe", text)
	if err != nil {
		log.Fatal(err)
	}
	program, err := score.Compile(scheme, score.Func("rate", rate))
	if err != nil {
		log.Fatal(err)
	}
	for _, shop := range []string{"深圳", "北京"} {
		result, err := program.Score(score.Facts{"sold": "1234.50", "shop": shop})
		if err != nil {
			fmt.Println(err)
			continue
		}
		pay, _ := result.Figure("pay")
		fmt.Println(pay.Number)
	}
	// Output:
	// 80.24
	// the function rate: there is no such shop (shop = "北京") at commission.kaohe:5:14
}

// An item that does not apply gives its weight to the others; the result says so.
func ExampleFigure() {
	const text = `
scheme desk
rating service "服务" number  in [0, 100]  weight 60%
input feedback_sent number  in [0, 100]  optional
indicator feedback "反馈" = feedback_sent  weight 40%  missing redistribute
total = weighted
gate "投诉" when service < 60 then total at most 59
`
	scheme, err := score.Load("desk.kaohe", text)
	if err != nil {
		log.Fatal(err)
	}
	program, err := score.Compile(scheme)
	if err != nil {
		log.Fatal(err)
	}
	for _, facts := range []score.Facts{{"service": 90, "feedback_sent": 80}, {"service": 90}, {"service": 50, "feedback_sent": 100}} {
		result, err := program.Score(facts)
		if err != nil {
			log.Fatal(err)
		}
		feedback, _ := result.Figure("feedback")
		fmt.Println(result.Total.Number, feedback.State, result.Gates)
	}
	// Output:
	// 86 counted []
	// 90 missing []
	// 59 counted [{投诉 total at most 59}]
}

// A scheme that a Go program builds can be handed to people as text.
func ExampleScheme_Text() {
	scheme := score.Scheme{
		Name: "piecework", Title: "计件",
		Inputs:     []score.Input{{Name: "pieces", Type: "integer", In: "[0,100000]"}},
		Indicators: []score.Indicator{{Name: "points", Formula: "pieces*1.5", AtMost: "900"}},
		Payouts:    []score.Payout{{Name: "pay", Formula: "points*2", Round: "2"}},
	}
	text, err := scheme.Text()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
	// Output:
	// scheme piecework "计件"
	//
	// input pieces integer  in [0, 100000]
	//
	// indicator points = pieces * 1.5  at most 900
	//
	// payout pay = points * 2  round 2
}
