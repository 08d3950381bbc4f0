package score_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// TestSpec runs testdata/spec: the specification of the language by example, one
// archive per construct, to be read beside LANGUAGE.md. The golden figures
// were worked out by hand. A case is a scheme.kaohe with some of
//
//	bind            name=value lines for Compile
//	formatted.kaohe what fmt makes of the scheme
//	diagnostics     what Load or Compile reports
//	check           what Check reports, params unbound
//	facts           one person a line, in JSON
//	results         for each, the figures of the sheet or the error
//	people          one person a line, an id and facts in JSON
//	cohort          what ScoreCohort makes of them: each person's sheet and what
//	                decided on the grade, the groups, the pools; or the faults
//
// Whatever a case says has to hold as well for the scheme when it has been
// formatted, and when it is built in Go instead of loaded.
func TestSpec(t *testing.T) {
	for _, a := range readArchives(t, "spec") {
		t.Run(a.name(), func(t *testing.T) {
			for i, c := range a.cases {
				t.Run(fmt.Sprint(i+1), func(t *testing.T) {
					c.knows(t, "bind", "formatted.kaohe", "diagnostics", "check", "facts", "results", "people", "cohort")
					require.NotEmpty(t, c.order, "the case claims nothing")
					specCase(t, a, c)
				})
			}
			if *update {
				a.write(t)
			}
		})
	}
}

// TestSpecIsCarriedOut: each archive names, in lines "refeval: FUNCTION", the
// functions of the reference evaluator that carry its rule out; what people are
// scored by together is in package grade, or here.
func TestSpecIsCarriedOut(t *testing.T) {
	functions := map[string]bool{}
	for room, folder := range map[string]string{"refeval": "internal/refeval", "grade": "../grade", "score": "."} {
		functionsOf(t, room, folder, functions)
	}
	for _, a := range readArchives(t, "spec") {
		named := 0
		for line := range strings.Lines(a.comment) {
			line = strings.TrimSpace(line)
			if room, _, ok := strings.Cut(line, ": "); ok && slices.Contains([]string{"refeval", "grade", "score"}, room) {
				named++
				require.True(t, functions[line], "%s: there is no function %s", a.path, line)
			}
		}
		require.NotZero(t, named, "%s does not name the function that carries it out", a.path)
	}
}

// functionsOf adds the functions of a folder, as "room: name".
func functionsOf(t *testing.T, room, folder string, functions map[string]bool) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	require.NoError(t, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				functions[room+": "+f.Name.Name] = true
			}
		}
	}
}

func specCase(t *testing.T, a *archive, c *archiveCase) {
	t.Helper()
	loaded := outcomeOf(t, c, c.source)
	if _, ok := c.files["diagnostics"]; !ok {
		require.Empty(t, loaded.diagnostics, "%s:\n%s", a.path, c.source)
	}
	if _, ok := c.files["facts"]; ok {
		require.Contains(t, c.files, "results", "%s: facts without results", a.path)
	}
	if _, ok := c.files["people"]; ok {
		require.Contains(t, c.files, "cohort", "%s: people without a cohort", a.path)
	}
	for _, golden := range []struct{ name, got string }{
		{"diagnostics", loaded.diagnostics}, {"check", loaded.check}, {"results", loaded.results}, {"cohort", loaded.cohort},
	} {
		want, ok := c.files[golden.name]
		switch {
		case ok && *update:
			c.files[golden.name] = golden.got
		case ok:
			require.Equal(t, want, golden.got, "%s: %s of\n%s", a.path, golden.name, c.source)
		}
	}
	formatted, ds := dsl.FormatText("scheme.kaohe", c.source, dsl.Limits{})
	if ds.HasErrors() {
		require.NotContains(t, c.files, "formatted.kaohe")
		return
	}
	if want, ok := c.files["formatted.kaohe"]; ok {
		if *update {
			c.files["formatted.kaohe"] = formatted
		} else {
			require.Equal(t, want, formatted, a.path)
		}
	}
	again, ds := dsl.FormatText("scheme.kaohe", formatted, dsl.Limits{})
	require.NoError(t, ds.Err())
	require.Equal(t, formatted, again, "%s: formatting twice changes something", a.path)
	sameMeaning(t, loaded, outcomeOf(t, c, formatted), "formatted")
	if loaded.scheme != nil {
		sameMeaning(t, loaded, outcomeOfScheme(t, c, goBuilt(*loaded.scheme)), "built in Go")
	}
}

