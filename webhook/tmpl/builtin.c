/* SPDX-License-Identifier: Apache-2.0 */
/* text/template's functions on values, and the table of all of them. */
#include "builtin.h"

#include "base/num.h"
#include "exec.h"
#include "fmt.h"

#define R FG_REFLECT_T
#define A FG_ANY_T
#define V FG_FUNC_VARIADIC

static const fg_func rows[] = {
    FG_ROW("and", fg_builtin_and, R, 1, V, R, R),
    FG_ROW("call", fg_builtin_call, R, 1, V, R, R),
    FG_ROW("eq", fg_builtin_eq, FG_BOOL_T, 1, V, R, R),
    FG_ROW("ge", fg_builtin_ge, FG_BOOL_T, 1, 0, R, R),
    FG_ROW("gt", fg_builtin_gt, FG_BOOL_T, 1, 0, R, R),
    FG_ROW("html", fg_builtin_html, FG_STRING_T, 1, V, A),
    FG_ROW("index", fg_builtin_index, R, 1, V, R, R),
    FG_ROW("js", fg_builtin_js, FG_STRING_T, 1, V, A),
    FG_ROW("le", fg_builtin_le, FG_BOOL_T, 1, 0, R, R),
    FG_ROW("len", fg_builtin_len, FG_INT_T, 1, 0, R),
    FG_ROW("lt", fg_builtin_lt, FG_BOOL_T, 1, 0, R, R),
    FG_ROW("ne", fg_builtin_ne, FG_BOOL_T, 1, 0, R, R),
    FG_ROW("not", fg_builtin_not, FG_BOOL_T, 1, 0, R),
    FG_ROW("or", fg_builtin_or, R, 1, V, R, R),
    FG_ROW("print", fg_builtin_print, FG_STRING_T, 1, V, A),
    FG_ROW("printf", fg_builtin_printf, FG_STRING_T, 1, V, FG_STRING_T, A),
    FG_ROW("println", fg_builtin_println, FG_STRING_T, 1, V, A),
    FG_ROW("slice", fg_builtin_slice, R, 1, V, R, R),
    FG_ROW("urlquery", fg_builtin_urlquery, FG_STRING_T, 1, V, A),
};

const fg_func_table fg_funcs_builtin = FG_TABLE(rows);

static bool fail_parts(fg_run *run, crd_err *err, const crd_str *parts, size_t n)
{
    return crd_err_set(err, run->arena, CRD_E_EXEC, parts, n);
}
#define FAIL(...)                                                                                  \
    fail_parts(run, err, (const crd_str[]) { __VA_ARGS__ },                                        \
               sizeof((const crd_str[]) { __VA_ARGS__ }) / sizeof(crd_str))

/* What an interface {} holds. */
static fg_val taken_out(fg_val v)
{
    if (v.kind == FG_NIL) {
        return fg_val_invalid();
    }
    v.flags &= (uint8_t)~FG_VAL_IFACE;
    return v;
}

/* Down a pointer; false when it is nil (or an interface {} that holds nothing). */
static bool indirect(fg_val *v)
{
    if (v->kind == FG_NIL || (v->kind == FG_POINTER && !v->as.ref)) {
        return false;
    }
    if (v->kind == FG_POINTER && v->type->elem) {
        *v = fg_val_ref(v->type->elem, v->as.ref);
    }
    v->flags &= (uint8_t)~FG_VAL_IFACE;
    return true;
}

/* ---- Logic ---- */

/* The engine runs and/or itself, since they stop early: these are there for whoever calls rows. */
bool fg_builtin_and(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)err;
    *ret = args[n - 1];
    for (size_t i = n; i-- > 0;) {
        *ret = fg_val_truth(run, args[i]) ? *ret : args[i];
    }
    return true;
}

bool fg_builtin_or(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)err;
    *ret = args[n - 1];
    for (size_t i = n; i-- > 0;) {
        *ret = fg_val_truth(run, args[i]) ? args[i] : *ret;
    }
    return true;
}

bool fg_builtin_not(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    (void)err;
    *ret = fg_val_bool(!fg_val_truth(run, args[0]));
    return true;
}

/* ---- Length, index, slice ---- */

bool fg_builtin_len(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    fg_val v = args[0];
    if (v.kind == FG_INVALID) {
        return FAIL(CRD_S("reflect: call of reflect.Value.Type on zero Value"));
    }
    if (!indirect(&v)) {
        return FAIL(CRD_S("len of nil pointer"));
    }
    if (v.kind != FG_STRING && v.kind != FG_SLICE && v.kind != FG_MAP) {
        return FAIL(CRD_S("len of type "), fg_type_name(v));
    }
    *ret = fg_val_int((int64_t)fg_val_len(run, v));
    return true;
}

/* An index of something that takes those up to limit. `slice` does not look into an interface {}.
 */
