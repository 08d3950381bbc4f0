package score_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
)

// A loop evaluates its formula for every element, in any and all too: only ?:,
// and, or, ?? are lazy. The first element that fails ends it, since a long list
// would fail in the same way again and again.

var oracleLoops = oracleWords("sum count any all none filter map")

// inputType reads a type: a plain one, a list of it, or a list of records.
func (p *oracleReader) inputType(in *oracleInput) {
	in.list = p.accept("list")
	if in.list && p.accept("{") {
		in.kind = "record"
		for !p.accept("}") {
			field := &oracleInput{name: p.name(), kind: p.plainType()}
			p.limits(field)
			in.fields = append(in.fields, field)
			p.accept(",")
		}
		return
	}
	in.kind = p.plainType()
}

func (p *oracleReader) plainType() string {
	kind := p.name()
	if !oracleWords("integer number percent text bool")[kind] {
		oracleWrong("%q is not a type of the subset", kind)
	}
	return kind
}

// limits reads in, step and one of; the name of a section may follow in, too.
func (p *oracleReader) limits(in *oracleInput) {
	if p.is("in") && (p.ahead(1).text == "(" || p.ahead(1).text == "[") {
		p.take()
		in.in = p.interval()
	}
	if p.accept("step") {
		in.step = p.kind(oracleTokNumber, "a number").num
	}
	if p.accept("one") {
		p.expect("of")
		in.oneOf = p.texts()
	}
}

// postfix reads .field and [index] behind an operand.
func (p *oracleReader) postfix(e *oracleExpr) *oracleExpr {
	for {
		switch line := p.peek().line; {
		case e.op == "number":
			return e
		case p.accept("."):
			e = &oracleExpr{op: "field", name: p.name(), args: []*oracleExpr{e}, line: line}
		case p.accept("["):
			e = &oracleExpr{op: "index", args: []*oracleExpr{e, p.expression(0)}, line: line}
			p.expect("]")
		default:
			return e
		}
	}
}

// readFact reads a fact that may be a list; the first faulty element counts.
func (r *oracleState) readFact(in *oracleInput, given any) (oracleValue, string) {
	if !in.list {
		return oracleConvert(in.kind, given)
	}
	items, ok := given.([]any)
	if !ok {
		return oracleValue{}, "not a list"
	}
	list := oracleValue{Kind: oracleList}
	for _, item := range items {
		v, reason := r.readElement(in, item)
		if reason != "" {
			return oracleValue{}, reason
		}
		list.List = append(list.List, v)
	}
	return list, ""
}

