/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of base: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_str_find),      T_TEST(test_str_trim_cut),   T_TEST(test_arena_limit),
    T_TEST(test_arena_extend),  T_TEST(test_arena_rewind),   T_TEST(test_arena_each_failure),
    T_TEST(test_buf_limit),     T_TEST(test_buf_on_arena),   T_TEST(test_err_wrap_chain),
    T_TEST(test_diag_order),    T_TEST(test_diag_bound),     T_TEST(test_utf8),
    T_TEST(test_base64), T_TEST(test_dns),       T_TEST(test_digest),         T_TEST(test_hash),
    T_TEST(test_int_text),
    T_TEST(test_float_format),
    T_TEST(test_float_long_precision),
    T_TEST(test_float_json),
    T_TEST(test_float_round_trip),
    T_TEST(test_float_parse),
    T_TEST(test_float_parse_long),
    T_TEST(test_int_parse),
    T_TEST(test_quote),
    T_TEST(test_unquote),
    T_TEST(test_unicode_runes), T_TEST(test_unicode_sets),
    T_TEST(test_regex_errors),
    T_TEST(test_regex_find),
    T_TEST(test_regex_find_from),
    T_TEST(test_regex_scan),
    T_TEST(test_regex_alternatives),
    T_TEST(test_regex_replace),
    T_TEST(test_regex_replace_limit),
    T_TEST(test_regex_split),
    T_TEST(test_regex_split_many),
    T_TEST(test_regex_about),
    T_TEST(test_regex_height),
    T_TEST(test_regex_repeat_max),
    T_TEST(test_regex_insts_max),
    T_TEST(test_regex_runes_max),
    T_TEST(test_regex_text_max),
    T_TEST(test_regex_linear),
    T_TEST(test_regex_alternations),
    T_TEST(test_regex_long_pattern),
    T_TEST(test_regex_dfa_bounds),
    T_TEST(test_regex_class_work),
    T_TEST(test_regex_dfa_gives_up),
    T_TEST(test_regex_engines_agree),
    T_TEST(test_regex_each_failure),
    T_TEST(test_regex_each_ceiling),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
