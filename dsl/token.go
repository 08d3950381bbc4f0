package dsl

import "strings"

// A TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens. Keywords are names: which words mean something depends
// on where they stand.
const (
	TokenEnd    TokenKind = iota // the end of the text
	TokenName                    // calls, 话务量, and, round
	TokenNumber                  // 27.5, 85%
	TokenText                    // "优秀"
	TokenPunct                   // -> <= ( ,
)

// A Token is a smallest unit of the language, in its plain form: full-width
// punctuation is made plain, names are in NFC, Chinese quotation marks have
// become straight ones.
type Token struct {
	Kind TokenKind
	// Text is the plain spelling as the formatter writes it; a text literal has its quotes.
	Text string
	Span Span
	// Touches says that no space stands between the token before and this one.
	Touches bool
	// OnNewLine says that the token is the first on its line.
	OnNewLine bool
	// atMargin says that it begins its line, without indentation.
	atMargin bool
	// afterFault says that what stood before it was reported and left out: a
	// parser that stumbles here need not say so.
	afterFault bool
	// blankBefore says that at least one empty line stands before it (or its comments).
	blankBefore bool
	// comments stand between the token before and this one.
	comments []Comment
}

// A Comment is the text of one comment with its two slashes.
type Comment struct {
	Text string
	// Trailing says that something other than the comment stands before it on its line.
	Trailing bool
	// blankBefore says that an empty line stands before it.
	blankBefore bool
	span        Span
}

// Is tells whether the token is that punctuation or that word.
func (t Token) Is(text string) bool {
	return (t.Kind == TokenPunct || t.Kind == TokenName) && t.Text == text
}

func opensBracket(t Token) bool { return t.Is("(") || t.Is("[") || t.Is("{") }

func closesBracket(t Token) bool { return t.Is(")") || t.Is("]") || t.Is("}") }

// Value is what a text literal says, without quotes and escapes; of any other
// token it is the spelling.
func (t Token) Value() string {
	if t.Kind != TokenText {
		return t.Text
	}
	return Unquote(t.Text)
}

// describe names a token for a message.
func (t Token) describe() string {
	switch t.Kind {
	case TokenEnd:
		return "the end of the text"
	case TokenText:
		return "the text " + shorten(t.Text, 40)
	case TokenNumber:
		return "the number " + shorten(t.Text, 40)
	}
	return "`" + shorten(t.Text, 40) + "`"
}

// endsOperand tells whether an operand of a formula can end with this token.
// Words that are operators don't.
func (t Token) endsOperand() bool {
	switch t.Kind {
	case TokenNumber, TokenText:
		return true
	case TokenName:
		return !isFormulaOperatorWord(t.Text)
	case TokenPunct:
		return t.Text == ")" || t.Text == "]" || t.Text == "}" || t.Text == "#"
	}
	return false
}

// Quote writes a text as a literal of the language.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Unquote is the inverse of Quote. What is no literal comes back as it is.
func Unquote(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	s = s[1 : len(s)-1]
	if !strings.ContainsRune(s, '\\') {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// shorten cuts a text to at most n code points, for messages.
func shorten(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i] + "…"
		}
		count++
	}
	return s
}
