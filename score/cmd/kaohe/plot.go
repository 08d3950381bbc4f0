package main

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
)

// This file draws histograms. All measures are whole pixels, so that the bytes
// are the same everywhere.

// The measures of a plot.
const (
	plotWidth   = 720
	plotMargin  = 28
	titleHeight = 48
	headHeight  = 34
	rowHeight   = 28
	barHeight   = 18
	chartGap    = 14
	valueWidth  = 120 // for what stands behind the longest bar
	columnWidth = 8   // of a column of dsl.Width, at the size of names
	labelGap    = 12
)

// plotStyle has fonts for Chinese that come with the usual systems.
const plotStyle = `<style>
text { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; fill: #24292f; }
.title { font-size: 18px; font-weight: 600; }
.heading { font-size: 13px; fill: #57606a; }
.grade { font-size: 14px; text-anchor: end; }
.value { font-size: 13px; fill: #57606a; }
.bar { fill: #3b6ea5; }
.axis { stroke: #8c959f; stroke-width: 1; }
</style>
`

// plot is an SVG that is being written.
type plot struct {
	strings.Builder
	y int // where the next part begins
}

// svg draws the histogram. The title is what the scheme is called, the
// description the figures in words, for those who can't see the bars.
func (h *histogram) svg() string {
	height := 2*plotMargin + titleHeight - chartGap
	for i := range h.charts {
		height += h.charts[i].height()
	}
	if h.groups > 0 {
		height += headHeight
	}
	p := &plot{y: plotMargin}
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">`+"\n",
		plotWidth, height, plotWidth, height)
	p.WriteString(`<title id="title">` + escaped(h.title) + "</title>\n")
	p.WriteString(`<desc id="desc">` + escaped(h.description()) + "</desc>\n")
	p.WriteString(plotStyle)
	fmt.Fprintf(p, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", plotWidth, height)
	p.text("title", plotMargin, p.y+18, h.title)
	p.y += titleHeight
	label := h.labelWidth()
	for i := range h.charts {
		p.chart(h, &h.charts[i], label)
	}
	if h.groups > 0 {
		p.text("heading", plotMargin, p.y+13, h.tooMany())
	}
	p.WriteString("</svg>\n")
	return p.String()
}

func (c *chart) height() int { return headHeight + rowHeight*len(c.bars) + chartGap }

// labelWidth is what the longest name of a grade takes.
func (h *histogram) labelWidth() int {
	columns := 0
	for i := range h.charts {
		for _, bar := range h.charts[i].bars {
			columns = max(columns, dsl.Width(bar.grade))
		}
	}
	return columns * columnWidth
}

func (p *plot) chart(h *histogram, c *chart, label int) {
	p.text("heading", plotMargin, p.y+13, c.heading())
	p.y += headHeight
	left := plotMargin + label + labelGap
	full := plotWidth - plotMargin - valueWidth - left
	for i, bar := range c.bars {
		y, length := p.y+i*rowHeight, h.length(c, bar, full)
		p.text("grade", left-labelGap, y+19, bar.grade)
		if length > 0 {
			fmt.Fprintf(p, `<rect class="bar" x="%d" y="%d" width="%d" height="%d" rx="2"/>`+"\n", left, y+(rowHeight-barHeight)/2, length, barHeight)
		}
		p.text("value", left+length+8, y+19, strconv.Itoa(bar.people)+" · "+c.percent(bar))
	}
	height := rowHeight * len(c.bars)
	fmt.Fprintf(p, `<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>`+"\n", left, p.y, left, p.y+height)
	p.y += height + chartGap
}

func (p *plot) text(class string, x, y int, text string) {
	fmt.Fprintf(p, `<text class="%s" x="%d" y="%d">%s</text>`+"\n", class, x, y, escaped(text))
}

// description is all figures in words.
func (h *histogram) description() string {
	var parts []string
	for i := range h.charts {
		c := &h.charts[i]
		var bars []string
		for _, bar := range c.bars {
			bars = append(bars, fmt.Sprintf("%s %d (%s)", bar.grade, bar.people, c.percent(bar)))
		}
		parts = append(parts, c.heading()+": "+strings.Join(bars, ", "))
	}
	return strings.Join(parts, "; ")
}

// escaped is a text for XML. What XML can't have becomes U+FFFD.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes all
	return b.String()
}
