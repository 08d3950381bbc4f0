package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kaohe-go/kaohe/score"
)

// A refusal is everything for which a team is not scored, told by line.
type refusal struct {
	people int
	faults []teamFault
	hint   string
}

// A teamFault is one fault and the first line that it is of.
type teamFault struct {
	line int
	text string
}

func (r *refusal) Error() string { return "the people can't be scored together" }

// print tells the faults in the order of the lines, those of no line at the end.
func (r *refusal) print(w io.Writer, name string) {
	slices.SortStableFunc(r.faults, func(a, b teamFault) int { return cmp.Compare(a.line, b.line) })
	for _, f := range r.faults[:min(len(r.faults), maxDiagnostics)] {
		fmt.Fprintf(w, "kaohe: %s: %s\n", name, f.text)
	}
	if left := len(r.faults) - maxDiagnostics; left > 0 {
		fmt.Fprintf(w, "kaohe: %d more faults are left out\n", left)
	}
	if r.hint != "" {
		fmt.Fprintf(w, "  hint: %s\n", r.hint)
	}
	fmt.Fprintf(w, "kaohe: none of %d lines was scored, since people are scored together\n", r.people)
}

func (r *refusal) add(line int, format string, args ...any) {
	r.faults = append(r.faults, teamFault{line, oneLine(fmt.Errorf(format, args...))})
}

// teller words the faults of a cohort, which names people by their ids.
type teller struct {
	*refusal
	t     *team
	lines map[string][]int // of the ids as they were given
}

// refusal reads all lines once more for where the ids are. e is nil if the cohort
// itself found no fault.
func (t *team) refusal(e *score.CohortError) *refusal {
	x := &teller{refusal: &refusal{people: len(t.lines)}, t: t, lines: map[string][]int{}}
	p := &person{}
	failed := false
	for _, line := range t.lines {
		p.begin(line.number)
		t.from.read(line, p)
		switch {
		case p.id.fault != "":
			x.add(p.line, "line %d: the id (%q) %s", p.line, clip(t.s.o.id), p.id.fault)
		case p.isSomebody():
			x.lines[p.id.text] = append(x.lines[p.id.text], p.line)
			if p.err != nil && !t.leaveOut {
				failed = true
				x.add(p.line, "line %d (%s): %w", p.line, quotedID(p.id.text), p.err)
			}
		case t.isUnfit(p):
			failed = true
			x.add(p.line, "%w", p.err) // which names the line
		}
	}
	if e == nil {
		e = &score.CohortError{}
	}
	for i := range e.Faults {
		f := &e.Faults[i]
		failed = failed || f.Code == score.CohortFailed
		if t.unfit == 0 || f.Code == score.CohortID || f.Code == score.CohortSameID || f.Code == score.CohortFailed {
			x.tell(f) // what follows from ranks without some of the people means nothing
		}
	}
	if failed && t.s.program.Scheme().Distribution.By != "" {
		x.hint = "mend these lines, or say failed leave_out in the distribution"
	}
	return x.refusal
}

// tell words a fault.
func (x *teller) tell(f *score.CohortFault) {
	switch f.Code {
	case score.CohortID:
		x.badID(f)
	case score.CohortSameID:
		x.sameID(f)
	case score.CohortFailed:
		if !isNoFacts(f.Err) { // those have been told already
			line, where := x.where(f.IDs[0])
			x.add(line, "%s: %w", where, f.Err)
		}
	case score.CohortFailedLate:
		line, where := x.where(f.IDs[0])
		x.add(line, "%s: %w; others have their grades by then, so nobody can be left out any more", where, f.Err)
	default:
		x.several(f)
	}
}

// isNoFacts tells the failure of noFacts.
func isNoFacts(err error) bool {
	e, ok := errors.AsType[*score.FactsError](err)
	return ok && len(e.Faults) > 0 && slices.ContainsFunc(e.Faults, func(f score.FactFault) bool { return f.Input == "" })
}

// where tells the line of an id. If several people have it, which is another
// fault, then it is not known which of them this is.
func (x *teller) where(id string) (int, string) {
	lines := x.lines[id]
	text := lineList(lines) + " (" + quotedID(id) + ")"
	if len(lines) > 1 {
		text = "one of " + text
	}
	return slices.Min(append(slices.Clone(lines), math.MaxInt)), text
}

func (x *teller) badID(f *score.CohortFault) {
	id := f.IDs[0]
	line := x.lines[id][0]
	x.lines[id] = x.lines[id][1:] // each line of such an id has a fault of its own
	if strings.TrimSpace(id) == "" {
		x.add(line, "line %d has no id: %q is blank or missing", line, clip(x.t.s.o.id))
		return
	}
	x.add(line, "line %d (%s): %s", line, quotedID(id), f.Message)
}

// sameID tells of people with one id, which may be written in several ways.
func (x *teller) sameID(f *score.CohortFault) {
	written := slices.Compact(slices.Clone(f.IDs)) // they are in order
	var lines []int
	for _, id := range written {
		lines = append(lines, x.lines[id]...)
	}
	slices.Sort(lines)
	if len(written) == 1 {
		x.add(lines[0], "%s have the same id %s", lineList(lines), quotedID(written[0]))
		return
	}
	x.add(lines[0], "%s have the same id %s: spaces around an id and its Unicode form make no difference", lineList(lines), idList(written))
}

// several tells of people who are at fault together, or of a group or pool.
func (x *teller) several(f *score.CohortFault) {
	text := f.Message
	if failure, ok := errors.AsType[*score.EvalError](f.Err); ok {
		text += ": " + failure.Error()
	}
	if f.Pool != "" {
		text = "pool " + f.Pool + ": " + text
	}
	if f.Group != "" {
		text = "group " + quotedID(f.Group) + ": " + text
	}
	if len(f.IDs) == 0 {
		x.add(math.MaxInt, "%s", text)
		return
	}
	ids := slices.Clone(f.IDs)
	lineOf := func(id string) int { return slices.Min(append([]int{math.MaxInt}, x.lines[id]...)) }
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	var lines []int
	for _, id := range ids {
		lines = append(lines, lineOf(id))
	}
	x.add(lines[0], "%s (%s): %s", lineList(lines), idList(ids), text)
}

// mostNamed is how many lines or ids a fault names.
const mostNamed = 5

func lineList(lines []int) string {
	var names []string
	for _, line := range lines {
		names = append(names, strconv.Itoa(line))
	}
	if len(names) == 1 {
		return "line " + names[0]
	}
	return "lines " + joinNamed(names)
}

func idList(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = quotedID(id)
	}
	return joinNamed(names)
}

// joinNamed joins the first of many: 1, 2 and 3.
func joinNamed(names []string) string {
	last := ""
	switch n := len(names); {
	case n > mostNamed:
		names, last = names[:mostNamed], fmt.Sprintf("%d more", n-mostNamed)
	case n > 1:
		names, last = names[:n-1], names[n-1]
	default:
		return strings.Join(names, "")
	}
	return strings.Join(names, ", ") + " and " + last
}

func quotedID(id string) string { return strconv.Quote(clip(id)) }
