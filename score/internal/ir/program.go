package ir

import (
	"fmt"
	"slices"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
)

// ID is a node's number. None stands for "no node".
type ID int32

// None is no node.
const None ID = -1

// Kind is the type of a node's value.
type Kind uint8

// The kinds.
const (
	Invalid Kind = iota // a node that could not be lowered
	Number
	Text
	Bool
	Row   // the index of a table's row
	Never // fail(…): no value at all; fits everywhere
	List
	Record
)

// String is the kind as messages name it.
func (k Kind) String() string {
	return [...]string{"nothing", "a number", "a text", "true or false", "a row", "a failure", "a list", "a record"}[k]
}

// Stage says when a value is known.
type Stage uint8

// The stages, in order.
const (
	Fixed      Stage = iota // constants and params
	Individual              // facts of one person
	Cohort                  // everybody's figures: ranks, sizes, means
	Placed                  // the grade that a distribution gives
	Pay                     // the shares of pools
)

// Op is what a node does.
type Op uint8

// The operations, with their arguments.
const (
	OpConst       Op = iota // Value
	OpParam                 // Index; default, if there is one
	OpInput                 // Index; default, if there is one
	OpNeg                   // a
	OpAbs                   // a
	OpFloor                 // a
	OpCeil                  // a
	OpAdd                   // a, b
	OpSub                   // a, b
	OpMul                   // a, b
	OpDiv                   // a, b
	OpMod                   // a, b
	OpPow                   // a, Fixed whole exponent
	OpMin                   // a…
	OpMax                   // a…
	OpAtLeast               // a, floor: a clamp of a declaration
	OpAtMost                // a, cap
	OpRound                 // a, Fixed places; Mode
	OpRoundTo               // a, Fixed step; Mode
	OpCompare               // a…; Compare between them
	OpEqual                 // a, b of one kind
	OpNot                   // a
	OpAnd                   // a, b; lazy
	OpOr                    // a, b; lazy
	OpIn                    // a, elements…
	OpConditional           // condition, then, else; lazy
	OpRow                   // one argument a column; Index is the table
	OpPick                  // a Row node; Index is the table, Column the result
	OpFail                  // Message
	OpLet                   // the value of a let, its body; strict in both
	OpGraduated             // the arguments of a graduated table; Index
	OpLinear                // the arguments of a linear table; Index
	OpGradeGate             // a Row, whether the gate fires, a name or number; Effect
	OpForfeit               // whether a gate fires, an amount
	OpGiven                 // an optional input
	OpCoalesce              // an optional input, what stands for it; lazy
	OpScored                // an indicator with policies; Scored
	OpWeighted              // the mean of the weighted indicators; Weighted
	OpElement               // the element at hand of the list around; Level
	OpField                 // a record; Index is the field
	OpMap                   // a list; Body gives each element's value
	OpFilter                // a list; Body says which elements stay
	OpLen                   // a list
	OpSum                   // a list of numbers
	OpMean                  // a list of numbers, not empty
	OpListMin               // a list of numbers, not empty
	OpListMax               // a list of numbers, not empty
	OpCount                 // a list of bools
	OpAny                   // a list of bools
	OpAll                   // a list of bools
	OpNone                  // a list of bools
	OpIndex                 // a list, a whole number; -1 is the last element
	OpGo                    // a call of a Go function; Index
	OpCohort                // what the cohort stage gives; Index is the Given; a mean's formula
)

// Sign is a comparison in a chain.
type Sign uint8

// The signs.
const (
	Less Sign = iota
	LessEqual
	Greater
	GreaterEqual
)

var signs = map[string]Sign{"<": Less, "<=": LessEqual, ">": Greater, ">=": GreaterEqual}

// SignOf is the sign with a spelling, which must be one of < <= > >=.
func SignOf(spelling string) Sign { return signs[spelling] }

// Holds tells whether the sign holds for the outcome of Cmp.
func (s Sign) Holds(cmp int) bool {
	switch s {
	case Less:
		return cmp < 0
	case LessEqual:
		return cmp <= 0
	case Greater:
		return cmp > 0
	}
	return cmp >= 0
}

