package main

// int64Sheet holds points and money in hundredths, quality, attendance,
// accuracy and the coefficient in tenths.
type int64Sheet struct {
	kpi, accuracy, quality, attendance, achievement, total int64
	grade                                                  string
	k, bonus                                               int64
}

// int64ByHand is what a careful programmer writes when speed is all: each figure
// a whole number of its own unit, every rounding in place, branches as the rules
// are read. It is exact, but nobody in HR can review it.
func int64ByHand() contender {
	return contender{"int64 by hand", func(people []Person) job {
		sheets := make([]int64Sheet, len(people))
		// A loop of its own, unlike the slower ones: eachPerson calls a func value
		// for each person, which would be timed as well.
		score := func() error {
			for i := range people {
				scoreInt64(&people[i], &sheets[i])
			}
			return nil
		}
		return job{score, func(i int) (Outcome, error) {
			s := &sheets[i]
			return Outcome{
				KPI: s.kpi, Accuracy: s.accuracy * 10, Quality: s.quality * 10, Attendance: s.attendance * 10,
				Achievement: s.achievement, Total: s.total, Grade: s.grade, K: s.k * 10, Bonus: s.bonus,
			}, nil
		}}
	}}
}

// scoreInt64 needs no 128 bits: money is below 9 × 10^14 cents by far, the
// largest product is 4,000 times that of an actual, and whoever feeds it more
// gets nonsense without a word.
func scoreInt64(p *Person, s *int64Sheet) {
	s.kpi = p.Calls * int64Rate(p.Calls)
	s.accuracy = int64Accuracy(p.Errors)
	s.quality = max(0, 300-int64Deduction(p.QA))
	s.attendance = max(0, 100-5*p.Late)
	// The half is added before the division: (2·2000·actual + target) / (2·target).
	s.achievement = min(2400, (4000*p.Actual+p.Target)/(2*p.Target))
	// kpi × 0.02 has four places; everything else is on the grid already.
	s.total = (2*s.kpi+50)/100 + 10*(s.accuracy+s.quality+s.attendance) + s.achievement
	switch {
	case s.total > 95_00:
		s.grade, s.k = "优秀", 11
	case s.total > 90_00:
		s.grade, s.k = "良好", 10
	case s.total > 85_00:
		s.grade, s.k = "称职", 9
	case s.total > 80_00:
		s.grade, s.k = "合格", 8
	default:
		s.grade, s.k = "不合格", 6
	}
	s.bonus = (p.Base*3*s.k + 50) / 100
}

func int64Rate(calls int64) int64 {
	switch {
	case calls <= 2000:
		return 40
	case calls <= 2300:
		return 50
	case calls <= 2500:
		return 55
	case calls <= 2800:
		return 60
	case calls <= 3000:
		return 65
	}
	return 70
}

func int64Accuracy(errors int64) int64 {
	if errors <= 3 {
		return 300
	}
	switch errors {
	case 4:
		return 280
	case 5:
		return 275
	case 6:
		return 264
	case 7:
		return 258
	case 8:
		return 252
	case 9:
		return 237
	case 10:
		return 230
	}
	return 0
}

func int64Deduction(qa int64) int64 {
	switch {
	case qa >= 990:
		return 0
	case qa >= 950:
		return 20
	case qa >= 900:
		return 50
	case qa >= 850:
		return 100
	}
	return 300
}
