package exact

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// iv reads an interval as String writes it.
func iv(t testing.TB, s string) Interval {
	t.Helper()
	if s == "empty" {
		return none()
	}
	var out Interval
	lo, hi, ok := strings.Cut(s[1:len(s)-1], ", ")
	require.True(t, ok, s)
	if lo != ".." {
		out.Lo = End{At: rat(t, lo), Open: s[0] == '(', Bounded: true}
	}
	if hi != ".." {
		out.Hi = End{At: rat(t, hi), Open: s[len(s)-1] == ')', Bounded: true}
	}
	return out
}

func TestIntervalString(t *testing.T) {
	for _, s := range []string{"(95, 100]", "[0, ..)", "(.., ..)", "(.., -0.5)", "[5, 5]", "(1/3, 2/3)", "empty"} {
		require.Equal(t, s, iv(t, s).String())
	}
	require.Equal(t, "(.., ..)", Interval{}.String())
	require.Equal(t, "(.., ..)", Whole().String())
	require.Equal(t, "[2, 3]", ClosedRange(Int(2), Int(3)).String())
	require.Equal(t, "[2, 2]", Point(Int(2)).String())
	// At and Open do not matter where there is no end.
	require.Equal(t, "(.., ..)", Interval{Lo: End{At: Int(3), Open: true}, Hi: End{At: Int(2)}}.String())
}

func TestIntervalEmptyAndPoint(t *testing.T) {
	for s, empty := range map[string]bool{"[1, 0]": true, "(0, 0]": true, "[0, 0)": true, "(0, 0)": true, "[0, 0]": false, "(0, 1)": false, "(.., 0)": false, "(.., ..)": false} {
		require.Equal(t, empty, iv(t, s).Empty(), s)
	}
	for _, s := range []string{"(0, 0]", "[0, 1]", "(.., 0]", "(.., ..)", "empty"} {
		_, ok := iv(t, s).IsPoint()
		require.False(t, ok, s)
	}
	a, ok := iv(t, "[-0.5, -0.5]").IsPoint()
	require.True(t, ok)
	same(t, rat(t, "-0.5"), a)
}

func TestIntervalTables(t *testing.T) {
	for _, c := range []struct {
		a, op, b, want string
	}{
		{"(0, 1)", "*", "[2, 3]", "(0, 3)"},
		{"[0, 0]", "*", "(.., ..)", "[0, 0]"},
		{"[0, 1]", "*", "[1, ..)", "[0, ..)"},
		{"(0, 1]", "*", "[1, ..)", "(0, ..)"},
		{"(0, 1)", "*", "[0, 1)", "[0, 1)"},
		{"[-1, 1)", "*", "[-1, 1)", "(-1, 1]"},
		{"(-1, 1]", "*", "[-1, 1)", "[-1, 1)"},
		{"[-2, 3)", "*", "(-4, 5]", "(-12, 15)"},
		{"(.., 0)", "*", "(.., 0)", "(0, ..)"},
		{"(.., 0]", "*", "(5, ..)", "(.., 0]"},
		{"(-1, 1)", "*", "[0, 0]", "[0, 0]"},
		{"[1, 2)", "+", "(3, 4]", "(4, 6)"},
		{"[1, ..)", "+", "(3, 4]", "(4, ..)"},
		{"[1, 2)", "-", "(3, 4]", "[-3, -1)"},
		{"[1, ..)", "-", "[1, ..)", "(.., ..)"},
		{"[1, 2]", "/", "(0, 5]", "[0.2, ..)"},
		{"[0, 2]", "/", "(0, 5]", "[0, ..)"},
		{"[-1, 2]", "/", "(0, 5]", "(.., ..)"},
		{"[1, 2]", "/", "[2, ..)", "(0, 1]"},
		{"[1, 2]", "/", "[-4, 0)", "(.., -0.25]"},
		{"[1, 3]", "/", "[3, 3]", "[1/3, 1]"},
		{"(0, ..)", "/", "(0, ..)", "(0, ..)"},
		{"[0, 0]", "/", "(0, ..)", "[0, 0]"},
		{"[0, 5)", "min", "(0, 5]", "[0, 5)"},
		{"(0, 5)", "min", "[-1, 9]", "[-1, 5)"},
		{"(0, ..)", "min", "(.., 3]", "(.., 3]"},
		{"[0, 5)", "max", "(0, 5]", "(0, 5]"},
		{"(0, ..)", "max", "(.., 3]", "(0, ..)"},
		{"[0, 5]", "and", "(1, 9)", "(1, 5]"},
		{"[0, 1)", "and", "[1, 9)", "empty"},
		{"[0, 1)", "or", "[5, 9)", "[0, 9)"},
		{"(0, 1)", "or", "[0, 1)", "[0, 1)"},
		{"empty", "or", "[0, 1)", "[0, 1)"},
		{"[0, 1)", "or", "[3, 2]", "[0, 1)"},
		{"[0, 1)", "or", "(.., 0)", "(.., 1)"},
	} {
		require.Equal(t, c.want, apply(t, iv(t, c.a), c.op, iv(t, c.b)).String(), "%+v", c)
	}
	for _, c := range [][3]string{
		{"abs", "[-3, 2]", "[0, 3]"}, {"abs", "(-3, 3]", "[0, 3]"}, {"abs", "(-3, 3)", "[0, 3)"}, {"abs", "(-3, 0)", "(0, 3)"},
		{"abs", "(0, ..)", "(0, ..)"}, {"abs", "(.., 1)", "[0, ..)"}, {"abs", "(.., -1)", "(1, ..)"}, {"abs", "[-3, 0]", "[0, 3]"}, {"abs", "empty", "empty"},
		{"neg", "(-3, 2]", "[-2, 3)"}, {"neg", "(.., 2]", "[-2, ..)"}, {"neg", "empty", "empty"}, {"neg", "(.., ..)", "(.., ..)"},
		{"snap 0.5", "(0, 1)", "[0.5, 0.5]"}, {"snap 0.5", "(0, 0.5)", "empty"}, {"snap 0.5", "[0, 1]", "[0, 1]"}, {"snap 0.5", "(0.3, 1.2)", "[0.5, 1]"},
		{"snap 0.5", "(.., 1.2)", "(.., 1]"}, {"snap 0.5", "(-1, ..)", "[-0.5, ..)"}, {"snap 0.5", "[0.1, 0.4]", "empty"}, {"snap 0.5", "[3, 1]", "empty"},
		{"snap 1", "(-1.5, -1]", "[-1, -1]"}, {"snap 0", "(0, 1)", "(0, 1)"},
	} {
		a := iv(t, c[1])
		got := map[string]func() Interval{
			"abs": a.Abs, "neg": a.Neg,
			"snap 0.5": func() Interval { return a.Snap(rat(t, "0.5")) },
			"snap 1":   func() Interval { return a.Snap(Int(1)) },
			"snap 0":   func() Interval { return a.Snap(Int(0)) },
		}[c[0]]()
		require.Equal(t, c[2], got.String(), "%v", c)
	}
}

