// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// regexCase is {id, pattern, text, err} or {id, pattern, text, match, all}.
// match holds the index pairs of FindStringSubmatchIndex or null, all those of
// FindAllStringSubmatchIndex with -1 ([] without a match).
type regexCase struct {
	id      string
	pattern text
	text    text
	err     text
	match   []int
	all     [][]int
}

func (c *regexCase) MarshalJSON() ([]byte, error) {
	o := new(object).put("id", c.id).text("pattern", c.pattern).text("text", c.text)
	if c.err.set {
		return o.text("err", c.err).done()
	}
	all := c.all
	if all == nil {
		all = [][]int{}
	}
	return o.put("match", c.match).put("all", all).done()
}

func (c *regexCase) UnmarshalJSON(line []byte) error {
	var f struct {
		ID         string  `json:"id"`
		Pattern    *string `json:"pattern"`
		PatternB64 *string `json:"pattern_b64"`
		Text       *string `json:"text"`
		TextB64    *string `json:"text_b64"`
	}
	if err := json.Unmarshal(line, &f); err != nil {
		return err
	}
	c.id = f.ID
	var err error
	if c.pattern, err = joinText(f.Pattern, f.PatternB64); err != nil {
		return err
	}
	c.text, err = joinText(f.Text, f.TextB64)
	return err
}

func (c *regexCase) ask() error {
	c.err, c.match, c.all = text{}, nil, nil
	re, err := regexp.Compile(c.pattern.s)
	if err != nil {
		c.err = textOf(err.Error())
		return nil
	}
	c.match = re.FindStringSubmatchIndex(c.text.s)
	c.all = re.FindAllStringSubmatchIndex(c.text.s, -1)
	return nil
}

// piece is a part of a pattern together with a text that it is likely to match.
type piece struct {
	pattern string
	sample  string
}

