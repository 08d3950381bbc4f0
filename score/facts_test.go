package score_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// probe compiles a scheme with one input x, which it hands out as out.
func probe(t testing.TB, input string) *score.Program {
	t.Helper()
	return probeScheme(t, "scheme probe\ninput x "+input+"\nindicator out = x\n")
}

func probeScheme(t testing.TB, source string, options ...score.Option) *score.Program {
	t.Helper()
	s, err := score.Load("probe.kaohe", source)
	require.NoError(t, err, "%s", source)
	p, err := score.Compile(s, options...)
	require.NoError(t, err, "%s", source)
	return p
}

// taken is what a fact was read as.
func taken(t testing.TB, p *score.Program, fact any) string {
	t.Helper()
	r, err := p.Score(score.Facts{"x": fact})
	require.NoError(t, err, "%T", fact)
	f, ok := r.Figure("out")
	require.True(t, ok)
	return f.Value()
}

// faultOf is the one fault of a fact.
func faultOf(t testing.TB, p *score.Program, facts score.Facts) score.FactFault {
	t.Helper()
	_, err := p.Score(facts)
	var e *score.FactsError
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Faults, 1, "%v", err)
	return e.Faults[0]
}

type (
	level       int
	rank        string
	tick        bool
	money       decimal.Decimal
	cash        struct{ decimal.Decimal }
	maybeCash   struct{ decimal.NullDecimal }
	farCash     struct{ *decimal.Decimal }
	share       struct{ decimal.Decimal } // prints 85 as 85%
	cents       struct{ decimal.Decimal } // prints 8500 as 85
	written     string
	byPointer   struct{ s string }
	valued      struct{ v any }
	both        struct{ v, text any }
	unwritable  struct{}
	explosive   struct{}
	brokenValue struct{}
	endless     struct{}
	cycle       *cycle
)

func (s share) MarshalText() ([]byte, error)      { return []byte("85%"), nil }
func (c cents) MarshalText() ([]byte, error)      { return []byte("85"), nil }
func (w written) MarshalText() ([]byte, error)    { return []byte(strings.ToUpper(string(w))), nil }
func (p *byPointer) MarshalText() ([]byte, error) { return []byte(p.s), nil }
func (v valued) Value() (driver.Value, error)     { return v.v, nil }
func (b both) Value() (driver.Value, error)       { return b.v, nil }
func (b both) MarshalText() ([]byte, error)       { return []byte(fmt.Sprint(b.text)), nil }
func (unwritable) MarshalText() ([]byte, error)   { return nil, errors.New("it is 8800.50") }
func (explosive) MarshalText() ([]byte, error)    { panic("it is 8800.50") }
func (brokenValue) Value() (driver.Value, error)  { panic(errors.New("it is 8800.50")) }
func (e endless) Value() (driver.Value, error)    { return e, nil }

func pointer[T any](v T) *T { return &v }

