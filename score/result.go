package score

import (
	"strconv"

	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A Result is a person's score sheet: a snapshot of plain data that needs
// neither the program nor the facts any more. Its JSON is stable, holds
// numbers as text, and reads back into a Result with the same figures, titles
// and texts, printed alike.
//
// AppendJSON is the fast way to that JSON. json.Marshal writes < > & inside of
// texts as \u003c and so on, which reads back the same; AppendJSON and a
// json.Encoder with SetEscapeHTML(false) leave them as they are. Chinese is never
// escaped.
type Result struct {
	// Scheme, Version and Fingerprint say what computed it, Semantics by which
	// version of the language's rules.
	Scheme      string `json:"scheme"`
	Version     string `json:"version,omitempty"`
	Fingerprint string `json:"fingerprint"`
	Semantics   int    `json:"semantics"`
	// Params are the params with the values that they had.
	Params []Figure `json:"params,omitempty"`
	// Values are the named values, which are not on the sheet, without those
	// that could not be computed because no figure needed them.
	Values     []Figure `json:"values,omitempty"`
	Indicators []Figure `json:"indicators,omitempty"`
	// Total and Grade are nil if the scheme has none.
	Total *Figure `json:"total,omitempty"`
	Grade *Grade  `json:"grade,omitempty"`
	// Gates are the gates that fired, in the order of the scheme.
	Gates []FiredGate `json:"gates,omitempty"`
	// Pools are the shares of the scheme's pools.
	Pools   []Figure `json:"pools,omitempty"`
	Payouts []Figure `json:"payouts,omitempty"`
	// Standing is nil for somebody who was scored alone.
	Standing *Standing `json:"standing,omitempty"`

	heading *heading
}

// A Grade is the band that the total fell into.
type Grade struct {
	Name string `json:"name"`
	// Columns are the band's numbers, coefficient among them, in the scheme's order.
	Columns []Figure `json:"columns,omitempty"`
}

// A FigureKind says what a figure is.
type FigureKind uint8

// The kinds of figures.
const (
	FigureNumber FigureKind = iota
	FigureText
	FigureBool
)

// A Figure is a named result: a number, a text or a bool, as Kind says. The
// fields of the other kinds are zero.
type Figure struct {
	// Name is as formulas write it (kpi, grade.coefficient), Title for people.
	Name, Title string
	Number      Number
	Text        string
	Kind        FigureKind
	Bool        bool
	// State says of an indicator whether it counts, or what was the matter.
	State State
	// Redistributed says that the weight of an indicator that does not count went
	// to the others: it has no value then.
	Redistributed bool

	heading *heading
}

// A State says what became of an indicator with a policy.
type State uint8

// The states. Missing and not applicable are two different things: an optional
// fact was absent, or the indicator's condition did not hold.
const (
	Counted       = State(refeval.Counted)
	Missing       = State(refeval.Missing)
	NotApplicable = State(refeval.NotApplicable)
)

// String is "counted", "missing" or "not applicable".
func (s State) String() string {
	switch s {
	case Missing:
		return "missing"
	case NotApplicable:
		return "not applicable"
	}
	return "counted"
}

// A FiredGate is a gate whose condition held.
type FiredGate struct {
	Title string `json:"title,omitempty"`
	// Effect is what it did, as in the scheme: grade at most "良好".
	Effect string `json:"effect"`
}

// Figure finds a figure by the name that formulas use: an indicator, a value,
// total, grade, grade.coefficient, a payout. Params are in Params only, titles
// find nothing. ok is false if there is none, so
// that a misspelt name never reads as zero.
func (r *Result) Figure(name string) (f Figure, ok bool) {
	switch {
	case r == nil:
		return Figure{}, false
	case name == "total" && r.Total != nil:
		return *r.Total, true
	case name == "grade" && r.Grade != nil:
		return Figure{Name: "grade", Kind: FigureText, Text: r.Grade.Name}, true
	}
	lists := [][]Figure{r.Indicators, r.Payouts, r.Values, r.Pools}
	if r.Grade != nil {
		lists = append(lists, r.Grade.Columns)
	}
	for _, list := range lists {
		for _, f := range list {
			if f.Name == name {
				return f, true
			}
		}
	}
	return Figure{}, false
}

// Value is the figure as text: a number as Number.Text, a text as it is, a
// bool as true or false; of an indicator that is redistributed it is empty.
func (f Figure) Value() string {
	switch {
	case f.Redistributed:
		return ""
	case f.Kind == FigureText:
		return f.Text
	case f.Kind == FigureBool:
		return strconv.FormatBool(f.Bool)
	}
	return f.Number.Text()
}

// String is the figure as `bonus = 400.00`.
func (f Figure) String() string { return f.Name + " = " + f.Value() }
