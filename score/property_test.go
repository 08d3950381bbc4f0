package score_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// figureRat reads what a figure prints: a decimal or p/q.
func figureRat(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	require.True(t, ok, text)
	return r
}

func hundredths(r *big.Rat) string { return r.FloatString(4) }

// randomBounds are ascending numbers of two places, the first one 0.
func randomBounds(r *rand.Rand, n int) []*big.Rat {
	bounds := []*big.Rat{new(big.Rat)}
	for range n {
		step := big.NewRat(1+r.Int64N(5000), 100)
		bounds = append(bounds, step.Add(step, bounds[len(bounds)-1]))
	}
	return bounds
}

// around lists every bound with the values one step of 0.01 to its sides, from lo on.
func around(bounds []*big.Rat, lo *big.Rat) []*big.Rat {
	var xs []*big.Rat
	for _, b := range bounds {
		for _, step := range []int64{-1, 0, 1} {
			if x := new(big.Rat).Add(b, big.NewRat(step, 100)); x.Cmp(lo) >= 0 {
				xs = append(xs, x)
			}
		}
	}
	return xs
}

// Whether a bound belongs to the slice below or above it does not matter, and
// the price of x is the sum of the slices up to x: so there are no cliffs.
func TestGraduatedIsTheSumOfSlices(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		bounds := randomBounds(r, 1+r.IntN(6))
		var rates []*big.Rat
		var rows []string
		open := "["
		for i := range bounds {
			rate := big.NewRat(r.Int64N(400)-100, 100)
			rates = append(rates, rate)
			to, closing := "..", ")"
			if i+1 < len(bounds) {
				to = hundredths(bounds[i+1])
			}
			next := "["
			if i+1 < len(bounds) && r.IntN(2) == 0 {
				closing, next = "]", "("
			}
			rows = append(rows, fmt.Sprintf("%s%s, %s%s -> %s", open, hundredths(bounds[i]), to, closing, hundredths(rate)))
			open = next
		}
		r.Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
		source := "scheme s\ninput x number in [0, ..)\ntable t(x) graduated {\n    " + strings.Join(rows, "\n    ") + "\n}\nindicator y = t(x)\n"
		p := probeScheme(t, source)
		for _, x := range around(bounds, new(big.Rat)) {
			want := new(big.Rat)
			for i, from := range bounds {
				slice := new(big.Rat).Sub(x, from)
				if i+1 < len(bounds) && x.Cmp(bounds[i+1]) > 0 {
					slice.Sub(bounds[i+1], from)
				}
				if slice.Sign() > 0 {
					want.Add(want, slice.Mul(slice, rates[i]))
				}
			}
			got := figureRat(t, valueOf(t, scored(t, p, score.Facts{"x": hundredths(x)}), "y"))
			require.Zero(t, want.Cmp(got), "x = %s: %s, want %s\n%s", hundredths(x), got, want, source)
		}
	}
}

// A linear table goes through its points and is the weighted mean of the two
// around x between them; beside them it is flat, goes on, or is a constant.
func TestLinearJoinsItsPoints(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		xs := randomBounds(r, 1+r.IntN(5))
		var ys []*big.Rat
		var rows []string
		for _, x := range xs {
			ys = append(ys, big.NewRat(r.Int64N(20000)-10000, 100))
			rows = append(rows, hundredths(x)+" -> "+hundredths(ys[len(ys)-1]))
		}
		last := len(xs) - 1
		below, above := []string{"flat", "extend", "-> 7"}[r.IntN(3)], []string{"flat", "extend", "-> 7"}[r.IntN(3)]
		rows = append(rows, "< "+hundredths(xs[0])+" "+below, "> "+hundredths(xs[last])+" "+above)
		r.Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
		source := "scheme s\ninput x number\ntable t(x) linear {\n    " + strings.Join(rows, "\n    ") + "\n}\nindicator y = t(x)\n"
		p := probeScheme(t, source)
		line := func(i int, x *big.Rat) *big.Rat {
			left, right := new(big.Rat).Sub(xs[i+1], x), new(big.Rat).Sub(x, xs[i])
			sum := left.Mul(left, ys[i])
			sum.Add(sum, right.Mul(right, ys[i+1]))
			return sum.Quo(sum, new(big.Rat).Sub(xs[i+1], xs[i]))
		}
		beside := func(rule string, end, segment int, x *big.Rat) *big.Rat {
			switch rule {
			case "flat":
				return ys[end]
			case "extend":
				return line(segment, x)
			}
			return big.NewRat(7, 1)
		}
		for _, x := range around(xs, big.NewRat(-1, 1)) {
			var want *big.Rat
			switch {
			case x.Cmp(xs[0]) < 0:
				want = beside(below, 0, 0, x)
			case x.Cmp(xs[last]) > 0:
				want = beside(above, last, last-1, x)
			default:
				i := 0
				for i+2 <= last && x.Cmp(xs[i+1]) > 0 {
					i++
				}
				want = line(i, x)
			}
			got := figureRat(t, valueOf(t, scored(t, p, score.Facts{"x": hundredths(x)}), "y"))
			require.Zero(t, want.Cmp(got), "x = %s: %s, want %s\n%s", hundredths(x), got, want, source)
		}
	}
}

