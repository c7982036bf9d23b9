/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's JSON. The forms without must drop errors; running out of a budget or of memory they do
 * not drop. Source of the behaviour: sprig v3.3.0 defaults.go, Go 1.26 encoding/json.
 */
#include <math.h>

#include "base/limits.h"
#include "chapters.h"
#include "common.h"
#include "value/json.h"

/* Errors that encoding/json has, too; all others end the run. */
static bool is_go_error(const crd_err *err)
{
    return err->code == CRD_E_VALUE || err->code == CRD_E_DEPTH || err->code == CRD_E_SYNTAX ||
           err->code == CRD_E_EXEC;
}

static bool marshal(fg_run *run, fg_val v, const crd_json_style *style, fg_val *ret, crd_err *err)
{
    crd_value tree;
    crd_buf buf;
    if (!fg_val_to_tree(run, v, &tree, err)) {
        if (err->code == CRD_E_DEPTH) {
            return FG_FAIL(run, err, CRD_S("json: unsupported value: encountered a cycle via "),
                           fg_type_name(v));
        }
        return false;
    }
    fg_buf_open(run, &buf);
    bool ok = crd_json_write(&buf, &tree, style, err);
    if (fg_buf_fails(run, &buf, err) || !ok) {
        return false;
    }
    return fg_spend_bytes(run, buf.len * 8, err) && fg_buf_value(run, &buf, ret, err);
}

/* A tree made of a value has its maps sorted, and structs in the order of their fields. */
static const crd_json_style compact = { .keep_order = true };
static const crd_json_style pretty = { .keep_order = true, .indent = CRD_STR_INIT("  ") };
static const crd_json_style raw = { .keep_order = true, .keep_html = true };

static bool or_empty(bool ok, fg_val *ret, crd_err *err)
{
    if (!ok && is_go_error(err)) {
        *ret = fg_val_string(CRD_S(""));
        return true;
    }
    return ok;
}

static bool to_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return or_empty(marshal(run, args[0], &compact, ret, err), ret, err);
}

static bool must_to_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return marshal(run, args[0], &compact, ret, err);
}

static bool to_pretty_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return or_empty(marshal(run, args[0], &pretty, ret, err), ret, err);
}

static bool must_to_pretty_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret,
                                crd_err *err)
{
    return marshal(run, args[0], &pretty, ret, err);
}

/* toRawJson panics with the error, so both forms end alike. */
static bool to_raw_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return marshal(run, args[0], &raw, ret, err);
}

/* ---- Reading ---- */

/* A number that no float64 holds: Go notes an error and leaves nil in its place. */
static const crd_value *find_overflow(const crd_value *value, int depth)
{
    double number;
    if (crd_kind_of(value) == CRD_NUMBER) {
        return crd_number_float(value, &number) ? NULL : value;
    }
    const crd_value *found = NULL;
    for (size_t i = 0; i < crd_len_of(value) && depth <= CRD_NESTING_MAX && !found; i++) {
        found = find_overflow(
            crd_is_map(value) ? &crd_member_at(value, i)->value : crd_item(value, i), depth + 1);
    }
    return found;
}

/* The same tree with null for every number that overflows. */
static bool without_overflow(fg_run *run, const crd_value *value, int depth, crd_value *ret,
                             crd_err *err)
{
    *ret = *value;
    if (!find_overflow(value, depth)) {
        return true;
    }
    size_t n = crd_len_of(value);
    if (crd_is_list(value)) {
        crd_value *items = fg_alloc_n(run, n, sizeof(*items), err);
        for (size_t i = 0; items && i < n; i++) {
            if (!without_overflow(run, crd_item(value, i), depth + 1, &items[i], err)) {
                return false;
            }
        }
        *ret = crd_value_list(items, n);
        return items != NULL;
    }
    if (crd_is_map(value)) {
        crd_member *members = fg_alloc_n(run, n, sizeof(*members), err);
        for (size_t i = 0; members && i < n; i++) {
            members[i].key = crd_member_at(value, i)->key;
            if (!without_overflow(run, &crd_member_at(value, i)->value, depth + 1,
                                  &members[i].value, err)) {
                return false;
            }
        }
        return members && crd_value_map(run->arena, members, n, ret, err);
    }
    *ret = crd_value_null();
    return true;
}

static bool unmarshal(fg_run *run, crd_str text, bool must, fg_val *ret, crd_err *err)
{
    crd_value *tree = fg_alloc(run, sizeof(*tree), err);
    if (!tree || !fg_spend_bytes(run, text.len, err)) {
        return false;
    }
    const crd_json_options options = { .in_place = true };
    if (!crd_json_read(run->arena, text, &options, tree, err)) {
        if (must || !is_go_error(err)) {
            return false;
        }
        *ret = fg_val_nil();
        return true;
    }
    const crd_value *overflow = find_overflow(tree, 0);
    if (overflow && must) {
        return FG_FAIL(run, err, CRD_S("json: cannot unmarshal number "), crd_text_of(overflow),
                       CRD_S(" into Go value of type float64"));
    }
    if (overflow && !without_overflow(run, tree, 0, tree, err)) {
        return false;
    }
    *ret = fg_val_tree(run, tree);
    return true;
}

static bool from_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return unmarshal(run, fg_text(args[0]), false, ret, err);
}

static bool must_from_json(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return unmarshal(run, fg_text(args[0]), true, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("toJson", to_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("mustToJson", must_to_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("toPrettyJson", to_pretty_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("mustToPrettyJson", must_to_pretty_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("toRawJson", to_raw_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("mustToRawJson", to_raw_json, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("fromJson", from_json, FG_ANY_T, 1, 0, FG_STRING_T),
    FG_ROW("mustFromJson", must_from_json, FG_ANY_T, 1, 0, FG_STRING_T),
};
const fg_func_table fg_sprig_json = FG_TABLE(rows);
