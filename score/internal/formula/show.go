package formula

import (
	"strings"

	"github.com/kaohe-go/kaohe/dsl"
)

// String is the node as a message names it: short, with … for what is nested
// deeper. A scheme built in Go has no positions, so the words must do.
func (n *Node) String() string { return n.show(2) }

func (n *Node) isOperation() bool { return n.Kind == Unary || n.Kind == Binary || n.Kind == Compare }

func (n *Node) show(depth int) string {
	switch n.Kind {
	case Number, Bool, Name:
		return n.Text
	case Text:
		return dsl.Quote(n.Text)
	case Element:
		return "#"
	}
	if depth == 0 {
		return "…"
	}
	args := make([]string, len(n.Args))
	for i, a := range n.Args {
		args[i] = a.show(depth - 1)
		if a.Kind == Conditional || n.isOperation() && a.isOperation() && a.Kind != Unary {
			args[i] = "(" + args[i] + ")"
		}
	}
	switch n.Kind {
	case Unary:
		if n.Op == "not" {
			return "not " + args[0]
		}
		return n.Op + args[0]
	case Binary:
		return args[0] + " " + n.Op + " " + args[1]
	case Compare:
		text := args[0]
		for i, op := range n.Ops {
			text += " " + op + " " + args[i+1]
		}
		return text
	case Conditional:
		return args[0] + " ? " + args[1] + " : " + args[2]
	case Call:
		return n.Text + "(" + strings.Join(args, ", ") + ")"
	case List:
		return "[" + strings.Join(args, ", ") + "]"
	case Member:
		return args[0] + "." + n.Text
	}
	return "…"
}
