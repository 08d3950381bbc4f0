package dsl

// block takes the rows in braces at the end of a declaration.
func (p *parser) block(ph *Phrase) {
	p.hoist(ph, p.i, p.i+1)
	open := p.advance()
	ph.HasBlock = true
	ph.tailOpen = p.takeTrailing()
	for !p.peek().Is("}") {
		t := p.peek()
		switch {
		case t.Kind == TokenEnd:
			p.fault(CodeUnclosedBlock, open.Span, "close it with } on a line of its own", "the block of `%s` is not closed", ph.Keyword)
			return
		case p.rows == p.limits.Rows:
			p.fault(CodeTooMany, t.Span, "", "a file has at most %d rows", p.limits.Rows)
			p.i = p.end
			return
		case t.Is(";"):
			p.semicolon()
		default:
			p.rows++
			p.row(ph)
		}
	}
	last := &p.tokens[p.i]
	ph.tail = last.comments
	last.comments = nil
	closing := p.advance()
	ph.oneLine = open.Span.Start.Line == closing.Span.Start.Line
	p.trail(ph)
	if p.declarationAhead() {
		p.end = p.i // it is read as a declaration of its own, and reported there
	} else if p.i < p.end {
		p.expected("the end of the declaration")
	}
}

// semicolon passes a ; and hands the comments before it on to what follows.
func (p *parser) semicolon() {
	sign, next := &p.tokens[p.i], &p.tokens[p.i+1]
	next.comments = append(sign.comments, next.comments...)
	sign.comments = nil
	p.advance()
}

// row takes one row and passes on to the next one also after a fault.
func (p *parser) row(ph *Phrase) {
	start := p.i
	row := &Phrase{Word: p.peek().Span}
	p.lead(row, start)
	p.inRow, p.rowFrom = true, start
	ok := p.rowOf(ph, row)
	if ok && !p.rowEnds() {
		ok = p.rowUnexpected()
	}
	p.inRow, p.open = false, 0
	if !ok {
		p.skipRow(start)
	}
	row.Span = row.Word.To(p.tokens[p.i-1].Span)
	p.hoist(row, start+1, p.i)
	p.trail(row)
	if t := p.peek(); t.Is(";") && !t.OnNewLine {
		p.semicolon()
		if row.trail == nil {
			p.trail(row)
		}
	}
	ph.Rows = append(ph.Rows, row)
}

func (p *parser) rowOf(ph, row *Phrase) bool {
	switch ph.rule.block {
	case tableBlock:
		return p.tableRow(row, false)
	case bandBlock:
		return p.tableRow(row, true)
	case exampleBlock:
		return p.exampleRow(row)
	case casesBlock:
		return p.casesRow(row, len(ph.Rows) == 0)
	}
	return p.distributionRow(row)
}

func (p *parser) rowEnds() bool {
	t := p.peek()
	return t.Kind == TokenEnd || t.Is(";") || t.Is("}")
}

func (p *parser) rowUnexpected() bool {
	t := p.peek()
	switch {
	case p.thousands():
		return p.rowEnds()
	case t.Is(","):
		return p.fault(CodeExpected, t.Span, "rows end with the line or with ;", "expected the end of the row, found `,`")
	}
	return p.expected("the end of the row")
}

// skipRow goes to the end of a faulty row: where its brackets are closed again
// or, if they don't match, to the next line.
func (p *parser) skipRow(start int) {
	end, matched := p.rowEnd(start, true)
	if !matched {
		end, _ = p.rowEnd(start, false)
	}
	p.i = max(p.i, end)
}

// rowEnd finds the token behind a row, at or after the present one. A line end
// within brackets ends no row if all of them match.
func (p *parser) rowEnd(start int, all bool) (end int, matched bool) {
	var open []bool // for each open bracket whether it is a brace
	for i := start; i < p.end; i++ {
		t := p.tokens[i]
		lineEnds := i > start && t.OnNewLine && (!all || len(open) == 0)
		if i >= p.i && (lineEnds || len(open) == 0 && (t.Is(";") || t.Is("}"))) {
			return i, true
		}
		if brace := t.Is("{") || t.Is("}"); !brace && !all {
			continue
		} else if opensBracket(t) {
			open = append(open, brace)
		} else if last := len(open) - 1; closesBracket(t) && last >= 0 && open[last] == brace {
			open = open[:last]
		} else if closesBracket(t) || i-start > p.limits.FormulaTokens {
			return i, false
		}
	}
	return p.end, false
}

