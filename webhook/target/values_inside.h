/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind fg_values. Inside the room. */
#ifndef FG_TARGET_VALUES_INSIDE_H
#define FG_TARGET_VALUES_INSIDE_H

#include "values.h"

/* One text that is a template: the values as a document, or an entry of templateValues. */
typedef struct fg_document {
    crd_str key;  /* of templateValues; empty for the values */
    crd_str path; /* in the Bundle */
    crd_str text;
    const fg_tmpl *tmpl;   /* NULL: fault says why */
    const fg_fault *fault; /* it does not parse */
    bool active;           /* has actions: what it gives depends on the cluster */
} fg_document;

struct fg_values {
    enum fg_line line;
    fg_exec_options exec;
    fg_tmpl_options tmpl;
    crd_str path_values;
    const crd_value *values; /* the merged map; an empty one when there are none */
    bool untouched;          /* nothing to render: no values and no templateValues */
    bool only_prefixes;      /* disablePreProcess */
    bool uses_prefixes;
    const fg_fault *too_deep;   /* NULL, or why label prefixes cannot be looked for */
    fg_document document;       /* of the values as they stand */
    const fg_document *entries; /* of templateValues, by key in bytewise order */
    size_t n_entries;
    bool has_entries; /* templateValues are there, perhaps empty */
    const fg_fault **faults;
    size_t n_faults;
};

/* Writes values as the text of a template and parses it. A fault is kept in ret; false: ours. */
bool fg_document_of_values(crd_arena *arena, const fg_tmpl_options *options,
                           const crd_value *values, crd_str path, fg_document *ret, crd_err *err);

/* A fault on the arena whose text is the parts in sequence; NULL when memory is out. */
fg_fault *fg_fault_new(crd_arena *arena, enum fg_fault_kind kind, crd_str path,
                       const crd_str *parts, size_t n);
#define FG_FAULT(arena, kind, path, ...)                                                           \
    fg_fault_new((arena), (kind), (path), (const crd_str[]){ __VA_ARGS__ },                       \
                 sizeof((const crd_str[]){ __VA_ARGS__ }) / sizeof(crd_str))

#endif
