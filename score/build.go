package score

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// builder lowers a scheme to a program. Declarations may stand in any order,
// so names are collected first and each is lowered when it is first needed,
// which also finds circles. It goes on after every fault: a part that could
// not be lowered is ir.None, and nothing that reads it is reported again.
type builder struct {
	reporter
	scheme *Scheme
	limits Limits
	p      *ir.Program
	paths  paths

	symbols map[string]*symbol
	names   []string // in the order of the scheme, for suggestions
	stack   []string // what is being lowered, for circles

	// specs are the specs of nodes that are lists, records, or their parts.
	specs map[ir.ID]*ir.Spec
	// reads are the optional inputs that a node reads without looking whether
	// they are there.
	reads map[ir.ID][]ir.ID
	// allInputs are the declared inputs and the facts of the ratings.
	allInputs []Input
	// ratings are the indices of the indicators that are ratings.
	ratings []int
	funcs   []goFunction
	// callable are those that were declared without fault, by index.
	callable []goFunction

	weighted    ir.ID // the mean of the weighted indicators, once it is needed
	hasWeighted bool
	// totalBefore and gradeBefore are what gates see that change them.
	totalBefore ir.ID
	gradeBefore ir.ID
	fires       map[int]ir.ID
	// points are the full marks of the indicators that state them.
	points map[string]ir.ID
	// poolWithin are the groups of the pools, by path.
	poolWithin map[string]int
	// groups are the inputs that make groups, by path; -1 for a faulty one.
	groups map[string]int
	// late are the values of the cohort stage that were reported.
	late map[lateRead]bool
}

type symbolKind uint8

const (
	inputSymbol symbolKind = iota
	paramSymbol
	tableSymbol
	valueSymbol
	indicatorSymbol
	payoutSymbol
	poolSymbol
	functionSymbol
	totalSymbol
	gradesSymbol
)

var symbolNames = [...]string{"an input", "a param", "a table", "a value", "an indicator", "a payout", "a pool", "a Go function", "the total", "the grades"}

// A symbol is a declared name.
type symbol struct {
	kind  symbolKind
	name  string
	index int
	at    place
	node  ir.ID // of a table, of the grades: nothing
	// faulty: the name was refused, and so is not looked up in vain again.
	faulty bool
	state  lowering
}

type lowering uint8

const (
	untouched lowering = iota
	underway
	done
)

func build(s *Scheme, funcs []goFunction) (*ir.Program, *builder) {
	b := &builder{
		specs: map[ir.ID]*ir.Spec{}, reads: map[ir.ID][]ir.ID{}, funcs: funcs, fires: map[int]ir.ID{}, points: map[string]ir.ID{}, poolWithin: map[string]int{}, groups: map[string]int{}, late: map[lateRead]bool{},
		weighted: ir.None, totalBefore: ir.None, gradeBefore: ir.None,
		reporter: reporter{origin: s.origin}, scheme: s, limits: s.Limits.withDefaults(), paths: paths{},
		p: &ir.Program{Bands: -1, GradeRow: ir.None, Total: ir.Figure{Node: ir.None}}, symbols: map[string]*symbol{},
	}
	b.allInputs = b.inputs()
	b.head()
	b.declareNames()
	b.declareFunctions()
	b.p.Inputs = make([]ir.Input, len(b.allInputs))
	b.p.Params = make([]ir.Param, len(s.Params))
	b.p.Tables = make([]ir.Table, len(s.Tables))
	b.p.Pools = make([]ir.Pool, len(s.Pools))
	// Pools and payouts come after total and grades, as in a scoring: the order of
	// the nodes is that in which failures are reported.
	for _, name := range b.names {
		if s := b.symbols[name]; s.kind != payoutSymbol && s.kind != poolSymbol {
			b.lowerSymbol(s)
		}
	}
	b.figures()
	return b.p, b
}

func (b *builder) head() {
	at := b.origin.with("scheme", "scheme.name", b.scheme.Name)
	switch name := b.scheme.Name; {
	case name == "":
		b.noSchemeName(at)
	case !isName(name):
		b.badName(at, name)
	}
	b.texts()
	if date := b.scheme.Effective; date != "" {
		if _, ds := b.origin.leaf(dsl.FragmentDate, "scheme.effective", date, b.limits.Syntax); len(ds) > 0 || !isDay(date) {
			b.badDate(b.origin.with("scheme.effective", "scheme.effective", date), date)
		}
	}
}