type regexGen struct {
	r      *rand.Rand
	groups int
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// chance is true n times in 100.
func chance(r *rand.Rand, n int) bool { return r.IntN(100) < n }

var regexRunes = []string{"a", "b", "c", "A", "B", "x", "k", "s", "0", "1", "9", "_", "-", " ", "\n", ".", "é", "É", "ß",
	"K", "ſ", "σ", "ς", "Σ", "日", "İ", "ı", "Å", "😀", "\u00a0", "\u2028", "\t", "\r", "Ǆ", "ǅ", "𐐀", "𐐨"}

var regexBytes = []string{"\xff", "\xc3", "\xe6\x97", "\xf0\x9f\x98", "\x80", "\xed\xa0\x80", "\xc0\x80"}

func (g *regexGen) noise() string {
	var b strings.Builder
	for i := g.r.IntN(5); i > 0; i-- {
		if chance(g.r, 4) {
			b.WriteString(pick(g.r, regexBytes))
		} else {
			b.WriteString(pick(g.r, regexRunes[:1+g.r.IntN(len(regexRunes))]))
		}
	}
	return b.String()
}

func (g *regexGen) literal() piece {
	s := pick(g.r, regexRunes[:1+g.r.IntN(len(regexRunes))])
	p := regexp.QuoteMeta(s)
	c := []rune(s)[0]
	switch g.r.IntN(14) {
	case 0:
		p = fmt.Sprintf(`\x{%x}`, c)
	case 1:
		if c < 0x100 {
			p = fmt.Sprintf(`\x%02x`, c)
		}
	case 2:
		if c < 0x80 {
			p = fmt.Sprintf(`\0%02o`, c)
		}
	case 3:
		p = `\Q` + s + pick(g.r, []string{"+", "a", "", "("}) + `\E`
		s = strings.TrimSuffix(strings.TrimPrefix(p, `\Q`), `\E`)
	case 4:
		esc := pick(g.r, []struct{ p, s string }{{`\a`, "\a"}, {`\f`, "\f"}, {`\n`, "\n"}, {`\r`, "\r"}, {`\t`, "\t"}, {`\v`, "\v"}, {`\.`, "."}, {`\\`, `\`}, {`\-`, "-"}, {`\]`, "]"}})
		p, s = esc.p, esc.s
	}
	return piece{p, s}
}

var regexProps = []struct{ name, sample string }{
	{"L", "é"}, {"Lu", "É"}, {"Ll", "ß"}, {"Lt", "ǅ"}, {"Lo", "日"}, {"N", "9"}, {"Nd", "٣"}, {"P", "-"}, {"Pd", "-"}, {"S", "+"}, {"Sc", "€"},
	{"Z", " "}, {"Zs", "\u00a0"}, {"C", "\x01"}, {"Cc", "\t"}, {"M", "\u0301"}, {"Greek", "σ"}, {"Latin", "a"}, {"Han", "日"}, {"Cyrillic", "ж"},
	{"Common", "1"}, {"Hiragana", "あ"}, {"Any", "😀"}, {"So", "😀"}, {"Co", "\ue000"}, {"Deseret", "𐐀"}, {"Arabic", "٣"}, {"Thai", "ก"}, {"Inherited", "\u0301"},
}

func (g *regexGen) class() piece {
	switch g.r.IntN(8) {
	case 0:
		return pick(g.r, []piece{{`\d`, "7"}, {`\D`, "x"}, {`\w`, "k"}, {`\W`, "-"}, {`\s`, " "}, {`\S`, "a"}})
	case 1, 2:
		p := pick(g.r, regexProps)
		switch {
		case len(p.name) == 1 && chance(g.r, 50):
			return piece{`\p` + p.name, p.sample}
		case chance(g.r, 15):
			return piece{`\P{` + p.name + `}`, pick(g.r, regexRunes)}
		case chance(g.r, 10):
			return piece{`\p{^` + p.name + `}`, pick(g.r, regexRunes)}
		}
		return piece{`\p{` + p.name + `}`, p.sample}
	case 3:
		return piece{`.`, pick(g.r, regexRunes)}
	}
	return g.bracket()
}

func (g *regexGen) bracket() piece {
	var b strings.Builder
	sample := ""
	b.WriteByte('[')
	neg := chance(g.r, 25)
	if neg {
		b.WriteByte('^')
	}
	if chance(g.r, 5) {
		b.WriteString(pick(g.r, []string{"]", "-"}))
	}
	for i := 1 + g.r.IntN(4); i > 0; i-- {
		switch g.r.IntN(7) {
		case 0, 1:
			r := pick(g.r, []piece{{"a-c", "b"}, {"0-9", "5"}, {"A-Z", "K"}, {"a-z", "s"}, {"α-ω", "σ"}, {"é-ü", "ï"}, {`\x00-\x1f`, "\t"}, {"一-龥", "日"},
				{`\x{10000}-\x{10ffff}`, "😀"}, {"+--", ","}, {"Z-a", "_"}, {"j-l", "K"}, {"r-t", "ſ"}})
			b.WriteString(r.pattern)
			sample = r.sample
		case 2:
			p := pick(g.r, []piece{{`\d`, "1"}, {`\D`, "a"}, {`\s`, " "}, {`\S`, "x"}, {`\w`, "_"}, {`\W`, "."}, {`\pL`, "é"}, {`\p{Lu}`, "A"}, {`\P{Lu}`, "a"}, {`\p{Greek}`, "σ"}, {`\PN`, "b"}})
			b.WriteString(p.pattern)
			sample = p.sample
		case 3:
			p := pick(g.r, []piece{{"[:alpha:]", "x"}, {"[:digit:]", "9"}, {"[:^digit:]", "x"}, {"[:space:]", "\v"}, {"[:word:]", "_"}, {"[:punct:]", "-"}, {"[:upper:]", "B"},
				{"[:lower:]", "b"}, {"[:alnum:]", "0"}, {"[:ascii:]", "a"}, {"[:blank:]", "\t"}, {"[:cntrl:]", "\n"}, {"[:graph:]", "x"}, {"[:print:]", " "}, {"[:xdigit:]", "A"}, {"[:^alpha:]", "1"}})
			b.WriteString(p.pattern)
			sample = p.sample
		default:
			s := pick(g.r, regexRunes)
			if s == "-" {
				s = "z"
			}
			b.WriteString(regexp.QuoteMeta(s))
			sample = s
		}
	}
	if chance(g.r, 6) {
		b.WriteByte('-')
	}
	b.WriteByte(']')
	if neg || sample == "" {
		sample = pick(g.r, regexRunes)
	}
	return piece{b.String(), sample}
}

func (g *regexGen) anchor() piece {
	return piece{pick(g.r, []string{"^", "$", `\A`, `\z`, `\b`, `\B`, "^", "$"}), ""}
}

func (g *regexGen) repeat(p piece) piece {
	min, max := 0, 3
	op := ""
	switch g.r.IntN(8) {
	case 0, 1:
		op = "*"
	case 2, 3:
		op, min = "+", 1
	case 4:
		op, max = "?", 1
	case 5:
		min = g.r.IntN(4)
		op, max = fmt.Sprintf("{%d}", min), min
	case 6:
		min = g.r.IntN(3)
		op, max = fmt.Sprintf("{%d,}", min), min+2
	case 7:
		min = g.r.IntN(3)
		max = min + g.r.IntN(3)
		op = fmt.Sprintf("{%d,%d}", min, max)
	}
	if chance(g.r, 30) {
		op += "?"
	}
	return piece{p.pattern + op, strings.Repeat(p.sample, min+g.r.IntN(max-min+1))}
}

func (g *regexGen) flags() string {
	s := pick(g.r, []string{"i", "m", "s", "U", "im", "is", "ms", "imsU", "-i", "i-s", "s-i", "-m", "m-U", "i-i"})
	return s
}

func (g *regexGen) group(depth int) piece {
	in := g.alternation(depth - 1)
	g.groups++
	switch g.r.IntN(8) {
	case 0, 1:
		return piece{"(?:" + in.pattern + ")", in.sample}
	case 2:
		return piece{fmt.Sprintf("(?P<g%d>%s)", g.groups, in.pattern), in.sample}
	case 3:
		if chance(g.r, 50) {
			return piece{fmt.Sprintf("(?<n_%d>%s)", g.groups, in.pattern), in.sample}
		}
		return piece{"(?" + g.flags() + ":" + in.pattern + ")", in.sample}
	case 4:
		return piece{"(?" + g.flags() + ")" + in.pattern, in.sample}
	}
	return piece{"(" + in.pattern + ")", in.sample}
}

func (g *regexGen) atom(depth int) piece {
	k := g.r.IntN(10)
	switch {
	case depth > 0 && k < 3:
		return g.group(depth)
	case k < 5:
		return g.class()
	case k == 9 && chance(g.r, 60):
		return g.anchor()
	}
	return g.literal()
}

func (g *regexGen) concat(depth int) piece {
	var out piece
	for i := g.r.IntN(4); i >= 0; i-- {
		p := g.atom(depth)
		if chance(g.r, 35) {
			p = g.repeat(p)
		}
		out.pattern += p.pattern
		out.sample += p.sample
	}
	return out
}

func (g *regexGen) alternation(depth int) piece {
	out := g.concat(depth)
	for chance(g.r, 25) {
		p := g.concat(depth)
		if chance(g.r, 10) {
			p = piece{}
		}
		if chance(g.r, 20) && len(out.pattern) > 0 {
			// a common prefix, which the parser factors out
			head := string([]rune(out.pattern)[:1])
			if head[0] != '\\' && !strings.ContainsAny(head, "()[]{}?*+|^$.") {
				p = piece{head + p.pattern, head + p.sample}
			}
		}
		out.pattern += "|" + p.pattern
		if chance(g.r, 50) {
			out.sample = p.sample
		}
	}
	return out
}

// regexOdd holds patterns with an error or an edge of the syntax.
var regexOdd = []string{`(`, `)`, `a)`, `(a`, `(?`, `(?i`, `(?P<`, `(?P<a`, `(?P<>a)`, `(?P<a>x)(?P<a>y)`, `(?<a>x)(?P<a>y)`, `(?<1>x)`, `(?P<é>x)`, `(?P=a)`, `(?'a'x)`, `(?=a)`, `(?!a)`, `(?<=a)`,
	`(?<!a)`, `(?>a)`, `(?#c)`, `(?i-)`, `(?-)`, `(?--i)`, `(?ii)`, `(?x)`, `(?z:a)`, `[`, `[a`, `[]`, `[^]`, `[]a]`, `[^]a]`, `[b-a]`, `[a-\d]`, `[\d-z]`, `[a-b-c]`, `[[:foo:]]`, `[[:alpha:]`, `[:alpha:]`,
	`[[:ALPHA:]]`, `[a\]`, `*`, `+a`, `?`, `a**`, `a*+`, `a++`, `a??+`, `a*?*`, `a???`, `(*a)`, `|*`, `a{1001}`, `a{1000}`, `a{2,1}`, `a{,3}`, `a{`, `a{1`, `a{1,`, `a{x}`, `a{-1}`, `{2}`, `a{2}{3}`, `a{2}*`, `(a{100}){100}`,
	`((a{100}){10}){10}`, `(?:a{10}){101}`, `\`, `a\`, `\1`, `\8`, `\k`, `\c`, `\e`, `\Z`, `\G`, `\X`, `\R`, `\h`, `\K`, `\C`, `\_`, `\é`, `\x`, `\x1`, `\xg`, `\x{`, `\x{}`, `\x{110000}`, `\x{10ffff}`, `\x{g}`, `\07`, `\0`, `\400`, `\p`, `\pX`,
	`\p{`, `\p{Foo}`, `\p{^}`, `\p{Lu`, `\P`, `\p{greek}`, `\p{IsGreek}`, `\p{L&}`, `\p{LC}`, `\p{Cn}`, `\p{Cs}`, `\p{Letter}`, `\p{lu}`, `\p{ASCII}`, `\p{Assigned}`, `\p{Unknown}`, `\Q`, `\Qa`, `\Q\E`, `a\Qb\E*`, `\E`, `a\E+`, `\Q*\E*`, `(?i)k`, `(?i)ſ`, `(?i)[k]`, `(?i)[^k]`, `(?i)\x{212a}`, `(?i)ß`, `(?i)İ`, `(?i)σ`,
	`(?i)[α-ω]`, `(?i)\p{Lu}`, `(?i)\pL`, `(?i)\P{Lu}`, `(?i)[[:upper:]]`, `(?i)[^[:upper:]]`, `(?i)ǆ`, `(?U)a*`, `(?U)a*?b`, `(?s).`, `(?-s).`, `(?m)^`, `(?m)$`, `(?m)^$`, `(?m)^a$`, `^$`, `\b`, `\B`, `\b\B`, `$^`, `a$b`, `(?m)a$\nb`, `(|a)*`, `(|a)+`, `(a|)*`, `(a*)*`, `(a*)+`, `(a+)+$`, `(a|aa)+$`,
	`(a?){10}a{10}`, `(?:)`, `()`, `(?:|)`, `|`, `a||b`, `(a)|(b)`, `((a)|(b))*`, `(a(b)?)+`, `(?:(a)|b)*`, `(a)*?`, `(.*)(.*)`, `(.*?)(.*)`, `(.+?)\b`, `[\s\S]`, `[^\s\S]`, `[\x00-\x{10FFFF}]`, `[^\x00-\x{10FFFF}]`, `[^a]`, `(?i)[^a]`, `(?is)a.b`,
	`[-a]`, `[a-]`, `[--a]`, `[+--]`, `[\-a]`, `[\]]`, `[\\]`, `[[]`, `[a[]`, `[[a]`, `[\Qa]`, `[\a]`, `[\b]`, `[\B]`, `[\z]`, `[.]`, `[$]`, `[a^]`, `]`, `}`, `a}`, `a]`, "a\nb", "\xff", "a\xc3", "[\xff]", "(?P<\xff>a)", `\pN\pL`, `(?i)(?-i)a`, `(?i:a)b`, `(?i:a(?-i:b))c`, `x{0}`, `x{0,0}y`, `(x){0}`, `(x){0}y(z)`, `x{1,1}`,
	`(?:x?){5}`, `((((((((((a))))))))))`, `a|b|c|d`, `abc|abd|ab`, `(?:abc|abd)x`, `[ab]|[cd]`, `a|[bc]|d`, `(?i)ab|AB|aB`, `.*`, `.+`, `.?`, `(?s).*$`, `\A\z`, `\Aa*\z`, `^^a`, `a$$`, `(^a)`, `(a$)`, `(^)*a`, `($)+`, `\b+`, `(\b)*x`, `^*`, `$?`, `\A{2}`, `(?m)(^|x)a`}

func (g *regexGen) pattern() piece {
	switch k := g.r.IntN(100); {
	case k < 12:
		return piece{pick(g.r, regexOdd), "a"}
	case k < 16:
		p := g.alternation(2)
		odd := pick(g.r, regexOdd)
		return piece{p.pattern + odd, p.sample + "a"}
	case k < 24:
		// one rune dropped, doubled or swapped for an operator
		p := g.alternation(2)
		rs := []rune(p.pattern)
		if len(rs) > 0 {
			i := g.r.IntN(len(rs))
			switch g.r.IntN(3) {
			case 0:
				rs = append(rs[:i:i], rs[i+1:]...)
			case 1:
				rs = append(rs[:i+1:i+1], rs[i:]...)
			default:
				rs[i] = pick(g.r, []rune("()[]{}?*+|^$.\\-:<>P,01"))
			}
		}
		return piece{string(rs), p.sample}
	case k < 26:
		// repeats of repeats, up to and past the bound on the program's size
		p := "a"
		for i := 1 + g.r.IntN(4); i > 0; i-- {
			p = fmt.Sprintf("(?:%s){%d}", p, pick(g.r, []int{1, 2, 3, 9, 10, 11, 31, 32, 100, 999, 1000, 1001}))
		}
		return piece{p, "aaaa"}
	case k < 27:
		n := pick(g.r, []int{10, 100, 400})
		return piece{strings.Repeat("(", n) + "a" + strings.Repeat(")", n), "aa"}
	}
	return g.alternation(1 + g.r.IntN(3))
}

func genRegex(r *rand.Rand, i int, id string) testCase {
	g := &regexGen{r: r}
	p := g.pattern()
	var b strings.Builder
	for n := 1 + r.IntN(3); n > 0; n-- {
		b.WriteString(g.noise())
		s := p.sample
		if len(s) > 200 {
			s = s[:200]
		}
		if chance(r, 10) {
			s = strings.ToUpper(s)
		}
		if chance(r, 8) && len(s) > 0 {
			// may cut a rune in two
			s = s[:r.IntN(len(s))]
		}
		b.WriteString(s)
	}
	if chance(r, 60) {
		b.WriteString(g.noise())
	}
	return &regexCase{id: id, pattern: textOf(p.pattern), text: textOf(b.String())}
}
