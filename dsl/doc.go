// Package dsl reads and writes the scheme language of kaohe: it knows how a
// scheme is written, not what it means. [Parse] turns a text into a tree and
// lists every fault of it at once, [Format] writes a tree in the one style of
// the language, [ParseFragment] reads a single leaf, as schemes built in Go
// have them. What a scheme means, and whether it makes sense, is the business of
// package score.
//
// # How a scheme is laid out
//
// A file is a list of declarations, each of which begins in column 1 with its
// keyword. What is indented continues the declaration above. A declaration may
// be followed by clauses, on its line or on indented ones:
//
//	indicator goal "sales against target" = 20 * actual / target
//	    at least 0  at most 24  weight 40%
//
// A formula runs to the end of the line, and on through open brackets, through a
// line that ends in an operator and one that begins with one. It ends earlier
// where a clause begins: two operands never stand side by side, so words such as
// weight, missing or round can be names as well.
//
// Tables, grades, examples and distributions have rows in braces. A row is a
// line, or ends with a semicolon; it goes on through open brackets, and through
// a line that ends in an operator or a comma:
//
//	table points(errors) { <= 3 -> 30;  4 -> 28;  else -> 0 }
//
// A comment begins with // and ends with its line; it may stand at the end of
// any line and on lines of its own, also within a formula that runs on.
//
// Full-width punctuation, as Chinese input methods type it, means the same as
// plain punctuation, and [Format] makes it plain. Full-width digits and letters,
// invisible characters and those that change the direction of the text are
// faults: a scheme says what it seems to say.
//
// # Notation
//
// In the grammar 'words' stand for themselves, [ ] encloses what may be left
// out, { } what may be left out or repeated, and | separates alternatives. A
// letter is one of Unicode's; newline, digit and character are what they say.
//
// The grammar is generous in a few respects. Clauses in [ ] must stand in the
// order shown, among themselves, and those in { } may also stand between them;
// each may stand once, but for allow. A constant ends before in and =, but for
// those in brackets; in a cell or a given value a bracket opens an interval or a
// list. Among the clauses of a column or field, a name behind a comma begins the
// next one. The elements # and .name stand only in the second argument of sum,
// count, any, all, none, filter and map, and only that may stand in braces. The
// first row of examples is the header, the others are not. And what would be
// read differently from what it seems to say wants brackets: not x > 5, not a in
// b, a ?? b + c.
//
// # Grammar
//
//	file               = { declaration } .
//	declaration        = scheme | version | effective | input | require | rating | param | table |
//	                    value | section | indicator | total | gate | grades | payout |
//	                    distribution | pool | example | examples .
//	scheme             = 'scheme' name [ text ] { note-clause | allow-clause } .
//	version            = 'version' text .
//	effective          = 'effective' 'from' date .
//	input              = 'input' names ( type [ text ] | [ text ] type ) { in-clause | step-clause |
//	                    one-of-clause | default-clause | optional-clause | better-clause |
//	                    note-clause | allow-clause } .
//	require            = 'require' formula [ text ] { note-clause | allow-clause } .
//	rating             = 'rating' name ( [ text ] type | type [ text ] ) { in-clause | step-clause |
//	                    one-of-clause | default-clause | optional-clause | points-clause |
//	                    weight-clause | in-section-clause | applies-clause | missing-clause |
//	                    better-clause | note-clause | allow-clause } .
//	param              = 'param' name ( [ type ] [ text ] | [ text ] [ type ] ) { in-clause |
//	                    step-clause | one-of-clause | value-clause | note-clause | allow-clause } .
//	table              = 'table' name columns [ ( 'whole_volume' | 'graduated' | 'linear' ) ]
//	                    [ 'first' ] { note-clause | allow-clause } '{' { [ table-row ] row-end }
//	                    [ table-row ] '}' .
//	value              = 'value' name [ text ] '=' formula [ at-least-clause ] [ at-most-clause ]
//	                    [ round-clause ] { note-clause | allow-clause } .
//	section            = 'section' name [ text ] { weight-clause | note-clause | allow-clause } .
//	indicator          = 'indicator' name [ text ] '=' formula [ at-least-clause ]
//	                    [ at-most-clause ] [ round-clause ] { points-clause | weight-clause |
//	                    in-section-clause | applies-clause | missing-clause | note-clause |
//	                    allow-clause } .
//	total              = 'total' [ text ] '=' formula [ at-least-clause ] [ at-most-clause ]
//	                    [ round-clause ] { over-clause | note-clause | allow-clause } .
//	gate               = 'gate' [ text ] 'when' formula 'then' effect { note-clause |
//	                    allow-clause } .
//	grades             = 'grades' [ 'by' group ] [ 'first' ] { note-clause | allow-clause } '{'
//	                    { [ band ] row-end } [ band ] '}' .
//	payout             = 'payout' name [ text ] '=' formula [ at-least-clause ] [ at-most-clause ]
//	                    [ round-clause ] { note-clause | allow-clause } .
//	distribution       = 'distribution' precedence 'by' formula [ 'within' name ] { note-clause |
//	                    allow-clause } '{' { [ quota-row ] row-end } [ quota-row ] '}' .
//	pool               = 'pool' name [ text ] '=' formula 'by' formula { within-clause |
//	                    at-least-clause | at-most-clause | forfeited-clause | round-clause |
//	                    note-clause | allow-clause } .
//	example            = 'example' [ text ] [ 'with' assignments ] { note-clause | allow-clause }
//	                    '{' { [ facts ] row-end } [ facts ] '}' .
//	examples           = 'examples' [ text ] [ 'with' assignments ] { note-clause | allow-clause }
//	                    '{' { [ case ] row-end } [ case ] '}' .
//	row-end            = newline | ';' .
//	table-row          = cells ( '->' result | 'flat' | 'extend' ) .
//	band               = cells '->' result { name constant } .
//	facts              = assignments | 'expect' expectations .
//	case               = header | givens '->' ( givens | 'fail' [ text ] ) .
//	quota-row          = quota | 'ties' ( 'up' | 'down' | 'fail' | name | 'by' formula ) | 'minimum'
//	                    constant 'people' | 'failed' ( 'refuse' | 'leave_out' ) .
//	in-clause          = 'in' interval .
//	in-section-clause  = 'in' name .
//	step-clause        = 'step' constant .
//	one-of-clause      = 'one' 'of' constants .
//	default-clause     = 'default' constant .
//	value-clause       = '=' constant .
//	optional-clause    = 'optional' .
//	better-clause      = 'better' ( 'more' | 'less' ) .
//	at-least-clause    = 'at' 'least' formula .
//	at-most-clause     = 'at' 'most' formula .
//	round-clause       = 'round' rounding .
//	points-clause      = 'points' constant .
//	weight-clause      = 'weight' constant .
//	applies-clause     = 'applies' 'when' formula 'otherwise' policy .
//	missing-clause     = 'missing' policy .
//	over-clause        = 'over' 'at' 'least' constant .
//	within-clause      = 'within' name .
//	forfeited-clause   = 'forfeited' name .
//	note-clause        = 'note' text .
//	allow-clause       = 'allow' code text .
//	effect             = 'total' 'at' 'most' formula | 'total' formula | 'grade' 'at' 'most'
//	                    constant | 'grade' constant | 'drop' constant | 'scale' name 'by' formula |
//	                    'forfeit' | 'fail' text .
//	names              = name { ',' name } .
//	type               = plain-type | 'list' ( plain-type | '{' field { ',' field } '}' ) .
//	plain-type         = 'integer' | 'number' | 'percent' | 'text' | 'bool' .
//	field              = name type { field-clause } .
//	field-clause       = in-clause | step-clause | one-of-clause .
//	columns            = '(' column { ',' column } ')' .
//	column             = name [ type ] { field-clause } .
//	interval           = ( '[' constant | '(' ( constant | '..' ) ) ',' ( constant ( ']' | ')' ) |
//	                    '..' ')' ) .
//	cells              = cell { ',' cell } | 'else' .
//	cell               = alternative { '|' alternative } .
//	alternative        = interval | ( '<' | '<=' | '>' | '>=' | '==' ) constant | constant | '_' .
//	result             = constant | 'fail' text | 'never' .
//	rounding           = [ 'to' ] constant [ mode ] .
//	mode               = 'half_up' | 'half_even' | 'half_down' | 'up' | 'down' | 'ceiling' |
//	                    'floor' .
//	policy             = 'zero' | 'full' | 'redistribute' | 'fail' | name .
//	precedence         = 'exact' | 'capped' | 'bands' | name .
//	group              = '(' formula ')' .
//	code               = name { '-' name } .
//	date               = digit digit digit digit '-' digit digit '-' digit digit .
//	constants          = constant { ',' constant } .
//	assignments        = figure '=' given { ',' figure '=' given } .
//	expectations       = 'fail' [ text ] | assignments .
//	figure             = name [ '.' name ] .
//	given              = constant | '_' | '[' [ given { ',' given } ] ']' | '{' assignments '}' .
//	header             = figure { ',' figure } '->' figure { ',' figure } .
//	givens             = given { ',' given } .
//	quota              = text { '+' text } [ 'at' ( 'least' | 'most' ) ] constant .
//	constant           = formula .
//	formula            = 'let' name '=' choice ';' formula | choice .
//	choice             = conditional | operation [ '?' choice ':' choice ] .
//	conditional        = 'if' formula '{' formula '}' 'else' ( '{' formula '}' | conditional ) .
//	operation          = operand { operator operand | [ 'not' ] 'in' list } .
//	operator           = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' |
//	                    '/' | '**' | '??' .
//	operand            = { '-' | 'not' } ( number | 'true' | 'false' | primary ) .
//	primary            = ( text | name | call | '(' formula ')' | list | '#' | '.' name ) { '.'
//	                    name | '[' formula ']' } .
//	list               = '[' [ formula { ',' formula } ] ']' .
//	call               = name '(' [ argument { ',' argument } ] ')' | 'cohort' '.' 'mean' '('
//	                    formula ')' .
//	argument           = formula | '{' formula '}' .
//	name               = ( letter | '_' ) { letter | digit | '_' } .
//	number             = digit { digit } [ '.' digit { digit } ] [ '%' ] .
//	text               = '"' { character } '"' .
//
// # An example
//
//	scheme front_desk "front desk, 2013"
//
//	input calls integer "calls taken"  in [0, 100000]
//	input base number "base pay"  in [0, ..)  step 0.01
//
//	table call_rate(calls) {
//	    [0, 2000]    -> 0.4
//	    (2000, 2300] -> 0.5
//	    > 2300       -> 0.7
//	}
//
//	indicator kpi "calls" = calls * call_rate(calls)  at most 1200
//	total = kpi
//
//	grades {
//	    (900, ..) -> "excellent"  coefficient 1.1
//	    else      -> "good"  coefficient 0.8
//	}
//
//	payout bonus = base * 30% * grade.coefficient  round 2
//
//	example "a quiet month" {
//	    calls = 1800, base = 5000
//	    expect kpi = 720, bonus = 1200
//	}
package dsl
