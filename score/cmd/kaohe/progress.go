package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress is the line on a terminal that says how far a run is, and the writer
// of what else goes there meanwhile. A nil progress shows nothing. All is called
// on one goroutine. No result depends on its clock.
type progress struct {
	w     io.Writer
	clock func() time.Time

	start, drawn time.Time // drawn is zero if nothing has been
	width        int       // of what stands on the line
	people, bad  int
	reading      bool // people who are scored together are not yet
}

const (
	// progressAfter lets short runs go without.
	progressAfter = time.Second / 2
	progressEvery = time.Second / 4
)

func newProgress(w io.Writer, clock func() time.Time) *progress {
	return &progress{w: w, clock: clock, start: clock()}
}

// update tells how many lines are done, and how many of them could not be scored.
func (p *progress) update(people, bad int) {
	if p == nil {
		return
	}
	p.people, p.bad, p.reading = people, bad, false
	p.tell()
}

// read tells how many lines have been read of people who are scored together.
func (p *progress) read(people int) {
	if p == nil {
		return
	}
	p.people, p.reading = people, true
	p.tell()
}

// tell draws, but not all the time.
func (p *progress) tell() {
	now := p.clock()
	if now.Sub(p.start) >= progressAfter && now.Sub(p.drawn) >= progressEvery {
		p.drawn = now
		p.draw(now)
	}
}

func (p *progress) draw(now time.Time) {
	passed := max(1, now.Sub(p.start).Milliseconds())
	text := fmt.Sprintf("%d people, %d a second, %d errors", p.people, int64(p.people)*1000/passed, p.bad)
	if p.reading {
		text = fmt.Sprintf("%d people read", p.people)
	}
	fmt.Fprintf(p.w, "\r%-*s", p.width, text) // with space over what stands there
	p.width = max(p.width, len(text))
}

// clear makes the line empty.
func (p *progress) clear() {
	if p != nil && p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}

// finish leaves the line as it is at the end, if there has been one.
func (p *progress) finish() {
	if p == nil || p.drawn.IsZero() {
		return
	}
	p.draw(p.clock())
	fmt.Fprintln(p.w)
	p.width = 0
}

// Write is for warnings: the line makes room for them.
func (p *progress) Write(text []byte) (int, error) {
	p.clear()
	return p.w.Write(text)
}

// A terminal says where a command's output goes.
type terminal struct {
	// stderr says that standard error is a terminal, both that standard output is
	// the same one.
	stderr, both bool
	clock        func() time.Time
}

// terminalOf looks at the mode of the files, which is all that the standard
// library tells. /dev/null passes for a terminal, where progress does no harm.
func terminalOf(stdout, stderr *os.File) terminal {
	out, outErr := stdout.Stat()
	err, errErr := stderr.Stat()
	both := outErr == nil && errErr == nil && os.SameFile(out, err)
	return terminal{isTerminal(stderr), both, time.Now}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress is nil if none is to be shown: where there is no terminal, where it
// would stand between the sheets (a table is printed at the end), and where
// facts are typed in.
func (t terminal) progress(w io.Writer, facts io.Reader, out string) *progress {
	f, isFile := facts.(*os.File)
	typed := isFile && isTerminal(f)
	between := out != formatTable && out != formatNone
	if !t.stderr || t.both && between || typed {
		return nil
	}
	return newProgress(w, t.clock)
}