func TestFactsTaken(t *testing.T) {
	hundred := decimal.New(100, 0)
	for _, c := range []struct {
		input string
		fact  any
		want  string
	}{
		{"number", int(-3), "-3"}, {"number", int8(-3), "-3"}, {"number", int16(3), "3"}, {"number", int32(3), "3"},
		{"number", int64(math.MinInt64), "-9223372036854775808"}, {"number", uint(3), "3"}, {"number", uint8(3), "3"},
		{"number", uint16(3), "3"}, {"number", uint32(3), "3"}, {"number", uint64(math.MaxUint64), "18446744073709551615"},
		{"number", uintptr(3), "3"}, {"number", level(4), "4"}, {"number", time.Second, "1000000000"},
		{"number", decimal.Decimal{}, "0"}, {"number", decimal.New(12345, -2), "123.45"}, {"number", decimal.New(5, 2), "500"},
		{"number", decimal.New(0, 2_000_000_000), "0"}, {"number", &hundred, "100"}, {"number", money(decimal.New(15, -1)), "1.5"},
		{"number", cash{decimal.New(15, -1)}, "1.5"}, {"number", &cash{hundred}, "100"}, {"number", cash{decimal.New(1, 2)}, "100"},
		{"number", maybeCash{decimal.NewNullDecimal(hundred)}, "100"}, {"number", farCash{&hundred}, "100"},
		{"number", decimal.NewNullDecimal(decimal.New(1, -1)), "0.1"}, {"number", pointer(decimal.NewNullDecimal(hundred)), "100"},
		{"number", "0.1", "0.1"}, {"number", "-0", "0"}, {"number", "007.50", "7.5"}, {"number", rank("7"), "7"},
		{"number", "3.000000000000000000000000000001", "3.000000000000000000000000000001"},
		{"number", json.Number("1.5e3"), "1500"}, {"number", json.Number("25E-4"), "0.0025"}, {"number", pointer(json.Number("7")), "7"},
		{"number", 0.1, "0.1"}, {"number", math.Copysign(0, -1), "0"}, {"number", 123456789012345.0, "123456789012345"}, {"number", 1e20, "100000000000000000000"},
		{"number", pointer(0.25), "0.25"}, {"number", pointer(pointer(pointer(3))), "3"}, {"number", pointer(any(3)), "3"},
		{"number", sql.NullInt64{Int64: 3, Valid: true}, "3"}, {"number", sql.NullInt16{Int16: 3, Valid: true}, "3"},
		{"number", sql.NullByte{Byte: 3, Valid: true}, "3"}, {"number", sql.NullString{String: "0.30", Valid: true}, "0.3"},
		{"number", sql.NullFloat64{Float64: 0.1, Valid: true}, "0.1"}, {"number", &sql.NullInt32{Int32: 3, Valid: true}, "3"},
		{"number", sql.Null[decimal.Decimal]{V: decimal.New(7, 3), Valid: true}, "7000"}, {"number", sql.Null[string]{V: "2.5", Valid: true}, "2.5"},
		{"number", valued{[]byte("1.25")}, "1.25"}, {"number", valued{valued{int64(2)}}, "2"}, {"number", written("1.25"), "1.25"},
		{"number", &byPointer{"1.25"}, "1.25"}, {"number", both{int64(1), "2.50"}, "2.5"},
		{"integer", "5.0", "5"}, {"integer", 5.0, "5"}, {"integer", decimal.New(500, -2), "5"}, {"integer", json.Number("5e0"), "5"},
		{"percent", "85%", "0.85"}, {"percent", "0.85", "0.85"}, {"percent", 85, "85"}, {"percent", "12.5%", "0.125"},
		{"percent", "85.0", "85"}, {"percent", json.Number("0.85"), "0.85"}, {"percent", json.Number("85"), "85"}, {"percent", 0.85, "0.85"},
		{"text", "初级", "初级"}, {"text", "", ""}, {"text", "85%", "85%"}, {"text", " a\x00b ", " a\x00b "}, {"text", rank("A"), "A"},
		{"text", written("a"), "A"}, {"text", pointer("a"), "a"}, {"text", sql.NullString{Valid: true}, ""}, {"text", strings.Repeat("x", 64<<10), strings.Repeat("x", 64<<10)},
		{"bool", true, "true"}, {"bool", false, "false"}, {"bool", tick(true), "true"}, {"bool", pointer(false), "false"},
		{"bool", sql.NullBool{Bool: true, Valid: true}, "true"}, {"bool", valued{true}, "true"},
	} {
		t.Run(fmt.Sprintf("%s %T %.20v", c.input, c.fact, c.want), func(t *testing.T) {
			require.Equal(t, c.want, taken(t, probe(t, c.input), c.fact))
		})
	}
}

// A figure of one scheme is a fact of the next, at full precision if it has a decimal or not.
func TestFactsTakeNumbers(t *testing.T) {
	r, err := probeScheme(t, "scheme first\ninput x number in (0, ..)\nindicator out = 650 / x\n").Score(score.Facts{"x": 3})
	require.NoError(t, err)
	f, _ := r.Figure("out")
	require.Equal(t, "650/3", taken(t, probe(t, "number"), f.Number))
	require.Equal(t, "650/3", taken(t, probe(t, "number"), &f.Number))
	require.Equal(t, "0", taken(t, probe(t, "number"), score.Number{}))
	require.Contains(t, faultOf(t, probe(t, "integer"), score.Facts{"x": f.Number}).Reason, "is no whole number")

	s, err := score.LoadWith("short", "scheme short\ninput x number\nindicator out = x\n", score.Limits{Digits: 2})
	require.NoError(t, err)
	short, err := score.Compile(s)
	require.NoError(t, err)
	require.Contains(t, faultOf(t, short, score.Facts{"x": f.Number}).Reason, "more than 2 digits")
}

