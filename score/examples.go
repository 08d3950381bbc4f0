package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// exampleRun runs the examples of a scheme: each with its own params and
// defaults, and with just the facts it gives. Laziness does the rest: what an
// expected figure does not need may lack its facts.
type exampleRun struct {
	reporter
	u *unit
	b *builder
}

// An expectation is a figure with the value that it should have.
type expectation struct {
	at     place
	figure string
	value  *dsl.Fragment
}

// givens are values with the places that give them, by index of input or param.
type givens struct {
	values []ir.Value
	at     map[int]place
	// faulty says that not all of them could be read.
	faulty bool
}

// A trial is one scoring of an example.
type trial struct {
	at     place
	title  string
	with   givens
	facts  givens
	expect []expectation
	// fail says that it should fail, with message unless that is "".
	fail    bool
	message string
	// among are the figures one of which should fail; nil is any.
	among []string
}

func (u *unit) runExamples() dsl.Diagnostics {
	x := &exampleRun{reporter: reporter{origin: u.scheme.origin}, u: u}
	x.b = &builder{reporter: reporter{origin: u.scheme.origin}, scheme: &u.scheme, limits: u.limits, p: &ir.Program{}, symbols: map[string]*symbol{},
		specs: map[ir.ID]*ir.Spec{}, reads: map[ir.ID][]ir.ID{}}
	for i := range u.scheme.Examples {
		x.example(fmt.Sprintf("examples.%d", i), &u.scheme.Examples[i])
	}
	for i := range u.scheme.Cases {
		x.cases(fmt.Sprintf("cases.%d", i), &u.scheme.Cases[i])
	}
	return append(x.b.ds, x.ds...)
}

func (x *exampleRun) example(path string, e *Example) {
	t := trial{at: x.origin.with(path, path+".expect", e.Expect), title: titleOr(e.Title, "the example"), with: x.with(path, e.With), facts: x.noFacts()}
	if f := x.b.leaf(dsl.FragmentAssignments, path+".facts", e.Facts); f != nil {
		for _, a := range f.Parts {
			x.fact(place{path + ".facts", a.Span()}, a.Op, a.Parts[0], &t.facts)
		}
	} else {
		t.facts.faulty = e.Facts != ""
	}
	kind := dsl.FragmentAssignments
	fails, reason := failLeaf(e.Expect)
	if fails {
		kind = dsl.FragmentResult
	}
	var f *dsl.Fragment
	if reason || !fails {
		f = x.b.leaf(kind, path+".expect", e.Expect)
	}
	switch {
	case fails && !reason:
		t.fail = true
	case f == nil:
		if e.Expect == "" {
			x.malformedExample(t.at, "the example expects nothing")
		}
		return
	case fails:
		t.fail, t.message = true, f.Parts[0].Value()
	default:
		for _, a := range f.Parts {
			t.expect = append(t.expect, expectation{place{path + ".expect", a.Span()}, a.Op, a.Parts[0]})
		}
	}
	x.run(&t)
}

// failLeaf tells `fail` and `fail "…"`, which gives a reason, from assignments.
func failLeaf(s string) (fails, reason bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(s), "fail")
	rest = strings.TrimSpace(rest)
	reason = ok && strings.IndexAny(rest, "\"“”＂") == 0
	return ok && (rest == "" || reason), reason
}

func titleOr(title, fallback string) string {
	if title == "" {
		return fallback
	}
	return clip(dsl.Quote(title))
}

func (x *exampleRun) noFacts() givens {
	return givens{values: make([]ir.Value, len(x.u.ir.Inputs)), at: map[int]place{}}
}

