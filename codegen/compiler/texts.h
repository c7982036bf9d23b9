/* SPDX-License-Identifier: Apache-2.0 */
/* A map from texts to pointers, for the emitter of C: which names are taken, which types are known. */
#ifndef CRD_COMPILER_TEXTS_H
#define CRD_COMPILER_TEXTS_H

#include "base/err.h"
#include "base/hash.h"

typedef struct crdc_map {
    crd_arena *arena; /* Borrowed; everything lives there */
    crd_seed seed;
    struct crdc_map_slot {
        crd_str key;
        void *value;
    } *slots;
    size_t room; /* a power of two, or 0 */
    size_t n;
} crdc_map;

void crdc_map_init(crdc_map *map, crd_arena *arena);

/* The value of that key; NULL: none. */
void *crdc_map_get(const crdc_map *map, crd_str key);

/* Adds or replaces; key is Borrowed, value not NULL. False when memory is out. */
bool crdc_map_put(crdc_map *map, crd_str key, void *value, crd_err *err);

#endif
