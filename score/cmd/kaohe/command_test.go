package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const smallScheme = "scheme small\ninput calls integer in [0, 1000]\nindicator kpi = calls * 2\n"

// writeFile writes a file of the test and gives its path.
func writeFile(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func TestNoCommand(t *testing.T) {
	stdout, stderr, status := runCommand(strings.NewReader(""))
	require.Equal(t, 2, status)
	require.Empty(t, stdout)
	require.Equal(t, usageText, stderr)
}

func TestTheExampleOfTheLibrary(t *testing.T) {
	const scheme, facts = "../../../examples/frontdesk/frontdesk.kaohe", "calls,errors,qa,base\n2301,4,96,2000\n"
	stdout, stderr, status := runCommand(nil, "check", scheme)
	require.Equal(t, 0, status, stderr)
	require.Empty(t, stdout+stderr)

	stdout, stderr, status = runCommand(strings.NewReader(facts), "score", scheme, "-param", "deduct_95=5",
		"-param", "deduct_rest=30", "-param", "point_price=0.5", "-param", "good_k=1")
	require.Equal(t, 0, status, stderr)
	require.Contains(t, stdout, "2301,4,96,2000,1265.55,28,25,1318.55,良好,1,2632.78,\n")
}

func TestAtMostFiftyFaultsArePrinted(t *testing.T) {
	faulty := func(n int) string {
		var b strings.Builder
		b.WriteString("scheme faulty\n")
		for i := range n {
			fmt.Fprintf(&b, "indicator k%d = missing_%d\n", i, i)
		}
		return writeFile(t, "faulty.kaohe", b.String())
	}
	for _, c := range []struct {
		files  []string
		stderr string
	}{
		{[]string{faulty(50)}, ""},
		{[]string{faulty(51)}, "kaohe: 1 more faults are left out\n"},
		{[]string{faulty(30), faulty(30), faulty(7)}, "kaohe: 17 more faults are left out\n"},
	} {
		_, stderr, status := runCommand(nil, append([]string{"check"}, c.files...)...)
		require.Equal(t, 1, status)
		require.LessOrEqual(t, strings.Count(stderr, "error["), 50)
		if c.stderr == "" {
			require.NotContains(t, stderr, "left out")
		} else {
			require.Equal(t, 50, strings.Count(stderr, "error["))
			require.True(t, strings.HasSuffix(stderr, c.stderr), stderr)
		}
	}
}

// endless never ends, as /dev/zero.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestEndlessScheme(t *testing.T) {
	for _, args := range [][]string{{"check", "-"}, {"fmt", "-"}, {"score", "-", "facts.csv"}} {
		_, stderr, status := runCommand(endless{}, args...)
		require.Equal(t, 1, status)
		require.Equal(t, "kaohe: <standard input>: a scheme has at most 262144 bytes\n", stderr)
	}
}

func TestFmtKeepsModeAndLinks(t *testing.T) {
	untidy := writeFile(t, "untidy.kaohe", "scheme   untidy\n")
	require.NoError(t, os.Chmod(untidy, 0o640))
	link := filepath.Join(filepath.Dir(untidy), "link.kaohe")
	require.NoError(t, os.Symlink("untidy.kaohe", link))

	_, stderr, status := runCommand(nil, "fmt", "-w", link)
	require.Equal(t, 0, status, stderr)
	text, err := os.ReadFile(untidy)
	require.NoError(t, err)
	require.Equal(t, "scheme untidy\n", string(text))
	info, err := os.Lstat(untidy)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o640), info.Mode())
	info, err = os.Lstat(link)
	require.NoError(t, err)
	require.Equal(t, os.ModeSymlink, info.Mode().Type())
	files, err := os.ReadDir(filepath.Dir(untidy))
	require.NoError(t, err)
	require.Len(t, files, 2, "nothing else is left behind")
}

func TestFmtLeavesTidyFilesAlone(t *testing.T) {
	path := writeFile(t, "tidy.kaohe", "scheme tidy\n")
	before, err := os.Stat(path)
	require.NoError(t, err)
	_, _, status := runCommand(nil, "fmt", "-w", path)
	require.Equal(t, 0, status)
	after, err := os.Stat(path)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after))
	require.Equal(t, before.ModTime(), after.ModTime())
}

