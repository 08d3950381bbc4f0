package score

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaohe-go/kaohe/dsl"
)

// This file reads score tags.

// A FieldFault is one thing wrong between a struct and a program.
type FieldFault struct {
	// Field is the struct's field as Go writes it (Agent.Calls), empty if it is
	// one that is missing.
	Field string
	// Name is the input or figure that is meant.
	Name   string
	Reason string
}

// String is the fault in words.
func (f FieldFault) String() string {
	switch {
	case f.Field == "":
		return f.Name + " " + f.Reason
	case f.Name == "":
		return f.Field + " " + f.Reason
	}
	return f.Field + " (" + f.Name + ") " + f.Reason
}

// A FieldsError says why For can't join types to a program: everything that is
// wrong with the facts' type, then everything wrong with the sheet's.
type FieldsError struct {
	In, Out []FieldFault
}

// Error joins the faults.
func (e *FieldsError) Error() string {
	var parts []string
	if len(e.In) > 0 {
		parts = append(parts, "facts: "+joinFirst(e.In))
	}
	if len(e.Out) > 0 {
		parts = append(parts, "sheet: "+joinFirst(e.Out))
	}
	return "score: " + strings.Join(parts, "; ")
}

// A field is one with a score tag.
type field struct {
	path    string // Agent.Calls
	name    string // in NFC
	index   []int
	offset  uintptr
	typ     reflect.Type
	scale   int // places of integer cents, -1 if not said
	asFloat bool
}

// A fields collects the tagged fields of a struct and what is wrong with them.
type fields struct {
	list   []field
	faults []FieldFault
	seen   map[string]string
	// meant are the names of fields whose tags are faulty.
	meant map[string]bool
}

func (fs *fields) fault(f *field, format string, args ...any) {
	fs.faults = append(fs.faults, FieldFault{Field: f.path, Name: f.name, Reason: fmt.Sprintf(format, args...)})
}

// tagged reads the tags of a struct, those of structs that it embeds included.
// Fields without a tag are left alone, as is "-".
func tagged(t reflect.Type) *fields {
	fs := &fields{seen: map[string]string{}, meant: map[string]bool{}}
	fs.add(t, t.Name(), 0, nil, 0)
	if len(fs.list) == 0 && len(fs.faults) == 0 {
		fs.faults = append(fs.faults, FieldFault{Field: t.String(), Reason: `has no field with a tag like score:"calls"`})
	}
	return fs
}

func (fs *fields) add(t reflect.Type, path string, offset uintptr, index []int, depth int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		f := field{path: path + "." + sf.Name, offset: offset + sf.Offset, typ: sf.Type, scale: -1,
			index: append(append([]int(nil), index...), i)}
		tag, ok := sf.Tag.Lookup("score")
		switch {
		case !ok && sf.Anonymous && sf.Type.Kind() == reflect.Struct && !hasOwnMethods(sf.Type) && depth < maxPointers:
			fs.add(sf.Type, f.path, f.offset, f.index, depth+1)
			continue
		case !ok || tag == "-":
			continue
		}
		if !fs.parse(&f, tag) {
			fs.meant[f.name] = true
			continue
		}
		switch other := fs.seen[f.name]; {
		case !sf.IsExported():
			fs.fault(&f, "is not exported")
		case other != "":
			fs.fault(&f, "is the field %s too", other)
		default:
			fs.seen[f.name] = f.path
			fs.list = append(fs.list, f)
		}
	}
}

// parse reads a tag: a name, then scale=N and float.
func (fs *fields) parse(f *field, tag string) bool {
	name, rest, more := strings.Cut(tag, ",")
	f.name = norm.NFC.String(strings.TrimSpace(name))
	if f.name == "" {
		fs.fault(f, "has a tag without a name")
		return false
	}
	for more {
		var option string
		option, rest, more = strings.Cut(rest, ",")
		switch option = strings.TrimSpace(option); {
		case option == "float":
			f.asFloat = true
		case strings.HasPrefix(option, "scale="):
			n, err := strconv.Atoi(option[len("scale="):])
			if err != nil || n < 0 || n >= len(powers) {
				fs.fault(f, "has the option %q; a scale is a number of places from 0 to 18", clip(option))
				return false
			}
			f.scale = n
		default:
			fs.fault(f, "has the option %q; there are scale=N and float", clip(option))
			return false
		}
	}
	return true
}

// unknown reports a name that the program does not have.
func (fs *fields) unknown(f *field, what string, names []string) {
	if near, ok := dsl.Nearest(f.name, names); ok {
		fs.fault(f, "is no %s; did you mean %s?", what, near)
		return
	}
	fs.fault(f, "is no %s", what)
}

var (
	textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()
	valuerType        = reflect.TypeFor[driver.Valuer]()
	jsonNumberType    = reflect.TypeFor[json.Number]()
	numberType        = reflect.TypeFor[Number]()
)

// hasOwnMethods tells whether a type says itself how it is read.
func hasOwnMethods(t reflect.Type) bool {
	for _, t := range []reflect.Type{t, reflect.PointerTo(t)} {
		if t.Implements(textMarshalerType) || t.Implements(valuerType) {
			return true
		}
	}
	return false
}

// isDecimal tells whether a type is a decimal, or named after one.
func isDecimal(t reflect.Type) bool {
	return t == decimalType || t.Kind() == reflect.Struct && t.ConvertibleTo(decimalType)
}

// nullable finds the value and the flag of a struct that is null without it:
// decimal.NullDecimal, sql.NullInt64, sql.Null[T].
func nullable(t reflect.Type) (value, valid reflect.StructField, ok bool) {
	if t.Kind() != reflect.Struct || t.NumField() != 2 {
		return value, valid, false
	}
	known := t == nullDecimalType || t.PkgPath() == "database/sql" && strings.HasPrefix(t.Name(), "Null")
	value, valid = t.Field(0), t.Field(1)
	return value, valid, known && valid.Name == "Valid" && valid.Type.Kind() == reflect.Bool
}

// pointerHint says what to use instead of a pointer to a struct.
func pointerHint(t reflect.Type) string {
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct {
		return "; use " + t.Elem().String()
	}
	return ""
}
