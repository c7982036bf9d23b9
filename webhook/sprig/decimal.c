/* SPDX-License-Identifier: Apache-2.0 */
/* Decimals: schoolbook arithmetic on limbs of nine digits. See decimal.h. */
#include "decimal.h"

#include "base/limits.h"
#include "base/num.h"

#include <math.h>

#define LIMB UINT32_C(1000000000)
#define LIMB_DIGITS 9
#define DIVISION_DIGITS 16

static const uint32_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };

/* Limbs under construction. */
typedef struct limbs {
    uint32_t *at;
    size_t n;
} limbs;

static size_t limbs_of(uint64_t digits)
{
    return (size_t)(digits / LIMB_DIGITS + 1);
}

size_t fg_decimal_cost(const fg_decimal *a, const fg_decimal *b)
{
    int64_t apart = a->exponent - b->exponent;
    uint64_t digits = (uint64_t)(apart < 0 ? -apart : apart) + DIVISION_DIGITS;
    return a->n + b->n + limbs_of(digits) + a->n * b->n / 16;
}

static bool too_long(crd_arena *arena, crd_err *err)
{
    return CRD_FAIL(err, arena, CRD_E_BUDGET, CRD_S("a decimal number of too many digits"));
}

static bool make(crd_arena *arena, size_t n, limbs *ret, crd_err *err)
{
    if (n > FG_DECIMAL_LIMBS_MAX) {
        return too_long(arena, err);
    }
    ret->at = CRD_NEW_N(arena, uint32_t, n + 1);
    ret->n = n;
    return ret->at || crd_err_memory(err, arena);
}

static void trim(limbs *it)
{
    while (it->n > 0 && it->at[it->n - 1] == 0) {
        it->n--;
    }
}

static fg_decimal finish(limbs it, int64_t exponent, bool negative)
{
    trim(&it);
    return (fg_decimal) { it.at, it.n, exponent, negative && it.n > 0 };
}

bool fg_decimal_from(crd_arena *arena, double number, fg_decimal *ret, crd_err *err)
{
    crd_buf digits;
    crd_buf_on(&digits, arena, SIZE_MAX);
    if (!isfinite(number)) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("Cannot create a Decimal from "),
                        isnan(number) ? CRD_S("NaN")
                        : number > 0  ? CRD_S("+Inf")
                                      : CRD_S("-Inf"));
    }
    crd_float_format(&digits, number, 'e', -1); /* d.ddde+XX */
    if (crd_buf_failed(&digits)) {
        return crd_err_memory(err, arena);
    }
    uint64_t coefficient = 0;
    int64_t exponent = 0;
    bool behind_point = false;
    size_t i = 0;
    for (; i < digits.len && digits.ptr[i] != 'e'; i++) {
        if (crd_is_digit((unsigned char)digits.ptr[i])) {
            coefficient = coefficient * 10 + (uint64_t)(digits.ptr[i] - '0');
            exponent -= behind_point;
        } else {
            behind_point = behind_point || digits.ptr[i] == '.';
        }
    }
    int64_t power = 0;
    crd_int_parse(crd_str_from(crd_buf_str(&digits), i + 1), 10, 64, &power);
    limbs it = { 0 };
    if (!make(arena, 3, &it, err)) {
        return false;
    }
    for (size_t n = 0; n < 3; n++) {
        it.at[n] = (uint32_t)(coefficient % LIMB);
        coefficient /= LIMB;
    }
    *ret = finish(it, number == 0 ? 0 : exponent + power, number < 0);
    return true;
}

/* number times 10^digits. */
static bool shift(crd_arena *arena, const fg_decimal *number, uint64_t digits, limbs *ret,
                  crd_err *err)
{
    if (number->n == 0) {
        return make(arena, 0, ret, err);
    }
    if (digits > (uint64_t)FG_DECIMAL_LIMBS_MAX * LIMB_DIGITS) {
        return too_long(arena, err);
    }
    size_t whole = (size_t)(digits / LIMB_DIGITS);
    uint32_t factor = powers[digits % LIMB_DIGITS];
    if (!make(arena, number->n + whole + 1, ret, err)) {
        return false;
    }
    uint64_t carry = 0;
    for (size_t i = 0; i < number->n; i++) {
        carry += (uint64_t)number->limbs[i] * factor;
        ret->at[whole + i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    ret->at[whole + number->n] = (uint32_t)carry;
    trim(ret);
    return true;
}

static int cmp(limbs a, limbs b)
{
    if (a.n != b.n) {
        return a.n < b.n ? -1 : 1;
    }
    for (size_t i = a.n; i > 0; i--) {
        if (a.at[i - 1] != b.at[i - 1]) {
            return a.at[i - 1] < b.at[i - 1] ? -1 : 1;
        }
    }
    return 0;
}

/* a plus b, or a minus b where a is not smaller, into a; a has room for one more limb. */
static void add_to(limbs *a, limbs b)
{
    uint32_t carry = 0;
    for (size_t i = 0; i < b.n || carry > 0; i++) {
        if (i == a->n) {
            a->at[a->n++] = 0;
        }
        uint32_t sum = a->at[i] + (i < b.n ? b.at[i] : 0) + carry;
        carry = sum >= LIMB;
        a->at[i] = sum - (carry ? LIMB : 0);
    }
}

static void subtract_from(limbs *a, limbs b)
{
    uint32_t borrow = 0;
    for (size_t i = 0; i < b.n || borrow > 0; i++) {
        uint32_t less = (i < b.n ? b.at[i] : 0) + borrow;
        borrow = a->at[i] < less;
        a->at[i] = a->at[i] + (borrow ? LIMB : 0) - less;
    }
    trim(a);
}

static bool add_signed(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, bool b_negative,
                       fg_decimal *ret, crd_err *err)
{
    int64_t exponent = a->exponent < b->exponent ? a->exponent : b->exponent;
    limbs x = { 0 };
    limbs y = { 0 };
    if (!shift(arena, a, (uint64_t)(a->exponent - exponent), &x, err) ||
        !shift(arena, b, (uint64_t)(b->exponent - exponent), &y, err)) {
        return false;
    }
    limbs *larger = cmp(x, y) >= 0 ? &x : &y;
    limbs *smaller = larger == &x ? &y : &x;
    bool negative = larger == &x ? a->negative : b_negative;
    limbs sum = { 0 };
    if (!make(arena, larger->n + 1, &sum, err)) {
        return false;
    }
    memcpy(sum.at, larger->at, larger->n * sizeof(uint32_t));
    sum.n = larger->n;
    if (a->negative == b_negative) {
        add_to(&sum, *smaller);
    } else {
        subtract_from(&sum, *smaller);
    }
    *ret = finish(sum, exponent, negative);
    return true;
}

bool fg_decimal_add(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err)
{
    return add_signed(arena, a, b, b->negative, ret, err);
}

bool fg_decimal_sub(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err)
{
    return add_signed(arena, a, b, !b->negative, ret, err);
}

bool fg_decimal_mul(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err)
{
    limbs product = { 0 };
    if (!make(arena, a->n + b->n, &product, err)) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < b->n; j++) {
            carry += (uint64_t)a->limbs[i] * b->limbs[j] + product.at[i + j];
            product.at[i + j] = (uint32_t)(carry % LIMB);
            carry /= LIMB;
        }
        product.at[i + b->n] = (uint32_t)carry;
    }
    *ret = finish(product, a->exponent + b->exponent, a->negative != b->negative);
    return true;
}

