/* SPDX-License-Identifier: Apache-2.0 */
/*
 * merge and mergeOverwrite: maps merged in place, the way mergo does it with Sprig's options. What
 * is taken over is shared, not copied, so a later change of the destination is seen in the source.
 * Source of the behaviour: dario.cat/mergo v1.0.2 deepMerge over map[string]interface {}.
 */
#include "base/limits.h"
#include "chapters.h"
#include "common.h"

/* mergo's isEmptyValue: a struct is never empty, a pointer when it is nil. */
static bool is_empty(fg_run *run, fg_val v)
{
    return fg_sprig_empty(run, v);
}

static bool merge_maps(fg_run *run, fg_val dst, fg_val src, bool overwrite, int depth,
                       crd_err *err);

/* A member of src that is a map meets what dst has there: only two maps are merged. */
static bool merge_member(fg_run *run, fg_val dst, fg_val src, bool overwrite, int depth,
                         crd_err *err)
{
    if (dst.kind == FG_MAP) {
        return src.kind != FG_MAP || merge_maps(run, dst, src, overwrite, depth + 1, err);
    }
    if (dst.kind == FG_POINTER && src.kind == FG_MAP && !overwrite) {
        return FG_FAIL(run, err, CRD_S("src and dst must be of same type"));
    }
    return true;
}

/* elem is the static type of the source's members: what reflection compares. */
static bool set_member(fg_run *run, fg_val dst, crd_str key, fg_val value, const fg_type *elem,
                       crd_err *err)
{
    if (dst.type->elem != &fg_type_any && dst.type->elem != elem) {
        return FG_FAIL(run, err, CRD_S("reflect.Value.SetMapIndex: value of type "), elem->name,
                       CRD_S(" is not assignable to type "), dst.type->elem->name);
    }
    return fg_map_set(run, dst, key, value, err);
}

static bool one_member(fg_run *run, fg_val dst, crd_str key, fg_val value, const fg_type *elem,
                       bool overwrite, int depth, crd_err *err)
{
    fg_val old = fg_val_invalid();
    bool has_old = fg_map_get(run, dst, key, &old);
    if (fg_is_nil(value)) {
        return !overwrite || set_member(run, dst, key, value, elem, err);
    }
    bool nested = value.kind == FG_MAP || value.kind == FG_STRUCT || value.kind == FG_POINTER;
    if (nested && has_old && !merge_member(run, old, value, overwrite, depth, err)) {
        return false;
    }
    if (value.kind == FG_SLICE && overwrite) {
        return set_member(run, dst, key, value, elem, err);
    }
    if (has_old && !is_empty(run, old) &&
        (!overwrite || value.kind == FG_SLICE || (value.kind == FG_MAP && old.kind == FG_MAP))) {
        return true;
    }
    return set_member(run, dst, key, value, elem, err);
}

static bool merge_maps(fg_run *run, fg_val dst, fg_val src, bool overwrite, int depth, crd_err *err)
{
    fg_map_iter iter;
    crd_str key;
    fg_val value;
    if (depth > FG_VALUE_DEPTH_MAX) {
        return CRD_FAIL(err, run->arena, CRD_E_DEPTH,
                        CRD_S("value nested too deeply, or it contains itself"));
    }
    if (!fg_spend(run, 8 * (uint64_t)fg_val_len(run, src), err) || !fg_map_iter_init(run, src, &iter, err)) {
        return false;
    }
    while (fg_map_iter_next(&iter, &key, &value)) {
        if (!one_member(run, dst, key, value, src.type->elem, overwrite, depth, err)) {
            return false;
        }
    }
    return true;
}

static bool is_nil_map(fg_val v)
{
    return !(v.flags & FG_VAL_TREE) && v.as.map == NULL;
}

static bool merge_all(fg_run *run, const fg_val *args, size_t n, bool overwrite, fg_val *ret,
                      crd_err *err)
{
    fg_val dst = args[0];
    for (size_t i = 1; i < n; i++) {
        if (is_nil_map(dst) && !is_nil_map(args[i]) && !fg_map_new(run, dst.type, 8, &dst, err)) {
            return false;
        }
        if (!merge_maps(run, dst, args[i], overwrite, 0, err)) {
            return false;
        }
    }
    *ret = dst;
    return true;
}

/* Errors of mergo are swallowed by the forms without must; running out of a budget is not. */
static bool or_empty(bool ok, fg_val *ret, crd_err *err)
{
    if (!ok && err->code == CRD_E_EXEC && crd_str_starts(err->message, CRD_S("src and dst"))) {
        *ret = fg_val_string(CRD_S(""));
        return true;
    }
    return ok;
}

static bool merge(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return or_empty(merge_all(run, args, n, false, ret, err), ret, err);
}

static bool must_merge(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return merge_all(run, args, n, false, ret, err);
}

/* With overwriting mergo has no error to give. */
static bool merge_overwrite(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return merge_all(run, args, n, true, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("merge", merge, FG_ANY_T, 1, FG_FUNC_VARIADIC | FG_FUNC_CHANGES, FG_MAP_T, FG_MAP_T),
    FG_ROW("mustMerge", must_merge, FG_ANY_T, 1, FG_FUNC_VARIADIC | FG_FUNC_CHANGES, FG_MAP_T,
           FG_MAP_T),
    FG_ROW("mergeOverwrite", merge_overwrite, FG_ANY_T, 1, FG_FUNC_VARIADIC | FG_FUNC_CHANGES,
           FG_MAP_T, FG_MAP_T),
    FG_ROW("mustMergeOverwrite", merge_overwrite, FG_ANY_T, 1, FG_FUNC_VARIADIC | FG_FUNC_CHANGES,
           FG_MAP_T, FG_MAP_T),
};
const fg_func_table fg_sprig_merge = FG_TABLE(rows);
