package score

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers what formulas read of the cohort, and the distribution.

// groupOf is the group that rank, cohort.size and so on speak of: in a pool's
// own formulas the pool's, elsewhere that of the distribution.
func (b *builder) groupOf(path string) int {
	if b.groups == nil {
		return -1 // a value of an example, which is refused
	}
	if rest, ok := strings.CutPrefix(path, "pools."); ok {
		name, _, _ := strings.Cut(rest, ".")
		if within, ok := b.poolWithin["pools."+name]; ok {
			return within
		}
	}
	within, _ := b.within("distribution.within", b.scheme.Distribution.Within)
	return within
}

// within is the text input whose value makes groups, -1 for none.
func (b *builder) within(path, text string) (int, bool) {
	if text == "" {
		return -1, true
	}
	if known, ok := b.groups[path]; ok {
		return known, known >= 0
	}
	b.groups[path] = -1
	f := b.leaf(dsl.FragmentName, path, text)
	if f == nil {
		return -1, false
	}
	at := place{path, f.Span()}
	sym, ok := b.symbols[norm.NFC.String(text)]
	if !ok || sym.kind != inputSymbol || sym.index >= len(b.scheme.Inputs) {
		b.unknownGroup(at, text, b.namesOf(inputSymbol))
		return -1, false
	}
	id := b.lowerSymbol(sym)
	if id == ir.None {
		return -1, false
	}
	if in := &b.p.Inputs[sym.index]; in.Spec.Kind != ir.Text || in.Optional {
		b.badGroup(at, text)
		return -1, false
	}
	b.groups[path] = sym.index
	return sym.index, true
}

// given adds a value that the cohort stage gives, and a node that reads it.
func (b *builder) given(at place, kind ir.Kind, g ir.Given) ir.ID {
	same := func(o ir.Given) bool { return o == g }
	index := slices.IndexFunc(b.p.Givens, same)
	if index < 0 {
		index = len(b.p.Givens)
		b.p.Givens = append(b.p.Givens, g)
	}
	n := ir.Node{Op: ir.OpCohort, Kind: kind, Stage: g.Stage(), Index: index}
	if g.Of != ir.None {
		n.Args = []ir.ID{g.Of}
	}
	return b.node(at, n)
}

// ranked lowers rank and percentile, which go by what the distribution goes by,
// or by the total.
func (b *builder) ranked(at place, word string) ir.ID {
	if !b.scheme.Distribution.stated() && b.scheme.Total.Formula == "" {
		b.nothingRanked(at, word)
		return ir.None
	}
	kind := ir.GivenRank
	if word == "percentile" {
		kind = ir.GivenPercentile
	}
	return b.given(at, ir.Number, ir.Given{Kind: kind, Within: b.groupOf(at.path), Of: ir.None})
}

// cohortMember lowers cohort.size.
func (b *builder) cohortMember(n *formula.Node, s *scope) ir.ID {
	switch at := s.at(n.Span); n.Text {
	case "size":
		return b.given(at, ir.Number, ir.Given{Kind: ir.GivenSize, Within: b.groupOf(s.path), Of: ir.None})
	case "mean":
		b.argumentCount(s.at(n.At), formula.CohortMean, "cohort.mean(indicator)", 0)
	default:
		b.unknownCohort(s.at(n.At), n.Text)
	}
	return ir.None
}

// cohortMean lowers cohort.mean(x): x is worked out for each person alone.
func (b *builder) cohortMean(n *formula.Node, s *scope) ir.ID {
	if len(n.Args) != 1 {
		b.argumentCount(s.at(n.At), formula.CohortMean, "cohort.mean(indicator)", len(n.Args))
		return ir.None
	}
	at := s.at(n.Args[0].Span)
	of := b.numeric(b.lower(n.Args[0], s), at, quoted(n.Args[0]))
	if of == ir.None {
		return of
	}
	if b.p.Nodes[of].Uses != 0 {
		b.meanInList(at)
		return ir.None
	}
	b.needsNone(of, at, "cohort.mean")
	if !b.staged(of, at, "what cohort.mean takes", ir.Individual) {
		return ir.None
	}
	return b.given(s.at(n.Span), ir.Number, ir.Given{Kind: ir.GivenMean, Within: b.groupOf(s.path), Of: of, Text: n.Args[0].String()})
}

// distributed gives the row of the grade: that of the bands, or where there is a
// distribution the one that it gives; then the gates.
func (b *builder) distributed(band ir.ID) ir.ID {
	if !b.scheme.Distribution.stated() || band == ir.None {
		return b.gradeGates(band)
	}
	at := b.origin.at("distribution")
	placed := b.given(at, ir.Row, ir.Given{Kind: ir.GivenRow, Within: b.groupOf("distribution"), Of: ir.None})
	row := b.gradeGates(placed)
	d := &ir.Distribution{Band: band, Path: "distribution", Span: at.span}
	if row != ir.None {
		d.Own, d.Sets = b.ownGates(band, placed, row)
		d.BandName = b.node(at, ir.Node{Op: ir.OpPick, Kind: ir.Text, Args: []ir.ID{band}, Index: b.p.Bands})
		d.OwnName = b.node(at, ir.Node{Op: ir.OpPick, Kind: ir.Text, Args: []ir.ID{d.Own}, Index: b.p.Bands})
	}
	b.p.Distribution = d
	return row
}

