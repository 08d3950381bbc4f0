package grade

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Claim is what someone's share of an amount goes by. The numbers are only read.
type Claim struct {
	ID      string   // not blank, and nobody else's
	Weight  *big.Rat // not negative; 0 gets AtLeast
	AtLeast *big.Rat // not negative; nil is 0. Rounded up to the quantum
	AtMost  *big.Rat // nil is no limit. Rounded down to the quantum
}

// Held says which limit a share is held at. Its text is stable.
type Held string

// The limits of a share. One that is exactly as high as the limit by its weight alone is held at neither.
const (
	HeldNot     Held = ""
	HeldAtLeast Held = "at least"
	HeldAtMost  Held = "at most"
)

// Part is the share of one claim.
type Part struct {
	ID      string
	Amount  *big.Rat // a multiple of the quantum
	Held    Held
	Rounded int // 1: rounded up to the next quantum; −1: rounded down; 0: the exact share was a multiple
}

// Sharing is an amount that is shared, with what an explanation needs.
type Sharing struct {
	Amount  *big.Rat // what was to be shared: the parts and Left together
	Left    *big.Rat // what the limits AtMost leave over; 0 if not all claims are held at theirs
	Quantum *big.Rat
	Weights *big.Rat // sum of all weights
	// PerWeight is what a weight of 1 earns: the exact share of a claim that is not held is Weight × PerWeight. Without
	// limits it is Amount / Weights. It is 0 if all claims are held or without weight.
	PerWeight *big.Rat
	Extra     int    // how many shares were rounded up: the quanta that rounding all down would leave over
	Parts     []Part // in the order of the claims
}

// ShareFault says what is wrong with an amount or with claims on it. Its text is stable.
type ShareFault string

// The kinds of faults, with the fields of a ShareError that each fills beside Kind.
const (
	ShareEmpty       ShareFault = "empty"        // nobody is there to share with
	ShareNoID        ShareFault = "no id"        // an id is blank: Place
	ShareSameID      ShareFault = "same id"      // two claims have one id: ID
	ShareQuantum     ShareFault = "quantum"      // the quantum is missing, or not above 0: Value
	ShareAmount      ShareFault = "amount"       // the amount or the factor is missing or below 0: Value
	ShareOffGrid     ShareFault = "off grid"     // the amount is no multiple of the quantum: Value, Limit the quantum
	ShareWeight      ShareFault = "weight"       // a weight is missing or below 0: ID, Value
	ShareNoWeight    ShareFault = "no weight"    // all weights are 0, and something is left to share: Value
	ShareLimit       ShareFault = "limit"        // a limit is below 0: ID, Value
	ShareLimits      ShareFault = "limits"       // AtMost is below AtLeast, on the grid of the quantum: ID, Value, Limit
	ShareTooLittle   ShareFault = "too little"   // the limits AtLeast together exceed the amount: Value their sum, Limit the amount
	ShareDenominator ShareFault = "denominators" // the common denominator of the weights has more than 4096 bits: round them
)

// ShareError says why an amount can't be shared.
type ShareError struct {
	Kind  ShareFault
	Place int // among the claims, from 0
	ID    string
	Value string // shortest decimal, or p/q
	Limit string
	Group string // the group whose members it is about; "" for none
}

// Error names the group, and the claim or the amount. It doesn't show a single claim's figures.
func (e *ShareError) Error() string {
	if e.Group != "" {
		return fmt.Sprintf("grade: in the group %q: %s", e.Group, e.text())
	}
	return "grade: " + e.text()
}

func (e *ShareError) text() string {
	switch e.Kind {
	case ShareEmpty:
		return "there is nobody to share with"
	case ShareNoID:
		return fmt.Sprintf("claim %d has no id", e.Place+1)
	case ShareSameID:
		return fmt.Sprintf("two claims have the id %q", e.ID)
	case ShareQuantum:
		return fmt.Sprintf("shares can't be multiples of %s: the quantum must be above 0", e.Value)
	case ShareAmount:
		return fmt.Sprintf("%s can't be shared: the amount and its factor must not be below 0", e.Value)
	case ShareOffGrid:
		return fmt.Sprintf("%s can't be shared in multiples of %s: round it first", e.Value, e.Limit)
	case ShareWeight:
		return fmt.Sprintf("the weight of %q must be a number from 0 on", e.ID)
	case ShareNoWeight:
		return fmt.Sprintf("%s is left to share, but all weights are 0", e.Value)
	case ShareLimit:
		return fmt.Sprintf("a limit of the share of %q is below 0", e.ID)
	case ShareLimits:
		return fmt.Sprintf("the least share of %q is above the most, in multiples of the quantum", e.ID)
	case ShareTooLittle:
		return fmt.Sprintf("all shares must together be at least %s, but there is only %s", e.Value, e.Limit)
	case ShareDenominator:
		return "the common denominator of the weights is too long: round the weights"
	}
	return string(e.Kind)
}

