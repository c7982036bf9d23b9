/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sprig's decimal arithmetic: each argument is cast to float64, the sums are exact, the result is a
 * float64 again. The algorithms are in decimal.c.
 */
#include "chapters.h"
#include "common.h"
#include "decimal.h"
#include "outcome.h"

typedef bool (*operation)(crd_arena *arena, const fg_decimal *a, const fg_decimal *b,
                          fg_decimal *ret, crd_err *err);

static bool fold(fg_run *run, double first, const fg_val *rest, size_t n, operation apply,
                 fg_val *ret, crd_err *err)
{
    fg_decimal sum;
    double number = 0;
    if (!fg_decimal_from(run->arena, first, &sum, err)) {
        return fg_refused(err);
    }
    for (size_t i = 0; i < n; i++) {
        fg_decimal next;
        if (!fg_decimal_from(run->arena, fg_sprig_float64(rest[i]), &next, err)) {
            return fg_refused(err);
        }
        if (!fg_spend(run, 1 + fg_decimal_cost(&sum, &next), err)) {
            return false;
        }
        if (!apply(run->arena, &sum, &next, &sum, err)) {
            return fg_refused(err);
        }
    }
    if (!fg_decimal_float(run->arena, &sum, &number, err)) {
        return fg_refused(err);
    }
    *ret = fg_val_float(number);
    return true;
}

FG_FUNCTION(addf)
{
    return fold(run, 0, args, n_args, fg_decimal_add, ret, err);
}

FG_FUNCTION(add1f)
{
    fg_val one = fg_val_int(1);
    return fold(run, fg_sprig_float64(args[0]), &one, 1, fg_decimal_add, ret, err);
}

FG_FUNCTION(subf)
{
    return fold(run, fg_sprig_float64(args[0]), args + 1, n_args - 1, fg_decimal_sub, ret, err);
}

FG_FUNCTION(mulf)
{
    return fold(run, fg_sprig_float64(args[0]), args + 1, n_args - 1, fg_decimal_mul, ret, err);
}

FG_FUNCTION(divf)
{
    return fold(run, fg_sprig_float64(args[0]), args + 1, n_args - 1, fg_decimal_div, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("addf", addf, FG_FLOAT_T, 2, FG_FUNC_VARIADIC, FG_ANY_T),
    FG_ROW("add1f", add1f, FG_FLOAT_T, 2, 0, FG_ANY_T),
    FG_ROW("subf", subf, FG_FLOAT_T, 2, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("mulf", mulf, FG_FLOAT_T, 2, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
    FG_ROW("divf", divf, FG_FLOAT_T, 2, FG_FUNC_VARIADIC, FG_ANY_T, FG_ANY_T),
};
const fg_func_table fg_sprig_decimals = FG_TABLE(rows);
