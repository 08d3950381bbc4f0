package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each line is answered while the next one has not been sent, or not wholly.
func TestAnswersEachLine(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	type turn struct{ send, answer string }
	for _, c := range []struct {
		in, out string
		turns   []turn
	}{
		{"csv", "csv", []turn{
			{"name,calls\n", "name,calls,kpi,error\n"},
			{"a,5\n", "a,5,10,\n"},
			{"b,x\n\"c", "b,x,,\"calls is not a number: 'x' cannot stand in a number (integer in [0, 1000])\"\n"},
			{"\nc\",6\nd,7\ne", "\"c\n"},
			{"", "c\",6,12,\n"},
			{"", "d,7,14,\n"},
			{",8\r\n", "e,8,16,\n"},
		}},
		{"jsonl", "jsonl", []turn{
			{"{\"calls\":5}\n", `{"line":1,"indicators":{"kpi":"10"},"payouts":{}}` + "\n"},
			{"\n{\"calls\":6}\n{\"cal", `{"line":3,"indicators":{"kpi":"12"},"payouts":{}}` + "\n"},
			{"ls\":7}\n", `{"line":4,"indicators":{"kpi":"14"},"payouts":{}}` + "\n"},
		}},
	} {
		for _, workers := range []string{"1", "2", "7"} {
			stdin, send := io.Pipe()
			answers, stdout := io.Pipe()
			var stderr bytes.Buffer
			status := make(chan int)
			go func() {
				command := &command{stdin: stdin, stdout: stdout, stderr: &stderr}
				status <- command.run([]string{"score", scheme, "-in", c.in, "-out", c.out, "-workers", workers})
				stdout.Close()
			}()
			lines := bufio.NewReader(answers)
			for _, turn := range c.turns {
				go io.WriteString(send, turn.send)
				answer, err := lines.ReadString('\n')
				require.NoError(t, err)
				require.Equal(t, turn.answer, answer)
			}
			require.NoError(t, send.Close())
			<-status
		}
	}
}

// people is a reader of facts that makes them as they are read, and notes how
// much memory is in use on the way.
type people struct {
	header, line string // line has verbs for a number and a text
	lines        int
	pad          string
	rest         []byte
	made         int
	peak         uint64
}

func (p *people) Read(buffer []byte) (int, error) {
	if len(p.rest) == 0 {
		switch {
		case p.made == 0 && p.header != "":
			p.rest = []byte(p.header)
			p.header = ""
		case p.made == p.lines:
			return 0, io.EOF
		default:
			p.rest = fmt.Appendf(nil, p.line, p.made%1000, p.pad)
			p.made++
		}
		if p.made%3000 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			p.peak = max(p.peak, m.HeapAlloc)
		}
	}
	n := copy(buffer, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func TestMemoryDoesNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("scores many people")
	}
	scheme := writeFile(t, "small.kaohe", smallScheme)
	const lines = 30_000
	pad := strings.Repeat("x", 1000) // 30 MB in all
	for _, c := range []struct {
		format string
		facts  people
	}{
		{"csv", people{header: "calls,name\n", line: "%d,%s\n"}},
		{"csv", people{header: "calls,name\n", line: "x%d,\"%s\" x\n"}},
		{"csv", people{header: "calls,name\n", line: "%d,%s" + strings.Repeat(",", 1000) + "\n"}},
		{"jsonl", people{line: `{"calls":%d,"name":"%s"}` + "\n"}},
		{"jsonl", people{line: `{"new name %[1]d":%[1]d,"name":"%[2]s"}` + "\n"}},
	} {
		c.facts.lines, c.facts.pad = lines, pad
		command := &command{stdin: &c.facts, stdout: io.Discard, stderr: io.Discard}
		command.run([]string{"score", scheme, "-in", c.format, "-out", c.format})
		require.Equal(t, lines, c.facts.made)
		require.Less(t, c.facts.peak, uint64(10<<20), c.format)
	}
}

// ahead counts the people who have been read and not been answered.
type ahead struct {
	lines              int // in thousands
	text               string
	read, written, far atomic.Int64
}

func (a *ahead) Read(buffer []byte) (int, error) {
	if len(a.text) == 0 {
		if a.lines == 0 {
			return 0, io.EOF
		}
		a.lines--
		a.text = strings.Repeat("5\n", 1000)
	}
	n := copy(buffer, a.text)
	a.read.Add(int64(strings.Count(a.text[:n], "\n")))
	a.far.Store(max(a.far.Load(), a.read.Load()-a.written.Load()))
	a.text = a.text[n:]
	return n, nil
}

