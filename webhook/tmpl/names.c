/* SPDX-License-Identifier: Apache-2.0 */
/* Names by number: a table that grows on an arena; few names are looked through. */
#include "names.h"

#define FEW 8

static uint32_t slot_of(const fg_names *names, crd_str name)
{
    uint32_t mask = names->n_slots - 1;
    uint32_t i = (uint32_t)crd_hash(names->seed, name) & mask;
    while (names->slots[i] && !crd_str_eq(names->names[names->slots[i] - 1], name)) {
        i = (i + 1) & mask;
    }
    return i;
}

uint32_t fg_names_find(const fg_names *names, crd_str name)
{
    if (names->slots) {
        uint32_t at = names->slots[slot_of(names, name)];
        return at ? at - 1 : FG_NO_NAME;
    }
    for (uint32_t i = 0; i < names->n; i++) {
        if (crd_str_eq(names->names[i], name)) {
            return i;
        }
    }
    return FG_NO_NAME;
}

static bool grow(fg_names *names)
{
    uint32_t capacity = names->capacity ? names->capacity * 2 : FEW;
    crd_str *copy = crd_arena_alloc(names->arena, capacity * sizeof(*copy));
    if (!copy) {
        return false;
    }
    if (names->n) {
        memcpy(copy, names->names, names->n * sizeof(*copy));
    }
    names->names = copy;
    names->capacity = capacity;
    if (capacity <= FEW) {
        return true;
    }
    uint32_t n_slots = capacity * 2;
    uint32_t *slots = CRD_NEW_N(names->arena, uint32_t, n_slots);
    if (!slots) {
        return false;
    }
    if (!names->slots && !names->seed.a && !names->seed.b) {
        names->seed = crd_seed_new();
    }
    names->slots = slots;
    names->n_slots = n_slots;
    for (uint32_t i = 0; i < names->n; i++) {
        slots[slot_of(names, names->names[i])] = i + 1;
    }
    return true;
}

uint32_t fg_names_add(fg_names *names, crd_str name)
{
    uint32_t found = fg_names_find(names, name);
    if (found != FG_NO_NAME) {
        return found;
    }
    if (names->n == names->capacity && !grow(names)) {
        return FG_NO_NAME;
    }
    if (names->slots) {
        names->slots[slot_of(names, name)] = names->n + 1;
    }
    names->names[names->n] = name;
    return names->n++;
}

bool fg_names_copy(const fg_names *from, crd_arena *arena, fg_names *ret)
{
    fg_names copy = *from;
    copy.arena = arena;
    if (from->capacity) {
        copy.names = crd_arena_alloc(arena, from->capacity * sizeof(*copy.names));
        if (!copy.names) {
            return false;
        }
        memcpy(copy.names, from->names, from->n * sizeof(*copy.names));
    }
    if (from->slots) {
        copy.slots = crd_arena_alloc(arena, from->n_slots * sizeof(*copy.slots));
        if (!copy.slots) {
            return false;
        }
        memcpy(copy.slots, from->slots, from->n_slots * sizeof(*copy.slots));
    }
    *ret = copy;
    return true;
}
