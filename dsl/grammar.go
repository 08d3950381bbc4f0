package dsl

import "strings"

// A rule is one row of the grammar table: a declaration or a clause. The
// parser, its recovery and messages, the formatter and the EBNF in doc.go all
// read this table. A new clause is one row here.
type rule struct {
	// words introduce the phrase; a clause may have several.
	words string
	// id tells apart clauses with the same words; it is the words if empty.
	id string
	// shape is what follows: slots by name, 'literal' words, a|b|c choices, [optional] parts.
	shape string
	// clauses may follow, in any order; fmt writes them in this one. Those
	// before the bar must also be written in this order.
	clauses string
	// block says what stands in braces at the end, if anything does.
	block blockKind
	// swapped says that the last two parts, title and type, may stand in either
	// order; fmt writes the order of the shape.
	swapped bool
}

func (r *rule) name() string {
	if r.id != "" {
		return r.id
	}
	return r.words
}

// A blockKind says what rows a block has.
type blockKind uint8

const (
	noBlock blockKind = iota
	tableBlock
	bandBlock
	exampleBlock
	casesBlock
	distributionBlock
)

// blockShapes is the EBNF of the blocks and of their rows.
var blockShapes = map[blockKind][2]string{
	tableBlock:        {"table-row", "cells ( '->' result | 'flat' | 'extend' )"},
	bandBlock:         {"band", "cells '->' result { name constant }"},
	exampleBlock:      {"facts", "assignments | 'expect' expectations"},
	casesBlock:        {"case", "header | givens '->' ( givens | 'fail' [ text ] )"},
	distributionBlock: {"quota-row", "quota | 'ties' ( 'up' | 'down' | 'fail' | name | 'by' formula ) | 'minimum' constant 'people' | 'failed' ( 'refuse' | 'leave_out' )"},
}

const everywhere = "note, allow"

// declarations is the table of what can stand in column 1.
var declarations = []rule{
	{words: "scheme", shape: "name [text]", clauses: everywhere},
	{words: "version", shape: "text"},
	{words: "effective", shape: "'from' date"},
	{words: "input", shape: "names type [text]", clauses: "in, step, one of, default, optional, better, " + everywhere, swapped: true},
	{words: "require", shape: "formula [text]", clauses: everywhere},
	{words: "rating", shape: "name [text] type", clauses: "in, step, one of, default, optional, points, weight, in section, applies, missing, better, " + everywhere, swapped: true},
	{words: "param", shape: "name [type] [text]", clauses: "in, step, one of, value, " + everywhere, swapped: true},
	{words: "table", shape: "name columns [whole_volume|graduated|linear] ['first']", clauses: everywhere, block: tableBlock},
	{words: "value", shape: "name [text] '=' formula", clauses: "at least, at most, round | " + everywhere},
	{words: "section", shape: "name [text]", clauses: "weight, " + everywhere},
	{words: "indicator", shape: "name [text] '=' formula", clauses: "at least, at most, round | points, weight, in section, applies, missing, " + everywhere},
	{words: "total", shape: "[text] '=' formula", clauses: "at least, at most, round | over, " + everywhere},
	{words: "gate", shape: "[text] 'when' formula 'then' effect", clauses: everywhere},
	{words: "grades", shape: "['by' group] ['first']", clauses: everywhere, block: bandBlock},
	{words: "payout", shape: "name [text] '=' formula", clauses: "at least, at most, round | " + everywhere},
	{words: "distribution", shape: "precedence 'by' formula ['within' name]", clauses: everywhere, block: distributionBlock},
	{words: "pool", shape: "name [text] '=' formula 'by' formula", clauses: "within, at least, at most, forfeited, round, " + everywhere},
	{words: "example", shape: "[text] ['with' assignments]", clauses: everywhere, block: exampleBlock},
	{words: "examples", shape: "[text] ['with' assignments]", clauses: everywhere, block: casesBlock},
}

// clauses is the table of clauses.
var clauses = []rule{
	{words: "in", shape: "interval"},
	{words: "in", id: "in section", shape: "name"},
	{words: "step", shape: "constant"},
	{words: "one of", shape: "constants"},
	{words: "default", shape: "constant"},
	{words: "=", id: "value", shape: "constant"},
	{words: "optional"},
	{words: "better", shape: "more|less"},
	{words: "at least", shape: "formula"},
	{words: "at most", shape: "formula"},
	{words: "round", shape: "rounding"},
	{words: "points", shape: "constant"},
	{words: "weight", shape: "constant"},
	{words: "applies", shape: "'when' formula 'otherwise' policy"},
	{words: "missing", shape: "policy"},
	{words: "over", shape: "'at' 'least' constant"},
	{words: "within", shape: "name"},
	{words: "forfeited", shape: "name"},
	{words: "note", shape: "text"},
	{words: "allow", shape: "code text"},
}

// effects is the table of what a gate does.
var effects = []rule{
	{words: "total at most", shape: "formula"},
	{words: "total", shape: "formula"},
	{words: "grade at most", shape: "constant"},
	{words: "grade", shape: "constant"},
	{words: "drop", shape: "constant"},
	{words: "scale", shape: "name 'by' formula"},
	{words: "forfeit"},
	{words: "fail", shape: "text"},
}

