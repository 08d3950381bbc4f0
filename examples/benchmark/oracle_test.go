package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// plain is a person whose other points are round: accuracy 30, quality 30,
// attendance 10, achievement 0, base 1,000.00.
func plain() Person {
	return Person{QA: 1000, Target: 100_00, Base: 1000_00}
}

// TestOracleAtTheEdges checks one figure at a time against values worked out by
// hand from the rules in README.md, in hundredths.
func TestOracleAtTheEdges(t *testing.T) {
	kpi := func(o Outcome) int64 { return o.KPI }
	for calls, want := range map[int64]int64{
		0: 0, 2000: 800_00, 2001: 1000_50, 2300: 1150_00, 2301: 1265_55, 2500: 1375_00, 2501: 1500_60,
		2800: 1680_00, 2801: 1820_65, 3000: 1950_00, 3001: 2100_70, 4000: 2800_00,
	} {
		p := plain()
		p.Calls = calls
		require.Equal(t, want, kpi(oracle(p)), "%d calls", calls)
	}
	for errors, want := range map[int64]int64{0: 30_00, 3: 30_00, 4: 28_00, 5: 27_50, 6: 26_40, 7: 25_80, 8: 25_20, 9: 23_70, 10: 23_00, 11: 0, 15: 0} {
		p := plain()
		p.Errors = errors
		require.Equal(t, want, oracle(p).Accuracy, "%d errors", errors)
	}
	for qa, want := range map[int64]int64{0: 0, 849: 0, 850: 20_00, 899: 20_00, 900: 25_00, 949: 25_00, 950: 28_00, 989: 28_00, 990: 30_00, 1000: 30_00} {
		p := plain()
		p.QA = qa
		require.Equal(t, want, oracle(p).Quality, "quality of %d tenths", qa)
	}
	for late, want := range map[int64]int64{0: 10_00, 1: 9_50, 10: 5_00} {
		p := plain()
		p.Late = late
		require.Equal(t, want, oracle(p).Attendance, "%d times late", late)
	}
	// 20 × 200/300 = 13.333…; 20 × 1/4000 = 0.005, half up; 1.2 is the most.
	for _, c := range []struct{ actual, target, want int64 }{
		{200_00, 300_00, 13_33}, {100_00, 300_00, 6_67}, {1, 40_00, 1}, {1, 40_01, 0}, {120_00, 100_00, 24_00},
		{119_99, 100_00, 24_00}, {119_97, 100_00, 23_99}, {500_00, 100_00, 24_00}, {0, 1, 0},
	} {
		p := plain()
		p.Actual, p.Target = c.actual, c.target
		require.Equal(t, c.want, oracle(p).Achievement, "%d of %d", c.actual, c.target)
	}
}

// TestOracleAtTheGrades: with 30 + 30 + 10 from the rest, kpi × 0.02 and the
// achievement bring the total right onto the edge of a band and just over it.
func TestOracleAtTheGrades(t *testing.T) {
	for _, c := range []struct {
		actual       int64 // of a target of 100.00: a fifth of it are points
		total        int64
		grade        string
		k, bonusOf10 int64 // the bonus of a base of 10.00
	}{
		{50_00, 80_00, "不合格", 60, 1_80},
		{50_05, 80_01, "合格", 80, 2_40},
		{75_00, 85_00, "合格", 80, 2_40},
		{75_05, 85_01, "称职", 90, 2_70},
		{100_00, 90_00, "称职", 90, 2_70},
		{100_05, 90_01, "良好", 100, 3_00},
	} {
		p := plain()
		p.Actual, p.Base = c.actual, 10_00
		o := oracle(p)
		require.Equal(t, c.total, o.Total)
		require.Equal(t, c.grade, o.Grade, "%d", c.total)
		require.Equal(t, c.k, o.K)
		require.Equal(t, c.bonusOf10, o.Bonus)
	}
	// 125 calls are 50 points of kpi, which are 1 of the total.
	p := plain()
	p.Calls, p.Actual = 125, 120_00
	require.Equal(t, Outcome{KPI: 50_00, Accuracy: 30_00, Quality: 30_00, Attendance: 10_00, Achievement: 24_00, Total: 95_00, Grade: "良好", K: 100, Bonus: 300_00}, oracle(p))
	p.Calls = 126 // 50.4 × 0.02 = 1.008, which rounds to 1.01
	o := oracle(p)
	require.Equal(t, int64(95_01), o.Total)
	require.Equal(t, "优秀", o.Grade)
	require.Equal(t, int64(330_00), o.Bonus)
}

// TestOracleRoundsPayHalfUp: 0.3 × 1.1 × 0.50 = 0.165 and 0.3 × 0.6 × 0.25 = 0.045.
func TestOracleRoundsPayHalfUp(t *testing.T) {
	p := plain()
	p.Calls, p.Actual, p.Base = 4000, 120_00, 50
	require.Equal(t, int64(17), oracle(p).Bonus)
	p = plain()
	p.Base = 25
	require.Equal(t, int64(5), oracle(p).Bonus)
}

// TestOraclePersonInFull is the example of the scheme.
func TestOraclePersonInFull(t *testing.T) {
	p := Person{Calls: 2301, Errors: 4, QA: 989, Late: 1, Target: 300_00, Actual: 200_00, Base: 3333_35}
	require.Equal(t, Outcome{
		KPI: 1265_55, Accuracy: 28_00, Quality: 28_00, Attendance: 9_50, Achievement: 13_33,
		Total: 104_14, Grade: "优秀", K: 110, Bonus: 1100_01,
	}, oracle(p))
}
