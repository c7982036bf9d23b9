// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	apiextv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/runtime"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// crdCase is {id, in, decode} or {id, in, strict, errors, warnings}: what
// creating the CRD that the YAML text in holds gives. decode is the error of
// decoding, strict what strict decoding adds; errors are sorted, as their order
// depends on that of Go maps.
type crdCase struct {
	id, in   string
	decode   string
	strict   []string
	errors   []string
	warnings []string
	panicked bool
}

var crdScheme = func() *runtime.Scheme {
	s := runtime.NewScheme()
	install.Install(s)
	return s
}()

func (c *crdCase) MarshalJSON() ([]byte, error) {
	o := new(object).put("id", c.id).put("in", c.in)
	if c.panicked {
		return o.put("panic", true).done()
	}
	if c.decode != "" {
		return o.put("decode", c.decode).done()
	}
	return o.put("strict", orEmpty(c.strict)).put("errors", orEmpty(c.errors)).put("warnings", orEmpty(c.warnings)).done()
}

func orEmpty(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

func (c *crdCase) UnmarshalJSON(line []byte) error {
	var f struct {
		ID string `json:"id"`
		In string `json:"in"`
	}
	err := json.Unmarshal(line, &f)
	c.id, c.in = f.ID, f.In
	return err
}

func (c *crdCase) ask() (err error) {
	c.decode, c.strict, c.errors, c.warnings, c.panicked = "", nil, nil, nil, false
	// A nil schema makes the server panic, which answers 500.
	defer func() {
		if recover() != nil {
			c.panicked = true
		}
	}()
	text, err := yaml.YAMLToJSON([]byte(c.in))
	if err != nil {
		return fmt.Errorf("%s: %w", c.id, err)
	}
	v1 := &apiextv1.CustomResourceDefinition{}
	strict, err := kjson.UnmarshalStrict(text, v1)
	if err != nil {
		c.decode = err.Error()
		return nil
	}
	for _, s := range strict {
		c.strict = append(c.strict, s.Error())
	}
	apiextv1.SetObjectDefaults_CustomResourceDefinition(v1)
	in := &apiextensions.CustomResourceDefinition{}
	if err := crdScheme.Convert(v1, in, nil); err != nil {
		return err
	}
	strategy := customresourcedefinition.NewStrategy(crdScheme)
	strategy.PrepareForCreate(context.Background(), in)
	for _, e := range strategy.Validate(context.Background(), in) {
		c.errors = append(c.errors, e.Error())
	}
	sort.Strings(c.errors)
	c.warnings = strategy.WarningsOnCreate(context.Background(), in)
	sort.Strings(c.warnings)
	return nil
}

// crdStable asks again: of several misfits in embedded metadata the first is
// told, in the order of a Go map.
func crdStable(t testCase) bool {
	c := t.(*crdCase)
	if c.panicked {
		return false
	}
	for i := 0; i < 3; i++ {
		again := crdCase{id: c.id, in: c.in}
		if again.ask() != nil || again.panicked || again.decode != c.decode || fmt.Sprint(again.strict, again.errors) != fmt.Sprint(c.strict, c.errors) {
			return false
		}
	}
	return true
}
