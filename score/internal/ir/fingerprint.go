package ir

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Fingerprint is a digest of what the program computes. Formatting, comments,
// titles and positions don't count; names of facts, params and figures do.
func (p *Program) Fingerprint() string {
	h := sha256.New()
	for _, n := range p.Nodes {
		fmt.Fprintln(h, n.Op, n.Kind, n.Args, n.Value, n.Index, n.Column, n.Mode, n.Compare, quoted(n.Message), n.Effect, n.Level, n.Body, n.Uses)
		if n.Scored != nil {
			fmt.Fprintln(h, "scored", *n.Scored)
		}
		if n.Weighted != nil {
			fmt.Fprintln(h, "weighted", *n.Weighted)
		}
	}
	for _, in := range p.Inputs {
		fmt.Fprintln(h, "input", in.Name, in.Optional)
		in.Spec.write(h)
	}
	for _, param := range p.Params {
		fmt.Fprintln(h, "param", param.Name)
		param.Spec.write(h)
	}
	for i := range p.Tables {
		p.Tables[i].write(h)
	}
	for _, r := range p.Requires {
		fmt.Fprintln(h, "require", r.Node, quoted(r.Message))
	}
	for _, list := range [][]Figure{p.Values, p.Indicators, {p.Total}, p.Grade, p.Payouts} {
		fmt.Fprintln(h, "figures")
		for _, f := range list {
			fmt.Fprintln(h, f.Name, f.Node)
		}
	}
	for _, g := range p.Gates {
		fmt.Fprintln(h, "gate", g.Effect, g.Fires, g.Stops)
	}
	fmt.Fprintln(h, p.Functions)
	p.writeCohort(h)
	return hex.EncodeToString(h.Sum(nil))
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

func (s *Spec) write(w io.Writer) {
	fmt.Fprintln(w, s.Kind, s.Bounded, s.In, s.Step, s.OneOf, s.Percent, s.Integer)
	if s.Elem != nil {
		s.Elem.write(w)
	}
	for i := range s.Fields {
		fmt.Fprintln(w, s.Fields[i].Name)
		s.Fields[i].Spec.write(w)
	}
}

func (t *Table) write(w io.Writer) {
	fmt.Fprintln(w, "table", t.Name, t.First, t.Mode, t.ResultNames, t.ResultKinds)
	for i := range t.Columns {
		fmt.Fprintln(w, t.Columns[i].Name, t.Columns[i].Declared)
		t.Columns[i].Spec.write(w)
	}
	for _, row := range t.Rows {
		fmt.Fprintln(w, row.Else, row.Cells)
		for _, r := range row.Results {
			fmt.Fprintln(w, r.Kind, r.Node, quoted(r.Message))
		}
	}
}
