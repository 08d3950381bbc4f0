package dsl

import (
	"fmt"
	"strings"
)

// Grammar is the grammar of the language as EBNF, written from the table that
// drives the parser and the formatter: 'words' stand for themselves, [ ] may be
// left out, { } may be left out or repeated.
func Grammar() string {
	var b strings.Builder
	write := func(name, shape string) { b.WriteString(production(name, shape)) }

	write("file", "{ declaration }")
	write("declaration", strings.Join(DeclarationKeywords(), " | "))
	for i := range declarations {
		write(declarations[i].words, declarationShape(&declarations[i]))
	}
	write("row-end", "newline | ';'")
	for kind := tableBlock; kind <= distributionBlock; kind++ {
		write(blockShapes[kind][0], blockShapes[kind][1])
	}
	for i := range clauses {
		write(clauseSymbol(clauses[i].name()), ruleShape(&clauses[i]))
	}
	var alternatives []string
	for i := range effects {
		alternatives = append(alternatives, ruleShape(&effects[i]))
	}
	write("effect", strings.Join(alternatives, " | "))
	for _, slot := range slotShapes {
		write(slot[0], slot[1])
	}
	return b.String()
}

// declarationShape is a declaration with its clauses and its block.
func declarationShape(r *rule) string {
	shape := ruleShape(r)
	allowed, ordered := r.allowedClauses()
	for i, id := range allowed {
		allowed[i] = clauseSymbol(id)
	}
	for _, c := range allowed[:ordered] {
		shape += " [ " + c + " ]"
	}
	if rest := allowed[ordered:]; len(rest) > 0 {
		shape += " { " + strings.Join(rest, " | ") + " }"
	}
	if r.block != noBlock {
		row := blockShapes[r.block][0]
		shape += " '{' { [ " + row + " ] row-end } [ " + row + " ] '}'"
	}
	return shape
}

// ruleShape is the words and slots of a rule in EBNF.
func ruleShape(r *rule) string {
	var parts []string
	for _, word := range strings.Fields(r.words) {
		parts = append(parts, "'"+word+"'")
	}
	for _, g := range r.groups() {
		var items []string
		for _, item := range g.items {
			items = append(items, itemShape(item))
		}
		shape := strings.Join(items, " ")
		if g.optional {
			shape = "[ " + shape + " ]"
		}
		parts = append(parts, shape)
	}
	if r.swapped { // the last two parts, in either order
		last := len(parts) - 2
		a, b := parts[last], parts[last+1]
		parts = append(parts[:last], "( "+a+" "+b+" | "+b+" "+a+" )")
	}
	return strings.Join(parts, " ")
}

// itemShape is a slot in EBNF: a choice of words is quoted.
func itemShape(item string) string {
	words := strings.Split(item, "|")
	if len(words) == 1 {
		return item
	}
	return "( '" + strings.Join(words, "' | '") + "' )"
}

// clauseSymbol is what the EBNF calls a clause.
func clauseSymbol(id string) string { return strings.ReplaceAll(id, " ", "-") + "-clause" }

// production writes one rule of the EBNF, on several lines if it is long.
func production(name, shape string) string {
	const columns, margin = 96, 20
	var b strings.Builder
	line := fmt.Sprintf("%-*s =", margin-2, name)
	for _, unit := range unbreakable(strings.Fields(shape + " .")) {
		if Width(line)+1+Width(unit) > columns {
			b.WriteString(line + "\n")
			line = strings.Repeat(" ", margin-1)
		}
		line += " " + unit
	}
	b.WriteString(line + "\n")
	return b.String()
}

// unbreakable joins the signs of EBNF to what they stand close to, so that no
// line ends with an opening or begins with a closing one.
func unbreakable(words []string) []string {
	var units []string
	glue := false
	for _, word := range words {
		last := len(units) - 1
		if glue || last >= 0 && strings.Contains("]}).|", word) {
			units[last] += " " + word
		} else {
			units = append(units, word)
		}
		glue = strings.Contains("[{(", word)
	}
	return units
}
