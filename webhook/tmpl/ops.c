/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Go does with any value: truth, deep equality, and the way to JSON. Recursive, so each level
 * counts against FG_VALUE_DEPTH_MAX: a value that contains itself is an ordinary error.
 */
#include "base/base64.h"
#include "base/limits.h"
#include "base/num.h"
#include "value/json.h"
#include "map.h"

bool fg_val_truth(fg_run *run, fg_val v)
{
    switch (v.kind) {
    case FG_INVALID:
    case FG_NIL:
        return false;
    case FG_FLOAT64:
        return v.as.f != 0;
    case FG_COMPLEX128:
        return v.as.complex[0] != 0 || v.as.complex[1] != 0;
    case FG_STRING:
    case FG_SLICE:
        return v.len > 0;
    case FG_MAP:
        return fg_val_len(run, v) > 0;
    case FG_STRUCT:
        return true;
    case FG_POINTER:
    case FG_FUNC:
        return v.as.ref != NULL;
    default:
        return v.as.i != 0;
    }
}

static bool too_deep(fg_run *run, crd_err *err)
{
    return CRD_FAIL(err, run->arena, CRD_E_DEPTH,
                    CRD_S("value nested too deeply, or it contains itself"));
}

/* ---- reflect.DeepEqual ---- */

static bool is_nil_ref(fg_val v) /* of a slice, map, pointer or function */
{
    return !(v.flags & FG_VAL_TREE) && !v.as.ref;
}

static bool equal_at(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err);

static bool equal_slices(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err)
{
    *ret = is_nil_ref(a) == is_nil_ref(b) && a.len == b.len;
    if (!*ret || (a.as.ref == b.as.ref && (a.flags & FG_VAL_TREE) == (b.flags & FG_VAL_TREE))) {
        return true;
    }
    if (a.type->elem == &fg_type_uint8) {
        *ret = crd_str_eq(fg_text(a), fg_text(b));
        return true;
    }
    if (!fg_spend(run, 2 * (uint64_t)a.len, err)) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (!equal_at(run, fg_val_at(run, a, i), fg_val_at(run, b, i), depth + 1, ret, err)) {
            return false;
        }
        if (!*ret) {
            return true;
        }
    }
    return true;
}

static bool equal_maps(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err)
{
    size_t n = fg_val_len(run, a);
    *ret = is_nil_ref(a) == is_nil_ref(b) && n == fg_val_len(run, b);
    if (!*ret || fg_map_same(run, a, b)) {
        return true;
    }
    fg_map_iter iter;
    if (!fg_spend(run, n, err) || !fg_map_iter_init(run, a, &iter, err)) {
        return false;
    }
    crd_str key;
    fg_val value;
    while (fg_map_iter_next(&iter, &key, &value)) {
        fg_val other;
        if (!fg_map_get(run, b, key, &other)) {
            *ret = false;
            return true;
        }
        if (!equal_at(run, value, other, depth + 1, ret, err)) {
            return false;
        }
        if (!*ret) {
            return true;
        }
    }
    return true;
}

static bool equal_structs(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err)
{
    *ret = true;
    for (size_t i = 0; i < a.type->n_fields && *ret; i++) {
        fg_val x;
        fg_val y;
        if (!a.type->fields[i].get(run, a, &x, err) || !b.type->fields[i].get(run, b, &y, err) ||
            !equal_at(run, x, y, depth + 1, ret, err)) {
            return false;
        }
    }
    return true;
}

static bool equal_refs(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err)
{
    *ret = a.as.ref == b.as.ref;
    if (*ret || !a.as.ref || !b.as.ref || a.kind == FG_FUNC) {
        *ret = *ret && a.kind != FG_FUNC;
        return true;
    }
    if (a.type->equal) {
        *ret = a.type->equal(a, b);
        return true;
    }
    const fg_type *type = a.kind == FG_POINTER ? a.type->elem : a.type;
    if (!type) {
        return true;
    }
    a.type = b.type = type;
    return equal_structs(run, a, b, depth, ret, err);
}

static bool equal_at(fg_run *run, fg_val a, fg_val b, int depth, bool *ret, crd_err *err)
{
    if (depth > FG_VALUE_DEPTH_MAX) {
        return too_deep(run, err);
    }
    if (a.type != b.type) {
        *ret = false;
        return true;
    }
    switch (a.kind) {
    case FG_INVALID:
    case FG_NIL:
        *ret = true;
        return true;
    case FG_FLOAT64:
        *ret = a.as.f == b.as.f;
        return true;
    case FG_COMPLEX128:
        *ret = a.as.complex[0] == b.as.complex[0] && a.as.complex[1] == b.as.complex[1];
        return true;
    case FG_STRING:
        *ret = crd_str_eq(fg_text(a), fg_text(b));
        return fg_spend_bytes(run, a.len, err);
    case FG_SLICE:
        return equal_slices(run, a, b, depth, ret, err);
    case FG_MAP:
        return equal_maps(run, a, b, depth, ret, err);
    case FG_STRUCT:
    case FG_POINTER:
    case FG_FUNC:
        return equal_refs(run, a, b, depth, ret, err);
    default:
        *ret = a.as.i == b.as.i;
        return true;
    }
}

bool fg_val_equal(fg_run *run, fg_val a, fg_val b, bool *ret, crd_err *err)
{
    bool equal = false;
    if (!equal_at(run, a, b, 0, &equal, err)) {
        return false;
    }
    *ret = equal;
    return true;
}

/* ---- To the value world ---- */

static bool to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err);

static bool unsupported(fg_run *run, fg_val v, crd_err *err)
{
    return CRD_FAIL(err, run->arena, CRD_E_VALUE, CRD_S("json: unsupported type: "),
                    fg_type_name(v));
}

