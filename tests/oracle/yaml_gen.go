// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// yamlPlain holds plain scalars of every form that YAML 1.1 resolves, and
// near misses.
var yamlPlain = []string{
	"a", "abc", "web-01", "a b c", "y", "Y", "yes", "Yes", "YES", "yEs", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "oFF", "true", "True", "TRUE", "tRUE", "false", "False", "FALSE",
	"null", "Null", "NULL", "nULL", "~", "0", "-0", "+0", "1", "-1", "+1", "42", "007", "010", "08", "0o17", "0O17", "0o8", "017", "-017", "0x1F", "0xff", "-0x1f", "0xg", "0x", "0b11", "0B11", "-0b11", "0b12", "1_000", "1__0", "_1", "1_",
	"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "0xffffffffffffffff", "0x1ffffffffffffffff", "123456789012345678901234567890",
	"1.0", "1.5", "-1.5", "+1.5", ".5", "-.5", "+.5", "5.", "1.e5", "1e3", "1E3", "1e+3", "1e-3", "1e", "1e400", "-1e400", "1e-400", "685_230.15", "1.5_0", "1.2.3", "0.1", "1e21", "1e20", "123456789.123", "12e03", "0.", ".", "..", "-.",
	".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", ".iNF", ".nan", ".NaN", ".NAN", "nan", "inf", "NaN", "-.nan", "1:30", "190:20:30", "1:60", "190:20:30.15", "-1:30", "0:0", "12:30:45",
	"2024-01-01", "2024-1-1", "2024-13-45", "2024-01-01T12:00:00Z", "2024-01-01 12:00:00", "2024-01-01t12:00:00.5+02:00", "2001-12-14 21:59:43.10 -5", "=", "<<", "-a", "?a", ":a", "a:b", "a#b", "a,b", "a]", "http://x:y", "a: b", "a #b", "é", "日本", "😀", "a\u00a0b", "\u2028", "x\u0085y", "!", "*", "&", "-", "?", ":", "--", "---a", "...", "0.0", "00", "1,000", "0.10", "1e3_0", "0x_1", "0b_1", "+", "- a", "a:", ": a", "%a", "@a", "`a", "{a", "a}", "[a", "|a", ">a", "'a", "\"a", "a'b", "a\"b", "1-2", "0-", "1 2", "tru", "nul", "0777", "0o0", "-0o17", "+0x1", "1_0.5", "_", "__", "1._5", "e3", ".e3", "+.e3", "1.5e3.5"}

var yamlWords = []string{"alpha", "b", "gamma delta", "x1", "é", "日本語", "a, b", "it's", "say", "1", "true", "- no", "# c", "end.", "😀", "under_score", "c:d", "e"}

type yamlGen struct {
	r       *rand.Rand
	anchors []string
	odd     int // percent of parts that may be wrong
}

func (g *yamlGen) isOdd() bool { return g.odd > 0 && chance(g.r, g.odd) }

func (g *yamlGen) plain() string {
	s := pick(g.r, yamlPlain)
	if !g.isOdd() && !safePlain(s) {
		return pick(g.r, []string{"v", "true", "12", "word two", "1.50"})
	}
	return s
}

// safePlain says whether a scalar surely scans as a plain one; the others are
// for documents that may be wrong.
func safePlain(s string) bool {
	if strings.ContainsAny(s[:1], "-?:,[]{}#&*!|>'\"%@`") && len(s) > 1 && s[0] != '-' {
		return false
	}
	return s != "-" && s != "?" && s != ":" && s != "!" && s != "*" && s != "&" && !strings.Contains(s, ": ") && !strings.Contains(s, " #") &&
		!strings.HasSuffix(s, ":") && !strings.HasPrefix(s, "- ") && s != "---a" && s != "..." && !strings.ContainsAny(s, "{}[]\u2028\u0085") && !strings.Contains(s, ",")
}

func (g *yamlGen) words(n int) string {
	var parts []string
	for ; n > 0; n-- {
		parts = append(parts, pick(g.r, yamlWords))
	}
	return strings.Join(parts, " ")
}

