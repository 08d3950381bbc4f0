package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// A team is people who are scored together. All lines are read before anybody
// is scored; they are kept as text and read a second time for the sheets, which
// takes less memory than what they were read into. A pipeline reads them the
// first time, so the facts are read on all cores.
type team struct {
	s      *scoring
	from   source
	to     sink
	cohort *score.Cohort
	lines  []textLine
	// unfit counts the lines that nobody can be made of, and that refuse the team.
	unfit int
	// leaveOut says that the scheme leaves out who fails.
	leaveOut bool
}

func leavesOut(p *score.Program) bool { return p.Scheme().Distribution.Failed == "leave_out" }

// run reads, scores and writes a team. Nothing is written before everybody has
// been scored, and the statement before the sheets: where it can't be written
// nobody learns of figures that nobody can check.
func (t *team) run(turns *turnReader) error {
	t.cohort = t.s.program.NewCohort(score.Workers(t.s.o.workers))
	p := pipeline{workers: t.s.o.workers, turns: turns, from: t.from, newWorker: t.newReader, deliver: t.take}
	if err := p.run(); !errors.Is(err, io.EOF) {
		return err
	}
	result, err := t.cohort.Close(context.Background())
	refused, isRefused := errors.AsType[*score.CohortError](err)
	switch {
	case isRefused || t.unfit > 0 && err == nil:
		return t.refusal(refused)
	case err != nil:
		return err
	}
	if file := t.s.o.statement; file != "" {
		if err := writeStatement(file, &result.Statement); err != nil {
			return err
		}
	}
	t.s.screen.clear()
	return t.write(result)
}

// newReader makes a worker that reads the people of groups.
func (t *team) newReader() func(*group) {
	p := &person{}
	return func(g *group) {
		g.part = t.s.program.NewCohort()
		for _, line := range g.lines {
			p.begin(line.number)
			t.from.read(line, p)
			for _, name := range p.strange {
				g.note(name, false, p.line)
			}
			if t.isUnfit(p) {
				g.bad++
			}
			if p.isSomebody() {
				_ = g.part.Add(score.Person{ID: p.id.text, Facts: p.factsOrNone()}) // for a group there is room
			}
		}
	}
}

// isSomebody tells whether a line has an id, so that it is one of the cohort.
func (p *person) isSomebody() bool { return p.id.known && p.id.fault == "" }

// noFacts are no scheme's. Somebody whose line has a fault is one of the cohort
// all the same, so that the id counts and the statement says who is left out.
var noFacts = score.Facts{"": nil}

func (p *person) factsOrNone() score.Facts {
	if p.err != nil {
		return noFacts
	}
	return p.facts
}

// isUnfit tells whether a line refuses the team of which the cohort knows nothing:
// its id is none, or it can't be read and nobody may be left out.
func (t *team) isUnfit(p *person) bool {
	return p.id.fault != "" || !p.id.known && !t.leaveOut
}

// take adds a group that has been read.
func (t *team) take(g *group) error {
	t.s.warn(g)
	t.unfit += g.bad
	for _, line := range g.lines {
		if line.err != nil {
			line.text = strings.Clone(line.text) // a part of a very long line
		}
		t.lines = append(t.lines, line)
	}
	if err := t.cohort.Merge(g.part); err != nil {
		return err
	}
	t.s.screen.read(len(t.lines))
	return nil
}

// write writes the sheets, in the order of the lines.
func (t *team) write(result *score.CohortResult) error {
	if err := t.to.head(); err != nil {
		return err
	}
	next, stop := iter.Pull(result.People())
	defer stop()
	p, g, sh := &person{}, newGroup(), &sheet{}
	for i, line := range t.lines {
		p.begin(line.number)
		t.from.read(line, p)
		if p.isSomebody() {
			scored, _ := next()
			t.judge(p, sh, &scored)
		}
		t.to.add(g, p, sh)
		switch {
		case p.err != nil:
			g.bad++
		case t.s.o.counts():
			g.count(t.groupOf(sh.together), sh.together.Grade.Name)
		}
		if g.people++; g.people == groupSize || i == len(t.lines)-1 {
			if err := t.s.deliver(g, t.to); err != nil {
				return err
			}
			g.reset()
		}
	}
	t.s.screen.clear() // before a table
	return t.to.close()
}

// judge gives a person what came of scoring. What was wrong with the line itself
// is told before what the cohort makes of that.
func (t *team) judge(p *person, sh *sheet, scored *score.PersonResult) {
	switch {
	case p.err != nil:
	case scored.Err != nil:
		p.err = scored.Err
	default:
		sh.take(scored.Result)
	}
}

// groupOf is the group that somebody was graded in, "" if all are in one.
func (t *team) groupOf(r *score.Result) string {
	if t.s.program.Scheme().Distribution.Within == "" || r.Standing == nil {
		return ""
	}
	return r.Standing.Group
}

// writeStatement writes what was decided for others to work out again, which is
// the JSON of Statement with line ends for people.
func writeStatement(file string, s *score.Statement) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	return writeWhole(file, text.String())
}
