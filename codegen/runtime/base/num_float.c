/* SPDX-License-Identifier: Apache-2.0 */
/* Floats as text: see num.h. Lays out the digits that num_float_digits.c finds. */
#include "num_float.h"

#include <math.h>

#include "num.h"

/* Digits from to to - 1 (from >= 0), zeros where there are no more. */
static void add_digits(crd_buf *buf, const struct crd_decimal *decimal, int from, int to)
{
    char *at = from < to ? crd_buf_reserve(buf, (size_t)(to - from)) : NULL;
    if (!at) {
        return;
    }
    buf->len += (size_t)(to - from);
    for (; from < to; from++) {
        *at++ = (char)('0' + (from < decimal->n ? decimal->digits[from] : 0));
    }
}

static void add_zeros(crd_buf *buf, int n)
{
    if (n > 0) {
        crd_buf_add_n(buf, '0', (size_t)n);
    }
}

/* The point and precision digits behind it, from the digit first on (negative: zeros come first). */
static void add_fraction(crd_buf *buf, const struct crd_decimal *decimal, int first, int precision)
{
    if (precision <= 0) {
        return;
    }
    int lead = first >= 0 ? 0 : -first < precision ? -first : precision;
    int from = first < 0 ? 0 : first;
    int there = decimal->n > from ? decimal->n - from : 0;
    there = there < precision - lead ? there : precision - lead;
    crd_buf_add_byte(buf, '.');
    add_zeros(buf, lead);
    add_digits(buf, decimal, from, from + there);
    add_zeros(buf, precision - lead - there);
}

/* A sign and at least width digits. */
static void add_exponent(crd_buf *buf, int exponent, int width)
{
    crd_buf_add_byte(buf, exponent < 0 ? '-' : '+');
    int size = exponent < 0 ? -exponent : exponent;
    if (width == 2 && size < 10) {
        crd_buf_add_byte(buf, '0');
    }
    crd_buf_add_int(buf, size);
}

static void add_e(crd_buf *buf, const struct crd_decimal *decimal, int precision, char letter)
{
    add_digits(buf, decimal, 0, 1);
    add_fraction(buf, decimal, 1, precision);
    crd_buf_add_byte(buf, letter);
    add_exponent(buf, decimal->n ? decimal->point - 1 : 0, 2);
}

static void add_f(crd_buf *buf, const struct crd_decimal *decimal, int precision)
{
    if (decimal->point > 0) {
        add_digits(buf, decimal, 0, decimal->point);
    } else {
        crd_buf_add_byte(buf, '0');
    }
    add_fraction(buf, decimal, decimal->point, precision);
}

static void add_g(crd_buf *buf, const struct crd_decimal *decimal, int precision, bool shortest,
                  char letter)
{
    int e_from = precision;
    if (e_from > decimal->n && decimal->n >= decimal->point) {
        e_from = decimal->n;
    }
    if (shortest) {
        e_from = 6;
    }
    int exponent = decimal->point - 1;
    if (exponent < -4 || exponent >= e_from) {
        add_e(buf, decimal, (precision > decimal->n ? decimal->n : precision) - 1, letter);
        return;
    }
    int digits = precision > decimal->point ? decimal->n : precision;
    add_f(buf, decimal, digits - decimal->point);
}

static void round_to(struct crd_decimal *decimal, char format, int precision)
{
    switch (format) {
    case 'e':
    case 'E':
        crd_decimal_round(decimal, precision + 1);
        break;
    case 'f':
        crd_decimal_round(decimal, decimal->point + precision);
        break;
    default:
        crd_decimal_round(decimal, precision);
        break;
    }
}

static int shortest_precision(const struct crd_decimal *decimal, char format)
{
    switch (format) {
    case 'e':
    case 'E':
        return decimal->n - 1;
    case 'f':
        return decimal->n > decimal->point ? decimal->n - decimal->point : 0;
    default:
        return decimal->n;
    }
}

static void format_decimal(crd_buf *buf, const struct crd_binary *number, char format,
                           int precision)
{
    struct crd_decimal decimal;
    bool shortest = precision < 0;
    if (shortest) {
        crd_decimal_shortest(number, &decimal);
        precision = shortest_precision(&decimal, format);
    } else {
        if (precision == 0 && (format == 'g' || format == 'G')) {
            precision = 1;
        }
        crd_decimal_exact(number, &decimal);
        /* past every digit there is nothing to round, and int must not overflow */
        if (precision < CRD_DIGITS_MAX) {
            round_to(&decimal, format, precision);
        }
    }
    if (format == 'e' || format == 'E') {
        add_e(buf, &decimal, precision, format);
    } else if (format == 'f') {
        add_f(buf, &decimal, precision);
    } else {
        add_g(buf, &decimal, precision, shortest, format == 'g' ? 'e' : 'E');
    }
}

