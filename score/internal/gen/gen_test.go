package gen

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// choices are pseudo-random bytes that depend on the seed alone.
func choices(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

func TestTheSameBytesGiveTheSameCase(t *testing.T) {
	for seed := range uint64(300) {
		bytes := choices(seed, 3000)
		require.Equal(t, Scheme(New(bytes)), Scheme(New(bytes)))
	}
}

func TestWithoutBytesTheCaseIsTheSimplest(t *testing.T) {
	c := Scheme(New(nil))
	require.Equal(t, "scheme s\ninput calls number in [0, 10]\nindicator kpi = calls\ntotal = kpi\n"+
		"grades {\n    [95, ..) -> \"优秀\" coefficient 1\n    else -> \"良好\" coefficient 1\n}\n", c.Text)
	require.Equal(t, []map[string]any{{"calls": "0.25"}}, c.Facts)
}

func TestNoMarkIsLeft(t *testing.T) {
	for seed := range uint64(1000) {
		text := Scheme(New(choices(seed, 4000))).Text
		require.False(t, strings.ContainsAny(text, must+clause+row+open+shut+maybe+maybeNot), text)
		require.True(t, strings.HasSuffix(text, "\n"))
	}
}

func TestTheEndsOfPiecesAndDomainsAreThere(t *testing.T) {
	for seed := range uint64(500) {
		s := New(choices(seed, 200))
		k := oneOf(s, number, integer, percent)
		d := domainFor(s, k)
		require.True(t, d.within(d))
		for _, p := range cut(s, d, k, 1+s.pick(5), d.bounded() && s.chance(128)) {
			require.NotContains(t, p.cell, "nil")
			for _, end := range p.ends {
				require.NotNil(t, end)
			}
		}
		lo, hi := d.inner()
		for _, x := range present(lo, hi) {
			require.True(t, d.contains(x), "%s %s", d.text(k), decimal(x))
		}
	}
}
