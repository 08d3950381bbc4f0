package score

// A Distribution gives the grades by rank, within quotas.
type Distribution struct {
	// Precedence says how quotas and the bands of the grades go together: "exact",
	// ranks decide alone; "capped", the bands decide, quotas are limits, and what
	// overflows moves down; "bands", the bands decide and quotas are only
	// reported. Or a text param with one of these.
	Precedence string
	// By is the formula that ranks people, the highest first.
	By string
	// Within is a text input: people who agree in it are ranked among themselves.
	Within string
	// Quotas are rows like `"优秀" 10%` or `"C" + "D" at least 5%`.
	Quotas []string
	// Ties says what becomes of people who tie across a cut: "up", "down", "fail",
	// or a text param with one of these. TiesBy is a formula that decides instead,
	// the higher first; who ties there too is placed by id.
	Ties, TiesBy string
	// Minimum is a number of people: smaller groups keep their bands.
	Minimum string
	// Failed says what becomes of people whose own scoring failed: "refuse", which
	// "" means too, scores nobody; "leave_out" leaves them out and says so.
	Failed string
	Note   string
}

// stated tells whether there is a distribution at all.
func (d *Distribution) stated() bool {
	return d.By != "" || d.Precedence != "" || len(d.Quotas) > 0
}

// A Pool is an amount that people share: Amount × By / the sum of all By, in
// whole cents that add up to the amount.
type Pool struct {
	Name, Title string
	// Amount is the same for everybody in a group; By is each person's weight.
	Amount, By string
	// Within is a text input: people who agree in it share an amount of their own.
	Within string
	// AtLeast and AtMost bound each share.
	AtLeast, AtMost string
	// Forfeited says what becomes of the share of people whose pay a gate takes:
	// "keep" leaves it unpaid, "share_out" gives it to the others.
	Forfeited string
	// Round is what shares are multiples of: "2" or "to 0.5". It is required.
	Round string
	Note  string
}
