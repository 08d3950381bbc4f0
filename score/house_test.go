package score_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/kaohe-go/kaohe/"

// rooms is the table of permitted imports, by folder: ours without the
// module's name, others by module. Tests may import more. A new arrow is a
// change of the architecture: it is made here, on purpose, or not at all.
var rooms = map[string]struct{ ours, others []string }{
	"dsl":                    {nil, []string{"golang.org/x/text"}},
	"grade":                  {nil, []string{"github.com/shopspring/decimal"}},
	"score/internal/exact":   {nil, []string{"github.com/shopspring/decimal"}},
	"score/internal/formula": {[]string{"dsl"}, []string{"github.com/expr-lang/expr"}},
	"score/internal/ir":      {[]string{"dsl", "score/internal/exact"}, nil},
	"score/internal/ranges":  {[]string{"score/internal/ir", "score/internal/exact"}, nil},
	"score/internal/refeval": {[]string{"dsl", "score/internal/ir", "score/internal/exact"}, nil},
	"score/internal/gen":     {nil, nil},
	"score/internal/machine": {[]string{"score/internal/exact", "score/internal/ir", "score/internal/ranges"}, nil},
	"score": {
		[]string{"dsl", "grade", "score/internal/exact", "score/internal/formula", "score/internal/ir", "score/internal/machine", "score/internal/ranges", "score/internal/refeval"},
		[]string{"github.com/shopspring/decimal", "golang.org/x/text"},
	},
	"score/cmd/kaohe": {[]string{"dsl", "grade", "score"}, nil},
	"examples":        {[]string{"dsl", "grade", "score"}, []string{"github.com/shopspring/decimal"}},
}

func TestHouse(t *testing.T) {
	seen := map[string]bool{}
	walkGo(t, func(folder, file string) {
		room := folder
		if strings.HasPrefix(folder, "examples/") {
			room = "examples"
		}
		allowed, ok := rooms[room]
		require.True(t, ok, "%s: the house has no room %s", file, folder)
		seen[room] = true
		for _, path := range imports(t, filepath.Join("..", file)) {
			if ours, ok := strings.CutPrefix(path, module); ok {
				require.Contains(t, allowed.ours, ours, "%s may not import %s", file, path)
			} else if strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
				require.True(t, slices.ContainsFunc(allowed.others, func(m string) bool {
					return path == m || strings.HasPrefix(path, m+"/")
				}), "%s may not import %s", file, path)
			}
		}
	})
	for room := range rooms {
		require.True(t, seen[room], "the table has a room %s that is empty", room)
	}
}

// TestTopLevel: the folders that the user's card names, and no others.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			require.Contains(t, []string{"dsl", "examples", "grade", "score"}, e.Name())
		}
	}
}

// walkGo visits the Go files of the module that are no tests, leaving out
// nested modules.
func walkGo(t *testing.T, visit func(folder, file string)) {
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, modErr := os.Stat(filepath.Join(path, "go.mod"))
			if path != ".." && (modErr == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			rel, err := filepath.Rel("..", path)
			if err != nil {
				return err
			}
			rel = filepath.ToSlash(rel)
			visit(filepath.ToSlash(filepath.Dir(rel)), rel)
		}
		return nil
	})
	require.NoError(t, err)
}

func imports(t *testing.T, file string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	require.NoError(t, err)
	var paths []string
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		paths = append(paths, path)
	}
	return paths
}
