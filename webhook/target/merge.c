/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options of a target laid over those of the Bundle: see options.h. Fields that Fleet does not
 * merge (ignore, deleteNamespace, deleteCRDResources, createNamespace, overwrites, helm.maxHistory,
 * helm.valuesFiles, helm.skipSchemaValidation, helm.disableDependencyUpdate, namespace labels and
 * annotations) keep the Bundle's.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "items.h"
#include "kapi/types.h"
#include "options.h"

struct merger {
    crd_arena *arena;
    enum fg_line line;
    crd_err *err;
};

/* Takes the custom text when it says something. */
#define MERGE_TEXT(to, from, member)                                                               \
    do {                                                                                           \
        if ((from)->member.len) {                                                                  \
            (to)->member = (from)->member;                                                         \
            (to)->has.member = 1;                                                                  \
        }                                                                                          \
    } while (0)

#define MERGE_OR(to, from, member)                                                                 \
    do {                                                                                           \
        if ((from)->member) {                                                                      \
            (to)->member = true;                                                                   \
            (to)->has.member = 1;                                                                  \
        }                                                                                          \
    } while (0)

static void *copy_struct(struct merger *merger, const void *from, size_t size)
{
    void *to = crd_arena_zalloc(merger->arena, 1, size);
    if (!to) {
        crd_err_memory(merger->err, merger->arena);
        return NULL;
    }
    if (from) {
        memcpy(to, from, size);
    }
    return to;
}

/* --- values: maps merge, everything else is replaced --- */

static bool merge_values(struct merger *merger, const crd_value *base, const crd_value *custom,
                         size_t depth, crd_value *ret);

static bool merge_maps(struct merger *merger, const crd_value *base, const crd_value *custom,
                       size_t depth, crd_value *ret)
{
    size_t n_base = crd_len_of(base);
    crd_member *members = CRD_NEW_N(merger->arena, crd_member, n_base + crd_len_of(custom));
    if (!members) {
        return crd_err_memory(merger->err, merger->arena);
    }
    for (size_t i = 0; i < n_base; i++) {
        const crd_member *from = crd_member_at(base, i);
        const crd_value *over = crd_map_get(custom, from->key);
        members[i] = *from;
        if (over && !merge_values(merger, &from->value, over, depth + 1, &members[i].value)) {
            return false;
        }
    }
    size_t n = n_base;
    for (size_t i = 0; i < crd_len_of(custom); i++) {
        const crd_member *from = crd_member_at(custom, i);
        if (!crd_map_find(base, from->key)) {
            members[n++] = *from;
        }
    }
    return crd_value_map(merger->arena, members, n, ret, merger->err);
}

/* Depth is bounded by what a reader lets in; the check keeps it so for every caller. */
static bool merge_values(struct merger *merger, const crd_value *base, const crd_value *custom,
                         size_t depth, crd_value *ret)
{
    if (!crd_is_map(base) || !crd_is_map(custom)) {
        *ret = *custom;
        return true;
    }
    if (depth > CRD_NESTING_MAX) {
        return CRD_FAIL(merger->err, merger->arena, CRD_E_DEPTH,
                        CRD_S("values are nested too deeply to be merged"));
    }
    return merge_maps(merger, base, custom, depth, ret);
}

/* --- lists with keys (latest) and without (0.12) --- */

/* What makes two entries of a list the same, on the arena. Empty: nothing does. */
typedef bool key_of(struct merger *merger, const void *item, crd_str *ret);

struct keyed {
    crd_str key;
    size_t index; /* in the custom list */
    bool used;
};

