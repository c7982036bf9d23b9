/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Label prefixes: see prefix.h. Fleet looks at members of maps, and follows maps and maps that
 * stand directly in lists; texts in lists, and lists in lists, are left alone.
 */
#include "prefix.h"

#include "base/limits.h"
#include "kapi/meta.h"

static const crd_str prefix = CRD_STR_INIT("global.fleet.clusterLabels.");

static bool is_prefixed(const crd_value *value)
{
    return crd_is_string(value) && crd_str_starts(crd_text_of(value), prefix);
}

/* What a walk asks of each map on its way; depth counts maps, the root being 0. */
struct walk {
    bool used;
    bool too_deep;
};

static void walk_map(const crd_value *map, size_t depth, struct walk *walk)
{
    if (depth > FG_LABEL_PREFIX_DEPTH_MAX) {
        walk->too_deep = true;
        return;
    }
    for (size_t i = 0; i < crd_len_of(map); i++) {
        const crd_value *value = &crd_member_at(map, i)->value;
        walk->used = walk->used || is_prefixed(value);
        if (crd_is_map(value)) {
            walk_map(value, depth + 1, walk);
        }
        for (size_t k = 0; crd_is_list(value) && k < crd_len_of(value); k++) {
            if (crd_is_map(crd_item(value, k))) {
                walk_map(crd_item(value, k), depth + 1, walk);
            }
        }
    }
}

bool fg_prefix_is_used(const crd_value *values)
{
    struct walk walk = { .used = false };
    walk_map(values, 0, &walk);
    return walk.used;
}

bool fg_prefix_is_too_deep(const crd_value *values)
{
    struct walk walk = { .too_deep = false };
    walk_map(values, 0, &walk);
    return walk.too_deep;
}

struct replacer {
    crd_arena *arena;
    const crd_value *labels;
    crd_err *err;
};

static bool replace_in_map(struct replacer *replacer, const crd_value *map, crd_value *ret);

/* Only maps directly in the list are followed. */
static bool replace_in_list(struct replacer *replacer, const crd_value *list, crd_value *ret)
{
    crd_value *items = CRD_NEW_N(replacer->arena, crd_value, crd_len_of(list));
    if (!items) {
        return crd_err_memory(replacer->err, replacer->arena);
    }
    for (size_t i = 0; i < crd_len_of(list); i++) {
        items[i] = *crd_item(list, i);
        if (crd_is_map(&items[i]) && !replace_in_map(replacer, crd_item(list, i), &items[i])) {
            return false;
        }
    }
    *ret = crd_value_list(items, crd_len_of(list));
    return true;
}

static bool replace_value(struct replacer *replacer, const crd_value *value, crd_value *ret)
{
    crd_str label = CRD_S("");
    if (is_prefixed(value)) {
        fg_label_get(replacer->labels, crd_str_from(crd_text_of(value), prefix.len), &label);
        *ret = crd_value_string(label);
        return true;
    }
    if (crd_is_map(value)) {
        return replace_in_map(replacer, value, ret);
    }
    if (crd_is_list(value)) {
        return replace_in_list(replacer, value, ret);
    }
    *ret = *value;
    return true;
}

/* Recursion ends where fg_prefix_is_too_deep says. */
static bool replace_in_map(struct replacer *replacer, const crd_value *map, crd_value *ret)
{
    crd_member *members = CRD_NEW_N(replacer->arena, crd_member, crd_len_of(map));
    if (!members) {
        return crd_err_memory(replacer->err, replacer->arena);
    }
    for (size_t i = 0; i < crd_len_of(map); i++) {
        const crd_member *from = crd_member_at(map, i);
        members[i].key = from->key;
        if (!replace_value(replacer, &from->value, &members[i].value)) {
            return false;
        }
    }
    return crd_value_map(replacer->arena, members, crd_len_of(map), ret, replacer->err);
}

bool fg_prefix_replace(crd_arena *arena, const crd_value *values, const crd_value *labels,
                       crd_value *ret, crd_err *err)
{
    struct replacer replacer = { .arena = arena, .labels = labels, .err = err };
    return replace_in_map(&replacer, values, ret);
}
