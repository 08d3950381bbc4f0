package score

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/gen"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// constructs are schemes for what generated ones have too seldom. Their inputs
// are short lists of numbers, so that ties, bounds and zeros all occur.
var constructs = map[string]string{
	"quotients at bounds": `
input a integer in [-24, 24]
input b integer in [1, 12]
input c integer in [-12, 12] step 3
table at(v number) { < -2 -> 0; [-2, -0.5) -> 1;  -0.5 -> 2;  (-0.5, 0) -> 3;  0 -> 4;  (0, 0.5) -> 5;  0.5 | 1 -> 6;  (0.5, 1) -> 7;  (1, 1.5] -> 8;  > 1.5 -> 9 }
table far(v number) { <= -1000000000000 -> 1;  (-1000000000000, 0.000001) -> 2;  >= 0.000001 -> 3 }
value q = a / b
indicator one = at(q)
indicator two = at(a / (b * b))
indicator three = at(-q)
indicator four = far(q / 1000000)
indicator five = at(c == 0 ? 0 : a / c)
indicator six = q < 0.5 ? 1 : q <= 1 ? 2 : q == 2 ? 3 : 4
indicator seven = q < a / (b + 1) ? 1 : q == c / b ? 2 : q >= c ? 3 : 4
indicator eight = min(q, 1 / b, 0.5) + max(q, c / b)
indicator nine = q in [0.5, 1, -2] or q == 1 / b`,

	"wide roundings": `
input m number in [-1000000000000, 1000000000000] step 0.01
input n number in [-900000000000, 900000000000] step 0.01
input k integer in [1, 100000]
indicator one = m * 12345 / (k * 1000000 + 1)  round 2
indicator two = m * 1000 / (abs(n) + 1)  round 2 half_even
indicator three = m / (abs(n) + 1)  round 6 up
indicator four = n * 1234567 / 7  round 3 half_even`,

	"wide keys": `
input m number in [-1000000000000, 1000000000000] step 0.01
input n number in [-900000, 900000] step 0.01
input k integer in [1, 100000]
table big(v number) { < -1000000000 -> 0;  [-1000000000, 1000000000] -> 1;  > 1000000000 -> 2 }
table fine(v number) { < -0.001 -> 0;  [-0.001, 0.001] -> 1;  > 0.001 -> 2 }
table exact(v number) { < -2 -> 0;  -2 | 2 | 1000000000 -> 1;  else -> 2 }
indicator one = big(m * 1000 / (abs(n) + 1))
indicator two = fine(m / (n * n + 1))
indicator three = fine(n * 0.00001 / k)
indicator four = exact(m / k)
indicator five = exact(m * 100000 / (k * 100000))`,

	"wide comparisons": `
input m number in [-1000000000000, 1000000000000] step 0.01
input n number in [-900000000000, 900000000000] step 0.01
input k integer in [1, 100000]
indicator one = m / k < n / (k + 1)
indicator two = m / (k + 2) <= n / k
indicator three = m / k == n / k
indicator four = m / k != (m + 0.01) / k
indicator five = max(m / k, n / (k + 3)) == m / k ? 1 : 2
indicator six = min(m, n) + max(m, n, k) - (m > n ? n : m)`,

	"rounded sums": `
input a number in [0, 30] step 0.005
input b number in [0, 3] step 0.125
input c integer in [-4, 9]
indicator one = a * 0.3 + b * 70%  round 2
indicator two = a - b / 3 + 2 + c  at least 0  round 1
indicator three = a + b + (c + 4) / 7 + 0.05  round 1 up
indicator four = 50 - a + b * 2.345  round 2 half_down
indicator five = a + b + c  round 2 half_even
indicator six = 4 + c + a * 2  round 0 ceiling
indicator seven = a * 2 - b * 3 + c * 5 + 0.125 * a  round 2 floor
total = one * 20% + two * 0.3 + three * 0.5 + four  round 2`,

	"checked sums": `
input x number
input y number
indicator one = x * 7001 / 3 + y / 7
indicator two = x * 123457  round 2
indicator three = x / 4900007 + 1/3
indicator four = min(x * 7001 / 3, y / 7)`,

	"checked products": `
input x number in [-10000000, 10000000]
input y number in [-10000000, 10000000]
input z integer in [-2000000000, 2000000000]
indicator one = x * y
indicator two = z * z
indicator three = z * z > 1000000000000000000 ? 1 : 2
indicator four = x * y / 1000  round 2
indicator five = mod(x * 1000, z == 0 ? 7 : z)`,

	"mod and signs": `
input a number in [-3, 3] step 0.25
input b number in [-2, 2] step 0.5
indicator one = b == 0 ? 99 : mod(a, b)
indicator two = b == 0 ? 99 : a / b
indicator three = b == 0 ? 99 : floor(a / b)
indicator four = b == 0 ? 99 : ceil(a / b)
indicator five = mod(a, 0.75)
indicator six = b < 0 ? mod(5, b) : 0
indicator seven = abs(a - b) - abs(a) / 3
indicator eight = b == 0 ? 0 : mod(a / b, 0.5)
indicator nine = b == 0 ? 0 : (a / b) ** 3 + a ** -0 + a ** 2
indicator ten = b == 0 ? 1 : b ** -2
indicator eleven = -a / (b * b + 1)`,

	"a division that fails": `
input a integer in [-3, 3]
input b integer in [-2, 2]
value q = a / b
indicator one = b != 0 ? q : 7
indicator two = b != 0 and q > 1 ? 1 : 0
indicator three = b == 0 or q > 1 ? 1 : 0
indicator four = a > 2 ? mod(a, b) : 1`,

	"tables of many columns": `
input level text one of "a", "b", "c"
input years integer in [0, 12]
input free text
input full bool
input x number in [-2, 2] step 0.5
table pay(level, years, full) { "a" | "b", [0, 3), true -> 1;  "a", [0, 3), false -> 2;  "b", [0, 3), false -> 3;  "c", [0, 3), _ -> 4;  _, [3, 7], true -> 5;  _, [3, 7], false -> 6;  else -> 7 }
table pair(free, x) { "a", < 0 -> 1;  "初级" | "none", >= 0 -> 2;  "none", -1 | -2 -> 3;  else -> 4 }
table mixed(x, years) first { > 0, > 5 -> 1;  _, 0 | 3 | 5 -> 2;  [-1, 1], _ -> 3;  else -> fail "not said" }
table truth(full, level) { true, "a" | "c" -> 1;  true, "b" -> 2;  else -> 3 }
table words(years) { <= 3 -> "low";  [4, 8] -> "middle";  else -> "high" }
indicator one = pay(level, years, full)
indicator two = pair(free, x)
indicator three = mixed(-x, years)
indicator four = truth(full, level)
indicator five = words(years)
indicator six = free == "a" ? 1 : free in ["none", "b"] ? 2 : 3
indicator seven = level != "a" and not full
indicator eight = words(years) == "low" ? 1 : 0`,

	"rows that fail and rows that never happen": `
input x integer in [0, 20]
input y integer in [0, 20]
table some(v integer in [0, 20]) first { 3 | 7 -> fail "three";  _ -> 1 }
table other(v integer in [0, 20]) { <= 10 -> 1;  else -> fail "ten" }
table whole(v integer in [0, 40]) { <= 40 -> 1;  else -> never }
indicator one = x > 10 ? other(y) : 0
indicator two = x == 20 ? fail("twenty") : 2
indicator three = whole(x + y) + some(y == 3 ? 4 : y)
indicator four = y == 19 or x < 19 ? 1 : other(x)`,

	"tiers": `
input x number in [-5, 500] step 0.5
input d integer in [1, 7]
input level text one of "a", "b"
table rate(v number in [0, ..)) graduated { [0, 100] -> 5%;  (100, 120] -> 8%;  (120, 300] -> 0%;  > 300 -> 10% }
table whole(v number in [0, ..)) whole_volume { [0, 100) -> 5%;  [100, 120) -> 8%;  >= 120 -> 1/3 }
table curve(v number) linear { < 10 -> 0;  10 -> 40;  20 -> 50;  50 -> 10;  > 50 flat }
table ends(v number in [-5, 500]) linear { < 0 extend;  0 -> 1;  30 -> 2;  100 -> 3;  > 100 extend }
table failing(v number in [-5, 500]) linear { < 0 -> fail "below";  0 -> 0;  100 -> 33;  > 100 -> 35 }
table by(level, v number in [0, ..)) graduated { "a", [0, 10] -> 1;  "a", > 10 -> 2;  "b", _ -> 3 }
indicator one = rate(max(x, 0))
indicator two = whole(max(x, 0))
indicator three = curve(x)
indicator four = curve(x / d)
indicator five = ends(x)
indicator six = x >= 0 ? failing(x) : 0
indicator seven = by(level, abs(x) / d)
indicator eight = rate(abs(x) / d)  round 2
indicator nine = whole(abs(x) / d)  round 1 ceiling`,

	"many rows": "input x integer in [0, 20000]\ninput y number in [0, 1000] step 0.01\n" +
		"table dense(x) {\n" + manyRows(300, 3) + "}\ntable sparse(y) {\n" + manyRows(300, 1) + "}\n" +
		"indicator one = dense(x)\nindicator two = sparse(y)",

	"policies": `
input p number in [0, 10] step 0.5 optional
input q number in [0, 10] optional
input r integer in [0, 10] optional
input on bool optional
input x integer in [-2, 6]
section s weight 40%
indicator a = p  points 10  weight 1/3 * 60%  missing full
indicator b = q + x  weight 2/3 * 60%  missing redistribute  applies when x > 0 otherwise zero  points 10
indicator c = r / 3  weight 1/3  in s  missing redistribute
indicator d = x + 1  weight 1/3  in s  applies when x > 2 otherwise redistribute
indicator e = x * x  weight 1/3  in s  applies when x != 1 otherwise redistribute  round 1
indicator f = (p ?? q ?? r ?? -1) + (given(p) and p > 5 ? p : given(on) ? 1 : 0)
indicator g = p + q  missing zero  applies when x < 6 otherwise fail  points 3
indicator h = p * 2  missing fail  applies when x < 2 otherwise zero
total = weighted  over at least 30%  round 3`,

	"gates": `
input x integer in [0, 100]
input y integer in [0, 12]
total = x + y / 7  at most 100  round 1
gate "one" when y == 1 then total 50
gate "two" when y == 2 then total at most x / 3
gate "three" when y == 3 then grade "C"
gate "four" when y == 4 then grade at most "B"
gate "five" when y == 5 or y == 6 then drop 1
gate "six" when y == 6 or y == 7 then drop 5
gate "seven" when y == 8 then scale pay by 1/3
gate "eight" when y == 8 or y == 9 then scale pay by x
gate "nine" when y == 10 then forfeit
gate "ten" when y == 11 then fail "eleven"
grades { (90, ..) -> "A" coefficient 1.1 days 3;  (60, 90] -> "B" coefficient 1 days 1/3;  (20, 60] -> "C" coefficient 0.8 days 0;  (5, 20] -> "D" coefficient 0 days 0;  else -> fail "too little" }
payout pay = 100 * grade.coefficient + total  at most 150  round 2
payout extra = grade.days * x / 7  at least 0  round 0 half_even
payout of = grade.name == "A" ? 1 : 0  round 1`,

	"thirds and percents": `
input p percent in [0%, 200%]
input k integer in [1, 7]
param third number in (0, 1) = 1/3
indicator one = p * third
indicator two = p / 3 + k / 7
indicator three = (p / 3 + 1/7) * 21  round 4
indicator four = p * k / 3 * 3 == p * k
indicator five = clamp(p, 1/3, 2/3)
indicator six = third < p <= 2 * third ? k / 3 : 0
indicator seven = p  round to 0.05
indicator eight = k / 3  round to 0.25 down
total = one + two + three`,

	"requires": `
input a integer in [-5, 5]
input b integer in [0, 9]
input c integer in [0, 9]
require a > -3 "positive"
require b <= c + 2 "not more than all"
require c > 0 or a > 3 "some"
indicator one = a > 0 ? b / a : 3
indicator two = c == 0 ? 0 : b / c
indicator three = 100 / (a + 3)  round 2`,

	"one number, two names": `
input x number in [0, 100]
input y number in [-5, 5] step 0.5 optional
value never = 0.5 >= x ? x : fail("more")
indicator a = x > 1 ? 5 : (x <= 1 ? x : fail("no"))
indicator b = x / 3  at least 1.25
indicator c = (let z = x; z < 4 ? z : 4) + (x < 2 ? x : 7)
indicator d = (y ?? 3) > 2 ? (y ?? 3) : 0
indicator e = min(x, 200) + max(x, -1) + clamp(x, -1, 101) + abs(x) + (x < 3 ? abs(x) : 1)
indicator f = min(x, 2) + max(x, 3) + min(max(x, 0), 99)  at most 150
indicator g = y  missing zero  applies when x > 50 otherwise zero
indicator h = (x <= 2 ? x : 2) * (x >= 2 ? x : 2)  at least 0.5
total = a + b + c + d + e`,

	"values of a list": `
input n number one of 0.5, 1, 2.25, -3
input w integer one of 7, 11 default 7
input t text one of "x", "y" default "y"
input f bool default true
input z number in [0, 1] default 1/3
indicator one = n * w + (f ? 1 : 0)
indicator two = t == "x" ? n : w
indicator three = z * 3`,
}

