package main

import (
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// readRecords reads all of a text; bad counts the lines that are no records.
func readRecords(t *testing.T, text string) (cells [][]string, lines []int, bad int) {
	r := recordReader{lines: lineReader{r: iotest.OneByteReader(strings.NewReader(text))}}
	last := 0
	for {
		record, err := r.next()
		if errors.Is(err, io.EOF) {
			return cells, lines, bad
		}
		require.NoError(t, err)
		require.Greater(t, record.number, last, "each line is told once, in order: %q", text)
		last = record.number
		fields, _, err := splitCells(record.text, nil, maxLine)
		if record.err != nil || err != nil {
			bad++
			continue
		}
		cells, lines = append(cells, fields), append(lines, record.number)
	}
}

// What is CSV reads as encoding/csv reads it; what is none reads on behind.
func TestRecordsAreThoseOfEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := []string{`"`, `"`, `""`, ",", ",", "\n", "\n", "\r\n", "a", "é", " "}
	good := 0
	for range 100_000 {
		var b strings.Builder
		for range r.IntN(16) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		cells, lines, bad := readRecords(t, text)

		want := csv.NewReader(strings.NewReader(text))
		want.FieldsPerRecord = -1
		all, err := want.ReadAll()
		if err != nil {
			require.Positive(t, bad, "%q", text)
			continue
		}
		good++
		require.Zero(t, bad, "%q", text)
		require.Equal(t, len(all), len(cells), "%q", text)
		again := csv.NewReader(strings.NewReader(text))
		again.FieldsPerRecord = -1
		for i, record := range cells {
			require.Equal(t, all[i], record, "%q", text)
			_, err := again.Read()
			require.NoError(t, err)
			line, _ := again.FieldPos(0)
			require.Equal(t, line, lines[i], "%q", text)
		}
	}
	require.Greater(t, good, 10_000)
}
