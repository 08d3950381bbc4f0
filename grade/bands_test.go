package grade_test

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/grade"
)

// band reads "良好 (90, 95]", or a name without an interval for the whole line.
func band(s string) grade.Band {
	name, in, found := strings.Cut(s, " ")
	b := grade.Band{Name: name}
	if found {
		b.In = grade.MustInterval(in)
	}
	return b
}

func bandList(rows ...string) []grade.Band {
	var all []grade.Band
	for _, row := range rows {
		all = append(all, band(row))
	}
	return all
}

var s1 = []string{"优秀 (95, 100]", "良好 (90, 95]", "合格 (85, 90]"}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		domain string
		bands  []string
		totals string // total=band, or total= for an error
	}{
		{"(85, 100]", s1, "85= 85.01=合格 90=合格 90.01=良好 90.6=良好 94.99=良好 95=良好 95.01=优秀 100=优秀 100.01= 1716/19=良好 -95="},
		{"[0, ..)", []string{"优秀 [90, ..)", "良好 [80, 90)", "合格 [70, 80)", "不合格 [0, 70)"},
			"-0.01= 0=不合格 69.99=不合格 70=合格 79.99=合格 80=良好 89.99=良好 90=优秀 1000000=优秀"},
		{"[0, 100] step 1", []string{"A [95, 100]", "B [0, 94]"}, "94=B 95=A 94.5= 0=B 100=A 101="},
		{"[0, 100] step 0.5", []string{"A (94.5, 100]", "B [0, 94.6)"}, "94.5=B 95=A 94.6= 94.55="},
		{"(.., ..)", []string{"all"}, "0=all -1=all 1/3=all"},
		{"[0, 2]", []string{"low [0, 1)", "one [1, 1]", "high (1, 2]"}, "0.99=low 1=one 1.01=high"},
		// A band may reach beyond the domain, or lie outside of it; the order need not be by number.
		{"[0, 10]", []string{"fit [4, 6]", "under (.., 4)", "over (6, ..)", "never [11, 12]"}, "3=under 4=fit 6=fit 6.1=over -1= 11="},
	} {
		bands, err := grade.NewBands(domain(t, c.domain), bandList(c.bands...)...)
		require.NoError(t, err, c.domain)
		require.Equal(t, c.domain, bands.Domain().String())
		for pair := range strings.FieldsSeq(c.totals) {
			total, want, _ := strings.Cut(pair, "=")
			got, err := bands.OfRat(rat(t, total))
			if want == "" {
				var outside *grade.OutsideError
				require.ErrorAs(t, err, &outside, "%s on %s", total, c.domain)
				require.Equal(t, total, outside.Value)
				continue
			}
			require.NoError(t, err, "%s on %s", total, c.domain)
			require.Equal(t, want, got.Name, "%s on %s", total, c.domain)
			if !strings.Contains(total, "/") {
				got, err = bands.Of(dec(t, total))
				require.NoError(t, err)
				require.Equal(t, want, got.Name)
			}
		}
	}
}

func TestOutsideError(t *testing.T) {
	bands, err := grade.NewBands(domain(t, "[0, 100] step 0.5"), band("all"))
	require.NoError(t, err)
	for _, c := range []struct {
		total decimal.Decimal
		want  string
	}{
		{decimal.New(100500, -3), "grade: 100.5 has no grade: it is outside of [0, 100] step 0.5"},
		{decimal.New(9025, -2), "grade: 90.25 is not a multiple of 0.5, the step of the totals"},
		{decimal.New(-12, 2000000000), "grade: -12e2000000000 has no grade: it is outside of [0, 100] step 0.5"},
		{decimal.New(1, -2000000000), "grade: 1e-2000000000 has no grade: it is outside of [0, 100] step 0.5"},
	} {
		_, err := bands.Of(c.total)
		require.EqualError(t, err, c.want)
	}
	_, err = bands.OfRat(big.NewRat(301, 3))
	require.EqualError(t, err, "grade: 301/3 has no grade: it is outside of [0, 100] step 0.5")
	_, err = new(grade.Bands).OfRat(new(big.Rat))
	require.Error(t, err)
}

