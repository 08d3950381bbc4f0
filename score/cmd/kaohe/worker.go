package main

import "github.com/kaohe-go/kaohe/score"

// A group is lines that are scored together, and what has become of them.
type group struct {
	lines []textLine
	done  chan struct{}

	out         []byte     // of CSV and JSON lines
	rows        [][]string // of a table
	people, bad int
	notes       []note
	noted       map[noteKey]bool
	grades      tally         // nil if they are not counted
	part        *score.Cohort // of a cohort that is being read
}

// groupSize bounds the lines of a group. Usually it has those that were read at
// a time, some thousand.
const groupSize = 4096

func newGroup() *group {
	return &group{done: make(chan struct{}, 1), noted: map[noteKey]bool{}}
}

// maxOutput bounds the memory for output that is used again. Usually a group has
// a hundred kilobytes.
const maxOutput = 1 << 20

// reset makes ready for other lines, and lets go of the texts of these.
func (g *group) reset() {
	if cap(g.out) > maxOutput || len(g.notes) > maxKept {
		*g = *newGroup()
		return
	}
	clear(g.lines)
	clear(g.notes)
	clear(g.noted)
	clear(g.grades)
	g.lines, g.notes = g.lines[:0], g.notes[:0]
	g.out, g.rows, g.people, g.bad, g.part = g.out[:0], nil, 0, 0, nil
}

// A note is a name that there may be a warning about: one that looks like an
// input's, or if lost one that has no column.
type note struct {
	noteKey
	line int
}

type noteKey struct {
	name string
	lost bool
}

// note adds a note, the first of its name.
func (g *group) note(name string, lost bool, line int) {
	key := noteKey{name, lost}
	if !g.noted[key] {
		g.noted[key] = true
		g.notes = append(g.notes, note{key, line})
	}
}

// A worker reads, scores and writes the people of groups, all on one goroutine.
type worker struct {
	from    source
	to      sink
	words   *vocabulary
	grade   int // the figure to be counted, -1 if none is
	scorer  *scorer
	block   score.Block
	columns []*score.Figures // as words.figures
	people  [batchSize]person
	good    []*person
}

// batchSize is how many people are scored at a time: 64 to 512 are equally fast,
// and the facts of that many stay in the processor's cache.
const batchSize = 128

type scorer = score.Scorer[*person, *score.Result]

// work scores a group.
func (w *worker) work(g *group) {
	for from := 0; from < len(g.lines); from += batchSize {
		w.batch(g, g.lines[from:min(from+batchSize, len(g.lines))])
	}
}

func (w *worker) batch(g *group, lines []textLine) {
	w.good = w.good[:0]
	for i, line := range lines {
		p := &w.people[i]
		p.begin(line.number)
		w.from.read(line, p)
		if p.err == nil {
			w.good = append(w.good, p)
		}
	}
	w.scorer.ScoreBlock(w.good, &w.block)
	w.findColumns()
	s := sheet{w: w}
	for i := range lines {
		p := &w.people[i]
		scored := p.err == nil
		if scored {
			p.err = w.block.Err(s.at)
		}
		for _, name := range p.strange {
			g.note(name, false, p.line)
		}
		w.to.add(g, p, &s)
		if p.err == nil && w.grade >= 0 {
			g.count("", s.figure(w.grade).Text)
		}
		if scored {
			s.at++
		}
		if g.people++; p.err != nil {
			g.bad++
		}
	}
}

// findColumns finds the columns of the figures, which the block has from the
// first time on.
func (w *worker) findColumns() {
	if w.columns != nil {
		return
	}
	w.columns = make([]*score.Figures, len(w.words.figures))
	for i, d := range w.words.figures {
		w.columns[i], _ = w.block.Column(d.Name) // each figure has one
	}
}
