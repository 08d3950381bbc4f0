package score

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/kaohe-go/kaohe/dsl"
)

// origin is where a loaded scheme comes from: decoration that makes positions,
// never meaning. Leaves are identified by path; one whose text has been changed
// since it was loaded has no position any more.
type origin struct {
	file  *dsl.File
	leafs map[string]*dsl.Fragment
	spans map[string]dsl.Span
}

// paths names declarations: inputs.calls, and inputs.calls#2 for the second of
// that name, which is a fault but needs a place of its own.
type paths map[string]int

func (p paths) of(kind, name string) string {
	path := kind + "." + pathName(name)
	p[path]++
	if n := p[path]; n > 1 {
		return fmt.Sprintf("%s#%d", path, n)
	}
	return path
}

// pathName is a name as part of a path; what is no name is quoted, so that a
// path stays on one line.
func pathName(name string) string {
	if isName(name) {
		return name
	}
	return strconv.Quote(shorten(name))
}

// A place is where something of a scheme stands.
type place struct {
	path string
	span dsl.Span
}

// at is the place of a declaration.
func (o *origin) at(path string) place {
	if o == nil {
		return place{path: path}
	}
	return place{path, o.spans[path]}
}

// with is the place of a declaration that has no name, known by one of its
// leaves: it is no place in the file once a Go program has changed that leaf.
func (o *origin) with(path, leaf, text string) place {
	if o == nil || o.leafs[leaf].Text() != text {
		return place{path: path}
	}
	return o.at(path)
}

// leaf is the fragment of a leaf: the one that was loaded if the text is still
// the same, else one parsed now.
func (o *origin) leaf(kind dsl.FragmentKind, path, text string, limits dsl.Limits) (*dsl.Fragment, dsl.Diagnostics) {
	if o != nil {
		if f, ok := o.leafs[path]; ok && f.Text() == text {
			return f, nil
		}
	}
	f, ds := dsl.ParseFragment(kind, text, limits)
	for i := range ds {
		// Positions inside a leaf would read like positions in a file.
		ds[i].Span, ds[i].Path = dsl.Span{}, path
		ds[i].Message = fmt.Sprintf("in %q: %s", shorten(text), ds[i].Message)
		ds[i].Source = ""
	}
	if len(ds) > 0 {
		return nil, ds
	}
	forgetSpans(f)
	return f, nil
}

func forgetSpans(f *dsl.Fragment) {
	if f == nil {
		return
	}
	for i := range f.Tokens {
		f.Tokens[i].Span = dsl.Span{}
	}
	for _, part := range f.Parts {
		forgetSpans(part)
	}
}

// clip shortens untrusted text for a message and keeps it on one line.
func clip(s string) string {
	s = shorten(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return s
	}
	quoted := strconv.Quote(s)
	return quoted[1 : len(quoted)-1]
}

// shorten cuts text that will be quoted.
func shorten(s string) string {
	const most = 60
	for i := range s {
		if i >= most {
			return s[:i] + "…"
		}
	}
	return s
}
