package grade_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// domain reads "[0, 100] step 0.5".
func domain(t testing.TB, s string) grade.Domain {
	t.Helper()
	in, step, _ := strings.Cut(s, " step ")
	var r *big.Rat
	if step != "" {
		r = rat(t, step)
	}
	d, err := grade.NewDomainRat(grade.MustInterval(in), r)
	require.NoError(t, err, s)
	return d
}

func TestNewDomain(t *testing.T) {
	line := grade.Interval{}
	for _, c := range []struct {
		in   string
		step decimal.Decimal
		want string
	}{
		{"(0, 1)", decimal.New(1, 0), "the domain is empty: (0, 1) has no multiple of 1"},
		{"[0.3, 0.4]", decimal.New(5, -1), "the domain is empty"},
		{"[0, 1]", decimal.New(-5, -1), "the step -0.5 of a domain is negative"},
		{"[0, 1]", decimal.New(5, -20000), "exponent -20000"},
		{"[0, 1]", decimal.New(5, 20000), "exponent 20000"},
	} {
		_, err := grade.NewDomain(grade.MustInterval(c.in), c.step)
		require.ErrorContains(t, err, c.want)
	}
	_, err := grade.NewDomainRat(line, big.NewRat(-1, 3))
	require.ErrorContains(t, err, "-1/3")

	d, err := grade.NewDomain(grade.MustInterval("[0, 1)"), decimal.New(50, -2))
	require.NoError(t, err)
	require.Equal(t, "[0, 1) step 0.5", d.String())
	require.Equal(t, "[0, 1)", d.In().String())
	d.Step().SetInt64(7)
	require.Equal(t, "1/2", d.Step().String())

	step := big.NewRat(1, 3)
	d, err = grade.NewDomainRat(line, step)
	require.NoError(t, err)
	step.SetInt64(7)
	require.Equal(t, "(.., ..) step 1/3", d.String())

	for _, zero := range []*big.Rat{nil, new(big.Rat)} {
		d, err = grade.NewDomainRat(line, zero)
		require.NoError(t, err)
		require.Equal(t, 0, d.Step().Sign())
		require.Equal(t, grade.Domain{}.String(), d.String())
	}
}

func TestDomainContains(t *testing.T) {
	for _, c := range []struct{ domain, inside, outside string }{
		{"[0, 100] step 0.5", "0 0.5 99.5 100", "-0.5 0.25 99.99 100.5"},
		{"(0.3, 2] step 1", "1 2", "0 0.31 1.5 3"},
		{"[0, 1]", "0 0.333333 1", "-0.01 1.01"},
		{"(.., ..) step 3", "-3 0 3", "-1 1 2"},
	} {
		d := domain(t, c.domain)
		for v := range strings.FieldsSeq(c.inside) {
			require.True(t, d.Contains(dec(t, v)), "%s in %s", v, c.domain)
			require.True(t, d.ContainsRat(rat(t, v)), "%s in %s", v, c.domain)
		}
		for v := range strings.FieldsSeq(c.outside) {
			require.False(t, d.Contains(dec(t, v)), "%s in %s", v, c.domain)
			require.False(t, d.ContainsRat(rat(t, v)), "%s in %s", v, c.domain)
		}
	}
	require.False(t, grade.Domain{}.Contains(decimal.New(1, 2000000000)))
}

func TestWitness(t *testing.T) {
	for _, c := range []struct{ domain, in, want string }{
		{"(.., ..)", "(.., ..)", "0"},
		{"(.., ..)", "(2000, 2300)", "2150"},
		{"(.., ..)", "(.., 5)", "4"},
		{"(.., ..)", "(.., 4.5)", "4"},
		{"(.., ..)", "(5, ..)", "6"},
		{"(.., ..)", "(-0.5, ..)", "0"},
		{"(.., ..)", "(0.1, 0.2)", "3/20"},
		{"(.., ..)", "(0, 1)", "1/2"},
		{"(.., ..)", "(-1, 0)", "-1/2"},
		{"(.., ..)", "(0, 1/3)", "1/5"},
		{"(.., ..)", "(90, 91.37)", "91"},
		{"(.., ..)", "(0.9999, 1.00011)", "1"},
		{"(.., ..)", "(0.00001, 0.00002)", "3/200000"},
		{"(.., ..)", "(95, 100]", "100"},
		{"(.., ..)", "[95, 100)", "95"},
		{"(.., ..)", "[95, 100]", "95"},
		{"(.., ..)", "[7, 7]", "7"},
		{"(.., ..)", "[1716/19, ..)", "1716/19"},
		{"[0, 100]", "(90, ..)", "100"},
		{"[0, 100]", "(.., 50)", "0"},
		{"[0, 100)", "(90, ..)", "95"},
		{"[0, 100]", "(100, ..)", ""},
		{"[0, 100]", "(.., 0)", ""},
		{"(.., ..) step 1", "(.., ..)", "0"},
		{"(.., ..) step 1", "(2000, 2300)", "2001"},
		{"(.., ..) step 1", "(2000, 2300]", "2300"},
		{"(.., ..) step 1", "(2000, 2300.5]", "2300"},
		{"(.., ..) step 1", "[1999.5, 2300]", "2000"},
		{"(.., ..) step 1", "(.., 5)", "4"},
		{"(.., ..) step 1", "(.., 5]", "5"},
		{"(.., ..) step 1", "(.., 5.5)", "5"},
		{"(.., ..) step 1", "(-5, ..)", "-4"},
		{"(.., ..) step 1", "(-5.5, ..)", "-5"},
		{"(.., ..) step 1", "(3, 4)", ""},
		{"(.., ..) step 1", "(3, 3.5]", ""},
		{"(.., ..) step 1", "[3.5, 4)", ""},
		{"(.., ..) step 1", "(3.5, 4]", "4"},
		{"[0, ..) step 0.5", "(100, ..)", "201/2"},
		{"[0, ..) step 0.01", "(.., 90)", "0"},
		{"(0, ..) step 0.01", "(.., 90)", "1/100"},
		{"(.., ..) step 1/3", "(0.5, 1)", "2/3"},
	} {
		w, ok := domain(t, c.domain).Witness(grade.MustInterval(c.in))
		require.Equal(t, c.want != "", ok, "%s in %s", c.in, c.domain)
		if ok {
			require.Equal(t, c.want, w.RatString(), "%s in %s", c.in, c.domain)
		} else {
			require.Nil(t, w)
		}
	}
}

func TestWitnessBetweenVeryCloseEnds(t *testing.T) {
	in, err := grade.NewInterval(grade.Open(decimal.New(1, -10000)), grade.Open(decimal.New(2, -10000)))
	require.NoError(t, err)
	w, ok := grade.Domain{}.Witness(in)
	require.True(t, ok)
	require.True(t, in.ContainsRat(w))
}

func TestWitnessIsACopy(t *testing.T) {
	in := grade.MustInterval("[5, 7]")
	for _, d := range []string{"(.., ..)", "(.., ..) step 1"} {
		w, ok := domain(t, d).Witness(in)
		require.True(t, ok)
		w.SetInt64(99)
		require.Equal(t, "[5, 7]", in.String())
	}
}