func apply(t testing.TB, a Interval, op string, b Interval) Interval {
	switch op {
	case "+":
		return a.Add(b)
	case "-":
		return a.Sub(b)
	case "*":
		return a.Mul(b)
	case "/":
		q, ok := a.Quo(b)
		require.True(t, ok)
		return q
	case "min":
		return a.Min(b)
	case "max":
		return a.Max(b)
	case "and":
		return a.Intersect(b)
	}
	require.Equal(t, "or", op)
	return a.Hull(b)
}

func TestQuoByWhatHoldsZero(t *testing.T) {
	for _, b := range []string{"[0, 5]", "[-5, 0]", "(-1, 1)", "(.., ..)", "[0, 0]", "(.., 0]"} {
		for _, a := range []string{"[1, 2]", "[0, 0]", "empty"} {
			_, ok := iv(t, a).Quo(iv(t, b))
			require.False(t, ok, "%s / %s", a, b)
		}
	}
	q, ok := iv(t, "[1, 2]").Quo(none())
	require.True(t, ok)
	require.True(t, q.Empty())
}

func TestMap(t *testing.T) {
	round := func(a Rat) Rat { return a.Round(0, HalfUp) }
	for in, want := range map[string]string{
		"(0.4, 2.5)": "[0, 3]", "[0.5, ..)": "[1, ..)", "(.., ..)": "(.., ..)", "empty": "empty", "[3, 1]": "empty", "(.., -0.5)": "(.., -1]",
	} {
		require.Equal(t, want, iv(t, in).Map(round).String(), in)
	}
}

// all is every interval with ends among a few numbers, the empty ones too.
func all(t testing.TB) []Interval {
	var los, his []End
	los, his = append(los, End{}), append(his, End{})
	for _, at := range []string{"-2", "-1/3", "0", "3"} {
		los = append(los, closed(rat(t, at)), opened(rat(t, at)))
	}
	his = append(his, los[1:]...)
	var out []Interval
	for _, lo := range los {
		for _, hi := range his {
			out = append(out, Interval{Lo: lo, Hi: hi})
		}
	}
	return out
}

var tiny, huge = func() (Rat, Rat) {
	huge := Int(1_000_000)
	tiny, _ := Int(1).Quo(huge)
	return tiny, huge
}()

// samples are numbers of an interval: its ends or what is very near to them
// or, without an end, very far out; and 0, and something between.
func samples(a Interval) []Rat {
	candidates := []Rat{{}, huge, huge.Neg(), Int(1)}
	if a.Lo.Bounded {
		candidates = append(candidates, a.Lo.At, a.Lo.At.Add(tiny))
	}
	if a.Hi.Bounded {
		candidates = append(candidates, a.Hi.At, a.Hi.At.Sub(tiny))
	}
	var in []Rat
	for _, c := range candidates {
		if a.Contains(c) {
			in = append(in, c)
		}
	}
	return in
}

