/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a wrong type: all of them, with paths, pointers and places. The texts are those of
 * kube-apiserver v0.36.0 (k8s.io/apiextensions-apiserver, kube-openapi's validate). */
#include <json-c/json.h>

#include "../harness.h"
#include "base/limits.h"
#include "schema/object_json_c.h"
#include "shop.h"
#include "tests.h"
#include "value/yaml.h"

#define MIB ((size_t)1 << 20)

struct want {
    const char *path;
    const char *pointer;
    const char *message;
    uint32_t line;
    uint32_t column;
};

static const struct want wants[] = {
    { "counts.a/b~c", "/counts/a~1b~0c",
      "Invalid value: \"string\": counts.a/b~c in body must be of type integer: \"string\"", 4, 21 },
    { "mode", "/mode", "Invalid value: \"integer\": mode in body must be of type string: \"integer\"",
      6, 9 },
    { "parts[1].name", "/parts/1/name",
      "Invalid value: \"array\": parts[1].name in body must be of type string: \"array\"", 5, 34 },
    { "parts[2]", "/parts/2", "Invalid value: \"null\": parts[2] in body must be of type object: \"null\"",
      5, 46 },
    { "port", "/port", "Invalid value: \"number\": port in body must be of type integer,string: \"number\"",
      3, 9 },
    { "size", "/size", "Invalid value: \"float64\": size in body must be of type int32: \"float64\"", 2,
      9 },
    { "values", "/values", "Invalid value: \"boolean\": values in body must be of type object: \"boolean\"",
      7, 11 },
};

static const char document[] = "{\n"
                               "\"size\": 1.5,\n"
                               "\"port\": 0.5,\n"
                               "\"counts\": {\"a/b~c\": \"x\", \"b\": 1},\n"
                               "\"parts\": [{\"name\": \"x\"}, {\"name\":[[1], {}]}, null],\n"
                               "\"mode\": 5,\n"
                               "\"values\": true\n"
                               "}";

static void check_faults(const crd_diags *faults, bool places)
{
    const crd_diag *const *sorted;
    CHECK(crd_diags_sorted(faults, &sorted, NULL));
    CHECK_INT(faults->n, T_COUNT(wants));
    for (size_t i = 0; i < faults->n && i < T_COUNT(wants); i++) {
        CHECK_STR(sorted[i]->path, crd_str_c(wants[i].path));
        CHECK_STR(sorted[i]->pointer, crd_str_c(wants[i].pointer));
        CHECK_STR(sorted[i]->message, crd_str_c(wants[i].message));
        CHECK_STR(sorted[i]->reason, CRD_S("FieldValueTypeInvalid"));
        if (places) {
            CHECK_INT(sorted[i]->place.line, wants[i].line);
            CHECK_INT(sorted[i]->place.column, wants[i].column);
        }
    }
}

void test_fault_json(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_diags faults;
    crd_err err = { 0 };
    crd_diags_init(&faults, arena);
    CHECK(!crd_decode_json(arena, &shop_widget_type, crd_str_c(document), &faults, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_STR(err.message, CRD_S("size: Invalid value: \"float64\": size in body must be of type "
                                 "int32: \"float64\""));
    CHECK_INT(err.place.line, 2);
    CHECK_INT(err.place.column, 9);
    check_faults(&faults, true);
}

void test_fault_yaml(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_diags faults;
    crd_err err = { 0 };
    crd_diags_init(&faults, arena);
    CHECK(!crd_decode_yaml(arena, &shop_widget_type, crd_str_c(document), &faults, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_INT(err.place.line, 2);
    check_faults(&faults, true);
}

void test_fault_json_c(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    crd_diags faults;
    crd_err err = { 0 };
    struct json_object *tree = json_tokener_parse(document);
    crd_diags_init(&faults, arena);
    CHECK(!crd_decode_json_c(arena, &shop_widget_type, tree, &faults, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    check_faults(&faults, false);
    json_object_put(tree);
}

void test_fault_integers(void)
{
    static const struct {
        const char *json;
        int64_t want; /* when there is no message */
        const char *message;
    } rows[] = {
        { "{\"counts\":{\"a\":9223372036854775807}}", INT64_MAX, NULL },
        { "{\"counts\":{\"a\":-9223372036854775808}}", INT64_MIN, NULL },
        { "{\"counts\":{\"a\":1e15}}", 1000000000000000, NULL },
        { "{\"counts\":{\"a\":-9007199254740991.0}}", -9007199254740991, NULL },
        { "{\"counts\":{\"a\":9007199254740992}}", 9007199254740992, NULL },
        { "{\"counts\":{\"a\":9007199254740992.0}}", 0,
          "counts.a: Invalid value: \"number\": counts.a in body must be of type integer: \"number\"" },
        { "{\"counts\":{\"a\":1e18}}", 0,
          "counts.a: Invalid value: \"number\": counts.a in body must be of type integer: \"number\"" },
        { "{\"counts\":{\"a\":9223372036854775808}}", 0,
          "counts.a: Invalid value: \"number\": counts.a in body must be of type integer: \"number\"" },
        { "{\"counts\":{\"a\":1e19}}", 0,
          "counts.a: Invalid value: \"number\": counts.a in body must be of type integer: \"number\"" },
        { "{\"counts\":{\"a\":true}}", 0,
          "counts.a: Invalid value: \"boolean\": counts.a in body must be of type integer: "
          "\"boolean\"" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_err err = { 0 };
        shop_widget *widget =
            crd_decode_json(arena, &shop_widget_type, crd_str_c(rows[i].json), NULL, &err);
        CHECK((widget == NULL) == (rows[i].message != NULL));
        if (widget) {
            CHECK(widget->counts.items[0].value == rows[i].want);
        } else {
            CHECK_STR(err.message, crd_str_c(rows[i].message));
        }
    }
}

void test_fault_root(void)
{
    static const char *const texts[] = { "[]", "null", "5" };
    for (size_t i = 0; i < T_COUNT(texts); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_err err = { 0 };
        CHECK(!crd_decode_json(arena, &shop_widget_type, crd_str_c(texts[i]), NULL, &err));
        CHECK_INT(err.code, CRD_E_TYPE);
    }
}

void test_fault_syntax(void)
{
    static const struct {
        const char *json;
        const char *message; /* of Go 1.26 encoding/json */
        uint32_t column;
    } rows[] = {
        { "", "unexpected end of JSON input", 1 },
        { "{\"size\":1,}", "invalid character '}' looking for beginning of object key string", 11 },
        { "{\"size\" 1}", "invalid character '1' after object key", 9 },
        { "{\"sizes\":[1 2]}", "invalid character '2' after array element", 13 },
        { "{\"size\":1} x", "invalid character 'x' after top-level value", 12 },
        { "{\"z\":tru}", "invalid character '}' in literal true (expecting 'e')", 9 },
        { "{\"z\":\"a\tb\"}", "invalid character '\\t' in string literal", 8 },
        { "{\"size\":1.5", "unexpected end of JSON input", 12 },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_err err = { 0 };
        CHECK(!crd_decode_json(arena, &shop_widget_type, crd_str_c(rows[i].json), NULL, &err));
        CHECK_INT(err.code, CRD_E_SYNTAX);
        CHECK_STR(err.message, crd_str_c(rows[i].message));
        CHECK_INT(err.place.column, rows[i].column);
    }
}

/* An unknown field may nest as deep as any document, and no deeper. */
void test_fault_depth(void)
{
    for (size_t levels = CRD_NESTING_MAX - 2; levels <= CRD_NESTING_MAX; levels++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        CRD_AUTO_BUF text;
        crd_err err = { 0 };
        crd_buf_init(&text, MIB);
        crd_buf_add_lit(&text, "{\"z\":");
        crd_buf_add_n(&text, '[', levels);
        crd_buf_add_n(&text, ']', levels);
        crd_buf_add_byte(&text, '}');
        void *widget =
            crd_decode_json(arena, &shop_widget_type, crd_buf_str(&text), NULL, &err);
        CHECK((widget != NULL) == (levels < CRD_NESTING_MAX));
        CHECK_INT(err.code, widget ? CRD_OK : CRD_E_DEPTH);
    }
}

/* What was said about a value that another replaces is taken back, in every source. */
void test_fault_replaced(void)
{
    static const char yaml[] =
        "base: &b\n  name: 1\n  count: x\n"
        "size: a\nsize: 1\n"
        "mainPart:\n  <<: *b\n  name: m\n  count: y\n"
        "parts:\n- <<: [*b, {name: 2}]\n  name: m\n  count: 3\n- name: [1]\n  name: m\n"
        "counts: {a: x, b: y, a: 1, c: 2}\n"
        "sizes: [x, 1, y]\nsizes: [1, z]\n";
    static const struct want left[] = {
        { "counts.b", "/counts/b", "", 16, 19 },
        { "mainPart.count", "/mainPart/count", "", 9, 10 },
        { "sizes[1]", "/sizes/1", "", 18, 12 },
    };
    CRD_AUTO_ARENA arena = crd_arena_new(MIB);
    for (int from_tree = 0; from_tree < 2; from_tree++) {
        const crd_diag *const *sorted;
        crd_diags faults;
        crd_err err = { 0 };
        crd_value value;
        crd_diags_init(&faults, arena);
        if (from_tree) {
            crd_yaml_options options = { .places = crd_places_new(arena) };
            CHECK(crd_yaml_read(arena, crd_str_c(yaml), &options, &value, NULL));
            CHECK(!crd_decode_value(arena, &shop_widget_type, &value, options.places, &faults,
                                    &err));
        } else {
            CHECK(!crd_decode_yaml(arena, &shop_widget_type, crd_str_c(yaml), &faults, &err));
        }
        CHECK_INT(err.code, CRD_E_TYPE);
        CHECK_INT(faults.n, T_COUNT(left));
        CHECK(crd_diags_sorted(&faults, &sorted, NULL));
        for (size_t i = 0; i < faults.n && i < T_COUNT(left); i++) {
            CHECK_STR(sorted[i]->path, crd_str_c(left[i].path));
            CHECK_STR(sorted[i]->pointer, crd_str_c(left[i].pointer));
            CHECK_INT(sorted[i]->place.line, left[i].line);
            CHECK_INT(sorted[i]->place.column, left[i].column);
        }
    }
    crd_str json = CRD_S("{\"size\":\"x\",\"mainPart\":{\"name\":1},\"size\":2,\"mainPart\":{},"
                         "\"counts\":{\"b\":1,\"a\":[],\"a\":2}}");
    CHECK(crd_decode_json(arena, &shop_widget_type, json, NULL, NULL));
}

/* A fault of the document goes before those of types; these are told for a whole document only. */
void test_fault_order(void)
{
    static const struct {
        const char *yaml;
        const char *message;
    } rows[] = {
        { "size: x\nmode: [\n",
          "error converting YAML to JSON: yaml: line 2: did not find expected node content" },
        { "size: x\nu: .nan\n",
          "error converting YAML to JSON: json: unsupported value: NaN" },
        { "size: x\n? [a]\n: b\n",
          "error converting YAML to JSON: yaml: invalid map key: []interface {}{\"a\"}" },
    };
    for (size_t i = 0; i < T_COUNT(rows); i++) {
        CRD_AUTO_ARENA arena = crd_arena_new(MIB);
        crd_diags faults;
        crd_err err = { 0 };
        crd_diags_init(&faults, arena);
        CHECK(!crd_decode_yaml(arena, &shop_widget_type, crd_str_c(rows[i].yaml), &faults, &err));
        CHECK_INT(err.code, CRD_E_SYNTAX);
        CHECK_STR(err.message, crd_str_c(rows[i].message));
        CHECK_INT(faults.n, 0);
    }
}
