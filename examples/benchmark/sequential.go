package main

// sequentialRules are for the engines that have no let: they are evaluated in
// order, each reading what stands before it. Govaluate needs the brackets
// around the ternaries, and compares with == by reflection, so that the errors
// are compared with <=; to gval neither makes a difference.
var sequentialRules = [...]struct{ name, formula string }{
	{"kpi", `calls * (calls <= 2000 ? 0.4 : (calls <= 2300 ? 0.5 : (calls <= 2500 ? 0.55 : (calls <= 2800 ? 0.6 : (calls <= 3000 ? 0.65 : 0.7)))))`},
	{"accuracy", `errors <= 3 ? 30 : (errors <= 4 ? 28 : (errors <= 5 ? 27.5 : (errors <= 6 ? 26.4 : (errors <= 7 ? 25.8 : (errors <= 8 ? 25.2 : (errors <= 9 ? 23.7 : (errors <= 10 ? 23 : 0)))))))`},
	{"quality", `larger(0, 30 - (qa >= 99 ? 0 : (qa >= 95 ? 2 : (qa >= 90 ? 5 : (qa >= 85 ? 10 : 30)))))`},
	{"attendance", `larger(0, 10 - 0.5 * late)`},
	{"achievement", `round2(smaller(1.2, actual / target) * 20)`},
	{"total", `round2(kpi * 0.02 + accuracy + quality + attendance + achievement)`},
	{"grade", `total > 95 ? "优秀" : (total > 90 ? "良好" : (total > 85 ? "称职" : (total > 80 ? "合格" : "不合格")))`},
	{"k", `total > 95 ? 1.1 : (total > 90 ? 1 : (total > 85 ? 0.9 : (total > 80 ? 0.8 : 0.6)))`},
	{"bonus", `round2(base * 0.3 * k)`},
}

// A record is a person's figures in the order of the rules, then the facts. The values are boxed already,
// as these engines pass everything as any; a map of them took longer.
type record [16]any

func recordOf(p Person) *record {
	f := floatsOf(p)
	r := new(record)
	for i, fact := range []float64{float64(f.calls), float64(f.errors), float64(f.late), f.qa, f.target, f.actual, f.base} {
		r[len(sequentialRules)+i] = fact
	}
	return r
}

func (r *record) outcome() (Outcome, error) { return floatOutcome(r[:len(sequentialRules)]) }

func records(people []Person) []*record {
	all := make([]*record, len(people))
	for i, p := range people {
		all[i] = recordOf(p)
	}
	return all
}

// find finds a value by name. A switch is faster than a map. The grade has no
// name, as no formula reads it.
func (r *record) find(name string) (any, bool) {
	i, ok := place(name)
	if !ok {
		return nil, false
	}
	return r[i], true
}

func place(name string) (int, bool) {
	switch name {
	case "kpi":
		return 0, true
	case "accuracy":
		return 1, true
	case "quality":
		return 2, true
	case "attendance":
		return 3, true
	case "achievement":
		return 4, true
	case "total":
		return 5, true
	case "k":
		return 7, true
	case "calls":
		return 9, true
	case "errors":
		return 10, true
	case "late":
		return 11, true
	case "qa":
		return 12, true
	case "target":
		return 13, true
	case "actual":
		return 14, true
	case "base":
		return 15, true
	}
	return 0, false
}
