// Package grade maps totals to grades: it keeps bands such as (90, 95] → 良好, proves that they
// leave no total without a grade and give no total two, and looks totals up exactly.
//
// # Bands
//
// A [Band] is a name, the interval of totals that it takes, a coefficient, and further numeric
// columns if the scheme has any. [NewBands] takes them best first, with the [Domain] of totals that
// can occur:
//
//	domain, err := grade.NewDomain(grade.MustInterval("(85, 100]"), decimal.Decimal{})
//	bands, err := grade.NewBands(domain,
//		grade.Band{Name: "优秀", In: grade.MustInterval("(95, 100]"), Coefficient: decimal.New(11, -1)},
//		grade.Band{Name: "良好", In: grade.MustInterval("(90, 95]"), Coefficient: decimal.New(10, -1)},
//		grade.Band{Name: "合格", In: grade.MustInterval("(85, 90]"), Coefficient: decimal.New(8, -1)},
//	)
//	band, err := bands.Of(decimal.New(9501, -2)) // 优秀; 95 would be 良好; 85 is an *OutsideError
//
// Nothing is sorted out by precedence: where two bands take the same total, or none takes it,
// NewBands fails with a [CoverError] that names such a total. Bands may reach beyond the domain,
// and a band may lie wholly outside of it. "Best first" is what the caller says, not what the
// numbers say: for an error rate the best band is the lowest.
//
// # Intervals and domains
//
// An [Interval] is written as in mathematics, with .. for an end that is not there: "[0, 60)",
// "(95, ..)", "(.., ..)". A square bracket takes the end itself, a round one does not. Its zero value
// is the whole line. There are no empty intervals: NewInterval refuses (3, 3) and [5, 2].
//
// A [Domain] is an interval and a step. With a step, only its multiples (counted from 0) can occur, so
// [0, 2000] and [2001, 2300] leave no hole for whole numbers, but do for a domain without a step,
// in which 2000.5 can occur.
//
// [Cut] is the sweep under NewBands, for tables of any kind: it cuts a domain at every end of some
// sets and tells for each piece which sets take it. A piece without takers is a hole.
//
// # Numbers
//
// Everything is exact. Ends and totals are rational numbers, so that a total of 1716/19 can be
// looked up without being rounded first; decimals are only another way to hand them in. There is no
// float64, and no package-level setting of the decimal package is read or written.
//
// A decimal whose exponent is beyond ±10,000 is refused (its digits could fill the memory): as an
// end, a step or a coefficient it is an error, and as a value it is in no interval and no domain. Bounds,
// intervals, domains and bands are immutable and safe for concurrent use.
package grade
