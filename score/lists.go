package score

import (
	"slices"

	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers what formulas do with lists and records.

var listOps = map[string]ir.Op{
	"sum": ir.OpSum, "count": ir.OpCount, "any": ir.OpAny, "all": ir.OpAll, "none": ir.OpNone,
	"mean": ir.OpMean, "len": ir.OpLen, "min": ir.OpListMin, "max": ir.OpListMax,
}

// listCall lowers a list function. One with a formula over the elements is a
// map or filter with the plain function behind it, so that there are two loops
// in the program and no more.
func (b *builder) listCall(n *formula.Node, s *scope) ir.ID {
	list := b.listOf(n.Args[0], s)
	if list == ir.None {
		return ir.None
	}
	name := n.Text
	if len(n.Args) == 2 {
		op, want := ir.OpMap, ir.Bool
		switch name {
		case "filter", "count":
			op = ir.OpFilter
		case "sum":
			want = ir.Number
		case "map":
			want = ir.Invalid
		}
		if list = b.loop(op, list, n, s, want); list == ir.None || name == "map" || name == "filter" {
			return list
		}
		if name == "count" {
			name = "len"
		}
	}
	return b.foldList(name, list, n, s)
}

// foldList makes one value of a list.
func (b *builder) foldList(name string, list ir.ID, n *formula.Node, s *scope) ir.ID {
	op := listOps[name]
	elem, kind := b.specs[list].Elem, ir.Number
	want := ir.Number
	switch op {
	case ir.OpAny, ir.OpAll, ir.OpNone:
		want, kind = ir.Bool, ir.Bool
	case ir.OpCount:
		want = ir.Bool
	case ir.OpLen:
		want = elem.Kind
	}
	if elem.Kind != want {
		b.wrongKind(s.at(n.Args[0].Span), "an element of the list for "+n.Text, want, elem.Kind)
		return ir.None
	}
	return b.node(s.at(n.Span), ir.Node{Op: op, Kind: kind, Args: []ir.ID{list}, Message: name})
}

// listOf lowers an operand that must be a list.
func (b *builder) listOf(n *formula.Node, s *scope) ir.ID {
	id := b.lower(n, s)
	if id != ir.None && (b.kind(id) != ir.List || b.specs[id] == nil) {
		b.wrongKind(s.at(n.Span), "what stands there", ir.List, b.kind(id))
		return ir.None
	}
	return id
}

// loop lowers a formula over the elements of a list.
func (b *builder) loop(op ir.Op, list ir.ID, n *formula.Node, s *scope, want ir.Kind) ir.ID {
	elem := b.specs[list].Elem
	at := s.at(n.Span)
	level := s.level + 1
	element := b.node(at, ir.Node{Op: ir.OpElement, Kind: elem.Kind, Stage: ir.Individual, Level: level, Uses: 1 << level})
	b.specs[element] = elem
	body := b.body(n.Args[1], s.inside(element))
	if k := b.kind(body); body != ir.None && want != ir.Invalid && k != want && k != ir.Never {
		b.wrongKind(s.at(n.Args[1].Span), "the formula over the elements", want, k)
		return ir.None
	}
	if body == ir.None {
		return ir.None
	}
	if k := b.kind(body); k == ir.List {
		b.nestedList(s.at(n.Args[1].Span))
		return ir.None
	}
	loop := ir.Node{Op: op, Kind: ir.List, Args: []ir.ID{list}, Body: body, Element: element, Level: level}
	loop.Members = b.members(element, body, level)
	id := b.node(at, loop)
	b.specs[id] = &ir.Spec{Kind: ir.List, Step: ir.None, Elem: elem}
	if op == ir.OpMap {
		of := b.specOf(body)
		if of == nil {
			of = &ir.Spec{Kind: b.kind(body), Step: ir.None}
		}
		b.specs[id].Elem = of
	}
	return id
}

// members are the nodes that have to be computed anew for each element. The
// body may be the first to need another figure, which is lowered between its
// nodes then, with loops of its own on the same level: those are not its parts.
func (b *builder) members(element, body ir.ID, level int) []ir.ID {
	var members []ir.ID
	seen := map[ir.ID]bool{element: true}
	var reach func(id ir.ID)
	reach = func(id ir.ID) {
		n := &b.p.Nodes[id]
		if seen[id] || n.Uses&(1<<level) == 0 {
			return
		}
		seen[id] = true
		for _, arg := range n.Args {
			reach(arg)
		}
		if n.Op == ir.OpMap || n.Op == ir.OpFilter {
			reach(n.Body)
		}
		if n.Uses>>(level+1) == 0 {
			members = append(members, id)
		}
	}
	reach(body)
	slices.Sort(members)
	return members
}

// body lowers the formula of a loop, which stands bare or in braces.
func (b *builder) body(n *formula.Node, s *scope) ir.ID {
	if n.Kind == formula.Predicate {
		n = n.Args[0]
	}
	return b.lower(n, s)
}

// index lowers xs[i].
func (b *builder) index(n *formula.Node, s *scope) ir.ID {
	list := b.listOf(n.Args[0], s)
	at := b.numbers(n.Args[1:], s)[0]
	if list == ir.None || at == ir.None {
		return ir.None
	}
	elem := b.specs[list].Elem
	id := b.node(s.at(n.Span), ir.Node{Op: ir.OpIndex, Kind: elem.Kind, Args: []ir.ID{list, at}})
	b.specs[id] = elem
	return id
}

// field lowers .NAME of a record.
func (b *builder) field(record ir.ID, n *formula.Node, s *scope) ir.ID {
	if record == ir.None {
		return ir.None
	}
	spec := b.specs[record]
	if b.kind(record) != ir.Record || spec == nil {
		b.noMember(s.at(n.At), n.Text)
		return ir.None
	}
	i := spec.FieldIndex(n.Text)
	if i < 0 {
		b.unknownField(s.at(n.At), n.Text, fieldNames(spec))
		return ir.None
	}
	field := &spec.Fields[i].Spec
	id := b.node(s.at(n.Span), ir.Node{Op: ir.OpField, Kind: field.Kind, Args: []ir.ID{record}, Index: i})
	b.specs[id] = field
	return id
}

func fieldNames(spec *ir.Spec) []string {
	names := make([]string, len(spec.Fields))
	for i := range spec.Fields {
		names[i] = spec.Fields[i].Name
	}
	return names
}

// keepSpec gives a node the spec of another that it hands on.
func (b *builder) keepSpec(id, from ir.ID) {
	if spec, ok := b.specs[from]; ok && id != ir.None {
		b.specs[id] = spec
	}
}
