// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"
)

// crdBases are made-up CRDs that the server accepts.
var crdBases = []string{`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.shop.example.com, labels: {team: tools}}
spec:
  group: shop.example.com
  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList, shortNames: [gd], categories: [all]}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}, {name: Age, type: date, jsonPath: .metadata.creationTimestamp}]
    subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}}
    selectableFields: [{jsonPath: .spec.colour}]
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          metadata: {type: object}
          spec:
            type: object
            description: What the gadget shall be.
            required: [size]
            x-kubernetes-validations: [{rule: "true", message: must be positive, fieldPath: .size}]
            properties:
              size: {type: integer, format: int32, minimum: 1, maximum: 100}
              replicas: {type: integer, default: 1}
              colour: {type: string, enum: [red, green, blue], default: red}
              name: {type: string, pattern: '^[a-z]+$', maxLength: 20, default: abc}
              ratio: {type: number, format: double, multipleOf: 0.5, default: 1.5}
              limit: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], default: 5}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}, default: [a, b], maxItems: 5}
              ports:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [port, protocol]
                items:
                  type: object
                  required: [port]
                  properties: {port: {type: integer}, protocol: {type: string, default: TCP}}
              labels: {type: object, additionalProperties: {type: string}, default: {a: b}}
              any: {x-kubernetes-preserve-unknown-fields: true}
              mode:
                type: object
                properties: {fast: {type: boolean}, slow: {type: object, properties: {why: {type: string}}}}
                oneOf: [{required: [fast]}, {required: [slow]}]
                not: {properties: {slow: {required: [why]}}}
          status:
            type: object
            properties: {replicas: {type: integer}, selector: {type: string}}
`, `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: plans.work.example.org}
spec:
  group: work.example.org
  names: {kind: Plan, plural: plans}
  scope: Cluster
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
      clientConfig: {service: {name: convert, namespace: work, path: /convert}}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              at: {type: string, format: date-time, default: "2024-01-02T03:04:05Z"}
              wait: {type: string, format: duration, default: 5m}
              host: {type: string, format: hostname}
              template:
                type: object
                x-kubernetes-embedded-resource: true
                x-kubernetes-preserve-unknown-fields: true
                default: {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {b: c}}}
              steps:
                type: array
                minItems: 1
                items: {type: object, properties: {name: {type: string, minLength: 1}, env: {type: object, additionalProperties: {type: string}}}}
                default: [{name: one}]
  - name: v1beta1
    served: true
    storage: false
    deprecated: true
    deprecationWarning: use v1
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
          metadata: {type: object, properties: {name: {type: string, maxLength: 10}}}
`, `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: pets.zoo.k8s.io
  annotations: {api-approved.kubernetes.io: "https://example.com/approved/1"}
spec:
  group: zoo.k8s.io
  names: {kind: Pet, plural: pets}
  scope: Namespaced
  versions:
  - {name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
  - {name: v1alpha2, served: false, storage: false, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
`}

// crdEdit changes a base: set the value at path, or delete it ("-").
type crdEdit struct {
	base int
	path string
	to   string // YAML; "-" deletes
}

const (
	crdSpec   = "spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/"
	crdSchema = "spec/versions/0/schema/openAPIV3Schema/"
)

