// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"text/template"
	"text/template/parse"
	"time"

	"github.com/Masterminds/sprig/v3"
)

// tickName is the function that instrumented templates call before each
// action. Its name cannot clash with one that a case uses.
const tickName = "oracle__tick"

// What a case may ask for: more is no use to a test, and could exhaust this
// process before Go gives an answer.
const (
	ticksMax = 3000
	countMax = 1000
	textMax  = 64 << 10
)

// pointerVerb finds what prints an address of a map, list or pointer.
var pointerVerb = regexp.MustCompile(`%[-+# 0-9.*\[\]]*p`)

// newProbe counts actions, and sets *changes when what is printed would change
// from run to run: a date function falls back to the present because its
// argument is no date, a random text is not empty, or
// more is asked for than the bounds above allow.
func newProbe(changes *bool) *probe {
	p := &probe{derived: map[string]string{}}
	see := func(date any) any {
		switch date.(type) {
		case time.Time, *time.Time, int64, int, int32:
		default:
			*changes = true
		}
		return date
	}
	all := sprig.TxtFuncMap()
	twoArgs := func(name string) func(string, any) string {
		f := all[name].(func(string, any) string)
		return func(layout string, date any) string { return f(layout, see(date)) }
	}
	threeArgs := func(name string) func(string, any, string) string {
		f := all[name].(func(string, any, string) string)
		return func(layout string, date any, zone string) string { return f(layout, see(date), zone) }
	}
	large := func(n int) bool {
		if n > countMax || n < -countMax {
			*changes = true
			return true
		}
		return false
	}
	untilStep := func(start, stop, step int) []int {
		if large(stop) || large(start) {
			return nil
		}
		return all["untilStep"].(func(int, int, int) []int)(start, stop, step)
	}
	sized := func(name string) func(int, string) string {
		return func(n int, s string) string {
			if len(s) > textMax || large(n) {
				*changes = true
				return ""
			}
			return all[name].(func(int, string) string)(n, s)
		}
	}
	// Maps that share a part, source and source too, could end up inside
	// themselves: all that are merged must be apart.
	apart := func(to map[string]any, from []map[string]any) {
		seen := map[uintptr]bool{}
		mapsIn(to, seen)
		for _, f := range from {
			if meets(f, seen) {
				*changes = true
				panic("maps would be merged that share a part")
			}
			mapsIn(f, seen)
		}
	}
	merging := func(name string) func(map[string]any, ...map[string]any) any {
		return func(to map[string]any, from ...map[string]any) any {
			apart(to, from)
			return all[name].(func(map[string]any, ...map[string]any) any)(to, from...)
		}
	}
	many := func(n int) string {
		*changes = *changes || n != 0
		return ""
	}
	htmlDate := all["htmlDate"].(func(any) string)
	htmlDateInZone := all["htmlDateInZone"].(func(any, string) string)
	durationRound := all["durationRound"].(func(any) string)
	p.replace = template.FuncMap{
		tickName: func() (string, error) {
			if p.ticks++; p.ticks > ticksMax {
				*changes = true
				return "", errors.New("too many actions")
			}
			return "", nil
		},
		"until": func(n int) []int {
			if n < 0 {
				return untilStep(0, n, -1)
			}
			return untilStep(0, n, 1)
		},
		"untilStep": untilStep,
		"seq": func(n ...int) string {
			for _, v := range n {
				if large(v) {
					return ""
				}
			}
			return all["seq"].(func(...int) string)(n...)
		},
		"printf": func(format string, args ...any) string {
			if pointerVerb.MatchString(format) {
				for _, a := range args {
					switch reflect.ValueOf(a).Kind() {
					case reflect.Map, reflect.Slice, reflect.Pointer, reflect.Func:
						*changes = true
					}
				}
			}
			return fmt.Sprintf(format, args...)
		},
		"set": func(m map[string]any, key string, v any) map[string]any {
			if m != nil && reaches(v, m) {
				*changes = true
				panic("a map would contain itself")
			}
			return all["set"].(func(map[string]any, string, any) map[string]any)(m, key, v)
		},
		"merge":          merging("merge"),
		"mergeOverwrite": merging("mergeOverwrite"),
		"mustMerge": func(to map[string]any, from ...map[string]any) (any, error) {
			apart(to, from)
			return all["mustMerge"].(func(map[string]any, ...map[string]any) (any, error))(to, from...)
		},
		"mustMergeOverwrite": func(to map[string]any, from ...map[string]any) (any, error) {
			apart(to, from)
			return all["mustMergeOverwrite"].(func(map[string]any, ...map[string]any) (any, error))(to, from...)
		},
		"derivePassword": func(n uint32, kind, password, user, site string) string {
			key := fmt.Sprint(n, "\x00", kind, "\x00", password, "\x00", user, "\x00", site)
			if _, ok := p.derived[key]; !ok {
				p.derived[key] = all["derivePassword"].(func(uint32, string, string, string, string) string)(n, kind, password, user, site)
			}
			return p.derived[key]
		},
		"repeat":       sized("repeat"),
		"indent":       sized("indent"),
		"nindent":      sized("nindent"),
		"date":         twoArgs("date"),
		"dateInZone":   threeArgs("dateInZone"),
		"date_in_zone": threeArgs("date_in_zone"),
		"randAlpha":    many,
		"randAlphaNum": many,
		"randAscii":    many,
		"randNumeric":  many,
		"randInt": func(from, to int) int {
			if to-from > 1 {
				*changes = true
				return from
			}
			return all["randInt"].(func(int, int) int)(from, to)
		},
		"shuffle": func(s string) string {
			*changes = *changes || len([]rune(s)) > 1
			return s
		},
		"genPrivateKey": func(kind string) string {
			switch kind {
			case "", "rsa", "dsa", "ecdsa", "ed25519":
				*changes = true
				return ""
			}
			return all["genPrivateKey"].(func(string) string)(kind)
		},
		"durationRound": func(length any) string {
			if _, ok := length.(time.Time); ok { // the time since then
				*changes = true
			}
			return durationRound(length)
		},
		"htmlDate":       func(date any) string { return htmlDate(see(date)) },
		"htmlDateInZone": func(date any, zone string) string { return htmlDateInZone(see(date), zone) },
	}
	return p
}

