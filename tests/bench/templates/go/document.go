// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/rand/v2"
)

// docSize says how many leaves a document has and how many of them hold a
// template.
type docSize struct {
	name            string
	keys, templates int
}

var sizes = []docSize{{"small", 10, 3}, {"medium", 200, 40}, {"large", 2000, 300}}

// expressions are the templates, taken in turn. None holds a colon followed by
// a space, which would make YAML quote the value.
var expressions = []string{
	`${ .ClusterName }`,
	`${ .ClusterLabels.region | default "nowhere" }`,
	`${ .ClusterLabels.env | upper }`,
	`${ .ClusterAnnotations.owner | lower | trunc 12 }`,
	`${ printf "%s-%s" .ClusterName .ClusterLabels.env | sha256sum | trunc 8 }`,
	`${ list .ClusterNamespace .ClusterName .ClusterLabels.site | join "-" }`,
	`${ hasKey .ClusterLabels "gpu" | ternary "nvidia" "none" }`,
	`${ .ClusterValues.registry.token | b64enc }`,
	`${ mul 2 (int .ClusterValues.replicas) }`,
	`${ .ClusterName | replace "-" "_" | quote }`,
	`${ dict "name" .ClusterName "replicas" .ClusterValues.replicas | toJson }`,
	`${ coalesce .ClusterValues.alias .ClusterLabels.team | title }`,
	`${ if eq .ClusterLabels.env "prod" }high${ else }low${ end }`,
	`${ range $i, $z := .ClusterValues.zones }${ if $i },${ end }${ $z }${ end }`,
	`${ .ClusterValues.registry.host }/app-${ .ClusterLabels.env }`,
}

var words = []string{"alpha", "beta", "cache", "debug", "edge", "front", "gate", "host", "index", "job", "key", "limit", "mesh", "node", "queue", "proxy", "route", "shard", "token", "worker"}

// plainLeaf is a value without a template.
func plainLeaf(r *rand.Rand) any {
	word := func() string { return words[r.IntN(len(words))] }
	switch r.IntN(8) {
	case 0:
		return r.IntN(65536)
	case 1:
		return r.IntN(2) == 0
	case 2:
		return fmt.Sprintf("registry.example.com/%s/%s:v%d.%d.%d", word(), word(), r.IntN(4), r.IntN(30), r.IntN(10))
	case 3:
		return fmt.Sprintf("%dMi", 64*(1+r.IntN(32)))
	case 4:
		return fmt.Sprintf("%s.%s.svc.cluster.local", word(), word())
	case 5:
		return float64(r.IntN(1000)) / 8
	}
	return word() + "-" + word()
}

// document makes a values document: components of ten leaves, five of them in
// two maps below. Templates are spread evenly.
func document(size docSize, seed uint64) map[string]any {
	r := rand.New(rand.NewPCG(seed, uint64(size.keys)))
	doc := map[string]any{}
	used := 0
	for i := 0; i < size.keys; i++ {
		component := doc
		if size.keys > 10 {
			name := fmt.Sprintf("component%03d", i/10)
			if doc[name] == nil {
				doc[name] = map[string]any{}
			}
			component = doc[name].(map[string]any)
		}
		at := component
		if i%10 >= 5 {
			below := []string{"resources", "settings"}[i%2]
			if component[below] == nil {
				component[below] = map[string]any{}
			}
			at = component[below].(map[string]any)
		}
		key := fmt.Sprintf("%s%d", words[r.IntN(len(words))], i%10)
		// the i-th leaf holds a template where the share so far asks for it
		if (i+1)*size.templates/size.keys > used {
			at[key] = expressions[used%len(expressions)]
			used++
		} else {
			at[key] = plainLeaf(r)
		}
	}
	return doc
}

// clusterContext is the data of one cluster: eleven labels, four annotations
// and nested values.
func clusterContext() map[string]any {
	return map[string]any{
		"ClusterName":      "edge-paris-0042",
		"ClusterNamespace": "fleet-default",
		"ClusterLabels": map[string]any{
			"env": "prod", "region": "eu-west-3", "site": "paris", "team": "platform", "tier": "edge", "gpu": "a2", "arch": "amd64", "os": "sle-micro", "ring": "2",
			"fleet.cattle.io/created": "true", "management.cattle.io/cluster-display-name": "Paris 42",
		},
		"ClusterAnnotations": map[string]any{"owner": "Edge-Operations-Team", "contact": "ops@example.com", "cost-centre": "4711", "note": "rack 7, row 3"},
		"ClusterValues": map[string]any{
			"replicas": 3, "alias": "", "zones": []any{"a", "b", "c"},
			"registry": map[string]any{"host": "registry.paris.example.com", "token": "not-a-secret-0123456789", "mirrors": []any{"m1", "m2"}},
			"limits":   map[string]any{"cpu": "500m", "memory": "512Mi"},
		},
	}
}
