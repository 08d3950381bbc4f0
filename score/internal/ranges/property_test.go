package ranges

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// FuzzRanges: what refeval computes lies in the range that is given before any
// fact is known, in every context whose conditions hold.
func FuzzRanges(f *testing.F) {
	for seed := range uint64(10) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { checkProgram(t, seed) })
}

func TestValuesLieInTheirRanges(t *testing.T) {
	inContext := 0
	for seed := range uint64(3000) {
		inContext += checkProgram(t, seed)
	}
	require.Greater(t, inContext, 10_000)
}

func checkProgram(t *testing.T, seed uint64) (inContext int) {
	t.Helper()
	g := &random{r: rand.New(rand.NewPCG(seed, 29)), p: &ir.Program{Bands: -1, GradeRow: ir.None, Total: ir.Figure{Node: ir.None}}}
	g.program()
	bound := refeval.Bind(g.p, nil, 200, nil)
	a := Analyze(g.p, bound.FixedValue)
	contexts := allContexts(a)
	for range 8 {
		facts := g.facts(bound)
		if facts == nil {
			continue
		}
		trace := bound.Run(facts)
		for _, c := range contexts {
			if !reached(c, trace) {
				continue
			}
			inContext++
			for id := range g.p.Nodes {
				if v := &trace[id]; !v.Failed() && !lies(a.ask(c.context, ir.ID(id)), v.Value) {
					require.Fail(t, "outside its range", "seed %d: node %d %+v is %s, its range %+v, under %v",
						seed, id, g.p.Nodes[id], v.String(), a.ask(c.context, ir.ID(id)), c.conditions)
				}
			}
		}
	}
	return inContext
}

// condition is a branch with the context in which it was taken.
type conditioned struct {
	*context
	conditions []branch
}

// allContexts walks down from the first context through all that the analysis
// has made, also those that only a range was computed in.
func allContexts(a *Analysis) []conditioned {
	wanted := map[ir.ID]bool{}
	for id := range a.p.Nodes {
		wanted[ir.ID(id)] = true
	}
	a.Contexts(wanted, func(ir.ID, Context) {})
	var all []conditioned
	var down func(c *context, conditions []branch)
	down = func(c *context, conditions []branch) {
		all = append(all, conditioned{c, conditions})
		for b, child := range c.children {
			down(child, append(slices.Clip(conditions), b))
		}
	}
	down(a.start, nil)
	return all
}

func reached(c conditioned, trace []refeval.Value) bool {
	return !slices.ContainsFunc(c.conditions, func(b branch) bool {
		v := &trace[b.condition]
		return v.Failed() || v.Bool != b.outcome
	})
}

func lies(i Info, v ir.Value) bool {
	switch {
	case i.Empty || i.Kind != v.Kind && i.Kind != ir.Never:
		return false
	case v.Kind == ir.Number:
		onGrid := !i.OnGrid || i.Step.Sign() == 0 && v.Num.Sign() == 0 || i.Step.Sign() > 0 && v.Num.IsMultipleOf(i.Step)
		return onGrid && i.In.Contains(v.Num)
	case v.Kind == ir.Row:
		row, _ := v.Num.Int64()
		return slices.Contains(i.Rows, int(row))
	}
	return i.Values == nil || contains(i.Values, v)
}

// random makes programs of which the nodes are drawn one by one.
type random struct {
	r *rand.Rand
	p *ir.Program
}

func (g *random) add(n ir.Node) ir.ID {
	for _, arg := range n.Args {
		n.Stage = max(n.Stage, g.p.Nodes[arg].Stage)
	}
	g.p.Nodes = append(g.p.Nodes, n)
	return ir.ID(len(g.p.Nodes) - 1)
}

func (g *random) num(n, d int64) ir.ID {
	q, _ := exact.Int(n).Quo(exact.Int(d))
	return g.add(ir.Node{Op: ir.OpConst, Kind: ir.Number, Value: ir.NumberValue(q)})
}

func (g *random) constant() ir.ID {
	return g.num(int64(g.r.IntN(13)-6), []int64{1, 1, 1, 2, 10, 3}[g.r.IntN(6)])
}

func (g *random) text() ir.ID {
	return g.add(ir.Node{Op: ir.OpConst, Kind: ir.Text, Value: ir.TextValue([]string{"a", "b", "c"}[g.r.IntN(3)])})
}

