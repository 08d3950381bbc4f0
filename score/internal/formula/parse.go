package formula

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/kaohe-go/kaohe/dsl"
)

// An Error is a formula that dsl accepted and expr did not. It should not
// happen unless the limits of dsl were raised beyond those of expr, which are
// 10,000 nodes; a fuzz target looks for it.
type Error struct {
	Code    dsl.Code
	At      dsl.Span
	Message string
}

func (e *Error) Error() string { return e.Message }

// Parse builds the tree of a formula from the tokens of a dsl fragment of kind
// formula or constant.
func Parse(tokens []dsl.Token) (*Node, error) {
	e := emit(tokens)
	tree, err := parser.Parse(e.text)
	if err != nil {
		at := dsl.Span{}
		var fe *file.Error
		if errors.As(err, &fe) {
			at = e.at(fe.Location.From)
		}
		if strings.Contains(err.Error(), "maximum allowed nodes") {
			return nil, &Error{dsl.CodeTooLong, at, "the formula has more than 10,000 operators and operands"}
		}
		return nil, &Error{dsl.CodeExpected, at, "the formula can't be read here"}
	}
	c := converter{e: e}
	node := c.node(tree.Node)
	if c.err != nil {
		return nil, c.err
	}
	return node, nil
}

type converter struct {
	e   *emission
	err error
}

// node converts a node of expr. What has no counterpart is an error: dsl
// refuses it before, by name.
func (c *converter) node(n ast.Node) *Node {
	if n == nil {
		return c.unknown(n)
	}
	at := c.e.at(n.Location().From)
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return c.leaf(n.Value, at)
	case *ast.BoolNode:
		return &Node{Kind: Bool, Text: fmt.Sprint(n.Value), At: at, Span: at}
	case *ast.UnaryNode:
		return c.unary(n, at)
	case *ast.BinaryNode:
		return c.binary(n, at)
	case *ast.ConditionalNode:
		return c.inner(&Node{Kind: Conditional}, n.Cond, n.Exp1, n.Exp2)
	case *ast.VariableDeclaratorNode:
		return c.inner(&Node{Kind: Let, Text: c.spelling(n.Name), At: at}, n.Value, n.Expr)
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		if !ok {
			return c.cohortMean(n)
		}
		return c.inner(&Node{Kind: Call, Text: c.spelling(callee.Value), At: at}, n.Arguments...)
	case *ast.BuiltinNode:
		return c.inner(&Node{Kind: Call, Text: n.Name, At: at}, n.Arguments...)
	case *ast.PredicateNode:
		return c.inner(&Node{Kind: Predicate, At: at}, n.Node)
	case *ast.PointerNode:
		return &Node{Kind: Element, At: at, Span: at}
	case *ast.ArrayNode:
		return c.inner(&Node{Kind: List, At: at}, n.Nodes...)
	case *ast.MemberNode:
		return c.member(n, at)
	}
	return c.unknown(n)
}

// cohortMean is the one call of a member that dsl lets pass: cohort.mean(x).
func (c *converter) cohortMean(n *ast.CallNode) *Node {
	callee, ok := n.Callee.(*ast.MemberNode)
	if !ok {
		return c.unknown(n)
	}
	owner := c.node(callee.Node)
	property, ok := callee.Property.(*ast.StringNode)
	if !ok || owner.Kind != Name || owner.Text != "cohort" || c.spelling(property.Value) != "mean" {
		return c.unknown(n)
	}
	return c.inner(&Node{Kind: Call, Text: CohortMean, At: owner.At}, n.Arguments...)
}

func (c *converter) unknown(n ast.Node) *Node {
	if c.err == nil {
		at := dsl.Span{}
		if n != nil {
			at = c.e.at(n.Location().From)
		}
		c.err = &Error{dsl.CodeExpected, at, fmt.Sprintf("the language has nothing like this (%T)", n)}
	}
	return &Node{}
}

// spelling is the name behind a placeholder.
func (c *converter) spelling(placeholder string) string {
	t, ok := c.e.token(placeholder)
	if !ok && c.err == nil {
		c.err = &Error{Code: dsl.CodeExpected, Message: "the formula can't be read"}
	}
	return t.Text
}

func (c *converter) leaf(placeholder string, at dsl.Span) *Node {
	t, ok := c.e.token(placeholder)
	if !ok {
		return c.unknown(nil)
	}
	n := &Node{Kind: Name, Text: t.Text, At: at, Span: at}
	switch t.Kind {
	case dsl.TokenNumber:
		n.Kind = Number
	case dsl.TokenText:
		n.Kind, n.Text = Text, t.Value()
	}
	return n
}

// inner converts the arguments and works out the span.
func (c *converter) inner(n *Node, args ...ast.Node) *Node {
	n.Span = n.At
	for _, a := range args {
		arg := c.node(a)
		n.Args = append(n.Args, arg)
		n.Span = hull(n.Span, arg.Span)
	}
	if !n.At.IsValid() && len(n.Args) > 0 {
		n.At = n.Args[0].Span
	}
	return n
}

func hull(a, b dsl.Span) dsl.Span {
	if !a.IsValid() {
		return b
	}
	if b.IsValid() && b.Start.Offset < a.Start.Offset {
		a.Start = b.Start
	}
	if b.IsValid() && b.End.Offset > a.End.Offset {
		a.End = b.End
	}
	return a
}

// unary makes `not (x in [..])` of expr's `x not in [..]` one operator again.
func (c *converter) unary(n *ast.UnaryNode, at dsl.Span) *Node {
	if in, ok := n.Node.(*ast.BinaryNode); ok && n.Operator == "not" && in.Operator == "in" && n.Location() == in.Location() {
		return c.inner(&Node{Kind: Binary, Op: "not in", At: at}, in.Left, in.Right)
	}
	return c.inner(&Node{Kind: Unary, Op: n.Operator, At: at}, n.Node)
}

func (c *converter) binary(n *ast.BinaryNode, at dsl.Span) *Node {
	switch n.Operator {
	case "&&": // never written, so expr made it of a chain
		chain := c.node(n.Left)
		right, ok := n.Right.(*ast.BinaryNode)
		if !ok || chain.Kind != Compare {
			return c.unknown(n)
		}
		last := c.node(right.Right)
		chain.Ops = append(chain.Ops, right.Operator)
		chain.Args = append(chain.Args, last)
		chain.Span = hull(chain.Span, last.Span)
		return chain
	case "<", "<=", ">", ">=":
		return c.inner(&Node{Kind: Compare, Ops: []string{n.Operator}, At: at}, n.Left, n.Right)
	}
	return c.inner(&Node{Kind: Binary, Op: n.Operator, At: at}, n.Left, n.Right)
}

// member tells .field from [index]: expr has one node for both, but only a
// field's name comes as a literal.
func (c *converter) member(n *ast.MemberNode, at dsl.Span) *Node {
	if property, ok := n.Property.(*ast.StringNode); ok {
		return c.inner(&Node{Kind: Member, Text: c.spelling(property.Value), At: at}, n.Node)
	}
	return c.inner(&Node{Kind: Index, At: at}, n.Node, n.Property)
}
