package score

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// A worker has what the evaluation of one person after the other needs.
type worker struct {
	facts, givens []ir.Value
	trace         []refeval.Value
	// frame and texts are for the machine: its registers, and the facts that are
	// texts by input.
	frame machine.Frame
	texts []*string
}

func (c *Cohort) newWorker() *worker {
	return &worker{
		facts: make([]ir.Value, len(c.p.ir.Inputs)), givens: make([]ir.Value, len(c.p.ir.Givens)), trace: make([]refeval.Value, len(c.p.ir.Nodes)),
		texts: make([]*string, len(c.p.ir.Inputs)),
	}
}

// each calls do for the numbers below n, on all cores, in no order: what do
// writes must be of that number alone. With one worker there are no goroutines.
func (c *Cohort) each(ctx context.Context, n int, do func(w *worker, i int)) error {
	var next atomic.Int64
	run := func() {
		w := c.newWorker()
		for ctx.Err() == nil {
			from := int(next.Add(batch)) - batch
			if from >= n {
				return
			}
			for i := from; i < min(from+batch, n); i++ {
				do(w, i)
			}
		}
	}
	if workers := min(c.workers, (n+batch-1)/batch); workers > 1 {
		var group sync.WaitGroup
		for range workers {
			group.Go(run)
		}
		group.Wait()
	} else {
		run()
	}
	return ctx.Err()
}

// spread is each for things that are large themselves: groups.
func (c *Cohort) spread(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	run := func() {
		for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
			do(i)
		}
	}
	if workers := min(c.workers, n); workers > 1 {
		var group sync.WaitGroup
		for range workers {
			group.Go(run)
		}
		group.Wait()
	} else {
		run()
	}
	return ctx.Err()
}
