package main

import "math/rand/v2"

// A Person is one person's facts as whole numbers, from which every contender
// is given its own natural form before the clock starts.
type Person struct {
	Calls, Errors, Late  int64
	QA                   int64 // in tenths
	Target, Actual, Base int64 // in cents
}

// The two halves of the PCG's seed. They never change: the table of one day
// can be held against that of another.
const seedHigh, seedLow = 2013, 20130101

// A crowd draws people one after the other. The first n of a longer crowd are
// those of a shorter one.
type crowd struct{ random *rand.Rand }

func newCrowd() crowd {
	return crowd{rand.New(rand.NewPCG(seedHigh, seedLow))}
}

// draw gives the next n people.
func (c crowd) draw(n int) []Person {
	people := make([]Person, n)
	for i := range people {
		people[i] = c.person()
	}
	return people
}

// person covers the whole domain of each fact. Every table row and every grade
// is met often: were the quality drawn evenly from 0 to 100, it would be below
// 85 for most people, so three in four are drawn from 80 on.
func (c crowd) person() Person {
	between := func(low, high int64) int64 { return low + c.random.Int64N(high-low+1) }
	p := Person{
		Calls:  between(0, 4000),
		Errors: between(0, 15),
		Late:   between(0, 10),
		QA:     between(800, 1000),
		Target: between(1_000_00, 50_000_00),
		Base:   between(2_000_00, 20_000_00),
	}
	if between(1, 4) == 1 {
		p.QA = between(0, 1000)
	}
	p.Actual = p.Target * between(0, 15_000) / 10_000
	return p
}