func TestFmtCanNotWrite(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	path := writeFile(t, "untidy.kaohe", "scheme   untidy\n")
	require.NoError(t, os.Chmod(filepath.Dir(path), 0o555))
	_, stderr, status := runCommand(nil, "fmt", "-w", path)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "permission denied")
}

// full takes no more after some bytes.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestOutputFails(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	facts := "calls\n" + strings.Repeat("5\n", 20_000)
	jsonFacts := strings.Repeat("{\"calls\":5}\n", 20_000)
	for _, room := range []int{0, 100, 100_000} {
		for _, c := range []struct {
			stdin string
			args  []string
		}{
			{"", []string{"help"}},
			{"", []string{"fmt", scheme}},
			{facts, []string{"score", scheme}},
			{facts, []string{"score", scheme, "-out", "jsonl"}},
			{facts, []string{"score", scheme, "-out", "table"}},
			{jsonFacts, []string{"score", scheme, "-in", "jsonl", "-out", "jsonl"}},
		} {
			if room > 0 && c.stdin == "" {
				continue
			}
			var stderr strings.Builder
			command := &command{stdin: strings.NewReader(c.stdin), stdout: &full{room}, stderr: &stderr}
			require.Equal(t, 1, command.run(c.args))
			require.Equal(t, "kaohe: standard output: no space left\n", stderr.String(), c.args)
		}
	}
}

// failing gives a text, then an error.
func failing(text string) io.Reader {
	r, w := io.Pipe()
	go func() {
		io.WriteString(w, text)
		w.CloseWithError(errors.New("the line is dead"))
	}()
	return r
}

func TestInputFails(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	for _, c := range []struct{ in, text, stdout string }{
		{"csv", "", ""},
		{"csv", "calls\n5\n6\n", "calls,kpi,error\n5,10,\n6,12,\n"},
		{"csv", "calls\n5\n\"6\n", "calls,kpi,error\n5,10,\n"},
		{"jsonl", "", ""},
		{"jsonl", "{\"calls\":5}\n{\"ca", "calls,kpi,error\n5,10,\n"},
	} {
		stdout, stderr, status := runCommand(failing(c.text), "score", scheme, "-in", c.in)
		require.Equal(t, 1, status)
		require.Equal(t, c.stdout, stdout)
		require.Equal(t, "kaohe: <standard input>: the line is dead\n", stderr)
	}
}

// The program itself: its exit statuses, and a reader that goes away.
func TestBinary(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "kaohe")
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	scheme := writeFile(t, "small.kaohe", smallScheme)

	status := func(args ...string) int {
		c := exec.Command(binary, args...)
		if err := c.Run(); err != nil {
			require.IsType(t, &exec.ExitError{}, err)
		}
		return c.ProcessState.ExitCode()
	}
	require.Equal(t, 0, status("check", scheme))
	require.Equal(t, 1, status("check", "missing.kaohe"))
	require.Equal(t, 2, status("check"))

	var stderr strings.Builder
	c := exec.Command(binary, "score", scheme, writeFile(t, "facts.csv", "calls\n"+strings.Repeat("5\n", 100_000)))
	c.Stderr = &stderr
	stdout, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	head := make([]byte, len("calls,kpi,error\n"))
	_, err = io.ReadFull(stdout, head)
	require.NoError(t, err)
	require.NoError(t, stdout.Close())
	require.Error(t, c.Wait())
	require.Equal(t, "calls,kpi,error\n", string(head))
	require.NotContains(t, stderr.String(), "goroutine")
}

func TestFmtReplacesOnlyFiles(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if out, err := exec.Command("mkfifo", pipe).CombinedOutput(); err != nil {
		t.Skip(string(out), err)
	}
	go os.WriteFile(pipe, []byte("scheme   piped\n"), 0o644)
	_, stderr, status := runCommand(nil, "fmt", "-w", pipe)
	require.Equal(t, 1, status)
	require.Equal(t, "kaohe: "+pipe+" is no regular file, so it is not written\n", stderr)
}
