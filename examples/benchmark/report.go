package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// printTable prints the standings as a Markdown table. All but the last column
// are of one person; × is how many times the median of that one by hand.
func printTable(w io.Writer, standings []standing, people int) error {
	base := map[string]float64{}
	for i := range standings {
		base[standings[i].name] = standings[i].median()
	}
	byInt64, byDecimal := base["int64 by hand"], base["decimal by hand"]
	lines := []string{
		"| contender | ns, median | ns, best | × decimal | × int64 | bytes | allocations | people per second | wrong of " + grouped(float64(people)) + " |",
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|",
	}
	for i := range standings {
		s := &standings[i]
		cells := []string{
			s.name, short(s.median()), short(s.best()), short(s.median() / byDecimal), short(s.median() / byInt64),
			grouped(s.bytes), short(s.allocs), grouped(1e9 / s.median()), grouped(float64(s.wrong)),
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// short shows a figure with as many places as it is worth.
func short(f float64) string {
	switch {
	case f >= 100:
		return grouped(f)
	case f >= 10:
		return strconv.FormatFloat(f, 'f', 1, 64)
	case f > 0 && f < 0.1:
		return strconv.FormatFloat(f, 'f', 3, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 2, 64), ".00")
}

// grouped shows a whole number with commas.
func grouped(f float64) string {
	digits := strconv.FormatFloat(math.Round(f), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// printJSON prints the standings for programs. Times are medians, and all
// numbers are those of one person but wrong.
func printJSON(w io.Writer, standings []standing) error {
	type line struct {
		Name   string  `json:"name"`
		NS     float64 `json:"ns"`
		Bytes  float64 `json:"bytes"`
		Allocs float64 `json:"allocs"`
		Wrong  int     `json:"wrong"`
	}
	hundredth := func(f float64) float64 { return math.Round(f*100) / 100 }
	var lines []line
	for i := range standings {
		s := &standings[i]
		lines = append(lines, line{s.name, hundredth(s.median()), hundredth(s.bytes), hundredth(s.allocs), s.wrong})
	}
	text, err := json.MarshalIndent(lines, "", "  ")
	if err == nil {
		_, err = fmt.Fprintf(w, "%s\n", text)
	}
	return err
}
