package score

import (
	"fmt"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file words every fault of meaning, one function each, so that the tone
// is one and a translation would be one file. reporter collects them.

// A reporter collects diagnostics about one scheme.
type reporter struct {
	origin *origin
	ds     dsl.Diagnostics
	// note is added to messages while params are tried out.
	note string
}

func (r *reporter) add(at place, d dsl.Diagnostic) {
	d.Path, d.Span = at.path, at.span
	d.Message += r.note
	if r.origin != nil {
		d.File = r.origin.file.Name
		if at.span.IsValid() {
			d.Source = r.origin.file.Line(at.span.Start.Line)
		}
	}
	r.ds = append(r.ds, d)
}

func (r *reporter) fault(at place, code dsl.Code, hint, format string, args ...any) {
	r.add(at, dsl.Diagnostic{Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

func (r *reporter) witnessed(at place, code dsl.Code, witness, hint, format string, args ...any) {
	r.add(at, dsl.Diagnostic{Code: code, Hint: hint, Witness: witness, Message: fmt.Sprintf(format, args...)})
}

// didYouMean is a hint with the nearest candidate, or the fallback.
func didYouMean(name string, candidates []string, fallback string) string {
	if near, ok := dsl.Nearest(name, candidates); ok {
		return "did you mean `" + near + "`?"
	}
	return fallback
}

// quoted is a part of a formula in a message.
func quoted(n *formula.Node) string { return "`" + clip(n.String()) + "`" }

func (r *reporter) noSchemeName(at place) {
	r.fault(at, CodeName, "begin with: scheme NAME", "the scheme has no name")
}

func (r *reporter) badName(at place, name string) {
	r.fault(at, CodeName, "a name begins with a letter and goes on with letters, digits and _", "%q is no name", shorten(name))
}

func (r *reporter) reservedName(at place, name string) {
	r.fault(at, CodeName, "choose another name", "`%s` has a meaning in formulas and can't be declared", name)
}

func (r *reporter) duplicateName(at place, name, first string) {
	r.fault(at, CodeDuplicate, "names of inputs, params, values, tables, indicators and payouts must differ",
		"`%s` is declared twice; the first is %s", name, first)
}

func (r *reporter) shadowed(at place, name string) {
	r.fault(at, CodeDuplicate, "choose another name for the let", "`let %s` hides a name that is declared", name)
}

func (r *reporter) unknownName(at place, name string, candidates []string) {
	r.fault(at, CodeUnknownName, didYouMean(name, candidates, "declare it with input, param or value"), "nothing is called `%s`", clip(name))
}

func (r *reporter) unknownMember(at place, name string, candidates []string) {
	r.fault(at, CodeUnknownName, didYouMean(name, candidates, "the grades have: "+strings.Join(candidates, ", ")), "grade has no column `%s`", clip(name))
}

func (r *reporter) noGrades(at place) {
	r.fault(at, CodeUnknownName, "add grades { … }", "the scheme has no grades")
}

func (r *reporter) gradeAlone(at place) {
	r.fault(at, CodeUnknownName, "read grade.name or grade.coefficient", "`grade` alone is no value")
}

func (r *reporter) noTotal(at place) {
	r.fault(at, CodeUnknownName, "add total = …", "the scheme has no total")
}

func (r *reporter) unknownFunction(at place, name string, candidates []string) {
	r.fault(at, CodeUnknownFunction, didYouMean(name, candidates, "the functions are: "+strings.Join(functionNames(), ", ")), "there is no function or table `%s`", clip(name))
}

func (r *reporter) notCalled(at place, name string) {
	r.fault(at, CodeType, "write "+name+"(…)", "`%s` is a table: it is called with values for its columns", name)
}

func (r *reporter) notCallable(at place, name, kind string) {
	r.fault(at, CodeType, "write * to multiply", "`%s` is %s and can't be called", name, kind)
}

func (r *reporter) foreignFunction(at place, name string) {
	r.fault(at, CodeForbidden, "the functions are: "+strings.Join(functionNames(), ", "), "the language has no function `%s`", name)
}

func (r *reporter) nestedList(at place) {
	r.fault(at, CodeType, "give one number, text or bool for each element", "a list of lists can't be made")
}

func (r *reporter) unknownField(at place, name string, fields []string) {
	r.fault(at, CodeUnknownName, didYouMean(name, fields, "the fields are: "+strings.Join(fields, ", ")), "the record has no field `%s`", clip(name))
}

func (r *reporter) optionalRead(at place, what, input string) {
	r.fault(at, CodeOptional, "read it as "+input+" ?? 0 or under given("+input+"), or add `missing …` to an indicator",
		"%s reads the optional fact `%s`, which may be absent", what, input)
}

func (r *reporter) notOptional(at place, what string) {
	r.fault(at, CodeOptional, "", "%s takes an input that is declared `optional`", what)
}

func (r *reporter) defaultOrOptional(at place, name string) {
	r.fault(at, CodeOptional, "keep one of the two; a list has no default", "the default of `%s` has no meaning", name)
}

func (r *reporter) nothingMissing(at place, name string) {
	r.fault(at, CodeOptional, "delete it, or declare an input `optional`", "the formula of `%s` reads no optional fact, so nothing can be missing", name)
}

func (r *reporter) badTableMode(at place, mode string) {
	modes := []string{"whole_volume", "graduated", "linear"}
	r.fault(at, CodeRow, didYouMean(mode, modes, "the modes are: "+strings.Join(modes, ", ")), "%q is no mode of a table", clip(mode))
}

func (r *reporter) onePoint(at place, when string) {
	r.fault(at, CodeRow, "write a row for each point", "a row of a linear table has one point, or one interval beside the points, not `%s`", shorten(when))
}

func (r *reporter) besideOnly(at place, what string) {
	r.fault(at, CodeRow, "", "`%s` stands only beside the points of a linear table", what)
}

func (r *reporter) graduatedStart(at place, name string) {
	r.fault(at, CodeRow, "declare the column `in [0, …`", "the graduated table `%s` prices slices from 0 on, but its last column may be below", name)
}

func (r *reporter) fewPoints(at place, name string) {
	r.fault(at, CodeRow, "", "the linear table `%s` has too few points for this row", name)
}

func (r *reporter) badFunction(at place, name, reason string) {
	r.fault(at, CodeFunction, "", "the Go function `%s` %s", clip(name), reason)
}

func (r *reporter) noMember(at place, name string) {
	r.fault(at, CodeType, "only grade has fields", "nothing here has a field `%s`", clip(name))
}

func (r *reporter) listOutsideIn(at place) {
	r.fault(at, CodeType, "a list in brackets stands only behind `in`", "a list is no value here")
}

func (r *reporter) wrongList(at place) {
	r.fault(at, CodeType, `write the values: x in ["a", "b"]`, "`in` takes a list in square brackets")
}

func (r *reporter) argumentCount(at place, name, usage string, got int) {
	r.fault(at, CodeArguments, "it is called as "+usage, "`%s` is called with %s", name, counted(got, "argument"))
}

func (r *reporter) badMode(at place, word *formula.Node) {
	hint := didYouMean(word.Text, dsl.Modes(), "the modes are: "+strings.Join(dsl.Modes(), ", "))
	if word.Kind == formula.Text {
		hint = "the mode stands there without quotes"
	}
	r.fault(at, CodeArguments, hint, "%s is no rounding mode", quoted(word))
}

func (r *reporter) wrongKind(at place, what string, want, got ir.Kind) {
	r.fault(at, CodeType, "", "%s must be %s, not %s", what, want, got)
}

func (r *reporter) noEquality(at place, kind ir.Kind) {
	r.fault(at, CodeType, "compare its elements or fields", "%s can't be compared", kind)
}

func (r *reporter) mixedKinds(at place, what string, a, b ir.Kind) {
	r.fault(at, CodeType, "", "%s must be of one type, not %s and %s", what, a, b)
}

func (r *reporter) notConstant(at place, what string) {
	r.fault(at, CodeConstant, "write a number, a param, or a formula of them", "%s can't depend on facts", what)
}

func (r *reporter) notOneOf(at place, text string, texts []string) {
	r.fault(at, CodeNeverEqual, didYouMean(text, texts, "it can be: "+strings.Join(texts, ", ")), "%s is none of the texts that are possible here", dsl.Quote(text))
}

func (r *reporter) cycle(at place, names []string) {
	r.fault(at, CodeCycle, "break the circle", "these need each other: %s", strings.Join(names, " → "))
}

func (r *reporter) badType(at place, name string) {
	types := []string{"integer", "number", "percent", "text", "bool"}
	r.fault(at, CodeType, didYouMean(name, types, "the types are: "+strings.Join(types, ", ")), "%q is no type", shorten(name))
}

func (r *reporter) onlyNumbers(at place, name string) {
	r.fault(at, CodeType, "", "`in` and `step` go only with numbers, and `%s` is none", name)
}

func (r *reporter) inAndOneOf(at place) {
	r.fault(at, CodeValue, "keep one of the two", "`in` and `one of` exclude each other")
}

func (r *reporter) paramWithoutDomain(at place, name string) {
	r.fault(at, CodeParam, "add `in [lowest, highest]`, `one of …` or a value", "nothing says what `%s` may be", name)
}

func (r *reporter) noRows(at place, what string) {
	r.fault(at, CodeNoRows, "add a row, or leave it out", "%s has no rows", what)
}

func (r *reporter) noFormula(at place) {
	r.fault(at, CodeValue, "", "%s has no formula", at.path)
}

func (r *reporter) noResult(at place) {
	r.fault(at, CodeRow, `write a constant, fail "…" or never`, "the row gives no result")
}

func (r *reporter) noColumns(at place, name string) {
	r.fault(at, CodeRow, "name what is looked up: table "+name+"(calls)", "the table `%s` has no columns", name)
}

func (r *reporter) cellCount(at place, want, got int) {
	r.fault(at, CodeRow, "write _ for a column that does not matter", "the row has %s for %s", counted(got, "cell"), counted(want, "column"))
}

func (r *reporter) elseNotLast(at place) {
	r.fault(at, CodeRow, "move it to the end", "`else` stands only in the last row")
}

func (r *reporter) intervalOfTexts(at place, column string) {
	r.fault(at, CodeType, `write texts: "a" | "b"`, "the column `%s` has no numbers, so no intervals", column)
}

func (r *reporter) needsElse(at place, column string) {
	r.fault(at, CodeHole, "add an `else` row, or declare the column with `one of`", "nothing says which values the column `%s` can have", column)
}

func (r *reporter) failText(at place, what string) {
	r.fault(at, CodeArguments, `write fail("what is wrong")`, "%s takes one text", what)
}

func (r *reporter) bandColumns(at place, want, got []string) {
	r.fault(at, CodeBandColumns, "each band states the same columns in the same order",
		"this band has the columns %s, the first one %s", listOrNone(got), listOrNone(want))
}

func (r *reporter) bandColumnTwice(at place, name string) {
	r.fault(at, CodeDuplicate, "", "the band has the column `%s` twice", name)
}

func (r *reporter) bandColumnEmpty(at place, name string) {
	r.fault(at, CodeRow, "", "the band's column `%s` has no value", name)
}

func (r *reporter) bandColumnName(at place, name string) {
	r.fault(at, CodeName, "grade.name is the band's name", "a band's column can't be called `%s`", name)
}

func listOrNone(names []string) string {
	if len(names) == 0 {
		return "(none)"
	}
	clipped := make([]string, len(names))
	for i, name := range names {
		clipped[i] = clip(name)
	}
	return strings.Join(clipped, ", ")
}

// counted is a number of things: 1 cell, 2 cells.
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}

// firstOf lists names, of many the first ones.
func firstOf(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return listOrNone(names)
}

func (r *reporter) payoutRound(at place, name string) {
	r.fault(at, CodePayoutRound, "add `round 2`", "the payout `%s` does not say how it is rounded", name)
}

func (r *reporter) ratingFormula(at place, name string) {
	r.fault(at, CodeValue, "", "the indicator `%s` must have a formula or be a rating, not both", name)
}

func (r *reporter) badDate(at place, text string) {
	r.fault(at, CodeValue, "write a date like 2013-01-31", "%s is no date", clip(text))
}

func (r *reporter) emptyDomain(at place, name, rule string) {
	r.fault(at, CodeValue, "", "no value of `%s` is possible: %s", name, rule)
}

func (r *reporter) oneOfOffGrid(at place, name, value, rule string) {
	r.fault(at, CodeValue, "", "`%s` can't be %s, which its list allows: it is %s", name, value, rule)
}

func (r *reporter) columnTwice(at place, table, name string) {
	r.fault(at, CodeDuplicate, "", "the table `%s` has two columns `%s`", table, name)
}

func (r *reporter) givenTwice(at place, name string) {
	r.fault(at, CodeExample, "", "`%s` is given twice", name)
}

func (r *reporter) badStep(at place, name, step string) {
	r.fault(at, CodeValue, "", "the step of `%s` must be above 0, not %s", name, step)
}

func (r *reporter) defaultOutside(at place, name, value, rule string) {
	r.fault(at, CodeValue, "", "the default of `%s` is %s, which is not %s", name, value, rule)
}

func (r *reporter) notComputable(at place, message string) {
	r.fault(at, CodeEvaluation, "", "this constant can't be computed: %s", message)
}

func (r *reporter) requireFails(at place, message string) {
	r.fault(at, CodeParam, "", "the params do not meet this requirement: %s", message)
}

func (r *reporter) unboundParams(at place, names []string) {
	r.fault(at, CodeParam, "bind them: score.Bind("+dsl.Quote(names[0])+", …), or kaohe -param "+names[0]+"=…",
		"these params have no value: %s", strings.Join(names, ", "))
}

func (r *reporter) unknownParam(at place, name string, candidates []string) {
	r.fault(at, CodeParam, didYouMean(name, candidates, "the params are: "+firstOf(candidates)), "the scheme has no param `%s`", clip(name))
}

func (r *reporter) badParam(at place, name, value, rule string) {
	r.fault(at, CodeParam, "", "the param `%s` is %s; it must be %s", name, clip(value), rule)
}

func (r *reporter) unreadableParam(at place, name, reason, rule string) {
	r.fault(at, CodeParam, "", "the param `%s` %s; it must be %s", name, reason, rule)
}

func (r *reporter) hole(at place, what, witness, region string) {
	r.witnessed(at, CodeHole, witness, "add a row for it, or `else -> fail \"…\"`", "no row of %s takes %s%s", what, witness, region)
}

func (r *reporter) overlap(at place, what, witness, first, second string) {
	r.witnessed(at, CodeOverlap, witness, "move one of the bounds, or let the first row win: `first`",
		"two rows of %s take %s: `%s` and `%s`", what, witness, clip(first), clip(second))
}

func (r *reporter) emptyRow(at place, what string) {
	r.fault(at, CodeRow, "", "%s takes nothing: no number lies between its ends", what)
}

func (r *reporter) tooManyBoxes(at place, what string) {
	r.fault(at, CodeBudget, "give it fewer columns, or `first` and an `else` row", "%s has too many combinations of cells to check", what)
}

func (r *reporter) callOutside(at place, table, column, can, domain string) {
	r.fault(at, CodeDomain, "narrow it with clamp(x, lo, hi), a condition or a `require`, or let the table cover more",
		"`%s` may be called with %s = %s, but it covers only %s", table, column, can, domain)
}

func (r *reporter) neverReached(at place, table, witness string) {
	r.witnessed(at, CodeNever, witness, "give this row a result, or `fail \"…\"`", "a row of %s says `never`, but %s leads there", table, witness)
}

func (r *reporter) clampsCross(at place, least, most string) {
	r.fault(at, CodeClamps, "swap them", "`at most %s` is below `at least %s`", most, least)
}

func (r *reporter) clampsMayCross(at place) {
	r.fault(at, CodeClamps, "use constants, or max(…) in one of them", "`at most` may come out below `at least`")
}

func (r *reporter) clampOffGrid(at place, clamp, step string) {
	r.fault(at, CodeClampGrid, "round the clamp too", "the clamp %s is no multiple of %s, so the rounding would pass it", clamp, step)
}

func (r *reporter) badPlaces(at place, places string) {
	r.fault(at, CodeRounding, "", "nothing can be rounded to %s places; 0 to 18 are possible", clip(places))
}

func (r *reporter) badRoundStep(at place, step string) {
	r.fault(at, CodeRounding, "", "nothing can be rounded to multiples of %s; it must be above 0", clip(step))
}

func (r *reporter) openPlaces(at place, can string) {
	r.fault(at, CodeRounding, "", "the places of this rounding may be %s; whole numbers from 0 to 18 are possible", can)
}

func (r *reporter) openRoundStep(at place, can string) {
	r.fault(at, CodeRounding, "", "the step of this rounding may be %s; it must be above 0", can)
}

func (r *reporter) badExponent(at place) {
	r.fault(at, CodeConstant, "", "the exponent of ** must be a whole constant")
}

func (r *reporter) malformedExample(at place, format string, args ...any) {
	r.fault(at, CodeExample, "", format, args...)
}

func (r *reporter) unknownFigure(at place, name string, candidates []string) {
	r.fault(at, CodeExample, didYouMean(name, candidates, "the figures are: "+firstOf(candidates)), "the scheme has no figure `%s`", clip(name))
}

func (r *reporter) unknownFact(at place, name string, candidates []string) {
	r.fault(at, CodeExample, didYouMean(name, candidates, "the inputs are: "+firstOf(candidates)), "the scheme has no input `%s`", clip(name))
}

func (r *reporter) outsideInExample(at place, title, name, value, rule string) {
	r.fault(at, CodeExample, "", "%s: %s = %s is not %s", title, name, clip(value), rule)
}

func (r *reporter) exampleRefused(at place, title, message string) {
	r.fault(at, CodeExampleFails, "", "%s: a require does not hold: %s", title, message)
}

func (r *reporter) exampleDiffers(at place, title, figure, want, got string) {
	r.fault(at, CodeExampleFails, "", "%s: %s is %s, expected %s", title, figure, got, want)
}

func (r *reporter) exampleFails(at place, title, figure, message string) {
	r.fault(at, CodeExampleFails, "", "%s: %s can't be computed: %s", title, figure, message)
}

func (r *reporter) exampleDoesNotFail(at place, title, want string) {
	r.fault(at, CodeExampleFails, "", "%s: it does not fail%s", title, want)
}
