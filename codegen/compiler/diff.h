/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structural differences of CRDs: everything that changes what the API server does with an object or
 * how kubectl prints it. Descriptions, titles, examples, metadata besides the name and the order of
 * fields do not count. Knows documents, not the model, so that it cannot overlook what the model
 * does not know.
 */
#ifndef CRD_COMPILER_DIFF_H
#define CRD_COMPILER_DIFF_H

#include "model.h"

typedef struct crdc_difference {
    struct crdc_difference *next;
    crd_str crd;    /* metadata.name */
    crd_str path;   /* versions[v1alpha1].spec.helm[].force, or names.plural */
    int only;       /* 1: only in the first, 2: only in the second, 0: in both, and different */
    crd_str detail; /* type: "string", not "boolean" */
} crdc_difference;

typedef struct crdc_diff_options {
    bool shared_versions; /* only versions that both have; conversion does not count */
} crdc_diff_options;

/* Every difference, in the order of a's documents; ret_first NULL: none. On the arena. */
bool crdc_diff(crd_arena *arena, crdc_set a, crdc_set b, const crdc_diff_options *options,
               const crdc_difference **ret_first, size_t *ret_n, crd_err *err);

/* The same for two schemas, either of which may be NULL; crd is empty then. */
bool crdc_diff_schemas(crd_arena *arena, const crdc_schema *a, const crdc_schema *b,
                       const crdc_difference **ret_first, size_t *ret_n, crd_err *err);

#endif
