package score

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file reads facts that are lists and records. A fault names the element
// and the field: "element 2: ratio is outside of [0, 1]".

// compound reads a list or a record of whatever Go type it has.
func (f *factReader) compound(v any) (ir.Value, *FactFault) {
	rv := reflect.ValueOf(v)
	for range maxPointers {
		if rv.Kind() != reflect.Pointer && rv.Kind() != reflect.Interface {
			break
		}
		rv = rv.Elem()
	}
	if !rv.IsValid() {
		return ir.Value{}, nil
	}
	if f.d.Kind == ir.List {
		return f.elements(rv)
	}
	switch {
	case rv.Kind() == reflect.Map && rv.Type().Key().Kind() == reflect.String:
		return f.fromMap(rv)
	case rv.Kind() == reflect.Struct:
		return f.fromStruct(rv)
	}
	return ir.Value{}, typeFault("is a Go %s, not a record", rv.Kind())
}

func (f *factReader) elements(rv reflect.Value) (ir.Value, *FactFault) {
	list := ir.Value{Kind: ir.List}
	switch {
	case rv.Kind() == reflect.Slice && rv.IsNil():
		return ir.Value{}, nil
	case rv.Kind() != reflect.Slice && rv.Kind() != reflect.Array:
		return list, typeFault("is a Go %s, not a list", rv.Kind())
	case rv.Len() > f.limits.ListLength:
		return list, typeFault("has %d elements; at most %d are allowed", rv.Len(), f.limits.ListLength)
	}
	r := *f
	r.d, r.percents = f.d.Elem, f.d.Elem.Percent
	for i := range rv.Len() {
		v, fault := r.fact(rv.Index(i).Interface())
		if fault == nil && v.Kind == ir.Invalid {
			fault = typeFault("is null")
		}
		if fault != nil {
			fault.Reason = fmt.Sprintf("element %d %s", i+1, fault.Reason)
			return list, fault
		}
		list.List = append(list.List, v)
	}
	return list, nil
}

// record collects the fields of one record.
type record struct {
	f      *factReader
	fields []ir.Value
	seen   []bool
}

func (f *factReader) newRecord() *record {
	return &record{f, make([]ir.Value, len(f.d.Fields)), make([]bool, len(f.d.Fields))}
}

func (r *record) set(name string, v any) *FactFault {
	i := slices.Index(r.f.d.Names, norm.NFC.String(name))
	switch {
	case i < 0:
		return typeFault("has a field %s, which is not declared", clip(name))
	case r.seen[i]:
		return typeFault("has the field %s twice", clip(name))
	}
	r.seen[i] = true
	field := *r.f
	field.d, field.percents = &r.f.d.Fields[i], r.f.d.Fields[i].Percent
	value, fault := field.fact(v)
	if fault == nil && value.Kind == ir.Invalid {
		fault = typeFault("is null")
	}
	if fault != nil {
		fault.Reason = "field " + r.f.d.Names[i] + " " + fault.Reason
		return fault
	}
	r.fields[i] = value
	return nil
}

func (r *record) value() (ir.Value, *FactFault) {
	for i, seen := range r.seen {
		if !seen {
			return ir.Value{}, typeFault("lacks the field %s", r.f.d.Names[i])
		}
	}
	return ir.Value{Kind: ir.Record, List: r.fields}, nil
}

func (f *factReader) fromMap(rv reflect.Value) (ir.Value, *FactFault) {
	r := f.newRecord()
	keys := rv.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		if fault := r.set(key.String(), rv.MapIndex(key).Interface()); fault != nil {
			return ir.Value{}, fault
		}
	}
	return r.value()
}

// fromStruct reads the exported fields that have a score tag.
func (f *factReader) fromStruct(rv reflect.Value) (ir.Value, *FactFault) {
	r := f.newRecord()
	for i := range rv.NumField() {
		field := rv.Type().Field(i)
		name := field.Tag.Get("score")
		if !field.IsExported() || name == "" || name == "-" {
			continue
		}
		if fault := r.set(name, rv.Field(i).Interface()); fault != nil {
			return ir.Value{}, fault
		}
	}
	return r.value()
}