func TestCoverError(t *testing.T) {
	for _, c := range []struct {
		domain string
		bands  []string
		want   string
	}{
		{"[0, ..) step 0.5", []string{"优秀 (95, 100]", "其他 [0, 95]"},
			"grade: no band takes 100.5: (100, ..) is a hole; extend a band or narrow the domain"},
		{"[0, 100]", []string{"优秀 [90, 100]", "良好 [0, 90]"},
			"grade: 90 is taken by both 优秀 and 良好: they overlap in [90, 90]"},
		{"[0, 100]", []string{"A (90, 100]", "B [0, 90)"},
			"grade: no band takes 90: [90, 90] is a hole; extend a band or narrow the domain"},
		{"[0, 100]", []string{"A [50, 100]", "B [0, 70)", "C [0, 60)"},
			"grade: the bands have 3 faults:\n\t0 is taken by both B and C: they overlap in [0, 50)" +
				"\n\t50 is taken by A, B and C: they overlap in [50, 60)\n\t60 is taken by both A and B: they overlap in [60, 70)"},
		{"[0, 1]", nil, "grade: no band takes 0: [0, 1] is a hole; extend a band or narrow the domain"},
		{"[0, 2]", []string{"A [0, 1)", "A [1, 2)", "\u3000 [2, 2]"},
			"grade: the bands have 2 faults:\n\twithout a name: band 3\n\t2 bands have the name A"},
		{"[0, 1]", []string{"A", "B", "C", "D", "E", "F", "G"},
			"grade: 0 is taken by A, B, C, D, E and 2 more: they overlap in [0, 1]"},
	} {
		bands, err := grade.NewBands(domain(t, c.domain), bandList(c.bands...)...)
		require.EqualError(t, err, c.want)
		require.Nil(t, bands)
		var cover *grade.CoverError
		require.ErrorAs(t, err, &cover)
	}
}

func TestFaultsAreData(t *testing.T) {
	a, b, c := band("A [5, 10]"), band("B [0, 6)"), band("C (11, 12]")
	a.Columns = map[string]decimal.Decimal{"days": decimal.New(1, 0), "leave": decimal.New(1, 0)}
	b.Columns = map[string]decimal.Decimal{"days": decimal.New(1, 20000)}
	c.Columns = map[string]decimal.Decimal{"leave": decimal.New(1, 0)}
	c.Coefficient = decimal.New(3, -10001)
	_, err := grade.NewBands(domain(t, "[0, 12]"), a, b, c)
	var cover *grade.CoverError
	require.ErrorAs(t, err, &cover)
	var got []string
	for _, f := range cover.Faults {
		got = append(got, fmt.Sprintf("%s %v %q %v %q: %v", f.Kind, f.In, f.Witness, f.Bands, f.Column, f))
	}
	require.Equal(t, []string{
		`column (.., ..) "" [C] "days": column "days" is missing in C, but other bands have it`,
		`column (.., ..) "" [B] "leave": column "leave" is missing in B, but other bands have it`,
		`number (.., ..) "1e20000" [B] "days": column "days" of B is 1e20000: its exponent is beyond ±10000`,
		`number (.., ..) "3e-10001" [C] "": the coefficient of C is 3e-10001: its exponent is beyond ±10000`,
		`overlap [5, 6) "5" [A B] "": 5 is taken by both A and B: they overlap in [5, 6)`,
		`hole (10, 11] "11" [] "": no band takes 11: (10, 11] is a hole; extend a band or narrow the domain`,
	}, got)
	require.Zero(t, cover.Omitted)
}

func TestManyFaultsAreCounted(t *testing.T) {
	for _, c := range []struct{ holes, listed, omitted int }{{20, 20, 0}, {21, 20, 1}, {5000, 20, 4980}} {
		var all []grade.Band
		for i := range c.holes {
			all = append(all, band(fmt.Sprintf("b%d (%d, %d)", i, i, i+1)))
		}
		_, err := grade.NewBands(domain(t, fmt.Sprintf("(0, %d]", c.holes)), all...)
		var cover *grade.CoverError
		require.ErrorAs(t, err, &cover)
		require.Len(t, cover.Faults, c.listed)
		require.Equal(t, c.omitted, cover.Omitted)
		require.Equal(t, c.omitted > 0, strings.HasSuffix(err.Error(), fmt.Sprintf("\n\tand %d more", c.omitted)))
		require.Contains(t, err.Error(), fmt.Sprintf("have %d faults", c.holes))
	}
}

func TestBandsAreCopies(t *testing.T) {
	given := bandList("A [1, 2]", "B [0, 1)")
	for i := range given {
		given[i].Columns = map[string]decimal.Decimal{"days": decimal.New(int64(i), 0)}
		given[i].Coefficient = decimal.New(11+int64(i), -1)
	}
	bands, err := grade.NewBands(domain(t, "[0, 2]"), given...)
	require.NoError(t, err)
	spoil := func(b *grade.Band) {
		b.Name = "spoilt"
		b.Columns["days"] = decimal.New(99, 0)
	}
	spoil(&given[0])
	all := bands.All()
	spoil(&all[0])
	got, err := bands.OfRat(big.NewRat(3, 2))
	require.NoError(t, err)
	spoil(&got)

	for _, b := range []func() grade.Band{
		func() grade.Band { return bands.All()[0] },
		func() grade.Band { b, _ := bands.OfRat(big.NewRat(3, 2)); return b },
	} {
		got := b()
		require.Equal(t, "A", got.Name)
		require.Equal(t, "[1, 2]", got.In.String())
		require.Zero(t, got.Columns["days"].Sign())
		require.Zero(t, got.Coefficient.Cmp(decimal.New(110, -2)))
	}
	require.Equal(t, "B", bands.All()[1].Name)
}

