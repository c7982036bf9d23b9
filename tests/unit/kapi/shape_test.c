/* SPDX-License-Identifier: Apache-2.0 */
/* Typed structs, metadata and views. */
#include "kapi/shape.h"

#include "kapi/meta.h"
#include "kapi/view.h"
#include "tests.h"

#define PART_FIELDS(X, S)                                                                          \
    X(S, STRING, name, "name", void)                                                               \
    X(S, INT_OR_STRING, size, "size", void)
FG_SHAPE(t_part, PART_FIELDS)
FG_SHAPE_DEFINE(t_part, PART_FIELDS)

/* More than 32 fields, so that the presence bits take two words. */
#define WIDE_FIELDS(X, S)                                                                          \
    X(S, BOOL, b00, "b00", void)                                                                   \
    X(S, BOOL, b01, "b01", void) X(S, BOOL, b02, "b02", void) X(S, BOOL, b03, "b03", void)         \
        X(S, BOOL, b04, "b04", void) X(S, BOOL, b05, "b05", void) X(S, BOOL, b06, "b06", void) X(  \
            S, BOOL, b07, "b07", void) X(S, BOOL, b08, "b08", void) X(S, BOOL, b09, "b09", void)   \
            X(S, BOOL, b10, "b10", void) X(S, BOOL, b11, "b11", void) X(S, BOOL, b12, "b12", void) \
                X(S, BOOL, b13, "b13", void) X(S, BOOL, b14, "b14", void)                          \
                    X(S, BOOL, b15, "b15", void) X(S, BOOL, b16, "b16", void)                      \
                        X(S, BOOL, b17, "b17", void) X(S, BOOL, b18, "b18", void)                  \
                            X(S, BOOL, b19, "b19", void) X(S, BOOL, b20, "b20", void)              \
                                X(S, BOOL, b21, "b21", void) X(S, BOOL, b22, "b22", void)          \
                                    X(S, BOOL, b23, "b23", void) X(S, BOOL, b24, "b24", void)      \
                                        X(S, BOOL, b25, "b25", void) X(S, BOOL, b26, "b26", void)  \
                                            X(S, BOOL, b27, "b27", void)                           \
                                                X(S, BOOL, b28, "b28", void)                       \
                                                    X(S, BOOL, b29, "b29", void)                   \
                                                        X(S, BOOL, b30, "b30", void)               \
                                                            X(S, BOOL, b31, "b31", void)           \
                                                                X(S, BOOL, b32, "b32", void)       \
                                                                    X(S, BOOL, b33, "b33", void)
FG_SHAPE(t_wide, WIDE_FIELDS)
FG_SHAPE_DEFINE(t_wide, WIDE_FIELDS)

#define THING_FIELDS(X, S)                                                                         \
    X(S, STRING, text, "text", void)                                                               \
    X(S, BOOL, flag, "flag", void)                                                                 \
    X(S, INT, count, "count", void)                                                                \
    X(S, STRINGS, list, "list", void)                                                              \
    X(S, STRING_MAP, map, "map", void)                                                             \
    X(S, STRING_MAPS, maps, "maps", void)                                                          \
    X(S, OBJECT, part, "part", t_part)                                                             \
    X(S, OBJECTS, parts, "parts", t_part)                                                          \
    X(S, MAP, any, "any", void)
FG_SHAPE(t_thing, THING_FIELDS)
FG_SHAPE_DEFINE(t_thing, THING_FIELDS)

void test_shape_members(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    t_thing thing;
    crd_err err = { .code = CRD_OK };
    crd_value value = t_json(
        arena, "{\"new\":1,\"text\":\"t\",\"flag\":false,\"count\":1e3,\"list\":[\"a\",\"b\"],"
               "\"map\":{\"k\":\"v\"},\"maps\":[{},{\"x\":\"y\"}],\"part\":{\"size\":\"25%\"},"
               "\"parts\":[{\"name\":\"n\",\"size\":-3}],\"any\":{\"z\":[1.0]},\"old\":[2]}");
    CHECK(fg_shape_read(arena, &t_thing_shape, &value, CRD_S(""), NULL, &thing, &err));
    CHECK_STR(thing.text, CRD_S("t"));
    CHECK(thing.has.flag && !thing.flag);
    CHECK_INT(thing.count, 1000);
    CHECK_INT(thing.list.n, 2);
    CHECK_STR(thing.list.items[1], CRD_S("b"));
    CHECK_STR(fg_string_map_find(&thing.map, CRD_S("k"))->value, CRD_S("v"));
    CHECK_INT(thing.maps.n, 2);
    CHECK_INT(thing.maps.items[1].n, 1);
    CHECK_INT(thing.part->size.kind, FG_IS_STRING);
    CHECK_STR(thing.part->size.text, CRD_S("25%"));
    CHECK(!thing.part->has.name && thing.has.part);
    CHECK_INT(thing.parts.items[0].size.number, -3);
    CHECK(thing.any == CRD_GET(&value, "any"));
    CHECK_INT(thing.extra.n, 2);
    CHECK_STR(thing.extra.items[0].key, CRD_S("new"));
    CHECK_STR(thing.extra.items[1].key, CRD_S("old"));
}

