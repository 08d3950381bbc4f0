package score

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file writes figures into the fields of a struct.

// A putKind says what a figure becomes.
type putKind uint8

const (
	putNumber putKind = iota
	putDecimal
	putText
	putBool
	putInt // the number times 10^scale
)

// A sheetField receives one figure.
type sheetField struct {
	field
	slot
	kind putKind
	// pointer says that the field is a pointer, null that it is a
	// decimal.NullDecimal or sql.Null: they can say that there is no figure.
	pointer, null bool
	valid, value  uintptr
	base          reflect.Type
}

// A sheetPlan writes a struct's figures.
type sheetPlan struct {
	typ    reflect.Type
	fields []sheetField
	// plain and others are the fields as write wants them.
	plain    []plainField
	decimals []decimalField
	texts    []textField
	others   []*sheetField
}

// A decimalField receives one of the decimals of a list, from low on. To make a
// decimal costs two allocations, more than all else about a figure; many figures
// (points, coefficients) are one of few, and decimals are never changed.
type decimalField struct {
	offset uintptr
	reg    int32
	low    int64
	list   []decimal.Decimal
}

// maxListed bounds the decimals of a field that are made in advance: a quarter of
// a megabyte.
const maxListed = 4096

func newDecimalField(s *sheetField) decimalField {
	f := decimalField{offset: s.offset, reg: s.out.Num, low: s.out.Low}
	for c := s.out.Low; c <= s.out.High; c++ {
		d, _ := Number{num: c, form: s.form}.Decimal()
		f.list = append(f.list, d)
	}
	return f
}

// A textField receives a text.
type textField struct {
	offset uintptr
	reg    int32
	texts  []string
}

// A plainField receives a decimal as a Number.
type plainField struct {
	offset uintptr
	reg    int32
	form   form
}

// newSheetPlan joins a struct type to the figures.
func (p *Program) newSheetPlan(t reflect.Type) (*sheetPlan, []FieldFault) {
	if t.Kind() != reflect.Struct {
		return nil, []FieldFault{{Field: t.String(), Reason: "is no struct, and no Result" + pointerHint(t)}}
	}
	fs := tagged(t)
	plan := &sheetPlan{typ: t}
	for i := range fs.list {
		f := &fs.list[i]
		figure, ok := p.ir.Find(f.name)
		if !ok {
			var names []string
			for _, f := range p.ir.Figures() {
				names = append(names, f.Name)
			}
			fs.unknown(f, "figure of the scheme", names)
			continue
		}
		s := sheetField{field: *f, base: f.typ}
		if p.engine != nil {
			s.slot = p.newSlot(p.engine.Machine, figure)
		}
		before := len(fs.faults)
		if s.find(fs); len(fs.faults) == before {
			p.checkFigure(fs, &s, figure)
		}
		plan.fields = append(plan.fields, s)
	}
	if p.engine != nil {
		plan.sort()
	}
	return plan, fs.faults
}

// sort tells the plain fields from the others.
func (plan *sheetPlan) sort() {
	for i := range plan.fields {
		s := &plan.fields[i]
		out := s.out
		switch lacking := s.pointer || s.null || out.Out >= 0 || out.Failed >= 0; {
		case !lacking && s.slot.plain && s.kind == putNumber:
			plan.plain = append(plan.plain, plainField{s.offset, out.Num, s.form})
		case !lacking && s.slot.plain && s.kind == putDecimal && uint64(out.High)-uint64(out.Low) < maxListed:
			plan.decimals = append(plan.decimals, newDecimalField(s))
		case !lacking && s.kind == putText:
			plan.texts = append(plan.texts, textField{s.offset, out.Num, out.Texts})
		default:
			plan.others = append(plan.others, s)
		}
	}
}

