/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's defaults and flow control. Source of the behaviour: sprig v3.3.0 defaults.go and
 * functions.go.
 */
#include "chapters.h"
#include "common.h"

static bool default_of(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = n < 2 || fg_sprig_empty(run, args[1]) ? args[0] : args[1];
    return true;
}

static bool empty(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(fg_sprig_empty(run, args[0]));
    return true;
}

/* The first value that is not empty; n when there is none. */
static size_t first_set(fg_run *run, const fg_val *args, size_t n)
{
    size_t i = 0;
    while (i < n && fg_sprig_empty(run, args[i])) {
        i++;
    }
    return i;
}

static bool coalesce(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    size_t i = first_set(run, args, n);
    *ret = i < n ? args[i] : fg_val_nil();
    return true;
}

static bool any(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_bool(first_set(run, args, n) < n);
    return true;
}

static bool all(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    bool yes = true;
    for (size_t i = 0; i < n && yes; i++) {
        yes = !fg_sprig_empty(run, args[i]);
    }
    *ret = fg_val_bool(yes);
    return true;
}

static bool ternary(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = args[2].as.i ? args[0] : args[1];
    return true;
}

static bool fail(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    return FG_FAIL(run, err, fg_text(args[0]));
}

static bool hello(fg_run *run, const fg_val *args, size_t n, fg_val *ret, crd_err *err)
{
    *ret = fg_val_string(CRD_S("Hello!"));
    return true;
}

static const fg_func rows[] = {
    FG_ROW("default", default_of, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("empty", empty, FG_BOOL_T, 1, 0, FG_ANY_T),
    FG_ROW("coalesce", coalesce, FG_ANY_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("any", any, FG_BOOL_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("all", all, FG_BOOL_T, 1, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("ternary", ternary, FG_ANY_T, 1, 0, FG_ANY_T, FG_ANY_T, FG_BOOL_T),
    FG_ROW("fail", fail, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW0("hello", hello, FG_STRING_T, 1, 0),
};
const fg_func_table fg_sprig_defaults = FG_TABLE(rows);
