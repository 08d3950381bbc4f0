package score

import (
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file lowers policies, weights and sections.

var policies = []string{"zero", "full", "redistribute", "fail"}

// scored wraps an indicator that has policies; others stay as they are.
func (b *builder) scored(path string, in *Indicator, raw ir.ID) ir.ID {
	at := b.origin.at(path)
	if in.Points != "" {
		b.points[in.Name] = b.fixedLeaf(path+".points", "the points", in.Points, ir.Number)
	}
	if in.AppliesWhen == "" && in.Missing == "" {
		b.needsNone(raw, at, "the indicator "+in.Name)
		return raw
	}
	s := &ir.Scored{Raw: raw, Applies: ir.None, Otherwise: ir.None, Missing: ir.None, Points: ir.None}
	sound := raw != ir.None
	args := []ir.ID{raw}
	add := func(to *ir.ID, id ir.ID) {
		*to, sound, args = id, sound && id != ir.None, append(args, id)
	}
	if in.AppliesWhen != "" {
		f := b.leaf(dsl.FragmentFormula, path+".applies_when", in.AppliesWhen)
		condition := b.formula(path+".applies_when", f)
		if k := b.kind(condition); condition != ir.None && k != ir.Bool {
			b.wrongKind(place{path + ".applies_when", f.Span()}, "the condition", ir.Bool, k)
			condition = ir.None
		}
		add(&s.Applies, condition)
		add(&s.Otherwise, b.policy(path+".otherwise", in.Otherwise))
	}
	if in.Missing != "" {
		add(&s.Missing, b.policy(path+".missing", in.Missing))
		s.Optionals = b.reads[raw]
		if raw != ir.None && len(s.Optionals) == 0 {
			b.nothingMissing(b.origin.at(path), in.Name)
		}
		args = append(args, s.Optionals...)
	}
	if in.Points != "" {
		add(&s.Points, b.points[in.Name])
	}
	if !sound {
		return ir.None
	}
	raw = b.numeric(raw, at, "an indicator with a policy")
	if raw == ir.None {
		return raw
	}
	id := b.node(at, ir.Node{Op: ir.OpScored, Kind: ir.Number, Stage: ir.Individual, Args: args, Scored: s, Message: in.Name})
	b.needsNone(id, at, "the indicator "+in.Name)
	return id
}

// policy lowers a policy: a word, or a text param that has one.
func (b *builder) policy(path, text string) ir.ID {
	f := b.leaf(dsl.FragmentWord, path, text)
	if f == nil {
		if text == "" {
			b.badPolicy(place{path: path}, "", nil)
		}
		return ir.None
	}
	at := place{path, f.Span()}
	if slices.Contains(policies, text) {
		return b.constant(at, ir.TextValue(text))
	}
	if sym, ok := b.symbols[text]; ok && sym.kind == paramSymbol {
		id := b.lowerSymbol(sym)
		if spec := b.specOf(id); spec == nil || spec.Kind != ir.Text || len(spec.OneOf) == 0 {
			if id != ir.None {
				b.policyParam(at, text)
			}
			return ir.None
		}
		return id
	}
	b.badPolicy(at, text, append(slices.Clone(policies), b.namesOf(paramSymbol)...))
	return ir.None
}

// weightedMean lowers `weighted`, once.
func (b *builder) weightedMean(at place) ir.ID {
	if b.hasWeighted {
		return b.weighted
	}
	w := &ir.Weighted{Over: ir.None}
	sections := map[string]int{}
	var args []ir.ID
	sound := true
	add := func(id ir.ID) ir.ID {
		args, sound = append(args, id), sound && id != ir.None
		return id
	}
	for i := range b.scheme.Sections {
		section := &b.scheme.Sections[i]
		sections[norm.NFC.String(section.Name)] = i
		w.Sections = append(w.Sections, add(b.fixedLeaf(b.sectionPath(i)+".weight", "a weight", section.Weight, ir.Number)))
	}
	for i := range b.scheme.Indicators {
		in := &b.scheme.Indicators[i]
		sym := b.symbols[norm.NFC.String(in.Name)]
		if in.Weight == "" || sym == nil {
			continue
		}
		item := ir.WeightedItem{Section: -1, Points: ir.None}
		if in.In != "" {
			section, ok := sections[norm.NFC.String(in.In)]
			if !ok {
				sound = false // reported with the indicator
				continue
			}
			item.Section = section
		}
		item.Node = add(b.numeric(b.lowerSymbol(sym), sym.at, "a weighted indicator"))
		item.Weight = add(b.fixedLeaf(sym.at.path+".weight", "a weight", in.Weight, ir.Number))
		if in.Points != "" {
			item.Points = add(b.points[in.Name])
		}
		w.Items = append(w.Items, item)
	}
	if over := b.scheme.Total.OverAtLeast; over != "" {
		w.Over = add(b.fixedLeaf("total.over_at_least", "how much weight must be left", over, ir.Number))
	}
	b.hasWeighted = true
	if len(w.Items) == 0 {
		b.nothingWeighted(at)
		return ir.None
	}
	if sound {
		b.weighted = b.node(at, ir.Node{Op: ir.OpWeighted, Kind: ir.Number, Stage: ir.Individual, Args: args, Weighted: w})
	}
	return b.weighted
}

func (b *builder) sectionPath(i int) string {
	return fmt.Sprintf("sections.%s", b.scheme.Sections[i].Name)
}

// sections checks names that only weights use.
func (b *builder) sections() {
	var names []string
	used := map[string]bool{}
	for i := range b.scheme.Sections {
		section := &b.scheme.Sections[i]
		at := b.origin.at(b.sectionPath(i))
		switch {
		case !isName(section.Name):
			b.badName(at, section.Name)
		case slices.Contains(names, section.Name):
			b.duplicateName(b.origin.at(b.sectionPath(i)+"#2"), section.Name, "a section")
		case section.Weight == "":
			b.noWeight(at, "section", section.Name)
		}
		names = append(names, section.Name)
	}
	weights := false
	for i := range b.scheme.Indicators {
		in := &b.scheme.Indicators[i]
		path := "indicators." + in.Name
		weights = weights || in.Weight != ""
		switch {
		case in.In == "":
		case !slices.Contains(names, in.In):
			b.unknownSection(b.origin.at(path), in.In, names)
		case in.Weight == "":
			b.noWeight(b.origin.at(path), "indicator", in.Name)
		}
		used[in.In] = true
	}
	for i, name := range names {
		if !used[name] {
			b.emptySection(b.origin.at(b.sectionPath(i)), name)
		}
	}
	switch {
	case b.hasWeighted:
	case weights:
		b.weightsUnused(b.origin.at("total"))
	case b.scheme.Total.OverAtLeast != "":
		b.overWithoutWeights(b.origin.at("total"))
	}
}