// crdEdits has at least one case for each thing that the server says.
var crdEdits = []crdEdit{
	{0, "spec/scope", "Namespaced"},
	// names
	{0, "metadata/name", "gadgets.example.com"}, {0, "metadata/name", "Gadgets.shop.example.com"}, {0, "metadata/name", "-"}, {0, "metadata/generateName", "gad-"},
	{0, "metadata/namespace", "default"}, {0, "metadata/labels", `{"-a": "b c", "a/b/c": d}`}, {0, "metadata/annotations", `{"x y": z, "/a": b}`},
	{0, "metadata/finalizers", "[orphan, foregroundDeletion, 'b c']"}, {0, "metadata/generation", "-1"}, {0, "metadata/ownerReferences", "[{apiVersion: a/b/c, kind: '', name: '', uid: ''}]"},
	{0, "metadata/ownerReferences", "[{apiVersion: v1, kind: A, name: a, uid: u, controller: true}, {apiVersion: v1, kind: B, name: b, uid: w, controller: true}]"},
	{0, "metadata/managedFields", "[{operation: Patch, fieldsType: X}]"},
	{0, "spec/group", ""}, {0, "spec/group", "Shop"}, {0, "spec/group", "shop"}, {0, "spec/group", "-"}, {0, "spec/group", "shop..example.com"},
	{0, "spec/scope", "-"}, {0, "spec/scope", "Global"},
	{0, "spec/names/plural", "-"}, {0, "spec/names/plural", "Gadgets"}, {0, "spec/names/singular", "a b"}, {0, "spec/names/singular", "-"}, {0, "spec/names/kind", "-"},
	{0, "spec/names/kind", "1Gadget"}, {0, "spec/names/kind", "Gad_get"}, {0, "spec/names/listKind", "Gadget"}, {0, "spec/names/listKind", "-x"}, {0, "spec/names/listKind", "-"},
	{0, "spec/names/shortNames", "[GD, ok, '']"}, {0, "spec/names/categories", "[All]"}, {0, "spec/names", "-"},
	{0, "spec/names/plural", strings.Repeat("g", 64)},
	// versions
	{0, "spec/versions", "[]"}, {0, "spec/versions", "-"}, {0, "spec/versions/0/storage", "false"}, {0, "spec/versions/0/name", "V1"}, {0, "spec/versions/0/name", "-"},
	{0, "spec/versions/0/schema", "-"}, {0, "spec/versions/0/schema", "{}"}, {1, "spec/versions/1/storage", "true"}, {1, "spec/versions/1/name", "v1"}, {1, "spec/versions/1/schema", "-"},
	{1, "spec/versions/1/deprecated", "false"}, {1, "spec/versions/1/deprecationWarning", "''"}, {1, "spec/versions/1/deprecationWarning", `"a\u0007b"`},
	{1, "spec/versions/1/deprecationWarning", strings.Repeat("x", 257)}, {2, "spec/versions/1/name", "v1alpha1"}, {2, "spec/versions/1/storage", "true"},
	// conversion
	{1, "spec/conversion/strategy", "-"}, {1, "spec/conversion/strategy", "Magic"}, {1, "spec/conversion/strategy", "None"}, {1, "spec/conversion/webhook", "-"},
	{1, "spec/conversion/webhook/clientConfig", "-"}, {1, "spec/conversion/webhook/clientConfig", "{}"}, {1, "spec/conversion/webhook/clientConfig/url", "https://a.b/c"},
	{1, "spec/conversion/webhook/clientConfig", "{url: 'http://u:p@a.b/c?d=e#f'}"}, {1, "spec/conversion/webhook/clientConfig", "{url: 'https://a b'}"}, {1, "spec/conversion/webhook/clientConfig", "{url: '/x'}"},
	{1, "spec/conversion/webhook/clientConfig", "{url: 'https://a.b/c'}"}, {1, "spec/conversion/webhook/clientConfig", "{url: 'https://[::1/'}"},
	{1, "spec/conversion/webhook/clientConfig/service/name", "-"}, {1, "spec/conversion/webhook/clientConfig/service/namespace", "-"}, {1, "spec/conversion/webhook/clientConfig/service/port", "0"},
	{1, "spec/conversion/webhook/clientConfig/service/port", "70000"}, {1, "spec/conversion/webhook/clientConfig/service/path", "convert"}, {1, "spec/conversion/webhook/clientConfig/service/path", "//"},
	{1, "spec/conversion/webhook/clientConfig/service/path", "/a//B/"}, {1, "spec/conversion/webhook/clientConfig/caBundle", "bm90IHBlbQ=="}, {1, "spec/conversion/webhook/clientConfig/caBundle", "'*'"},
	{1, "spec/conversion/webhook/conversionReviewVersions", "-"}, {1, "spec/conversion/webhook/conversionReviewVersions", "[v2]"}, {1, "spec/conversion/webhook/conversionReviewVersions", "[v1, v1, V3]"},
	// approval, preserveUnknownFields
	{2, "metadata/annotations", "-"}, {2, "metadata/annotations", "{api-approved.kubernetes.io: soon}"}, {2, "metadata/annotations", "{api-approved.kubernetes.io: 'unapproved, a test'}"},
	{2, "metadata/annotations", "{api-approved.kubernetes.io: /path}"}, {0, "spec/preserveUnknownFields", "true"}, {1, "spec/preserveUnknownFields", "true"}, {2, "spec/preserveUnknownFields", "true"},
	// columns, scale, selectable fields
	{0, "spec/versions/0/additionalPrinterColumns/0", "{}"}, {0, "spec/versions/0/additionalPrinterColumns/0", "{name: a, type: text, format: hex, jsonPath: spec.a}"}, {0, "spec/versions/0/additionalPrinterColumns/0/jsonPath", "."},
	{1, "spec/versions/0/additionalPrinterColumns", "[{name: '', type: string, jsonPath: .a}]"},
	{0, "spec/versions/0/subresources/scale", "{}"}, {0, "spec/versions/0/subresources/scale/specReplicasPath", ".status.replicas"}, {0, "spec/versions/0/subresources/scale/statusReplicasPath", "replicas"},
	{0, "spec/versions/0/subresources/scale/labelSelectorPath", ".other.selector"}, {0, "spec/versions/0/subresources/scale/labelSelectorPath", "x"}, {1, "spec/versions/0/subresources", "{scale: {}}"},
	{0, "spec/versions/0/selectableFields", "[{jsonPath: ''}, {jsonPath: .spec.none}, {jsonPath: .spec.tags}, {jsonPath: .metadata.name}, {jsonPath: .spec.colour}, {jsonPath: .spec.colour}]"},
	{0, "spec/versions/0/selectableFields", "[{jsonPath: \"spec.colour\"}, {jsonPath: \".spec['colour']\"}, {jsonPath: .spec.labels.a}, {jsonPath: .spec.}]"},
	{0, "spec/versions/0/selectableFields", "[{jsonPath: .spec.size}, {jsonPath: .spec.replicas}, {jsonPath: .spec.colour}, {jsonPath: .spec.name}, {jsonPath: .apiVersion}, {jsonPath: .kind}, {jsonPath: .status.replicas}, {jsonPath: .status.selector}, {jsonPath: .spec.mode.fast}]"},
	{1, "spec/versions/0/selectableFields", "[{jsonPath: .spec.at}]"}, {0, crdSchema + "$schema", "http://json-schema.org/draft-07/schema#"},
	// the root of a schema
	{0, crdSchema + "type", "-"}, {0, crdSchema + "type", "string"}, {0, crdSchema + "nullable", "true"}, {0, crdSchema + "additionalProperties", "true"}, {0, crdSchema + "enum", "[{}]"}, {0, crdSchema + "anyOf", "[{required: [spec]}]"},
	{1, crdSchema + "type", "-"}, {1, crdSchema + "additionalProperties", "{type: string}"}, {1, crdSchema + "default", "{}"}, {1, crdSchema + "default", "{spec: {nope: 1}}"},
	{0, crdSchema + "properties/metadata", "{type: object, properties: {labels: {type: object}}}"}, {0, crdSchema + "properties/metadata/description", "no"}, {0, crdSchema + "properties/metadata/type", "string"},
	{0, crdSchema + "properties/metadata", "{type: object, properties: {name: {type: string, default: a}}}"}, {0, crdSchema + "properties/metadata/default", "{}"}, {0, crdSchema + "properties/kind", "{type: integer}"},
	{0, crdSchema + "properties/kind/default", "Gadget"}, {0, crdSchema + "properties/apiVersion", "{}"}, {1, "spec/versions/1/schema/openAPIV3Schema/properties/metadata/properties/generateName", "{type: string}"},
	// structural
	{0, crdSpec + "size/type", "-"}, {0, crdSpec + "size/type", "int"}, {0, crdSpec + "size/type", "'null'"}, {0, crdSpec + "tags/items", "-"}, {0, crdSpec + "tags/items", "{}"}, {0, crdSpec + "tags/items", "[{type: string}, {type: string, format: uuid}]"},
	{0, crdSpec + "labels/additionalProperties", "{}"}, {0, crdSpec + "labels/additionalProperties", "false"}, {0, crdSpec + "labels/properties", "{a: {type: string}}"}, {0, crdSpec + "any", "{}"},
	{0, crdSpec + "limit/type", "string"}, {0, crdSpec + "limit/anyOf", "[{type: string}, {type: integer}]"}, {0, crdSpec + "limit/anyOf", "[{type: integer}, {type: string, minLength: 1}]"},
	{0, crdSpec + "limit", "{x-kubernetes-int-or-string: true, allOf: [{anyOf: [{type: integer}, {type: string}]}, {pattern: '^[0-9]+$'}], default: 7}"}, {0, crdSpec + "limit/x-kubernetes-preserve-unknown-fields", "true"},
	{0, crdSpec + "limit/x-kubernetes-embedded-resource", "true"}, {0, crdSpec + "any/x-kubernetes-embedded-resource", "true"}, {0, crdSpec + "any/x-kubernetes-preserve-unknown-fields", "false"},
	{0, crdSpec + "mode/anyOf", "[{type: object, description: d, title: t, default: {}, nullable: true, additionalProperties: true}]"},
	{0, crdSpec + "mode/allOf", "[{x-kubernetes-preserve-unknown-fields: true, x-kubernetes-embedded-resource: true, x-kubernetes-int-or-string: true}, {x-kubernetes-list-type: set, x-kubernetes-list-map-keys: [a], x-kubernetes-map-type: atomic, x-kubernetes-validations: [{rule: 'true'}]}]"},
	{0, crdSpec + "mode/not", "{properties: {none: {required: [a]}, metadata: {required: [name]}}}"}, {0, crdSpec + "mode/oneOf", "[{items: {minLength: 1}}, {additionalProperties: {minLength: 1}}, {pattern: '('}]"},
	{0, crdSchema + "not", "{properties: {spec: {properties: {none: {minLength: 1}}}, other: {}}}"}, {1, crdSchema + "allOf", "[{properties: {spec: {properties: {steps: {items: {properties: {nope: {}}}}, at: {items: {}}}}}}]"},
	{1, crdSpec + "template", "{type: object, x-kubernetes-embedded-resource: true}"}, {1, crdSpec + "template/type", "-"}, {1, crdSpec + "template/type", "string"}, {1, crdSpec + "template/additionalProperties", "{type: string}"},
	{1, crdSpec + "template/properties", "{metadata: {type: string}, kind: {type: object}, apiVersion: {type: string}}"}, {1, crdSpec + "template/properties", "{metadata: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}}"},
	{0, crdSpec + "name/pattern", "'a(?=b)'"}, {0, crdSpec + "name/pattern", "'[z-a]'"}, {0, crdSpec + "name/pattern", "'a{1001}'"}, {0, crdSpec + "name/pattern", "'\\p{Nope}'"},
	// keywords
	{0, crdSpec + "name/id", "a"}, {0, crdSpec + "name/$ref", "'#/a'"}, {0, crdSpec + "name/$ref", "''"}, {0, crdSpec + "name/$schema", "a"}, {0, crdSpec + "mode/patternProperties", "{a: {type: string}}"},
	{0, crdSpec + "mode/definitions", "{a: {type: strange, uniqueItems: true}}"}, {0, crdSpec + "mode/dependencies", "{a: [b], c: {type: string, uniqueItems: true, id: x}}"}, {0, crdSpec + "mode/dependencies", "{}"},
	{0, crdSpec + "tags/additionalItems", "false"}, {0, crdSpec + "tags/additionalItems", "{type: string}"}, {0, crdSpec + "tags/uniqueItems", "true"}, {0, crdSpec + "tags/externalDocs", "{url: 'https://a.b'}"},
	// list and map types
	{0, crdSpec + "tags/x-kubernetes-list-type", "bag"}, {0, crdSpec + "name/x-kubernetes-list-type", "set"}, {0, crdSpec + "any/x-kubernetes-list-type", "atomic"}, {0, crdSpec + "any/x-kubernetes-map-type", "atomic"},
	{0, crdSpec + "labels/x-kubernetes-map-type", "loose"}, {0, crdSpec + "name/x-kubernetes-map-type", "granular"}, {0, crdSpec + "tags/items", "{type: object}"}, {0, crdSpec + "tags/items", "{type: array, x-kubernetes-list-type: set, items: {type: string}}"},
	{0, crdSpec + "tags/items", "{type: object, x-kubernetes-map-type: granular}"}, {0, crdSpec + "tags/items", "{type: string, nullable: true}"}, {0, crdSpec + "ports/x-kubernetes-list-type", "-"}, {0, crdSpec + "ports/x-kubernetes-list-type", "set"},
	{0, crdSpec + "ports/x-kubernetes-list-map-keys", "-"}, {0, crdSpec + "ports/x-kubernetes-list-map-keys", "[port, port, none]"}, {0, crdSpec + "ports/items", "-"}, {0, crdSpec + "ports/items", "[{type: object}]"},
	{0, crdSpec + "ports/items", "{type: string}"}, {0, crdSpec + "ports/items/required", "-"}, {0, crdSpec + "ports/items/nullable", "true"}, {0, crdSpec + "ports/items/properties/port", "{type: integer, nullable: true}"},
	{0, crdSpec + "ports/items/properties/protocol", "{type: object, default: {}}"}, {0, crdSpec + "ports/items/properties/protocol/default", "-"},
	// rules
	{0, crdSchema + "properties/spec/x-kubernetes-validations", "[{rule: ' '}, {rule: 'true', message: '  '}, {rule: 'true', message: \"a\\nb\"}, {rule: \"true\\n&& true\"}, {rule: 'true', messageExpression: ' '}]"},
	{0, crdSchema + "properties/spec/x-kubernetes-validations", "[{rule: 'true', reason: Bad}, {rule: 'true', reason: FieldValueForbidden}, {rule: 'true', fieldPath: ' '}, {rule: 'true', fieldPath: \".a\\n\"}, {rule: 'true', fieldPath: .none}]"},
	{0, crdSchema + "properties/spec/x-kubernetes-validations", "[{rule: 'true', fieldPath: \"['size']\"}, {rule: 'true', fieldPath: \".labels['a.b']\"}, {rule: 'true', fieldPath: .labels.x}, {rule: 'true', fieldPath: size}, {rule: 'true', fieldPath: '.mode.slow['}, {rule: 'true', fieldPath: \".labels['a\"}]"},
	{0, crdSchema + "properties/spec/x-kubernetes-validations", "[{message: x}]"},
	// defaults
	{0, crdSpec + "size/default", "0"}, {0, crdSpec + "size/default", "1.5"}, {0, crdSpec + "size/default", "a"}, {0, crdSpec + "size/default", "99999999999"}, {0, crdSpec + "size/default", "null"}, {0, crdSpec + "size/default", "[1]"},
	{0, crdSpec + "colour/default", "black"}, {0, crdSpec + "colour/default", "5"}, {0, crdSpec + "colour/enum", "[1, 2.5, true, null, {a: b}]"}, {0, crdSpec + "name/default", "ABC"}, {0, crdSpec + "name/default", strings.Repeat("a", 21)},
	{0, crdSpec + "name", "{type: string, minLength: 5, default: é}"}, {0, crdSpec + "ratio/default", "1.3"}, {0, crdSpec + "ratio/default", "3"}, {0, crdSpec + "ratio/multipleOf", "-1"}, {0, crdSpec + "replicas/multipleOf", "2"},
	{0, crdSpec + "limit/default", "[]"}, {0, crdSpec + "limit/default", "'50%'"}, {0, crdSpec + "tags/default", "[1, a, null]"}, {0, crdSpec + "tags/default", "[a, a, a, a, a, a]"}, {0, crdSpec + "tags/default", "{}"},
	{0, crdSpec + "labels/default", "{a: 1, b: c, d: null}"}, {0, crdSpec + "labels/minProperties", "2"}, {0, crdSpec + "labels/maxProperties", "0"}, {0, crdSpec + "mode/default", "{fast: true, more: 1}"}, {0, crdSpec + "mode/default", "{fast: true, slow: {why: x}}"},
	{0, crdSpec + "mode/default", "{}"}, {0, crdSpec + "mode/default", "{fast: 'yes'}"}, {0, crdSpec + "any/default", "{a: [1, {b: 2.50}]}"}, {0, crdSpec + "ports/default", "[{port: 1}, {port: x}, {protocol: 5, more: 1}]"},
	{0, crdSpec + "size/exclusiveMaximum", "true"}, {0, crdSpec + "size", "{type: integer, maximum: 5, exclusiveMaximum: true, default: 5}"}, {0, crdSpec + "size", "{type: integer, format: int32, maximum: 3000000000, default: 5}"},
	{0, crdSpec + "size", "{type: integer, minimum: 0.5, default: 5}"}, {0, crdSpec + "size", "{type: number, format: float, default: 1e39}"}, {0, crdSpec + "size", "{type: integer, format: int64, default: 9223372036854775808}"},
	{0, crdSpec + "size", "{type: string, nullable: true, default: 5}"}, {0, crdSpec + "size", "{type: object, format: strange, default: {}}"}, {0, crdSpec + "size", "{type: boolean, format: strange, default: true, enum: [false]}"},
	{0, crdSpec + "size", "{type: string, format: int32, default: '5'}"}, {0, crdSpec + "size", "{type: integer, anyOf: [{minimum: 5}, {maximum: 1}], default: 3}"}, {0, crdSpec + "size", "{type: integer, oneOf: [{minimum: 1}, {minimum: 2}], default: 3}"},
	{0, crdSpec + "size", "{type: integer, oneOf: [{minimum: 10}, {minimum: 20, multipleOf: 3}], default: 3}"}, {0, crdSpec + "size", "{type: integer, allOf: [{minimum: 10}, {minimum: 2}], not: {minimum: 3}, default: 3}"},
	{1, crdSpec + "at/default", "yesterday"}, {1, crdSpec + "at/default", "'2024-02-30T00:00:00Z'"}, {1, crdSpec + "wait/default", "five"}, {1, crdSpec + "wait/default", "2 days"}, {1, crdSpec + "host/default", "a_b"}, {1, crdSpec + "host/default", "a.example"},
	{1, crdSpec + "template/default", "{}"}, {1, crdSpec + "template/default", "{apiVersion: a/b/c, kind: x_y, metadata: {labels: {a: 5}}}"}, {1, crdSpec + "template/default", "{apiVersion: '', kind: '', metadata: {name: a/b, labels: {'x y': z}}}"},
	{1, crdSpec + "template/default", "{apiVersion: v1, kind: 5}"}, {1, crdSpec + "template/default", "[]"}, {1, crdSpec + "template/default", "{apiVersion: v1, kind: A, metadata: x}"}, {1, crdSpec + "template/default", "{apiVersion: v1, kind: A, metadata: {namespace: A_B}}"},
	{1, crdSpec + "template/properties", "{kind: {type: string, default: x_y}}"}, {1, crdSpec + "template/properties", "{metadata: {type: object, properties: {labels: {type: object, additionalProperties: {type: string}, default: {a: b}}, name: {type: string, default: a/b}}}}"},
	{1, crdSpec + "template/properties", "{metadata: {type: object, properties: {labels: {type: object, additionalProperties: {type: string, default: x}, default: {a: ' '}}, finalizers: {type: array, items: {type: string, default: 'a b'}}}}}"},
	{1, crdSpec + "steps/default", "[]"}, {1, crdSpec + "steps/default", "[{name: ''}, {env: {a: 1}, x: y}]"}, {1, crdSpec + "steps/items/default", "{name: ''}"}, {1, crdSpec + "steps/items/properties/env/additionalProperties/default", "5"},
	// formats that the server does not know
	{0, crdSpec + "name/format", "iban"}, {0, crdSpec + "size/format", "uint16"}, {0, crdSpec + "tags/format", "cidr"}, {0, crdSpec + "ratio/format", "half"}, {1, crdSpec + "steps/items/properties/name/format", "k8s-short-name"},
	// decoding
	{0, "spec/group", "5"}, {0, "spec/names", "[]"}, {0, "spec/versions", "{}"}, {0, "spec/versions/0/served", "'yes'"}, {0, "metadata/labels", "{a: 1}"}, {0, "metadata", "x"}, {0, "spec/names/shortNames", "gd"}, {0, "spec/names/shortNames", "[1]"},
	{0, crdSpec + "size/minimum", "'1'"}, {0, crdSpec + "name/maxLength", "1.5"}, {0, crdSpec + "name/maxLength", "'5'"}, {0, crdSpec + "tags/items", "{type: 5}"}, {0, crdSpec + "labels/additionalProperties", "x"}, {0, crdSpec + "labels/additionalProperties", "{nullable: 1}"},
	{0, crdSpec + "name", "x"}, {0, crdSpec + "name/enum", "x"}, {0, crdSpec + "name/nullable", "'true'"}, {0, crdSpec + "ports/items/properties/port/x-kubernetes-validations", "[{rule: 5}]"}, {0, "spec/versions/0/additionalPrinterColumns/0/priority", "3000000000"},
	{0, crdSpec + "size/type", "[string]"}, {0, crdSpec + "tags/items/items", "{minimum: x}"}, {0, crdSpec + "mode/dependencies", "{a: [5]}"}, {0, "metadata/creationTimestamp", "null"}, {0, "metadata/creationTimestamp", "5"},
	{0, "spec/nope", "1"}, {0, "nope", "{}"}, {0, "metadata/nope", "{}"}, {0, crdSpec + "size/min", "1"}, {0, crdSpec + "tags/items/nope", "1"}, {0, crdSpec + "labels/additionalProperties/nope", "1"}, {0, "spec/versions/0/schema/nope", "1"}, {0, "status", "{nope: 1, storedVersions: [v9]}"},
}

