/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's dictionaries. set, unset and merge change a map in place and every alias sees it; where
 * Go's order is random, ours is that of the keys. Source of the behaviour: sprig v3.3.0 dict.go,
 * mitchellh/copystructure v1.2.0.
 */
#include "base/limits.h"
#include "base/num.h"
#include "chapters.h"
#include "common.h"

static bool dict(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val map;
    if (!fg_spend(run, n, err) || !fg_map_new(run, &fg_type_map, n / 2 + 1, &map, err)) {
        return false;
    }
    for (size_t i = 0; i < n; i += 2) {
        crd_str key;
        fg_val value = i + 1 < n ? args[i + 1] : fg_val_string(CRD_S(""));
        if (!fg_sprig_strval(run, args[i], &key, err) || !fg_map_set(run, map, key, value, err)) {
            return false;
        }
    }
    *ret = map;
    return true;
}

static bool get(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_map_get(run, args[0], fg_text(args[1]), ret)) {
        *ret = fg_val_string(CRD_S(""));
    }
    return true;
}

static bool set(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_set(run, args[0], fg_text(args[1]), args[2], err);
}

static bool unset(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[0];
    return fg_map_unset(run, args[0], fg_text(args[1]), err);
}

static bool has_key(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val value;
    *ret = fg_val_bool(fg_map_get(run, args[0], fg_text(args[1]), &value));
    return true;
}

static bool pluck(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val *items = fg_sprig_items(run, n - 1, err);
    size_t found = 0;
    for (size_t i = 1; items && i < n; i++) {
        found += fg_map_get(run, args[i], fg_text(args[0]), &items[found]);
    }
    *ret = fg_val_slice(&fg_type_list, items, found);
    return items != NULL;
}

static bool keys(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += fg_val_len(run, args[i]);
    }
    fg_val *items = fg_sprig_items(run, total, err);
    size_t at = 0;
    for (size_t i = 0; items && i < n; i++) {
        fg_map_iter iter;
        crd_str key;
        fg_val value;
        if (!fg_map_iter_init(run, args[i], &iter, err)) {
            return false;
        }
        while (at < total && fg_map_iter_next(&iter, &key, &value)) {
            items[at++] = fg_val_string(key);
        }
    }
    *ret = fg_val_slice(&fg_type_strings, items, at);
    return items != NULL;
}

static bool values(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    size_t total = fg_val_len(run, args[0]);
    fg_map_iter iter;
    crd_str key;
    fg_val *items = fg_sprig_items(run, total, err);
    if (!items || !fg_map_iter_init(run, args[0], &iter, err)) {
        return false;
    }
    size_t at = 0;
    while (at < total && fg_map_iter_next(&iter, &key, &items[at])) {
        at++;
    }
    *ret = fg_val_slice(&fg_type_list, items, at);
    return true;
}

static bool pick(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val map;
    if (!fg_spend(run, n, err) || !fg_map_new(run, &fg_type_map, n, &map, err)) {
        return false;
    }
    for (size_t i = 1; i < n; i++) {
        fg_val value;
        if (fg_map_get(run, args[0], fg_text(args[i]), &value) &&
            !fg_map_set(run, map, fg_text(args[i]), value, err)) {
            return false;
        }
    }
    *ret = map;
    return true;
}

static bool is_named(const fg_val *names, size_t n, crd_str key)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(fg_text(names[i]), key)) {
            return true;
        }
    }
    return false;
}

static bool omit(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val map;
    fg_map_iter iter;
    crd_str key;
    fg_val value;
    size_t len = fg_val_len(run, args[0]);
    if (!fg_spend(run, len * (n / 8 + 1), err) || !fg_map_new(run, &fg_type_map, len, &map, err) ||
        !fg_map_iter_init(run, args[0], &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &key, &value)) {
        if (!is_named(args + 1, n - 1, key) && !fg_map_set(run, map, key, value, err)) {
            return false;
        }
    }
    *ret = map;
    return true;
}

/* ---- dig ---- */

/* What a failed type assertion panics with. */
static bool not_a(fg_run *run, fg_val v, crd_str wanted, crd_err *err)
{
    crd_str found = fg_is_nil(v) ? CRD_S("nil") : fg_type_name(v);
    return FG_FAIL(run, err, CRD_S("interface conversion: interface {} is "), found,
                   CRD_S(", not "), wanted);
}

static bool is_dict(fg_val v)
{
    return v.kind == FG_MAP && v.type == &fg_type_map;
}