// Share divides an amount by weights into multiples of a quantum, 1/100 for cents, of which the amount must be
// one too: see Fund. The parts add up to the amount exactly, less what is Left.
//
// First the exact shares: each claim gets its weight times the same figure, but no less than its AtLeast and no
// more than its AtMost; what that takes or leaves goes to the others by their weights, until all fits.
// There is one such division, whatever the order. If the limits AtMost are too low for the whole amount, all
// with a weight get theirs, and the rest is Left; that is no error.
//
// Then the exact shares are rounded by largest remainder: all down at first, and the quanta that are left go,
// one each, to the largest remainders, of equal ones to the lower ids, in code point order. So each part is
// less than one quantum away from the exact share, never beyond a limit, and the order of the claims
// doesn't matter.
//
// The error is a *ShareError. The limits are rounded inwards to the quantum before they are compared.
func Share(amount, quantum *big.Rat, claims []Claim) (*Sharing, error) {
	units, err := unitsOf(amount, quantum)
	if err != nil {
		return nil, err
	}
	if len(claims) == 0 {
		return nil, &ShareError{Kind: ShareEmpty}
	}
	if err := checkClaims(claims); err != nil {
		return nil, err
	}
	l, err := newLevel(units, quantum, claims)
	if err != nil {
		return nil, err
	}
	l.rise()
	return l.sharing(amount, quantum, claims), nil
}

// unitsOf counts the quanta of an amount.
func unitsOf(amount, quantum *big.Rat) (*big.Int, error) {
	if quantum == nil || quantum.Sign() <= 0 {
		return nil, &ShareError{Kind: ShareQuantum, Value: textOrNothing(quantum)}
	}
	if amount == nil || amount.Sign() < 0 {
		return nil, &ShareError{Kind: ShareAmount, Value: textOrNothing(amount)}
	}
	units := new(big.Rat).Quo(amount, quantum)
	if !units.IsInt() {
		return nil, &ShareError{Kind: ShareOffGrid, Value: ratText(amount), Limit: ratText(quantum)}
	}
	return units.Num(), nil
}

func textOrNothing(r *big.Rat) string {
	if r == nil {
		return "nothing"
	}
	return ratText(r)
}

func checkClaims(claims []Claim) error {
	seen := make(map[string]struct{}, len(claims))
	for i := range claims {
		c := &claims[i]
		if strings.TrimSpace(c.ID) == "" {
			return &ShareError{Kind: ShareNoID, Place: i}
		}
		if seen[c.ID] = struct{}{}; len(seen) == i {
			return &ShareError{Kind: ShareSameID, Place: i, ID: c.ID}
		}
		if c.Weight == nil || c.Weight.Sign() < 0 {
			return &ShareError{Kind: ShareWeight, Place: i, ID: c.ID, Value: textOrNothing(c.Weight)}
		}
		for _, limit := range []*big.Rat{c.AtLeast, c.AtMost} {
			if limit != nil && limit.Sign() < 0 {
				return &ShareError{Kind: ShareLimit, Place: i, ID: c.ID, Value: ratText(limit)}
			}
		}
	}
	return nil
}

// remainder is what rounding down takes from a share; the high bits settle most comparisons.
type remainder struct {
	high  uint64
	rest  *big.Int
	claim int
}

// sharing rounds the exact shares and words the result.
func (l *level) sharing(amount, quantum *big.Rat, claims []Claim) *Sharing {
	s := &Sharing{
		Amount: new(big.Rat).Set(amount), Quantum: new(big.Rat).Set(quantum), Left: inUnits(l.left, quantum),
		Weights: new(big.Rat).SetFrac(l.weights, l.denominator), PerWeight: new(big.Rat), Parts: make([]Part, len(claims)),
	}
	if l.rising.Sign() > 0 {
		s.PerWeight.SetFrac(new(big.Int).Mul(l.water, l.denominator), l.rising)
		s.PerWeight.Mul(s.PerWeight, quantum)
	}
	units, remainders := l.shares()
	order := make([]remainder, 0, len(claims))
	shift := uint(max(0, l.rising.BitLen()-64))
	for i, rest := range remainders {
		s.Parts[i] = Part{ID: claims[i].ID, Held: l.held[i]}
		if rest != nil {
			s.Parts[i].Rounded = -1
			order = append(order, remainder{new(big.Int).Rsh(rest, shift).Uint64(), rest, i})
		}
	}
	slices.SortFunc(order, func(a, b remainder) int {
		if a.high != b.high {
			return cmp.Compare(b.high, a.high)
		}
		if c := b.rest.Cmp(a.rest); c != 0 {
			return c
		}
		return strings.Compare(claims[a.claim].ID, claims[b.claim].ID)
	})
	s.Extra = l.extra(units)
	for _, r := range order[:s.Extra] {
		units[r.claim].Add(units[r.claim], one)
		s.Parts[r.claim].Rounded = 1
	}
	for i := range s.Parts {
		s.Parts[i].Amount = inUnits(units[i], quantum)
	}
	return s
}
