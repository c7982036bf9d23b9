/* SPDX-License-Identifier: Apache-2.0 */
/* Structs without `extra` (crdc c --no-unknown): what has no place there is dropped, and only that.
 */
#include <tight/other_example_com_v1alpha1.h>
#include <tight/store_example_com_v1.h>

#include "tests.h"

/* Reads a spec and writes it again, also as YAML, also a copy. */
static void check_comes_back(const char *text, const char *want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF json;
    CRD_AUTO_BUF yaml;
    crd_err err = { 0 };
    crd_buf_init(&json, MIB);
    crd_buf_init(&yaml, MIB);
    tight_shelf *shelf = tight_shelf_parse_json(arena, crd_str_c(text), NULL, &err);
    tight_shelf *copy = shelf ? tight_shelf_copy(arena, shelf, &err) : NULL;
    CHECK(copy && tight_shelf_equal(shelf, copy));
    CHECK(copy && tight_shelf_write_json(&json, copy, &err));
    CHECK_STR(crd_buf_str(&json), crd_str_c(want));
    CHECK(shelf && tight_shelf_write_yaml(&yaml, shelf, &err));
    tight_shelf *back = tight_shelf_parse_yaml(arena, crd_buf_str(&yaml), NULL, &err);
    CHECK(back && tight_shelf_equal(shelf, back));
    CHECK_STR(err.message, CRD_S(""));
}

void test_closed_drops(void)
{
    check_comes_back(
        "{\"x\":1,\"spec\":{\"fresh\":{\"a\":[1,{}]},\"name\":\"n\",\"fresh\":2,\"size\":1.0,"
        "\"ratio\":1.50},\"y\":[[]]}",
        "{\"spec\":{\"name\":\"n\",\"size\":1,\"ratio\":1.5}}");
    check_comes_back("{\"spec\":{\"counts\":[1e1,2],\"holes\":[\"a\",null],\"gaps\":[null],"
                     "\"labels\":{\"z\":null,\"a\":\"1\",\"z\":\"2\"}}}",
                     "{\"spec\":{\"counts\":[10,2],\"holes\":[\"a\",\"\"],\"gaps\":[{}],"
                     "\"labels\":{\"z\":\"2\",\"a\":\"1\"}}}");
    check_comes_back(
        "{\"spec\":{\"size\":1,\"size\":null,\"parts\":[{\"new\":1},{\"count\":2.0}]}}",
        "{\"spec\":{\"size\":null,\"parts\":[{},{\"count\":2}]}}");
}

/* Where the schema preserves unknown fields, and in trees, they stay. */
void test_closed_preserves(void)
{
    static const char *const texts[] = {
        "{\"spec\":{\"free\":{\"a\":1.0},\"wide\":{\"known\":\"k\",\"other\":[null]}}}",
        "{\"metadata\":{\"name\":\"n\",\"unheard\":1},\"spec\":{\"resource\":{\"data\":{}},"
        "\"marker\":{\"m\":1}}}",
    };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        check_comes_back(texts[i], texts[i]);
    }
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    tight_list *list = tight_list_parse_json(arena, CRD_S("{\"kept\":1}"), NULL, NULL);
    CHECK(list && crd_extra_get(list->extra, CRD_S("kept")));
    CHECK(tight_shelf_type.extra_at == CRD_NO_EXTRA &&
          tight_shelf_spec_type.extra_at == CRD_NO_EXTRA);
    CHECK(tight_shelf_check_abi() && tight_list_check_abi());
}

/* What is dropped is read all the same. */
void test_closed_refuses(void)
{
    static const char *const texts[] = { "{\"x\":", "{\"x\":[1}", "{\"spec\":{\"y\":{\"a\" 1}}}",
                                         "{\"x\":01}", "{\"x\":1}}" };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_err err = { 0 };
        CHECK(!tight_shelf_parse_json(arena, crd_str_c(texts[i]), NULL, &err));
        CHECK_INT(err.code, CRD_E_SYNTAX);
    }
}
