package score

import (
	"fmt"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// figure lowers a formula with its clamps and its rounding, in this order;
// gates changes it in between, if it is not nil.
func (b *builder) figure(path, text, atLeast, atMost, round string, gates func(ir.ID) ir.ID) ir.ID {
	f := b.leaf(dsl.FragmentFormula, path+".formula", text)
	if text == "" {
		b.noFormula(b.origin.at(path))
	}
	id := b.formula(path+".formula", f)
	if gates != nil {
		id = gates(id)
	}
	for _, clamp := range []struct {
		field, text string
		op          ir.Op
	}{{"at_least", atLeast, ir.OpAtLeast}, {"at_most", atMost, ir.OpAtMost}} {
		if clamp.text == "" {
			continue
		}
		bound, at := b.clause(path+"."+clamp.field, clamp.text)
		id = b.numeric(id, b.origin.at(path), "what is clamped")
		id = b.node(at, ir.Node{Op: clamp.op, Kind: ir.Number, Args: []ir.ID{id, bound}})
	}
	if round != "" {
		id = b.numeric(id, b.origin.at(path), "what is rounded")
		id = b.rounding(path, round, id)
	}
	return id
}

// clause lowers the formula of a clamp.
func (b *builder) clause(path, text string) (ir.ID, place) {
	f := b.leaf(dsl.FragmentFormula, path, text)
	at := place{path: path}
	if f == nil {
		return ir.None, at
	}
	at.span = f.Span()
	return b.numeric(b.formula(path, f), at, "a clamp"), at
}

func (b *builder) rounding(path, text string, id ir.ID) ir.ID {
	path += ".round"
	f := b.leaf(dsl.FragmentRounding, path, text)
	if f == nil {
		return ir.None
	}
	n := ir.Node{Op: ir.OpRound, Kind: ir.Number}
	if f.Op == "to" {
		n.Op = ir.OpRoundTo
	}
	if len(f.Parts) > 1 {
		n.Mode, _ = exact.ParseMode(f.Parts[1].Text())
	}
	n.Args = []ir.ID{id, b.fixed(path, "what is rounded to", f.Parts[0], ir.Number)}
	return b.node(place{path, f.Span()}, n)
}

func (b *builder) payout(s *symbol) ir.ID {
	p := &b.scheme.Payouts[s.index]
	if p.Round == "" {
		b.payoutRound(s.at, s.name)
	}
	scaled := func(id ir.ID) ir.ID { return b.scaled(s.name, id) }
	id := b.numeric(b.figure(s.at.path, p.Formula, p.AtLeast, p.AtMost, p.Round, scaled), s.at, "a payout")
	b.needsNone(id, s.at, "the payout "+s.name)
	return b.forfeited(id)
}

// figures lists the results, now that every name has its node.
func (b *builder) figures() {
	s := b.scheme
	for i := range s.Values {
		b.addFigure(&b.p.Values, s.Values[i].Name, s.Values[i].Title)
	}
	for i := range s.Indicators {
		if in := &s.Indicators[i]; in.Rating != nil && in.Formula != "" {
			b.ratingFormula(b.origin.at("indicators."+in.Name), in.Name)
		}
		if sym := b.symbols[norm.NFC.String(s.Indicators[i].Name)]; sym != nil && (b.kind(sym.node) == ir.List || b.kind(sym.node) == ir.Record) {
			b.wrongKind(sym.at, "an indicator", ir.Number, b.kind(sym.node))
		}
		b.addFigure(&b.p.Indicators, s.Indicators[i].Name, s.Indicators[i].Title)
	}
	if total, ok := b.symbols["total"]; ok {
		b.p.Total = ir.Figure{Name: "total", Title: s.Total.Title, Node: b.lowerSymbol(total)}
	}
	if grades, ok := b.symbols["grade"]; ok {
		b.lowerSymbol(grades)
	}
	b.distribution()
	b.pools()
	for i := range s.Payouts {
		b.addFigure(&b.p.Payouts, s.Payouts[i].Name, s.Payouts[i].Title)
	}
	b.gates()
	b.sections()
	for i, r := range s.Requires {
		path := fmt.Sprintf("requires.%d", i)
		f := b.leaf(dsl.FragmentFormula, path+".condition", r.Condition)
		if r.Condition == "" {
			b.noFormula(place{path: path})
		}
		id := b.formula(path+".condition", f)
		if k := b.kind(id); id != ir.None && k != ir.Bool {
			b.wrongKind(place{path + ".condition", f.Span()}, "what is required", ir.Bool, k)
			continue
		}
		b.needsNone(id, place{path: path, span: b.origin.at(path).span}, "the require")
		message := r.Message
		if message == "" && f != nil {
			message = f.Text() + " does not hold"
		}
		b.p.Requires = append(b.p.Requires, ir.Require{Node: id, Message: message})
	}
	b.stages()
}

func (b *builder) addFigure(list *[]ir.Figure, name, title string) {
	if sym, ok := b.symbols[norm.NFC.String(name)]; ok {
		*list = append(*list, ir.Figure{Name: sym.name, Title: title, Node: b.lowerSymbol(sym)})
	}
}
