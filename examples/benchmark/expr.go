package main

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// exprRules is one program with all the figures; nine programs that read each
// other's figures from the environment took longer.
const exprRules = `
let kpi = calls * (calls <= 2000 ? 0.4 : calls <= 2300 ? 0.5 : calls <= 2500 ? 0.55 : calls <= 2800 ? 0.6 : calls <= 3000 ? 0.65 : 0.7);
let accuracy = errors <= 3 ? 30.0 : errors > 10 ? 0.0 : [28.0, 27.5, 26.4, 25.8, 25.2, 23.7, 23.0][errors - 4];
let quality = larger(0.0, 30.0 - (qa >= 99 ? 0.0 : qa >= 95 ? 2.0 : qa >= 90 ? 5.0 : qa >= 85 ? 10.0 : 30.0));
let attendance = larger(0.0, 10.0 - 0.5 * late);
let achievement = round2(smaller(1.2, actual / target) * 20);
let total = round2(kpi * 0.02 + accuracy + quality + attendance + achievement);
let grade = total > 95 ? "优秀" : total > 90 ? "良好" : total > 85 ? "称职" : total > 80 ? "合格" : "不合格";
let k = total > 95 ? 1.1 : total > 90 ? 1.0 : total > 85 ? 0.9 : total > 80 ? 0.8 : 0.6;
let bonus = round2(base * 0.3 * k);
[kpi, accuracy, quality, attendance, achievement, total, grade, k, bonus]
`

// exprFunctions are faster than the built-in round, max and min, which take
// any type and any number of arguments.
func exprFunctions() []expr.Option {
	type (
		one = func(float64) float64
		two = func(float64, float64) float64
	)
	return []expr.Option{
		expr.Function("round2", func(args ...any) (any, error) { return round2(args[0].(float64)), nil }, new(one)),
		expr.Function("larger", func(args ...any) (any, error) { return max(args[0].(float64), args[1].(float64)), nil }, new(two)),
		expr.Function("smaller", func(args ...any) (any, error) { return min(args[0].(float64), args[1].(float64)), nil }, new(two)),
	}
}

func exprFloat64() (contender, error) {
	program, err := expr.Compile(exprRules, append(exprFunctions(), expr.Env(exprEnv(Person{})))...)
	if err != nil {
		return contender{}, fmt.Errorf("expr: %w", err)
	}
	return contender{"expr float64", func(people []Person) job {
		envs, sheets := make([]map[string]any, len(people)), make([][]any, len(people))
		for i, p := range people {
			envs[i] = exprEnv(p)
		}
		var machine vm.VM // reused, as the manual advises
		return eachPerson(len(people), func(i int) error {
			out, err := machine.Run(program, envs[i])
			if err == nil {
				sheets[i] = out.([]any)
			}
			return err
		}, func(i int) (Outcome, error) { return floatOutcome(sheets[i]) })
	}}, nil
}

// exprEnv is a map, which expr reads faster than the fields of a struct.
func exprEnv(p Person) map[string]any {
	f := floatsOf(p)
	return map[string]any{
		"calls": int(f.calls), "errors": int(f.errors), "late": int(f.late),
		"qa": f.qa, "target": f.target, "actual": f.actual, "base": f.base,
	}
}

// floatOutcome reads figures that an engine gives as a list in the order of an
// Outcome's fields.
func floatOutcome(figures []any) (Outcome, error) {
	var s floatSheet
	to := []*float64{&s.kpi, &s.accuracy, &s.quality, &s.attendance, &s.achievement, &s.total, nil, &s.k, &s.bonus}
	if len(figures) != len(to) {
		return Outcome{}, fmt.Errorf("%d figures instead of %d", len(figures), len(to))
	}
	for i, figure := range figures {
		var ok bool
		if to[i] == nil {
			s.grade, ok = figure.(string)
		} else {
			*to[i], ok = figure.(float64)
		}
		if !ok {
			return Outcome{}, fmt.Errorf("figure %d is a %T", i, figure)
		}
	}
	return s.outcome(), nil
}
