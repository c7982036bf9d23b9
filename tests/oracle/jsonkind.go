// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// jsonCase is {id, in, err, offset} or {id, in, out, out_nohtml}: err and
// offset (bytes read when the fault was seen) are those of a SyntaxError, out
// is the value written again with its number literals kept and its keys sorted.
type jsonCase struct {
	id        string
	in        text
	err       text
	offset    int64
	out       text
	outNoHTML text
}

func (c *jsonCase) MarshalJSON() ([]byte, error) {
	o := new(object).put("id", c.id).text("in", c.in)
	if c.err.set {
		return o.text("err", c.err).put("offset", c.offset).done()
	}
	return o.text("out", c.out).text("out_nohtml", c.outNoHTML).done()
}

func (c *jsonCase) UnmarshalJSON(line []byte) error {
	var f struct {
		ID    string  `json:"id"`
		In    *string `json:"in"`
		InB64 *string `json:"in_b64"`
	}
	if err := json.Unmarshal(line, &f); err != nil {
		return err
	}
	c.id = f.ID
	var err error
	c.in, err = joinText(f.In, f.InB64)
	return err
}

func (c *jsonCase) ask() error {
	c.err, c.out, c.outNoHTML, c.offset = text{}, text{}, text{}, 0
	in := []byte(c.in.s)
	var whole json.RawMessage
	err := json.Unmarshal(in, &whole)
	if json.Valid(in) != (err == nil) {
		return fmt.Errorf("json.Valid and json.Unmarshal disagree: %v", err)
	}
	if err != nil {
		var se *json.SyntaxError
		if !errors.As(err, &se) {
			return err
		}
		c.err, c.offset = textOf(err.Error()), se.Offset
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(in))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	out, err := json.Marshal(v)
	if err != nil {
		return err
	}
	c.out = textOf(string(out))
	plain, err := plainJSON(v)
	c.outNoHTML = textOf(plain)
	return err
}

// plainJSON is v in JSON without HTML escapes and without a newline.
func plainJSON(v any) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

type jsonGen struct {
	r *rand.Rand
	// oddPercent is how often a part is one that JSON does not allow.
	oddPercent int
}

func (g *jsonGen) odd() bool { return g.r.IntN(1000) < g.oddPercent*10 }

func (g *jsonGen) space() string {
	if chance(g.r, 70) {
		return ""
	}
	if g.odd() {
		return pick(g.r, []string{"\v", "\f", "\u00a0", "\ufeff", "/* c */", "// c\n", "#", "\x00"})
	}
	return pick(g.r, []string{" ", "\n", "\t", "\r", "\r\n  ", "   "})
}

