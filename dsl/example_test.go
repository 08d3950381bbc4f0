package dsl_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
)

// All faults of a text come at once, and there is a tree all the same.
func ExampleParse() {
	file, faults := dsl.Parse("front_desk.kaohe", `scheme front_desk "前台"
input 话务总量 integer  in [0, 100000]
indicator kpi "话务" = 话务总量 && 1,000  wieght 40%
payout bonus = kpi % 7
`, dsl.Limits{})
	for _, d := range faults {
		fmt.Print(d.Render())
	}
	fmt.Println(len(file.Decls), "declarations,", file.Decls[2].Clause("weight").Text("constant"))
	// Output:
	// front_desk.kaohe:3:27: error[operator]: the language has no operator `&&`
	//     3 | indicator kpi "话务" = 话务总量 && 1,000  wieght 40%
	//       |                                 ^^
	//   hint: write and
	// front_desk.kaohe:3:30: error[number-separator]: 1,000 has a separator between its digits
	//     3 | indicator kpi "话务" = 话务总量 && 1,000  wieght 40%
	//       |                                    ^^^^^
	//   hint: write 1000
	// front_desk.kaohe:3:37: error[unknown-clause]: `wieght` is no clause
	//     3 | indicator kpi "话务" = 话务总量 && 1,000  wieght 40%
	//       |                                           ^^^^^^
	//   hint: did you mean `weight`?
	// front_desk.kaohe:4:20: error[modulo]: % touches no number; there is no modulo operator
	//     4 | payout bonus = kpi % 7
	//       |                    ^
	//   hint: write 85% without a space, or mod(a, b) for the remainder
	// 4 declarations, 40%
}

func ExampleFormatText() {
	text, faults := dsl.FormatText("grades.kaohe", `
table rate（level，calls） ｛
 "初级" ｜ "中级", [0,2000] ->0.4 // to be raised
 else->  fail “没有”
｝
indicator kpi=calls*rate(level,calls) weight 1/3 at most 24 round 2
`, dsl.Limits{})
	if err := faults.Err(); err != nil {
		fmt.Println(err)
	}
	fmt.Print(text)
	// Output:
	// table rate(level, calls) {
	//     "初级" | "中级", [0, 2000] -> 0.4  // to be raised
	//     else                       -> fail "没有"
	// }
	// indicator kpi = calls * rate(level, calls)  at most 24  round 2  weight 1 / 3
}

func ExampleParseFragment() {
	interval, _ := dsl.ParseFragment(dsl.FragmentInterval, "(2000,..)", dsl.Limits{})
	fmt.Println(interval.Text(), interval.Parts[0].Text(), interval.LoOpen, interval.Parts[1] == nil)

	_, faults := dsl.ParseFragment(dsl.FragmentFormula, "calls\ninput smuggled number", dsl.Limits{})
	fmt.Println(faults.Err())
	// Output:
	// (2000, ..) 2000 true true
	// 2:1: error[fragment]: `input` stands behind what should be all (a leaf holds one fragment and nothing else)
}

// The schemes in the documentation are faultless, and written as Format writes them.
func TestDocSchemes(t *testing.T) {
	src, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, example, found := strings.Cut(string(src), "// # An example\n//\n")
	require.True(t, found)
	var text strings.Builder
	for line := range strings.Lines(example) {
		if line == "package dsl\n" {
			break
		}
		text.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), "\t"))
	}
	formatted, ds := dsl.FormatText("doc.go", text.String(), dsl.Limits{})
	require.Empty(t, ds)
	require.Equal(t, text.String(), formatted)
}
