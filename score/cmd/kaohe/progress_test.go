package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// steps is a clock that goes on by a step each time it is read.
func steps(step time.Duration) func() time.Time {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(step)
		return now
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, steps(100*time.Millisecond))
	for i := range 9 {
		p.update(1000*(i+1), i)
	}
	require.Equal(t, "\r5000 people, 10000 a second, 4 errors\r8000 people, 10000 a second, 7 errors", b.String())
	b.Reset()
	_, err := p.Write([]byte("a warning\n"))
	require.NoError(t, err)
	require.Equal(t, "\r"+strings.Repeat(" ", 37)+"\ra warning\n", b.String(), "it stands on a line of its own")
	b.Reset()
	p.clear()
	p.finish()
	p.clear()
	require.Equal(t, "\r9000 people, 9000 a second, 8 errors\n", b.String())
}

func TestProgressOfReading(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, steps(time.Second))
	p.read(3000)
	p.update(1000, 1)
	p.read(4000)
	require.Equal(t, "\r3000 people read\r1000 people, 500 a second, 1 errors\r4000 people read                   ", b.String())
	p = nil
	p.read(1)
}

func TestShortRunsShowNoProgress(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, steps(time.Millisecond))
	p.update(5, 0)
	p.clear()
	p.finish()
	require.Empty(t, b.String())

	p = nil
	p.update(1, 1)
	p.clear()
	p.finish()
}

func TestWhereProgressIsShown(t *testing.T) {
	tty, err := os.Open(os.DevNull) // a character device, as a terminal is
	require.NoError(t, err)
	defer tty.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer file.Close()
	pipe := strings.NewReader("")
	for _, c := range []struct {
		stdout, stderr *os.File
		facts          io.Reader
		out            string
		shown          bool
	}{
		{file, tty, pipe, formatCSV, true},
		{file, tty, file, formatJSONL, true},
		{file, tty, tty, formatCSV, false},
		{tty, tty, pipe, formatCSV, false},
		{tty, tty, pipe, formatTable, true},
		{tty, tty, pipe, formatNone, true},
		{file, file, pipe, formatTable, false},
		{tty, file, pipe, formatCSV, false},
	} {
		p := terminalOf(c.stdout, c.stderr).progress(io.Discard, c.facts, c.out)
		require.Equal(t, c.shown, p != nil, "%+v", c)
	}
}

func TestProgressOfARun(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	facts := "cals,calls\n" + strings.Repeat("1,5\n2,x\n", 10_000)
	run := func(term terminal, out string) (string, string) {
		var stdout, stderr bytes.Buffer
		c := &command{stdin: strings.NewReader(facts), stdout: &stdout, stderr: &stderr, terminal: term}
		require.Equal(t, 1, c.run([]string{"score", scheme, "-out", out}))
		return stdout.String(), stderr.String()
	}
	terminal := terminal{stderr: true, clock: steps(time.Second)}
	for _, out := range []string{formatCSV, formatJSONL, formatTable} {
		plain, said := run(terminalOf(os.Stdout, os.NewFile(^uintptr(0), "none")), out)
		require.Equal(t, "kaohe: warning: \"cals\" is no input; did you mean \"calls\"?\n"+
			"kaohe: 10000 of 20000 lines could not be scored\n", said)
		stdout, stderr := run(terminal, out)
		require.Equal(t, plain, stdout)
		require.Contains(t, stderr, "\r4096 people, 4096 a second, 2048 errors\r")
		require.Regexp(t, `people, \d+ a second, 10000 errors\n`+"kaohe: 10000 of 20000 lines could not be scored\n$", stderr)
	}
}
