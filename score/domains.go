package score

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// typed are the leaves that state a domain, of an input, param or column.
type typed struct {
	path, name, kind, in, step, oneOf string
	fields                            []Column
}

var typeKinds = map[string]ir.Kind{
	"integer": ir.Number, "number": ir.Number, "percent": ir.Number, "text": ir.Text, "bool": ir.Bool,
}

// spec lowers a domain. A type left out follows from what is stated: bounds
// and a step are for numbers, a list is of its elements' kind.
func (b *builder) spec(t typed) ir.Spec {
	if elem, ok := strings.CutPrefix(t.kind, "list"); ok {
		return b.listSpec(t, strings.TrimSpace(elem))
	}
	at := place{path: t.path, span: b.origin.at(t.path).span}
	s := ir.Spec{Kind: typeKinds[t.kind], Step: ir.None, Integer: t.kind == "integer", Percent: t.kind == "percent"}
	if t.kind != "" && s.Kind == ir.Invalid {
		b.badType(at, t.kind)
	}
	s.OneOf = b.oneOf(t, &s)
	if s.Kind == ir.Invalid && (t.in != "" || t.step != "") {
		s.Kind = ir.Number
	}
	if s.Kind != ir.Number && s.Kind != ir.Invalid && (t.in != "" || t.step != "") {
		b.onlyNumbers(at, t.name)
		return s
	}
	if t.in != "" && t.oneOf != "" {
		b.inAndOneOf(at)
	}
	if f := b.leaf(dsl.FragmentInterval, t.path+".in", t.in); f != nil {
		s.In, s.Bounded = b.interval(t.path+".in", f)
	}
	s.Step = b.fixedLeaf(t.path+".step", "a step", t.step, ir.Number)
	return s
}

// listSpec lowers the domain of a list; the bounds are those of its elements.
func (b *builder) listSpec(t typed, elem string) ir.Spec {
	list := ir.Spec{Kind: ir.List, Step: ir.None}
	if elem != "" {
		t.kind = elem
		of := b.spec(t)
		list.Elem = &of
		return list
	}
	at := place{path: t.path, span: b.origin.at(t.path).span}
	record := ir.Spec{Kind: ir.Record, Step: ir.None}
	if len(t.fields) == 0 {
		b.badType(at, t.kind)
	}
	for i, f := range t.fields {
		path := fmt.Sprintf("%s.fields.%d", t.path, i)
		name := norm.NFC.String(f.Name)
		switch {
		case !isName(name):
			b.badName(b.origin.at(path), f.Name)
		case record.FieldIndex(name) >= 0:
			b.duplicateName(b.origin.at(path), name, "a field")
		case f.Type == "" || strings.HasPrefix(f.Type, "list"):
			b.badType(b.origin.at(path), f.Type)
		}
		spec := b.spec(typed{path: path, name: f.Name, kind: f.Type, in: f.In, step: f.Step, oneOf: f.OneOf})
		record.Fields = append(record.Fields, ir.Field{Name: name, Spec: spec})
	}
	list.Elem = &record
	return list
}

// oneOf lowers the list of the only values, which fixes the kind if it is open.
func (b *builder) oneOf(t typed, s *ir.Spec) []ir.ID {
	f := b.leaf(dsl.FragmentConstants, t.path+".one_of", t.oneOf)
	if f == nil {
		return nil
	}
	var ids []ir.ID
	for _, part := range f.Parts {
		id := b.fixed(t.path+".one_of", "a value of `one of`", part, s.Kind)
		if id == ir.None {
			continue
		}
		if s.Kind == ir.Invalid {
			s.Kind = b.kind(id)
		}
		ids = append(ids, id)
	}
	return ids
}

// interval lowers the ends of an interval; false if one is faulty.
func (b *builder) interval(path string, f *dsl.Fragment) (ir.Alternative, bool) {
	a := ir.Alternative{Lo: ir.None, Hi: ir.None, LoOpen: f.LoOpen, HiOpen: f.HiOpen}
	ok := true
	for i, end := range []*ir.ID{&a.Lo, &a.Hi} {
		if f.Parts[i] != nil {
			*end = b.fixed(path, "the end of an interval", f.Parts[i], ir.Number)
			ok = ok && *end != ir.None
		}
	}
	return a, ok
}

func (b *builder) input(s *symbol) ir.ID {
	in := b.allInputs[s.index]
	if in.Type == "" {
		b.badType(s.at, "")
	}
	spec := b.spec(typed{s.at.path, in.Name, in.Type, in.In, in.Step, in.OneOf, in.Fields})
	n := ir.Node{Op: ir.OpInput, Kind: spec.Kind, Stage: ir.Individual, Index: s.index}
	if in.Default != "" && (in.Optional || spec.Kind == ir.List) {
		b.defaultOrOptional(s.at, s.name)
		return ir.None
	}
	if in.Default != "" {
		id := b.fixedLeaf(s.at.path+".default", "a default", in.Default, spec.Kind)
		if id == ir.None {
			return ir.None
		}
		n.Args = []ir.ID{id}
	}
	if spec.Kind == ir.Invalid {
		return ir.None
	}
	id := b.node(s.at, n)
	if spec.Kind == ir.List {
		b.specs[id] = &spec
	}
	b.p.Inputs[s.index] = ir.Input{Name: s.name, Title: in.Title, Optional: in.Optional, Spec: spec, Node: id, Path: s.at.path, Span: s.at.span}
	return id
}

func (b *builder) param(s *symbol) ir.ID {
	in := &b.scheme.Params[s.index]
	spec := b.spec(typed{s.at.path, in.Name, in.Type, in.In, in.Step, in.OneOf, nil})
	n := ir.Node{Op: ir.OpParam, Index: s.index}
	if in.Value != "" {
		id := b.fixedLeaf(s.at.path+".value", "the value of a param", in.Value, spec.Kind)
		if id == ir.None {
			return ir.None
		}
		if spec.Kind == ir.Invalid {
			spec.Kind = b.kind(id)
		}
		n.Args = []ir.ID{id}
	}
	if spec.Kind == ir.Invalid || spec.Kind == ir.Number && !spec.Bounded && len(spec.OneOf) == 0 && in.Value == "" {
		if in.In == "" && in.OneOf == "" {
			b.paramWithoutDomain(s.at, s.name)
		}
		return ir.None
	}
	n.Kind = spec.Kind
	id := b.node(s.at, n)
	b.p.Params[s.index] = ir.Param{Name: s.name, Title: in.Title, Spec: spec, Node: id, Path: s.at.path, Span: s.at.span}
	return id
}
