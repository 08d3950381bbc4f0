package main

import "github.com/kaohe-go/kaohe/score"

// schemeInGo is frontdesk.kaohe as Go structs. Leaves are text as in the file.
func schemeInGo() score.Scheme {
	return score.Scheme{
		Name: "frontdesk", Title: "客服中心前台坐席 2013", Version: "2013.1", Effective: "2013-01-01",
		Inputs: []score.Input{
			{Name: "calls", Title: "话务总量", Type: "integer", In: "[0, 100000]"},
			{Name: "errors", Title: "错单量", Type: "integer", In: "[0, 10000]"},
			{Name: "qa", Title: "录音质检", Type: "integer", In: "[0, 100]"},
			{Name: "base", Title: "绩效基数", Type: "number", In: "[0, 1000000]", Step: "0.01"},
		},
		Params: []score.Param{
			{Name: "boundary", OneOf: `"neither", "lower", "upper"`, Value: `"neither"`},
			{Name: "errors_rule", OneOf: `"intended", "literal"`, Value: `"intended"`},
			{Name: "deduct_95", Title: "质检95-98扣分", Type: "number", In: "[0, 30]"},
			{Name: "deduct_rest", Title: "质检95以下扣分", Type: "number", In: "[0, 30]"},
			{Name: "point_price", Title: "每分单价", Type: "number", In: "[0, 100]"},
			{Name: "good_k", Title: "良好系数", Type: "number", In: "[0, 3]"},
		},
		Tables: []score.Table{
			{Name: "call_rate", Columns: []score.Column{{Name: "calls"}}, Rows: []score.Row{
				{When: "[0, 2000]", Result: "0.4"},
				{When: "(2000, 2300)", Result: "0.5"},
				{When: "(2300, 2500)", Result: "0.55"},
				{When: "(2500, 2800)", Result: "0.6"},
				{When: "(2800, 3000)", Result: "0.65"},
				{When: "> 3000", Result: "0.7"},
				{When: "else", Result: `fail "the scheme gives no rate for exactly this volume"`},
			}},
			{Name: "error_points", Columns: []score.Column{{Name: "errors"}}, Rows: []score.Row{
				{When: "<= 3", Result: "30"},
				{When: "4", Result: "28"},
				{When: "5", Result: "27.5"},
				{When: "6", Result: "26.4"},
				{When: "7", Result: "25.8"},
				{When: "8", Result: "25.2"},
				{When: "9", Result: "23.7"},
				{When: "10", Result: "23"},
				{When: "> 10", Result: "0"},
			}},
			{Name: "qa_deduction", Columns: []score.Column{{Name: "qa"}}, Rows: []score.Row{
				{When: "[99, 100]", Result: "0"},
				{When: "[95, 98]", Result: "deduct_95"},
				{When: "< 95", Result: "deduct_rest"},
			}},
		},
		Values: []score.Value{
			{Name: "on_boundary", Formula: "calls in [2300, 2500, 2800, 3000]"},
			{Name: "rated_calls", Formula: `on_boundary and boundary == "lower" ? calls - 1
				: on_boundary and boundary == "upper" ? calls + 1 : calls`},
			{Name: "rate", Title: "每个话务分值", Formula: "call_rate(clamp(rated_calls, 0, 100000))"},
		},
		Indicators: []score.Indicator{
			{Name: "kpi", Title: "话务得分", Formula: "calls * rate"},
			{Name: "accuracy", Title: "错单得分",
				Formula: `errors_rule == "literal" ? errors * error_points(errors) : error_points(errors)`},
			{Name: "quality", Title: "质检得分", Formula: "30 - qa_deduction(qa)", AtLeast: "0"},
		},
		Total: score.Total{Title: "总分", Formula: "kpi + accuracy + quality"},
		Grades: score.Grades{Bands: []score.Band{
			{When: "[1500, ..)", Name: `"优秀"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "1.1"}}},
			{When: "[1000, 1500)", Name: `"良好"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "good_k"}}},
			{When: "[600, 1000)", Name: `"合格"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "0.8"}}},
			{When: "else", Name: `"不合格"`, Columns: []score.BandColumn{{Name: "coefficient", Value: "0.5"}}},
		}},
		Payouts: []score.Payout{
			{Name: "bonus", Title: "绩效奖金", Formula: "base * grade.coefficient + kpi * point_price", Round: "2"},
		},
	}
}
