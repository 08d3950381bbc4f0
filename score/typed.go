package score

import (
	"errors"
	"reflect"
	"runtime"
	"unsafe"

	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// A Scorer scores people whose facts are an In and whose sheets are an Out. It
// is safe for concurrent use.
//
// In is a struct with score tags, Facts, or a type with a method Facts() Facts.
// Out is a struct with score tags, Result or *Result.
//
// A tag names an input, or for Out a figure (total, grade.coefficient):
//
//	type Agent struct {
//		Calls int             `score:"calls"`
//		Base  decimal.Decimal `score:"base"`
//		Paid  int64           `score:"paid,scale=2"` // in cents
//		Ratio float64         `score:"ratio,float"`
//	}
//
// Fields without a tag are left alone, embedded structs are looked into. A fact
// may be whatever Facts allows; null (a nil pointer, a Null type that is not
// valid) is a fact that is not given. An integer with scale=N is a number of
// N places: 1250 with scale=2 is 12.50. A float64 must say so by the option
// float, and is then taken under the rule of Facts for floats.
//
// A figure may become a Number, which costs nothing until it is read, a
// decimal.Decimal, an int64 with a scale, a string or a bool, and a pointer to
// one of these or a Null type if there may be no figure: an indicator whose
// weight goes to others, a value that no figure needs.
//
// Numbers, texts, bools, decimals and the Null types of decimal and database/sql
// are read and written without reflection. Lists, records and other types that
// say by a method what they are (MarshalText, Value) are not: a struct with such a
// field takes some microseconds.
type Scorer[In, Out any] struct {
	p       *Program
	in      *intake    // nil if In is no struct
	out     *sheetPlan // nil if Out is a Result
	pointer bool       // Out is *Result
	facts   func(In) Facts
	workers int
}

// A ScorerOption changes how a Scorer or a Cohort works, not what it gives.
type ScorerOption func(*scorerOptions)

type scorerOptions struct{ workers int }

// Workers sets how many people are scored at a time, by ScoreAll, ScoreStream
// and ScoreBlock, and by a Cohort: GOMAXPROCS if it is left out or not positive.
// One worker starts no goroutine.
func Workers(n int) ScorerOption {
	return func(o *scorerOptions) { o.workers = n }
}

// workersOf is the number of workers that options ask for.
func workersOf(opts []ScorerOption) int {
	var o scorerOptions
	for _, opt := range opts {
		if opt != nil { // an option that a caller left out
			opt(&o)
		}
	}
	if o.workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return o.workers
}

// For joins a type of facts and a type of sheets to a program. The error is a
// *FieldsError that names every field that is missing, misspelt or of the
// wrong type, on both sides, or ErrNeedsCohort.
func For[In, Out any](p *Program, opts ...ScorerOption) (*Scorer[In, Out], error) {
	if !p.made() {
		return nil, errNilProgram
	}
	if p.ir.HasCohort() {
		return nil, ErrNeedsCohort
	}
	s := &Scorer[In, Out]{p: p, workers: workersOf(opts), facts: factsOf[In]()}
	e := &FieldsError{}
	if s.facts == nil {
		s.in, e.In = p.newIntake(reflect.TypeFor[In]())
	}
	switch reflect.TypeFor[Out]() {
	case reflect.TypeFor[Result]():
	case reflect.TypeFor[*Result]():
		s.pointer = true
	default:
		s.out, e.Out = p.newSheetPlan(reflect.TypeFor[Out]())
	}
	if len(e.In)+len(e.Out) > 0 {
		return nil, e
	}
	return s, nil
}

// factsOf gives the facts of a type that has them as a map; nil if it has not.
func factsOf[In any]() func(In) Facts {
	t := reflect.TypeFor[In]()
	switch {
	case t == reflect.TypeFor[Facts]():
		return func(in In) Facts { return any(in).(Facts) }
	case t.Implements(reflect.TypeFor[interface{ Facts() Facts }]()):
		return func(in In) Facts { return any(in).(interface{ Facts() Facts }).Facts() }
	}
	return nil
}

// Program is what the scorer scores by.
func (s *Scorer[In, Out]) Program() *Program { return s.p }

// made tells whether For made the scorer.
func (s *Scorer[In, Out]) made() bool { return s != nil && s.p != nil }

var errNilScorer = errors.New("score: the Scorer was not made by For")

// Score computes one person's sheet. The error is as of Program.Score; the sheet
// is then zero.
func (s *Scorer[In, Out]) Score(in In) (out Out, err error) {
	if !s.made() {
		return out, errNilScorer
	}
	e := s.p.engine
	if e == nil {
		return s.slow(in)
	}
	// A small frame on the stack costs less than one from the pool.
	var space [smallFrame]int64
	frame := machine.Frame(space[:])
	var pooled *machine.Frame
	if e.Registers > smallFrame {
		pooled = e.frames.Get().(*machine.Frame)
		frame = *pooled
		frame.Clear()
	} else {
		e.Prepare(frame)
	}
	at := person{registers: frame, stride: 1}
	good := false
	if s.in != nil {
		good = s.in.load(frame, unsafe.Pointer(&in))
	} else {
		good = e.loadFacts(at, s.facts(in))
	}
	if good {
		e.Run(frame)
		good = frame.Good()
	}
	if good && s.out != nil {
		err = s.out.write(at, unsafe.Pointer(&out))
	} else if good {
		s.result(s.p.sheet(at), &out)
	}
	if pooled != nil {
		e.frames.Put(pooled)
	}
	switch {
	case !good:
		return s.slow(in)
	case err != nil:
		var zero Out
		return zero, err
	}
	return out, nil
}

// smallFrame is enough for a scheme of some twenty figures.
const smallFrame = 40

// result makes an Out of a result.
func (s *Scorer[In, Out]) result(r *Result, out *Out) {
	if s.pointer {
		*any(out).(**Result) = r
	} else {
		*any(out).(*Result) = *r
	}
}

// slow scores a person whom the machine does not take: it words what is wrong,
// or finds that nothing is. in is a copy, so that that of Score need not be on
// the heap.
//
//go:noinline
func (s *Scorer[In, Out]) slow(in In) (Out, error) {
	var out Out
	r, err := s.reference(in)
	if err != nil {
		return out, err
	}
	if s.out == nil {
		s.result(r, &out)
		return out, nil
	}
	if err := s.out.writeResult(r, unsafe.Pointer(&out)); err != nil {
		var zero Out
		return zero, err
	}
	return out, nil
}

func (s *Scorer[In, Out]) reference(in In) (*Result, error) {
	if s.in == nil {
		return s.p.Score(s.facts(in))
	}
	values, err := s.in.values(reflect.ValueOf(&in).Elem())
	if err != nil {
		return nil, err
	}
	if r, ok := s.p.run(values); ok { // floats, and the like
		return r, nil
	}
	return s.p.reference(values)
}
