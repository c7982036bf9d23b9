/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of schemas for values: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_validate_rows),
    T_TEST(test_validate_nesting_bound),
    T_TEST(test_validate_faults_bound),
    T_TEST(test_validate_each_failure),
    T_TEST(test_prune_rows),
    T_TEST(test_names),
    T_TEST(test_name_words),
    T_TEST(test_name_lengths),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
