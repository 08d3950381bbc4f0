package score_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score"
)

// TestLargeSchemesCompile: contexts multiply where conditionals nest through
// values, rows and calls where tables are long. Each of these would not end if
// the work grew with the square of the scheme or worse.
func TestLargeSchemesCompile(t *testing.T) {
	repeat := func(n int, line string) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintln(&out, strings.NewReplacer("$0", fmt.Sprint(i), "$1", fmt.Sprint(i+1)).Replace(line))
		}
		return out.String()
	}
	rows := repeat(10_000, "  $0 -> $1")
	for name, text := range map[string]string{
		"conditionals on the value before": "input v0 number in [0, 10]\n" +
			repeat(200, "value v$1 = v$0 > 5 ? v$0 - 1 : v$0 + 1") + "indicator last = v200\n",
		"with a call in each": "input v0 number in [0, 10]\ntable f(x number in [0, 11]) { <= 5 -> 0; > 5 -> 1 }\n" +
			repeat(200, "value v$1 = 0 <= v$0 <= 9 ? f(v$0) + v$0 : v$0 - 1") + "indicator last = v200\n",
		"two values of the value before": "input v0 number in [0, 10]\n" +
			repeat(200, "value v$1 = v$0 > 5 and v$0 < 9 ? (v$0 > 7 ? v$0 : 3) : (v$0 < 2 ? 1 : v$0)") + "indicator last = v200\n",
		"conditionals on one input": "input x, v0 number in [0, 300]\n" +
			repeat(200, "value v$1 = x > $0 ? v$0 + 1 : v$0 - 1") + "indicator last = v200\n",
		"on two inputs that don't order each other": "input x, y, v0 number in [0, 300]\n" +
			repeat(200, "value v$1 = x > $0 and y < $1 ? v$0 + x : (y > x ? v$0 - y : v$0)") + "indicator last = v200\n",
		"lets of one formula": "input x number in [0, 300]\ntable f(x) { <= 5 -> 0; > 5 -> 1 }\nindicator k = let a0 = x; " +
			strings.ReplaceAll(repeat(25, "let a$1 = 0 <= a$0 and a$0 <= 9 ? f(a$0) + a$0 : a$0 / 2;"), "\n", " ") + " a25\n",
		"many alternatives": "input x number in [0, 300]\nindicator k = " + strings.ReplaceAll(repeat(300, "x == $0 or"), "\n", " ") +
			" x > 7 ? 1 / (x + 1) : " + strings.ReplaceAll(repeat(30, "x < $0 ? $1 :"), "\n", " ") + " 0\n",
		"requires": "input x, v0 number in [0, 300]\n" + repeat(200, "value v$1 = v$0 > $0 ? v$0 - 1 : v$0 + 1") +
			repeat(200, `require v$1 > v$0 or x < $1 "r"`) + "indicator last = v200\n",
		"nested in one formula": "input x number in [0, 10]\nindicator k = " +
			strings.Repeat("x > 1 ? (x < 2 ? 1 : x + (", 9) + "x" + strings.Repeat(")) : 2", 9) + "\n",
		"conditions of many parts": "input x, y number in [0, 10]\n" +
			repeat(200, "indicator i$0 = (x > $0 and y > 1) or (x < 1 and y < $0) or not (x == y) ? x / (x + 1) : y") + "\n",
		"a thousand indicators": "input x number in [0, 10] step 0.01\n" +
			repeat(998, "indicator i$0 = (x + $0) * 2 - x / 3 + max(x, $0) * (x - 1) + min(x, 2) - 4 * x"),
		"a table of ten thousand rows":      "input x integer in [0, 9999]\ntable f(x) {\n" + rows + "}\nindicator k = f(x)\n",
		"the same called with a range":      "input x integer in [0, 9999]\ntable f(x) {\n" + rows + "}\nindicator k = x > 7 ? f(min(x, 9000)) : f(x)\n",
		"called often, with as many params": "param p number in [0, 10] = 1\ninput x integer in [0, 99]\ntable f(x) {\n" + repeat(100, "  $0 -> $1 * p") + "}\n" + repeat(300, "indicator i$0 = x < 50 ? f(x) + f(min(99, x + $0)) : 0"),
	} {
		s, err := score.Load("large.kaohe", "scheme s\n"+text)
		require.NoError(t, err, name)
		_, err = score.Compile(s)
		assert.NoError(t, err, name)
	}
}
