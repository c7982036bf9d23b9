/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of sprig: the table. */
#include "tests.h"

static const struct t_test tests[] = {
    T_TEST(test_time_format),
    T_TEST(test_time_parse),
    T_TEST(test_duration),
    T_TEST(test_time_arithmetic),
    T_TEST(test_zone_refused),
    T_TEST(test_zone_cut),
    T_TEST(test_time_each_failure),
    T_TEST(test_semver_read),
    T_TEST(test_semver_constraint),
    T_TEST(test_semver_compare),
    T_TEST(test_semver_each_failure),
    T_TEST(test_decimal),
    T_TEST(test_decimal_bound),
    T_TEST(test_url),
    T_TEST(test_url_each_failure),
    T_TEST(test_path),
    T_TEST(test_shape),
    T_TEST(test_wrap),
    T_TEST(test_random),
    T_TEST(test_bcrypt),
    T_TEST(test_derive),
    T_TEST(test_aes),
    T_TEST(test_key),
    T_TEST(test_certificate),
    T_TEST(test_pem),
    T_TEST(test_sets),
    T_TEST(test_set_each_failure),
    T_TEST(test_stand_ins),
    T_TEST(test_stand_ins_fixed),
    T_TEST(test_clock),
    T_TEST(test_outside),
    T_TEST(test_lookup),
    T_TEST(test_bounds),
    T_TEST(test_toml_depth),
    T_TEST(test_costs),
    T_TEST(test_documents),
    T_TEST(test_each_failure),
    T_TEST(test_helm_render),
    T_TEST(test_helm_includes),
    T_TEST(test_helm_each_failure),
    T_TEST(test_helm_objects),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
