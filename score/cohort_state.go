package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file writes cohorts for other machines and reads them again.

// stateMark begins a written cohort, and says how it is written.
const stateMark = "kaohe cohort 1\n"

// stateSum ends it: a SHA-256, so that no damaged fact pays anybody. It is no
// signature: whoever can write the bytes can write another.
const stateSum = sha256.Size

// The marks before an entry.
const (
	stateFacts byte = iota
	stateError
)

// MarshalBinary writes the cohort with all facts, as they were read, for
// Program.ReadCohort of the same scheme and version of this package. The bytes
// are as confidential as the facts.
func (c *Cohort) MarshalBinary() ([]byte, error) {
	if !c.made() {
		return nil, errNilCohort
	}
	b := appendText([]byte(stateMark), c.p.identity())
	b = binary.AppendUvarint(b, uint64(len(c.people)))
	for i := range c.people {
		e := &c.people[i]
		b = appendText(b, e.id)
		if e.err == nil {
			b = appendText(append(b, stateFacts), e.facts)
			continue
		}
		text, err := json.Marshal(e.err.Faults)
		if err != nil {
			return nil, err
		}
		b = appendText(append(b, stateError), string(text))
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// ReadCohort reads what MarshalBinary wrote, of a program of the same scheme
// with the same values of the params. Facts are held to their declarations once
// more, so that damaged bytes score nobody.
func (p *Program) ReadCohort(data []byte) (*Cohort, error) {
	if !p.made() {
		return nil, errNilProgram
	}
	if !strings.HasPrefix(string(data[:min(len(data), len(stateMark))]), stateMark) {
		return nil, errors.New("score: these are not the bytes of a cohort, or of another version")
	}
	end := len(data) - stateSum
	if sum := sha256.Sum256(data[:max(0, end)]); end < len(stateMark) || !bytes.Equal(sum[:], data[end:]) {
		return nil, errors.New("score: the bytes of the cohort are damaged")
	}
	u := unpacker{b: string(data[len(stateMark):end])}
	if u.take(u.uvarint()) != p.identity() {
		return nil, errors.New("score: the cohort is of another scheme, or of other values of the params")
	}
	c := p.NewCohort()
	values := make([]ir.Value, len(p.ir.Inputs))
	n := u.uvarint()
	for range min(n, uint64(len(u.b))) { // each has some bytes
		e := entry{id: u.take(u.uvarint())}
		e.key = keyOf(e.id)
		switch u.byte() {
		case stateFacts:
			e.facts = u.take(u.uvarint())
			if !p.holds(e.facts, values) {
				u.fail = true
			}
		case stateError:
			e.err = &FactsError{}
			u.fail = json.Unmarshal([]byte(u.take(u.uvarint())), &e.err.Faults) != nil || u.fail
		default:
			u.fail = true
		}
		if u.fail {
			return nil, fmt.Errorf("score: the bytes of the cohort are damaged at person %d", len(c.people)+1)
		}
		if err := c.room(1); err != nil {
			return nil, err
		}
		c.people = append(c.people, e)
	}
	if u.b != "" || uint64(len(c.people)) != n || u.fail {
		return nil, errors.New("score: the bytes of the cohort are damaged")
	}
	return c, nil
}

// holds tells whether packed facts are what readFacts could have given.
func (p *Program) holds(packed string, values []ir.Value) bool {
	if unpackFacts(packed, values) != nil {
		return false
	}
	for i := range values {
		in, v := &p.ir.Inputs[i], &values[i]
		switch {
		case v.Kind != ir.Invalid:
			if !fits(&p.domains[i], v, p.limits) || !p.domains[i].Contains(*v) {
				return false
			}
		case !in.Optional && len(p.ir.Nodes[in.Node].Args) == 0:
			return false
		}
	}
	return true
}
