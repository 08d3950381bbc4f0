package dsl

import "strings"

// A File is the syntax tree of one scheme file. Parse always returns one, also
// for a text full of faults: it then holds what could be read.
type File struct {
	// Name is the name given to Parse.
	Name string
	// Decls are the declarations in the order of the text.
	Decls []*Phrase
	// trailing comments, after the last declaration.
	comments []Comment
	source   *source
}

// Line is the text of a line of the file, counted from 1.
func (f *File) Line(n int) string { return f.source.line(n) }

// A Phrase is a keyword with what follows it: a declaration, a clause, a
// gate's effect, a column or field (Keyword empty), or a row of a block.
type Phrase struct {
	// Keyword is the name of the grammar's rule: "indicator", "at least". The
	// clause `in NAME` of an indicator is "in section", a param's `= E` is
	// "value". For rows it is the kind of the row: "row", "facts", "expect",
	// "header", "case", "quota", "ties", "minimum", "failed".
	Keyword string
	// Args are the filled slots.
	Args []Arg
	// Clauses follow the head, in the order of the text.
	Clauses []*Phrase
	// Columns are a table's columns.
	Columns []*Phrase
	// Fields are the fields of a record type, the columns of a grade band, or
	// the one effect of a gate.
	Fields []*Phrase
	// Rows are the rows of the block; HasBlock says that there is one.
	Rows     []*Phrase
	HasBlock bool
	// Word is where the keyword stands, Span the whole phrase.
	Word, Span Span

	rule        *rule
	lead        []Comment // on lines of their own before it
	trail       *Comment  // at the end of its line
	tailOpen    *Comment  // behind the opening brace of the block
	tail        []Comment // before the closing brace of the block
	blankBefore bool
	gap         bool // an empty line stands between the comments above and the phrase
	oneLine     bool // the block stood on one line
}

// An Arg is a filled slot of a phrase: its role in the grammar and what fills it.
type Arg struct {
	Name   string
	Values []*Fragment
}

// Arg is the fragment that fills a slot, nil if none does.
func (p *Phrase) Arg(name string) *Fragment {
	if all := p.ArgList(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// ArgList is all fragments of a slot.
func (p *Phrase) ArgList(name string) []*Fragment {
	for _, a := range p.Args {
		if a.Name == name {
			return a.Values
		}
	}
	return nil
}

// Text is the canonical text of a slot, "" if it is not filled.
func (p *Phrase) Text(name string) string {
	if f := p.Arg(name); f != nil {
		return f.Text()
	}
	return ""
}

// Value is what a slot says: a text literal without its quotes, anything else
// as Text.
func (p *Phrase) Value(name string) string {
	if f := p.Arg(name); f != nil {
		return f.Value()
	}
	return ""
}

// Clause is the clause with that name, nil if there is none.
func (p *Phrase) Clause(name string) *Phrase {
	for _, c := range p.Clauses {
		if c.Keyword == name {
			return c
		}
	}
	return nil
}

func (p *Phrase) add(name string, values ...*Fragment) {
	p.Args = append(p.Args, Arg{name, values})
}

// A FragmentKind says what a fragment is.
type FragmentKind uint8

// The kinds of fragments: each is a leaf of the tree, and of a scheme built in Go.
const (
	FragmentWord        FragmentKind = iota // a choice of the grammar or a name: redistribute
	FragmentName                            // calls
	FragmentText                            // "优秀"
	FragmentDate                            // 2013-01-01
	FragmentFormula                         // calls * rate
	FragmentConstant                        // a formula that ends before `in`: 40, good_k * 2
	FragmentConstants                       // "初级", "中级"
	FragmentInterval                        // [0, 2000]; Parts are the ends
	FragmentCells                           // what a row takes; Parts are the cells
	FragmentCell                            // "a" | "b"; Parts are the alternatives
	FragmentCompare                         // > 2300; Op and one part
	FragmentAny                             // _
	FragmentElse                            // else
	FragmentResult                          // 0.4, fail "…", never, flat, extend; Op and at most one part
	FragmentRounding                        // 2 half_even, to 0.5; Op is "to" or "", Parts places or step, then the mode
	FragmentAssignments                     // calls = 1800, errors = 0; Parts are assignments
	FragmentAssignment                      // Op is the name, one part
	FragmentCase                            // 2001, 3 -> 1000.5, 30; Parts are two lists
	FragmentList                            // [1, 2]; also the lists of a case
	FragmentRecord                          // {bonus = 20000}; Parts are assignments
	FragmentQuota                           // "C" + "D" at least 5%
)

// A Fragment is a leaf of the tree that has tokens of its own.
type Fragment struct {
	Kind FragmentKind
	// Tokens are all tokens of the fragment, those of its parts included.
	Tokens []Token
	// Parts are fragments inside; which, the kind says.
	Parts []*Fragment
	// Op is the operator or word of the fragment, if its kind has one.
	Op string
	// LoOpen and HiOpen are for intervals. An unbounded end is a nil part.
	LoOpen, HiOpen bool
}

// Span is where the fragment stands.
func (f *Fragment) Span() Span {
	if f == nil || len(f.Tokens) == 0 {
		return Span{}
	}
	return f.Tokens[0].Span.To(f.Tokens[len(f.Tokens)-1].Span)
}

// Value is what the fragment says: a text without its quotes, anything else as
// its canonical text.
func (f *Fragment) Value() string {
	if len(f.Tokens) == 1 {
		return f.Tokens[0].Value()
	}
	return f.Text()
}

// Text is the canonical text of the fragment, on one line and without comments.
func (f *Fragment) Text() string {
	if f == nil {
		return ""
	}
	switch f.Kind {
	case FragmentWord:
		return strings.ReplaceAll(joinTokens(f.Tokens), " - ", "-")
	case FragmentRounding:
		// Their words are no operands: a sign or bracket behind one stands apart.
		return joinNonEmpty(f.Op, joinTexts(f.Parts, " "))
	case FragmentQuota:
		return joinNonEmpty(quotaSides(f))
	}
	return joinTokens(f.Tokens)
}

// quotaSides are the grades of a quota and the share that they get.
func quotaSides(f *Fragment) (grades, share string) {
	last := len(f.Parts) - 1
	return joinTexts(f.Parts[:last], " + "), joinNonEmpty(f.Op, f.Parts[last].Text())
}
