/* SPDX-License-Identifier: Apache-2.0 */
/* What a plain scalar means, with its number. Inside the room only; the public face is yaml.h. */
#ifndef CRD_VALUE_YAML_RESOLVE_H
#define CRD_VALUE_YAML_RESOLVE_H

#include "yaml.h"

/* A resolved scalar. Go's int and uint64 are kept apart, for a key of the latter is an error. */
struct crd_yaml_resolved {
    enum crd_yaml_tag tag;
    bool is_true;   /* CRD_YAML_BOOL */
    bool is_uint64; /* CRD_YAML_INT past the largest int64: in u, else in i */
    union {
        int64_t i;
        uint64_t u;
        double f; /* CRD_YAML_FLOAT; may be an infinity or not a number */
    } number;
};

/*
 * Resolves plain as go-yaml's resolve("", plain) does. is_tagged: resolve with a tag of int, float
 * or bool, which tries no timestamps.
 */
struct crd_yaml_resolved crd_yaml_resolve_full(crd_str plain, bool is_tagged);

/* True for text in YAML 1.1's base 60 ("1:30", "-190:20:30.15"): such strings are quoted. */
bool crd_yaml_is_base60(crd_str text);

#endif
