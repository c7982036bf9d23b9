/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's lists. A list is never changed: each function gives a new one, or a part that shares the
 * items. Source of the behaviour: sprig v3.3.0 list.go, Go 1.26 reflect.
 */
#include <math.h>

#include "base/num.h"
#include "chapters.h"
#include "common.h"

static bool list_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val *items = fg_sprig_items(run, n, err);
    if (!items) {
        return false;
    }
    if (n) {
        memcpy(items, args, n * sizeof(*items));
    }
    *ret = fg_val_slice(&fg_type_list, items, n);
    return true;
}

static bool append(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot push on type ", err)) {
        return false;
    }
    size_t len = args[0].len;
    fg_val *items = fg_sprig_items(run, len + 1, err);
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        items[i] = fg_val_at(run, args[0], i);
    }
    items[len] = args[1];
    *ret = fg_val_slice(&fg_type_list, items, len + 1);
    return true;
}

static bool prepend(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot prepend on type ", err)) {
        return false;
    }
    size_t len = args[0].len;
    fg_val *items = fg_sprig_items(run, len + 1, err);
    if (!items) {
        return false;
    }
    items[0] = args[1];
    for (size_t i = 0; i < len; i++) {
        items[i + 1] = fg_val_at(run, args[0], i);
    }
    *ret = fg_val_slice(&fg_type_list, items, len + 1);
    return true;
}

static bool first(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot find first on type ", err)) {
        return false;
    }
    *ret = args[0].len ? fg_val_at(run, args[0], 0) : fg_val_nil();
    return true;
}

static bool last(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot find last on type ", err)) {
        return false;
    }
    *ret = args[0].len ? fg_val_at(run, args[0], args[0].len - 1) : fg_val_nil();
    return true;
}

/* Items from start to end as a []interface {}; of an empty list the nil list. */
static bool part(fg_run *run, fg_val list, size_t start, size_t end, fg_val *ret, crd_err *err)
{
    if (list.len == 0) {
        *ret = fg_val_slice(&fg_type_list, NULL, 0);
        return true;
    }
    fg_val *items = fg_sprig_items(run, end - start, err);
    if (!items) {
        return false;
    }
    for (size_t i = start; i < end; i++) {
        items[i - start] = fg_val_at(run, list, i);
    }
    *ret = fg_val_slice(&fg_type_list, items, end - start);
    return true;
}

static bool rest(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return fg_sprig_want_list(run, args[0], "Cannot find rest on type ", err) &&
           part(run, args[0], 1, args[0].len, ret, err);
}

static bool initial(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return fg_sprig_want_list(run, args[0], "Cannot find initial on type ", err) &&
           part(run, args[0], 0, args[0].len ? args[0].len - 1 : 0, ret, err);
}

static bool reverse(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot find reverse on type ", err)) {
        return false;
    }
    size_t len = args[0].len;
    fg_val *items = fg_sprig_items(run, len, err);
    if (!items) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        items[len - 1 - i] = fg_val_at(run, args[0], i);
    }
    *ret = fg_val_slice(&fg_type_list, items, len);
    return true;
}

/* Whether one of n values is needle, by reflect.DeepEqual. Each comparison costs a step. */
static bool is_among(fg_run *run, const fg_val *items, size_t n, fg_val needle, bool *ret,
                     crd_err *err)
{
    *ret = false;
    for (size_t i = 0; i < n && !*ret; i++) {
        if (!fg_spend(run, 1, err) || !fg_val_equal(run, needle, items[i], ret, err)) {
            return false;
        }
    }
    return true;
}

static bool compact(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot compact on type ", err)) {
        return false;
    }
    fg_val *items = fg_sprig_items(run, args[0].len, err);
    size_t kept = 0;
    for (size_t i = 0; items && i < args[0].len; i++) {
        fg_val item = fg_val_at(run, args[0], i);
        if (!fg_sprig_empty(run, item)) {
            items[kept++] = item;
        }
    }
    *ret = fg_val_slice(&fg_type_list, items, kept);
    return items != NULL;
}

/* Texts that were seen are looked up; other values, which equal no text, are compared one by one.
 */
static bool was_seen(fg_run *run, fg_val texts, const fg_val *others, size_t n_others, fg_val item,
                     bool *ret, crd_err *err)
{
    if (item.type != &fg_type_string) {
        return is_among(run, others, n_others, item, ret, err);
    }
    fg_val found;
    *ret = fg_map_get(run, texts, fg_text(item), &found);
    return fg_spend(run, 4 + item.len / 16, err) &&
           (*ret || fg_map_set(run, texts, fg_text(item), fg_val_bool(true), err));
}

static bool uniq(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot find uniq on type ", err)) {
        return false;
    }
    size_t len = args[0].len;
    fg_val texts;
    fg_val *items = fg_sprig_items(run, len, err);
    fg_val *others = items ? fg_sprig_items(run, len, err) : NULL;
    if (!others || !fg_map_new(run, &fg_type_map, 0, &texts, err)) {
        return false;
    }
    size_t kept = 0;
    size_t n_others = 0;
    for (size_t i = 0; i < len; i++) {
        fg_val item = fg_val_at(run, args[0], i);
        bool seen = false;
        if (!was_seen(run, texts, others, n_others, item, &seen, err)) {
            return false;
        }
        if (seen) {
            continue;
        }
        items[kept++] = item;
        if (item.type != &fg_type_string) {
            others[n_others++] = item;
        }
    }
    *ret = fg_val_slice(&fg_type_list, items, kept);
    return true;
}

