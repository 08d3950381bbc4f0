package grade_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// sets reads a set per argument, alternatives joined by |.
func sets(rows ...string) []grade.Set {
	var all []grade.Set
	for _, row := range rows {
		set := grade.Set{}
		for in := range strings.SplitSeq(row, "|") {
			if in != "" {
				set = append(set, grade.MustInterval(in))
			}
		}
		all = append(all, set)
	}
	return all
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		domain string
		rows   []string
		want   []string // interval takers witness
	}{
		{"[0, 10]", nil, []string{"[0, 10] [] 0"}},
		{"[0, 10]", []string{""}, []string{"[0, 10] [] 0"}},
		{"(.., ..)", []string{"(.., ..)"}, []string{"(.., ..) [0] 0"}},
		{"[0, 10]", []string{"(.., 5]", "(5, ..)"}, []string{"[0, 5] [0] 0", "(5, 10] [1] 10"}},
		{"[0, 10]", []string{"[0, 5]", "[5, 10]"}, []string{"[0, 5) [0] 0", "[5, 5] [0 1] 5", "(5, 10] [1] 10"}},
		{"[0, 10]", []string{"[0, 5)", "(5, 10]"}, []string{"[0, 5) [0] 0", "[5, 5] [] 5", "(5, 10] [1] 10"}},
		{"(.., ..)", []string{"[0, 1]"}, []string{"(.., 0) [] -1", "[0, 1] [0] 0", "(1, ..) [] 2"}},
		// S4: the tiers leave out their own ends.
		{"[0, ..)", []string{"[0, 2000]", "(2000, 2300)", "(2300, 2500)"},
			[]string{"[0, 2000] [0] 0", "(2000, 2300) [1] 2150", "[2300, 2300] [] 2300", "(2300, 2500) [2] 2400", "[2500, ..) [] 2500"}},
		// Whole numbers: between 3 and 4 there is nothing.
		{"[0, 9] step 1", []string{"[0, 3]", "[4, 9]"}, []string{"[0, 3] [0] 0", "[4, 9] [1] 4"}},
		{"[0, 9]", []string{"[0, 3]", "[4, 9]"}, []string{"[0, 3] [0] 0", "(3, 4) [] 3.5", "[4, 9] [1] 4"}},
		{"[0, 9] step 1", []string{"[0, 3]|[4, 9]"}, []string{"[0, 9] [0] 0"}},
		// A set without a value of the domain cuts nothing, and a hole around it stays whole.
		{"[0, 9] step 1", []string{"[0, 3]", "(4.2, 4.8)", "[6, 9]"}, []string{"[0, 3] [0] 0", "(3, 6) [] 4", "[6, 9] [2] 6"}},
		// The same takers on both sides are one piece.
		{"[0, 9]", []string{"[0, 3)|[3, 9]"}, []string{"[0, 9] [0] 0"}},
		{"[0, 9]", []string{"[0, 5]|[2, 9]|[3, 3]"}, []string{"[0, 9] [0] 0"}},
		{"[0, 9]", []string{"[0, 3)|(3, 9]"}, []string{"[0, 3) [0] 0", "[3, 3] [] 3", "(3, 9] [0] 9"}},
		// Takers change, though their number does not.
		{"[0, 9]", []string{"[0, 9]", "[2, 4]", "(4, 6]", "[0, 9]"},
			[]string{"[0, 2) [0 3] 0", "[2, 4] [0 1 3] 2", "(4, 6] [0 2 3] 6", "(6, 9] [0 3] 9"}},
		// Sets beyond the domain are cut off.
		{"(0, 1]", []string{"[-5, 0]", "[1, 7]", "(1, 2]"}, []string{"(0, 1) [] 0.5", "[1, 1] [1] 1"}},
	} {
		var got []string
		for p := range grade.Cut(domain(t, c.domain), sets(c.rows...)) {
			w := p.Witness.RatString()
			if places, finite := p.Witness.FloatPrec(); finite {
				w = p.Witness.FloatString(places)
			}
			got = append(got, fmt.Sprintf("%v %v %s", p.In, p.Takers, w))
		}
		require.Equal(t, c.want, got, "%s %q", c.domain, c.rows)
	}
}

func TestCutStopsAndRunsAgain(t *testing.T) {
	pieces := grade.Cut(grade.Domain{}, sets("[0, 1]", "[1, 2]"))
	for range 2 {
		n := 0
		for range pieces {
			n++
			if n == 3 {
				break
			}
		}
		require.Equal(t, 3, n)
	}
	n := 0
	for range pieces {
		n++
	}
	require.Equal(t, 5, n)
}

// randomEnd is a multiple of 1/4 in [-1, 11], so that ends meet often.
func randomEnd(r *rand.Rand) *big.Rat { return big.NewRat(int64(r.IntN(49)-4), 4) }

