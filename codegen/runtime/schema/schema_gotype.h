/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens when the API server decodes JSON into one of its Go types: which values do not fit,
 * which fields are unknown, when two values decode to the same, and how encoding/json prints an
 * internal type. Types are constant tables; the values stay JSON. Keys are visited in their order,
 * as kubectl sends them.
 * Source of the behaviour: sigs.k8s.io/json (case-sensitive, strict), encoding/json.
 */
#ifndef CRD_SCHEMA_GOTYPE_H
#define CRD_SCHEMA_GOTYPE_H

#include "../base/buf.h"
#include "schema_fault.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_go_kind {
    CRD_GO_STRING = 0,
    CRD_GO_BOOL,
    CRD_GO_INT32,
    CRD_GO_INT64,
    CRD_GO_FLOAT64,
    CRD_GO_BYTES, /* base64 */
    CRD_GO_TIME,  /* metav1.Time: any string (its form is not checked) */
    CRD_GO_ANY,
    CRD_GO_STRUCT,
    CRD_GO_LIST,
    CRD_GO_MAP,
    CRD_GO_OR_BOOL,    /* JSONSchemaPropsOrBool */
    CRD_GO_OR_ARRAY,   /* JSONSchemaPropsOrArray */
    CRD_GO_OR_STRINGS, /* JSONSchemaPropsOrStringArray */
};

struct crd_go_type;

typedef struct crd_go_field {
    const char *key;  /* in JSON */
    const char *name; /* in the internal type */
    const struct crd_go_type *type;
    bool pointer;
} crd_go_field;

typedef struct crd_go_type {
    enum crd_go_kind kind;
    const char *name;         /* as reflect prints it: "v1.ObjectMeta", "[]string" */
    const char *struct_name;  /* STRUCT: without the package */
    const crd_go_field *fields; /* STRUCT: in the order of the internal type */
    size_t n_fields;
    const struct crd_go_type *of; /* LIST, MAP: elements; OR_*: the schema */
} crd_go_type;

/* A field that strict decoding refuses. */
typedef struct crd_go_unknown {
    struct crd_go_unknown *next;
    crd_str path;        /* spec.versions[0].nope */
    const crd_value *at; /* its value */
} crd_go_unknown;

typedef struct crd_go_decoded {
    crd_str error;             /* "json: cannot unmarshal ...", empty when it decodes */
    const crd_value *error_at; /* the value that does not fit */
    crd_go_unknown *unknown;   /* in the order of strict decoding; at most 100 */
} crd_go_decoded;

/* Decodes value. Fails only for memory, and with DEPTH past CRD_NESTING_MAX. */
bool crd_go_decode(crd_arena *arena, const crd_go_type *type, const crd_value *value,
                   crd_go_decoded *ret, crd_err *err);

/* apiequality.Semantic.DeepEqual of what both decode to: absent, null and empty are the same where
 * Go has no pointer. NULL is absent. */
bool crd_go_equal(const crd_go_type *type, bool pointer, const crd_value *a, const crd_value *b);

/* json.Marshal of the internal type, which has no tags: {"Name":"v1","Served":true,...}. */
void crd_go_print(crd_buf *buf, const crd_go_type *type, bool pointer, const crd_value *value);

/* v1.ObjectMeta and what the tables of others need. */
extern const crd_go_type crd_go_object_meta;
extern const crd_go_type crd_go_string;
extern const crd_go_type crd_go_strings;
extern const crd_go_type crd_go_bool;
extern const crd_go_type crd_go_int32;
extern const crd_go_type crd_go_int64;
extern const crd_go_type crd_go_float64;
extern const crd_go_type crd_go_bytes;
extern const crd_go_type crd_go_time;
extern const crd_go_type crd_go_any;

#ifdef __cplusplus
}
#endif
#endif
