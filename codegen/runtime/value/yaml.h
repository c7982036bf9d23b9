/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML in and out with the semantics of sigs.k8s.io/yaml v1.6.0: YAML 1.1 resolution as go-yaml v2
 * does it, then JSON. Reading stands on libyaml's events; the emitter is ours.
 */
#ifndef CRD_VALUE_YAML_H
#define CRD_VALUE_YAML_H

#include "json.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means default. */
typedef struct crd_yaml_options {
    size_t depth_max;           /* 0: CRD_NESTING_MAX */
    size_t nodes_max;           /* values, aliases expanded; 0: CRD_YAML_NODES_MAX of those that
                                   stand behind aliases */
    crd_places *places;         /* NULL: no positions are kept */
    crd_duplicate **duplicates; /* NULL: the last one wins without a word (sigs Unmarshal); of a
                                   document that cannot be read there are none */
} crd_yaml_options;

/*
 * What yaml.YAMLToJSON followed by a JSON decode gives for the first document of text: an empty
 * text is null, numbers have the literal that the JSON text would have, keys are text. On failure
 * err.message is Go's, from "error converting YAML to JSON: " on where sigs.k8s.io/yaml puts that
 * in front ("error converting YAML to JSON: yaml: line 3: ..."), err.place where libyaml saw it, or
 * where the value stands that is at fault; it is not known of a number that is not finite, nor of a
 * key that is none of JSON's but a list or map. source_yaml.h gives the same without a tree.
 * Budgets (aliases, nodes, depth) are code BUDGET or DEPTH with go-yaml's text where it has one.
 */
bool crd_yaml_read(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                   crd_value *ret_value, crd_err *err);

/* One document of a stream. */
typedef struct crd_yaml_document {
    crd_value value;
    crd_place place;   /* first byte of its content; place.line 0: empty document */
    size_t end_offset; /* just behind it */
} crd_yaml_document;

/*
 * Every document of a stream ("---" separated), one after the other: the callback gets each and
 * returns false to stop. A document that cannot be read ends the stream with that error, as go-yaml
 * cannot go on behind a syntax error. Places are absolute in text.
 */
bool crd_yaml_read_all(crd_arena *arena, crd_str text, const crd_yaml_options *options,
                       bool (*each)(void *context, const crd_yaml_document *document),
                       void *context, crd_err *err);

/*
 * Appends what sigs.k8s.io/yaml Marshal gives for the value (as decoded JSON: numbers are float64),
 * trailing newline included. Fails where Marshal fails (control characters that YAML forbids),
 * with its text; and as the buffer fails.
 */
bool crd_yaml_write(crd_buf *buf, const crd_value *value, crd_err *err);

/* The same for a tree made from Go values: literals are what encoding/json wrote of them, and whole
 * ones in the range of int64 or uint64 are printed exactly. */
bool crd_yaml_write_go(crd_buf *buf, const crd_value *value, crd_err *err);

/* How a plain scalar resolves in go-yaml v2: the kind, and for numbers the JSON literal. */
enum crd_yaml_tag {
    CRD_YAML_STR = 0,
    CRD_YAML_NULL,
    CRD_YAML_BOOL,
    CRD_YAML_INT,
    CRD_YAML_FLOAT,
    CRD_YAML_MERGE,
    CRD_YAML_TIMESTAMP, /* stays text in JSON */
};

enum crd_yaml_tag crd_yaml_resolve(crd_str plain);

#ifdef __cplusplus
}
#endif
#endif
