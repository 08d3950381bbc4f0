package score

import "github.com/kaohe-go/kaohe/dsl"

// A Scheme says how facts become points, a total, a grade and pay. Load reads
// one from text; a Go program may also build one. Its leaves are text exactly
// as it stands in a scheme file (In: "[0, 100000]", OneOf: `"初级", "高级"`),
// so that params fit anywhere and "" means "not given". Nothing is checked
// before Compile, which names a fault by its path (indicators.kpi.formula), or,
// for a loaded scheme, by its place in the file too.
//
// A Scheme is plain data: it may be copied and changed before it is compiled.
type Scheme struct {
	// Name is an identifier; it is required. Title is for people.
	Name, Title string
	// Version is any text. Effective is the first day, as 2013-01-31.
	Version, Effective string
	// Note says where the scheme comes from.
	Note string

	Inputs     []Input
	Requires   []Require
	Params     []Param
	Tables     []Table
	Values     []Value
	Sections   []Section
	Indicators []Indicator
	// Total, Grades and Payouts are optional: a Total without Formula and
	// Grades without Bands are none.
	Total  Total
	Gates  []Gate
	Grades Grades
	// Distribution, without Quotas and By none, and Pools score people together.
	Distribution Distribution
	Pools        []Pool
	Payouts      []Payout
	Examples     []Example
	Cases        []Cases

	// Limits bound what compiling and scoring may cost; the zero value has safe
	// defaults.
	Limits Limits

	origin *origin
}

// Limits bound what a scheme and its facts may cost. A field that is zero has
// its default.
type Limits struct {
	// Syntax bounds the text.
	Syntax dsl.Limits
	// Digits bounds the decimal digits of every number on the way, of numerator
	// and denominator each; 1,000.
	Digits int
	// ListLength bounds the lists among the facts; 10,000, which is also the most.
	ListLength int
	// People bounds a cohort; 10,000,000.
	People int
}

func (l Limits) withDefaults() Limits {
	l.Syntax = l.Syntax.WithDefaults()
	if l.Digits <= 0 {
		l.Digits = 1000
	}
	if l.ListLength <= 0 || l.ListLength > 10_000 {
		l.ListLength = 10_000
	}
	if l.People <= 0 {
		l.People = 10_000_000
	}
	return l
}

// An Input is a fact that each person must have.
type Input struct {
	Name, Title string
	// Type is integer, number, percent, text, bool, "list" followed by one of
	// these, or "list" alone for a list of records with Fields.
	Type   string
	Fields []Column
	// In is an interval, Step the grid of allowed multiples, OneOf a list of
	// the only allowed values.
	In, Step, OneOf string
	// Default is the value where the fact is not given. An Optional fact may be
	// absent; formulas read it as given(x), x ?? v, or in an indicator with Missing.
	Default  string
	Optional bool
	Note     string
}

// A Require is a condition on the facts that is checked before anything else.
type Require struct {
	Condition string
	// Message is what a person's error says where the condition does not hold.
	Message string
	Note    string
}

// A Param is fixed when the scheme is compiled. Numbers need In or Value.
type Param struct {
	Name, Title string
	// Type is as for an Input; left out, it follows from In, OneOf and Value.
	Type            string
	In, Step, OneOf string
	// Value is what the param has if it is not bound; with neither, Compile fails.
	Value string
	Note  string
}

// A Column is a column of a table. Named like an input or a param, it has that
// one's domain unless it states its own.
type Column struct {
	Name, Type, In, Step, OneOf string
}

// A Table is a look-up, and a function in formulas.
type Table struct {
	Name    string
	Columns []Column
	// Mode says how the last column is read: "" looks up; "whole_volume"
	// multiplies it by the result; "graduated" prices each slice of it;
	// "linear" joins points by lines.
	Mode string
	// First lets the first row win where rows overlap; otherwise that is an error.
	First bool
	Rows  []Row
	Note  string
}

// A Row gives a result for the values that it takes.
type Row struct {
	// When has a cell for each column: "(2000, 2300)", `"初级" | "中级", [0, 3)`,
	// or is "else" in the last row.
	When string
	// Result is a constant, `fail "…"` or "never"; beside the points of a linear
	// table also "flat" or "extend".
	Result string
}

// A Value is a named formula that is not on the score sheet.
type Value struct {
	Name, Title, Formula string
	// AtLeast and AtMost clamp the result, then Round rounds it: "2",
	// "2 half_even", "to 0.5".
	AtLeast, AtMost, Round string
	Note                   string
}

// An Indicator is a figure of the score sheet: a formula, or a Rating.
type Indicator struct {
	Name, Title, Formula   string
	AtLeast, AtMost, Round string
	// Rating makes the indicator a fact of its own, instead of a formula.
	Rating *Rating
	// Points are the full marks, Weight the share in `weighted`, In the section.
	Points, Weight, In string
	// AppliesWhen is the condition under which the indicator counts. Otherwise
	// and Missing (where an optional fact is absent) are policies: zero, full,
	// redistribute, fail, or a text param with one of these.
	AppliesWhen, Otherwise, Missing string
	Note                            string
}

// A Rating declares a fact that is itself a score. Its fields are those of an Input.
type Rating struct {
	Type, In, Step, OneOf, Default string
	Optional                       bool
}

// A Section is a weighted group of indicators. The weights inside add up to
// 100%, and what is redistributed stays inside first.
type Section struct {
	Name, Title, Weight string
	Note                string
}

// A Gate changes total, grade or pay where its condition holds. It has exactly
// one effect.
type Gate struct {
	Title, When string
	// Total replaces the total, TotalAtMost caps it, before the grade.
	Total, TotalAtMost string
	// Grade sets the grade, GradeAtMost caps it (texts or text params), Drop
	// lowers it by a number of bands.
	Grade, GradeAtMost, Drop string
	// Scale names a payout that is multiplied by By, before its rounding.
	Scale, By string
	// Forfeit makes all payouts zero.
	Forfeit bool
	// Fail stops the scoring with that message.
	Fail string
	Note string
}

// A Total is the sum that grades read.
type Total struct {
	Title, Formula         string
	AtLeast, AtMost, Round string
	// OverAtLeast is how much of the weight must be left after redistribution.
	OverAtLeast string
	Note        string
}

// Grades map the total, or the formula By, to bands, best first.
type Grades struct {
	By    string
	First bool
	Bands []Band
	Note  string
}

// A Band is a grade with the totals that it takes.
type Band struct {
	// When is one cell, or "else" in the last band.
	When string
	// Name is a text (`"优秀"`), a text param, or `fail "…"`.
	Name string
	// Columns are numbers, the same in each band: the coefficient and others.
	Columns []BandColumn
}

// A BandColumn is a number of a band; formulas read it as grade.NAME.
type BandColumn struct {
	Name, Value string
}

// A Payout is an amount of money, or whatever is paid. Round is required.
type Payout struct {
	Name, Title, Formula   string
	AtLeast, AtMost, Round string
	Note                   string
}

// An Example is a scoring that Compile checks.
type Example struct {
	Title string
	// With binds params: "good_k = 1".
	With string
	// Facts are the facts that the expected figures need: "calls = 1800, errors = 0".
	Facts string
	// Expect names figures and what they are ("kpi = 720, grade = \"优秀\""), or
	// is `fail` or `fail "…"`.
	Expect string
	Note   string
}

// Cases are examples written as a table.
type Cases struct {
	Title, With string
	// Header names facts and figures: "calls, errors -> kpi, accuracy".
	Header string
	// Rows have the values: "2001, 3 -> 1000.5, 30", "2300, 0 -> fail".
	Rows []string
	Note string
}
