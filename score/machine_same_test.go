package score

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// differing says where two results differ, in value or in what is shown of it.
func differing(want, got *Result) string {
	if want == nil || got == nil {
		if want == got {
			return ""
		}
		return fmt.Sprintf("there is a result (wanted %t, got %t)", want != nil, got != nil)
	}
	if want.Scheme != got.Scheme || want.Version != got.Version || want.Fingerprint != got.Fingerprint || want.Semantics != got.Semantics {
		return "head"
	}
	for _, list := range []struct {
		what      string
		want, got []Figure
	}{
		{"params", want.Params, got.Params}, {"values", want.Values, got.Values}, {"indicators", want.Indicators, got.Indicators},
		{"payouts", want.Payouts, got.Payouts}, {"total", alone(want.Total), alone(got.Total)}, {"columns", gradeColumns(want), gradeColumns(got)},
	} {
		if where := differingFigures(list.want, list.got); where != "" {
			return list.what + ": " + where
		}
	}
	switch {
	case (want.Grade == nil) != (got.Grade == nil), want.Grade != nil && want.Grade.Name != got.Grade.Name:
		return "grade"
	case !slices.Equal(want.Gates, got.Gates):
		return fmt.Sprint("gates: wanted ", want.Gates, ", got ", got.Gates)
	}
	return ""
}

func alone(f *Figure) []Figure {
	if f == nil {
		return nil
	}
	return []Figure{*f}
}

func gradeColumns(r *Result) []Figure {
	if r.Grade == nil {
		return nil
	}
	return r.Grade.Columns
}

func differingFigures(want, got []Figure) string {
	if len(want) != len(got) || (want == nil) != (got == nil) {
		return fmt.Sprintf("wanted %d, got %d", len(want), len(got))
	}
	for i := range want {
		if !sameFigure(&want[i], &got[i]) {
			return fmt.Sprintf("wanted %+v %q, got %+v %q", want[i], want[i].Value(), got[i], got[i].Value())
		}
	}
	return ""
}

func sameFigure(a, b *Figure) bool {
	return a.Name == b.Name && a.Title == b.Title && a.Kind == b.Kind && a.Text == b.Text && a.Bool == b.Bool &&
		a.State == b.State && a.Redistributed == b.Redistributed && sameNumber(a.Number, b.Number)
}

func sameNumber(a, b Number) bool {
	return a.rat().Equal(b.rat()) && a.shown() == b.shown() && a.Cmp(b) == 0 && a.Text() == b.Text()
}

// opsOf are the names of the instructions of a program.
func opsOf(t *testing.T, p *Program) map[string]bool {
	names := opNames(t)
	ops := map[string]bool{}
	code := reflect.ValueOf(p.engine.Machine).Elem().FieldByName("code")
	for i := range code.Len() {
		ops[names[code.Index(i).FieldByName("op").Uint()]] = true
	}
	return ops
}

// opNames reads the instructions from the machine's source, so that none can
// be added that is never run here.
func readOpNames(t *testing.T) []string {
	var names []string
	files, err := filepath.Glob(filepath.Join("internal", "machine", "*.go"))
	require.NoError(t, err)
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			if kind, ok := g.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident); !ok || kind.Name != "op" {
				continue
			}
			for _, spec := range g.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					if strings.HasPrefix(id.Name, "op") {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	require.Greater(t, len(names), 30)
	return names
}

// requireOps checks that every instruction was run.
func (a *agreement) requireOps(t *testing.T) {
	t.Helper()
	var never []string
	for _, name := range opNames(t) {
		if !a.ops[name] {
			never = append(never, name)
		}
	}
	require.Empty(t, never, "instructions that were never run")
}

var (
	opNamesOnce sync.Once
	opNamesRead []string
)

func opNames(t *testing.T) []string {
	opNamesOnce.Do(func() { opNamesRead = readOpNames(t) })
	return opNamesRead
}
