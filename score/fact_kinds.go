package score

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file reads a fact of whatever Go type it has. Nothing here goes through
// float64 but the one door in exact, and nothing prints a decimal by its own
// methods, which read the decimal package's globals and write out all zeros of an
// exponent of two billion.

// readFact reads a param's value for a domain: as a fact, but text may be in
// percent for every number, as literals are. A missing one has Kind Invalid.
func readFact(v any, d *ir.Domain, limits Limits) (ir.Value, *FactFault) {
	f := factReader{d: d, limits: limits, percents: true, fractions: true}
	return f.fact(v)
}

type factReader struct {
	d      *ir.Domain
	limits Limits
	// percents says that text may have a percent sign, fractions that it may be
	// 1/3: so it may for params, which stand where constants stand in a scheme.
	percents, fractions bool
}

// fact reads a fact and holds it to the domain. A missing one has Kind Invalid.
func (f *factReader) fact(v any) (ir.Value, *FactFault) {
	value, fault := f.read(v, 0)
	if fault == nil && value.Kind != ir.Invalid && !f.d.Contains(value) {
		fault = &FactFault{Code: FactRange, Reason: outsideReason(f.d, value)}
	}
	if fault != nil {
		fault.Value = shownFact(v)
		return ir.Value{}, fault
	}
	return value, nil
}

func outsideReason(d *ir.Domain, v ir.Value) string {
	switch {
	case d.Kind == ir.Number && !d.In.Contains(v.Num):
		return "is outside of " + d.Interval()
	case d.Kind == ir.Number && d.Integer && !v.Num.IsInt():
		return "is no whole number"
	case d.Kind == ir.Number && !v.Num.IsMultipleOf(d.Step):
		return "is no multiple of " + d.Step.Text()
	}
	return "is none of the allowed values"
}

func typeFault(format string, args ...any) *FactFault {
	return &FactFault{Code: FactType, Reason: fmt.Sprintf(format, args...)}
}

// maxPointers bounds chains of pointers and of Value methods.
const maxPointers = 8

