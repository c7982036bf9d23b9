/* SPDX-License-Identifier: Apache-2.0 */
/* Integers as text and back: see num.h. Floats are in num_float*.c, quoting in num_quote.c. */
#include "num.h"

crd_str crd_uint_text(uint64_t number, char text[CRD_INT_TEXT_MAX])
{
    char *at = text + CRD_INT_TEXT_MAX;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return crd_str_of(at, (size_t)(text + CRD_INT_TEXT_MAX - at));
}

crd_str crd_int_text(int64_t number, char text[CRD_INT_TEXT_MAX])
{
    if (number >= 0) {
        return crd_uint_text((uint64_t)number, text);
    }
    crd_str digits = crd_uint_text(0 - (uint64_t)number, text);
    text[digits.ptr - text - 1] = '-';
    return crd_str_of(digits.ptr - 1, digits.len + 1);
}

bool crd_underscores_ok(crd_str text)
{
    enum { START, DIGIT, UNDERSCORE, OTHER } saw = START;
    size_t at = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    bool hex = false;
    if (text.len >= at + 2 && text.ptr[at] == '0') {
        char letter = (char)(text.ptr[at + 1] | 0x20);
        if (letter == 'b' || letter == 'o' || letter == 'x') {
            at += 2;
            saw = DIGIT; /* an underscore may follow the prefix */
            hex = letter == 'x';
        }
    }
    for (; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (crd_is_digit(c) || (hex && crd_hex_value(c) >= 0)) {
            saw = DIGIT;
        } else if (c == '_') {
            if (saw != DIGIT) {
                return false;
            }
            saw = UNDERSCORE;
        } else if (saw == UNDERSCORE) {
            return false;
        } else {
            saw = OTHER;
        }
    }
    return saw != UNDERSCORE;
}

/* Base by prefix; the prefix is cut off. A lone 0 in front means octal. */
static int base_of(crd_str *inout_digits)
{
    crd_str digits = *inout_digits;
    if (digits.ptr[0] != '0') {
        return 10;
    }
    char letter = digits.len >= 3 ? (char)(digits.ptr[1] | 0x20) : '\0';
    int base = letter == 'b' ? 2 : letter == 'x' ? 16 : 8;
    *inout_digits = crd_str_from(digits, letter == 'b' || letter == 'o' || letter == 'x' ? 2 : 1);
    return base;
}

static int digit_of(unsigned char c)
{
    if (crd_is_digit(c)) {
        return c - '0';
    }
    c |= 0x20;
    return crd_is_lower(c) ? c - 'a' + 10 : 36;
}

enum crd_num_result crd_uint_parse(crd_str text, int base, int bits, uint64_t *ret)
{
    *ret = 0;
    if (!text.len || base < 0 || base == 1 || base > 36 || bits < 1 || bits > 64) {
        return CRD_NUM_SYNTAX;
    }
    crd_str digits = text;
    bool underscores = base == 0;
    if (base == 0) {
        base = base_of(&digits);
    }
    uint64_t max = bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
    uint64_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] == '_' && underscores) {
            continue;
        }
        int digit = digit_of((unsigned char)digits.ptr[i]);
        if (digit >= base) {
            return CRD_NUM_SYNTAX;
        }
        /* Go stops at the first digit that is too many and does not look at what follows. */
        if (__builtin_mul_overflow(number, (uint64_t)base, &number) ||
            __builtin_add_overflow(number, (uint64_t)digit, &number) || number > max) {
            *ret = max;
            return CRD_NUM_RANGE;
        }
    }
    if (underscores && !crd_underscores_ok(text)) {
        return CRD_NUM_SYNTAX;
    }
    *ret = number;
    return CRD_NUM_OK;
}

enum crd_num_result crd_int_parse(crd_str text, int base, int bits, int64_t *ret)
{
    *ret = 0;
    bool sign = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    bool negative = sign && text.ptr[0] == '-';
    uint64_t size;
    enum crd_num_result result = crd_uint_parse(crd_str_from(text, sign), base, bits, &size);
    if (result == CRD_NUM_SYNTAX) {
        return result;
    }
    uint64_t limit = (uint64_t)1 << (bits - 1);
    if (!negative && size >= limit) {
        *ret = (int64_t)(limit - 1);
        return CRD_NUM_RANGE;
    }
    if (negative && size > limit) {
        *ret = -(int64_t)(limit - 1) - 1;
        return CRD_NUM_RANGE;
    }
    *ret = negative && size ? -(int64_t)(size - 1) - 1 : (int64_t)size;
    return CRD_NUM_OK;
}
