/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers as text, the way Go's strconv writes and reads them. Nothing here depends on the locale.
 * Source of the behaviour: Go 1.26 strconv (FormatFloat, ParseFloat, ParseInt, Quote).
 */
#ifndef CRD_BASE_NUM_H
#define CRD_BASE_NUM_H

#include "buf.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CRD_INT_TEXT_MAX 24   /* sign, 20 digits */
#define CRD_FLOAT_TEXT_MAX 32 /* encoding/json's form; shortest forms of 'e' and 'g' */

/* Decimal text in the caller's buffer; not terminated. */
crd_str crd_int_text(int64_t number, char text[CRD_INT_TEXT_MAX]);
crd_str crd_uint_text(uint64_t number, char text[CRD_INT_TEXT_MAX]);

/*
 * strconv.FormatFloat(number, format, precision, 64) appended to buf. format: 'e' 'E' 'f' 'g' 'G'
 * 'b' 'x' 'X'; precision -1: the fewest digits that read back as the same number. fmt's %v of a
 * float64 is 'g' with -1: exponent form below 1e-4 and from 1e+06 on.
 */
void crd_float_format(crd_buf *buf, double number, char format, int precision);

/* What encoding/json prints for a float64; the number must be finite. */
void crd_float_format_json(crd_buf *buf, double number);

/* The same in the caller's buffer, not terminated; the empty text when it is not finite. */
crd_str crd_float_text_json(double number, char text[CRD_FLOAT_TEXT_MAX]);

enum crd_num_result {
    CRD_NUM_OK = 0,
    CRD_NUM_SYNTAX, /* strconv.ErrSyntax */
    CRD_NUM_RANGE,  /* strconv.ErrRange: *ret holds what Go returns with it */
};

/* strconv.ParseFloat(text, 64): underscores only as Go allows them, hexadecimal floats, inf, nan. */
enum crd_num_result crd_float_parse(crd_str text, double *ret);

/* strconv.ParseInt / ParseUint(text, base, bits); base 0 or 2 to 36, bits 1 to 64. With base 0 a
 * prefix chooses the base and underscores may separate digits. */
enum crd_num_result crd_int_parse(crd_str text, int base, int bits, int64_t *ret);
enum crd_num_result crd_uint_parse(crd_str text, int base, int bits, uint64_t *ret);

/* False when an underscore stands elsewhere than between digits or behind a base prefix. */
bool crd_underscores_ok(crd_str text);

/* strconv.Quote and QuoteToASCII, appended with their double quotes. */
void crd_quote(crd_buf *buf, crd_str text);
void crd_quote_ascii(crd_buf *buf, crd_str text);

/* strconv.QuoteRune: between single quotes; no rune gives U+FFFD. */
void crd_quote_rune(crd_buf *buf, uint32_t rune);

/* strconv.Unquote of a Go literal in ", ' or `: what it stands for is appended. False for a syntax
 * error; buf may then hold a part. */
bool crd_unquote(crd_buf *buf, crd_str literal);

/* unicode.IsPrint as strconv uses it (Unicode 15.0). */
bool crd_rune_is_print(uint32_t rune);

#ifdef __cplusplus
}
#endif
#endif
