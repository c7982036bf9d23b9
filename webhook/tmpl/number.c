/* SPDX-License-Identifier: Apache-2.0 */
/* Number constants: one literal may be integer, float and complex at once; its use decides. */
#include <math.h>

#include "base/num.h"
#include "base/utf8.h"
#include "node.h"

static bool say(crd_arena *arena, crd_str *ret, crd_str before, crd_str quoted, crd_str after)
{
    crd_buf buf;
    crd_buf_on(&buf, arena, SIZE_MAX);
    crd_buf_add(&buf, before);
    crd_quote(&buf, quoted);
    crd_buf_add(&buf, after);
    *ret = crd_buf_whole(&buf);
    return false;
}

/* ---- Characters ---- */

/* Digits of an escape: n of them in base; false when there are not that many. */
static bool escape_digits(crd_str s, size_t n, unsigned base, uint32_t *ret)
{
    uint64_t rune = 0;
    if (s.len < n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int digit = crd_hex_value((unsigned char)s.ptr[i]);
        if (digit < 0 || (unsigned)digit >= base) {
            return false;
        }
        rune = rune * base + (unsigned)digit;
    }
    *ret = rune > UINT32_MAX ? UINT32_MAX : (uint32_t)rune;
    return true;
}

static bool is_rune(uint32_t rune)
{
    return rune <= CRD_RUNE_MAX && !(rune >= 0xD800 && rune <= 0xDFFF);
}

/* What stands behind a backslash; its size in *ret_size. */
static bool escape(crd_str s, uint32_t *ret_rune, size_t *ret_size)
{
    static const char plain[] = "a\ab\bf\fn\nr\rt\tv\v\\\\''";
    if (!s.len) {
        return false;
    }
    char c = s.ptr[0];
    for (size_t i = 0; i + 1 < sizeof(plain); i += 2) {
        if (plain[i] == c) {
            *ret_rune = (unsigned char)plain[i + 1];
            *ret_size = 1;
            return true;
        }
    }
    crd_str digits = crd_str_from(s, 1);
    if (c >= '0' && c <= '7') {
        *ret_size = 3;
        return escape_digits(s, 3, 8, ret_rune) && *ret_rune <= 255;
    }
    size_t n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    *ret_size = 1 + n;
    return n && escape_digits(digits, n, 16, ret_rune) && (c == 'x' || is_rune(*ret_rune));
}

static bool read_char(crd_arena *arena, crd_str text, fg_number *ret, crd_str *ret_message)
{
    crd_str s = crd_str_from(text, 1);
    uint32_t rune = 0;
    size_t size = 0;
    bool ok = s.len && s.ptr[0] != '\'';
    if (ok && s.ptr[0] == '\\') {
        ok = escape(crd_str_from(s, 1), &rune, &size);
        size++;
    } else if (ok) {
        rune = crd_rune_decode(s, &size);
    }
    if (!ok) {
        *ret_message = CRD_S("invalid syntax");
        return false;
    }
    if (!crd_str_eq(crd_str_from(s, size), CRD_S("'"))) {
        *ret_message = CRD_CAT(arena, CRD_S("malformed character constant: "), text);
        return false;
    }
    *ret = (fg_number) {
        .is_int = true,
        .is_uint = true,
        .is_float = true,
        .i = rune,
        .u = rune,
        .f = rune,
    };
    return true;
}

/* ---- Numbers ---- */

/* The integers that are exactly the float. */
static void integers_of_float(fg_number *number)
{
    double f = number->f;
    if (!number->is_int && f >= -0x1p63 && f < 0x1p63 && f == trunc(f)) {
        number->is_int = true;
        number->i = (int64_t)f;
    }
    if (!number->is_uint && f >= 0 && f < 0x1p64 && f == trunc(f)) {
        number->is_uint = true;
        number->u = (uint64_t)f;
    }
}

static void simplify_complex(fg_number *number)
{
    number->is_complex = true;
    number->is_float = number->complex[1] == 0;
    if (number->is_float) {
        number->f = number->complex[0];
        integers_of_float(number);
    }
}

