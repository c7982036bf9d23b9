/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as JSON writes them, as the numbers of typed structs: see inside.h. */
#include "../base/num.h"
#include "inside.h"

/* Up to 18 digits cannot overflow. */
static bool short_int(crd_str literal, int64_t *ret)
{
    size_t i = literal.len && literal.ptr[0] == '-';
    if (literal.len > 18 || i == literal.len) {
        return false;
    }
    int64_t number = 0;
    for (size_t at = i; at < literal.len; at++) {
        if (!crd_is_digit((unsigned char)literal.ptr[at])) {
            return false;
        }
        number = number * 10 + (literal.ptr[at] - '0');
    }
    *ret = i ? -number : number;
    return true;
}

/* What swag.IsFloat64AJSONInteger, which the server asks, takes for a whole number at most. */
#define WHOLE_MAX 9007199254740991.0

bool crd_literal_int(crd_str literal, int64_t *ret)
{
    double number;
    if (short_int(literal, ret) || crd_int_parse(literal, 10, 64, ret) == CRD_NUM_OK) {
        return true;
    }
    bool has_point = crd_str_find_byte(literal, '.') != CRD_NPOS ||
                     crd_str_find_byte(literal, 'e') != CRD_NPOS ||
                     crd_str_find_byte(literal, 'E') != CRD_NPOS;
    if (!has_point || crd_float_parse(literal, &number) != CRD_NUM_OK ||
        number < -WHOLE_MAX || number > WHOLE_MAX || number != (double)(int64_t)number) {
        return false;
    }
    *ret = (int64_t)number;
    return true;
}

bool crd_literal_is_odd_int(crd_str literal, int64_t number)
{
    if (number != 0 && literal.len <= 18) {
        /* JSON's grammar leaves one way to write an integer without a point or exponent */
        unsigned char last = (unsigned char)literal.ptr[literal.len - 1];
        if (literal.len == 1 || (literal.len == 2 && crd_is_digit(last) &&
                                 crd_is_digit((unsigned char)literal.ptr[0]))) {
            return false;
        }
    }
    char text[CRD_INT_TEXT_MAX];
    return !crd_str_eq(crd_int_text(number, text), literal);
}

bool crd_literal_is_odd_double(crd_str literal, double number)
{
    char text[CRD_FLOAT_TEXT_MAX];
    return !crd_str_eq(crd_float_text_json(number, text), literal);
}
