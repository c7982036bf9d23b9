/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digits of a float64. Shortest: Raffaello Giulietti's Schubfach ("The Schubfach way to render
 * doubles", 2021). Exact: by repeated multiplication and division with 10^9.
 */
#include "num_float.h"

#include <string.h>

#include "num_pow10.h"

__extension__ typedef unsigned __int128 u128;

#define FRACTION_BITS 52
#define HIDDEN_BIT ((uint64_t)1 << FRACTION_BITS)
#define EXPONENT_MIN (-1074)

struct crd_binary crd_binary_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    uint64_t fraction = bits & (HIDDEN_BIT - 1);
    int biased = (int)(bits >> FRACTION_BITS & 0x7FF);
    return (struct crd_binary){
        .negative = bits >> 63,
        .finite = biased != 0x7FF,
        .mantissa = biased == 0 || biased == 0x7FF ? fraction : fraction | HIDDEN_BIT,
        .exponent = (biased ? biased : 1) - 1 + EXPONENT_MIN,
    };
}

static void set_digits(struct crd_decimal *decimal, uint64_t number, int exponent)
{
    uint8_t reversed[20];
    int n = 0;
    while (number && number % 10 == 0) {
        number /= 10;
        exponent++;
    }
    for (; number; number /= 10) {
        reversed[n++] = (uint8_t)(number % 10);
    }
    decimal->n = n;
    decimal->point = n ? n + exponent : 0;
    for (int i = 0; i < n; i++) {
        decimal->digits[i] = reversed[n - 1 - i];
    }
}

/* floor(g * c / 2^128) with the lowest bit set when anything was cut off. */
static uint64_t product_to_odd(struct crd_pow10 g, uint64_t c)
{
    u128 low = (u128)g.low * c;
    u128 high = (u128)g.high * c + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

void crd_decimal_shortest(const struct crd_binary *number, struct crd_decimal *ret)
{
    uint64_t c = number->mantissa;
    int q = number->exponent;
    if (c == 0 || (q <= 0 && q >= -FRACTION_BITS && (c & (((uint64_t)1 << -q) - 1)) == 0)) {
        set_digits(ret, c >> -(c ? q : 0), 0); /* an integer below 2^53 has no shorter form */
        return;
    }
    /* Below a power of two the neighbour is half as far away. */
    bool closer = c == HIDDEN_BIT && q > EXPONENT_MIN;
    bool even = c % 2 == 0;
    int k = (q * 1262611 - (closer ? 524031 : 0)) >> 22;
    int h = q + crd_pow10_log2(-k) + 1;
    struct crd_pow10 g = crd_pow10_of(-k);
    /* four times the number and its borders, in units of 10^k */
    uint64_t middle = product_to_odd(g, 4 * c << h);
    uint64_t lower = product_to_odd(g, (4 * c - 2 + closer) << h) + !even;
    uint64_t upper = product_to_odd(g, (4 * c + 2) << h) - !even;
    uint64_t s = middle / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool down = lower <= 40 * tens;
        bool up = 40 * tens + 40 <= upper;
        if (down != up) {
            set_digits(ret, tens + up, k + 1);
            return;
        }
    }
    bool down = lower <= 4 * s;
    bool up = 4 * s + 4 <= upper;
    if (down == up) {
        up = middle > 4 * s + 2 || (middle == 4 * s + 2 && s % 2 == 1);
    }
    set_digits(ret, s + up, k);
}

#define GROUP 1000000000u
#define LIMBS_MAX 36 /* 1,074 bits and a mantissa beside a limb's border */

static void add_digit(struct crd_decimal *decimal, unsigned digit)
{
    if (decimal->n || digit) {
        decimal->digits[decimal->n++] = (uint8_t)digit;
    } else {
        decimal->point--;
    }
}

static void add_group(struct crd_decimal *decimal, uint32_t group)
{
    for (uint32_t unit = GROUP / 10; unit; unit /= 10) {
        add_digit(decimal, group / unit % 10);
    }
}

