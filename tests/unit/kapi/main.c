/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests of kapi: the table. */
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
    T_TEST(test_meta),
    T_TEST(test_meta_null),
    T_TEST(test_view),
    T_TEST(test_snapshot_order),
    T_TEST(test_snapshot_shares),
    T_TEST(test_object_without_managed_fields),
    T_TEST(test_snapshot_each_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
