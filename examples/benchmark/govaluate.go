package main

import (
	"fmt"

	"github.com/Knetic/govaluate"
)

// Get makes a record the parameters of a govaluate expression.
func (r *record) Get(name string) (any, error) {
	value, ok := r.find(name)
	if !ok {
		return nil, fmt.Errorf("no parameter %s", name)
	}
	return value, nil
}

var govaluateFunctions = map[string]govaluate.ExpressionFunction{
	"round2":  func(args ...any) (any, error) { return round2(args[0].(float64)), nil },
	"larger":  func(args ...any) (any, error) { return max(args[0].(float64), args[1].(float64)), nil },
	"smaller": func(args ...any) (any, error) { return min(args[0].(float64), args[1].(float64)), nil },
}

func govaluateFloat64() (contender, error) {
	var formulas [len(sequentialRules)]*govaluate.EvaluableExpression
	for i, rule := range sequentialRules {
		var err error
		if formulas[i], err = govaluate.NewEvaluableExpressionWithFunctions(rule.formula, govaluateFunctions); err != nil {
			return contender{}, fmt.Errorf("govaluate: %s: %w", rule.name, err)
		}
	}
	return contender{"govaluate", func(people []Person) job {
		sheets := records(people)
		return eachPerson(len(people), func(i int) (err error) {
			for n, formula := range formulas {
				if sheets[i][n], err = formula.Eval(sheets[i]); err != nil {
					return err
				}
			}
			return nil
		}, func(i int) (Outcome, error) { return sheets[i].outcome() })
	}}, nil
}