// texts refuses titles and messages that no scheme file could hold: with
// control characters, or characters that make them read as something else.
func (b *builder) texts() {
	s := b.scheme
	check := func(path, text string) {
		if !utf8.ValidString(text) {
			b.fault(place{path: path}, dsl.CodeEncoding, "", "the text is not valid UTF-8")
			return
		}
		_, ds := dsl.ParseFragment(dsl.FragmentText, dsl.Quote(text), b.limits.Syntax)
		for _, d := range ds {
			b.add(place{path: path}, dsl.Diagnostic{Code: d.Code, Message: d.Message, Hint: d.Hint})
		}
	}
	check("scheme.title", s.Title)
	check("scheme.version", s.Version)
	check("scheme.note", s.Note)
	check("total.title", s.Total.Title)
	for _, in := range b.allInputs {
		check("inputs."+in.Name+".title", in.Title)
	}
	for i := range s.Requires {
		check(fmt.Sprintf("requires.%d.message", i), s.Requires[i].Message)
	}
	for i := range s.Params {
		check("params."+s.Params[i].Name+".title", s.Params[i].Title)
	}
	for i := range s.Values {
		check("values."+s.Values[i].Name+".title", s.Values[i].Title)
	}
	for i := range s.Indicators {
		if s.Indicators[i].Rating == nil {
			check("indicators."+s.Indicators[i].Name+".title", s.Indicators[i].Title)
		}
	}
	for i := range s.Gates {
		check(gatePath(i)+".title", s.Gates[i].Title)
		check(gatePath(i)+".fail", s.Gates[i].Fail)
	}
	for i := range s.Pools {
		check("pools."+s.Pools[i].Name+".title", s.Pools[i].Title)
	}
	for i := range s.Payouts {
		check("payouts."+s.Payouts[i].Name+".title", s.Payouts[i].Title)
	}
}

// inputs are the declared inputs and, behind them, the facts of the ratings.
func (b *builder) inputs() []Input {
	inputs := slices.Clone(b.scheme.Inputs)
	for _, i := range b.scheme.Indicators {
		if r := i.Rating; r != nil {
			inputs = append(inputs, Input{Name: i.Name, Title: i.Title, Type: r.Type, In: r.In, Step: r.Step, OneOf: r.OneOf, Default: r.Default, Optional: r.Optional})
		}
	}
	return inputs
}

// declareNames fills the table of names.
func (b *builder) declareNames() {
	s := b.scheme
	for i := range s.Params {
		b.declare(paramSymbol, "params", s.Params[i].Name, i)
	}
	for i := range s.Inputs {
		b.declare(inputSymbol, "inputs", s.Inputs[i].Name, i)
	}
	for i := range s.Tables {
		b.declare(tableSymbol, "tables", s.Tables[i].Name, i)
	}
	for i := range s.Values {
		b.declare(valueSymbol, "values", s.Values[i].Name, i)
	}
	ratings := len(s.Inputs)
	for i := range s.Indicators {
		if s.Indicators[i].Rating != nil {
			b.declare(inputSymbol, "indicators", s.Indicators[i].Name, ratings)
			b.ratings = append(b.ratings, i)
			ratings++
			continue
		}
		b.declare(indicatorSymbol, "indicators", s.Indicators[i].Name, i)
	}
	if s.Total.Formula != "" {
		b.symbols["total"] = &symbol{kind: totalSymbol, name: "total", at: b.origin.at("total"), node: ir.None}
	}
	if len(s.Grades.Bands) > 0 {
		b.symbols["grade"] = &symbol{kind: gradesSymbol, name: "grade", at: b.origin.at("grades"), node: ir.None}
	}
	for i := range s.Pools {
		b.declare(poolSymbol, "pools", s.Pools[i].Name, i)
	}
	for i := range s.Payouts {
		b.declare(payoutSymbol, "payouts", s.Payouts[i].Name, i)
	}
}

func (b *builder) declare(kind symbolKind, list, name string, index int) {
	path := b.paths.of(list, name)
	at := b.origin.at(path)
	key := norm.NFC.String(name)
	switch first := b.symbols[key]; {
	case !isName(name):
		b.badName(at, name)
		return
	case isReserved(key):
		b.reservedName(at, name)
		b.symbols[key] = &symbol{name: key, at: at, node: ir.None, state: done, faulty: true}
		return
	case first != nil:
		b.duplicateName(at, key, symbolNames[first.kind])
		return
	}
	b.symbols[key] = &symbol{kind: kind, name: key, index: index, at: at, node: ir.None}
	b.names = append(b.names, key)
}

