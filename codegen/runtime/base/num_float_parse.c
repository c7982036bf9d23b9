/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text to float64: see num.h. The first 19 digits times a 128-bit power of ten give an interval
 * that holds the number; when both its ends round to the same float64 that is it, else the digits
 * are compared exactly with the middle between the two. Always correctly rounded.
 */
#include <math.h>

#include "num.h"
#include "num_pow10.h"

__extension__ typedef unsigned __int128 u128;

/* More digits than this cannot lie between a number and the middle of two float64 (767 suffice). */
#define DIGITS_MAX 800

struct scanned {
    uint64_t mantissa; /* of the first digits, leading zeros not counted */
    int kept;          /* how many those are: 19 at most, 16 in hexadecimal floats */
    int64_t exponent;  /* of the mantissa: decimal, or binary in hexadecimal floats */
    bool negative;
    bool hex;
    bool underscores;
    bool cut;          /* digits that are not zero were left out */
    crd_str digits;    /* from the first digit on, exponent excluded */
};

static double assembled(bool negative, uint64_t bits)
{
    double number;
    bits |= (uint64_t)negative << 63;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

#define INFINITE_BITS ((uint64_t)0x7FF << 52)

static int bit_length(u128 x)
{
    uint64_t high = (uint64_t)(x >> 64);
    return high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)x);
}

/* Bits of the float64 nearest to x * 2^exponent, plus a trifle when more. x is not 0. */
static uint64_t round_to_bits(u128 x, int exponent, bool more)
{
    int length = bit_length(x);
    int top = exponent + length; /* the number is below 2^top */
    if (top > 1024) {
        return INFINITE_BITS;
    }
    int keep = top - 53 < -1074 ? top + 1074 : 53;
    if (keep < 0) {
        return 0;
    }
    int cut = length - keep;
    if (cut <= 0) {
        x <<= -cut;
        cut = 0;
    }
    uint64_t mantissa = cut >= 128 ? 0 : (uint64_t)(x >> cut);
    if (cut > 0) {
        u128 rest = cut >= 128 ? x : x & (((u128)1 << cut) - 1);
        u128 half = (u128)1 << (cut - 1);
        if (rest > half || (rest == half && (more || mantissa % 2 == 1))) {
            mantissa++;
        }
    }
    /* the hidden bit and a carry out of the mantissa both count up the biased exponent */
    uint64_t biased = keep < 53 ? 0 : (uint64_t)(top + 1021);
    return (biased << 52) + mantissa;
}

/* ---- exact comparison ---- */

#define LIMBS_MAX 256

struct big {
    int n;
    uint32_t limbs[LIMBS_MAX]; /* least first */
};

static void big_multiply_add(struct big *big, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    for (int i = 0; i < big->n; i++) {
        carry += (uint64_t)big->limbs[i] * factor;
        big->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && big->n < LIMBS_MAX) {
        big->limbs[big->n++] = (uint32_t)carry;
    }
}

static void big_set(struct big *big, uint64_t number)
{
    big->n = 0;
    for (; number; number >>= 32) {
        big->limbs[big->n++] = (uint32_t)number;
    }
}

static void big_multiply_pow5(struct big *big, int64_t exponent)
{
    for (; exponent >= 13; exponent -= 13) {
        big_multiply_add(big, 1220703125u, 0);
    }
    for (; exponent > 0; exponent--) {
        big_multiply_add(big, 5, 0);
    }
}

static void big_shift(struct big *big, int64_t bits)
{
    for (; bits % 32; bits--) {
        big_multiply_add(big, 2, 0);
    }
    int limbs = (int)(bits / 32);
    if (!limbs || big->n + limbs > LIMBS_MAX) {
        return;
    }
    memmove(big->limbs + limbs, big->limbs, (size_t)big->n * sizeof(*big->limbs));
    memset(big->limbs, 0, (size_t)limbs * sizeof(*big->limbs));
    big->n += limbs;
}

static int big_compare(const struct big *a, const struct big *b)
{
    if (a->n != b->n) {
        return a->n < b->n ? -1 : 1;
    }
    for (int i = a->n - 1; i >= 0; i--) {
        if (a->limbs[i] != b->limbs[i]) {
            return a->limbs[i] < b->limbs[i] ? -1 : 1;
        }
    }
    return 0;
}

