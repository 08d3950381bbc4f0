package grade

import (
	"iter"
	"math/big"
	"slices"
)

// Set is a union of intervals: the alternatives of one row of a table. They may overlap. The zero value is
// empty.
type Set []Interval

// Piece is a part of a domain whose values all have the same takers.
type Piece struct {
	In      Interval
	Takers  []int    // who takes its values: indexes of sets, ascending; read-only, valid until the next piece
	Witness *big.Rat // a value of the domain in it, as Domain.Witness picks it; the receiver's own
}

// Cut cuts the domain at every end of the sets and yields the pieces from low to high, each with the sets
// that take it. Every value of the domain lies in exactly one piece, and neighbouring pieces differ in
// their takers, so a piece that nothing takes is a whole hole. In of a piece lies in the domain's
// interval; where the domain has a step, numbers off the grid may lie in any piece or in none.
//
// The time is O(n log n) for n intervals, plus the takers yielded. The sets must not be changed
// while the sequence is read; it can be read several times.
func Cut(d Domain, sets []Set) iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		s := sweep{depth: make([]int, len(sets)), taking: make([]bool, len(sets))}
		turns := turnsOf(d, sets)
		var lo, hi edge // of the piece being grown, none as long as grown is false
		grown := false
		emit := func() bool {
			in := between(lo, hi)
			w, _ := d.Witness(in)
			return yield(Piece{In: in, Takers: s.takers, Witness: w})
		}
		end := d.in.hi.asUpper()
		for pos, i := d.in.lo.asLower(), 0; ; {
			for i < len(turns) && turns[i].at.cmp(pos) == 0 {
				s.turn(turns[i])
				i++
			}
			next := end
			if i < len(turns) {
				next = turns[i].at
			}
			// What turns where the domain has no value leaves no piece; it comes into effect with the next value.
			if d.hasValue(pos, next) {
				changed := s.changes()
				if grown && changed && !emit() {
					return
				}
				if !grown || changed {
					s.apply()
					lo, grown = pos, true
				}
				hi = next
			}
			if i == len(turns) {
				break
			}
			pos = next
		}
		emit()
	}
}

// A turn is the place where an interval of a set begins or ends.
type turn struct {
	at    edge
	set   int
	delta int // +1 begins, -1 ends
}

// turnsOf returns, in order, the turns from the lower end of the domain to before its upper end.
func turnsOf(d Domain, sets []Set) []turn {
	var turns []turn
	end := d.in.hi.asUpper()
	for i, set := range sets {
		for _, in := range set {
			in, ok := d.in.Intersect(in)
			if !ok {
				continue
			}
			turns = append(turns, turn{in.lo.asLower(), i, +1})
			if hi := in.hi.asUpper(); hi.cmp(end) < 0 {
				turns = append(turns, turn{hi, i, -1})
			}
		}
	}
	slices.SortFunc(turns, func(a, b turn) int { return a.at.cmp(b.at) })
	return turns
}

// A sweep keeps who takes the current place. Turns are only counted; takers are rebuilt when a piece really
// differs from the one before. Hence rebuilding costs no more than the takers of those two pieces,
// which are yielded, and of turns that cancel each other nothing remains but their count.
type sweep struct {
	depth  []int  // by set: how many of its intervals are open
	taking []bool // by set: whether it stands in takers
	turned []int  // sets that turned since the last piece
	takers []int
	spare  []int
}

func (s *sweep) turn(t turn) {
	s.depth[t.set] += t.delta
	s.turned = append(s.turned, t.set)
}

// changes reduces turned to the sets that came or went, ascending, and tells whether there are any.
func (s *sweep) changes() bool {
	slices.Sort(s.turned)
	s.turned = slices.Compact(s.turned)
	s.turned = slices.DeleteFunc(s.turned, func(set int) bool { return s.taking[set] == (s.depth[set] > 0) })
	return len(s.turned) > 0
}

// apply merges the changes into takers.
func (s *sweep) apply() {
	merged, old := s.spare[:0], s.takers
	for _, set := range s.turned {
		at := 0
		for at < len(old) && old[at] < set {
			at++
		}
		merged = append(merged, old[:at]...)
		old = old[at:]
		if s.taking[set] {
			old = old[1:]
		} else {
			merged = append(merged, set)
		}
		s.taking[set] = !s.taking[set]
	}
	merged = append(merged, old...)
	s.takers, s.spare = merged, s.takers
	s.turned = s.turned[:0]
}
