// Package ir is the one typed program between a scheme and its evaluators.
//
// A Program is a list of nodes in topological order: a node's arguments have
// smaller ids, so that every pass over it (evaluation, range analysis,
// fingerprint) is a plain loop, and a trace of a scoring is the array of values
// by node id. Each name of the scheme is lowered once; who reads it refers to
// its node.
//
// Every node has a kind (number, text, bool, list, record, row) and a stage. Stages run in
// order: what is Fixed is known when params are bound, what is Individual when
// a person's facts are. A node's stage is the highest of its operands', so
// that a place which wants a constant is checked by comparing stages.
//
// Clamps and roundings are nodes like any other. A comparison chain is one
// node. A table call is two: Row finds the row that takes the arguments, Pick
// reads one of its results, so that whoever explains a figure sees which row
// decided. Only Conditional, And, Or, Coalesce and the policies of Scored are
// lazy: evaluators give a failed operand a failed value, which these do not look
// at if they need not.
//
// What a list function computes for each element are nodes like others, between
// the Element that stands for it and the Body. They are marked by the loops whose
// elements they Use, left out of the main loop, and computed by their Map or
// Filter once an element; all list functions are made of these two and plain
// folds.
//
// The package knows nothing of text and positions beyond what an error message
// needs: each node carries the path and span of the formula it came from.
package ir