func (r *oracleState) readElement(in *oracleInput, item any) (oracleValue, string) {
	one := *in
	one.list = false
	if in.kind != "record" {
		return r.readLimited(&one, item)
	}
	fields, ok := item.(map[string]any)
	if !ok {
		return oracleValue{}, "not a record"
	}
	record := oracleValue{Kind: oracleRecord, Rec: map[string]oracleValue{}}
	for _, field := range in.fields {
		given, there := fields[field.name]
		if !there {
			return oracleValue{}, "lacks a field"
		}
		v, reason := r.readLimited(field, given)
		if reason != "" {
			return oracleValue{}, reason
		}
		record.Rec[field.name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if _, declared := record.Rec[name]; !declared {
			return oracleValue{}, "has a field that is not declared"
		}
	}
	return record, ""
}

func (r *oracleState) readLimited(in *oracleInput, given any) (oracleValue, string) {
	v, reason := oracleConvert(in.kind, given)
	if s, ok := given.(string); ok && in.kind != "percent" && in.kind != "text" && len(s) > 0 && s[len(s)-1] == '%' {
		reason = "only a percent is written with %"
	}
	if reason == "" {
		reason = r.breaks(in, v)
	}
	return v, reason
}

// oracleOverList tells min(xs) from min(a, b).
func oracleOverList(e *oracleExpr) bool {
	return oracleLoops[e.name] || e.name == "len" || e.name == "mean" || (e.name == "min" || e.name == "max") && len(e.args) == 1
}

func (r *oracleState) listCall(e *oracleExpr, in *oracleLocals) (oracleValue, bool) {
	list, ok := r.eval(e.args[0], in)
	if !ok {
		return oracleValue{}, false
	}
	items := list.list()
	if len(e.args) == 1 {
		return r.fold(e.name, items)
	}
	var results []oracleValue
	for _, item := range items {
		v, fine := r.eval(e.args[1], &oracleLocals{"#", item, true, in})
		if !fine {
			return oracleValue{}, false
		}
		results = append(results, v)
	}
	switch e.name {
	case "sum":
		return r.fold("sum", results)
	case "map":
		return oracleValue{Kind: oracleList, List: results}, true
	}
	var kept []oracleValue
	for i, v := range results {
		if v.truth() {
			kept = append(kept, items[i])
		}
	}
	switch e.name {
	case "filter":
		return oracleValue{Kind: oracleList, List: kept}, true
	case "count":
		return oracleNum(big.NewRat(int64(len(kept)), 1)), true
	case "any":
		return oracleTruth(len(kept) > 0), true
	case "all":
		return oracleTruth(len(kept) == len(items)), true
	case "none":
		return oracleTruth(len(kept) == 0), true
	}
	oracleWrong("%s is no loop", e.name)
	return oracleValue{}, false
}

func (r *oracleState) fold(name string, items []oracleValue) (oracleValue, bool) {
	size := big.NewRat(int64(len(items)), 1)
	if name == "len" {
		return oracleNum(size), true
	}
	sum := new(big.Rat)
	var xs []*big.Rat
	for _, item := range items {
		sum.Add(sum, item.number())
		xs = append(xs, item.number())
	}
	switch {
	case name == "sum":
		return oracleNum(sum), true
	case len(items) == 0:
		r.fault(oracleEmptyList, name)
		return oracleValue{}, false
	case name == "mean":
		return oracleNum(sum.Quo(sum, size)), true
	case name == "min":
		return oracleNum(oracleLeast(xs...)), true
	case name == "max":
		return oracleNum(oracleGreatest(xs...)), true
	}
	oracleWrong("%s makes nothing of a list", name)
	return oracleValue{}, false
}

// index counts from 0, and from the end with -1.
func (r *oracleState) index(list oracleValue, at *big.Rat) (oracleValue, bool) {
	items := list.list()
	for i := range items {
		if at.Cmp(big.NewRat(int64(i), 1)) == 0 || at.Cmp(big.NewRat(int64(i-len(items)), 1)) == 0 {
			return items[i], true
		}
	}
	r.fault(oracleNoElement, at.RatString())
	return oracleValue{}, false
}

func (v oracleValue) list() []oracleValue {
	if v.Kind != oracleList {
		oracleWrong("a list is wanted, not %s", v)
	}
	return v.List
}

// The kinds of lists and records for the check: what they hold is in the name.

func oracleInputKind(in *oracleInput) oracleKind {
	kind := oracleKindOf(in.kind)
	if in.kind == "record" {
		kind = oracleKind(fmt.Sprintf("record %p", in))
	}
	if in.list {
		return "list " + kind
	}
	return kind
}

func oracleGateKind(effect string) oracleKind {
	switch effect {
	case "grade", "grade at most", "fail":
		return oracleText
	}
	return oracleNumber
}

// part is the kind of an element or of a field.
func (c *oracleChecker) part(e *oracleExpr, in map[string]oracleKind) oracleKind {
	of := c.kind(e.args[0], in)
	if e.op == "index" {
		c.want(e.args[1], oracleNumber, in)
		return c.element(of, e)
	}
	for _, d := range c.file.inputs {
		for _, field := range d.fields {
			if of == oracleKind(fmt.Sprintf("record %p", d)) && field.name == e.name {
				return oracleKindOf(field.kind)
			}
		}
	}
	oracleWrong("line %d: a %s has no field %s", e.line, of, e.name)
	return ""
}

func (c *oracleChecker) element(list oracleKind, e *oracleExpr) oracleKind {
	if len(list) < 5 || list[:5] != "list " {
		oracleWrong("line %d: a list is wanted, not %s", e.line, list)
	}
	return list[5:]
}

func (c *oracleChecker) listCall(e *oracleExpr, in map[string]oracleKind) oracleKind {
	list := c.kind(e.args[0], in)
	element := c.element(list, e)
	body := element
	if len(e.args) == 2 {
		inner := maps.Clone(in)
		if inner == nil {
			inner = map[string]oracleKind{}
		}
		inner["#"] = element
		body = c.kind(e.args[1], inner)
	}
	want := oracleBool
	switch e.name {
	case "map":
		return "list " + body
	case "len":
		return oracleNumber
	case "sum", "mean", "min", "max":
		want = oracleNumber
	}
	if body != want && body != oracleFailing {
		oracleWrong("line %d: %s of %s", e.line, e.name, body)
	}
	switch e.name {
	case "filter":
		return list
	case "any", "all", "none":
		return oracleBool
	}
	return oracleNumber
}
