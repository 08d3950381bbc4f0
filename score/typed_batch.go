package score

import (
	"context"
	"iter"
	"sync"
	"unsafe"

	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// A Scored is a person's facts and sheet, or the error instead of a sheet.
type Scored[In, Out any] struct {
	In  In
	Out Out
	Err error
}

// ScoreAll scores people on all cores and yields them in their order, a bounded
// number ahead. People are drawn from the iterator on the caller's goroutine,
// and results come up to some thousand people behind: where each answer is waited
// for, use Workers(1), which scores one person at a time. One who can't be scored
// has an error in place and stops nobody. When ctx is done the iteration ends;
// the caller looks at ctx.Err() then. Whoever breaks off leaves no goroutine
// behind.
func (s *Scorer[In, Out]) ScoreAll(ctx context.Context, people iter.Seq[In]) iter.Seq[Scored[In, Out]] {
	return s.ScoreStream(ctx, func(yield func(In, error) bool) {
		for in := range people {
			if !yield(in, nil) {
				return
			}
		}
	})
}

// ScoreStream is ScoreAll for people of whom some could not be read: the error
// that comes with one is passed on in place, with In as it came and a zero Out.
func (s *Scorer[In, Out]) ScoreStream(ctx context.Context, people iter.Seq2[In, error]) iter.Seq[Scored[In, Out]] {
	return func(yield func(Scored[In, Out]) bool) {
		if !s.made() || s.workers == 1 {
			s.oneByOne(ctx, people, yield)
			return
		}
		l := line[In, Out]{s: s, ctx: ctx, yield: yield}
		defer l.stop()
		l.run(people)
	}
}

func (s *Scorer[In, Out]) oneByOne(ctx context.Context, people iter.Seq2[In, error], yield func(Scored[In, Out]) bool) {
	for in, err := range people {
		if ctx.Err() != nil {
			return
		}
		r := Scored[In, Out]{In: in, Err: err}
		if err == nil {
			r.Out, r.Err = s.Score(in)
		}
		if !yield(r) {
			return
		}
	}
}

// A chunk is the people whom a worker scores at a time.
type chunk[In, Out any] struct {
	in   []In
	out  []Out
	errs []error
	done chan struct{}
}

const (
	// With twice as many, facts and sheets no longer fit into the cache.
	chunkPeople = machine.BlockSize
	// chunksAhead is how many chunks a worker may be ahead of the reader.
	chunksAhead = 2
)

// A line is one run of ScoreStream: Chunks go to the workers and come back in
// order. The source, the reader and all but the workers are on one goroutine.
type line[In, Out any] struct {
	s     *Scorer[In, Out]
	ctx   context.Context
	yield func(Scored[In, Out]) bool

	jobs    chan *chunk[In, Out]
	workers sync.WaitGroup
	waiting []*chunk[In, Out] // in order, the oldest first
	free    []*chunk[In, Out]
}

func (l *line[In, Out]) run(people iter.Seq2[In, error]) {
	b := l.next()
	for in, err := range people {
		if l.ctx.Err() != nil {
			return
		}
		b.in, b.errs = append(b.in, in), append(b.errs, err)
		if len(b.in) < chunkPeople {
			continue
		}
		l.start(b)
		if len(l.waiting) >= chunksAhead*l.s.workers && !l.deliver() {
			return
		}
		b = l.next()
	}
	if l.jobs == nil { // too few people for a second goroutine
		l.s.score(b)
		l.emit(b)
		return
	}
	l.start(b)
	for len(l.waiting) > 0 {
		if !l.deliver() {
			return
		}
	}
}

// next is an empty chunk.
func (l *line[In, Out]) next() *chunk[In, Out] {
	if n := len(l.free); n > 0 {
		b := l.free[n-1]
		l.free = l.free[:n-1]
		b.in, b.errs = b.in[:0], b.errs[:0]
		return b
	}
	return &chunk[In, Out]{
		in: make([]In, 0, chunkPeople), errs: make([]error, 0, chunkPeople), out: make([]Out, chunkPeople), done: make(chan struct{}, 1),
	}
}

// start gives a chunk to the workers, which are started with the first one.
func (l *line[In, Out]) start(b *chunk[In, Out]) {
	if l.jobs == nil {
		l.jobs = make(chan *chunk[In, Out], chunksAhead*l.s.workers)
		for range l.s.workers {
			l.workers.Go(func() {
				for b := range l.jobs {
					if l.ctx.Err() == nil {
						l.s.score(b)
					}
					b.done <- struct{}{}
				}
			})
		}
	}
	l.waiting = append(l.waiting, b)
	l.jobs <- b
}

// deliver waits for the oldest chunk and hands it out.
func (l *line[In, Out]) deliver() bool {
	b := l.waiting[0]
	l.waiting = append(l.waiting[:0], l.waiting[1:]...)
	<-b.done
	if l.ctx.Err() != nil || !l.emit(b) {
		return false
	}
	l.free = append(l.free, b)
	return true
}

func (l *line[In, Out]) emit(b *chunk[In, Out]) bool {
	for i := range b.in {
		if l.ctx.Err() != nil || !l.yield(Scored[In, Out]{b.in[i], b.out[i], b.errs[i]}) {
			return false
		}
	}
	return true
}

// stop waits until no worker is left.
func (l *line[In, Out]) stop() {
	if l.jobs != nil {
		close(l.jobs)
		l.workers.Wait()
	}
}

// score scores a chunk, a block at a time.
func (s *Scorer[In, Out]) score(b *chunk[In, Out]) {
	clear(b.out) // sheets are written over zeros
	e := s.p.engine
	if e == nil {
		for i := range b.in {
			s.scoreSlowly(b, i)
		}
		return
	}
	block := e.blocks.Get().(*machine.Block)
	defer e.blocks.Put(block)
	for from := 0; from < len(b.in); from += machine.BlockSize {
		people := b.in[from:min(from+machine.BlockSize, len(b.in))]
		s.runBlock(*block, people)
		for i := range people {
			s.read(*block, i, b, from+i)
		}
	}
}

// read makes the sheet of person i of a block, who is person k of the chunk.
func (s *Scorer[In, Out]) read(block machine.Block, i int, b *chunk[In, Out], k int) {
	at := person{block, i, machine.BlockSize}
	switch {
	case b.errs[k] != nil:
	case !block.Good(i):
		s.scoreSlowly(b, k)
	case s.out == nil:
		s.result(s.p.sheet(at), &b.out[k])
	default:
		if b.errs[k] = s.out.write(at, unsafe.Pointer(&b.out[k])); b.errs[k] != nil {
			var zero Out
			b.out[k] = zero
		}
	}
}

func (s *Scorer[In, Out]) scoreSlowly(b *chunk[In, Out], k int) {
	if b.errs[k] == nil {
		b.out[k], b.errs[k] = s.slow(b.in[k])
	}
}
