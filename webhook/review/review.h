/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The envelopes in which the API server asks: AdmissionReview (v1 and v1beta1) and ConversionReview
 * (v1). Reading one tells what is asked, of which object, by whom; answers are verdict.h's.
 * Source of the shapes: k8s.io/api/admission and apiextensions-apiserver, v0.36.3.
 */
#ifndef FG_REVIEW_REVIEW_H
#define FG_REVIEW_REVIEW_H

#include "value/value.h"

enum fg_review_type {
    FG_REVIEW_ADMISSION = 0,
    FG_REVIEW_CONVERSION,
};

enum fg_operation {
    FG_CREATE = 0,
    FG_UPDATE,
    FG_DELETE,
    FG_CONNECT,
};

typedef struct fg_group_kind {
    crd_str group;
    crd_str version;
    crd_str kind; /* or the resource's plural name */
} fg_group_kind;

/* All texts and values Borrowed from the arena of the review. */
typedef struct fg_review {
    enum fg_review_type type;
    crd_str api_version; /* echoed in the answer */
    crd_str uid;

    /* admission */
    fg_group_kind kind;
    fg_group_kind resource;
    crd_str sub_resource;
    crd_str name;
    crd_str namespace_name;
    enum fg_operation operation;
    bool dry_run;
    crd_str user;
    const crd_value *groups;     /* list of the requester's groups, or NULL */
    const crd_value *object;     /* NULL when absent or null (DELETE) */
    const crd_value *old_object; /* NULL when absent or null (CREATE) */

    /* conversion */
    crd_str desired_api_version;
    const crd_value *objects; /* list */
} fg_review;

/*
 * Reads a body. On failure nothing can be answered (HTTP 400, exit 2), with one exception: code
 * DEPTH with ret_review->uid set, where a denial can still name the request. ret_review is
 * untouched on every other failure. The tree points into body, which must outlive the arena's use.
 */
bool fg_review_read(crd_arena *arena, crd_str body, fg_review *ret_review, crd_err *err);

/* "CREATE", ...: as the API server writes it. */
crd_str fg_operation_name(enum fg_operation operation);

#endif