func TestFactsRefused(t *testing.T) {
	long := strings.Repeat("9", 1<<20)
	var loop cycle
	loop = &loop
	var anyLoop any
	anyLoop = &anyLoop
	for _, c := range []struct {
		input  string
		fact   any
		reason string
	}{
		{"number", "1,234.50", "digits are not grouped with ','"}, {"number", " 85 ", "no spaces"}, {"number", "85 ", "no spaces"},
		{"number", "85%", "has a percent sign; declare the input as percent, or write a number like 0.85"},
		{"integer", "500%", "has a percent sign"}, {"number", written("85%"), "has a percent sign"}, {"number", "85 %", "no spaces"},
		{"number", "85%%", "nothing can follow the percent sign"}, {"number", "%", "cannot stand"},
		{"number", "１２３", "is full-width, write '1'"}, {"number", "", "there is no text"}, {"number", long, "has more than 1000 digits before the point"},
		{"number", "0." + long, "has more than 1000 digits after the point"}, {"number", "-", "digits must follow"},
		{"number", "1e9999999", "exponents are not used"}, {"number", "1e3", "exponents are not used"}, {"number", "+5", "without a plus"},
		{"number", ".5", "before the point"}, {"number", "5.", "must follow the point"}, {"number", "5.5.5", "no second"}, {"number", "0x1F", "'x' cannot stand"},
		{"number", "1_000", "not grouped"}, {"number", "½", "cannot stand"}, {"number", "٣", "cannot stand"}, {"number", "−5", "is not the minus sign"},
		{"number", "1/3", "cannot stand"}, {"number", "NaN", "cannot stand"}, {"number", "Infinity", "cannot stand"}, {"number", "\xff", "cannot stand"},
		{"number", "true", "cannot stand"}, {"number", "1\n", "no spaces"}, {"number", "\ufeff1", "cannot stand"},
		{"number", json.Number("1e9999999"), "has more than 1000 digits before the point"}, {"number", json.Number("1e-9999999"), "digits after the point"},
		{"number", json.Number("1e99999999999999999999"), "digits before"}, {"number", json.Number(""), "there is no text"}, {"number", json.Number("01"), "no leading zeros"},
		{"number", json.Number("85%"), "not a number"}, {"number", json.Number(long), "digits before"},
		{"number", decimal.New(1, 2_000_000_000), "has more than 1000 digits before the point"}, {"number", decimal.New(1, -2_000_000_000), "after the point"},
		{"number", pointer(decimal.New(1, 2_000_000_000)), "digits before"}, {"number", cash{decimal.New(1, 2_000_000_000)}, "digits before"},
		{"number", maybeCash{decimal.NewNullDecimal(decimal.New(1, -2_000_000_000))}, "digits after"},
		{"number", sql.Null[decimal.Decimal]{V: decimal.New(1, 2_000_000_000), Valid: true}, "digits before"},
		{"percent", share{decimal.New(85, 0)}, "is written differently"}, {"number", cents{decimal.New(8500, 0)}, "is written differently"}, {"number", money(decimal.New(1, math.MaxInt32)), "digits before"},
		{"number", math.NaN(), "is NaN"}, {"number", math.Float64frombits(0xfff8_dead_beef_0001), "is NaN"}, {"number", math.Inf(-1), "is infinite"},
		{"number", 0.1 + pointerless(0.2), "need not be what was written"}, {"number", 1e300, "huge or tiny"}, {"number", 5e-324, "huge or tiny"},
		{"number", float32(0.5), "is a float32"}, {"number", pointer(float32(0.5)), "is a float32"}, {"number", complex(1, 0), "is a Go complex128"},
		{"number", big.NewInt(5), "*big.Int"}, {"number", *big.NewInt(5), "big.Int"}, {"number", big.NewRat(5, 1), "*big.Rat"},
		{"number", *big.NewRat(5, 1), "big.Rat"}, {"number", big.NewFloat(0.1), "*big.Float"}, {"number", *big.NewFloat(0.1), "big.Float"},
		{"text", time.Now(), "time.Time"}, {"text", pointer(time.Now()), "time.Time"}, {"text", sql.NullTime{Valid: true}, "time.Time"},
		{"text", []byte("a"), "is a Go slice"}, {"number", []byte("5"), "is a Go slice"}, {"number", json.RawMessage("5"), "is a Go slice"}, {"number", [1]int{5}, "is a Go array"},
		{"number", []int{5}, "is a Go slice"}, {"number", map[string]int{}, "is a Go map"}, {"number", struct{ X int }{5}, "is a Go struct"},
		{"number", make(chan int), "is a Go chan"}, {"number", func() int { return 5 }, "is a Go func"}, {"number", (chan int)(nil), "is a Go chan"},
		{"number", loop, "wrapped too deeply"}, {"number", anyLoop, "wrapped too deeply"}, {"number", endless{}, "wrapped too deeply"},
		{"number", unwritable{}, "MarshalText failed"}, {"number", explosive{}, "MarshalText panicked"}, {"number", brokenValue{}, "Value panicked"},
		{"number", cash{decimal.New(0, -2_000_000_000)}, "an exponent beyond 1000"}, {"number", farCash{}, "is missing"}, {"number", farCash{pointer(decimal.New(1, 2_000_000_000))}, "digits before"}, {"number", byPointer{"5"}, "is a Go struct"}, {"number", both{int64(1), "x"}, "cannot stand"},
		{"number", true, "is a bool"}, {"number", sql.NullBool{Bool: true, Valid: true}, "is a bool"}, {"number", sql.RawBytes("5"), "is a Go slice"},
		{"percent", "85", "is ambiguous; write it like 85% or 0.85"}, {"percent", "0", "is ambiguous"}, {"percent", rank("85"), "is ambiguous"},
		{"text", 5, "is a number"}, {"text", json.Number("5"), "is a number"}, {"text", decimal.New(5, 0), "is a number"}, {"text", math.NaN(), "is a number"}, {"text", true, "is a bool"},
		{"text", "\xff", "no valid UTF-8"}, {"text", strings.Repeat("x", 64<<10+1), "too long"},
		{"bool", 1, "is a number"}, {"bool", "true", "a bool is true or false"}, {"bool", json.Number("1"), "is a number"}, {"bool", written("true"), "a bool is true or false"},
		{"number in [0, 100]", 101, "is outside of [0, 100]"}, {"number in [0, 100]", "-0.01", "is outside"}, {"number in (0, 1)", 0, "is outside of (0, 1)"},
		{"number in [0, 100] step 0.5", "99.75", "is no multiple of 0.5"}, {"integer", "5.5", "is no whole number"}, {"integer", 5.5, "is no whole number"},
		{`text one of "A", "B"`, "C", "is none of the allowed values"}, {`text one of "A", "B"`, "a", "is none"},
		{"percent in [0%, 100%]", 85, "is outside of [0%, 100%]"}, {"percent in [0%, 100%]", "85.0", "is outside"},
		{"number", nil, "is missing"}, {"number", (*int)(nil), "is missing"}, {"number", (**int)(nil), "is missing"}, {"number", pointer((*int)(nil)), "is missing"},
		{"number", decimal.NullDecimal{}, "is missing"}, {"number", maybeCash{}, "is missing"}, {"number", sql.NullString{}, "is missing"}, {"text", sql.NullString{}, "is missing"},
		{"number", sql.Null[decimal.Decimal]{}, "is missing"}, {"number", valued{}, "is missing"}, {"number", both{nil, "2"}, "is missing"}, {"number", pointer(any(nil)), "is missing"},
		{"number", (*decimal.Decimal)(nil), "is missing"}, {"number", (*byPointer)(nil), "is missing"}, {"bool", sql.NullBool{}, "is missing"},
	} {
		t.Run(fmt.Sprintf("%s %T %s", c.input, c.fact, c.reason), func(t *testing.T) {
			f := faultOf(t, probe(t, c.input), score.Facts{"x": c.fact})
			require.Contains(t, f.Reason, c.reason)
			require.Equal(t, "x", f.Input)
			require.Equal(t, c.input, f.Rule)
			require.LessOrEqual(t, len(f.Value), 80)
			require.NotContains(t, f.String(), "8800")
			want := score.FactType
			switch {
			case f.Reason == "is missing":
				want = score.FactMissing
			case regexp.MustCompile("^is (outside|no whole|no multiple|none)").MatchString(f.Reason):
				want = score.FactRange
			}
			require.Equal(t, want, f.Code)
		})
	}
}

