package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
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
