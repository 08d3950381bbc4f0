package score

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/gen"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// TestValuesLieInTheirRanges: what refeval computes for facts that fit their
// declarations lies in the range that the analysis gives to the node, with the
// params bound and with them open, and in every context whose conditions hold.
func TestValuesLieInTheirRanges(t *testing.T) {
	cases := 400
	if testing.Short() {
		cases = 100
	}
	inContext := 0
	for seed := range uint64(cases) {
		inContext += checkRanges(t, seed)
	}
	require.Greater(t, inContext, cases, "contexts whose conditions hold must occur")
}

func checkRanges(t *testing.T, seed uint64) (inContext int) {
	r := rand.New(rand.NewPCG(seed, 23))
	choices := make([]byte, r.IntN(6000))
	for i := range choices {
		choices[i] = byte(r.Uint32())
	}
	c := gen.Scheme(gen.New(choices))
	s, err := Load("gen", c.Text)
	require.NoError(t, err, "%s", c.Text)
	var options []Option
	for name, v := range c.Bind {
		options = append(options, Bind(name, v))
	}
	p, err := Compile(s, options...)
	require.NoError(t, err, "%s", c.Text)
	bound := ranges.Analyze(p.ir, p.bound.FixedValue)
	// A param without a domain is only ever considered as it is bound.
	given := slices.Clone(p.bound.Params)
	for i := range given {
		if p.ir.Params[i].Spec.Limited() {
			given[i] = ir.Value{}
		}
	}
	open := ranges.Analyze(p.ir, refeval.BindOpen(p.ir, given, p.limits.Digits, nil).FixedValue)
	for range 12 {
		values, err := p.readFacts(mixed(r, c.Facts))
		if err != nil {
			continue
		}
		trace := p.bound.Run(values)
		if len(p.bound.Requires(trace)) > 0 {
			continue
		}
		for how, a := range map[string]*ranges.Analysis{"bound": bound, "open": open} {
			holdsIn(t, p, trace, a.Of, nil, func() string { return how + "\n" + c.Text })
			inContext += checkContexts(t, p, trace, a, c.Text)
		}
	}
	return inContext
}

// mixed takes each fact from one of the people.
func mixed(r *rand.Rand, people []map[string]any) Facts {
	facts := Facts{}
	for name := range people[0] {
		if v, ok := people[r.IntN(len(people))][name]; ok {
			facts[name] = v
		}
	}
	return facts
}

// holdsIn looks at all nodes but those to leave out.
func holdsIn(t *testing.T, p *Program, trace []refeval.Value, of func(ir.ID) ranges.Info, leave map[ir.ID]bool, about func() string) {
	t.Helper()
	for id := range p.ir.Nodes {
		// Absent facts, redistributed indicators and what stands for an element
		// of an empty list have no value.
		if v := &trace[id]; !v.Failed() && !v.Out && v.Kind != ir.Invalid && !leave[ir.ID(id)] {
			n := &p.ir.Nodes[id]
			if info := of(ir.ID(id)); !within(info, v.Value) { // worded only then: this runs millions of times
				require.Fail(t, "outside its range", "node %d, operation %d at %s %v is %s, its range %+v\n%s",
					id, n.Op, n.Path, n.Span.Start, v.String(), info, about())
			}
		}
	}
}

func within(i ranges.Info, v ir.Value) bool {
	switch {
	case i.Empty || i.Kind != v.Kind && i.Kind != ir.Never:
		return false
	case v.Kind == ir.Number:
		onGrid := !i.OnGrid || i.Step.Sign() == 0 && v.Num.Sign() == 0 || i.Step.Sign() > 0 && v.Num.IsMultipleOf(i.Step)
		return i.In.Contains(v.Num) && onGrid
	case v.Kind == ir.Row:
		row, _ := v.Num.Int64()
		return slices.Contains(i.Rows, int(row))
	}
	return i.Values == nil || slices.ContainsFunc(i.Values, v.Equal)
}

