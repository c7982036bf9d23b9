/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Map objects and the overlay that lets nodes of the caller's immutable tree be changed. Knows how
 * maps are kept; what a handle means is val.c's.
 */
#include "map.h"

#define FEW 8 /* entries that are looked through without a hash table */

fg_map *fg_map_object_new(fg_run *run, size_t n, crd_err *err)
{
    fg_map *map = fg_alloc(run, sizeof(*map), err);
    if (!map) {
        return NULL;
    }
    *map = (fg_map) { 0 };
    if (n) {
        map->entries = fg_alloc_n(run, n, sizeof(*map->entries), err);
        if (!map->entries) {
            return NULL;
        }
        map->capacity = n;
    }
    return map;
}

/* The slot that holds key, or the empty one where it belongs. */
static size_t slot_of(const fg_run *run, const fg_map *map, crd_str key)
{
    size_t mask = map->n_slots - 1;
    size_t i = (size_t)crd_hash(run->seed, key) & mask;
    while (map->slots[i] && !crd_str_eq(map->entries[map->slots[i] - 1].key, key)) {
        i = (i + 1) & mask;
    }
    return i;
}

fg_map_entry *fg_map_object_find(const fg_run *run, const fg_map *map, crd_str key)
{
    if (map->slots) {
        uint32_t at = map->slots[slot_of(run, map, key)];
        return at ? &map->entries[at - 1] : NULL;
    }
    for (size_t i = 0; i < map->n; i++) {
        if (crd_str_eq(map->entries[i].key, key)) {
            return &map->entries[i];
        }
    }
    return NULL;
}

/* Puts all entries into a table twice as large as they need. */
static bool rehash(fg_run *run, fg_map *map, crd_err *err)
{
    size_t n_slots = FEW * 4;
    while (n_slots < map->capacity * 2) {
        n_slots *= 2;
    }
    uint32_t *slots = fg_alloc_n(run, n_slots, sizeof(*slots), err);
    if (!slots) {
        return false;
    }
    memset(slots, 0, n_slots * sizeof(*slots));
    if (!run->seed.a && !run->seed.b) {
        run->seed = crd_seed_new(); /* once a run, and only when some map needs it */
    }
    map->slots = slots;
    map->n_slots = n_slots;
    for (size_t i = 0; i < map->n; i++) {
        slots[slot_of(run, map, map->entries[i].key)] = (uint32_t)i + 1;
    }
    return true;
}

static bool grow(fg_run *run, fg_map *map, crd_err *err)
{
    size_t capacity = map->capacity ? map->capacity * 2 : FEW;
    if (capacity > UINT32_MAX / 2) {
        return CRD_FAIL(err, run->arena, CRD_E_BUDGET, CRD_S("map too large"));
    }
    fg_map_entry *entries = fg_alloc_n(run, capacity, sizeof(*entries), err);
    if (!entries) {
        return false;
    }
    if (map->n) {
        memcpy(entries, map->entries, map->n * sizeof(*entries));
    }
    map->entries = entries;
    map->capacity = capacity;
    return capacity <= FEW || rehash(run, map, err);
}

bool fg_map_object_set(fg_run *run, fg_map *map, crd_str key, fg_val value, crd_err *err)
{
    fg_run_pin(run);
    value.flags &= (uint8_t)~FG_VAL_IFACE;
    fg_map_entry *entry = fg_map_object_find(run, map, key);
    if (entry) {
        entry->value = value;
        return true;
    }
    if (map->n == map->capacity && !grow(run, map, err)) {
        return false;
    }
    if (!map->slots && map->n >= FEW && !rehash(run, map, err)) {
        return false;
    }
    map->entries[map->n] = (fg_map_entry) { key, value };
    if (map->slots) {
        map->slots[slot_of(run, map, key)] = (uint32_t)map->n + 1;
    }
    map->n++;
    map->order = NULL;
    return true;
}

/* Empties a slot and moves those behind it forward that would not be found any more. */
static void slot_clear(const fg_run *run, fg_map *map, size_t hole)
{
    size_t mask = map->n_slots - 1;
    map->slots[hole] = 0;
    for (size_t i = (hole + 1) & mask; map->slots[i]; i = (i + 1) & mask) {
        uint32_t at = map->slots[i];
        map->slots[i] = 0;
        map->slots[slot_of(run, map, map->entries[at - 1].key)] = at;
    }
}

