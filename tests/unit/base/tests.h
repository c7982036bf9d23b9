/* SPDX-License-Identifier: Apache-2.0 */
/* The unit tests of base, by name; main.c lists them. */
#ifndef TESTS_BASE_H
#define TESTS_BASE_H

#include "../harness.h"

void test_str_find(void);
void test_str_trim_cut(void);
void test_arena_limit(void);
void test_arena_extend(void);
void test_arena_rewind(void);
void test_arena_each_failure(void);
void test_buf_limit(void);
void test_buf_on_arena(void);
void test_err_wrap_chain(void);
void test_diag_order(void);
void test_diag_bound(void);
void test_utf8(void);
void test_base64(void);
void test_digest(void);
void test_hash(void);
void test_int_text(void);
void test_float_format(void);
void test_float_long_precision(void);
void test_float_json(void);
void test_float_round_trip(void);
void test_float_parse(void);
void test_float_parse_long(void);
void test_int_parse(void);
void test_quote(void);
void test_unquote(void);
void test_unicode_runes(void);
void test_unicode_sets(void);

#endif
