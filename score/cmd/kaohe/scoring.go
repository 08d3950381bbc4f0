package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// A source cuts facts into lines, a person each, and reads people from lines.
// Lines are drawn by one goroutine; read may be called by many.
type source interface {
	columns() []string
	// next gives a line; io.EOF is the end, another error stops the run.
	next() (textLine, error)
	read(textLine, *person)
}

// A sink writes score sheets. add makes the text of a person's, as part of a
// group that no other goroutine has; all else is called in turn.
type sink interface {
	head() error
	add(*group, *person, *sheet)
	write(*group) error
	close() error
}

// scoring is a run of kaohe score.
type scoring struct {
	c       *command
	program *score.Program
	words   *vocabulary
	o       *options
	// together says that people are scored together.
	together bool
	name     string // of the facts, for messages
	screen   *progress
	lines    int
	bad      int
	grades   tally
}

func newScoring(c *command, program *score.Program, o *options, together bool) *scoring {
	words := newVocabulary(program, o.id, c.stderr)
	return &scoring{c: c, program: program, words: words, o: o, together: together, grades: tally{}}
}

func (s *scoring) file(name string) int {
	s.name = shownName(name)
	r := s.c.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			fmt.Fprintf(s.c.stderr, "kaohe: %v\n", err)
			return exitFaults
		}
		defer f.Close()
		r = f
	}
	if s.screen = s.c.terminal.progress(s.c.stderr, r, s.o.out); s.screen != nil {
		s.words.stderr = s.screen
	}
	err := s.run(r)
	s.screen.finish()
	if err == nil && s.o.counts() {
		err = s.showGrades()
	}
	if err != nil {
		s.report(err)
		return exitFaults
	}
	if s.bad > 0 {
		fmt.Fprintf(s.c.stderr, "kaohe: %d of %d lines could not be scored\n", s.bad, s.lines)
		return exitFaults
	}
	return exitOK
}

// report tells why a run ended early. What could not be written is told by
// command.run.
func (s *scoring) report(err error) {
	if _, ok := errors.AsType[outputError](err); ok {
		return
	}
	if refused, ok := errors.AsType[*refusal](err); ok {
		refused.print(s.c.stderr, s.name)
		return
	}
	if _, named := errors.AsType[*fs.PathError](err); !named {
		err = fmt.Errorf("%s: %w", s.name, err)
	}
	fmt.Fprintf(s.c.stderr, "kaohe: %v\n", err)
}

// run scores all lines.
func (s *scoring) run(r io.Reader) error {
	turns := &turnReader{r: r}
	from, err := s.source(turns, s.o.in)
	if err != nil {
		return err
	}
	to, err := s.sink(s.o.out, from.columns())
	if err != nil {
		return err
	}
	if s.together {
		t := &team{s: s, from: from, to: to, leaveOut: leavesOut(s.program)}
		return t.run(turns)
	}
	return s.each(turns, from, to)
}

// each scores line after line.
func (s *scoring) each(turns *turnReader, from source, to sink) error {
	scorer, err := score.For[*person, *score.Result](s.program, score.Workers(1))
	if err != nil {
		return err
	}
	if err := to.head(); err != nil {
		return err
	}
	grade := -1
	if s.o.counts() {
		grade = slices.IndexFunc(s.words.figures, func(d score.Declared) bool { return d.Name == "grade" })
	}
	p := pipeline{workers: s.o.workers, turns: turns, from: from, newWorker: func() func(*group) {
		w := &worker{from: from, to: to, words: s.words, grade: grade, scorer: scorer}
		return w.work
	}, deliver: func(g *group) error { return s.deliver(g, to) }}
	err = p.run()
	s.screen.clear() // before a table
	closeErr := to.close()
	if errors.Is(err, io.EOF) {
		return closeErr
	}
	return err
}

// deliver writes what has become of a group. Warnings are given here, so that
// their order and number don't depend on the number of workers.
func (s *scoring) deliver(g *group, to sink) error {
	s.warn(g)
	s.grades.add(g.grades)
	s.lines += g.people
	s.bad += g.bad
	if err := to.write(g); err != nil {
		return err
	}
	s.screen.update(s.lines, s.bad)
	return nil
}

func (s *scoring) warn(g *group) {
	for _, n := range g.notes {
		if n.lost {
			s.words.warnLost(n.name, n.line)
		} else {
			s.words.warnNear(n.name)
		}
	}
}

func (s *scoring) source(r io.Reader, format string) (source, error) {
	if format == formatJSONL {
		return newJSONSource(s.words, r)
	}
	return newCSVSource(s.words, r)
}

func (s *scoring) sink(format string, columns []string) (sink, error) {
	switch format {
	case formatNone:
		return noSink{}, nil
	case formatJSONL:
		return newJSONSink(s.c.stdout, s.words, s.program.Scheme()), nil
	}
	if s.words.has("error") {
		return nil, errors.New("the scheme has the name error, which is the column of errors; use -out jsonl")
	}
	rows := newRowMaker(s.words, columns)
	if format == formatTable {
		return &tableSink{w: s.c.stdout, rows: rows}, nil
	}
	return &csvSink{s.c.stdout, rows}, nil
}

// oneLine is an error as a cell.
func oneLine(err error) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "�")), " ")
}

// noSink is where no sheets are asked for.
type noSink struct{}

func (noSink) head() error                 { return nil }
func (noSink) add(*group, *person, *sheet) {}
func (noSink) write(*group) error          { return nil }
func (noSink) close() error                { return nil }
