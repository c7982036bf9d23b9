/* SPDX-License-Identifier: Apache-2.0 */
/* Objects in and out, copies, equality: what is kept, and what presence says. */
#include "../harness.h"
#include "base/limits.h"
#include "shop.h"
#include "tests.h"
#include "value/yaml.h"

#define MIB ((size_t)1 << 20)

static shop_widget *read(crd_arena *arena, const char *json)
{
    crd_err err = { 0 };
    shop_widget *widget =
        crd_decode_json(arena, &shop_widget_type, crd_str_c(json), NULL, &err);
    CHECK_STR(err.message, CRD_S(""));
    CHECK(widget);
    return widget;
}

static void check_writes(const shop_widget *widget, const char *want)
{
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    CHECK(crd_encode_json(&out, &shop_widget_type, widget, NULL));
    CHECK_STR(crd_buf_str(&out), crd_str_c(want));
}

void test_object_presence(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    const char *json = "{\"metadata\":null,\"size\":0,\"mode\":\"\",\"paused\":false,\"parts\":[]}";
    shop_widget *widget = read(arena, json);
    CHECK(widget->null.metadata && !widget->has.metadata);
    CHECK(widget->has.size && widget->size == 0);
    CHECK(widget->has.mode && widget->mode == SHOP_MODE_EMPTY);
    CHECK(widget->has.paused && !widget->paused);
    CHECK(widget->has.parts && widget->parts.n == 0);
    CHECK(!widget->has.port && !widget->null.port);
    check_writes(widget, json);
    CRD_SET(widget, size, 3);
    CRD_SET_NULL(widget, mode);
    CRD_CLEAR(widget, paused);
    CRD_CLEAR(widget, parts);
    check_writes(widget, "{\"metadata\":null,\"size\":3,\"mode\":null}");
}

void test_object_kept_literals(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    const char *json =
        "{\"size\":1e3,\"port\":-0,\"weight\":1.50,\"counts\":{\"a\":2.0,\"b\":null},"
        "\"sizes\":[1.0,null,2,3,4,5.0,6,7,8,9,10,11.0],"
        "\"parts\":[{\"count\":1},{},{},{},{\"count\":5.0},{\"count\":6e0}]}";
    shop_widget *widget = read(arena, json);
    CHECK_INT(widget->size, 1000);
    CHECK_INT(widget->sizes.items[5], 5);
    CHECK(crd_extra_is_null(widget->extra, &widget->sizes.items[1]));
    CHECK(!crd_extra_is_null(widget->extra, &widget->sizes.items[2]));
    check_writes(widget, json);
    shop_widget *copy = crd_copy(arena, &shop_widget_type, widget, NULL);
    check_writes(copy, json);
    CHECK(crd_equal(&shop_widget_type, copy, widget));
    /* a number that is set anew is written as it is now */
    CRD_SET(copy, size, 7);
    copy->parts.items[4].count = 6;
    copy->sizes.items[1] = 4;
    CHECK(!crd_equal(&shop_widget_type, copy, widget));
    CRD_CLEAR(copy, parts);
    CRD_CLEAR(copy, counts);
    check_writes(copy, "{\"size\":7,\"port\":-0,\"weight\":1.50,"
                       "\"sizes\":[1.0,4,2,3,4,5.0,6,7,8,9,10,11.0]}");
}

void test_object_unknown(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    shop_widget *widget = read(arena, "{\"z\":[1.0,{}],\"mode\":\"New\",\"a\":1,\"z\":\"last\"}");
    CHECK(widget->mode == SHOP_MODE_OTHER);
    CHECK_STR(widget->mode_other, CRD_S("New"));
    CHECK_STR(crd_text_of(crd_extra_get(widget->extra, CRD_S("z"))), CRD_S("last"));
    CHECK(!crd_extra_get(widget->extra, CRD_S("mode")));
    check_writes(widget, "{\"mode\":\"New\",\"z\":\"last\",\"a\":1}");
}

void test_object_twice(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    shop_widget *widget =
        read(arena, "{\"mainPart\":{\"name\":\"a\",\"count\":1},\"labels\":{\"b\":\"1\",\"a\":\"2\","
                    "\"b\":\"3\"},\"mainPart\":{\"count\":2},\"size\":1,\"size\":null}");
    check_writes(widget, "{\"size\":null,\"labels\":{\"b\":\"3\",\"a\":\"2\"},"
                         "\"mainPart\":{\"count\":2}}");
    CHECK_STR(*crd_string_map_get(&widget->labels, CRD_S("b")), CRD_S("3"));
    CHECK(!crd_string_map_get(&widget->labels, CRD_S("c")));
    CHECK_INT(CRD_MAP_INDEX(&widget->labels, CRD_S("c")), CRD_NPOS);
}

