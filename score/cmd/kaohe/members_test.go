package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the quick way reads, the usual one reads alike.
func TestPlainObjectsAreReadAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	taken := 0
	check := func(text string) {
		members, ok := plainObject(text, nil)
		if !ok {
			return
		}
		taken++
		want, err := decodeObject(text, nil)
		require.NoError(t, err, "%q", text)
		require.Equal(t, want, members, "%q", text)
	}
	for range 200_000 {
		check(randomText(r, 20, `{`, `}`, `"a"`, `"é"`, `:`, `:`, `,`, ` `, `1`, `0`, `-`, `.5`, `e`, `E+2`, `true`, `null`, `"`, `\`, "\x01", `[`, "\n", `x`))
	}
	value := func() string {
		return randomText(r, 3, "") + []string{`1`, `-0`, `-0.50`, `1e5`, `1E-07`, `"t"`, `""`, `true`, `false`, `null`, `01`, `1.`, `-`, `+1`, `tru`, `[1]`, `"\n"`, ` 7 `, "\t8\r"}[r.IntN(19)]
	}
	for range 100_000 {
		text := `{`
		for i := range r.IntN(4) {
			if i > 0 {
				text += `,`
			}
			text += ` "n" :` + value()
		}
		check(text + randomText(r, 3, `}`, `}`, "\n", ` `, `,`))
	}
	require.Greater(t, taken, 10_000)
}

func TestNamesThatStandTwice(t *testing.T) {
	for _, n := range []int{2, 33} {
		members := make([]member, n)
		for i := range members {
			members[i].name = string(rune('A' + i))
		}
		members[n-1].name = "A"
		isTwice := twice(members)
		for i := range members {
			require.Equal(t, i == n-1, isTwice(i))
		}
	}
}

func TestTextsAreQuotedAsByEncodingJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 50_000 {
		text := randomText(r, 5, "a", `"`, `\`, "<", "&", "é", "前", "\u2028", "\x00", "\n", "\x7f", "\xff", "\xe2")
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		require.NoError(t, e.Encode(text))
		require.Equal(t, b.String(), string(appendQuoted(nil, text))+"\n")
	}
}
