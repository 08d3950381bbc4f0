package score_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// block is the n-th fenced block of a kind in the README.
func block(t *testing.T, readme, kind string, n int) string {
	found := regexp.MustCompile("(?ms)^```"+kind+"\n(.*?)^```$").FindAllStringSubmatch(readme, -1)
	require.Greater(t, len(found), n, "the README has no block %d of %s", n, kind)
	return found[n][1]
}

// TestReadme does what a newcomer does: in an empty directory, with the module
// imported through replace, the README's scheme, facts and Go program give the
// outputs that the README shows.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	data, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	readme := string(data)
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("hotline.kaohe", block(t, readme, "kaohe", 0))
	write("people.csv", block(t, readme, "csv", 0))
	write("main.go", block(t, readme, "go", 0))
	write("go.mod", consumerModule(t, root))
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	write("go.sum", string(sum))

	run := func(args ...string) string {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return string(out)
	}
	require.Equal(t, block(t, readme, "text", 0),
		run("run", "github.com/kaohe-go/kaohe/score/cmd/kaohe", "score", "hotline.kaohe", "people.csv", "-out", "table"))
	require.Equal(t, block(t, readme, "text", 1), run("run", "."))
}

// consumerModule is the go.mod of a program that uses this checkout. It repeats
// our requirements, so that no network is needed.
func consumerModule(t *testing.T, root string) string {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(data), "\n")
	require.True(t, ok)
	return "module example.com/payroll\n" + rest +
		"\nrequire github.com/kaohe-go/kaohe v0.0.0\n\nreplace github.com/kaohe-go/kaohe => " + root + "\n"
}