// manyRows are rows that touch, for a table from 0 on.
func manyRows(n, step int) string {
	var rows strings.Builder
	at := 0
	for i := range n {
		next := at + 1 + i*7%(3*step)
		fmt.Fprintf(&rows, "    [%d, %d) -> %d\n", at, next, i%17)
		at = next
	}
	fmt.Fprintf(&rows, "    >= %d -> 99\n", at)
	return rows.String()
}

// TestMachineConstructs is TestMachineAgrees on schemes that are made for the
// machine's hard cases; no instruction may be left out.
func TestMachineConstructs(t *testing.T) {
	all := newAgreement()
	run := func(name, text string) {
		t.Run(name, func(t *testing.T) {
			a := newAgreement()
			c := gen.Case{Text: "scheme s\n" + text + "\n"}
			p := compiled(t, c)
			require.NotNil(t, p.engine, "%v", p.refused)
			r := rand.New(rand.NewPCG(uint64(len(text)), 29))
			n := 3000
			if raceDetector || testing.Short() {
				n = 500
			}
			a.compare(t, p, newCrowd(p, r).listed(n), r, text)
			a.scheme(t, c, r, 200)
			require.Greater(t, a.computed, a.pairs/4, "%d pairs, %d given up, %d needlessly", a.pairs, a.lost, a.needlessly)
			all.add(&a)
		})
	}
	for name, text := range constructs {
		run(name, text)
	}
	for _, mode := range []string{"half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"} {
		run(mode, strings.ReplaceAll(roundings, "MODE", mode))
		run(mode+" clamped", strings.ReplaceAll(clampings, "MODE", mode))
	}
	t.Logf("%d of %d pairs computed by the machine", all.computed, all.pairs)
	all.requireOps(t)
}

