package score_test

import (
	"math/big"
	"slices"

	"github.com/kaohe-go/kaohe/score"
)

// Where the definition leaves gates open the oracle does this:
//
//   - A gate on the total reads the total before any gate; one on the grade
//     reads the final total, and the grade before any gate; the others read
//     both as they stand on the sheet.
//   - A gate that sets the total makes up for a total that fails, as one that
//     sets the grade does for a fail band.
//   - Every condition is evaluated, and what a gate sets only if it fires.
//   - A fail band counts as a band: grade at most and drop may end on it, and it
//     stops the scoring then. What at most is better than stays.
//   - A payout under forfeit is computed all the same, so that it can fail.

type oracleGate struct {
	place  int
	cond   *oracleExpr
	effect string // total, total at most, grade, grade at most, drop, scale, forfeit, fail
	payout string // of scale
	to     *oracleExpr
	text   string // the effect, without spaces
}

// gate: [title] when C then effect.
func (p *oracleReader) gate(place int) *oracleGate {
	p.title()
	g := &oracleGate{place: place}
	p.expect("when")
	g.cond = p.formula()
	p.expect("then")
	start := p.at
	g.effect = p.name()
	if (g.effect == "total" || g.effect == "grade") && p.is("at") && p.ahead(1).text == "most" {
		p.at += 2
		g.effect += " at most"
	}
	switch g.effect {
	case "forfeit":
	case "scale":
		g.payout = p.name()
		p.expect("by")
		g.to = p.formula()
	default:
		g.to = p.formula()
	}
	for _, t := range p.tokens[start:p.at] {
		g.text += t.text
	}
	return g
}

func (g *oracleGate) on() string {
	switch g.effect {
	case "total", "total at most":
		return "total"
	case "grade", "grade at most", "drop":
		return "grade"
	}
	return "pay"
}

// oracleTotalling and oracleGrading are what was computed once.
type oracleTotalling struct {
	value oracleValue
	ok    bool
}

type oracleGrading struct {
	before, after *oracleBand // nil: failed
}

// fires evaluates the condition of a gate; it is noted once, as faults are.
func (r *oracleState) fires(g *oracleGate) (fires, ok bool) {
	r.at(g.place, "gate", func() {
		r.beforeGate(g.on(), func() {
			var v oracleValue
			if v, ok = r.eval(g.cond, nil); ok {
				fires = v.truth()
			}
		})
	})
	return fires, ok
}

// sets evaluates what a gate says.
func (r *oracleState) sets(g *oracleGate) (x *big.Rat, ok bool) {
	r.at(g.place, "gate", func() {
		r.beforeGate(g.on(), func() {
			var v oracleValue
			if v, ok = r.eval(g.to, nil); ok {
				x = v.number()
			}
		})
	})
	return x, ok
}

// beforeGate says what total and grade mean in a gate.
func (r *oracleState) beforeGate(on string, do func()) {
	oldTotal, oldGrade := r.beforeTotal, r.beforeGates
	r.beforeTotal, r.beforeGates = on == "total", on == "grade"
	do()
	r.beforeTotal, r.beforeGates = oldTotal, oldGrade
}

// total is the total after the gates that change it.
func (r *oracleState) total(own *oracleFigure) (oracleValue, bool) {
	if r.summed != nil {
		return r.summed.value, r.summed.ok
	}
	v, ok := r.totalAfter(own, len(r.file.gates))
	r.summed = &oracleTotalling{v, ok}
	return v, ok
}

// totalAfter is the total after the first n gates. One that sets it makes up for
// whatever was the matter before.
func (r *oracleState) totalAfter(own *oracleFigure, n int) (oracleValue, bool) {
	if n == 0 {
		return r.figure(own)
	}
	g := r.file.gates[n-1]
	if g.on() != "total" {
		return r.totalAfter(own, n-1)
	}
	fires, ok := r.fires(g)
	switch {
	case !ok:
		return oracleValue{}, false
	case !fires:
		return r.totalAfter(own, n-1)
	case g.effect == "total":
		x, ok := r.sets(g)
		return oracleNum(x), ok
	}
	v, ok := r.totalAfter(own, n-1)
	x, fine := r.sets(g)
	if !ok || !fine {
		return oracleValue{}, false
	}
	return oracleNum(oracleLeast(v.number(), x)), true
}

