package score_test

import "math/big"

// file is a scheme as the oracle keeps it: lists in the order of the text.
type oracleFile struct {
	name     string
	version  string
	inputs   []*oracleInput // ratings too
	params   []*oracleParam
	requires []*oracleCondition
	tables   map[string]*oracleTable
	figures  []*oracleFigure // values, indicators, total, payouts
	sections []*oracleSection
	gates    []*oracleGate
	grades   *oracleGrades
	examples []*oracleExample
	next     int // how many declarations were read; gives each its place
}

type oracleInput struct {
	place    int
	name     string
	kind     string // integer number percent text bool, "record" for a field list
	list     bool
	fields   []*oracleInput // of a record
	optional bool
	in       *oracleInterval
	step     *big.Rat
	oneOf    []string
	fallback *oracleExpr // the default, nil if none
	isRating bool
}

type oracleParam struct {
	place    int
	name     string
	kind     string
	in       *oracleInterval
	oneOf    []string
	fallback *oracleExpr
}

type oracleCondition struct {
	place   int
	cond    *oracleExpr
	message string
}

type oracleInterval struct {
	lo, hi         *oracleExpr // nil: unbounded
	loOpen, hiOpen bool
}

// cell is one alternative: an interval, a comparison with a constant, a
// value, or anything (the zero cell).
type oracleCell struct {
	in      *oracleInterval
	compare string // "", "==", "<", "<=", ">", ">="
	with    *oracleExpr
}

type oracleTable struct {
	name    string
	first   bool
	mode    string // "", whole_volume, graduated, linear
	columns []oracleColumn
	rows    []oracleRow
}

type oracleColumn struct {
	name string
	kind string // "" if it takes its domain from an input or param of that name
	in   *oracleInterval
	step *big.Rat
}

type oracleRow struct {
	isElse bool
	cells  [][]oracleCell
	result *oracleExpr // a fail is the expression fail("…")
	beside string      // flat or extend, instead of a result
}

type oracleFigure struct {
	place   int
	class   string // value indicator total payout
	name    string
	formula *oracleExpr
	atLeast *oracleExpr
	atMost  *oracleExpr
	round   *oracleRounding

	points, weight     *oracleExpr
	section            string
	applies            *oracleExpr
	otherwise, missing string      // a policy or a param; "" if not said
	over               *oracleExpr // of the total
}

type oracleGrades struct {
	place int
	first bool
	by    *oracleExpr // nil: the total
	bands []oracleBand
}

type oracleBand struct {
	isElse  bool
	cells   []oracleCell
	fail    *string
	name    *oracleExpr
	columns []oracleAssignment
}

type oracleAssignment struct {
	name string
	expr *oracleExpr
	fail bool // only in examples: the figure is expected to fail
}

type oracleExample struct {
	name   string
	with   []oracleAssignment
	facts  []oracleAssignment
	expect []oracleAssignment
}

// rounding is to multiples of to: 1/10^N for "round N".
type oracleRounding struct {
	to   *big.Rat
	mode string
}

// expr is the only node of a formula. op is an operator, or one of
// "number", "text", "bool", "name", "fact", "call", "list", "?:", "let",
// "chain", "member", "field", "index", "weighted"; ops holds the comparisons of
// a chain. The element of a loop is the name #.
type oracleExpr struct {
	op   string
	val  oracleValue
	name string
	ops  []string
	args []*oracleExpr
	line int
}

// oracleKind tells which field of a Value counts.
type oracleKind string

// The kinds of value.
const (
	oracleNumber oracleKind = "number"
	oracleText   oracleKind = "text"
	oracleBool   oracleKind = "bool"
	oracleList   oracleKind = "list"
	oracleRecord oracleKind = "record"
)

// oracleValue is a number, a text, a bool, or a list or record of them.
type oracleValue struct {
	Kind oracleKind
	Num  *big.Rat
	Text string
	Bool bool
	List []oracleValue
	Rec  map[string]oracleValue
}

// String shows a number as p/q or an integer.
func (v oracleValue) String() string {
	switch v.Kind {
	case oracleNumber:
		return v.Num.RatString()
	case oracleText:
		return `"` + v.Text + `"`
	case oracleBool:
		if v.Bool {
			return "true"
		}
		return "false"
	}
	return "nothing"
}

// Equal is equality of kind and exact value.
func (v oracleValue) Equal(w oracleValue) bool { return v.Kind == w.Kind && v.String() == w.String() }

func oracleNum(r *big.Rat) oracleValue   { return oracleValue{Kind: oracleNumber, Num: r} }
func oracleTextual(s string) oracleValue { return oracleValue{Kind: oracleText, Text: s} }
func oracleTruth(b bool) oracleValue     { return oracleValue{Kind: oracleBool, Bool: b} }
