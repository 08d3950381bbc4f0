package score

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"
	"unsafe"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// This file reads facts from the fields of a struct. What each field is is
// found out once; then a fact is read from its place in memory. Facts of
// kinds that are rare (lists, records, types that say by a method what they
// are) are read like those of a map, by reflection.

// A loadKind says how a fact lies in memory.
type loadKind uint8

const (
	loadRarely loadKind = iota // as a fact of a map
	loadInt64
	loadInt32
	loadInt16
	loadInt8
	loadUint64
	loadUint32
	loadUint16
	loadUint8
	loadBool
	loadString
	loadJSON
	loadDecimal
	loadFloat
)

var loadKinds = map[reflect.Kind]loadKind{
	reflect.Int: loadInt64, reflect.Int64: loadInt64, reflect.Int32: loadInt32, reflect.Int16: loadInt16, reflect.Int8: loadInt8,
	reflect.Uint: loadUint64, reflect.Uint64: loadUint64, reflect.Uintptr: loadUint64, reflect.Uint32: loadUint32,
	reflect.Uint16: loadUint16, reflect.Uint8: loadUint8, reflect.Bool: loadBool, reflect.String: loadString, reflect.Float64: loadFloat,
}

func (k loadKind) whole() bool { return loadInt64 <= k && k <= loadUint8 }

// A factField reads one fact.
type factField struct {
	field
	input int
	kind  loadKind
	// pointers is how many lie between the field and the value; then comes, if
	// nullable, a struct with the flag at valid and the value at value.
	pointers     int
	nullable     bool
	valid, value uintptr
	// base is the type of the value itself.
	base reflect.Type

	quick
	// plain says that plainFact is all there is to it.
	plain bool
	plainFact
}

// A plainFact is an int64 in [low, high] which times factor is its register.
type plainFact struct {
	at        uintptr
	low, high int64
	factor    int64
	reg       int32
}

// newFactField finds out how a field is read, or what is wrong with it.
func (p *Program) newFactField(fs *fields, f field, input int) factField {
	l := factField{field: f, input: input}
	l.base = f.typ
	for l.base.Kind() == reflect.Pointer && l.pointers < maxPointers && !isDecimal(l.base) {
		l.base = l.base.Elem()
		l.pointers++
	}
	if value, valid, ok := nullable(l.base); ok {
		l.nullable, l.value, l.valid, l.base = true, value.Offset, valid.Offset, value.Type
	}
	d := &p.domains[input]
	if l.kind = loadKindOf(l.base); l.kind == loadRarely {
		l.checkRare(fs, d)
	} else if reason := mismatch(d, l.kind); reason != "" {
		fs.fault(&f, "is a Go %s, %s (%s)", f.typ, reason, d.Rule())
	}
	switch {
	case f.scale >= 0 && !l.kind.whole():
		fs.fault(&f, "has a scale, which only integers have; it is a Go %s", f.typ)
	case f.scale >= 0 && d.Kind != ir.Number:
		fs.fault(&f, "has a scale, but the input is no number (%s)", d.Rule())
	case l.kind == loadFloat && !f.asFloat && d.Kind == ir.Number:
		fs.fault(&f, "is a float64, which need not be what was written; say so by the option float, or use a decimal")
	case f.asFloat && l.kind != loadFloat:
		fs.fault(&f, "has the option float; it is a Go %s", f.typ)
	}
	if p.engine != nil {
		l.prepare(p.engine, d)
	}
	return l
}

func loadKindOf(t reflect.Type) loadKind {
	switch {
	case isDecimal(t):
		return loadDecimal
	case t == jsonNumberType:
		return loadJSON
	case hasOwnMethods(t):
		return loadRarely
	}
	k := loadKinds[t.Kind()]
	if t.Size() == 4 && (k == loadInt64 || k == loadUint64) { // int on a 32-bit machine
		return k + loadInt32 - loadInt64
	}
	return k
}

// mismatch says why a kind can't be an input's fact.
func mismatch(d *ir.Domain, k loadKind) string {
	switch {
	case d.Kind == ir.List:
		return "no list"
	case d.Kind == ir.Text && k != loadString:
		return "no text"
	case d.Kind == ir.Bool && k != loadBool:
		return "no bool"
	case d.Kind == ir.Number && k == loadBool:
		return "no number"
	}
	return ""
}

