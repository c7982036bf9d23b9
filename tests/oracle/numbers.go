// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// numberCase is one question to strconv, told by op; README.md lists them.
type numberCase struct {
	id, op string
	bits   string // format-float: the float64 in 16 hex digits
	in     text   // the others: what is parsed or quoted
	base   int    // parse-int
	out    any    // text, or an object for format-float
	err    text
}

func (c *numberCase) MarshalJSON() ([]byte, error) {
	o := new(object).put("id", c.id).put("op", c.op)
	if c.op == "format-float" {
		o.put("bits", c.bits)
	} else {
		o.text("in", c.in)
	}
	if c.op == "parse-int" {
		o.put("base", c.base)
	}
	switch out := c.out.(type) {
	case text:
		o.text("out", out)
	case nil:
	default:
		o.put("out", out)
	}
	return o.text("err", c.err).done()
}

func (c *numberCase) UnmarshalJSON(line []byte) error {
	var f struct {
		ID    string  `json:"id"`
		Op    string  `json:"op"`
		Bits  string  `json:"bits"`
		Base  int     `json:"base"`
		In    *string `json:"in"`
		InB64 *string `json:"in_b64"`
	}
	if err := json.Unmarshal(line, &f); err != nil {
		return err
	}
	c.id, c.op, c.bits, c.base = f.ID, f.Op, f.Bits, f.Base
	var err error
	c.in, err = joinText(f.In, f.InB64)
	return err
}

// floatForms are the formats and precisions that format-float asks for; -1 is
// the shortest text that reads back the same.
var floatForms = []struct {
	name   string
	format byte
	prec   int
}{
	{"g", 'g', -1}, {"e", 'e', -1}, {"f", 'f', -1},
	{"g0", 'g', 0}, {"g3", 'g', 3}, {"g6", 'g', 6}, {"g17", 'g', 17}, {"g20", 'g', 20},
	{"e0", 'e', 0}, {"e6", 'e', 6}, {"e17", 'e', 17},
	{"f0", 'f', 0}, {"f2", 'f', 2}, {"f6", 'f', 6}, {"f20", 'f', 20},
}

func hexBits(f float64) string { return fmt.Sprintf("%016x", math.Float64bits(f)) }

func formatFloat(f float64) map[string]string {
	out := map[string]string{"v": fmt.Sprintf("%v", f)}
	for _, form := range floatForms {
		out[form.name] = strconv.FormatFloat(f, form.format, form.prec, 64)
	}
	if text, err := json.Marshal(f); err == nil {
		out["json"] = string(text)
	} else {
		out["json_err"] = err.Error()
	}
	return out
}

func (c *numberCase) ask() error {
	c.out, c.err = nil, text{}
	var err error
	switch c.op {
	case "format-float":
		b, perr := strconv.ParseUint(c.bits, 16, 64)
		if perr != nil {
			return perr
		}
		c.out = formatFloat(math.Float64frombits(b))
	case "parse-float":
		// The value comes with a range error too: an infinity.
		var f float64
		f, err = strconv.ParseFloat(c.in.s, 64)
		c.out = hexBits(f)
	case "parse-int":
		var n int64
		n, err = strconv.ParseInt(c.in.s, c.base, 64)
		c.out = strconv.FormatInt(n, 10)
	case "quote":
		c.out = textOf(strconv.Quote(c.in.s))
	case "quote-to-ascii":
		c.out = textOf(strconv.QuoteToASCII(c.in.s))
	case "unquote":
		var s string
		if s, err = strconv.Unquote(c.in.s); err == nil {
			c.out = textOf(s)
		}
	default:
		return fmt.Errorf("no operation %q", c.op)
	}
	if err != nil {
		c.err = textOf(err.Error())
	}
	return nil
}

func randomFloat(r *rand.Rand) float64 {
	switch r.IntN(10) {
	case 0:
		return pick(r, []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 0.5, 1e20, 1e21, 1e22, 1e23, 1e-5, 1e-6, 1e-7, 123456, 999999, 1e6, 1234567, 999999.5, 100000, math.Inf(1), math.Inf(-1), math.NaN(),
			math.MaxFloat64, math.SmallestNonzeroFloat64, 2.2250738585072014e-308, 2.225073858507201e-308, 9007199254740992, 9007199254740993, 1 << 63, 1 << 62, 0.3, 2.5, 3.5, 1.45, 4.35, 1e15, 1e16, 1e17, 123456789, 1e308, 5e-324, 8.41e21, 9.5e-7})
	case 1:
		return float64(r.IntN(2000000) - 1000000)
	case 2:
		return float64(r.IntN(2000000)-1000000) / 100
	case 3:
		f, _ := strconv.ParseFloat(fmt.Sprintf("%de%d", r.IntN(100000), r.IntN(60)-30), 64)
		return f
	case 4:
		return math.Ldexp(1, r.IntN(2100)-1074)
	case 5:
		return math.Nextafter(math.Ldexp(1, r.IntN(2046)-1022), pick(r, []float64{0, math.Inf(1)}))
	case 6:
		return float64(r.Uint64())
	case 7:
		return r.NormFloat64()
	}
	return math.Float64frombits(r.Uint64())
}

