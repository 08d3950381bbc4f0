package score_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// Sums that other arithmetic gets wrong, as DOMAIN.md of the project tells them.
func TestExactSums(t *testing.T) {
	for _, c := range []struct {
		formula string
		facts   score.Facts
		want    string
	}{
		{"1000 * 10/22 * 1.1", nil, "500"},
		{"1000 * 10/22 * 1.1  round 2", nil, "500.00"},
		{"round(1000 * 10/22, 2) * 1.1  round 2", nil, "500.01"},
		{"1/3*3 == 1", nil, "true"}, {"1/3*3", nil, "1"}, {"0.1 + 0.2 == 0.3", nil, "true"}, {"0.55 * 2301", nil, "1265.55"},
		{"650 / 3", nil, "650/3"}, {"600 / 5", nil, "120"}, {"500000 / 8000", nil, "62.5"}, {"350000 / 9000", nil, "350/9"},
		{"1716 / 19", nil, "1716/19"}, {"-2.345  round 2", nil, "-2.35"}, {"4 * round(1.25, 1)", nil, "5.2"}, {"4 * 1.25", nil, "5"},
		{"x", score.Facts{"x": 0.1}, "0.1"}, {"x * 3 == 0.3", score.Facts{"x": 0.1}, "true"}, {"x * 2301", score.Facts{"x": decimal.New(55, -2)}, "1265.55"},
		{"x - 9007199254740992", score.Facts{"x": "9007199254740993"}, "1"}, {"x / 7 * 7 == x", score.Facts{"x": json.Number("1e-300")}, "true"},
		{"10 ** 400 + x - 10 ** 400", score.Facts{"x": "0.1"}, "0.1"},
	} {
		p := probeScheme(t, "scheme s\ninput x number default 0\nindicator out = "+c.formula+"\n")
		require.Equal(t, c.want, valueOf(t, scored(t, p, c.facts), "out"), "%s", c.formula)
	}
}

// A grade reads the total as the scheme rounds it, and not as it is printed.
func TestExactGrades(t *testing.T) {
	const grades = "\ngrades { [90, ..) -> \"优秀\";  else -> \"良好\" }\n"
	for _, c := range []struct{ total, want string }{
		{"x", "良好"}, {"x  round 1", "优秀"}, {"x  round 2", "良好"}, {"x  round 1 down", "良好"},
	} {
		p := probeScheme(t, "scheme s\ninput x number in [0, 100]\ntotal = "+c.total+grades)
		require.Equal(t, c.want, valueOf(t, scored(t, p, score.Facts{"x": "89.96"}), "grade"), "%s", c.total)
	}
}

// hostSettings are decimal's package variables. TestDecimalGlobalsAreKnown
// fails if the package has gained one.
var hostSettings = map[string]any{
	"DivisionPrecision": &decimal.DivisionPrecision, "PowPrecisionNegativeExponent": &decimal.PowPrecisionNegativeExponent,
	"MarshalJSONWithoutQuotes": &decimal.MarshalJSONWithoutQuotes, "TrimTrailingZeros": &decimal.TrimTrailingZeros,
	"UseScientificNotation": &decimal.UseScientificNotation, "ExpMaxIterations": &decimal.ExpMaxIterations,
	"MaxDecodeExponent": &decimal.MaxDecodeExponent, "Zero": &decimal.Zero,
}

// disturb sets each of them to something else until the test ends. The func
// that it gives checks that nobody has changed that.
func disturb(t *testing.T) (unchanged func()) {
	t.Helper()
	var checks []func()
	for name, setting := range hostSettings {
		switch p := setting.(type) {
		case *int:
			checks = append(checks, set(t, name, p, 1))
		case *bool:
			checks = append(checks, set(t, name, p, !*p))
		case *decimal.Decimal:
			before := *p
			t.Cleanup(func() { *p = before })
			*p = decimal.New(7, 3)
			checks = append(checks, func() { require.Equal(t, "7e3", decimalText(*p), "%s", name) })
		default:
			t.Fatalf("%s is a %T", name, setting)
		}
	}
	return func() {
		for _, check := range checks {
			check()
		}
	}
}

func set[T comparable](t *testing.T, name string, p *T, v T) (unchanged func()) {
	before := *p
	t.Cleanup(func() { *p = before })
	*p = v
	return func() { require.Equal(t, v, *p, "%s", name) }
}

// The program that we are part of may set decimal's variables as it likes: no
// output of ours changes, and we change none of them.
func TestDecimalGlobals(t *testing.T) {
	want := underSettings(t)
	t.Run("disturbed", func(t *testing.T) {
		unchanged := disturb(t)
		require.Equal(t, want, underSettings(t))
		unchanged()
	})
	require.Equal(t, want, underSettings(t))
}