// with binds the params of an example.
func (x *exampleRun) with(path, text string) givens {
	with := givens{values: make([]ir.Value, len(x.u.ir.Params)), at: map[int]place{}}
	f := x.b.leaf(dsl.FragmentAssignments, path+".with", text)
	if f == nil {
		with.faulty = text != ""
		return with
	}
	for _, a := range f.Parts {
		at := place{path + ".with", a.Span()}
		i, known := x.u.params[a.Op]
		if !known {
			x.unknownParam(at, a.Op, x.u.paramNames())
			with.faulty = true
			continue
		}
		if _, twice := with.at[i]; twice {
			x.givenTwice(at, a.Op)
			with.faulty = true
		}
		v, ok := x.constant(at, a.Parts[0])
		if want := x.u.ir.Params[i].Spec.Kind; ok && v.Kind != want {
			x.wrongKind(at, "the param `"+a.Op+"`", want, v.Kind)
			ok = false
		}
		with.values[i], with.at[i] = v, at
		with.faulty = with.faulty || !ok
	}
	return with
}

// constant computes a value of an example, which reads nothing.
func (x *exampleRun) constant(at place, f *dsl.Fragment) (ir.Value, bool) {
	if f.Kind == dsl.FragmentList || f.Kind == dsl.FragmentRecord {
		x.malformedExample(at, "a list can't stand here")
		return ir.Value{}, false
	}
	before := len(x.b.ds)
	id := x.b.fixed(at.path, "a value of an example", f, ir.Invalid)
	if id == ir.None || len(x.b.ds) > before {
		return ir.Value{}, false
	}
	bound := refeval.Bind(x.b.p, nil, x.u.limits.Digits, nil)
	v := bound.Fixed[id]
	x.b.p.Nodes = nil
	if v.Failed() {
		x.notComputable(at, v.Failures[0].Message)
		return ir.Value{}, false
	}
	return v.Value, true
}

// fact notes a fact of an example; _ leaves it out.
func (x *exampleRun) fact(at place, name string, f *dsl.Fragment, facts *givens) {
	i, ok := x.u.inputs[name]
	if !ok {
		x.unknownFact(at, name, x.u.inputNames())
		facts.faulty = true
		return
	}
	if _, twice := facts.at[i]; twice {
		x.givenTwice(at, name)
		facts.faulty = true
	}
	if f.Kind == dsl.FragmentAny {
		return
	}
	domain := x.u.ir.Inputs[i].Spec.Resolve(noValue)
	v, ok := x.given(at, f, &domain)
	facts.values[i], facts.at[i] = v, at
	facts.faulty = facts.faulty || !ok
}

// noValue leaves bounds open where only the shape of a domain is wanted.
func noValue(ir.ID) ir.Value { return ir.Value{} }

// given reads a fact of an example: a constant, a list or a record.
func (x *exampleRun) given(at place, f *dsl.Fragment, d *ir.Domain) (ir.Value, bool) {
	switch {
	case f.Kind == dsl.FragmentList && d.Kind == ir.List:
		list := ir.Value{Kind: ir.List}
		for _, part := range f.Parts {
			v, ok := x.given(at, part, d.Elem)
			if !ok {
				return v, false
			}
			list.List = append(list.List, v)
		}
		return list, true
	case f.Kind == dsl.FragmentRecord && d.Kind == ir.Record:
		return x.record(at, f, d)
	case f.Kind == dsl.FragmentList, f.Kind == dsl.FragmentRecord, d.Kind == ir.List, d.Kind == ir.Record:
		x.malformedExample(at, "the fact %s is no %s", clip(f.Text()), d.Rule())
		return ir.Value{}, false
	}
	v, ok := x.constant(at, f)
	if ok && v.Kind != d.Kind {
		x.malformedExample(at, "the fact %s is no %s", clip(f.Text()), d.Rule())
		return v, false
	}
	return v, ok
}

