package score

import (
	"fmt"

	"github.com/kaohe-go/kaohe/dsl"
)

// This file loads what scores people together.

func (l *loader) distribution(d *dsl.Phrase) {
	const path = "distribution"
	l.origin.spans[path] = d.Word
	out := Distribution{
		Precedence: l.leaf(path+".precedence", d.Arg("precedence")), By: l.leaf(path+".by", d.Arg("formula")),
		Within: l.leaf(path+".within", d.Arg("name")), Note: note(d),
	}
	for _, r := range d.Rows {
		switch r.Keyword {
		case "quota":
			row := fmt.Sprintf("%s.quotas.%d", path, len(out.Quotas))
			l.origin.spans[row] = r.Span
			out.Quotas = append(out.Quotas, l.leaf(row, r.Arg("quota")))
		case "ties":
			l.rule(r, out.Ties+out.TiesBy)
			out.Ties, out.TiesBy = l.leaf(path+".ties", r.Arg("word")), l.leaf(path+".ties_by", r.Arg("formula"))
		case "minimum":
			l.rule(r, out.Minimum)
			out.Minimum = l.leaf(path+".minimum", r.Arg("constant"))
		case "failed":
			l.rule(r, out.Failed)
			out.Failed = l.leaf(path+".failed", r.Arg("word"))
		}
	}
	if len(out.Quotas) == 0 {
		l.fault(CodeDistribution, d.Word, `give it a row like "优秀" 10%`, "the distribution has no quotas")
	}
	l.scheme.Distribution = out
}

// rule refuses a rule of a distribution that stands there already.
func (l *loader) rule(row *dsl.Phrase, before string) {
	if before != "" {
		l.fault(CodeDistribution, row.Word, "keep one of the two", "the distribution says `%s` twice", row.Keyword)
	}
}

func (l *loader) pool(d *dsl.Phrase) {
	path, name := l.start("pools", d.Arg("name"))
	l.scheme.Pools = append(l.scheme.Pools, Pool{
		Name: name, Title: d.Value("text"), Amount: l.leaf(path+".amount", d.Arg("formula")), By: l.leaf(path+".by", d.Arg("formula2")),
		Within:  l.clause(d, path, "within", "name", "within"),
		AtLeast: l.clause(d, path, "at least", "formula", "at_least"), AtMost: l.clause(d, path, "at most", "formula", "at_most"),
		Forfeited: l.clause(d, path, "forfeited", "name", "forfeited"), Round: l.clause(d, path, "round", "rounding", "round"), Note: note(d),
	})
}
