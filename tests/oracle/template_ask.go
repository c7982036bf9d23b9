// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
)

// tmplCase is one template with its data. The zero delimiters, function set
// and missingkey mean the defaults of the set; README.md says which.
type tmplCase struct {
	ID         string            `json:"id"`
	Area       string            `json:"area"`
	Funcs      string            `json:"funcs"`
	Template   string            `json:"template"`
	Name       string            `json:"name"`
	Left       *string           `json:"left"`
	Right      *string           `json:"right"`
	MissingKey *string           `json:"missingkey"`
	Data       json.RawMessage   `json:"data"`
	Defs       map[string]string `json:"defs"`
	Files      map[string]string `json:"files"`
	Lint       bool              `json:"lint"`
	Actions    int               `json:"actions"`
	out, err   text
}

func (c *tmplCase) MarshalJSON() ([]byte, error) {
	o := new(object).put("id", c.ID)
	if c.Area != "" {
		o.put("area", c.Area)
	}
	o.put("funcs", c.Funcs).put("template", c.Template)
	if c.Name != "" {
		o.put("name", c.Name)
	}
	o.put("left", *c.Left).put("right", *c.Right).put("missingkey", *c.MissingKey).put("data", c.Data)
	if len(c.Defs) > 0 {
		o.put("defs", c.Defs)
	}
	if len(c.Files) > 0 {
		o.put("files", c.Files)
	}
	if c.Lint {
		o.put("lint", true)
	}
	if c.Actions > 0 {
		o.put("actions", c.Actions)
	}
	return o.text("out", c.out).text("err", c.err).done()
}

// complete fills in what the set implies where the case does not say.
func (c *tmplCase) complete() error {
	left, right, missing, name := "{{", "}}", "default", "t"
	switch c.Funcs {
	case "":
		c.Funcs = "go"
	case "go", "sprig":
	case "fleet":
		left, right, missing, name = "${", "}", "error", "values"
	case "helm":
		missing, name = "", "t.yaml"
	default:
		return fmt.Errorf("%s: no function set %q: fleet, sprig, go or helm", c.ID, c.Funcs)
	}
	set := func(field **string, v string) {
		if *field == nil {
			*field = &v
		}
	}
	set(&c.Left, left)
	set(&c.Right, right)
	set(&c.MissingKey, missing)
	if c.Name == "" {
		c.Name = name
	}
	if len(c.Data) == 0 {
		c.Data = json.RawMessage("null")
	}
	return nil
}

// fleetRemoves lists what Fleet takes away from Sprig's functions.
var fleetRemoves = []string{"env", "expandenv", "include", "tpl", "getHostByName"}

var sprigSet, fleetSet = sprig.TxtFuncMap(), withoutFleetRemoves()

func withoutFleetRemoves() template.FuncMap {
	m := sprig.TxtFuncMap()
	for _, gone := range fleetRemoves {
		delete(m, gone)
	}
	return m
}

// functionSet gives a set that nobody may change.
func functionSet(name string) template.FuncMap {
	switch name {
	case "fleet":
		return fleetSet
	case "sprig":
		return sprigSet
	}
	return nil
}

func (c *tmplCase) ask() error {
	name := c.Name
	if err := c.complete(); err != nil {
		return err
	}
	s, err := c.render(nil)
	c.out, c.err = text{}, text{}
	if err != nil {
		c.err = textOf(err.Error())
	} else {
		c.out = textOf(s)
	}
	c.Name = name
	return nil
}

// probe watches a rendering that is made only to learn about the case.
type probe struct {
	// replace overrides functions of the set, with the same signatures.
	replace template.FuncMap
	// count says whether ticks are put in, and ticks how many actions were
	// started.
	count bool
	ticks int
	// derived keeps what derivePassword gave: it takes 50 ms a time.
	derived map[string]string
}

// render gives what the library prints for the case, or its error.
func (c *tmplCase) render(p *probe) (string, error) {
	run, err := c.prepare(p)
	if err != nil {
		return "", err
	}
	return run()
}

// prepare parses the case. What it gives can run many times, each time with
// data of its own.
func (c *tmplCase) prepare(p *probe) (func() (string, error), error) {
	if c.Funcs == "helm" {
		return func() (string, error) { return c.renderChart(p) }, nil
	}
	t := template.New(c.Name).Delims(*c.Left, *c.Right).Funcs(functionSet(c.Funcs))
	if p != nil {
		t.Funcs(p.replace)
	}
	if *c.MissingKey != "" {
		t.Option("missingkey=" + *c.MissingKey)
	}
	for _, name := range sortedKeys(c.Defs) {
		if _, err := t.New(name).Parse(c.Defs[name]); err != nil {
			return nil, err
		}
	}
	if _, err := t.Parse(c.Template); err != nil {
		return nil, err
	}
	if p != nil && p.count {
		if err := p.instrument(t); err != nil {
			return nil, err
		}
	}
	return func() (string, error) {
		data, err := c.decoded()
		if err != nil {
			return "", err
		}
		b := &boundedText{}
		if err := t.Execute(b, data); err != nil {
			return "", err
		}
		return b.String(), nil
	}, nil
}

func (c *tmplCase) decoded() (any, error) {
	var data any
	if err := json.Unmarshal(c.Data, &data); err != nil {
		return nil, fmt.Errorf("%s: data: %w", c.ID, err)
	}
	return data, nil
}

// renderChart renders the template as the file templates/NAME of a chart
// named c, with the data as its values, defs beside it and files as .Files.
func (c *tmplCase) renderChart(p *probe) (string, error) {
	data, err := c.decoded()
	if err != nil {
		return "", err
	}
	values, ok := data.(map[string]any)
	if !ok {
		values = map[string]any{}
	}
	ch := &chart.Chart{Metadata: &chart.Metadata{APIVersion: chart.APIVersionV2, Name: "c", Version: "0.1.0", AppVersion: "1.2.3", Type: "application"}}
	add := func(to *[]*common.File, name, body string) {
		*to = append(*to, &common.File{Name: name, Data: []byte(body)})
	}
	main := c.Template
	if p != nil && p.count {
		main = p.instrumentText(main)
	}
	add(&ch.Templates, "templates/"+c.Name, main)
	for _, name := range sortedKeys(c.Defs) {
		body := c.Defs[name]
		if p != nil && p.count {
			body = p.instrumentText(body)
		}
		add(&ch.Templates, "templates/"+name, body)
	}
	for _, name := range sortedKeys(c.Files) {
		add(&ch.Files, name, c.Files[name])
	}
	e := engine.Engine{LintMode: c.Lint}
	if p != nil {
		e.CustomTemplateFuncs = p.replace
	}
	all, err := e.Render(ch, common.Values{
		"Values":       values,
		"Chart":        map[string]any{"Name": "c"},
		"Capabilities": common.DefaultCapabilities.Copy(),
		"Release": map[string]any{"Name": "rel", "Namespace": "ns", "Revision": 1, "Service": "Helm",
			"IsInstall": true, "IsUpgrade": false},
	})
	if err != nil {
		return "", err
	}
	return all["c/templates/"+c.Name], nil
}

func sortedKeys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// boundedText refuses to grow past a size that no case needs.
type boundedText struct{ strings.Builder }

func (b *boundedText) Write(p []byte) (int, error) {
	if b.Len()+len(p) > 64<<20 {
		return 0, errors.New("the oracle does not print more than 64 MiB")
	}
	return b.Builder.Write(p)
}
