package grade

import "math/big"

// Group is a claim of several people together: of a department, on the pool of the company.
type Group struct {
	Claim
	Members []Claim // what the group's share is divided by; no id may be in two groups
}

// GroupSharing is an amount shared over groups, and in each over its members.
type GroupSharing struct {
	Groups  *Sharing
	Members []*Sharing // in the order of the groups; each shares what the group got
	Left    *big.Rat   // what nobody gets: left by the limits of the groups, and by those of members in a group
}

// ShareGroups shares an amount over groups, and the share of each over its members, both as Share does: so
// the parts of all members and Left add up to the amount exactly. What the limits of its members leave over of a
// group's share is not given to other groups. A group may be without members only if it gets nothing.
//
// The error is a *ShareError; if it is about members it names the Group.
func ShareGroups(amount, quantum *big.Rat, groups []Group) (*GroupSharing, error) {
	claims := make([]Claim, len(groups))
	owner := map[string]int{}
	for i, g := range groups {
		claims[i] = g.Claim
		for k, c := range g.Members {
			if first, ok := owner[c.ID]; ok && first != i {
				return nil, &ShareError{Kind: ShareSameID, Place: k, ID: c.ID, Group: g.ID}
			}
			owner[c.ID] = i
		}
	}
	all, err := Share(amount, quantum, claims)
	if err != nil {
		return nil, err
	}
	s := &GroupSharing{Groups: all, Members: make([]*Sharing, len(groups)), Left: new(big.Rat).Set(all.Left)}
	for i, g := range groups {
		part := all.Parts[i].Amount
		if len(g.Members) == 0 && part.Sign() == 0 {
			s.Members[i] = &Sharing{
				Amount: part, Left: new(big.Rat), Quantum: new(big.Rat).Set(quantum), Weights: new(big.Rat), PerWeight: new(big.Rat),
			}
			continue
		}
		if s.Members[i], err = Share(part, quantum, g.Members); err != nil {
			if e, ok := err.(*ShareError); ok {
				e.Group = g.ID
			}
			return nil, err
		}
		s.Left.Add(s.Left, s.Members[i].Left)
	}
	return s, nil
}

// Fund is an amount times a funding factor (120% of target pays 1.2 of the pool), rounded to a multiple of the
// quantum: to the nearest, half way up. With factor 1 it puts any amount on the quantum's grid, as Share wants
// it. The error is a *ShareError: amount and factor must not be below 0, and the quantum must be above.
func Fund(amount, factor, quantum *big.Rat) (*big.Rat, error) {
	if quantum == nil || quantum.Sign() <= 0 {
		return nil, &ShareError{Kind: ShareQuantum, Value: textOrNothing(quantum)}
	}
	for _, r := range []*big.Rat{amount, factor} {
		if r == nil || r.Sign() < 0 {
			return nil, &ShareError{Kind: ShareAmount, Value: textOrNothing(r)}
		}
	}
	units := new(big.Rat).Mul(amount, factor)
	units.Quo(units, quantum)
	return inUnits(floorOf(units.Add(units, big.NewRat(1, 2))), quantum), nil
}
