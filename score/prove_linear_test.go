package score

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// patterns are what honest schemes do before a look-up. The table covers
// exactly [0, 1], or whole numbers, so that each proof has to be sharp.
var patterns = []struct {
	name, declarations, call string
	proved                   bool
}{
	{"a share of a sum", "input ok, bad integer in [0, 100]\nrequire ok + bad > 0", "unit(ok / (ok + bad))", true},
	{"a share of a sum that is named", "input ok, bad integer in [0, 100]\nvalue n = bad + ok\nrequire n > 0", "unit(ok / n)", true},
	{"a share without knowing the sum's sign", "input ok, bad integer in [-5, 100]", "unit(ok / (ok + bad))", false},
	{"a part of a whole that is required", "input ok, n integer in [0, 100]\nrequire ok <= n", "unit(ok / n)", true},
	{"a part of a whole, not required", "input ok, n integer in [0, 100]", "unit(ok / n)", false},
	{"parts that are required together", "input a, b, n integer in [0, 100]\nrequire a + b <= n", "unit((a + b) / n)", true},
	{"one of the parts", "input a, b, n integer in [0, 100]\nrequire a + b <= n", "unit(a / n)", true},
	{"the rest", "input a, n integer in [0, 100]\nrequire a <= n", "unit((n - a) / n)", true},
	{"a rest below zero", "input a, n integer in [0, 100]", "from0(n - a)", false},
	{"a rest that is not below zero", "input a, n integer in [0, 100]\nrequire n >= a", "from0(n - a)", true},
	{"what cancels", "input a integer in [0, 100]\nvalue twice = a + a", "from0(twice - a)", true},
	{"what cancels over an indicator", "input a, b number in [0, 100]\nindicator both = a + b", "from0(both - b)", true},
	{"a weighted mean", "input a, b number in [0, 1]", "unit(a * 0.4 + b * 0.6)", true},
	{"weights above one", "input a, b number in [0, 1]", "unit(a * 0.5 + b * 0.6)", false},
	{"a difference that a branch guards", "input a, b number in [0, 1]", "a >= b ? unit(a - b) : unit(b - a)", true},
	{"a difference that the wrong branch guards", "input a, b number in [0, 1]", "a >= b ? unit(b - a) : unit(a - b)", false},
	{"a ratio that a branch guards", "input a, b number in [0, 100]", "b > 0 and a <= b ? unit(a / b) : 0", true},
	{"a ratio in a conjunction", "input a, b number in [0, 100]", "a <= b and unit(a / b) > 0 ? 1 : 0", true},
	{"strictly below", "input a, b number in [0, 100]\nrequire a < b", "below1(a / b)", true},
	{"at most, not strictly", "input a, b number in [0, 100]\nrequire a <= b", "below1(a / b)", false},
	{"a mean of two", "input a, b number in [0, 1]", "unit((a + b) / 2)", true},
	{"a let", "input a, b number in [0, 100]", "let s = a + b + 1; unit(a / s)", true},
	{"a chain", "input a, b, c number in [0, 100]\nrequire a <= b <= c", "unit(b / c)", true},
	{"whole numbers stay whole", "input a, b integer in [0, 100]", "whole(a * 2 + b - 1)", true},
	{"halves are not whole", "input a integer in [0, 100]", "whole(a / 2)", false},
	{"rounded to whole", "input a integer in [0, 100]", "whole(round(a / 3, 0))", true},
	{"scaled to whole", "input a number in [0, 100] step 0.5", "whole(a * 2)", true},
	{"rounded to two places, in cents", "input a number in [0, 100]", "whole(round(a / 3, 2) * 100)", true},
	{"a list's share", "input xs list number in [0, 1]", "len(xs) > 0 ? unit(mean(xs)) : 0", true},
	{"elements of a record", "input ps list { r percent in [0%, 100%] }", "sum(ps, unit(.r))", true},
	{"filtered elements", "input xs list number in [-5, 1]", "sum(filter(xs, # >= 0), unit(#))", true},
	{"elements that are not filtered", "input xs list number in [-5, 1]", "sum(xs, unit(#))", false},
}

// TestRangePatterns: what can be proved compiles; what can't is refused with
// a word on what to add.
func TestRangePatterns(t *testing.T) {
	const tables = `
table unit(x number in [0, 1]) { [0, 1] -> 1 }
table below1(x number in [0, 1)) { [0, 1) -> 1 }
table from0(x number in [0, ..)) { >= 0 -> 1 }
table whole(x integer) { _ -> 1 }
`
	for _, c := range patterns {
		t.Run(c.name, func(t *testing.T) {
			s, err := Load("", "scheme p\n"+c.declarations+tables+"indicator looked = "+c.call)
			require.NoError(t, err)
			_, err = Compile(s)
			if c.proved {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, "error[domain]")
			require.ErrorContains(t, err, "narrow it with clamp")
		})
	}
}
