/* SPDX-License-Identifier: Apache-2.0 */
/* Typed structs by their tables: the table of tests. */
#include "../harness.h"
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_object_presence),
    T_TEST(test_object_kept_literals),
    T_TEST(test_object_unknown),
    T_TEST(test_object_twice),
    T_TEST(test_object_twice_notes),
    T_TEST(test_object_yaml),
    T_TEST(test_object_yaml_odd),
    T_TEST(test_object_in_place),
    T_TEST(test_object_not_finite),
    T_TEST(test_object_long_lists),
    T_TEST(test_fault_json),
    T_TEST(test_fault_yaml),
    T_TEST(test_fault_json_c),
    T_TEST(test_fault_integers),
    T_TEST(test_fault_root),
    T_TEST(test_fault_syntax),
    T_TEST(test_fault_depth),
    T_TEST(test_fault_replaced),
    T_TEST(test_fault_order),
    T_TEST(test_failure_each),
    T_TEST(test_failure_arena),
    T_TEST(test_failure_buffer),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
