// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"sort"
	"strings"
)

// tmplGen writes one template. The scope says what dot, $ and the variables
// are; wrong is the chance in percent that an argument is of another kind.
type tmplGen struct {
	r           *rand.Rand
	left, right string
	set         []signature
	byResult    map[string][]signature
	helm        bool
	sprig       bool
	wrong       int
	scope       scope
	root        *shape
	names       int
	defs        []definition
	loops       int
	budget      int // actions that may still be written
}

type scope struct {
	dot, dollar *shape
	vars        []place
}

type definition struct {
	name string
	arg  *shape
	body string
}

func (g *tmplGen) chance(n int) bool { return chance(g.r, n) }

// reach lists what can be named here.
func (g *tmplGen) reach() []place {
	all := places(".", g.scope.dot, 3, nil)
	if g.chance(20) {
		all = append(all, places("$", g.scope.dollar, 3, nil)...)
	}
	for _, v := range g.scope.vars {
		all = places(v.text, v.at, 2, all)
	}
	return all
}

// fits says whether a value of kind have may stand where want is expected.
func fits(want, have string) bool {
	if want == have {
		return true
	}
	switch want {
	case "any":
		return have != ""
	case "num":
		return have == "int" || have == "int64" || have == "float" || have == "byte" || have == "uint"
	case "float":
		return have == "num"
	case "list":
		return have == "strs" || have == "ints" || have == "lists"
	case "sized":
		return have == "str" || have == "list" || have == "dict" || have == "strs" || have == "strmap"
	case "words", "frag", "sep":
		return have == "str"
	case "plain":
		return have == "str" || have == "num" || have == "bool" || have == "int"
	case "when":
		return have == "time" || have == "int64" || have == "int"
	}
	return false
}

// named kinds are met by literals only, most of the time.
var computedKinds = []string{"str", "num", "int", "int64", "float", "bool", "list", "strs", "dict", "time", "any", "sized", "words", "plain"}

func isComputed(kind string) bool {
	for _, k := range computedKinds {
		if k == kind {
			return true
		}
	}
	return false
}

// operand writes an expression of a kind that may stand as an argument.
func (g *tmplGen) operand(kind string, depth int) string {
	if g.wrong > 0 && g.chance(g.wrong) {
		kind = pick(g.r, []string{"str", "num", "int", "bool", "list", "dict", "any", "any", "float", "badregex", "badjson", "badurl", "time"})
		if g.chance(20) {
			return pick(g.r, []string{".missing", "nil", ".", "$", ".name.x", "1.5", `"x"`, ".count", ".on"})
		}
	}
	if !g.sprig {
		depth = min(depth, 1)
	}
	if g.chance(5) {
		if c := g.chain(kind); c != "" {
			return c
		}
	}
	k := g.r.IntN(100)
	if isComputed(kind) || k < 8 {
		if k < 55 {
			var fit []string
			for _, p := range g.reach() {
				if fits(kind, p.at.kind) && !(p.text == "." && kind != "any" && g.scope.dot.kind == "null") {
					fit = append(fit, p.text)
				}
			}
			if len(fit) > 0 {
				return pick(g.r, fit)
			}
		}
		if k < 80 && depth > 0 {
			if call := g.callFor(kind, depth-1); call != "" {
				return "(" + call + ")"
			}
		}
	}
	switch kind {
	case "sized":
		if kind = "str"; g.sprig {
			kind = pick(g.r, []string{"str", "list", "dict"})
		}
	case "int64", "byte":
		kind = "int"
	case "root":
		return pick(g.r, []string{".", "$"})
	}
	lits := literals[kind]
	if len(lits) == 0 {
		lits = literals["any"]
	}
	lit := pick(g.r, lits)
	if !g.sprig && strings.HasPrefix(lit, "(") {
		// these literals are calls of Sprig
		for _, p := range g.reach() {
			if fits(kind, p.at.kind) {
				return p.text
			}
		}
		return pick(g.r, []string{`"fallback"`, `"other"`})
	}
	return lit
}

var chainHole = regexp.MustCompile(`%[a-z]+`)