// checkRare checks a fact that is read by reflection.
func (l *factField) checkRare(fs *fields, d *ir.Domain) {
	t := l.base
	switch {
	case t.Kind() == reflect.Float32:
		fs.fault(&l.field, "is a float32, which need not be what was written")
	case t == reflect.TypeFor[time.Time]() || slices.Contains([]reflect.Kind{reflect.Complex64, reflect.Complex128, reflect.Chan, reflect.Func, reflect.UnsafePointer}, t.Kind()):
		fs.fault(&l.field, "is a Go %s, which is no fact", t)
	case t.Kind() == reflect.Interface || t.Kind() == reflect.Pointer || hasOwnMethods(t) || t == numberType:
	case d.Kind == ir.List && t.Kind() != reflect.Slice && t.Kind() != reflect.Array:
		fs.fault(&l.field, "is a Go %s, no list (%s)", t, d.Rule())
	case d.Kind != ir.List && !embedsDecimal(t):
		fs.fault(&l.field, "is a Go %s, which is no fact (%s)", t, d.Rule())
	}
}

// embedsDecimal tells whether factReader.embedding can read a struct.
func embedsDecimal(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() > 0 && t.Field(0).Anonymous &&
		(isDecimal(t.Field(0).Type) || t.Field(0).Type == nullDecimalType)
}

// prepare works out what can be known of a register before any fact.
func (l *factField) prepare(e *engine, d *ir.Domain) {
	l.quick = newQuick(&e.Inputs[l.input], d.Percent)
	divisor := powers[max(0, l.scale)]
	in := l.Input
	if l.kind != loadInt64 || l.pointers > 0 || l.nullable || in.Present >= 0 || in.Kind != ir.Number ||
		in.Scale%divisor != 0 || in.Step != 1 && in.Scale/divisor%in.Step != 0 || len(in.OneOf) > 0 {
		return
	}
	l.plain, l.factor, l.reg, l.at = true, in.Scale/divisor, in.Reg, l.offset
	l.low, l.high = -(-in.Min / l.factor), in.Max/l.factor
	if in.Min > 0 {
		l.low = (in.Min + l.factor - 1) / l.factor
	}
	if in.Max < 0 {
		l.high = -((-in.Max + l.factor - 1) / l.factor)
	}
}

// load reads the fact of the struct at base. ok is false if it has to be looked
// at more closely.
func (l *factField) load(base unsafe.Pointer) (x int64, given, ok bool) {
	at := unsafe.Add(base, l.offset)
	for range l.pointers {
		if at = *(*unsafe.Pointer)(at); at == nil {
			return 0, false, true
		}
	}
	if l.nullable {
		if !*(*bool)(unsafe.Add(at, l.valid)) {
			return 0, false, true
		}
		at = unsafe.Add(at, l.value)
	}
	x, ok = l.read(at)
	return x, true, ok
}

func (l *factField) read(at unsafe.Pointer) (int64, bool) {
	places := max(0, l.scale)
	switch l.kind {
	case loadInt64:
		return l.decimal(*(*int64)(at), places)
	case loadInt32:
		return l.decimal(int64(*(*int32)(at)), places)
	case loadInt16:
		return l.decimal(int64(*(*int16)(at)), places)
	case loadInt8:
		return l.decimal(int64(*(*int8)(at)), places)
	case loadUint64:
		v := *(*uint64)(at)
		if v > math.MaxInt64 {
			return 0, false
		}
		return l.decimal(int64(v), places)
	case loadUint32:
		return l.decimal(int64(*(*uint32)(at)), places)
	case loadUint16:
		return l.decimal(int64(*(*uint16)(at)), places)
	case loadUint8:
		return l.decimal(int64(*(*uint8)(at)), places)
	case loadBool:
		return l.bool(*(*bool)(at))
	case loadString:
		return l.text(*(*string)(at))
	case loadJSON:
		return l.json(*(*json.Number)(at))
	case loadDecimal:
		return l.number(*(*decimal.Decimal)(at))
	case loadFloat:
		return l.float(*(*float64)(at))
	}
	return 0, false
}

// An intake reads a struct's facts.
type intake struct {
	p      *Program
	typ    reflect.Type
	fields []factField
	// plain and others are the fields as load wants them.
	plain  []plainFact
	others []*factField
	// without are the inputs that no field gives.
	without []int
	// rare says that facts are always read by reflection.
	rare bool
}

