/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of cmd: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_scalar_styles), T_TEST(test_scalar_refuses), T_TEST(test_text_offset),
    T_TEST(test_args_kinds),    T_TEST(test_args_wrong),
    T_TEST(test_inventory_files), T_TEST(test_inventory_namespaces),
    T_TEST(test_inventory_refuses), T_TEST(test_inventory_memory),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
