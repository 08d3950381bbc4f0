package score

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// word is num * 10^-scale as the machine hands it out, to be shown with so many
// places, -1 for the shortest form.
func word(num int64, scale, places int) Number {
	return Number{num: num, form: formOf(places, scale)}
}

// rational is the same number as the reference evaluator hands it out.
func rational(num int64, scale, places int) Number {
	r, _ := exact.Int(num).Quo(exact.Int(powers[scale]))
	if places < 0 {
		return Number{r: r}
	}
	return number(r, places)
}

// A number in a word is in everything the number that it is as a rational, up to
// the ends of what registers hold.
func TestNumbersInWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 41))
	nums := []int64{0, 1, 5, 10, 100, 105, 1 << 53, 1e18, 1<<62 - 1, 1 << 62, 922337203685477580, 4611686018427387900}
	for range 60 {
		nums = append(nums, int64(r.Uint64()>>2)>>r.IntN(62))
	}
	modes := []Mode{HalfUp, HalfEven, HalfDown, Up, Down, Ceiling, Floor}
	var before Number
	for _, magnitude := range nums {
		for _, num := range []int64{magnitude, -magnitude} {
			for scale := range 18 {
				for _, places := range []int{-1, scale, scale + 1, 18} {
					a, b := word(num, scale, places), rational(num, scale, places)
					require.Equal(t, b.Text(), a.Text(), "%d * 10^-%d, %d places", num, scale, places)
					require.Zero(t, a.Cmp(b)+b.Cmp(a))
					require.Equal(t, b.Cmp(before), a.Cmp(before), "%s %s", a, before)
					require.Equal(t, before.Cmp(b), before.Cmp(a))
					require.Zero(t, a.Rat().Cmp(b.Rat()))
					d, exact1 := a.Decimal()
					e, exact2 := b.Decimal()
					require.Equal(t, exact2, exact1)
					require.Zero(t, d.Coefficient().Cmp(e.Coefficient()), "%s", a)
					require.Equal(t, e.Exponent(), d.Exponent(), "%s", a)
					to, mode := r.IntN(24)-4, modes[r.IntN(len(modes))]
					require.Zero(t, a.Round(to, mode).Coefficient().Cmp(b.Round(to, mode).Coefficient()), "%s to %d %s", a, to, mode)
					text, err := a.AppendText([]byte("="))
					require.NoError(t, err)
					require.Equal(t, "="+b.Text(), string(text))
					var back Number
					require.NoError(t, back.UnmarshalText(text[1:]))
					require.Zero(t, back.Cmp(a))
					before = a
				}
			}
		}
	}
}

// What Rat gives is a copy.
func TestNumbersInWordsAreCopied(t *testing.T) {
	n := word(150, 2, 2)
	n.Rat().Set(big.NewRat(7, 1))
	require.Equal(t, "1.50", n.Text())
	d, _ := n.Decimal()
	d.Coefficient().SetInt64(9)
	require.Equal(t, "1.50", n.Text())
}
