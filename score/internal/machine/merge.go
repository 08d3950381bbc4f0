package machine

// This file shortens code that was lowered node by node.

// merge puts sums of sums into one instruction, of up to four terms, where
// nobody else reads the inner ones; so too what is done to the result of a search,
// and the sum that is rounded. That the terms may overflow on the way does not
// matter, as the sum does not: what goes over comes back.
func (m *Machine) merge(kept []reg) {
	uses := make([]int, m.Registers)
	maker := make([]int, m.Registers)
	for _, r := range kept {
		uses[r]++
	}
	for i := range maker {
		maker[i] = -1
	}
	for i := range m.code {
		for _, r := range m.code[i].operands() {
			uses[r]++
		}
	}
	gone := make([]bool, len(m.code))
	for i := range m.code {
		in := &m.code[i]
		for _, r := range in.operands() {
			if k := maker[r]; k >= 0 && uses[r] == 1 && in.absorb(&m.code[k]) {
				gone[k] = true
			}
		}
		maker[in.dst] = i
	}
	code := m.code[:0]
	for i := range m.code {
		if !gone[i] {
			code = append(code, m.code[i])
		}
	}
	m.code = code
}

func (in *instr) operands() []reg {
	var out []reg
	for _, r := range []reg{in.a, in.b, in.c, in.d} {
		if r != none {
			out = append(out, r)
		}
	}
	return out
}

// A term is a register times a factor.
type term struct {
	reg    reg
	factor int64
}

// terms are those of a sum, and its constant; false if it is no sum.
func (in *instr) terms() (list []term, rest int64, ok bool) {
	switch in.op {
	case opLin:
		return []term{{in.a, in.x}}, in.z, true
	case opLin2:
		return []term{{in.a, in.x}, {in.b, in.y}}, in.z, true
	case opLin4:
		return []term{{in.a, in.x}, {in.b, in.y}, {in.c, in.z}, {in.d, in.w}}, 0, true
	}
	return nil, 0, false
}

// absorb takes in a sum that is one of the operands, if the terms fit.
func (in *instr) absorb(inner *instr) bool {
	if in.op == opLin && inner.table != nil {
		return in.read(inner)
	}
	if in.op == opRoundPos && inner.op == opLin2 {
		in.op, in.a, in.b, in.w = opRoundSum, inner.a, inner.b, inner.y*in.x
		in.x, in.y = inner.x*in.x, in.y+inner.z*in.x
		return true
	}
	own, rest, ok1 := in.terms()
	add, plus, ok2 := inner.terms()
	if !ok1 || !ok2 {
		return false
	}
	var all []term
	for _, t := range own {
		if t.reg != inner.dst {
			all = append(all, t)
			continue
		}
		for _, a := range add {
			all = append(all, term{a.reg, a.factor * t.factor})
		}
		rest += plus * t.factor
	}
	return in.sum(all, rest)
}

// sum makes the instruction a sum of terms; false if it has no room for them.
func (in *instr) sum(all []term, rest int64) bool {
	if len(all) > 4 || len(all) > 2 && rest != 0 {
		return false
	}
	for len(all) == 3 {
		all = append(all, term{all[0].reg, 0})
	}
	out := instr{op: opLin, dst: in.dst, a: all[0].reg, x: all[0].factor, b: none, c: none, d: none, z: rest}
	if len(all) > 1 {
		out.op, out.b, out.y = opLin2, all[1].reg, all[1].factor
	}
	if len(all) > 2 {
		out.op, out.c, out.z, out.d, out.w = opLin4, all[2].reg, all[2].factor, all[3].reg, all[3].factor
	}
	*in = out
	return true
}

// read makes the instruction one that finds or picks its results, with what it
// would have done to them done.
func (in *instr) read(inner *instr) bool {
	by := func(v int64) int64 { return v*in.x + in.z }
	t := &table{finds: mapped(inner.finds, by), vals: make([]int64, len(inner.vals))}
	for i, v := range inner.vals {
		t.vals[i] = by(v)
	}
	out := *inner
	out.dst, out.table = in.dst, t
	*in = out
	return true
}
