// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/rand/v2"
	"sort"
)

// shape is what the generator knows of a value: its kind and, for a map, its
// fields, for a list the shape of its elements. Data comes from JSON, so that
// numbers are float64; variables may also be int, int64, time and so on.
type shape struct {
	kind   string // str num bool null dict list, or a result kind of a signature
	fields map[string]*shape
	elem   *shape
}

var dataNames = []string{"name", "ns", "env", "region", "ver", "count", "ratio", "on", "list", "nums", "objs", "map", "labels", "nothing", "text", "a", "b", "k", "x1", "a_b", "Ünï", "ClusterName", "ClusterLabels", "ClusterValues", "image", "tag", "port", "hosts", "l", "zz"}

var dataStrings = []string{"web-01", "team-a", "", "prod", "eu-west-1", "v1.24.7", "a", "b", "Hello World", "<a href=\"x\">&'</a>", "line1\nline2\n\nline4", "ünïcödé ☃ 日本", "2024-03-09T08:07:06Z", "aGVsbG8=", "{\"a\":[1,2,{\"b\":null}]}", "10", "9", "1.5", "true",
	"https://user@example.com:8080/p/q?x=1#f", "/etc/app/config.yaml", "foo,bar,,baz", "it's a \"test\"", "  spaced  ", "\ttab", "camelCase and snake_case", "😀 emoji", "0x1F", "1e3", "the quick brown fox jumps over the lazy dog", "key: value # c", "- item", "null", "a.b.c", "\u0000nul", "\u2028", "{{ .x }}", "${ .y }"}

var dataNumbers = []float64{0, 1, 2, 3, 5, 7, 10, 42, -1, -7, 100, 0.1, 2.5, 3.14159, 1000000, 1234567, 123456789, 1e-7, 1e20, 1e21, 12345678901234567890, -0.5, 99.99, 80, 443, 8080, 65536, 1e6 + 0.5, 1700000000}

type dataGen struct{ r *rand.Rand }

func (g *dataGen) scalar() (any, *shape) {
	switch k := g.r.IntN(10); {
	case k < 5:
		return pick(g.r, dataStrings), &shape{kind: "str"}
	case k < 8:
		return pick(g.r, dataNumbers), &shape{kind: "num"}
	case k < 9:
		return chance(g.r, 50), &shape{kind: "bool"}
	}
	return nil, &shape{kind: "null"}
}

func (g *dataGen) dict(depth, n int) (any, *shape) {
	v := map[string]any{}
	s := &shape{kind: "dict", fields: map[string]*shape{}}
	for ; n > 0; n-- {
		name := pick(g.r, dataNames)
		v[name], s.fields[name] = g.value(depth)
	}
	return v, s
}

func (g *dataGen) value(depth int) (any, *shape) {
	k := g.r.IntN(10)
	if depth <= 0 && k >= 6 {
		k = 0
	}
	switch {
	case k < 6:
		return g.scalar()
	case k < 8:
		return g.dict(depth-1, g.r.IntN(5))
	}
	n := g.r.IntN(5)
	l := []any{}
	var elem *shape
	switch g.r.IntN(4) {
	case 0:
		for ; n > 0; n-- {
			l = append(l, pick(g.r, dataStrings))
		}
		elem = &shape{kind: "str"}
	case 1:
		for ; n > 0; n-- {
			l = append(l, pick(g.r, dataNumbers))
		}
		elem = &shape{kind: "num"}
	case 2:
		// maps that have the same fields
		_, elem = g.dict(0, 1+g.r.IntN(3))
		for ; n > 0; n-- {
			m := map[string]any{}
			for _, name := range sortedKeys(elem.fields) {
				m[name] = g.like(elem.fields[name])
			}
			l = append(l, m)
		}
	default:
		for ; n > 0; n-- {
			v, _ := g.value(0)
			l = append(l, v)
		}
		elem = &shape{kind: "any"}
	}
	return l, &shape{kind: "list", elem: elem}
}

// like gives another scalar of the same kind.
func (g *dataGen) like(s *shape) any {
	switch s.kind {
	case "str":
		return pick(g.r, dataStrings)
	case "num":
		return pick(g.r, dataNumbers)
	case "bool":
		return chance(g.r, 50)
	}
	return nil
}

// root makes the data of a case: always a map, with each of the common kinds.
func (g *dataGen) root() (map[string]any, *shape) {
	v, s := g.dict(2, 5+g.r.IntN(9))
	m := v.(map[string]any)
	must := []struct {
		name string
		make func() (any, *shape)
	}{
		{"name", func() (any, *shape) { return pick(g.r, dataStrings), &shape{kind: "str"} }},
		{"count", func() (any, *shape) { return pick(g.r, dataNumbers), &shape{kind: "num"} }},
		{"on", func() (any, *shape) { return chance(g.r, 50), &shape{kind: "bool"} }},
	}
	for _, f := range must {
		m[f.name], s.fields[f.name] = f.make()
	}
	return m, s
}

// place is an expression that names a value of a known shape.
type place struct {
	text string
	at   *shape
}

// places lists the values that can be reached from a start, at most three
// fields deep, in a fixed order.
func places(start string, s *shape, depth int, into []place) []place {
	if s == nil {
		return into
	}
	into = append(into, place{start, s})
	if depth == 0 || s.kind != "dict" || s.fields == nil {
		return into
	}
	names := make([]string, 0, len(s.fields))
	for n := range s.fields {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		next := start + "." + n
		if start == "." {
			next = "." + n
		}
		into = places(next, s.fields[n], depth-1, into)
	}
	return into
}

func freshName(prefix string, n *int) string {
	*n++
	return fmt.Sprintf("%s%d", prefix, *n)
}
