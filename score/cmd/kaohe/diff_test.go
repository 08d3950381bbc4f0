package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// edited changes some lines of a text, among few different ones so that many
// are equal.
func edited(r *rand.Rand, before []string) []string {
	after := slices.Clone(before)
	for range r.IntN(6) {
		i := r.IntN(len(after) + 1)
		switch j := min(len(after), i+r.IntN(4)); r.IntN(3) {
		case 0:
			after = slices.Delete(after, i, j)
		case 1:
			after = slices.Insert(after, i, someLines(r, 3)...)
		default:
			after = slices.Replace(after, i, j, someLines(r, 3)...)
		}
	}
	return after
}

func someLines(r *rand.Rand, most int) []string {
	lines := make([]string, r.IntN(most+1))
	for i := range lines {
		lines[i] = strings.Repeat("x", r.IntN(12)) + "\n"
	}
	return lines
}

// joined is a text that may lack its last line end.
func joined(r *rand.Rand, lines []string) string {
	text := strings.Join(lines, "")
	if r.IntN(4) == 0 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

func TestDiffLeadsToTheNewText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		lines := someLines(r, 40)
		before, after := joined(r, lines), joined(r, edited(r, lines))
		diff := unifiedDiff("a", before, after)
		require.Equal(t, before == after, diff == "")
		require.Equal(t, after, applied(t, before, diff), diff)
	}
}

// applied applies a unified diff as strictly as it can be.
func applied(t *testing.T, before, diff string) string {
	old := splitLines(before)
	var out strings.Builder
	at := 0 // up to where the old text is used
	lines := splitLines(strings.ReplaceAll(diff, "\n\\ No newline at end of file\n", "\\\n"))
	for i := 2; i < len(lines); {
		from, to := hunkHeader(t, lines[i])
		for i++; i < len(lines) && lines[i][0] != '@'; i++ {
			if i > 0 && strings.HasPrefix(lines[i-1], "@@") {
				start := from[0] - 1
				if from[1] == 0 {
					start++
				}
				out.WriteString(strings.Join(old[at:start], ""))
				at = start
			}
			line := lines[i][1:]
			if text, noEnd := strings.CutSuffix(line, "\\\n"); noEnd {
				line = text
			}
			if lines[i][0] != '+' {
				require.Equal(t, old[at], line)
				at++
				from[1]--
			}
			if lines[i][0] != '-' {
				out.WriteString(line)
				to[1]--
			}
		}
		require.Zero(t, from[1])
		require.Zero(t, to[1])
	}
	return out.String() + strings.Join(old[at:], "")
}

func hunkHeader(t *testing.T, line string) (from, to [2]int) {
	fields := strings.Fields(line)
	require.Len(t, fields, 4)
	for i, f := range []*[2]int{&from, &to} {
		start, count, found := strings.Cut(fields[i+1][1:], ",")
		require.True(t, found)
		var err error
		f[0], err = strconv.Atoi(start)
		require.NoError(t, err)
		f[1], err = strconv.Atoi(count)
		require.NoError(t, err)
	}
	return from, to
}

func TestPatchTakesTheDiff(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("there is no patch")
	}
	r := rand.New(rand.NewPCG(3, 4))
	file := filepath.Join(t.TempDir(), "a scheme.kaohe")
	for range 100 {
		lines := someLines(r, 40)
		before, after := joined(r, lines), joined(r, edited(r, lines))
		if before == after || before == "" || after == "" { // patch makes and removes files then
			continue
		}
		require.NoError(t, os.WriteFile(file, []byte(before), 0o644))
		c := exec.Command(patch, "--binary", "--fuzz=0", file)
		diff := unifiedDiff(file, before, after)
		c.Stdin = strings.NewReader(diff)
		out, err := c.CombinedOutput()
		require.NoError(t, err, "%s\n%s", out, diff)
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, after, string(got))
	}
}

// A scheme with other line ends changes everywhere, which must not cost the
// square of its length.
func TestDiffOfLongTexts(t *testing.T) {
	var b strings.Builder
	for i := range 50_000 {
		b.WriteString("line " + strconv.Itoa(i%20_000) + "\r\n")
	}
	before := b.String()
	diff := unifiedDiff("a", before, strings.ReplaceAll(before, "\r", ""))
	require.Equal(t, 100_000+3, strings.Count(diff, "\n"))
}
