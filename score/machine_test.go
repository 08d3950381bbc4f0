package score

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kaohe-go/kaohe/score/internal/gen"
	"github.com/kaohe-go/kaohe/score/internal/ir"
	"github.com/kaohe-go/kaohe/score/internal/machine"
)

// TestMachineAgrees holds the machine against the reference evaluator, which is
// the semantics: what the machine does not give up must be the same figure by
// figure, one by one and in blocks of people of whom some are given up.
func TestMachineAgrees(t *testing.T) {
	schemes, pairs := 1400, 100_000
	switch long := flag.Lookup("long"); {
	case raceDetector || testing.Short():
		schemes, pairs = 100, 5_000
	case long != nil && long.Value.String() == "true":
		schemes, pairs = 100_000, 5_000_000
	}
	const shards = 2
	var all [shards]agreement
	t.Run("schemes", func(t *testing.T) {
		for shard := range shards {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				all[shard] = newAgreement()
				for seed := shard; seed < schemes; seed += shards {
					all[shard].random(t, uint64(seed))
				}
			})
		}
	})
	if t.Failed() {
		return
	}
	sum := newAgreement()
	for i := range all {
		sum.add(&all[i])
	}
	t.Logf("%d pairs, %d of them computed by the machine, %d scored but given up, of these %d within its limits",
		sum.pairs, sum.computed, sum.lost, sum.needlessly)
	t.Logf("facts: %d read, %d of them refused", sum.read, sum.faulty)
	for _, reason := range slices.Sorted(maps.Keys(sum.refused)) {
		t.Logf("%5d schemes refused: %s", sum.refused[reason], reason)
	}
	require.GreaterOrEqual(t, sum.pairs, pairs)
	require.Greater(t, sum.computed, sum.pairs/2, "the machine gives up too often")
	require.Less(t, sum.needlessly, sum.computed/8, "the machine gives up people whom it can score")
	require.Greater(t, sum.read, sum.faulty*2)
	require.Positive(t, sum.faulty)
}

// An agreement counts what was compared.
type agreement struct {
	// pairs of scheme and person; computed are those of whom the machine gave
	// figures, lost those whom it gave up though they can be scored, needlessly
	// those of them whose facts it takes.
	pairs, computed, lost, needlessly int
	// read are the facts that were read, faulty those that were refused.
	read, faulty int
	refused      map[string]int
	ops          map[string]bool
}

func newAgreement() agreement {
	return agreement{refused: map[string]int{}, ops: map[string]bool{}}
}

func (a *agreement) add(b *agreement) {
	a.pairs, a.computed, a.lost, a.needlessly = a.pairs+b.pairs, a.computed+b.computed, a.lost+b.lost, a.needlessly+b.needlessly
	a.read, a.faulty = a.read+b.read, a.faulty+b.faulty
	for reason, n := range b.refused {
		a.refused[reason] += n
	}
	maps.Copy(a.ops, b.ops)
}

// random compares a scheme and people that are always the same for a seed.
func (a *agreement) random(t *testing.T, seed uint64) {
	defer func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	}()
	r := rand.New(rand.NewPCG(seed, 17))
	choices := make([]byte, r.IntN(6000))
	for i := range choices {
		choices[i] = byte(r.Uint32())
	}
	a.scheme(t, gen.Scheme(gen.New(choices)), r, machine.BlockSize-r.IntN(40))
}

func (a *agreement) scheme(t *testing.T, c gen.Case, r *rand.Rand, n int) {
	p := compiled(t, c)
	if p.engine == nil {
		a.refused[p.refused[0].Reason]++
		return
	}
	about := fmt.Sprintf("%v\n%s", c.Bind, c.Text)
	from := newCrowd(p, r)
	var people [][]ir.Value
	for range n {
		people = append(people, from.person())
	}
	a.compare(t, p, people, r, about)
	for i := 0; i < n; i += 8 {
		a.reading(t, p, from.facts(people[i]), about)
	}
}

