package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// A person is one line of the facts.
type person struct {
	line  int
	facts score.Facts
	// cells are the facts as they were given, by column; lost are the names
	// that have no column. CSV and tables show them.
	cells []string
	lost  []string
	// passed are the facts that are no inputs. JSON lines show them.
	passed []passedFact
	// err says that the line can't be scored as it stands.
	err error
}

// A passedFact is a fact that the scheme does not know; its value is a text or
// a json.RawMessage.
type passedFact struct {
	name  string
	value any
}

// A source yields people; io.EOF ends it, another error stops the run.
type source interface {
	columns() []string
	next() (person, error)
}

// A sink writes score sheets. flush lets out what it has, if it need not wait
// for more; close is the end.
type sink interface {
	write(p person, r *score.Result) error
	flush() error
	close() error
}

// scoring is a run of kaohe score.
type scoring struct {
	c       *command
	program *score.Program
	words   *vocabulary
	lines   int
	bad     int
}

func (s *scoring) file(name, in, out string) int {
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
	if err := s.run(r, in, out); err != nil {
		s.report(shownName(name), err)
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
func (s *scoring) report(name string, err error) {
	if _, ok := errors.AsType[outputError](err); ok {
		return
	}
	if _, named := errors.AsType[*fs.PathError](err); !named {
		err = fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(s.c.stderr, "kaohe: %v\n", err)
}

// run scores line after line.
func (s *scoring) run(r io.Reader, in, out string) error {
	turns := &turnReader{r: r}
	from, err := s.source(turns, in)
	if err != nil {
		return err
	}
	to, err := s.sink(out, from.columns())
	if err != nil {
		return err
	}
	turns.flush = to.flush
	for {
		p, err := from.next()
		if err == nil {
			err = s.one(p, to)
		}
		if err == nil {
			continue
		}
		closeErr := to.close()
		if errors.Is(err, io.EOF) {
			return closeErr
		}
		return err
	}
}

// one scores a person. One that can't be scored gets an error in its place.
func (s *scoring) one(p person, to sink) error {
	s.lines++
	var result *score.Result
	if p.err == nil {
		result, p.err = s.program.Score(p.facts)
	}
	if p.err != nil {
		s.bad++
	}
	return to.write(p, result)
}

// A turnReader lets all answers out before it waits for more facts, so that a
// program at the other end of two pipes can wait for the answer to each line.
type turnReader struct {
	r     io.Reader
	flush func() error // nil while there are no answers yet
}

func (t *turnReader) Read(p []byte) (int, error) {
	if t.flush != nil {
		if err := t.flush(); err != nil {
			return 0, err
		}
	}
	return t.r.Read(p)
}

func (s *scoring) source(r io.Reader, format string) (source, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if start, _ := b.Peek(3); string(start) == "\uFEFF" {
		b.Discard(3)
	}
	if format == formatJSONL {
		return newJSONSource(s.words, b)
	}
	return newCSVSource(s.words, b)
}

func (s *scoring) sink(format string, columns []string) (sink, error) {
	w := bufio.NewWriterSize(s.c.stdout, 64<<10)
	if format == formatJSONL {
		return newJSONSink(w), nil
	}
	if s.words.has("error") {
		return nil, errors.New("the scheme has the name error, which is the column of errors; use -out jsonl")
	}
	rows := newRowMaker(s.words, columns)
	if format == formatTable {
		return &tableSink{w: w, rows: rows}, nil
	}
	return newCSVSink(w, rows), nil
}

// oneLine is an error as a cell.
func oneLine(err error) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "�")), " ")
}
