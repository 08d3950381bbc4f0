package score

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/kaohe-go/kaohe/dsl"
)

// isName tells whether a text can be the name of something.
func isName(s string) bool {
	for i, r := range s {
		letter := r == '_' || unicode.IsLetter(r)
		if i == 0 && !letter || !letter && !unicode.IsDigit(r) && !unicode.In(r, unicode.Mn, unicode.Mc) {
			return false
		}
	}
	return s != "" && s != "_" && len(s) <= 256
}

// reservedFigures are the names that the language gives to figures of its own.
var reservedFigures = []string{"total", "grade", "weighted", "cohort", "rank", "percentile"}

// isReserved tells whether a name has a meaning in formulas.
func isReserved(name string) bool {
	return slices.Contains(dsl.FormulaWords(), name) || slices.Contains(reservedFigures, name) ||
		slices.Contains(functionNames(), name)
}

// isDay tells whether a date exists.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// maxFactText bounds a text fact; scheme texts are shorter still.
const maxFactText = 64 << 10

func validText(s string) bool { return len(s) <= maxFactText && utf8.ValidString(s) }
