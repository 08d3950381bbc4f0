package score

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/formula"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/refeval"
)

// Func registers a Go function under a name that formulas can call. Its
// arguments may be decimal.Decimal, int, int64, *big.Rat, string and bool; it
// gives one of these, and optionally an error. It must give the same result
// for the same arguments and be safe for concurrent use.
//
// A number that is no finite decimal can't be passed as a decimal.Decimal, nor
// one that is not whole as an int: round it first, or take a *big.Rat. A
// panic, an error or a nil *big.Rat becomes an EvalError that names the
// function.
func Func(name string, fn any) Option {
	return func(o *options) { o.funcs = append(o.funcs, goFunction{name: name, fn: reflect.ValueOf(fn)}) }
}

// goFunction is a registered function with its signature in kinds.
type goFunction struct {
	name   string
	fn     reflect.Value
	args   []ir.Kind
	result ir.Kind
	err    bool
}

var (
	ratType   = reflect.TypeFor[*big.Rat]()
	errorType = reflect.TypeFor[error]()
)

func kindOf(t reflect.Type) ir.Kind {
	switch {
	case t == decimalType, t == ratType, t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return ir.Number
	case t.Kind() == reflect.String:
		return ir.Text
	case t.Kind() == reflect.Bool:
		return ir.Bool
	}
	return ir.Invalid
}

// signature reads the function's type; the text says what is wrong with it.
func (f *goFunction) signature() string {
	switch {
	case !f.fn.IsValid() || f.fn.Kind() != reflect.Func:
		return "is no function"
	case f.fn.IsNil():
		return "is nil"
	}
	t := f.fn.Type()
	if t.IsVariadic() {
		return "takes a variable number of arguments"
	}
	f.args = nil
	for i := range t.NumIn() {
		k := kindOf(t.In(i))
		if k == ir.Invalid {
			return fmt.Sprintf("takes a %s", t.In(i))
		}
		f.args = append(f.args, k)
	}
	f.err = t.NumOut() == 2 && t.Out(1) == errorType
	if t.NumOut() != 1 && !f.err {
		return "must give one result, or a result and an error"
	}
	if f.result = kindOf(t.Out(0)); f.result == ir.Invalid {
		return fmt.Sprintf("gives a %s", t.Out(0))
	}
	return ""
}

// declareFunctions enters the Go functions among the names.
func (b *builder) declareFunctions() {
	for i := range b.funcs {
		f := &b.funcs[i]
		at := place{path: "functions." + f.name}
		name := norm.NFC.String(f.name)
		if wrong := f.signature(); wrong != "" {
			b.badFunction(at, f.name, wrong)
			// Calls of it are not reported as well.
			b.symbols[name] = &symbol{kind: functionSymbol, name: name, index: -1, at: at, node: ir.None, state: done}
			continue
		}
		switch first := b.symbols[name]; {
		case !isName(name):
			b.badName(at, f.name)
			continue
		case isReserved(name):
			b.reservedName(at, name)
			continue
		case first != nil:
			b.duplicateName(at, name, symbolNames[first.kind])
			continue
		}
		b.symbols[name] = &symbol{kind: functionSymbol, name: name, index: len(b.p.Functions), at: at, node: ir.None, state: done}
		b.p.Functions = append(b.p.Functions, name)
		b.callable = append(b.callable, *f)
	}
}

// goCall lowers a call of a Go function. It is of stage Individual even where
// its arguments are constants: it is the host's code, and runs for a person.
func (b *builder) goCall(sym *symbol, n *formula.Node, s *scope) ir.ID {
	args := b.lowerAll(n.Args, s)
	if sym.index < 0 {
		return ir.None
	}
	f := &b.callable[sym.index]
	if len(args) != len(f.args) {
		b.argumentCount(s.at(n.At), sym.name, fmt.Sprintf("%s(…) with %d", sym.name, len(f.args)), len(args))
		return ir.None
	}
	for i, arg := range args {
		if k := b.kind(arg); arg != ir.None && k != f.args[i] && k != ir.Never {
			b.wrongKind(s.at(n.Args[i].Span), "this argument of "+sym.name, f.args[i], k)
			args[i] = ir.None
		}
	}
	return b.node(s.at(n.Span), ir.Node{Op: ir.OpGo, Kind: f.result, Stage: ir.Individual, Args: args, Index: sym.index})
}

// adapters are the functions on values that the evaluator calls.
func adapters(funcs []goFunction) []refeval.Function {
	var list []refeval.Function
	for _, f := range funcs {
		list = append(list, f.call)
	}
	return list
}

func (f goFunction) call(values []ir.Value) (ir.Value, error) {
	args := make([]reflect.Value, len(values))
	for i, v := range values {
		arg, err := goValue(v, f.fn.Type().In(i))
		if err != nil {
			return ir.Value{}, fmt.Errorf("argument %d %w", i+1, err)
		}
		args[i] = arg
	}
	out := f.fn.Call(args)
	if f.err && !out[1].IsNil() {
		return ir.Value{}, out[1].Interface().(error)
	}
	return irValue(out[0])
}

func goValue(v ir.Value, t reflect.Type) (reflect.Value, error) {
	switch {
	case t == decimalType:
		d, ok := v.Num.Decimal()
		if !ok {
			return reflect.Value{}, fmt.Errorf("is %s, which is no decimal; round it", v.Num.Text())
		}
		return reflect.ValueOf(d), nil
	case t == ratType:
		return reflect.ValueOf(v.Num.Big()), nil
	case t.Kind() == reflect.String:
		return reflect.ValueOf(v.Text).Convert(t), nil
	case t.Kind() == reflect.Bool:
		return reflect.ValueOf(v.Bool).Convert(t), nil
	}
	n, ok := v.Num.Int64()
	if out := reflect.New(t).Elem(); ok && !out.OverflowInt(n) {
		out.SetInt(n)
		return out, nil
	}
	return reflect.Value{}, fmt.Errorf("is %s, which is no %s; round it", v.Num.Text(), t)
}

// goDigits bounds the digits of a decimal that a Go function gives.
const goDigits = 10_000

func irValue(v reflect.Value) (ir.Value, error) {
	switch r := v.Interface().(type) {
	case decimal.Decimal:
		n, err := exact.FromDecimal(r, goDigits)
		return ir.NumberValue(n), err
	case *big.Rat:
		if r == nil {
			return ir.Value{}, errors.New("it gave nil")
		}
		return ir.NumberValue(exact.FromBig(r)), nil
	}
	switch v.Kind() {
	case reflect.String:
		if !validText(v.String()) {
			return ir.Value{}, errors.New("it gave a text that is no valid UTF-8, or too long")
		}
		return ir.TextValue(v.String()), nil
	case reflect.Bool:
		return ir.BoolValue(v.Bool()), nil
	}
	return ir.NumberValue(exact.Int(v.Int())), nil
}
