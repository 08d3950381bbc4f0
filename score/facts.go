package score

import (
	"maps"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// Facts are what is known about a person, by input name. A fact may be
//
//   - any integer type, decimal.Decimal, decimal.NullDecimal, a Number of
//     another result, json.Number, or text written like a number in a scheme
//     with an optional minus ("-85.5"), for an integer, number or percent; an
//     integer may be written 5.0, only a json.Number may have an exponent, and
//     only for a percent may text have a percent sign ("85%");
//   - a float64 whose shortest decimal has at most 15 significant digits, which
//     is then certainly what was written; other floats, NaN and infinities are
//     refused, and so is float32;
//   - a string for a text, a bool for a bool;
//   - for a list a slice or array, for a record a map with string keys or a
//     struct whose fields have a tag like `score:"bonus"`;
//   - a named type of one of these, a pointer to one, a type with MarshalText,
//     or one with Value as database/sql's Null types have. A type with both is
//     missing if its Value is nil, and else what its text says.
//
// For a percent, text needs a percent sign or a decimal point, since "85" could
// mean either; the number 85 is 8500%. A number may have Limits.Digits digits
// on either side of the point, a text 64 KB.
//
// nil, a nil pointer and an invalid Null are missing, as is a name that is not
// in the map: an error unless the input has a default. A name that is no input
// is an error too, and so is the same name twice, in two Unicode spellings.
type Facts map[string]any

// readFacts turns facts into values by input index, and reports everything
// that is wrong with them at once.
func (p *Program) readFacts(facts Facts) ([]ir.Value, error) {
	values := make([]ir.Value, len(p.ir.Inputs))
	faults := make([]*FactFault, len(p.ir.Inputs))
	seen := make([]bool, len(p.ir.Inputs))
	var unknown []FactFault
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		i, ok := p.inputs[norm.NFC.String(name)]
		switch {
		case !ok:
			unknown = append(unknown, FactFault{Code: FactUnknown, Input: name, Value: shownFact(facts[name]), Reason: p.unknownReason(name)})
		case seen[i]:
			faults[i] = &FactFault{Code: FactTwice, Value: shownFact(facts[name]), Reason: "is given twice, in two spellings of the same name"}
		default:
			seen[i] = true
			r := factReader{d: &p.domains[i], limits: p.limits, percents: p.domains[i].Percent}
			values[i], faults[i] = r.fact(facts[name])
		}
	}
	return p.withFaults(values, faults, unknown)
}

// withFaults is the values, or an error with all faults.
func (p *Program) withFaults(values []ir.Value, faults []*FactFault, unknown []FactFault) ([]ir.Value, error) {
	e := &FactsError{}
	for i := range values {
		in := &p.ir.Inputs[i]
		fault := faults[i]
		if fault == nil && values[i].Kind == ir.Invalid && !in.Optional && len(p.ir.Nodes[in.Node].Args) == 0 {
			fault = &FactFault{Code: FactMissing, Reason: "is missing"}
		}
		if fault != nil {
			fault.Input, fault.Rule = in.Name, p.domains[i].Rule()
			e.Faults = append(e.Faults, *fault)
		}
	}
	e.Faults = append(e.Faults, unknown...)
	if len(e.Faults) > 0 {
		return nil, e
	}
	return values, nil
}

func (p *Program) unknownReason(name string) string {
	if near, ok := dsl.Nearest(name, p.inputNames()); ok {
		return "is no input of the scheme; did you mean " + near + "?"
	}
	return "is no input of the scheme"
}
