/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of what `crdc c` makes of tests/crds/golden/c/shelf.yaml: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_shelf_fields),     T_TEST(test_shelf_absent),
    T_TEST(test_shelf_sources),    T_TEST(test_shelf_lists),
    T_TEST(test_shelf_faults),     T_TEST(test_shelf_abi),
    T_TEST(test_closed_drops),     T_TEST(test_closed_preserves),
    T_TEST(test_closed_refuses),   T_TEST(test_failure_of_each_function),
    T_TEST(test_failure_of_arena),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