static void format_b(crd_buf *buf, const struct crd_binary *number)
{
    crd_buf_add_uint(buf, number->mantissa);
    crd_buf_add_byte(buf, 'p');
    add_exponent(buf, number->exponent, 1);
}

/* Bit 60 is the digit before the point, four bits a digit behind it. */
#define HEX_ONE ((uint64_t)1 << 60)

static void round_hex(uint64_t *inout_mantissa, int *inout_exponent, int precision)
{
    if (precision < 0 || precision >= 15) {
        return;
    }
    int cut = 60 - 4 * precision;
    uint64_t rest = *inout_mantissa & (((uint64_t)1 << cut) - 1);
    uint64_t kept = *inout_mantissa >> cut;
    uint64_t half = (uint64_t)1 << (cut - 1);
    if (rest > half || (rest == half && kept % 2 == 1)) {
        kept++;
    }
    *inout_mantissa = kept << cut;
    if (*inout_mantissa & HEX_ONE << 1) {
        *inout_mantissa >>= 1;
        *inout_exponent += 1;
    }
}

static void format_x(crd_buf *buf, const struct crd_binary *number, char format, int precision)
{
    const char *hex = format == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
    uint64_t mantissa = number->mantissa << 8;
    int exponent = mantissa ? number->exponent + 52 : 0;
    while (mantissa && !(mantissa & HEX_ONE)) {
        mantissa <<= 1;
        exponent--;
    }
    round_hex(&mantissa, &exponent, precision);
    crd_buf_add_byte(buf, '0');
    crd_buf_add_byte(buf, format);
    crd_buf_add_byte(buf, (char)('0' + (mantissa >> 60 & 1)));
    uint64_t rest = mantissa << 4;
    if (precision > 0 || (precision < 0 && rest)) {
        crd_buf_add_byte(buf, '.');
    }
    int written = 0;
    for (; precision < 0 ? rest != 0 : written < precision && written < 16; written++, rest <<= 4) {
        crd_buf_add_byte(buf, hex[rest >> 60]);
    }
    add_zeros(buf, precision - written);
    crd_buf_add_byte(buf, format == 'x' ? 'p' : 'P');
    add_exponent(buf, exponent, 2);
}

void crd_float_format(crd_buf *buf, double number, char format, int precision)
{
    struct crd_binary binary = crd_binary_of(number);
    if (!binary.finite) {
        crd_buf_add(buf, binary.mantissa   ? CRD_S("NaN")
                         : binary.negative ? CRD_S("-Inf")
                                           : CRD_S("+Inf"));
        return;
    }
    bool known = format != '\0' && strchr("eEfgGbxX", format);
    if (binary.negative) {
        crd_buf_add_byte(buf, '-');
    }
    if (!known) {
        crd_buf_add_byte(buf, '%');
        crd_buf_add_byte(buf, format);
    } else if (format == 'b') {
        format_b(buf, &binary);
    } else if (format == 'x' || format == 'X') {
        format_x(buf, &binary, format, precision);
    } else {
        format_decimal(buf, &binary, format, precision);
    }
}

crd_str crd_float_text_json(double number, char text[CRD_FLOAT_TEXT_MAX])
{
    struct crd_binary binary = crd_binary_of(number);
    if (!binary.finite) {
        return crd_str_of(text, 0);
    }
    double size = fabs(number);
    if (size < 1e15 && (double)(int64_t)number == number && (number != 0 || !binary.negative)) {
        return crd_int_text((int64_t)number, text); /* what most numbers are */
    }
    /* a buffer that is as large as it may get: sign, 17 digits and what stands around them */
    crd_buf buf = { .ptr = text, .capacity = CRD_FLOAT_TEXT_MAX, .limit = CRD_FLOAT_TEXT_MAX };
    struct crd_decimal decimal;
    crd_decimal_shortest(&binary, &decimal);
    if (binary.negative) {
        crd_buf_add_byte(&buf, '-');
    }
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
        add_digits(&buf, &decimal, 0, 1);
        add_fraction(&buf, &decimal, 1, decimal.n - 1);
        crd_buf_add_byte(&buf, 'e');
        int exponent = decimal.point - 1;
        add_exponent(&buf, exponent, exponent < 0 ? 1 : 2);
    } else {
        add_f(&buf, &decimal, shortest_precision(&decimal, 'f'));
    }
    return crd_buf_str(&buf);
}

void crd_float_format_json(crd_buf *buf, double number)
{
    char text[CRD_FLOAT_TEXT_MAX];
    crd_buf_add(buf, crd_float_text_json(number, text));
}