func (g *yamlGen) single(indent string) string {
	s := g.words(g.r.IntN(4))
	if chance(g.r, 15) {
		s += pick(g.r, []string{"\n", "\n\n", " \n"}) + indent + "more"
	}
	s = strings.ReplaceAll(s, "'", "''")
	if chance(g.r, 20) {
		s = pick(g.r, []string{" ", "", "#", "{}", "yes", "''''", "\\n", "\t"}) + s
	}
	if g.isOdd() && chance(g.r, 30) {
		return "'" + s
	}
	return "'" + s + "'"
}

func (g *yamlGen) double(indent string) string {
	var b strings.Builder
	b.WriteByte('"')
	for n := g.r.IntN(5); n > 0; n-- {
		b.WriteString(pick(g.r, []string{"word", " ", "é", `\n`, `\t`, `\"`, `\\`, `\/`, `\x41`, `\u00e9`, `\U0001F600`, `\0`, `\a`, `\b`, `\e`, `\f`, `\r`, `\v`, `\ `, `\N`, `\_`, `\L`, `\P`, "😀", "#", ": ", "\n" + indent, "\n\n" + indent, "\\\n" + indent, "  ", "'", "yes", `\u0000`, `\x7f`, `\x85`}))
	}
	if g.isOdd() {
		b.WriteString(pick(g.r, []string{`\q`, `\x4`, `\u12`, `\ud800`, `\U00110000`, "\x01", "\xff", `\'`, "\u0080", "\n---\n", "\n", "\x7f", "\ufeff"}))
	}
	if !(g.isOdd() && chance(g.r, 30)) {
		b.WriteByte('"')
	}
	return b.String()
}

// block gives a literal or folded scalar, from its header to its last line.
func (g *yamlGen) blockScalar(indent int) string {
	head := pick(g.r, []string{"|", ">"})
	extra := pick(g.r, []int{1, 2, 2, 4})
	if chance(g.r, 25) {
		d := fmt.Sprint(extra)
		if g.isOdd() {
			d = pick(g.r, []string{"0", "9", "10", "x"})
		}
		head += d
		if chance(g.r, 50) {
			head += pick(g.r, []string{"-", "+"})
		}
	} else if chance(g.r, 50) {
		head += pick(g.r, []string{"-", "+"})
		if chance(g.r, 20) {
			head += fmt.Sprint(extra)
		}
	}
	if chance(g.r, 10) {
		head += pick(g.r, []string{" # c", " ", "\t"})
	}
	var b strings.Builder
	b.WriteString(head + "\n")
	pad := strings.Repeat(" ", indent+extra)
	for n := g.r.IntN(5); n > 0; n-- {
		switch g.r.IntN(7) {
		case 0:
			b.WriteString("\n")
		case 1:
			b.WriteString(pad + "  " + g.words(1) + "\n")
		case 2:
			b.WriteString(pad + g.words(2) + pick(g.r, []string{" ", "\t", "  "}) + "\n")
		case 3:
			b.WriteString(pick(g.r, []string{" ", "  ", pad}) + "\n")
		default:
			b.WriteString(pad + pick(g.r, []string{"", "", "# ", "- ", "\t", "k: "}) + g.words(1+g.r.IntN(3)) + "\n")
		}
	}
	if chance(g.r, 25) {
		b.WriteString(strings.Repeat("\n", 1+g.r.IntN(2)))
	}
	return b.String()
}

func (g *yamlGen) props() string {
	if !chance(g.r, 12) {
		return ""
	}
	s := ""
	if chance(g.r, 55) {
		name := fmt.Sprintf("a%d", len(g.anchors))
		if chance(g.r, 10) && len(g.anchors) > 0 {
			name = pick(g.r, g.anchors)
		}
		g.anchors = append(g.anchors, name)
		s = "&" + name + " "
	}
	if s == "" || chance(g.r, 20) {
		tags := []string{"!!str ", "!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!!binary ", "!!timestamp ", "!foo ", "! ", "!!map ", "!!seq ", "!!set ", "!<tag:yaml.org,2002:str> ", "!!omap ", "!e!x "}
		if !g.isOdd() {
			tags = []string{"!!str ", "!foo ", "!bar/baz ", "!<tag:yaml.org,2002:str> "}
		}
		if t := pick(g.r, tags); chance(g.r, 50) {
			s += t
		} else {
			s = t + s
		}
	}
	return s
}