void test_shape_presence_bits(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    t_thing thing;
    t_wide wide;
    crd_err err = { .code = CRD_OK };
    crd_value value = t_json(arena, "{\"text\":null,\"list\":[],\"part\":{}}");
    CHECK(fg_shape_read(arena, &t_thing_shape, &value, CRD_S(""), NULL, &thing, &err));
    CHECK(thing.null.text && !thing.has.text);
    CHECK(thing.has.list && thing.list.n == 0 && thing.list.items);
    CHECK(thing.has.part && thing.part);
    CHECK(!thing.has.map && !thing.null.map);
    value = t_json(arena, "{\"b00\":true,\"b31\":true,\"b32\":true,\"b33\":null}");
    CHECK(fg_shape_read(arena, &t_wide_shape, &value, CRD_S(""), NULL, &wide, &err));
    CHECK(wide.has.b00 && wide.has.b31 && wide.has.b32 && !wide.has.b33 && wide.null.b33);
    CHECK(!wide.has.b01 && !wide.has.b30);
    for (size_t i = 0; i < t_wide_shape.n; i++) {
        CHECK_INT(fg_shape_has(&t_wide_shape, &wide, i), i == 0 || i == 31 || i == 32);
    }
    fg_shape_set(&t_wide_shape, &wide, 5);
    CHECK(wide.has.b05 && !wide.null.b05);
    /* null and absent read as the empty object */
    CHECK(fg_shape_read(arena, &t_thing_shape, NULL, CRD_S(""), NULL, &thing, &err));
    CHECK(!thing.has.text && !thing.null.text && !thing.extra.n);
}

static void check_mismatch(const char *text, const char *path, crd_str want)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    t_thing thing = { .count = 7 };
    crd_err err = { .code = CRD_OK };
    crd_value value = t_json(arena, text);
    CHECK(!fg_shape_read(arena, &t_thing_shape, &value, crd_str_c(path), NULL, &thing, &err));
    CHECK_INT(err.code, CRD_E_TYPE);
    CHECK_STR(err.message, want);
    CHECK_INT(thing.count, 7);
}

/* Words of kube-apiserver 1.36 for a custom resource of the wrong type. */
void test_shape_mismatch(void)
{
    check_mismatch("{\"flag\":\"yes\"}", "spec",
                   CRD_S("spec.flag: Invalid value: \"string\": spec.flag in body must be of type "
                         "boolean: \"string\""));
    check_mismatch("{\"count\":1.5}", "",
                   CRD_S("count: Invalid value: \"number\": count in body must be of type integer: "
                         "\"number\""));
    check_mismatch("{\"parts\":[{},{\"size\":[]}]}", "spec",
                   CRD_S("spec.parts[1].size: Invalid value: \"array\": spec.parts[1].size in body "
                         "must be of type integer,string: \"array\""));
    check_mismatch("{\"map\":{\"a.b\":null}}", "spec",
                   CRD_S("spec.map[a.b]: Invalid value: \"null\": spec.map[a.b] in body must be of "
                         "type string: \"null\""));
    check_mismatch(
        "{\"maps\":[{\"a\":1}]}", "spec",
        CRD_S("spec.maps[0][a]: Invalid value: \"integer\": spec.maps[0][a] in body must "
              "be of type string: \"integer\""));
    check_mismatch("{\"list\":{}}", "spec",
                   CRD_S("spec.list: Invalid value: \"object\": spec.list in body must be of type "
                         "array: \"object\""));
    check_mismatch(
        "{\"count\":9223372036854775808}", "spec",
        CRD_S("spec.count: Invalid value: \"number\": spec.count in body must be of type "
              "integer: \"number\""));
    check_mismatch("[]", "spec",
                   CRD_S("spec: Invalid value: \"array\": spec in body must be of type object: "
                         "\"array\""));
}

