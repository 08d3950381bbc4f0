package score_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/kaohe-go/kaohe/score"
)

const teamText = `
scheme team
input points integer in [0, 100]
total = points
grades first { >= 90 -> "A" coefficient 2;  >= 60 -> "B" coefficient 1;  else -> "C" coefficient 0 }
distribution exact by total { "A" 25%;  "B" 50%;  "C" 25%;  ties up }
pool bonus = 1000 by grade.coefficient  round 2
`

// People are graded against each other, and share a pool to the cent.
func ExampleProgram_ScoreCohort() {
	scheme, err := score.Load("team.kaohe", teamText)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	var people []score.Person
	for i, id := range []string{"Chen", "Li", "Wang", "Zhao"} {
		people = append(people, score.Person{ID: id, Facts: score.Facts{"points": []int{70, 95, 91, 98}[i]}})
	}
	result, err := program.ScoreCohort(context.Background(), slices.Values(people))
	if err != nil {
		fmt.Println(err)
		return
	}
	for person := range result.People() {
		bonus, _ := person.Result.Figure("bonus")
		fmt.Println(person.ID, person.Result.Grade.Name, bonus.Value(), "rank", person.Result.Standing.Rank)
	}
	for _, grade := range result.Statement.Groups[0].Grades {
		fmt.Println(grade.Grade, grade.Final, "down to", grade.CutOff)
	}
	// Output:
	// Chen C 0.00 rank 4
	// Li B 250.00 rank 2
	// Wang B 250.00 rank 3
	// Zhao A 500.00 rank 1
	// A 1 down to 98
	// B 2 down to 91
	// C 1 down to 70
}

// What one person's facts tell alone is provisional, and of a type of its own.
func ExampleProgram_Preview() {
	scheme, err := score.Load("team.kaohe", teamText)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = program.Score(score.Facts{"points": 95})
	fmt.Println(err)
	preview, err := program.Preview(score.Facts{"points": 95})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("total", preview.Total.Value(), "band", preview.Grade.Name, "open", preview.Open)
	// Output:
	// score: the scheme scores people together: use ScoreCohort, or Preview for one person
	// total 95 band A open [grade grade.coefficient bonus]
}

// A cohort can be built in parts, on several machines.
func ExampleCohort() {
	scheme, err := score.Load("team.kaohe", teamText)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := score.Compile(scheme)
	if err != nil {
		fmt.Println(err)
		return
	}
	whole := program.NewCohort()
	for branch := range 2 {
		part := program.NewCohort() // on another machine
		for i := range 4 {
			if err := part.Add(score.Person{ID: fmt.Sprint(branch, "-", i), Facts: score.Facts{"points": 60 + 7*i + branch}}); err != nil {
				fmt.Println(err)
			}
		}
		data, err := part.MarshalBinary()
		if err != nil {
			fmt.Println(err)
			return
		}
		read, err := program.ReadCohort(data)
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := whole.Merge(read); err != nil {
			fmt.Println(err)
		}
	}
	result, err := whole.Close(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	best, _ := result.Person("1-3")
	fmt.Println(result.Len(), "people;", best.ID, best.Result.Grade.Name, best.Result.Pools[0].Value())
	// Output:
	// 8 people; 1-3 A 250.00
}
