package exact

import (
	"fmt"
	"math/big"
)

// Mode says which of its two neighbours on the grid a number is rounded to.
type Mode uint8

// The modes. Half* go to the nearer neighbour and differ in ties.
const (
	HalfUp   Mode = iota // ties away from zero
	HalfEven             // ties to the even neighbour
	HalfDown             // ties towards zero
	Up                   // away from zero
	Down                 // towards zero
	Ceiling              // to the greater neighbour
	Floor                // to the lesser neighbour
)

var modeNames = [...]string{
	HalfUp:   "half_up",
	HalfEven: "half_even",
	HalfDown: "half_down",
	Up:       "up",
	Down:     "down",
	Ceiling:  "ceiling",
	Floor:    "floor",
}

// String returns the name that the language uses.
func (m Mode) String() string {
	if int(m) >= len(modeNames) {
		return fmt.Sprintf("Mode(%d)", uint8(m))
	}
	return modeNames[m]
}

// ParseMode returns the mode with that name.
func ParseMode(s string) (Mode, bool) {
	for m, name := range modeNames {
		if name == s {
			return Mode(m), true
		}
	}
	return 0, false
}

// Modes returns the names of all modes, in the order of the constants.
func Modes() []string {
	return append([]string(nil), modeNames[:]...)
}

// Round returns the multiple of 10^-places that mode chooses; places may be
// negative. It panics if mode is none of the constants, because any number it
// could return would be a wrong amount.
func (a Rat) Round(places int, mode Mode) Rat {
	if a.IsInt() && places >= 0 {
		mode.check()
		return a
	}
	num, den := a.num(), a.den()
	if places >= 0 {
		scale := pow10(int64(places))
		q, whole := roundQuo(new(big.Int).Mul(num, scale), den, mode)
		if whole {
			return a
		}
		if places == 0 {
			return fromInt(func(z *big.Int) { z.Set(q) })
		}
		return fromQuo(q, scale)
	}
	scale := pow10(-int64(places))
	q, whole := roundQuo(num, new(big.Int).Mul(den, scale), mode)
	if whole {
		return a
	}
	return fromInt(func(z *big.Int) { z.Mul(q, scale) })
}

// RoundTo returns the multiple of step that mode chooses. A step is positive;
// -0.5 would be the same grid as 0.5, and step 0 is no grid and changes
// nothing, as for [Rat.IsMultipleOf]. It panics if mode is none of the
// constants.
func (a Rat) RoundTo(step Rat, mode Mode) Rat {
	mode.check()
	if a.IsMultipleOf(step) {
		return a
	}
	step = step.Abs()
	q, _ := a.Quo(step)
	n, _ := roundQuo(q.num(), q.den(), mode)
	return Rat{r: new(big.Rat).SetInt(n)}.Mul(step)
}

// roundQuo returns num/den as a whole number, and whether it was one before.
// It changes neither operand; den is positive.
func roundQuo(num, den *big.Int, mode Mode) (q *big.Int, whole bool) {
	mode.check()
	q, r := new(big.Int).QuoRem(num, den, new(big.Int))
	if r.Sign() == 0 {
		return q, true
	}
	// q lost its fraction, so it is the neighbour nearer to zero.
	var away bool
	switch mode {
	case Up:
		away = true
	case Down:
		away = false
	case Ceiling:
		away = num.Sign() > 0
	case Floor:
		away = num.Sign() < 0
	default:
		switch r.Lsh(r, 1).CmpAbs(den) {
		case +1:
			away = true
		case 0:
			away = mode == HalfUp || mode == HalfEven && q.Bit(0) == 1
		}
	}
	if away {
		if num.Sign() < 0 {
			q.Sub(q, bigOne)
		} else {
			q.Add(q, bigOne)
		}
	}
	return q, false
}

func (m Mode) check() {
	if int(m) >= len(modeNames) {
		panic(fmt.Sprintf("exact: %v is no rounding mode", m))
	}
}