// chain writes a field or method of a parenthesised expression, or "".
func (g *tmplGen) chain(kind string) string {
	var fit []string
	for _, p := range g.reach() {
		// .a.b as (.a).b
		if i := strings.LastIndexByte(p.text, '.'); i > 0 && p.text[i-1] != '$' && fits(kind, p.at.kind) {
			fit = append(fit, "("+p.text[:i]+")"+p.text[i:])
		}
	}
	if g.sprig && (len(fit) == 0 || g.chance(60)) {
		fit = nil
		for _, c := range chains {
			if fits(kind, c.kind) {
				fit = append(fit, c.text)
			}
		}
	}
	if len(fit) == 0 {
		return ""
	}
	return chainHole.ReplaceAllStringFunc(pick(g.r, fit), func(hole string) string { return g.operand(hole[1:], 0) })
}

// callFor writes a call whose result is of a kind, or "".
func (g *tmplGen) callFor(kind string, depth int) string {
	var from []signature
	if kind == "any" {
		from = g.set
	} else {
		var kinds []string
		for k := range g.byResult {
			if fits(kind, k) {
				kinds = append(kinds, k)
			}
		}
		if len(kinds) == 0 {
			return ""
		}
		sort.Strings(kinds)
		from = g.byResult[pick(g.r, kinds)]
	}
	for try := 0; try < 4; try++ {
		s := pick(g.r, from)
		if s.name != "fail" && s.name != "derivePassword" {
			return g.call(s, depth)
		}
	}
	return ""
}

// call writes name and arguments, the last of them piped in sometimes.
func (g *tmplGen) call(s signature, depth int) string {
	args := g.arguments(s, depth)
	if g.wrong > 0 && g.chance(g.wrong/2) {
		if g.chance(50) && len(args) > 0 {
			args = args[:len(args)-1]
		} else {
			args = append(args, g.operand("any", 0))
		}
	}
	if len(args) > 0 && g.chance(30) {
		last := args[len(args)-1]
		if last == "nil" || strings.Contains(last, " ") && last[0] != '(' && last[0] != '"' && last[0] != '`' {
			return strings.Join(append([]string{s.name}, args...), " ")
		}
		if last[0] == '(' && last[len(last)-1] == ')' && balanced(last) {
			last = last[1 : len(last)-1]
		}
		return last + pick(g.r, []string{" | ", "|", " |"}) + strings.Join(append([]string{s.name}, args[:len(args)-1]...), " ")
	}
	return strings.Join(append([]string{s.name}, args...), " ")
}

// balanced says whether the first parenthesis closes at the very end.
func balanced(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '`', '\'':
			return !strings.ContainsAny(s[1:len(s)-1], "()")
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 && i < len(s)-1 {
				return false
			}
		}
	}
	return depth == 0
}

func (g *tmplGen) arguments(s signature, depth int) []string {
	var args []string
	for _, a := range strings.Fields(s.args) {
		kind, many := strings.CutSuffix(a, "*")
		n := 1
		if many {
			n = g.r.IntN(4)
		}
		for ; n > 0; n-- {
			args = append(args, g.argument(kind, depth)...)
		}
	}
	if s.name == "slice" && len(args) > 3 {
		args = args[:3]
	}
	return args
}

