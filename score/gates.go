package score

import (
	"fmt"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers gates. A gate changes total, grade or pay once: what it
// reads of the figure that it changes is the figure before any gate.

func gatePath(i int) string { return fmt.Sprintf("gates.%d", i) }

// gateFires lowers a gate's condition, once.
func (b *builder) gateFires(i int, before string) ir.ID {
	if id, ok := b.fires[i]; ok {
		return id
	}
	b.fires[i] = ir.None
	path := gatePath(i) + ".when"
	g := &b.scheme.Gates[i]
	f := b.leaf(dsl.FragmentFormula, path, g.When)
	if g.When == "" {
		b.noFormula(b.origin.at(gatePath(i)))
	}
	id := b.formulaBefore(path, f, before)
	if k := b.kind(id); id != ir.None && k != ir.Bool {
		b.wrongKind(place{path, f.Span()}, "the condition of a gate", ir.Bool, k)
		id = ir.None
	}
	b.needsNone(id, b.origin.at(gatePath(i)), "the gate")
	b.fires[i] = id
	return id
}

// gateNumber lowers a number of a gate.
func (b *builder) gateNumber(i int, field, text, before string) ir.ID {
	path := gatePath(i) + "." + field
	f := b.leaf(dsl.FragmentFormula, path, text)
	id := b.formulaBefore(path, f, before)
	if id != ir.None {
		id = b.numeric(id, place{path, f.Span()}, "what a gate sets")
		b.needsNone(id, place{path, f.Span()}, "the gate")
	}
	return id
}

// total lowers the total, and behind it the gates that change it, in order.
func (b *builder) total(s *symbol) ir.ID {
	t := &b.scheme.Total
	id := b.numeric(b.figure("total", t.Formula, t.AtLeast, t.AtMost, t.Round, nil), s.at, "the total")
	b.needsNone(id, s.at, "the total")
	b.totalBefore = id
	for i := range b.scheme.Gates {
		g := &b.scheme.Gates[i]
		at := b.origin.at(gatePath(i))
		switch {
		case g.Total != "":
			fires, set := b.gateFires(i, "total"), b.gateNumber(i, "total", g.Total, "total")
			id = b.node(at, ir.Node{Op: ir.OpConditional, Kind: ir.Number, Args: []ir.ID{fires, set, id}})
		case g.TotalAtMost != "":
			fires, most := b.gateFires(i, "total"), b.gateNumber(i, "total_at_most", g.TotalAtMost, "total")
			capped := b.node(at, ir.Node{Op: ir.OpMin, Kind: ir.Number, Args: []ir.ID{id, most}})
			id = b.node(at, ir.Node{Op: ir.OpConditional, Kind: ir.Number, Args: []ir.ID{fires, capped, id}})
		}
	}
	return id
}

// gradeGates lowers the gates that change the grade, in order.
func (b *builder) gradeGates(row ir.ID) ir.ID {
	b.gradeBefore = row
	for i := range b.scheme.Gates {
		g := &b.scheme.Gates[i]
		effect, field, text, want := ir.GradeIs, "grade", g.Grade, ir.Text
		switch {
		case g.GradeAtMost != "":
			effect, field, text = ir.GradeAtMost, "grade_at_most", g.GradeAtMost
		case g.Drop != "":
			effect, field, text, want = ir.GradeDrop, "drop", g.Drop, ir.Number
		}
		if text == "" {
			continue
		}
		at := b.origin.at(gatePath(i))
		to := b.fixedLeaf(gatePath(i)+"."+field, "what a gate sets", text, want)
		row = b.node(at, ir.Node{Op: ir.OpGradeGate, Kind: ir.Row, Effect: effect, Index: b.p.Bands,
			Args: []ir.ID{row, b.gateFires(i, "grade"), to}})
	}
	return row
}

// gradeColumn is a column of the grade before the gates.
func (b *builder) gradeColumn(row ir.ID, n *formula.Node, s *scope) ir.ID {
	t := &b.p.Tables[b.p.Bands]
	name := "grade." + n.Text
	if n.Text == "name" {
		name = "grade"
	}
	for i, column := range t.ResultNames {
		if column == name {
			return b.node(s.at(n.Span), ir.Node{Op: ir.OpPick, Kind: t.ResultKinds[i], Args: []ir.ID{row}, Index: b.p.Bands, Column: i})
		}
	}
	b.unknownMember(s.at(n.At), n.Text, t.ResultNames[1:])
	return ir.None
}

// scaled applies the gates that scale a payout, before clamps and rounding.
func (b *builder) scaled(name string, id ir.ID) ir.ID {
	for i := range b.scheme.Gates {
		g := &b.scheme.Gates[i]
		if norm.NFC.String(g.Scale) != name {
			continue
		}
		at := b.origin.at(gatePath(i))
		by := b.gateNumber(i, "by", g.By, "")
		id = b.numeric(id, at, "what a gate scales")
		product := b.node(at, ir.Node{Op: ir.OpMul, Kind: ir.Number, Args: []ir.ID{id, by}})
		id = b.node(at, ir.Node{Op: ir.OpConditional, Kind: ir.Number, Args: []ir.ID{b.gateFires(i, ""), product, id}})
	}
	return id
}

// forfeited makes a payout zero where a gate says so, whatever its floor is.
func (b *builder) forfeited(id ir.ID) ir.ID {
	for i := range b.scheme.Gates {
		if b.scheme.Gates[i].Forfeit {
			id = b.node(b.origin.at(gatePath(i)), ir.Node{Op: ir.OpForfeit, Kind: ir.Number, Args: []ir.ID{b.gateFires(i, ""), id}})
		}
	}
	return id
}

// gates lists all gates for the record, and checks what the others did not.
func (b *builder) gates() {
	for i := range b.scheme.Gates {
		g := &b.scheme.Gates[i]
		at := b.origin.at(gatePath(i))
		effects := g.effects()
		if len(effects) != 1 {
			b.gateEffects(at, len(effects))
			continue
		}
		switch {
		case (g.Grade != "" || g.GradeAtMost != "" || g.Drop != "") && len(b.scheme.Grades.Bands) == 0:
			b.noGrades(at)
		case (g.Total != "" || g.TotalAtMost != "") && b.scheme.Total.Formula == "":
			b.noTotal(at)
		case g.Scale != "":
			if sym, ok := b.symbols[norm.NFC.String(g.Scale)]; !ok || sym.kind != payoutSymbol && sym.kind != poolSymbol {
				b.unknownPayout(at, g.Scale, append(b.namesOf(payoutSymbol), b.namesOf(poolSymbol)...))
			}
		}
		gate := ir.Gate{Title: g.Title, Effect: effects[0], Fires: b.gateFires(i, ""), Stops: ir.None}
		if g.Fail != "" {
			stop := b.node(at, ir.Node{Op: ir.OpFail, Kind: ir.Never, Message: g.Fail})
			on := b.constant(at, ir.BoolValue(true))
			gate.Stops = b.node(at, ir.Node{Op: ir.OpConditional, Kind: ir.Bool, Args: []ir.ID{gate.Fires, stop, on}})
		}
		b.p.Gates = append(b.p.Gates, gate)
	}
}

// effects lists what a gate says, in words of the language.
func (g *Gate) effects() []string {
	var effects []string
	add := func(given bool, effect string) {
		if given {
			effects = append(effects, effect)
		}
	}
	add(g.Total != "", "total "+g.Total)
	add(g.TotalAtMost != "", "total at most "+g.TotalAtMost)
	add(g.Grade != "", "grade "+g.Grade)
	add(g.GradeAtMost != "", "grade at most "+g.GradeAtMost)
	add(g.Drop != "", "drop "+g.Drop)
	add(g.Scale != "" || g.By != "", "scale "+g.Scale+" by "+g.By)
	add(g.Forfeit, "forfeit")
	add(g.Fail != "", "fail "+dsl.Quote(g.Fail))
	return effects
}
