/* SPDX-License-Identifier: Apache-2.0 */
/* The anchors of a YAML document by name. Inside the room only. */
#ifndef CRD_VALUE_YAML_ANCHORS_H
#define CRD_VALUE_YAML_ANCHORS_H

#include "../base/err.h"
#include "../base/hash.h"

struct crd_yaml_anchor {
    crd_str name;  /* on the arena */
    uint32_t node; /* where it is kept */
    uint32_t next; /* in its bucket, 0: none; counted from 1 */
};

/* All zero: empty. */
struct crd_yaml_anchors {
    struct crd_yaml_anchor *all; /* Owned */
    size_t n;
    size_t room;
    uint32_t *buckets; /* Owned; a power of two of them, as many as room */
    crd_seed seed;
};

/* NULL: unknown. Borrowed until the next one is set. */
const struct crd_yaml_anchor *crd_yaml_anchors_find(const struct crd_yaml_anchors *anchors,
                                                    crd_str name);

/* Of equal names the newest counts. The name is copied to the arena. False when memory is out. */
bool crd_yaml_anchors_set(struct crd_yaml_anchors *anchors, crd_arena *arena, crd_str name,
                          uint32_t node, crd_err *err);

void crd_yaml_anchors_clear(struct crd_yaml_anchors *anchors);
void crd_yaml_anchors_free(struct crd_yaml_anchors *anchors);

#endif
