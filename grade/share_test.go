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

// claims reads "ann 3", "bob 2 >=10 <=20".
func claims(t testing.TB, s string) []grade.Claim {
	t.Helper()
	var all []grade.Claim
	for one := range strings.SplitSeq(s, ", ") {
		words := strings.Fields(one)
		if len(words) == 0 {
			continue
		}
		c := grade.Claim{ID: words[0]}
		for _, w := range words[1:] {
			if number, ok := strings.CutPrefix(w, ">="); ok {
				c.AtLeast = rat(t, number)
			} else if number, ok := strings.CutPrefix(w, "<="); ok {
				c.AtMost = rat(t, number)
			} else {
				c.Weight = rat(t, w)
			}
		}
		all = append(all, c)
	}
	return all
}

// amounts writes the parts, each as amount, < or > if held at most or least, + or - if rounded.
func amounts(s *grade.Sharing) string {
	var all []string
	for _, p := range s.Parts {
		held := map[grade.Held]string{grade.HeldAtLeast: ">", grade.HeldAtMost: "<"}[p.Held]
		rounded := map[int]string{1: "+", -1: "-"}[p.Rounded]
		all = append(all, p.Amount.FloatString(2)+held+rounded)
	}
	if s.Left.Sign() != 0 {
		all = append(all, "left "+s.Left.FloatString(2))
	}
	return strings.Join(all, " ")
}

func TestShare(t *testing.T) {
	for _, c := range []struct{ amount, claims, want, perWeight string }{
		{"100", "a 1", "100.00", "100"},
		{"100", "a 1, b 1, c 1", "33.34+ 33.33- 33.33-", "100/3"},
		{"100", "c 1, b 1, a 1", "33.33- 33.33- 33.34+", "100/3"},
		{"0.02", "a 1, b 1, c 1", "0.01+ 0.01+ 0.00-", "1/150"},
		{"0.01", "张 1, 李 1, a 1, Z 1", "0.00- 0.00- 0.00- 0.01+", "1/400"},
		{"0", "a 1, b 0", "0.00 0.00", "0"},
		{"0", "a 0, b 0", "0.00 0.00", "0"},
		{"10", "a 0, b 3, c 7", "0.00 3.00 7.00", "1"},
		{"500.01", "a 1/3, b 1/6, c 0.5", "166.67 83.34+ 250.00-", "50001/100"},
		{"0.03", "a 0.5, b 0.25, c 0.25", "0.01- 0.01+ 0.01+", "3/100"},
		// Caps: what one may not take goes to the others by weight.
		{"100", "a 2 <=30, b 1, c 1", "30.00< 35.00 35.00", "35"},
		{"100", "a 2 <=50, b 1, c 1", "50.00 25.00 25.00", "25"},
		{"100", "a 2 <=49.99, b 1, c 1", "49.99< 25.01+ 25.00-", "5001/200"},
		{"100", "a 4 <=30, b 4 <=40, c 1, d 1", "30.00< 40.00< 15.00 15.00", "15"},
		{"100", "a 8 <=10, b 4 <=45, c 1", "10.00< 45.00< 45.00", "45"},
		{"100", "a 2 <=30, b 1 <=30, c 0", "30.00< 30.00< 0.00 left 40.00", "0"},
		{"100", "a 2 <=30, b 1 <=70", "30.00< 70.00", "70"},
		{"100", "a 2 <=0, b 1", "0.00< 100.00", "100"},
		{"1", "a 1 <=0.339, b 1, c 1", "0.33< 0.34+ 0.33-", "67/200"},
		// Floors: what one must have is taken from the others.
		{"100", "a 1 >=40, b 1, c 1", "40.00> 30.00 30.00", "30"},
		{"100", "a 0 >=40, b 1, c 1", "40.00> 30.00 30.00", "30"},
		{"100", "a 0 >=100, b 0", "100.00> 0.00", "0"},
		{"100", "a 1 >=50, b 9 >=50", "50.00> 50.00>", "0"},
		{"100", "a 1 >=50, b 1", "50.00 50.00", "50"},
		{"100", "a 1 >=0.001, b 99999999", "0.01> 99.99", "1/1000100"},
		// Both: the floor that binds at first no longer does when caps hold the others.
		{"100", "a 1 >=20, b 9 <=10, c 10 <=40", "50.00 10.00< 40.00<", "50"},
		{"100", "a 1 >=20, b 9 <=10, c 1 >=80 <=80", "20.00> 0.00 80.00>", "0"},
		{"100", "a 1 >=10 <=10, b 1", "10.00< 90.00", "90"},
	} {
		s, err := grade.Share(rat(t, c.amount), big.NewRat(1, 100), claims(t, c.claims))
		require.NoError(t, err, c.claims)
		require.Equal(t, c.want, amounts(s), "%s: %s", c.amount, c.claims)
		require.Equal(t, c.perWeight, s.PerWeight.RatString(), "%s: %s", c.amount, c.claims)
	}
}

