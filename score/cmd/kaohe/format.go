package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
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

// replaceFile writes beside the file and renames, so that a full disk can't
// leave half a scheme.
func replaceFile(name, text string) error {
	// A link stays a link: what it leads to is replaced.
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file, so it is not written", name)
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".kaohe-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
