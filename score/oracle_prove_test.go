package score_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/dsl"
	"github.com/kaohe-go/kaohe/score"
)

// proofScheme has tables that cover only part of what a call might pass.
const proofScheme = `scheme s
input n integer in [0, 100]
input x number in [0, 10]
input free number
input ok, done integer in [0, 1000]
input q percent in [0%, 100%] step 0.1%
input level text one of "a", "b", "c"
input on bool
table small(v integer in [0, 10]) { <= 5 -> 1; > 5 -> 2 }
table half(v number in [0, 50] step 0.5) { < 7 -> 1; >= 7 -> 2 }
table cents(v number in [0, 10] step 0.01) { < 7 -> 1; >= 7 -> 2 }
table unit(v number in [0, 1]) { < 0.5 -> 1; >= 0.5 -> 2 }
table plus(v number in (0, ..)) { > 0 -> 1 }
table two(v text one of "a", "b") { "a" -> 1; "b" -> 2 }
table both(v integer in [0, 10], w text one of "a", "b") { <= 5, _ -> 1; > 5, "a" -> 2; > 5, "b" -> 3 }
table names(level) { "a" | "b" -> "a"; "c" -> "b" }
`

// TestHonestCallsAreProved: what a person can see to be inside compiles.
func TestHonestCallsAreProved(t *testing.T) {
	for _, formula := range []string{
		// Conditions.
		"n <= 10 ? small(n) : 0",
		"n > 10 ? 0 : small(n)",
		"not (n > 10) ? small(n) : 0",
		"10 >= n ? small(n) : 0",
		"0 <= free <= 10 ? plus(free + 1) : 0",
		"0 < free < 1 ? unit(free) + plus(free) : 0",
		"free > 0 and free <= 1 ? unit(free) : 0",
		"free < 0 or free > 1 ? 0 : unit(free)",
		"on and n < 11 and small(n) == 1 ? 1 : 0",
		"n > 10 or small(n) == 1 ? 1 : 0",
		"n == 7 ? small(n) : 0",
		"n in [1, 3, 10] ? small(n) : 0",
		"n != 0 ? plus(n) : 0",
		"if n > 10 { 0 } else if n > 5 { small(n) } else { small(n + 5) }",
		"not (0 <= n <= 10) ? 0 : small(n)",
		"0 <= n <= 10 ? small(n) : n > 90 ? small(n - 90) : small(mod(n, 11))",
		"n <= 10 ? (on ? small(n) : small(10 - n)) : 0",
		"(n <= 10 or n > 100) ? small(n) : 0",
		"ok + done <= 10 ? small(ok + done) : 0", // the same formula twice
		"n < 3 or n > 5 and n < 9 ? small(n) : 0",
		"not (n > 10 and on) and on and n < 11 ? small(n) : 0",
		// Texts.
		`level in ["a", "b"] ? two(level) : 0`,
		`level == "a" or level == "b" ? two(level) : 0`,
		`level != "c" ? two(level) : 0`,
		`level == "c" ? 0 : two(level)`,
		`level not in ["c"] ? two(level) : 0`,
		`two(on ? "a" : "b")`,
		`two(names(level))`,
		`n <= 10 and level != "c" ? both(n, level) : 0`,
		// Steps.
		"small(floor(n / 10))",
		"small(floor(x))",
		"small(ceil(x))",
		"small(round(x, 0))",
		"small(clamp(n, 0, 10))",
		"small(min(n, 10))",
		"small(max(0, min(10, n - 50)))",
		"half(n * 0.5)",
		"half(n / 2)",
		"half(min(50, n + 0.5))",
		"half(round(x, 0) / 2 + 3)",
		"cents(round(x, 2))",
		"cents(round(x, 1))",
		"cents(q * 10)",
		"half(50 - n / 2)",
		"small(mod(n, 11))",
		"half(abs(n / 2 - 25))",
		"small(10 * on_)",
		"unit(q)",
		"unit(1 - q)",
		"unit(q ** 2)",
		"unit(n / 100)",
		// Ratios.
		"done > 0 ? plus((ok + 1) / done) : 0",
		"plus(1 / (ok + 1))",
		"unit(ok / (done + 1000))",
		"unit(1 / max(1, done))",
		"plus(x / 2 + 0.5) * unit(x / 10)",
		// Through values.
		"n <= 10 ? small(twice / 2) : 0",
		"small(capped)",
		"n > 0 ? plus(n_third) : 0",
		"let k = min(n, 10); small(k)",
		"let k = n - 5; 0 <= k <= 10 ? small(k) : 0",
	} {
		assert.NoError(t, compileProof(formula), formula)
	}
}