func (g *yamlGen) key() string {
	switch k := g.r.IntN(20); {
	case k < 12:
		return pick(g.r, []string{"a", "b", "c", "key", "name", "a1", "a2", "a10", "A", "long key", "x-y", "é", "k_0"})
	case k < 15:
		s := pick(g.r, yamlPlain)
		if safePlain(s) && s != "~" && s[0] != 'n' && s[0] != 'N' && !strings.HasPrefix(s, ".") && s != "<<" || g.isOdd() {
			return s
		}
		return "p"
	case k == 15:
		return "'s " + fmt.Sprint(g.r.IntN(3)) + "'"
	case k == 16:
		return `"d\t` + fmt.Sprint(g.r.IntN(3)) + `"`
	case k == 17 && g.isOdd():
		return pick(g.r, []string{"[a]", "{a: b}", "? a", "*a0", "&k k", "!!str k", "", "? [a, b]", strings.Repeat("k", 1100), "\"a\nb\"", "-", "[", "a b: c"})
	case k == 18:
		return pick(g.r, []string{"1", "2", "10", "1.5", "true", "yes", "0x10", "1e3", "1_0"})
	}
	return fmt.Sprintf("k%d", g.r.IntN(30))
}

func (g *yamlGen) flow(depth int, indent string) string {
	sep := func() string {
		return pick(g.r, []string{", ", ",", ", ", " , ", ",\n" + indent})
	}
	switch k := g.r.IntN(10); {
	case depth > 0 && k < 3:
		var parts []string
		for n := g.r.IntN(4); n > 0; n-- {
			parts = append(parts, g.flow(depth-1, indent))
		}
		if chance(g.r, 8) {
			parts = append(parts, "p: q")
		}
		s := "[" + strings.Join(parts, sep())
		if len(parts) > 0 && chance(g.r, 10) {
			s += ","
		}
		if g.isOdd() && chance(g.r, 30) {
			return s + pick(g.r, []string{"", "}", ",,]", " #]"})
		}
		return s + "]"
	case depth > 0 && k < 6:
		var parts []string
		for n := g.r.IntN(4); n > 0; n-- {
			parts = append(parts, g.key()+pick(g.r, []string{": ", ": ", " : "})+g.flow(depth-1, indent))
		}
		if chance(g.r, 10) {
			parts = append(parts, pick(g.r, []string{"lone", `"q":1`, "e:", "? x : y", "'r' : s"}))
		}
		s := "{" + strings.Join(parts, sep())
		if g.isOdd() && chance(g.r, 30) {
			return s + pick(g.r, []string{"", "]", ",,}", ": }"})
		}
		return s + "}"
	case k == 6:
		return g.single(indent)
	case k == 7:
		return g.double(indent)
	case k == 8 && len(g.anchors) > 0:
		return "*" + pick(g.r, g.anchors)
	}
	s := g.plain()
	if strings.ContainsAny(s, "[]{},") && !g.isOdd() {
		return "w"
	}
	return s
}

func (g *yamlGen) comment() string {
	if chance(g.r, 8) {
		return pick(g.r, []string{" # note", "  #", " #x: y", "\t# t"})
	}
	return ""
}

func (g *yamlGen) eol() string { return g.comment() + "\n" }

func (g *yamlGen) between(indent int) string {
	switch g.r.IntN(30) {
	case 0:
		return "\n"
	case 1:
		return "# whole line\n"
	case 2:
		return strings.Repeat(" ", indent) + "# indented\n"
	case 3:
		return strings.Repeat(" ", indent) + " \n"
	}
	return ""
}

