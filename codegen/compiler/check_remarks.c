/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told besides faults: the server's warnings about formats, and a note of our own on labels
 * that a template loses.
 * Source of the behaviour: WarningsOnCreate in
 * k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition.
 */
#include "check_inside.h"
#include "check_types.h"
#include "schema/schema_format.h"

static void formats(crdc_checking *c, const crd_path *path, const crdc_schema *schema);

static void formats_of_list(crdc_checking *c, const crd_path *path, const char *key,
                            crdc_schemas schemas)
{
    crd_path list = crd_path_child(path, crd_str_c(key));
    for (size_t i = 0; i < schemas.n; i++) {
        crd_path here = crd_path_index(&list, i);
        formats(c, &here, schemas.items[i]);
    }
}

static void formats_of_map(crdc_checking *c, const crd_path *path, const char *key,
                           crdc_properties properties)
{
    crd_path map = crd_path_child(path, crd_str_c(key));
    for (size_t i = 0; i < properties.n; i++) {
        crd_path here = crd_path_key(&map, properties.items[i].name);
        formats(c, &here, properties.items[i].schema);
    }
}

static bool is_recognized(const crdc_schema *schema)
{
    crd_str format = schema->format;
    switch (schema->type) {
    case CRDC_TYPE_NONE:
    case CRDC_TYPE_STRING:
        return crd_format_find(format) != CRD_FORMAT_NONE;
    case CRDC_TYPE_INTEGER:
        return crd_str_eq(format, CRD_S("int32")) || crd_str_eq(format, CRD_S("int64"));
    case CRDC_TYPE_NUMBER:
        return crd_str_eq(format, CRD_S("float")) || crd_str_eq(format, CRD_S("double"));
    default:
        return false;
    }
}

static void format(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    crd_path here = crd_path_child(path, CRD_S("format"));
    if (schema->format.len && !is_recognized(schema)) {
        crdc_remark_add(c, &c->warnings_end, CRD_S("unrecognized-format"),
                        crd_path_text(c->arena, &here),
                        CRD_CAT(c->arena, CRD_S("unrecognized format "),
                                crd_fault_quoted(c->arena, schema->format)),
                        crdc_field_at(schema->raw, here.name));
    }
}

/* In the order of the server's SchemaHas. */
static void formats(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path not_path = crd_path_child(path, CRD_S("not"));
    crd_path additional = crd_path_child(path, CRD_S("additionalProperties"));
    crd_path additional_items = crd_path_child(path, CRD_S("additionalItems"));
    format(c, path, schema);
    if (schema->items) {
        formats(c, &items, schema->items);
    }
    formats_of_list(c, path, "items", schema->items_list);
    formats_of_list(c, path, "allOf", schema->all_of);
    formats_of_list(c, path, "anyOf", schema->any_of);
    formats_of_list(c, path, "oneOf", schema->one_of);
    if (schema->not_schema) {
        formats(c, &not_path, schema->not_schema);
    }
    formats_of_map(c, path, "properties", schema->properties);
    if (schema->additional_properties.schema) {
        formats(c, &additional, schema->additional_properties.schema);
    }
    formats_of_map(c, path, "patternProperties", schema->pattern_properties);
    if (schema->additional_items.schema) {
        formats(c, &additional_items, schema->additional_items.schema);
    }
    formats_of_map(c, path, "definitions", schema->definitions);
}

/* A `metadata: {type: object}` of a template: everything in it is pruned, labels and annotations, too. */
static bool loses_labels(const crdc_schema *schema)
{
    return schema->type == CRDC_TYPE_OBJECT && !schema->properties.n &&
           schema->additional_properties.kind == CRDC_ABSENT &&
           schema->preserve_unknown_fields != CRDC_TRUE;
}

static void templates(crdc_checking *c, const crd_path *path, const crdc_schema *schema,
                      bool is_resource)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    crd_path additional = crd_path_child(path, CRD_S("additionalProperties"));
    for (size_t i = 0; i < schema->properties.n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_path here = crd_path_key(&properties, property->name);
        bool metadata = crd_str_eq(property->name, CRD_S("metadata"));
        if (metadata && !is_resource && loses_labels(property->schema)) {
            crdc_remark_add(c, &c->notes_end, CRD_S("pruned-metadata"),
                            crd_path_text(c->arena, &here),
                            CRD_S("the server drops all labels and annotations given here: name "
                                  "them in the schema, or set "
                                  "x-kubernetes-preserve-unknown-fields"),
                            property->schema->raw);
        }
        templates(c, &here, property->schema, property->schema->embedded_resource);
    }
    if (schema->items) {
        templates(c, &items, schema->items, schema->items->embedded_resource);
    }
    if (schema->additional_properties.schema) {
        templates(c, &additional, schema->additional_properties.schema,
                  schema->additional_properties.schema->embedded_resource);
    }
}

void crdc_check_remarks(crdc_checking *c)
{
    const crd_path spec = { .name = CRD_S("spec") };
    crd_path versions = crd_path_child(&spec, CRD_S("versions"));
    const crdc_crd *crd = c->crd;
    bool alike = crd->n_versions > 0;
    for (size_t i = 1; i < crd->n_versions; i++) {
        alike = alike && crd_go_equal(&crdc_go_validation, true,
                                      CRD_GET(crd->versions[0].raw, "schema"),
                                      CRD_GET(crd->versions[i].raw, "schema"));
    }
    for (size_t i = 0; i < crd->n_versions && (i == 0 || !alike); i++) {
        crd_path item = crd_path_index(&versions, i);
        crd_path schema = crd_path_child(&item, CRD_S("schema"));
        crd_path here = crd_path_child(&schema, CRD_S("openAPIV3Schema"));
        if (crd->versions[i].schema) {
            formats(c, &here, crd->versions[i].schema);
            templates(c, &here, crd->versions[i].schema, true);
        }
    }
}
