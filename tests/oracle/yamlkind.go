// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"

	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

// yamlCase is {id, in, err} or {id, in, json, yaml}: json is what YAMLToJSON
// gives, yaml what Marshal prints for the value that Unmarshal reads, or
// yaml_err its error.
type yamlCase struct {
	id                        string
	in, json, yaml, err, yerr text
}

func (c *yamlCase) MarshalJSON() ([]byte, error) {
	return new(object).put("id", c.id).text("in", c.in).text("json", c.json).text("yaml", c.yaml).
		text("err", c.err).text("yaml_err", c.yerr).done()
}

func (c *yamlCase) UnmarshalJSON(line []byte) error {
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

func (c *yamlCase) ask() error {
	c.json, c.yaml, c.err, c.yerr = text{}, text{}, text{}, text{}
	raw, err := yaml.YAMLToJSON([]byte(c.in.s))
	if err != nil {
		c.err = textOf(err.Error())
		return nil
	}
	c.json = textOf(string(raw))
	var v any
	if err := yaml.Unmarshal([]byte(c.in.s), &v); err != nil {
		c.yerr = textOf(err.Error())
		return nil
	}
	out, err := yaml.Marshal(v)
	if err != nil {
		c.yerr = textOf(err.Error())
		return nil
	}
	c.yaml = textOf(string(out))
	return nil
}

// manyTimes is how often a case is asked again whose answer may follow the
// order of a Go map: two entries swap in about one walk of eight.
const manyTimes = 120

// yamlStable asks again where the order of a Go map may show: two keys that
// print alike (1 and "1"), or two faults in one map.
func yamlStable(t testCase) bool {
	c := t.(*yamlCase)
	var v any
	if err := yamlv2.Unmarshal([]byte(c.in.s), &v); err == nil && !c.err.set && !hasOddKey(v, 0) {
		return true
	}
	for i := 0; i < manyTimes; i++ {
		again := &yamlCase{id: c.id, in: c.in}
		if again.ask() != nil || *again != *c {
			return false
		}
	}
	return true
}

// hasOddKey says whether a map below v has a key that is not a string.
func hasOddKey(v any, depth int) bool {
	if depth > 200 {
		return true
	}
	switch x := v.(type) {
	case map[any]any:
		for k, e := range x {
			if _, ok := k.(string); !ok || hasOddKey(e, depth+1) {
				return true
			}
		}
	case []any:
		for _, e := range x {
			if hasOddKey(e, depth+1) {
				return true
			}
		}
	}
	return false
}

// emitCase is {id, value, yaml | err}: value is any JSON value, yaml the text
// that Marshal prints for it (numbers are float64 then).
type emitCase struct {
	id        string
	value     json.RawMessage
	yaml, err text
}

func (c *emitCase) MarshalJSON() ([]byte, error) {
	return new(object).put("id", c.id).put("value", c.value).text("yaml", c.yaml).text("err", c.err).done()
}

func (c *emitCase) UnmarshalJSON(line []byte) error {
	var f struct {
		ID    string          `json:"id"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(line, &f); err != nil {
		return err
	}
	c.id, c.value = f.ID, f.Value
	if c.value == nil {
		c.value = json.RawMessage("null")
	}
	return nil
}

func (c *emitCase) ask() error {
	c.yaml, c.err = text{}, text{}
	var v any
	if err := json.Unmarshal(c.value, &v); err != nil {
		return err
	}
	out, err := yaml.Marshal(v)
	if err != nil {
		c.err = textOf(err.Error())
		return nil
	}
	c.yaml = textOf(string(out))
	return nil
}

// emitStable asks again: the order in which keys are printed is not a total
// one, so that some sets of keys come out as a Go map gives them.
func emitStable(t testCase) bool {
	c := t.(*emitCase)
	for i := 0; i < manyTimes; i++ {
		again := &emitCase{id: c.id, value: c.value}
		if again.ask() != nil || again.yaml != c.yaml || again.err != c.err {
			return false
		}
	}
	return true
}