func TestTenThousandBands(t *testing.T) {
	const n = 10_000
	all := make([]grade.Band, n)
	for i, set := range disjoint(n) {
		hi, _ := set[0].Hi().Rat()
		all[i] = grade.Band{Name: hi.FloatString(2), In: set[0]}
	}
	bands, err := grade.NewBands(domain(t, "(0, 100]"), all...)
	require.NoError(t, err)
	var wait sync.WaitGroup
	wrong := make([]error, 4)
	for worker := range wrong {
		wait.Go(func() {
			for i := range int64(n) {
				for _, off := range []int64{1, 50, 100} { // just above the lower end, the middle, the upper end
					got, err := bands.Of(decimal.New(i*100+off, -4))
					if want := big.NewRat(i+1, 100).FloatString(2); err != nil || got.Name != want {
						wrong[worker] = errors.Join(err, fmt.Errorf("%d+%d: %s, want %s", i, off, got.Name, want))
						return
					}
				}
			}
		})
	}
	wait.Wait()
	require.NoError(t, errors.Join(wrong...))

	_, err = grade.NewBands(domain(t, "(0, 100]"), append(all[:77:77], all[78:]...)...)
	var cover *grade.CoverError
	require.ErrorAs(t, err, &cover)
	require.Len(t, cover.Faults, 1)
	require.Equal(t, all[77].In.String(), cover.Faults[0].In.String())
}

// The fuzzed text is a domain, a step in 24ths, and bands: "[0, 10];12;[0, 5];(5, 10]".
func FuzzNewBands(f *testing.F) {
	for _, s := range []string{
		"(85, 100];0;(95, 100];(90, 95];(85, 90]",
		"[0, 10];12;[0, 5];(5, 10]",
		"[0, 10];24;[0, 5];[6, 10]",
		"[0, 10];0;[0, 5];[5, 10];(7, 8)",
		"(.., ..);0;(.., 3);[3, 3];(3, ..)",
		"[0, 1];0",
	} {
		f.Add(s)
	}
	values := probes()
	f.Fuzz(func(t *testing.T, s string) {
		fields := strings.Split(s, ";")
		if len(fields) < 2 {
			return
		}
		in, err := grade.ParseInterval(fields[0])
		if err != nil {
			return
		}
		step, err := strconv.ParseInt(fields[1], 10, 16)
		if err != nil {
			return
		}
		d, err := grade.NewDomainRat(in, big.NewRat(step, 24))
		if err != nil {
			return
		}
		var all []grade.Band
		var rows []grade.Set
		for i, field := range fields[2:] {
			in, err := grade.ParseInterval(field)
			if err != nil {
				return
			}
			all = append(all, grade.Band{Name: strconv.Itoa(i), In: in})
			rows = append(rows, grade.Set{in})
		}

		bands, err := grade.NewBands(d, all...)
		var cover *grade.CoverError
		if errors.As(err, &cover) {
			for _, fault := range cover.Faults {
				w := rat(t, fault.Witness)
				require.True(t, d.ContainsRat(w))
				require.True(t, fault.In.ContainsRat(w))
				require.Equal(t, fmt.Sprint(fault.Bands), membership(rows, w))
				require.Equal(t, fault.Kind == grade.FaultHole, len(fault.Bands) == 0)
				require.NotEqual(t, 1, len(fault.Bands))
			}
		} else {
			require.NoError(t, err)
		}
		for _, v := range values {
			takers := membership(rows, v)
			if bands == nil {
				faulty := d.ContainsRat(v) && (takers == "[]" || strings.Contains(takers, " "))
				if faulty && cover.Omitted == 0 {
					require.True(t, named(cover, v), "%v is in no fault", v)
				}
				continue
			}
			got, err := bands.OfRat(v)
			require.Equal(t, d.ContainsRat(v), err == nil)
			if err == nil {
				require.Equal(t, "["+got.Name+"]", takers)
			}
		}
	})
}

func named(e *grade.CoverError, v *big.Rat) bool {
	for _, fault := range e.Faults {
		if fault.In.ContainsRat(v) {
			return true
		}
	}
	return false
}