// lowerSymbol lowers a declaration if that has not happened, and gives its node.
func (b *builder) lowerSymbol(s *symbol) ir.ID {
	switch s.state {
	case done:
		return s.node
	case underway:
		from := slices.Index(b.stack, s.name)
		b.cycle(s.at, append(slices.Clone(b.stack[from:]), s.name))
		return ir.None
	}
	s.state = underway
	b.stack = append(b.stack, s.name)
	switch s.kind {
	case inputSymbol:
		s.node = b.input(s)
		if rating := s.index - len(b.scheme.Inputs); rating >= 0 {
			s.node = b.scored(s.at.path, &b.scheme.Indicators[b.ratings[rating]], s.node)
		}
	case paramSymbol:
		s.node = b.param(s)
	case tableSymbol:
		b.table(s)
	case valueSymbol:
		v := &b.scheme.Values[s.index]
		s.node = b.figure(s.at.path, v.Formula, v.AtLeast, v.AtMost, v.Round, nil)
	case indicatorSymbol:
		i := &b.scheme.Indicators[s.index]
		s.node = b.scored(s.at.path, i, b.figure(s.at.path, i.Formula, i.AtLeast, i.AtMost, i.Round, nil))
	case totalSymbol:
		s.node = b.total(s)
	case gradesSymbol:
		b.grades(s)
	case poolSymbol:
		s.node = b.pool(s)
	case payoutSymbol:
		s.node = b.payout(s)
	}
	b.stack = b.stack[:len(b.stack)-1]
	s.state = done
	return s.node
}

// node adds a node. Its stage follows from its arguments.
func (b *builder) node(at place, n ir.Node) ir.ID {
	if slices.Contains(n.Args, ir.None) {
		return ir.None
	}
	n.Path, n.Span = at.path, at.span
	for _, arg := range n.Args {
		n.Stage = max(n.Stage, b.p.Nodes[arg].Stage)
	}
	for _, arg := range n.Args {
		n.Uses |= b.p.Nodes[arg].Uses
	}
	if n.Op == ir.OpMap || n.Op == ir.OpFilter {
		n.Uses |= b.p.Nodes[n.Body].Uses &^ (1 << n.Level)
		n.Stage = max(n.Stage, ir.Individual, b.p.Nodes[n.Body].Stage)
	}
	b.p.Nodes = append(b.p.Nodes, n)
	id := ir.ID(len(b.p.Nodes) - 1)
	if reads := b.readsOf(&n, id); len(reads) > 0 {
		b.reads[id] = reads
	}
	return id
}

func (b *builder) constant(at place, v ir.Value) ir.ID {
	return b.node(at, ir.Node{Op: ir.OpConst, Kind: v.Kind, Value: v})
}

func (b *builder) kind(id ir.ID) ir.Kind {
	if id == ir.None {
		return ir.Invalid
	}
	return b.p.Nodes[id].Kind
}

// leaf reads a text leaf; nil if it is faulty or empty.
func (b *builder) leaf(kind dsl.FragmentKind, path, text string) *dsl.Fragment {
	if text == "" {
		return nil
	}
	f, ds := b.origin.leaf(kind, path, text, b.limits.Syntax)
	for _, d := range ds {
		at := place{path: path, span: d.Span}
		b.add(at, d)
	}
	return f
}

// formula lowers a fragment that is a formula or constant.
func (b *builder) formula(path string, f *dsl.Fragment) ir.ID {
	return b.formulaBefore(path, f, "")
}

// formulaBefore is formula for a gate; before names the figure that it changes.
func (b *builder) formulaBefore(path string, f *dsl.Fragment, before string) ir.ID {
	if f == nil {
		return ir.None
	}
	tree, err := formula.Parse(f.Tokens)
	if err != nil {
		code := dsl.CodeExpected
		if e := (*formula.Error)(nil); errors.As(err, &e) {
			code = e.Code
		}
		b.fault(place{path, f.Span()}, code, "", "%v", err)
		return ir.None
	}
	return b.lower(tree, &scope{path: path, element: ir.None, before: before})
}

// fixed lowers a constant: what reads facts is refused.
func (b *builder) fixed(path, what string, f *dsl.Fragment, want ir.Kind) ir.ID {
	id := b.formula(path, f)
	if id == ir.None {
		return id
	}
	n := &b.p.Nodes[id]
	switch {
	case n.Stage != ir.Fixed:
		b.notConstant(place{path, f.Span()}, what)
		return ir.None
	case want != ir.Invalid && n.Kind != want && n.Kind != ir.Never:
		b.wrongKind(place{path, f.Span()}, what, want, n.Kind)
		return ir.None
	}
	return id
}

// fixedLeaf is fixed for a text leaf.
func (b *builder) fixedLeaf(path, what, text string, want ir.Kind) ir.ID {
	return b.fixed(path, what, b.leaf(dsl.FragmentConstant, path, text), want)
}

// numeric refuses a node that is no number.
func (b *builder) numeric(id ir.ID, at place, what string) ir.ID {
	if k := b.kind(id); id != ir.None && k != ir.Number && k != ir.Never {
		b.wrongKind(at, what, ir.Number, k)
		return ir.None
	}
	return id
}
