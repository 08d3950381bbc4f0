package score

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file makes people for the tests of the machine: their facts lie where
// something changes, in the scheme or in the machine.

// crowd makes people for one program.
type crowd struct {
	p *Program
	r *rand.Rand
	// edges are by input the values where the scheme changes something, far those
	// where numbers become too long for somebody; of both, what the input's
	// declaration admits.
	edges, far [][]ir.Value
}

// landmarks are where a word, a float or the machine's registers end.
var landmarks = []string{
	"10", "1000000", "9007199254740992", "9007199254740993",
	"99999999999", "100000000000", "100000000001", "999999999999999", "1000000000000000", "1000000000000001",
	"2305843009213693952", "4611686018427387904", "9223372036854775807", "9223372036854775808", "100000000000000000000",
	"0.0001", "0.00011", "0.333333333333333333333", "12345.678901234567", "0.5", "0.25", "0.005",
}

func newCrowd(p *Program, r *rand.Rand) *crowd {
	c := &crowd{p: p, r: r}
	bounds := append(p.tableBounds(), exact.Int(-1), exact.Int(0), exact.Int(1))
	var far []exact.Rat
	for _, text := range landmarks {
		x, _ := exact.Parse(text, 100)
		far = append(far, x, x.Neg())
	}
	for i := range p.domains {
		d := &p.domains[i]
		for _, end := range []exact.End{d.In.Lo, d.In.Hi} {
			if end.Bounded {
				bounds = append(bounds, end.At)
			}
		}
		c.edges, c.far = append(c.edges, edgesOf(d, bounds)), append(c.far, edgesOf(d, far))
	}
	return c
}

// tableBounds are the numbers in the rows of the tables, bands included.
func (p *Program) tableBounds() []exact.Rat {
	var bounds []exact.Rat
	for i := range p.bound.Tables {
		for _, cells := range p.bound.Tables[i].Cells {
			for k := range cells {
				for _, in := range cells[k].Intervals {
					for _, end := range []exact.End{in.Lo, in.Hi} {
						if end.Bounded {
							bounds = append(bounds, end.At)
						}
					}
				}
			}
		}
	}
	return bounds
}

func edgesOf(d *ir.Domain, bounds []exact.Rat) []ir.Value {
	var edges []ir.Value
	if d.Kind != ir.Number || len(d.OneOf) > 0 {
		return append(edges, d.OneOf...)
	}
	for _, at := range bounds {
		for _, by := range stepsOf(d) {
			if v := ir.NumberValue(at.Add(by)); d.Contains(v) {
				edges = append(edges, v)
			}
		}
	}
	return edges
}

// stepsOf are nothing and one step either way; where none is declared, the
// machine's own step and one below it.
func stepsOf(d *ir.Domain) []exact.Rat {
	steps := []exact.Rat{{}, d.Step, d.Step.Neg()}
	if d.Step.Sign() == 0 {
		for _, text := range []string{"1", "0.01", "0.0001", "0.00000001"} {
			x, _ := exact.Parse(text, 100)
			steps = append(steps, x, x.Neg())
		}
	}
	return steps
}

// person is somebody whose facts are all admitted.
func (c *crowd) person() []ir.Value {
	values := make([]ir.Value, len(c.p.domains))
	for i := range values {
		in := &c.p.ir.Inputs[i]
		may := in.Optional || len(c.p.ir.Nodes[in.Node].Args) > 0
		if may && c.r.IntN(3) == 0 {
			continue
		}
		values[i] = c.fact(i)
	}
	return values
}

func (c *crowd) fact(input int) ir.Value {
	d, edges := &c.p.domains[input], c.edges[input]
	switch d.Kind {
	case ir.Bool:
		return ir.BoolValue(c.r.IntN(2) == 0)
	case ir.Text:
		if len(edges) == 0 {
			return ir.TextValue([]string{"none", "a", "初级", "A级", "nobody wrote this", ""}[c.r.IntN(6)])
		}
	case ir.Number:
		if len(c.far[input]) > 0 && c.r.IntN(16) == 0 {
			edges = c.far[input]
		} else if len(edges) == 0 || c.r.IntN(3) == 0 {
			if v, ok := c.anywhere(d); ok {
				return v
			}
		}
	}
	if len(edges) == 0 { // nothing of note is admitted
		edges = []ir.Value{ir.NumberValue(d.In.Lo.At)}
	}
	return edges[c.r.IntN(len(edges))]
}

// anywhere is a number of any size on the grid, mostly a small one.
func (c *crowd) anywhere(d *ir.Domain) (ir.Value, bool) {
	unit := d.Step
	if unit.Sign() == 0 {
		unit = exact.FromBig(big.NewRat(1, []int64{1, 4, 100, 10_000, 1_000_000}[c.r.IntN(5)]))
	}
	from := exact.Rat{}
	if d.In.Lo.Bounded {
		from = d.In.Lo.At
	}
	size := int64(10)
	for c.r.IntN(2) > 0 && size < 1e15 {
		size *= 10
	}
	for range 4 {
		v := ir.NumberValue(from.Add(unit.Mul(exact.Int(c.r.Int64N(size)))))
		if d.Step.Sign() > 0 {
			v.Num = v.Num.RoundTo(d.Step, exact.Floor)
		}
		if d.Contains(v) {
			return v, true
		}
		size = 10
	}
	return ir.Value{}, false
}

// facts are the values as a host might have them, now and then with one that
// is not admitted, is missing, or is of no input.
func (c *crowd) facts(values []ir.Value) Facts {
	facts := Facts{}
	for i, v := range values {
		if v.Kind != ir.Invalid || c.r.IntN(2) == 0 {
			facts[c.p.ir.Inputs[i].Name] = c.written(v)
		}
	}
	if c.r.IntN(3) > 0 {
		return facts
	}
	i := c.r.IntN(len(values))
	name, d := c.p.ir.Inputs[i].Name, &c.p.domains[i]
	switch c.r.IntN(4) {
	case 0:
		delete(facts, name)
	case 1:
		facts["nobody declared this"] = 1
	case 2:
		facts[name] = []any{true, "x\xff", "1e3", 1.5, "85", struct{}{}, json.Number("01"), json.Number("1e2"), ""}[c.r.IntN(9)]
	default:
		steps := stepsOf(d)
		for _, end := range []exact.End{d.In.Lo, d.In.Hi} {
			if d.Kind == ir.Number && end.Bounded {
				facts[name] = c.written(ir.NumberValue(end.At.Add(steps[c.r.IntN(len(steps))])))
			}
		}
	}
	return facts
}

// written is a value as one of the types that facts may have.
func (c *crowd) written(v ir.Value) any {
	switch v.Kind {
	case ir.Bool:
		return v.Bool
	case ir.Text:
		return v.Text
	case ir.Invalid:
		return nil
	}
	if n, ok := v.Num.Int64(); ok && c.r.IntN(3) == 0 {
		return []any{n, int(n), json.Number(v.Num.Text()), uint64(max(0, n))}[c.r.IntN(4)]
	}
	switch c.r.IntN(5) {
	case 0:
		return Number{r: v.Num}
	case 1:
		return json.Number(v.Num.Text())
	case 2:
		f, _ := v.Num.Big().Float64()
		return f // perhaps another number, or refused
	case 3:
		if d, ok := v.Num.Decimal(); ok {
			return d
		}
	}
	return v.Num.Text()
}
