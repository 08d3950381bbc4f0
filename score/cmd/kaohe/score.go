package main

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// The formats of facts and sheets.
const (
	formatCSV   = "csv"
	formatJSONL = "jsonl"
	formatTable = "table"
)

func (c *command) score(args []string) int {
	var p params
	var in, out string
	files, status, done := c.parse(scoreUsage, func(fs *flag.FlagSet) {
		p.define(fs)
		fs.StringVar(&in, "in", "", "")
		fs.StringVar(&out, "out", formatCSV, "")
	}, args)
	if done {
		return status
	}
	scheme, facts, fault := schemeAndFacts(files)
	switch {
	case fault != "":
		return c.misuse(scoreUsage, "%s", fault)
	case !slices.Contains([]string{"", formatCSV, formatJSONL}, in):
		return c.misuse(scoreUsage, "-in is csv or jsonl, not %q", in)
	case !slices.Contains([]string{formatCSV, formatJSONL, formatTable}, out):
		return c.misuse(scoreUsage, "-out is csv, jsonl or table, not %q", out)
	case in == "":
		in = formatOf(facts)
	}
	program := c.compile(scheme, p.options)
	if program == nil {
		return exitFaults
	}
	s := &scoring{c: c, program: program, words: newVocabulary(program, c.stderr)}
	return s.file(facts, in, out)
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