var crdFormats = strings.Fields("bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn hexcolor rgbcolor byte password date duration datetime date-time k8s-short-name k8s-long-name int32 zzz")

// crdTexts are tried as defaults of every format.
var crdTexts = []string{"", "a", "1", "0", "-0", "abc", "my-name", "my-", "a_b", "a.b-c", "a.example.com", "a.1", "a..b", "é.com", "507f1f77bcf86cd799439011", "/a/b", "http://a.b/c", "http://[::1", "http://a b/", "mailto:x@y", "//a",
	"a@b.c", "A B <a@b.c>", "\"a b\"@c.d", "a@[1.2.3.4]", "(c) a@b.c (d)", "a..b@c", "g: a@b;", "g: a@b, c@d;", "a@b.c x", "1.2.3.4", "256.1.1.1", "01.2.3.4", "1.2.3", "::1", "::", "1::2::3", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "fe80::1%eth0",
	"10.0.0.0/8", "10.0.0.1/33", "::1/128", "::1/129", "1.2.3.4/", "01:23:45:67:89:ab", "0123.4567.89ab", "0123456789ab", "01:23-45:67:89:ab", "123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-32d3-a456-426614174000", "123E4567E89B42D3A456426614174000",
	"123e4567-e89b-52d3-b456-426614174000", "123e4567-e89b-42d3-7456-426614174000", "0321751043", "978-0321751041", "9780321751042", "080442957X", "4111111111111111", "4111-1111-1111-1112", "378282246310005", "30569309025904", "3530111333300000", "123-45-6789", "123 45 6789", "123-45 678",
	"#fff", "ffffff", "#ffff", "rgb(1,2,3)", "rgb( 1 , 2 , 255 )", "rgb(01,2,3)", "rgb(256,2,3)", "YQ==", "YWI=", "YWJj", "YQ", "Y-==", "2024-02-29", "2023-02-29", "2024-13-01", "2024-1-01", "2024-01-01T00:00:00Z", "2024-01-01t00:00:00.5+02:00", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00",
	"2024-01-01T00:00:00x123Z", "1s", "1h2m3.5s", "-1.5h", "1 day", "2 weeks", "5 µs", ".5s", "1e3s", "9223372036854775808ns", "-9223372036854775808ns", "1 fortnight"}

