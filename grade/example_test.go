package grade_test

import (
	"fmt"
	"log"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/grade"
)

// The bands of an online shop's service desk: left-open, so 95 itself is 良好. The source says nothing about
// 85 and below, and neither does the domain.
func ExampleNewBands() {
	domain, err := grade.NewDomain(grade.MustInterval("(85, 100]"), decimal.Decimal{})
	if err != nil {
		log.Fatal(err)
	}
	bands, err := grade.NewBands(domain,
		grade.Band{Name: "优秀", In: grade.MustInterval("(95, 100]"), Coefficient: decimal.New(11, -1)},
		grade.Band{Name: "良好", In: grade.MustInterval("(90, 95]"), Coefficient: decimal.New(10, -1)},
		grade.Band{Name: "合格", In: grade.MustInterval("(85, 90]"), Coefficient: decimal.New(8, -1)},
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, cents := range []int64{9501, 9500, 8500} {
		band, err := bands.Of(decimal.New(cents, -2))
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(band.Name, band.Coefficient)
	}
	// Output:
	// 优秀 1.1
	// 良好 1
	// grade: 85 has no grade: it is outside of (85, 100]
}

// A total may be a ratio: it is looked up as it is, without being rounded.
func ExampleBands_OfRat() {
	bands, err := grade.NewBands(grade.Domain{},
		grade.Band{Name: "良好", In: grade.MustInterval("(90, ..)")},
		grade.Band{Name: "合格", In: grade.MustInterval("(.., 90]")},
	)
	if err != nil {
		log.Fatal(err)
	}
	band, err := bands.OfRat(big.NewRat(1716, 19))
	fmt.Println(band.Name, err)
	// Output: 良好 <nil>
}

// Totals come in steps of half a point, and the bands end at 100.
func ExampleCoverError() {
	domain, err := grade.NewDomain(grade.MustInterval("[0, ..)"), decimal.New(5, -1))
	if err != nil {
		log.Fatal(err)
	}
	_, err = grade.NewBands(domain,
		grade.Band{Name: "优秀", In: grade.MustInterval("[90, 100]")},
		grade.Band{Name: "良好", In: grade.MustInterval("[80, 90]")},
		grade.Band{Name: "合格", In: grade.MustInterval("[0, 80)")},
	)
	fmt.Println(err)
	// Output:
	// grade: the bands have 2 faults:
	// 	90 is taken by both 优秀 and 良好: they overlap in [90, 90]
	// 	no band takes 100.5: (100, ..) is a hole; extend a band or narrow the domain
}

func ExampleParseInterval() {
	in, err := grade.ParseInterval("(80%, 1.20]")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(in, in.Contains(decimal.New(8, -1)), in.Contains(decimal.New(12, -1)))

	_, err = grade.ParseInterval("[3, 3)")
	fmt.Println(err)
	// Output:
	// (0.8, 1.2] false true
	// grade: "[3, 3)" is not an interval: [3, 3) is empty: it leaves out 3 itself; [3, 3] takes it
}

func ExampleDomain_Witness() {
	anyNumber := grade.Domain{}
	wholeNumbers, err := grade.NewDomain(grade.MustInterval("[0, ..)"), decimal.New(1, 0))
	if err != nil {
		log.Fatal(err)
	}
	for _, in := range []string{"(2000, 2300)", "(3, 4)"} {
		for _, domain := range []grade.Domain{anyNumber, wholeNumbers} {
			if w, ok := domain.Witness(grade.MustInterval(in)); ok {
				fmt.Println(in, "has", w.RatString())
			} else {
				fmt.Println(in, "has nothing of", domain)
			}
		}
	}
	// Output:
	// (2000, 2300) has 2150
	// (2000, 2300) has 2001
	// (3, 4) has 7/2
	// (3, 4) has nothing of [0, ..) step 1
}

// A table of call rates whose tiers leave out 2300: two agents with that volume would get no rate.
func ExampleCut() {
	domain, err := grade.NewDomain(grade.MustInterval("[0, ..)"), decimal.New(1, 0))
	if err != nil {
		log.Fatal(err)
	}
	tiers := []grade.Set{
		{grade.MustInterval("[0, 2000]")},
		{grade.MustInterval("(2000, 2300)")},
		{grade.MustInterval("(2300, ..)")},
	}
	for piece := range grade.Cut(domain, tiers) {
		fmt.Println(piece.In, piece.Takers, "for example", piece.Witness.RatString())
	}
	// Output:
	// [0, 2000] [0] for example 0
	// (2000, 2300) [1] for example 2001
	// [2300, 2300] [] for example 2300
	// (2300, ..) [2] for example 2301
}
