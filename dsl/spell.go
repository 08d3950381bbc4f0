package dsl

import "unicode/utf8"

// Nearest finds the candidate that a misspelt word most likely means; ok is
// false if none is near. Of equally near ones it is the first.
func Nearest(word string, candidates []string) (nearest string, ok bool) {
	length := utf8.RuneCountInString(word)
	if length > 64 {
		return "", false
	}
	// A third of the letters may be wrong, at least one: in Chinese names of
	// two characters one is half of the word.
	best := max(1, length/3) + 1
	for _, c := range candidates {
		if c == word {
			continue
		}
		if n := utf8.RuneCountInString(c); n > length+best || n < length-best || length == 1 && n == 1 {
			continue
		}
		if d := editDistance([]rune(word), []rune(c)); d < best {
			nearest, best, ok = c, d, true
		}
	}
	return nearest, ok
}

// editDistance counts insertions, deletions, substitutions and swaps of neighbours.
func editDistance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