/* All digits that count as one integer; *ret_exponent: the power of ten that belongs to it. */
static void big_read(struct big *big, const struct scanned *scanned, int64_t *ret_exponent)
{
    int taken = 0;
    bool more = false;
    big_set(big, 0);
    for (size_t i = 0; i < scanned->digits.len; i++) {
        char c = scanned->digits.ptr[i];
        if (c == '.' || c == '_' || (c == '0' && taken == 0)) {
            continue;
        }
        if (taken == DIGITS_MAX) {
            more |= c != '0';
            continue;
        }
        big_multiply_add(big, 10, (uint32_t)(c - '0'));
        taken++;
    }
    int64_t exponent = scanned->exponent - (taken - scanned->kept);
    if (more) {
        big_multiply_add(big, 10, 1);
        exponent--;
    }
    *ret_exponent = exponent;
}

/* Of lower and the next float64 the one that is nearer to the digits; exact. */
static uint64_t nearest(const struct scanned *scanned, uint64_t lower)
{
    struct big digits;
    struct big middle;
    int64_t exponent;
    big_read(&digits, scanned, &exponent);
    uint64_t mantissa = lower & (((uint64_t)1 << 52) - 1);
    int biased = (int)(lower >> 52);
    if (biased) {
        mantissa |= (uint64_t)1 << 52;
    } else {
        biased = 1;
    }
    int64_t binary = biased - 1075 - 1;
    big_set(&middle, 2 * mantissa + 1);
    big_multiply_pow5(exponent >= 0 ? &digits : &middle, exponent >= 0 ? exponent : -exponent);
    int64_t shift = exponent - binary; /* the powers of two that the digits have more */
    big_shift(shift >= 0 ? &digits : &middle, shift >= 0 ? shift : -shift);
    int c = big_compare(&digits, &middle);
    return c > 0 || (c == 0 && lower % 2 == 1) ? lower + 1 : lower;
}

/* ---- reading ---- */

static uint64_t decimal_bits(const struct scanned *scanned)
{
    uint64_t mantissa = scanned->mantissa;
    if (scanned->exponent == 0 && !scanned->cut && mantissa <= (uint64_t)1 << 53) {
        return round_to_bits(mantissa, 0, false);
    }
    if (scanned->exponent > 308) {
        return INFINITE_BITS;
    }
    if (scanned->exponent < CRD_POW10_FIRST) {
        return 0; /* 10^19 * 10^-343 is below half of the smallest */
    }
    int exponent = (int)scanned->exponent;
    int zeros = __builtin_clzll(mantissa);
    struct crd_pow10 power = crd_pow10_of(exponent);
    uint64_t normal = mantissa << zeros;
    u128 low = (u128)normal * power.low;
    u128 top = (u128)normal * power.high + (uint64_t)(low >> 64);
    int binary = crd_pow10_log2(exponent) - 127 - zeros + 64;
    if (exponent >= 0 && exponent <= 55 && !scanned->cut) {
        return round_to_bits(top, binary, (uint64_t)low != 0); /* 5^55 fits 128 bits: exact */
    }
    /* the table is rounded up: the number is at most one unit of top below, and above as far as
     * the digits that were cut can lift it */
    u128 lift = scanned->cut ? ((u128)power.high + 1) << zeros : 0;
    uint64_t lower = round_to_bits((top - 1) >> 1, binary + 1, false);
    uint64_t upper = round_to_bits((top >> 1) + 1 + (lift >> 1) + 1, binary + 1, true);
    return lower == upper ? lower : nearest(scanned, lower);
}

static uint64_t hex_bits(const struct scanned *scanned)
{
    int64_t exponent = scanned->exponent;
    exponent = exponent > 20000 ? 20000 : exponent < -20000 ? -20000 : exponent;
    return round_to_bits(scanned->mantissa, (int)exponent, scanned->cut);
}

static unsigned char lower_case(char c)
{
    return (unsigned char)c | 0x20;
}

static bool is_word(crd_str text, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++) {
        if (i >= text.len || lower_case(text.ptr[i]) != (unsigned char)word[i]) {
            return false;
        }
    }
    return text.len == n;
}

static bool special(crd_str text, double *ret)
{
    bool sign = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    crd_str word = crd_str_from(text, sign);
    if (is_word(word, "inf") || is_word(word, "infinity")) {
        *ret = sign && text.ptr[0] == '-' ? -INFINITY : INFINITY;
        return true;
    }
    if (!sign && is_word(word, "nan")) {
        *ret = assembled(false, 0x7FF8000000000001u); /* math.NaN's bits */
        return true;
    }
    return false;
}

