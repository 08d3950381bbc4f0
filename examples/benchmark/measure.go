package main

import (
	"fmt"
	"runtime"
	"slices"
	"time"
)

// settings say how much is measured.
type settings struct {
	people, rounds int
	slice          time.Duration // of each contender in each round
}

// timedPeople bounds how many people are timed over: the same on every run, so
// that a longer check of correctness doesn't change what fits into the caches.
// How cost grows with the number of people is for the module's benchmarks.
const timedPeople = 10_000

// A standing is what was measured of a contender.
type standing struct {
	name string
	// nanoseconds per person, one for each round, in ascending order.
	ns []float64
	// bytes and allocs are those of one person, over all rounds.
	bytes, allocs float64
	wrong         int
}

func (s *standing) median() float64 {
	middle := len(s.ns) / 2
	if len(s.ns)%2 == 1 {
		return s.ns[middle]
	}
	return (s.ns[middle-1] + s.ns[middle]) / 2
}

func (s *standing) best() float64 { return s.ns[0] }

// measure counts everybody's mistakes and then times the contenders in rounds.
// Each round runs all of them, so that another program on the machine, or a
// processor that slows down as it warms, hits all alike. The count has warmed
// them up.
func measure(all []contender, s settings) ([]standing, error) {
	standings := make([]standing, len(all))
	for i, c := range all {
		standings[i].name = c.name
	}
	if err := countWrong(all, standings, s.people); err != nil {
		return nil, err
	}
	people := newCrowd().draw(min(s.people, timedPeople))
	for range s.rounds {
		for i, c := range all {
			if err := timeOne(c, &standings[i], people, s.slice); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	for i := range standings {
		slices.Sort(standings[i].ns)
		standings[i].bytes /= float64(s.rounds)
		standings[i].allocs /= float64(s.rounds)
	}
	return standings, nil
}

// countWrong holds everybody's figures for all people against the oracle's, in
// blocks, so that a million people need no memory to speak of.
func countWrong(all []contender, standings []standing, people int) error {
	crowd := newCrowd()
	for people > 0 {
		block := crowd.draw(min(people, timedPeople))
		people -= len(block)
		want := make([]Outcome, len(block))
		for i, p := range block {
			want[i] = oracle(p)
		}
		for i, c := range all {
			wrong, err := wrongOf(c, block, want)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			standings[i].wrong += wrong
		}
	}
	return nil
}

func wrongOf(c contender, people []Person, want []Outcome) (int, error) {
	job := c.prepare(people)
	if err := job.score(); err != nil {
		return 0, err
	}
	wrong := 0
	for i := range people {
		got, err := job.outcome(i)
		if err != nil {
			return 0, err
		}
		if got != want[i] {
			wrong++
		}
	}
	return wrong, nil
}

// timeOne scores all the people until the slice of time is over, at least once.
// Facts are laid out anew and rubbish is collected before the clock starts: each
// contender meets a heap with nothing in it but what it brings itself. What
// its garbage costs while the clock runs is its own cost.
func timeOne(c contender, s *standing, people []Person, slice time.Duration) error {
	job := c.prepare(people)
	if err := job.score(); err != nil { // room for the figures is made here
		return err
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	scored := 0
	start := time.Now()
	var spent time.Duration
	for scored == 0 || spent < slice {
		if err := job.score(); err != nil {
			return err
		}
		scored += len(people)
		spent = time.Since(start)
	}
	runtime.ReadMemStats(&after)
	s.ns = append(s.ns, float64(spent.Nanoseconds())/float64(scored))
	s.bytes += float64(after.TotalAlloc-before.TotalAlloc) / float64(scored)
	s.allocs += float64(after.Mallocs-before.Mallocs) / float64(scored)
	return nil
}
