package refeval

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// TestGiven: what the cohort stage has not given is a failure that only its
// readers have, and no reader that does not need it; once it is given it is a
// value like a fact.
func TestGiven(t *testing.T) {
	p := newProgram(t)
	x := p.fact("x", "4")
	p.ir.Givens = []ir.Given{{Kind: ir.GivenRank, Within: -1, Of: ir.None}, {Kind: ir.GivenMean, Within: -1, Of: x}}
	rank := p.node(ir.Node{Op: ir.OpCohort, Kind: ir.Number, Stage: ir.Cohort, Index: 0})
	mean := p.node(ir.Node{Op: ir.OpCohort, Kind: ir.Number, Stage: ir.Cohort, Index: 1, Args: []ir.ID{x}})
	above := p.op(ir.OpSub, x, mean)
	lazy := p.node(ir.Node{Op: ir.OpConditional, Kind: ir.Number, Args: []ir.ID{p.bool(true), x, rank}})
	nothing := p.node(ir.Node{Op: ir.OpDiv, Kind: ir.Number, Args: []ir.ID{rank, p.num("0")}})

	bound := Bind(p.ir, nil, testDigits, nil)
	facts := []ir.Value{p.facts["x"]}
	codes := func(trace []Value, id ir.ID) (codes []Code) {
		for _, f := range trace[id].Failures {
			codes = append(codes, f.Code)
		}
		return codes
	}
	alone := bound.Run(facts)
	for _, id := range []ir.ID{rank, mean, above, nothing} {
		require.Equal(t, []Code{NeedsCohort}, codes(alone, id))
	}
	require.Equal(t, ok("4"), said(&alone[lazy]))

	given := bound.RunGiven(facts, []ir.Value{ir.NumberValue(exact.Int(2)), {}})
	require.Equal(t, ok("2"), said(&given[rank]))
	require.Equal(t, []Code{NeedsCohort}, codes(given, above))
	require.Equal(t, []Code{DivisionByZero}, codes(given, nothing))

	// Only what is needed is computed, whatever was in the trace before.
	needed := make([]bool, len(p.ir.Nodes))
	for _, id := range []ir.ID{x, mean, above} {
		needed[id] = true
	}
	trace := bound.RunNodes(alone, facts, []ir.Value{{}, ir.NumberValue(exact.Int(1))}, needed)
	require.Equal(t, ok("3"), said(&trace[above]))
	require.Equal(t, []Code{NeedsCohort}, codes(trace, rank))
}