// formatCRD has each of the texts as a default of that format.
func formatCRD(format string) any {
	v := parsed(crdBases[2])
	properties := map[string]any{}
	for i, t := range crdTexts {
		properties[strconv.Itoa(i)] = map[string]any{"type": "string", "format": format, "default": t}
	}
	for i := range 2 {
		path := strings.Split("spec/versions/"+strconv.Itoa(i)+"/schema/openAPIV3Schema/properties", "/")
		v = edit(v, path, properties, false)
	}
	return v
}

func parsed(text string) any {
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

// edit sets or deletes what stands at path below v and returns v.
func edit(v any, path []string, to any, del bool) any {
	if len(path) == 0 {
		return to
	}
	switch x := v.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(x) {
			return v
		}
		x[i] = edit(x[i], path[1:], to, del)
		return x
	case map[string]any:
		if del && len(path) == 1 {
			delete(x, path[0])
			return x
		}
		x[path[0]] = edit(x[path[0]], path[1:], to, del)
		return x
	}
	if del {
		return v
	}
	return edit(map[string]any{}, path, to, del)
}

func (e crdEdit) apply(v any) any {
	if e.to == "-" {
		return edit(v, strings.Split(e.path, "/"), nil, true)
	}
	return edit(v, strings.Split(e.path, "/"), parsed(e.to), false)
}

