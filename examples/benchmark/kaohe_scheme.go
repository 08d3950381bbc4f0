package main

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score"
)

//go:embed scheme/frontdesk_bonus.kaohe
var schemeText string

func kaoheProgram() (*score.Program, error) {
	scheme, err := score.Load("frontdesk_bonus.kaohe", schemeText)
	if err != nil {
		return nil, err
	}
	return score.Compile(scheme)
}

// kaoheFacts are one person's facts as a payroll program has them: counts from
// a query, the quality as text from a file, money as decimals.
func kaoheFacts(p Person) score.Facts {
	return score.Facts{
		"calls": int(p.Calls), "errors": int(p.Errors), "late": int(p.Late),
		"qa":     decimal.New(p.QA, -1).String(),
		"target": decimal.New(p.Target, -2), "actual": decimal.New(p.Actual, -2), "base": decimal.New(p.Base, -2),
	}
}

// mapIn scores maps of facts and reads nothing.
func mapIn(name string, program *score.Program) contender {
	return contender{name, func(people []Person) job {
		facts, results := make([]score.Facts, len(people)), make([]*score.Result, len(people))
		for i, p := range people {
			facts[i] = kaoheFacts(p)
		}
		return eachPerson(len(people), func(i int) (err error) {
			results[i], err = program.Score(facts[i])
			return err
		}, func(i int) (Outcome, error) { return resultOutcome(results[i]) })
	}}
}

// jsonOut is mapIn, then each result as JSON into a buffer that is used again.
func jsonOut(name string, program *score.Program, appendJSON func(*score.Result, []byte) ([]byte, error)) contender {
	return contender{name, func(people []Person) job {
		facts, texts := make([]score.Facts, len(people)), make([][]byte, len(people))
		for i, p := range people {
			facts[i] = kaoheFacts(p)
		}
		return eachPerson(len(people), func(i int) error {
			result, err := program.Score(facts[i])
			if err == nil {
				texts[i], err = appendJSON(result, texts[i][:0])
			}
			return err
		}, func(i int) (Outcome, error) {
			var result score.Result
			if err := json.Unmarshal(texts[i], &result); err != nil {
				return Outcome{}, err
			}
			return resultOutcome(&result)
		})
	}}
}

// resultOutcome reads a result's exact fractions.
func resultOutcome(r *score.Result) (Outcome, error) {
	var o Outcome
	for _, f := range []struct {
		name string
		to   *int64
	}{
		{"kpi", &o.KPI}, {"accuracy", &o.Accuracy}, {"quality", &o.Quality}, {"attendance", &o.Attendance},
		{"achievement", &o.Achievement}, {"total", &o.Total}, {"grade.coefficient", &o.K}, {"bonus", &o.Bonus},
	} {
		figure, ok := r.Figure(f.name)
		if !ok {
			return Outcome{}, fmt.Errorf("no figure %s", f.name)
		}
		*f.to = exactHundredths(figure.Number.Rat())
	}
	grade, ok := r.Figure("grade")
	if !ok {
		return Outcome{}, fmt.Errorf("no figure grade")
	}
	o.Grade = grade.Text
	return o, nil
}
