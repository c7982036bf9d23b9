/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snapshots: the read-only set of objects that a rule may see.
 *
 *   fg_snapshot ──► kind ──► page (one namespace, by name) ──► fg_object ──► arena of its own
 *
 * Objects, pages and snapshots are counted on their own, so that a later snapshot can share what
 * did not change. Everything is immutable once made; counting is atomic; any thread may read and
 * let go. This room knows no Fleet type: an object carries its typed form as a pointer that the
 * room which made it gives back (fleet/object.h).
 */
#ifndef FG_KAPI_SNAPSHOT_H
#define FG_KAPI_SNAPSHOT_H

#include "meta.h"

/* The kinds that rules read, in the order of snapshot.def. */
enum fg_snapshot_kind {
#define FG_SNAPSHOT_KIND(id, group, kind) FG_IN_##id,
#include "snapshot.def"
#undef FG_SNAPSHOT_KIND
    FG_IN_COUNT,
};

/* The kind of objects of that group and kind; false when no rule reads them. */
bool fg_snapshot_kind_of(crd_str group, crd_str kind, enum fg_snapshot_kind *ret);

typedef struct fg_object {
    enum fg_snapshot_kind kind;
    fg_object_meta meta;
    const void *typed; /* what the reader made of it; NULL when no reader was given */
} fg_object;

/*
 * Reads the typed form of an object onto the arena (which is the object's own and stays small).
 * value is the object's own copy.
 */
typedef bool fg_object_reader(crd_arena *arena, const crd_value *value, const void **ret_typed,
                              crd_err *err);

/*
 * A new object with one reference: a deep copy of value without metadata.managedFields, its
 * metadata, and its typed form if reader is not NULL. Fails with code TYPE when metadata or the
 * typed form cannot be read, with code VALUE when it has no name. Texts of err live on err_arena.
 */
bool fg_object_new(crd_arena *err_arena, enum fg_snapshot_kind kind, const crd_value *value,
                   fg_object_reader *reader, const fg_object **ret, crd_err *err);

const fg_object *fg_object_ref(const fg_object *object);
void fg_object_unref(const fg_object *object); /* NULL is allowed */

typedef struct fg_snapshot fg_snapshot;

/*
 * A snapshot of these objects, with one reference of its own on each; the caller keeps its own. Of
 * several objects of one kind, namespace and name the last one counts. n 0 makes the empty one.
 */
bool fg_snapshot_new(const fg_object *const *objects, size_t n, const fg_snapshot **ret,
                     crd_err *err);

const fg_snapshot *fg_snapshot_ref(const fg_snapshot *snapshot);
void fg_snapshot_unref(const fg_snapshot *snapshot); /* NULL is allowed */

/* Objects of one namespace (empty for cluster-scoped kinds), in bytewise order of names. */
typedef struct fg_objects {
    const fg_object *const *items; /* Borrowed from the snapshot */
    size_t n;
} fg_objects;

fg_objects fg_snapshot_list(const fg_snapshot *snapshot, enum fg_snapshot_kind kind,
                            crd_str namespace_name);

/* The object of that name, NULL when there is none. Borrowed. */
const fg_object *fg_snapshot_get(const fg_snapshot *snapshot, enum fg_snapshot_kind kind,
                                 crd_str namespace_name, crd_str name);

/* How many objects of that kind there are in all namespaces; and how many namespaces have any, and
 * the objects of the i-th of them in bytewise order of namespaces. */
size_t fg_snapshot_count(const fg_snapshot *snapshot, enum fg_snapshot_kind kind);
size_t fg_snapshot_namespaces(const fg_snapshot *snapshot, enum fg_snapshot_kind kind);
fg_objects fg_snapshot_page(const fg_snapshot *snapshot, enum fg_snapshot_kind kind, size_t i);

#endif
