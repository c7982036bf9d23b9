/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places of values, by address: chained hashing over records on the arena. Addresses come from our
 * own arena, so nobody outside chooses what collides. The table of chains doubles; all its sizes
 * together stay below 16 bytes a record.
 */
#include "value.h"

#define CHAINS_FIRST 64

struct record {
    struct record *next;
    uintptr_t address;
    crd_place value;
    crd_place key;
};

struct crd_places {
    crd_arena *arena; /* Borrowed */
    struct record **chains;
    size_t chains_n; /* a power of two, 0 before the first record */
    size_t n;
};

crd_places *crd_places_new(crd_arena *arena)
{
    crd_places *places = CRD_NEW(arena, crd_places);
    if (places) {
        places->arena = arena;
    }
    return places;
}

static size_t chain_of(const crd_places *places, uintptr_t address)
{
    uint64_t mixed = (uint64_t)address * 0x9E3779B97F4A7C15u;
    return (size_t)(mixed >> 32) & (places->chains_n - 1);
}

static bool grow(crd_places *places)
{
    crd_places bigger = *places;
    bigger.chains_n = places->chains_n ? places->chains_n * 2 : CHAINS_FIRST;
    bigger.chains = CRD_NEW_N(places->arena, struct record *, bigger.chains_n);
    if (!bigger.chains) {
        return false;
    }
    for (size_t i = 0; i < places->chains_n; i++) {
        for (struct record *record = places->chains[i]; record;) {
            struct record *next = record->next;
            size_t chain = chain_of(&bigger, record->address);
            record->next = bigger.chains[chain];
            bigger.chains[chain] = record;
            record = next;
        }
    }
    *places = bigger;
    return true;
}

static struct record *record_at(const crd_places *places, uintptr_t address)
{
    struct record *record = places->n ? places->chains[chain_of(places, address)] : NULL;
    while (record && record->address != address) {
        record = record->next;
    }
    return record;
}

static bool add_address(crd_places *places, uintptr_t address, crd_place value, crd_place key,
                        crd_err *err)
{
    struct record *record = record_at(places, address);
    if (!record) {
        if (places->n == places->chains_n && !grow(places)) {
            return crd_err_memory(err, places->arena);
        }
        record = CRD_NEW(places->arena, struct record);
        if (!record) {
            return crd_err_memory(err, places->arena);
        }
        size_t chain = chain_of(places, address);
        record->next = places->chains[chain];
        record->address = address;
        places->chains[chain] = record;
        places->n++;
    }
    record->value = value;
    record->key = key;
    return true;
}

bool crd_places_add(crd_places *places, const crd_value *value, crd_place value_place,
                    crd_place key_place, crd_err *err)
{
    return add_address(places, (uintptr_t)value, value_place, key_place, err);
}

/* A root is known by what it points to as well: odd, so that it is nobody's own address. */
static uintptr_t root_address(const crd_value *root)
{
    return crd_len_of(root) ? (uintptr_t)root->u.raw + 1 : 0;
}

bool crd_places_add_root(crd_places *places, const crd_value *at, crd_value root, crd_place place,
                         crd_err *err)
{
    uintptr_t address = root_address(&root);
    crd_place none = { 0 };
    return add_address(places, (uintptr_t)at, place, none, err) &&
           (!address || add_address(places, address, place, none, err));
}

bool crd_places_find(const crd_places *places, const crd_value *value, crd_place *ret_value,
                     crd_place *ret_key)
{
    if (!places || !value) {
        return false;
    }
    const struct record *record = record_at(places, (uintptr_t)value);
    uintptr_t address = root_address(value);
    if (!record && address) {
        record = record_at(places, address);
    }
    if (!record) {
        return false;
    }
    if (ret_value) {
        *ret_value = record->value;
    }
    if (ret_key) {
        *ret_key = record->key;
    }
    return true;
}
