package score

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// A Block is the figures of many people, a column for each figure. ScoreBlock
// fills it and reuses its memory, so that a person costs no allocation. The zero
// value is ready to be filled. What columns show is theirs until the block is
// filled again.
type Block struct {
	n       int
	columns []Figures
	owner   *Program
	// registers are columns of length stride; fields of outputs index them.
	registers []int64
	stride    int
	kept      []int32 // the machine's registers, in the order of ours

	mutex sync.Mutex
	// apart are the people whom the machine did not score.
	apart map[int]apart
}

type apart struct {
	result *Result
	err    error
}

// Figures is a column of a Block: one figure of everybody.
type Figures struct {
	// Name is as formulas write it, Title for people.
	Name, Title string

	block *Block
	slot  slot
}

// Len is how many people the block holds.
func (b *Block) Len() int { return b.n }

// Err is why a person could not be scored: nil, *FactsError or *EvalError. That
// there is no such person is an error too.
func (b *Block) Err(person int) error {
	if person < 0 || person >= b.n {
		return fmt.Errorf("score: there is no person %d in a block of %d", person, b.n)
	}
	return b.apart[person].err
}

// Errs counts the people who could not be scored.
func (b *Block) Errs() int {
	n := 0
	for _, a := range b.apart {
		if a.err != nil {
			n++
		}
	}
	return n
}

// Column finds the column of a figure: one that the sheet has a field for, or
// any if the sheet is a Result. It is nil, and ok false, if there is none.
func (b *Block) Column(name string) (column *Figures, ok bool) {
	for i := range b.columns {
		if b.columns[i].Name == name {
			return &b.columns[i], true
		}
	}
	return nil, false
}

// Figure is the figure of a person. It is zero if Err tells of an error.
func (c *Figures) Figure(person int) Figure {
	if person < 0 || person >= c.block.n {
		return Figure{}
	}
	if len(c.block.apart) > 0 {
		if a, ok := c.block.apart[person]; ok {
			if a.err != nil {
				return Figure{}
			}
			f, _ := a.result.Figure(c.Name)
			return f
		}
	}
	return c.at(person)
}

func (c *Figures) at(i int) Figure {
	from := person{c.block.registers, i, c.block.stride}
	if from.is(c.slot.out.Failed) {
		return Figure{}
	}
	return from.figure(&c.slot)
}

// Number is the number of a person: 0 if there is none.
func (c *Figures) Number(i int) Number { return c.Figure(i).Number }

// Text is the figure of a person as Figure.Value writes it.
func (c *Figures) Text(i int) string { return c.Figure(i).Value() }

// Int64s is the column as integers, of which each is the figure times
// 10^places. ok is false if the column can't be that, as it holds no numbers,
// numbers of another denominator, or a person whom the machine did not score.
func (c *Figures) Int64s() (values []int64, places int, ok bool) {
	out := c.slot.out
	if len(c.block.apart) > 0 || out == nil || out.Kind != ir.Number || out.Scale < 0 || out.Den >= 0 || out.Out >= 0 || out.Failed >= 0 {
		return nil, 0, false
	}
	from := int(out.Num) * c.block.stride
	return c.block.registers[from : from+c.block.n : from+c.block.n], out.Scale, true
}

// ScoreBlock scores people into a block, on all cores. Errors are in the block,
// by person.
func (s *Scorer[In, Out]) ScoreBlock(people []In, b *Block) {
	if !s.made() {
		clear(b.apart)
		b.owner, b.columns, b.n = nil, nil, len(people)
		for i := range people {
			b.setApart(i, apart{err: errNilScorer})
		}
		return
	}
	b.prepare(s.p, s.figures(), len(people))
	chunks := (len(people) + chunkSize - 1) / chunkSize
	workers := min(s.workers, chunks)
	if workers < 2 {
		s.fill(people, b, 0, len(people))
		return
	}
	var next atomic.Int64
	work := func() {
		for {
			from := int(next.Add(1)-1) * chunkSize
			if from >= len(people) {
				return
			}
			s.fill(people, b, from, min(from+chunkSize, len(people)))
		}
	}
	var wait sync.WaitGroup
	for range workers - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
}

// chunkSize is how many people a worker takes at a time: some ten microseconds'
// work, against which taking it costs nothing, and few enough that two workers
// finish ten thousand people together.
const chunkSize = 4 * machine.BlockSize