static bool index_of(fg_run *run, fg_val v, size_t limit, size_t *ret, crd_err *err)
{
    if (v.flags & FG_VAL_IFACE) {
        return FAIL(CRD_S("cannot index slice/array with type "), fg_type_any.name);
    }
    if (v.kind == FG_INVALID) {
        return FAIL(CRD_S("cannot index slice/array with nil"));
    }
    if (!fg_is_int(v) && !fg_is_uint(v)) {
        return FAIL(CRD_S("cannot index slice/array with type "), fg_type_name(v));
    }
    if (v.as.i < 0 || (uint64_t)v.as.i > limit) {
        char text[CRD_INT_TEXT_MAX];
        return FAIL(CRD_S("index out of range: "), crd_int_text(v.as.i, text));
    }
    *ret = (size_t)v.as.i;
    return true;
}

static bool index_list(fg_run *run, fg_val *item, fg_val index, crd_err *err)
{
    size_t i = 0;
    size_t len = item->len;
    if (!index_of(run, taken_out(index), len, &i, err)) {
        return false;
    }
    if (i == len) {
        return item->kind == FG_STRING ? FAIL(CRD_S("reflect: string index out of range"))
                                       : FAIL(CRD_S("reflect: slice index out of range"));
    }
    if (item->kind == FG_STRING) {
        *item = fg_val_integer(&fg_type_uint8, (unsigned char)item->as.text[i]);
    } else {
        *item = fg_val_at(run, *item, i);
    }
    return true;
}

static bool index_map(fg_run *run, fg_val *item, fg_val index, crd_err *err)
{
    index = taken_out(index);
    if (index.kind == FG_INVALID) {
        return FAIL(CRD_S("value is nil; should be of type string"));
    }
    if (!fg_type_assignable(index.type, &fg_type_string)) {
        return FAIL(CRD_S("value has type "), fg_type_name(index), CRD_S("; should be string"));
    }
    fg_val found;
    if (!fg_map_get(run, *item, fg_text(index), &found)) {
        found = fg_val_zero(item->type->elem);
    }
    *item = found;
    return true;
}

bool fg_builtin_index(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    fg_val item = taken_out(args[0]);
    if (item.kind == FG_INVALID) {
        return FAIL(CRD_S("index of untyped nil"));
    }
    for (size_t i = 1; i < n; i++) {
        if (!indirect(&item)) {
            return FAIL(CRD_S("index of nil pointer"));
        }
        bool ok;
        if (item.kind == FG_SLICE || item.kind == FG_STRING) {
            ok = index_list(run, &item, args[i], err);
        } else if (item.kind == FG_MAP) {
            ok = index_map(run, &item, args[i], err);
        } else {
            ok = FAIL(CRD_S("can't index item of type "), fg_type_name(item));
        }
        if (!ok) {
            return false;
        }
    }
    *ret = item;
    return true;
}

/*
 * The capacity that a list of that length has when encoding/json has appended its items one by one:
 * the allocator's sizes in items of 16 bytes (above 512 bytes less 8 for its header), from 32 KiB
 * on pages of 8 KiB. `slice` may reach up to it.
 */
static size_t capacity_of(size_t len)
{
    static const uint16_t sizes[] = { 0, 1, 2, 4, 8, 16, 32, 71, 143, 303, 591, 1023, 1535 };
    size_t capacity = 0;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        capacity = sizes[i];
        if (capacity >= len) {
            return capacity;
        }
    }
    while (capacity < len) {
        capacity += (capacity + 768) / 4;
        capacity = (capacity + 511) / 512 * 512;
    }
    return capacity;
}

/* start to end of a list, which may end behind its length: its array holds nils there. */
static bool slice_list(fg_run *run, fg_val item, size_t start, size_t end, size_t capacity,
                       fg_val *ret, crd_err *err)
{
    fg_val cut = item;
    if (end > item.len) {
        fg_val *items;
        if (!fg_val_slice_new(run, item.type, end, &items, &cut, err)) {
            return false;
        }
        for (size_t i = 0; i < end; i++) {
            items[i] = i < item.len ? fg_val_at(run, item, i) : fg_val_zero(item.type->elem);
        }
    }
    cut = fg_val_cut(cut, start, end);
    size_t spare = capacity - end;
    cut.spare = (uint16_t)(spare < UINT16_MAX ? spare + 1 : UINT16_MAX);
    *ret = cut;
    return true;
}

