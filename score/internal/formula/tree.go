package formula

import "github.com/kaohe-go/kaohe/dsl"

// A Kind says what a node is.
type Kind uint8

// The kinds of nodes, with what their fields hold.
const (
	Number      Kind = iota // Text is the literal: 27.5, 85%
	Text                    // Text is the value without quotes
	Bool                    // Text is "true" or "false"
	Name                    // Text is the name
	Unary                   // Op is "-" or "not", one argument
	Binary                  // Op is + - * / ** and or ?? == != in "not in", two arguments
	Compare                 // a chain: Ops between Args, each of < <= > >=
	Conditional             // condition, then, else
	Let                     // Text is the name, Args are its value and the body
	Call                    // Text is the function, Args its arguments
	List                    // Args are the elements
	Member                  // Text is the field of Args[0]
	Index                   // Args[1] is the index into Args[0]
	Element                 // the element at hand inside a predicate
	Predicate               // Args[0] is evaluated for each element
)

// CohortMean is the name of the call cohort.mean(x).
const CohortMean = "cohort.mean"

// A Node is an operator, operand or call of a formula.
type Node struct {
	Kind Kind
	Op   string
	Ops  []string
	Text string
	Args []*Node
	// At is the operator's or name's own place, Span the whole node's.
	At, Span dsl.Span
}
