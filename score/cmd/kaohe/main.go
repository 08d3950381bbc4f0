// Kaohe checks, formats and runs scoring schemes.
//
//	kaohe check [-param name=value]… FILE…
//	kaohe fmt [-w] [-d] FILE…
//	kaohe score [-param name=value]… [-in csv|jsonl] [-out csv|jsonl|table] SCHEME [FACTS|-]
//
// Schemes are files called something.kaohe; - is standard input. Flags may
// stand before, between and after the files; what follows -- is a file, also if
// it begins with a dash. The exit status is 0 if all went well, 1 for faults in
// schemes, params or facts, which are described on standard error, and 2 for
// wrong usage.
//
// # Check
//
// Check tells everything that is wrong with schemes, as file:line:col:
// error[code]: message and the line of the scheme, and runs their examples. It
// prints nothing for a scheme that is in order, and at most 50 faults for those
// that are not. Params need not be bound: what the scheme promises must hold
// for all values that they can have. With -param it is checked for that value.
//
// # Fmt
//
// Fmt prints schemes in the one style of the language. With -w it writes them
// back if that changes something, with -d it shows what would change as a
// unified diff.
//
// # Score
//
// Score reads facts, a person a line, and answers each line before it waits
// for the next one. A line that can't be scored gets an error in its place and
// does not stop the others; the exit status is then 1. No line may be longer
// than a mebibyte.
//
// CSV (-in csv, the default but for files called .jsonl, .ndjson or .json)
// begins with a line of column names, which stand in any order. It must be
// UTF-8; Excel calls that "CSV UTF-8". An empty cell is a fact that is not
// given: the input's default, or an error if it has none. Numbers are written as
// in a scheme, percents as 85% or 0.85, bools as true or false in small or
// capital letters.
//
// JSON lines (-in jsonl) are an object a line. A number may be a JSON number or
// a text, null is a fact that is not given. Lists and records are arrays and
// objects; only JSON lines can hold them.
//
// What is no input of the scheme passes through, say a name or a staff number;
// where it looks like a misspelt input there is a warning on standard error. It
// may not be called like a result, nor "error".
//
// CSV (-out csv, the default) and tables (-out table, which keep all lines until
// the end) have the columns of the facts as they were given, then the
// indicators, total, grade, the grade's columns such as grade.coefficient, the
// payouts, and error. A rating, which is fact and indicator at once, is one
// column, and shows its default where its cell is empty. For JSON lines as
// input the columns are the names in the first line and those of the inputs. A
// table is headed by titles, leaves the errors out if there are none, and cuts
// long facts.
//
// JSON lines (-out jsonl) are like this, without what the scheme does not have;
// facts are those that are no inputs and have a name:
//
//	{"line":2,"facts":{"name":"…"},"indicators":{"kpi":"800"},"total":"1716/19",
//	 "grade":{"name":"…","coefficient":"1.1"},"payouts":{"bonus":"2632.78"}}
//	{"line":3,"facts":{"name":"…"},"error":"calls is missing"}
//
// An indicator whose weight is redistributed is null, and an empty cell in CSV.
// Where an indicator does not count, "states" says why ({"peers":"missing"});
// where gates fired, "gates" lists them with their effects.
//
// line is the line's number in the facts, beginning with 1; in CSV the column
// names are line 1, and a record of several lines has the number of its first.
// Numbers are decimal text without an exponent, or an exact fraction where there
// is no such decimal. Several faults of one person are joined by "; ".
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/kaohe-go/kaohe/dsl"
)

// The exit statuses.
const (
	exitOK     = 0
	exitFaults = 1
	exitUsage  = 2
)

const (
	checkUsage = "kaohe check [-param name=value]… FILE…"
	fmtUsage   = "kaohe fmt [-w] [-d] FILE…"
	scoreUsage = "kaohe score [-param name=value]… [-in csv|jsonl] [-out csv|jsonl|table] SCHEME [FACTS|-]"
)

const usageText = `kaohe checks, formats and runs scoring schemes (.kaohe files).

  ` + checkUsage + `
      check schemes for all values of their params, and run their examples

  ` + fmtUsage + `
      format schemes; -w writes them back, -d shows what would change

  ` + scoreUsage + `
      score people, a line each

Flags may stand anywhere; - is standard input. -in is told from the name of
FACTS, else csv; -out is csv. Exit status: 0 all well, 1 faults, 2 wrong usage.
`

func main() {
	c := &command{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(c.run(os.Args[1:]))
}

// command is one run of the program, with its streams, so that tests can run it.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run gives the exit status. Commands need not look whether what they print
// arrives: run does.
func (c *command) run(args []string) int {
	out := &watched{w: c.stdout}
	c.stdout = out
	status := c.dispatch(args)
	if out.err != nil {
		fmt.Fprintf(c.stderr, "kaohe: standard output: %v\n", out.err)
		return exitFaults
	}
	return status
}

func (c *command) dispatch(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.stderr, usageText)
		return exitUsage
	}
	switch name, args := args[0], args[1:]; name {
	case "check":
		return c.check(args)
	case "fmt":
		return c.format(args)
	case "score":
		return c.score(args)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(c.stdout, usageText)
		return exitOK
	default:
		hint := ""
		if near, ok := dsl.Nearest(name, []string{"check", "fmt", "score", "help"}); ok {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		fmt.Fprintf(c.stderr, "kaohe: there is no command %q%s\n\n%s", name, hint, usageText)
		return exitUsage
	}
}

// misuse reports wrong usage.
func (c *command) misuse(usage, format string, args ...any) int {
	fmt.Fprintf(c.stderr, "kaohe: "+format+"\nusage: %s\n", append(args, usage)...)
	return exitUsage
}

// watched remembers the first error of a writer, after which it writes nothing.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, outputError{w.err}
	}
	n, err := w.w.Write(p)
	if err != nil {
		w.err = err
		return n, outputError{err}
	}
	return n, nil
}

// An outputError is one of standard output, which command.run tells.
type outputError struct{ error }
