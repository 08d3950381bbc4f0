package score

import (
	"maps"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// readParams turns bindings into values by param index; Kind Invalid where a
// param is not bound.
func (u *unit) readParams(r *reporter, given map[string]any) []ir.Value {
	values := make([]ir.Value, len(u.ir.Params))
	for _, name := range slices.Sorted(maps.Keys(given)) {
		i, ok := u.params[norm.NFC.String(name)]
		if !ok {
			r.unknownParam(place{path: "params." + name}, name, u.paramNames())
			continue
		}
		p := &u.ir.Params[i]
		domain := ir.Domain{Kind: p.Spec.Kind, Integer: p.Spec.Integer, Percent: p.Spec.Percent}
		v, fault := readFact(given[name], &domain, u.limits)
		if fault != nil {
			domain = p.Spec.Resolve(refeval.BindOpen(u.ir, values, u.limits.Digits, u.functions).FixedValue)
			r.unreadableParam(place{p.Path, p.Span}, name, fault.Reason, domain.Rule())
			continue
		}
		values[i] = v
	}
	return values
}

func (u *unit) inputNames() []string {
	names := make([]string, len(u.ir.Inputs))
	for i := range u.ir.Inputs {
		names[i] = u.ir.Inputs[i].Name
	}
	return names
}

func (u *unit) paramNames() []string {
	names := make([]string, len(u.ir.Params))
	for i := range u.ir.Params {
		names[i] = u.ir.Params[i].Name
	}
	return names
}

// checkParams holds the params' values to their domains. All that have none
// are named in one fault, if all are needed.
func (u *unit) checkParams(r *reporter, bound *refeval.Bound, all bool) {
	var unbound []string
	var first place
	for i := range u.ir.Params {
		p := &u.ir.Params[i]
		at := place{p.Path, p.Span}
		v := &bound.Fixed[p.Node]
		domain := p.Spec.Resolve(bound.FixedValue)
		switch {
		case v.Lacks():
			if unbound == nil {
				first = at
			}
			unbound = append(unbound, p.Name)
		case v.Failed():
			for _, f := range v.Failures {
				r.notComputable(place{f.Path, f.Span}, f.Message)
			}
		case !domain.Contains(v.Value):
			r.badParam(at, p.Name, v.String(), domain.Rule())
		}
	}
	if all && len(unbound) > 0 && !r.ds.HasErrors() {
		r.unboundParams(first, unbound)
	}
}

// checkDefaults holds the values that params have by themselves to their
// domains, also where a check goes over the whole domain instead.
func (u *unit) checkDefaults(r *reporter, given []ir.Value, open *refeval.Bound) {
	for i := range u.ir.Params {
		p := &u.ir.Params[i]
		args := u.ir.Nodes[p.Node].Args
		if len(args) == 0 || given[i].Kind != ir.Invalid {
			continue
		}
		v, domain := &open.Fixed[args[0]], p.Spec.Resolve(open.FixedValue)
		switch {
		case v.Failed() && !v.Lacks():
			for _, f := range v.Failures {
				r.notComputable(place{f.Path, f.Span}, f.Message)
			}
		case !v.Failed() && !domain.Contains(v.Value):
			r.badParam(place{p.Path, p.Span}, p.Name, v.String(), domain.Rule())
		}
	}
}

const maxTrials = 64

// trials proves the scheme at chosen values of its params, all bound. What
// fails at one of them is a fault: the value is in the param's domain.
func (u *unit) trials(given []ir.Value, open *refeval.Bound) dsl.Diagnostics {
	choices := make([][]ir.Value, len(u.ir.Params))
	combinations := 1
	for i := range u.ir.Params {
		choices[i] = []ir.Value{given[i]}
		if given[i].Kind == ir.Invalid {
			choices[i] = u.choices(i, open)
		}
		combinations = min(combinations*max(1, len(choices[i])), maxTrials+1)
	}
	var ds dsl.Diagnostics
	for _, values := range selections(choices, combinations <= maxTrials) {
		bound := refeval.Bind(u.ir, values, u.limits.Digits, u.functions)
		if u.refused(bound) {
			continue
		}
		r := reporter{origin: u.scheme.origin}
		if u.checkParams(&r, bound, false); r.ds.HasErrors() {
			continue // the domain of one param depends on another one
		}
		if pr, ok := prove(u.scheme.origin, bound, u.trialNote(values)); !ok {
			ds = appendNew(ds, pr.ds)
		}
		if slices.ContainsFunc(ds, func(d dsl.Diagnostic) bool { return d.Code == CodeBudget }) {
			break // the others would take as long
		}
	}
	return ds
}

// appendNew leaves out what has been found at the same place before.
func appendNew(ds, more dsl.Diagnostics) dsl.Diagnostics {
	for _, d := range more {
		same := func(o dsl.Diagnostic) bool { return o.Code == d.Code && o.Path == d.Path && o.Span == d.Span }
		if !slices.ContainsFunc(ds, same) {
			ds = append(ds, d)
		}
	}
	return ds
}

func (u *unit) trialNote(values []ir.Value) string {
	note := ""
	for i, v := range values {
		if v.Kind != ir.Invalid {
			note += ", " + u.ir.Params[i].Name + " = " + v.String()
		}
	}
	if note == "" {
		return ""
	}
	return " (with " + note[2:] + ")"
}

// refused tells whether a require that reads only params does not hold.
func (u *unit) refused(bound *refeval.Bound) bool {
	return slices.ContainsFunc(u.ir.Requires, func(r ir.Require) bool {
		v := &bound.Fixed[r.Node]
		return u.ir.Nodes[r.Node].Stage == ir.Fixed && !v.Failed() && !v.Bool
	})
}

// choices are the values at which a param is tried: all of a list, else the
// ends and the middle of its interval, and its default.
func (u *unit) choices(index int, open *refeval.Bound) []ir.Value {
	p := &u.ir.Params[index]
	d := p.Spec.Resolve(open.FixedValue)
	switch {
	case len(d.OneOf) > 0:
		return d.OneOf
	case d.Kind == ir.Bool:
		return []ir.Value{ir.BoolValue(false), ir.BoolValue(true)}
	case d.Kind != ir.Number || !p.Spec.Bounded:
		return nil // only its default
	}
	var values []ir.Value
	add := func(r exact.Rat) {
		if v := ir.NumberValue(r); d.Contains(v) && !slices.ContainsFunc(values, v.Equal) {
			values = append(values, v)
		}
	}
	one := exact.Int(1)
	if d.Step.Sign() > 0 {
		one = d.Step
	}
	half, _ := exact.Int(1).Quo(exact.Int(2))
	lo, hi := d.In.Lo, d.In.Hi
	switch {
	case lo.Bounded && hi.Bounded:
		middle := lo.At.Add(hi.At).Mul(half)
		add(lo.At)
		add(middle.Sub(middle.Sub(lo.At).RoundTo(one, exact.Floor)))
		add(middle)
		add(hi.At)
	case lo.Bounded:
		add(lo.At)
		add(lo.At.Add(one))
	case hi.Bounded:
		add(hi.At)
		add(hi.At.Sub(one))
	}
	if d.Step.Sign() > 0 && lo.Bounded {
		add(lo.At.RoundTo(d.Step, exact.Ceiling))
		add(lo.At.Add(d.Step).RoundTo(d.Step, exact.Floor))
	}
	if args := u.ir.Nodes[p.Node].Args; len(args) > 0 && !open.Fixed[args[0]].Failed() {
		add(open.Fixed[args[0]].Num)
	}
	return values
}

// selections combines choices: all with all, or one param varied at a time.
func selections(choices [][]ir.Value, all bool) [][]ir.Value {
	first := make([]ir.Value, len(choices))
	for i, c := range choices {
		if len(c) > 0 {
			first[i] = c[0]
		}
	}
	list := [][]ir.Value{first}
	for i, c := range choices {
		base := slices.Clone(list)
		if !all {
			base = base[:1]
		}
		for _, before := range base {
			for k := 1; k < len(c); k++ {
				next := slices.Clone(before)
				next[i] = c[k]
				list = append(list, next)
			}
		}
	}
	return list
}