// argument writes one argument of a kind; a few kinds are several arguments
// that belong together.
func (g *tmplGen) argument(kind string, depth int) []string {
	switch kind {
	case "same", "samepair":
		k := pick(g.r, []string{"str", "int", "float", "bool", "str"})
		out := []string{g.operand(k, depth)}
		out = append(out, g.operand(k, depth))
		if kind == "same" && g.chance(20) {
			out = append(out, g.operand(k, depth))
		}
		return out
	case "ordered":
		k := pick(g.r, []string{"str", "int", "float"})
		return []string{g.operand(k, depth), g.operand(k, depth)}
	case "pairs":
		var out []string
		for n := g.r.IntN(4); n > 0; n-- {
			out = append(out, g.operand("key", depth), g.operand("any", depth))
		}
		if g.chance(10) {
			out = append(out, `"odd"`)
		}
		return out
	case "dig":
		out := []string{pick(g.r, literals["key"])}
		for n := g.r.IntN(2); n > 0; n-- {
			out = append(out, pick(g.r, literals["key"]))
		}
		return append(out, g.operand("any", 0), g.operand("dict", depth))
	case "format":
		return g.format(depth)
	case "derive", "datepair", "fixedrange", "aes":
		if kind == "datepair" && g.chance(15) {
			kind = "baddate"
		}
		return splitOperands(pick(g.r, literals[kind]))
	case "regex":
		if g.chance(4) {
			kind = "badregex"
		}
	case "json":
		if g.chance(4) {
			kind = "badjson"
		}
	case "url":
		if g.chance(4) {
			kind = "badurl"
		}
	case "key":
		// a key that a map of the data has
		if g.chance(40) {
			var keys []string
			for _, p := range g.reach() {
				if p.at.kind == "dict" {
					keys = append(keys, sortedKeys(p.at.fields)...)
				}
			}
			if len(keys) > 0 {
				return []string{quoteGo(pick(g.r, keys))}
			}
		}
	case "tmplname":
		if len(g.defs) > 0 && g.chance(70) {
			return []string{quoteGo(pick(g.r, g.defs).name)}
		}
		return []string{pick(g.r, []string{`"hh"`, `"two"`, `"c/templates/extra.yaml"`, `"nope"`})}
	case "tmpltext":
		return []string{pick(g.r, []string{`"v={{ .Values.name }}"`, `"{{ .Release.Name | upper }}"`, `"plain"`, `"{{ include \"hh\" . }}"`, `"{{ bad"`, `""`, "`{{ range .Values.list }}{{ . }},{{ end }}`", `"{{ .Values.missing }}"`, `"{{ .Values.a.b.c }}"`, `"{{ tpl \"{{ 1 }}\" . }}"`, `(toYaml .Values)`})}
	}
	return []string{g.operand(kind, depth)}
}

// splitOperands takes a text of several literals apart.
func splitOperands(s string) []string {
	var out []string
	for _, m := range operandText.FindAllString(s, -1) {
		out = append(out, m)
	}
	return out
}

var operandText = regexp.MustCompile(`"[^"]*"|[^ "]+`)

// format writes a format for printf with its arguments.
func (g *tmplGen) format(depth int) []string {
	var b strings.Builder
	var args []string
	for n := 1 + g.r.IntN(3); n > 0; n-- {
		b.WriteString(pick(g.r, []string{"", "", " ", "x=", "é", "[", "%%", "-"}))
		b.WriteByte('%')
		for g.chance(35) {
			b.WriteString(pick(g.r, []string{"+", "-", "#", " ", "0"}))
		}
		if g.chance(5) {
			b.WriteString(fmt.Sprintf("[%d]", g.r.IntN(4)))
		}
		if g.chance(35) {
			if g.chance(8) {
				b.WriteByte('*')
				args = append(args, g.operand("count", 0))
			} else {
				fmt.Fprint(&b, pick(g.r, []int{0, 1, 2, 5, 8, 12, 20}))
			}
		}
		if g.chance(30) {
			b.WriteByte('.')
			if g.chance(6) {
				b.WriteByte('*')
				args = append(args, g.operand("count", 0))
			} else if g.chance(85) {
				fmt.Fprint(&b, g.r.IntN(8))
			}
		}
		verb := pick(g.r, []string{"v", "v", "s", "s", "d", "d", "q", "x", "X", "f", "g", "e", "E", "G", "t", "T", "c", "U", "b", "o", "O", "F", "p", "w", "z", "!"})
		b.WriteString(verb)
		kind := "any"
		if g.chance(60) {
			switch verb {
			case "s", "q":
				kind = "str"
			case "d", "c", "U", "o", "O", "b":
				kind = "int"
			case "f", "g", "e", "E", "G", "F":
				kind = "float"
			case "x", "X":
				kind = pick(g.r, []string{"str", "int", "float"})
			case "t":
				kind = "bool"
			}
		}
		args = append(args, g.operand(kind, depth))
	}
	if g.chance(5) {
		b.WriteByte('%')
	}
	if g.chance(6) {
		args = args[:len(args)-1]
	} else if g.chance(6) {
		args = append(args, g.operand("any", 0))
	}
	return append([]string{quoteGo(b.String())}, args...)
}

// pipeline writes what may stand alone in an action, and says its kind.
func (g *tmplGen) pipeline(depth int) (string, string) {
	if g.chance(25) {
		all := g.reach()
		p := pick(g.r, all)
		return p.text, p.at.kind
	}
	s := pick(g.r, g.set)
	if s.name == "fail" || s.name == "derivePassword" {
		s = pick(g.r, g.set[:10])
	}
	return g.call(s, depth), s.result
}

