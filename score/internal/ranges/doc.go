// Package ranges works out, before any fact is known, which values each node
// of a program can have: the interval and the grid of a number, the set of a
// text or bool, the rows that a look-up can reach.
//
// Everything here is an over-approximation: a value that can occur is always
// in the range, a value in the range need not occur. So what is proved from
// ranges holds for every person, and what can't be proved is not thereby false.
//
// Three things make it strong enough for honest schemes. Grids are carried
// through formulas: a whole number times 0.5 is a multiple of 0.5, a value
// rounded to two places one of 0.01. Conditions narrow what they guard: in
// `actual > 0 ? f(actual) : 0` the call sees only positive values, and what a
// `require` demands holds everywhere after it. And equal formulas are one node
// here, so that a condition on `ok + bad` also narrows the divisor `ok + bad`. A
// condition that orders two operands bounds their quotient and difference:
// after `require ok <= n`, `ok / n` is at most 1.
//
// A condition on the element at hand holds while its loop is at that element, and
// what is made of the whole list is no part of the loop: nothing under the condition
// can read it, so in such a context it is not to be asked for. A mean of the cohort
// is of others too, whom a condition on one person does not concern.
//
// A context is a set of conditions known to hold. Contexts could double with
// every conditional on a value that is itself a conditional. They don't, since
// a node is computed again only where something that it is computed from has
// been narrowed, and is walked only in contexts of which no other has fewer
// conditions: a figure is walked once, not again for whoever reads it. For
// what is left a budget bounds the work; past it, ranges fall back to what
// holds without the conditions.
package ranges