// Value is a number, text or bool, or a list or record of values.
type Value struct {
	Kind Kind
	Num  exact.Rat
	Text string
	Bool bool
	// List has a list's elements, or a record's fields in the order of its type.
	List []Value
}

// NumberValue makes a number.
func NumberValue(r exact.Rat) Value { return Value{Kind: Number, Num: r} }

// TextValue makes a text.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// BoolValue makes a bool.
func BoolValue(b bool) Value { return Value{Kind: Bool, Bool: b} }

// Equal compares two values; values of different kinds differ.
func (v Value) Equal(o Value) bool {
	return v.Kind == o.Kind && v.Num.Equal(o.Num) && v.Text == o.Text && v.Bool == o.Bool &&
		slices.EqualFunc(v.List, o.List, Value.Equal)
}

// String is the value as a literal of the language.
func (v Value) String() string {
	switch v.Kind {
	case Number, Row:
		return v.Num.Text()
	case Text:
		return dsl.Quote(v.Text)
	case Bool:
		if v.Bool {
			return "true"
		}
		return "false"
	case List, Record:
		return fmt.Sprintf("%s of %d", map[Kind]string{List: "a list", Record: "a record"}[v.Kind], len(v.List))
	}
	return "?"
}

// Node is one operation.
type Node struct {
	Op      Op
	Kind    Kind
	Stage   Stage
	Args    []ID
	Value   Value
	Index   int
	Column  int
	Mode    exact.Mode
	Compare []Sign
	Message string
	Effect  GradeEffect
	// Level is the nesting of the list whose element OpElement is, from 1.
	Level int
	// Body is what OpMap and OpFilter compute for each element, Element the node
	// that stands for it there, Members the nodes to compute, in order.
	Body, Element ID
	Members       []ID
	// Uses are the levels of the elements that the node depends on, a bit each.
	// Only nodes that depend on none are computed in the main loop.
	Uses     uint64
	Scored   *Scored
	Weighted *Weighted
	// Path and Span are where the node comes from, for messages.
	Path string
	Span dsl.Span
}

// GradeEffect is what a gate does to the grade.
type GradeEffect uint8

// The effects.
const (
	GradeIs GradeEffect = iota
	GradeAtMost
	GradeDrop
)

// Scored is an indicator with policies. Policies are texts: zero, full,
// redistribute, fail. What is not there is None.
type Scored struct {
	Raw ID
	// Applies is the condition under which the indicator counts, Otherwise the
	// policy where it does not.
	Applies, Otherwise ID
	// Missing is the policy where one of Optionals, the input nodes, is absent.
	Missing   ID
	Optionals []ID
	// Points are the full marks.
	Points ID
}

// Weighted is the mean of the weighted indicators.
type Weighted struct {
	Items []WeightedItem
	// Sections are the weights of the sections.
	Sections []ID
	// Over is how much weight must be left; None is "some".
	Over ID
}

// WeightedItem is a weighted indicator; Section is -1 outside of sections.
type WeightedItem struct {
	Node, Weight ID
	// Points are the full marks, None if the indicator does not state them.
	Points  ID
	Section int
}

// Gate is a condition that changes total, grade or pay, for the record.
type Gate struct {
	Title, Effect string
	Fires         ID
	// Stops is the node that fails if the gate is to stop the scoring, or None.
	Stops ID
}

// TableMode says how the last column is read.
type TableMode uint8

// The modes.
const (
	LookUp TableMode = iota
	WholeVolume
	Graduated
	Linear
)

// Input is a declared fact. Its node's argument, if it has one, is the default.
type Input struct {
	Name, Title string
	// Optional says that it may be absent.
	Optional bool
	Spec     Spec
	Node     ID
	Path     string
	Span     dsl.Span
}

// Param is fixed at compile time. Its node's argument, if it has one, is the default.
type Param struct {
	Name, Title string
	Spec        Spec
	Node        ID
	Path        string
	Span        dsl.Span
}

// Alternative is one set of values in a cell: an interval with Fixed ends
// (None is unbounded), or for texts and bools the value Lo.
type Alternative struct {
	Lo, Hi         ID
	LoOpen, HiOpen bool
}

