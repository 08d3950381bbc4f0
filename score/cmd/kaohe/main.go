// Kaohe checks, formats and runs scoring schemes.
//
//	kaohe check [-param name=value]… FILE…
//	kaohe fmt [-w] [-d] FILE…
//	kaohe score [-param name=value]… [-in csv|jsonl] [-out csv|jsonl|table|none] [-workers N]
//	    [-id COLUMN] [-statement FILE] [-histogram] [-plot FILE.svg] SCHEME [FACTS|-]
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
// Score reads facts, a person a line, and answers each line without waiting
// for the next one. A line that can't be scored gets an error in its place and
// does not stop the others; the exit status is then 1. No line may be longer
// than a mebibyte. Schemes that score people together are told of below.
//
// People are scored on all cores, or on as many as -workers says; answers come in
// the order of the lines and are the same for any number. No more than some
// thousand people for each core are in memory at a time, so a file may be of any
// size. With -workers 1 nothing is read while something else is scored or written.
//
// If standard error is a terminal, a line on it says after half a second how many
// people are done, how many that is a second, and how many lines could not be
// scored; of people who are scored together first how many have been read. It is
// left out where it would stand between the answers, which is when they go to the
// same terminal and are no table, and where facts are typed in.
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
// shares of pools, the payouts, and error. A rating, which is fact and indicator at once, is one
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
//
// With -out none there are no sheets, which leaves what the flags below ask for.
//
// # Ids
//
// -id names the column, or the member of JSON lines, that has people's ids: texts,
// or numbers as they are written. It may be an input too. JSON lines have it as
// "id" after "line" then, on lines with an error too, and not among the facts. A
// line with too few or too many cells has none: which cell is the id is not certain.
// Where people are scored each alone that is all: ids are not compared, and may be
// left out.
//
// # People who are scored together
//
// A scheme with a distribution or a pool, or with formulas that read rank,
// percentile or cohort, needs -id. All lines are read before anybody is scored, so
// memory grows with them; -workers counts for the scoring too. The sheets come in
// the order of the lines and are the same for any number of workers. JSON lines
// have two members more, "pools" before "payouts" and last the "standing" of
// package score: group, rank, quotas, cut-offs, what decided, how shares came about:
//
//	{"line":2,"id":"4001","grade":{"name":"…"},"pools":{"bonus":"250.00"},"payouts":{…},
//	 "standing":{"group":"","people":60,"rank":31,"percentile":"0.5",…,"decided_by":"quota",…}}
//
// If the scheme says failed leave_out, a line that can't be read or scored gets an
// error in its place and the others are scored without it; that person's id is in
// the statement unless the line can't be read as far as that. All other faults refuse
// everybody: ids that are missing or that several people have (spaces around them
// and their Unicode form make no difference), ties under ties fail, quotas that do
// not go together for so few people, pools that can't be shared, and without
// leave_out whatever fails. At most 50 of them are told with their lines and ids,
// and nothing is written: no sheet, no statement, no plot.
//
// -statement writes a file with the Statement of package score as JSON, before any
// sheet: quotas, places and cut-offs of each group, and how each pool was shared. With
// it and the standings others can work out every place and every cent again.
//
// # Histograms
//
// -histogram prints how many people have which grade, for any scheme with grades:
// to standard error after the sheets, or to standard output with -out none. Grades
// stand best first, also those of nobody; percents are of the people who were
// scored, rounded to one place. A distribution within groups has a chart for
// everybody and one for each group, if there are no more than 20 of these. -plot
// draws the same as SVG. A file that is there is replaced.
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
	scoreUsage = "kaohe score [-param name=value]… [-in csv|jsonl] [-out csv|jsonl|table|none] [-workers N]" +
		" [-id COLUMN] [-statement FILE] [-histogram] [-plot FILE.svg] SCHEME [FACTS|-]"
)

const usageText = `kaohe checks, formats and runs scoring schemes (.kaohe files).

  ` + checkUsage + `
      check schemes for all values of their params, and run their examples

  ` + fmtUsage + `
      format schemes; -w writes them back, -d shows what would change

  ` + scoreUsage + `
      score people, a line each, on N cores (0: all); -id names the column of
      their ids, which schemes need that grade people against each other or
      share out a pool; -statement writes what was decided for all; -histogram
      prints how many people have which grade, -plot draws it

Flags may stand anywhere; - is standard input. -in is told from the name of
FACTS, else csv; -out is csv. Exit status: 0 all well, 1 faults, 2 wrong usage.
`

func main() {
	c := &command{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, terminal: terminalOf(os.Stdout, os.Stderr)}
	os.Exit(c.run(os.Args[1:]))
}

// command is one run of the program, with its streams, so that tests can run it.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       terminal
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
