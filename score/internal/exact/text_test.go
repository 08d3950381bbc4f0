package exact

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0": "0", "7": "7", "-7": "-7", "007": "7", "0.5": "1/2", "-0.50": "-1/2", "100": "100",
		"30%": "3/10", "-12.5%": "-1/8", "0%": "0", "100%": "1", "0.1%": "1/1000",
		"123456789012345678":           "123456789012345678",
		"1234567890123456789":          "1234567890123456789",
		"-12345678901234567890.123456": "-12345678901234567890123456/1000000",
		"0.000000000000000001":         "1/1000000000000000000",
	} {
		got, err := Parse(in, 40)
		require.NoError(t, err, in)
		same(t, rat(t, want), got, in)
	}
}

func TestParseSyntax(t *testing.T) {
	for in, why := range map[string]string{
		"":        "there is no text",
		"-":       "digits must follow the minus sign",
		"+5":      "without a plus sign",
		"-+5":     "without a plus sign",
		"--5":     "a sign stands in front",
		"5-":      "a sign stands in front",
		".5":      "a digit must stand before the point",
		"-.5":     "a digit must stand before the point",
		"5.":      "a digit must follow the point",
		"5.%":     "a digit must follow the point",
		"1.2.3":   "no second decimal point",
		"1e5":     "exponents are not used",
		"1E5":     "exponents are not used",
		"1_000":   "not grouped with '_'",
		"1,000":   "not grouped with ','",
		"1'000":   `not grouped with '\''`,
		" 5":      "no spaces",
		"5 ":      "no spaces",
		"5 %":     "no spaces",
		"5\n":     "no spaces",
		"5\u3000": "no spaces",
		"%":       "'%' cannot stand in a number",
		"5%%":     "nothing can follow the percent sign",
		"5%3":     "nothing can follow the percent sign",
		"５":       "'５' is full-width, write '5'",
		"5５":      "'５' is full-width, write '5'",
		"5．5":     "'．' is full-width, write '.'",
		"5％":      "'％' is full-width, write '%'",
		"－5":      "'－' is full-width, write '-'",
		"−5":      "'−' is not the minus sign",
		"٣":       "'٣' cannot stand in a number",
		"0x1F":    "'x' cannot stand in a number",
		"excell":  "'e' cannot stand in a number",
		"NaN":     "'N' cannot stand in a number",
		"Inf":     "'I' cannot stand in a number",
		"1/3":     "'/' cannot stand in a number",
		"\xff":    "'�' cannot stand in a number",
		"5\x00":   `'\x00' cannot stand in a number`,
	} {
		_, err := Parse(in, 40)
		require.ErrorIs(t, err, ErrSyntax, in)
		require.NotErrorIs(t, err, ErrTooLong, in)
		require.ErrorContains(t, err, why, in)
	}
}

func TestParseLimits(t *testing.T) {
	for _, c := range []struct {
		in     string
		digits int
		long   bool
	}{
		{"12345", 5, false}, {"123456", 5, true}, {"-12345", 5, false}, {"0.12345", 5, false}, {"0.123456", 5, true},
		{"12345.12345%", 5, false}, {"000001", 5, true}, {"1.000000", 5, true}, {"1", 0, true}, {"1", -4, true}, {"0", 0, true},
	} {
		_, err := Parse(c.in, c.digits)
		require.Equal(t, c.long, errors.Is(err, ErrTooLong), "%+v: %v", c, err)
	}
}