func numberText(r *rand.Rand) string {
	digits := func(n int, set string) string {
		var b strings.Builder
		for ; n > 0; n-- {
			b.WriteByte(set[r.IntN(len(set))])
		}
		return b.String()
	}
	sign := pick(r, []string{"", "", "", "-", "+"})
	switch r.IntN(12) {
	case 0:
		return pick(r, []string{"", " ", "1 ", " 1", "x", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "0x", "0b", "0o", "0x_1", "_1", "1_", "1__0", "1_000", "0_7", "0x1_f", "--1", "+-1", "nan", "NaN", "inf", "-Inf", "+Infinity", "infinit", "1e400", "-1e400", "1e-400", "9223372036854775807", "9223372036854775808",
			"-9223372036854775808", "-9223372036854775809", "18446744073709551615", "08", "010", "0b12", "0o18", "0xg", "1\x00", "é", "\xff", "١", "0x1p-2", "0x1.8p1", "0x1.8", "0x.8p0", "0xp1", "1p3", "0b1.1", "1e5_0", "1_0e5", "1e1000000000000", "0e1000000000000", "4.9e-324", "2.4e-324", "2.5e-324", "1.7976931348623159e308",
			"1.7976931348623158e308", "2.2250738585072011e-308", "9007199254740993", "9007199254740992.999999999", "0.500000000000000166533453693773481063544750213623046875", "0X1P+4", "0B11", "0O17", "1E5", "00", "-0", "+0", "-0.0", "0x7fffffffffffffff", "0x8000000000000000", "true", "1,5", "1.", ".5", "5.e3"})
	case 1:
		return sign + "0x" + digits(1+r.IntN(17), "0123456789abcdefABCDEF_")
	case 2:
		return sign + "0" + pick(r, []string{"b", "o", "B", "O", "", "_"}) + digits(1+r.IntN(20), "01234567_")
	case 3:
		return sign + digits(1+r.IntN(25), "0123456789")
	case 4:
		return sign + digits(1+r.IntN(8), "0123456789") + "." + digits(r.IntN(25), "0123456789")
	case 5:
		return sign + digits(1+r.IntN(20), "0123456789") + pick(r, []string{"e", "E"}) + pick(r, []string{"", "-", "+"}) + digits(1+r.IntN(3), "0123456789")
	case 6:
		return sign + digits(1+r.IntN(3), "0123456789") + "." + digits(r.IntN(40), "0123456789") + "e" + pick(r, []string{"", "-"}) + digits(1+r.IntN(3), "0123456789")
	case 7:
		return sign + "0x" + digits(1+r.IntN(4), "0123456789abcdef") + "." + digits(r.IntN(18), "0123456789abcdef") + "p" + pick(r, []string{"", "-"}) + digits(1+r.IntN(4), "0123456789")
	case 8:
		return strconv.FormatFloat(randomFloat(r), 'g', -1, 64)
	case 9:
		// exactly half way between two floats, where rounding shows
		return strconv.FormatFloat(math.Float64frombits(r.Uint64()&^(0x7ff<<52)|uint64(1000+r.IntN(60))<<52), 'f', 60, 64) + pick(r, []string{"", "1", "5"})
	}
	return sign + digits(1+r.IntN(19), "0123456789_")
}

func quotedText(r *rand.Rand) string {
	var b strings.Builder
	parts := []string{"a", `\n`, `\t`, `\"`, `\'`, `\\`, `\a\b\f\r\v`, `\x41`, `\xff`, `\101`, `\377`, `\400`, `\u00e9`, `\U0001F600`, `\ud800`, `\U00110000`, `\q`, `\x4`, `\u12`, `\8`, "é", "\xff", "\n", "'", `"`, "`", "\r", "\x00", "日", `\ud83d\ude00`, `\`}
	for i := r.IntN(4); i > 0; i-- {
		b.WriteString(pick(r, parts))
	}
	q := pick(r, []string{`"`, `"`, `"`, "'", "`"})
	switch r.IntN(12) {
	case 0:
		return q + b.String()
	case 1:
		return b.String() + q
	case 2:
		return b.String()
	}
	return q + b.String() + q
}

func rawText(r *rand.Rand) string {
	var b strings.Builder
	for i := r.IntN(6); i > 0; i-- {
		switch r.IntN(6) {
		case 0:
			b.WriteRune(rune(r.IntN(0x80)))
		case 1:
			b.WriteRune(rune(r.IntN(0x800)))
		case 2:
			b.WriteRune(rune(r.IntN(0x10000)))
		case 3:
			b.WriteRune(rune(r.IntN(0x110000)))
		case 4:
			b.WriteByte(byte(r.IntN(256)))
		case 5:
			b.WriteString(pick(r, []string{"\ufeff", "\ufffd", "\xef\xbf\xbd", "\u00ad", "\u200b", "\u2028", "\u00a0", "\u0301", "\ue000", "😀", "\x7f", "\u0085", "\"", "\\", "\xed\xa0\x80", "\xf4\x90\x80\x80"}))
		}
	}
	return b.String()
}

func genNumber(r *rand.Rand, i int, id string) testCase {
	switch r.IntN(12) {
	case 0, 1, 2, 3:
		return &numberCase{id: id, op: "format-float", bits: hexBits(randomFloat(r))}
	case 4, 5:
		return &numberCase{id: id, op: "parse-float", in: textOf(numberText(r))}
	case 6, 7:
		return &numberCase{id: id, op: "parse-int", in: textOf(numberText(r)), base: pick(r, []int{0, 10})}
	case 8, 9:
		return &numberCase{id: id, op: "quote", in: textOf(rawText(r))}
	case 10:
		return &numberCase{id: id, op: "quote-to-ascii", in: textOf(rawText(r))}
	}
	return &numberCase{id: id, op: "unquote", in: textOf(quotedText(r))}
}
