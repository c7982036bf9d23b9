/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet's objects in a snapshot: see object.h. */
#include "object.h"

#include "selector.h"

/* Go logs and skips a selector that does not compile; so NULL, unless memory is out. */
static bool compile_or_skip(crd_arena *arena, const fleet_label_selector *source,
                            const fg_selector **ret, crd_err *err)
{
    crd_err inner = { .code = CRD_OK };
    if (!source || fg_fleet_selector_compile(arena, source, CRD_WORDS_0_36, ret, &inner)) {
        return true;
    }
    if (!crd_code_is_ours(inner.code)) {
        return true;
    }
    if (err) {
        *err = inner;
    }
    return false;
}

/* In a snapshot a wrong type is a failure. */
static bool read_typed(crd_arena *arena, const crd_struct *type, const crd_value *value,
                       const void **ret, crd_err *err)
{
    return fg_fleet_read(arena, type, value, FG_WITHOUT_METADATA, NULL, ret, err) && *ret;
}

static bool read_cluster(crd_arena *arena, const crd_value *value, const void **ret, crd_err *err)
{
    return read_typed(arena, &fleet_cluster_type, value, ret, err);
}

static bool read_group(crd_arena *arena, const crd_value *value, const void **ret, crd_err *err)
{
    const void *read = NULL;
    if (!read_typed(arena, &fleet_clustergroup_type, value, &read, err)) {
        return false;
    }
    fg_cluster_group *group = CRD_NEW(arena, fg_cluster_group);
    if (!group) {
        return crd_err_memory(err, arena);
    }
    group->object = read;
    *ret = group;
    return !group->object->spec ||
           compile_or_skip(arena, group->object->spec->selector, &group->selector, err);
}

static bool read_mapping(crd_arena *arena, const crd_value *value, const void **ret, crd_err *err)
{
    const void *read = NULL;
    if (!read_typed(arena, &fleet_bundlenamespacemapping_type, value, &read, err)) {
        return false;
    }
    fg_namespace_mapping *mapping = CRD_NEW(arena, fg_namespace_mapping);
    if (!mapping) {
        return crd_err_memory(err, arena);
    }
    mapping->object = read;
    *ret = mapping;
    return compile_or_skip(arena, mapping->object->bundle_selector, &mapping->bundle_selector,
                           err) &&
           compile_or_skip(arena, mapping->object->namespace_selector, &mapping->namespace_selector,
                           err);
}

static bool read_restriction(crd_arena *arena, const crd_value *value, const void **ret,
                             crd_err *err)
{
    return read_typed(arena, &fleet_gitreporestriction_type, value, ret, err);
}

static bool read_policy(crd_arena *arena, const crd_value *value, const void **ret, crd_err *err)
{
    return read_typed(arena, &fleet_policy_type, value, ret, err);
}

/* A kind without a reader has metadata alone. */
static fg_object_reader *const readers[FG_IN_COUNT] = {
    [FG_IN_CLUSTERS] = read_cluster, [FG_IN_CLUSTER_GROUPS] = read_group,
    [FG_IN_MAPPINGS] = read_mapping, [FG_IN_RESTRICTIONS] = read_restriction,
    [FG_IN_POLICIES] = read_policy,
};

static const void *typed(const fg_object *object, enum fg_snapshot_kind kind)
{
    return object && object->kind == kind ? object->typed : NULL;
}

const fleet_cluster *fg_object_cluster(const fg_object *object)
{
    return typed(object, FG_IN_CLUSTERS);
}

const fg_cluster_group *fg_object_cluster_group(const fg_object *object)
{
    return typed(object, FG_IN_CLUSTER_GROUPS);
}

const fg_namespace_mapping *fg_object_mapping(const fg_object *object)
{
    return typed(object, FG_IN_MAPPINGS);
}

const fleet_gitreporestriction *fg_object_restriction(const fg_object *object)
{
    return typed(object, FG_IN_RESTRICTIONS);
}

const fleet_policy *fg_object_policy(const fg_object *object)
{
    return typed(object, FG_IN_POLICIES);
}

/* "Cluster fleet-default/lab-7", from whatever can be read of it. */
static crd_str describe(crd_arena *arena, const crd_value *value, crd_str kind)
{
    const crd_value *metadata = CRD_GET(value, "metadata");
    crd_str space = crd_text_of(CRD_GET(metadata, "namespace"));
    crd_str name = crd_text_of(CRD_GET(metadata, "name"));
    return CRD_CAT(arena, kind, CRD_S(" "), space, space.len ? CRD_S("/") : CRD_S(""), name);
}

bool fg_fleet_object_new(crd_arena *err_arena, const crd_value *value, const fg_object **ret,
                         crd_err *err)
{
    fg_gvk gvk = fg_gvk_of(value);
    enum fg_snapshot_kind kind;
    crd_err inner = { .code = CRD_OK };
    if (!fg_snapshot_kind_of(gvk.group, gvk.kind, &kind)) {
        *ret = NULL;
        return true;
    }
    if (fg_object_new(err_arena, kind, value, readers[kind], ret, &inner)) {
        return true;
    }
    if (!crd_code_is_ours(inner.code)) {
        crd_str who = describe(err_arena, value, gvk.kind);
        if (!who.ptr) {
            return crd_err_memory(err, err_arena);
        }
        crd_err_wrap(&inner, err_arena, who);
    }
    if (err) {
        *err = inner;
    }
    return false;
}
