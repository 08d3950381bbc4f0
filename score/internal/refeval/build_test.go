package refeval

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

const testDigits = 40

// program builds a program node by node.
type program struct {
	t     *testing.T
	ir    *ir.Program
	facts map[string]ir.Value
	binds map[string]ir.Value
}

func newProgram(t *testing.T) *program {
	return &program{t: t, ir: &ir.Program{Bands: -1, GradeRow: ir.None, Total: ir.Figure{Node: ir.None}},
		facts: map[string]ir.Value{}, binds: map[string]ir.Value{}}
}

func rat(t *testing.T, text string) exact.Rat {
	t.Helper()
	r, err := exact.Parse(text, 100)
	require.NoError(t, err)
	return r
}

func (p *program) node(n ir.Node) ir.ID {
	for _, arg := range n.Args {
		n.Stage = max(n.Stage, p.ir.Nodes[arg].Stage)
	}
	n.Span = dsl.Span{Start: dsl.Pos{Line: len(p.ir.Nodes) + 1}}
	p.ir.Nodes = append(p.ir.Nodes, n)
	return ir.ID(len(p.ir.Nodes) - 1)
}

func (p *program) num(text string) ir.ID {
	return p.node(ir.Node{Op: ir.OpConst, Kind: ir.Number, Value: ir.NumberValue(rat(p.t, text))})
}

func (p *program) text(s string) ir.ID {
	return p.node(ir.Node{Op: ir.OpConst, Kind: ir.Text, Value: ir.TextValue(s)})
}

func (p *program) bool(b bool) ir.ID {
	return p.node(ir.Node{Op: ir.OpConst, Kind: ir.Bool, Value: ir.BoolValue(b)})
}

// fact declares an input; value "" is not given.
func (p *program) fact(name, value string, fallback ...ir.ID) ir.ID {
	if value != "" {
		p.facts[name] = ir.NumberValue(rat(p.t, value))
	}
	p.ir.Inputs = append(p.ir.Inputs, ir.Input{Name: name, Spec: ir.Spec{Kind: ir.Number, Step: ir.None}})
	return p.node(ir.Node{Op: ir.OpInput, Kind: ir.Number, Stage: ir.Individual, Index: len(p.ir.Inputs) - 1, Args: fallback})
}

// param declares a param in [0, 1]; value "" is unbound.
func (p *program) param(name, value string, fallback ...ir.ID) ir.ID {
	if value != "" {
		p.binds[name] = ir.NumberValue(rat(p.t, value))
	}
	p.ir.Params = append(p.ir.Params, ir.Param{Name: name, Spec: ir.Spec{
		Kind: ir.Number, Step: ir.None, Bounded: true, In: ir.Alternative{Lo: p.num("0"), Hi: p.num("1")}}})
	return p.node(ir.Node{Op: ir.OpParam, Kind: ir.Number, Index: len(p.ir.Params) - 1, Args: fallback})
}

func (p *program) op(op ir.Op, args ...ir.ID) ir.ID {
	return p.node(ir.Node{Op: op, Kind: ir.Number, Args: args})
}

func (p *program) test(op ir.Op, args ...ir.ID) ir.ID {
	return p.node(ir.Node{Op: op, Kind: ir.Bool, Args: args})
}

func (p *program) chain(signs []ir.Sign, args ...ir.ID) ir.ID {
	return p.node(ir.Node{Op: ir.OpCompare, Kind: ir.Bool, Args: args, Compare: signs})
}

func (p *program) fail(message string) ir.ID {
	return p.node(ir.Node{Op: ir.OpFail, Kind: ir.Never, Message: message})
}

// zero is a division by zero that names the fact.
func (p *program) zero(name string) ir.ID {
	return p.op(ir.OpDiv, p.num("1"), p.fact(name, "0"))
}

func (p *program) values() (facts, binds []ir.Value) {
	for _, in := range p.ir.Inputs {
		facts = append(facts, p.facts[in.Name])
	}
	for _, param := range p.ir.Params {
		binds = append(binds, p.binds[param.Name])
	}
	return facts, binds
}

func (p *program) run() (*Bound, []Value) {
	facts, binds := p.values()
	b := Bind(p.ir, binds, testDigits, nil)
	return b, b.Run(facts)
}

// said is a node's value as text, or its failures in order.
func (p *program) said(id ir.ID) []string {
	_, trace := p.run()
	return said(&trace[id])
}

func said(v *Value) []string {
	if !v.Failed() {
		return []string{v.String()}
	}
	return failuresText(Sorted(v.Failures, oneRank))
}

func failuresText(failures []*Failure) []string {
	var out []string
	for _, f := range failures {
		text := string(f.Code) + ": " + f.Message
		for _, fact := range f.Facts {
			text += " | " + fact
		}
		out = append(out, text)
	}
	return out
}

func ok(text string) []string { return []string{text} }

// byZero is the failure of zero(name).
func byZero(name string) string { return "division-by-zero: division by zero | " + name + " = 0" }

// oneRank leaves failures in the order of the program.
func oneRank(*Failure) int { return 0 }
