package score_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// randomCohortScheme puts declarations together as a die says. Most compile.
func randomCohortScheme(r *rand.Rand) string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	formulas := []string{
		"x", "y + 1", "abs(total)", "rank", "percentile * 10", "cohort.size", "max(0, cohort.mean(x))", "grade.k", "grade.k * y", "rank <= 3 ? 5 : 1",
		"near ? 2 : 1", "5 / (y - 1)", "level(rank)", "abs(half)", "sum(map([x, y], #))", "sum(filter(zs, # > 3))", "(w ?? 1)", "fail(\"no\")",
	}
	formula := func() string { return pick(formulas...) }
	declarations := []string{
		"input x number in [-10, 100] step 0.5", "input y integer in [0, 9]", "input team text one of \"a\", \"b\", \"c\"", "input city text default \"here\"",
		"input hit, miss bool default false\ninput w integer in [0, 9] optional", "input zs list integer in [0, 9]", "param few integer in [0, 9] = 3",
		"table level(n integer in [1, ..)) { 1 -> 3;  > 1 -> 1 }", "value near = " + pick("rank <= 2", "y > 4", "percentile > 50%"), "value half = x / 2",
		"total = " + pick("x", "x + y", "half  round 0"),
		"grades first { >= 60 -> \"A\" k 2;  >= 20 -> \"B\" k 1.5;  " + pick("else -> \"C\" k 0", "> 0 -> \"C\" k 1;  else -> fail \"no band\"") + " }",
	}
	if r.IntN(4) > 0 {
		d := "distribution " + pick("exact", "exact", "capped", "bands") + " by " + pick("total", "total", "total", "x * y", "grade.k") + pick("", "", " within team", " within city") + " {\n"
		d += pick("    \"A\" 20%;  \"B\" 50%;  \"C\" 30%\n", "    \"A\" at most 30%\n", "    \"A\" 10%;  \"B\" + \"C\" 90%\n", "    \"C\" at least 20%;  \"A\" at most 20%\n", "    \"A\" 70%;  \"B\" 50%\n")
		d += "    ties " + pick("up", "down", "fail", "by y", "by "+formula()) + "\n" + pick("", "    minimum few people\n") + pick("", "    failed refuse\n", "    failed leave_out\n") + "}"
		declarations = append(declarations, d)
	}
	for i := range r.IntN(4) {
		effect := pick(`grade "C"`, `grade "A"`, `grade at most "B"`, "drop 1", "forfeit", "scale fund by 50%", "total at most 30", `fail "gate"`)
		declarations = append(declarations, fmt.Sprintf("gate \"g%d\" when %s then %s", i, pick("hit", "miss", "y > 7", "near", "rank > 3", "grade.k > 1", "fund > 3"), effect))
	}
	for _, name := range []string{"fund", "gift"}[:1+r.IntN(2)] {
		amount := pick("1000", "100 * cohort.size", "round(max(0, cohort.mean(x)), 2)", "0", "y")
		declarations = append(declarations, fmt.Sprintf("pool %s = %s by %s%s%s%s%s  round %s", name, amount, formula(), pick("", "  within team"),
			pick("", "  at least 1", "  at least "+formula()), pick("", "  at most 300", "  at most "+formula()), pick("  forfeited keep", "  forfeited share_out"), pick("2", "0", "to 0.5")))
	}
	declarations = append(declarations, "payout pay = "+formula()+" + "+pick("fund", "grade.k", "0")+"  round 2")
	return "scheme s\n" + strings.Join(declarations, "\n") + "\n"
}

func randomFacts(r *rand.Rand, n int) []score.Person {
	people := make([]score.Person, n)
	for i := range people {
		facts := score.Facts{
			"x": float64(r.IntN(60)-2) / 2 * 3, "y": 2 + r.IntN(7), "team": []string{"a", "b", "c"}[r.IntN(3)], "hit": r.IntN(6) == 0, "miss": r.IntN(6) == 0,
			"zs": []int{r.IntN(9), r.IntN(9)},
		}
		if r.IntN(3) == 0 {
			facts["city"] = "there"
		}
		if r.IntN(40) == 0 {
			facts["y"] = r.IntN(12)
		}
		people[i] = score.Person{ID: fmt.Sprintf("p%03d", i), Facts: facts}
	}
	return people
}

