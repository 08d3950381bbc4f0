// Package gen makes random schemes that the language accepts, as text, with
// bindings for their params and facts about people.
//
// Everything is decided by a stream of bytes, so that a fuzzer can steer it:
// the same bytes give the same case, and when they run out every further
// choice is the simplest one. Nothing else is read, no clock and no map order.
//
// A case is built in three steps. The declarations come first (inputs.go,
// params.go, tables.go, figures.go, grades.go, examples.go), in an order in
// which each reads only what stands before it; that keeps cycles out.
// Facts that may be absent and lists (optionals.go, lists.go) are kept apart
// from the other inputs, so that only formulas which ask first, or an indicator
// with a policy (weights.go), read them. Weights are cut out of 100%; gates
// (gates.go) come last, because they name bands and payouts.
// Formulas (formulas.go, conditions.go, calls.go) are typed by construction:
// there is one function for each kind of value, and each returns text with its
// precedence, so that brackets stand where they must and sometimes where they
// need not. A formula has a budget of digits, because exact numbers grow with
// every product.
// Layout (layout.go) comes last: declarations are shuffled, and the places at
// which a line may be broken, marked by the steps before, become spaces, line
// ends or comments.
//
// What makes a scheme legal is kept by construction too: the rows of a table
// come from cutting its domain into pieces (pieces.go), so they neither
// overlap nor leave a hole, unless an else row stands in; what a table is
// called with is an input of its domain, or is clamped into it. Tables that do
// more with their last column than look it up have makers of their own (modes.go).
//
// Facts (facts.go) are mostly inside their declarations, often at a boundary
// or one step from it, and sometimes faulty. An example may expect only figures
// whose value is known without evaluating formulas: ratings, and indicators
// that examples.go makes for the purpose.
//
// To add a construct, give it a maker that appends to the generator's model
// and text, and let the formulas read what it declares.
package gen
