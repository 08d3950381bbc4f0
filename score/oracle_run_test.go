package score_test

import (
	"fmt"
	"slices"
)

// The oracle says what a scheme must come to, written from the language's
// definition alone and apart from the code that it checks.
//
// It is slow and plain on purpose. A scheme is cut into declarations by the
// rule that a declaration begins in column 1; each is read by recursive
// descent into the structs of oracle_model_test.go; formulas become a tree
// with one node type; and oracleRun walks those trees on exact rationals.
// Tables and bands look at every row for every person, so a scheme with
// overlapping rows or a hole is noticed instead of being resolved by accident.
//
// A scheme that the oracle can't read, or that is badly typed where the facts
// lead, gives an oracleOutcome with Unreadable set. That is a fault of the
// scheme or of the oracle, never of a person.
//
// Where the definition leaves a choice open the oracle does this:
//
//   - Operators evaluate all their operands, also when the first one fails, and
//     every independent failure is reported, also in the body of a let of which
//     the value failed; only ?: (and if/else), and, or, ?? are lazy. The links
//     of a comparison chain are all evaluated.
//   - A value that nothing reads is not computed, so it can't fail.
//   - Faulty facts stop the scoring before any require is looked at, and a
//     failed require stops it before any figure is computed.
//   - A failure of one figure doesn't keep another from being computed, unless
//     the other reads it.

// oracleFaultKind says why a person has no figure.
type oracleFaultKind string

// The kinds of fault.
const (
	oracleFactFault      oracleFaultKind = "facts"
	oracleRequireFault   oracleFaultKind = "require"
	oracleFail           oracleFaultKind = "fail"
	oracleDivisionByZero oracleFaultKind = "division by zero"
	oracleEmptyList      oracleFaultKind = "a list without elements"
	oracleNoElement      oracleFaultKind = "no such element"
	oraclePolicyFault    oracleFaultKind = "a policy says fail"
	oracleNothingLeft    oracleFaultKind = "too little weight is left"
)

// oracleFault is one failure. At is the declaration in which it arose: the name of
// an input, value, indicator or payout, or "total", "grade", "require".
type oracleFault struct {
	Kind    oracleFaultKind
	At      string
	Message string
}

// oracleOutcome is all that a scheme says about one person.
type oracleOutcome struct {
	// Figures holds indicators, ratings, the total (as "total") and payouts,
	// as far as they could be computed.
	Figures map[string]oracleValue
	// States says what became of indicators that don't simply count; one that
	// is redistributed is in no Figures.
	States map[string]string
	// Gates are the effects of the gates that fired, in order.
	Gates []string
	// Grade is the name of the band, Columns its further figures.
	Grade   string
	Columns map[string]oracleValue
	// Faults in the order of the scheme, each once.
	Faults []oracleFault
	// Unreadable is set if the scheme or the bindings are not understood;
	// nothing else counts then.
	Unreadable error
}

// run is the state of one scoring.
type oracleState struct {
	file   *oracleFile
	params map[string]oracleValue
	facts  map[string]oracleValue
	done   map[string]*oracleFigureState
	graded *oracleGrading
	summed *oracleTotalling
	// beforeTotal and beforeGates say that total and grade are those which no
	// gate has changed.
	beforeTotal, beforeGates bool
	faults                   []oraclePlacedFault
	place                    int
	where                    string
	partial                  bool // an example: facts that are not given are noted when needed
}

type oracleFigureState struct {
	value oracleValue
	ok    bool
	ended bool
	state string // "", missing, not applicable
	out   bool   // redistributed: there is no value
}

type oraclePlacedFault struct {
	place int
	oracleFault
}

// oracleRun scores one person.
func oracleRun(text string, bind map[string]string, facts map[string]any) (out oracleOutcome) {
	defer oracleCatch(&out.Unreadable)
	r := oracleStart(oracleReadFile(text))
	r.bindParams(bind)
	r.takeFacts(facts)
	if len(r.faults) == 0 {
		r.require()
	}
	if len(r.faults) == 0 {
		r.score(&out)
	}
	out.Faults = r.reported()
	return out
}

// oracleRead tells whether the oracle understands the scheme.
func oracleRead(text string) (err error) {
	defer oracleCatch(&err)
	oracleCheck(oracleReadFile(text))
	return nil
}

func oracleCatch(err *error) {
	switch e := recover().(type) {
	case nil:
	case oracleMistake:
		*err = e
	default:
		panic(e)
	}
}

func oracleStart(f *oracleFile) *oracleState {
	return &oracleState{
		file: f, params: map[string]oracleValue{}, facts: map[string]oracleValue{}, done: map[string]*oracleFigureState{},
	}
}