// node writes what follows "key:" or "-": from the space before the value to
// the newline after it. indent is that of the parent.
func (g *yamlGen) node(indent, depth int) string {
	pad := strings.Repeat(" ", indent+1)
	k := g.r.IntN(20)
	if depth <= 0 && k >= 12 {
		k = g.r.IntN(12)
	}
	switch {
	case k == 0:
		return g.eol()
	case k == 1 && len(g.anchors) > 0:
		return " *" + pick(g.r, g.anchors) + g.eol()
	case k == 2:
		if g.isOdd() {
			return " *nope" + g.eol()
		}
		return " " + g.props() + g.single(pad) + g.eol()
	case k == 3:
		return " " + g.props() + g.double(pad) + g.eol()
	case k == 4 || k == 5:
		return " " + g.props() + g.blockScalar(indent)
	case k == 6:
		s := " " + g.words(1+g.r.IntN(2))
		if !safePlain(strings.TrimSpace(s)) || strings.Contains(s, "# ") || strings.Contains(s, "- ") {
			s = " many words"
		}
		for n := 1 + g.r.IntN(2); n > 0; n-- {
			s += pick(g.r, []string{"\n", "\n\n"}) + pad + pick(g.r, []string{"folded in", "and more", "x"})
		}
		return s + g.eol()
	case k == 7:
		return " " + g.props() + g.flow(2, pad+" ") + g.eol()
	case k < 12:
		gap := pick(g.r, []string{" ", " ", " ", "  "})
		if chance(g.r, 2) {
			gap = "\t"
		}
		return gap + g.props() + g.plain() + g.eol()
	case k < 16:
		return g.head() + g.mapping(indent+pick(g.r, []int{1, 2, 2, 4}), depth-1)
	}
	in := indent
	if chance(g.r, 40) {
		in += 2
	}
	return g.head() + g.sequence(in, depth-1)
}

// head is the end of the line before a nested block collection.
func (g *yamlGen) head() string {
	p := strings.TrimSuffix(g.props(), " ")
	if p != "" {
		p = " " + p
	}
	return p + g.eol()
}

func (g *yamlGen) mapping(indent, depth int) string {
	var b strings.Builder
	pad := strings.Repeat(" ", indent)
	g.entries(&b, pad, indent, depth, 1+g.r.IntN(4))
	return b.String()
}

func (g *yamlGen) entries(b *strings.Builder, pad string, indent, depth, n int) {
	for ; n > 0; n-- {
		b.WriteString(g.between(indent))
		at := pad
		if g.isOdd() && chance(g.r, 15) {
			at = pick(g.r, []string{pad + " ", "\t" + pad, pad + "\t", strings.TrimPrefix(pad, " "), "  " + pad})
		}
		if chance(g.r, 7) && len(g.anchors) > 0 {
			m := pick(g.r, g.anchors)
			b.WriteString(at + pick(g.r, []string{"<<: *" + m, "<<: *" + m, "<<: [*" + m + ", *" + pick(g.r, g.anchors) + "]", "<<: {m1: 1, a: 2}", "'<<': x", "? <<\n" + pad + ": *" + m}) + "\n")
			continue
		}
		if chance(g.r, 3) {
			b.WriteString(at + "? " + pick(g.r, []string{"explicit", "'quoted one'", "|\n" + pad + "  block key"}) + "\n")
			if chance(g.r, 80) {
				b.WriteString(pad + ":" + g.node(indent+2, depth))
			}
			continue
		}
		b.WriteString(at + g.key() + pick(g.r, []string{":", ":", ":", " :"}) + g.node(indent, depth))
	}
}

func (g *yamlGen) sequence(indent, depth int) string {
	var b strings.Builder
	pad := strings.Repeat(" ", indent)
	for n := 1 + g.r.IntN(4); n > 0; n-- {
		b.WriteString(g.between(indent))
		at := pad
		if g.isOdd() && chance(g.r, 10) {
			at = pick(g.r, []string{pad + " ", "\t", strings.TrimPrefix(pad, " ")})
		}
		switch g.r.IntN(6) {
		case 0:
			if depth > 0 {
				// a map that begins on the line of its dash
				b.WriteString(at + "- " + pick(g.r, []string{"m", "b", "1", "'q'"}) + ":" + g.node(indent+2, depth-1))
				g.entries(&b, pad+"  ", indent+2, depth-1, g.r.IntN(3))
				continue
			}
		case 1:
			if depth > 0 {
				b.WriteString(at + "- -" + g.node(indent+2, 0))
				if chance(g.r, 50) {
					b.WriteString(pad + "  -" + g.node(indent+2, 0))
				}
				continue
			}
		}
		b.WriteString(at + "-" + g.node(indent, depth))
	}
	return b.String()
}

