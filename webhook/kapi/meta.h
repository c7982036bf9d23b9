/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every Kubernetes object says of itself: its kind and its metadata. Labels and annotations
 * stay the value tree's maps, which find a key fast however many there are.
 */
#ifndef FG_KAPI_META_H
#define FG_KAPI_META_H

#include "base/diag.h"
#include "schema/meta.h"

typedef struct fg_gvk {
    crd_str group; /* empty: the core group */
    crd_str version;
    crd_str kind;
} fg_gvk;

/* All Borrowed from the object's value tree. */
typedef struct fg_object_meta {
    crd_str name;
    crd_str generate_name;
    crd_str namespace_name;
    crd_str uid;
    crd_str resource_version;
    crd_str deletion_timestamp; /* empty: not being deleted */
    int64_t generation;
    const crd_value *labels;      /* map of strings, or NULL */
    const crd_value *annotations; /* map of strings, or NULL */
} fg_object_meta;

/* apiVersion "group/version" or "version", and kind. Text of another type reads as empty. */
fg_gvk fg_gvk_of(const crd_value *object);

/*
 * Reads object.metadata. Wrong types are worded and reported as by crd_decode (schema/object.h):
 * err has code TYPE, diags (may be NULL) has all of them, *ret is untouched.
 */
bool fg_object_meta_read(crd_arena *arena, const crd_value *object, crd_diags *diags,
                         fg_object_meta *ret, crd_err *err);

/* The same out of metadata that was read already (NULL: empty); labels and annotations are
 * object's. */
fg_object_meta fg_object_meta_of(const crd_object_meta *meta, const crd_value *object);

/* The label's or annotation's text; false and the empty one when there is none (or map is NULL).
 * A null reads as the empty text, as it does in Go. */
bool fg_label_get(const crd_value *map, crd_str key, crd_str *ret);

#endif