// of draws a node of a kind.
func (g *random) of(kind ir.Kind) ir.ID {
	var fit []ir.ID
	for id := range g.p.Nodes {
		if g.p.Nodes[id].Kind == kind {
			fit = append(fit, ir.ID(id))
		}
	}
	// Late nodes are the interesting ones.
	return fit[max(g.r.IntN(len(fit)), g.r.IntN(len(fit)))]
}

func (g *random) program() {
	for range 3 {
		g.input(g.numberSpec())
	}
	g.input(ir.Spec{Kind: ir.Text, Step: ir.None, OneOf: []ir.ID{g.text(), g.text(), g.text()}})
	g.input(ir.Spec{Kind: ir.Text, Step: ir.None})
	g.input(ir.Spec{Kind: ir.Bool, Step: ir.None})
	for range 2 {
		g.table()
	}
	for range 4 + g.r.IntN(25) {
		g.node()
	}
	for range g.r.IntN(3) {
		g.p.Requires = append(g.p.Requires, ir.Require{Node: g.of(ir.Bool)})
	}
	for id := range g.p.Nodes {
		if k := g.p.Nodes[id].Kind; k == ir.Number || k == ir.Bool {
			g.p.Values = append(g.p.Values, ir.Figure{Node: ir.ID(id)})
		}
	}
}

func (g *random) input(s ir.Spec) {
	g.p.Inputs = append(g.p.Inputs, ir.Input{Spec: s})
	g.add(ir.Node{Op: ir.OpInput, Kind: s.Kind, Stage: ir.Individual, Index: len(g.p.Inputs) - 1})
}

func (g *random) numberSpec() ir.Spec {
	s := ir.Spec{Kind: ir.Number, Step: ir.None}
	if g.r.IntN(5) > 0 {
		s.Bounded = true
		lo := int64(g.r.IntN(9) - 4)
		s.In = ir.Alternative{Lo: g.num(lo, 1), Hi: g.num(lo+int64(1+g.r.IntN(8)), 1), LoOpen: g.r.IntN(4) == 0, HiOpen: g.r.IntN(4) == 0}
		if g.r.IntN(4) == 0 {
			s.In.Hi = ir.None
		}
	}
	if g.r.IntN(3) == 0 {
		s.Step = g.num(1, []int64{1, 2, 10}[g.r.IntN(3)])
	}
	return s
}

func (g *random) table() {
	t := ir.Table{ResultKinds: []ir.Kind{ir.Number}}
	for range 1 + g.r.IntN(4) {
		a := ir.Alternative{Lo: g.constant(), Hi: g.constant(), LoOpen: g.r.IntN(2) == 0, HiOpen: g.r.IntN(2) == 0}
		if g.r.IntN(3) == 0 {
			a.Hi = ir.None
		}
		cells := []ir.Cell{{Alternatives: []ir.Alternative{a}}, {Any: true}}
		if g.r.IntN(2) == 0 {
			cells[1] = ir.Cell{Alternatives: []ir.Alternative{{Lo: g.text(), Hi: ir.None}}}
		}
		result := ir.Result{Node: g.constant()}
		if g.r.IntN(6) == 0 {
			result = ir.Result{Kind: ir.Fails, Node: ir.None}
		}
		t.Rows = append(t.Rows, ir.TableRow{Cells: cells, Results: []ir.Result{result}})
	}
	if g.r.IntN(2) == 0 {
		t.Rows = append(t.Rows, ir.TableRow{Else: true, Results: []ir.Result{{Node: g.constant()}}})
	}
	g.p.Tables = append(g.p.Tables, t)
}