/* Digits with at most one point and any underscores; moves *inout_at behind them. */
static bool scan_digits(crd_str text, size_t *inout_at, struct scanned *scanned)
{
    int kept_max = scanned->hex ? 16 : 19;
    size_t start = *inout_at;
    size_t at = start;
    int64_t significant = 0;
    int64_t before_point = 0; /* negative: zeros behind the point before the first digit */
    bool point = false;
    bool any = false;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        int digit = crd_hex_value((unsigned char)c);
        if (c == '_') {
            scanned->underscores = true;
            continue;
        }
        if (c == '.' && !point) {
            point = true;
            before_point += significant;
            continue;
        }
        if (digit < 0 || (digit > 9 && !scanned->hex)) {
            break;
        }
        any = true;
        if (digit == 0 && significant == 0) {
            before_point -= point;
            continue;
        }
        significant++;
        if (scanned->kept < kept_max) {
            scanned->mantissa = scanned->mantissa * (scanned->hex ? 16 : 10) + (unsigned)digit;
            scanned->kept++;
        } else {
            scanned->cut |= digit != 0;
        }
    }
    if (!point) {
        before_point = significant;
    }
    scanned->digits = crd_str_sub(text, start, at);
    scanned->exponent = (before_point - scanned->kept) * (scanned->hex ? 4 : 1);
    *inout_at = at;
    return any;
}

/* The exponent behind its letter; moves *inout_at behind it. */
static bool scan_exponent(crd_str text, size_t *inout_at, struct scanned *scanned)
{
    size_t at = *inout_at + 1;
    bool negative = false;
    int64_t exponent = 0;
    if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-')) {
        negative = text.ptr[at++] == '-';
    }
    if (at >= text.len || !crd_is_digit((unsigned char)text.ptr[at])) {
        return false;
    }
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '_') {
            scanned->underscores = true;
            continue;
        }
        if (!crd_is_digit((unsigned char)c)) {
            break;
        }
        if (exponent < 10000) {
            exponent = exponent * 10 + (c - '0');
        }
    }
    *inout_at = at;
    scanned->exponent += negative ? -exponent : exponent;
    return true;
}

static bool scan(crd_str text, struct scanned *scanned)
{
    size_t at = 0;
    if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
        scanned->negative = text.ptr[at++] == '-';
    }
    if (text.len > at + 2 && text.ptr[at] == '0' && lower_case(text.ptr[at + 1]) == 'x') {
        scanned->hex = true;
        at += 2;
    }
    if (!scan_digits(text, &at, scanned)) {
        return false;
    }
    if (at < text.len && lower_case(text.ptr[at]) == (scanned->hex ? 'p' : 'e')) {
        if (!scan_exponent(text, &at, scanned)) {
            return false;
        }
    } else if (scanned->hex) {
        return false;
    }
    return at == text.len && (!scanned->underscores || crd_underscores_ok(text));
}

/* What most numbers are: a sign perhaps, and up to 15 digits, which a float64 holds exactly. */
static bool short_integer(crd_str text, double *ret)
{
    bool negative = text.len && text.ptr[0] == '-';
    int64_t number = 0;
    if (text.len - negative > 15 || text.len == (size_t)negative) {
        return false;
    }
    for (size_t i = negative; i < text.len; i++) {
        if (!crd_is_digit((unsigned char)text.ptr[i])) {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    *ret = negative ? -(double)number : (double)number;
    return true;
}

enum crd_num_result crd_float_parse(crd_str text, double *ret)
{
    if (short_integer(text, ret)) {
        return CRD_NUM_OK;
    }
    struct scanned scanned = { 0 };
    if (text.len && !crd_is_digit((unsigned char)text.ptr[0]) && special(text, ret)) {
        return CRD_NUM_OK;
    }
    *ret = 0;
    if (!scan(text, &scanned)) {
        return CRD_NUM_SYNTAX;
    }
    uint64_t bits = 0;
    if (scanned.mantissa) {
        bits = scanned.hex ? hex_bits(&scanned) : decimal_bits(&scanned);
    }
    *ret = assembled(scanned.negative, bits);
    return bits == INFINITE_BITS ? CRD_NUM_RANGE : CRD_NUM_OK;
}
