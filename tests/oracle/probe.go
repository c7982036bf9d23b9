// SPDX-License-Identifier: Apache-2.0

package main

import (
	"text/template"
	"text/template/parse"
	"time"

	"github.com/Masterminds/sprig/v3"
)

// tickName is the function that instrumented templates call before each
// action. Its name cannot clash with one that a case uses.
const tickName = "oracle__tick"

// changing lists the functions whose answer changes from call to call, or with
// the machine.
var changing = []string{"now", "ago", "shuffle", "uuidv4", "randAlpha", "randAlphaNum", "randAscii", "randNumeric", "randInt", "randBytes",
	"bcrypt", "htpasswd", "encryptAES", "genPrivateKey", "genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey",
	"genSignedCert", "genSignedCertWithKey", "env", "expandenv", "getHostByName"}

// newProbe counts actions, and sets *clock when a date function falls back to
// the present because its argument is no date.
func newProbe(clock *bool) *probe {
	p := &probe{}
	see := func(date any) any {
		switch date.(type) {
		case time.Time, *time.Time, int64, int, int32:
		default:
			*clock = true
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
	htmlDate := all["htmlDate"].(func(any) string)
	htmlDateInZone := all["htmlDateInZone"].(func(any, string) string)
	p.replace = template.FuncMap{
		tickName:         func() string { p.ticks++; return "" },
		"date":           twoArgs("date"),
		"dateInZone":     threeArgs("dateInZone"),
		"date_in_zone":   threeArgs("date_in_zone"),
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
