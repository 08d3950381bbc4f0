// Package formula turns the tokens of a formula into a small tree of our own.
// It is the only importer of expr, whose parser decides precedence and shape.
//
// Three steps, each in a file. Package dsl has found where the formula ends,
// refused what the language does not have and bounded length and depth, since
// expr's parser recurses without a bound and a process that runs out of stack
// can't be saved. emit.go writes the tokens anew for expr: names, numbers and
// texts become placeholders, so that expr's own literals, keywords, escapes
// and comments can't leak in, and 40 digits stay 40 digits. parse.go lets expr
// read that and converts its tree: positions go back to the scheme's text, and
// a comparison chain, which expr turns into conjunctions that share operands,
// becomes one node again.
package formula
