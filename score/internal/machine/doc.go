// Package machine runs a program fast: on int64 registers, without memory
// allocation, for one person or for a block of people at a time.
//
// Build translates the program once. A number is a register times a constant
// fraction that is known at build time, so that "0.55" costs no instruction and
// every change of scale is a multiplication by a constant. A quotient is two
// registers, numerator and positive divisor; what is done to it goes on in both
// until a rounding or a comparison, so that the one division there is comes
// last, after all multiplications. Tables are searches on whole numbers: the
// bounds are moved to the register's scale at build time, where ">  0.5" and
// "at least 1" may be the same.
//
// Build keeps an interval for every register. Facts are taken only up to a
// limit, so that all of them are bounded and most products provably fit; those
// that need not fit are computed by instructions that check, and set a flag.
// What package ranges knows of a node narrows its interval further: that is how
// a `require` saves an instruction.
//
// The code has no jumps. Both branches of a conditional are computed and one is
// chosen, so that the same code works on one person's registers and on columns
// of them. What can fail for good reason (a division by zero, a row that says
// fail) has a companion register that says so, which travels along and is
// dropped with the branch that is not taken.
//
// The machine never words an error and never decides a hard case. Where a
// figure fails, a register would overflow, or a fact lies beyond the limit, the
// flag in register 0 is set, and the caller has the reference evaluator score
// that person. So the machine may give up whenever it likes; what it does give
// must be exact. Nothing it computes with may panic either, as registers hold
// any value at all for a person whose flag is set.
package machine