static int by_key_then_index(const void *a, const void *b)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    int order = crd_str_cmp(x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The first custom entry of that key, NULL when there is none. */
static struct keyed *find_key(struct keyed *keys, size_t n, crd_str key)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crd_str_cmp(keys[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n && crd_str_eq(keys[low].key, key) ? &keys[low] : NULL;
}

static bool append(struct merger *merger, const fg_items *base, const fg_items *custom, size_t size,
                   fg_items *ret)
{
    char *items = crd_arena_zalloc(merger->arena, base->n + custom->n, size);
    if (!items) {
        return crd_err_memory(merger->err, merger->arena);
    }
    if (base->n) {
        memcpy(items, base->items, base->n * size);
    }
    memcpy(items + base->n * size, custom->items, custom->n * size);
    *ret = (fg_items) { .items = items, .n = base->n + custom->n };
    return true;
}

/*
 * Base entries in their order, each replaced by the first custom entry of its key; then the custom
 * entries whose key is new (the first of each) or that have none, in their order.
 */
static bool merge_keyed(struct merger *merger, const fg_items *base, const fg_items *custom,
                        size_t size, key_of *key, fg_items *ret)
{
    const char *from_base = base->items;
    const char *from_custom = custom->items;
    struct keyed *keys = CRD_NEW_N(merger->arena, struct keyed, custom->n);
    char *items = crd_arena_zalloc(merger->arena, base->n + custom->n, size);
    size_t n = 0;
    crd_str text;
    if (!keys || !items) {
        return crd_err_memory(merger->err, merger->arena);
    }
    for (size_t i = 0; i < custom->n; i++) {
        keys[i].index = i;
        if (!key(merger, from_custom + i * size, &keys[i].key)) {
            return false;
        }
    }
    qsort(keys, custom->n, sizeof(*keys), by_key_then_index);
    for (size_t i = 0; i < base->n; i++) {
        const char *item = from_base + i * size;
        if (!key(merger, item, &text)) {
            return false;
        }
        struct keyed *found = text.len ? find_key(keys, custom->n, text) : NULL;
        if (found) {
            found->used = true;
            item = from_custom + found->index * size;
        }
        memcpy(items + n++ * size, item, size);
    }
    for (size_t i = 0; i < custom->n; i++) {
        if (!key(merger, from_custom + i * size, &text)) {
            return false;
        }
        struct keyed *first = text.len ? find_key(keys, custom->n, text) : NULL;
        if (!first || (!first->used && first->index == i)) {
            memcpy(items + n++ * size, from_custom + i * size, size);
        }
    }
    *ret = (fg_items) { .items = items, .n = n };
    return true;
}

static bool merge_list(struct merger *merger, const fg_items *base, const fg_items *custom,
                       size_t size, key_of *key, fg_items *ret)
{
    if (!custom->n) {
        *ret = *base;
        return true;
    }
    return key ? merge_keyed(merger, base, custom, size, key, ret)
               : append(merger, base, custom, size, ret);
}

/* Lists are anonymous struct types of one layout. */
#define ITEMS(list)                                                                                \
    (&(const fg_items) {                                                                           \
        .items = (list).items,                                                                     \
        .n = (list).n,                                                                             \
    })

#define MERGE_LIST(merger, to, from, member, key)                                                  \
    merge_list_member((merger), &(to)->member, ITEMS((to)->member), ITEMS((from)->member),         \
                      sizeof(*(to)->member.items), (key))

static bool merge_list_member(struct merger *merger, void *member, const fg_items *base,
                              const fg_items *custom, size_t size, key_of *key)
{
    fg_items merged;
    if (!merge_list(merger, base, custom, size, key, &merged)) {
        return false;
    }
    memcpy(member, &merged, sizeof(merged));
    return true;
}

static bool join(struct merger *merger, const crd_str *parts, size_t n, crd_str *ret)
{
    *ret = crd_str_cat(merger->arena, parts, n);
    return ret->ptr || crd_err_memory(merger->err, merger->arena);
}

#define NUL CRD_S("\0")

static bool values_from_key(struct merger *merger, const void *item, crd_str *ret)
{
    const fleet_values_from *from = item;
    const fleet_key_ref *ref =
        from->config_map_key_ref ? from->config_map_key_ref : from->secret_key_ref;
    if (!ref) {
        *ret = CRD_S("");
        return true;
    }
    crd_str kind = from->config_map_key_ref ? CRD_S("configmap") : CRD_S("secret");
    crd_str parts[] = { kind, NUL, ref->namespace_, NUL, ref->name, NUL, ref->key };
    return join(merger, parts, 7, ret);
}

static bool compare_patch_key(struct merger *merger, const void *item, crd_str *ret)
{
    const fleet_compare_patch *patch = item;
    crd_str parts[] = { patch->api_version, NUL, patch->kind, NUL,
                        patch->namespace_,  NUL, patch->name };
    return join(merger, parts, 7, ret);
}

static bool downstream_key(struct merger *merger, const void *item, crd_str *ret)
{
    const fleet_downstream_resource *resource = item;
    char *kind = crd_arena_bytes(merger->arena, resource->kind.len);
    if (!kind) {
        return crd_err_memory(merger->err, merger->arena);
    }
    for (size_t i = 0; i < resource->kind.len; i++) {
        char c = resource->kind.ptr[i];
        kind[i] = crd_is_upper((unsigned char)c) ? (char)(c | 0x20) : c;
    }
    crd_str parts[] = { crd_str_of(kind, resource->kind.len), NUL, resource->name };
    return join(merger, parts, 3, ret);
}

/* --- the parts of the options --- */

/* Both sides sorted, then merged; of one key on both sides the custom text counts. */
static bool overlay(struct merger *merger, const crd_string_map *base, const crd_string_map *custom,
                    crd_string_map *ret)
{
    crd_string_map left = fg_string_map_sorted(merger->arena, base);
    crd_string_map right = fg_string_map_sorted(merger->arena, custom);
    crd_string_entry *items = CRD_NEW_N(merger->arena, crd_string_entry, base->n + custom->n);
    if (!left.items || !right.items || !items) {
        return crd_err_memory(merger->err, merger->arena);
    }
    size_t n = 0;
    size_t i = 0;
    size_t k = 0;
    while (i < left.n || k < right.n) {
        int order = i == left.n    ? 1
                    : k == right.n ? -1
                                   : crd_str_cmp(left.items[i].key, right.items[k].key);
        items[n++] = order < 0 ? left.items[i] : right.items[k];
        i += order <= 0;
        k += order >= 0;
    }
    *ret = (crd_string_map) { .items = items, .n = n };
    return true;
}

static bool merge_template_values(struct merger *merger, fleet_helm *to, const fleet_helm *from)
{
    if (!from->has.template_values) {
        return true;
    }
    if (to->has.template_values) {
        return overlay(merger, &to->template_values, &from->template_values, &to->template_values);
    }
    to->template_values = from->template_values;
    to->has.template_values = 1;
    return true;
}

static bool merge_helm(struct merger *merger, fleet_options *to, const fleet_options *from)
{
    const fleet_helm *custom = from->helm;
    if (!custom) {
        return true;
    }
    fleet_helm *helm = copy_struct(merger, to->helm, sizeof(*helm));
    if (!helm) {
        return false;
    }
    if (custom->timeout_seconds) {
        helm->timeout_seconds = custom->timeout_seconds > 0 ? custom->timeout_seconds : 0;
        helm->has.timeout_seconds = 1;
    }
    if (custom->has.values && helm->has.values) {
        if (!merge_values(merger, &helm->values, &custom->values, 1, &helm->values)) {
            return false;
        }
    } else if (custom->has.values) {
        helm->values = custom->values;
        helm->has.values = 1;
    }
    MERGE_TEXT(helm, custom, repo);
    MERGE_TEXT(helm, custom, chart);
    MERGE_TEXT(helm, custom, version);
    MERGE_TEXT(helm, custom, release_name);
    MERGE_OR(helm, custom, force);
    MERGE_OR(helm, custom, atomic);
    MERGE_OR(helm, custom, take_ownership);
    MERGE_OR(helm, custom, disable_pre_process);
    MERGE_OR(helm, custom, wait_for_jobs);
    MERGE_OR(helm, custom, disable_dns);
    to->helm = helm;
    to->has.helm = 1;
    return merge_template_values(merger, helm, custom) &&
           MERGE_LIST(merger, helm, custom, values_from,
                      merger->line == FG_LINE_LATEST ? values_from_key : NULL);
}

static bool merge_kustomize(struct merger *merger, fleet_options *to, const fleet_options *from)
{
    if (!from->kustomize) {
        return true;
    }
    fleet_kustomize *kustomize = copy_struct(merger, to->kustomize, sizeof(*kustomize));
    if (!kustomize) {
        return false;
    }
    MERGE_TEXT(kustomize, from->kustomize, dir);
    to->kustomize = kustomize;
    to->has.kustomize = 1;
    return true;
}

static bool merge_diff(struct merger *merger, fleet_options *to, const fleet_options *from)
{
    if (!from->diff) {
        return true;
    }
    fleet_diff *diff = copy_struct(merger, to->diff, sizeof(*diff));
    if (!diff) {
        return false;
    }
    to->diff = diff;
    to->has.diff = 1;
    return MERGE_LIST(merger, diff, from->diff, compare_patches,
                      merger->line == FG_LINE_LATEST ? compare_patch_key : NULL);
}

static bool merge_yaml(struct merger *merger, fleet_options *to, const fleet_options *from)
{
    if (!from->yaml) {
        return true;
    }
    fleet_yaml_overlays *yaml = copy_struct(merger, to->yaml, sizeof(*yaml));
    if (!yaml) {
        return false;
    }
    to->yaml = yaml;
    to->has.yaml = 1;
    return MERGE_LIST(merger, yaml, from->yaml, overlays, NULL);
}

bool fg_options_merge(crd_arena *arena, enum fg_line line, const fleet_options *base,
                      const fleet_options *custom, fleet_options *ret, crd_err *err)
{
    struct merger merger = { .arena = arena, .line = line, .err = err };
    fleet_options to = *base;
    MERGE_TEXT(&to, custom, default_namespace);
    MERGE_TEXT(&to, custom, namespace_);
    MERGE_TEXT(&to, custom, service_account);
    if (custom->force_sync_generation > 0) {
        to.force_sync_generation = custom->force_sync_generation;
        to.has.force_sync_generation = 1;
    }
    MERGE_OR(&to, custom, keep_resources);
    if (custom->correct_drift) {
        to.correct_drift = custom->correct_drift;
        to.has.correct_drift = 1;
    }
    if (!merge_helm(&merger, &to, custom) || !merge_kustomize(&merger, &to, custom) ||
        !merge_diff(&merger, &to, custom) || !merge_yaml(&merger, &to, custom)) {
        return false;
    }
    if (line == FG_LINE_LATEST &&
        !MERGE_LIST(&merger, &to, custom, downstream_resources, downstream_key)) {
        return false;
    }
    *ret = to;
    return true;
}
