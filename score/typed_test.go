package score_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// one is a struct with one fact.
type one[T any] struct {
	X T `score:"x"`
}

// A fact of a struct is read like one of a map, by the machine and where the
// machine does not take the program.
func sameAsFact[T any](t *testing.T, input string, v T) {
	t.Helper()
	t.Run(fmt.Sprintf("%s %T", input, v), func(t *testing.T) {
		for engine, more := range map[string]string{"machine": "", "reference": "input others list number optional\n"} {
			out := "x"
			if strings.Contains(input, "optional") {
				out = "x ?? -1"
			}
			p := probeScheme(t, "scheme probe\ninput x "+input+"\n"+more+"indicator out = "+out+"\nindicator same = 1\n")
			scorer, err := score.For[one[T], score.Result](p)
			require.NoError(t, err)
			want := saidBy(p.Score(score.Facts{"x": v}))
			got, err := scorer.Score(one[T]{v})
			require.Equal(t, want, saidBy(&got, err), engine)
			for _, r := range collected(scorer.ScoreAll(t.Context(), slices.Values([]one[T]{{v}, {v}}))) {
				require.Equal(t, want, saidBy(&r.Out, r.Err), engine)
			}
			var b score.Block
			scorer.ScoreBlock([]one[T]{{v}}, &b)
			result, err := p.Score(score.Facts{"x": v})
			require.Equal(t, fmt.Sprint(err), fmt.Sprint(b.Err(0)), engine)
			column, ok := b.Column("out")
			require.True(t, ok)
			if err == nil {
				f, _ := result.Figure("out")
				require.Equal(t, f.Value(), column.Text(0), engine)
			}
		}
	})
}

type (
	amount   int64
	fraction float64
	flags    uint8
	text     string
	price    decimal.Decimal
	maybe    = *price
	inAny    any
	grouped  struct{ A, B string }
)

func (g grouped) MarshalText() ([]byte, error) { return []byte(g.A + "." + g.B), nil }

