/* SPDX-License-Identifier: Apache-2.0 */
/* String maps: see types.h. */
#include "types.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b)
{
    return crd_str_cmp(((const crd_string_entry *)a)->key, ((const crd_string_entry *)b)->key);
}

crd_string_map fg_string_map_sorted(crd_arena *arena, const crd_string_map *map)
{
    crd_string_entry *items = CRD_NEW_N(arena, crd_string_entry, map->n);
    if (!items) {
        return (crd_string_map) { .items = NULL, .n = 0 };
    }
    if (map->n) {
        memcpy(items, map->items, map->n * sizeof(*items));
        qsort(items, map->n, sizeof(*items), by_key); /* keys are unique: order is total */
    }
    return (crd_string_map) { .items = items, .n = map->n };
}
