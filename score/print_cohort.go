package score

import (
	"fmt"

	"github.com/kaohe-go/kaohe/dsl"
)

// This file writes what scores people together.

func (w *schemeWriter) distribution(d *Distribution) {
	const path = "distribution"
	w.start("distribution", w.leaf(dsl.FragmentWord, path+".precedence", d.Precedence), "by", w.formula(path+".by", d.By))
	w.clause("within", dsl.FragmentName, path+".within", d.Within)
	w.note(d.Note)
	w.open()
	for i, quota := range d.Quotas {
		w.indent(w.leaf(dsl.FragmentQuota, fmt.Sprintf("%s.quotas.%d", path, i), quota) + "\n")
	}
	if d.Ties != "" {
		w.indent("ties " + w.leaf(dsl.FragmentWord, path+".ties", d.Ties) + "\n")
	}
	if d.TiesBy != "" {
		w.indent("ties by " + w.formula(path+".ties_by", d.TiesBy) + "\n")
	}
	if d.Minimum != "" {
		w.indent("minimum " + w.leaf(dsl.FragmentConstant, path+".minimum", d.Minimum) + " people\n")
	}
	if d.Failed != "" {
		w.indent("failed " + w.leaf(dsl.FragmentWord, path+".failed", d.Failed) + "\n")
	}
	w.closing()
}

func (w *schemeWriter) pool(p *Pool) {
	path := w.paths.of("pools", p.Name)
	w.start("pool", w.name(path, p.Name), w.title(p.Title), "=", w.formula(path+".amount", p.Amount), "by", w.formula(path+".by", p.By))
	w.clause("within", dsl.FragmentName, path+".within", p.Within)
	w.clause("at least", dsl.FragmentFormula, path+".at_least", p.AtLeast)
	w.clause("at most", dsl.FragmentFormula, path+".at_most", p.AtMost)
	w.clause("forfeited", dsl.FragmentName, path+".forfeited", p.Forfeited)
	w.clause("round", dsl.FragmentRounding, path+".round", p.Round)
	w.end(p.Note)
}