func (g *random) node() {
	number := func(op ir.Op, args ...ir.ID) {
		g.add(ir.Node{Op: op, Kind: ir.Number, Args: args, Mode: exact.Mode(g.r.IntN(7))})
	}
	truth := func(op ir.Op, args ...ir.ID) { g.add(ir.Node{Op: op, Kind: ir.Bool, Args: args}) }
	switch g.r.IntN(22) {
	case 0, 1, 2:
		ops := []ir.Op{ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpDiv, ir.OpMod, ir.OpAtLeast, ir.OpAtMost, ir.OpMin, ir.OpMax}
		number(ops[g.r.IntN(len(ops))], g.of(ir.Number), g.of(ir.Number))
	case 3:
		ops := []ir.Op{ir.OpAdd, ir.OpMul, ir.OpDiv, ir.OpMod, ir.OpSub}
		number(ops[g.r.IntN(len(ops))], g.of(ir.Number), g.constant())
	case 4:
		ops := []ir.Op{ir.OpNeg, ir.OpAbs, ir.OpFloor, ir.OpCeil}
		number(ops[g.r.IntN(len(ops))], g.of(ir.Number))
	case 5:
		number(ir.OpPow, g.of(ir.Number), g.num(int64(g.r.IntN(5)-1), 1))
	case 6:
		number(ir.OpRound, g.of(ir.Number), g.num(int64(g.r.IntN(3)), 1))
	case 7:
		number(ir.OpRoundTo, g.of(ir.Number), g.num(1+int64(g.r.IntN(3)), 1+int64(g.r.IntN(4))))
	case 8, 9:
		number(ir.OpConditional, g.of(ir.Bool), g.of(ir.Number), g.of(ir.Number))
	case 10:
		g.add(ir.Node{Op: ir.OpConditional, Kind: ir.Number, Args: []ir.ID{g.of(ir.Bool), g.of(ir.Number), g.add(ir.Node{Op: ir.OpFail, Kind: ir.Never})}})
	case 11:
		row := g.add(ir.Node{Op: ir.OpRow, Kind: ir.Row, Args: []ir.ID{g.of(ir.Number), g.of(ir.Text)}, Index: g.r.IntN(2)})
		g.add(ir.Node{Op: ir.OpPick, Kind: ir.Number, Args: []ir.ID{row}, Index: g.p.Nodes[row].Index})
	case 12:
		g.add(ir.Node{Op: ir.OpConditional, Kind: ir.Text, Args: []ir.ID{g.of(ir.Bool), g.of(ir.Text), g.text()}})
	case 13:
		number(ir.OpLet, g.of(ir.Number), g.of(ir.Number))
	case 14, 15:
		signs := []ir.Sign{ir.Sign(g.r.IntN(4)), ir.Sign(g.r.IntN(4))}
		g.add(ir.Node{Op: ir.OpCompare, Kind: ir.Bool, Args: []ir.ID{g.of(ir.Number), g.of(ir.Number), g.of(ir.Number)}, Compare: signs})
	case 16:
		g.add(ir.Node{Op: ir.OpCompare, Kind: ir.Bool, Args: []ir.ID{g.of(ir.Number), g.constant()}, Compare: []ir.Sign{ir.Sign(g.r.IntN(4))}})
	case 17:
		kind := []ir.Kind{ir.Number, ir.Text, ir.Bool}[g.r.IntN(3)]
		truth(ir.OpEqual, g.of(kind), g.of(kind))
	case 18:
		truth(ir.OpIn, g.of(ir.Text), g.text(), g.of(ir.Text))
	case 19:
		truth(ir.OpIn, g.of(ir.Number), g.constant(), g.constant())
	case 20:
		truth(ir.OpNot, g.of(ir.Bool))
	default:
		truth([]ir.Op{ir.OpAnd, ir.OpOr}[g.r.IntN(2)], g.of(ir.Bool), g.of(ir.Bool))
	}
}

// facts lie in their domains; nil if none was found.
func (g *random) facts(b *refeval.Bound) []ir.Value {
	var facts []ir.Value
	for i := range g.p.Inputs {
		d := g.p.Inputs[i].Spec.Resolve(b.FixedValue)
		v := ir.Value{}
		for range 60 {
			switch d.Kind {
			case ir.Number:
				q, _ := exact.Int(int64(g.r.IntN(241) - 120)).Quo(exact.Int([]int64{10, 2, 1, 30}[g.r.IntN(4)]))
				v = ir.NumberValue(q)
			case ir.Text:
				v = ir.TextValue([]string{"a", "b", "c", "d"}[g.r.IntN(4)])
			default:
				v = ir.BoolValue(g.r.IntN(2) == 0)
			}
			if d.Contains(v) {
				break
			}
			v = ir.Value{}
		}
		if v.Kind == ir.Invalid {
			return nil
		}
		facts = append(facts, v)
	}
	return facts
}
