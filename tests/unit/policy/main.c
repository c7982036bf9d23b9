/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of policy: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_answer_allows),   T_TEST(test_answer_denies), T_TEST(test_answer_warns),
    T_TEST(test_answer_clusters), T_TEST(test_answer_causes), T_TEST(test_answer_dropped),
    T_TEST(test_answer_hint),     T_TEST(test_answer_memory), T_TEST(test_run_table),
    T_TEST(test_run_untouched),   T_TEST(test_run_until),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