// find finds out what the field is.
func (s *sheetField) find(fs *fields) {
	if s.pointer = s.base.Kind() == reflect.Pointer; s.pointer {
		s.base = s.base.Elem()
	} else if value, valid, ok := nullable(s.base); ok {
		s.null, s.value, s.valid, s.base = true, value.Offset, valid.Offset, value.Type
	}
	switch {
	case s.base == numberType:
		s.kind = putNumber
	case isDecimal(s.base):
		s.kind = putDecimal
	case s.base.Kind() == reflect.String:
		s.kind = putText
	case s.base.Kind() == reflect.Bool:
		s.kind = putBool
	case s.base.Kind() == reflect.Int64 || s.base.Kind() == reflect.Int && s.base.Size() == 8:
		s.kind = putInt
	default:
		fs.fault(&s.field, "is a Go %s; a figure is a score.Number, a decimal.Decimal, an int64 with a scale, a string or a bool", s.typ)
		return
	}
	switch {
	case s.asFloat:
		fs.fault(&s.field, "has the option float; figures are exact")
	case s.scale >= 0 && s.kind != putInt:
		fs.fault(&s.field, "has a scale, which only an int64 has; it is a Go %s", s.typ)
	}
}

// checkFigure checks that the field can hold whatever the figure can be.
func (p *Program) checkFigure(fs *fields, s *sheetField, f ir.Figure) {
	kind := p.ir.Nodes[f.Node].Kind
	is := map[ir.Kind]string{ir.Text: "text", ir.Bool: "bool", ir.List: "list", ir.Record: "record"}[kind]
	switch {
	case kind == ir.List || kind == ir.Record:
		fs.fault(&s.field, "is a %s, which is for formulas to read", is)
		return
	case kind == ir.Text && s.kind != putText, kind == ir.Bool && s.kind != putBool:
		fs.fault(&s.field, "is a Go %s, but the figure is a %s", s.typ, is)
		return
	case kind == ir.Number && (s.kind == putText || s.kind == putBool):
		fs.fault(&s.field, "is a Go %s, but the figure is a number", s.typ)
		return
	}
	if !s.pointer && !s.null && p.canLack(f) {
		fs.fault(&s.field, "is a Go %s, but the figure may have no value; use a pointer or a Null type", s.typ)
	}
	info := p.ranges[f.Node]
	places, decimal := info.Step.Places()
	ratio := info.OnGrid && !decimal || p.engine != nil && (s.out.Den >= 0 || s.out.Scale < 0)
	switch {
	case info.Empty:
	case ratio && (s.kind == putDecimal || s.kind == putInt):
		fs.fault(&s.field, "is a Go %s, but the figure need not be a decimal; round it in the scheme, or use a score.Number", s.typ)
	case s.kind == putInt && !info.OnGrid:
		fs.fault(&s.field, "has %d places, but the figure may have any number of them; round it in the scheme, or use a decimal", max(0, s.scale))
	case s.kind == putInt && places > max(0, s.scale):
		fs.fault(&s.field, "has %d places, but the figure may have %d; say scale=%d", max(0, s.scale), places, places)
	}
}

// canLack tells whether a person who is scored may be without the figure: an
// indicator whose weight goes to others, or a value that nothing needs.
func (p *Program) canLack(f ir.Figure) bool {
	for _, v := range p.ir.Values {
		if v.Name == f.Name && p.canFail(f.Node) {
			return true
		}
	}
	s := p.ir.Nodes[f.Node].Scored
	if s == nil {
		return false
	}
	for _, policy := range []ir.ID{s.Otherwise, s.Missing} {
		if policy != ir.None && p.bound.Fixed[policy].Text == "redistribute" {
			return true
		}
	}
	return false
}

// canFail tells whether a value can fail for a person who is scored. Where that
// is not known, writeResult looks.
func (p *Program) canFail(id ir.ID) bool {
	return p.engine != nil && p.engine.Outputs[id].Failed >= 0
}