// schemasIn lists every schema below v, those in branches, too.
func schemasIn(v any, in []map[string]any) []map[string]any {
	s, ok := v.(map[string]any)
	if !ok {
		return in
	}
	in = append(in, s)
	for _, k := range []string{"items", "additionalProperties", "not"} {
		in = schemasIn(s[k], in)
	}
	for _, k := range []string{"allOf", "anyOf", "oneOf"} {
		l, _ := s[k].([]any)
		for _, x := range l {
			in = schemasIn(x, in)
		}
	}
	m, _ := s["properties"].(map[string]any)
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		in = schemasIn(m[k], in)
	}
	return in
}

// crdSettings are what a random schema gets: key, YAML.
var crdSettings = [][2]string{
	{"type", "object"}, {"type", "array"}, {"type", "string"}, {"type", "integer"}, {"type", "number"}, {"type", "boolean"}, {"type", "strange"}, {"default", "1"}, {"default", "a"}, {"default", "{}"}, {"default", "[]"},
	{"default", "true"}, {"default", "2.5"}, {"default", "[a, 1]"}, {"default", "{name: 5, x: y}"}, {"default", "'2024-01-01'"}, {"nullable", "true"}, {"enum", "[a, b]"}, {"enum", "[1]"}, {"pattern", "'^a+$'"}, {"pattern", "'a(b'"}, {"pattern", "'*'"},
	{"minimum", "2"}, {"maximum", "1.5"}, {"multipleOf", "2"}, {"minLength", "2"}, {"maxLength", "1"}, {"minItems", "1"}, {"maxItems", "1"}, {"minProperties", "1"}, {"maxProperties", "1"}, {"required", "[name, x]"}, {"uniqueItems", "true"},
	{"items", "{type: string}"}, {"items", "{}"}, {"items", "[{}]"}, {"properties", "{name: {type: string}, metadata: {type: object}}"}, {"properties", "{x: {}}"}, {"additionalProperties", "true"}, {"additionalProperties", "false"},
	{"additionalProperties", "{type: string}"}, {"allOf", "[{minLength: 1}, {maximum: 3}]"}, {"anyOf", "[{type: integer}, {type: string}]"}, {"anyOf", "[{required: [a]}, {properties: {name: {minLength: 2}}}]"}, {"oneOf", "[{minLength: 1}, {minLength: 2}]"},
	{"not", "{enum: [a]}"}, {"not", "{properties: {zz: {}}}"}, {"x-kubernetes-preserve-unknown-fields", "true"}, {"x-kubernetes-preserve-unknown-fields", "false"}, {"x-kubernetes-int-or-string", "true"}, {"x-kubernetes-embedded-resource", "true"},
	{"x-kubernetes-list-type", "set"}, {"x-kubernetes-list-type", "map"}, {"x-kubernetes-list-type", "atomic"}, {"x-kubernetes-list-map-keys", "[name]"}, {"x-kubernetes-map-type", "atomic"}, {"x-kubernetes-map-type", "granular"},
	{"format", "int32"}, {"format", "date"}, {"format", "byte"}, {"format", "uuid"}, {"format", "float"}, {"format", "ipv4"}, {"format", "email"}, {"format", "uri"}, {"format", "cidr"}, {"title", "t"}, {"description", "d"}, {"id", "i"}, {"$ref", "r"},
	{"definitions", "{a: {}}"}, {"dependencies", "{a: {id: b}}"}, {"additionalItems", "true"}, {"patternProperties", "{a: {}}"}, {"example", "5"}, {"exclusiveMinimum", "true"}, {"exclusiveMaximum", "true"},
	{"x-kubernetes-validations", "[{rule: 'true', fieldPath: .name}]"}, {"x-kubernetes-validations", "[{rule: ''}]"}, {"maxLength", "-1"}, {"enum", "[]"}, {"required", "[]"}, {"properties", "{}"},
}

