package score

import (
	"fmt"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// An Engine computes figures. All of them compute the same.
type Engine string

// The engines.
const (
	// FastMachine computes on machine integers. For a person whose facts or
	// figures are out of the usual, or who can't be scored, the reference evaluator
	// takes over.
	FastMachine Engine = "machine"
	// ReferenceEvaluator computes on rationals of any length, some hundred times
	// slower.
	ReferenceEvaluator Engine = "reference"
)

// A Part is a figure with what computes it.
type Part struct {
	// Name is that of the figure, values included.
	Name   string
	Engine Engine
	// Reason says why the reference evaluator computes it. If one figure needs
	// it, all of them are computed by it.
	Reason string
}

// Parts tells which engine computes which figure, for whoever wants to know why
// a scheme is slow. Results do not depend on it.
func (p *Program) Parts() []Part {
	if !p.made() {
		return nil
	}
	reasons := map[ir.ID]string{}
	needs := map[ir.ID]map[ir.ID]bool{}
	for _, r := range p.refused {
		reasons[r.Node] = r.Reason
		if r.Node != ir.None && p.ir.Nodes[r.Node].Path != "" {
			reasons[r.Node] = fmt.Sprintf("%s (%s)", r.Reason, p.ir.Nodes[r.Node].Path)
		}
		needs[r.Node] = p.ir.Readers(r.Node)
	}
	var parts []Part
	for _, f := range p.ir.Figures() {
		part := Part{Name: f.Name, Engine: FastMachine}
		if p.engine == nil {
			part.Engine, part.Reason = ReferenceEvaluator, "another figure needs it"
			for _, r := range p.refused {
				if r.Node == ir.None || needs[r.Node][f.Node] {
					part.Reason = reasons[r.Node]
					break
				}
			}
		}
		parts = append(parts, part)
	}
	return parts
}
