package dsl

// A Code is the stable name of a kind of diagnostic. Programs may branch on
// it; its wording never changes, the message's may.
type Code string

// The faults of syntax. Those of meaning are in package score.
const (
	// CodeEncoding: the text is not valid UTF-8.
	CodeEncoding Code = "encoding"
	// CodeControl: a NUL or another control character.
	CodeControl Code = "control-character"
	// CodeInvisible: a bidirectional, zero-width or other invisible character,
	// which would make the text read differently from what it says.
	CodeInvisible Code = "invisible-character"
	// CodeCharacter: a character that has no meaning in the language.
	CodeCharacter Code = "character"
	// CodeFullWidth: full-width digits or letters.
	CodeFullWidth Code = "full-width"
	// CodeEmpty: a file without a declaration.
	CodeEmpty Code = "empty-file"
	// CodeTooLong: a source, formula, list or literal over its limit.
	CodeTooLong Code = "too-long"
	// CodeTooDeep: brackets, operators or lets nested over the limit.
	CodeTooDeep Code = "too-deep"
	// CodeTooMany: more declarations or rows than the limit.
	CodeTooMany Code = "too-many"
	// CodeNumberExponent: 1e3.
	CodeNumberExponent Code = "number-exponent"
	// CodeNumberHex: 0x1F and its like.
	CodeNumberHex Code = "number-hex"
	// CodeNumberUnderscore: 1_000.
	CodeNumberUnderscore Code = "number-underscore"
	// CodeNumberSeparator: 1,000.
	CodeNumberSeparator Code = "number-separator"
	// CodeNumberForm: .5, 5., 1.2.3, 12abc.
	CodeNumberForm Code = "number-form"
	// CodeModulo: % that does not touch a number.
	CodeModulo Code = "modulo"
	// CodeUnclosedText: a text literal without its closing quote.
	CodeUnclosedText Code = "unclosed-text"
	// CodeEscape: an unknown escape in a text literal.
	CodeEscape Code = "escape"
	// CodeQuote: single quotes or backquotes.
	CodeQuote Code = "quote"
	// CodeUnclosedBracket: ( or [ or { of a formula without its partner.
	CodeUnclosedBracket Code = "unclosed-bracket"
	// CodeUnclosedBlock: the { of a declaration without its }.
	CodeUnclosedBlock Code = "unclosed-block"
	// CodeBlockComment: /* */.
	CodeBlockComment Code = "block-comment"
	// CodePipe: | in a formula.
	CodePipe Code = "pipe"
	// CodeOperator: an operator that the language does not have.
	CodeOperator Code = "operator"
	// CodeNotBrackets: not x > 5, which would read as (not x) > 5.
	CodeNotBrackets Code = "not-brackets"
	// CodeMixedCoalesce: a ?? b + c without brackets.
	CodeMixedCoalesce Code = "mixed-coalesce"
	// CodeIntervalInFormula: x in (0, 10].
	CodeIntervalInFormula Code = "interval-in-formula"
	// CodeDeclaration: a line begins with a word that declares nothing.
	CodeDeclaration Code = "unknown-declaration"
	// CodeClause: a word where a clause was expected.
	CodeClause Code = "unknown-clause"
	// CodeMisplacedClause: a clause that this declaration does not take.
	CodeMisplacedClause Code = "misplaced-clause"
	// CodeRepeatedClause: the same clause twice.
	CodeRepeatedClause Code = "repeated-clause"
	// CodeClauseOrder: at least, at most, round in another order.
	CodeClauseOrder Code = "clause-order"
	// CodeIndent: a continuation that starts in column 1, or an indented declaration.
	CodeIndent Code = "indentation"
	// CodeExpected: something else was expected here.
	CodeExpected Code = "syntax"
	// CodeFragment: a leaf of a Go-built scheme that is not exactly one fragment.
	CodeFragment Code = "fragment"
)

// Codes lists the codes of this package.
func Codes() []Code {
	return []Code{
		CodeEncoding, CodeControl, CodeInvisible, CodeCharacter, CodeFullWidth, CodeEmpty,
		CodeTooLong, CodeTooDeep, CodeTooMany, CodeNumberExponent, CodeNumberHex,
		CodeNumberUnderscore, CodeNumberSeparator, CodeNumberForm, CodeModulo,
		CodeUnclosedText, CodeEscape, CodeQuote, CodeUnclosedBracket, CodeUnclosedBlock,
		CodeBlockComment, CodePipe, CodeOperator, CodeNotBrackets, CodeMixedCoalesce,
		CodeIntervalInFormula, CodeDeclaration, CodeClause, CodeMisplacedClause,
		CodeRepeatedClause, CodeClauseOrder, CodeIndent, CodeExpected, CodeFragment,
	}
}
