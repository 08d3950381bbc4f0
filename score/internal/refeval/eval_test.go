package refeval

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

type rule struct {
	name string
	make func(p *program) ir.ID
	want []string
}

func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	for _, r := range rules {
		p := newProgram(t)
		require.Equal(t, r.want, p.said(r.make(p)), r.name)
	}
}

// TestLaziness: only ?:, and, or are lazy; a failure in what they do not look
// at is never seen.
func TestLaziness(t *testing.T) {
	checkRules(t, []rule{
		{"the branch not taken", func(p *program) ir.ID {
			return p.op(ir.OpConditional, p.bool(true), p.num("1"), p.zero("x"))
		}, ok("1")},
		{"the branch taken", func(p *program) ir.ID {
			return p.op(ir.OpConditional, p.bool(false), p.num("1"), p.zero("x"))
		}, ok(byZero("x"))},
		{"a condition that fails hides both branches", func(p *program) ir.ID {
			bad := p.test(ir.OpEqual, p.zero("c"), p.num("1"))
			return p.op(ir.OpConditional, bad, p.zero("x"), p.zero("y"))
		}, ok(byZero("c"))},
		{"and, decided on the left", func(p *program) ir.ID {
			return p.test(ir.OpAnd, p.bool(false), p.test(ir.OpEqual, p.zero("x"), p.num("1")))
		}, ok("false")},
		{"and, not decided", func(p *program) ir.ID {
			return p.test(ir.OpAnd, p.bool(true), p.test(ir.OpEqual, p.zero("x"), p.num("1")))
		}, ok(byZero("x"))},
		{"or, decided on the left", func(p *program) ir.ID {
			return p.test(ir.OpOr, p.bool(true), p.test(ir.OpEqual, p.zero("x"), p.num("1")))
		}, ok("true")},
		{"or, not decided", func(p *program) ir.ID {
			return p.test(ir.OpOr, p.bool(false), p.bool(true))
		}, ok("true")},
		{"a left side that fails", func(p *program) ir.ID {
			return p.test(ir.OpOr, p.test(ir.OpEqual, p.zero("x"), p.num("1")), p.bool(true))
		}, ok(byZero("x"))},
		{"a value that nobody reads", func(p *program) ir.ID {
			p.zero("x")
			return p.num("7")
		}, ok("7")},
	})
}

// TestStrictness: everything else looks at all its operands, also where the
// outcome is plain before the last one.
func TestStrictness(t *testing.T) {
	checkRules(t, []rule{
		{"a chain that is false in its first link", func(p *program) ir.ID {
			return p.chain([]ir.Sign{ir.Less, ir.Less}, p.num("2"), p.num("1"), p.zero("x"))
		}, ok(byZero("x"))},
		{"in, found at once", func(p *program) ir.ID {
			return p.test(ir.OpIn, p.num("1"), p.num("1"), p.zero("x"))
		}, ok(byZero("x"))},
		{"a let that its body does not read", func(p *program) ir.ID {
			return p.op(ir.OpLet, p.zero("x"), p.num("1"))
		}, ok(byZero("x"))},
		{"a let and its body", func(p *program) ir.ID {
			return p.op(ir.OpLet, p.zero("x"), p.zero("y"))
		}, []string{byZero("x"), byZero("y")}},
		{"a product with 0", func(p *program) ir.ID {
			return p.op(ir.OpMul, p.num("0"), p.zero("x"))
		}, ok(byZero("x"))},
		{"max", func(p *program) ir.ID {
			return p.op(ir.OpMax, p.num("1"), p.zero("x"), p.num("2"), p.zero("y"))
		}, []string{byZero("x"), byZero("y")}},
		{"a clamp that would not bind", func(p *program) ir.ID {
			return p.op(ir.OpAtMost, p.num("1"), p.zero("x"))
		}, ok(byZero("x"))},
	})
}

// TestFailuresStandSideBySide: several independent ones are all reported, in
// the order of the scheme and each once.
func TestFailuresStandSideBySide(t *testing.T) {
	checkRules(t, []rule{
		{"in order, though the later one is the left operand", func(p *program) ir.ID {
			first, second := p.zero("x"), p.zero("y")
			return p.op(ir.OpAdd, second, first)
		}, []string{byZero("x"), byZero("y")}},
		{"one that is read twice", func(p *program) ir.ID {
			v := p.zero("x")
			return p.op(ir.OpAdd, p.op(ir.OpMul, v, v), v)
		}, ok(byZero("x"))},
		{"of kinds", func(p *program) ir.ID {
			return p.op(ir.OpAdd, p.op(ir.OpAdd, p.zero("x"), p.fail("no")), p.fact("gone", ""))
		}, []string{byZero("x"), "fail: no", "missing-fact: the fact gone is not given"}},
	})
}