// tight checks that the interval holds all the results, and nothing that the
// results don't come near: a closed end is reached, an open one is not but is
// approached, and where there is no end results are far out.
func tight(t *testing.T, got Interval, results []Rat, about func() string) {
	t.Helper()
	if len(results) == 0 {
		require.True(t, got.Empty(), about())
		return
	}
	least, greatest := results[0], results[0]
	for _, r := range results {
		if !got.Contains(r) {
			require.Fail(t, "not covered", "%s gives %v, and not %v", about(), got, r)
		}
		least, greatest = Min(least, r), Max(greatest, r)
	}
	near, _ := Int(1).Quo(Int(1000))
	far := Int(1000)
	check := func(e End, extreme, sign Rat) {
		switch {
		case !e.Bounded:
			require.True(t, far.Less(extreme.Mul(sign)), "%s gives %v, too wide", about(), got)
		case !e.Open:
			require.True(t, e.At.Equal(extreme), "%s gives %v, its closed end is not reached", about(), got)
		default:
			require.True(t, e.At.Sub(extreme).Abs().Less(near), "%s gives %v, too wide", about(), got)
		}
	}
	check(got.Lo, least, Int(-1))
	check(got.Hi, greatest, Int(1))
}

func TestIntervalArithmeticBySampling(t *testing.T) {
	ops := map[string]func(a, b Rat) Rat{
		"+": Rat.Add, "-": Rat.Sub, "*": Rat.Mul, "min": Min, "max": Max,
		"/": func(a, b Rat) Rat { q, _ := a.Quo(b); return q },
	}
	intervals := all(t)
	for _, a := range intervals {
		as := samples(a)
		for _, b := range intervals {
			if testing.Short() && b.Lo.Open {
				continue
			}
			bs := samples(b)
			for op, f := range ops {
				if op == "/" {
					_, ok := a.Quo(b)
					require.Equal(t, !b.Contains(Rat{}), ok)
					if !ok {
						continue
					}
				}
				results := make([]Rat, 0, len(as)*len(bs))
				for _, x := range as {
					for _, y := range bs {
						results = append(results, f(x, y))
					}
				}
				tight(t, apply(t, a, op, b), results, func() string { return a.String() + " " + op + " " + b.String() })
			}
		}
		var negs, abss []Rat
		for _, x := range as {
			negs, abss = append(negs, x.Neg()), append(abss, x.Abs())
		}
		tight(t, a.Neg(), negs, func() string { return "-" + a.String() })
		tight(t, a.Abs(), abss, func() string { return "abs " + a.String() })
	}
}

func TestIntervalSetsBySampling(t *testing.T) {
	intervals := all(t)
	var points []Rat
	for _, at := range []string{"-2", "-1/3", "0", "3"} {
		a := rat(t, at)
		points = append(points, a.Sub(tiny), a, a.Add(tiny))
	}
	points = append(points, huge, huge.Neg())
	for _, a := range intervals {
		require.Equal(t, len(samples(a)) == 0, a.Empty(), a.String())
		for _, b := range intervals {
			both, hull := a.Intersect(b), a.Hull(b)
			covers := true
			for _, p := range points {
				require.Equal(t, a.Contains(p) && b.Contains(p), both.Contains(p))
				if a.Contains(p) || b.Contains(p) {
					require.True(t, hull.Contains(p))
				}
				if b.Contains(p) && !a.Contains(p) {
					covers = false
				}
			}
			require.Equal(t, covers, a.Covers(b), "%v covers %v", a, b)
			tight(t, hull, append(samples(a), samples(b)...), func() string { return a.String() + " or " + b.String() })
		}
	}
}

func TestSnapBySampling(t *testing.T) {
	for _, a := range all(t) {
		for _, step := range []string{"1", "0.5", "1/3", "2/3", "5"} {
			grid := rat(t, step)
			snapped := a.Snap(grid)
			for k := int64(-12); k <= 12; k++ {
				p := grid.Mul(Int(k))
				require.Equal(t, a.Contains(p), snapped.Contains(p), "%v of %v on %s", p, a, step)
			}
			if snapped.Empty() {
				continue
			}
			for _, e := range []End{snapped.Lo, snapped.Hi} {
				if e.Bounded {
					require.False(t, e.Open)
					require.True(t, e.At.IsMultipleOf(grid) && a.Contains(e.At))
				}
			}
		}
	}
}

func TestMapCoversRoundings(t *testing.T) {
	for _, a := range all(t) {
		for _, mode := range allModes {
			round := func(x Rat) Rat { return x.Round(0, mode) }
			mapped := a.Map(round)
			for _, x := range samples(a) {
				require.True(t, mapped.Contains(round(x)), "%v of %v, %v", x, a, mode)
			}
		}
	}
}
