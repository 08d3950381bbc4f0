package main

import (
	"encoding/csv"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// randomText puts pieces together.
func randomText(r *rand.Rand, most int, pieces ...string) string {
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// A line is cut, or found not to be CSV, as encoding/csv does it.
func TestCellsAreThoseOfEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200_000 {
		line := randomText(r, 16, `"`, `"`, `""`, `","`, ",", ",", "\r", "a", "é", " ")
		if withoutEnd(line) == "" {
			continue
		}
		line += []string{"", "\n", "\r\n"}[r.IntN(3)]
		c := csv.NewReader(strings.NewReader(line))
		c.FieldsPerRecord = -1
		want, wantErr := c.Read()
		cells, n, err := splitCells(line, nil, maxLine)
		switch {
		case errors.Is(wantErr, csv.ErrBareQuote):
			require.Equal(t, errBareQuote, err, "%q", line)
		case wantErr != nil:
			require.Equal(t, errQuote, err, "%q", line)
		default:
			require.NoError(t, err, "%q", line)
			require.Equal(t, want, cells, "%q", line)
			require.Equal(t, len(want), n)
			most := r.IntN(n + 2)
			few, n, err := splitCells(line, nil, most)
			require.NoError(t, err)
			require.Equal(t, len(want), n, "%q %d", line, most)
			require.Len(t, few, min(n, most))
		}
	}
}

func TestCellsAreWrittenAsByEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 100_000 {
		cell := randomText(r, 6, `"`, ",", "\n", "\r", "\t", "a", "é", " ", "\u3000", `\.`, "\xff", "'", "!")
		var b strings.Builder
		w := csv.NewWriter(&b)
		require.NoError(t, w.Write([]string{cell, ""}))
		w.Flush()
		require.Equal(t, b.String(), string(appendCell(nil, cell))+",\n", "%q", cell)
	}
}