// yamlOdd holds whole documents at the edge.
var yamlOdd = []string{"", " ", "\n", "# only\n", "---", "---\n", "---\n---\n", "...", "--- a", "--- |\n x\n", "--- - a", "%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: 1\n", "%TAG ! tag:x,2024:\n---\n!a b\n", "%FOO bar\n---\na\n", "a: 1\n---\nb: 2\n", "a: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2\n",
	"\ufeffa: 1\n", "a: \ufeff1\n", "\xff\xfea\x00:\x00 \x001\x00", "\xfe\xff\x00a\x00:\x00 \x001", "\xef\xbb", "a: \xff\n", "a: \x00\n", "a: \x7f\n", "a: \u0080\n", "a: \u0085b\n", "\ta: 1\n", "a:\n\tb: 1\n", "a:\tb\n", "- a\n b\n", "a: b: c\n", "a\nb: c\n", "a: 1\n b: 2\n", "a:\n  b\n c: d\n", "[a", "{a", "[a]]", "{a: 1", "{a: 1}}", "[a, b", "a: [", "'a", "\"a", "a: 'b",
	"a: |x\n", "a: |\n  x\n y\n", "a: |3\n  x\n", "a: >\n", "a: |\n", "|\n", "&a", "&a *a", "*a", "&a [*a]", "a: &x {b: *x}", "&a a: *a", "? a", "? a\n: b\n? c\n", "?", "- ? a\n", ": a", ":", "-", "- -", "- - -", "-\n-\n", "a:\n-\n", "a: -\n", "a: - b\n", "!!int x", "!!int 5", "!!str 5", "!!float 1", "!!float x", "!!bool yes", "!!bool x", "!!null x", "!!null ''", "!!binary aGk=", "!!binary '?'", "!!binary /w==", "!!set {a, b}",
	"!!timestamp 2024-01-01", "!!timestamp x", "!!map [a]", "!!seq {a: b}", "!!str [a]", "!!unknown x", "! 5", "!x 5", "!!omap [a: 1]", "<<: {a: 1}\na: 2\n", "a: 2\n<<: {a: 1, b: 3}\n", "<<: [{a: 1}, {a: 2, b: 2}]\n", "<<: 5\n", "<<: [5]\n", "<<: null\n", "a: &b {x: 1}\nc:\n  <<: *b\n  y: 2\n", "'<<': {a: 1}\n", "!!str <<: {a: 1}\n", "a: 1\na: 2\n", "{a: 1, a: 2}", "1: a\n1.0: b\n", "true: 1\nyes: 2\n", "~: a\n", "null: a\n", ": a\n", "[a]: b\n", "{a: b}: c\n", ".inf: 1\n", ".nan: 1\n", "-0.0: 1\n", "a: .inf\n", "a: [.nan]\n", "1e400: a\n", "18446744073709551615: a\n", "2024-01-01: a\n", "- 1\n- a: 2\nb: 3\n", "a: 1\n- b\n", "- a\nb: c\n", "'a': 1\n\"a\": 2\n", "a: \"\\x\"\n", "a: '\n  b\n\n  c'\n", "a: \"b\n\n  c\"\n", "a: \"b \\\n   c\"\n", "a: b\n  c\n\n  d\n", "a: # c\n  b\n", "a: b # c\n", "a: b#c\n", "a:#b\n", "a:b\n", "{a:b}", "{a:}", "{a: }", "{\"a\":b}", "{\"a\" :b}", "[a:b]", "[a: b]", "[\"a\":b]", "{a, b: c}", "{,}", "[,]", "[a,]", "[a,,b]", "{a: b,}", "[? a : b]", "[-]", "[- a]", "{-: a}", "[a\nb]", "[\na,\nb\n]", "[\na\n, b]\n", "a: [\nb]\n", "a: {\n}\n", "a: {\nb: c\n}\n",
	"a: %b\n", "a: @b\n", "a: `b\n", "a: ,b\n", "a: ]\n", "a: }\n", "a: *\n", "a: &\n", "a: !\n", "a: ! b\n", "a: |-\n\n\n  b\n\n", "a: |+\n  b\n\n\nc: d\n", "a: >-\n  b\n  c\n\n  d\n   e\n  f\n", "a: >+\n\n  b\n\n", "a: >\n    b\n   c\n", "a: |1\n  b\n", "a: |2-\n    b\n", "- |\n a\n- >\n b\n", "a: |\n\t\n  b\n", "a: |\n  \tb\n", "a: |\r\n  b\r\n  c\r\n", "a: b\rc: d\r", "a: 1\r\nb: 2\r\n", "a: \"b\r\n  c\"\r\n", "a\u2028: 1\n", "\u2028a: 1\n", "a: b\u2029c\n", "--- # c\na\n", "---a\n", "a\n---\n", "a\n--- b\n", "\"a\n---\nb\"", "a: |\n  x\n---\n", "- &a x\n- *a\n- *a\n", "- &a x\n- &a y\n- *a\n", "a: &a\n  b: c\nd: *a\n", "a: *b\nb: &b 1\n", "*a : b\n", "&a a: b\nc: *a\n", "0: a\n00: b\n", "a: 0x\n", "a: 08\n", "a: 0o8\n", "a: 1__0\n", "a: 9007199254740993\n", "a: -9223372036854775809\n", "a: 0.1e-400\n", "a: 1.7976931348623159e308\n"}

