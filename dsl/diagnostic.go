package dsl

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Severity ranks a diagnostic.
type Severity uint8

// The severities. The zero value is the grave one.
const (
	Error   Severity = iota // the scheme does not load or compile
	Warning                 // it does, but look at it
)

// String is "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Diagnostic is one fault of a scheme. It is plain data.
type Diagnostic struct {
	Severity Severity
	Code     Code
	// Message says what is wrong, with the culprit's name.
	Message string
	// Hint says how to mend it; often empty.
	Hint string
	// Witness is a concrete value that shows the fault ("2300", "level = 初级, years = 3").
	Witness string
	// Path names the place in the scheme ("indicators.kpi.formula"), also
	// where it was built in Go and Span is nowhere.
	Path string
	// File is the name given to Parse, Span the place in it, Source the text
	// of the span's first line.
	File   string
	Span   Span
	Source string
}

// String is the diagnostic in one line: file:line:col: error[code]: message (hint).
func (d Diagnostic) String() string {
	var b strings.Builder
	switch {
	case d.Span.IsValid():
		if d.File != "" {
			b.WriteString(d.File + ":")
		}
		fmt.Fprintf(&b, "%d:%d: ", d.Span.Start.Line, d.Span.Start.Column)
	case d.Path != "":
		if d.File != "" {
			b.WriteString(d.File + ": ")
		}
		b.WriteString(d.Path + ": ")
	case d.File != "":
		b.WriteString(d.File + ": ")
	}
	fmt.Fprintf(&b, "%s[%s]: %s", d.Severity, d.Code, d.Message)
	if d.Hint != "" {
		b.WriteString(" (" + d.Hint + ")")
	}
	return b.String()
}

// Diagnostics is a list of faults, and an error if it is not empty; use Err to
// turn it into one.
type Diagnostics []Diagnostic

// Error lists the faults, one a line, at most 20.
func (ds Diagnostics) Error() string {
	const most = 20
	var lines []string
	for i, d := range ds {
		if i == most {
			lines = append(lines, fmt.Sprintf("and %d more", len(ds)-most))
			break
		}
		lines = append(lines, d.String())
	}
	return strings.Join(lines, "\n")
}

// Err is nil if no diagnostic is an error, else the sorted list without repetitions.
func (ds Diagnostics) Err() error {
	if !ds.HasErrors() {
		return nil
	}
	return ds.Sorted()
}

// HasErrors tells whether one of them is more than a warning.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted is the list by file, position, path, code and message, each fault once.
func (ds Diagnostics) Sorted() Diagnostics {
	sorted := slices.Clone(ds)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset),
			boolOrder(a.Span.IsValid(), b.Span.IsValid()),
			comparePath(a, b),
			strings.Compare(string(a.Code), string(b.Code)),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(sorted, func(a, b Diagnostic) bool {
		return a.File == b.File && a.Span == b.Span && a.Code == b.Code && a.Message == b.Message &&
			(a.Span.IsValid() || a.Path == b.Path)
	})
}

// comparePath keeps faults without a position in the order in which they were
// found, which is the order of the scheme.
func comparePath(a, b Diagnostic) int {
	if !a.Span.IsValid() && !b.Span.IsValid() {
		return 0
	}
	return strings.Compare(a.Path, b.Path)
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// AsDiagnostics finds the diagnostics in an error that Parse, score.Load or
// score.Compile returned, also where it has been wrapped.
func AsDiagnostics(err error) (Diagnostics, bool) {
	var ds Diagnostics
	ok := errors.As(err, &ds)
	return ds, ok
}
