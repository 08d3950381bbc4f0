package score

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/grade"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/ranges"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// prover checks, for given values of the params, what a program promises: that
// its constants can be computed, tables and bands have no holes or overlaps,
// calls stay inside their tables' domains, clamps and roundings make sense.
// Params without a value count with their whole domain; what depends on them
// and can't be cut (the ends of a table's rows) is left to Check's trials.
type prover struct {
	reporter
	p     *ir.Program
	bound *refeval.Bound
	a     *ranges.Analysis
	// reached has, for tables that were cut, a witness for each row.
	reached map[int]map[int]string
	// pieces counts the pieces of tables that were looked at, for the budget.
	pieces int
}

func prove(origin *origin, bound *refeval.Bound, note string) (*prover, bool) {
	pr := &prover{reporter: reporter{origin: origin, note: note}, p: bound.Program, bound: bound, reached: map[int]map[int]string{}}
	pr.constants()
	if pr.ds.HasErrors() {
		return pr, false
	}
	pr.a = ranges.Analyze(pr.p, bound.FixedValue)
	for i := range pr.p.Tables {
		pr.cover(i)
	}
	pr.calls()
	pr.nodes()
	pr.weights()
	pr.cohort()
	return pr, !pr.ds.HasErrors()
}

// constants checks that what must be known has a value, and a sensible one.
func (pr *prover) constants() {
	for i := range pr.p.Params {
		pr.spec(pr.p.Params[i].Name, &pr.p.Params[i].Spec, place{pr.p.Params[i].Path, pr.p.Params[i].Span})
	}
	for i := range pr.p.Inputs {
		in := &pr.p.Inputs[i]
		at := place{in.Path, in.Span}
		if !pr.spec(in.Name, &in.Spec, at) || len(pr.p.Nodes[in.Node].Args) == 0 {
			continue
		}
		domain := in.Spec.Resolve(pr.bound.FixedValue)
		if v, ok := pr.value(pr.p.Nodes[in.Node].Args[0]); ok && !domain.Contains(v) {
			pr.defaultOutside(at, in.Name, v.String(), domain.Rule())
		}
	}
	for i := range pr.p.Tables {
		pr.tableConstants(&pr.p.Tables[i], &pr.bound.Tables[i])
	}
	for id := range pr.p.Nodes {
		switch n := &pr.p.Nodes[id]; n.Op {
		case ir.OpRound, ir.OpRoundTo, ir.OpPow:
			pr.value(n.Args[1])
		}
	}
	for _, id := range pr.p.Roots() {
		pr.figure(id)
	}
	for _, r := range pr.p.Requires {
		if v, ok := pr.value(r.Node); ok && pr.p.Nodes[r.Node].Stage == ir.Fixed && !v.Bool {
			pr.requireFails(place{pr.p.Nodes[r.Node].Path, pr.p.Nodes[r.Node].Span}, r.Message)
		}
	}
}

// value is the value of a node of stage Fixed. That it can't be computed is
// reported; that a param is open is not.
func (pr *prover) value(id ir.ID) (ir.Value, bool) {
	if pr.p.Nodes[id].Stage != ir.Fixed {
		return ir.Value{}, false
	}
	v := &pr.bound.Fixed[id]
	if !v.Failed() {
		return v.Value, true
	}
	if !v.Lacks() {
		pr.failures(v.Failures)
	}
	return ir.Value{}, false
}

// figure reports a figure that reads no facts and can't be computed: it would
// fail for everybody. One whose formula says fail(…) is meant so.
func (pr *prover) figure(id ir.ID) {
	meant := func(f *refeval.Failure) bool { return f.Code == refeval.Fail || f.Code == refeval.Never }
	if !slices.ContainsFunc(pr.bound.Fixed[id].Failures, meant) {
		pr.value(id)
	}
}

func (pr *prover) failures(failures []*refeval.Failure) {
	for _, f := range failures {
		if f.Code != refeval.UnboundParam {
			pr.notComputable(place{f.Path, f.Span}, f.Message)
		}
	}
}

// spec checks the domain of an input, param or column.
func (pr *prover) spec(name string, s *ir.Spec, at place) bool {
	for _, id := range append([]ir.ID{s.In.Lo, s.In.Hi, s.Step}, s.OneOf...) {
		if id == ir.None || id == s.In.Lo && !s.Bounded || id == s.In.Hi && !s.Bounded {
			continue
		}
		if _, ok := pr.value(id); !ok {
			return false
		}
	}
	d := s.Resolve(pr.bound.FixedValue)
	if s.Step != ir.None && d.Step.Sign() <= 0 {
		pr.badStep(at, name, d.Step.Text())
		return false
	}
	for _, v := range d.OneOf {
		if v.Kind == ir.Number && !v.Num.IsMultipleOf(d.Step) {
			d.OneOf = nil
			pr.oneOfOffGrid(at, name, v.String(), d.Rule())
			return false
		}
	}
	if d.Kind == ir.Number && ranges.OfDomain(d).Empty {
		pr.emptyDomain(at, name, d.Rule())
		return false
	}
	return true
}