// TestCallsThatCannotBeProved: some lie outside for certain facts; the rest is
// more than the analysis promises.
func TestCallsThatCannotBeProved(t *testing.T) {
	for _, formula := range []string{
		"small(n)",
		"small(x)",            // not whole
		"small(n / 10)",       // not whole
		"half(n / 4)",         // off the step
		"half(min(n, 50.25))", // off the step
		"cents(x)",
		"cents(round(x, 3))",
		"unit(free)",
		"plus(x)", // 0
		"plus(free * free)",
		"two(level)",
		`level != "a" ? two(level) : 0`,
		"n <= 11 ? small(n) : 0",
		"n >= 10 ? small(n) : 0",
		"n <= 10 or on ? small(n) : 0",
		"not (n <= 10 and on) ? small(n) : 0",
		"not (0 <= free <= 1) ? unit(free) : 0",
		"n <= 10 ? 0 : small(n)",
		"n < 5 and on ? 0 : small(n)",
		"unit(ok / (done + 1))",
		"on == (n <= 10) ? small(n) : 0", // needs more than ranges
		"both(min(n, 10), level)",
		"n < 3 or n > 98 ? small(n > 50 ? n - 98 : n) : 0", // a range has no gaps
		"not (n > 10 and on) ? (on ? small(n) : 0) : 0",
	} {
		var ds dsl.Diagnostics
		assert.True(t, errors.As(compileProof(formula), &ds), formula)
		assert.True(t, slices.ContainsFunc(ds, func(d dsl.Diagnostic) bool { return d.Code == score.CodeDomain }), "%s: %v", formula, ds)
	}
}

// TestRequiresProve: what they demand holds after them.
func TestRequiresProve(t *testing.T) {
	for formula, requires := range map[string]string{
		"small(n)":              `require n <= 10 "r"`,
		"two(level)":            `require level in ["a", "b"] "r"`,
		"plus(free) * free":     `require free > 0 "r"`,
		"unit(free)":            "require free >= 0 \"r\"\nrequire free <= 1 \"r\"",
		"small(n) + two(level)": `require n < 11 and level != "c" "r"`,
		"small(n) + 1":          "require on \"r\"\nrequire not on or n <= 10 \"r\"",
		"small(ok) * small(n)":  "require n <= 10 \"r\"\nrequire ok <= 10 \"r\"",
	} {
		require.NoError(t, compileProof(formula+"\n"+requires), formula)
		assert.Error(t, compileProof(formula), formula)
	}
	// A require may itself call, under what those before it demand.
	require.NoError(t, compileProof("1\nrequire n <= 10 \"r\"\nrequire small(n) == 1 \"r\""))
	require.Error(t, compileProof("1\nrequire small(n) == 1 \"r\"\nrequire n <= 10 \"r\""))
}

func compileProof(formula string) error {
	s, err := score.Load("p.kaohe", proofScheme+`
value on_ = on ? 1 : 0
value twice = n * 2
value capped = twice > 10 ? 10 : twice
value n_third = n / 3
indicator it = `+formula+"\n")
	if err == nil {
		_, err = score.Compile(s)
	}
	return err
}
