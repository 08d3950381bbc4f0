package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// An Outcome is one person's figures in hundredths, in which all of them are
// whole, and the grade's name. Outcomes are compared with ==: a person is wrong
// if any figure differs from the oracle's.
type Outcome struct {
	KPI, Accuracy, Quality, Attendance, Achievement, Total int64
	Grade                                                  string
	K, Bonus                                               int64
}

// hundredths reads a number that is printed with at most two places.
func hundredths(text string) (int64, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > 2 {
		return 0, fmt.Errorf("%s has more than two places", text)
	}
	return strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
}

// roundedFloat is a float in hundredths as a payroll program pays it out:
// written with two places. The strconv package rounds the exact binary value,
// which is kind to floats: a figure that is off in its 15th digit only is right.
func roundedFloat(f float64) int64 {
	n, err := hundredths(strconv.FormatFloat(f, 'f', 2, 64))
	if err != nil {
		return wrongFigure // NaN and infinities
	}
	return n
}

// wrongFigure is no figure of anybody: none is below zero.
const wrongFigure = -1

// exactHundredths is a fraction in hundredths, or wrongFigure if it is between
// two of them.
func exactHundredths(r *big.Rat) int64 {
	r = new(big.Rat).Mul(r, big.NewRat(100, 1))
	if !r.IsInt() || !r.Num().IsInt64() {
		return wrongFigure
	}
	return r.Num().Int64()
}