// pointerless keeps the compiler from adding constants exactly.
func pointerless(f float64) float64 { return *pointer(f) }

func TestFactsAllFaultsAtOnce(t *testing.T) {
	p := probeScheme(t, `scheme many
input calls integer in [0, 100]
input base number in [0, ..) step 0.01
input level text one of "初级", "高级"
input late bool
input café number
input extra number default 3
indicator out = base + extra
`)
	_, err := p.Score(score.Facts{
		"calls": 101, "base": "8,800.50", "level": "8800.75", "cafe\u0301": 1, "café": 2, "extra": nil,
		"clals": 1, "8800\x1b[31m\nlog": 2, "总分": 3,
	})
	var e *score.FactsError
	require.ErrorAs(t, err, &e)
	require.Equal(t, []score.FactFault{
		{Code: score.FactRange, Input: "calls", Value: "101", Rule: "integer in [0, 100]", Reason: "is outside of [0, 100]"},
		{Code: score.FactType, Input: "base", Value: "8,800.50", Rule: "number in [0, ..) step 0.01", Reason: "is not a number: digits are not grouped with ','"},
		{Code: score.FactRange, Input: "level", Value: "8800.75", Rule: `text one of "初级", "高级"`, Reason: "is none of the allowed values"},
		{Code: score.FactMissing, Input: "late", Rule: "bool", Reason: "is missing"},
		{Code: score.FactTwice, Input: "café", Value: "2", Rule: "number", Reason: "is given twice, in two spellings of the same name"},
		{Code: score.FactUnknown, Input: "8800\x1b[31m\nlog", Value: "2", Reason: "is no input of the scheme"},
		{Code: score.FactUnknown, Input: "clals", Value: "1", Reason: "is no input of the scheme; did you mean calls?"},
		{Code: score.FactUnknown, Input: "总分", Value: "3", Reason: "is no input of the scheme"},
	}, e.Faults)
	require.Equal(t, `calls is outside of [0, 100] (integer in [0, 100]); `+
		`base is not a number: digits are not grouped with ',' (number in [0, ..) step 0.01); `+
		`level is none of the allowed values (text one of "初级", "高级"); late is missing (bool); `+
		`café is given twice, in two spellings of the same name (number); `+
		`"8800\x1b[31m\nlog" is no input of the scheme; `+
		`clals is no input of the scheme; did you mean calls?; 总分 is no input of the scheme`, err.Error())
}

