package dsl

import (
	"slices"
	"strings"
)

// phraseText writes a phrase on one line as its rule's shape says, without
// clauses and block.
func phraseText(ph *Phrase) string {
	if ph.rule == nil {
		return fieldText(ph)
	}
	var b strings.Builder
	b.WriteString(ph.rule.words)
	seen := map[string]bool{}
	for _, g := range ph.rule.groups() {
		if g.optional && !stands(ph, g) {
			continue
		}
		for _, item := range g.items {
			text := slotText(ph, item, seen[item])
			seen[item] = true
			if item != "columns" && text != "" {
				b.WriteByte(' ')
			}
			b.WriteString(text)
		}
	}
	return b.String()
}

// stands tells whether an optional part of a shape is there.
func stands(ph *Phrase, g shapeGroup) bool {
	for _, item := range g.items {
		if word, ok := literal(item); ok && ph.Arg(word) != nil || !ok && slotText(ph, item, false) != "" {
			return true
		}
	}
	return false
}

// slotText writes what fills a slot; second says that it is the second one of
// that kind in its phrase.
func slotText(ph *Phrase, item string, second bool) string {
	word, isLiteral := literal(item)
	switch {
	case isLiteral:
		return word
	case strings.Contains(item, "|"):
		return ph.Text("word")
	case item == "names":
		return joinTexts(ph.ArgList("name"), ", ")
	case item == "type":
		return typeText(ph)
	case item == "columns":
		return "(" + joinPhrases(ph.Columns) + ")"
	case item == "effect":
		return joinPhrases(ph.Fields)
	case item == "group":
		return ph.Text("formula")
	case second:
		return ph.Text(item + "2")
	}
	return ph.Text(item)
}

func typeText(ph *Phrase) string {
	text := ph.Text("type")
	if len(ph.Fields) > 0 {
		text += " { " + joinPhrases(ph.Fields) + " }"
	}
	return text
}

// fieldText writes a column of a table, a field of a record or a column of a band.
func fieldText(ph *Phrase) string {
	parts := []string{ph.Text("name"), typeText(ph), ph.Text("constant")}
	for _, id := range fieldClauses {
		if c := ph.Clause(id); c != nil {
			parts = append(parts, phraseText(c))
		}
	}
	return joinNonEmpty(parts...)
}

func joinTexts(fragments []*Fragment, separator string) string {
	texts := make([]string, len(fragments))
	for i, f := range fragments {
		texts[i] = f.Text()
	}
	return strings.Join(texts, separator)
}

func joinNonEmpty(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), " ")
}

func joinPhrases(phrases []*Phrase) string {
	texts := make([]string, len(phrases))
	for i, ph := range phrases {
		texts[i] = phraseText(ph)
	}
	return strings.Join(texts, ", ")
}
