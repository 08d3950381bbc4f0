package score_test

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
)

type oracleTokenKind int

const (
	oracleTokName oracleTokenKind = iota
	oracleTokNumber
	oracleTokText
	oracleTokMark
	oracleTokEnd
)

type oracleToken struct {
	kind oracleTokenKind
	text string
	num  *big.Rat
	line int
	col  int
}

// mistake is panicked for whatever the oracle can't read and caught in the
// exported functions, so that the readers stay free of error plumbing.
type oracleMistake struct{ text string }

func (m oracleMistake) Error() string { return m.text }

func oracleWrong(format string, args ...any) {
	panic(oracleMistake{fmt.Sprintf(format, args...)})
}

// marks are tried in this order, so the longer ones stand first.
var oracleMarks = []string{
	"**", "->", "<=", ">=", "==", "!=", "..", "??",
	"+", "-", "*", "/", "<", ">", "=", "?", ":", ";", ",", "|", ".", "#",
	"(", ")", "[", "]", "{", "}",
}

// scan cuts the text into tokens. Spaces, line ends and comments only separate.
func oracleScan(text string) []oracleToken {
	var out []oracleToken
	for i, line := range strings.Split(text, "\n") {
		out = append(out, oracleScanLine([]rune(strings.TrimSuffix(line, "\r")), i+1)...)
	}
	return out
}

func oracleScanLine(line []rune, number int) []oracleToken {
	var out []oracleToken
	for i := 0; i < len(line); {
		start := i
		add := func(kind oracleTokenKind, text string, num *big.Rat) {
			out = append(out, oracleToken{kind, text, num, number, start + 1})
		}
		switch c := line[i]; {
		case unicode.IsSpace(c):
			i++
		case c == '/' && i+1 < len(line) && line[i+1] == '/':
			return out
		case c == '"':
			for i++; i < len(line) && line[i] != '"'; i++ {
				if line[i] == '\\' {
					oracleWrong("line %d: escapes in text are not in the subset", number)
				}
			}
			if i == len(line) {
				oracleWrong("line %d: text is not closed", number)
			}
			add(oracleTokText, string(line[start+1:i]), nil)
			i++
		case oracleIsDigit(c):
			i = oracleNumberEnd(line, i)
			literal := string(line[start:i])
			add(oracleTokNumber, literal, oracleLiteralValue(literal))
		case unicode.IsLetter(c) || c == '_':
			for i < len(line) && oracleIsNameRune(line[i]) {
				i++
			}
			add(oracleTokName, string(line[start:i]), nil)
		default:
			mark := oracleMarkAt(line[i:])
			if mark == "" {
				oracleWrong("line %d: stray character %q", number, c)
			}
			add(oracleTokMark, mark, nil)
			i += len(mark)
		}
	}
	return out
}

func oracleIsDigit(c rune) bool { return '0' <= c && c <= '9' }

func oracleIsNameRune(c rune) bool {
	return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.M, c)
}

// numberEnd: digits, a fraction if a digit follows the point, a % if it touches.
func oracleNumberEnd(line []rune, i int) int {
	for i < len(line) && oracleIsDigit(line[i]) {
		i++
	}
	if i+1 < len(line) && line[i] == '.' && oracleIsDigit(line[i+1]) {
		for i++; i < len(line) && oracleIsDigit(line[i]); i++ {
		}
	}
	if i < len(line) && line[i] == '%' {
		i++
	}
	return i
}

func oracleMarkAt(rest []rune) string {
	for _, mark := range oracleMarks {
		if strings.HasPrefix(string(rest[:min(len(rest), 2)]), mark) {
			return mark
		}
	}
	return ""
}

// literalValue is the exact value of digits with optional fraction and percent.
func oracleLiteralValue(literal string) *big.Rat {
	digits, percent := strings.CutSuffix(literal, "%")
	value, ok := new(big.Rat).SetString(digits)
	if !ok {
		oracleWrong("bad number %q", literal)
	}
	if percent {
		value.Quo(value, big.NewRat(100, 1))
	}
	return value
}

// declarations groups the tokens: a name in column 1 outside of brackets
// begins a declaration, everything else continues the one before.
func oracleDeclarations(tokens []oracleToken) [][]oracleToken {
	var out [][]oracleToken
	depth := 0
	for _, t := range tokens {
		if depth == 0 && t.kind == oracleTokName && t.col == 1 {
			out = append(out, nil)
		}
		if len(out) == 0 {
			oracleWrong("line %d: text before the first declaration", t.line)
		}
		depth += oracleNesting(t)
		out[len(out)-1] = append(out[len(out)-1], t)
	}
	return out
}

func oracleNesting(t oracleToken) int {
	if t.kind != oracleTokMark {
		return 0
	}
	switch t.text {
	case "(", "[", "{":
		return 1
	case ")", "]", "}":
		return -1
	}
	return 0
}

// rows cuts the inside of a block: a row is a line, or ends with a semicolon.
// The outer brackets of an interval may differ ("[0, 5)"), hence one depth.
func oracleRows(tokens []oracleToken) [][]oracleToken {
	var out [][]oracleToken
	depth, line := 0, 0
	fresh := true
	for _, t := range tokens {
		if depth == 0 && t.kind == oracleTokMark && t.text == ";" {
			fresh = true
			continue
		}
		if depth == 0 && (fresh || t.line != line) {
			out = append(out, nil)
			fresh = false
		}
		depth += oracleNesting(t)
		line = t.line
		out[len(out)-1] = append(out[len(out)-1], t)
	}
	return out
}