func (x *exampleRun) record(at place, f *dsl.Fragment, d *ir.Domain) (ir.Value, bool) {
	record := ir.Value{Kind: ir.Record, List: make([]ir.Value, len(d.Fields))}
	seen := map[string]bool{}
	for _, a := range f.Parts {
		i := slices.Index(d.Names, a.Op)
		if i < 0 || seen[a.Op] {
			x.malformedExample(at, "the record has no place for %s: %s", a.Op, d.Rule())
			return record, false
		}
		seen[a.Op] = true
		v, ok := x.given(at, a.Parts[0], &d.Fields[i])
		if !ok {
			return record, false
		}
		record.List[i] = v
	}
	if len(seen) != len(d.Names) {
		x.malformedExample(at, "the record lacks a field: %s", d.Rule())
		return record, false
	}
	return record, true
}

func (x *exampleRun) cases(path string, c *Cases) {
	at := x.origin.with(path, path+".header", c.Header)
	with := x.with(path, c.With)
	header := x.b.leaf(dsl.FragmentCase, path+".header", c.Header)
	if header == nil {
		if c.Header == "" {
			x.malformedExample(at, "the examples have no header like: calls, errors -> kpi")
		}
		return
	}
	names, figures := partTexts(header.Parts[0]), partTexts(header.Parts[1])
	if !x.knowsHeader(path+".header", header) {
		return
	}
	for i, text := range c.Rows {
		row := fmt.Sprintf("%s.rows.%d", path, i)
		f := x.b.leaf(dsl.FragmentCase, row, text)
		if f == nil {
			if text == "" {
				x.malformedExample(place{path: row}, "the row is empty")
			}
			continue
		}
		given, expected := f.Parts[0], f.Parts[1]
		at := place{row, f.Span()}
		t := trial{at: at, title: titleOr(c.Title, "the examples") + ", row " + fmt.Sprint(i+1), with: with, facts: x.noFacts()}
		fails := expected.Kind == dsl.FragmentResult
		if len(given.Parts) != len(names) || !fails && len(expected.Parts) != len(figures) {
			x.malformedExample(at, "the row does not have a value for each of: %s", c.Header)
			continue
		}
		for k, v := range given.Parts {
			x.fact(place{row, v.Span()}, names[k], v, &t.facts)
		}
		if fails {
			t.fail, t.among = true, figures
			if len(expected.Parts) > 0 {
				t.message = expected.Parts[0].Value()
			}
		} else {
			for k, v := range expected.Parts {
				if v.Kind != dsl.FragmentAny {
					t.expect = append(t.expect, expectation{place{row, v.Span()}, figures[k], v})
				}
			}
		}
		x.run(&t)
	}
}

// knowsHeader checks the names over the columns.
func (x *exampleRun) knowsHeader(path string, header *dsl.Fragment) bool {
	before := len(x.ds)
	seen := map[string]bool{}
	for _, part := range header.Parts[0].Parts {
		at, name := place{path, part.Span()}, part.Text()
		if _, ok := x.u.inputs[name]; !ok {
			x.unknownFact(at, name, x.u.inputNames())
		} else if seen[name] {
			x.givenTwice(at, name)
		}
		seen[name] = true
	}
	for _, part := range header.Parts[1].Parts {
		if _, ok := x.u.ir.Find(part.Text()); !ok {
			x.unknownFigure(place{path, part.Span()}, part.Text(), x.figureNames())
		}
	}
	return len(x.ds) == before
}

func partTexts(f *dsl.Fragment) []string {
	texts := make([]string, len(f.Parts))
	for i, part := range f.Parts {
		texts[i] = part.Text()
	}
	return texts
}

// run scores a trial and compares.
func (x *exampleRun) run(t *trial) {
	if t.with.faulty || t.facts.faulty {
		for _, e := range t.expect {
			x.figure(e)
		}
		return
	}
	bound := refeval.Bind(x.u.ir, t.with.values, x.u.limits.Digits, x.u.functions)
	before := len(x.ds)
	x.paramDomains(t, bound)
	x.factDomains(t, bound)
	if len(x.ds) > before {
		return
	}
	trace := bound.Run(t.facts.values)
	failed := bound.Requires(trace)
	if t.fail {
		x.expectFailure(t, trace, failed)
		return
	}
	if len(failed) > 0 {
		x.exampleRefused(t.at, t.title, failed[0].Message)
		return
	}
	for _, e := range t.expect {
		x.compare(t, e, trace)
	}
}