func genCRD(r *rand.Rand, i int, id string) testCase {
	c := &crdCase{id: id}
	if i < len(crdEdits) {
		c.in = yamlOf(crdEdits[i].apply(parsed(crdBases[crdEdits[i].base])))
		return c
	}
	if i -= len(crdEdits); i < len(crdFormats) {
		c.in = yamlOf(formatCRD(crdFormats[i]))
		return c
	}
	v := parsed(crdBases[r.IntN(len(crdBases))]).(map[string]any)
	for n := 1 + r.IntN(3); n > 0; n-- {
		if chance(r, 10) {
			e := pick(r, crdEdits)
			v, _ = e.apply(v).(map[string]any)
			if v == nil {
				v = map[string]any{}
			}
			continue
		}
		mutateCRD(r, v)
	}
	c.in = yamlOf(v)
	return c
}

func mutateCRD(r *rand.Rand, v map[string]any) {
	spec, _ := v["spec"].(map[string]any)
	versions, _ := spec["versions"].([]any)
	if len(versions) == 0 {
		return
	}
	version, _ := pick(r, versions).(map[string]any)
	schema, _ := version["schema"].(map[string]any)
	all := schemasIn(schema["openAPIV3Schema"], nil)
	if len(all) == 0 {
		return
	}
	s := pick(r, all)
	if chance(r, 25) {
		keys := make([]string, 0, len(s))
		for k := range s {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		if len(keys) > 0 {
			delete(s, pick(r, keys))
			return
		}
	}
	set := pick(r, crdSettings)
	s[set[0]] = parsed(set[1])
}

func yamlOf(v any) string {
	b, err := yaml.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