static bool without(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "Cannot find without on type ", err)) {
        return false;
    }
    fg_val *items = fg_sprig_items(run, args[0].len, err);
    size_t kept = 0;
    for (size_t i = 0; items && i < args[0].len; i++) {
        fg_val item = fg_val_at(run, args[0], i);
        bool unwanted = false;
        if (!is_among(run, args + 1, n - 1, item, &unwanted, err)) {
            return false;
        }
        if (!unwanted) {
            items[kept++] = item;
        }
    }
    *ret = fg_val_slice(&fg_type_list, items, kept);
    return items != NULL;
}

static bool has(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool found = false;
    if (!fg_is_nil(args[1]) && !fg_sprig_want_list(run, args[1], "Cannot find has on type ", err)) {
        return false;
    }
    for (size_t i = 0; i < args[1].len && !fg_is_nil(args[1]) && !found; i++) {
        fg_val item = fg_val_at(run, args[1], i);
        if (!is_among(run, &item, 1, args[0], &found, err)) {
            return false;
        }
    }
    *ret = fg_val_bool(found);
    return true;
}

static bool slice(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    if (!fg_sprig_want_list(run, args[0], "list should be type of slice or array but ", err)) {
        return false;
    }
    int64_t len = args[0].len;
    int64_t start = n > 1 ? fg_sprig_int64(args[1]) : 0;
    int64_t end = n > 2 ? fg_sprig_int64(args[2]) : len;
    if (len == 0) {
        *ret = fg_val_nil();
        return true;
    }
    if (start < 0 || end < start || end > len) {
        return FG_FAIL(run, err, CRD_S("reflect.Value.Slice: slice index out of bounds"));
    }
    *ret = fg_val_cut(args[0], (size_t)start, (size_t)end);
    return true;
}

static bool concat(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        if (fg_is_nil(args[i])) {
            return fg_sprig_want_list(run, args[i], "", err);
        }
        if (args[i].kind != FG_SLICE) {
            return FG_FAIL(run, err, CRD_S("Cannot concat type "),
                           fg_kind_name((enum fg_kind)args[i].kind), CRD_S(" as list"));
        }
        total += args[i].len;
    }
    if (total == 0) {
        *ret = fg_val_slice(&fg_type_list, NULL, 0);
        return true;
    }
    fg_val *items = fg_sprig_items(run, total, err);
    if (!items) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < args[i].len; j++) {
            items[at++] = fg_val_at(run, args[i], j);
        }
    }
    *ret = fg_val_slice(&fg_type_list, items, total);
    return true;
}

/* One chunk; a negative length is what make() panics on. */
static bool one_chunk(fg_run *run, fg_val list, size_t start, int64_t len, fg_val *ret,
                      crd_err *err)
{
    if (len < 0) {
        return FG_FAIL(run, err, CRD_S("runtime error: makeslice: len out of range"));
    }
    fg_val *items = fg_sprig_items(run, (size_t)len, err);
    if (!items) {
        return false;
    }
    for (int64_t i = 0; i < len; i++) {
        items[i] = fg_val_at(run, list, start + (size_t)i);
    }
    *ret = fg_val_slice(&fg_type_list, items, (size_t)len);
    return true;
}

/* The number of chunks by the arithmetic that Sprig uses, so that odd sizes end as they do in Go.
 */
static bool chunk(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    int64_t size = args[0].as.i;
    if (!fg_sprig_want_list(run, args[1], "Cannot chunk type ", err)) {
        return false;
    }
    int64_t len = args[1].len;
    int64_t count = fg_sprig_truncate(floor((double)(len - 1) / (double)size) + 1);
    if (count < 0) {
        return one_chunk(run, args[1], 0, -1, ret, err);
    }
    fg_val *chunks = fg_sprig_items(run, (size_t)count, err);
    if (!chunks) {
        return false;
    }
    for (int64_t i = 0; i < count; i++) {
        int64_t part_len = size;
        if (i == count - 1) {
            part_len = fg_sprig_truncate(floor(fmod((double)len, (double)size)));
            part_len = part_len == 0 ? size : part_len;
        }
        if (!one_chunk(run, args[1], (size_t)(i * size), part_len, &chunks[i], err)) {
            return false;
        }
    }
    *ret = fg_val_slice(&fg_type_lists, chunks, (size_t)count);
    return true;
}

static const fg_func rows[] = {
    FG_ROW("list", list_of, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("tuple", list_of, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("append", append, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("push", append, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustAppend", append, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustPush", append, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("prepend", prepend, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustPrepend", prepend, FG_LIST_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("first", first, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("mustFirst", first, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("last", last, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("mustLast", last, FG_ANY_T, 1, 0, FG_ANY_T),
    FG_ROW("rest", rest, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("mustRest", rest, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("initial", initial, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("mustInitial", initial, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("reverse", reverse, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("mustReverse", reverse, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("compact", compact, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("mustCompact", compact, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("uniq", uniq, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("mustUniq", uniq, FG_LIST_T, 1, 0, FG_ANY_T),
    FG_ROW("without", without, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustWithout", without, FG_LIST_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("has", has, FG_BOOL_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustHas", has, FG_BOOL_T, 1, 0, FG_ANY_T, FG_ANY_T),
    FG_ROW("slice", slice, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("mustSlice", slice, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("concat", concat, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("chunk", chunk, FG_LISTS_T, 1, 0, FG_INT_T, FG_ANY_T),
    FG_ROW("mustChunk", chunk, FG_LISTS_T, 1, 0, FG_INT_T, FG_ANY_T),
};
const fg_func_table fg_sprig_lists = FG_TABLE(rows);