// instrument puts a tick before every action of a parsed template set.
func (p *probe) instrument(t *template.Template) error {
	tick, err := template.New("tick").Funcs(p.replace).Parse("{{" + tickName + "}}")
	if err != nil {
		return err
	}
	node := tick.Tree.Root.Nodes[0]
	for _, one := range t.Templates() {
		if one.Tree != nil {
			addTicks(one.Tree.Root, node)
		}
	}
	return nil
}

func addTicks(list *parse.ListNode, tick parse.Node) {
	if list == nil {
		return
	}
	var nodes []parse.Node
	for _, n := range list.Nodes {
		switch x := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		default:
			nodes = append(nodes, tick.Copy())
			switch x := x.(type) {
			case *parse.IfNode:
				addTicks(x.List, tick)
				addTicks(x.ElseList, tick)
			case *parse.WithNode:
				addTicks(x.List, tick)
				addTicks(x.ElseList, tick)
			case *parse.RangeNode:
				addTicks(x.List, tick)
				addTicks(x.ElseList, tick)
				// a loop without an action must end as well
				if x.List != nil && len(x.List.Nodes) == 0 {
					x.List.Nodes = []parse.Node{tick.Copy()}
				}
			}
		}
		nodes = append(nodes, n)
	}
	list.Nodes = nodes
}

// instrumentText does the same to a text with the usual delimiters, for Helm's
// engine, which parses by itself. A text that does not parse stays as it is.
func (p *probe) instrumentText(body string) string {
	tick, err := parse.Parse("tick", "{{"+tickName+"}}", "{{", "}}", map[string]any{tickName: p.replace[tickName]})
	if err != nil {
		return body
	}
	node := tick["tick"].Root.Nodes[0]
	const name = "oracle main"
	tr := parse.New(name)
	tr.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := tr.Parse(body, "{{", "}}", set); err != nil {
		return body
	}
	out := ""
	for _, n := range sortedKeys(set) {
		addTicks(set[n].Root, node)
		if n == name {
			out = set[n].Root.String() + out
		} else {
			out += "{{define " + quoteGo(n) + "}}" + set[n].Root.String() + "{{end}}"
		}
	}
	return out
}
