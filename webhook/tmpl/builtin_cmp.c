/* SPDX-License-Identifier: Apache-2.0 */
/* Comparisons: of basic kinds, and whether two values are equal at all. */
#include "builtin.h"

#include "exec.h"
#include "fmt.h"

/* Kinds that compare with each other. */
enum basic {
    BASIC_NONE,
    BASIC_BOOL,
    BASIC_COMPLEX,
    BASIC_INT,
    BASIC_FLOAT,
    BASIC_STRING,
    BASIC_UINT,
};

static enum basic basic_of(fg_val v)
{
    switch (v.kind) {
    case FG_BOOL:
        return BASIC_BOOL;
    case FG_FLOAT64:
        return BASIC_FLOAT;
    case FG_COMPLEX128:
        return BASIC_COMPLEX;
    case FG_STRING:
        return BASIC_STRING;
    default:
        return fg_is_int(v) ? BASIC_INT : fg_is_uint(v) ? BASIC_UINT : BASIC_NONE;
    }
}

static fg_val taken_out(fg_val v)
{
    if (v.kind == FG_NIL) {
        return fg_val_invalid();
    }
    v.flags &= (uint8_t)~FG_VAL_IFACE;
    return v;
}

static bool incompatible(fg_run *run, fg_val a, fg_val b, crd_err *err)
{
    if (fg_exec_go(run) == FG_GO_1_23) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("incompatible types for comparison"));
    }
    return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("incompatible types for comparison: "),
                    fg_type_name(a), CRD_S(" and "), fg_type_name(b));
}

/* a and b in a format of two directives, for an error. */
static bool fail_with(fg_run *run, crd_str before, crd_str format, const fg_val *args, size_t n,
                      crd_str after, crd_err *err)
{
    crd_buf buf;
    fg_buf_open(run, &buf);
    if (!fg_fmt_sprintf(run, &buf, format, args, n, err) || fg_buf_fails(run, &buf, err)) {
        return false;
    }
    return CRD_FAIL(err, run->arena, CRD_E_EXEC, before, crd_buf_str(&buf), after);
}

static bool is_nil(fg_val v)
{
    switch (v.kind) {
    case FG_INVALID:
        return true;
    case FG_MAP:
    case FG_SLICE:
    case FG_POINTER:
    case FG_FUNC:
        return !(v.flags & FG_VAL_TREE) && !v.as.ref;
    default:
        return false;
    }
}

/* Two values of no basic kind. */
static bool equal_other(fg_run *run, fg_val a, fg_val b, bool *ret, crd_err *err)
{
    if (a.kind != b.kind && a.kind != FG_INVALID && b.kind != FG_INVALID) {
        fg_val args[] = { a, fg_val_string(fg_type_name(a)), fg_val_string(fg_type_name(b)), b };
        return fail_with(run, CRD_S("non-comparable types "), CRD_S("%s: %v, %s: %v"), args, 4,
                         CRD_S(""), err);
    }
    if (is_nil(a) || is_nil(b)) {
        *ret = is_nil(a) == is_nil(b);
        return true;
    }
    if (b.kind == FG_MAP || b.kind == FG_SLICE || b.kind == FG_FUNC) {
        fg_val args[] = { b, fg_val_string(fg_type_name(b)) };
        return fail_with(run, CRD_S("non-comparable type "), CRD_S("%s: %v"), args, 2, CRD_S(""),
                         err);
    }
    if (a.kind == FG_POINTER) {
        *ret = a.type == b.type && a.as.ref == b.as.ref;
        return true;
    }
    return fg_val_equal(run, a, b, ret, err);
}

static bool equal_basic(fg_val a, fg_val b, enum basic kind)
{
    switch (kind) {
    case BASIC_FLOAT:
        return a.as.f == b.as.f;
    case BASIC_COMPLEX:
        return a.as.complex[0] == b.as.complex[0] && a.as.complex[1] == b.as.complex[1];
    case BASIC_STRING:
        return crd_str_eq(fg_text(a), fg_text(b));
    default:
        return a.as.i == b.as.i;
    }
}

