package dsl

// This file says to which phrase a comment belongs. None is ever lost: what can
// stand nowhere else goes above its declaration.

// lead takes the comments above a phrase.
func (p *parser) lead(ph *Phrase, start int) {
	t := &p.tokens[start]
	ph.blankBefore = t.blankBefore
	if len(t.comments) > 0 {
		ph.blankBefore, ph.gap = t.comments[0].blankBefore, t.blankBefore
	}
	ph.lead = append(ph.lead, t.comments...)
	t.comments = nil
}

// trail takes the comment behind a phrase on its last line.
func (p *parser) trail(ph *Phrase) {
	if c := p.takeTrailing(); c != nil {
		ph.trail = c
	}
}

// takeTrailing takes the comment that stands behind the last token on its line.
func (p *parser) takeTrailing() *Comment {
	next := &p.tokens[p.i]
	if len(next.comments) == 0 || !next.comments[0].Trailing {
		return nil
	}
	c := next.comments[0]
	next.comments = next.comments[1:]
	return &c
}

// hoist moves comments from inside a phrase above it, except those of a
// formula that keeps its lines.
func (p *parser) hoist(ph *Phrase, from, to int) {
	for i := from; i < to; i++ {
		if i > p.keepFrom && i < p.keepTo {
			continue
		}
		ph.lead = append(ph.lead, p.tokens[i].comments...)
		p.tokens[i].comments = nil
	}
}