// The valid and the invalid numbers of github.com/nst/JSONTestSuite.
func TestParseJSONSuite(t *testing.T) {
	for _, in := range []string{
		"123e65", "0e+1", "0e1", "-0", "20e1", "-123", "-1", "1E22", "1E-2", "1E+2", "123e45", "123.456e78", "1e-2", "1e+2",
		"123", "123.456789", "4", "-0.000000000000000000000000000000000000000000000000000000000000000000000000000001",
	} {
		got, err := ParseJSON(in, 100)
		require.NoError(t, err, in)
		same(t, rat(t, in), got, in)
	}
	for _, in := range []string{
		"++1234", "+1", "+Inf", "-01", "-1.0.", "-2.", "-NaN", ".-1", ".2e-3", "0.1.2", "0.3e+", "0.3e", "0.e1", "0E+", "0E",
		"0e+", "0e", "1.0e+", "1.0e-", "1.0e", "1 000.0", "1eE2", "2.e+3", "2.e-3", "2.e3", "9.e+", "Inf", "NaN", "１", "1+2",
		"0x1", "0x42", "Infinity", "0e+-1", "-123.123foo", "123.123foo"[:8] + "e", "1e1\xe5", "1\xe5", "-Infinity", "-foo", "- 1",
		"-012", "-.123", "-1x", "1ea", "1e\xe5", ".123", "1.2a-", "1.8011670033376514H-308", "012", "", "-", "1%", "1e5.5", "1e5e5", " 1", "1 ",
	} {
		_, err := ParseJSON(in, 100)
		require.ErrorIs(t, err, ErrSyntax, in)
	}
}

func TestParseJSONLimits(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1e4", "10000"}, {"1e5", ""}, {"10e3", "10000"}, {"10e4", ""}, {"0.1e5", "10000"}, {"0.1e6", ""}, {"0.001e7", "10000"},
		{"1e-5", "0.00001"}, {"1e-6", ""}, {"10e-5", "0.0001"}, {"10e-6", ""}, {"123.45e-3", "0.12345"}, {"123.45e-4", ""},
		{"99999.99999", "99999.99999"}, {"100000", ""}, {"-1e5", ""}, {"1e000000000000000000000004", "10000"}, {"1e-00", "1"},
		{"1e9999999", ""}, {"1e-9999999", ""}, {"1e99999999999999999999999999999", ""}, {"1e-99999999999999999999999999999", ""},
		{"1e9223372036854775807", ""}, {"0.1e-9223372036854775808", ""}, {"1e2000000000", ""},
		{"0e9999999", "0"}, {"-0e-9999999", "0"}, {"0.000e99999999999999999999999999999", "0"}, {"0." + strings.Repeat("0", 99), "0"},
		{"0." + strings.Repeat("0", 99) + "1e100", "1"},
		{"1" + strings.Repeat("0", 99) + "e-99", ""}, // ninety-nine zeros after the point
	} {
		got, err := ParseJSON(c.in, 5)
		if c.want == "" {
			require.ErrorIs(t, err, ErrTooLong, c.in)
			continue
		}
		require.NoError(t, err, c.in)
		same(t, rat(t, c.want), got, c.in)
	}
}

func TestHugeTextIsRefusedAtOnce(t *testing.T) {
	const mega = 1 << 20
	for _, in := range []string{
		repeat(mega), "-" + repeat(mega), "0." + repeat(mega), repeat(mega) + "%", repeat(mega) + "x", "x" + repeat(mega),
		"1e" + repeat(mega), "1e-" + repeat(mega), repeat(mega) + "e-1048570", "0." + strings.Repeat("0", mega) + "1",
		"1." + strings.Repeat(".", mega), strings.Repeat("-", mega), strings.Repeat("五", mega),
	} {
		for _, parse := range []func(string, int) (Rat, error){Parse, ParseJSON} {
			_, err := parse(in, 100)
			require.Error(t, err)
			require.Less(t, len(err.Error()), 120)
		}
	}
}