// action puts an expression between delimiters, with trims sometimes.
func (g *tmplGen) action(inner string) string {
	open, shut := g.left, g.right
	if g.chance(12) {
		open += "- "
	} else if g.chance(75) {
		open += " "
	}
	if g.chance(12) {
		shut = " -" + shut
	} else if g.chance(75) || strings.HasPrefix(g.right, "}") && strings.HasSuffix(inner, "}") {
		shut = " " + shut
	}
	return open + inner + shut
}

func (g *tmplGen) text() string {
	if g.chance(25) {
		return ""
	}
	s := pick(g.r, []string{" ", "\n", "  \n  ", "key: ", "- ", "text", "é日\n", "{", "}", "$", "\t", ", ", "\n\n", "# c\n", "\"", "'", "<b>", "a: b\n", "| ", "\r\n", "$HOME", "% ", "}}", "- -"})
	if s[len(s)-1] == g.left[0] && g.left[0] != '$' && !g.chance(2) {
		return " "
	}
	return s
}

// scoped runs f and forgets the variables that it declared.
func (g *tmplGen) scoped(f func()) {
	saved := g.scope
	f()
	g.scope = saved
}

func (g *tmplGen) withDot(s *shape, f func()) {
	g.scoped(func() {
		g.scope.dot = s
		f()
	})
}

func (g *tmplGen) body(n, depth int) string {
	var b strings.Builder
	g.scoped(func() {
		for ; n > 0; n-- {
			b.WriteString(g.text())
			b.WriteString(g.statement(depth))
		}
	})
	b.WriteString(g.text())
	return b.String()
}

func (g *tmplGen) condition() string {
	switch g.r.IntN(5) {
	case 0:
		return g.operandOrCall("any")
	case 1:
		return strings.Join(append([]string{pick(g.r, []string{"eq", "ne"})}, g.argument("samepair", 1)...), " ")
	case 2:
		return strings.Join(append([]string{pick(g.r, []string{"lt", "le", "gt", "ge"})}, g.argument("ordered", 1)...), " ")
	case 3:
		return pick(g.r, []string{"and ", "or "}) + g.operand("any", 1) + " " + g.operand("any", 1)
	}
	return g.operandOrCall("bool")
}

// operandOrCall is an operand without the parentheses that a head needs not.
func (g *tmplGen) operandOrCall(kind string) string {
	s := g.operand(kind, 1)
	if s == "nil" {
		return "false"
	}
	return s
}

func (g *tmplGen) statement(depth int) string {
	g.budget--
	if depth <= 0 || g.budget <= 0 {
		return g.simple()
	}
	switch k := g.r.IntN(20); {
	case k < 9:
		return g.simple()
	case k < 12:
		return g.ifStatement(depth - 1)
	case k < 14:
		return g.withStatement(depth - 1)
	case k < 17 && g.loops < 2:
		return g.rangeStatement(depth - 1)
	case k == 17:
		return g.templateCall(depth - 1)
	case k == 18 && g.sprig:
		return g.mutation()
	}
	return g.simple()
}

func (g *tmplGen) simple() string {
	switch g.r.IntN(14) {
	case 0:
		return g.left + pick(g.r, []string{"/* note */", "/* two\nlines */", "- /* t */ -", "/**/"}) + g.right
	case 1, 2:
		text, kind := g.pipeline(1)
		name := freshName("$v", &g.names)
		s := g.action(name + pick(g.r, []string{" := ", ":= ", " :="}) + text)
		g.scope.vars = append(append([]place{}, g.scope.vars...), place{name, &shape{kind: resultKind(kind)}})
		if g.chance(50) {
			s += g.action(name)
		}
		return s
	case 3:
		if len(g.scope.vars) > 0 {
			v := pick(g.r, g.scope.vars)
			if v.at.kind != "dict" && v.at.kind != "any" {
				return g.action(v.text + " = " + g.operand(v.at.kind, 1))
			}
		}
	case 4:
		return g.action(g.operandOrCall("str"))
	case 5:
		return g.action(strings.Join(append([]string{"printf"}, g.format(1)...), " "))
	}
	text, kind := g.pipeline(2)
	if g.sprig && g.chance(20) {
		switch kind {
		case "str":
			text += pick(g.r, []string{" | quote", " | upper", " | trim", " | len", " | toJson"})
		default:
			text += pick(g.r, []string{" | toJson", " | typeOf", " | printf \"%v\"", " | toString", " | kindOf", " | quote", " | printf \"%#v\""})
		}
	}
	return g.action(text)
}