func (f *factReader) read(v any, depth int) (ir.Value, *FactFault) {
	if depth > maxPointers {
		return ir.Value{}, typeFault("is wrapped too deeply")
	}
	if f.d.Kind == ir.List || f.d.Kind == ir.Record {
		return f.compound(v)
	}
	switch v := v.(type) {
	case nil:
		return ir.Value{}, nil
	case decimal.Decimal:
		return f.number(exact.FromDecimal(v, f.limits.Digits))
	case decimal.NullDecimal:
		if !v.Valid {
			return ir.Value{}, nil
		}
		return f.number(exact.FromDecimal(v.Decimal, f.limits.Digits))
	case json.Number:
		return f.number(exact.ParseJSON(string(v), f.limits.Digits))
	case Number:
		if !v.rat().Within(f.limits.Digits) {
			return ir.Value{}, typeFault("has more than %d digits", f.limits.Digits)
		}
		return f.number(v.rat(), nil)
	case time.Time, big.Int, big.Rat, big.Float, *big.Int, *big.Rat, *big.Float:
		// These have a MarshalText, but none that is sure to write a fact: a
		// big.Float prints what arithmetic has left of a number.
		return ir.Value{}, typeFault("is a Go %T, which is no fact", v)
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer {
		if rv.IsNil() {
			return ir.Value{}, nil
		}
		// A pointer has the methods of what it points to, which may be one of
		// the types above. Only methods of the pointer alone need the pointer.
		if elem := rv.Elem().Interface(); hasMethods(elem) || !hasMethods(v) {
			return f.read(elem, depth+1)
		}
	}
	if value, fault, ok := f.wrapped(rv, depth); ok {
		return value, fault
	}
	if hasMethods(v) {
		return f.methods(v, depth)
	}
	return f.basic(rv)
}

func hasMethods(v any) bool {
	switch v.(type) {
	case encoding.TextMarshaler, driver.Valuer:
		return true
	}
	return false
}

var (
	decimalType     = reflect.TypeFor[decimal.Decimal]()
	nullDecimalType = reflect.TypeFor[decimal.NullDecimal]()
)

// wrapped reads what holds a decimal whose methods must not be called:
// sql.Null of any type, and structs that embed a decimal.
func (f *factReader) wrapped(rv reflect.Value, depth int) (ir.Value, *FactFault, bool) {
	if rv.Kind() != reflect.Struct {
		return ir.Value{}, nil, false
	}
	if t := rv.Type(); t.PkgPath() == "database/sql" && strings.HasPrefix(t.Name(), "Null[") {
		if !rv.FieldByName("Valid").Bool() {
			return ir.Value{}, nil, true
		}
		value, fault := f.read(rv.FieldByName("V").Interface(), depth+1)
		return value, fault, true
	}
	if d, ok := embedded(rv); ok {
		value, fault := f.embedding(rv.Interface(), d)
		return value, fault, true
	}
	return ir.Value{}, nil, false
}

// embedded finds the decimal that a struct embeds; a nil pointer is a null.
func embedded(rv reflect.Value) (d decimal.NullDecimal, ok bool) {
	for _, t := range []reflect.Type{decimalType, nullDecimalType} {
		field, found := rv.Type().FieldByName(t.Name())
		if !found || !field.Anonymous {
			continue
		}
		inner, err := rv.FieldByIndexErr(field.Index)
		if err != nil || !inner.CanInterface() {
			continue
		}
		switch v := inner.Interface().(type) {
		case decimal.Decimal:
			return decimal.NullDecimal{Decimal: v, Valid: true}, true
		case decimal.NullDecimal:
			return v, true
		case *decimal.Decimal:
			if v != nil {
				d = decimal.NullDecimal{Decimal: *v, Valid: true}
			}
			return d, true
		case *decimal.NullDecimal:
			if v != nil {
				d = *v
			}
			return d, true
		}
	}
	return d, false
}

// embedding reads a decimal that a struct embeds. Whether the struct's
// MarshalText is the decimal's own can't be told, so both have to say the same:
// a type of its own making may embed 85 and write 85%. The decimal is read
// first, so that no text of a billion zeros is made.
func (f *factReader) embedding(outer any, d decimal.NullDecimal) (ir.Value, *FactFault) {
	value, fault := f.read(d, 0)
	marshaler, ok := outer.(encoding.TextMarshaler)
	if fault != nil || value.Kind == ir.Invalid || !ok {
		return value, fault
	}
	if e := int(d.Decimal.Exponent()); e < -f.limits.Digits || e > f.limits.Digits {
		return ir.Value{}, typeFault("embeds a decimal with an exponent beyond %d", f.limits.Digits) // a zero
	}
	text, err := called(marshaler.MarshalText)
	if err != nil {
		return ir.Value{}, typeFault("can't be read: MarshalText %v", err)
	}
	if r, err := exact.ParseJSON(string(text), f.limits.Digits); err != nil || !r.Equal(value.Num) {
		return ir.Value{}, typeFault("embeds a decimal but is written differently; pass the decimal")
	}
	return value, nil
}

// methods reads a fact whose type says how. One with both methods is missing
// if its Value is nil, and else what its text says.
func (f *factReader) methods(v any, depth int) (ir.Value, *FactFault) {
	marshaler, hasText := v.(encoding.TextMarshaler)
	if valuer, ok := v.(driver.Valuer); ok {
		inner, err := called(valuer.Value)
		if err != nil {
			return ir.Value{}, typeFault("can't be read: Value %v", err)
		}
		if b, isBytes := inner.([]byte); isBytes {
			inner = string(b)
		}
		if inner == nil || !hasText {
			return f.read(inner, depth+1)
		}
	}
	text, err := called(marshaler.MarshalText)
	if err != nil {
		return ir.Value{}, typeFault("can't be read: MarshalText %v", err)
	}
	return f.text(string(text))
}

// called calls a method of a fact. Its error is replaced: it may tell the value.
func called[T any](method func() (T, error)) (out T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("panicked")
		}
	}()
	if out, err = method(); err != nil {
		err = errors.New("failed")
	}
	return out, err
}

