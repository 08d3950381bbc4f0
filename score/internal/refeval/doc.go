// Package refeval is the reference evaluator: it walks a program on exact
// rationals and is the semantics of the language. Every rule of LANGUAGE.md
// about figures is one function here, as plain as we could write it; a faster
// evaluator has to agree with it on every scheme and every fact.
//
// A value is a number, a text, a bool, a list, a record, or failed. Evaluation is a loop over
// all nodes, and laziness is not an order of evaluation but a rule about
// failures: a node with a failed operand fails, except that a conditional looks
// only at the branch it takes, `and` and `or` not at their right side when the
// left one decides, `??` not at its right side where the fact is there, and an
// indicator's policy not at a formula that does not count. A failure in a branch that is not taken, or in a value
// that nobody needs, is therefore never seen. Failures carry everything a
// message needs; several independent ones reach the figures side by side, and
// all are reported.
package refeval
