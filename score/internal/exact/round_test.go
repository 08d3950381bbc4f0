package exact

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

var allModes = []Mode{HalfUp, HalfEven, HalfDown, Up, Down, Ceiling, Floor}

// The table in the documentation of java.math.RoundingMode, and the same
// numbers a hundredth of the size.
func TestRoundJavaVectors(t *testing.T) {
	columns := []Mode{Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven}
	for _, row := range []struct {
		x    string
		want [7]int64
	}{
		{"5.5", [7]int64{6, 5, 6, 5, 6, 5, 6}},
		{"2.5", [7]int64{3, 2, 3, 2, 3, 2, 2}},
		{"1.6", [7]int64{2, 1, 2, 1, 2, 2, 2}},
		{"1.1", [7]int64{2, 1, 2, 1, 1, 1, 1}},
		{"1.0", [7]int64{1, 1, 1, 1, 1, 1, 1}},
		{"-1.0", [7]int64{-1, -1, -1, -1, -1, -1, -1}},
		{"-1.1", [7]int64{-2, -1, -1, -2, -1, -1, -1}},
		{"-1.6", [7]int64{-2, -1, -1, -2, -2, -2, -2}},
		{"-2.5", [7]int64{-3, -2, -2, -3, -3, -2, -2}},
		{"-5.5", [7]int64{-6, -5, -5, -6, -6, -5, -6}},
	} {
		for i, mode := range columns {
			x, want := rat(t, row.x), Int(row.want[i])
			same(t, want, x.Round(0, mode), row.x, mode)
			hundredth := rat(t, "0.01")
			same(t, want.Mul(hundredth), x.Mul(hundredth).Round(2, mode), row.x, mode)
			same(t, want.Mul(Int(100)), x.Mul(Int(100)).Round(-2, mode), row.x, mode)
			same(t, want.Mul(rat(t, "0.5")), x.Mul(rat(t, "0.5")).RoundTo(rat(t, "0.5"), mode), row.x, mode)
		}
	}
}

// The table of the package documentation.
func TestRoundDocumented(t *testing.T) {
	inputs := []string{"2.345", "2.355", "-2.345", "2.341", "-2.341"}
	for mode, want := range map[Mode][]string{
		HalfUp:   {"2.35", "2.36", "-2.35", "2.34", "-2.34"},
		HalfEven: {"2.34", "2.36", "-2.34", "2.34", "-2.34"},
		HalfDown: {"2.34", "2.35", "-2.34", "2.34", "-2.34"},
		Up:       {"2.35", "2.36", "-2.35", "2.35", "-2.35"},
		Down:     {"2.34", "2.35", "-2.34", "2.34", "-2.34"},
		Ceiling:  {"2.35", "2.36", "-2.34", "2.35", "-2.34"},
		Floor:    {"2.34", "2.35", "-2.35", "2.34", "-2.35"},
	} {
		for i, in := range inputs {
			same(t, rat(t, want[i]), rat(t, in).Round(2, mode), in, mode)
		}
	}
}

