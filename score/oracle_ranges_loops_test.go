package score

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/ranges"
)

// loopFormulas ask for their elements under conditions, and read what is made of
// all of them.
var loopFormulas = []string{
	// The last element is a 2, for which n is read; the least is made of the others too.
	"len(xs) > 1 ? min(map(xs, # == 2 ? n : 0.5)) : n",
	"sum(xs, # > n ? n : 0.5) + n",
	"sum(map(filter(xs, # > n), # > 2 ? n / # : 0.5))",
	"sum(filter(map(xs, # > 2 ? n + # : 1.5), # < 4 and n > 1), # + n)",
	"let z = map(xs, # > 2 ? n : 0.5); sum(xs, # < 2 ? sum(z) + n : # * n)",
	"let z = filter(xs, # > 2); len(z) > 0 and min(z) < 4 ? sum(z, n > # ? n : -1) : n",
	"sum(filter(xs, # > n or n > 2), # > 2 ? level(#) + n : 0.5)",
	"any(xs, # > 2 and level(n) > 1) ? n : sum(xs, # < 2 and n > # ? n : 0.5)",
	"sum(ps, .a > 2 ? (.b == \"u\" ? n : 0.5) : .a - n)",
	"sum(filter(ps, .b == \"u\" and .a > n), #.a > 2 ? n : 0.5)",
	"let m = map(ps, .b == \"u\" ? .a : 0.5); len(m) > 0 ? max(m) - min(m) + (m[0] > 2 ? n : 0) : n",
	// Two loops, one inside the other.
	"sum(xs, let k = #; k > 2 ? sum(ps, .a > k ? n : 0.5) : n)",
	"sum(xs, let k = #; sum(ps, .a < k and .b == \"u\" ? n - k : k > 1 ? n : 0.5))",
	"let z = map(xs, let k = #; count(ps, .a > k or n > k)); sum(z, # > 1 ? n : 0.5) + sum(z)",
}

const loopScheme = `scheme s
input n integer in [0, 4]
input xs list integer in [0, 4]
input ps list { a integer in [0, 4], b text one of "u", "v" }
table level(v number in [0, 100]) { <= 2 -> 1;  > 2 -> 2 }
indicator i = `

// TestRangesInLoops: in a context with a condition on the element at hand the
// ranges hold for what such an element has, and for what is the same for all.
func TestRangesInLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 23))
	for _, formula := range loopFormulas {
		s, err := Load("s.kaohe", loopScheme+formula)
		require.NoError(t, err)
		p, err := Compile(s)
		require.NoError(t, err)
		a := ranges.Analyze(p.ir, p.bound.FixedValue)
		reached := 0
		for range 300 {
			values, err := p.readFacts(loopFacts(r))
			require.NoError(t, err)
			trace := p.bound.Run(values)
			holdsIn(t, p, trace, a.Of, nil, func() string { return formula })
			reached += checkContexts(t, p, trace, a, formula)
		}
		require.Greater(t, reached, 300, formula)
	}
}

func loopFacts(r *rand.Rand) Facts {
	xs, ps := []any{}, []any{}
	for range r.IntN(4) {
		xs = append(xs, r.IntN(5))
	}
	for range r.IntN(4) {
		ps = append(ps, map[string]any{"a": r.IntN(5), "b": []string{"u", "v"}[r.IntN(2)]})
	}
	return Facts{"n": r.IntN(5), "xs": xs, "ps": ps}
}

// TestLoopsAreProved: what a condition says of one element counts for it alone.
func TestLoopsAreProved(t *testing.T) {
	const tables = "table low(v number in [0, 2]) { _ -> 1 }\ntable high(v number in (2, 4]) { _ -> 1 }\n"
	for formula, proved := range map[string]bool{
		"sum(xs, # > 2 ? high(#) : low(#))":                                                 true,
		"sum(xs, # > 2 ? high(min(xs)) : 0)":                                                false,
		"sum(xs, # > 2 ? high(xs[0]) : 0)":                                                  false,
		"sum(filter(xs, # > 2), high(#))":                                                   true,
		"sum(filter(xs, # > 2), low(#))":                                                    false,
		"sum(filter(xs, # > 2), 1) > 0 ? high(max(xs)) : 0":                                 false,
		"let z = filter(xs, # > 2); sum(xs, # <= 2 and len(z) > 0 ? high(min(z)) : 0)":      true,
		"let z = filter(xs, # > n); sum(z, n > 2 ? high(min(z)) : 0)":                       true,
		"let z = filter(xs, # > n); sum(z, n > 0 ? high(min(z)) : 0)":                       false,
		"let z = filter(xs, # > 1); sum(z, # > 2 ? high(min(z)) : 0)":                       false,
		"let z = map(xs, # > 2 ? # : 1); sum(xs, # > 2 ? high(max(z)) : 0)":                 false,
		"let z = map(xs, # > 2 ? # : 3); sum(xs, # < 2 ? high(max(z)) : 0)":                 true,
		"let z = map(xs, # > 2 ? n : 3); sum(xs, # > 2 ? high(n) : 0)":                      false,
		"sum(xs, # < n ? (n > 3 ? high(n) : 0) : low(4 - n))":                               false,
		"sum(xs, # <= 2 and n <= # ? low(n) : 0)":                                           true,
		"sum(xs, let k = #; k > 2 ? sum(ps, .a > 2 ? high(k) : 0) : 0)":                     true,
		"sum(xs, let k = #; k > 2 ? sum(ps, high(.a)) : 0)":                                 false,
		"sum(ps, .a > 2 ? high(.a) + (.b == \"u\" ? high(#.a) : 0) : low(.a))":              true,
		"sum(map(xs, # > 2 ? # : 3), high(#)) + sum(map(xs, # > 2 ? 3 : #), # > 2 ? 0 : 1)": true,
	} {
		s, err := Load("s.kaohe", loopScheme+formula+"\n"+tables)
		require.NoError(t, err, formula)
		_, err = Compile(s)
		if proved {
			require.NoError(t, err, formula)
			continue
		}
		require.ErrorContains(t, err, "error[domain]", formula)
	}
}
