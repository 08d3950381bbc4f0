package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

//go:embed frontdesk.kaohe
var schemeText string

//go:embed 2013-07.csv
var facts string

// params are the values that the source does not give.
var params = []score.Option{
	score.Bind("deduct_95", 5),
	score.Bind("deduct_rest", 30),
	score.Bind("point_price", "0.5"),
	score.Bind("good_k", "1.0"),
	score.Bind("boundary", "lower"),
}

// columns are the sheet's columns: title, figure, and whether it is text, which
// stands on the left. The first two come from the facts.
var columns = []struct {
	title, figure string
	text          bool
}{
	{"工号", "", true}, {"姓名", "", true},
	{"话务得分", "kpi", false}, {"错单得分", "accuracy", false}, {"质检得分", "quality", false}, {"总分", "total", false},
	{"等级", "grade", true}, {"系数", "grade.coefficient", false}, {"绩效奖金", "bonus", false},
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run scores the team and prints the sheet.
func run(w io.Writer) error {
	scheme, err := score.Load("frontdesk.kaohe", schemeText)
	if err != nil {
		return err
	}
	program, err := score.Compile(scheme, params...)
	if err != nil {
		return err
	}
	team, err := readTeam(strings.NewReader(facts))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s  2013-07\n\n", scheme.Title)
	var header []string
	for _, c := range columns {
		header = append(header, c.title)
	}
	lines := [][]string{header}
	for _, agent := range team {
		line := []string{agent.number, agent.name}
		result, err := program.Score(agent.facts)
		if err != nil {
			lines = append(lines, append(line, err.Error()))
			continue
		}
		for _, c := range columns[len(line):] {
			figure, ok := result.Figure(c.figure)
			if !ok {
				return fmt.Errorf("the scheme has no figure %s", c.figure)
			}
			line = append(line, figure.Value())
		}
		lines = append(lines, line)
	}
	return printAligned(w, lines)
}

// An agent is a line of the facts.
type agent struct {
	number, name string
	facts        score.Facts
}

// readTeam reads the CSV. Cells stay text: the scheme says how to read them.
func readTeam(r io.Reader) ([]agent, error) {
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	var team []agent
	for _, record := range records[1:] {
		a := agent{number: record[0], name: record[1], facts: score.Facts{}}
		for i, cell := range record[2:] {
			a.facts[records[0][i+2]] = cell
		}
		team = append(team, a)
	}
	return team, nil
}

// printAligned prints columns that line up under Chinese names: numbers on the
// right, texts on the left.
func printAligned(w io.Writer, lines [][]string) error {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		if len(line) < len(widths) {
			continue // an error runs on to the end of its line
		}
		for i, cell := range line {
			widths[i] = max(widths[i], dsl.Width(cell))
		}
	}
	for _, line := range lines {
		cells := make([]string, len(line))
		for i, cell := range line {
			if columns[i].text {
				cells[i] = dsl.Pad(cell, widths[i])
			} else {
				cells[i] = dsl.PadLeft(cell, widths[i])
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(strings.Join(cells, "  "), " ")); err != nil {
			return err
		}
	}
	return nil
}
