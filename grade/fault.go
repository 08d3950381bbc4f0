package grade

import (
	"fmt"
	"strings"
)

// FaultKind says what is wrong with bands. Its text is stable.
type FaultKind string

// The kinds of faults, with the fields of a Fault that each fills beside Kind.
const (
	FaultHole     FaultKind = "hole"      // no band takes the totals in In: In, Witness
	FaultOverlap  FaultKind = "overlap"   // two or more bands take the totals in In: In, Witness, Bands
	FaultNoName   FaultKind = "no name"   // names are blank: Bands
	FaultSameName FaultKind = "same name" // bands have the same name: Bands, one entry for each
	FaultColumn   FaultKind = "column"    // bands lack a column that others have: Column, Bands
	FaultNumber   FaultKind = "number"    // an exponent is beyond ±10,000: Column ("" is the coefficient), Witness, Bands
)

// Fault is one thing that is wrong with bands, as plain data. Its String is the message.
type Fault struct {
	Kind    FaultKind
	In      Interval // the whole hole or overlap
	Witness string   // a total in it that can occur, or the faulty number: shortest decimal, or p/q
	Bands   []string // names, best first; a band without a name is "band 3", counted from 1
	Column  string
}

// String words the fault, without a prefix.
func (f Fault) String() string {
	switch f.Kind {
	case FaultHole:
		return fmt.Sprintf("no band takes %s: %v is a hole; extend a band or narrow the domain", f.Witness, f.In)
	case FaultOverlap:
		both := ""
		if len(f.Bands) == 2 {
			both = "both "
		}
		return fmt.Sprintf("%s is taken by %s%s: they overlap in %v", f.Witness, both, listed(f.Bands), f.In)
	case FaultNoName:
		return "without a name: " + listed(f.Bands)
	case FaultSameName:
		return fmt.Sprintf("%d bands have the name %s", len(f.Bands), f.Bands[0])
	case FaultColumn:
		return fmt.Sprintf("column %q is missing in %s, but other bands have it", f.Column, listed(f.Bands))
	case FaultNumber:
		column := "the coefficient"
		if f.Column != "" {
			column = fmt.Sprintf("column %q", f.Column)
		}
		return fmt.Sprintf("%s of %s is %s: its exponent is beyond ±%d", column, listed(f.Bands), f.Witness, maxExponent)
	}
	return string(f.Kind)
}

// listed joins names as "A", "A and B", "A, B and C"; of many it shows the first.
func listed(names []string) string {
	const most = 5
	if left := len(names) - most; left > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), left)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// CoverError says all that is wrong with bands: first names, columns and numbers, then holes and overlaps
// from low to high.
type CoverError struct {
	Faults  []Fault // the first 20 at most
	Omitted int     // how many more there are
}

// Error is one line for one fault, and otherwise a heading with a line for each.
func (e *CoverError) Error() string {
	if len(e.Faults) == 1 && e.Omitted == 0 {
		return "grade: " + e.Faults[0].String()
	}
	var text strings.Builder
	fmt.Fprintf(&text, "grade: the bands have %d faults:", len(e.Faults)+e.Omitted)
	for _, fault := range e.Faults {
		text.WriteString("\n\t" + fault.String())
	}
	if e.Omitted > 0 {
		fmt.Fprintf(&text, "\n\tand %d more", e.Omitted)
	}
	return text.String()
}

// add builds a fault only if it is to be listed: one fault may name thousands of bands.
func (e *CoverError) add(fault func() Fault) {
	const most = 20
	if len(e.Faults) == most {
		e.Omitted++
		return
	}
	e.Faults = append(e.Faults, fault())
}
