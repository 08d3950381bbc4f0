package main

import "github.com/kaohe-go/kaohe/score"

// A person is one line of the facts. A worker reads one person after another
// into the same place, so that its memory is used again.
type person struct {
	line  int
	facts score.Facts
	// cells are the facts as they were given, by column; lost are the names
	// that have no column. CSV and tables show them.
	cells []string
	lost  []string
	// passed are the facts that are no inputs. JSON lines show them.
	passed []passedFact
	// strange are the names that no column is, which may be misspelt.
	strange []string
	// members are for the source of JSON lines.
	members []member
	// err says that the line can't be scored as it stands, or not at all.
	err error
	id  identity
}

// An identity is a person's id under -id, as it was given.
type identity struct {
	text string
	// known says that the line could be read as far as there is an id in it; fault
	// says what is wrong with that.
	known bool
	fault string
}

// sound tells whether there is an id that can be shown.
func (i *identity) sound() bool { return i.known && i.fault == "" && i.text != "" }

// Facts are for score.For.
func (p *person) Facts() score.Facts { return p.facts }

// begin makes ready for the next line. The facts and cells are left to the
// source: in CSV those of the next person lie at the same names.
func (p *person) begin(line int) {
	if p.facts == nil || cap(p.members) > maxKept {
		*p = person{facts: score.Facts{}}
	}
	p.line, p.err, p.id = line, nil, identity{}
	p.lost, p.passed, p.strange = p.lost[:0], p.passed[:0], p.strange[:0]
}

// maxKept bounds the memory that is used again: a line of a mebibyte can have a
// hundred thousand members.
const maxKept = 4096

// A passedFact is a fact that the scheme does not know: a text, or JSON.
type passedFact struct {
	name, text string
	isJSON     bool
}

// A sheet is where a person's figures are: in a worker's block, or of somebody
// who was scored together with others in a result.
type sheet struct {
	w  *worker
	at int // in the worker's block

	together *score.Result
	figures  []score.Figure // of together, as vocabulary.figures
}

// figure is the figure of a number in vocabulary.figures.
func (s *sheet) figure(i int) score.Figure {
	if s.together != nil {
		return s.figures[i]
	}
	return s.w.columns[i].Figure(s.at)
}

// take makes the sheet that of a result.
func (s *sheet) take(r *score.Result) {
	s.together, s.figures = r, append(s.figures[:0], r.Indicators...)
	if r.Total != nil {
		s.figures = append(s.figures, *r.Total)
	}
	if r.Grade != nil {
		s.figures = append(s.figures, score.Figure{Name: "grade", Kind: score.FigureText, Text: r.Grade.Name})
		s.figures = append(s.figures, r.Grade.Columns...)
	}
	s.figures = append(append(s.figures, r.Pools...), r.Payouts...)
}

// gates are the gates that fired. A block does not tell, so the person is scored
// once more, which only schemes with gates need.
func (s *sheet) gates(p *person) []score.FiredGate {
	if s.together != nil {
		return s.together.Gates
	}
	r, err := s.w.scorer.Score(p)
	if err != nil {
		return nil // which can't be: p has been scored
	}
	return r.Gates
}
