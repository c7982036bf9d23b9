/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of value: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_map_find),
    T_TEST(test_map_order),
    T_TEST(test_map_duplicate),
    T_TEST(test_equal),
    T_TEST(test_makers),
    T_TEST(test_copy),
    T_TEST(test_copy_depth),
    T_TEST(test_places),
    T_TEST(test_builder_shapes),
    T_TEST(test_builder_duplicates),
    T_TEST(test_builder_duplicates_bound),
    T_TEST(test_builder_nodes_bound),
    T_TEST(test_builder_depth_bound),
    T_TEST(test_builder_reuse),
    T_TEST(test_builder_each_failure),
    T_TEST(test_json_errors),
    T_TEST(test_json_strings),
    T_TEST(test_json_numbers),
    T_TEST(test_json_keys),
    T_TEST(test_json_places),
    T_TEST(test_json_error_place),
    T_TEST(test_json_in_place),
    T_TEST(test_json_depth),
    T_TEST(test_json_each_failure),
    T_TEST(test_json_arena_limit),
    T_TEST(test_json_limit_shapes),
    T_TEST(test_json_three_mib_of_maps),
    T_TEST(test_json_many_keys),
    T_TEST(test_json_text_bound),
    T_TEST(test_json_write_strings),
    T_TEST(test_json_write_orders),
    T_TEST(test_json_write_indent),
    T_TEST(test_json_write_numbers),
    T_TEST(test_json_write_depth),
    T_TEST(test_json_write_limit),
    T_TEST(test_json_corpus_round_trip),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