static bool number_to_tree(fg_run *run, fg_val v, crd_value *ret, crd_err *err)
{
    char text[CRD_FLOAT_TEXT_MAX];
    crd_str literal;
    if (v.kind == FG_FLOAT64) {
        literal = crd_float_text_json(v.as.f, text);
        if (!literal.len) {
            crd_buf buf;
            fg_buf_open(run, &buf);
            crd_float_format(&buf, v.as.f, 'g', -1);
            if (fg_buf_fails(run, &buf, err)) {
                return false;
            }
            return CRD_FAIL(err, run->arena, CRD_E_VALUE, CRD_S("json: unsupported value: "),
                            crd_buf_str(&buf));
        }
    } else {
        literal = fg_is_uint(v) ? crd_uint_text(v.as.u, text) : crd_int_text(v.as.i, text);
    }
    char *copy = fg_alloc_text(run, literal.len, err);
    if (!copy) {
        return false;
    }
    memcpy(copy, literal.ptr, literal.len);
    *ret = crd_value_number(crd_str_of(copy, literal.len));
    return true;
}

static bool bytes_to_tree(fg_run *run, fg_val v, crd_value *ret, crd_err *err)
{
    if (is_nil_ref(v)) {
        *ret = crd_value_null();
        return true;
    }
    crd_buf buf;
    fg_buf_open(run, &buf);
    crd_base64_encode(&buf, fg_text(v));
    if (fg_buf_fails(run, &buf, err)) {
        return false;
    }
    *ret = crd_value_string(crd_buf_str(&buf));
    return true;
}

static bool slice_to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err)
{
    if (v.type->elem == &fg_type_uint8) {
        return bytes_to_tree(run, v, ret, err);
    }
    if (is_nil_ref(v)) {
        *ret = crd_value_null();
        return true;
    }
    crd_value *items = fg_alloc_n(run, v.len, sizeof(*items), err);
    if (!items || !fg_spend(run, 2 * (uint64_t)v.len, err)) {
        return false;
    }
    for (size_t i = 0; i < v.len; i++) {
        if (!to_tree(run, fg_val_at(run, v, i), depth + 1, &items[i], err)) {
            return false;
        }
    }
    *ret = crd_value_list(items, v.len);
    return true;
}

static bool map_to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err)
{
    if (is_nil_ref(v)) {
        *ret = crd_value_null();
        return true;
    }
    fg_map_iter iter;
    if (!fg_map_iter_init(run, v, &iter, err) || !fg_spend(run, iter.n, err)) {
        return false;
    }
    crd_member *members = fg_alloc_n(run, iter.n, sizeof(*members), err);
    if (!members) {
        return false;
    }
    crd_str key;
    fg_val value;
    for (size_t i = 0; fg_map_iter_next(&iter, &key, &value); i++) {
        members[i].key = key;
        if (!to_tree(run, value, depth + 1, &members[i].value, err)) {
            return false;
        }
    }
    return crd_value_map(run->arena, members, iter.n, ret, err);
}

static bool struct_to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err)
{
    crd_member *members = fg_alloc_n(run, v.type->n_fields, sizeof(*members), err);
    if (!members) {
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < v.type->n_fields; i++) {
        const fg_field *field = &v.type->fields[i];
        fg_val value;
        if (field->unexported) {
            continue;
        }
        if (!field->get(run, v, &value, err) ||
            !to_tree(run, value, depth + 1, &members[n].value, err)) {
            return false;
        }
        members[n++].key = field->name;
    }
    return crd_value_map(run->arena, members, n, ret, err);
}

/* By the type's own JSON. */
static bool own_json(fg_run *run, fg_val v, crd_value *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (!v.type->json(run, v, &buf, err) || fg_buf_fails(run, &buf, err)) {
        return false;
    }
    return crd_json_read(run->arena, crd_buf_str(&buf), NULL, ret, err);
}

static bool ref_to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err)
{
    if (v.kind == FG_POINTER && !v.as.ref) {
        *ret = crd_value_null();
        return true;
    }
    if (v.kind == FG_POINTER && v.type->elem) {
        v.type = v.type->elem;
    }
    return struct_to_tree(run, v, depth, ret, err);
}

static bool to_tree(fg_run *run, fg_val v, int depth, crd_value *ret, crd_err *err)
{
    if (depth > FG_VALUE_DEPTH_MAX) {
        return too_deep(run, err);
    }
    if (v.type && v.type->json && (v.kind != FG_POINTER || v.as.ref)) {
        return own_json(run, v, ret, err);
    }
    switch (v.kind) {
    case FG_INVALID:
    case FG_NIL:
        *ret = crd_value_null();
        return true;
    case FG_BOOL:
        *ret = crd_value_bool(v.as.i != 0);
        return true;
    case FG_STRING:
        *ret = crd_value_string(fg_text(v));
        return true;
    case FG_SLICE:
        return slice_to_tree(run, v, depth, ret, err);
    case FG_MAP:
        return map_to_tree(run, v, depth, ret, err);
    case FG_STRUCT:
    case FG_POINTER:
        return ref_to_tree(run, v, depth, ret, err);
    case FG_COMPLEX128:
    case FG_FUNC:
        return unsupported(run, v, err);
    default:
        return number_to_tree(run, v, ret, err);
    }
}

bool fg_val_to_tree(fg_run *run, fg_val v, crd_value *ret, crd_err *err)
{
    crd_value value;
    if (!to_tree(run, v, 0, &value, err)) {
        return false;
    }
    *ret = value;
    return true;
}
