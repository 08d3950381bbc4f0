package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A Result is a person's score sheet: a snapshot of plain data that needs
// neither the program nor the facts any more. Its JSON is stable, holds
// numbers as text, and reads back into a Result with the same figures, titles
// and texts, printed alike.
//
// json.Marshal writes < > & inside of texts as \u003c and so on, which reads
// back the same; a json.Encoder with SetEscapeHTML(false) leaves them as they
// are. Chinese is never escaped.
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
	Gates   []FiredGate `json:"gates,omitempty"`
	Payouts []Figure    `json:"payouts,omitempty"`
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
	Kind        FigureKind
	Number      Number
	Text        string
	Bool        bool
	// State says of an indicator whether it counts, or what was the matter.
	State State
	// Redistributed says that the weight of an indicator that does not count went
	// to the others: it has no value then.
	Redistributed bool
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
	case name == "total" && r.Total != nil:
		return *r.Total, true
	case name == "grade" && r.Grade != nil:
		return Figure{Name: "grade", Kind: FigureText, Text: r.Grade.Name}, true
	}
	lists := [][]Figure{r.Indicators, r.Payouts, r.Values}
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

// figureJSON is a figure with exactly one of its values.
type figureJSON struct {
	Name   string  `json:"name"`
	Title  string  `json:"title,omitempty"`
	Number *Number `json:"number,omitempty"`
	Text   *string `json:"text,omitempty"`
	Bool   *bool   `json:"bool,omitempty"`
	// State is left out where the indicator counts.
	State         string `json:"state,omitempty"`
	Redistributed bool   `json:"redistributed,omitempty"`
}

// MarshalJSON writes name, title and the value under number (as text), text or bool.
func (f Figure) MarshalJSON() ([]byte, error) {
	out := figureJSON{Name: f.Name, Title: f.Title, Redistributed: f.Redistributed}
	if f.State != Counted {
		out.State = f.State.String()
	}
	switch {
	case f.Redistributed:
	case f.Kind == FigureText:
		out.Text = &f.Text
	case f.Kind == FigureBool:
		out.Bool = &f.Bool
	default:
		out.Number = &f.Number
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(out)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(data []byte) error {
	var in figureJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	read, values := Figure{Name: in.Name, Title: in.Title, Redistributed: in.Redistributed}, 0
	for _, state := range []State{Missing, NotApplicable} {
		if in.State == state.String() {
			read.State = state
		}
	}
	if in.Number != nil {
		read.Number = *in.Number
		values++
	}
	if in.Text != nil {
		read.Kind, read.Text = FigureText, *in.Text
		values++
	}
	if in.Bool != nil {
		read.Kind, read.Bool = FigureBool, *in.Bool
		values++
	}
	if values != 1 && !(values == 0 && in.Redistributed) {
		return fmt.Errorf("score: the figure %q has %d values instead of one", shorten(in.Name), values)
	}
	*f = read
	return nil
}
