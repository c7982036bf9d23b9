/* SPDX-License-Identifier: Apache-2.0 */
/* Snapshots: order, sharing, and what an object keeps. */
#include "kapi/snapshot.h"

#include "base/limits.h"
#include "tests.h"

static const fg_object *object(crd_arena *arena, enum fg_snapshot_kind kind, const char *space,
                               const char *name, const char *label)
{
    const fg_object *made = NULL;
    crd_err err = { .code = CRD_OK };
    crd_member labels = { CRD_S("l"), crd_value_string(crd_str_c(label)) };
    crd_member meta[] = {
        { CRD_S("namespace"), crd_value_string(crd_str_c(space)) },
        { CRD_S("name"), crd_value_string(crd_str_c(name)) },
        { CRD_S("labels"), { .kind = CRD_MAP, .len = 1, .u = { .members = &labels } } },
    };
    crd_member root = { CRD_S("metadata"),
                        { .kind = CRD_MAP, .len = 3, .u = { .members = meta } } };
    crd_value value = { .kind = CRD_MAP, .len = 1, .u = { .members = &root } };
    return fg_object_new(arena, kind, &value, NULL, &made, &err) ? made : NULL;
}

void test_snapshot_order(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_snapshot *snapshot = NULL;
    crd_str label;
    const fg_object *objects[] = {
        object(arena, FG_IN_CLUSTERS, "b", "x", "1"),
        object(arena, FG_IN_CLUSTERS, "a", "z", "1"),
        object(arena, FG_IN_NAMESPACES, "", "b", "1"),
        object(arena, FG_IN_CLUSTERS, "a", "y", "old"),
        object(arena, FG_IN_CLUSTERS, "a", "y", "new"),
    };
    CHECK(fg_snapshot_new(objects, T_COUNT(objects), &snapshot, &err));
    for (size_t i = 0; i < T_COUNT(objects); i++) {
        fg_object_unref(objects[i]);
    }
    CHECK_INT(fg_snapshot_count(snapshot, FG_IN_CLUSTERS), 3);
    CHECK_INT(fg_snapshot_namespaces(snapshot, FG_IN_CLUSTERS), 2);
    fg_objects a = fg_snapshot_list(snapshot, FG_IN_CLUSTERS, CRD_S("a"));
    CHECK_INT(a.n, 2);
    CHECK_STR(a.items[0]->meta.name, CRD_S("y"));
    CHECK_STR(a.items[1]->meta.name, CRD_S("z"));
    CHECK(fg_label_get(a.items[0]->meta.labels, CRD_S("l"), &label));
    CHECK_STR(label, CRD_S("new"));
    CHECK_INT(fg_snapshot_list(snapshot, FG_IN_CLUSTERS, CRD_S("c")).n, 0);
    CHECK(fg_snapshot_page(snapshot, FG_IN_CLUSTERS, 1).items[0]->meta.name.ptr[0] == 'x');
    CHECK_INT(fg_snapshot_page(snapshot, FG_IN_CLUSTERS, 2).n, 0);
    CHECK(fg_snapshot_get(snapshot, FG_IN_NAMESPACES, CRD_S(""), CRD_S("b")));
    CHECK(!fg_snapshot_get(snapshot, FG_IN_NAMESPACES, CRD_S(""), CRD_S("c")));
    CHECK(!fg_snapshot_get(snapshot, FG_IN_POLICIES, CRD_S("a"), CRD_S("b")));
    fg_snapshot_unref(snapshot);
}

void test_snapshot_shares(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_snapshot *first = NULL;
    const fg_snapshot *second = NULL;
    const fg_snapshot *none = NULL;
    const fg_object *one = object(arena, FG_IN_CLUSTERS, "a", "x", "1");
    CHECK(fg_snapshot_new(&one, 1, &first, &err));
    CHECK(fg_snapshot_new(&one, 1, &second, &err));
    fg_object_unref(one);
    fg_snapshot_unref(first);
    fg_snapshot_unref(fg_snapshot_ref(second));
    CHECK(fg_snapshot_get(second, FG_IN_CLUSTERS, CRD_S("a"), CRD_S("x")) == one);
    fg_snapshot_unref(second);
    CHECK(fg_snapshot_new(NULL, 0, &none, &err));
    CHECK_INT(fg_snapshot_count(none, FG_IN_CLUSTERS), 0);
    fg_snapshot_unref(none);
    fg_snapshot_unref(NULL);
    fg_object_unref(NULL);
}

void test_object_without_managed_fields(void)
{
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_object *made = NULL;
    crd_value value = t_json(arena, "{\"metadata\":{\"name\":\"n\",\"managedFields\":[{\"a\":1}],"
                                    "\"annotations\":{\"k\":\"v\"}}}");
    size_t before = t_live_allocations();
    CHECK(fg_object_new(arena, FG_IN_CLUSTERS, &value, NULL, &made, &err));
    /* an arena of its own and one block, whatever the object's size; the gaps that the arena leaves
     * for AddressSanitizer take one more */
#ifdef __SANITIZE_ADDRESS__
    CHECK_INT(t_live_allocations() - before, 3);
#else
    CHECK_INT(t_live_allocations() - before, 2);
#endif
    CHECK_STR(made->meta.name, CRD_S("n"));
    CHECK(made->meta.annotations != CRD_GET(CRD_GET(&value, "metadata"), "annotations"));
    fg_object_unref(made);
    value = t_json(arena, "{\"metadata\":{\"namespace\":\"x\"}}");
    CHECK(!fg_object_new(arena, FG_IN_CLUSTERS, &value, NULL, &made, &err));
    CHECK_INT(err.code, CRD_E_VALUE);
    CHECK_STR(err.message, CRD_S("metadata.name: Required value"));
    enum fg_snapshot_kind kind;
    CHECK(fg_snapshot_kind_of(CRD_S(""), CRD_S("Namespace"), &kind));
    CHECK_INT(kind, FG_IN_NAMESPACES);
    CHECK(!fg_snapshot_kind_of(CRD_S("v1"), CRD_S("Namespace"), &kind));
}

static bool build_once(void *context)
{
    (void)context;
    CRD_AUTO_ARENA arena = crd_arena_new(1 << 20);
    crd_err err = { .code = CRD_OK };
    const fg_snapshot *snapshot = NULL;
    const fg_object *objects[] = {
        arena ? object(arena, FG_IN_CLUSTERS, "b", "x", "1") : NULL,
        arena ? object(arena, FG_IN_CLUSTERS, "a", "x", "1") : NULL,
    };
    bool ok = objects[0] && objects[1] && fg_snapshot_new(objects, 2, &snapshot, &err);
    fg_object_unref(objects[0]);
    fg_object_unref(objects[1]);
    fg_snapshot_unref(snapshot);
    return ok;
}

void test_snapshot_each_failure(void)
{
    CHECK_FAIL_EACH(build_once, NULL);
}