func TestNumbers(t *testing.T) {
	two := func(op ir.Op, a, b string) func(p *program) ir.ID {
		return func(p *program) ir.ID { return p.op(op, p.num(a), p.fact("b", b)) }
	}
	one := func(op ir.Op, a string) func(p *program) ir.ID {
		return func(p *program) ir.ID { return p.op(op, p.fact("a", a)) }
	}
	checkRules(t, []rule{
		{"a third, three times", func(p *program) ir.ID {
			return p.op(ir.OpMul, p.op(ir.OpDiv, p.num("1"), p.fact("b", "3")), p.num("3"))
		}, ok("1")},
		{"a ratio stays one", two(ir.OpDiv, "2", "-3"), ok("-2/3")},
		{"subtraction", two(ir.OpSub, "0.3", "0.1"), ok("0.2")},
		{"mod is floored", two(ir.OpMod, "-7", "3"), ok("2")},
		{"mod by a negative number", two(ir.OpMod, "7", "-3"), ok("-2")},
		{"mod of fractions", two(ir.OpMod, "1", "0.3"), ok("0.1")},
		{"mod by zero", two(ir.OpMod, "1", "0"), ok("division-by-zero: division by zero | b = 0")},
		{"at least", two(ir.OpAtLeast, "1", "2"), ok("2")},
		{"at most", two(ir.OpAtMost, "1", "2"), ok("1")},
		{"min", two(ir.OpMin, "1", "-2"), ok("-2")},
		{"floor", one(ir.OpFloor, "-2.5"), ok("-3")},
		{"ceil", one(ir.OpCeil, "-2.5"), ok("-2")},
		{"abs", one(ir.OpAbs, "-2.5"), ok("2.5")},
		{"minus", one(ir.OpNeg, "0"), ok("0")},
		{"max of one", one(ir.OpMax, "4"), ok("4")},
		{"the facts of a division are those of the divisor", func(p *program) ir.ID {
			return p.op(ir.OpDiv, p.fact("a", "1"), p.op(ir.OpSub, p.fact("b", "2"), p.num("2")))
		}, ok("division-by-zero: division by zero | b = 2")},
	})
}

func TestConditions(t *testing.T) {
	checkRules(t, []rule{
		{"a chain that holds", func(p *program) ir.ID {
			return p.chain([]ir.Sign{ir.Less, ir.LessEqual, ir.LessEqual}, p.num("1"), p.num("2"), p.num("2"), p.num("3"))
		}, ok("true")},
		{"a chain that turns", func(p *program) ir.ID {
			return p.chain([]ir.Sign{ir.Less, ir.Greater, ir.GreaterEqual}, p.num("1"), p.num("3"), p.num("2"), p.num("2"))
		}, ok("true")},
		{"equal as numbers", func(p *program) ir.ID {
			return p.test(ir.OpEqual, p.num("1.10"), p.op(ir.OpDiv, p.num("11"), p.num("10")))
		}, ok("true")},
		{"texts", func(p *program) ir.ID { return p.test(ir.OpEqual, p.text("a"), p.text("A")) }, ok("false")},
		{"in", func(p *program) ir.ID { return p.test(ir.OpIn, p.text("b"), p.text("a"), p.text("b")) }, ok("true")},
		{"in nothing", func(p *program) ir.ID { return p.test(ir.OpIn, p.text("b")) }, ok("false")},
		{"not", func(p *program) ir.ID { return p.test(ir.OpNot, p.bool(false)) }, ok("true")},
	})
}

// TestFactsOfAFailure: in the order of the scheme, at most eight, and none
// that was not given.
func TestFactsOfAFailure(t *testing.T) {
	p := newProgram(t)
	sum := p.num("0")
	p.fact("gone", "", p.num("0"))
	for i := range 10 {
		sum = p.op(ir.OpSub, sum, p.op(ir.OpMul, p.num("0"), p.fact(fmt.Sprint("f", i), fmt.Sprint(i))))
	}
	_, trace := p.run()
	require.False(t, trace[sum].Failed())
	id := p.op(ir.OpDiv, p.num("1"), sum)
	_, trace = p.run()
	require.Equal(t, []string{"f0 = 0", "f1 = 1", "f2 = 2", "f3 = 3", "f4 = 4", "f5 = 5", "f6 = 6", "f7 = 7"}, trace[id].Failures[0].Facts)
}

// TestGivenAndNot: facts and params with and without values and defaults.
func TestGivenAndNot(t *testing.T) {
	checkRules(t, []rule{
		{"a fact", func(p *program) ir.ID { return p.fact("x", "5", p.num("7")) }, ok("5")},
		{"its default", func(p *program) ir.ID { return p.fact("x", "", p.num("7")) }, ok("7")},
		{"missing", func(p *program) ir.ID { return p.fact("x", "") }, ok("missing-fact: the fact x is not given")},
		{"a param", func(p *program) ir.ID { return p.param("k", "0.5", p.num("1")) }, ok("0.5")},
		{"its default", func(p *program) ir.ID { return p.param("k", "", p.num("1")) }, ok("1")},
		{"unbound", func(p *program) ir.ID { return p.param("k", "") }, ok("unbound-param: the param k has no value")},
	})
	p := newProgram(t)
	k := p.param("k", "", p.num("1"))
	bound := BindOpen(p.ir, make([]ir.Value, 1), testDigits, nil)
	require.True(t, bound.Fixed[k].Failed(), "open, although it has a default")
}

// TestRequires: what does not hold is reported with its message and facts, and
// one whose facts are not all given is skipped.
func TestRequires(t *testing.T) {
	p := newProgram(t)
	x := p.fact("x", "3")
	demand := func(message string, node ir.ID) {
		p.ir.Requires = append(p.ir.Requires, ir.Require{Node: node, Message: message})
	}
	demand("holds", p.chain([]ir.Sign{ir.Greater}, x, p.num("1")))
	demand("too small", p.chain([]ir.Sign{ir.Greater}, x, p.num("5")))
	demand("skipped", p.chain([]ir.Sign{ir.Greater}, p.fact("gone", ""), x))
	demand("fails", p.chain([]ir.Sign{ir.Greater}, p.zero("y"), x))
	demand("decided on the left", p.test(ir.OpOr, p.bool(true), p.test(ir.OpEqual, p.fact("gone2", ""), x)))
	b, trace := p.run()
	require.Equal(t, []string{"require: too small | x = 3", byZero("y")}, failuresText(Sorted(b.Requires(trace), oneRank)))
}
