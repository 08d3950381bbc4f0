package dsl

// This file reads what examples are made of: facts given and figures expected.

// assignments takes calls = 1800, projects = [{bonus = 20000}].
func (p *parser) assignments() *Fragment {
	f := &Fragment{Kind: FragmentAssignments}
	for {
		a := p.part(p.assignment)
		if a == nil {
			return nil
		}
		f.Parts = append(f.Parts, a)
		p.thousands()
		if !p.peek().Is(",") {
			return f
		}
		p.advance()
	}
}

func (p *parser) assignment() *Fragment {
	name := p.part(p.figure)
	if name == nil || !p.expect("=") {
		return nil
	}
	value := p.part(p.given)
	if value == nil {
		return nil
	}
	return &Fragment{Kind: FragmentAssignment, Op: name.Text(), Parts: []*Fragment{value}}
}

// figure takes the name of a fact or a figure: kpi, grade.coefficient.
func (p *parser) figure() *Fragment {
	if p.token(FragmentName) == nil {
		return nil
	}
	if p.peek().Is(".") {
		p.advance()
		if p.token(FragmentName) == nil {
			return nil
		}
	}
	return &Fragment{Kind: FragmentName}
}

// given takes a value: a constant, a list, a record, or _ for "not given".
func (p *parser) given() *Fragment {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	switch t := p.peek(); {
	case t.Is("_"):
		p.advance()
		return &Fragment{Kind: FragmentAny}
	case t.Is("["):
		return p.givenList()
	case t.Is("{"):
		open := p.advance()
		p.open++
		defer func() { p.open-- }()
		f := p.assignments()
		if f == nil || !p.closing("}", open) {
			return nil
		}
		f.Kind = FragmentRecord
		return f
	}
	return p.formulaFragment(FragmentConstant)
}

func (p *parser) givenList() *Fragment {
	open := p.advance()
	p.open++
	defer func() { p.open-- }()
	f := &Fragment{Kind: FragmentList}
	for !p.peek().Is("]") {
		if len(f.Parts) > 0 {
			if !p.peek().Is(",") {
				break
			}
			p.advance()
		}
		v := p.part(p.given)
		if v == nil {
			return nil
		}
		f.Parts = append(f.Parts, v)
	}
	if !p.closing("]", open) {
		return nil
	}
	return f
}

// caseRow takes a row of examples: values, an arrow, values or fail.
func (p *parser) caseRow() *Fragment {
	left := p.part(p.givens)
	if left == nil || !p.expect("->") {
		return nil
	}
	right := p.part(func() *Fragment {
		if p.peek().Is("fail") {
			return p.fail()
		}
		return p.givens()
	})
	if right == nil {
		return nil
	}
	return &Fragment{Kind: FragmentCase, Parts: []*Fragment{left, right}}
}

func (p *parser) givens() *Fragment {
	f := &Fragment{Kind: FragmentList}
	for {
		v := p.part(p.given)
		if v == nil {
			return nil
		}
		f.Parts = append(f.Parts, v)
		if !p.peek().Is(",") {
			return f
		}
		p.advance()
	}
}

// fail takes fail or fail "…", as examples expect it.
func (p *parser) fail() *Fragment {
	p.advance()
	f := &Fragment{Kind: FragmentResult, Op: "fail"}
	if p.peek().Kind == TokenText {
		f.Parts = []*Fragment{p.part(func() *Fragment { return p.token(FragmentText) })}
	}
	return f
}