// underSettings is all that the library says of one scheme for decimal facts of
// every form.
func underSettings(t *testing.T) []string {
	t.Helper()
	p := probeScheme(t, everything, score.Bind("k", decimal.New(150, -2)))
	again, err := p.With(score.Bind("k", "1.5"))
	require.NoError(t, err)
	said := []string{p.Fingerprint()}
	for _, x := range []any{
		decimal.New(12, 2), decimal.New(-12345, -3), pointer(decimal.New(12, 2)), money(decimal.New(12, 2)), cash{decimal.New(12, 2)},
		sql.Null[decimal.Decimal]{V: decimal.New(12, 2), Valid: true}, decimal.NewNullDecimal(decimal.New(12, 2)), decimal.Decimal{},
		decimal.New(1, 900), decimal.New(1, 2_000_000_000), "1234.50", json.Number("1.2345e3"), 0.1, 1e20, "x",
	} {
		for _, p := range []*score.Program{p, again} {
			r, err := p.Score(score.Facts{"x": x, "years": 3, "word": "w"})
			data, jsonErr := json.Marshal(r)
			require.NoError(t, jsonErr)
			said = append(said, fmt.Sprint(string(data), err))
			if err != nil {
				continue
			}
			for _, f := range append(r.Indicators, r.Payouts...) {
				d, exact := f.Number.Decimal()
				said = append(said, fmt.Sprint(f.Name, f.Value(), f.Number, exact, decimalText(d), decimalText(f.Number.Round(1, score.HalfEven))))
			}
			roundTrip(t, r)
		}
	}
	return said
}

// sources type-checks the module's packages, tests left out.
func sources(t *testing.T, visit func(folder string, fset *token.FileSet, files []*ast.File, info *types.Info)) {
	t.Helper()
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	fset := token.NewFileSet()
	exports := map[string]string{}
	for _, line := range goList(t, root, "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "./...") {
		path, export, _ := strings.Cut(line, "\t")
		exports[path] = export
	}
	compiled := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for _, line := range goList(t, root, "-f", "{{.ImportPath}}\t{{.Dir}}\t{{range .GoFiles}}{{.}} {{end}}", "./...") {
		parts := strings.Split(line, "\t")
		folder, err := filepath.Rel(root, parts[1])
		require.NoError(t, err)
		var files []*ast.File
		for _, name := range strings.Fields(parts[2]) {
			f, err := parser.ParseFile(fset, filepath.Join(parts[1], name), nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, f)
		}
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}}
		config := types.Config{Importer: compiled}
		_, err = config.Check(parts[0], fset, files, info)
		require.NoError(t, err)
		visit(filepath.ToSlash(folder), fset, files, info)
	}
}

func goList(t *testing.T, root string, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	require.NoError(t, err, "%s", &complaints)
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// decimalUses is all that the module takes of the decimal package: coefficient
// and exponent, which no setting changes. Div, Pow, String and their like read
// settings; NewFromString and NewFromFloat read numbers by other rules than ours.
var decimalUses = []string{"Coefficient", "CoefficientInt64", "Decimal", "Exponent", "New", "NewFromBigInt", "NullDecimal", "NumDigits", "Valid"}

// floatFiles are the doors where a float64 may come in.
var floatFiles = []string{"score/fact_kinds.go", "score/internal/exact/decimal.go", "score/quick.go", "score/typed_in.go"}

// TestExactSources reads the sources: nothing of decimal that depends on its
// settings is used, none is set, and no number between facts and results is a
// float, be it by a literal, a conversion or a function's result.
func TestExactSources(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks the module")
	}
	found, folders := map[string]bool{}, 0
	sources(t, func(folder string, fset *token.FileSet, files []*ast.File, info *types.Info) {
		folders++
		if strings.HasPrefix(folder, "examples") {
			return // programs of users
		}
		for id, object := range info.Uses {
			if pkg := object.Pkg(); pkg != nil && pkg.Path() == "github.com/shopspring/decimal" {
				found[object.Name()] = true
				require.Contains(t, decimalUses, object.Name(), "%s uses decimal's %s", fset.Position(id.Pos()), object.Name())
			}
		}
		for expr, tv := range info.Types {
			at := fset.Position(expr.Pos())
			if call, ok := expr.(*ast.CallExpr); ok && isFmt(call, info) {
				for _, arg := range call.Args {
					require.NotContains(t, types.TypeString(info.Types[arg].Type, nil), "shopspring/decimal", "%s prints a decimal", at)
				}
			}
			if b, ok := tv.Type.(*types.Basic); ok && b.Info()&(types.IsFloat|types.IsComplex) != 0 {
				name := folder + "/" + filepath.Base(at.Filename)
				require.True(t, slices.Contains(floatFiles, name), "%s has a %s", at, b)
			}
		}
	})
	require.Equal(t, decimalUses, slices.Sorted(maps.Keys(found)), "the list is no longer than it must be")
	require.Greater(t, folders, 8)
}

func isFmt(call *ast.CallExpr, info *types.Info) bool {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	object := info.Uses[selector.Sel]
	return object != nil && object.Pkg() != nil && object.Pkg().Path() == "fmt"
}

func TestDecimalGlobalsAreKnown(t *testing.T) {
	dir := goList(t, "..", "-f", "{{.Dir}}", "github.com/shopspring/decimal")[0]
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	var globals []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, spec := range g.Specs {
					for _, id := range spec.(*ast.ValueSpec).Names {
						if id.IsExported() {
							globals = append(globals, id.Name)
						}
					}
				}
			}
		}
	}
	slices.Sort(globals)
	require.Equal(t, slices.Sorted(maps.Keys(hostSettings)), globals)
}
