package score

import (
	"slices"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// A function is one of the language's own. max < 0 is any number of arguments.
type function struct {
	name, usage string
	min, max    int
	op          ir.Op // one node over numbers, if the call has no special form
}

var functions = []function{
	{name: "abs", usage: "abs(x)", min: 1, max: 1, op: ir.OpAbs},
	{name: "floor", usage: "floor(x)", min: 1, max: 1, op: ir.OpFloor},
	{name: "ceil", usage: "ceil(x)", min: 1, max: 1, op: ir.OpCeil},
	{name: "round", usage: "round(x, places) or round(x, places, mode)", min: 2, max: 3},
	{name: "clamp", usage: "clamp(x, lowest, highest)", min: 3, max: 3},
	{name: "mod", usage: "mod(a, b)", min: 2, max: 2, op: ir.OpMod},
	{name: "min", usage: "min(a, b, …)", min: 1, max: -1, op: ir.OpMin},
	{name: "max", usage: "max(a, b, …)", min: 1, max: -1, op: ir.OpMax},
	{name: "fail", usage: `fail("what is wrong")`, min: 1, max: 1},
	{name: "given", usage: "given(x)", min: 1, max: 1},
	{name: "sum", usage: "sum(xs) or sum(xs, formula)", min: 1, max: 2},
	{name: "count", usage: "count(xs, condition)", min: 1, max: 2},
	{name: "any", usage: "any(xs, condition)", min: 2, max: 2},
	{name: "all", usage: "all(xs, condition)", min: 2, max: 2},
	{name: "none", usage: "none(xs, condition)", min: 2, max: 2},
	{name: "filter", usage: "filter(xs, condition)", min: 2, max: 2},
	{name: "map", usage: "map(xs, formula)", min: 2, max: 2},
	{name: "mean", usage: "mean(xs)", min: 1, max: 1},
	{name: "len", usage: "len(xs)", min: 1, max: 1},
}

func findFunction(name string) *function {
	for i := range functions {
		if functions[i].name == name {
			return &functions[i]
		}
	}
	return nil
}

func functionNames() []string {
	names := make([]string, len(functions))
	for i := range functions {
		names[i] = functions[i].name
	}
	return names
}

// call lowers a call of a function or a table.
func (b *builder) call(n *formula.Node, s *scope) ir.ID {
	at := s.at(n.At)
	if n.Text == formula.CohortMean {
		return b.cohortMean(n, s)
	}
	if sym, ok := b.symbols[n.Text]; ok && sym.faulty {
		b.lowerAll(n.Args, s)
		return ir.None
	}
	if f := findFunction(n.Text); f != nil {
		switch {
		case len(n.Args) < f.min || f.max >= 0 && len(n.Args) > f.max:
			b.argumentCount(at, f.name, f.usage, len(n.Args))
			return ir.None
		}
		switch f.name {
		case "round":
			return b.roundCall(n, s)
		case "clamp":
			return b.clampCall(n, s)
		case "fail":
			return b.failCall(n, s)
		case "given":
			return b.givenCall(n, s)
		case "sum", "count", "any", "all", "none", "filter", "map", "mean", "len":
			return b.listCall(n, s)
		case "min", "max":
			if len(n.Args) == 1 {
				return b.listCall(n, s)
			}
		}
		return b.node(s.at(n.Span), ir.Node{Op: f.op, Kind: ir.Number, Args: b.numbers(n.Args, s)})
	}
	sym, declared := b.symbols[n.Text]
	switch {
	case declared && sym.kind == tableSymbol:
		return b.tableCall(sym, n, s)
	case declared && sym.kind == functionSymbol:
		return b.goCall(sym, n, s)
	case declared:
		b.notCallable(at, n.Text, symbolNames[sym.kind])
	case formula.IsForeign(n.Text):
		b.foreignFunction(at, n.Text)
	default:
		b.unknownFunction(at, n.Text, append(functionNames(), b.namesOf(tableSymbol)...))
	}
	b.lowerAll(n.Args, s) // for the faults inside
	return ir.None
}

func (b *builder) namesOf(kind symbolKind) []string {
	var names []string
	for _, name := range b.names {
		if b.symbols[name].kind == kind {
			names = append(names, name)
		}
	}
	return names
}

// roundCall lowers round(x, n, mode); the mode is a bare word.
func (b *builder) roundCall(n *formula.Node, s *scope) ir.ID {
	mode := exact.HalfUp
	if len(n.Args) == 3 {
		word := n.Args[2]
		var ok bool
		if mode, ok = exact.ParseMode(word.Text); !ok || word.Kind != formula.Name {
			b.badMode(s.at(word.Span), word)
			return ir.None
		}
	}
	args := b.numbers(n.Args[:2], s)
	if places := args[1]; places != ir.None && b.p.Nodes[places].Stage != ir.Fixed {
		b.notConstant(s.at(n.Args[1].Span), "the number of places")
		return ir.None
	}
	return b.node(s.at(n.Span), ir.Node{Op: ir.OpRound, Kind: ir.Number, Args: args, Mode: mode})
}

// clampCall lowers clamp(x, lo, hi) to the two clamps.
func (b *builder) clampCall(n *formula.Node, s *scope) ir.ID {
	args := b.numbers(n.Args, s)
	at := s.at(n.Span)
	least := b.node(at, ir.Node{Op: ir.OpAtLeast, Kind: ir.Number, Args: args[:2]})
	return b.node(at, ir.Node{Op: ir.OpAtMost, Kind: ir.Number, Args: []ir.ID{least, args[2]}})
}

func (b *builder) failCall(n *formula.Node, s *scope) ir.ID {
	if n.Args[0].Kind != formula.Text {
		b.failText(s.at(n.At), "fail(…)")
		return ir.None
	}
	return b.node(s.at(n.Span), ir.Node{Op: ir.OpFail, Kind: ir.Never, Message: n.Args[0].Text})
}

// tableCall lowers a look-up to its two nodes.
func (b *builder) tableCall(sym *symbol, n *formula.Node, s *scope) ir.ID {
	if sym.state == underway {
		return b.lowerSymbol(sym) // reports the circle
	}
	b.lowerSymbol(sym)
	t := &b.p.Tables[sym.index]
	if len(n.Args) != len(t.Columns) {
		b.argumentCount(s.at(n.At), sym.name, sym.name+"("+columnNames(t)+")", len(n.Args))
		b.lowerAll(n.Args, s)
		return ir.None
	}
	args := b.lowerAll(n.Args, s)
	if len(t.ResultKinds) == 0 {
		return ir.None // the table is faulty
	}
	for i, arg := range args {
		spec := &t.Columns[i].Spec
		if k := b.kind(arg); arg != ir.None && spec.Kind != ir.Invalid && k != spec.Kind && k != ir.Never {
			b.wrongKind(s.at(n.Args[i].Span), "the column "+t.Columns[i].Name+" of "+sym.name, spec.Kind, k)
			args[i] = ir.None
		}
		b.checkText(s.at(n.Args[i].Span), arg, spec)
	}
	at := s.at(n.Span)
	switch t.Mode {
	case ir.Graduated:
		return b.node(at, ir.Node{Op: ir.OpGraduated, Kind: ir.Number, Args: args, Index: sym.index})
	case ir.Linear:
		return b.node(at, ir.Node{Op: ir.OpLinear, Kind: ir.Number, Args: args, Index: sym.index})
	}
	row := b.node(at, ir.Node{Op: ir.OpRow, Kind: ir.Row, Args: args, Index: sym.index})
	pick := b.node(at, ir.Node{Op: ir.OpPick, Kind: t.ResultKinds[0], Args: []ir.ID{row}, Index: sym.index})
	if t.Mode == ir.WholeVolume {
		return b.node(at, ir.Node{Op: ir.OpMul, Kind: ir.Number, Args: []ir.ID{args[len(args)-1], pick}})
	}
	return pick
}

func columnNames(t *ir.Table) string {
	text := ""
	for i := range t.Columns {
		if i > 0 {
			text += ", "
		}
		text += t.Columns[i].Name
	}
	return text
}

// checkText refuses a text literal that a spec does not know.
func (b *builder) checkText(at place, id ir.ID, spec *ir.Spec) {
	if id == ir.None || b.p.Nodes[id].Op != ir.OpConst || b.p.Nodes[id].Kind != ir.Text || len(spec.OneOf) == 0 {
		return
	}
	var texts []string
	for _, one := range spec.OneOf {
		if one == ir.None || b.p.Nodes[one].Op != ir.OpConst {
			return
		}
		texts = append(texts, b.p.Nodes[one].Value.Text)
	}
	if text := b.p.Nodes[id].Value.Text; !slices.Contains(texts, text) {
		quoted := make([]string, len(texts))
		for i, t := range texts {
			quoted[i] = dsl.Quote(t)
		}
		b.notOneOf(at, text, quoted)
	}
}