// An outcome is all that can be seen of a scheme, as text.
type outcome struct {
	scheme                                   *score.Scheme
	diagnostics, check, results, fingerprint string
	cohort                                   string
}

func outcomeOf(t *testing.T, c *archiveCase, source string) outcome {
	t.Helper()
	s, err := score.Load("scheme.kaohe", source)
	if err != nil {
		return outcome{diagnostics: diagnosticLines(t, err)}
	}
	out := outcomeOfScheme(t, c, s)
	out.scheme = &s
	return out
}

func outcomeOfScheme(t *testing.T, c *archiveCase, s score.Scheme) outcome {
	t.Helper()
	out := outcome{check: diagnosticLines(t, score.Check(s))}
	p, err := score.Compile(s, c.options(t)...)
	if err != nil {
		out.diagnostics = diagnosticLines(t, err)
		return out
	}
	out.fingerprint = p.Fingerprint()
	for _, line := range c.lines("facts") {
		out.results += line + " -> " + sheetOf(p.Score(factsOf(t, line))) + "\n"
	}
	if _, ok := c.files["people"]; ok {
		out.cohort = cohortText(t, p, peopleOf(t, c.lines("people")))
	}
	return out
}

// diagnosticLines are the diagnostics as String has them, with the witness
// where the message does not show it, and nothing for no error.
func diagnosticLines(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	ds, ok := dsl.AsDiagnostics(err)
	require.True(t, ok, "an error of type %T", err)
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// sheetOf is a score sheet in one line: values, indicators (in brackets what
// became of one that does not count), total, grade and its columns, the gates
// that fired, payouts; or what went wrong.
func sheetOf(r *score.Result, err error) string {
	if err != nil {
		var texts []string
		if e := (*score.EvalError)(nil); errors.As(err, &e) {
			for _, f := range e.Failures {
				texts = append(texts, string(f.Code)+": "+f.String())
			}
		} else if e := (*score.FactsError)(nil); errors.As(err, &e) {
			for _, f := range e.Faults {
				texts = append(texts, strings.TrimSpace(fmt.Sprintf("%s: %s %s", f.Code, f.Input, f.Rule)))
			}
		} else if errors.Is(err, score.ErrNeedsCohort) {
			texts = append(texts, "needs the cohort")
		} else {
			texts = append(texts, "UNEXPECTED "+err.Error())
		}
		return "error " + strings.Join(texts, "; ")
	}
	var texts []string
	add := func(figures ...score.Figure) {
		for _, f := range figures {
			text := f.Value()
			if f.Kind == score.FigureText {
				text = dsl.Quote(text)
			}
			if f.State != score.Counted {
				text += "(" + f.State.String() + ")"
			}
			if f.Redistributed {
				text += "(redistributed)"
			}
			texts = append(texts, f.Name+"="+text)
		}
	}
	add(r.Values...)
	add(r.Indicators...)
	if r.Total != nil {
		add(*r.Total)
	}
	if r.Grade != nil {
		texts = append(texts, "grade="+dsl.Quote(r.Grade.Name))
		add(r.Grade.Columns...)
	}
	for _, g := range r.Gates {
		texts = append(texts, "["+strings.TrimSpace(g.Title+" "+g.Effect)+"]")
	}
	add(r.Pools...)
	add(r.Payouts...)
	return strings.Join(texts, " ")
}

// goBuilt is the scheme as a Go program would have built it: without the
// unexported field that remembers where it was loaded from.
func goBuilt(s score.Scheme) score.Scheme {
	var out score.Scheme
	from, to := reflect.ValueOf(s), reflect.ValueOf(&out).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).IsExported() {
			to.Field(i).Set(from.Field(i))
		}
	}
	return out
}

var anyPosition = regexp.MustCompile(`(?m)^.*?(error|warning)\[| at [^ ]+(;|$)`)

// sameMeaning compares outcomes but for positions, which formatting moves and
// a Go-built scheme does not have.
func sameMeaning(t *testing.T, want, got outcome, what string) {
	t.Helper()
	plain := func(s string) string { return anyPosition.ReplaceAllString(s, "…") }
	// Without positions, faults stand in the order in which they were found.
	sorted := func(s string) []string { return slices.Sorted(strings.Lines(plain(s))) }
	require.Equal(t, sorted(want.diagnostics), sorted(got.diagnostics), what)
	require.Equal(t, sorted(want.check), sorted(got.check), what)
	require.Equal(t, want.fingerprint, got.fingerprint, what)
	require.Equal(t, plain(want.results), plain(got.results), what)
	require.Equal(t, plain(want.cohort), plain(got.cohort), what)
}
