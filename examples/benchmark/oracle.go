package main

import (
	"fmt"
	"math/big"
)

// The oracle is written apart from all contenders and apart from kaohe, from the
// rules in README.md: fractions of package math/big from end to end, rules as
// lists that are searched from the top, nothing scaled and nothing shared with
// what it judges.

// A rung gives a result to values up to and including its top.
type rung struct {
	top    *big.Rat
	result string
}

var (
	oracleRates    = ladder("2000", "0.4", "2300", "0.5", "2500", "0.55", "2800", "0.6", "3000", "0.65", "4000", "0.7")
	oracleAccuracy = ladder("3", "30", "4", "28", "5", "27.5", "6", "26.4", "7", "25.8", "8", "25.2", "9", "23.7", "10", "23", "15", "0")
	// Quality is measured in tenths, so that below 85 is up to 84.9.
	oracleDeductions = ladder("84.9", "30", "89.9", "10", "94.9", "5", "98.9", "2", "100", "0")

	oracleGrades       = ladder("80", "不合格", "85", "合格", "90", "称职", "95", "良好", "1000", "优秀")
	oracleCoefficients = map[string]string{"不合格": "0.6", "合格": "0.8", "称职": "0.9", "良好": "1.0", "优秀": "1.1"}
)

// ladder reads tops and results in turn.
func ladder(words ...string) []rung {
	var rungs []rung
	for i := 0; i < len(words); i += 2 {
		rungs = append(rungs, rung{rat(words[i]), words[i+1]})
	}
	return rungs
}

// oracle computes the figures that the rules give a person.
func oracle(p Person) Outcome {
	calls, late := big.NewRat(p.Calls, 1), big.NewRat(p.Late, 1)
	kpi := product(calls, rat(climb(oracleRates, calls)))
	accuracy := rat(climb(oracleAccuracy, big.NewRat(p.Errors, 1)))
	quality := larger(rat("0"), difference(rat("30"), rat(climb(oracleDeductions, big.NewRat(p.QA, 10)))))
	attendance := larger(rat("0"), difference(rat("10"), product(rat("0.5"), late)))

	share := new(big.Rat).Quo(big.NewRat(p.Actual, 100), big.NewRat(p.Target, 100))
	if share.Cmp(rat("1.2")) > 0 {
		share = rat("1.2")
	}
	achievement := halfUp(product(share, rat("20")))

	total := halfUp(sum(product(kpi, rat("0.02")), accuracy, quality, attendance, achievement))
	grade := climb(oracleGrades, total)
	k := rat(oracleCoefficients[grade])
	bonus := halfUp(product(big.NewRat(p.Base, 100), rat("0.3"), k))
	return Outcome{
		KPI: whole(kpi), Accuracy: whole(accuracy), Quality: whole(quality), Attendance: whole(attendance),
		Achievement: whole(achievement), Total: whole(total), Grade: grade, K: whole(k), Bonus: whole(bonus),
	}
}

// climb finds the first rung that a value does not exceed.
func climb(rungs []rung, value *big.Rat) string {
	for _, r := range rungs {
		if value.Cmp(r.top) <= 0 {
			return r.result
		}
	}
	panic(fmt.Sprintf("no rung for %s", value.RatString()))
}

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("not a number: " + text)
	}
	return r
}

func sum(terms ...*big.Rat) *big.Rat {
	all := new(big.Rat)
	for _, t := range terms {
		all.Add(all, t)
	}
	return all
}

func product(factors ...*big.Rat) *big.Rat {
	all := big.NewRat(1, 1)
	for _, f := range factors {
		all.Mul(all, f)
	}
	return all
}

func difference(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func larger(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// halfUp rounds what is not negative to two places: the floor of 100 r + 1/2.
func halfUp(r *big.Rat) *big.Rat {
	if r.Sign() < 0 {
		panic("the oracle rounds nothing below zero")
	}
	up := sum(product(r, rat("100")), big.NewRat(1, 2))
	floor := new(big.Int).Quo(up.Num(), up.Denom())
	return new(big.Rat).SetFrac(floor, big.NewInt(100))
}

func whole(r *big.Rat) int64 {
	n := exactHundredths(r)
	if n == wrongFigure {
		panic(fmt.Sprintf("%s is not in hundredths", r.RatString()))
	}
	return n
}
