/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decimal numbers of any length, as far as addf, subf, mulf and divf need them: float64 in, exact
 * sums and products, quotients rounded to 16 decimals, float64 out.
 * Source of the behaviour: shopspring/decimal v1.4.0.
 */
#ifndef FG_SPRIG_DECIMAL_H
#define FG_SPRIG_DECIMAL_H

#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* (-1)^negative * limbs * 10^exponent; limbs of nine digits, least significant first. */
typedef struct fg_decimal {
    const uint32_t *limbs; /* on the arena; no leading zero */
    size_t n;              /* 0: zero */
    int64_t exponent;
    bool negative;
} fg_decimal;

/* Nine-digit limbs that sum, product or quotient of the two would need: to be charged before. */
size_t fg_decimal_cost(const fg_decimal *a, const fg_decimal *b);

/* decimal.NewFromFloat: the shortest digits. Fails with VALUE for what is not finite, worded as
 * the library's panic. */
bool fg_decimal_from(crd_arena *arena, double number, fg_decimal *ret, crd_err *err);

/* Fail past FG_DECIMAL_LIMBS_MAX with BUDGET, or as memory fails; divide by zero with VALUE. */
bool fg_decimal_add(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err);
bool fg_decimal_sub(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err);
bool fg_decimal_mul(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err);
bool fg_decimal_div(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err);

/* Float64: the nearest float64, ties to even; an infinity when out of range. */
bool fg_decimal_float(crd_arena *arena, const fg_decimal *number, double *ret, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
