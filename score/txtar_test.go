package score_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// This file reads the archives under testdata, which are in the txtar format: a
// comment, then files, each below a line -- NAME --. An archive here is a list
// of cases. A file whose name has an extension (scheme.kaohe, bad.quoted)
// begins a case; the files below it say how to run it and what should come out.

var update = flag.Bool("update", false, "write the golden files of TestSpec anew; check every figure by hand")

type archive struct {
	path, comment string
	cases         []*archiveCase
}

type archiveCase struct {
	name, source string
	// order has the names of the other files as they stand.
	order []string
	files map[string]string
}

func readArchives(t *testing.T, folder string) []*archive {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	archives := make([]*archive, len(paths))
	for i, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		archives[i] = parseArchive(t, path, string(data))
	}
	return archives
}

func (a *archive) name() string { return strings.TrimSuffix(filepath.Base(a.path), ".txtar") }

func parseArchive(t *testing.T, path, text string) *archive {
	t.Helper()
	a := &archive{path: path}
	add := func(line string) { a.comment += line }
	for line := range strings.Lines(text) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		name, ok2 := strings.CutSuffix(name, " --")
		switch {
		case !ok || !ok2:
			add(line)
		case strings.Contains(name, ".") && name != "formatted.kaohe":
			c := &archiveCase{name: name, files: map[string]string{}}
			a.cases = append(a.cases, c)
			add = func(line string) { c.source += line }
		default:
			require.NotEmpty(t, a.cases, "%s: %s belongs to no case", path, name)
			c := a.cases[len(a.cases)-1]
			c.order = append(c.order, name)
			c.files[name] = ""
			add = func(line string) { c.files[name] += line }
		}
	}
	require.NotEmpty(t, strings.TrimSpace(a.comment), "%s: an archive begins with a comment that says the rule", path)
	require.NotEmpty(t, a.cases, path)
	return a
}

func (a *archive) write(t *testing.T) {
	t.Helper()
	var b strings.Builder
	b.WriteString(a.comment)
	for _, c := range a.cases {
		b.WriteString("-- " + c.name + " --\n" + c.source)
		for _, name := range c.order {
			b.WriteString("-- " + name + " --\n" + c.files[name])
		}
	}
	require.NoError(t, os.WriteFile(a.path, []byte(b.String()), 0o644))
}

// knows fails the test if the case has files of other names: a misspelt golden
// file would never be compared.
func (c *archiveCase) knows(t *testing.T, names ...string) {
	t.Helper()
	for name := range maps.Keys(c.files) {
		require.True(t, slices.Contains(names, name), "nobody reads the file %q", name)
	}
}

func (c *archiveCase) lines(name string) []string {
	return strings.FieldsFunc(c.files[name], func(r rune) bool { return r == '\n' })
}

// options are the bindings of the file bind, name=value lines, and the Go
// functions of the file functions, name=sample lines.
func (c *archiveCase) options(t *testing.T) []score.Option {
	t.Helper()
	var opts []score.Option
	for _, line := range c.lines("bind") {
		name, value, ok := strings.Cut(line, "=")
		require.True(t, ok, line)
		opts = append(opts, score.Bind(name, bindingOf(value)))
	}
	for _, line := range c.lines("functions") {
		name, sample, _ := strings.Cut(line, "=")
		require.Contains(t, sampleFunctions, sample)
		opts = append(opts, score.Func(name, sampleFunctions[sample]))
	}
	return opts
}

// sampleFunctions are what the file functions can register.
var sampleFunctions = map[string]any{
	"double":   func(x decimal.Decimal) decimal.Decimal { return x.Add(x) },
	"float":    func(x float64) float64 { return x },
	"gives":    func() []string { return nil },
	"variadic": func(xs ...int) int { return len(xs) },
	"nothing":  func(int) {},
	"pair":     func() (int, string) { return 0, "" },
	"nil":      nil,
	"nilfunc":  (func() int)(nil),
	"text":     "no function",
}

// bindingOf is a text as in a scheme, or a bool.
func bindingOf(value string) any {
	switch value {
	case "true", "false":
		return value == "true"
	}
	return value
}

// limits are those of the file limits, in JSON.
func (c *archiveCase) limits(t *testing.T) score.Limits {
	t.Helper()
	var limits score.Limits
	if text := c.files["limits"]; text != "" {
		require.NoError(t, json.Unmarshal([]byte(text), &limits))
	}
	return limits
}

// factsOf reads a line of JSON; numbers keep their spelling.
func factsOf(t *testing.T, line string) score.Facts {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	facts := score.Facts{}
	require.NoError(t, d.Decode(&facts), line)
	return facts
}
