package main

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// appendQuoted appends a text as JSON, with < > & as they are.
func appendQuoted(b []byte, text string) []byte {
	for i := range len(text) {
		// 0xE2 begins the line separators, which encoding/json escapes.
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == 0xE2 || c == 0x7F {
			return appendJSON(b, text)
		}
	}
	if !utf8.ValidString(text) {
		return appendJSON(b, text)
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// appendJSON appends what always encodes: texts, and structs of texts.
func appendJSON(b []byte, v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// appendCompact appends JSON without the space between its parts.
func appendCompact(b []byte, raw string) []byte {
	if raw[0] != '{' && raw[0] != '[' {
		return append(b, raw...)
	}
	var out bytes.Buffer
	_ = json.Compact(&out, []byte(raw)) // which works, as it is JSON
	return append(b, out.Bytes()...)
}