func randomInterval(r *rand.Rand) grade.Interval {
	for {
		bound := func() grade.Bound {
			switch r.IntN(8) {
			case 0:
				return grade.Unbounded()
			case 1, 2, 3:
				return grade.OpenRat(randomEnd(r))
			}
			return grade.ClosedRat(randomEnd(r))
		}
		if in, err := grade.NewInterval(bound(), bound()); err == nil {
			return in
		}
	}
}

func randomDomain(r *rand.Rand) grade.Domain {
	steps := []*big.Rat{nil, nil, big.NewRat(1, 1), big.NewRat(1, 2), big.NewRat(1, 3), big.NewRat(3, 4)}
	for {
		if d, err := grade.NewDomainRat(randomInterval(r), steps[r.IntN(len(steps))]); err == nil {
			return d
		}
	}
}

// probes meet every end, and points strictly between any two, on every grid of randomDomain.
func probes() []*big.Rat {
	var all []*big.Rat
	for n := int64(-5 * 24); n <= 15*24; n++ {
		all = append(all, big.NewRat(n, 24))
	}
	return all
}

func TestCutAgreesWithMembership(t *testing.T) {
	values := probes()
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := randomDomain(r)
		all := make([]grade.Set, r.IntN(7))
		for i := range all {
			for range r.IntN(4) {
				all[i] = append(all[i], randomInterval(r))
			}
		}

		type part struct {
			in     grade.Interval
			takers string
		}
		var parts []part
		for p := range grade.Cut(d, all) {
			require.True(t, d.In().Covers(p.In), "seed %d", seed)
			require.True(t, d.ContainsRat(p.Witness), "seed %d", seed)
			require.True(t, p.In.ContainsRat(p.Witness), "seed %d", seed)
			require.Equal(t, membership(all, p.Witness), fmt.Sprint(p.Takers), "seed %d: witness %v", seed, p.Witness)
			if n := len(parts); n > 0 {
				require.NotEqual(t, parts[n-1].takers, fmt.Sprint(p.Takers), "seed %d: unmerged at %v", seed, p.In)
			}
			parts = append(parts, part{p.In, fmt.Sprint(p.Takers)})
		}
		at := 0
		for _, v := range values {
			var in []int
			for i, p := range parts {
				if p.in.ContainsRat(v) {
					in = append(in, i)
				}
			}
			if !d.ContainsRat(v) {
				require.LessOrEqual(t, len(in), 1, "seed %d: pieces overlap at %v", seed, v)
				continue
			}
			require.Len(t, in, 1, "seed %d: %v of %v", seed, v, d)
			require.GreaterOrEqual(t, in[0], at, "seed %d: pieces rise", seed)
			at = in[0]
			require.Equal(t, membership(all, v), parts[at].takers, "seed %d: %v of %v", seed, v, d)
		}
	}
}

func membership(all []grade.Set, v *big.Rat) string {
	takers := []int{}
	for i, set := range all {
		for _, in := range set {
			if in.ContainsRat(v) {
				takers = append(takers, i)
				break
			}
		}
	}
	return fmt.Sprint(takers)
}

func disjoint(n int) []grade.Set {
	all := make([]grade.Set, n)
	r := rand.New(rand.NewPCG(7, 7))
	for i, at := range r.Perm(n) {
		in, err := grade.NewInterval(grade.OpenRat(big.NewRat(int64(at), 100)), grade.ClosedRat(big.NewRat(int64(at+1), 100)))
		if err != nil {
			panic(err)
		}
		all[i] = grade.Set{in}
	}
	return all
}

// Turns that cancel or coincide must not cost a pass over all takers each; a quadratic sweep takes minutes here.
func TestCutOfManySetsAtOnce(t *testing.T) {
	const n = 100_000
	all := make([]grade.Set, n+1)
	for i := range n {
		all[i] = grade.Set{grade.MustInterval("[0, 10]")}
	}
	all[n] = make(grade.Set, 0, n)
	for i := range int64(n) {
		in, err := grade.NewInterval(grade.OpenRat(big.NewRat(i, n)), grade.ClosedRat(big.NewRat(i+1, n)))
		require.NoError(t, err)
		all[n] = append(all[n], in)
	}
	var counts []int
	for p := range grade.Cut(domain(t, "[-1, 11]"), all) {
		counts = append(counts, len(p.Takers))
	}
	require.Equal(t, []int{0, n, n + 1, n, 0}, counts)
}

func BenchmarkCut(b *testing.B) {
	all := disjoint(10_000)
	for _, s := range []string{"(0, 100]", "(0, 100] step 0.01"} {
		d := domain(b, s)
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				n := 0
				for range grade.Cut(d, all) {
					n++
				}
				if n != 10_000 {
					b.Fatal(n)
				}
			}
		})
	}
}
