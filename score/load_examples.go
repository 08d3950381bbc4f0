package score

import (
	"fmt"

	"github.com/kaohe-go/kaohe/dsl"
)

func (l *loader) example(d *dsl.Phrase) {
	path := fmt.Sprintf("examples.%d", len(l.scheme.Examples))
	l.origin.spans[path] = d.Word
	var facts, expect []*dsl.Fragment
	for _, r := range d.Rows {
		if f := r.Arg("assignments"); r.Keyword == "facts" {
			facts = append(facts, f)
		} else if f != nil {
			expect = append(expect, f)
		} else if f := r.Arg("fail"); len(d.Rows) > 0 {
			expect = append(expect, f)
			if len(expect) > 1 {
				l.fault(CodeExample, f.Span(), "", "an example that is to fail expects nothing else")
			}
		}
	}
	if len(expect) == 0 {
		l.fault(CodeExample, d.Word, "add a line like: expect total = 90", "the example expects nothing")
	}
	l.scheme.Examples = append(l.scheme.Examples, Example{
		Title: d.Value("text"), With: l.leaf(path+".with", d.Arg("assignments")),
		Facts: l.leaf(path+".facts", joined(facts)), Expect: l.leaf(path+".expect", joined(expect)), Note: note(d),
	})
}

// joined makes one fragment of the assignments of several lines.
func joined(parts []*dsl.Fragment) *dsl.Fragment {
	if len(parts) <= 1 {
		if len(parts) == 1 {
			return parts[0]
		}
		return nil
	}
	all := &dsl.Fragment{Kind: parts[0].Kind}
	for i, f := range parts {
		if i > 0 {
			all.Tokens = append(all.Tokens, dsl.Token{Kind: dsl.TokenPunct, Text: ","})
		}
		all.Tokens = append(all.Tokens, f.Tokens...)
		all.Parts = append(all.Parts, f.Parts...)
	}
	return all
}

func (l *loader) cases(d *dsl.Phrase) {
	path := fmt.Sprintf("cases.%d", len(l.scheme.Cases))
	l.origin.spans[path] = d.Word
	c := Cases{Title: d.Value("text"), With: l.leaf(path+".with", d.Arg("assignments")), Note: note(d)}
	for _, r := range d.Rows {
		if r.Keyword == "header" {
			c.Header = l.leaf(path+".header", headerFragment(r))
			continue
		}
		c.Rows = append(c.Rows, l.leaf(fmt.Sprintf("%s.rows.%d", path, len(c.Rows)), r.Arg("case")))
	}
	if len(c.Rows) == 0 {
		l.fault(CodeExample, d.Word, "write a line of names and under it lines of values", "the examples have no rows")
	}
	l.scheme.Cases = append(l.scheme.Cases, c)
}

// headerFragment is the header as the fragment that a Go-built scheme would have.
func headerFragment(r *dsl.Phrase) *dsl.Fragment {
	header := &dsl.Fragment{Kind: dsl.FragmentCase}
	for i, slot := range []string{"given", "expected"} {
		list := &dsl.Fragment{Kind: dsl.FragmentList}
		for k, name := range r.ArgList(slot) {
			if k > 0 {
				list.Tokens = append(list.Tokens, dsl.Token{Kind: dsl.TokenPunct, Text: ","})
			}
			list.Tokens = append(list.Tokens, name.Tokens...)
			list.Parts = append(list.Parts, name)
		}
		if i > 0 {
			header.Tokens = append(header.Tokens, dsl.Token{Kind: dsl.TokenPunct, Text: "->"})
		}
		header.Tokens = append(header.Tokens, list.Tokens...)
		header.Parts = append(header.Parts, list)
	}
	return header
}
