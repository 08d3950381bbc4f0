package dsl

import "strings"

// joinTokens writes tokens on one line with the spacing of the language. It is
// the one place that decides where spaces go.
func joinTokens(tokens []Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && spaceBetween(tokens, i) {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// spaceBetween decides whether a space stands before token i.
func spaceBetween(tokens []Token, i int) bool {
	before, t := tokens[i-1], tokens[i]
	switch {
	case isDateSign(tokens, i):
		return false
	case before.Is("(") || before.Is("[") || before.Is("."):
		return false
	case before.Kind == TokenPunct && before.Text == "-" && isPrefix(tokens, i-1):
		return false
	case before.Is("{") || t.Is("}"):
		return !isRecordBrace(tokens, i)
	}
	if t.Kind != TokenPunct {
		return true
	}
	switch t.Text {
	case ")", "]", ",", ";":
		return false
	case ".":
		return !before.endsOperand()
	case "(":
		return before.Kind != TokenName || isFormulaOperatorWord(before.Text)
	case "[":
		return !before.endsOperand()
	}
	return true
}

// isPrefix tells whether the minus at i is a sign: no operand stands before it.
func isPrefix(tokens []Token, i int) bool {
	return i == 0 || !tokens[i-1].endsOperand()
}

// isRecordBrace tells the braces of a record value, {bonus = 1}, which stand
// close, from those of a conditional.
func isRecordBrace(tokens []Token, i int) bool {
	open := i - 1
	if tokens[i].Is("}") {
		depth := 0
		for open = i - 1; open >= 0; open-- {
			if tokens[open].Is("}") {
				depth++
			}
			if tokens[open].Is("{") {
				if depth == 0 {
					break
				}
				depth--
			}
		}
	}
	return open >= 0 && open+2 < len(tokens) && tokens[open+1].Kind == TokenName && tokens[open+2].Is("=")
}

// isDateSign recognises 2013-01-01, whose signs touched in the source; a year
// of four digits and two-digit month and day, so that no difference is meant.
func isDateSign(tokens []Token, i int) bool {
	for start := i; start >= 0 && start > i-5; start-- {
		if isDate(tokens[start:]) && i > start && i < start+5 {
			return true
		}
	}
	return false
}

func isDate(tokens []Token) bool {
	if len(tokens) < 5 {
		return false
	}
	for i, digits := range []int{4, 0, 2, 0, 2} {
		t := tokens[i]
		if digits == 0 && !t.Is("-") || digits > 0 && (t.Kind != TokenNumber || len(t.Text) != digits) || i > 0 && !t.Touches {
			return false
		}
	}
	return true
}
