/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Field faults: what the API server says of one field, in the words of apimachinery's field.Error:
 *
 *     spec.replicas : Invalid value : "x" : must be a number
 *     path            kind            value  detail
 *
 * A path is a chain from the field up to the root, on the stack of whoever walks; it becomes text
 * only when a fault is found. Knows neither schemas nor CRDs.
 * Source of the behaviour: k8s.io/apimachinery/pkg/util/validation/field v0.36.
 */
#ifndef CRD_SCHEMA_FAULT_H
#define CRD_SCHEMA_FAULT_H

#include "../value/value.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_path_kind {
    CRD_PATH_CHILD = 0, /* .name */
    CRD_PATH_KEY,       /* [name] */
    CRD_PATH_INDEX,     /* [3] */
};

/* One step of a path; the root has no `up`. A NULL path prints as "<nil>", as in Go. */
typedef struct crd_path {
    const struct crd_path *up;
    enum crd_path_kind kind;
    crd_str name;
    size_t index;
} crd_path;

static inline crd_path crd_path_child(const crd_path *up, crd_str name)
{
    crd_path path = { up, CRD_PATH_CHILD, name, 0 };
    return path;
}

static inline crd_path crd_path_key(const crd_path *up, crd_str name)
{
    crd_path path = { up, CRD_PATH_KEY, name, 0 };
    return path;
}

static inline crd_path crd_path_index(const crd_path *up, size_t index)
{
    crd_path path = { up, CRD_PATH_INDEX, { NULL, 0 }, index };
    return path;
}

/* "spec.versions[0].schema" on the arena; ptr NULL when memory is out. */
crd_str crd_path_text(crd_arena *arena, const crd_path *path);

/* field.ErrorType. */
enum crd_fault_kind {
    CRD_FAULT_INVALID = 0,
    CRD_FAULT_TYPE_INVALID,
    CRD_FAULT_NOT_SUPPORTED,
    CRD_FAULT_DUPLICATE,
    CRD_FAULT_TOO_MANY,
    CRD_FAULT_REQUIRED, /* this and the following print no value */
    CRD_FAULT_FORBIDDEN,
    CRD_FAULT_TOO_LONG,
    CRD_FAULT_INTERNAL,
};

typedef struct crd_fault {
    struct crd_fault *next;
    enum crd_fault_kind kind;
    crd_str path;
    crd_str message;     /* without the path: "Required value: must be specified" */
    const crd_value *at; /* the value that is meant, for its place; may be NULL */
} crd_fault;

/* A list of faults, in the order in which they were found. Fails stickily: after an allocation that
 * failed nothing is added any more, and crd_faults_failed says so. */
typedef struct crd_faults {
    crd_arena *arena; /* Borrowed: the faults and their texts live there */
    crd_fault *first;
    crd_fault *last;
    size_t n;
    bool failed;
} crd_faults;

void crd_faults_init(crd_faults *faults, crd_arena *arena);

/* Adds a fault. value: what stands for field.Error's BadValue, already printed (crd_fault_quoted,
 * crd_fault_printed); kinds without a value ignore it. A text whose ptr is NULL counts as memory
 * that was out: an empty detail is CRD_S(""). */
void crd_fault_add(crd_faults *faults, enum crd_fault_kind kind, const crd_path *path,
                   crd_str value, crd_str detail, const crd_value *at);

/* The same with a path that is text already. */
void crd_fault_add_at(crd_faults *faults, enum crd_fault_kind kind, crd_str path, crd_str value,
                      crd_str detail, const crd_value *at);

/* Moves all of `from` behind `to`; both on the same arena. */
void crd_faults_join(crd_faults *to, crd_faults *from);

/* Sorts the faults that follow `after` (NULL: all) by their whole text, bytewise. */
void crd_faults_sort(crd_faults *faults, crd_fault *after);

/* "path: message" on the arena; ptr NULL when memory is out. */
crd_str crd_fault_text(crd_arena *arena, const crd_fault *fault);

/* metav1.Cause's reason: "FieldValueInvalid", ... */
crd_str crd_fault_reason(enum crd_fault_kind kind);

/* A Go string as ErrorBody prints it: strconv.Quote. */
crd_str crd_fault_quoted(crd_arena *arena, crd_str text);

/* A Go value that JSON was decoded into, as ErrorBody prints it: strings quoted, numbers with %v,
 * everything else as encoding/json prints it. */
crd_str crd_fault_printed(crd_arena *arena, const crd_value *value);

/* A JSON document as encoding/json prints what was decoded from it: keys sorted, int64 exact, other
 * numbers as the float64. */
crd_str crd_fault_json(crd_arena *arena, const crd_value *value);

/* The detail of field.NotSupported: `supported values: "a", "b"`; empty for no values. */
crd_str crd_fault_supported(crd_arena *arena, const crd_str *values, size_t n);

#ifdef __cplusplus
}
#endif
#endif