func genYAML(r *rand.Rand, i int, id string) testCase {
	g := &yamlGen{r: r}
	if chance(r, 35) {
		g.odd = pick(r, []int{3, 10, 25})
	}
	if chance(r, 18) {
		s := pick(r, yamlOdd)
		if chance(r, 25) {
			s += pick(r, yamlOdd)
		}
		return &yamlCase{id: id, in: textOf(s)}
	}
	var b strings.Builder
	if chance(r, 10) {
		b.WriteString(pick(r, []string{"---\n", "# head\n", "--- # c\n", "\n\n", "%YAML 1.1\n---\n", "\ufeff"}))
	}
	switch k := r.IntN(10); {
	case k < 6:
		b.WriteString(g.mapping(0, 1+r.IntN(3)))
	case k < 8:
		b.WriteString(g.sequence(0, 1+r.IntN(3)))
	case k == 8:
		b.WriteString(g.flow(3, " ") + "\n")
	default:
		b.WriteString(strings.TrimLeft(g.node(-1, 0), " \t"))
	}
	if chance(r, 6) {
		b.WriteString(pick(r, []string{"---\nsecond: 1\n", "...\n", "...\nx: y\n", "---\n[", "# tail"}))
	}
	s := b.String()
	switch k := r.IntN(100); {
	case k < 6:
		s = strings.ReplaceAll(s, "\n", "\r\n")
	case k < 8:
		s = strings.TrimRight(s, "\n")
	case k < 16 && g.odd > 0 && len(s) > 0:
		at := r.IntN(len(s))
		s = s[:at] + pick(r, []string{":", "-", " ", "\t", "\n", "#", "'", "\"", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "\x00", "\xff", "\r"}) + s[at+r.IntN(2):]
	}
	return &yamlCase{id: id, in: textOf(s)}
}

// emitGen makes JSON values that stress how YAML is printed.
type emitGen struct{ r *rand.Rand }

var emitWords = []string{"a", "word", "longer-word", "averyveryverylongwordthatcannotbreak", "é", "日本語", "x:y", "-", "#", "'", "\"", "{{ .Values.a }}", "${ .ClusterName }", "1", "true", "a,b", "end.", "https://example.com/path?x=1&y=2"}