func TestShareIsData(t *testing.T) {
	amount, quantum := rat(t, "100"), rat(t, "0.05")
	list := claims(t, "a 1/3 <=9.99, b 1/2, c 1/4")
	s, err := grade.Share(amount, quantum, list)
	require.NoError(t, err)
	require.Equal(t, "9.95< 60.05+ 30.00-", amounts(s))
	require.Equal(t, "100 1/20 13/12 0 1", strings.Join([]string{
		s.Amount.RatString(), s.Quantum.RatString(), s.Weights.RatString(), s.Left.RatString(), fmt.Sprint(s.Extra)}, " "))
	exact := new(big.Rat).Mul(list[1].Weight, s.PerWeight) // 90.05 × 2/3
	require.Equal(t, "1801/30", exact.RatString())
	require.Equal(t, "b", s.Parts[1].ID)

	// Nothing of the input is shared with the result.
	amount.SetInt64(7)
	quantum.SetInt64(7)
	s.Parts[0].Amount.SetInt64(7)
	require.Equal(t, "100", s.Amount.RatString())
	require.Equal(t, "1/20", s.Quantum.RatString())
	require.Equal(t, "999/100", list[0].AtMost.RatString())
}

func TestShareErrors(t *testing.T) {
	for _, c := range []struct {
		amount, quantum, claims string
		kind                    grade.ShareFault
		want                    string
	}{
		{"1", "0.01", "", grade.ShareEmpty, "there is nobody to share with"},
		{"1", "0", "a 1", grade.ShareQuantum, "shares can't be multiples of 0: the quantum must be above 0"},
		{"1", "-0.01", "a 1", grade.ShareQuantum, "shares can't be multiples of -0.01: the quantum must be above 0"},
		{"-0.01", "0.01", "a 1", grade.ShareAmount, "-0.01 can't be shared: the amount and its factor must not be below 0"},
		{"0.015", "0.01", "a 1", grade.ShareOffGrid, "0.015 can't be shared in multiples of 0.01: round it first"},
		{"1", "0.01", "a 1, a 1", grade.ShareSameID, `two claims have the id "a"`},
		{"1", "0.01", "a 1, b", grade.ShareWeight, `the weight of "b" must be a number from 0 on`},
		{"1", "0.01", "a 1, b -1", grade.ShareWeight, `the weight of "b" must be a number from 0 on`},
		{"1", "0.01", "a 0, b 0", grade.ShareNoWeight, "1 is left to share, but all weights are 0"},
		{"1", "0.01", "a 0 >=0.99, b 0", grade.ShareNoWeight, "0.01 is left to share, but all weights are 0"},
		{"1", "0.01", "a 1 >=-1", grade.ShareLimit, `a limit of the share of "a" is below 0`},
		{"1", "0.01", "a 1 <=-1", grade.ShareLimit, `a limit of the share of "a" is below 0`},
		{"1", "0.01", "a 1 >=0.5 <=0.49", grade.ShareLimits, `the least share of "a" is above the most, in multiples of the quantum`},
		{"1", "0.01", "a 1 >=0.005 <=0.005", grade.ShareLimits, `the least share of "a" is above the most, in multiples of the quantum`},
		{"1", "0.01", "a 1 >=0.5, b 1 >=0.51", grade.ShareTooLittle, "all shares must together be at least 1.01, but there is only 1"},
		{"1", "0.01", "a 1 >=0.995, b 1 >=0.001", grade.ShareTooLittle, "all shares must together be at least 1.01, but there is only 1"},
	} {
		s, err := grade.Share(rat(t, c.amount), rat(t, c.quantum), claims(t, c.claims))
		require.Nil(t, s)
		var fault *grade.ShareError
		require.ErrorAs(t, err, &fault, c.claims)
		require.Equal(t, c.kind, fault.Kind)
		require.EqualError(t, err, "grade: "+c.want)
	}
	cent := big.NewRat(1, 100)
	_, err := grade.Share(nil, cent, claims(t, "a 1"))
	require.EqualError(t, err, "grade: nothing can't be shared: the amount and its factor must not be below 0")
	_, err = grade.Share(cent, nil, claims(t, "a 1"))
	require.EqualError(t, err, "grade: shares can't be multiples of nothing: the quantum must be above 0")
	_, err = grade.Share(cent, cent, []grade.Claim{{ID: "a", Weight: cent}, {ID: "\u3000", Weight: cent}})
	require.EqualError(t, err, "grade: claim 2 has no id")

	tiny := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 4096))
	_, err = grade.Share(cent, cent, []grade.Claim{{ID: "a", Weight: tiny}})
	require.EqualError(t, err, "grade: the common denominator of the weights is too long: round the weights")
	_, err = grade.Share(cent, cent, []grade.Claim{{ID: "a", Weight: tiny.Add(tiny, tiny)}})
	require.NoError(t, err)
}

