package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// The formats of facts and sheets.
const (
	formatCSV   = "csv"
	formatJSONL = "jsonl"
	formatTable = "table"
	formatNone  = "none"
)

// maxWorkers is more than any machine has cores.
const maxWorkers = 1024

// options are the flags of kaohe score.
type options struct {
	params  params
	in, out string
	workers int
	// id is the column of ids; statement and plot are files to write. All are
	// empty if they are not asked for.
	id, statement, plot string
	histogram           bool
}

func (o *options) define(fs *flag.FlagSet) {
	o.params.define(fs)
	fs.StringVar(&o.in, "in", "", "")
	fs.StringVar(&o.out, "out", formatCSV, "")
	fs.IntVar(&o.workers, "workers", 0, "")
	fs.Func("id", "", named(&o.id, "a column"))
	fs.Func("statement", "", named(&o.statement, "a file"))
	fs.Func("plot", "", named(&o.plot, "a file"))
	fs.BoolVar(&o.histogram, "histogram", false, "")
}

// fault says what is wrong with the flags themselves, "" if nothing is.
func (o *options) fault() string {
	switch {
	case !slices.Contains([]string{"", formatCSV, formatJSONL}, o.in):
		return fmt.Sprintf("-in is csv or jsonl, not %q", o.in)
	case !slices.Contains([]string{formatCSV, formatJSONL, formatTable, formatNone}, o.out):
		return fmt.Sprintf("-out is csv, jsonl, table or none, not %q", o.out)
	case o.workers < 0 || o.workers > maxWorkers:
		return fmt.Sprintf("-workers is a number from 0 to %d, not %d", maxWorkers, o.workers)
	case o.plot != "" && !strings.EqualFold(filepath.Ext(o.plot), ".svg"):
		return fmt.Sprintf("-plot writes SVG, so its file is called something.svg, not %q", o.plot)
	}
	return ""
}

// counts tells whether grades are to be counted.
func (o *options) counts() bool { return o.histogram || o.plot != "" }

func (c *command) score(args []string) int {
	var o options
	files, status, done := c.parse(scoreUsage, o.define, args)
	if done {
		return status
	}
	scheme, facts, fault := schemeAndFacts(files)
	if fault == "" {
		fault = o.fault()
	}
	if fault == "" {
		fault = overwritten(&o, scheme, facts)
	}
	if fault != "" {
		return c.misuse(scoreUsage, "%s", fault)
	}
	if o.in == "" {
		o.in = formatOf(facts)
	}
	if o.workers == 0 {
		o.workers = runtime.GOMAXPROCS(0)
	}
	program := c.compile(scheme, o.params.options)
	if program == nil {
		return exitFaults
	}
	_, err := program.Score(nil)
	together := errors.Is(err, score.ErrNeedsCohort)
	if fault := unsuited(&o, program, together); fault != "" {
		return c.misuse(scoreUsage, "%s: %s", shownName(scheme), fault)
	}
	if err := haveFolders(o.statement, o.plot); err != nil {
		fmt.Fprintf(c.stderr, "kaohe: %v\n", err)
		return exitFaults
	}
	return newScoring(c, program, &o, together).file(facts)
}

// unsuited says which flag the scheme needs or has no use for, "" if all is well.
func unsuited(o *options, program *score.Program, together bool) string {
	switch {
	case together && o.id == "":
		return "the scheme scores people together, so say who they are: -id COLUMN names the column of their ids"
	case !together && o.statement != "":
		return "the scheme scores each person alone, so there is nothing to state; leave -statement out"
	case o.counts() && len(program.Scheme().Grades.Bands) == 0:
		return "the scheme gives no grades to count; leave -histogram and -plot out"
	}
	return ""
}

// schemeAndFacts tells which file is which, or what is wrong with them.
func schemeAndFacts(files []string) (scheme, facts, fault string) {
	isScheme := func(name string) bool { return filepath.Ext(name) == ".kaohe" }
	switch {
	case len(files) == 0:
		return "", "", "no scheme is named"
	case len(files) > 2:
		return "", "", "there may be one scheme and one file of facts, not " + strings.Join(files, ", ")
	case len(files) == 1:
		files = append(files, "-")
	case !isScheme(files[0]) && isScheme(files[1]):
		return "", "", "the scheme stands before the facts"
	}
	if files[0] == "-" && files[1] == "-" {
		return "", "", "scheme and facts can't both come from standard input"
	}
	return files[0], files[1], ""
}

// formatOf tells the format of facts from a file's name.
func formatOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".ndjson", ".json":
		return formatJSONL
	}
	return formatCSV
}

// compile is nil if the scheme does not compile, having said why.
func (c *command) compile(name string, options []score.Option) *score.Program {
	r := reports{c: c}
	src, err := c.readScheme(name)
	var scheme score.Scheme
	if err == nil {
		scheme, err = score.Load(shownName(name), src)
	}
	var program *score.Program
	if err == nil {
		program, err = score.Compile(scheme, options...)
	}
	r.report(err)
	if r.finish() != exitOK {
		return nil
	}
	return program
}
