package score

import (
	"encoding/binary"
	"errors"
	"math/big"

	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file packs facts into few bytes. A cohort keeps nothing else of a
// person until it is scored, and evaluates the same facts several times: a
// million people stay small, and what is kept can be sent to another machine.

// The marks before a packed value.
const (
	packedNothing byte = iota
	packedInt          // a varint
	packedDecimal      // places, a varint
	packedRat          // sign, numerator, denominator
	packedText
	packedFalse
	packedTrue
	packedList   // length, elements
	packedRecord // length, fields
)

// packedPlaces is how many decimal places packedDecimal takes.
const packedPlaces = 18

func powerOfTen(n int) int64 {
	power := int64(1)
	for range n {
		power *= 10
	}
	return power
}

var errPacked = errors.New("score: the packed facts are damaged")

func packFacts(b []byte, values []ir.Value) []byte {
	for i := range values {
		b = packValue(b, &values[i])
	}
	return b
}

func packValue(b []byte, v *ir.Value) []byte {
	switch v.Kind {
	case ir.Number:
		return packNumber(b, v.Num)
	case ir.Text:
		b = binary.AppendUvarint(append(b, packedText), uint64(len(v.Text)))
		return append(b, v.Text...)
	case ir.Bool:
		if v.Bool {
			return append(b, packedTrue)
		}
		return append(b, packedFalse)
	case ir.List, ir.Record:
		mark := packedList
		if v.Kind == ir.Record {
			mark = packedRecord
		}
		b = binary.AppendUvarint(append(b, mark), uint64(len(v.List)))
		return packFacts(b, v.List)
	}
	return append(b, packedNothing)
}

func packNumber(b []byte, r exact.Rat) []byte {
	if n, ok := r.Int64(); ok {
		return binary.AppendVarint(append(b, packedInt), n)
	}
	if places, ok := r.Places(); ok && places <= packedPlaces {
		if n, ok := r.Mul(exact.Int(powerOfTen(places))).Int64(); ok {
			return binary.AppendVarint(append(b, packedDecimal, byte(places)), n)
		}
	}
	big := r.Big()
	sign := byte(0)
	if big.Sign() < 0 {
		sign = 1
	}
	b = append(b, packedRat, sign)
	for _, part := range [][]byte{big.Num().Bytes(), big.Denom().Bytes()} {
		b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	}
	return b
}

// unpacker reads what packFacts wrote. Damaged bytes are an error, never more
// memory than they are long.
type unpacker struct {
	b    string
	fail bool
}

// unpackFacts fills values.
func unpackFacts(packed string, values []ir.Value) error {
	u := unpacker{b: packed}
	for i := range values {
		values[i] = u.value(0)
	}
	if u.fail || u.b != "" {
		return errPacked
	}
	return nil
}

func (u *unpacker) take(n uint64) string {
	if n > uint64(len(u.b)) {
		u.fail, u.b = true, ""
		return ""
	}
	taken := u.b[:n]
	u.b = u.b[n:]
	return taken
}

func (u *unpacker) byte() byte {
	if s := u.take(1); s != "" {
		return s[0]
	}
	return packedNothing
}

// prefix is enough of the rest for a varint.
func (u *unpacker) prefix() []byte { return []byte(u.b[:min(len(u.b), binary.MaxVarintLen64)]) }

func (u *unpacker) uvarint() uint64 {
	n, size := binary.Uvarint(u.prefix())
	u.skip(size)
	return n
}

func (u *unpacker) varint() int64 {
	n, size := binary.Varint(u.prefix())
	u.skip(size)
	return n
}

func (u *unpacker) skip(size int) {
	if size <= 0 {
		u.fail, u.b = true, ""
		return
	}
	u.b = u.b[size:]
}

func (u *unpacker) value(depth int) ir.Value {
	switch mark := u.byte(); mark {
	case packedNothing:
	case packedInt:
		return ir.NumberValue(exact.Int(u.varint()))
	case packedDecimal:
		places := int(u.byte())
		n := u.varint()
		if places > packedPlaces {
			u.fail = true
			break
		}
		return ir.NumberValue(exact.FromPair(n, powerOfTen(places)))
	case packedRat:
		return u.rat()
	case packedText:
		return ir.TextValue(u.take(u.uvarint()))
	case packedFalse, packedTrue:
		return ir.BoolValue(mark == packedTrue)
	case packedList, packedRecord:
		return u.list(mark, depth)
	default:
		u.fail = true
	}
	return ir.Value{}
}

func (u *unpacker) rat() ir.Value {
	sign := u.byte()
	num := new(big.Int).SetBytes([]byte(u.take(u.uvarint())))
	den := new(big.Int).SetBytes([]byte(u.take(u.uvarint())))
	if u.fail || den.Sign() == 0 {
		u.fail = true
		return ir.Value{}
	}
	if sign != 0 {
		num.Neg(num)
	}
	return ir.NumberValue(exact.FromBig(new(big.Rat).SetFrac(num, den)))
}

// list reads elements; lists of lists of lists do not occur.
func (u *unpacker) list(mark byte, depth int) ir.Value {
	n := u.uvarint()
	if n > uint64(len(u.b)) || depth > 2 {
		u.fail, u.b = true, ""
		return ir.Value{}
	}
	v := ir.Value{Kind: ir.List}
	if mark == packedRecord {
		v.Kind = ir.Record
	}
	for range n {
		v.List = append(v.List, u.value(depth+1))
	}
	return v
}

// fits tells whether an unpacked value is of a domain's kind and within the
// limits, all the way down.
func fits(d *ir.Domain, v *ir.Value, limits Limits) bool {
	if v.Kind != d.Kind || len(v.List) > limits.ListLength && d.Kind == ir.List {
		return false
	}
	switch d.Kind {
	case ir.Number:
		return v.Num.Within(limits.Digits)
	case ir.Text:
		return validText(v.Text)
	case ir.List:
		for i := range v.List {
			if !fits(d.Elem, &v.List[i], limits) {
				return false
			}
		}
	case ir.Record:
		if len(v.List) != len(d.Fields) {
			return false
		}
		for i := range v.List {
			if !fits(&d.Fields[i], &v.List[i], limits) {
				return false
			}
		}
	}
	return true
}