/* Notes go with the value that they are about. */
void test_object_twice_notes(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    check_writes(read(arena, "{\"size\":1.0,\"size\":1,\"weight\":2.50,\"weight\":2.5,\"weight\":3.0}"),
                 "{\"size\":1,\"weight\":3.0}");
    check_writes(read(arena, "{\"counts\":{\"z\":1.0,\"a\":null,\"b\":2.0,\"z\":1,\"b\":2e0,\"c\":3.0}}"),
                 "{\"counts\":{\"z\":1,\"a\":null,\"b\":2e0,\"c\":3.0}}");
    check_writes(read(arena, "{\"sizes\":[1.0,null,2],\"size\":1.0,\"sizes\":[1,2.0,0],\"size\":1,"
                             "\"u\":1,\"port\":7.0}"),
                 "{\"size\":1,\"port\":7.0,\"sizes\":[1,2.0,0],\"u\":1}");
}

void test_object_yaml(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_err err = { 0 };
    crd_str yaml = CRD_S("base: &base\n  name: x\nmainPart:\n  <<: *base\n  count: 010\n"
                         "labels: {b10: '1', b9: \"2\"}\nmode: Auto\nparts:\n- *base\n");
    shop_widget *widget = crd_decode_yaml(arena, &shop_widget_type, yaml, NULL, &err);
    CHECK_STR(err.message, CRD_S(""));
    CRD_AUTO_BUF out;
    crd_buf_init(&out, MIB);
    CHECK(widget && crd_encode_yaml(&out, &shop_widget_type, widget, &err));
    CHECK_STR(crd_buf_str(&out),
              CRD_S("base:\n  name: x\nlabels:\n  b9: \"2\"\n  b10: \"1\"\nmainPart:\n  count: 8\n"
                    "  name: x\nmode: Auto\nparts:\n- name: x\n"));
}

/* What only the way through JSON prints right: sigs.k8s.io/yaml v1.6.0 folds U+0085 to a blank line. */
void test_object_yaml_odd(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF got;
    CRD_AUTO_BUF want;
    crd_value tree;
    shop_widget *widget = read(arena, "{\"labels\":{\"a\":\"x\\u0085y\"},\"size\":1}");
    crd_buf_init(&got, MIB);
    crd_buf_init(&want, MIB);
    CHECK(crd_encode_yaml(&got, &shop_widget_type, widget, NULL));
    CHECK(crd_encode_value(arena, &shop_widget_type, widget, &tree, NULL));
    CHECK(crd_yaml_write_go(&want, &tree, NULL));
    CHECK_STR(crd_buf_str(&got), crd_buf_str(&want));
}

void test_object_in_place(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_str text = CRD_S("{\"labels\":{\"a\":\"in the text\",\"b\":\"\\u0041\"}}");
    shop_widget *widget =
        crd_decode_json_in_place(arena, &shop_widget_type, text, NULL, NULL);
    CHECK(widget && widget->labels.items[0].value.ptr > text.ptr &&
          widget->labels.items[0].value.ptr < text.ptr + text.len);
    CHECK_STR(widget->labels.items[1].value, CRD_S("A"));
}

void test_object_not_finite(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    CRD_AUTO_BUF out;
    crd_err err = { 0 };
    shop_widget *widget = read(arena, "{\"weight\":1e400}");
    check_writes(widget, "{\"weight\":1e400}");
    shop_widget plain = *widget; /* moved: its notes no longer hold */
    crd_buf_init(&out, MIB);
    CHECK(!crd_encode_json(&out, &shop_widget_type, &plain, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK_STR(err.message, CRD_S("number is not finite"));
}

/* Lists of many sizes end up in one piece. */
void test_object_long_lists(void)
{
    for (size_t n = 0; n < 70; n++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        CRD_AUTO_BUF text;
        crd_buf_init(&text, MIB);
        crd_buf_add_lit(&text, "{\"parts\":[");
        for (size_t i = 0; i < n; i++) {
            crd_buf_add(&text, i ? CRD_S(",{\"count\":") : CRD_S("{\"count\":"));
            crd_buf_add_uint(&text, i);
            crd_buf_add(&text, i % 3 ? CRD_S("}") : CRD_S(".0}"));
        }
        crd_buf_add_lit(&text, "]}");
        crd_buf_add_byte(&text, '\0');
        shop_widget *widget = read(arena, text.ptr);
        CHECK_INT(widget->parts.n, n);
        check_writes(widget, text.ptr);
    }
}