func (pr *prover) tableConstants(t *ir.Table, rows *refeval.Rows) {
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Declared {
			pr.spec(c.Name, &c.Spec, place{t.Path, t.Span})
		}
	}
	pr.failures(rows.Failures)
	for i := range t.Rows {
		at := place{t.Rows[i].Path, t.Rows[i].Span}
		for _, r := range t.Rows[i].Results {
			if r.Kind == ir.Gives {
				pr.value(r.Node)
			}
		}
		if len(rows.Failures) > 0 {
			continue
		}
		for _, cell := range rows.Cells[i] {
			for _, iv := range cell.Intervals {
				if iv.Empty() {
					pr.emptyRow(at, "`"+iv.Written()+"`")
				}
			}
		}
	}
}

// nodes checks roundings, powers and clamps.
func (pr *prover) nodes() {
	for id := range pr.p.Nodes {
		n := &pr.p.Nodes[id]
		at := place{n.Path, n.Span}
		switch n.Op {
		case ir.OpRound, ir.OpRoundTo:
			pr.rounding(n, at)
		case ir.OpPow:
			if v, ok := pr.value(n.Args[1]); ok && !v.Num.IsInt() {
				pr.badExponent(at)
			}
		case ir.OpAtMost:
			pr.clamps(n, at)
		case ir.OpScored:
			pr.policies(ir.ID(id), n, at)
		case ir.OpGradeGate:
			pr.gradeGate(n, at)
		}
	}
}

func (pr *prover) rounding(n *ir.Node, at place) {
	v, ok := pr.value(n.Args[1])
	if !ok {
		pr.openRounding(n, at)
		return
	}
	step := v.Num
	if n.Op == ir.OpRound {
		places, whole := v.Num.Int64()
		if !whole || places < 0 || places > refeval.MaxPlaces {
			pr.badPlaces(at, v.Num.Text())
			return
		}
		step, _ = exact.Int(10).Pow(-int(places))
	} else if step.Sign() <= 0 {
		pr.badRoundStep(at, step.Text())
		return
	}
	for id := n.Args[0]; pr.sameFigure(n, id); id = pr.p.Nodes[id].Args[0] {
		clamp := &pr.p.Nodes[id]
		if bound := pr.a.Of(clamp.Args[1]); !bound.Empty && !(bound.OnGrid && bound.Step.IsMultipleOf(step)) {
			pr.clampOffGrid(place{clamp.Path, clamp.Span}, pr.shown(clamp.Args[1]), step.Text())
		}
	}
}

// sameFigure tells whether a node is a clamp clause of the declaration of which
// n is a clause. What n finds may as well be the last clamp of another figure
// that the formula reads, or a call of clamp.
func (pr *prover) sameFigure(n *ir.Node, id ir.ID) bool {
	inner := &pr.p.Nodes[id]
	field := map[ir.Op]string{ir.OpAtLeast: ".at_least", ir.OpAtMost: ".at_most"}[inner.Op]
	base, ok := strings.CutSuffix(inner.Path, field)
	return field != "" && ok && (n.Path == base+".round" || n.Path == base+".at_most")
}

// openRounding holds what is rounded to, where it is not known yet, to what it
// may be over all values of the params.
func (pr *prover) openRounding(n *ir.Node, at place) {
	to := pr.a.Of(n.Args[1])
	possible := ir.Domain{Kind: ir.Number, In: exact.Interval{Lo: exact.End{Open: true, Bounded: true}}}
	if n.Op == ir.OpRound {
		possible.In = exact.Interval{Lo: exact.End{Bounded: true}, Hi: exact.End{At: exact.Int(refeval.MaxPlaces), Bounded: true}}
		possible.Step = exact.Int(1)
	}
	switch {
	case to.Within(possible):
	case n.Op == ir.OpRound:
		pr.openPlaces(at, describeRange(to))
	default:
		pr.openRoundStep(at, describeRange(to))
	}
}

// shown is a node's value, or its range.
func (pr *prover) shown(id ir.ID) string {
	if v, ok := pr.a.Of(id).Known(); ok {
		return v.String()
	}
	return describeRange(pr.a.Of(id))
}

// clamps checks that at most is not below at least.
func (pr *prover) clamps(n *ir.Node, at place) {
	inner := &pr.p.Nodes[n.Args[0]]
	if inner.Op != ir.OpAtLeast || inner.Path != n.Path && !pr.sameFigure(n, n.Args[0]) {
		return
	}
	if pr.a.Ordered(inner.Args[1], n.Args[1]) {
		return
	}
	least, most := pr.a.Of(inner.Args[1]), pr.a.Of(n.Args[1])
	switch ranges.Order(least, most) {
	case ranges.Above:
		pr.clampsCross(at, pr.shown(inner.Args[1]), pr.shown(n.Args[1]))
	case ranges.Unknown:
		pr.clampsMayCross(at)
	}
}

// gradeDomain is a domain as package grade cuts it.
func gradeDomain(in exact.Interval, step exact.Rat) (grade.Domain, error) {
	iv, err := gradeInterval(in)
	if err != nil {
		return grade.Domain{}, err
	}
	return grade.NewDomainRat(iv, step.Big())
}

func gradeInterval(in exact.Interval) (grade.Interval, error) {
	bound := func(e exact.End) grade.Bound {
		switch {
		case !e.Bounded:
			return grade.Unbounded()
		case e.Open:
			return grade.OpenRat(e.At.Big())
		}
		return grade.ClosedRat(e.At.Big())
	}
	return grade.NewInterval(bound(in.Lo), bound(in.Hi))
}

func ratText(r *big.Rat) string { return exact.FromBig(r).Text() }
