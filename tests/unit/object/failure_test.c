/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is not to be had, at each allocation in turn; arenas that are full. */
#include <json-c/json.h>

#include "../harness.h"
#include "schema/object_json_c.h"
#include "shop.h"
#include "tests.h"

#define MIB ((size_t)1 << 20)

static const char document[] =
    "{\"metadata\":{\"name\":\"x\",\"labels\":{\"b\":\"1\",\"a\":\"2\"}},\"size\":1e1,"
    "\"mode\":\"new\",\"counts\":{\"z\":1.0,\"a\":null,\"z\":2},\"sizes\":[1,2,3,4,5,6,7,8,9],"
    "\"parts\":[{\"name\":\"a\"},{\"count\":2.0,\"q\":{\"r\":[]}}],\"values\":{\"a\":[1,{}]},"
    "\"u2\":1,\"u1\":[null],\"u2\":3}";


/* Reads, copies, writes; an object whose text had a fault is one, too. */
static bool run_json(void *context)
{
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    (void)context;
    void *object =
        arena ? crd_decode_json(arena, &shop_widget_type, crd_str_c(document), NULL, &err) : NULL;
    void *copy = object ? crd_copy(arena, &shop_widget_type, object, &err) : NULL;
    bool ok = copy && crd_encode_json(&out, &shop_widget_type, copy, &err);
    return ok || (CHECK(!arena || err.code == CRD_E_NOMEM), false);
}

static bool run_yaml(void *context)
{
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    (void)context;
    void *object =
        arena ? crd_decode_yaml(arena, &shop_widget_type, crd_str_c(document), NULL, &err) : NULL;
    bool ok = object && crd_encode_yaml(&out, &shop_widget_type, object, &err);
    return ok || (CHECK(!arena || err.code == CRD_E_NOMEM), false);
}

static bool run_value(void *context)
{
    crd_err err = { 0 };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_value tree;
    (void)context;
    void *object =
        arena ? crd_decode_json(arena, &shop_widget_type, crd_str_c(document), NULL, &err) : NULL;
    bool ok = object && crd_encode_value(arena, &shop_widget_type, object, &tree, &err) &&
              crd_decode_value(arena, &shop_widget_type, &tree, NULL, NULL, &err);
    return ok || (CHECK(!arena || err.code == CRD_E_NOMEM), false);
}

static bool run_faults(void *context)
{
    crd_err err = { 0 };
    crd_diags faults;
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    (void)context;
    if (!arena) {
        return false;
    }
    crd_diags_init(&faults, arena);
    void *object = crd_decode_yaml(arena, &shop_widget_type, CRD_S("size: x\nmode: [a]\nparts: 5\n"),
                                   &faults, &err);
    CHECK(!object);
    CHECK(err.code == CRD_E_NOMEM || (err.code == CRD_E_TYPE && faults.n == 3));
    return err.code == CRD_E_TYPE;
}

static bool run_json_c(void *context)
{
    crd_err err = { 0 };
    struct json_object *back = NULL;
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    void *object = arena ? crd_decode_json_c(arena, &shop_widget_type, context, NULL, &err) : NULL;
    bool ok = object && crd_encode_json_c(arena, &shop_widget_type, object, &back, &err);
    json_object_put(back);
    return ok || (CHECK(!arena || err.code == CRD_E_NOMEM), false);
}

void test_failure_each(void)
{
    CHECK_FAIL_EACH(run_json, NULL);
    CHECK_FAIL_EACH(run_yaml, NULL);
    CHECK_FAIL_EACH(run_value, NULL);
    CHECK_FAIL_EACH(run_faults, NULL);
    struct json_object *tree = json_tokener_parse(document);
    CHECK_FAIL_EACH(run_json_c, tree);
    json_object_put(tree);
}

/* Every ceiling of an arena up to what the document takes is an ordinary error. */
void test_failure_arena(void)
{
    bool fits = false;
    for (size_t bytes = 0; bytes < 16384 && !fits; bytes += 24) {
        crd_err err = { 0 };
        CRD_AUTO_ARENA arena = crd_arena_new(bytes);
        fits = crd_decode_json(arena, &shop_widget_type, crd_str_c(document), NULL, &err) != NULL;
        CHECK_INT(err.code, fits ? CRD_OK : CRD_E_MEMORY);
    }
    CHECK(fits);
}

/* A buffer that is full is told at the end. */
void test_failure_buffer(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    shop_widget *widget =
        crd_decode_json(arena, &shop_widget_type, crd_str_c(document), NULL, NULL);
    for (int yaml = 0; yaml < 2; yaml++) {
        CRD_AUTO_BUF out;
        crd_err err = { 0 };
        crd_buf_init(&out, 40);
        CHECK(!(yaml ? crd_encode_yaml(&out, &shop_widget_type, widget, &err)
                     : crd_encode_json(&out, &shop_widget_type, widget, &err)));
        CHECK_INT(err.code, CRD_E_MEMORY);
    }
}
