/* SPDX-License-Identifier: Apache-2.0 */
/* Integers as text: see num.h. Floats are in num_float.c, quoting in num_quote.c. */
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
