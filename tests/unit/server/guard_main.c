/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of the HTTP guard: the table. */
#include "wire_tests.h"

static const struct t_test tests[] = {
    T_TEST(test_guard_table),       T_TEST(test_guard_bounds),       T_TEST(test_guard_pipeline),
    T_TEST(test_guard_body_bypass), T_TEST(test_guard_each_failure), T_TEST(test_gate),
    T_TEST(test_word_duration),     T_TEST(test_word_query),         T_TEST(test_word_list),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