func resultKind(kind string) string {
	if kind == "byte" {
		return "int"
	}
	return kind
}

func (g *tmplGen) ifStatement(depth int) string {
	var b strings.Builder
	g.scoped(func() {
		head := "if " + g.condition()
		if g.chance(10) {
			name := freshName("$c", &g.names)
			head = "if " + name + " := " + g.operandOrCall("any")
			g.scope.vars = append(append([]place{}, g.scope.vars...), place{name, &shape{kind: "any"}})
		}
		b.WriteString(g.action(head) + g.body(1+g.r.IntN(2), depth))
		for g.chance(20) {
			b.WriteString(g.action("else if "+g.condition()) + g.body(1, depth))
		}
		if g.chance(50) {
			b.WriteString(g.action("else") + g.body(1+g.r.IntN(2), depth))
		}
	})
	return b.String() + g.action("end")
}

// findShape gives a place whose shape has one of the kinds, if there is any.
func (g *tmplGen) findShape(kinds ...string) (place, bool) {
	var fit []place
	for _, p := range g.reach() {
		for _, k := range kinds {
			if p.at.kind == k && p.text != "." {
				fit = append(fit, p)
			}
		}
	}
	if len(fit) == 0 {
		return place{}, false
	}
	return pick(g.r, fit), true
}

func (g *tmplGen) withStatement(depth int) string {
	p, ok := g.findShape("dict", "dict", "str", "list", "num", "bool", "null")
	if !ok {
		p = place{g.operand("str", 0), &shape{kind: "str"}}
	}
	var b strings.Builder
	g.scoped(func() {
		head := "with " + p.text
		if g.chance(20) {
			name := freshName("$w", &g.names)
			head = "with " + name + " := " + p.text
			g.scope.vars = append(append([]place{}, g.scope.vars...), place{name, p.at})
		}
		b.WriteString(g.action(head))
		g.withDot(p.at, func() { b.WriteString(g.body(1+g.r.IntN(2), depth)) })
		if q, ok := g.findShape("str", "num", "list"); ok && g.chance(12) {
			b.WriteString(g.action("else with " + q.text))
			g.withDot(q.at, func() { b.WriteString(g.body(1, depth)) })
		}
		if g.chance(45) {
			b.WriteString(g.action("else") + g.body(1, depth))
		}
	})
	return b.String() + g.action("end")
}

func (g *tmplGen) rangeStatement(depth int) string {
	over, elem, keyKind := "", &shape{kind: "any"}, "int"
	p, ok := g.findShape("list", "dict", "list")
	switch k := g.r.IntN(10); {
	case ok && k < 6:
		over = p.text
		if p.at.kind == "dict" {
			keyKind = "str"
		} else if p.at.elem != nil {
			elem = p.at.elem
		}
	case k < 8 && g.sprig:
		over = pick(g.r, literals["list"])
		if g.chance(40) {
			over, elem = g.operand("strs", 1), &shape{kind: "str"}
		}
	case g.sprig && k == 8:
		over, keyKind = pick(g.r, literals["dict"]), "str"
	default:
		over, elem, keyKind = fmt.Sprint(g.r.IntN(5)), &shape{kind: "int"}, ""
	}
	if elem.kind == "any" {
		elem = &shape{kind: "any"}
	}
	var b strings.Builder
	g.loops++
	g.scoped(func() {
		head := "range " + over
		var vars []place
		switch g.r.IntN(4) {
		case 0:
			name := freshName("$e", &g.names)
			head = "range " + name + " := " + over
			vars = append(vars, place{name, elem})
		case 1, 2:
			if keyKind != "" {
				k, e := freshName("$k", &g.names), freshName("$e", &g.names)
				head = "range " + k + pick(g.r, []string{", ", ","}) + e + " := " + over
				vars = append(vars, place{k, &shape{kind: keyKind}}, place{e, elem})
			}
		}
		g.scope.vars = append(append([]place{}, g.scope.vars...), vars...)
		b.WriteString(g.action(head))
		g.withDot(elem, func() {
			b.WriteString(g.body(1+g.r.IntN(2), depth))
			if g.chance(20) {
				b.WriteString(g.action("if " + g.condition()))
				b.WriteString(g.action(pick(g.r, []string{"break", "continue"})))
				b.WriteString(g.action("end") + g.text() + g.simple())
			}
		})
		if g.chance(30) {
			b.WriteString(g.action("else") + g.body(1, depth))
		}
	})
	g.loops--
	return b.String() + g.action("end")
}

