/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Map objects: what a map handle without FG_VAL_TREE points to. Inside the room only.
 *
 *   entries[0..n)   in no particular order; removing moves the last one into the hole
 *   slots           hash table of entry number + 1, once there are more than a few
 *   order           entry numbers by key, made when somebody needs them
 */
#ifndef FG_TMPL_MAP_H
#define FG_TMPL_MAP_H

#include "val.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fg_map_entry {
    crd_str key;
    fg_val value;
} fg_map_entry;

typedef struct fg_map {
    size_t n;
    size_t capacity;
    fg_map_entry *entries;
    uint32_t *slots; /* NULL: few entries, looked through */
    size_t n_slots;  /* a power of two */
    uint32_t *order; /* NULL: not known */
} fg_map;

/* An empty object. */
fg_map *fg_map_object_new(fg_run *run, size_t n, crd_err *err);

/* The entry of that key; NULL when there is none. */
fg_map_entry *fg_map_object_find(const fg_run *run, const fg_map *map, crd_str key);

bool fg_map_object_set(fg_run *run, fg_map *map, crd_str key, fg_val value, crd_err *err);
void fg_map_object_unset(fg_run *run, fg_map *map, crd_str key);

/* Makes order when it is not known. */
bool fg_map_object_sort(fg_run *run, fg_map *map, crd_err *err);

/* The object that stands for a node of the caller's tree, NULL while nobody changed it. */
fg_map *fg_overlay_find(const fg_run *run, const crd_value *node);

/* The same, made from the node when there was none. */
fg_map *fg_overlay_make(fg_run *run, const crd_value *node, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