// Cell is what a row takes in one column. Any takes everything.
type Cell struct {
	Any          bool
	Alternatives []Alternative
}

// ResultKind says what a row gives.
type ResultKind uint8

// The kinds of results.
const (
	Gives ResultKind = iota // Node
	Fails                   // Message
	NeverHappens
	Flat   // of linear tables: the nearest point's value
	Extend // of linear tables: the line through the nearest two points
)

// Result is what a row gives in one result column.
type Result struct {
	Kind    ResultKind
	Node    ID
	Message string
}

// TableRow is a row. The else row has Else and no cells, and is the last. When
// is what it takes as the scheme has it, for messages.
type TableRow struct {
	When    string
	Else    bool
	Cells   []Cell
	Results []Result
	Path    string
	Span    dsl.Span
}

// Column is a table's column. Declared says that Spec was stated, there or by
// an input or param of the same name.
type Column struct {
	Name     string
	Spec     Spec
	Declared bool
}

// Table finds the first row that takes its arguments. Unless First, no two
// rows take the same. Results counts the result columns, whose kinds are in
// ResultKinds.
type Table struct {
	Name        string
	Columns     []Column
	Rows        []TableRow
	First       bool
	Mode        TableMode
	ResultNames []string
	ResultKinds []Kind
	Path        string
	Span        dsl.Span
}

// Require is a condition on the facts, checked before anything else.
type Require struct {
	Node    ID
	Message string
}

// Figure is a named result.
type Figure struct {
	Name, Title string
	Node        ID
}

// Program is a compiled scheme, params not yet bound.
type Program struct {
	Nodes      []Node
	Inputs     []Input
	Params     []Param
	Tables     []Table
	Requires   []Require
	Values     []Figure
	Indicators []Figure
	// Total's node is None if the scheme has none.
	Total Figure
	// Bands is the index of the grades among the tables, -1 if there are none;
	// GradeRow its Row node, Grade and the picks of its columns.
	Bands    int
	GradeRow ID
	Grade    []Figure // grade, then grade.coefficient and further columns
	Payouts  []Figure
	Gates    []Gate
	// Functions are the names of the Go functions that OpGo calls.
	Functions []string
	// Givens, Distribution and Pools are the cohort stage; all are empty without one.
	Givens       []Given
	Distribution *Distribution
	Pools        []Pool
}

// Roots are the nodes that a scoring must have, in the order of the scheme.
func (p *Program) Roots() []ID {
	var roots []ID
	for _, g := range p.Gates {
		roots = append(roots, g.Fires)
		if g.Stops != None {
			roots = append(roots, g.Stops)
		}
	}
	for _, f := range p.Indicators {
		roots = append(roots, f.Node)
	}
	if p.Total.Node != None {
		roots = append(roots, p.Total.Node)
	}
	for _, f := range p.Grade {
		roots = append(roots, f.Node)
	}
	for _, f := range p.Payouts {
		roots = append(roots, f.Node)
	}
	return append(roots, p.cohortRoots()...)
}

// Figures are all named results, the values included.
func (p *Program) Figures() []Figure {
	figures := append(slices.Clone(p.Values), p.Indicators...)
	if p.Total.Node != None {
		figures = append(figures, p.Total)
	}
	figures = append(figures, p.Grade...)
	return append(append(figures, p.Shares()...), p.Payouts...)
}

// Find is the figure with a name: a value, an indicator, total, grade,
// grade.COLUMN or a payout.
func (p *Program) Find(name string) (Figure, bool) {
	for _, f := range p.Figures() {
		if f.Name == name {
			return f, true
		}
	}
	return Figure{}, false
}

// Readers are the nodes that depend on a node, itself included.
func (p *Program) Readers(id ID) map[ID]bool {
	readers := map[ID]bool{id: true}
	for other := int(id) + 1; other < len(p.Nodes); other++ {
		n := &p.Nodes[other]
		depends := func(arg ID) bool { return readers[arg] }
		if slices.ContainsFunc(n.Args, depends) || slices.ContainsFunc(n.Members, depends) {
			readers[ID(other)] = true
		}
	}
	return readers
}
