package grade

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Band is a grade: its name, the totals that it takes, and what they earn. The zero In takes every total.
type Band struct {
	Name        string
	In          Interval
	Coefficient decimal.Decimal
	Columns     map[string]decimal.Decimal // further figures by name, the same names in each band; may be nil
}

// Bands are the grades of a scheme, best first, which together take each total of a domain exactly once. Bands
// are immutable and safe for concurrent use. The zero value has no bands and no total.
type Bands struct {
	domain Domain
	bands  []Band
	pieces []banded // from low to high, together all of the domain
}

// banded says which band takes the totals from the piece before it up to an edge.
type banded struct {
	hi   edge
	band int
}

// NewBands checks that the bands take each value of the domain exactly once, that their names are neither
// blank nor used twice, that all have the same further columns, and that no exponent in them is beyond
// ±10,000. The error is a *CoverError with all faults. The bands, given best first, are copied.
func NewBands(d Domain, bands ...Band) (*Bands, error) {
	b := &Bands{domain: d, bands: make([]Band, len(bands))}
	sets := make([]Set, len(bands))
	for i, band := range bands {
		b.bands[i] = band.clone()
		sets[i] = Set{band.In}
	}

	var faults CoverError
	b.checkNames(&faults)
	b.checkColumns(&faults)
	b.checkNumbers(&faults)
	for piece := range Cut(d, sets) {
		switch len(piece.Takers) {
		case 0:
			faults.add(func() Fault {
				return Fault{Kind: FaultHole, In: piece.In, Witness: ratText(piece.Witness)}
			})
		case 1:
			b.pieces = append(b.pieces, banded{piece.In.hi.asUpper(), piece.Takers[0]})
		default:
			faults.add(func() Fault {
				return Fault{Kind: FaultOverlap, In: piece.In, Witness: ratText(piece.Witness), Bands: b.labels(piece.Takers)}
			})
		}
	}
	if len(faults.Faults) > 0 {
		return nil, &faults
	}
	return b, nil
}

func (b *Bands) checkNames(faults *CoverError) {
	var nameless []int
	byName := make(map[string][]int, len(b.bands))
	for i, band := range b.bands {
		if strings.TrimSpace(band.Name) == "" {
			nameless = append(nameless, i)
			continue
		}
		byName[band.Name] = append(byName[band.Name], i)
	}
	if len(nameless) > 0 {
		faults.add(func() Fault { return Fault{Kind: FaultNoName, Bands: b.labels(nameless)} })
	}
	for i, band := range b.bands {
		if same := byName[band.Name]; len(same) > 1 && same[0] == i {
			faults.add(func() Fault { return Fault{Kind: FaultSameName, Bands: b.labels(same)} })
		}
	}
}

func (b *Bands) checkColumns(faults *CoverError) {
	having := map[string]int{}
	for _, band := range b.bands {
		for column := range band.Columns {
			having[column]++
		}
	}
	for _, column := range slices.Sorted(maps.Keys(having)) {
		if having[column] == len(b.bands) {
			continue
		}
		faults.add(func() Fault {
			var lacking []int
			for i, band := range b.bands {
				if _, ok := band.Columns[column]; !ok {
					lacking = append(lacking, i)
				}
			}
			return Fault{Kind: FaultColumn, Column: column, Bands: b.labels(lacking)}
		})
	}
}

func (b *Bands) checkNumbers(faults *CoverError) {
	for i, band := range b.bands {
		check := func(column string, d decimal.Decimal) {
			if _, err := ratOf(d); err != nil {
				faults.add(func() Fault {
					return Fault{Kind: FaultNumber, Column: column, Witness: decimalText(d), Bands: b.labels([]int{i})}
				})
			}
		}
		check("", band.Coefficient)
		for _, column := range slices.Sorted(maps.Keys(band.Columns)) {
			check(column, band.Columns[column])
		}
	}
}

// labels names bands for a message: a band without a name by its place, counted from 1.
func (b *Bands) labels(bands []int) []string {
	names := make([]string, len(bands))
	for i, n := range bands {
		names[i] = b.bands[n].Name
		if strings.TrimSpace(names[i]) == "" {
			names[i] = "band " + strconv.Itoa(n+1)
		}
	}
	return names
}

func (b Band) clone() Band {
	b.Columns = maps.Clone(b.Columns)
	return b
}

// Of returns the band that takes the total. The error is an *OutsideError if the total is not in the
// domain, which holds for every decimal whose exponent is beyond ±10,000. The result is a copy.
func (b *Bands) Of(total decimal.Decimal) (Band, error) {
	r, err := ratOf(total)
	if err != nil {
		return Band{}, &OutsideError{Value: decimalText(total), Domain: b.domain}
	}
	return b.OfRat(r)
}

// OfRat is Of for any rational total, which must not be nil and is only read.
func (b *Bands) OfRat(total *big.Rat) (Band, error) {
	if len(b.pieces) == 0 || !b.domain.ContainsRat(total) {
		off := b.domain.in.ContainsRat(total) && !b.domain.onGrid(total)
		return Band{}, &OutsideError{Value: ratText(total), Domain: b.domain, OffStep: off}
	}
	i := sort.Search(len(b.pieces), func(i int) bool { return !b.pieces[i].hi.below(total) })
	return b.bands[b.pieces[i].band].clone(), nil
}

// All returns a copy of the bands, best first.
func (b *Bands) All() []Band {
	all := make([]Band, len(b.bands))
	for i, band := range b.bands {
		all[i] = band.clone()
	}
	return all
}

// Domain returns the totals that the bands take.
func (b *Bands) Domain() Domain { return b.domain }

// OutsideError says that a total has no grade because it is not in the domain of the bands.
type OutsideError struct {
	Value   string // the total: shortest decimal, or p/q
	Domain  Domain
	OffStep bool // it lies in the domain's interval, but is no multiple of its step
}

// Error names the total and the domain.
func (e *OutsideError) Error() string {
	if e.OffStep {
		return fmt.Sprintf("grade: %s is not a multiple of %s, the step of the totals", e.Value, ratText(e.Domain.Step()))
	}
	return fmt.Sprintf("grade: %s has no grade: it is outside of %v", e.Value, e.Domain)
}