const shuffledScheme = `scheme s
input calls integer in [0, 5000]
input peer number in [0, 100] optional
input level text one of "A", "B", "C"
table rate(calls) { [0, 1000] -> 1;  (1000, 2000] -> 2;  [3000, 5000] -> 3;  (2000, 3000) -> 4 }
table pay(level, calls) graduated { "A" | "B", [0, 100] -> 1;  "A" | "B", > 100 -> 2;  "C", _ -> 1 / 3 }
table curve(calls) linear { 0 -> 0;  1000 -> 50;  5000 -> 100 }
section q  weight 60%
indicator a = rate(calls) * 10  weight 1 / 3  in q
indicator b = curve(calls)  weight 2 / 3  in q
indicator c = peer  weight 25%  missing redistribute
indicator d = a + b  at most 90  weight 15%  applies when level != "C" otherwise redistribute
total = weighted
grades { > 50 -> "high";  <= 50 -> "low" }
payout p = pay(level, calls)  round 2
`

// The order in which indicators, sections, inputs, disjoint rows and facts
// stand changes no result.
func TestOrderChangesNoResult(t *testing.T) {
	s, err := score.Load("s.kaohe", shuffledScheme)
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		q, err := score.Compile(shuffled(r, s))
		require.NoError(t, err)
		for range 20 {
			facts := map[string]string{"calls": fmt.Sprint(r.IntN(5001)), "level": `"` + string(rune('A'+r.IntN(3))) + `"`}
			if r.IntN(2) == 0 {
				facts["peer"] = fmt.Sprint(r.IntN(101))
			}
			names := slices.Sorted(maps.Keys(facts))
			want := sortedSheet(scored(t, p, jsonFacts(t, names, facts)))
			r.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
			require.Equal(t, want, sortedSheet(scored(t, q, jsonFacts(t, names, facts))), "%v", facts)
		}
	}
}

func shuffled(r *rand.Rand, s score.Scheme) score.Scheme {
	s = goBuilt(s)
	s.Inputs, s.Indicators, s.Tables = mixed(r, s.Inputs), mixed(r, s.Indicators), mixed(r, s.Tables)
	s.Grades.Bands = mixed(r, s.Grades.Bands)
	for i := range s.Tables {
		s.Tables[i].Rows = mixed(r, s.Tables[i].Rows)
	}
	return s
}

func mixed[T any](r *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	return list
}

func jsonFacts(t *testing.T, names []string, facts map[string]string) score.Facts {
	t.Helper()
	var parts []string
	for _, name := range names {
		key, err := json.Marshal(name)
		require.NoError(t, err)
		parts = append(parts, string(key)+": "+facts[name])
	}
	return factsOf(t, "{"+strings.Join(parts, ", ")+"}")
}

func sortedSheet(r *score.Result) []string {
	return slices.Sorted(strings.FieldsSeq(strings.ReplaceAll(sheetOf(r, nil), "not applicable", "not_applicable")))
}
