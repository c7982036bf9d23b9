/* SPDX-License-Identifier: Apache-2.0 */
/* Decimal digits of a float64. Inside the room only. */
#ifndef CRD_BASE_NUM_FLOAT_H
#define CRD_BASE_NUM_FLOAT_H

#include <stdbool.h>
#include <stdint.h>

/* A finite float64 is 2^-1074 times an integer: no more than 309 digits before and 1,074 behind the
 * point, of which the first is not 0. Room for the groups of nine that they are made in. */
#define CRD_DIGITS_MAX 1120

/* digits[0] . digits[1] ... times 10^(point - 1); digits as bytes 0 to 9, no zero at either end. */
struct crd_decimal {
    int n;
    int point; /* digits before the decimal point; may be negative or past n */
    uint8_t digits[CRD_DIGITS_MAX];
};

/* Sign, mantissa and exponent: mantissa * 2^exponent. */
struct crd_binary {
    bool negative;
    bool finite;
    uint64_t mantissa; /* of an infinity 0, of NaN not 0 */
    int exponent;
};

struct crd_binary crd_binary_of(double number);

/* The fewest digits that read back as the same number, of those the closest. */
void crd_decimal_shortest(const struct crd_binary *number, struct crd_decimal *ret);

/* All digits. */
void crd_decimal_exact(const struct crd_binary *number, struct crd_decimal *ret);

/* Keeps the first n digits, half to even; n < 0 leaves it alone. */
void crd_decimal_round(struct crd_decimal *decimal, int n);

#endif