/* Two texts were compared: their common length was looked at, at the most. */
static bool spend_on_texts(fg_run *run, fg_val a, fg_val b, crd_err *err)
{
    return fg_spend_bytes(run, a.len < b.len ? a.len : b.len, err);
}

/* a (taken out of its interface {}) against one other value. */
static bool equal_two(fg_run *run, fg_val a, fg_val b, bool *ret, crd_err *err)
{
    b = taken_out(b);
    enum basic kind_a = basic_of(a);
    enum basic kind_b = basic_of(b);
    *ret = false;
    if (kind_a == kind_b) {
        if (kind_a == BASIC_NONE) {
            return equal_other(run, a, b, ret, err);
        }
        *ret = equal_basic(a, b, kind_a);
        return kind_a != BASIC_STRING || spend_on_texts(run, a, b, err);
    }
    bool mixed = (kind_a == BASIC_INT && kind_b == BASIC_UINT) ||
                 (kind_a == BASIC_UINT && kind_b == BASIC_INT);
    if (mixed) {
        *ret = a.as.i == b.as.i && a.as.i >= 0;
        return true;
    }
    return a.kind == FG_INVALID || b.kind == FG_INVALID || incompatible(run, a, b, err);
}

static bool equal_any(fg_run *run, const fg_val *args, size_t n, bool *ret, crd_err *err)
{
    fg_val a = taken_out(args[0]);
    if (n < 2) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("missing argument for comparison"));
    }
    *ret = false;
    for (size_t i = 1; i < n && !*ret; i++) {
        if (!equal_two(run, a, args[i], ret, err)) {
            return false;
        }
    }
    return true;
}

static bool less(fg_run *run, fg_val a, fg_val b, bool *ret, crd_err *err)
{
    a = taken_out(a);
    b = taken_out(b);
    enum basic kind_a = basic_of(a);
    enum basic kind_b = basic_of(b);
    bool none = kind_a == BASIC_NONE || kind_b == BASIC_NONE;
    bool unordered = kind_a == kind_b && (kind_a == BASIC_BOOL || kind_a == BASIC_COMPLEX);
    if (none || unordered) {
        return CRD_FAIL(err, run->arena, CRD_E_EXEC, CRD_S("invalid type for comparison"));
    }
    if (kind_a != kind_b) {
        if (kind_a == BASIC_INT && kind_b == BASIC_UINT) {
            *ret = a.as.i < 0 || a.as.u < b.as.u;
        } else if (kind_a == BASIC_UINT && kind_b == BASIC_INT) {
            *ret = b.as.i >= 0 && a.as.u < b.as.u;
        } else {
            return incompatible(run, a, b, err);
        }
        return true;
    }
    switch (kind_a) {
    case BASIC_FLOAT:
        *ret = a.as.f < b.as.f;
        break;
    case BASIC_INT:
        *ret = a.as.i < b.as.i;
        break;
    case BASIC_UINT:
        *ret = a.as.u < b.as.u;
        break;
    default:
        *ret = crd_str_cmp(fg_text(a), fg_text(b)) < 0;
        return spend_on_texts(run, a, b, err);
    }
    return true;
}

static bool less_or_equal(fg_run *run, const fg_val *args, bool *ret, crd_err *err)
{
    if (!less(run, args[0], args[1], ret, err)) {
        return false;
    }
    return *ret || equal_any(run, args, 2, ret, err);
}

bool fg_builtin_eq(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool truth;
    if (!equal_any(run, args, n, &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(truth);
    return true;
}

bool fg_builtin_ne(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool truth;
    if (!equal_any(run, args, n, &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(!truth);
    return true;
}

bool fg_builtin_lt(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    bool truth;
    if (!less(run, args[0], args[1], &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(truth);
    return true;
}

bool fg_builtin_le(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    bool truth;
    if (!less_or_equal(run, args, &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(truth);
    return true;
}

bool fg_builtin_gt(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    bool truth;
    if (!less_or_equal(run, args, &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(!truth);
    return true;
}

bool fg_builtin_ge(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    (void)n;
    bool truth;
    if (!less(run, args[0], args[1], &truth, err)) {
        return false;
    }
    *ret = fg_val_bool(!truth);
    return true;
}
