package score_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// What random schemes found, small enough to read.

// TestTablesOfOtherModesTakeConstants: such a call is computed when the scheme
// is compiled, before anything else needed the rows of the table.
func TestTablesOfOtherModesTakeConstants(t *testing.T) {
	requireFound(t, `scheme s
table slices(kind text one of "a", "b", v number in [0, ..)) graduated {
    "a", [0, 300] -> 1%
    "a", > 300    -> 10%
    "b", _        -> 2
}
table line(v number in [0, ..)) linear { < 1 -> 0; 1 -> 10; 3 -> 20; > 3 extend }
indicator sliced = slices("a", 400)
indicator between = line(2)
indicator beyond = line(5)
`, score.Facts{}, map[string]string{"sliced": "13", "between": "15", "beyond": "30"})
}

// TestGraduatedRowsOfSeveralStretches: alternatives price what they take and no
// more, and else what is left over.
func TestGraduatedRowsOfSeveralStretches(t *testing.T) {
	requireFound(t, `scheme s
table split(v number in [0, 100]) graduated { [0, 10] | (20, 30] -> 1; (10, 20] -> 2; > 30 -> 3 }
table rest(v number in [0, 100]) graduated { [0, 10] -> 1; (20, ..) -> 2; else -> 3 }
table ahead(v number in [0, 100]) graduated first { <= 10 -> 1; <= 20 -> 2; _ -> 3 }
indicator a = split(25)
indicator b = rest(25)
indicator c = ahead(25)
`, score.Facts{}, map[string]string{"a": "35", "b": "50", "c": "45"})
}

// TestLoopsThatNeedAnotherFigure: the figure that the loop is the first to need
// has a loop of its own, which is no part of the outer one.
func TestLoopsThatNeedAnotherFigure(t *testing.T) {
	requireFound(t, `scheme s
input xs list { bonus number in [0, ..), kind text one of "a", "b" }
indicator outer = sum(xs, .kind == "a" ? .bonus : inner)
indicator inner = max(map(filter(xs, .bonus > 1), .bonus / 2))
`, score.Facts{"xs": []any{
		map[string]any{"bonus": 1, "kind": "a"}, map[string]any{"bonus": 6, "kind": "b"}, map[string]any{"bonus": 4, "kind": "a"},
	}}, map[string]string{"outer": "8", "inner": "3"})
}

func requireFound(t *testing.T, text string, facts score.Facts, want map[string]string) {
	t.Helper()
	s, err := score.Load("found.kaohe", text)
	require.NoError(t, err)
	p, err := score.Compile(s)
	require.NoError(t, err)
	r, err := p.Score(facts)
	require.NoError(t, err)
	for name, value := range want {
		f, ok := r.Figure(name)
		require.True(t, ok, name)
		require.Equal(t, value, f.Value(), name)
	}
}
