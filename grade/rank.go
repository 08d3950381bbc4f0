package grade

import "math/big"

// Standing is a person's place in a cohort, of which 1 is the best. People tie if their scores are equal.
type Standing struct {
	Rank    int // competition: 1, 2, 2, 4
	Dense   int // how many scores there are down to this one: 1, 2, 2, 3
	Ordinal int // without ties: equal scores go by keys, higher first, then by id in code point order: 1, 2, 3, 4
	Tied    int // how many have this score, the person included
	Below   int // how many have a lower score
	Of      int // how many people there are
}

// Fractional is the mean of the ordinals of those who tie: 1, 2.5, 2.5, 4. The ranks of a cohort add up to the
// same sum with and without ties.
func (s Standing) Fractional() *big.Rat {
	return big.NewRat(2*int64(s.Rank)+int64(s.Tied)-1, 2)
}

// Percentile is the share of the people whose score is no higher, the person included, above 0 and up to 1: the
// best has 1, and so do all if all tie. It is 0 for the zero Standing.
func (s Standing) Percentile() *big.Rat {
	if s.Of == 0 {
		return new(big.Rat)
	}
	return big.NewRat(int64(s.Below)+int64(s.Tied), int64(s.Of))
}

// Ranks ranks the people by Score, all of them: Band and Gate are not looked at. The result is in the order of
// the people, whose order doesn't matter. The error is a *PersonError.
func Ranks(people []Person) ([]Standing, error) {
	if err := checkIDs(people); err != nil {
		return nil, err
	}
	order, err := inOrder(people, false, true)
	if err != nil {
		return nil, err
	}
	all := make([]Standing, len(people))
	dense := 0
	for from := 0; from < len(order); {
		_, to := tieAround(order[from:], 0)
		to += from
		dense++
		for i := from; i < to; i++ {
			all[order[i].at] = Standing{
				Rank: from + 1, Dense: dense, Ordinal: i + 1,
				Tied: to - from, Below: len(order) - to, Of: len(order),
			}
		}
		from = to
	}
	return all, nil
}