/* a * factor into ret, which has a.n + 1 limbs. */
static void multiply_small(limbs a, uint32_t factor, limbs *ret)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < a.n; i++) {
        carry += (uint64_t)a.at[i] * factor;
        ret->at[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    ret->at[a.n] = (uint32_t)carry;
    ret->n = a.n + 1;
    trim(ret);
}

/* The largest digit with digit * divisor <= rest, by halving: 30 steps, no estimate to correct. */
static uint32_t quotient_digit(limbs rest, limbs divisor, limbs *scratch)
{
    uint32_t low = 0;
    uint32_t high = LIMB;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        multiply_small(divisor, middle, scratch);
        if (cmp(*scratch, rest) <= 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whole quotient and rest of a / b. */
static bool divide(crd_arena *arena, limbs a, limbs b, limbs *ret_quotient, limbs *ret_rest,
                   crd_err *err)
{
    limbs scratch = { 0 };
    if (!make(arena, a.n + 1, ret_quotient, err) || !make(arena, b.n + 1, ret_rest, err) ||
        !make(arena, b.n + 1, &scratch, err)) {
        return false;
    }
    limbs *rest = ret_rest;
    rest->n = 0;
    for (size_t i = a.n; i > 0; i--) {
        memmove(rest->at + 1, rest->at, rest->n * sizeof(uint32_t));
        rest->at[0] = a.at[i - 1];
        rest->n++;
        trim(rest);
        uint32_t digit = cmp(*rest, b) < 0 ? 0 : quotient_digit(*rest, b, &scratch);
        ret_quotient->at[i - 1] = digit;
        if (digit > 0) {
            multiply_small(b, digit, &scratch);
            subtract_from(rest, scratch);
        }
    }
    ret_quotient->n = a.n;
    trim(ret_quotient);
    return true;
}

bool fg_decimal_div(crd_arena *arena, const fg_decimal *a, const fg_decimal *b, fg_decimal *ret,
                    crd_err *err)
{
    if (b->n == 0) {
        return CRD_FAIL(err, arena, CRD_E_VALUE, CRD_S("decimal division by 0"));
    }
    int64_t apart = a->exponent - b->exponent + DIVISION_DIGITS;
    limbs x = { 0 };
    limbs y = { 0 };
    limbs quotient = { 0 };
    limbs rest = { 0 };
    if (!shift(arena, a, apart > 0 ? (uint64_t)apart : 0, &x, err) ||
        !shift(arena, b, apart < 0 ? (uint64_t)-apart : 0, &y, err) ||
        !divide(arena, x, y, &quotient, &rest, err)) {
        return false;
    }
    limbs twice = { 0 };
    if (!make(arena, rest.n + 1, &twice, err)) {
        return false;
    }
    multiply_small(rest, 2, &twice);
    if (cmp(twice, y) >= 0) {
        uint32_t one = 1;
        add_to(&quotient, (limbs) { &one, 1 });
    }
    *ret = finish(quotient, -DIVISION_DIGITS, a->negative != b->negative);
    return true;
}

bool fg_decimal_float(crd_arena *arena, const fg_decimal *number, double *ret, crd_err *err)
{
    if (number->n == 0) {
        *ret = 0;
        return true;
    }
    crd_buf text;
    crd_buf_on(&text, arena, SIZE_MAX);
    if (number->negative) {
        crd_buf_add_byte(&text, '-');
    }
    for (size_t i = number->n; i > 0; i--) {
        char digits[CRD_INT_TEXT_MAX];
        crd_str limb = crd_uint_text(number->limbs[i - 1], digits);
        if (i < number->n) {
            crd_buf_add_n(&text, '0', LIMB_DIGITS - limb.len);
        }
        crd_buf_add(&text, limb);
    }
    crd_buf_add_byte(&text, 'e');
    crd_buf_add_int(&text, number->exponent);
    if (crd_buf_failed(&text)) {
        return crd_err_memory(err, arena);
    }
    crd_float_parse(crd_buf_str(&text), ret); /* out of range: the infinity that it gives */
    return true;
}