bool fg_builtin_slice(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    char a[CRD_INT_TEXT_MAX];
    char b[CRD_INT_TEXT_MAX];
    fg_val item = taken_out(args[0]);
    if (item.kind == FG_INVALID) {
        return FAIL(CRD_S("slice of untyped nil"));
    }
    if (fg_exec_go(run) != FG_GO_1_23 && !indirect(&item)) {
        return FAIL(CRD_S("slice of nil pointer"));
    }
    if (n > 4) {
        return FAIL(CRD_S("too many slice indexes: "), crd_uint_text(n - 1, a));
    }
    if (item.kind != FG_STRING && item.kind != FG_SLICE) {
        return FAIL(CRD_S("can't slice item of type "), fg_type_name(item));
    }
    if (item.kind == FG_STRING && n == 4) {
        return FAIL(CRD_S("cannot 3-index slice a string"));
    }
    size_t capacity = item.len;
    if (item.kind == FG_SLICE && item.spare) {
        capacity += item.spare - 1u;
    } else if (item.kind == FG_SLICE && item.flags & FG_VAL_TREE) {
        capacity = capacity_of(item.len);
    }
    size_t at[3] = { 0, item.len, capacity };
    for (size_t i = 1; i < n; i++) {
        if (!index_of(run, args[i], capacity, &at[i - 1], err)) {
            return false;
        }
    }
    if (at[0] > at[1]) {
        return FAIL(CRD_S("invalid slice index: "), crd_uint_text(at[0], a), CRD_S(" > "),
                    crd_uint_text(at[1], b));
    }
    if (at[1] > at[2]) {
        return FAIL(CRD_S("invalid slice index: "), crd_uint_text(at[1], a), CRD_S(" > "),
                    crd_uint_text(at[2], b));
    }
    if (item.kind == FG_STRING) {
        *ret = fg_val_cut(item, at[0], at[1]);
        return true;
    }
    return slice_list(run, item, at[0], at[1], at[2], ret, err);
}

/* ---- Printing ---- */

bool fg_builtin_print(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return fg_fmt_sprint(run, &buf, args, n, err) && fg_buf_value(run, &buf, ret, err) &&
           fg_spend_bytes(run, buf.len, err);
}

bool fg_builtin_println(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return fg_fmt_sprintln(run, &buf, args, n, err) && fg_buf_value(run, &buf, ret, err) &&
           fg_spend_bytes(run, buf.len, err);
}

bool fg_builtin_printf(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    return fg_fmt_sprintf(run, &buf, fg_text(args[0]), args + 1, n - 1, err) &&
           fg_buf_value(run, &buf, ret, err) && fg_spend_bytes(run, buf.len, err);
}

/* ---- call ---- */

/* The i-th argument of a function that is called through a value. */
static bool prepare(fg_run *run, fg_val *v, const fg_type *type, size_t i, crd_err *err)
{
    char text[CRD_INT_TEXT_MAX];
    crd_str arg = crd_uint_text(i, text);
    *v = taken_out(*v);
    bool nillable = type->kind == FG_INTERFACE || type->kind == FG_MAP ||
                    type->kind == FG_POINTER || type->kind == FG_SLICE || type->kind == FG_FUNC ||
                    type == &fg_type_reflect;
    if (v->kind == FG_INVALID) {
        *v = fg_val_zero(type);
        return nillable ||
               FAIL(CRD_S("arg "), arg, CRD_S(": value is nil; should be of type "), type->name);
    }
    if (type == &fg_type_reflect || fg_type_assignable(v->type, type)) {
        return true;
    }
    bool both_int =
        (fg_is_int(*v) || fg_is_uint(*v)) && type->kind >= FG_INT && type->kind <= FG_UINT64;
    if (both_int) {
        *v = fg_val_integer(type, v->as.i);
        return true;
    }
    return FAIL(CRD_S("arg "), arg, CRD_S(": value has type "), fg_type_name(*v),
                CRD_S("; should be "), type->name);
}

/* args[0] is the name of what is called, args[1] that itself. */
bool fg_builtin_call(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    char a[CRD_INT_TEXT_MAX];
    char b[CRD_INT_TEXT_MAX];
    crd_str name = fg_text(args[0]);
    fg_val callee = taken_out(args[1]);
    if (callee.kind == FG_INVALID) {
        return FAIL(CRD_S("call of nil"));
    }
    if (callee.kind != FG_FUNC) {
        return FAIL(CRD_S("non-function "), name, CRD_S(" of type "), fg_type_name(callee));
    }
    const fg_func *func = callee.as.func;
    if (!func) {
        return FAIL(CRD_S("reflect: call of nil function"));
    }
    size_t given = n - 2;
    bool variadic = func->flags & FG_FUNC_VARIADIC;
    if (variadic ? given + 1 < func->n_params : given != func->n_params) {
        size_t want = variadic ? func->n_params - 1u : func->n_params;
        return FAIL(CRD_S("wrong number of args for "), name, CRD_S(": got "),
                    crd_uint_text(given, a), CRD_S(" want "),
                    variadic ? CRD_S("at least ") : CRD_S(""), crd_uint_text(want, b));
    }
    fg_val *copy = fg_alloc_n(run, given, sizeof(*copy), err);
    if (!copy) {
        return false;
    }
    for (size_t i = 0; i < given; i++) {
        copy[i] = args[i + 2];
        if (!prepare(run, &copy[i], fg_param(func, i), i, err)) {
            return false;
        }
    }
    return fg_spend(run, func->cost, err) && func->call(run, copy, given, ret, err);
}
