package main

import (
	"fmt"
	"sort"
	"strings"
)

// diffContext is the number of unchanged lines shown around a change.
const diffContext = 3

// A change says that lines [a0, a1) of the old text became lines [b0, b1) of the new.
type change struct{ a0, a1, b0, b1 int }

// unifiedDiff shows how to get from one text to another, as diff -u does; it is
// empty if they are the same.
func unifiedDiff(name, before, after string) string {
	if before == after {
		return ""
	}
	a, b := splitLines(before), splitLines(after)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s.orig\n+++ %s\n", name, name)
	for _, hunk := range hunks(changes(a, b)) {
		writeHunk(&out, a, b, hunk)
	}
	return out.String()
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// hunks puts changes together whose contexts touch.
func hunks(all []change) [][]change {
	var list [][]change
	for i, c := range all {
		if i > 0 && c.a0-all[i-1].a1 <= 2*diffContext {
			list[len(list)-1] = append(list[len(list)-1], c)
			continue
		}
		list = append(list, []change{c})
	}
	return list
}

func writeHunk(out *strings.Builder, a, b []string, hunk []change) {
	first, last := hunk[0], hunk[len(hunk)-1]
	before := min(diffContext, first.a0)
	behind := min(diffContext, len(a)-last.a1)
	a0, b0 := first.a0-before, first.b0-before
	fmt.Fprintf(out, "@@ -%s +%s @@\n", lineRange(a0, last.a1+behind), lineRange(b0, last.b1+behind))
	at := a0
	for _, c := range hunk {
		writeLines(out, ' ', a[at:c.a0])
		writeLines(out, '-', a[c.a0:c.a1])
		writeLines(out, '+', b[c.b0:c.b1])
		at = c.a1
	}
	writeLines(out, ' ', a[at:at+behind])
}

// lineRange is where lines [from, to) stand. No lines stand behind the one before.
func lineRange(from, to int) string {
	if to == from {
		return fmt.Sprintf("%d,0", from)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLines(out *strings.Builder, sign byte, lines []string) {
	for _, line := range lines {
		out.WriteByte(sign)
		out.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// changes finds what is different. Lines that stand once in each text are
// anchors, as many as keep their order; each grows over its equal neighbours,
// and what lies between is changed. That takes n log n steps for any texts,
// which a shortest diff does not, and a formatter leaves anchors enough.
func changes(a, b []string) []change {
	var list []change
	at := change{} // a0 and b0: up to where all is told
	for _, anchor := range append(anchors(a, b), [2]int{len(a), len(b)}) {
		x, y := anchor[0], anchor[1]
		if x < at.a0 {
			continue // the one before has grown over it
		}
		for x > at.a0 && y > at.b0 && a[x-1] == b[y-1] {
			x, y = x-1, y-1
		}
		if x > at.a0 || y > at.b0 {
			list = append(list, change{at.a0, x, at.b0, y})
		}
		for x < len(a) && y < len(b) && a[x] == b[y] {
			x, y = x+1, y+1
		}
		at.a0, at.b0 = x, y
	}
	return list
}

// anchors are pairs of equal lines, both rising; the beginnings of the texts
// are one, whether equal or not.
func anchors(a, b []string) [][2]int {
	onceInA, onceInB := uniqueLines(a), uniqueLines(b)
	var pairs [][2]int // rising in b
	for y, line := range b {
		if x, ok := onceInA[line]; ok && x >= 0 && onceInB[line] >= 0 {
			pairs = append(pairs, [2]int{x, y})
		}
	}
	return append([][2]int{{0, 0}}, longestRising(pairs)...)
}

// uniqueLines maps each line to where it stands, or to -1 if that is not one place.
func uniqueLines(lines []string) map[string]int {
	at := map[string]int{}
	for i, line := range lines {
		if _, ok := at[line]; ok {
			i = -1
		}
		at[line] = i
	}
	return at
}

// longestRising is a longest choice of pairs in which the first numbers rise.
func longestRising(pairs [][2]int) [][2]int {
	var ends []int // ends[n] is the pair with the least end of n+1 rising ones
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]][0] >= p[0] })
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		}
		ends[n] = i
	}
	chosen := make([][2]int, len(ends))
	for n := len(ends) - 1; n >= 0; n-- {
		chosen[n] = pairs[ends[n]]
		if n > 0 {
			ends[n-1] = before[ends[n]]
		}
	}
	return chosen
}
