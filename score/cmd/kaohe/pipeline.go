package main

import (
	"errors"
	"io"
)

// A pipeline takes groups of people from the source through the workers to the
// sink.
//
// A group ends before facts are read that may have to be waited for, so that a
// program at the other end of two pipes can wait for the answer to each line.
// From a file or a pipe that is quick it has what was read at a time. A worker
// does all for a group, from cutting lines into cells to the text of the sheets:
// scoring alone is a sixth of the work. What is left for the reader, to find where
// lines end, is a twentieth, and what is left for the writer next to nothing.
type pipeline struct {
	workers int
	turns   *turnReader
	from    source
	// newWorker makes what does a group's work; deliver gets the groups in order.
	newWorker func() func(*group)
	deliver   func(*group) error
}

// run is what all lines go through; its error is io.EOF if all went well.
func (p *pipeline) run() error {
	if p.workers == 1 {
		return p.alone()
	}
	return p.together()
}

// A turnReader tells before it waits for more facts.
type turnReader struct {
	r      io.Reader
	before func() error // nil while there is nobody to tell
}

func (t *turnReader) Read(p []byte) (int, error) {
	if t.before != nil {
		if err := t.before(); err != nil {
			return 0, err
		}
	}
	return t.r.Read(p)
}

// alone is a pipeline with one worker and no other goroutine.
func (p *pipeline) alone() error {
	work := p.newWorker()
	return p.gather(newGroup(), func(g *group) (*group, error) {
		work(g)
		err := p.deliver(g)
		g.reset()
		return g, err
	})
}

// gather puts lines into groups and hands these over for an empty one. The error
// is io.EOF if all went well.
func (p *pipeline) gather(g *group, handOver func(*group) (*group, error)) error {
	over := func() (err error) {
		if len(g.lines) > 0 {
			g, err = handOver(g)
		}
		return err
	}
	p.turns.before = over
	for {
		next, err := p.from.next()
		if err != nil {
			if overErr := over(); overErr != nil {
				return overErr
			}
			return err
		}
		if g.lines = append(g.lines, next); len(g.lines) < groupSize {
			continue
		}
		if err := over(); err != nil {
			return err
		}
	}
}

// errStopped ends the reader when nobody wants its groups any more.
var errStopped = errors.New("stopped")

// A crew is a reader and workers, each with a goroutine of its own.
type crew struct {
	jobs chan *group
	// queue has the groups in their order, finished or not, and so bounds how far
	// the reader is ahead.
	queue chan *group
	free  chan *group
	stop  chan struct{}
	err   error // why the reader ended, once queue is closed
}

// together is a pipeline with many workers. The caller's goroutine is the writer.
// If that fails, the others end as soon as the reader comes back from what it
// waits for; that can't be broken off.
func (p *pipeline) together() error {
	ahead := 2 * p.workers
	c := &crew{
		jobs: make(chan *group, ahead+2), queue: make(chan *group, ahead),
		free: make(chan *group, ahead+2), stop: make(chan struct{}),
	}
	defer close(c.stop)
	for range p.workers {
		work := p.newWorker()
		go func() {
			for g := range c.jobs {
				work(g)
				g.done <- struct{}{}
			}
		}()
	}
	go func() {
		defer close(c.queue)
		defer close(c.jobs)
		c.err = p.gather(newGroup(), c.handOver)
	}()
	for g := range c.queue {
		<-g.done
		if err := p.deliver(g); err != nil {
			return err
		}
		g.reset()
		select {
		case c.free <- g:
		default:
		}
	}
	return c.err
}

func (c *crew) handOver(g *group) (*group, error) {
	select {
	case c.queue <- g:
	case <-c.stop:
		return g, errStopped
	}
	c.jobs <- g // which has room: queue and the writer hold no more
	select {
	case g = <-c.free:
	default:
		g = newGroup()
	}
	return g, nil
}
