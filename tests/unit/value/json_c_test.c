/* SPDX-License-Identifier: Apache-2.0 */
/* The border to json-c, both ways. */
#include "value/json_c.h"

#include <json-c/json.h>
#include <math.h>

#include "../harness.h"
#include "base/limits.h"
#include "value/json.h"

#define MIB ((size_t)1 << 20)

static void test_both_ways(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_str text = CRD_S("{\"z\":[1,-2,1.0,1e3,-0,18446744073709551615,-9223372036854775808,"
                         "18446744073709551616,1e400,0.1],\"a\":{\"t\":true,\"f\":false,\"n\":null,"
                         "\"s\":\"a\\u0000b\",\"e\":{},\"l\":[[]]},\"\":\"\\u00e9\"}");
    crd_value value;
    crd_value back;
    struct json_object *object = NULL;
    CHECK(crd_json_read(arena, text, NULL, &value, NULL));
    CHECK(crd_json_c_make(arena, &value, &object, NULL));
    CHECK(crd_json_c_read(arena, object, &back, NULL));
    CHECK(crd_value_equal(&value, &back));
    CRD_AUTO_BUF first;
    CRD_AUTO_BUF second;
    crd_buf_init(&first, MIB);
    crd_buf_init(&second, MIB);
    CHECK(crd_json_write(&first, &value, &(crd_json_style){ .keep_order = true }, NULL));
    CHECK(crd_json_write(&second, &back, &(crd_json_style){ .keep_order = true }, NULL));
    CHECK_STR(crd_buf_str(&second), crd_buf_str(&first)); /* order and literals too */
    struct json_object *list = json_object_object_get(object, "z");
    CHECK(json_object_get_uint64(json_object_array_get_idx(list, 5)) == UINT64_MAX);
    CHECK(json_object_get_int64(json_object_array_get_idx(list, 6)) == INT64_MIN);
    CHECK_STR(crd_str_c(json_object_to_json_string(json_object_array_get_idx(list, 7))),
              CRD_S("18446744073709551616"));
    CHECK_INT(json_object_put(object), 1);
}

static void test_null(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value = crd_value_bool(true);
    struct json_object *object = (struct json_object *)(void *)arena;
    CHECK(crd_json_c_make(arena, NULL, &object, NULL) && object == NULL);
    CHECK(crd_json_c_read(arena, NULL, &value, NULL) && crd_is_null(&value));
}

static void test_key_with_nul(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    crd_err err = { 0 };
    struct json_object *object = NULL;
    CHECK(crd_json_read(arena, CRD_S("{\"x\":[0,{\"a\\u0000b\":1}]}"), NULL, &value, NULL));
    CHECK(!crd_json_c_make(arena, &value, &object, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK_STR(err.message, CRD_S("\"x\"[1].\"a\\x00b\": json-c cannot hold a key with a NUL byte"));
    CHECK(object == NULL);
}

static void test_what_is_no_json(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    struct json_object *objects[] = {
        json_object_new_double(NAN),
        json_object_new_double(INFINITY),
        json_tokener_parse("NaN"),
        json_object_new_string("\xff"),
        json_object_new_object(),
    };
    json_object_object_add(objects[4], "\xc0\x80", NULL);
    for (size_t i = 0; i < T_COUNT(objects); i++) {
        crd_value value;
        crd_err err = { 0 };
        CHECK(!crd_json_c_read(arena, objects[i], &value, &err));
        CHECK_INT(err.code, CRD_E_VALUE);
        json_object_put(objects[i]);
    }
}

static void test_numbers_from_json_c(void)
{
    static const char *const rows[][2] = {
        { "1.50", "1.50" }, { "1e2", "1e2" },   { "-7", "-7" },
        { "1.", "1" },      { "0.1", "0.1" },   { "9223372036854775808", "9223372036854775808" },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        struct json_object *object = json_tokener_parse(rows[i][0]);
        CHECK(crd_json_c_read(arena, object, &value, NULL));
        CHECK_STR(crd_text_of(&value), crd_str_c(rows[i][1]));
        json_object_put(object);
    }
    struct json_object *plain = json_object_new_double(1e21);
    CHECK(crd_json_c_read(arena, plain, &value, NULL));
    CHECK_STR(crd_text_of(&value), CRD_S("1e+21"));
    json_object_put(plain);
}

static void test_depth(void)
{
    static crd_value lists[CRD_NESTING_MAX + 2];
    for (int over = -1; over <= 1; over++) {
        size_t depth = (size_t)(CRD_NESTING_MAX + over);
        crd_value inner = crd_value_null();
        struct json_object *chain = NULL;
        for (size_t i = 0; i < depth; i++) {
            lists[i] = inner;
            inner = crd_value_list(&lists[i], 1);
            struct json_object *outer = json_object_new_array();
            json_object_array_add(outer, chain);
            chain = outer;
        }
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        struct json_object *object = NULL;
        crd_value value;
        crd_err err = { 0 };
        CHECK(crd_json_c_make(arena, &inner, &object, &err) == (over <= 0));
        CHECK_INT(err.code, over <= 0 ? CRD_OK : CRD_E_DEPTH);
        err = (crd_err){ 0 };
        CHECK(crd_json_c_read(arena, chain, &value, &err) == (over <= 0));
        CHECK_INT(err.code, over <= 0 ? CRD_OK : CRD_E_DEPTH);
        json_object_put(object);
        json_object_put(chain);
    }
}

static bool read_each(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    return arena && crd_json_c_read(arena, context, &value, NULL);
}

static bool make_each(void *context)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    struct json_object *object = NULL;
    bool ok = arena && crd_json_c_make(arena, context, &object, NULL);
    json_object_put(object);
    return ok;
}

static void test_each_failure(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value value;
    CHECK(crd_json_read(arena, CRD_S("{\"b\":[1.5,\"x\",{\"y\":1}],\"a\":12}"), NULL, &value, NULL));
    struct json_object *object = NULL;
    CHECK(crd_json_c_make(arena, &value, &object, NULL));
    CHECK_FAIL_EACH(read_each, object);
    CHECK_FAIL_EACH(make_each, &value);
    json_object_put(object);
}

static const struct t_test tests[] = {
    T_TEST(test_both_ways),       T_TEST(test_null),  T_TEST(test_key_with_nul),
    T_TEST(test_what_is_no_json), T_TEST(test_depth), T_TEST(test_numbers_from_json_c),
    T_TEST(test_each_failure),
};

int main(int argc, char **argv)
{
    return t_main(argc, argv, tests, T_COUNT(tests));
}
