/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata of objects: see meta.h. */
#include "meta.h"

#include "shape.h"

#define META_FIELDS(X, S)                                                                          \
    X(S, STRING, name, "name", void)                                                               \
    X(S, STRING, generate_name, "generateName", void)                                              \
    X(S, STRING, namespace_, "namespace", void)                                                    \
    X(S, STRING, uid, "uid", void)                                                                 \
    X(S, STRING, resource_version, "resourceVersion", void)                                        \
    X(S, STRING, deletion_timestamp, "deletionTimestamp", void)                                    \
    X(S, INT, generation, "generation", void)                                                      \
    X(S, MAP, labels, "labels", void)                                                              \
    X(S, MAP, annotations, "annotations", void)

FG_SHAPE(fg_meta_fields, META_FIELDS)
FG_SHAPE_DEFINE(fg_meta_fields, META_FIELDS)

fg_gvk fg_gvk_of(const crd_value *object)
{
    const crd_value *api_version = CRD_GET(object, "apiVersion");
    const crd_value *kind = CRD_GET(object, "kind");
    fg_gvk gvk = {
        .group = CRD_S(""),
        .version = crd_is_string(api_version) ? crd_text_of(api_version) : CRD_S(""),
        .kind = crd_is_string(kind) ? crd_text_of(kind) : CRD_S(""),
    };
    crd_str_cut(gvk.version, CRD_S("/"), &gvk.group, &gvk.version);
    return gvk;
}

/* Every value of the map must be a string. *map becomes NULL where one is not. */
static bool check_strings(crd_arena *arena, crd_str path, const crd_value **map, crd_diags *diags,
                          crd_err *err)
{
    for (size_t i = 0; i < crd_len_of(*map); i++) {
        const crd_member *member = crd_member_at(*map, i);
        if (crd_is_string(&member->value)) {
            continue;
        }
        crd_str where = CRD_CAT(arena, path, CRD_S("["), member->key, CRD_S("]"));
        const crd_value *found = &member->value;
        *map = NULL;
        return where.ptr ? fg_type_mismatch(arena, where, CRD_S("string"), found, diags, err)
                         : crd_err_memory(err, arena);
    }
    return true;
}

bool fg_object_meta_read(crd_arena *arena, const crd_value *object, crd_diags *diags,
                         fg_object_meta *ret, crd_err *err)
{
    fg_meta_fields fields;
    if (!fg_shape_read(arena, &fg_meta_fields_shape, CRD_GET(object, "metadata"), CRD_S("metadata"),
                       diags, &fields, err) ||
        !check_strings(arena, CRD_S("metadata.labels"), &fields.labels, diags, err) ||
        !check_strings(arena, CRD_S("metadata.annotations"), &fields.annotations, diags, err)) {
        return false;
    }
    *ret = (fg_object_meta){
        .name = fields.name,
        .generate_name = fields.generate_name,
        .namespace_name = fields.namespace_,
        .uid = fields.uid,
        .resource_version = fields.resource_version,
        .deletion_timestamp = fields.deletion_timestamp,
        .generation = fields.generation,
        .labels = fields.labels,
        .annotations = fields.annotations,
    };
    return true;
}

bool fg_label_get(const crd_value *map, crd_str key, crd_str *ret)
{
    const crd_value *value = crd_map_get(map, key);
    if (!crd_is_string(value)) {
        return false;
    }
    *ret = crd_text_of(value);
    return true;
}