// grade is the band of the person's total (or of the formula after by), before
// the gates or after them.
func (r *oracleState) grade(after bool) (*oracleBand, bool) {
	if r.graded == nil {
		r.graded = &oracleGrading{}
		at, ok := r.bandOf()
		if ok {
			r.graded.before = r.stopping(at)
		}
		r.finishGrade(at, ok)
	}
	if after {
		return r.graded.after, r.graded.after != nil
	}
	if r.graded.before == nil { // a condition that reads it fails as the band does
		if at, ok := r.bandOf(); ok {
			r.stop(at)
		}
	}
	return r.graded.before, r.graded.before != nil
}

// stopping is the band, or nil if it says fail.
func (r *oracleState) stopping(at int) *oracleBand {
	if b := &r.file.grades.bands[at]; b.fail == nil {
		return b
	}
	return nil
}

func (r *oracleState) stop(at int) {
	if message := r.file.grades.bands[at].fail; message != nil {
		r.at(r.file.grades.place, "grade", func() { r.fault(oracleFail, *message) })
	}
}

// finishGrade applies the gates to the band.
func (r *oracleState) finishGrade(at int, ok bool) {
	for _, g := range r.file.gates {
		if g.on() != "grade" {
			continue
		}
		fires, fine := r.fires(g)
		ok = ok && fine
		if !fires || !ok {
			continue
		}
		switch g.effect {
		case "grade":
			at = r.bandNamed(r.constant(g.to).Text)
		case "grade at most":
			at = max(at, r.bandNamed(r.constant(g.to).Text))
		case "drop":
			at = min(at+int(r.constant(g.to).number().Num().Int64()), len(r.file.grades.bands)-1)
		}
	}
	if ok {
		r.graded.after = r.stopping(at)
		r.stop(at)
	}
}

func (r *oracleState) bandNamed(name string) int {
	at := slices.IndexFunc(r.file.grades.bands, func(b oracleBand) bool {
		return b.fail == nil && r.constant(b.name).Text == name
	})
	if at < 0 {
		oracleWrong("no band is called %q", name)
	}
	return at
}

func (r *oracleState) bandOf() (int, bool) {
	var x oracleValue
	var ok bool
	r.at(r.file.grades.place, "grade", func() {
		old := r.beforeTotal
		r.beforeTotal = false
		if by := r.file.grades.by; by != nil {
			x, ok = r.eval(by, nil)
		} else {
			x, ok = r.named("total")
		}
		r.beforeTotal = old
	})
	if !ok {
		return 0, false
	}
	taken := -1
	for i := range r.file.grades.bands {
		candidate := &r.file.grades.bands[i]
		if candidate.isElse || r.oneMatches(candidate.cells, x) {
			if taken >= 0 && !candidate.isElse && !r.file.grades.first {
				oracleWrong("two bands take %s", x)
			}
			if taken < 0 {
				taken = i
			}
		}
	}
	if taken < 0 {
		oracleWrong("no band takes %s", x)
	}
	return taken, true
}

// scaled applies the gates to a payout, before its clamps.
func (r *oracleState) scaled(f *oracleFigure, v oracleValue) (oracleValue, bool) {
	ok := true
	for _, g := range r.file.gates {
		if g.effect != "scale" || g.payout != f.name {
			continue
		}
		fires, fine := r.fires(g)
		ok = ok && fine
		if !fires {
			continue
		}
		x, fine := r.sets(g)
		if ok = ok && fine; ok {
			v = oracleNum(new(big.Rat).Mul(v.number(), x))
		}
	}
	return v, ok
}

// forfeited is whether a gate takes all payouts away.
func (r *oracleState) forfeited() (forfeited, ok bool) {
	ok = true
	for _, g := range r.file.gates {
		if g.effect == "forfeit" {
			fires, fine := r.fires(g)
			forfeited, ok = forfeited || fires, ok && fine
		}
	}
	return forfeited, ok
}

// fired lists the gates that fired, and lets those that say fail do so.
func (r *oracleState) fired() []string {
	var out []string
	for _, g := range r.file.gates {
		fires, _ := r.fires(g)
		if fires && g.effect == "fail" {
			r.at(g.place, "gate", func() { r.fault(oracleFail, g.to.val.Text) })
		}
		if fires {
			out = append(out, g.text)
		}
	}
	return out
}

// firedGates are the effects of the library's gates as the oracle writes them:
// the layout chooses the spaces.
func firedGates(r *score.Result) []string {
	var out []string
	for _, g := range r.Gates {
		var text string
		for _, t := range oracleScan(g.Effect) {
			text += t.text
		}
		out = append(out, text)
	}
	return out
}