func (r *oracleState) require() {
	for _, q := range r.file.requires {
		r.at(q.place, "require", func() {
			if holds, ok := r.eval(q.cond, nil); ok && !holds.truth() {
				r.fault(oracleRequireFault, q.message)
			}
		})
	}
}

func (r *oracleState) score(out *oracleOutcome) {
	out.Figures, out.States = map[string]oracleValue{}, map[string]string{}
	for _, class := range []string{"indicator", "total"} {
		r.scoreClass(class, out)
	}
	if r.file.grades != nil {
		if b, ok := r.grade(true); ok {
			out.Grade = r.constant(b.name).Text
			out.Columns = map[string]oracleValue{}
			for _, c := range b.columns {
				out.Columns[c.name] = r.constant(c.expr)
			}
		}
	}
	r.scoreClass("payout", out)
	out.Gates = r.fired()
}

func (r *oracleState) scoreClass(class string, out *oracleOutcome) {
	for _, f := range r.file.figures {
		if f.class != class {
			continue
		}
		if class == "total" {
			if v, ok := r.total(f); ok {
				out.Figures[f.name] = v
			}
			continue
		}
		v, ok := r.figure(f)
		if state := r.done[f.name]; state.ok {
			out.States[f.name] = state.state
			if state.out {
				out.States[f.name] += ", redistributed"
			}
		}
		if ok && !r.done[f.name].out {
			out.Figures[f.name] = v
		}
	}
}

// named is the value of a name outside of any let.
func (r *oracleState) named(name string) (oracleValue, bool) {
	if v, ok := r.params[name]; ok {
		return v, true
	}
	for _, f := range r.file.figures {
		if f.name == name && name == "total" && !r.beforeTotal {
			return r.total(f)
		}
		if f.name == name {
			return r.figure(f)
		}
	}
	return r.fact(name)
}

func (r *oracleState) fact(name string) (oracleValue, bool) {
	if v, ok := r.facts[name]; ok {
		return v, true
	}
	for _, in := range r.file.inputs {
		if in.name == name && r.partial {
			r.fault(oracleFactFault, "missing "+name)
			return oracleValue{}, false
		}
	}
	oracleWrong("%q is not declared, or absent and read all the same", name)
	return oracleValue{}, false
}

// member is grade.NAME.
func (r *oracleState) member(name string) (oracleValue, bool) {
	if r.file.grades == nil {
		oracleWrong("%s is read but the scheme has no grades", name)
	}
	b, ok := r.grade(!r.beforeGates)
	if !ok {
		return oracleValue{}, false
	}
	if name == "grade.name" {
		return r.constant(b.name), true
	}
	for _, c := range b.columns {
		if "grade."+c.name == name {
			return r.constant(c.expr), true
		}
	}
	oracleWrong("%s is not a column of the grades", name)
	return oracleValue{}, false
}

// figure computes a value, indicator, total or payout once.
func (r *oracleState) figure(f *oracleFigure) (oracleValue, bool) {
	state := r.done[f.name]
	if state == nil {
		state = &oracleFigureState{}
		r.done[f.name] = state
		r.at(f.place, f.name, func() {
			r.score1(f, state)
		})
		state.ended = true
	}
	if !state.ended {
		oracleWrong("%s depends on itself", f.name)
	}
	return state.value, state.ok
}

// finish applies the clamps, then the round.
func (r *oracleState) finish(f *oracleFigure, v oracleValue) oracleValue {
	if f.atLeast != nil {
		v = oracleNum(oracleGreatest(v.number(), r.constant(f.atLeast).number()))
	}
	if f.atMost != nil {
		v = oracleNum(oracleLeast(v.number(), r.constant(f.atMost).number()))
	}
	if f.round != nil {
		v = oracleNum(oracleRoundTo(v.number(), f.round.to, f.round.mode))
	}
	return v
}

// at notes the faults of what it calls under a declaration.
func (r *oracleState) at(place int, where string, do func()) {
	oldPlace, oldWhere := r.place, r.where
	r.place, r.where = place, where
	do()
	r.place, r.where = oldPlace, oldWhere
}

func (r *oracleState) fault(kind oracleFaultKind, message string) {
	r.faults = append(r.faults, oraclePlacedFault{r.place, oracleFault{kind, r.where, message}})
}

func (r *oracleState) reported() []oracleFault {
	slices.SortStableFunc(r.faults, func(a, b oraclePlacedFault) int { return a.place - b.place })
	var out []oracleFault
	for _, f := range r.faults {
		if !slices.Contains(out, f.oracleFault) {
			out = append(out, f.oracleFault)
		}
	}
	return out
}

// String words a fault for the message of a test.
func (f oracleFault) String() string { return fmt.Sprintf("%s: %s: %s", f.At, f.Kind, f.Message) }
