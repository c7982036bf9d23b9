/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata, and what a requester may see. */
#include "kapi/meta.h"

#include "kapi/view.h"
#include "tests.h"

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
    CHECK_STR(err.message, CRD_S("metadata.labels.a: Invalid value: \"integer\": "
                                 "metadata.labels.a in body must be of type string: \"integer\""));
}

/* As Go reads it: a null in a map of strings is the empty text; null metadata is empty. */
void test_meta_null(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    fg_object_meta meta;
    crd_str text = CRD_S("x");
    crd_value value =
        t_json(arena, "{\"metadata\":{\"labels\":{\"a\":null},\"annotations\":null}}");
    CHECK(fg_object_meta_read(arena, &value, NULL, &meta, &err));
    CHECK(fg_label_get(meta.labels, CRD_S("a"), &text));
    CHECK_STR(text, CRD_S(""));
    CHECK(!meta.annotations);
    value = t_json(arena, "{\"metadata\":null}");
    CHECK(fg_object_meta_read(arena, &value, NULL, &meta, &err));
    CHECK(!meta.name.len && !meta.labels);
    value = t_json(arena, "{}");
    CHECK(fg_object_meta_read(arena, &value, NULL, &meta, &err));
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
