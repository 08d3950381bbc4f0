package grade_test

import (
	"fmt"
	"log"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/grade"
)

func percent(n int64) *big.Rat { return big.NewRat(n, 100) }

// The quotas of a call centre. Rounded each by itself, they would need 17 places for 15 people.
func ExampleDistribution_Places() {
	d, err := grade.NewDistribution([]string{"优秀", "良好", "合格", "不合格"}, []grade.Quota{
		{Grades: []string{"优秀"}, Share: percent(10)},
		{Grades: []string{"良好"}, Share: percent(30)},
		{Grades: []string{"合格"}, Share: percent(50)},
		{Grades: []string{"不合格"}, Share: percent(10)},
	}, grade.DistributionOptions{})
	if err != nil {
		log.Fatal(err)
	}
	p, err := d.Places(15)
	fmt.Println(p.Grades, err)
	for _, q := range p.Quotas {
		fmt.Println(q.Quota, q.Share.FloatString(1), q.Places)
	}
	// Output:
	// [2 5 7 1] <nil>
	// 优秀 10% 1.5 2
	// 良好 30% 4.5 5
	// 合格 50% 7.5 7
	// 不合格 10% 1.5 1
}

// A gate has put one person in C, which uses a place there. Two tie for the one place in A; the two places in B count
// from there, so C has nobody by rank.
func ExampleDistribution_Assign() {
	d, err := grade.NewDistribution([]string{"A", "B", "C"}, []grade.Quota{
		{Grades: []string{"A"}, Share: percent(20)},
		{Grades: []string{"B"}, Share: percent(40)},
		{Grades: []string{"C"}, Share: percent(40)},
	}, grade.DistributionOptions{Ties: grade.TiesUp})
	if err != nil {
		log.Fatal(err)
	}
	people := []grade.Person{
		{ID: "王", Score: decimal.New(9050, -2).Rat()},
		{ID: "李", Score: big.NewRat(181, 2)},
		{ID: "张", Score: big.NewRat(80, 1)},
		{ID: "刘", Score: big.NewRat(1716, 19)},
		{ID: "陈", Gate: "C"},
	}
	a, err := d.Assign(people)
	if err != nil {
		log.Fatal(err)
	}
	for i, p := range a.People {
		fmt.Println(people[i].ID, a.Grades[p.Grade].Grade, p.By, p.Rank, p.Tied)
	}
	best := a.Grades[0]
	fmt.Printf("%s ends at %s: for %d by quota, %d after the tie\n", best.Grade, best.Lowest.FloatString(1), best.Cut, best.Last)
	// Output:
	// 王 A quota 1 2
	// 李 A quota 1 2
	// 张 B quota 4 0
	// 刘 B quota 3 0
	// 陈 C gate 0 0
	// A ends at 90.5: for 1 by quota, 2 after the tie
}

