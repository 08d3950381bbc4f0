package gen

// A Source is the stream of choices. When its bytes are used up it chooses 0,
// which every caller takes as the simplest.
type Source struct {
	choices []byte
}

// New makes a source of the bytes, which it doesn't change.
func New(choices []byte) *Source { return &Source{choices} }

func (s *Source) next() int {
	if len(s.choices) == 0 {
		return 0
	}
	b := s.choices[0]
	s.choices = s.choices[1:]
	return int(b)
}

// pick chooses one of 0 … n-1.
func (s *Source) pick(n int) int {
	switch {
	case n <= 1:
		return 0
	case n <= 256:
		return s.next() % n
	}
	return (s.next()<<8 | s.next()) % n
}

// chance is true in so many of 256 cases, and false at the end of the bytes.
func (s *Source) chance(of256 int) bool { return s.next() >= 256-of256 }

// oneOf chooses an element; the first is the simplest.
func oneOf[T any](s *Source, from ...T) T { return from[s.pick(len(from))] }

// shuffle is the identity at the end of the bytes.
func shuffle[T any](s *Source, xs []T) {
	for i := len(xs) - 1; i > 0; i-- {
		j := i - s.pick(i+1)
		xs[i], xs[j] = xs[j], xs[i]
	}
}
