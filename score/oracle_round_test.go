package score_test

import "math/big"

var oracleModes = oracleWords("half_up half_even half_down up down ceiling floor")

// roundTo is the multiple of unit that the mode picks for x. Between two
// neighbouring multiples floor and ceiling go by order on the number line;
// down, up and the halves go by magnitude.
func oracleRoundTo(x, unit *big.Rat, mode string) *big.Rat {
	units := new(big.Rat).Quo(x, unit)
	below := oracleFloor(units)
	rest := new(big.Rat).Sub(units, below)
	if rest.Sign() == 0 {
		return new(big.Rat).Set(x)
	}
	above := new(big.Rat).Add(below, big.NewRat(1, 1))
	nearZero, farFromZero := below, above
	if x.Sign() < 0 {
		nearZero, farFromZero = above, below
	}
	nearest := below
	half := rest.Cmp(big.NewRat(1, 2))
	if half > 0 {
		nearest = above
	}
	var whole *big.Rat
	switch mode {
	case "floor":
		whole = below
	case "ceiling":
		whole = above
	case "down":
		whole = nearZero
	case "up":
		whole = farFromZero
	case "half_up":
		whole = nearest
		if half == 0 {
			whole = farFromZero
		}
	case "half_down":
		whole = nearest
		if half == 0 {
			whole = nearZero
		}
	case "half_even":
		whole = nearest
		if half == 0 && below.Num().Bit(0) == 0 {
			whole = below
		} else if half == 0 {
			whole = above
		}
	default:
		oracleWrong("unknown rounding mode %q", mode)
	}
	return new(big.Rat).Mul(whole, unit)
}

// floor is the greatest whole number that is not above x.
func oracleFloor(x *big.Rat) *big.Rat {
	// Div is Euclidean; with a positive denominator that is the floor.
	return new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom()))
}

func oraclePower(x *big.Rat, n int) *big.Rat {
	out := big.NewRat(1, 1)
	for range n {
		out.Mul(out, x)
	}
	return out
}