// newIntake joins a struct type to the inputs.
func (p *Program) newIntake(t reflect.Type) (*intake, []FieldFault) {
	if t.Kind() != reflect.Struct {
		return nil, []FieldFault{{Field: t.String(), Reason: "is no struct, and no Facts" + pointerHint(t)}}
	}
	fs := tagged(t)
	in := &intake{p: p, typ: t, rare: p.engine == nil}
	has := make([]bool, len(p.ir.Inputs))
	for i := range fs.list {
		f := &fs.list[i]
		input, ok := p.inputs[f.name]
		if !ok {
			fs.unknown(f, "input of the scheme", p.inputNames())
			continue
		}
		has[input] = true
		l := p.newFactField(fs, *f, input)
		in.rare = in.rare || l.kind == loadRarely
		in.fields = append(in.fields, l)
	}
	for i, here := range has {
		declared := &p.ir.Inputs[i]
		switch {
		case here, fs.meant[declared.Name]:
		case declared.Optional || len(p.ir.Nodes[declared.Node].Args) > 0:
			in.without = append(in.without, i)
		default:
			fs.faults = append(fs.faults, FieldFault{Name: declared.Name, Reason: "has no field (" + p.domains[i].Rule() + ")"})
		}
	}
	for i := range in.fields {
		if l := &in.fields[i]; l.plain {
			in.plain = append(in.plain, l.plainFact)
		} else {
			in.others = append(in.others, l)
		}
	}
	return in, fs.faults
}

// load fills the registers from the struct at base, if the machine takes all of it.
func (in *intake) load(to machine.Frame, base unsafe.Pointer) bool {
	if in.rare {
		return false
	}
	at := person{registers: to, stride: 1}
	for i := range in.plain {
		f := &in.plain[i]
		v := *(*int64)(unsafe.Add(base, f.at))
		if v < f.low || v > f.high {
			return false
		}
		to[f.reg] = v * f.factor
	}
	for _, l := range in.others {
		x, given, ok := l.load(base)
		if !ok || !at.set(l.Input, x, given) {
			return false
		}
	}
	for _, i := range in.without {
		at.set(&in.p.engine.Inputs[i], 0, false)
	}
	return true
}

// loadBlock is load for n structs of some size from base on, field by field.
// People whose facts the machine does not take are given up.
func (in *intake) loadBlock(to machine.Block, base unsafe.Pointer, size uintptr, n int) {
	for i := range in.plain {
		in.plain[i].loadPlain(to, base, size, n)
	}
	for _, l := range in.others {
		for k := range n {
			x, given, ok := l.load(unsafe.Add(base, uintptr(k)*size))
			if !ok || !(person{to, k, machine.BlockSize}).set(l.Input, x, given) {
				to.GiveUp(k)
			}
		}
	}
	for _, i := range in.without {
		for k := range n {
			(person{to, k, machine.BlockSize}).set(&in.p.engine.Inputs[i], 0, false)
		}
	}
}

func (l *plainFact) loadPlain(to machine.Block, base unsafe.Pointer, size uintptr, n int) {
	column := to.Column(l.reg)[:n]
	at := unsafe.Add(base, l.at)
	low, width, factor := l.low, uint64(l.high)-uint64(l.low), l.factor
	for k := range column {
		v := *(*int64)(unsafe.Add(at, uintptr(k)*size))
		if uint64(v)-uint64(low) > width {
			to.GiveUp(k)
		}
		column[k] = v * factor
	}
}

// values reads a struct as a map's facts are read, and words what is wrong.
func (in *intake) values(v reflect.Value) ([]ir.Value, error) {
	p := in.p
	values := make([]ir.Value, len(p.ir.Inputs))
	faults := make([]*FactFault, len(values))
	for i := range in.fields {
		l := &in.fields[i]
		fact := v.FieldByIndex(l.index).Interface()
		if l.scale > 0 {
			fact = l.cents(v.FieldByIndex(l.index))
		}
		r := factReader{d: &p.domains[l.input], limits: p.limits, percents: p.domains[l.input].Percent}
		values[l.input], faults[l.input] = r.fact(fact)
	}
	return p.withFaults(values, faults, nil)
}

// cents is an integer that stands for a number with places.
func (l *factField) cents(v reflect.Value) any {
	for range l.pointers {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if l.nullable {
		if !v.Field(1).Bool() {
			return nil
		}
		v = v.Field(0)
	}
	r, err := exact.Parse(fmt.Sprint(v), 20)
	if err != nil { // an integer is a number
		return v.Interface()
	}
	r, _ = r.Quo(exact.Int(powers[l.scale]))
	return Number{r: r}
}
