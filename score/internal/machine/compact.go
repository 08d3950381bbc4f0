package machine

// compact numbers the registers that are left without gaps, so that a frame is
// small and a block's columns stay in the cache.
func (m *Machine) compact(kept []reg) {
	number := make([]reg, m.Registers)
	for i := range number {
		number[i] = none
	}
	next := reg(0)
	use := func(r reg) {
		if r != none && number[r] == none {
			number[r] = next
			next++
		}
	}
	use(flag)
	m.eachFact(func(r *int32) { use(*r) })
	for _, r := range kept {
		use(r)
	}
	for i := range m.code {
		use(m.code[i].dst)
		for _, r := range m.code[i].operands() {
			use(r)
		}
	}
	again := func(r *int32) {
		if *r != none {
			*r = number[*r]
		}
	}
	m.eachFact(again)
	for _, out := range m.Outputs {
		out.each(again)
	}
	for i := range m.code {
		in := &m.code[i]
		for _, r := range []*reg{&in.dst, &in.a, &in.b, &in.c, &in.d} {
			again(r)
		}
	}
	consts := m.consts[:0]
	for _, c := range m.consts {
		if number[c.reg] != none {
			consts = append(consts, constant{number[c.reg], c.value})
		}
	}
	m.consts, m.Registers = consts, int(next)
}

// eachFact visits the registers that are filled from outside.
func (m *Machine) eachFact(visit func(*int32)) {
	for i := range m.Inputs {
		visit(&m.Inputs[i].Reg)
		visit(&m.Inputs[i].Present)
	}
	for i := range m.Givens {
		g := &m.Givens[i]
		visit(&g.Num)
		visit(&g.Den)
		visit(&g.Present)
	}
}

// each visits the registers of an output.
func (out *Output) each(visit func(*int32)) {
	for _, r := range []*int32{&out.Num, &out.Den, &out.Failed, &out.State, &out.Out} {
		visit(r)
	}
	for i := range out.Unless {
		visit(&out.Unless[i])
	}
}
