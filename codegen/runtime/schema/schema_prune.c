/* SPDX-License-Identifier: Apache-2.0 */
/* Pruning: see prune.h. */
#include "../base/limits.h"
#include "prune.h"

struct pruning {
    crd_arena *arena;
    crd_err *err;
};

static bool is_meta(crd_str key)
{
    return crd_str_eq(key, CRD_S("apiVersion")) || crd_str_eq(key, CRD_S("kind")) ||
           crd_str_eq(key, CRD_S("metadata"));
}

static bool prune(struct pruning *p, const crd_schema *schema, bool embedded, bool keep_unknown,
                  const crd_value *value, size_t depth, crd_value *ret, bool *ret_changed);

/* One member of a map: *ret_kept false when it goes. */
static bool prune_member(struct pruning *p, const crd_schema *schema, bool embedded, bool keep,
                         const crd_member *member, size_t depth, crd_member *ret, bool *ret_kept,
                         bool *ret_changed)
{
    const crd_schema *inner = schema ? crd_schema_property_find(schema, member->key) : NULL;
    *ret = *member;
    *ret_kept = true;
    if (!schema) {
        *ret_kept = false;
        return true;
    }
    if (embedded && is_meta(member->key)) {
        return true;
    }
    if (inner || schema->additional_kind != CRD_ADDITIONAL_NONE) {
        inner = inner ? inner : schema->additional;
        return prune(p, inner, inner && inner->embedded_resource, inner && inner->preserve_unknown,
                     &member->value, depth, &ret->value, ret_changed);
    }
    *ret_kept = keep;
    return true;
}

static bool prune_map(struct pruning *p, const crd_schema *schema, bool embedded, bool keep,
                      const crd_value *value, size_t depth, crd_value *ret, bool *ret_changed)
{
    size_t n = crd_len_of(value);
    size_t kept = 0;
    bool changed = false;
    crd_member *members = CRD_NEW_N(p->arena, crd_member, n);
    if (!members) {
        return crd_err_memory(p->err, p->arena);
    }
    for (size_t i = 0; i < n; i++) {
        bool stays = false;
        if (!prune_member(p, schema, embedded, keep, crd_member_at(value, i), depth,
                          &members[kept], &stays, &changed)) {
            return false;
        }
        kept += stays;
        changed = changed || !stays;
    }
    *ret = *value;
    *ret_changed = *ret_changed || changed;
    return !changed || crd_value_map(p->arena, members, kept, ret, p->err);
}

static bool prune_list(struct pruning *p, const crd_schema *schema, bool keep,
                       const crd_value *value, size_t depth, crd_value *ret, bool *ret_changed)
{
    const crd_schema *inner = schema ? schema->items : NULL;
    size_t n = crd_len_of(value);
    bool changed = false;
    *ret = *value;
    if (keep && !inner) {
        return true;
    }
    crd_value *items = CRD_NEW_N(p->arena, crd_value, n);
    if (!items) {
        return crd_err_memory(p->err, p->arena);
    }
    for (size_t i = 0; i < n; i++) {
        if (!prune(p, inner, inner && inner->embedded_resource,
                   keep || (inner && inner->preserve_unknown), crd_item(value, i), depth,
                   &items[i], &changed)) {
            return false;
        }
    }
    if (changed) {
        *ret = crd_value_list(items, n);
        *ret_changed = true;
    }
    return true;
}

/* keep_unknown: x-kubernetes-preserve-unknown-fields holds here. */
static bool prune(struct pruning *p, const crd_schema *schema, bool embedded, bool keep_unknown,
                  const crd_value *value, size_t depth, crd_value *ret, bool *ret_changed)
{
    if (++depth > CRD_NESTING_MAX) {
        return CRD_FAIL(p->err, p->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    if (crd_is_map(value)) {
        return prune_map(p, schema, embedded, keep_unknown, value, depth, ret, ret_changed);
    }
    if (crd_is_list(value)) {
        return prune_list(p, schema, keep_unknown, value, depth, ret, ret_changed);
    }
    *ret = *value;
    return true;
}

bool crd_prune(crd_arena *arena, const crd_schema *schema, bool is_root, const crd_value *value,
               crd_value *ret, bool *ret_changed, crd_err *err)
{
    struct pruning p = { arena, err };
    bool changed = false;
    crd_value pruned;
    if (!prune(&p, schema, is_root || (schema && schema->embedded_resource),
               schema && schema->preserve_unknown, value, 0, &pruned, &changed)) {
        return false;
    }
    *ret = pruned;
    *ret_changed = changed;
    return true;
}