// templateCall defines a template and calls it, once or twice.
func (g *tmplGen) templateCall(depth int) string {
	all := g.reach()
	p := pick(g.r, all)
	name := freshName(pick(g.r, []string{"part", "x/y", "é ", "tpl."}), &g.names)
	body := ""
	g.scoped(func() {
		loops := g.loops
		g.scope = scope{dot: p.at, dollar: p.at}
		g.loops = 1
		body = g.body(1+g.r.IntN(2), min(depth, 1))
		g.loops = loops
	})
	if g.chance(20) {
		return g.action("block "+quoteGo(name)+" "+p.text) + body + g.action("end")
	}
	g.defs = append(g.defs, definition{name, p.at, body})
	call := g.action("template " + quoteGo(name) + " " + p.text)
	if g.helm && g.chance(60) {
		call = g.action("include " + quoteGo(name) + " " + p.text + pick(g.r, []string{"", " | nindent 2", " | upper", " | indent 4", " | trim"}))
	}
	if g.chance(15) {
		call += g.text() + call
	}
	return call
}

// mutation changes a map in place and shows it, also through an alias. Only
// fresh scalars and maps go in, so that no value can contain itself.
func (g *tmplGen) mutation() string {
	a, b := freshName("$m", &g.names), freshName("$m", &g.names)
	out := g.action(a + " := " + pick(g.r, literals["fresh"]))
	if g.chance(40) {
		out += g.action(b + " := " + a)
	} else {
		b = a
	}
	// loops could let a map grow, but only by the same few keys
	for n := 1 + g.r.IntN(3); n > 0; n-- {
		key := pick(g.r, literals["key"])
		switch g.r.IntN(4) {
		case 0:
			out += g.action("$_ := unset " + a + " " + key)
		case 1:
			out += g.action("$_ := merge " + a + " " + pick(g.r, literals["fresh"]))
		case 2:
			out += g.action("$_ := mergeOverwrite " + a + " " + pick(g.r, literals["fresh"]) + " " + pick(g.r, literals["fresh"]))
		default:
			out += g.action("$_ := set " + a + " " + key + " " + pick(g.r, literals["plain"]))
		}
	}
	out += g.action(b + " | toJson")
	g.scope.vars = append(append([]place{}, g.scope.vars...), place{a, &shape{kind: "dict"}})
	return out
}

// focus writes an action that surely calls a given function.
func (g *tmplGen) focus(s signature) string {
	text := g.call(s, 2)
	if s.result == "str" || !g.sprig || g.chance(40) {
		return g.action(text)
	}
	return g.action(text + pick(g.r, []string{" | toJson", " | typeOf", " | printf \"%v\"", " | printf \"%#v\"", " | quote"}))
}

// spoil breaks the text of a template somewhere.
func spoil(r *rand.Rand, s string) string {
	rs := []rune(s)
	for n := 1 + r.IntN(2); n > 0 && len(rs) > 0; n-- {
		i := r.IntN(len(rs))
		switch r.IntN(3) {
		case 0:
			rs = append(rs[:i:i], rs[i+1:]...)
		case 1:
			rs = append(rs[:i+1:i+1], rs[i:]...)
		default:
			rs[i] = pick(r, []rune("{}()|.,:=$\"'`-\\ \n1a%/*#"))
		}
	}
	return string(rs)
}

func (g *tmplGen) write(s signature, ill bool) string {
	var b strings.Builder
	g.budget = 4 + g.r.IntN(8)
	b.WriteString(g.text())
	g.scoped(func() {
		at := g.r.IntN(3)
		for n := 3 + g.r.IntN(3); n > 0; n-- {
			if n == at+1 {
				b.WriteString(g.focus(s) + g.text())
				continue
			}
			b.WriteString(g.statement(2) + g.text())
		}
	})
	var defs strings.Builder
	for i := range g.defs {
		defs.WriteString(g.action("define "+quoteGo(g.defs[i].name)) + g.defs[i].body + g.action("end") + pick(g.r, []string{"", "\n"}))
	}
	if g.chance(50) {
		return defs.String() + b.String()
	}
	return b.String() + defs.String()
}