/* limbs = number << shift, least limb first; returns how many are in use. */
static int set_limbs(uint32_t limbs[LIMBS_MAX], uint64_t number, int shift)
{
    memset(limbs, 0, LIMBS_MAX * sizeof(*limbs));
    u128 wide = (u128)number << shift % 32;
    int at = shift / 32;
    for (; wide; wide >>= 32) {
        limbs[at++] = (uint32_t)wide;
    }
    return at;
}

/* Integers of 2^53 and more: groups of nine from the right, then written from the left. */
static void exact_integer(struct crd_decimal *ret, uint64_t mantissa, int shift)
{
    uint32_t limbs[LIMBS_MAX];
    uint32_t groups[LIMBS_MAX * 2];
    int n = set_limbs(limbs, mantissa, shift);
    int groups_n = 0;
    while (n) {
        uint64_t rest = 0;
        for (int i = n - 1; i >= 0; i--) {
            uint64_t part = rest << 32 | limbs[i];
            limbs[i] = (uint32_t)(part / GROUP);
            rest = part % GROUP;
        }
        groups[groups_n++] = (uint32_t)rest;
        while (n && limbs[n - 1] == 0) {
            n--;
        }
    }
    ret->point = groups_n * 9;
    for (int i = groups_n - 1; i >= 0; i--) {
        add_group(ret, groups[i]);
    }
}

/* fraction / 2^bits, below one: each product with 10^9 pushes nine digits over the border. */
static void exact_fraction(struct crd_decimal *ret, uint64_t fraction, int bits)
{
    uint32_t limbs[LIMBS_MAX];
    int border = (bits + 31) / 32;
    set_limbs(limbs, fraction, border * 32 - bits);
    int low = 0;
    for (;;) {
        while (low < border && limbs[low] == 0) {
            low++;
        }
        if (low == border) {
            return;
        }
        uint64_t carry = 0;
        for (int i = low; i < border; i++) {
            carry += (uint64_t)limbs[i] * GROUP;
            limbs[i] = (uint32_t)carry;
            carry >>= 32;
        }
        add_group(ret, (uint32_t)carry);
    }
}

static void trim(struct crd_decimal *decimal)
{
    while (decimal->n && decimal->digits[decimal->n - 1] == 0) {
        decimal->n--;
    }
    if (decimal->n == 0) {
        decimal->point = 0;
    }
}

void crd_decimal_exact(const struct crd_binary *number, struct crd_decimal *ret)
{
    ret->n = 0;
    ret->point = 0;
    if (number->exponent >= 0) {
        exact_integer(ret, number->mantissa, number->exponent);
    } else {
        int bits = -number->exponent;
        uint64_t whole = bits < 64 ? number->mantissa >> bits : 0;
        if (whole) {
            set_digits(ret, whole, 0);
            while (ret->n < ret->point) { /* the zeros that set_digits cut off */
                ret->digits[ret->n++] = 0;
            }
        }
        exact_fraction(ret, bits < 64 ? number->mantissa - (whole << bits) : number->mantissa,
                       bits);
    }
    trim(ret);
}

static bool rounds_up(const struct crd_decimal *decimal, int n)
{
    if (decimal->digits[n] == 5 && n + 1 == decimal->n) {
        return n > 0 && decimal->digits[n - 1] % 2 == 1;
    }
    return decimal->digits[n] >= 5;
}

void crd_decimal_round(struct crd_decimal *decimal, int n)
{
    if (n < 0 || n >= decimal->n) {
        return;
    }
    bool up = rounds_up(decimal, n);
    while (up && n > 0 && decimal->digits[n - 1] == 9) {
        n--;
    }
    decimal->n = n;
    if (up && n > 0) {
        decimal->digits[n - 1]++;
    } else if (up) {
        decimal->digits[0] = 1;
        decimal->n = 1;
        decimal->point++;
    }
    trim(decimal);
}
