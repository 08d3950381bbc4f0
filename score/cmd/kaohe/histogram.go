package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// A tally counts people by group and grade.
type tally map[bin]int

type bin struct{ group, grade string }

func (t tally) add(other tally) {
	for b, n := range other {
		t[b] += n
	}
}

// count counts a person.
func (g *group) count(group, grade string) {
	if g.grades == nil {
		g.grades = tally{}
	}
	g.grades[bin{group, grade}]++
}

// A histogram shows how many people have which grade.
type histogram struct {
	title  string
	charts []chart
	// The longest bar of all charts has most of the people of its chart, so that
	// groups of different sizes compare.
	most, people int
	// groups is how many groups there are that are too many to be shown.
	groups int
}

// A chart is of everybody or of a group.
type chart struct {
	group    string // "" is everybody
	bars     []bar
	people   int
	unscored int
}

type bar struct {
	grade  string
	people int
}

// maxCharts is how many groups have a chart of their own.
const maxCharts = 20

// showGrades prints the histogram and draws it, as the flags say. Where standard
// output has the sheets it goes to standard error.
func (s *scoring) showGrades() error {
	h, err := s.newHistogram()
	if err != nil {
		return err
	}
	if s.o.histogram {
		w := s.c.stderr
		if s.o.out == formatNone {
			w = s.c.stdout
		}
		if err := h.print(w); err != nil {
			return err
		}
	}
	if s.o.plot != "" {
		return writeWhole(s.o.plot, h.svg())
	}
	return nil
}

func (s *scoring) newHistogram() (*histogram, error) {
	grades, err := gradeNames(s.program)
	if err != nil {
		return nil, err
	}
	scheme := s.program.Scheme()
	h := &histogram{title: shownText(scheme.Title)}
	if scheme.Title == "" {
		h.title = scheme.Name
	}
	all, byGroup := tally{}, map[string]tally{}
	for b, n := range s.grades {
		all[bin{"", b.grade}] += n
		if byGroup[b.group] == nil {
			byGroup[b.group] = tally{}
		}
		byGroup[b.group][bin{"", b.grade}] += n
	}
	h.charts = []chart{newChart("", grades, all)}
	h.charts[0].unscored = s.bad
	within := scheme.Distribution.Within
	switch {
	case within == "":
	case len(byGroup) > maxCharts:
		h.groups = len(byGroup)
	default:
		for _, name := range slices.Sorted(maps.Keys(byGroup)) {
			h.charts = append(h.charts, newChart(s.titleOf(within)+" "+groupName(name), grades, byGroup[name]))
		}
	}
	h.measure()
	return h, nil
}

// measure finds the largest share of a chart that a bar has.
func (h *histogram) measure() {
	h.people = 1
	for i := range h.charts {
		c := &h.charts[i]
		for _, bar := range c.bars {
			if bar.people*h.people > h.most*c.people {
				h.most, h.people = bar.people, c.people
			}
		}
	}
}

// tooMany says which groups have no charts.
func (h *histogram) tooMany() string {
	return fmt.Sprintf("%d groups are too many to show each", h.groups)
}

// shownText is a text of the scheme or the facts, on a line and not too long.
func shownText(text string) string { return cutCell(printable(text)) }

// gradeNames are the names of the bands, best first. A name may be a param; what
// params are, the statement of a cohort of nobody tells.
func gradeNames(p *score.Program) ([]string, error) {
	nobody, err := p.NewCohort().Close(context.Background())
	if err != nil {
		return nil, err
	}
	params := map[string]string{}
	for _, f := range nobody.Statement.Params {
		params[f.Name] = f.Value()
	}
	var names []string
	for _, band := range p.Scheme().Grades.Bands {
		name, ok := params[band.Name]
		if !ok {
			var err error
			if name, err = strconv.Unquote(band.Name); err != nil {
				continue // the band fails
			}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// titleOf is what people call an input.
func (s *scoring) titleOf(input string) string {
	for _, d := range s.words.inputs {
		if d.Name == input && d.Title != "" {
			return shownText(d.Title)
		}
	}
	return input
}

func groupName(name string) string {
	if strings.TrimSpace(name) == "" {
		return strconv.Quote(name)
	}
	return shownText(name)
}

// newChart has a bar for each grade of the scheme, those of nobody too.
func newChart(group string, grades []string, counts tally) chart {
	c := chart{group: group}
	var others []string // of bands that gradeNames could not read
	for b := range counts {
		if !slices.Contains(grades, b.grade) {
			others = append(others, b.grade)
		}
	}
	slices.Sort(others)
	for _, grade := range slices.Concat(grades, others) {
		n := counts[bin{"", grade}]
		c.bars = append(c.bars, bar{shownText(grade), n})
		c.people += n
	}
	return c
}

// heading says of whom a chart is.
func (c *chart) heading() string {
	text := counted(c.people, "person", "people")
	if c.group != "" {
		text = c.group + ": " + text
	}
	if c.unscored > 0 {
		text += ", " + counted(c.unscored, "line", "lines") + " not scored"
	}
	return text
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// percent is the share of a bar in tenths of a percent, rounded half up. They are
// whole numbers all the way, and need not add up to 100.
func (c *chart) percent(b bar) string {
	if c.people == 0 {
		return "0.0%"
	}
	tenths := (2000*b.people + c.people) / (2 * c.people)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// length is that of a bar if the longest has a length of full: somebody is never
// nothing.
func (h *histogram) length(c *chart, b bar, full int) int {
	if b.people == 0 {
		return 0
	}
	part, whole := b.people*h.people*full, c.people*h.most
	return max(1, (2*part+whole)/(2*whole))
}

// barColumns is how long bars get in text.
const barColumns = 40

// print writes the histogram for people.
func (h *histogram) print(w io.Writer) error {
	var b strings.Builder
	b.WriteString(h.title + "\n")
	for i := range h.charts {
		h.printChart(&b, &h.charts[i])
	}
	if h.groups > 0 {
		b.WriteString("\n" + h.tooMany() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (h *histogram) printChart(b *strings.Builder, c *chart) {
	names, counts := 0, 0
	for _, bar := range c.bars {
		names = max(names, dsl.Width(bar.grade))
		counts = max(counts, len(strconv.Itoa(bar.people)))
	}
	b.WriteString("\n" + c.heading() + "\n")
	for _, bar := range c.bars {
		count := dsl.PadLeft(strconv.Itoa(bar.people), counts)
		percent := dsl.PadLeft(c.percent(bar), len("100.0%"))
		line := "  " + dsl.Pad(bar.grade, names) + "  " + count + "  " + percent + "  " + strings.Repeat("█", h.length(c, bar, barColumns))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
