/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of tmpl: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_tmpl_rows),
    T_TEST(test_tmpl_go_1_23),
    T_TEST(test_tmpl_places),
    T_TEST(test_tmpl_sets),
    T_TEST(test_tmpl_clone),
    T_TEST(test_tmpl_calls),
    T_TEST(test_tmpl_nested_calls),
    T_TEST(test_methods),
    T_TEST(test_kinds),
    T_TEST(test_parameters),
    T_TEST(test_map_aliases),
    T_TEST(test_map_large),
    T_TEST(test_map_snapshot),
    T_TEST(test_values),
    T_TEST(test_equal),
    T_TEST(test_to_tree),
    T_TEST(test_to_tree_types),
    T_TEST(test_equal_types),
    T_TEST(test_runs_and_memory),
    T_TEST(test_trace),
    T_TEST(test_funcs),
    T_TEST(test_unstable),
    T_TEST(test_capacity),
    T_TEST(test_overlay),
    T_TEST(test_skipped_assignment),
    T_TEST(test_fmt_rows),
    T_TEST(test_budget_steps),
    T_TEST(test_budget_output),
    T_TEST(test_budget_memory),
    T_TEST(test_memory_given_back),
    T_TEST(test_self_containing),
    T_TEST(test_depth),
    T_TEST(test_parens),
    T_TEST(test_blocks),
    T_TEST(test_nodes),
    T_TEST(test_hostile_lexing),
    T_TEST(test_each_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
