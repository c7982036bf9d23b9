/* SPDX-License-Identifier: Apache-2.0 */
/* Reading Fleet's kinds, and taking a part of one struct as another: see fleet.h. */
#include "fleet.h"

/* The part of the object that is read; what is in its members stays where it is. */
static bool read_part(crd_arena *arena, const crd_value *value, enum fg_fleet_part part,
                      crd_value *ret, crd_err *err)
{
    size_t n = crd_len_of(value);
    *ret = *value;
    if (!crd_is_map(value)) {
        return true;
    }
    crd_member *members = CRD_NEW_N(arena, crd_member, n);
    if (!members) {
        return crd_err_memory(err, arena);
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const crd_member *member = crd_member_at(value, i);
        if (!crd_str_eq(member->key, CRD_S("status")) &&
            (part == FG_WITH_METADATA || !crd_str_eq(member->key, CRD_S("metadata")))) {
            members[kept++] = *member;
        }
    }
    return crd_value_map(arena, members, kept, ret, err);
}

bool fg_fleet_read(crd_arena *arena, const crd_struct *type, const crd_value *value,
                   enum fg_fleet_part part, crd_diags *diags, const void **ret, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    crd_value rest;
    err = err ? err : &local;
    if (!read_part(arena, value, part, &rest, err)) {
        return false;
    }
    const void *read = crd_decode_value(arena, type, &rest, NULL, diags, err);
    if (!read && crd_code_is_ours(err->code)) {
        return false;
    }
    *ret = read;
    return true;
}

bool fg_bundle_read(crd_arena *arena, const crd_value *value, crd_diags *diags,
                    const fg_bundle **ret, crd_err *err)
{
    static const fleet_bundle_spec empty = { .extra = NULL };
    const void *read = NULL;
    if (!fg_fleet_read(arena, &fleet_bundle_type, value, FG_WITH_METADATA, diags, &read, err)) {
        return false;
    }
    if (!read) {
        *ret = NULL;
        return true;
    }
    fg_bundle *bundle = CRD_NEW(arena, fg_bundle);
    if (!bundle) {
        return crd_err_memory(err, arena);
    }
    const fleet_bundle *from = read;
    bundle->meta = fg_object_meta_of(from->metadata, value);
    bundle->spec = from->spec ? from->spec : &empty;
    *ret = bundle;
    return true;
}

/*
 * Takes the fields of *to out of a struct that has them, too. Equal types are one in generated code
 * (tests/unit/fleet checks each pair), so a field is its bytes and its two bits.
 */
static void take(const crd_struct *to_type, void *to, const crd_struct *from_type, const void *from)
{
    for (size_t i = 0; i < to_type->n; i++) {
        const crd_field *into = &to_type->fields[i];
        const crd_field *out_of = crd_field_find(from_type, crd_str_of(into->key, into->key_len));
        size_t k = (size_t)(out_of - from_type->fields);
        memcpy((char *)to + into->at, (const char *)from + out_of->at, into->type->size);
        crd_bit_set(to, to_type->has_at, i, crd_bit_get(from, from_type->has_at, k));
        crd_bit_set(to, to_type->null_at, i, crd_bit_get(from, from_type->null_at, k));
    }
}

fleet_options fg_bundle_spec_options(const fleet_bundle_spec *spec)
{
    fleet_options options = { .extra = NULL };
    take(&fleet_options_type, &options, &fleet_bundle_spec_type, spec);
    return options;
}

fleet_options fg_bundle_target_options(const fleet_bundle_target *target)
{
    fleet_options options = { .extra = NULL };
    take(&fleet_options_type, &options, &fleet_bundle_target_type, target);
    return options;
}

fleet_target_restriction fg_bundle_target_match(const fleet_bundle_target *target)
{
    fleet_target_restriction match = { .extra = NULL };
    take(&fleet_target_restriction_type, &match, &fleet_bundle_target_type, target);
    return match;
}

fleet_target_restriction fg_partition_match(const fleet_partition *partition)
{
    fleet_target_restriction match = { .extra = NULL };
    take(&fleet_target_restriction_type, &match, &fleet_partition_type, partition);
    return match;
}