func TestRoundTable(t *testing.T) {
	for _, c := range []struct {
		x      string
		places int
		mode   Mode
		want   string
	}{
		{"2.3449", 2, HalfUp, "2.34"}, // not 2.345 first
		{"2.34500000000000000000000000001", 2, HalfDown, "2.35"},
		{"2.34499999999999999999999999999", 2, HalfUp, "2.34"},
		{"-2.34500000000000000000000000001", 2, HalfEven, "-2.35"},
		{"1/3", 2, HalfUp, "0.33"}, {"2/3", 2, HalfUp, "0.67"}, {"-2/3", 2, HalfUp, "-0.67"},
		{"1/3", 2, Up, "0.34"}, {"-1/3", 2, Ceiling, "-0.33"}, {"-1/3", 2, Floor, "-0.34"},
		{"0.005", 2, HalfUp, "0.01"}, {"-0.005", 2, HalfUp, "-0.01"}, {"0.005", 2, HalfEven, "0"}, {"-0.005", 2, HalfDown, "0"},
		{"0.001", 0, Up, "1"}, {"-0.001", 0, Up, "-1"}, {"-0.001", 0, Ceiling, "0"}, {"-0.001", 0, Floor, "-1"},
		{"999.995", 2, HalfUp, "1000"}, {"-999.995", 2, HalfUp, "-1000"},
		{"150", -2, HalfUp, "200"}, {"150", -2, HalfEven, "200"}, {"250", -2, HalfEven, "200"}, {"-250", -2, HalfUp, "-300"},
		{"49", -2, HalfUp, "0"}, {"1", -2, Up, "100"}, {"-1", -2, Floor, "-100"}, {"1234.5", -3, HalfUp, "1000"},
		{"12", 3, Up, "12"}, {"12.5", 3, Up, "12.5"},
		{"0.5", 0, HalfEven, "0"}, {"1.5", 0, HalfEven, "2"}, {"-0.5", 0, HalfEven, "0"}, {"-1.5", 0, HalfEven, "-2"},
	} {
		same(t, rat(t, c.want), rat(t, c.x).Round(c.places, c.mode), c.x, c.places, c.mode)
	}
	for _, c := range []struct {
		x, step string
		mode    Mode
		want    string
	}{
		{"7.25", "0.5", HalfUp, "7.5"}, {"7.25", "0.5", HalfEven, "7"}, {"7.75", "0.5", HalfEven, "8"}, {"-7.25", "0.5", HalfUp, "-7.5"},
		{"7.25", "0.5", HalfDown, "7"}, {"0.12", "0.05", HalfUp, "0.1"}, {"0.125", "0.05", HalfUp, "0.15"},
		{"17", "5", HalfUp, "15"}, {"17.5", "5", HalfUp, "20"}, {"-17.5", "5", Ceiling, "-15"}, {"-17.5", "5", Floor, "-20"},
		{"1", "1/3", Up, "1"}, {"1/2", "1/3", HalfUp, "2/3"}, {"1/2", "1/3", HalfDown, "1/3"},
		{"7.3", "0", Up, "7.3"}, {"7.3", "-0.5", Up, "7.5"},
	} {
		same(t, rat(t, c.want), rat(t, c.x).RoundTo(rat(t, c.step), c.mode), c.x, c.step, c.mode)
	}
}

// bruteRound walks along the grid from far below to the two neighbours of x
// and takes one of them by the wording of the mode.
// It takes an x within 260 steps of 0.
func bruteRound(x, step Rat, mode Mode) Rat {
	const start = -260
	below, k := step.Mul(Int(start)), int64(start)
	for !x.Less(below.Add(step)) {
		below, k = below.Add(step), k+1
	}
	if below.Equal(x) {
		return x
	}
	above := below.Add(step)
	nearer, farther := below, above // from zero
	if x.Sign() < 0 {
		nearer, farther = above, below
	}
	switch mode {
	case Up:
		return farther
	case Down:
		return nearer
	case Ceiling:
		return above
	case Floor:
		return below
	}
	switch x.Sub(below).Cmp(above.Sub(x)) {
	case -1:
		return below
	case +1:
		return above
	}
	switch {
	case mode == HalfUp:
		return farther
	case mode == HalfDown:
		return nearer
	case k%2 == 0:
		return below
	}
	return above
}

func TestRoundAgainstBruteForce(t *testing.T) {
	for _, x := range small(25, 6) {
		for _, mode := range allModes {
			same(t, bruteRound(x, Int(1), mode), x.Round(0, mode), x, mode)
			same(t, bruteRound(x, rat(t, "0.1"), mode), x.Round(1, mode), x, mode)
			same(t, bruteRound(x, Int(10), mode), x.Round(-1, mode), x, mode)
		}
	}
	for _, x := range small(12, 4) {
		for _, step := range []string{"0.5", "0.25", "2", "1/3", "2/3", "0.05"} {
			for _, mode := range allModes {
				same(t, bruteRound(x, rat(t, step), mode), x.RoundTo(rat(t, step), mode), x, step, mode)
			}
		}
	}
}