func TestErrorsDoNotRepeatTheNumber(t *testing.T) {
	for _, in := range []string{"31415.9.2", "31415x", "31415%%", "31415e2", "031415"} {
		for _, parse := range []func(string, int) (Rat, error){Parse, ParseJSON} {
			if _, err := parse(in, 3); err != nil {
				require.NotContains(t, err.Error(), "31415")
			}
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "-0.5": "-0.5", "100": "100", "1e3": "1000", "1.50": "1.5", "1/8": "0.125", "-1/3": "-1/3", "1716/19": "1716/19",
		"0.001": "0.001", "-0.001": "-0.001", "1000000.000001": "1000000.000001", "1/1024": "0.0009765625", "10/4": "2.5",
		"123456789012345678901234567890": "123456789012345678901234567890",
		"12345678901234567890.5":         "12345678901234567890.5", "6/2": "3", "1/6": "1/6", "1e-20": "0.00000000000000000001",
	} {
		require.Equal(t, want, rat(t, in).Text(), in)
		require.Equal(t, want, fmt.Sprint(rat(t, in)))
	}
}

func TestTextPlaces(t *testing.T) {
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{
		{"5", 2, "5.00"}, {"-5", 2, "-5.00"}, {"0", 2, "0.00"}, {"0", 0, "0"}, {"5", 0, "5"}, {"0.5", 1, "0.5"}, {"-0.05", 2, "-0.05"},
		{"-0.05", 4, "-0.0500"}, {"720.5", 2, "720.50"}, {"1.25", 1, "1.25"}, {"1/3", 2, "1/3"}, {"2.5", 0, "2.5"}, {"120", -1, "120"},
		{"120", -3, "120"}, {"2.5", -1, "2.5"}, {"12345678901234567890", 3, "12345678901234567890.000"}, {"0.001", 3, "0.001"}, {"1.001", 3, "1.001"},
	} {
		require.Equal(t, c.want, rat(t, c.in).TextPlaces(c.places), "%+v", c)
	}
}

// FloatString is an independent way to print; it rounds where we do not.
func TestTextAgainstBig(t *testing.T) {
	for _, a := range small(60, 40) {
		places, ok := a.Places()
		if !ok {
			require.Equal(t, a.val().RatString(), a.Text())
			continue
		}
		require.Equal(t, a.val().FloatString(places), a.Text())
		for p := places; p < places+3; p++ {
			require.Equal(t, a.val().FloatString(p), a.TextPlaces(p))
		}
	}
}

var (
	literalGrammar = regexp.MustCompile(`\A-?[0-9]+(\.[0-9]+)?%?\z`)
	jsonGrammar    = regexp.MustCompile(`\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z`)
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "-1.50", "30%", "+1", "1e5", "５", ".5", "5.", "-", "", "1_0", "00.00%", "99999999999999999999.9"} {
		f.Add(s)
	}
	const digits = 40
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Parse(s, digits)
		require.Equal(t, literalGrammar.MatchString(s), !errors.Is(err, ErrSyntax), "%q: %v", s, err)
		if err != nil {
			require.Less(t, len(err.Error()), 120)
			require.True(t, errors.Is(err, ErrSyntax) || errors.Is(err, ErrTooLong))
			return
		}
		plain, percent := strings.CutSuffix(s, "%")
		want, ok := new(big.Rat).SetString(plain)
		require.True(t, ok)
		if percent {
			want.Quo(want, big.NewRat(100, 1))
		}
		same(t, FromBig(want), a, s)
		back, err := Parse(a.Text(), digits+2)
		require.NoError(t, err)
		same(t, a, back, s)
		require.Equal(t, a.Text(), back.Text())
		require.LessOrEqual(t, len(a.Text()), max(len(s)+4, 4), "the text is not shortest")
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{"0", "-1.50", "1e5", "1E-5", "01", "0e99999999999", "1e99999999999", "10e-2", "-0.0e1", "1e", "1.e1"} {
		f.Add(s)
	}
	const digits = 40
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseJSON(s, digits)
		require.Equal(t, jsonGrammar.MatchString(s), !errors.Is(err, ErrSyntax), "%q: %v", s, err)
		if err != nil {
			require.Less(t, len(err.Error()), 120)
			require.True(t, errors.Is(err, ErrSyntax) || errors.Is(err, ErrTooLong))
			return
		}
		require.True(t, a.Within(2*digits))
		back, err := Parse(a.Text(), digits)
		require.NoError(t, err)
		same(t, a, back, s)
		if _, exp, _ := strings.Cut(strings.ToLower(s), "e"); len(exp) > 4 {
			return // big.Rat would take its time
		}
		want, ok := new(big.Rat).SetString(s)
		require.True(t, ok)
		same(t, FromBig(want), a, s)
	})
}
