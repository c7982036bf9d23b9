/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of validation: results as kube-openapi collects them. A result counts how many checks went
 * well, since of several branches the one with most of them is told. Knows no schema.
 */
#ifndef CRD_SCHEMA_SCHEMA_VALIDATE_H
#define CRD_SCHEMA_SCHEMA_VALIDATE_H

#include "../base/buf.h"
#include "schema.h"
#include "schema_fault.h"

/* Where a value stands below the one that is validated; on the stack. The root has no `up`. */
typedef struct crd_spot {
    const struct crd_spot *up;
    crd_str name;
    size_t index;
    bool is_index;
    bool dotted; /* ".name" even right below the root */
} crd_spot;

typedef struct crd_misfit {
    struct crd_misfit *next;
    enum crd_fault_kind kind;
    bool placeless; /* told of the whole value, whatever its spot */
    crd_str spot;   /* "spec.replicas" */
    crd_str said;   /* the error's text: two with the same are one */
    crd_str value;  /* printed */
    crd_str detail;
    const crd_value *at;
} crd_misfit;

typedef struct crd_result {
    crd_misfit *first;
    crd_misfit *last;
    size_t n;
    size_t matches;
} crd_result;

/* One validation. Fails stickily: failed is set with err. */
typedef struct crd_validation {
    crd_arena *arena;
    bool failed;
    crd_err *err;
} crd_validation;

/* Text of the spot, followed by more ("" or ".key"); ptr NULL when memory is out. */
crd_str crd_spot_text(crd_validation *v, const crd_spot *spot);

/* Adds a misfit unless one with the same words is there. said, value, detail: ptr NULL is a failure. */
void crd_result_add(crd_validation *v, crd_result *result, const crd_misfit *misfit);

/* Result.Merge: the misfits of `from`, which is used up, and its matches. */
void crd_result_merge(crd_validation *v, crd_result *result, crd_result *from);

/* A misfit "SPOT in body WORDS" whose value is printed by crd_fault_printed. */
void crd_result_say(crd_validation *v, crd_result *result, const crd_spot *spot,
                    enum crd_fault_kind kind, crd_str words, crd_str value, const crd_value *at);

/* A misfit of the whole: `"SPOT" WORDS`. */
void crd_result_say_whole(crd_validation *v, crd_result *result, const crd_spot *spot,
                          crd_str words, const crd_value *at);

/* Numbers: bounds, multipleOf, ranges of formats. */
void crd_validate_number(crd_validation *v, crd_result *result, const crd_schema *schema,
                         const crd_spot *spot, const crd_value *value);

/* swag.IsFloat64AJSONInteger */
bool crd_is_whole(double number);

#endif
