package score

import (
	"encoding/json"
	"math/bits"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// This file reads facts straight into the machine's registers, without a
// rational on the way. It takes what is usual and refuses the rest, which
// factReader then reads or finds fault with; what it takes, factReader would
// read the same.

// A quick reads one input.
type quick struct {
	*machine.Input
	percent bool
	// places is the n for which the scale is 10^n, -1 if there is none.
	places int
}

func newQuick(in *machine.Input, percent bool) quick {
	return quick{in, percent, slices.Index(powers[:], in.Scale)}
}

// decimal reads c * 10^-places.
func (q *quick) decimal(c int64, places int) (int64, bool) {
	if q.Kind != ir.Number || places < 0 || places >= len(powers) {
		return 0, false
	}
	// Most facts have a scale that is a power of ten, and no more places.
	if more := q.places - places; more >= 0 {
		if c > 1<<62/powers[more] || c < -1<<62/powers[more] {
			return 0, false
		}
		x := c * powers[more]
		return x, q.Takes(x)
	}
	high, low := bits.Mul64(uint64(max(c, -c)), uint64(q.Scale))
	x := c * q.Scale
	if high != 0 || low > 1<<62 || x%powers[places] != 0 {
		return 0, false
	}
	x /= powers[places]
	return x, q.Takes(x)
}

// text reads a text, or a number written as one.
func (q *quick) text(s string) (int64, bool) {
	switch q.Kind {
	case ir.Text:
		if x, ok := q.Texts[s]; ok {
			return x, q.Takes(x)
		}
		return 0, q.Open && validText(s)
	case ir.Number:
		hundredth := 0
		if q.percent {
			if plain, ok := strings.CutSuffix(s, "%"); ok {
				s, hundredth = plain, 2
			} else if !strings.Contains(s, ".") {
				return 0, false
			}
		}
		c, places, ok := parseDecimal(s)
		if !ok {
			return 0, false
		}
		return q.decimal(c, places+hundredth)
	}
	return 0, false
}

// parseDecimal reads an optional minus, digits, and optionally a point and
// digits, of which there are at most 18.
func parseDecimal(s string) (c int64, places int, ok bool) {
	digits := strings.TrimPrefix(s, "-")
	point := -1
	for i := range len(digits) {
		switch d := digits[i]; {
		case '0' <= d && d <= '9':
			c = 10*c + int64(d-'0')
		case d == '.' && point < 0 && i > 0:
			point = i
		default:
			return 0, 0, false
		}
		if i > 18 {
			return 0, 0, false
		}
	}
	if point >= 0 {
		places = len(digits) - point - 1
	}
	if len(digits)-min(1, point+1) > 18 || digits == "" || point == len(digits)-1 {
		return 0, 0, false
	}
	if len(digits) < len(s) {
		c = -c
	}
	return c, places, true
}

// number reads a decimal.
func (q *quick) number(d decimal.Decimal) (int64, bool) {
	if d.NumDigits() > 18 {
		return 0, false
	}
	c, e := d.CoefficientInt64(), int(d.Exponent())
	if e > 0 {
		if c != 0 && (e >= len(powers) || d.NumDigits()+e > 18) {
			return 0, false
		}
		return q.decimal(c*powers[min(e, len(powers)-1)], 0)
	}
	return q.decimal(c, -e)
}

// json reads a JSON number without an exponent.
func (q *quick) json(n json.Number) (int64, bool) {
	digits := strings.TrimPrefix(string(n), "-")
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return 0, false
	}
	c, places, ok := parseDecimal(string(n))
	if !ok {
		return 0, false
	}
	return q.decimal(c, places)
}

func (q *quick) bool(b bool) (int64, bool) {
	if b {
		return 1, q.Kind == ir.Bool
	}
	return 0, q.Kind == ir.Bool
}

// float reads a float that certainly is what was written.
func (q *quick) float(f float64) (int64, bool) {
	r, err := exact.FromFloat(f)
	if q.Kind != ir.Number || err != nil {
		return 0, false
	}
	v := ir.NumberValue(r)
	return q.Register(&v)
}

// any reads a fact of the usual types. given is false for null.
func (q *quick) any(v any) (x int64, given, ok bool) {
	switch v := v.(type) {
	case nil:
		return 0, false, true
	case int:
		x, ok = q.decimal(int64(v), 0)
	case int64:
		x, ok = q.decimal(v, 0)
	case int32:
		x, ok = q.decimal(int64(v), 0)
	case string:
		x, ok = q.text(v)
	case decimal.Decimal:
		x, ok = q.number(v)
	case json.Number:
		x, ok = q.json(v)
	case bool:
		x, ok = q.bool(v)
	case float64:
		x, ok = q.float(v)
	case Number:
		c, places, short := v.decimal()
		if !short {
			return 0, true, false
		}
		x, ok = q.decimal(c, places)
	}
	return x, true, ok
}

// set fills an input's registers; false if a fact is missing.
func (p person) set(in *machine.Input, x int64, given bool) bool {
	if !given {
		if !in.HasDefault && in.Present < 0 {
			return false
		}
		x = in.Default
	}
	p.registers[p.at+int(in.Reg)*p.stride] = x
	if in.Present >= 0 {
		p.registers[p.at+int(in.Present)*p.stride] = 0
		if given {
			p.registers[p.at+int(in.Present)*p.stride] = 1
		}
	}
	return true
}

// loadFacts fills the registers with facts, if all are of the usual kind and
// none is unknown.
func (e *engine) loadFacts(to person, facts Facts) bool {
	known := 0
	for i := range e.quick {
		v, here := facts[e.names[i]]
		if here {
			known++
		}
		x, given, ok := e.quick[i].any(v)
		if !ok || !to.set(e.quick[i].Input, x, given) {
			return false
		}
	}
	return known == len(facts)
}