static bool dig(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (n < 3) {
        return FG_FAIL(run, err, CRD_S("dig needs at least three arguments"));
    }
    fg_val at = args[n - 1];
    if (!is_dict(at)) {
        return not_a(run, at, fg_type_map.name, err);
    }
    for (size_t i = 0; i < n - 2; i++) {
        if (args[i].kind != FG_STRING || args[i].type != &fg_type_string) {
            return not_a(run, args[i], fg_type_string.name, err);
        }
    }
    for (size_t i = 0; i < n - 2; i++) {
        if (!is_dict(at)) {
            return not_a(run, at, fg_type_map.name, err);
        }
        if (!fg_map_get(run, at, fg_text(args[i]), &at)) {
            *ret = args[n - 2];
            return true;
        }
    }
    *ret = at;
    return true;
}

/* ---- deepCopy ---- */

static bool copy_at(fg_run *run, fg_val v, int depth, fg_val *ret, crd_err *err);

static bool copy_map(fg_run *run, fg_val v, int depth, fg_val *ret, crd_err *err)
{
    fg_val map;
    fg_map_iter iter;
    crd_str key;
    fg_val value;
    fg_val copy;
    size_t len = fg_val_len(run, v);
    if (!fg_spend(run, len, err) || !fg_map_new(run, v.type, len, &map, err) ||
        !fg_map_iter_init(run, v, &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &key, &value)) {
        if (!copy_at(run, value, depth + 1, &copy, err) || !fg_map_set(run, map, key, copy, err)) {
            return false;
        }
    }
    *ret = map;
    return true;
}

static bool copy_list(fg_run *run, fg_val v, int depth, fg_val *ret, crd_err *err)
{
    fg_val *items = fg_sprig_items(run, v.len, err);
    for (size_t i = 0; items && i < v.len; i++) {
        if (!copy_at(run, fg_val_at(run, v, i), depth + 1, &items[i], err)) {
            return false;
        }
    }
    *ret = fg_val_slice(v.type, items, v.len);
    return items != NULL;
}

static bool copy_at(fg_run *run, fg_val v, int depth, fg_val *ret, crd_err *err)
{
    if (depth > FG_VALUE_DEPTH_MAX) {
        return CRD_FAIL(err, run->arena, CRD_E_DEPTH,
                        CRD_S("value nested too deeply, or it contains itself"));
    }
    bool is_nil = !(v.flags & FG_VAL_TREE) && v.as.ref == NULL;
    if (v.kind == FG_MAP && !is_nil) {
        return copy_map(run, v, depth, ret, err);
    }
    if (v.kind == FG_SLICE && !is_nil && v.type != &fg_type_bytes) {
        return copy_list(run, v, depth, ret, err);
    }
    *ret = v;
    if (v.type && v.type->copied && !is_nil) { /* the copying library sees exported fields only */
        ret->as.ref = v.type->copied(v.as.ref);
    }
    return true;
}

static bool deep_copy(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (fg_is_nil(args[0])) {
        return FG_FAIL(run, err, CRD_S("reflect: call of reflect.Value.Type on zero Value"));
    }
    return copy_at(run, args[0], 0, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("dict", dict, FG_MAP_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("get", get, FG_ANY_T, 1, 0, FG_MAP_T, FG_STRING_T),
    FG_ROW("set", set, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T, FG_ANY_T),
    FG_ROW("unset", unset, FG_MAP_T, 1, FG_FUNC_CHANGES, FG_MAP_T, FG_STRING_T),
    FG_ROW("hasKey", has_key, FG_BOOL_T, 1, 0, FG_MAP_T, FG_STRING_T),
    FG_ROW("pluck", pluck, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_STRING_T, FG_MAP_T),
    FG_ROW("keys", keys, FG_STRINGS_T, 1, FG_FUNC_VARIADIC, FG_MAP_T),
    FG_ROW("values", values, FG_LIST_T, 1, 0, FG_MAP_T),
    FG_ROW("pick", pick, FG_MAP_T, 1, FG_FUNC_VARIADIC, FG_MAP_T, FG_STRING_T),
    FG_ROW("omit", omit, FG_MAP_T, 1, FG_FUNC_VARIADIC, FG_MAP_T, FG_STRING_T),
    FG_ROW("dig", dig, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("deepCopy", deep_copy, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("mustDeepCopy", deep_copy, FG_ANY_T, 1, 0, FG_ANY_T),
};
const fg_func_table fg_sprig_dicts = FG_TABLE(rows);
