/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's reflection. Source of the behaviour: sprig v3.3.0 reflect.go, Go 1.26 reflect. */
#include "chapters.h"
#include "common.h"

static bool type_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(fg_type_name(args[0]));
    return true;
}

static bool type_is(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(crd_str_eq(fg_text(args[0]), fg_type_name(args[1])));
    return true;
}

static bool type_is_like(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    crd_str name = fg_type_name(args[1]);
    crd_str pointee = crd_str_starts(name, CRD_S("*")) ? crd_str_from(name, 1) : name;
    *ret = fg_val_bool(crd_str_eq(fg_text(args[0]), name) || crd_str_eq(fg_text(args[0]), pointee));
    return true;
}

static bool kind_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(fg_kind_name((enum fg_kind)args[0].kind));
    return true;
}

static bool kind_is(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(crd_str_eq(fg_text(args[0]), fg_kind_name((enum fg_kind)args[1].kind)));
    return true;
}

static bool deep_equal(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool equal = false;
    if (!fg_val_equal(run, args[0], args[1], &equal, err)) {
        return false;
    }
    *ret = fg_val_bool(equal);
    return true;
}

static const fg_func rows[] = {
    FG_ROW("typeOf", type_of, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("typeIs", type_is, FG_BOOL_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("typeIsLike", type_is_like, FG_BOOL_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("kindOf", kind_of, FG_STRING_T, 1, 0, FG_ANY_T),
    FG_ROW("kindIs", kind_is, FG_BOOL_T, 1, 0, FG_STRING_T, FG_ANY_T),
    FG_ROW("deepEqual", deep_equal, FG_BOOL_T, 1, 0, FG_ANY_T, FG_ANY_T),
};
const fg_func_table fg_sprig_reflect = FG_TABLE(rows);