func TestTypedFacts(t *testing.T) {
	for _, input := range []string{"integer", "number", "percent", "number in [0, 100] step 0.5", "integer in [-3, 200] default 7", "number optional", "text", "bool", `text one of "a", "3"`} {
		whole := !strings.HasPrefix(input, "text") && input != "bool"
		if whole {
			sameAsFact(t, input, int(3))
			sameAsFact(t, input, int(-4))
			sameAsFact(t, input, int64(math.MinInt64))
			sameAsFact(t, input, int64(math.MaxInt64))
			sameAsFact(t, input, int32(math.MinInt32))
			sameAsFact(t, input, int16(101))
			sameAsFact(t, input, int8(-128))
			sameAsFact(t, input, uint(200))
			sameAsFact(t, input, uint64(math.MaxUint64))
			sameAsFact(t, input, uint32(math.MaxUint32))
			sameAsFact(t, input, uint16(7))
			sameAsFact(t, input, uint8(255))
			sameAsFact(t, input, uintptr(99))
			sameAsFact(t, input, amount(50))
			sameAsFact(t, input, time.Duration(100))
			sameAsFact(t, input, flags(2))
			for _, d := range []decimal.Decimal{{}, decimal.New(15, -1), decimal.New(5, 1), decimal.New(500, -2), decimal.New(1, 20), decimal.New(-1, -12), decimal.New(0, -30), decimal.New(1, 2_000_000_000)} {
				sameAsFact(t, input, d)
				sameAsFact(t, input, &d)
				sameAsFact(t, input, money(d))
				sameAsFact(t, input, price(d))
				sameAsFact(t, input, cash{d})
				sameAsFact(t, input, decimal.NewNullDecimal(d))
				sameAsFact(t, input, sql.Null[decimal.Decimal]{V: d, Valid: true})
			}
			sameAsFact(t, input, farCash{pointer(decimal.New(7, 0))})
			sameAsFact(t, input, maybeCash{decimal.NewNullDecimal(decimal.New(7, 0))})
			sameAsFact(t, input, maybeCash{})
			sameAsFact(t, input, share{decimal.New(85, 0)})
			for _, s := range []string{"", "3", "-0", "0.5", "007.50", "1e3", "85%", "0.85", ".5", "5.", "99999999999999999999", "1.23456789012345678901", "100", "100.0", "x", "\xff", "- 1", "--1", "+1"} {
				sameAsFact(t, input, s)
				sameAsFact(t, input, json.Number(s))
				sameAsFact(t, input, text(s))
			}
			sameAsFact(t, input, json.Number("01"))
			sameAsFact(t, input, json.Number("5e-1"))
			sameAsFact(t, input, numberOf(t, "5"))
			sameAsFact(t, input, numberOf(t, "1/3"))
			sameAsFact(t, input, numberOf(t, "2.50"))
			sameAsFact(t, input, pointer(numberOf(t, "2.50")))
			sameAsFact(t, input, sql.NullInt64{Int64: 9, Valid: true})
			sameAsFact(t, input, sql.NullInt32{Int32: 9, Valid: true})
			sameAsFact(t, input, sql.NullInt16{Int16: -9, Valid: true})
			sameAsFact(t, input, sql.NullByte{Byte: 9, Valid: true})
			sameAsFact(t, input, sql.Null[uint16]{V: 9, Valid: true})
			sameAsFact(t, input, sql.Null[amount]{V: 9, Valid: true})
			sameAsFact(t, input, grouped{"1", "5"})
		}
		if input == "text" || strings.HasPrefix(input, "text one of") {
			for _, s := range []string{"", "a", "3", "初级", "b", "\xff", strings.Repeat("x", 64<<10), strings.Repeat("x", 64<<10+1)} {
				sameAsFact(t, input, s)
				sameAsFact(t, input, text(s))
				sameAsFact(t, input, pointer(s))
				sameAsFact(t, input, sql.Null[string]{V: s, Valid: true})
			}
			sameAsFact(t, input, written("a"))
			sameAsFact(t, input, grouped{"a", "b"})
		}
		if input == "bool" {
			sameAsFact(t, input, true)
			sameAsFact(t, input, false)
			sameAsFact(t, input, tick(true))
			sameAsFact(t, input, pointer(tick(false)))
			sameAsFact(t, input, sql.NullBool{Bool: true, Valid: true})
			sameAsFact(t, input, sql.NullBool{})
			sameAsFact(t, input, (*bool)(nil))
		}
		// What says when it runs what it is can stand for any input.
		sameAsFact(t, input, any(3))
		sameAsFact(t, input, any("a"))
		sameAsFact(t, input, any(nil))
		sameAsFact(t, input, inAny(true))
		sameAsFact(t, input, any(pointer(3)))
		sameAsFact(t, input, any([]int{3}))
		sameAsFact(t, input, valued{int64(3)})
		sameAsFact(t, input, valued{nil})
		sameAsFact(t, input, both{nil, "3"})
		sameAsFact(t, input, both{int64(1), "3"})
		sameAsFact(t, input, unwritable{})
		sameAsFact(t, input, explosive{})
		sameAsFact(t, input, (*byPointer)(nil))
		sameAsFact(t, input, &byPointer{"3"})
	}
	// byPointer says it only by its address, which a fact by value does not have.
	sameAsFact(t, "number", byPointer{"3"})
}

// TestTypedNulls: null is a fact that is not given, whatever stands for it.
func TestTypedNulls(t *testing.T) {
	for _, input := range []string{"number", "number default 5", "integer in [0, 9] step 3 default 6"} {
		sameAsFact(t, input, (*int)(nil))
		sameAsFact(t, input, (**int)(nil))
		sameAsFact(t, input, pointer((*int)(nil)))
		sameAsFact(t, input, pointer(pointer(pointer(3))))
		sameAsFact(t, input, (*decimal.Decimal)(nil))
		sameAsFact(t, input, decimal.NullDecimal{})
		sameAsFact(t, input, &decimal.NullDecimal{})
		sameAsFact(t, input, sql.NullInt64{Int64: 7})
		sameAsFact(t, input, &sql.NullInt64{Int64: 3, Valid: true})
		sameAsFact(t, input, (*sql.NullInt64)(nil))
		sameAsFact(t, input, sql.Null[decimal.Decimal]{V: decimal.New(7, 0)})
		sameAsFact(t, input, sql.NullString{String: "3"})
		sameAsFact(t, input, maybe(nil))
		sameAsFact(t, input, (*json.Number)(nil))
		sameAsFact(t, input, (*score.Number)(nil))
	}
}

type scaled[T any] struct {
	Plain T `score:"plain"`
	Zero  T `score:"zero,scale=0"`
	Two   T `score:"two, scale=2"`
	Most  T `score:"most,scale=18"`
}

