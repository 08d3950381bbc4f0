package exact

import (
	"math"
	"math/big"
)

// Rat is an immutable rational number. The zero value is 0.
type Rat struct {
	_ [0]func() // == would compare pointers
	r *big.Rat  // nil is 0; never changed once it is here
}

// These are shared and read only.
var (
	bigZero = new(big.Rat)
	bigOne  = big.NewInt(1)
	bigTen  = big.NewInt(10)
	bigFive = big.NewInt(5)
)

// Int returns n.
func Int(n int64) Rat {
	if n == 0 {
		return Rat{}
	}
	var r big.Rat
	r.Num().SetInt64(n)
	return Rat{r: &r}
}

// FromBig returns a copy of r; nil is 0.
func FromBig(r *big.Rat) Rat {
	if r == nil {
		return Rat{}
	}
	return Rat{r: new(big.Rat).Set(r)}
}

// Big returns a copy that the caller may change.
func (a Rat) Big() *big.Rat {
	return new(big.Rat).Set(a.val())
}

func (a Rat) val() *big.Rat {
	if a.r == nil {
		return bigZero
	}
	return a.r
}

// num and den share memory with a: read only.

func (a Rat) num() *big.Int {
	return a.val().Num()
}

func (a Rat) den() *big.Int {
	// Denom allocates for a Rat without a stored denominator.
	if a.IsInt() {
		return bigOne
	}
	return a.r.Denom()
}

// fromInt sets a result by way of the numerator: a Rat without a stored
// denominator is whole, and needs no reduction.
func fromInt(set func(z *big.Int)) Rat {
	var r big.Rat
	set(r.Num())
	return Rat{r: &r}
}

// fromQuo returns num/den, which need not be in lowest terms.
func fromQuo(num, den *big.Int) Rat {
	if num.IsInt64() && den.IsInt64() {
		n, d := num.Int64(), den.Int64()
		if n != math.MinInt64 && d > 0 {
			g := gcd(n, d)
			return fromWords(n/g, d/g)
		}
	}
	return Rat{r: new(big.Rat).SetFrac(num, den)}
}

// Add returns a + b.
func (a Rat) Add(b Rat) Rat {
	switch {
	case b.Sign() == 0:
		return a
	case a.Sign() == 0:
		return b
	case a.IsInt() && b.IsInt():
		return fromInt(func(z *big.Int) { z.Add(a.num(), b.num()) })
	}
	if sum, ok := addWords(a, b, +1); ok {
		return sum
	}
	return Rat{r: new(big.Rat).Add(a.r, b.r)}
}

// Sub returns a - b.
func (a Rat) Sub(b Rat) Rat {
	switch {
	case b.Sign() == 0:
		return a
	case a.Sign() == 0:
		return b.Neg()
	case a.IsInt() && b.IsInt():
		return fromInt(func(z *big.Int) { z.Sub(a.num(), b.num()) })
	}
	if difference, ok := addWords(a, b, -1); ok {
		return difference
	}
	return Rat{r: new(big.Rat).Sub(a.r, b.r)}
}

// Mul returns a * b.
func (a Rat) Mul(b Rat) Rat {
	switch {
	case a.Sign() == 0 || b.Sign() == 0:
		return Rat{}
	case a.IsInt() && b.IsInt():
		return fromInt(func(z *big.Int) { z.Mul(a.num(), b.num()) })
	}
	if product, ok := mulWords(a, b); ok {
		return product
	}
	return Rat{r: new(big.Rat).Mul(a.r, b.r)}
}

// Quo returns a / b, and false when b is 0.
func (a Rat) Quo(b Rat) (Rat, bool) {
	if b.Sign() == 0 {
		return Rat{}, false
	}
	if a.Sign() == 0 {
		return Rat{}, true
	}
	if quotient, ok := quoWords(a, b); ok {
		return quotient, true
	}
	return Rat{r: new(big.Rat).Quo(a.r, b.r)}, true
}

// Pow returns a to the power n, and false for 0 to a negative power. The
// result has about |n| times the digits of a: the caller bounds n.
func (a Rat) Pow(n int) (Rat, bool) {
	num, den := a.num(), a.den()
	e := big.NewInt(int64(n))
	if n < 0 {
		if a.Sign() == 0 {
			return Rat{}, false
		}
		num, den = den, num
		e.Neg(e)
	}
	if den.Cmp(bigOne) == 0 {
		return fromInt(func(z *big.Int) { z.Exp(num, e, nil) }), true
	}
	return fromQuo(new(big.Int).Exp(num, e, nil), new(big.Int).Exp(den, e, nil)), true
}

// Neg returns -a.
func (a Rat) Neg() Rat {
	if a.Sign() == 0 {
		return Rat{}
	}
	return Rat{r: new(big.Rat).Neg(a.r)}
}

// Abs returns the magnitude of a.
func (a Rat) Abs() Rat {
	if a.Sign() >= 0 {
		return a
	}
	return a.Neg()
}

// Cmp returns -1, 0 or +1 as a is less than, equal to or greater than b.
func (a Rat) Cmp(b Rat) int {
	if a.r == b.r {
		return 0
	}
	if sa, sb := a.Sign(), b.Sign(); sa != sb {
		if sa < sb {
			return -1
		}
		return +1
	}
	if a.IsInt() && b.IsInt() {
		return a.num().Cmp(b.num())
	}
	if c, ok := cmpWords(a, b); ok {
		return c
	}
	return a.val().Cmp(b.val())
}