// figures are those that the sheet names.
func (s *Scorer[In, Out]) figures() []sheetField {
	if s.out != nil {
		return s.out.fields
	}
	return s.p.allFields()
}

// allFields are the figures of a result as fields.
func (p *Program) allFields() []sheetField {
	var fields []sheetField
	for _, f := range p.ir.Figures() {
		if kind := p.ir.Nodes[f.Node].Kind; kind == ir.List || kind == ir.Record {
			continue
		}
		s := sheetField{slot: slot{Figure: Figure{Name: f.Name, Title: f.Title}}}
		if p.engine != nil {
			s.slot = p.newSlot(p.engine.Machine, f)
		}
		fields = append(fields, s)
	}
	return fields
}

// prepare makes room for n people.
func (b *Block) prepare(p *Program, fields []sheetField, n int) {
	clear(b.apart)
	if !b.fits(p, fields) {
		b.owner, b.columns, b.kept = p, make([]Figures, len(fields)), nil
		for i := range fields {
			s := fields[i].slot
			s.Name = fields[i].figureName()
			if s.out != nil {
				s.out = b.moved(s.out)
			}
			b.columns[i] = Figures{Name: s.Name, Title: s.Title, block: b, slot: s}
		}
		b.registers, b.stride = nil, 0
	}
	if b.n = n; n > b.stride {
		b.stride = n
		b.registers = make([]int64, len(b.kept)*n)
	}
}

// fits tells whether the block's columns are these figures already.
func (b *Block) fits(p *Program, fields []sheetField) bool {
	return b.owner == p && slices.EqualFunc(b.columns, fields, func(c Figures, f sheetField) bool { return c.Name == f.figureName() })
}

func (s *sheetField) figureName() string {
	if s.field.name != "" {
		return s.field.name
	}
	return s.Name
}

// moved is an output with our numbers for its registers.
func (b *Block) moved(out *machine.Output) *machine.Output {
	keep := func(r int32) int32 {
		if r < 0 {
			return r
		}
		if i := slices.Index(b.kept, r); i >= 0 {
			return int32(i)
		}
		b.kept = append(b.kept, r)
		return int32(len(b.kept) - 1)
	}
	o := *out
	o.Num, o.Den, o.Failed, o.State, o.Out = keep(o.Num), keep(o.Den), keep(o.Failed), keep(o.State), keep(o.Out)
	o.Unless = nil
	for _, r := range out.Unless {
		o.Unless = append(o.Unless, keep(r))
	}
	return &o
}

// fill scores the people in [from, to).
func (s *Scorer[In, Out]) fill(people []In, b *Block, from, to int) {
	e := s.p.engine
	if e == nil {
		for i := from; i < to; i++ {
			b.setApart(i, s.apart(people[i]))
		}
		return
	}
	block := e.blocks.Get().(*machine.Block)
	defer e.blocks.Put(block)
	for ; from < to; from += machine.BlockSize {
		n := min(machine.BlockSize, to-from)
		s.runBlock(*block, people[from:from+n])
		for k, r := range b.kept {
			copy(b.registers[k*b.stride+from:][:n], block.Column(r))
		}
		for i, bad := range block.Column(0)[:n] {
			if bad != 0 {
				b.setApart(from+i, s.apart(people[from+i]))
			}
		}
	}
}

// runBlock scores up to BlockSize people in the machine. Those of whom Good
// is false are not scored.
func (s *Scorer[In, Out]) runBlock(block machine.Block, people []In) {
	block.Clear()
	if s.in != nil {
		if s.in.rare {
			for i := range people {
				block.GiveUp(i)
			}
			return
		}
		s.in.loadBlock(block, unsafe.Pointer(unsafe.SliceData(people)), unsafe.Sizeof(people[0]), len(people))
	} else {
		for i := range people {
			if !s.p.engine.loadFacts(person{block, i, machine.BlockSize}, s.facts(people[i])) {
				block.GiveUp(i)
			}
		}
	}
	s.p.engine.RunBlock(block, len(people))
}

// apart scores a person whom the machine did not score.
func (s *Scorer[In, Out]) apart(in In) apart {
	r, err := s.reference(in)
	return apart{r, err}
}

func (b *Block) setApart(i int, a apart) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.apart == nil {
		b.apart = map[int]apart{}
	}
	b.apart[i] = a
}