// An integer with a scale is a number of so many places.
func sameAsScaled[T any](t *testing.T, v T, digits string) {
	t.Helper()
	shift := func(places int) any {
		if digits == "" {
			return nil
		}
		return json.Number(digits + "e-" + fmt.Sprint(places))
	}
	for _, types := range []string{"number", "number in [-100000, 100000] step 0.01", "number in [-9, 9] step 0.001 default 5", "integer in [0, 200]", "percent"} {
		for _, more := range []string{"", "input others list number optional\n"} {
			p := probeScheme(t, "scheme scales\ninput plain, zero, two, most "+types+"\n"+more+
				"indicator a = plain\nindicator b = zero\nindicator c = two\nindicator d = most\n")
			scorer, err := score.For[scaled[T], *score.Result](p)
			require.NoError(t, err)
			facts := score.Facts{"plain": shift(0), "zero": shift(0), "two": shift(2), "most": shift(18)}
			for name, fact := range facts {
				if n, ok := fact.(json.Number); ok {
					facts[name] = json.Number(n)
				}
			}
			want := saidBy(p.Score(facts))
			require.Equal(t, want, saidBy(scorer.Score(scaled[T]{v, v, v, v})), "%T %s %s", v, digits, types)
		}
	}
}

func TestTypedScales(t *testing.T) {
	for _, v := range []int64{0, 1, -1, 99, 100, 150, 12345, 12300, 1e9, 123456789012345, 1e17, 1e18, -1e18, math.MaxInt64, math.MinInt64, math.MinInt64 + 1} {
		digits := fmt.Sprint(v)
		sameAsScaled(t, v, digits)
		sameAsScaled(t, int(v), digits)
		sameAsScaled(t, amount(v), digits)
		sameAsScaled(t, pointer(v), digits)
		sameAsScaled(t, sql.NullInt64{Int64: v, Valid: true}, digits)
	}
	for _, v := range []uint64{0, 7, 1e18, math.MaxInt64, math.MaxInt64 + 1, math.MaxUint64} {
		sameAsScaled(t, v, fmt.Sprint(v))
		sameAsScaled(t, uint(v), fmt.Sprint(v))
		sameAsScaled(t, pointer(pointer(v)), fmt.Sprint(v))
	}
	sameAsScaled(t, int8(-128), "-128")
	sameAsScaled(t, int16(math.MaxInt16), "32767")
	sameAsScaled(t, int32(math.MinInt32), "-2147483648")
	sameAsScaled(t, uint8(255), "255")
	sameAsScaled(t, uint16(65535), "65535")
	sameAsScaled(t, uint32(math.MaxUint32), "4294967295")
	sameAsScaled(t, (*int64)(nil), "")
	sameAsScaled(t, sql.NullInt32{}, "")
	sameAsScaled(t, sql.Null[uint16]{V: 300, Valid: true}, "300")
}

type asFloat[T any] struct {
	X T `score:"x,float"`
}

// A float that says so is taken under the rule of Facts.
func TestTypedFloats(t *testing.T) {
	for _, input := range []string{"number", "number in [0, 100] step 0.1", "integer", "percent", "number default 1"} {
		p := probe(t, input)
		plain, err := score.For[asFloat[float64], score.Result](p)
		require.NoError(t, err)
		named, err := score.For[asFloat[fraction], score.Result](p)
		require.NoError(t, err)
		null, err := score.For[asFloat[sql.NullFloat64], score.Result](p)
		require.NoError(t, err)
		far, err := score.For[asFloat[*float64], score.Result](p)
		require.NoError(t, err)
		sum := 0.1
		sum += 0.2
		for _, f := range []float64{0, 1, 0.1, -0.5, 99.9, 100.1, sum, 1e20, 1e300, 5e-324, 123456789012345, 1234567890123456, math.NaN(), math.Inf(1), math.Copysign(0, -1)} {
			want := saidBy(p.Score(score.Facts{"x": f}))
			got, err := plain.Score(asFloat[float64]{f})
			require.Equal(t, want, saidBy(&got, err), "%s %v", input, f)
			got, err = named.Score(asFloat[fraction]{fraction(f)})
			require.Equal(t, want, saidBy(&got, err), "%s %v", input, f)
			got, err = null.Score(asFloat[sql.NullFloat64]{sql.NullFloat64{Float64: f, Valid: true}})
			require.Equal(t, want, saidBy(&got, err), "%s %v", input, f)
			got, err = far.Score(asFloat[*float64]{&f})
			require.Equal(t, want, saidBy(&got, err), "%s %v", input, f)
		}
		got, err := far.Score(asFloat[*float64]{})
		require.Equal(t, saidBy(p.Score(score.Facts{})), saidBy(&got, err), "%s", input)
	}
}