// roundings have ties and their neighbours for every mode: of constants, of
// quotients, and of numbers that need 128 bits.
const roundings = `
input x number in [-3, 3] step 0.005
input y integer in [1, 9]
input big number in [-2000000000000, 2000000000000] step 0.005
indicator one = x  round 2 MODE
indicator two = abs(x)  round 2 MODE
indicator three = x / 8  round 1 MODE
indicator four = abs(x) / 8  round 0 MODE
indicator five = x / y  round 2 MODE
indicator six = x * x / (2 * y)  round 1 MODE
indicator seven = x / y  round to 0.25 MODE
indicator eight = big  round 2 MODE
indicator nine = big * 1000 / (y * 1000000)  round 4 MODE
indicator ten = big * 12345 / 7  round 2 MODE
indicator eleven = round(x * 3, 1, MODE) / 3
indicator twelve = round(x / 4, 2, MODE) + round(abs(x) / y, 1, MODE)
indicator thirteen = big / (y * 1000 + x)  round 3 MODE`

// clampings put clamps before and after roundings of quotients, on the grid and
// off it, with factors of either sign.
const clampings = `
input x number in [-3, 3] step 0.005
input y integer in [-3, 9]
value q = x / (y == 0 ? 7 : y)
indicator one = round(min(1.234, q) * 20, 1, MODE)
indicator two = -3 * max(0.0375, min(q, 0.333))  round 2 MODE
indicator three = clamp(q, -0.125, 0.375) / 3  round 1 MODE
indicator four = min(q, 0.5) > 0.25 ? max(q, 0.1) : min(0.3, q) - 1
indicator five = abs(min(q, 0.2))  round 2 MODE
indicator six = min(max(q, 0.5), 0.25)  round 2 MODE
indicator seven = max(min(q, -0.5), 0.125) * -0.5  round 2 MODE
indicator eight = floor(min(q, 0.7) * 10) + ceil(max(q, 0.35) * -2)
indicator nine = min(1/3, q) * 0  round 2 MODE
indicator ten = q / -2  at least -0.25  at most 0.75  round 2 MODE
indicator eleven = round(round(min(q, 1/7), 2, MODE) * 10 / 3, 1, MODE)
indicator twelve = -min(q, 0.045)  round 2 MODE
indicator thirteen = min(q, 1/3) / max(2, y)  round 2 MODE
indicator fourteen = (y > 3 ? min(q, 0.405) : max(q, -0.405))  round 2 MODE
total = min(q, 0.05) + max(q, 0.15) ** 2  round to 0.2 MODE`

// listed are people whose facts are drawn from all that a short declaration
// admits.
func (c *crowd) listed(n int) [][]ir.Value {
	for i := range c.p.domains {
		d := &c.p.domains[i]
		if d.Kind != ir.Number || d.Step.Sign() == 0 || !d.In.Lo.Bounded || !d.In.Hi.Bounded {
			continue
		}
		steps, _ := d.In.Hi.At.Sub(d.In.Lo.At).Quo(d.Step)
		count, short := steps.Floor().Int64()
		if short = short && count <= 25_000; !short {
			continue
		}
		c.edges[i], c.far[i] = nil, nil
		for k := range count + 1 {
			if v := ir.NumberValue(d.In.Lo.At.Add(d.Step.Mul(exact.Int(k)))); d.Contains(v) {
				c.edges[i] = append(c.edges[i], v)
			}
		}
	}
	var people [][]ir.Value
	for range n {
		people = append(people, c.person())
	}
	return people
}
