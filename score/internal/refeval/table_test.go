package refeval

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// interval is a cell that takes numbers; "" is unbounded.
func (p *program) interval(lo, hi string, loOpen, hiOpen bool) ir.Cell {
	a := ir.Alternative{Lo: ir.None, Hi: ir.None, LoOpen: loOpen, HiOpen: hiOpen}
	if lo != "" {
		a.Lo = p.num(lo)
	}
	if hi != "" {
		a.Hi = p.num(hi)
	}
	return ir.Cell{Alternatives: []ir.Alternative{a}}
}

func (p *program) gives(text string) []ir.Result { return []ir.Result{{Node: p.num(text)}} }

// call looks a node up in a table of one column, and picks its results.
func (p *program) call(t ir.Table, arg ir.ID) (picks []ir.ID) {
	p.ir.Tables = append(p.ir.Tables, t)
	index := len(p.ir.Tables) - 1
	row := p.node(ir.Node{Op: ir.OpRow, Kind: ir.Row, Args: []ir.ID{arg}, Index: index})
	for i := range t.Rows[0].Results {
		picks = append(picks, p.node(ir.Node{Op: ir.OpPick, Kind: ir.Number, Args: []ir.ID{row}, Index: index, Column: i}))
	}
	return picks
}

func (p *program) rates() ir.Table {
	return ir.Table{Name: "rates", Rows: []ir.TableRow{
		{Cells: []ir.Cell{p.interval("0", "2000", false, false)}, Results: p.gives("0.4")},
		{Cells: []ir.Cell{p.interval("2000", "2300", true, true)}, Results: p.gives("0.5"), Path: "tables.rates.rows.1"},
		{Cells: []ir.Cell{p.interval("2300", "2300", false, false)}, Results: []ir.Result{{Kind: ir.Fails, Node: ir.None, Message: "a hole"}}, Path: "tables.rates.rows.2"},
		{Cells: []ir.Cell{p.interval("9000", "", false, false)}, Results: []ir.Result{{Kind: ir.NeverHappens, Node: ir.None}}},
		{Cells: []ir.Cell{{Any: true}}, Results: p.gives("0.7")},
	}}
}

func TestLookUp(t *testing.T) {
	for calls, want := range map[string]string{
		"0": "0.4", "2000": "0.4", "2000.01": "0.5", "2299.99": "0.5", "2301": "0.7", "-1": "0.7",
		"2300": "fail: a hole | calls = 2300",
		"9000": "never: the scheme says that this row of rates is never reached | calls = 9000",
	} {
		p := newProgram(t)
		picks := p.call(p.rates(), p.fact("calls", calls))
		require.Equal(t, ok(want), p.said(picks[0]), calls)
	}
}

// TestTheFirstRowWins: that rows don't overlap is for the compiler to prove.
func TestTheFirstRowWins(t *testing.T) {
	p := newProgram(t)
	both := ir.Table{Rows: []ir.TableRow{
		{Cells: []ir.Cell{p.interval("", "5", false, false)}, Results: p.gives("1")},
		{Cells: []ir.Cell{p.interval("5", "", false, false)}, Results: p.gives("2")},
	}}
	require.Equal(t, ok("1"), p.said(p.call(both, p.fact("x", "5"))[0]))
}

func TestNoRow(t *testing.T) {
	p := newProgram(t)
	narrow := ir.Table{Name: "narrow", Rows: []ir.TableRow{{Cells: []ir.Cell{p.interval("1", "2", false, true)}, Results: p.gives("1")}}}
	require.Equal(t, ok("no-row: no row of narrow takes these values | x = 2"), p.said(p.call(narrow, p.fact("x", "2"))[0]))
}

// TestAFailBandFailsEachColumn: each of its columns fails, but all for one
// reason; what does not need the band is not touched.
func TestAFailBandFailsEachColumn(t *testing.T) {
	p := newProgram(t)
	stop := ir.Result{Kind: ir.Fails, Node: ir.None, Message: "no band"}
	bands := ir.Table{Name: "grades", Rows: []ir.TableRow{
		{Cells: []ir.Cell{p.interval("60", "", false, false)}, Results: append(p.gives("1"), p.gives("100")...)},
		{Else: true, Results: []ir.Result{stop, stop}, Path: "grades.rows.1"},
	}}
	total := p.fact("total", "59")
	picks := p.call(bands, total)
	both := p.op(ir.OpAdd, picks[0], picks[1])
	_, trace := p.run()
	require.Equal(t, ok("fail: no band | total = 59"), said(&trace[both]))
	require.Len(t, trace[both].Failures, 2, "one for each column, told once")
	require.Equal(t, ok("59"), said(&trace[total]))
}

// TestOneRowForTwoCalls: a row that fails for two calls is two failures,
// since they have different facts.
func TestOneRowForTwoCalls(t *testing.T) {
	p := newProgram(t)
	rates := p.rates()
	a := p.call(rates, p.fact("a", "2300"))[0]
	row := p.node(ir.Node{Op: ir.OpRow, Kind: ir.Row, Args: []ir.ID{p.op(ir.OpMul, p.num("2"), p.fact("b", "1150"))}})
	b := p.node(ir.Node{Op: ir.OpPick, Kind: ir.Number, Args: []ir.ID{row}})
	require.Equal(t, []string{"fail: a hole | a = 2300", "fail: a hole | b = 1150"}, p.said(p.op(ir.OpAdd, a, b)))
}

// TestEndsAreParams: an end that has no value makes every call fail, and a
// call that is itself fixed is found when the params are bound.
func TestEndsAreParams(t *testing.T) {
	for _, k := range []string{"0.5", ""} {
		p := newProgram(t)
		end := p.param("k", k)
		split := ir.Table{Rows: []ir.TableRow{
			{Cells: []ir.Cell{{Alternatives: []ir.Alternative{{Lo: ir.None, Hi: end}}}}, Results: p.gives("1")},
			{Cells: []ir.Cell{{Any: true}}, Results: p.gives("2")},
		}}
		fixed := p.call(split, p.num("0.75"))[0]
		person := p.call(split, p.fact("x", "0.5"))[0]
		want := []string{"2", "1"}
		if k == "" {
			want = []string{"unbound-param: the param k has no value", "unbound-param: the param k has no value"}
		}
		require.Equal(t, want, []string{p.said(fixed)[0], p.said(person)[0]}, k)
	}
}

func TestTextCells(t *testing.T) {
	p := newProgram(t)
	cell := ir.Cell{Alternatives: []ir.Alternative{{Lo: p.text("a"), Hi: ir.None}, {Lo: p.text("b"), Hi: ir.None}}}
	levels := ir.Table{Rows: []ir.TableRow{{Cells: []ir.Cell{cell}, Results: p.gives("1")}, {Else: true, Results: p.gives("2")}}}
	require.Equal(t, ok("1"), p.said(p.call(levels, p.text("b"))[0]))
	require.Equal(t, ok("2"), p.said(p.call(levels, p.text("B"))[0]))
}
