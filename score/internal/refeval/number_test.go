package refeval

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// TestTooLong: every number on the way is held to the limit, 40 digits here,
// numerator and denominator each.
func TestTooLong(t *testing.T) {
	const tooLong = "number-too-long: a number on the way has more than 40 digits | x = "
	squared := func(x string, times int) func(p *program) ir.ID {
		return func(p *program) ir.ID {
			id := p.fact("x", x)
			for range times {
				id = p.op(ir.OpMul, id, id)
			}
			return id
		}
	}
	power := func(x, n string) func(p *program) ir.ID {
		return func(p *program) ir.ID { return p.op(ir.OpPow, p.fact("x", x), p.num(n)) }
	}
	checkRules(t, []rule{
		{"10**32", squared("10", 5), ok("1" + strings.Repeat("0", 32))},
		{"10**64", squared("10", 6), ok(tooLong + "10")},
		{"a number that has been refused is not squared further", squared("10", 60), ok(tooLong + "10")},
		{"a denominator", squared("0.1", 6), ok(tooLong + "0.1")},
		{"40 digits", power("10", "39"), ok("1" + strings.Repeat("0", 39))},
		{"41 digits", power("10", "40"), ok(tooLong + "10")},
		{"9 digits 4 times", power("999999999", "4"), ok("999999996000000005999999996000000001")},
		{"9 digits 5 times", power("999999999", "5"), ok(tooLong + "999999999")},
		{"known before it is computed", power("2", "1000000000"), ok("number-too-long: the power has more than 40 digits | x = 2")},
		{"an exponent beyond int64", power("2", "99999999999999999999"), ok("number-too-long: the power has more than 40 digits | x = 2")},
		{"a negative exponent", power("2", "-3"), ok("0.125")},
		{"a negative exponent that is too long", power("2", "-1000000000"), ok("number-too-long: the power has more than 40 digits | x = 2")},
		{"of a negative number", power("-2", "3"), ok("-8")},
		{"0 to the 0", power("0", "0"), ok("1")},
		{"0 to a negative power", power("0", "-1"), ok("division-by-zero: 0 to a negative power | x = 0")},
		{"a rounding makes it short again", func(p *program) ir.ID {
			third := p.op(ir.OpDiv, p.num("1"), p.fact("x", "3"))
			for range 5 {
				third = p.op(ir.OpMul, third, third)
			}
			return p.op(ir.OpRound, third, p.num("2"))
		}, ok("0")},
	})
}

func TestRoundings(t *testing.T) {
	round := func(op ir.Op, x, to string, mode exact.Mode) func(p *program) ir.ID {
		return func(p *program) ir.ID {
			return p.node(ir.Node{Op: op, Kind: ir.Number, Args: []ir.ID{p.fact("x", x), p.param("to", to)}, Mode: mode})
		}
	}
	const bad = "rounding-places: nothing can be rounded to "
	checkRules(t, []rule{
		{"half up goes by magnitude", round(ir.OpRound, "-2.345", "2", exact.HalfUp), ok("-2.35")},
		{"half even", round(ir.OpRound, "2.345", "2", exact.HalfEven), ok("2.34")},
		{"half down", round(ir.OpRound, "-2.345", "2", exact.HalfDown), ok("-2.34")},
		{"up", round(ir.OpRound, "-2.341", "2", exact.Up), ok("-2.35")},
		{"down", round(ir.OpRound, "-2.349", "2", exact.Down), ok("-2.34")},
		{"ceiling", round(ir.OpRound, "-2.349", "2", exact.Ceiling), ok("-2.34")},
		{"floor", round(ir.OpRound, "-2.341", "2", exact.Floor), ok("-2.35")},
		{"18 places", round(ir.OpRound, "0.1234567890123456785", "18", exact.HalfUp), ok("0.123456789012345679")},
		{"19 places", round(ir.OpRound, "1", "19", exact.HalfUp), ok(bad + "19 | x = 1 | to = 19")},
		{"half a place", round(ir.OpRound, "1", "0.5", exact.HalfUp), ok(bad + "0.5 | x = 1 | to = 0.5")},
		{"places below 0", round(ir.OpRound, "1", "-1", exact.HalfUp), ok(bad + "-1 | x = 1 | to = -1")},
		{"to a step", round(ir.OpRoundTo, "1.25", "0.5", exact.HalfUp), ok("1.5")},
		{"to a third", func(p *program) ir.ID {
			return p.op(ir.OpRoundTo, p.fact("x", "0.4"), p.op(ir.OpDiv, p.num("1"), p.num("3")))
		}, ok("1/3")},
		{"to no step", round(ir.OpRoundTo, "1", "0", exact.HalfUp), ok(bad + "0 | x = 1 | to = 0")},
		{"to a step below 0", round(ir.OpRoundTo, "1", "-0.5", exact.HalfUp), ok(bad + "-0.5 | x = 1 | to = -0.5")},
	})
}

// TestFixedIsKnownBeforeFacts: constants and params are evaluated when bound,
// and a constant that fails is no failure until somebody needs it.
func TestFixedIsKnownBeforeFacts(t *testing.T) {
	p := newProgram(t)
	k := p.op(ir.OpMul, p.param("k", "0.5"), p.num("4"))
	bad := p.op(ir.OpDiv, p.num("1"), p.op(ir.OpSub, k, k))
	sum := p.op(ir.OpAdd, k, p.fact("x", "1"))
	b, trace := p.run()
	require.Equal(t, "2", b.FixedValue(k).String())
	require.Equal(t, ok("3"), said(&trace[sum]))
	require.Equal(t, ir.Invalid, b.FixedValue(bad).Kind)
	require.Equal(t, ok("division-by-zero: division by zero | k = 0.5"), said(&trace[bad]))
}