// compiled is the program of a case.
func compiled(t *testing.T, c gen.Case) *Program {
	s, err := Load("machine.kaohe", c.Text)
	require.NoError(t, err, "%s", c.Text)
	var binds []Option
	for name, v := range c.Bind {
		binds = append(binds, Bind(name, v))
	}
	p, err := Compile(s, binds...)
	require.NoError(t, err, "%s", c.Text)
	return p
}

// compare scores people in every way.
func (a *agreement) compare(t *testing.T, p *Program, people [][]ir.Value, r *rand.Rand, about string) {
	maps.Copy(a.ops, opsOf(t, p))
	want := make([]*Result, len(people))
	for i := range people {
		want[i], _ = p.reference(people[i])
	}
	var blocked []*Result
	for some := range slices.Chunk(people, machine.BlockSize) {
		blocked = append(blocked, p.inBlock(some, r)...)
	}
	for i, values := range people {
		a.pairs++
		got, ok := p.run(values)
		if ok {
			a.computed++
			require.Empty(t, differing(want[i], got), "%v %s", shownValues(p, values), about)
			require.Empty(t, differing(got, blocked[i]), "in a block: %v %s", shownValues(p, values), about)
			continue
		}
		require.Nil(t, blocked[i], "the block scores whom the frame gives up: %v %s", shownValues(p, values), about)
		if want[i] != nil {
			a.lost++
			if p.taken(values) {
				a.needlessly++
			}
		}
	}
}

// reading scores facts by way of the machine and without it.
func (a *agreement) reading(t *testing.T, p *Program, facts Facts, about string) {
	a.read++
	got, gotErr := p.Score(facts)
	values, wantErr := p.readFacts(facts)
	if wantErr != nil {
		a.faulty++
		require.Equal(t, wantErr, gotErr, "%v %s", facts, about) // texts only
		return
	}
	want, wantErr := p.reference(values)
	require.Equal(t, fmt.Sprint(wantErr), fmt.Sprint(gotErr), "%v %s", facts, about)
	require.Empty(t, differing(want, got), "%v %s", facts, about)
}

// taken tells whether the machine takes all facts, so that only a figure can
// have made it give up.
func (p *Program) taken(values []ir.Value) bool {
	for i := range values {
		if values[i].Kind != ir.Invalid {
			if _, ok := p.engine.Inputs[i].Register(&values[i]); !ok {
				return false
			}
		}
	}
	return true
}

// inBlock scores people side by side; those who are given up before have any
// numbers at all in their registers.
func (p *Program) inBlock(people [][]ir.Value, r *rand.Rand) []*Result {
	block := p.engine.NewBlock()
	block.Clear()
	out := make([]*Result, len(people))
	for i, values := range people {
		if p.engine.loadValues(person{block, i, machine.BlockSize}, values) {
			continue
		}
		block.GiveUp(i)
		for k := range p.engine.Inputs {
			if in := &p.engine.Inputs[k]; in.Kind == ir.Number {
				junk := []int64{math.MinInt64, math.MaxInt64, -1, 0, 1, math.MinInt64 + 1, int64(r.Uint64())}
				block.Column(in.Reg)[i] = junk[r.IntN(len(junk))]
			}
		}
	}
	p.engine.RunBlock(block, len(people))
	for i := range people {
		if block.Good(i) {
			out[i] = p.sheet(person{block, i, machine.BlockSize})
		}
	}
	return out
}

func shownValues(p *Program, values []ir.Value) map[string]string {
	shown := map[string]string{}
	for i, v := range values {
		if v.Kind != ir.Invalid {
			shown[p.ir.Inputs[i].Name] = v.String()
		}
	}
	return shown
}

// FuzzMachine is TestMachineAgrees on whatever the bytes make.
func FuzzMachine(f *testing.F) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 19))
		choices := make([]byte, 200*seed)
		for i := range choices {
			choices[i] = byte(r.Uint32())
		}
		f.Add(choices, seed)
	}
	f.Fuzz(func(t *testing.T, choices []byte, seed uint64) {
		a := newAgreement()
		a.scheme(t, gen.Scheme(gen.New(choices)), rand.New(rand.NewPCG(seed, 23)), 40)
	})
}
