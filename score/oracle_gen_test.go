package score_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/kaohe-go/kaohe/score/internal/gen"
	"github.com/stretchr/testify/require"
)

// TestOracleGeneratedSchemes holds each piece against the other: the oracle has to
// read every generated scheme, find it well typed, without overlap or hole
// where the facts lead, and with examples that hold.
func TestOracleGeneratedSchemes(t *testing.T) {
	cases := 1000
	if testing.Short() || raceDetector {
		cases = 600
	}
	shares := map[string]int{}
	scored := 0
	for seed := range cases {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		choices := make([]byte, r.IntN(6000))
		for i := range choices {
			choices[i] = byte(r.Uint32())
		}
		c := gen.Scheme(gen.New(choices))
		require.NoError(t, oracleRead(c.Text), c.Text)
		broken, err := oracleRunExamples(c.Text)
		require.NoError(t, err, c.Text)
		require.Empty(t, broken, c.Text)
		for _, facts := range c.Facts {
			out := oracleRun(c.Text, c.Bind, facts)
			require.NoError(t, out.Unreadable, "%v %v\n%s", c.Bind, facts, c.Text)
			scored++
			if len(out.Faults) == 0 {
				shares["scored"]++
			} else {
				shares[string(out.Faults[0].Kind)]++
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(shares)) {
		t.Logf("%-20s %5.1f%%", name, 100*float64(shares[name])/float64(scored))
	}
	require.Greater(t, shares["scored"], scored*6/10)
	for _, kind := range []oracleFaultKind{oracleFactFault, oracleRequireFault, oracleFail, oracleDivisionByZero,
		oracleEmptyList, oracleNoElement, oraclePolicyFault, oracleNothingLeft} {
		require.Positive(t, shares[string(kind)], kind)
	}
}