// paramDomains holds the params of an example to their domains, also those
// that have a default of their own.
func (x *exampleRun) paramDomains(t *trial, bound *refeval.Bound) {
	for i := range x.u.ir.Params {
		p := &x.u.ir.Params[i]
		v := &bound.Fixed[p.Node]
		domain := p.Spec.Resolve(bound.FixedValue)
		at, given := t.with.at[i]
		switch {
		case v.Lacks() || !v.Failed() && domain.Contains(v.Value):
		case given:
			x.outsideInExample(at, t.title, p.Name, v.String(), domain.Rule())
		case v.Failed():
			x.notComputable(place{v.Failures[0].Path, v.Failures[0].Span}, v.Failures[0].Message)
		default:
			x.badParam(place{p.Path, p.Span}, p.Name, v.String(), domain.Rule())
		}
	}
}

// factDomains holds the facts of an example to their declarations.
func (x *exampleRun) factDomains(t *trial, bound *refeval.Bound) {
	for i, v := range t.facts.values {
		in := &x.u.ir.Inputs[i]
		if v.Kind == ir.Invalid {
			continue
		}
		if domain := in.Spec.Resolve(bound.FixedValue); !domain.Contains(v) {
			x.outsideInExample(t.facts.at[i], t.title, in.Name, v.String(), domain.Rule())
		}
	}
}

func (x *exampleRun) expectFailure(t *trial, trace []refeval.Value, failures []*refeval.Failure) {
	figures := t.among
	if figures == nil {
		x.u.eachFigure(func(f ir.Figure) { figures = append(figures, f.Name) })
	}
	for _, name := range figures {
		if f, ok := x.u.ir.Find(name); ok {
			failures = append(failures, trace[f.Node].Failures...)
		}
	}
	real := slices.DeleteFunc(failures, func(f *refeval.Failure) bool {
		return f.Code == refeval.MissingFact || f.Code == refeval.UnboundParam || f.Code == refeval.NeedsCohort || t.message != "" && f.Message != t.message
	})
	if len(real) == 0 {
		want := ""
		if t.message != "" {
			want = " with " + dsl.Quote(t.message)
		}
		x.exampleDoesNotFail(t.at, t.title, want)
	}
}

func (x *exampleRun) figureNames() []string {
	var names []string
	x.u.eachFigure(func(f ir.Figure) { names = append(names, f.Name) })
	for _, f := range x.u.ir.Values {
		names = append(names, f.Name)
	}
	return names
}

// figure finds the figure that is expected.
func (x *exampleRun) figure(e expectation) (ir.Figure, bool) {
	f, ok := x.u.ir.Find(e.figure)
	if !ok {
		x.unknownFigure(e.at, e.figure, x.figureNames())
	} else if x.u.ir.Nodes[f.Node].Stage > ir.Individual {
		x.needsCohort(e.at, e.figure)
		return f, false
	}
	return f, ok
}

func (x *exampleRun) compare(t *trial, e expectation, trace []refeval.Value) {
	f, ok := x.figure(e)
	if !ok {
		return
	}
	want, ok := x.constant(e.at, e.value)
	if !ok {
		return
	}
	got := &trace[f.Node]
	switch {
	case got.Out:
		x.exampleFails(e.at, t.title, e.figure, "its weight is redistributed")
	case got.Failed():
		x.exampleFails(e.at, t.title, e.figure, got.Failures[0].Message)
	case got.Kind != want.Kind:
		x.wrongKind(e.at, "the expected "+e.figure, got.Kind, want.Kind)
	case !got.Equal(want):
		x.exampleDiffers(e.at, t.title, e.figure, want.String(), got.String())
	}
}
