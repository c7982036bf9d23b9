/* SPDX-License-Identifier: Apache-2.0 */
/* Anchors by name: chained hashing, seeded, for names are the document's. Knows no YAML. */
#include "yaml_anchors.h"

#include <stdlib.h>

#define ROOM_FIRST 16
#define ROOM_MAX 0x3FFFFFFFu

static uint32_t *bucket_of(const struct crd_yaml_anchors *anchors, crd_str name)
{
    return &anchors->buckets[crd_hash(anchors->seed, name) & (anchors->room - 1)];
}

static struct crd_yaml_anchor *find(const struct crd_yaml_anchors *anchors, crd_str name)
{
    uint32_t at = anchors->n ? *bucket_of(anchors, name) : 0;
    while (at && !crd_str_eq(anchors->all[at - 1].name, name)) {
        at = anchors->all[at - 1].next;
    }
    return at ? &anchors->all[at - 1] : NULL;
}

const struct crd_yaml_anchor *crd_yaml_anchors_find(const struct crd_yaml_anchors *anchors,
                                                    crd_str name)
{
    return find(anchors, name);
}

static void link_one(struct crd_yaml_anchors *anchors, size_t i)
{
    uint32_t *bucket = bucket_of(anchors, anchors->all[i].name);
    anchors->all[i].next = *bucket;
    *bucket = (uint32_t)i + 1;
}

static bool grow(struct crd_yaml_anchors *anchors, crd_err *err)
{
    size_t room = anchors->room ? anchors->room * 2 : ROOM_FIRST;
    if (!anchors->room) {
        anchors->seed = crd_seed_new();
    }
    struct crd_yaml_anchor *all =
        room <= ROOM_MAX ? realloc(anchors->all, room * sizeof(*all)) : NULL;
    if (!all) {
        return crd_err_memory(err, NULL);
    }
    anchors->all = all;
    uint32_t *buckets = calloc(room, sizeof(*buckets));
    if (!buckets) {
        return crd_err_memory(err, NULL);
    }
    free(anchors->buckets);
    anchors->buckets = buckets;
    anchors->room = room;
    for (size_t i = 0; i < anchors->n; i++) {
        link_one(anchors, i);
    }
    return true;
}

bool crd_yaml_anchors_set(struct crd_yaml_anchors *anchors, crd_arena *arena, crd_str name,
                          uint32_t node, crd_err *err)
{
    struct crd_yaml_anchor *anchor = find(anchors, name);
    if (anchor) {
        anchor->node = node;
        return true;
    }
    if (anchors->n == anchors->room && !grow(anchors, err)) {
        return false;
    }
    name = crd_arena_str(arena, name);
    if (!name.ptr) {
        return crd_err_memory(err, arena);
    }
    anchors->all[anchors->n] = (struct crd_yaml_anchor) { .name = name, .node = node };
    link_one(anchors, anchors->n++);
    return true;
}

void crd_yaml_anchors_clear(struct crd_yaml_anchors *anchors)
{
    if (anchors->n) {
        memset(anchors->buckets, 0, anchors->room * sizeof(*anchors->buckets));
    }
    anchors->n = 0;
}

void crd_yaml_anchors_free(struct crd_yaml_anchors *anchors)
{
    free(anchors->all);
    free(anchors->buckets);
}
