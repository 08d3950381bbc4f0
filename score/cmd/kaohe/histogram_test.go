package main

import (
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPercentIsOfWholeNumbers(t *testing.T) {
	for _, c := range []struct {
		part, of int
		want     string
	}{
		{0, 0, "0.0%"}, {0, 7, "0.0%"}, {7, 7, "100.0%"}, {1, 3, "33.3%"}, {2, 3, "66.7%"},
		{1, 2000, "0.1%"}, {1, 2001, "0.0%"}, {1999, 2000, "100.0%"}, {9_999_999, 10_000_000, "100.0%"}, {1, 8, "12.5%"}, {1, 16, "6.3%"},
	} {
		require.Equal(t, c.want, (&chart{people: c.of}).percent(bar{people: c.part}), c)
	}
}

// A bar is as long as its share, in all charts alike, and somebody has a bar.
func TestBarsAreShares(t *testing.T) {
	h := &histogram{charts: []chart{
		newChart("", []string{"A", "B", "C"}, tally{bin{"", "A"}: 1, bin{"", "B"}: 999_999, bin{"", "C"}: 1_000_000}),
		newChart("x", []string{"A", "B", "C"}, tally{bin{"", "A"}: 1, bin{"", "C"}: 3}),
	}}
	h.measure()
	var lengths []int
	for i := range h.charts {
		for _, b := range h.charts[i].bars {
			lengths = append(lengths, h.length(&h.charts[i], b, 300))
		}
	}
	require.Equal(t, []int{1, 200, 200, 100, 0, 300}, lengths)
}

// A grade that the scheme does not have by that name is counted all the same.
func TestUnknownGradesAreShown(t *testing.T) {
	c := newChart("", []string{"B"}, tally{bin{"", "Z"}: 1, bin{"", "Y"}: 2})
	require.Equal(t, []bar{{"B", 0}, {"Y", 2}, {"Z", 1}}, c.bars)
	require.Equal(t, 3, c.people)
}

// Whatever texts there are, a plot is XML that shows them.
func TestPlotIsXML(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	odd := []rune("a<>&'\"]]>\x00\x01\u200b\ufffe客é\n\t\u202e😀")
	for range 200 {
		text := func() string {
			runes := make([]rune, r.IntN(60))
			for i := range runes {
				runes[i] = odd[r.IntN(len(odd))]
			}
			return shownText(string(runes))
		}
		h := &histogram{title: text(), groups: r.IntN(2) * 30}
		for range 1 + r.IntN(3) {
			h.charts = append(h.charts, newChart(text(), []string{text(), text()}, tally{bin{"", text()}: r.IntN(50)}))
		}
		h.measure()
		svg := h.svg()
		require.Equal(t, svg, h.svg())
		require.NoError(t, wellFormed(svg), svg)
	}
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Groups have charts of their own while there are few.
func TestGroupsHaveCharts(t *testing.T) {
	scheme := writeFile(t, "team.kaohe", teamScheme)
	for groups, charts := range map[int]int{1: 2, 20: 21, 21: 1} {
		stdout, _, _ := runCommand(strings.NewReader(crowd(500, groups)), "score", scheme, "-id", "id", "-out", "none", "-histogram")
		require.Equal(t, charts, strings.Count(stdout, "  A  "), stdout)
		require.Equal(t, groups == 21, strings.Contains(stdout, "\n21 groups are too many to show each\n"))
	}
}