// Whatever a scheme of a cohort says, it is refused with a place, or the cohort
// is with codes, or everybody has a sheet: the same for shuffled people, other
// workers, a formatted scheme, one built in Go, and declarations in another order.
func TestRandomCohorts(t *testing.T) {
	compiles, scored := 0, 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 5))
		text := randomCohortScheme(r)
		s, err := score.Load("s.kaohe", text)
		require.NoError(t, err, text)
		p, err := score.Compile(s)
		if err != nil {
			for _, d := range diagnosticsOf(t, err) {
				require.True(t, d.Span.IsValid(), "%s\n%s", d, text)
				requireWellWordedText(t, d)
			}
			continue
		}
		compiles++
		people := randomFacts(r, r.IntN(30))
		want, ok := cohortLines(t, p, people, 2)
		if ok {
			scored++
		}
		r.Shuffle(len(people), func(i, k int) { people[i], people[k] = people[k], people[i] })
		formatted, ds := dsl.FormatText("s.kaohe", text, dsl.Limits{})
		require.NoError(t, ds.Err())
		for how, other := range map[string]*score.Program{
			"shuffled": p, "formatted": compiled(t, loadText(t, formatted)), "built": compiled(t, goBuilt(s)), "reversed": compiled(t, loadText(t, reversed(text))),
		} {
			got, _ := cohortLines(t, other, people, 1)
			require.Equal(t, want, got, "%s\n%s", how, text)
		}
	}
	require.Greater(t, compiles, 180)
	require.Greater(t, scored, 60)
}

func requireWellWordedText(t *testing.T, d dsl.Diagnostic) {
	require.NotContains(t, d.String(), "%!")
	require.Greater(t, len(d.Message), 8)
}

// reversed has the declarations in the opposite order.
func reversed(text string) string {
	var declarations []string
	for line := range strings.Lines(text) {
		if last := len(declarations) - 1; strings.HasPrefix(line, " ") || strings.HasPrefix(line, "}") {
			declarations[last] += line
		} else {
			declarations = append(declarations, line)
		}
	}
	var head, rest, gates []string // the order of inputs and gates shows
	for _, d := range declarations {
		switch word, _, _ := strings.Cut(d, " "); word {
		case "scheme", "input":
			head = append(head, d)
		case "gate":
			gates = append(gates, d)
		default:
			rest = append(rest, d)
		}
	}
	slices.Reverse(rest)
	return strings.Join(slices.Concat(head, rest, gates), "")
}

// cohortLines are the sheets in the order of the ids, or the faults.
func cohortLines(t *testing.T, p *score.Program, people []score.Person, workers int) ([]string, bool) {
	t.Helper()
	c := p.NewCohort()
	c.SetWorkers(workers)
	for _, person := range people {
		require.NoError(t, c.Add(person))
	}
	r, err := c.Close(context.Background())
	if err != nil {
		faults := strings.Split(anyPosition.ReplaceAllString(faultsText(t, err), "…"), "\n")
		slices.Sort(faults)
		return faults, false
	}
	var lines []string
	for person := range r.People() {
		sheet := ""
		if person.Err == nil {
			require.NotContains(t, sheetOf(person.Result, nil), "needs-cohort")
			figures := strings.Fields(sheetOf(person.Result, nil))
			slices.Sort(figures) // figures of a kind stand in the order of the scheme
			sheet = strings.Join(figures, " ")
		} else {
			sheet = anyPosition.ReplaceAllString(sheetOf(nil, person.Err), "…")
		}
		lines = append(lines, person.ID+" "+sheet)
	}
	slices.Sort(lines)
	return lines, true
}
