package formula

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/kaohe-go/kaohe/dsl"
)

// bracketed prints a tree with every bracket that it could have; a chain
// stands in square ones, a list and a predicate in braces.
func bracketed(n *Node) string {
	args := make([]string, len(n.Args))
	for i, a := range n.Args {
		args[i] = bracketed(a)
	}
	list := strings.Join(args, ", ")
	switch n.Kind {
	case Number, Bool, Name:
		return n.Text
	case Text:
		return dsl.Quote(n.Text)
	case Unary:
		return "(" + strings.TrimSuffix(n.Op+" ", "- ") + strings.Repeat("-", strings.Count(n.Op, "-")) + list + ")"
	case Binary:
		return "(" + args[0] + " " + n.Op + " " + args[1] + ")"
	case Compare:
		out := args[0]
		for i, op := range n.Ops {
			out += " " + op + " " + args[i+1]
		}
		if len(n.Ops) > 1 {
			return "[" + out + "]"
		}
		return "(" + out + ")"
	case Conditional:
		return "(" + args[0] + " ? " + args[1] + " : " + args[2] + ")"
	case Let:
		return "(let " + n.Text + " = " + args[0] + "; " + args[1] + ")"
	case Call:
		return n.Text + "(" + list + ")"
	case List, Predicate:
		return "{" + list + "}"
	case Member:
		return args[0] + "." + n.Text
	case Index:
		return args[0] + "[" + args[1] + "]"
	case Element:
		return "#"
	}
	return "?"
}

// asExprHasIt prints a tree as exprTree prints expr's own, where a chain is a
// conjunction of its links, `not in` a negation, and a number a float.
func asExprHasIt(n *Node) string {
	args := make([]string, len(n.Args))
	for i, a := range n.Args {
		args[i] = asExprHasIt(a)
	}
	switch n.Kind {
	case Number:
		f, err := strconv.ParseFloat(n.Text, 64)
		return fmt.Sprint(f, err)
	case Text:
		return strconv.Quote(n.Text)
	case Compare:
		var links []string
		for i, op := range n.Ops {
			links = append(links, prefix(op, args[i], args[i+1]))
		}
		out := links[0]
		for _, link := range links[1:] {
			out = prefix("&&", out, link)
		}
		return out
	case Binary:
		if n.Op == "not in" {
			return prefix("not", prefix("in", args...))
		}
	case Conditional:
		return prefix("if", args...)
	case Let:
		return prefix("let "+n.Text, args...)
	case Call:
		if n.Text == CohortMean {
			return prefix("call "+prefix("member", "cohort", `"mean"`), args...)
		}
		return prefix("call "+n.Text, args...)
	case List:
		return prefix("list", args...)
	case Predicate:
		return prefix("each", args...)
	case Member:
		return prefix("member", args[0], strconv.Quote(n.Text))
	case Index:
		return prefix("member", args...)
	case Element:
		return "#"
	case Name, Bool:
		return n.Text
	}
	return prefix(n.Op, args...)
}

func prefix(op string, args ...string) string { return "(" + op + " " + strings.Join(args, " ") + ")" }

// exprTree prints what expr's parser made of a plain text.
func exprTree(n ast.Node) string {
	all := func(nodes ...ast.Node) []string {
		out := make([]string, len(nodes))
		for i, a := range nodes {
			out[i] = exprTree(a)
		}
		return out
	}
	switch n := n.(type) {
	case *ast.NilNode:
		return "nil"
	case *ast.IdentifierNode:
		return n.Value
	case *ast.IntegerNode:
		return fmt.Sprint(float64(n.Value), nil)
	case *ast.FloatNode:
		return fmt.Sprint(n.Value, nil)
	case *ast.BoolNode:
		return fmt.Sprint(n.Value)
	case *ast.StringNode:
		return strconv.Quote(n.Value)
	case *ast.UnaryNode:
		return prefix(n.Operator, all(n.Node)...)
	case *ast.BinaryNode:
		return prefix(n.Operator, all(n.Left, n.Right)...)
	case *ast.ConditionalNode:
		return prefix("if", all(n.Cond, n.Exp1, n.Exp2)...)
	case *ast.VariableDeclaratorNode:
		return prefix("let "+n.Name, all(n.Value, n.Expr)...)
	case *ast.CallNode:
		return prefix("call "+exprTree(n.Callee), all(n.Arguments...)...)
	case *ast.BuiltinNode:
		return prefix("call "+n.Name, all(n.Arguments...)...)
	case *ast.ArrayNode:
		return prefix("list", all(n.Nodes...)...)
	case *ast.PredicateNode:
		return prefix("each", all(n.Node)...)
	case *ast.MemberNode:
		return prefix("member", all(n.Node, n.Property)...)
	case *ast.PointerNode:
		return "#"
	}
	return fmt.Sprintf("%T", n)
}
