package score

import (
	"fmt"
	"maps"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// Semantics is the version of the language's meaning. A result carries it, so
// that a figure can be re-computed under the rules that made it.
const Semantics = 1

// A Program is a compiled scheme with values for its params. It is immutable
// and safe for concurrent use.
type Program struct {
	*unit
	bound   *refeval.Bound
	given   map[string]any // the bindings, for With
	domains []ir.Domain    // of the inputs
	engine  *engine        // nil if the reference evaluator computes all
	refused []machine.Refusal
	ranges  map[ir.ID]ranges.Info // of the figures
}

// A unit is what a scheme compiles to before its params are bound.
type unit struct {
	scheme      Scheme
	ir          *ir.Program
	limits      Limits
	fingerprint string
	inputs      map[string]int
	params      map[string]int
	functions   []refeval.Function
}

// An Option changes what Compile does.
type Option func(*options)

type options struct {
	bind  map[string]any
	funcs []goFunction
}

// Bind gives a param its value. The value may be of any kind that a fact may
// have; text is written as in a scheme: "1.0", "85%", a text param's text
// without quotes.
func Bind(name string, value any) Option {
	return func(o *options) { o.bind[name] = value }
}

// Compile checks a scheme, binds its params, runs its examples, and gives a
// program that scores people. The error is of type dsl.Diagnostics and names
// every fault that could be found; a scheme with a fault does not compile.
func Compile(s Scheme, opts ...Option) (*Program, error) {
	o := collect(nil, opts)
	u, ds := compileUnit(s, o.funcs)
	if ds.HasErrors() {
		return nil, ds.Err()
	}
	p, err := u.bindParams(o.bind)
	examples := u.runExamples()
	if err == nil && !examples.HasErrors() {
		return p, nil
	}
	bindFaults, _ := dsl.AsDiagnostics(err)
	return nil, append(bindFaults, examples...).Err()
}

// Check checks a scheme whose params need not be bound: what is promised must
// hold over the whole domains of those that are not. What can't be decided for all values at once
// (the rows of a table whose bounds are params) is tried at the ends and the
// middle of the domains, up to 64 combinations, leaving out those that a
// `require` over params alone refuses. Examples are run. The error is of type
// dsl.Diagnostics.
func Check(s Scheme, opts ...Option) error {
	o := collect(nil, opts)
	u, ds := compileUnit(s, o.funcs)
	if ds.HasErrors() {
		return ds.Err()
	}
	r := reporter{origin: s.origin}
	given := u.readParams(&r, o.bind)
	bound := refeval.BindOpen(u.ir, given, u.limits.Digits, u.functions)
	u.checkDefaults(&r, given, bound)
	if u.checkParams(&r, bound, false); !r.ds.HasErrors() {
		open, _ := prove(s.origin, bound, "")
		r.ds = append(r.ds, open.ds...)
	}
	if !r.ds.HasErrors() {
		r.ds = append(r.ds, u.trials(given, bound)...)
	}
	return append(r.ds, u.runExamples()...).Err()
}

// With is the same program with further params bound; those bound before keep
// their values. Functions can't be added.
func (p *Program) With(opts ...Option) (*Program, error) {
	if !p.made() {
		return nil, errNilProgram
	}
	o := collect(p.given, opts)
	if len(o.funcs) > 0 {
		r := reporter{origin: p.scheme.origin}
		r.badFunction(place{path: "functions." + o.funcs[0].name}, o.funcs[0].name, "can't be added to a program; give it to Compile")
		return nil, r.ds.Err()
	}
	return p.bindParams(o.bind)
}

func collect(before map[string]any, opts []Option) options {
	o := options{bind: map[string]any{}}
	maps.Copy(o.bind, before)
	for _, opt := range opts {
		if opt != nil { // an option that a caller left out
			opt(&o)
		}
	}
	return o
}

func compileUnit(s Scheme, funcs []goFunction) (*unit, dsl.Diagnostics) {
	program, b := build(&s, funcs)
	u := &unit{scheme: s, ir: program, limits: b.limits, inputs: map[string]int{}, params: map[string]int{}, functions: adapters(b.callable)}
	if b.ds.HasErrors() {
		return u, b.ds
	}
	u.fingerprint = fmt.Sprintf("kaohe-%d:%s:%s", Semantics, s.Name, program.Fingerprint())
	for i := range program.Inputs {
		u.inputs[program.Inputs[i].Name] = i
	}
	for i := range program.Params {
		u.params[program.Params[i].Name] = i
	}
	return u, b.ds
}

// bindParams makes a program of values for the params.
func (u *unit) bindParams(given map[string]any) (*Program, error) {
	r := reporter{origin: u.scheme.origin}
	values := u.readParams(&r, given)
	bound := refeval.Bind(u.ir, values, u.limits.Digits, u.functions)
	u.checkParams(&r, bound, true)
	if r.ds.HasErrors() {
		return nil, r.ds.Err()
	}
	pr, ok := prove(u.scheme.origin, bound, "")
	if !ok {
		return nil, pr.ds.Err()
	}
	p := &Program{unit: u, bound: bound, given: given}
	for i := range u.ir.Inputs {
		p.domains = append(p.domains, u.ir.Inputs[i].Spec.Resolve(bound.FixedValue))
	}
	p.engine, p.refused = p.newEngine(pr.a)
	p.ranges = map[ir.ID]ranges.Info{}
	for _, id := range p.figureNodes() {
		p.ranges[id] = pr.a.Of(id)
	}
	return p, nil
}

// made tells whether Compile made the program: nil and the zero Program are
// not usable, and say so instead of panicking.
func (p *Program) made() bool { return p != nil && p.unit != nil }

// Name is the scheme's name.
func (p *Program) Name() string { return p.Scheme().Name }

// Scheme is the scheme that the program was compiled from.
func (p *Program) Scheme() Scheme {
	if !p.made() {
		return Scheme{}
	}
	return p.scheme
}

// Fingerprint identifies what the program computes: formatting, comments and
// titles don't change it, nor do the values of params.
func (p *Program) Fingerprint() string {
	if !p.made() {
		return ""
	}
	return p.fingerprint
}

// A Declared is a name of a program: of an input, a param or a figure.
type Declared struct {
	Name, Title string
	// Rule says what an input or param may be, as in a scheme: "integer in [0, 100]".
	Rule string
	// Optional says that an input may be left out: it has a default or is optional.
	Optional bool
}

// Inputs lists the facts that Score takes, in the order of the scheme; the
// facts of ratings come last.
func (p *Program) Inputs() []Declared {
	if !p.made() {
		return nil
	}
	list := make([]Declared, len(p.ir.Inputs))
	for i := range p.ir.Inputs {
		in := &p.ir.Inputs[i]
		list[i] = Declared{in.Name, in.Title, p.domains[i].Rule(), in.Optional || len(p.ir.Nodes[in.Node].Args) > 0}
	}
	return list
}

// Figures lists the figures of a score sheet in order: indicators, total,
// grade, its columns (grade.coefficient), pools, payouts.
func (p *Program) Figures() []Declared {
	if !p.made() {
		return nil
	}
	var list []Declared
	p.eachFigure(func(f ir.Figure) { list = append(list, Declared{Name: f.Name, Title: f.Title}) })
	return list
}

// eachFigure goes through the score sheet.
func (u *unit) eachFigure(visit func(ir.Figure)) {
	for _, f := range u.ir.Indicators {
		visit(f)
	}
	if u.ir.Total.Node != ir.None {
		visit(u.ir.Total)
	}
	for _, f := range u.ir.Grade {
		visit(f)
	}
	for i := range u.ir.Pools {
		visit(u.ir.Pools[i].Share)
	}
	for _, f := range u.ir.Payouts {
		visit(f)
	}
}
