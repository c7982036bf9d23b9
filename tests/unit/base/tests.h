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
void test_dns(void);
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
void test_regex_errors(void);
void test_regex_find(void);
void test_regex_find_from(void);
void test_regex_scan(void);
void test_regex_alternatives(void);
void test_regex_replace(void);
void test_regex_replace_limit(void);
void test_regex_split(void);
void test_regex_split_many(void);
void test_regex_about(void);
void test_regex_height(void);
void test_regex_repeat_max(void);
void test_regex_insts_max(void);
void test_regex_runes_max(void);
void test_regex_text_max(void);
void test_regex_linear(void);
void test_regex_alternations(void);
void test_regex_long_pattern(void);
void test_regex_dfa_bounds(void);
void test_regex_class_work(void);
void test_regex_dfa_gives_up(void);
void test_regex_engines_agree(void);
void test_regex_each_failure(void);
void test_regex_each_ceiling(void);

#endif