// write puts the figures of a person into the struct at base, which is zero.
func (plan *sheetPlan) write(from person, base unsafe.Pointer) error {
	// What is written leaves out the number's rational, which is zero, and so
	// the garbage collector's write barrier.
	if from.stride == 1 { // an index without a product saves a twentieth
		for i := range plan.plain {
			f := &plan.plain[i]
			n := (*Number)(unsafe.Add(base, f.offset))
			n.num, n.form = from.registers[f.reg], f.form
		}
		for i := range plan.texts {
			f := &plan.texts[i]
			*(*string)(unsafe.Add(base, f.offset)) = f.texts[from.registers[f.reg]]
		}
	} else {
		for i := range plan.plain {
			f := &plan.plain[i]
			n := (*Number)(unsafe.Add(base, f.offset))
			n.num, n.form = from.get(f.reg), f.form
		}
		for i := range plan.texts {
			f := &plan.texts[i]
			*(*string)(unsafe.Add(base, f.offset)) = f.texts[from.get(f.reg)]
		}
	}
	for i := range plan.decimals {
		f := &plan.decimals[i]
		*(*decimal.Decimal)(unsafe.Add(base, f.offset)) = f.list[from.get(f.reg)-f.low]
	}
	for _, s := range plan.others {
		if from.is(s.out.Failed) || s.policies && from.is(s.out.Out) {
			continue // null
		}
		if err := s.put(from, base); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheetField) put(from person, base unsafe.Pointer) error {
	at := s.place(base)
	switch s.kind {
	case putNumber:
		*(*Number)(at) = from.number(s.out)
	case putText:
		*(*string)(at) = s.out.Texts[from.get(s.out.Num)]
	case putBool:
		*(*bool)(at) = from.get(s.out.Num) != 0
	case putDecimal:
		return s.putDecimal(from.number(s.out), at)
	case putInt:
		return s.putInt(from.number(s.out), at)
	}
	return nil
}

// place is where the value lies, with what is around it made.
func (s *sheetField) place(base unsafe.Pointer) unsafe.Pointer {
	at := unsafe.Add(base, s.offset)
	switch {
	case s.pointer:
		made := s.kind.make()
		*(*unsafe.Pointer)(at) = made
		return made
	case s.null:
		*(*bool)(unsafe.Add(at, s.valid)) = true
		return unsafe.Add(at, s.value)
	}
	return at
}

// make makes a value for a pointer to point to.
func (k putKind) make() unsafe.Pointer {
	switch k {
	case putNumber:
		return unsafe.Pointer(new(Number))
	case putDecimal:
		return unsafe.Pointer(new(decimal.Decimal))
	case putText:
		return unsafe.Pointer(new(string))
	case putBool:
		return unsafe.Pointer(new(bool))
	}
	return unsafe.Pointer(new(int64))
}

func (s *sheetField) putDecimal(n Number, at unsafe.Pointer) error {
	d, ok := n.Decimal()
	if !ok {
		return fmt.Errorf("score: %s is %s, which is no decimal", s.field.name, clip(n.Text()))
	}
	*(*decimal.Decimal)(at) = d
	return nil
}

func (s *sheetField) putInt(n Number, at unsafe.Pointer) error {
	scale := max(0, s.scale)
	if n.isWord() && n.places() == scale { // what a rounding leaves
		*(*int64)(at) = n.num
		return nil
	}
	c, ok := n.rat().Mul(exact.Int(powers[scale])).Int64()
	if !ok {
		return fmt.Errorf("score: %s is %s, which is no int64 of %d places", s.field.name, clip(n.Text()), scale)
	}
	*(*int64)(at) = c
	return nil
}

// writeResult puts the figures of a result into the struct at base.
func (plan *sheetPlan) writeResult(r *Result, base unsafe.Pointer) error {
	for i := range plan.fields {
		s := &plan.fields[i]
		f, ok := r.Figure(s.field.name)
		var err error
		switch null := !ok || f.Redistributed; {
		case null && !s.pointer && !s.null:
			return fmt.Errorf("score: %s has no value, and its field can't say so", s.field.name)
		case null:
			continue
		}
		at := s.place(base)
		switch s.kind {
		case putNumber:
			*(*Number)(at) = f.Number
		case putText:
			*(*string)(at) = f.Text
		case putBool:
			*(*bool)(at) = f.Bool
		case putDecimal:
			err = s.putDecimal(f.Number, at)
		case putInt:
			err = s.putInt(f.Number, at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
