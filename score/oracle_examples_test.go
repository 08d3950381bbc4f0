package score_test

import "fmt"

// oracleRunExamples runs the examples of a scheme and says which don't hold.
func oracleRunExamples(text string) (broken []string, err error) {
	defer oracleCatch(&err)
	f := oracleReadFile(text)
	for _, e := range f.examples {
		if reason := oracleRunExample(f, e); reason != "" {
			broken = append(broken, e.name+": "+reason)
		}
	}
	return broken, nil
}

func oracleRunExample(f *oracleFile, e *oracleExample) string {
	r := oracleStart(f)
	r.partial = true
	bind := map[string]string{}
	for _, a := range e.with {
		// Params are bound as text, which for a percent needs its point or %.
		v := r.constant(a.expr)
		if v.Kind == oracleText {
			bind[a.name] = v.Text
		} else {
			bind[a.name] = v.Num.FloatString(20)
		}
	}
	r.bindParams(bind)
	if reason := r.exampleFacts(e); reason != "" {
		return reason
	}
	for _, want := range e.expect {
		if reason := r.holds(want); reason != "" {
			return reason
		}
	}
	return ""
}

func (r *oracleState) exampleFacts(e *oracleExample) string {
	for _, a := range e.facts {
		var in *oracleInput
		for _, candidate := range r.file.inputs {
			if candidate.name == a.name {
				in = candidate
			}
		}
		if in == nil {
			return a.name + " is not an input"
		}
		v := r.constant(a.expr)
		if reason := r.breaks(in, v); reason != "" {
			return fmt.Sprintf("%s = %s is %s", a.name, v, reason)
		}
		r.facts[a.name] = v
	}
	for _, in := range r.file.inputs {
		if _, there := r.facts[in.name]; !there && in.fallback != nil {
			r.facts[in.name] = r.constant(in.fallback)
		}
	}
	for _, q := range r.file.requires {
		// A require that lacks a fact is skipped; what it noted is dropped.
		before := len(r.faults)
		holds, ok := r.eval(q.cond, nil)
		r.faults = r.faults[:before]
		if ok && !holds.truth() {
			return q.message
		}
	}
	return ""
}

func (r *oracleState) holds(want oracleAssignment) string {
	before := len(r.faults)
	var got oracleValue
	var ok bool
	if want.name == "grade" {
		b, fine := r.grade(true)
		if ok = fine; ok {
			got = r.constant(b.name)
		}
	} else {
		got, ok = r.named(want.name)
	}
	faults := r.faults[before:]
	switch {
	case want.fail && ok:
		return fmt.Sprintf("%s should fail and is %s", want.name, got)
	case want.fail:
		return ""
	case !ok:
		return fmt.Sprintf("%s fails: %v", want.name, faults)
	case !oracleSame(got, r.constant(want.expr)):
		return fmt.Sprintf("%s is %s, not %s", want.name, got, r.constant(want.expr))
	}
	return ""
}
