/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings: what is wrong with the object, in the field's own words. Findings are the object's
 * faults; our own failures are crd_err. A list is filled in any order and read sorted by path, so
 * that an answer never depends on the order in which rules ran.
 */
#ifndef CRD_BASE_DIAG_H
#define CRD_BASE_DIAG_H

#include "err.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_severity {
    CRD_ERROR = 0, /* refuses the object */
    CRD_WARNING,   /* told, never refuses */
};

/* One finding. All texts Borrowed from the arena of the list (or longer-lived). */
typedef struct crd_diag {
    crd_str rule; /* "R23", "decode", ...: stable, for machines */
    enum crd_severity severity;
    crd_str path;    /* field path as kube-apiserver prints it: spec.targets[0].helm.values */
    crd_str pointer; /* the same as a JSON pointer (RFC 6901); ptr NULL when it was not given */
    crd_str reason;  /* metav1 cause reason: FieldValueInvalid, FieldValueRequired, ... */
    crd_str message; /* without the path in front */
    crd_str hint;    /* how to mend it; may be empty */
    crd_str subject; /* who it is about besides the object ("<namespace>/<cluster>"); may be empty */
    crd_place place; /* in document if there is one, else in the file; zero when not known */
    crd_str document; /* the text that place counts in, when it is not the file: a template */
    size_t order; /* set when added: the how-manieth of its list */
} crd_diag;

typedef struct crd_diags {
    crd_arena *arena; /* Borrowed */
    struct crd_diag_chunk *first;
    struct crd_diag_chunk *last;
    size_t n;        /* kept */
    size_t n_errors; /* added with CRD_ERROR, kept or not */
    size_t dropped;  /* added past CRD_FINDINGS_MAX: counted, not kept */
} crd_diags;

void crd_diags_init(crd_diags *diags, crd_arena *arena);

/* Adds a copy of diag (its texts stay Borrowed). False only when memory is out. */
bool crd_diags_add(crd_diags *diags, const crd_diag *diag, crd_err *err);

/*
 * All findings sorted by path (natural order of list indexes), then rule, then as they were added.
 * ret_sorted: Owned by the arena, n pointers. False only when memory is out.
 */
bool crd_diags_sorted(const crd_diags *diags, const crd_diag *const **ret_sorted, crd_err *err);

/* Order of field paths: bytewise, but runs of digits compare as numbers. */
int crd_path_cmp(crd_str a, crd_str b);

#ifdef __cplusplus
}
#endif
#endif
