package gen

import "math/big"

// inside chooses a number that the declaration of the input admits.
func (g *generator) inside(in *input) *big.Rat {
	d := in.dom
	unit := d.step
	if unit == nil {
		unit = choose(in.kind == percent, rat(1, 100), rat(1, 4))
	}
	lo, hi := d.inner()
	far := mul(unit, whole(1+g.s.pick(60)))
	var x *big.Rat
	switch {
	case lo != nil && !(hi != nil && g.s.chance(36)):
		// Small multiples of the step keep off zero, which is often the bound.
		x = add(lo, far)
	case hi != nil:
		x = sub(hi, far)
	default:
		x = add(firstOf(lo, whole(0)), mul(far, whole(oneOf(g.s, 7, -3))))
	}
	if lo != nil && x.Cmp(lo) < 0 {
		x = lo
	}
	if hi != nil && x.Cmp(hi) > 0 {
		x = hi
	}
	return x
}

// facts are those of one person.
func (g *generator) facts() map[string]any {
	out := map[string]any{}
	for _, in := range g.inputs {
		if in.hasDefault && g.s.chance(100) {
			continue
		}
		if g.s.chance(5) {
			if fact := g.faulty(in); fact != nil {
				out[in.name] = fact
			}
			continue
		}
		switch {
		case in.kind == truth:
			out[in.name] = g.s.chance(128)
		case in.kind == text && in.oneOf != nil:
			out[in.name] = oneOf(g.s, in.oneOf...)
		case in.kind == text:
			out[in.name] = oneOf(g.s, "none", "a", "初级", "anything else", "")
		default:
			out[in.name] = g.write(g.fact(in), in)
		}
	}
	for _, in := range append(g.optionals, g.ratings...) {
		if in.rating || g.s.chance(150) {
			out[in.name] = g.write(g.fact(in), in)
		}
	}
	for _, l := range g.lists {
		if !l.optional || g.s.chance(150) {
			out[l.name] = g.listFact(l)
		}
	}
	if g.s.chance(3) {
		out["no_such_input"] = "1"
	}
	return out
}

// fact is often a boundary or one step beside it, if that is admitted.
func (g *generator) fact(in *input) *big.Rat {
	if len(in.points) > 0 && g.s.chance(110) {
		x := add(oneOf(g.s, in.points...), mul(g.step(in), whole(g.s.pick(3)-1)))
		if in.dom.contains(x) {
			return x
		}
	}
	return g.inside(in)
}

func (g *generator) step(in *input) *big.Rat {
	if in.dom.step != nil {
		return in.dom.step
	}
	return choose(in.kind == percent, rat(1, 10000), rat(1, 100))
}

// faulty is a fact that the declaration refuses; nil is a missing one.
func (g *generator) faulty(in *input) any {
	switch {
	case g.s.chance(80):
		if in.hasDefault {
			return choose[any](in.kind == truth, "perhaps", true)
		}
		return nil
	case in.kind == truth:
		return int64(1)
	case in.kind == text && in.oneOf != nil && g.s.chance(128):
		return "not a member"
	case in.kind == text:
		return int64(3)
	}
	step := g.step(in)
	switch lo, hi := in.dom.inner(); {
	case hi != nil && g.s.chance(90):
		if x := add(hi, step); !in.dom.contains(x) {
			return g.write(x, in)
		}
	case lo != nil && g.s.chance(128):
		if x := sub(lo, step); !in.dom.contains(x) {
			return g.write(x, in)
		}
	case in.dom.step != nil && g.s.chance(128):
		return decimal(add(g.inside(in), mul(step, rat(1, 2))))
	case in.kind == percent:
		return "85"
	}
	return oneOf[any](g.s, "1e3", true, "", "+1", ".5", "five", "1,000", "0x10", " 1", "1_0")
}

// write chooses one of the Go values and texts that a number may come as.
func (g *generator) write(x *big.Rat, in *input) any {
	if x.IsInt() && x.Num().IsInt64() && g.s.chance(128) {
		return x.Num().Int64()
	}
	if in.kind == percent {
		if g.s.chance(128) {
			return literal(x, percent)
		}
		if x.IsInt() {
			return decimal(x) + ".0"
		}
	}
	if g.s.chance(20) {
		return x.FloatString(len(decimal(x)) + 1)
	}
	return decimal(x)
}