// tableRow takes cells -> result; a band has columns behind it.
func (p *parser) tableRow(row *Phrase, band bool) bool {
	row.Keyword = "row"
	cells := p.fragment(FragmentCells)
	if cells == nil {
		return false
	}
	row.add("cells", cells)
	arrow := p.peek().Is("->")
	if arrow {
		p.advance()
	}
	if bare := isBareResult(p.peek()); arrow == bare || band && bare {
		return p.arrowFault(arrow)
	}
	result := p.fragment(FragmentResult)
	if result == nil {
		return false
	}
	row.add("result", result)
	for band && !p.rowEnds() && p.peek().Kind == TokenName {
		column := &Phrase{Word: p.peek().Span}
		if !p.slot(column, "name") || !p.slot(column, "constant") {
			return false
		}
		column.Span = column.Word.To(p.tokens[p.i-1].Span)
		row.Fields = append(row.Fields, column)
	}
	return true
}

// isBareResult: how a linear table goes on beside its rows, without an arrow.
func isBareResult(t Token) bool { return t.Is("flat") || t.Is("extend") }

func (p *parser) arrowFault(arrow bool) bool {
	if t := p.peek(); arrow {
		return p.fault(CodeExpected, t.Span, "in a linear table write > 120% "+t.Text+", without the arrow", "expected a result, found %s", t.describe())
	}
	return p.expected("`->`")
}

func (p *parser) exampleRow(row *Phrase) bool {
	row.Keyword = "facts"
	p.begin()
	if p.peek().Is("expect") && !p.ahead(1).Is("=") {
		row.Keyword = "expect"
		p.advance()
		if p.peek().Is("fail") && !p.ahead(1).Is("=") {
			row.add("fail", p.part(p.fail))
			return true
		}
	}
	return p.slot(row, "assignments")
}

func (p *parser) casesRow(row *Phrase, first bool) bool {
	if first {
		row.Keyword = "header"
		return p.header(row)
	}
	row.Keyword = "case"
	f := p.fragment(FragmentCase)
	if f == nil {
		return false
	}
	row.add("case", f)
	return true
}

// header takes the names over the columns of examples.
func (p *parser) header(row *Phrase) bool {
	p.begin()
	for _, slot := range []string{"given", "expected"} {
		var names []*Fragment
		for {
			f := p.part(p.figure)
			if f == nil {
				return false
			}
			names = append(names, f)
			if !p.peek().Is(",") {
				break
			}
			p.advance()
		}
		row.add(slot, names...)
		if slot == "given" && !p.expect("->") {
			return false
		}
	}
	return true
}

func (p *parser) distributionRow(row *Phrase) bool {
	t := p.peek()
	switch {
	case t.Is("ties"):
		row.Keyword = "ties"
		p.advance()
		if next := p.ahead(1); p.peek().Is("by") && next.Kind != TokenEnd && !next.Is(";") && !next.Is("}") {
			p.advance()
			return p.slot(row, "formula")
		}
		return p.single(row, "word", TokenName, FragmentWord, "up, down, fail, a param, or by and a formula")
	case t.Is("minimum"):
		row.Keyword = "minimum"
		p.advance()
		return p.slot(row, "constant") && p.expect("people")
	case t.Is("failed"):
		row.Keyword = "failed"
		p.advance()
		return p.choice(row, []string{"refuse", "leave_out"})
	}
	row.Keyword = "quota"
	f := p.partOf(FragmentQuota, p.quota)
	if f == nil {
		return false
	}
	row.add("quota", f)
	return true
}

func (p *parser) partOf(kind FragmentKind, read func() *Fragment) *Fragment {
	p.begin()
	f := p.part(read)
	if f != nil {
		f.Kind = kind
	}
	return f
}

// quota takes "C" + "D" at least 5%. Op is "", "at least" or "at most"; the
// last part is the share.
func (p *parser) quota() *Fragment {
	f := &Fragment{Kind: FragmentQuota}
	for {
		name := p.part(func() *Fragment { return p.token(FragmentText) })
		if name == nil {
			return nil
		}
		f.Parts = append(f.Parts, name)
		if !p.peek().Is("+") {
			break
		}
		p.advance()
	}
	for _, words := range []string{"at least", "at most"} {
		if p.matchWords(words) {
			f.Op = words
			p.advance()
			p.advance()
		}
	}
	share := p.constant()
	if share == nil {
		return nil
	}
	f.Parts = append(f.Parts, share)
	return f
}
