package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite what the scripts in testdata expect")

// Each archive in testdata is a script of sections, carried out in order in an
// empty directory:
//
//	-- NAME --          a file to write
//	-- $ ARGS < NAME -- a run of the command, < NAME being its standard input
//	-- stdout --        what the run printed; left out if nothing
//	-- stderr --
//	-- exit N --        left out if 0
//	-- now NAME --      what is in a file after the run
//
// What kaohe score prints must be the same for any number of workers.
//
// A section called "NAME (escaped)" has the escapes of Go, such as \r, and line
// ends only where \n stands.
func TestScripts(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	for _, path := range archives {
		path, err := filepath.Abs(path)
		require.NoError(t, err)
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			got := script(t, string(data))
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
				return
			}
			require.Equal(t, string(data), got, "run go test -update")
		})
	}
}

// script carries an archive out and gives it back as it should be.
func script(t *testing.T, archive string) string {
	comment, sections := parseArchive(archive)
	var b strings.Builder
	b.WriteString(comment)
	for _, s := range sections {
		name, kind := strings.TrimSuffix(s.name, " (escaped)"), ""
		if before, rest, ok := strings.Cut(name, " "); ok {
			kind, name = before, rest
		}
		switch {
		case kind == "$":
			writeSection(&b, s.name, "")
			stdout, stderr, status := runLine(t, name)
			writeExpected(&b, "stdout", stdout)
			writeExpected(&b, "stderr", stderr)
			if status != 0 {
				writeSection(&b, fmt.Sprintf("exit %d", status), "")
			}
		case kind == "now":
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			writeExpected(&b, "now "+name, string(data))
		case kind == "exit", name == "stdout", name == "stderr":
		default:
			writeSection(&b, s.name, s.text)
			text := s.text
			if strings.HasSuffix(s.name, " (escaped)") {
				text = unescape(t, text)
			}
			require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
		}
	}
	return b.String()
}

// runLine runs the command.
func runLine(t *testing.T, line string) (stdout, stderr string, status int) {
	line, file, found := strings.Cut(line, " < ")
	stdin := []byte{}
	if found {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		stdin = data
	}
	args := strings.Fields(line)
	stdout, stderr, status = runCommand(bytes.NewReader(stdin), args...)
	if args[0] == "score" && !strings.Contains(line, "-workers") {
		for _, workers := range []string{"1", "3"} {
			more := append([]string{"score", "-workers", workers}, args[1:]...)
			out, errs, exit := runCommand(bytes.NewReader(stdin), more...)
			require.Equal(t, []any{stdout, stderr, status}, []any{out, errs, exit}, more)
		}
	}
	return stdout, stderr, status
}

func runCommand(stdin io.Reader, args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	c := &command{stdin: stdin, stdout: &out, stderr: &errs}
	status = c.run(args)
	return out.String(), errs.String(), status
}

type section struct{ name, text string }

// parseArchive reads the txtar format: a comment, then texts under -- names --.
func parseArchive(archive string) (comment string, sections []section) {
	for line := range strings.Lines(archive) {
		name, isMarker := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		name, ends := strings.CutSuffix(name, " --")
		switch {
		case isMarker && ends:
			sections = append(sections, section{name: name})
		case len(sections) == 0:
			comment += line
		default:
			sections[len(sections)-1].text += line
		}
	}
	return comment, sections
}

func writeSection(b *strings.Builder, name, text string) {
	fmt.Fprintf(b, "-- %s --\n%s", name, text)
}

// writeExpected escapes what would not survive in a text file.
func writeExpected(b *strings.Builder, name, text string) {
	odd := func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	switch {
	case text == "":
	case strings.ContainsFunc(text, odd) || !strings.HasSuffix(text, "\n"):
		writeSection(b, name+" (escaped)", escape(text))
	default:
		writeSection(b, name, text)
	}
}

func escape(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		quoted := strconv.Quote(line)
		b.WriteString(strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`) + "\n")
	}
	return b.String()
}

func unescape(t *testing.T, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		quoted := `"` + strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `"`, `\"`) + `"`
		plain, err := strconv.Unquote(quoted)
		require.NoError(t, err, line)
		b.WriteString(plain)
	}
	return b.String()
}