// Bands decide, but only half of the people can have the best grade: the others move down.
func ExampleDistributionOptions() {
	d, err := grade.NewDistribution([]string{"A", "B", "C"}, []grade.Quota{
		{Grades: []string{"A"}, Limit: grade.AtMost, Share: percent(50)},
		{Grades: []string{"B", "C"}, Limit: grade.AtLeast, Share: percent(25)},
	}, grade.DistributionOptions{Capped: true, Minimum: 3})
	if err != nil {
		log.Fatal(err)
	}
	a, err := d.Assign([]grade.Person{
		{ID: "1", Score: big.NewRat(99, 1), Band: "A"}, {ID: "2", Score: big.NewRat(97, 1), Band: "A"},
		{ID: "3", Score: big.NewRat(95, 1), Band: "A"}, {ID: "4", Score: big.NewRat(60, 1), Band: "C"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range a.People {
		fmt.Println(a.Grades[p.Grade].Grade, p.By)
	}
	// Output:
	// A band
	// A band
	// B quota
	// C band
}

func ExampleTieError() {
	d, err := grade.NewDistribution([]string{"A", "B"}, []grade.Quota{{Grades: []string{"A"}, Share: percent(50)}}, grade.DistributionOptions{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = d.Assign([]grade.Person{{ID: "ann", Score: big.NewRat(1, 3)}, {ID: "bob", Score: big.NewRat(2, 6)}})
	fmt.Println(err)
	// Output: grade: ann and bob tie where A ends and B begins, with room for 1 of 2 in A: state a rule for ties
}

func ExampleQuotaError() {
	_, err := grade.NewDistribution([]string{"A", "B", "C"}, []grade.Quota{
		{Grades: []string{"A"}, Limit: grade.AtLeast, Share: percent(20)},
		{Grades: []string{"A", "B"}, Limit: grade.AtMost, Share: percent(10)},
	}, grade.DistributionOptions{})
	fmt.Println(err)
	// Output: grade: the quotas contradict each other: A at least 20% and A + B at most 10%
}

func ExampleRanks() {
	people := []grade.Person{
		{ID: "a", Score: big.NewRat(95, 1)}, {ID: "b", Score: big.NewRat(90, 1)},
		{ID: "c", Score: big.NewRat(90, 1)}, {ID: "d", Score: big.NewRat(85, 1)},
	}
	ranks, err := grade.Ranks(people)
	if err != nil {
		log.Fatal(err)
	}
	for i, s := range ranks {
		fmt.Println(people[i].ID, s.Rank, s.Dense, s.Ordinal, s.Fractional().FloatString(1), s.Percentile().FloatString(2))
	}
	// Output:
	// a 1 1 1 1.0 1.00
	// b 2 2 2 2.5 0.75
	// c 2 2 3 2.5 0.75
	// d 4 3 4 4.0 0.25
}

// Three equal claims on 100: the cent that is left goes to the first id.
func ExampleShare() {
	one := big.NewRat(1, 1)
	s, err := grade.Share(big.NewRat(100, 1), big.NewRat(1, 100), []grade.Claim{
		{ID: "c", Weight: one}, {ID: "b", Weight: one}, {ID: "a", Weight: one},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range s.Parts {
		fmt.Println(p.ID, p.Amount.FloatString(2))
	}
	fmt.Println("exactly", s.PerWeight, "each; rounded up:", s.Extra)
	// Output:
	// c 33.33
	// b 33.33
	// a 33.34
	// exactly 100/3 each; rounded up: 1
}

// Limits are kept, and what they take or leave goes to the others by their weights.
func ExampleShare_limits() {
	s, err := grade.Share(big.NewRat(1000, 1), big.NewRat(1, 100), []grade.Claim{
		{ID: "a", Weight: big.NewRat(6, 1), AtMost: big.NewRat(450, 1)},
		{ID: "b", Weight: big.NewRat(3, 1)},
		{ID: "c", Weight: big.NewRat(1, 1), AtLeast: big.NewRat(150, 1)},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range s.Parts {
		fmt.Printf("%s %s %q\n", p.ID, p.Amount.FloatString(2), p.Held)
	}
	// Output:
	// a 450.00 "at most"
	// b 400.00 ""
	// c 150.00 "at least"
}

// A pool at 120% of its target, over two departments, and in each over its people.
func ExampleShareGroups() {
	cent, one := big.NewRat(1, 100), big.NewRat(1, 1)
	pool, err := grade.Fund(big.NewRat(1000, 1), big.NewRat(12, 10), cent)
	if err != nil {
		log.Fatal(err)
	}
	s, err := grade.ShareGroups(pool, cent, []grade.Group{
		{Claim: grade.Claim{ID: "sales", Weight: big.NewRat(2, 1)}, Members: []grade.Claim{{ID: "a", Weight: one}, {ID: "b", Weight: big.NewRat(2, 1)}}},
		{Claim: grade.Claim{ID: "desk", Weight: big.NewRat(1, 1)}, Members: []grade.Claim{{ID: "c", Weight: one, AtMost: big.NewRat(300, 1)}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for i, group := range s.Groups.Parts {
		fmt.Println(group.ID, group.Amount.FloatString(2))
		for _, p := range s.Members[i].Parts {
			fmt.Println(" ", p.ID, p.Amount.FloatString(2))
		}
	}
	fmt.Println("left", s.Left.FloatString(2))
	// Output:
	// sales 800.00
	//   a 266.67
	//   b 533.33
	// desk 400.00
	//   c 300.00
	// left 100.00
}