static bool has_any(crd_str text, const char *set)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr(set, text.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool read_plain(crd_arena *arena, crd_str text, fg_number *ret, crd_str *ret_message)
{
    fg_number n = { 0 };
    if (text.len && text.ptr[text.len - 1] == 'i' &&
        crd_float_parse(crd_str_sub(text, 0, text.len - 1), &n.complex[1]) == CRD_NUM_OK) {
        simplify_complex(&n);
        *ret = n;
        return true;
    }
    n.complex[1] = 0;
    n.is_uint = crd_uint_parse(text, 0, 64, &n.u) == CRD_NUM_OK;
    n.is_int = crd_int_parse(text, 0, 64, &n.i) == CRD_NUM_OK;
    if (n.is_int && n.i == 0 && !n.is_uint) {
        n.is_uint = true; /* -0 */
        n.u = 0;
    }
    if (n.is_int || n.is_uint) {
        n.is_float = true;
        n.f = n.is_int ? (double)n.i : (double)n.u;
        *ret = n;
        return true;
    }
    if (crd_float_parse(text, &n.f) != CRD_NUM_OK) {
        return say(arena, ret_message, CRD_S("illegal number syntax: "), text, CRD_S(""));
    }
    if (!has_any(text, ".eEpP")) {
        return say(arena, ret_message, CRD_S("integer overflow: "), text, CRD_S(""));
    }
    n.is_float = true;
    integers_of_float(&n);
    *ret = n;
    return true;
}

/* ---- Complex pairs, as fmt.Sscan reads them ---- */

static bool skip_one(crd_str s, size_t *at, const char *set)
{
    if (*at < s.len && s.ptr[*at] && strchr(set, s.ptr[*at])) {
        ++*at;
        return true;
    }
    return false;
}

static void skip_all(crd_str s, size_t *at, const char *set)
{
    while (skip_one(s, at, set)) {
    }
}

/* The end of the float that begins at from. */
static size_t float_end(crd_str s, size_t from)
{
    const char *digits = "0123456789_";
    const char *exponent = "eEpP";
    size_t at = from;
    skip_one(s, &at, "+-");
    skip_one(s, &at, "iI"); /* Go looks for "Inf" here, and keeps what it took of it */
    if (skip_one(s, &at, "0") && skip_one(s, &at, "xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = "pP";
    }
    skip_all(s, &at, digits);
    if (skip_one(s, &at, ".")) {
        skip_all(s, &at, digits);
    }
    if (skip_one(s, &at, exponent)) {
        skip_one(s, &at, "+-");
        skip_all(s, &at, "0123456789_");
    }
    return at;
}

static bool convert_float(crd_arena *arena, crd_str text, double *ret, crd_str *ret_message)
{
    size_t p = crd_str_find_byte(text, 'p');
    crd_str number = text;
    int64_t exponent = 0;
    if (p != CRD_NPOS && !has_any(text, "xX")) {
        number = crd_str_sub(text, 0, p);
        if (crd_int_parse(crd_str_from(text, p + 1), 10, 64, &exponent) != CRD_NUM_OK) {
            return say(arena, ret_message, CRD_S("strconv.Atoi: parsing "),
                       crd_str_from(text, p + 1), CRD_S(": invalid syntax"));
        }
    }
    enum crd_num_result result = crd_float_parse(number, ret);
    if (result != CRD_NUM_OK) {
        return say(arena, ret_message, CRD_S("strconv.ParseFloat: parsing "), number,
                   result == CRD_NUM_RANGE ? CRD_S(": value out of range")
                                           : CRD_S(": invalid syntax"));
    }
    int bounded = exponent > 10000 ? 10000 : exponent < -10000 ? -10000 : (int)exponent;
    *ret = ldexp(*ret, bounded);
    return true;
}

static bool read_complex(crd_arena *arena, crd_str text, fg_number *ret, crd_str *ret_message)
{
    fg_number n = { 0 };
    size_t middle = float_end(text, 0);
    bool sign = middle < text.len && (text.ptr[middle] == '+' || text.ptr[middle] == '-');
    size_t end = 0;
    if (sign) {
        end = middle + 1;
        /* a second sign would belong to the float: the lexer lets none through */
        end = float_end(text, end);
    }
    if (!sign || end >= text.len || text.ptr[end] != 'i') {
        *ret_message = CRD_S("syntax error scanning complex number");
        return false;
    }
    if (!convert_float(arena, crd_str_sub(text, 0, middle), &n.complex[0], ret_message) ||
        !convert_float(arena, crd_str_sub(text, middle, end), &n.complex[1], ret_message)) {
        return false;
    }
    simplify_complex(&n);
    *ret = n;
    return true;
}

bool fg_number_read(crd_arena *arena, crd_str text, bool is_char, bool is_complex, fg_number *ret,
                    crd_str *ret_message)
{
    if (is_char) {
        return read_char(arena, text, ret, ret_message);
    }
    return is_complex ? read_complex(arena, text, ret, ret_message)
                      : read_plain(arena, text, ret, ret_message);
}