// ownGates applies the gates that need nobody else to the band, for those who
// are placed before the others, and says whether one of them set the grade.
func (b *builder) ownGates(band, placed, row ir.ID) (own, sets ir.ID) {
	var chain []ir.ID
	for ; row != placed; row = b.p.Nodes[row].Args[0] {
		chain = append(chain, row)
	}
	slices.Reverse(chain)
	own, sets = band, b.constant(b.origin.at("distribution"), ir.BoolValue(false))
	for _, id := range chain {
		gate := b.p.Nodes[id]
		fires, at := gate.Args[1], place{gate.Path, gate.Span}
		if gate.Effect == ir.GradeIs {
			b.staged(fires, at, "a gate that sets the grade", ir.Individual)
			sets = b.node(at, ir.Node{Op: ir.OpOr, Kind: ir.Bool, Args: []ir.ID{fires, sets}})
		} else {
			b.staged(fires, at, "a gate that changes the grade", ir.Placed)
		}
		if b.p.Nodes[fires].Stage <= ir.Individual {
			own = b.node(at, ir.Node{Op: ir.OpGradeGate, Kind: ir.Row, Effect: gate.Effect, Index: gate.Index, Args: []ir.ID{own, fires, gate.Args[2]}})
		}
	}
	return own, sets
}

// distribution lowers the rest of the distribution, when everything has its node.
func (b *builder) distribution() {
	d := &b.scheme.Distribution
	if !d.stated() {
		return
	}
	const path = "distribution"
	at := b.origin.at(path)
	if len(b.scheme.Grades.Bands) == 0 {
		b.distributionNeedsGrades(at)
	}
	out := b.p.Distribution
	if out == nil { // the grades are faulty; what stands here is looked at all the same
		out = &ir.Distribution{}
	}
	out.Precedence = b.choice(path+".precedence", d.Precedence, "precedence", precedences)
	out.Key = b.rankedBy(path+".by", d.By, "what a distribution goes by", ir.Individual)
	if d.By == "" {
		b.noFormula(at)
	}
	out.Within, _ = b.within(path+".within", d.Within)
	out.Ties, out.TiesBy = ir.None, ir.None
	switch {
	case d.Ties != "" && d.TiesBy != "", d.Ties == "" && d.TiesBy == "":
		b.tieRules(at, d.Ties != "")
	case d.Ties != "":
		out.Ties = b.choice(path+".ties", d.Ties, "rule for ties", tieRules)
	default:
		out.TiesBy = b.rankedBy(path+".ties_by", d.TiesBy, "what decides ties", ir.Cohort)
	}
	out.Minimum = b.fixedLeaf(path+".minimum", "the minimum of people", d.Minimum, ir.Number)
	switch d.Failed {
	case "", "refuse":
	case "leave_out":
		out.LeaveOut = true
	default:
		b.badChoice(place{path: path + ".failed"}, d.Failed, "way with failed people", []string{"refuse", "leave_out"})
	}
	if len(d.Quotas) == 0 {
		b.noQuotas(at)
	}
	for i, text := range d.Quotas {
		b.quota(out, fmt.Sprintf("%s.quotas.%d", path, i), text)
	}
}

// rankedBy lowers a formula that ranks people.
func (b *builder) rankedBy(path, text, what string, latest ir.Stage) ir.ID {
	f := b.leaf(dsl.FragmentFormula, path, text)
	if f == nil {
		return ir.None
	}
	at := place{path, f.Span()}
	id := b.numeric(b.formula(path, f), at, what)
	b.needsNone(id, at, what)
	b.staged(id, at, what, latest)
	return id
}

func (b *builder) quota(d *ir.Distribution, path, text string) {
	f := b.leaf(dsl.FragmentQuota, path, text)
	if f == nil {
		if text == "" {
			b.noQuotas(place{path: path})
		}
		return
	}
	q := ir.Quota{Limit: f.Op, Path: path, Span: f.Span()}
	names, share := f.Parts[:len(f.Parts)-1], f.Parts[len(f.Parts)-1]
	for _, name := range names {
		q.Grades = append(q.Grades, name.Value())
	}
	q.Share = b.fixed(path, "a quota", share, ir.Number)
	if q.Share != ir.None {
		d.Quotas = append(d.Quotas, q)
	}
}

var (
	precedences = []string{"exact", "capped", "bands"}
	tieRules    = []string{"up", "down", "fail"}
)

// choice lowers a word, or a text param that has one.
func (b *builder) choice(path, text, what string, words []string) ir.ID {
	f := b.leaf(dsl.FragmentWord, path, text)
	if f == nil {
		if text == "" {
			b.badChoice(place{path: path}, "", what, words)
		}
		return ir.None
	}
	at := place{path, f.Span()}
	if slices.Contains(words, text) {
		return b.constant(at, ir.TextValue(text))
	}
	sym, ok := b.symbols[text]
	if !ok || sym.kind != paramSymbol {
		b.badChoice(at, text, what, append(slices.Clone(words), b.namesOf(paramSymbol)...))
		return ir.None
	}
	id := b.lowerSymbol(sym)
	if spec := b.specOf(id); id != ir.None && (spec == nil || spec.Kind != ir.Text || len(spec.OneOf) == 0) {
		b.choiceParam(at, text, what, words)
		return ir.None
	}
	return id
}
