package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// The benchmarks of growth show whether cost grows as the work does. Each reports
// what one unit of work costs beside ns/op: a figure that rises from line to line
// is a cost that grows faster.
//
//	go test -run '^$' -bench . -benchtime 200ms

var sizes = []int{1, 10, 100, 1000, 10_000}

// grownLimits let the largest schemes in.
var grownLimits = score.Limits{Syntax: dsl.Limits{SourceBytes: 4 << 20, Declarations: 20_000}}

// tableScheme has a table of n rows over whole numbers.
func tableScheme(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "scheme rows\ninput x integer in [0, %d)\ntable points(x) {\n", 10*n)
	for i := range n {
		fmt.Fprintf(&b, "    [%d, %d) -> %d\n", 10*i, 10*i+10, i%97)
	}
	b.WriteString("}\nindicator p = points(x)\ntotal = p\n")
	return b.String()
}

// indicatorScheme has n indicators that each read the input.
func indicatorScheme(n int) string {
	var b strings.Builder
	b.WriteString("scheme indicators\ninput x integer in [0, 1000]\n")
	for i := range n {
		fmt.Fprintf(&b, "indicator i%d = x * %d + 0.5  at most 900\n", i, i+1)
	}
	b.WriteString("total = i0\n")
	return b.String()
}

// chainScheme has n indicators that each read the one before.
func chainScheme(n int) string {
	var b strings.Builder
	b.WriteString("scheme chain\ninput x integer in [0, 1000]\nindicator i0 = x\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "indicator i%d = i%d / 2 + x  round 2\n", i, i-1)
	}
	fmt.Fprintf(&b, "total = i%d\n", n-1)
	return b.String()
}

func compileText(t testing.TB, text string) *score.Program {
	scheme, err := score.LoadWith("grown.kaohe", text, grownLimits)
	require.NoError(t, err)
	program, err := score.Compile(scheme)
	require.NoError(t, err)
	return program
}

// perUnit reports what one of n units cost.
func perUnit(b *testing.B, unit string, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/"+unit)
}

func BenchmarkCompileRows(b *testing.B) {
	benchmarkCompile(b, "row", tableScheme, sizes[1:])
}

func BenchmarkCompileIndicators(b *testing.B) {
	benchmarkCompile(b, "indicator", indicatorScheme, sizes[:4])
}

func BenchmarkCompileChain(b *testing.B) {
	benchmarkCompile(b, "indicator", chainScheme, sizes[:4])
}

func benchmarkCompile(b *testing.B, unit string, text func(int) string, sizes []int) {
	for _, n := range sizes {
		source := text(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				compileText(b, source)
			}
			perUnit(b, unit, n)
		})
	}
}

// BenchmarkScoreRows looks up every part of the table. A look-up is a search:
// the cost of a person should hardly grow with the rows.
func BenchmarkScoreRows(b *testing.B) {
	for _, n := range sizes[1:] {
		program := compileText(b, tableScheme(n))
		facts := make([]score.Facts, 1000)
		for i := range facts {
			facts[i] = score.Facts{"x": i * 7919 % (10 * n)}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkScore(b, program, facts) })
	}
}

func BenchmarkScoreIndicators(b *testing.B) { benchmarkScoreFigures(b, indicatorScheme) }

func BenchmarkScoreChain(b *testing.B) { benchmarkScoreFigures(b, chainScheme) }

func benchmarkScoreFigures(b *testing.B, text func(int) string) {
	for _, n := range sizes[:4] {
		program := compileText(b, text(n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			benchmarkScore(b, program, []score.Facts{{"x": 7}, {"x": 993}})
			perUnit(b, "indicator", n)
		})
	}
}

func benchmarkScore(b *testing.B, program *score.Program, facts []score.Facts) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := program.Score(facts[i%len(facts)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBatch scores ever more people with one call.
func BenchmarkBatch(b *testing.B) {
	all, err := contenders()
	require.NoError(b, err)
	for _, c := range all {
		if !strings.HasPrefix(c.name, "kaohe batch") {
			continue
		}
		for _, n := range append(sizes, 100_000, 1_000_000) {
			b.Run(fmt.Sprintf("%s/%d", strings.TrimPrefix(c.name, "kaohe batch, "), n), func(b *testing.B) {
				job := c.prepare(newCrowd().draw(n))
				b.ReportAllocs()
				for b.Loop() {
					require.NoError(b, job.score())
				}
				perUnit(b, "person", n)
			})
		}
	}
}

// TestGrownSchemesScore keeps the benchmarks' schemes right without running them.
func TestGrownSchemesScore(t *testing.T) {
	for _, c := range []struct{ text, figure, want string }{
		{tableScheme(200), "p", "2"},       // 995 is in row 99, and 99 mod 97 is 2
		{indicatorScheme(20), "i0", "900"}, // 995.5, but at most 900
		{chainScheme(3), "total", "1741.25"},
	} {
		result, err := compileText(t, c.text).Score(score.Facts{"x": 995})
		require.NoError(t, err)
		figure, ok := result.Figure(c.figure)
		require.True(t, ok)
		require.Equal(t, c.want, figure.Number.Text())
	}
}