func TestFactsManyUnknownNames(t *testing.T) {
	facts := score.Facts{"x": 1}
	for i := range 5000 {
		facts[fmt.Sprint(strings.Repeat("y", 1000), i)] = i
	}
	_, err := probe(t, "number").Score(facts)
	var e *score.FactsError
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Faults, 5000)
	require.Contains(t, err.Error(), "; and 4980 more")
	require.Less(t, len(err.Error()), 4000)
}

func TestFactsShown(t *testing.T) {
	for _, c := range []struct {
		fact any
		want string
	}{
		{nil, "null"}, {(*int)(nil), "a *int"}, {pointer(pointer(7)), "7"}, {level(7), "7"}, {true, "true"}, {0.5, "0.5"}, {float32(0.1), "0.1"},
		{uint8(7), "7"}, {rank("a"), "a"}, {strings.Repeat("a", 100), strings.Repeat("a", 60) + "…"}, {decimal.New(700, -2), "7"},
		{decimal.NullDecimal{}, "null"}, {pointer(decimal.NewNullDecimal(decimal.New(7, 0))), "7"}, {decimal.New(1, 2_000_000_000), "a decimal of many digits"},
		{score.Number{}, "0"}, {explosive{}, "a score_test.explosive"}, {[]int{8800}, "a []int"}, {time.Second, "1000000000"},
	} {
		require.Equal(t, c.want, faultOf(t, probe(t, "number"), score.Facts{"x": 1, "unknown": c.fact}).Value)
	}
}

func TestFactsDefaults(t *testing.T) {
	p := probe(t, "number in [0, 10] default 7")
	r, err := p.Score(nil)
	require.NoError(t, err)
	f, _ := r.Figure("out")
	require.Equal(t, "7", f.Value())
	for _, null := range []any{nil, (*int)(nil), sql.NullInt64{}, sql.Null[string]{}, decimal.NullDecimal{}, maybeCash{}, valued{}, pointer(any(nil))} {
		require.Equal(t, "7", taken(t, p, null), "%T", null)
	}
	require.Equal(t, "0", taken(t, p, 0), "zero is a fact")
	require.Contains(t, faultOf(t, p, score.Facts{"x": ""}).Reason, "there is no text", "so is an empty text")
	require.Contains(t, faultOf(t, p, score.Facts{"x": 11}).Reason, "is outside")
}

