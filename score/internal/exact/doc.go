// Package exact is the arithmetic under every figure: rationals that lose
// nothing, the roundings a scheme can ask for, intervals, and the one way in
// which numbers are read and printed.
//
// # Numbers
//
// A [Rat] is an immutable rational number. Its zero value is 0. Sums,
// products and quotients are exact, so 1/3*3 is 1 and an amount is off by a
// cent only where a scheme says to round. A Rat may be shared between
// goroutines; no method changes one. Two Rats are compared with [Rat.Equal]
// or [Rat.Cmp]: == does not compile, because it would compare pointers.
//
// Operations that may have no result return (Rat, bool) and false:
// [Rat.Quo] and [Rat.Mod] by zero, [Rat.Pow] of zero to a negative power.
// 0 to the power 0 is 1. [Rat.Mod] is floored: its result has the sign of the
// divisor, so mod(-1, 7) is 6.
//
// # Cost
//
// Nothing here bounds the size of an intermediate result; the caller does,
// with [Rat.Within] after each step and a limit on exponents and places
// beforehand. What comes from outside is bounded at the door: [Parse],
// [ParseJSON] and [FromDecimal] take the number of digits that are allowed on
// either side of the decimal point and refuse the rest before a large number
// is built. They count digits as written, with their zeros: 1.00 has two
// digits after the point, as has a decimal with coefficient 100 and exponent
// -2. Only zero itself has no length in [ParseJSON] and [FromDecimal].
//
// # Rounding
//
// A [Mode] says what happens to what does not fit. The zero value is
// [HalfUp]. The modes half up, half even, half down, up and down go by
// magnitude, so that a deduction rounds like the payment that it mirrors;
// ceiling and floor go by sign:
//
//	            2.345   2.355  -2.345   2.341  -2.341   (to 2 places)
//	half_up      2.35    2.36   -2.35    2.34   -2.34
//	half_even    2.34    2.36   -2.34    2.34   -2.34
//	half_down    2.34    2.35   -2.34    2.34   -2.34
//	up           2.35    2.36   -2.35    2.35   -2.35
//	down         2.34    2.35   -2.34    2.34   -2.34
//	ceiling      2.35    2.36   -2.34    2.35   -2.34
//	floor        2.34    2.35   -2.35    2.34   -2.35
//
// Places may be negative: -2 rounds to hundreds. A rounding sees the exact
// value, never one that was rounded before, so 2.3449 to 2 places is 2.34.
//
// # Text
//
// [Rat.Text] is the shortest plain decimal, without exponent, and p/q in
// lowest terms for a number that has none. [Rat.TextPlaces] pads a rounded
// number with zeros. There is no negative zero. [Parse] reads what Text
// prints, save p/q, and the percents of scheme literals. Error messages say
// what is wrong, with at most the one offending character: they never repeat
// the number, which may be somebody's pay, or a megabyte long.
//
// # Decimals and floats
//
// Decimals enter and leave by coefficient and exponent alone. The settings
// that shopspring/decimal keeps in package variables (division precision,
// printing, decoding limits) are neither read nor written, so no result
// depends on them.
//
// [FromFloat] is the only door for a float64. It takes the decimal that
// somebody wrote and refuses one that arithmetic has made.
//
// # Intervals
//
// An [Interval] is a connected set of rationals, whose ends are open, closed
// or missing. Its zero value is the whole line. Arithmetic gives the smallest
// interval that holds every result: an end is closed exactly if it is
// reached, so (0, 1) * [2, 3] is (0, 3), and 0 times anything is 0. As usual
// with intervals, the operands vary independently of each other.
package exact
