/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of fleet: the table. */
#include "tests.h"

#include "value/json.h"

crd_value t_json(crd_arena *arena, const char *text)
{
    crd_value value = crd_value_null();
    crd_err err = { .code = CRD_OK };
    CHECK(crd_json_read(arena, crd_str_c(text), NULL, &value, &err));
    CHECK_STR(err.message.ptr ? err.message : CRD_S(""), CRD_S(""));
    return value;
}

static const struct t_test tests[] = {
    T_TEST(test_lines),
    T_TEST(test_bundle),
    T_TEST(test_bundle_mismatch),
    T_TEST(test_options_taken_out),
    T_TEST(test_parts),
    T_TEST(test_status_is_not_read),
    T_TEST(test_selector_nil_and_empty),
    T_TEST(test_selector_operators),
    T_TEST(test_selector_many_values),
    T_TEST(test_selector_texts),
    T_TEST(test_selector_join),
    T_TEST(test_selector_each_failure),
    T_TEST(test_cluster),
    T_TEST(test_groups_and_mappings),
    T_TEST(test_restriction_and_policy),
    T_TEST(test_object_errors),
    T_TEST(test_object_each_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