// Params take what facts take, and a percent sign as literals do.
func TestFactsOfParams(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{{"85%", "0.85"}, {"0.85", "0.85"}, {0.85, "0.85"}, {decimal.New(85, -2), "0.85"}, {json.Number("85e-2"), "0.85"}} {
		p := probeScheme(t, "scheme s\nparam k number in [0, 1]\ninput x number\nindicator out = k * x\n", score.Bind("k", c.value))
		require.Equal(t, c.want, taken(t, p, 1))
	}
}

// FuzzFacts: whatever text or number arrives for an input, there is no panic,
// and a number that is taken is the one that big.Rat reads.
func FuzzFacts(f *testing.F) {
	for _, s := range []string{
		"", "0", "85", "85%", "-0.850", "1,234.50", " 85 ", "１２３", "1e3", "1e9999999", "1E-7", "+5", ".5", "5.", "0x1F", "1_000", "5.0",
		"\xff", "初级", "1/3", "NaN", "-", "%", "9007199254740993", strings.Repeat("9", 1200), "0." + strings.Repeat("3", 1200),
	} {
		f.Add(s, math.Float64bits(0.1), int64(len(s)), int32(-2))
	}
	f.Add("1", math.Float64bits(math.NaN()), int64(1), int32(2_000_000_000))
	f.Add("1", math.Float64bits(0.1)+1, int64(-1), int32(math.MinInt32))
	programs := map[string]*score.Program{}
	for _, kind := range []string{"number", "integer", "percent", "text", "bool"} {
		programs[kind] = probe(f, kind)
	}
	f.Fuzz(func(t *testing.T, s string, bits uint64, coefficient int64, exponent int32) {
		for kind, p := range programs {
			for _, fact := range []any{
				s, rank(s), json.Number(s), written(s), valued{[]byte(s)}, &byPointer{s}, []byte(s), sql.NullString{String: s, Valid: true},
				math.Float64frombits(bits), coefficient, uint64(coefficient), decimal.New(coefficient, exponent), cash{decimal.New(coefficient, exponent)},
			} {
				r, err := p.Score(score.Facts{"x": fact})
				if err != nil {
					checkFaults(t, err)
					continue
				}
				out, _ := r.Figure("out")
				switch kind {
				case "text":
					require.True(t, utf8.ValidString(out.Text), "%T", fact)
				case "bool":
					t.Fatalf("%T %v was taken for a bool", fact, fact)
				default:
					checkNumber(t, kind, fact, out.Number)
				}
			}
		}
	})
}

func checkFaults(t *testing.T, err error) {
	var e *score.FactsError
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Faults, 1)
	require.Equal(t, "x", e.Faults[0].Input)
	require.Less(t, len(err.Error()), 300)
}

var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func checkNumber(t *testing.T, kind string, fact any, n score.Number) {
	var text string
	switch v := fact.(type) {
	case json.Number:
		require.True(t, json.Valid([]byte(v)), "%q", v)
		text = string(v)
	case float64:
		text = fmt.Sprint(v)
	case int64, uint64:
		text = fmt.Sprint(v)
	case decimal.Decimal:
		text = fmt.Sprintf("%de%d", v.Coefficient(), v.Exponent())
	case cash:
		text = fmt.Sprintf("%de%d", v.Coefficient(), v.Exponent())
	case rank:
		text = string(v)
	case written:
		text = string(v)
	case valued:
		text = string(v.v.([]byte))
	case *byPointer:
		text = v.s
	case sql.NullString:
		text = v.String
	case string:
		text = v
	default:
		t.Fatalf("a %T was taken for a number", fact)
	}
	digits, percent := strings.CutSuffix(text, "%")
	switch fact.(type) {
	case json.Number, float64, decimal.Decimal, cash:
	default:
		require.Regexp(t, plainNumber, digits)
	}
	if n.Rat().Sign() == 0 { // a decimal of 0 may have any exponent
		require.NotRegexp(t, `^-?[0.]*[1-9]`, digits)
		return
	}
	want, ok := new(big.Rat).SetString(digits)
	require.True(t, ok, "%T %q", fact, text)
	if percent {
		require.Equal(t, "percent", kind, "%q", text)
		want.Quo(want, big.NewRat(100, 1))
	}
	require.Zero(t, want.Cmp(n.Rat()), "%T %q was taken for %s", fact, text, n)
}