func TestShareGroups(t *testing.T) {
	group := func(group, members string) grade.Group {
		return grade.Group{Claim: claims(t, group)[0], Members: claims(t, members)}
	}
	cent := big.NewRat(1, 100)
	s, err := grade.ShareGroups(rat(t, "100"), cent, []grade.Group{
		group("sales 2", "a 1, b 1, c 1"), group("desk 1", "d 1 <=10, e 1 <=10.50"), group("idle 0", ""),
	})
	require.NoError(t, err)
	require.Equal(t, "66.67+ 33.33- 0.00", amounts(s.Groups))
	require.Equal(t, "22.23+ 22.22- 22.22-", amounts(s.Members[0]))
	require.Equal(t, "10.00< 10.50< left 12.83", amounts(s.Members[1]))
	require.Equal(t, "", amounts(s.Members[2]))
	require.Equal(t, "12.83", s.Left.FloatString(2))

	s, err = grade.ShareGroups(rat(t, "100"), cent, []grade.Group{group("sales 2 <=60", "a 1"), group("desk 1 <=30", "b 1 <=29")})
	require.NoError(t, err)
	require.Equal(t, "60.00< 30.00< left 10.00", amounts(s.Groups))
	require.Equal(t, "11.00", s.Left.FloatString(2))

	for _, c := range []struct {
		groups []grade.Group
		want   string
	}{
		{nil, "grade: there is nobody to share with"},
		{[]grade.Group{group("x 1", "")}, `grade: in the group "x": there is nobody to share with`},
		{[]grade.Group{group("x 1", "a 1"), group("y 1", "b 1, a 1")}, `grade: in the group "y": two claims have the id "a"`},
		{[]grade.Group{group("x 1", "a 1, a 1")}, `grade: in the group "x": two claims have the id "a"`},
		{[]grade.Group{group("x 1", "a 1"), group("x 1", "b 1")}, `grade: two claims have the id "x"`},
		{[]grade.Group{group("x 1", "a 0")}, `grade: in the group "x": 100 is left to share, but all weights are 0`},
		{[]grade.Group{group("x -1", "a 0")}, `grade: the weight of "x" must be a number from 0 on`},
	} {
		_, err := grade.ShareGroups(rat(t, "100"), cent, c.groups)
		var fault *grade.ShareError
		require.ErrorAs(t, err, &fault)
		require.EqualError(t, err, c.want)
	}
}

func TestFund(t *testing.T) {
	for _, c := range []struct{ amount, factor, quantum, want string }{
		{"100000", "1.2", "0.01", "120000"}, {"100000", "0", "0.01", "0"}, {"1", "1/3", "0.01", "33/100"}, {"1", "2/3", "0.01", "67/100"},
		{"0.015", "1", "0.01", "1/50"}, {"0.0149", "1", "0.01", "1/100"}, {"0.025", "1", "0.01", "3/100"}, {"7", "1", "5", "5"}, {"7.5", "1", "5", "10"},
	} {
		got, err := grade.Fund(rat(t, c.amount), rat(t, c.factor), rat(t, c.quantum))
		require.NoError(t, err)
		require.Equal(t, c.want, got.RatString())
	}
	one, minus := big.NewRat(1, 1), big.NewRat(-1, 1)
	for _, c := range [][3]*big.Rat{{nil, one, one}, {one, nil, one}, {one, one, nil}, {minus, one, one}, {one, minus, one}, {one, one, minus}, {one, one, new(big.Rat)}} {
		_, err := grade.Fund(c[0], c[1], c[2])
		var fault *grade.ShareError
		require.ErrorAs(t, err, &fault)
	}
}

