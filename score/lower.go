package score

import (
	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// scope is where a formula stands, with the lets around the place at hand.
type scope struct {
	path string
	lets *let
	// element stands for the element at hand inside a list function, of which
	// level encloses the formula; None outside.
	element ir.ID
	level   int
	// before is total or grade in a gate that changes it: the gate reads that one
	// as no gate has changed it.
	before string
}

// inside is the scope of a formula over the elements of a list.
func (s *scope) inside(element ir.ID) *scope {
	inner := *s
	inner.element, inner.level = element, s.level+1
	return &inner
}

type let struct {
	name  string
	node  ir.ID
	outer *let
}

func (s *scope) at(span dsl.Span) place { return place{s.path, span} }

func (s *scope) find(name string) (ir.ID, bool) {
	for l := s.lets; l != nil; l = l.outer {
		if l.name == name {
			return l.node, true
		}
	}
	return ir.None, false
}

// names are those of the lets, and total.
func (s *scope) names() []string {
	names := []string{"total"}
	for l := s.lets; l != nil; l = l.outer {
		names = append(names, l.name)
	}
	return names
}

// lower makes nodes of a formula's tree and checks types on the way.
func (b *builder) lower(n *formula.Node, s *scope) ir.ID {
	at := s.at(n.Span)
	switch n.Kind {
	case formula.Number:
		r, err := exact.Parse(n.Text, b.limits.Syntax.Digits+1)
		if err != nil {
			b.fault(at, dsl.CodeNumberForm, "", "%v", err)
			return ir.None
		}
		return b.constant(at, ir.NumberValue(r))
	case formula.Text:
		return b.constant(at, ir.TextValue(n.Text))
	case formula.Bool:
		return b.constant(at, ir.BoolValue(n.Text == "true"))
	case formula.Name:
		return b.name(n, s)
	case formula.Unary:
		if n.Op == "not" {
			return b.node(at, ir.Node{Op: ir.OpNot, Kind: ir.Bool, Args: []ir.ID{b.condition(n.Args[0], s)}})
		}
		return b.node(at, ir.Node{Op: ir.OpNeg, Kind: ir.Number, Args: b.numbers(n.Args, s)})
	case formula.Binary:
		return b.binary(n, s)
	case formula.Compare:
		signs := make([]ir.Sign, len(n.Ops))
		for i, op := range n.Ops {
			signs[i] = ir.SignOf(op)
		}
		return b.node(at, ir.Node{Op: ir.OpCompare, Kind: ir.Bool, Args: b.numbers(n.Args, s), Compare: signs})
	case formula.Conditional:
		return b.conditional(n, s)
	case formula.Let:
		return b.let(n, s)
	case formula.Call:
		return b.call(n, s)
	case formula.Member:
		return b.member(n, s)
	case formula.List:
		b.listOutsideIn(at)
	case formula.Index:
		return b.index(n, s)
	case formula.Element:
		return s.element
	}
	return ir.None
}

func (b *builder) lowerAll(nodes []*formula.Node, s *scope) []ir.ID {
	ids := make([]ir.ID, len(nodes))
	for i, n := range nodes {
		ids[i] = b.lower(n, s)
	}
	return ids
}

// numbers lowers operands that must be numbers.
func (b *builder) numbers(nodes []*formula.Node, s *scope) []ir.ID {
	ids := b.lowerAll(nodes, s)
	for i, id := range ids {
		ids[i] = b.numeric(id, s.at(nodes[i].Span), quoted(nodes[i]))
	}
	return ids
}

// condition lowers an operand that must be true or false.
func (b *builder) condition(n *formula.Node, s *scope) ir.ID {
	id := b.lower(n, s)
	if k := b.kind(id); id != ir.None && k != ir.Bool && k != ir.Never {
		b.wrongKind(s.at(n.Span), "the condition "+quoted(n), ir.Bool, k)
		return ir.None
	}
	return id
}

func (b *builder) name(n *formula.Node, s *scope) ir.ID {
	at := s.at(n.Span)
	if id, ok := s.find(n.Text); ok {
		return id
	}
	sym, ok := b.symbols[n.Text]
	switch {
	case ok && sym.faulty:
	case n.Text == "total" && !ok:
		b.noTotal(at)
	case n.Text == "total" && s.before == "total":
		return b.totalBefore
	case n.Text == "grade":
		b.gradeAlone(at)
	case n.Text == "weighted":
		return b.weightedMean(at)
	case n.Text == "rank", n.Text == "percentile":
		return b.ranked(at, n.Text)
	case n.Text == "cohort":
		b.cohortAlone(at)
	case !ok:
		b.unknownName(at, n.Text, append(s.names(), b.names...))
	case sym.kind == tableSymbol:
		b.notCalled(at, n.Text)
	default:
		return b.lowerSymbol(sym)
	}
	return ir.None
}

// member lowers grade.NAME.
func (b *builder) member(n *formula.Node, s *scope) ir.ID {
	at := s.at(n.Span)
	owner := n.Args[0]
	if owner.Kind == formula.Name && owner.Text == "cohort" {
		return b.cohortMember(n, s)
	}
	if owner.Kind != formula.Name || owner.Text != "grade" {
		return b.field(b.lower(owner, s), n, s)
	}
	sym, ok := b.symbols["grade"]
	if !ok {
		b.noGrades(at)
		return ir.None
	}
	if s.before == "grade" && b.gradeBefore != ir.None {
		return b.gradeColumn(b.gradeBefore, n, s)
	}
	if sym.state == underway {
		return b.lowerSymbol(sym) // reports the circle
	}
	b.lowerSymbol(sym)
	var columns []string
	for _, f := range b.p.Grade {
		column := f.Name[len("grade"):]
		if column == "" {
			column = ".name"
		}
		if column[1:] == n.Text {
			return f.Node
		}
		columns = append(columns, column[1:])
	}
	if len(columns) > 0 { // else the grades themselves are faulty
		b.unknownMember(s.at(n.At), n.Text, columns)
	}
	return ir.None
}

var arithmeticOps = map[string]ir.Op{
	"+": ir.OpAdd, "-": ir.OpSub, "*": ir.OpMul, "/": ir.OpDiv, "**": ir.OpPow,
}

func (b *builder) binary(n *formula.Node, s *scope) ir.ID {
	at := s.at(n.Span)
	switch n.Op {
	case "and", "or":
		op := ir.OpAnd
		if n.Op == "or" {
			op = ir.OpOr
		}
		return b.node(at, ir.Node{Op: op, Kind: ir.Bool, Args: []ir.ID{b.condition(n.Args[0], s), b.condition(n.Args[1], s)}})
	case "==", "!=":
		id := b.node(at, ir.Node{Op: ir.OpEqual, Kind: ir.Bool, Args: b.equatable(n.Args, s, "the two sides of "+quoted(n))})
		return b.negated(at, id, n.Op == "!=")
	case "in", "not in":
		if n.Args[1].Kind != formula.List {
			b.wrongList(s.at(n.Args[1].Span))
			return ir.None
		}
		args := append([]*formula.Node{n.Args[0]}, n.Args[1].Args...)
		id := b.node(at, ir.Node{Op: ir.OpIn, Kind: ir.Bool, Args: b.equatable(args, s, "what is looked for and the elements in "+quoted(n))})
		return b.negated(at, id, n.Op == "not in")
	case "??":
		return b.coalesce(n, s)
	}
	args := b.numbers(n.Args, s)
	if n.Op == "**" && args[1] != ir.None && b.p.Nodes[args[1]].Stage != ir.Fixed {
		b.badExponent(s.at(n.Args[1].Span))
		return ir.None
	}
	return b.node(at, ir.Node{Op: arithmeticOps[n.Op], Kind: ir.Number, Args: args})
}

func (b *builder) negated(at place, id ir.ID, not bool) ir.ID {
	if !not {
		return id
	}
	return b.node(at, ir.Node{Op: ir.OpNot, Kind: ir.Bool, Args: []ir.ID{id}})
}

// equatable lowers operands that may be equal: lists and records never are.
func (b *builder) equatable(nodes []*formula.Node, s *scope, what string) []ir.ID {
	ids := b.comparable(nodes, s, what)
	for i, id := range ids {
		if k := b.kind(id); id != ir.None && (k == ir.List || k == ir.Record) {
			b.noEquality(s.at(nodes[i].Span), k)
			return []ir.ID{ir.None}
		}
	}
	return ids
}

// comparable lowers operands that must be of one kind, and refuses texts that
// the others can't be.
func (b *builder) comparable(nodes []*formula.Node, s *scope, what string) []ir.ID {
	ids := b.lowerAll(nodes, s)
	for i, id := range ids[1:] {
		if k, first := b.kind(id), b.kind(ids[0]); id != ir.None && ids[0] != ir.None && k != first && k != ir.Never && first != ir.Never {
			b.mixedKinds(s.at(nodes[i+1].Span), what, first, k)
			ids[i+1] = ir.None
		}
	}
	for i, id := range ids {
		for k, other := range ids {
			if spec := b.specOf(other); i != k && spec != nil && (i == 0 || k == 0) {
				b.checkText(s.at(nodes[i].Span), id, spec)
			}
		}
	}
	return ids
}

// specOf is the spec of what was declared: an input, a param, a part of a list.
func (b *builder) specOf(id ir.ID) *ir.Spec {
	if id == ir.None {
		return nil
	}
	if spec, ok := b.specs[id]; ok {
		return spec
	}
	switch n := &b.p.Nodes[id]; n.Op {
	case ir.OpScored:
		return b.specOf(n.Scored.Raw)
	case ir.OpInput:
		return &b.p.Inputs[n.Index].Spec
	case ir.OpParam:
		return &b.p.Params[n.Index].Spec
	}
	return nil
}

func (b *builder) conditional(n *formula.Node, s *scope) ir.ID {
	condition := b.condition(n.Args[0], s)
	then, other := b.lower(n.Args[1], s), b.lower(n.Args[2], s)
	kind := b.kind(then)
	if kind == ir.Never {
		kind = b.kind(other)
	}
	if k := b.kind(other); then != ir.None && other != ir.None && k != ir.Never && k != kind {
		b.mixedKinds(s.at(n.Args[2].Span), "both branches of "+quoted(n), kind, k)
		return ir.None
	}
	id := b.node(s.at(n.Span), ir.Node{Op: ir.OpConditional, Kind: kind, Args: []ir.ID{condition, then, other}})
	if kind == ir.List || kind == ir.Record {
		b.keepSpec(id, then)
	}
	return id
}

func (b *builder) let(n *formula.Node, s *scope) ir.ID {
	_, hides := b.symbols[n.Text]
	if _, inner := s.find(n.Text); hides || inner {
		b.shadowed(s.at(n.At), n.Text)
	} else if isReserved(n.Text) {
		b.reservedName(s.at(n.At), n.Text)
	}
	value := b.lower(n.Args[0], s)
	inner := *s
	inner.lets = &let{n.Text, value, s.lets}
	body := b.lower(n.Args[1], &inner)
	id := b.node(s.at(n.Span), ir.Node{Op: ir.OpLet, Kind: b.kind(body), Args: []ir.ID{value, body}})
	b.keepSpec(id, body)
	return id
}