// slotShapes is the EBNF of the slots and of what they are made of.
var slotShapes = [][2]string{
	{"names", "name { ',' name }"},
	{"type", "plain-type | 'list' ( plain-type | '{' field { ',' field } '}' )"},
	{"plain-type", "'integer' | 'number' | 'percent' | 'text' | 'bool'"},
	{"field", "name type { field-clause }"},
	{"field-clause", "in-clause | step-clause | one-of-clause"},
	{"columns", "'(' column { ',' column } ')'"},
	{"column", "name [ type ] { field-clause }"},
	{"interval", "( '[' constant | '(' ( constant | '..' ) ) ',' ( constant ( ']' | ')' ) | '..' ')' )"},
	{"cells", "cell { ',' cell } | 'else'"},
	{"cell", "alternative { '|' alternative }"},
	{"alternative", "interval | ( '<' | '<=' | '>' | '>=' | '==' ) constant | constant | '_'"},
	{"result", "constant | 'fail' text | 'never'"},
	{"rounding", "[ 'to' ] constant [ mode ]"},
	{"mode", "'half_up' | 'half_even' | 'half_down' | 'up' | 'down' | 'ceiling' | 'floor'"},
	{"policy", "'zero' | 'full' | 'redistribute' | 'fail' | name"},
	{"precedence", "'exact' | 'capped' | 'bands' | name"},
	{"group", "'(' formula ')'"},
	{"code", "name { '-' name }"},
	{"date", "digit digit digit digit '-' digit digit '-' digit digit"},
	{"constants", "constant { ',' constant }"},
	{"assignments", "figure '=' given { ',' figure '=' given }"},
	{"expectations", "'fail' [ text ] | assignments"},
	{"figure", "name [ '.' name ]"},
	{"given", "constant | '_' | '[' [ given { ',' given } ] ']' | '{' assignments '}'"},
	{"header", "figure { ',' figure } '->' figure { ',' figure }"},
	{"givens", "given { ',' given }"},
	{"quota", "text { '+' text } [ 'at' ( 'least' | 'most' ) ] constant"},
	{"constant", "formula"},
	{"formula", "'let' name '=' choice ';' formula | choice"},
	{"choice", "conditional | operation [ '?' choice ':' choice ]"},
	{"conditional", "'if' formula '{' formula '}' 'else' ( '{' formula '}' | conditional )"},
	{"operation", "operand { operator operand | [ 'not' ] 'in' list }"},
	{"operator", "'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '**' | '??'"},
	{"operand", "{ '-' | 'not' } ( number | 'true' | 'false' | primary )"},
	{"primary", "( text | name | call | '(' formula ')' | list | '#' | '.' name ) { '.' name | '[' formula ']' }"},
	{"list", "'[' [ formula { ',' formula } ] ']'"},
	{"call", "name '(' [ argument { ',' argument } ] ')' | 'cohort' '.' 'mean' '(' formula ')'"},
	{"argument", "formula | '{' formula '}'"},
	{"name", "( letter | '_' ) { letter | digit | '_' }"},
	{"number", "digit { digit } [ '.' digit { digit } ] [ '%' ]"},
	{"text", `'"' { character } '"'`},
}

// A shapeGroup is a part of a shape: one slot or literal word, or several that
// are left out together.
type shapeGroup struct {
	items    []string
	optional bool
}

// groups cuts the shape into its parts.
func (r *rule) groups() []shapeGroup {
	var groups []shapeGroup
	optional := false
	for _, item := range strings.Fields(r.shape) {
		if !optional {
			optional = strings.HasPrefix(item, "[")
			groups = append(groups, shapeGroup{optional: optional})
		}
		last := &groups[len(groups)-1]
		last.items = append(last.items, strings.Trim(item, "[]"))
		optional = optional && !strings.HasSuffix(item, "]")
	}
	return groups
}

// literal is the word of a shape that stands for itself.
func literal(item string) (word string, ok bool) {
	return strings.Trim(item, "'"), strings.HasPrefix(item, "'")
}

func findRule(table []rule, name string) *rule {
	for i := range table {
		if table[i].name() == name {
			return &table[i]
		}
	}
	return nil
}

// allowedClauses lists the ids of the clauses of a declaration in the order in
// which fmt writes them, and how many of them must be written in it.
func (r *rule) allowedClauses() (ids []string, ordered int) {
	if r.clauses == "" {
		return nil, 0
	}
	first, rest, found := strings.Cut(r.clauses, " | ")
	ids = strings.Split(first, ", ")
	if found {
		ordered = len(ids)
		ids = append(ids, strings.Split(rest, ", ")...)
	}
	return ids, ordered
}

// DeclarationKeywords lists the words that can begin a declaration.
func DeclarationKeywords() []string {
	words := make([]string, len(declarations))
	for i := range declarations {
		words[i] = declarations[i].words
	}
	return words
}

// formulaWords are the words that mean something in every formula and can't be declared.
var formulaWords = []string{
	"and", "or", "not", "in", "if", "else", "let", "true", "false",
	"matches", "contains", "startsWith", "endsWith",
}

// FormulaWords lists the words of formulas that can't be declared as names.
func FormulaWords() []string { return append([]string(nil), formulaWords...) }

// isFormulaOperatorWord tells whether a word of a formula needs an operand after it.
func isFormulaOperatorWord(word string) bool {
	switch word {
	case "and", "or", "not", "in", "if", "else", "let", "matches", "contains", "startsWith", "endsWith":
		return true
	}
	return false
}
