package score_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// takeFacts checks every fact against its declaration and notes all faults.
func (r *oracleState) takeFacts(facts map[string]any) {
	declared := map[string]bool{}
	for _, in := range r.file.inputs {
		declared[in.name] = true
		r.at(in.place, in.name, func() {
			given, there := facts[in.name]
			switch {
			case (!there || given == nil) && in.fallback != nil:
				r.facts[in.name] = r.constant(in.fallback)
			case (!there || given == nil) && in.optional:
			case !there || given == nil:
				r.fault(oracleFactFault, "missing")
			default:
				r.takeFact(in, given)
			}
		})
	}
	var unknown []string
	for name := range facts {
		if !declared[name] {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		r.at(r.file.next+1, name, func() { r.fault(oracleFactFault, "not declared") })
	}
}

func (r *oracleState) takeFact(in *oracleInput, given any) {
	v, reason := r.readFact(in, given)
	if s, ok := given.(string); ok && strings.HasSuffix(s, "%") && (in.kind == "number" || in.kind == "integer") {
		reason = "only a percent is written with %"
	}
	if reason == "" {
		reason = r.breaks(in, v)
	}
	if reason != "" {
		r.fault(oracleFactFault, reason)
		return
	}
	r.facts[in.name] = v
}

// breaks says which rule of the declaration the value breaks, "" if none.
func (r *oracleState) breaks(in *oracleInput, v oracleValue) string {
	step := in.step
	if in.list {
		return "" // its elements were looked at one by one
	}
	if in.kind == "integer" && !oracleIsMultiple(v.Num, big.NewRat(1, 1)) {
		return "not a whole number"
	}
	switch {
	case in.in != nil && !r.contains(in.in, v.number()):
		return "outside its interval"
	case step != nil && !oracleIsMultiple(v.number(), step):
		return "not a multiple of the step"
	case in.oneOf != nil && !slices.Contains(in.oneOf, v.Text):
		return "not one of the texts"
	}
	return ""
}

func oracleIsMultiple(x, step *big.Rat) bool { return new(big.Rat).Quo(x, step).IsInt() }

// convert reads a fact as Go hands it over.
func oracleConvert(kind string, given any) (oracleValue, string) {
	switch kind {
	case "text":
		if s, ok := given.(string); ok {
			return oracleTextual(s), ""
		}
		return oracleValue{}, "not a text"
	case "bool":
		if b, ok := given.(bool); ok {
			return oracleTruth(b), ""
		}
		return oracleValue{}, "not true or false"
	}
	switch g := given.(type) {
	case int:
		return oracleNum(big.NewRat(int64(g), 1)), ""
	case int64:
		return oracleNum(big.NewRat(g, 1)), ""
	case *big.Rat:
		return oracleNum(g), ""
	case string:
		return oracleNumberText(kind, g)
	}
	return oracleValue{}, fmt.Sprintf("a %T is not a number", given)
}

// numberText: like a literal, with an optional minus. For a percent it has to
// be plain which of 85 and 0.85 is meant, so it needs a % or a point.
func oracleNumberText(kind, s string) (oracleValue, string) {
	digits, negative := strings.CutPrefix(s, "-")
	line := []rune(digits)
	if len(line) == 0 || !oracleIsDigit(line[0]) || oracleNumberEnd(line, 0) != len(line) {
		return oracleValue{}, "not a number"
	}
	if kind == "percent" && !strings.ContainsAny(s, ".%") {
		return oracleValue{}, "a percent needs % or a point"
	}
	v := oracleLiteralValue(digits)
	if negative {
		v.Neg(v)
	}
	return oracleNum(v), ""
}

// bindParams gives every param its value; what is wrong here is wrong with the
// call, not with the person.
func (r *oracleState) bindParams(bind map[string]string) {
	known := map[string]bool{}
	for _, d := range r.file.params {
		known[d.name] = true
		text, bound := bind[d.name]
		switch {
		case bound:
			v, reason := oracleConvert(d.kind, text)
			if reason != "" {
				oracleWrong("param %s: %s", d.name, reason)
			}
			r.params[d.name] = v
		case d.fallback != nil:
			r.params[d.name] = r.constant(d.fallback)
		default:
			oracleWrong("param %s has no value", d.name)
		}
		shape := &oracleInput{kind: d.kind, in: d.in, oneOf: d.oneOf}
		if reason := r.breaks(shape, r.params[d.name]); reason != "" {
			oracleWrong("param %s is %s", d.name, reason)
		}
	}
	for name := range bind {
		if !known[name] {
			oracleWrong("%s is bound but is no param", name)
		}
	}
}
