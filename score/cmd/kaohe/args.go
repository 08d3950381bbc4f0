package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// parse reads flags that may stand before, between and behind the files. If it
// can't go on, done says so and status is the exit status.
func (c *command) parse(usage string, define func(*flag.FlagSet), args []string) (files []string, status int, done bool) {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	define(fs)
	for len(args) > 0 {
		err := fs.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(c.stdout, usageText)
			return nil, exitOK, true
		case err != nil:
			return nil, c.misuse(usage, "%v", err), true
		}
		rest := fs.Args()
		if parsed := len(args) - len(rest); parsed > 0 && args[parsed-1] == "--" {
			return append(files, rest...), exitOK, false
		}
		if len(rest) == 0 {
			break
		}
		files, args = append(files, rest[0]), rest[1:]
	}
	return files, exitOK, false
}

// params is the flag -param, which may be repeated.
type params struct {
	names   []string
	options []score.Option
}

func (p *params) define(fs *flag.FlagSet) { fs.Var(p, "param", "") }

// String is asked for by package flag.
func (p *params) String() string { return "" }

// Set takes name=value.
func (p *params) Set(s string) error {
	name, value, ok := strings.Cut(s, "=")
	switch {
	case !ok || name == "":
		return errors.New("write -param name=value")
	case slices.Contains(p.names, name):
		return fmt.Errorf("%s is given twice", name)
	}
	p.names = append(p.names, name)
	p.options = append(p.options, score.Bind(name, value))
	return nil
}

// named is a flag that takes a name, which can't be empty or -: standard output
// has the sheets.
func named(to *string, what string) func(string) error {
	return func(s string) error {
		if s == "" || s == "-" {
			return errors.New("name " + what)
		}
		*to = s
		return nil
	}
}

// overwritten says which file would be read and written, or written twice.
func overwritten(o *options, scheme, facts string) string {
	written := []string{o.statement, o.plot}
	for i, name := range written {
		for _, other := range append([]string{scheme, facts}, written[:i]...) {
			if name != "" && sameFile(name, other) {
				return fmt.Sprintf("%s is to be written and is needed for something else too; name another file", name)
			}
		}
	}
	return ""
}

func sameFile(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
