package main

import "math"

// floatFacts are a person's facts as floats, which the engines take as well.
type floatFacts struct {
	calls, errors, late      int64
	qa, target, actual, base float64
}

func floatsOf(p Person) floatFacts {
	return floatFacts{p.Calls, p.Errors, p.Late, float64(p.QA) / 10, float64(p.Target) / 100, float64(p.Actual) / 100, float64(p.Base) / 100}
}

type floatSheet struct {
	kpi, accuracy, quality, attendance, achievement, total float64
	grade                                                  string
	k, bonus                                               float64
}

// outcome takes each figure as it would be printed.
func (s *floatSheet) outcome() Outcome {
	return Outcome{
		KPI: roundedFloat(s.kpi), Accuracy: roundedFloat(s.accuracy), Quality: roundedFloat(s.quality),
		Attendance: roundedFloat(s.attendance), Achievement: roundedFloat(s.achievement), Total: roundedFloat(s.total),
		Grade: s.grade, K: roundedFloat(s.k), Bonus: roundedFloat(s.bonus),
	}
}

// float64ByHand is the rules on floats as they are read aloud.
func float64ByHand() contender {
	return contender{"float64 by hand", func(people []Person) job {
		facts, sheets := make([]floatFacts, len(people)), make([]floatSheet, len(people))
		for i, p := range people {
			facts[i] = floatsOf(p)
		}
		score := func() error {
			for i := range facts {
				scoreFloat64(&facts[i], &sheets[i])
			}
			return nil
		}
		return job{score, func(i int) (Outcome, error) { return sheets[i].outcome(), nil }}
	}}
}

func scoreFloat64(f *floatFacts, s *floatSheet) {
	s.kpi = float64(f.calls) * floatRate(f.calls)
	s.accuracy = floatAccuracy(f.errors)
	s.quality = max(0, 30-floatDeduction(f.qa))
	s.attendance = max(0, 10-0.5*float64(f.late))
	s.achievement = round2(min(1.2, f.actual/f.target) * 20)
	s.total = round2(s.kpi*0.02 + s.accuracy + s.quality + s.attendance + s.achievement)
	switch {
	case s.total > 95:
		s.grade, s.k = "优秀", 1.1
	case s.total > 90:
		s.grade, s.k = "良好", 1.0
	case s.total > 85:
		s.grade, s.k = "称职", 0.9
	case s.total > 80:
		s.grade, s.k = "合格", 0.8
	default:
		s.grade, s.k = "不合格", 0.6
	}
	s.bonus = round2(f.base * 0.3 * s.k)
}

// round2 is how everybody rounds a float half up.
func round2(f float64) float64 { return math.Round(f*100) / 100 }

func floatRate(calls int64) float64 {
	switch {
	case calls <= 2000:
		return 0.4
	case calls <= 2300:
		return 0.5
	case calls <= 2500:
		return 0.55
	case calls <= 2800:
		return 0.6
	case calls <= 3000:
		return 0.65
	}
	return 0.7
}

func floatAccuracy(errors int64) float64 {
	if errors <= 3 {
		return 30
	}
	switch errors {
	case 4:
		return 28
	case 5:
		return 27.5
	case 6:
		return 26.4
	case 7:
		return 25.8
	case 8:
		return 25.2
	case 9:
		return 23.7
	case 10:
		return 23
	}
	return 0
}

func floatDeduction(qa float64) float64 {
	switch {
	case qa >= 99:
		return 0
	case qa >= 95:
		return 2
	case qa >= 90:
		return 5
	case qa >= 85:
		return 10
	}
	return 30
}
