package score_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

func collected[T any](seq iter.Seq[T]) []T {
	var out []T
	for v := range seq {
		out = append(out, v)
	}
	return out
}

func repeated[T any](v T, n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		for range n {
			if !yield(v) {
				return
			}
		}
	}
}

// batches are a scheme with people of whom the machine scores most, the
// reference evaluator some, and some fail.
const batches = `scheme batches
input x integer in [-1000000000000, 1000000000000]
input y integer in [0, 9]
value q = x / (y + 1)
indicator a = y == 7 ? fail("seven") : x * 3
indicator b = q  round 2
total = a + q
`

type (
	batchFacts struct {
		X int64 `score:"x"`
		Y int   `score:"y"`
	}
	batchSheet struct {
		A score.Number `score:"a"`
		B int64        `score:"b,scale=2"`
	}
)

// batchPeople are n people.
func batchPeople(n int) []batchFacts {
	people := make([]batchFacts, n)
	for i := range people {
		people[i] = batchFacts{int64(i) * 1_000_003 * int64(1-i%2*2), i % 10}
		if i%131 == 5 {
			people[i].X = 1 << 60 // not admitted
		}
	}
	return people
}

var batchSizes = []int{0, 1, 2, 127, 128, 129, 511, 512, 513, 1024, 5000}

func batchScorer(t testing.TB, workers int, more string) *score.Scorer[batchFacts, batchSheet] {
	t.Helper()
	s, err := score.For[batchFacts, batchSheet](probeScheme(t, batches+more), score.Workers(workers))
	require.NoError(t, err)
	return s
}

func saidOf(r score.Scored[batchFacts, batchSheet]) string {
	return fmt.Sprint(r.In, r.Out.A.Text(), r.Out.B, r.Err)
}

// Results come in order and are the same however many work on them.
func TestScoreAll(t *testing.T) {
	for _, more := range []string{"", "input others list number optional\n"} {
		one := batchScorer(t, 1, more)
		for _, n := range batchSizes {
			people := batchPeople(n)
			if more != "" && n > 1024 {
				continue
			}
			var want []string
			for _, in := range people {
				out, err := one.Score(in)
				want = append(want, saidOf(score.Scored[batchFacts, batchSheet]{In: in, Out: out, Err: err}))
			}
			for _, workers := range []int{1, 2, 3, 8, 0, -5} {
				var got []string
				for r := range batchScorer(t, workers, more).ScoreAll(t.Context(), slices.Values(people)) {
					got = append(got, saidOf(r))
				}
				require.Equal(t, want, got, "%d people, %d workers", n, workers)
			}
		}
	}
}

// What could not be read is passed on in its place.
func TestScoreStreamPassesErrorsOn(t *testing.T) {
	broken := errors.New("line 7 is broken")
	for _, workers := range []int{1, 2, 8} {
		s := batchScorer(t, workers, "")
		for _, n := range batchSizes {
			people := batchPeople(n)
			at := 0
			for r := range s.ScoreStream(t.Context(), func(yield func(batchFacts, error) bool) {
				for i, in := range people {
					var err error
					if i%3 == 1 {
						err = fmt.Errorf("%d: %w", i, broken)
					}
					if !yield(in, err) {
						return
					}
				}
			}) {
				require.Equal(t, people[at], r.In)
				out, err := s.Score(people[at])
				if at%3 == 1 {
					require.ErrorIs(t, r.Err, broken)
					require.Equal(t, fmt.Sprint(at)+": line 7 is broken", r.Err.Error())
					require.Equal(t, "0", r.Out.A.Text())
					require.Zero(t, r.Out.B)
				} else {
					require.Equal(t, fmt.Sprint(out.A.Text(), out.B, err), fmt.Sprint(r.Out.A.Text(), r.Out.B, r.Err))
				}
				at++
			}
			require.Equal(t, n, at)
		}
	}
}

// settled waits until no more goroutines run than before.
func settled(t *testing.T, before int) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	require.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// Whoever breaks off leaves nothing running, and has drawn only so many people.
func TestScoreAllBreaks(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		s := batchScorer(t, workers, "")
		for _, k := range []int{0, 1, 511, 512, 513, 3000} {
			before := runtime.NumGoroutine()
			drawn, got := 0, 0
			for range s.ScoreAll(t.Context(), func(yield func(batchFacts) bool) {
				for i := 0; ; i++ { // without end
					drawn++
					if !yield(batchFacts{int64(i), i % 7}) {
						return
					}
				}
			}) {
				if got++; got > k {
					break
				}
			}
			require.Equal(t, k+1, got)
			if workers == 1 {
				require.Equal(t, k+1, drawn, "one worker draws nobody ahead")
			}
			require.LessOrEqual(t, drawn, k+512*(2*workers+3), "%d workers", workers)
			settled(t, before)
		}
	}
}

// A panic in the loop or in the source reaches the caller, and stops the workers.
func TestScoreAllPanics(t *testing.T) {
	for _, workers := range []int{1, 3} {
		s := batchScorer(t, workers, "")
		before := runtime.NumGoroutine()
		require.PanicsWithValue(t, "in the loop", func() {
			at := 0
			for range s.ScoreAll(t.Context(), slices.Values(batchPeople(5000))) {
				if at++; at == 700 {
					panic("in the loop")
				}
			}
		})
		settled(t, before)
		require.PanicsWithValue(t, "in the source", func() {
			for range s.ScoreAll(t.Context(), func(yield func(batchFacts) bool) {
				for i := range 5000 {
					if i == 4000 {
						panic("in the source")
					}
					if !yield(batchFacts{int64(i), 1}) {
						return
					}
				}
			}) {
			}
		})
		settled(t, before)
	}
}

// When the context is done nobody else is handed out.
func TestScoreAllCancelled(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		s := batchScorer(t, workers, "")
		before := runtime.NumGoroutine()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		require.Empty(t, collected(s.ScoreAll(ctx, slices.Values(batchPeople(3000)))))
		require.ErrorIs(t, ctx.Err(), context.Canceled)
		for _, n := range []int{10, 600, 5000} {
			ctx, cancel := context.WithCancel(t.Context())
			got := 0
			for range s.ScoreAll(ctx, slices.Values(batchPeople(n))) {
				if got++; got == 7 {
					cancel()
				}
			}
			require.Equal(t, 7, got, "%d workers", workers)
			cancel()
		}
		settled(t, before)
	}
}

// A sequence can be run again, and by several at a time.
func TestScoreAllAgain(t *testing.T) {
	s := batchScorer(t, 2, "")
	seq := s.ScoreAll(t.Context(), slices.Values(batchPeople(2000)))
	var want []string
	for r := range seq {
		want = append(want, saidOf(r))
	}
	var wait sync.WaitGroup
	got := make([][]string, 4)
	for i := range got {
		wait.Go(func() {
			for r := range seq {
				got[i] = append(got[i], saidOf(r))
			}
			for k, in := range batchPeople(300) {
				out, err := s.Score(in)
				if text := saidOf(score.Scored[batchFacts, batchSheet]{In: in, Out: out, Err: err}); text != want[k] {
					got[i] = append(got[i], text)
				}
			}
			var b score.Block
			s.ScoreBlock(batchPeople(1000), &b)
			if column, _ := b.Column("a"); column.Text(3) != "-9000027" {
				got[i] = append(got[i], column.Text(3))
			}
		})
	}
	wait.Wait()
	for i := range got {
		require.Equal(t, want, got[i])
	}
}
