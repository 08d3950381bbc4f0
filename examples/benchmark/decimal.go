package main

import "github.com/shopspring/decimal"

// decimalFacts are a person's facts as decimals. What is counted stays whole:
// comparing whole numbers is faster, and what a payroll program does.
type decimalFacts struct {
	calls, errors, late      int64
	qa, target, actual, base decimal.Decimal
}

func decimalsOf(p Person) decimalFacts {
	return decimalFacts{p.Calls, p.Errors, p.Late, decimal.New(p.QA, -1), decimal.New(p.Target, -2), decimal.New(p.Actual, -2), decimal.New(p.Base, -2)}
}

type decimalSheet struct {
	kpi, accuracy, quality, attendance, achievement, total decimal.Decimal
	grade                                                  string
	k, bonus                                               decimal.Decimal
}

func (s *decimalSheet) outcome() Outcome {
	of := func(d decimal.Decimal) int64 { return exactHundredths(d.Rat()) }
	return Outcome{
		KPI: of(s.kpi), Accuracy: of(s.accuracy), Quality: of(s.quality), Attendance: of(s.attendance),
		Achievement: of(s.achievement), Total: of(s.total), Grade: s.grade, K: of(s.k), Bonus: of(s.bonus),
	}
}

// The constants of the rules, made once: parsing them for each person would
// cost more than the arithmetic.
var (
	d0, d2, d5, d10, d20, d24, d30 = whole64(0), whole64(2), whole64(5), whole64(10), whole64(20), whole64(24), whole64(30)
	d80, d85, d90, d95, d99        = whole64(80), whole64(85), whole64(90), whole64(95), whole64(99)

	d04, d05, d055, d06, d065, d07 = decimal.New(4, -1), decimal.New(5, -1), decimal.New(55, -2), decimal.New(6, -1), decimal.New(65, -2), decimal.New(7, -1)

	d002, d03         = decimal.New(2, -2), decimal.New(3, -1)
	d08, d09, d1, d11 = decimal.New(8, -1), decimal.New(9, -1), decimal.New(10, -1), decimal.New(11, -1)

	decimalAccuracies = [...]decimal.Decimal{
		d30, d30, d30, d30, whole64(28), decimal.New(275, -1), decimal.New(264, -1), decimal.New(258, -1),
		decimal.New(252, -1), decimal.New(237, -1), whole64(23),
	}
)

func whole64(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

// decimalByHand is what a payroll program is written with today. It is exact
// because the quotient is multiplied first and rounded where it is divided:
// Div would cut it at 16 digits.
func decimalByHand() contender {
	return contender{"decimal by hand", func(people []Person) job {
		facts, sheets := make([]decimalFacts, len(people)), make([]decimalSheet, len(people))
		for i, p := range people {
			facts[i] = decimalsOf(p)
		}
		score := func() error {
			for i := range facts {
				scoreDecimal(&facts[i], &sheets[i])
			}
			return nil
		}
		return job{score, func(i int) (Outcome, error) { return sheets[i].outcome(), nil }}
	}}
}

func scoreDecimal(f *decimalFacts, s *decimalSheet) {
	s.kpi = whole64(f.calls).Mul(decimalRate(f.calls))
	s.accuracy = decimalAccuracy(f.errors)
	s.quality = decimal.Max(d0, d30.Sub(decimalDeduction(f.qa)))
	s.attendance = decimal.Max(d0, d10.Sub(d05.Mul(whole64(f.late))))
	// 24 is 1.2 × 20; taking the smaller one after rounding is the same, as 24 is
	// a hundredth already.
	s.achievement = decimal.Min(d24, f.actual.Mul(d20).DivRound(f.target, 2))
	s.total = s.kpi.Mul(d002).Add(s.accuracy).Add(s.quality).Add(s.attendance).Add(s.achievement).Round(2)
	switch {
	case s.total.GreaterThan(d95):
		s.grade, s.k = "优秀", d11
	case s.total.GreaterThan(d90):
		s.grade, s.k = "良好", d1
	case s.total.GreaterThan(d85):
		s.grade, s.k = "称职", d09
	case s.total.GreaterThan(d80):
		s.grade, s.k = "合格", d08
	default:
		s.grade, s.k = "不合格", d06
	}
	s.bonus = f.base.Mul(d03).Mul(s.k).Round(2)
}

func decimalRate(calls int64) decimal.Decimal {
	switch {
	case calls <= 2000:
		return d04
	case calls <= 2300:
		return d05
	case calls <= 2500:
		return d055
	case calls <= 2800:
		return d06
	case calls <= 3000:
		return d065
	}
	return d07
}

func decimalAccuracy(errors int64) decimal.Decimal {
	if errors < int64(len(decimalAccuracies)) {
		return decimalAccuracies[errors]
	}
	return d0
}

func decimalDeduction(qa decimal.Decimal) decimal.Decimal {
	switch {
	case qa.GreaterThanOrEqual(d99):
		return d0
	case qa.GreaterThanOrEqual(d95):
		return d2
	case qa.GreaterThanOrEqual(d90):
		return d5
	case qa.GreaterThanOrEqual(d85):
		return d10
	}
	return d30
}
