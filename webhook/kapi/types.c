/* SPDX-License-Identifier: Apache-2.0 */
/* String maps: see types.h. */
#include "types.h"

#include <stdlib.h>

const fg_string_pair *fg_string_map_find(const fg_string_map *map, crd_str key)
{
    for (size_t i = 0; i < map->n; i++) {
        if (crd_str_eq(map->items[i].key, key)) {
            return &map->items[i];
        }
    }
    return NULL;
}

static int by_key(const void *a, const void *b)
{
    return crd_str_cmp(((const fg_string_pair *)a)->key, ((const fg_string_pair *)b)->key);
}

fg_string_map fg_string_map_sorted(crd_arena *arena, const fg_string_map *map)
{
    fg_string_pair *items = CRD_NEW_N(arena, fg_string_pair, map->n);
    if (!items) {
        return (fg_string_map){ .items = NULL, .n = 0 };
    }
    if (map->n) {
        memcpy(items, map->items, map->n * sizeof(*items));
        qsort(items, map->n, sizeof(*items), by_key); /* keys are unique: order is total */
    }
    return (fg_string_map){ .items = items, .n = map->n };
}
