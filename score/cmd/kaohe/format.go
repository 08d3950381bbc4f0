package main

import (
	"flag"
	"fmt"
	"slices"

	"github.com/kaohe-go/kaohe/dsl"
)

func (c *command) format(args []string) int {
	var write, diff bool
	files, status, done := c.parse(fmtUsage, func(fs *flag.FlagSet) {
		fs.BoolVar(&write, "w", false, "")
		fs.BoolVar(&diff, "d", false, "")
	}, args)
	switch {
	case done:
		return status
	case len(files) == 0:
		return c.misuse(fmtUsage, "no scheme is named")
	case write && slices.Contains(files, "-"):
		return c.misuse(fmtUsage, "-w can't write to standard input")
	}
	r := reports{c: c}
	for _, name := range files {
		r.report(c.formatFile(name, write, diff))
	}
	return r.finish()
}

func (c *command) formatFile(name string, write, diff bool) error {
	src, err := c.readScheme(name)
	if err != nil {
		return err
	}
	before := string(src)
	after, ds := dsl.FormatText(shownName(name), before, dsl.Limits{})
	if ds.HasErrors() {
		return ds.Err()
	}
	if diff {
		fmt.Fprint(c.stdout, unifiedDiff(shownName(name), before, after))
	}
	switch {
	case write && after != before:
		return replaceFile(name, after)
	case !write && !diff:
		fmt.Fprint(c.stdout, after)
	}
	return nil
}