void test_shape_findings(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    t_thing thing;
    crd_err err = { .code = CRD_OK };
    crd_diags diags;
    const crd_diag *const *sorted = NULL;
    crd_diags_init(&diags, arena);
    crd_value value = t_json(arena, "{\"text\":1,\"flag\":true,\"list\":[\"a\",2],"
                                    "\"parts\":[{\"name\":{}},{\"name\":\"n\"}]}");
    CHECK(fg_shape_read(arena, &t_thing_shape, &value, CRD_S("spec"), &diags, &thing, &err));
    CHECK_INT(diags.n, 3);
    CHECK(crd_diags_sorted(&diags, &sorted, &err));
    CHECK_STR(sorted[0]->path, CRD_S("spec.list[1]"));
    CHECK_STR(sorted[1]->path, CRD_S("spec.parts[0].name"));
    CHECK_STR(sorted[2]->path, CRD_S("spec.text"));
    CHECK_STR(sorted[2]->rule, CRD_S("decode"));
    CHECK_STR(sorted[2]->message, CRD_S("Invalid value: \"integer\": spec.text in body must be of "
                                        "type string: \"integer\""));
    CHECK(thing.flag && !thing.has.text && !thing.has.list);
    CHECK_STR(thing.parts.items[1].name, CRD_S("n"));
}

static bool read_once(void *context)
{
    (void)context;
    static const crd_member member = { CRD_STR_INIT("name"), { .kind = CRD_BOOL } };
    static const crd_value part = { .kind = CRD_MAP, .len = 1, .u = { .members = &member } };
    static const crd_member root[] = {
        { CRD_STR_INIT("parts"), { .kind = CRD_LIST, .len = 1, .u = { .items = &part } } },
        { CRD_STR_INIT("other"), { .kind = CRD_BOOL } },
    };
    static const crd_value value = { .kind = CRD_MAP, .len = 2, .u = { .members = root } };
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    crd_diags diags;
    t_thing thing;
    crd_diags_init(&diags, arena);
    return arena &&
           fg_shape_read(arena, &t_thing_shape, &value, CRD_S("spec"), &diags, &thing, &err) &&
           diags.n == 1;
}

void test_shape_each_failure(void)
{
    CHECK_FAIL_EACH(read_once, NULL);
}

void test_meta(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fg_object_meta meta;
    crd_str text;
    crd_value value = t_json(
        arena, "{\"apiVersion\":\"fleet.cattle.io/v1alpha1\",\"kind\":\"Cluster\",\"metadata\":"
               "{\"name\":\"n\",\"namespace\":\"s\",\"labels\":{\"a\":\"b\"},\"generation\":3,"
               "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"}}");
    fg_gvk gvk = fg_gvk_of(&value);
    CHECK_STR(gvk.group, CRD_S("fleet.cattle.io"));
    CHECK_STR(gvk.version, CRD_S("v1alpha1"));
    CHECK_STR(gvk.kind, CRD_S("Cluster"));
    CHECK(fg_object_meta_read(arena, &value, NULL, &meta, &err));
    CHECK_STR(meta.name, CRD_S("n"));
    CHECK_STR(meta.namespace_name, CRD_S("s"));
    CHECK_INT(meta.generation, 3);
    CHECK(meta.deletion_timestamp.len > 0);
    CHECK(fg_label_get(meta.labels, CRD_S("a"), &text));
    CHECK_STR(text, CRD_S("b"));
    CHECK(!fg_label_get(meta.annotations, CRD_S("a"), &text));
    value = t_json(arena, "{\"apiVersion\":\"v1\",\"metadata\":{\"labels\":{\"a\":1}}}");
    gvk = fg_gvk_of(&value);
    CHECK_STR(gvk.group, CRD_S(""));
    CHECK_STR(gvk.version, CRD_S("v1"));
    CHECK(!fg_object_meta_read(arena, &value, NULL, &meta, &err));
    CHECK_STR(err.message, CRD_S("metadata.labels[a]: Invalid value: \"integer\": "
                                 "metadata.labels[a] in body must be of type string: \"integer\""));
}

void test_view(void)
{
    static const crd_str names[] = { CRD_STR_INIT("a"), CRD_STR_INIT("b"), CRD_STR_INIT("d") };
    fg_view some = { .namespaces = { .items = names, .n = 3 } };
    fg_view all = { .all = true };
    fg_view none = { .all = false };
    CHECK(fg_view_covers(&some, CRD_S("a")) && fg_view_covers(&some, CRD_S("d")));
    CHECK(!fg_view_covers(&some, CRD_S("c")) && !fg_view_covers(&some, CRD_S("")));
    CHECK(fg_view_covers(&all, CRD_S("c")) && !fg_view_covers(&none, CRD_S("a")));
}