void fg_map_object_unset(fg_run *run, fg_map *map, crd_str key)
{
    fg_map_entry *entry = fg_map_object_find(run, map, key);
    if (!entry) {
        return;
    }
    fg_run_pin(run);
    fg_map_entry *last = &map->entries[map->n - 1];
    if (map->slots) {
        slot_clear(run, map, slot_of(run, map, key));
        if (entry != last) {
            map->slots[slot_of(run, map, last->key)] = (uint32_t)(entry - map->entries) + 1;
        }
    }
    *entry = *last;
    map->n--;
    map->order = NULL;
}

/* Merges two sorted runs of from into to. */
static void merge_runs(const fg_map *map, const uint32_t *from, uint32_t *to, size_t start,
                       size_t middle, size_t end)
{
    size_t left = start;
    size_t right = middle;
    for (size_t i = start; i < end; i++) {
        bool take_left =
            left < middle && (right >= end || crd_str_cmp(map->entries[from[left]].key,
                                                          map->entries[from[right]].key) <= 0);
        to[i] = take_left ? from[left++] : from[right++];
    }
}

bool fg_map_object_sort(fg_run *run, fg_map *map, crd_err *err)
{
    if (map->order || !map->n) {
        return true;
    }
    fg_run_pin(run);
    uint32_t *from = fg_alloc_n(run, map->n * 2, sizeof(*from), err);
    if (!from || !fg_spend(run, map->n / 16, err)) {
        return false;
    }
    uint32_t *to = from + map->n;
    for (size_t i = 0; i < map->n; i++) {
        from[i] = (uint32_t)i;
    }
    for (size_t width = 1; width < map->n; width *= 2) {
        for (size_t start = 0; start < map->n; start += 2 * width) {
            size_t middle = start + width < map->n ? start + width : map->n;
            size_t end = start + 2 * width < map->n ? start + 2 * width : map->n;
            merge_runs(map, from, to, start, middle, end);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    map->order = from;
    return true;
}

/* ---- The overlay ---- */

struct overlay_slot {
    const crd_value *node; /* NULL: empty */
    fg_map *map;
};

struct fg_overlay {
    size_t n;
    size_t n_slots; /* a power of two */
    struct overlay_slot *slots;
};

static size_t overlay_slot(const struct fg_overlay *overlay, const crd_value *node)
{
    size_t mask = overlay->n_slots - 1;
    uint64_t h = (uint64_t)(uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(h >> 32) & mask;
    while (overlay->slots[i].node && overlay->slots[i].node != node) {
        i = (i + 1) & mask;
    }
    return i;
}

fg_map *fg_overlay_find(const fg_run *run, const crd_value *node)
{
    return run->overlay ? run->overlay->slots[overlay_slot(run->overlay, node)].map : NULL;
}

static bool overlay_resize(fg_run *run, size_t n_slots, crd_err *err)
{
    struct fg_overlay *overlay = fg_alloc(run, sizeof(*overlay), err);
    struct overlay_slot *slots = overlay ? fg_alloc_n(run, n_slots, sizeof(*slots), err) : NULL;
    if (!slots) {
        return false;
    }
    memset(slots, 0, n_slots * sizeof(*slots));
    *overlay = (struct fg_overlay) { 0, n_slots, slots };
    const struct fg_overlay *old = run->overlay;
    for (size_t i = 0; old && i < old->n_slots; i++) {
        if (old->slots[i].node) {
            slots[overlay_slot(overlay, old->slots[i].node)] = old->slots[i];
        }
    }
    overlay->n = old ? old->n : 0;
    run->overlay = overlay;
    return true;
}

fg_map *fg_overlay_make(fg_run *run, const crd_value *node, crd_err *err)
{
    fg_map *map = fg_overlay_find(run, node);
    if (map) {
        return map;
    }
    fg_run_pin(run);
    if (!run->overlay || run->overlay->n * 2 >= run->overlay->n_slots) {
        size_t n_slots = run->overlay ? run->overlay->n_slots * 2 : 16;
        if (!overlay_resize(run, n_slots, err)) {
            return NULL;
        }
    }
    size_t n = crd_len_of(node);
    map = fg_map_object_new(run, n, err);
    for (size_t i = 0; map && i < n; i++) {
        const crd_member *member = crd_member_at(node, i);
        if (!fg_map_object_set(run, map, member->key, fg_val_tree(run, &member->value), err)) {
            return NULL;
        }
    }
    if (map) {
        run->overlay->slots[overlay_slot(run->overlay, node)] = (struct overlay_slot) { node, map };
        run->overlay->n++;
    }
    return map;
}