func (a *ahead) Write(text []byte) (int, error) {
	runtime.Gosched() // to the reader, if it may go on
	a.written.Add(int64(bytes.Count(text, []byte("\n"))))
	return len(text), nil
}

func TestFewPeopleAreInFlight(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	for _, workers := range []int{1, 2, 4} {
		facts := &ahead{lines: 300, text: "calls\n"}
		command := &command{stdin: facts, stdout: facts, stderr: io.Discard}
		require.Equal(t, 0, command.run([]string{"score", scheme, "-workers", strconv.Itoa(workers)}))
		require.Equal(t, int64(300_001), facts.written.Load())
		require.Less(t, facts.far.Load(), int64((2*workers+4)*groupSize))
	}
}

// What is longer than any person's facts costs its line and no more memory.
func TestHugeLines(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	digits := strings.Repeat("9", 1_000_000)
	huge := strings.Repeat("9", 3*maxLine)
	for _, c := range []struct{ in, facts, stdout string }{
		{"csv", "calls\n" + digits + "\n5\n",
			`{"line":2,"error":"calls has more than 1000 digits before the point (integer in [0, 1000])"}` + "\n" +
				`{"line":3,"indicators":{"kpi":"10"},"payouts":{}}` + "\n"},
		{"csv", "calls\n" + huge + "\n5\n" + huge,
			`{"line":2,"error":"line 2 is longer than 1048576 bytes"}` + "\n" +
				`{"line":3,"indicators":{"kpi":"10"},"payouts":{}}` + "\n" +
				`{"line":4,"error":"line 4 is longer than 1048576 bytes"}` + "\n"},
		{"csv", "calls\n\"5\n" + huge + "\"\n6\n",
			`{"line":2,"error":"line 2 is not CSV: a quote (\") is not closed, or more stands behind the closing one"}` + "\n" +
				`{"line":3,"error":"line 3 is longer than 1048576 bytes"}` + "\n" +
				`{"line":4,"indicators":{"kpi":"12"},"payouts":{}}` + "\n"},
		{"jsonl", `{"calls":` + digits + "}\n{\"calls\":5}\n",
			`{"line":1,"error":"calls has more than 1000 digits before the point (integer in [0, 1000])"}` + "\n" +
				`{"line":2,"indicators":{"kpi":"10"},"payouts":{}}` + "\n"},
		{"jsonl", `{"calls":` + huge + "}\n{\"calls\":5}\n",
			`{"line":1,"error":"line 1 is longer than 1048576 bytes"}` + "\n" +
				`{"line":2,"indicators":{"kpi":"10"},"payouts":{}}` + "\n"},
		{"jsonl", strings.Repeat("[", 1000_000) + "\n{\"calls\":" + strings.Repeat("[", 1000_000) + "\n",
			`{"line":1,"error":"line 1 is no JSON object (each line must be one)"}` + "\n" +
				`{"line":2,"error":"line 2 is no JSON object: invalid character '[' exceeded max depth"}` + "\n"},
	} {
		stdout, _, status := runCommand(strings.NewReader(c.facts), "score", scheme, "-in", c.in, "-out", "jsonl")
		require.Equal(t, 1, status)
		require.Equal(t, c.stdout, stdout)
	}
	_, stderr, status := runCommand(strings.NewReader(huge), "score", scheme)
	require.Equal(t, 1, status)
	require.Equal(t, "kaohe: <standard input>: line 1 is longer than 1048576 bytes\n", stderr)
}

// A quote that stays open for all the rest costs one line, at every place where
// it may stand, and does not make reading slow.
func TestOpenQuotes(t *testing.T) {
	scheme := writeFile(t, "small.kaohe", smallScheme)
	facts := "calls,name\n5,\"a\n" + strings.Repeat("5,"+strings.Repeat("b", 100)+"\n", 20_000) + "5,\"c\n" + strings.Repeat("5,d\n", 1000)
	stdout, stderr, status := runCommand(strings.NewReader(facts), "score", scheme)
	require.Equal(t, 1, status)
	require.Equal(t, 21_000, strings.Count(stdout, ",10,\n"))
	require.Equal(t, "kaohe: 2 of 21002 lines could not be scored\n", stderr)
}