func (g *emitGen) str() string {
	r := g.r
	switch r.IntN(12) {
	case 0, 1:
		return pick(r, yamlPlain)
	case 2, 3:
		// long enough to be folded
		var parts []string
		for n := 8 + r.IntN(25); n > 0; n-- {
			parts = append(parts, pick(r, emitWords))
		}
		sep := func() string { return pick(r, []string{" ", " ", " ", "  ", "\t", "\u00a0"}) }
		s := parts[0]
		odd := chance(r, 15)
		for _, p := range parts[1:] {
			if odd {
				s += sep() + p
			} else {
				s += " " + p
			}
		}
		if chance(r, 20) {
			s = pick(r, []string{" ", "- ", "# ", "'", "\"", "@", "\t", "é😀", ": ", "| "}) + s
		}
		if chance(r, 10) {
			s += pick(r, []string{" ", ":", "  ", "\t", " #"})
		}
		return s
	case 4, 5:
		// several lines
		var b strings.Builder
		for n := 1 + r.IntN(5); n > 0; n-- {
			b.WriteString(pick(r, []string{"line", "a: b", "  indented", "", "# c", "- x", "\ttab", "trailing ", "é", "😀", "long " + strings.Repeat("word ", 20) + "end", " ", "{{ x }}", "'q'", "\"q\""}))
			b.WriteString("\n")
		}
		s := b.String()
		switch r.IntN(4) {
		case 0:
			s = strings.TrimRight(s, "\n")
		case 1:
			s += "\n"
		case 2:
			s = pick(r, []string{"\n", " ", "\n\n", "  "}) + s
		}
		return s
	case 6:
		return pick(r, []string{"", " ", "  ", "\n", "\n\n", " \n", "\n ", "\t", "\r", "\r\n", "a\r\nb", "a\rb", "\x00", "\x01", "\x1b", "\x7f", "\u0080", "\u0085", "a\u0085b", "\u00a0", "\u00ad", "\u200b", "\u2028", "a\u2028b", "a\u2028 b", "\u2029", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000", "😀", "a😀b c", "\U0010ffff", "\v\f\b\a", "é\n😀", "\\", "a\\b", "\\n", "\"", "'", "'\"", "a 'b' \"c\"", "\ud7ff"})
	case 7:
		s := pick(r, []string{"-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "=", "<", "~", ".", "---", "...", "--", "<<", "+", "_", "/"})
		return s + pick(r, []string{"", "a", " a", " ", ":", ": b", " #", "\n", s})
	case 8:
		return pick(r, []string{"a", "b"}) + pick(r, []string{": ", " #", ":", "#", ", ", "] ", "} ", " - ", " ? ", "? ", "- ", ": #", " :", "\t#", "\t: "}) + pick(r, []string{"c", "", "d e"})
	case 9:
		return fmt.Sprint(randomFloat(r))
	}
	var b strings.Builder
	for n := r.IntN(4); n > 0; n-- {
		b.WriteString(pick(r, emitWords))
		if chance(r, 50) {
			b.WriteString(" ")
		}
	}
	return b.String()
}

func (g *emitGen) key() string {
	r := g.r
	switch r.IntN(8) {
	case 0:
		return pick(r, []string{"a1", "a2", "a10", "a01", "a1b", "a1a", "a", "A", "Z1", "z", "aB", "ab", "a-b", "a.b", "a_b", "a b", "a#", "_", "~", "", "-1", "1", "2", "10", "1.5", "00", "0", "é", "É", "日", "a1.2.3", "a1.10.3", "x9", "x10", "x09", "1a", "10a", "2a", "😀", "a/b", "A1", "aa", "a!", "\u00b2", "٣", "x٣", "x10y2", "x10y10", "x010"})
	case 1:
		return g.str()
	case 2:
		return strings.Repeat(pick(r, []string{"k", "key ", "é"}), pick(r, []int{30, 64, 127, 128, 129, 200}))
	case 3:
		return pick(r, yamlPlain)
	}
	return fmt.Sprintf("%s%d", pick(r, []string{"key", "k", "name", "item-", "v"}), r.IntN(20))
}

func (g *emitGen) value(depth int) any {
	r := g.r
	k := r.IntN(12)
	if depth <= 0 && k >= 7 {
		k = r.IntN(7)
	}
	switch {
	case k < 4:
		return g.str()
	case k == 4:
		f := randomFloat(r)
		if f != f || f-f != 0 {
			f = 1e21
		}
		return f
	case k == 5:
		return pick(r, []any{nil, true, false, 0, -1, json.Number("1e3"), json.Number("1.0"), json.Number("-0.0"), json.Number("1000000.0"), json.Number("12345678901234567890"), json.Number("9007199254740993"), json.Number("1e-7"), map[string]any{}, []any{}})
	case k == 6:
		return r.IntN(100000)
	case k < 10:
		m := map[string]any{}
		for n := r.IntN(6); n > 0; n-- {
			m[g.key()] = g.value(depth - 1)
		}
		return m
	}
	l := []any{}
	for n := r.IntN(5); n > 0; n-- {
		l = append(l, g.value(depth-1))
	}
	return l
}

func genEmit(r *rand.Rand, i int, id string) testCase {
	g := &emitGen{r}
	s, err := plainJSON(g.value(pick(r, []int{0, 1, 2, 3, 4})))
	if err != nil {
		s = "null"
	}
	return &emitCase{id: id, value: json.RawMessage(s)}
}
