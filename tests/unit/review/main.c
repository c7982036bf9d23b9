/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of review: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_review_reads),         T_TEST(test_review_refuses),
    T_TEST(test_review_too_deep),      T_TEST(test_review_uid_bound),
    T_TEST(test_review_each_failure),  T_TEST(test_verdict_undecided),
    T_TEST(test_verdict_decides_once), T_TEST(test_verdict_deny_text),
    T_TEST(test_verdict_warnings),     T_TEST(test_verdict_warning_bounds),
    T_TEST(test_verdict_each_failure), T_TEST(test_conversion_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
