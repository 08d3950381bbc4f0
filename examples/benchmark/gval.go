package main

import (
	"context"
	"fmt"

	"github.com/PaesslerAG/gval"
)

// gvalLanguage is gval with what the rules need and no more: the full language
// tries texts and dates first at every operator. A variable is found once,
// when its formula is parsed; functions take a context, since gval starts a
// goroutine for each call of one that takes none.
func gvalLanguage() gval.Language {
	return gval.NewLanguage(
		gval.Arithmetic(), gval.PropositionalLogic(), gval.TernaryOperator(), gval.VariableSelector(recordSelector),
		gval.Function("round2", func(_ context.Context, args ...any) (any, error) { return round2(args[0].(float64)), nil }),
		gval.Function("larger", func(_ context.Context, args ...any) (any, error) {
			return max(args[0].(float64), args[1].(float64)), nil
		}),
		gval.Function("smaller", func(_ context.Context, args ...any) (any, error) {
			return min(args[0].(float64), args[1].(float64)), nil
		}),
	)
}

func recordSelector(path gval.Evaluables) gval.Evaluable {
	fail := func(err error) gval.Evaluable {
		return func(context.Context, any) (any, error) { return nil, err }
	}
	keys, err := path.EvalStrings(context.Background(), nil)
	if err != nil {
		return fail(err)
	}
	i, ok := place(keys[0])
	if !ok {
		return fail(fmt.Errorf("no parameter %s", keys[0]))
	}
	return func(_ context.Context, parameter any) (any, error) { return parameter.(*record)[i], nil }
}

func gvalFloat64() (contender, error) {
	language := gvalLanguage()
	var formulas [len(sequentialRules)]gval.Evaluable
	for i, rule := range sequentialRules {
		var err error
		if formulas[i], err = language.NewEvaluable(rule.formula); err != nil {
			return contender{}, fmt.Errorf("gval: %s: %w", rule.name, err)
		}
	}
	return contender{"gval", func(people []Person) job {
		sheets, ctx := records(people), context.Background()
		return eachPerson(len(people), func(i int) (err error) {
			for n, formula := range formulas {
				if sheets[i][n], err = formula(ctx, sheets[i]); err != nil {
					return err
				}
			}
			return nil
		}, func(i int) (Outcome, error) { return sheets[i].outcome() })
	}}, nil
}