// randomClaims is a pool of some hundred units that a few people claim.
func randomClaims(r *rand.Rand, n int) []grade.Claim {
	all := make([]grade.Claim, n)
	for i := range all {
		all[i] = grade.Claim{ID: fmt.Sprintf("p%d", r.IntN(1000)*100+i), Weight: big.NewRat(r.Int64N(8), 1+r.Int64N(4))}
		if r.IntN(3) == 0 {
			all[i].AtLeast = big.NewRat(r.Int64N(40), 2)
		}
		if r.IntN(3) == 0 {
			all[i].AtMost = big.NewRat(40+r.Int64N(100), 2)
		}
	}
	return all
}

func TestShareProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	shared := 0
	for range 2000 {
		list := randomClaims(r, 1+r.IntN(12))
		amount := big.NewRat(r.Int64N(400), 1)
		quantum := big.NewRat(1, 1+r.Int64N(3))
		s, err := grade.Share(amount, quantum, list)
		agrees(t, amount, quantum, list, s, err)
		if err != nil {
			continue
		}
		shared++
		got := map[string]string{}
		sum := new(big.Rat).Set(s.Left)
		for i, p := range s.Parts {
			got[p.ID] = p.Amount.RatString()
			sum.Add(sum, p.Amount)
			require.True(t, new(big.Rat).Quo(p.Amount, quantum).IsInt())
			require.True(t, list[i].AtLeast == nil || p.Amount.Cmp(list[i].AtLeast) >= 0)
			require.True(t, list[i].AtMost == nil || p.Amount.Cmp(list[i].AtMost) <= 0)
			for k, q := range s.Parts {
				if p.Held == q.Held && p.Held == grade.HeldNot && list[i].Weight.Cmp(list[k].Weight) > 0 {
					require.GreaterOrEqual(t, p.Amount.Cmp(q.Amount), 0, "who weighs more gets no less")
				}
			}
		}
		require.Zero(t, sum.Cmp(amount))
		r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		again, err := grade.Share(amount, quantum, list)
		require.NoError(t, err)
		for _, p := range again.Parts {
			require.Equal(t, got[p.ID], p.Amount.RatString())
		}
	}
	require.Greater(t, shared, 500)
}

// Weights far beyond the size of the machine go the same way as small ones in the same proportion.
func TestShareByHugeWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	huge := new(big.Rat).SetFrac(new(big.Int).Exp(big.NewInt(7), big.NewInt(200), nil), big.NewInt(13))
	for range 300 {
		list := randomClaims(r, 1+r.IntN(12))
		amount, cent := big.NewRat(r.Int64N(400), 1), big.NewRat(1, 100)
		small, err := grade.Share(amount, cent, list)
		for i := range list {
			list[i].Weight = new(big.Rat).Mul(list[i].Weight, huge)
		}
		large, errHuge := grade.Share(amount, cent, list)
		require.Equal(t, err, errHuge)
		if err == nil {
			require.Equal(t, amounts(small), amounts(large))
		}
	}
	// Remainders that differ in their last bits only.
	one := new(big.Int).Lsh(big.NewInt(1), 200)
	more := new(big.Int).Add(one, big.NewInt(1))
	s, err := grade.Share(big.NewRat(1, 1), big.NewRat(1, 1), []grade.Claim{
		{ID: "a", Weight: new(big.Rat).SetInt(one)}, {ID: "b", Weight: new(big.Rat).SetInt(more)}, {ID: "c", Weight: new(big.Rat).SetInt(one)},
	})
	require.NoError(t, err)
	require.Equal(t, "0.00- 1.00+ 0.00-", amounts(s))
}

func BenchmarkShareMillion(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 3))
	plain := make([]grade.Claim, 1_000_000)
	limited := make([]grade.Claim, len(plain))
	for i := range plain {
		plain[i] = grade.Claim{ID: fmt.Sprintf("p%07d", i), Weight: big.NewRat(1+r.Int64N(100000), 1+r.Int64N(31))}
		limited[i] = plain[i]
		limited[i].AtLeast, limited[i].AtMost = big.NewRat(r.Int64N(5000), 100), big.NewRat(5000+r.Int64N(1000000), 100)
	}
	for name, list := range map[string][]grade.Claim{"plain": plain, "limited": limited} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := grade.Share(big.NewRat(100_000_000, 1), big.NewRat(1, 100), list)
				require.NoError(b, err)
			}
		})
	}
}
