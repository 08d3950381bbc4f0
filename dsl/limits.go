package dsl

// Limits bound what a scheme may cost before any work is done on it. A field
// that is zero has its default.
type Limits struct {
	SourceBytes   int // of a file; 256 KiB
	FormulaBytes  int // of one formula or other fragment; 16 KiB
	FormulaTokens int // of one formula or other fragment; 2,000
	Depth         int // nesting of brackets, prefix operators, conditionals and lets; 64, never above MaxDepth
	Declarations  int // in a file; 1,000
	Rows          int // in a file, over all its blocks; 100,000
	Digits        int // of a number literal; 1,000
	NameBytes     int // of a name; 256
	TextBytes     int // of a text literal; 4,096
}

// MaxDepth is the deepest nesting that can be asked for. Formulas are read by
// recursion, and a process that runs out of stack can't be saved.
const MaxDepth = 10_000

// WithDefaults fills in the defaults.
func (l Limits) WithDefaults() Limits {
	for _, f := range []struct {
		field *int
		value int
	}{
		{&l.SourceBytes, 256 << 10}, {&l.FormulaBytes, 16 << 10}, {&l.FormulaTokens, 2000},
		{&l.Depth, 64}, {&l.Declarations, 1000}, {&l.Rows, 100_000}, {&l.Digits, 1000},
		{&l.NameBytes, 256}, {&l.TextBytes, 4096},
	} {
		if *f.field <= 0 {
			*f.field = f.value
		}
	}
	l.Depth = min(l.Depth, MaxDepth)
	return l
}