// Equal reports whether a and b are the same number.
func (a Rat) Equal(b Rat) bool { return a.Cmp(b) == 0 }

// Less reports whether a < b.
func (a Rat) Less(b Rat) bool { return a.Cmp(b) < 0 }

// Sign returns -1, 0 or +1.
func (a Rat) Sign() int {
	if a.r == nil {
		return 0
	}
	return a.r.Sign()
}

// IsInt reports whether a is a whole number.
func (a Rat) IsInt() bool {
	return a.r == nil || a.r.IsInt()
}

// Int64 returns a when it is a whole number that fits, and else false.
func (a Rat) Int64() (int64, bool) {
	if !a.IsInt() || !a.num().IsInt64() {
		return 0, false
	}
	return a.num().Int64(), true
}

// Floor returns the greatest whole number that is not above a.
func (a Rat) Floor() Rat {
	if a.IsInt() {
		return a
	}
	// Euclidean division is floored for a positive divisor.
	return fromInt(func(z *big.Int) { z.Div(a.r.Num(), a.r.Denom()) })
}

// Ceil returns the least whole number that is not below a.
func (a Rat) Ceil() Rat {
	if a.IsInt() {
		return a
	}
	return fromInt(func(z *big.Int) {
		z.Div(a.r.Num(), a.r.Denom())
		z.Add(z, bigOne)
	})
}

// Mod returns a - b*floor(a/b), which has the sign of b, and false when b is 0.
func (a Rat) Mod(b Rat) (Rat, bool) {
	q, ok := a.Quo(b)
	if !ok {
		return Rat{}, false
	}
	return a.Sub(b.Mul(q.Floor())), true
}

// IsMultipleOf reports whether a is a whole multiple of step. Every number is
// one of step 0, which stands for no grid.
func (a Rat) IsMultipleOf(step Rat) bool {
	if step.Sign() == 0 || a.Sign() == 0 {
		return true
	}
	// (n/d) / (p/q) = nq / dp. In lowest terms d shares nothing with n, nor p
	// with q, so that is whole just when d divides q and p divides n.
	if !a.IsInt() {
		if step.IsInt() || new(big.Int).Rem(step.den(), a.den()).Sign() != 0 {
			return false
		}
	}
	return new(big.Int).Rem(a.num(), step.num()).Sign() == 0
}

// Within reports whether numerator and denominator have at most digits
// decimal digits each: both are less than 10^digits in magnitude.
func (a Rat) Within(digits int) bool {
	return fits(a.num(), int64(digits)) && fits(a.den(), int64(digits))
}

// fits reports whether x has at most digits decimal digits. It looks at the
// length in bits, and at 10^digits only where that does not decide, when x is
// as long itself.
func fits(x *big.Int, digits int64) bool {
	if digits <= 0 {
		return false
	}
	digits = min(digits, maxDigits)
	// log2(10) is 3.321928094887...; low is at most one bit short.
	low := digits * 3321928094 / 1000000000
	switch n := int64(x.BitLen()); {
	case n <= low:
		return true
	case n > low+2:
		return false
	}
	return x.CmpAbs(pow10(digits)) < 0
}

// maxDigits keeps arithmetic on limits from overflowing. No number that fits
// into memory comes near.
const maxDigits = 1_000_000_000

// Min returns the lesser of a and b.
func Min(a, b Rat) Rat {
	if b.Less(a) {
		return b
	}
	return a
}

// Max returns the greater of a and b.
func Max(a, b Rat) Rat {
	if a.Less(b) {
		return b
	}
	return a
}

// GCD returns the greatest number of which both a and b are whole multiples.
// It is never negative; GCD(0, x) is |x|.
func GCD(a, b Rat) Rat {
	switch {
	case a.Sign() == 0:
		return b.Abs()
	case b.Sign() == 0:
		return a.Abs()
	}
	num := new(big.Int).GCD(nil, nil, a.num(), b.num())
	return fromQuo(num, lcm(a.den(), b.den()))
}

// LCM returns the least positive number that is a whole multiple of both a
// and b, and 0 if one of them is 0.
func LCM(a, b Rat) Rat {
	if a.Sign() == 0 || b.Sign() == 0 {
		return Rat{}
	}
	den := new(big.Int).GCD(nil, nil, a.den(), b.den())
	return fromQuo(lcm(a.num(), b.num()), den)
}

// lcm takes numbers other than 0.
func lcm(x, y *big.Int) *big.Int {
	z := new(big.Int).GCD(nil, nil, x, y)
	z.Quo(x, z)
	return z.Abs(z.Mul(z, y))
}

// powersOfTen is read only.
var powersOfTen = func() (t [64]*big.Int) {
	t[0] = bigOne
	for i := 1; i < len(t); i++ {
		t[i] = new(big.Int).Mul(t[i-1], bigTen)
	}
	return t
}()

// pow10 returns 10^n for n >= 0, to be read only.
func pow10(n int64) *big.Int {
	if n < int64(len(powersOfTen)) {
		return powersOfTen[n]
	}
	return new(big.Int).Exp(bigTen, big.NewInt(n), nil)
}
