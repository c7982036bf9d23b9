/* SPDX-License-Identifier: Apache-2.0 */
/* See texts.h. Open addressing, at most half full. */
#include "texts.h"

void crdc_map_init(crdc_map *map, crd_arena *arena)
{
    *map = (crdc_map){ .arena = arena, .seed = crd_seed_new() };
}

static struct crdc_map_slot *slot_of(const crdc_map *map, crd_str key)
{
    size_t at = (size_t)crd_hash(map->seed, key) & (map->room - 1);
    while (map->slots[at].value && !crd_str_eq(map->slots[at].key, key)) {
        at = (at + 1) & (map->room - 1);
    }
    return &map->slots[at];
}

void *crdc_map_get(const crdc_map *map, crd_str key)
{
    return map->room ? slot_of(map, key)->value : NULL;
}

static bool grow(crdc_map *map, crd_err *err)
{
    crdc_map larger = *map;
    larger.room = map->room ? map->room * 2 : 64;
    larger.slots = CRD_NEW_N(map->arena, struct crdc_map_slot, larger.room);
    if (!larger.slots) {
        return crd_err_memory(err, map->arena);
    }
    for (size_t i = 0; i < map->room; i++) {
        if (map->slots[i].value) {
            *slot_of(&larger, map->slots[i].key) = map->slots[i];
        }
    }
    *map = larger;
    return true;
}

bool crdc_map_put(crdc_map *map, crd_str key, void *value, crd_err *err)
{
    if (map->n * 2 >= map->room && !grow(map, err)) {
        return false;
    }
    struct crdc_map_slot *slot = slot_of(map, key);
    map->n += slot->value == NULL;
    *slot = (struct crdc_map_slot){ .key = key, .value = value };
    return true;
}