func (g *jsonGen) number() string {
	if g.odd() {
		return pick(g.r, []string{"01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity", "1_000", "--1", "-01", "00", "1E-", "1.5.2", "١", "1e5.5", "-a", "2."})
	}
	switch g.r.IntN(9) {
	case 0:
		return pick(g.r, []string{"0", "-0", "0.0", "-0.0", "0e0", "1E5", "1e+5", "1e-7", "1.0", "100e-2", "1e21", "1e400", "-1e400", "1e-400", "5e-324", "1.7976931348623157e308",
			"9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "-9223372036854775808", "123456789012345678901234567890", "0.1000000000000000055511151231257827"})
	case 1:
		return fmt.Sprint(g.r.Int64())
	case 2:
		return fmt.Sprint(g.r.NormFloat64())
	case 3:
		return fmt.Sprintf("%.*e", g.r.IntN(20), g.r.ExpFloat64())
	}
	return fmt.Sprint(g.r.IntN(2000) - 1000)
}

var jsonStringParts = []string{"a", "key", "b c", "é", "日本", "😀", "\u2028", "\u2029", "<b>", "&", "'", "/", "\x7f", "\u0085", "\ufeff", "\ufffe", "\uffff", "\ufffd",
	`\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t`, `\u0000`, `\u0041`, `\u00e9`, `\u2028`, `\u003c`, `\ud83d\ude00`, `\uD83D\uDE00`, `\uffff`, `\u001f`, `\u007F`,
	`\ud83d`, `\ude00`, `\ud83dx`, `\ud83d\n`, `\ud83d\u0041`, `\ud83d\ud83d\ude00`, `\udc00\ud800`, "\xff", "\xc3", "\xc3\xa9", "\xe6\x97", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\xf0\x9f\x98"}

var jsonBadParts = []string{"\n", "\t", "\x00", "\x1f", `\x41`, `\a`, `\'`, `\u12`, `\u12g4`, `\U0041`, `\`, `\ `, `\0`, `\v`, `\u`, `\ud83d\u`, `\ud83d\x`, "\r"}

func (g *jsonGen) str() string {
	var b strings.Builder
	b.WriteByte('"')
	for i := g.r.IntN(4); i > 0; i-- {
		if g.odd() {
			b.WriteString(pick(g.r, jsonBadParts))
		} else {
			b.WriteString(pick(g.r, jsonStringParts))
		}
	}
	if !g.odd() {
		b.WriteByte('"')
	}
	return b.String()
}

func (g *jsonGen) value(depth int) string {
	if g.odd() {
		return pick(g.r, []string{"", "nul", "True", "None", "undefined", "'a'", "tru", "truee", "fals", "nulll", "{", "[", "}", "]", ",", ":", "{]", "[}", "[1 2]", "[1,]", "[,1]", "{,}", `{"a"}`, `{"a":}`, `{"a":1,}`, `{1:2}`,
			`{a:1}`, `{"a" 1}`, `{"a":1 "b":2}`, `{"a"::1}`, `"\"`, "\xff", "é", "\x00", "@", "{null:1}", `{"a":1,,"b":2}`, "<"})
	}
	k := g.r.IntN(10)
	if depth <= 0 && k >= 5 {
		k = g.r.IntN(5)
	}
	switch {
	case k == 0:
		return pick(g.r, []string{"null", "true", "false"})
	case k <= 2:
		return g.number()
	case k <= 4:
		return g.str()
	case k <= 7:
		var parts []string
		for i := g.r.IntN(5); i > 0; i-- {
			key := g.str()
			if chance(g.r, 50) {
				key = pick(g.r, []string{`"a"`, `"b"`, `"A"`, `"a1"`, `"\u0061"`, `""`, `"\u0000"`, `"a\u0000b"`, `"z"`, `"<k>"`})
			}
			parts = append(parts, g.space()+key+g.space()+":"+g.space()+g.value(depth-1)+g.space())
		}
		return "{" + strings.Join(parts, ",") + g.space() + "}"
	}
	var parts []string
	for i := g.r.IntN(5); i > 0; i-- {
		parts = append(parts, g.space()+g.value(depth-1)+g.space())
	}
	return "[" + strings.Join(parts, ",") + g.space() + "]"
}

func genJSON(r *rand.Rand, i int, id string) testCase {
	g := &jsonGen{r: r}
	if chance(r, 50) {
		g.oddPercent = pick(r, []int{1, 5, 20})
	}
	s := g.space() + g.value(1+r.IntN(4)) + g.space()
	switch k := r.IntN(100); {
	case k < 4:
		// deep, but within our own bound of 1,000 levels
		n := 1 + r.IntN(990)
		open, shut := "[", "]"
		if chance(r, 50) {
			open, shut = `{"a":`, "}"
		}
		s = strings.Repeat(open, n) + pick(r, []string{"1", "{}", "[]", `"x"`, ""}) + strings.Repeat(shut, n-r.IntN(2))
	case k < 9 && len(s) > 0:
		s = s[:r.IntN(len(s))]
	case k < 14 && len(s) > 0:
		at := r.IntN(len(s))
		s = s[:at] + pick(r, []string{"\x00", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", "\xff", "\n", "t", " "}) + s[at+r.IntN(2):]
	case k < 17:
		s += pick(r, []string{"1", "null", ",", "}", "]", "x", "{}", "\x00", "\"", " true", "\xef\xbb\xbf"})
	case k < 18:
		s = "\xef\xbb\xbf" + s
	}
	return &jsonCase{id: id, in: textOf(s)}
}
