/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The layout of each type of the plan: a digest (FNV-1a, 64 bits) of the C that stands in the
 * header for it and of the layouts of what it is made of. Equal layouts are equal declarations, so
 * that code which was compiled with a header can tell whether a library was, too. Knows names, not
 * CRDs.
 */
#include "c_plan.h"

static void mix_byte(uint64_t *digest, unsigned char byte)
{
    *digest = (*digest ^ byte) * 0x100000001B3u;
}

/* The text and an end that no text of C has. */
static void mix(uint64_t *digest, crd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        mix_byte(digest, (unsigned char)text.ptr[i]);
    }
    mix_byte(digest, 0);
}

static void mix_layout(uint64_t *digest, const crdc_c_type *type)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        mix_byte(digest, (unsigned char)(type->layout >> shift));
    }
}

static uint64_t layout_of(const crdc_c_plan *plan, const crdc_c_type *type)
{
    uint64_t digest = 0xCBF29CE484222325u;
    mix_byte(&digest, (unsigned char)type->kind);
    mix(&digest, type->c_name);
    if (type->is_runtime) {
        return digest; /* what CRD_ABI is about */
    }
    for (size_t i = 0; i < type->n_fields; i++) {
        mix(&digest, type->fields[i].name);
        mix(&digest, type->fields[i].other);
        mix_layout(&digest, type->fields[i].type);
    }
    for (size_t i = 0; i < type->n_values; i++) {
        mix(&digest, type->constants[i]);
    }
    mix_byte(&digest, type->kind == CRDC_C_STRUCT && crdc_c_has_extra(plan, type));
    if (type->item) {
        mix_layout(&digest, type->item);
    }
    return digest;
}

/* Types stand behind those that they are made of. */
void crdc_c_plan_lay(crdc_c_plan *plan)
{
    for (crdc_c_type *type = plan->types; type; type = type->next) {
        type->layout = layout_of(plan, type);
    }
}
