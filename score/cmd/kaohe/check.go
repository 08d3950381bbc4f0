package main

import (
	"fmt"
	"io"
	"os"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// maxDiagnostics bounds what is printed for one run.
const maxDiagnostics = 50

func (c *command) check(args []string) int {
	var p params
	files, status, done := c.parse(checkUsage, p.define, args)
	switch {
	case done:
		return status
	case len(files) == 0:
		return c.misuse(checkUsage, "no scheme is named")
	}
	r := reports{c: c}
	for _, name := range files {
		src, err := c.readScheme(name)
		if err != nil {
			r.report(err)
			continue
		}
		scheme, err := score.Load(shownName(name), src)
		if err == nil {
			err = score.Check(scheme, p.options...)
		}
		r.report(err)
	}
	return r.finish()
}

// shownName is how messages call a file.
func shownName(name string) string {
	if name == "-" {
		return "<standard input>"
	}
	return name
}

// readScheme reads a file, or standard input for -, but not without end.
func (c *command) readScheme(name string) ([]byte, error) {
	r := c.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	most := dsl.Limits{}.WithDefaults().SourceBytes
	src, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(src) > most {
		err = fmt.Errorf("%s: a scheme has at most %d bytes", shownName(name), most)
	}
	return src, err
}

// reports prints what is wrong with schemes: diagnostics up to a limit over all
// files, and errors of reading and writing.
type reports struct {
	c             *command
	failed        bool
	printed, left int
}

func (r *reports) report(err error) {
	if err == nil {
		return
	}
	r.failed = true
	ds, ok := dsl.AsDiagnostics(err)
	if !ok {
		fmt.Fprintf(r.c.stderr, "kaohe: %v\n", err)
		return
	}
	for _, d := range ds {
		if r.printed == maxDiagnostics {
			r.left++
			continue
		}
		r.printed++
		fmt.Fprint(r.c.stderr, d.Render())
	}
}

// finish gives the exit status.
func (r *reports) finish() int {
	if r.left > 0 {
		fmt.Fprintf(r.c.stderr, "kaohe: %d more faults are left out\n", r.left)
	}
	if r.failed {
		return exitFaults
	}
	return exitOK
}
