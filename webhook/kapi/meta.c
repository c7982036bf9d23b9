/* SPDX-License-Identifier: Apache-2.0 */
/* Metadata of objects: see meta.h. */
#include "meta.h"

#include "schema/object.h"

/* An object of any kind, of which metadata alone is looked at; the rest is passed over. */
struct any_object {
    struct {
        unsigned metadata : 1;
    } has, null;
    crd_object_meta *metadata;
    crd_unknown *extra;
};

static const crd_field any_object_fields[] = {
    CRD_FIELD(struct any_object, metadata, "metadata", &crd_type_object_meta),
};
static const crd_struct any_object_type = CRD_STRUCT(struct any_object, any_object_fields, NULL);

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

fg_object_meta fg_object_meta_of(const crd_object_meta *meta, const crd_value *object)
{
    static const crd_object_meta empty = { .extra = NULL };
    const crd_value *tree = CRD_GET(object, "metadata");
    meta = meta ? meta : &empty;
    return (fg_object_meta) {
        .name = meta->name,
        .generate_name = meta->generate_name,
        .namespace_name = meta->namespace_,
        .uid = meta->uid,
        .resource_version = meta->resource_version,
        .deletion_timestamp = meta->deletion_timestamp,
        .generation = meta->generation,
        .labels = meta->has.labels ? CRD_GET(tree, "labels") : NULL,
        .annotations = meta->has.annotations ? CRD_GET(tree, "annotations") : NULL,
    };
}

bool fg_object_meta_read(crd_arena *arena, const crd_value *object, crd_diags *diags,
                         fg_object_meta *ret, crd_err *err)
{
    const struct any_object *read =
        crd_decode_value(arena, &any_object_type, object, NULL, diags, err);
    if (!read) {
        return false;
    }
    *ret = fg_object_meta_of(read->metadata, object);
    return true;
}

bool fg_label_get(const crd_value *map, crd_str key, crd_str *ret)
{
    const crd_value *value = crd_map_get(map, key);
    if (!crd_is_string(value)) {
        *ret = CRD_S("");
        return value && crd_is_null(value);
    }
    *ret = crd_text_of(value);
    return true;
}
