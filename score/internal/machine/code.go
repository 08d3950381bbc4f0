package machine

import (
	"github.com/kaohe-go/kaohe/score/internal/exact"
	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// reg is the number of a register. flag is set if the person has to be scored
// by the reference evaluator.
type reg = int32

const (
	none reg = -1
	flag reg = 0
)

// op is what an instruction does. Bools are 0 and 1, c is always one.
type op uint8

const (
	opLin        op = iota // dst = a*x + z
	opLin2                 // dst = a*x + b*y + z
	opLin4                 // dst = a*x + b*y + c*z + d*w
	opLinChk               // the same, setting the flag on overflow
	opLin2Chk              //
	opMul                  // dst = a*b
	opMulChk               //
	opAbs                  // dst = |a|
	opMin                  // dst = min(a, b)
	opMax                  // dst = max(a, b)
	opMinImm               // dst = min(a, x)
	opMaxImm               // dst = max(a, x)
	opMod                  // dst = a mod b, floored; 0 if b is 0
	opLess                 // dst = a*x < b*y
	opLessEq               // dst = a*x <= b*y
	opEq                   // dst = a*x == b*y
	opLessImm              // dst = a < x
	opEqImm                // dst = a == x
	opLessWide             // dst = a*b < c*d in 128 bits
	opLessEqWide           //
	opEqWide               //
	opAnd                  // dst = a & b
	opAndNot               // dst = a &^ b
	opOr                   // dst = a | b
	opNot                  // dst = 1 - a
	opSelect               // dst = c ? a : b
	opSign                 // dst = b < 0 ? -a : a
	opDivisor              // dst = |a|, or 1 if a is 0
	opRound                // dst = a*x / y rounded; y > 0
	opRoundPos             // the same by multiplication, for 0 <= a*x
	opRoundSum             // dst = (a*x + b*w) / d rounded, likewise
	opRoundQuo             // dst = a*x / (b*y) rounded; b*y > 0
	opRoundWide            // the same in 128 bits, setting the flag on overflow
	opKey                  // dst = 2*floor(a*x / (b*y)), +1 if it is not whole
	opKeyWide              //
	opDense                // dst = vals[a-x], with the first below and the last above
	opFind                 // dst = finds[b].at(a), or finds[0].at(a) if b is none
	opPick                 // dst = vals[a]
	opFlag                 // flag |= a
)

// instr is one instruction. It is as long as a line of the processor's cache.
type instr struct {
	op         op
	mode       exact.Mode
	dst        reg
	a, b, c, d reg
	x, y, z, w int64
	*table
}

// table is what a search or a reading by number needs.
type table struct {
	finds []find
	vals  []int64
}

// Machine is a program's code with what is needed to fill in facts and read
// figures. It is immutable.
type Machine struct {
	// Inputs are in the order of the program's.
	Inputs []Input
	// Givens are in the order of the program's.
	Givens []Given
	// Outputs are by node, for the nodes that Build was asked for.
	Outputs map[ir.ID]*Output
	// Registers is the size of a Frame.
	Registers int

	code   []instr
	consts []constant
}

// A constant is a register that never changes.
type constant struct {
	reg   reg
	value int64
}

// Input says which whole number a fact is to its register: the fact times
// Scale, if that is whole, lies in [Min, Max] and is a multiple of Step. A fact
// of which that does not hold is left to the reference evaluator.
type Input struct {
	Kind ir.Kind
	Reg  int32
	// Present is a register that is 1 if the fact is given; -1 if there is none,
	// since the fact must be given or has a default.
	Present        int32
	HasDefault     bool
	Default        int64
	Scale          int64
	Min, Max, Step int64
	// OneOf are the only values, if there are any.
	OneOf []int64
	// Texts numbers the texts that make a difference. Others are 0, if Open,
	// and not allowed if not.
	Texts map[string]int64
	Open  bool
}

// Output says how to read a node: a number is Num/Den/Div, with Den left out
// if it is -1; a text is Texts[Num], a bool or row Num.
type Output struct {
	Kind     ir.Kind
	Num, Den int32
	Div      int64
	// Scale is the n for which Div is 10^n, -1 if there is none.
	Scale int
	// Num lies in [Low, High].
	Low, High int64
	Texts     []string
	// Failed is a register that is 1 if the node has no value; -1 is never. The
	// flag is set if one of Build's roots has none.
	Failed int32
	// MayFail says that it can have no value though all that the cohort stage gives
	// is given.
	MayFail bool
	// State is the register of an indicator's state, Out that which is 1 if it has
	// no value since its weight went to others; -1 is a constant 0.
	State, Out int32
	// Places are the places to show, -1 for the shortest form, which also holds
	// if one of the registers Unless is 1.
	Places int
	Unless []int32
}

// Frame holds the registers of one person.
type Frame []int64

// NewFrame makes a frame. It can be used for one person after the other.
func (m *Machine) NewFrame() Frame {
	f := make(Frame, m.Registers)
	m.Prepare(f)
	return f
}

// Prepare makes a frame of zeros, which has to have room for all Registers.
func (m *Machine) Prepare(f Frame) {
	for _, c := range m.consts {
		f[c.reg] = c.value
	}
}

// Clear prepares the frame for the next person's facts.
func (f Frame) Clear() { f[flag] = 0 }

// GiveUp leaves the person to the reference evaluator.
func (f Frame) GiveUp() { f[flag] = 1 }

// Good tells whether the outputs are right. If not, nothing in the frame means
// anything.
func (f Frame) Good() bool { return f[flag] == 0 }

// BlockSize is how many people a Block holds. At 128, the columns of a scheme
// of thirty nodes fit into the first-level cache.
const BlockSize = 128

// Block holds the registers of up to BlockSize people, a column each.
type Block []int64

// NewBlock makes a block. It can be used again and again.
func (m *Machine) NewBlock() Block {
	b := make(Block, m.Registers*BlockSize)
	for _, c := range m.consts {
		column := b.Column(c.reg)
		for i := range column {
			column[i] = c.value
		}
	}
	return b
}

// Column is a register of all people.
func (b Block) Column(r int32) []int64 {
	return b[int(r)*BlockSize:][:BlockSize:BlockSize]
}

// Clear prepares the block for the next people's facts.
func (b Block) Clear() { clear(b.Column(flag)) }

// GiveUp leaves person i to the reference evaluator.
func (b Block) GiveUp(i int) { b[i] = 1 }

// Good tells whether the outputs of person i are right.
func (b Block) Good(i int) bool { return b[i] == 0 }
