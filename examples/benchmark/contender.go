package main

import "fmt"

// A contender scores people in one way. What it compiles, it has compiled
// before it is a contender.
type contender struct {
	name string
	// prepare lays people out in the form in which a program written that way
	// would hold them, with room for their figures. It is not timed.
	prepare func(people []Person) job
}

// A job is a contender with people to score.
type job struct {
	// score computes every figure of all the people and stores them in the
	// contender's own form. This is what is timed, again and again.
	score func() error
	// outcome reads what score found of person i. It is not timed.
	outcome func(i int) (Outcome, error)
}

// eachPerson is a job that scores one person after the other.
func eachPerson(people int, one func(i int) error, outcome func(i int) (Outcome, error)) job {
	score := func() error {
		for i := range people {
			if err := one(i); err != nil {
				return fmt.Errorf("person %d: %w", i, err)
			}
		}
		return nil
	}
	return job{score, outcome}
}

// contenders lists everybody in the order of the table.
func contenders() ([]contender, error) {
	all := []contender{int64ByHand(), float64ByHand(), decimalByHand()}
	for _, engine := range []func() (contender, error){exprFloat64, exprDecimal, celGo, govaluateFloat64, gvalFloat64} {
		c, err := engine()
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	ours, err := kaoheContenders()
	return append(all, ours...), err
}
