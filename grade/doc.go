// Package grade maps totals to grades: it keeps bands such as (90, 95] → 良好, proves that they
// leave no total without a grade and give no total two, and looks totals up exactly. For a whole cohort it
// gives grades by quotas, ranks people, and shares amounts to the cent.
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
// # Quotas
//
// A [Distribution] gives grades by rank: forced distribution. Its [Quota] rows say what share of the people a
// grade gets, or a group of grades that stand side by side, exactly, at most or at least:
//
//	d, err := grade.NewDistribution([]string{"优秀", "良好", "合格", "不合格"}, []grade.Quota{
//		{Grades: []string{"优秀"}, Share: big.NewRat(1, 10)},
//		{Grades: []string{"良好"}, Limit: grade.AtMost, Share: big.NewRat(3, 10)},
//		{Grades: []string{"合格", "不合格"}, Limit: grade.AtLeast, Share: big.NewRat(1, 20)},
//	}, grade.DistributionOptions{Ties: grade.TiesUp})
//	a, err := d.Assign(people) // a.People[i].Grade, and who decided; a.Grades: where each grade ends
//
// Shares become places by largest remainder, equal remainders to the better grade; at most rounds down and
// at least rounds up, as long as there is a place for everyone so (see [Limit]). Where quotas leave room, the better grades are filled first. NewDistribution refuses
// quotas that don't add up, or that contradict each other, with a [QuotaError] that names them; [Distribution.Places]
// shows the places for a number of people.
//
// Whom a gate has graded comes first and uses a place. Where a cut would part people with equal scores, [Ties]
// decides; with up and down the next cut counts from there, so what a tie takes beyond a quota, or leaves of it, is
// made up for by the last grade. Thus after ties and gates a quota can be off its places, even one that says at
// least: [Assignment] tells by how much.
//
// With Capped in the [DistributionOptions] bands decide, and quotas only limit: what overflows moves down, and nobody
// is raised. So the last grade takes any number of people, even against a quota of its own.
//
// # Ranks
//
// [Ranks] gives each person's [Standing]: rank with gaps (1, 2, 2, 4), dense (1, 2, 2, 3), ordinal, fractional
// (1, 2.5, 2.5, 4), and percentile: the share of people whose score is no higher.
//
// # Sharing
//
// [Share] divides an amount by weights, to a quantum such as a cent, so that the parts add up to the amount exactly.
// A [Claim] may have a floor and a cap; what these take or leave goes to the others by their weights. Rounding goes
// by largest remainder, equal remainders to the lower id. What caps leave over altogether is told, not hidden.
// [ShareGroups] shares over groups first, and [Fund] scales a pool and rounds it to the quantum.
//
// No order of the people or claims changes any of these results, and they carry the figures from which they can be
// explained. A million people take a second or two.
//
// # Numbers
//
// Everything is exact. Ends and totals are rational numbers, so that a total of 1716/19 can be
// looked up without being rounded first; decimals are only another way to hand them in. There is no
// float64, and no package-level setting of the decimal package is read or written.
//
// A decimal whose exponent is beyond ±10,000 is refused (its digits could fill the memory): as an
// end, a step or a coefficient it is an error, and as a value it is in no interval and no domain. Bounds,
// intervals, domains, bands and distributions are immutable and safe for concurrent use.
//
// Scores, weights and amounts of a cohort are *big.Rat alone, which are only read; the method Rat of a decimal
// makes one, exactly, but doesn't look at the exponent.
package grade