func TestModeNames(t *testing.T) {
	require.Equal(t, []string{"half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"}, Modes())
	for i, name := range Modes() {
		mode, ok := ParseMode(name)
		require.True(t, ok)
		require.Equal(t, allModes[i], mode)
		require.Equal(t, name, mode.String())
	}
	for _, name := range []string{"", "HALF_UP", "half up", "Mode(7)", "halfup"} {
		_, ok := ParseMode(name)
		require.False(t, ok, name)
	}
	require.Equal(t, "Mode(7)", Mode(7).String())
	Modes()[0] = "changed"
	require.Equal(t, "half_up", Modes()[0])
	require.Zero(t, HalfUp)
}

func TestUnknownModePanics(t *testing.T) {
	for _, x := range []string{"1", "1.5", "1/3"} {
		require.PanicsWithValue(t, "exact: Mode(7) is no rounding mode", func() { rat(t, x).Round(0, Mode(7)) })
		require.PanicsWithValue(t, "exact: Mode(7) is no rounding mode", func() { rat(t, x).RoundTo(Int(1), Mode(7)) })
	}
}

func FuzzRound(f *testing.F) {
	for _, mode := range allModes {
		f.Add(int64(2345), int64(1000), int8(2), uint8(mode))
		f.Add(int64(-5), int64(2), int8(0), uint8(mode))
		f.Add(int64(-250), int64(1), int8(-2), uint8(mode))
		f.Add(int64(1716), int64(19), int8(3), uint8(mode))
	}
	f.Fuzz(func(t *testing.T, num, den int64, places int8, m uint8) {
		if den == 0 {
			return
		}
		mode := allModes[int(m)%len(allModes)]
		x := FromBig(big.NewRat(num, den))
		unit, _ := Int(10).Pow(-int(places))
		r := x.Round(int(places), mode)
		checkRounded(t, x, r, unit, mode)
		same(t, r, x.RoundTo(unit, mode))
		if c, ok := r.coefficient(int(places)); ok {
			same(t, r, FromBig(new(big.Rat).SetInt(c)).Mul(unit))
		} else {
			require.Fail(t, "off the grid")
		}
		step := FromBig(big.NewRat(int64(m)+1, int64(places)&15+1))
		checkRounded(t, x, x.RoundTo(step, mode), step, mode)
	})
}

// checkRounded holds r against what rounding x means, which does not say how
// it is found.
func checkRounded(t *testing.T, x, r, unit Rat, mode Mode) {
	t.Helper()
	same(t, r, r.RoundTo(unit, mode), "idempotent")
	require.True(t, r.IsMultipleOf(unit), "%v off the grid %v", r, unit)
	far := r.Sub(x)
	twice := far.Abs().Mul(Int(2))
	switch mode {
	case Ceiling, Floor:
		mirrored := map[Mode]Mode{Ceiling: Floor, Floor: Ceiling}[mode]
		same(t, r.Neg(), x.Neg().RoundTo(unit, mirrored))
	default:
		same(t, r.Neg(), x.Neg().RoundTo(unit, mode), "symmetric")
	}
	switch mode {
	case HalfUp, HalfEven, HalfDown:
		require.LessOrEqual(t, twice.Cmp(unit), 0)
		if !twice.Equal(unit) {
			return
		}
		switch mode {
		case HalfUp:
			require.True(t, x.Abs().Less(r.Abs()))
		case HalfDown:
			require.True(t, r.Abs().Less(x.Abs()))
		default:
			require.True(t, r.IsMultipleOf(unit.Mul(Int(2))))
		}
		return
	}
	require.True(t, far.Abs().Less(unit))
	switch mode {
	case Up:
		require.False(t, r.Abs().Less(x.Abs()))
	case Down:
		require.False(t, x.Abs().Less(r.Abs()))
	case Ceiling:
		require.GreaterOrEqual(t, far.Sign(), 0)
	case Floor:
		require.LessOrEqual(t, far.Sign(), 0)
	}
}
