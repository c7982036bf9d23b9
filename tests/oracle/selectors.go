// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// selectorCase is a line of rule label-selector:
// {id, fleet, rule, input: {selector, labels}, expect: {ok} or {err}}.
type selectorCase struct {
	id, fleet string
	input     selectorInput
	ok        *bool
	err       string
}

type selectorInput struct {
	Selector *metav1.LabelSelector `json:"selector"`
	Labels   map[string]string     `json:"labels"`
}

func (c *selectorCase) MarshalJSON() ([]byte, error) {
	expect := map[string]any{}
	if c.ok != nil {
		expect["ok"] = *c.ok
	} else {
		expect["err"] = c.err
	}
	return new(object).put("id", c.id).put("fleet", c.fleet).put("rule", "label-selector").put("input", c.input).put("expect", expect).done()
}

func (c *selectorCase) UnmarshalJSON(line []byte) error {
	var head struct {
		ID    string          `json:"id"`
		Fleet string          `json:"fleet"`
		Rule  string          `json:"rule"`
		Input json.RawMessage `json:"input"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return err
	}
	if head.Rule != "label-selector" {
		return &skipError{"rule " + head.Rule}
	}
	if head.Fleet != "latest" {
		return &skipError{"Fleet " + head.Fleet + " has another apimachinery"}
	}
	c.id, c.fleet = head.ID, head.Fleet
	return json.Unmarshal(head.Input, &c.input)
}

func (c *selectorCase) ask() error {
	c.ok, c.err = nil, ""
	s, err := metav1.LabelSelectorAsSelector(c.input.Selector)
	if err != nil {
		c.err = err.Error()
		return nil
	}
	m := s.Matches(labels.Set(c.input.Labels))
	c.ok = &m
	return nil
}

// selectorStable asks again: two faults in matchLabels are met in the order of
// a Go map.
func selectorStable(t testCase) bool {
	c := t.(*selectorCase)
	for i := 0; c.err != "" && i < manyTimes; i++ {
		again := *c
		if again.ask() != nil || again.err != c.err {
			return false
		}
	}
	return true
}

func genSelector(r *rand.Rand, i int, id string) testCase {
	keys := []string{"env", "region", "tier", "site", "gpu", "example.com/zone", "owner.io/team", "app.kubernetes.io/name"}
	values := []string{"prod", "dev", "eu-west-1", "a", "1", "2", "10", "-1", "007", "x_y.z", ""}
	odd := chance(r, 25)
	key := func() string {
		if odd && chance(r, 30) {
			return pick(r, []string{"", "-a", "a-", "a b", "A/b/c", "/a", "a/", "Example.com/a", "exa_mple.com/a", "é", strings.Repeat("k", 63), strings.Repeat("k", 64), strings.Repeat("d", 253) + "/a", strings.Repeat("d", 254) + "/a", "a.b-c_d", "-.com/a", "a..b/c"})
		}
		return pick(r, keys)
	}
	value := func() string {
		if odd && chance(r, 30) {
			return pick(r, []string{"-a", "a-", "a b", "a/b", "é", strings.Repeat("v", 63), strings.Repeat("v", 64), "_", ".", "a,b", "1.5", "9223372036854775807", "9223372036854775808", "+1", "0x1"})
		}
		return pick(r, values)
	}
	c := &selectorCase{id: id, fleet: "latest"}
	c.input.Labels = map[string]string{}
	for n := r.IntN(6); n > 0; n-- {
		c.input.Labels[pick(r, keys)] = pick(r, values)
	}
	if chance(r, 3) {
		return c
	}
	s := &metav1.LabelSelector{}
	c.input.Selector = s
	if chance(r, 60) {
		s.MatchLabels = map[string]string{}
		for n := r.IntN(3); n > 0; n-- {
			k, v := key(), value()
			if had, ok := c.input.Labels[k]; ok && chance(r, 60) {
				v = had
			}
			s.MatchLabels[k] = v
		}
	}
	for n := r.IntN(4); n > 0; n-- {
		op := pick(r, []string{"In", "NotIn", "Exists", "DoesNotExist"})
		if odd && chance(r, 25) {
			op = pick(r, []string{"in", "", "Equals", "Gt", "Lt", "=", "exists"})
		}
		e := metav1.LabelSelectorRequirement{Key: key(), Operator: metav1.LabelSelectorOperator(op)}
		if strings.HasSuffix(op, "In") || odd && chance(r, 20) {
			for m := r.IntN(4); m > 0; m-- {
				e.Values = append(e.Values, value())
			}
			if had, ok := c.input.Labels[e.Key]; ok && chance(r, 50) {
				e.Values = append(e.Values, had)
			}
			if len(e.Values) == 0 && !chance(r, 10) {
				e.Values = []string{fmt.Sprint("v", r.IntN(3))}
			}
		}
		s.MatchExpressions = append(s.MatchExpressions, e)
	}
	return c
}