// basic reads a fact by its kind, named types included.
func (f *factReader) basic(rv reflect.Value) (ir.Value, *FactFault) {
	switch rv.Kind() {
	case reflect.String:
		return f.text(rv.String())
	case reflect.Bool:
		if f.d.Kind != ir.Bool {
			return ir.Value{}, typeFault("is a bool")
		}
		return ir.BoolValue(rv.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return f.number(exact.Int(rv.Int()), nil)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return f.number(exact.Parse(strconv.FormatUint(rv.Uint(), 10), f.limits.Digits))
	case reflect.Float64:
		return f.number(exact.FromFloat(rv.Float()))
	case reflect.Float32:
		return ir.Value{}, typeFault("is a float32, which need not be what was written; pass text or a decimal")
	case reflect.Struct:
		for _, t := range []reflect.Type{decimalType, nullDecimalType} {
			if rv.Type().ConvertibleTo(t) { // type Money decimal.Decimal
				return f.read(rv.Convert(t).Interface(), 0)
			}
		}
	}
	return ir.Value{}, typeFault("is a Go %s, which is no fact", rv.Kind())
}

// number takes a number for a domain of numbers.
func (f *factReader) number(r exact.Rat, err error) (ir.Value, *FactFault) {
	switch {
	case f.d.Kind != ir.Number:
		return ir.Value{}, typeFault("is a number")
	case err == nil:
		return ir.NumberValue(r), nil
	case errors.Is(err, exact.ErrNaN):
		return ir.Value{}, typeFault("is NaN")
	case errors.Is(err, exact.ErrInf):
		return ir.Value{}, typeFault("is infinite")
	case errors.Is(err, exact.ErrNoisy):
		return ir.Value{}, typeFault("is a float64 that need not be what was written: it has more than 15 digits, or is huge or tiny; pass text or a decimal")
	case errors.Is(err, exact.ErrTooLong):
		return ir.Value{}, typeFault("%s", strings.TrimPrefix(err.Error(), exact.ErrTooLong.Error()+": it "))
	}
	return ir.Value{}, typeFault("is %v", err)
}

// text takes a text, or reads a number from one.
func (f *factReader) text(s string) (ir.Value, *FactFault) {
	switch f.d.Kind {
	case ir.Text:
		if !validText(s) {
			return ir.Value{}, typeFault("is no valid UTF-8 text, or too long")
		}
		return ir.TextValue(s), nil
	case ir.Bool:
		return ir.Value{}, typeFault("is a text; a bool is true or false")
	}
	r, err := exact.Parse(s, f.limits.Digits)
	if fraction := (Number{}); f.fractions && strings.Contains(s, "/") && fraction.UnmarshalText([]byte(s)) == nil {
		r, err = fraction.rat(), nil
	}
	switch percent := strings.HasSuffix(s, "%"); {
	case err != nil:
	case percent && !f.percents:
		return ir.Value{}, typeFault("has a percent sign; declare the input as percent, or write a number like 0.85")
	case f.d.Percent && !percent && !strings.ContainsAny(s, "./"):
		return ir.Value{}, typeFault("is ambiguous; write it like 85%% or 0.85")
	}
	return f.number(r, err)
}

// shownFact is a fact as text for FactFault.Value. It calls none of its methods.
func shownFact(v any) string {
	rv := reflect.ValueOf(v)
	for range maxPointers {
		if rv.Kind() != reflect.Pointer && rv.Kind() != reflect.Interface || rv.IsNil() {
			break
		}
		rv = rv.Elem()
	}
	switch rv.Kind() {
	case reflect.Invalid:
		return "null"
	case reflect.String:
		return clip(rv.String())
	case reflect.Bool:
		return strconv.FormatBool(rv.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(rv.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(rv.Uint(), 10)
	case reflect.Float32:
		return strconv.FormatFloat(rv.Float(), 'g', -1, 32)
	case reflect.Float64:
		return strconv.FormatFloat(rv.Float(), 'g', -1, 64)
	}
	switch v := rv.Interface().(type) {
	case decimal.Decimal:
		return shownDecimal(v)
	case decimal.NullDecimal:
		if v.Valid {
			return shownDecimal(v.Decimal)
		}
		return "null"
	case Number:
		return clip(v.Text())
	}
	return "a " + clip(fmt.Sprintf("%T", v))
}

func shownDecimal(d decimal.Decimal) string {
	if r, err := exact.FromDecimal(d, 60); err == nil {
		return clip(r.Text())
	}
	return "a decimal of many digits"
}
