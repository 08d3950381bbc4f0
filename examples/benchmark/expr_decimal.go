package main

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
	"github.com/shopspring/decimal"
)

// exprDecimalRules write decimals with a point, so that they are told from whole
// numbers. Rounding and the division are functions: an operator can't say to
// how many places. What is rounded has a name of its own, since expr 1.17.8
// overloads no operator within an argument that reads what a let has named. The
// coefficient is told by the grade: comparing texts allocates nothing.
const exprDecimalRules = `
let kpi = calls * (calls <= 2000 ? 0.4 : calls <= 2300 ? 0.5 : calls <= 2500 ? 0.55 : calls <= 2800 ? 0.6 : calls <= 3000 ? 0.65 : 0.7);
let accuracy = errors <= 3 ? 30.0 : errors == 4 ? 28.0 : errors == 5 ? 27.5 : errors == 6 ? 26.4 : errors == 7 ? 25.8 : errors == 8 ? 25.2 : errors == 9 ? 23.7 : errors == 10 ? 23.0 : 0.0;
let quality = larger(0.0, 30.0 - (qa >= 99.0 ? 0.0 : qa >= 95.0 ? 2.0 : qa >= 90.0 ? 5.0 : qa >= 85.0 ? 10.0 : 30.0));
let attendance = larger(0.0, 10.0 - late * 0.5);
let achievement = smaller(24.0, quotient2(actual * 20.0, target));
let points = kpi * 0.02 + accuracy + quality + attendance + achievement;
let total = round2(points);
let grade = total > 95.0 ? "优秀" : total > 90.0 ? "良好" : total > 85.0 ? "称职" : total > 80.0 ? "合格" : "不合格";
let k = grade == "优秀" ? 1.1 : grade == "良好" ? 1.0 : grade == "称职" ? 0.9 : grade == "合格" ? 0.8 : 0.6;
let pay = base * 0.3 * k;
let bonus = round2(pay);
[kpi, accuracy, quality, attendance, achievement, total, grade, k, bonus]
`

// decimalLiterals makes the literals with a point decimals when the rules are
// compiled. 0.55 as a float64 prints as 0.55 again, so nothing is lost.
type decimalLiterals struct{}

func (decimalLiterals) Visit(node *ast.Node) {
	if f, ok := (*node).(*ast.FloatNode); ok {
		ast.Patch(node, &ast.ConstantNode{Value: decimal.NewFromFloat(f.Value)})
	}
}

type (
	binary[A, B, R any] = func(A, B) R
	two                 = binary[decimal.Decimal, decimal.Decimal, decimal.Decimal]
	wholeAnd            = binary[int, decimal.Decimal, decimal.Decimal]
	compares            = binary[decimal.Decimal, decimal.Decimal, bool]
)

// exprDecimalOptions overload the operators and add the functions. They take
// and give values of any type with the static types beside them, which saves
// expr a call by reflection.
func exprDecimalOptions() []expr.Option {
	pair := func(name string, f two) expr.Option {
		return expr.Function(name, func(args ...any) (any, error) {
			return f(args[0].(decimal.Decimal), args[1].(decimal.Decimal)), nil
		}, new(two))
	}
	compare := func(name string, f compares) expr.Option {
		return expr.Function(name, func(args ...any) (any, error) {
			return f(args[0].(decimal.Decimal), args[1].(decimal.Decimal)), nil
		}, new(compares))
	}
	return []expr.Option{
		expr.Patch(decimalLiterals{}),
		pair("add", decimal.Decimal.Add), expr.Operator("+", "add"),
		pair("subtract", decimal.Decimal.Sub), expr.Operator("-", "subtract"),
		pair("multiply", decimal.Decimal.Mul),
		expr.Function("times", func(args ...any) (any, error) {
			return decimal.NewFromInt(int64(args[0].(int))).Mul(args[1].(decimal.Decimal)), nil
		}, new(wholeAnd)),
		expr.Operator("*", "multiply", "times"),
		compare("above", decimal.Decimal.GreaterThan), expr.Operator(">", "above"),
		compare("atLeast", decimal.Decimal.GreaterThanOrEqual), expr.Operator(">=", "atLeast"),
		pair("larger", func(a, b decimal.Decimal) decimal.Decimal { return decimal.Max(a, b) }),
		pair("smaller", func(a, b decimal.Decimal) decimal.Decimal { return decimal.Min(a, b) }),
		pair("quotient2", func(a, b decimal.Decimal) decimal.Decimal { return a.DivRound(b, 2) }),
		expr.Function("round2", func(args ...any) (any, error) {
			return args[0].(decimal.Decimal).Round(2), nil
		}, new(func(decimal.Decimal) decimal.Decimal)),
	}
}

func exprDecimal() (contender, error) {
	options := append(exprDecimalOptions(), expr.Env(exprDecimalEnv(Person{})))
	program, err := expr.Compile(exprDecimalRules, options...)
	if err != nil {
		return contender{}, fmt.Errorf("expr on decimals: %w", err)
	}
	return contender{"expr decimal", func(people []Person) job {
		envs, sheets := make([]map[string]any, len(people)), make([][]any, len(people))
		for i, p := range people {
			envs[i] = exprDecimalEnv(p)
		}
		var machine vm.VM
		return eachPerson(len(people), func(i int) error {
			out, err := machine.Run(program, envs[i])
			if err == nil {
				sheets[i] = out.([]any)
			}
			return err
		}, func(i int) (Outcome, error) { return decimalOutcome(sheets[i]) })
	}}, nil
}

func exprDecimalEnv(p Person) map[string]any {
	f := decimalsOf(p)
	return map[string]any{
		"calls": int(f.calls), "errors": int(f.errors), "late": int(f.late),
		"qa": f.qa, "target": f.target, "actual": f.actual, "base": f.base,
	}
}

// decimalOutcome reads figures as floatOutcome does.
func decimalOutcome(figures []any) (Outcome, error) {
	var s decimalSheet
	to := []*decimal.Decimal{&s.kpi, &s.accuracy, &s.quality, &s.attendance, &s.achievement, &s.total, nil, &s.k, &s.bonus}
	if len(figures) != len(to) {
		return Outcome{}, fmt.Errorf("%d figures instead of %d", len(figures), len(to))
	}
	for i, figure := range figures {
		var ok bool
		if to[i] == nil {
			s.grade, ok = figure.(string)
		} else {
			*to[i], ok = figure.(decimal.Decimal)
		}
		if !ok {
			return Outcome{}, fmt.Errorf("figure %d is a %T", i, figure)
		}
	}
	return s.outcome(), nil
}