// checkContexts goes through all contexts; it counts those that the facts reach.
func checkContexts(t *testing.T, p *Program, trace []refeval.Value, a *ranges.Analysis, text string) (reached int) {
	t.Helper()
	var conditions []ir.ID
	wanted := map[ir.ID]bool{}
	for id := range p.ir.Nodes {
		switch n := &p.ir.Nodes[id]; n.Op {
		case ir.OpConditional, ir.OpAnd, ir.OpOr:
			conditions = append(conditions, n.Args[0])
		case ir.OpScored:
			if n.Scored.Applies != ir.None {
				conditions = append(conditions, n.Scored.Applies)
			}
		case ir.OpInput, ir.OpRow:
			wanted[ir.ID(id)] = true
		}
	}
	for _, r := range p.ir.Requires {
		conditions = append(conditions, r.Node)
	}
	l := loopsOf(p.ir)
	a.Contexts(wanted, func(id ir.ID, c ranges.Context) {
		behind := map[ir.ID]bool{}
		for _, condition := range conditions {
			// Of what holds there only the consequences show; a test in package
			// ranges, which sees the conditions themselves, leaves out less.
			info, v := c.Of(condition), &trace[condition]
			known, ok := info.Known()
			if info.Empty || ok && (v.Failed() || !v.Equal(known)) {
				return // not reached with these facts
			}
			if _, anyway := a.Of(condition).Known(); ok && !anyway {
				maps.Copy(behind, l.behind(condition))
			}
		}
		reached++
		holdsIn(t, p, trace, c.Of, behind, func() string { return "in a context\n" + text })
	})
	return reached
}

// loops knows which nodes read what the loops over lists make.
type loops struct {
	p      *ir.Program
	of     map[ir.ID]ir.ID // the loop whose element a node is
	cached map[ir.ID]map[ir.ID]bool
}

func loopsOf(p *ir.Program) *loops {
	l := &loops{p, map[ir.ID]ir.ID{}, map[ir.ID]map[ir.ID]bool{}}
	for id := range p.Nodes {
		if n := &p.Nodes[id]; isLoop(n) {
			l.of[n.Element] = ir.ID(id)
		}
	}
	return l
}

func isLoop(n *ir.Node) bool { return n.Op == ir.OpMap || n.Op == ir.OpFilter }

// behind are the loops to whose elements a condition applies, and what reads
// their lists. Such a condition holds while its loop is at one element, of which
// alone the context speaks: the trace, which keeps the last element, may fulfil
// it though others don't. What is made of all the elements does not exist yet
// there. So nothing in the context can read it, and nobody asks for its range.
func (l *loops) behind(condition ir.ID) map[ir.ID]bool {
	if known, ok := l.cached[condition]; ok {
		return known
	}
	behind := map[ir.ID]bool{}
	levels := l.p.Nodes[condition].Uses
	var open func(id ir.ID)
	open = func(id ir.ID) {
		n := &l.p.Nodes[id]
		if n.Uses&levels == 0 {
			return // of no element, or of one of a loop that the condition has inside
		}
		if n.Op == ir.OpElement {
			behind[l.of[id]] = true
		}
		for _, arg := range n.Args {
			open(arg)
		}
		if isLoop(n) {
			open(n.Body)
		}
	}
	open(condition)
	for id := range ir.ID(len(l.p.Nodes)) {
		reads := l.p.Nodes[id].Args
		switch n := &l.p.Nodes[id]; {
		case isLoop(n):
			reads = append(slices.Clone(reads), n.Body)
		case n.Op == ir.OpElement:
			reads = l.p.Nodes[l.of[id]].Args // the list that it comes from
		}
		if slices.ContainsFunc(reads, func(arg ir.ID) bool { return behind[arg] }) {
			behind[id] = true
		}
	}
	l.cached[condition] = behind
	return behind
}
