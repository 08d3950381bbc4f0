package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// A word is what a column of facts is to the scheme.
type word uint8

const (
	passing    word = iota // nothing: it passes through
	inputWord              // a fact
	boolWord               // a fact that is true or false
	listWord               // a fact that is a list
	resultWord             // a name that the sheet needs for itself
)

// vocabulary is what a scheme calls its facts and figures.
type vocabulary struct {
	inputs, figures []score.Declared
	words           map[string]word
	// id is the column or member of ids, "" if there is none.
	id string
	// stderr is for warnings.
	stderr   io.Writer
	warnings int
	seen     map[string]bool
}

func newVocabulary(p *score.Program, id string, stderr io.Writer) *vocabulary {
	v := &vocabulary{
		inputs: p.Inputs(), figures: p.Figures(), id: id,
		words: map[string]word{"error": resultWord}, stderr: stderr, seen: map[string]bool{},
	}
	for _, d := range v.figures {
		v.words[d.Name] = resultWord
	}
	// A rating is a figure too, but as a column it is a fact.
	for _, d := range v.inputs {
		switch {
		case d.Rule == "bool":
			v.words[d.Name] = boolWord
		case strings.HasPrefix(d.Rule, "list "):
			v.words[d.Name] = listWord
		default:
			v.words[d.Name] = inputWord
		}
	}
	return v
}

// has tells whether the scheme itself declares a name.
func (v *vocabulary) has(name string) bool {
	for _, list := range [][]score.Declared{v.inputs, v.figures} {
		for _, d := range list {
			if d.Name == name {
				return true
			}
		}
	}
	return false
}

// warnNear warns of a name that passes through but looks like an input's.
func (v *vocabulary) warnNear(name string) {
	if name == v.id || !v.first("near "+name) {
		return
	}
	names := make([]string, len(v.inputs))
	for i, d := range v.inputs {
		names[i] = d.Name
	}
	if near, ok := dsl.Nearest(name, names); ok {
		v.warn("%q is no input; did you mean %q?", name, near)
	}
}

// warnLost warns of a name that has no column.
func (v *vocabulary) warnLost(name string, line int) {
	if v.first("lost " + name) {
		v.warn("%q on line %d is not in the first line, so it has no column", clip(name), line)
	}
}

// first tells whether something is seen for the first time. Facts may go on for
// ever with new names, so after a thousand nothing is new.
func (v *vocabulary) first(what string) bool {
	if v.seen[what] || len(v.seen) == 1000 || len(what) > 1000 {
		return false
	}
	v.seen[what] = true
	return true
}

// warn prints a warning, unless there have been many.
func (v *vocabulary) warn(format string, args ...any) {
	if v.warnings++; v.warnings <= 20 {
		fmt.Fprintf(v.stderr, "kaohe: warning: "+format+"\n", args...)
	}
}

// clip cuts names that come from facts, for messages.
func clip(name string) string {
	const most = 60
	for i := range name {
		if i >= most {
			return name[:i] + "…"
		}
	}
	return name
}
