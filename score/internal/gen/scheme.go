package gen

// Case is a scheme with what is needed to score it: bindings for its params,
// and the facts of some people, of whom a few have faulty ones. Rebind has
// other values for some of the params.
type Case struct {
	Text         string
	Facts        []map[string]any
	Bind, Rebind map[string]string
}

type kind int

const (
	number kind = iota
	integer
	percent
	text
	truth
)

func (k kind) String() string {
	return [...]string{"number", "integer", "percent", "text", "bool"}[k]
}

func (k kind) numeric() bool { return k <= percent }

// generator is the model of the scheme so far.
type generator struct {
	s       *Source
	taken   map[string]bool
	decls   []string
	bind    map[string]string
	inputs  []*input
	params  []*param
	tables  []*table
	figures []*figure
	easy    []*easy
	total   *figure
	grades  *grades

	optionals []*input
	lists     []*list
	ratings   []*input  // with weight or policies, which formulas read as figures
	weighing  *weighing // nil without weights
	digits    int       // of the weighted mean
	payouts   []string
	gates     int
}

// Scheme makes a case of the choices.
func Scheme(s *Source) Case {
	g := &generator{s: s, taken: map[string]bool{}, bind: map[string]string{}}
	g.makeInputs()
	g.makeOptionals()
	g.makeLists()
	g.makeParams()
	g.makeRequires()
	g.makeTables()
	g.makeFigures()
	g.makeWeighted()
	g.makeTotal()
	g.makeGrades()
	g.makePayouts()
	g.makeGates()
	g.makeExamples()
	c := Case{Bind: g.bind}
	for range 1 + s.pick(4) {
		c.Facts = append(c.Facts, g.facts())
	}
	c.Text = g.layout()
	c.Rebind = g.rebind()
	return c
}

func (g *generator) declare(decl string) { g.decls = append(g.decls, decl) }
