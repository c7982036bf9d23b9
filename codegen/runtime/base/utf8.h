/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 as Go's unicode/utf8 decodes it: an invalid byte is U+FFFD of width 1. */
#ifndef CRD_BASE_UTF8_H
#define CRD_BASE_UTF8_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CRD_RUNE_ERROR 0xFFFDu
#define CRD_RUNE_MAX 0x10FFFFu

/* First rune of s and its width in bytes: width 0 for the empty text, U+FFFD and 1 for an invalid
 * byte (overlong forms, surrogates and values past U+10FFFF are invalid, as in Go). */
uint32_t crd_rune_decode(crd_str s, size_t *ret_width);

/* Last rune of s and its width, by the same rules. */
uint32_t crd_rune_decode_last(crd_str s, size_t *ret_width);

/* Writes 1 to 4 bytes and returns how many; surrogates and values past the maximum give U+FFFD. */
size_t crd_rune_encode(uint32_t rune, char out[4]);

bool crd_utf8_valid(crd_str s);

/* Number of runes, an invalid byte counting as one. */
size_t crd_utf8_count(crd_str s);

#ifdef __cplusplus
}
#endif
#endif
