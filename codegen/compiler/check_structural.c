/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structural schemas: what must stand outside of allOf, anyOf, oneOf and not, and what may not
 * stand inside of them. Called only for schemas that crdc_structural_refusal has nothing against.
 * Source of the behaviour:
 * k8s.io/apiextensions-apiserver/pkg/apiserver/schema/{validation,complete}.go.
 */
#include "base/regex.h"
#include "check_inside.h"

enum level { ROOT, ITEM, FIELD };

static crd_str refusal_of_fields(const crdc_schema *schema)
{
    if (schema->id.len) {
        return CRD_S("OpenAPIV3Schema 'id' is not supported");
    }
    if (schema->schema_uri.len) {
        return CRD_S("OpenAPIV3Schema 'schema' is not supported");
    }
    if (schema->ref.len) {
        return CRD_S("OpenAPIV3Schema '$ref' is not supported");
    }
    if (schema->pattern_properties.n) {
        return CRD_S("OpenAPIV3Schema 'patternProperties' is not supported");
    }
    if (crd_len_of(schema->dependencies)) {
        return CRD_S("OpenAPIV3Schema 'dependencies' is not supported");
    }
    if (schema->additional_items.kind != CRDC_ABSENT) {
        return CRD_S("OpenAPIV3Schema 'additionalItems' is not supported");
    }
    if (schema->definitions.n) {
        return CRD_S("OpenAPIV3Schema 'definitions' is not supported");
    }
    return CRD_S("");
}

static crd_str refusal_of_list(crdc_schemas schemas)
{
    crd_str refusal = CRD_S("");
    for (size_t i = 0; i < schemas.n && !refusal.len; i++) {
        refusal = crdc_structural_refusal(schemas.items[i]);
    }
    return refusal;
}

crd_str crdc_structural_refusal(const crdc_schema *schema)
{
    crd_str refusal = refusal_of_fields(schema);
    if (!refusal.len && schema->not_schema) {
        refusal = crdc_structural_refusal(schema->not_schema);
    }
    refusal = refusal.len ? refusal : refusal_of_list(schema->all_of);
    refusal = refusal.len ? refusal : refusal_of_list(schema->any_of);
    refusal = refusal.len ? refusal : refusal_of_list(schema->one_of);
    if (!refusal.len && schema->preserve_unknown_fields == CRDC_FALSE) {
        refusal = CRD_S("internal error: 'x-kubernetes-preserve-unknown-fields' must be true or "
                        "undefined");
    }
    if (!refusal.len && schema->items_list.n) {
        refusal = CRD_S("OpenAPIV3Schema 'items' must be a schema, but is an array");
    }
    if (!refusal.len && schema->items) {
        refusal = crdc_structural_refusal(schema->items);
    }
    for (size_t i = 0; i < schema->properties.n && !refusal.len; i++) {
        refusal = crdc_structural_refusal(schema->properties.items[i].schema);
    }
    if (!refusal.len && schema->additional_properties.kind == CRDC_SCHEMA) {
        refusal = crdc_structural_refusal(schema->additional_properties.schema);
    }
    return refusal;
}

/* Whether anything is set besides type, properties and default. Empty lists that stand there count
 * where Go keeps them apart from absent ones. */
static bool has_more(const crdc_schema *schema)
{
    return schema->description.len || schema->title.len || schema->nullable ||
           !crd_is_null(CRD_GET(schema->raw, "externalDocs")) || !crd_is_null(schema->example) ||
           schema->items || schema->additional_properties.kind != CRDC_ABSENT ||
           schema->embedded_resource || schema->int_or_string || schema->list_map_keys.items ||
           crdc_is_set(schema->list_type) || crdc_is_set(schema->map_type) ||
           schema->preserve_unknown_fields != CRDC_ABSENT || schema->format.len ||
           schema->maximum.has || schema->exclusive_maximum || schema->minimum.has ||
           schema->exclusive_minimum || schema->max_length.has || schema->min_length.has ||
           schema->pattern.len || schema->max_items.has || schema->min_items.has ||
           schema->unique_items || schema->multiple_of.has || crd_len_of(&schema->enum_values) ||
           schema->max_properties.has || schema->min_properties.has || schema->required.items ||
           schema->all_of.n || schema->any_of.n || schema->one_of.n || schema->not_schema ||
           schema->rules.items;
}

static bool is_only_type(const crdc_schema *schema, enum crdc_type type)
{
    return schema->type == type && !schema->properties.items && !crdc_has_default(schema) &&
           !has_more(schema);
}

/* anyOf: [{type: integer}, {type: string}] */
static bool is_int_or_string(crdc_schemas any_of)
{
    return any_of.n == 2 && is_only_type(any_of.items[0], CRDC_TYPE_INTEGER) &&
           is_only_type(any_of.items[1], CRDC_TYPE_STRING);
}

static void nested(crdc_checking *c, const crdc_schema *schema, bool skip_any_of,
                   const crd_path *path);

static void check_pattern(crdc_checking *c, const crdc_schema *schema, const crd_path *path)
{
    const crd_regex *regex = NULL;
    crd_err found = { .code = CRD_OK };
    if (!schema->pattern.len) {
        return;
    }
    crd_arena_mark mark = crd_arena_save(c->scratch);
    if (!crd_regex_compile(c->scratch, schema->pattern, &regex, &found)) {
        if (crd_code_is_ours(found.code)) {
            c->failed = true;
            CRD_FAIL(c->err, c->arena, found.code, found.message);
        } else {
            crd_path here = crd_path_child(path, CRD_S("pattern"));
            crdc_invalid(c, &here, schema->pattern,
                         CRD_CAT(c->arena, CRD_S("must be a valid regular expression, but isn't: "),
                                 found.message),
                         crdc_field_at(schema->raw, CRD_S("pattern")));
        }
    }
    crd_arena_rewind(c->scratch, mark);
}

static void nested_list(crdc_checking *c, crdc_schemas schemas, const crd_path *path, crd_str name,
                        bool skip_first_any_of)
{
    crd_path list = crd_path_child(path, name);
    for (size_t i = 0; i < schemas.n; i++) {
        crd_path here = crd_path_index(&list, i);
        nested(c, schemas.items[i], skip_first_any_of && i == 0, &here);
    }
}

static void value_validation(crdc_checking *c, const crdc_schema *schema, bool skip_any_of,
                             bool skip_first_all_of, const crd_path *path)
{
    crd_path not_path = crd_path_child(path, CRD_S("not"));
    if (!skip_any_of) {
        nested_list(c, schema->any_of, path, CRD_S("anyOf"), false);
    }
    nested_list(c, schema->all_of, path, CRD_S("allOf"), skip_first_all_of);
    nested_list(c, schema->one_of, path, CRD_S("oneOf"), false);
    if (schema->not_schema) {
        nested(c, schema->not_schema, false, &not_path);
    }
    check_pattern(c, schema, path);
}

/* What may not stand in a branch. */
static void nested_forbidden(crdc_checking *c, const crdc_schema *schema, const crd_path *path)
{
    const struct {
        bool set;
        const char *key;
        const char *must;
    } rules[] = {
        { schema->type_text.len > 0, "type", "empty" },
        { schema->additional_properties.kind == CRDC_TRUE ||
              schema->additional_properties.kind == CRDC_SCHEMA,
          "additionalProperties", "undefined" },
        { crdc_has_default(schema), "default", "undefined" },
        { schema->title.len > 0, "title", "empty" },
        { schema->description.len > 0, "description", "empty" },
        { schema->nullable, "nullable", "false" },
        { schema->preserve_unknown_fields == CRDC_TRUE, "x-kubernetes-preserve-unknown-fields",
          "false" },
        { schema->embedded_resource, "x-kubernetes-embedded-resource", "false" },
        { schema->int_or_string, "x-kubernetes-int-or-string", "false" },
        { schema->list_map_keys.n > 0, "x-kubernetes-list-map-keys", "empty" },
        { crdc_is_set(schema->list_type), "x-kubernetes-list-type", "undefined" },
        { crdc_is_set(schema->map_type), "x-kubernetes-map-type", "undefined" },
        { schema->rules.n > 0, "x-kubernetes-validations", "empty" },
    };
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        crd_str key = crd_str_c(rules[i].key);
        crd_path here = crd_path_child(path, key);
        if (rules[i].set) {
            crdc_forbidden(c, &here,
                           CRD_CAT(c->arena, CRD_S("must be "), crd_str_c(rules[i].must),
                                   CRD_S(" to be structural")),
                           crdc_field_at(schema->raw, key));
        }
    }
}

static void nested(crdc_checking *c, const crdc_schema *schema, bool skip_any_of,
                   const crd_path *path)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    value_validation(c, schema, skip_any_of, false, path);
    if (schema->items) {
        nested(c, schema->items, false, &items);
    }
    for (size_t i = 0; i < schema->properties.n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_path here = crd_path_key(&properties, property->name);
        nested(c, property->schema, false, &here);
        if (crd_str_eq(property->name, CRD_S("metadata"))) {
            crdc_forbidden(c, &here, CRD_S("must not be specified in a nested context"),
                           property->schema->raw);
        }
    }
    nested_forbidden(c, schema, path);
}

static void check_meta_type(crdc_checking *c, const crdc_schema *schema, const crd_path *path,
                            crd_str name)
{
    const crdc_schema *property = crdc_property_find(schema, name);
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    crd_path key = crd_path_key(&properties, name);
    crd_path type = crd_path_child(&key, CRD_S("type"));
    if (property && property->type != CRDC_TYPE_STRING) {
        crdc_invalid(c, &type, property->type_text, CRD_S("must be string"),
                     crdc_field_at(property->raw, CRD_S("type")));
    }
}

/* The server restricts metadata at the root to its names. */
static void check_metadata(crdc_checking *c, const crdc_schema *schema, bool whole,
                           enum level level, const crd_path *path)
{
    const crdc_schema *metadata = crdc_property_find(schema, CRD_S("metadata"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    crd_path key = crd_path_key(&properties, CRD_S("metadata"));
    crd_path type = crd_path_child(&key, CRD_S("type"));
    if (!metadata) {
        return;
    }
    if (whole && metadata->type != CRDC_TYPE_OBJECT) {
        crdc_invalid(c, &type, metadata->type_text, CRD_S("must be object"),
                     crdc_field_at(metadata->raw, CRD_S("type")));
    }
    bool named = crdc_property_find(metadata, CRD_S("name"));
    bool generated = crdc_property_find(metadata, CRD_S("generateName"));
    size_t n = metadata->properties.n;
    bool only_names = n == 0 || n == (size_t)(named + generated);
    if (level == ROOT && (!only_names || has_more(metadata))) {
        crdc_forbidden(c, &key,
                       CRD_S("must not specify anything other than name and generateName, but "
                             "metadata is implicitly specified"),
                       metadata->raw);
    }
}

static void check_extensions(crdc_checking *c, const crdc_schema *schema, const crd_path *path)
{
    static const char must[] = "must be false if x-kubernetes-int-or-string is true";
    const crd_value yes = crd_value_bool(true);
    crd_str preserve = CRD_S("x-kubernetes-preserve-unknown-fields");
    crd_str embedded = CRD_S("x-kubernetes-embedded-resource");
    crd_path preserve_path = crd_path_child(path, preserve);
    crd_path embedded_path = crd_path_child(path, embedded);
    if (schema->int_or_string && schema->preserve_unknown_fields == CRDC_TRUE) {
        crdc_invalid_json(c, &preserve_path, &yes, CRD_S(must),
                          crdc_field_at(schema->raw, preserve));
    }
    if (schema->int_or_string && schema->embedded_resource) {
        crdc_invalid_json(c, &embedded_path, &yes, CRD_S(must),
                          crdc_field_at(schema->raw, embedded));
    }
}

static void check_type(crdc_checking *c, const crdc_schema *schema, enum level level,
                       const crd_path *path)
{
    static const char *const empty[] = {
        [ROOT] = "must not be empty at the root",
        [ITEM] = "must not be empty for specified array items",
        [FIELD] = "must not be empty for specified object fields",
    };
    crd_str embedded = CRD_S("must be object if x-kubernetes-embedded-resource is true");
    crd_path type = crd_path_child(path, CRD_S("type"));
    crd_path additional = crd_path_child(path, CRD_S("additionalProperties"));
    const crd_value *at = crdc_field_at(schema->raw, CRD_S("type"));
    bool typed = schema->type_text.len > 0;
    if (schema->embedded_resource && schema->type != CRDC_TYPE_OBJECT) {
        if (typed) {
            crdc_invalid(c, &type, schema->type_text, embedded, at);
        } else {
            crdc_required(c, &type, embedded, at);
        }
    } else if (!typed && !schema->int_or_string && schema->preserve_unknown_fields != CRDC_TRUE) {
        crdc_required(c, &type, crd_str_c(empty[level]), at);
    }
    if (schema->embedded_resource && schema->additional_properties.kind != CRDC_ABSENT) {
        crdc_forbidden(c, &additional,
                       CRD_S("must not be used if x-kubernetes-embedded-resource is set"),
                       crdc_field_at(schema->raw, CRD_S("additionalProperties")));
    }
    if (level == ROOT && typed && schema->type != CRDC_TYPE_OBJECT) {
        crdc_invalid(c, &type, schema->type_text, CRD_S("must be object at the root"), at);
    }
}

static void invariants(crdc_checking *c, const crdc_schema *schema, enum level level,
                       const crd_path *path);

static void inner_invariants(crdc_checking *c, const crdc_schema *schema, enum level level,
                             const crd_path *path)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    crd_path additional = crd_path_child(path, CRD_S("additionalProperties"));
    if (schema->type == CRDC_TYPE_ARRAY && !schema->items) {
        crdc_required(c, &items, CRD_S("must be specified"), schema->raw);
    }
    if (schema->items) {
        invariants(c, schema->items, ITEM, &items);
    }
    for (size_t i = 0; i < schema->properties.n; i++) {
        crd_path here = crd_path_key(&properties, schema->properties.items[i].name);
        invariants(c, schema->properties.items[i].schema, FIELD, &here);
    }
    if (schema->additional_properties.kind != CRDC_ABSENT && level == ROOT) {
        crdc_forbidden(c, &additional, CRD_S("must not be used at the root"),
                       crdc_field_at(schema->raw, CRD_S("additionalProperties")));
    }
    if (schema->additional_properties.kind == CRDC_SCHEMA) {
        invariants(c, schema->additional_properties.schema, FIELD, &additional);
    }
}

static void invariants(crdc_checking *c, const crdc_schema *schema, enum level level,
                       const crd_path *path)
{
    bool whole = level == ROOT || schema->embedded_resource;
    bool all_of = schema->all_of.n && is_int_or_string(schema->all_of.items[0]->any_of);
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    inner_invariants(c, schema, level, path);
    check_extensions(c, schema, path);
    value_validation(c, schema, is_int_or_string(schema->any_of), all_of, path);
    check_type(c, schema, level, path);
    if (whole) {
        check_meta_type(c, schema, path, CRD_S("kind"));
        check_meta_type(c, schema, path, CRD_S("apiVersion"));
    }
    check_metadata(c, schema, whole, level, path);
    if (schema->embedded_resource && schema->preserve_unknown_fields != CRDC_TRUE &&
        !schema->properties.n) {
        crdc_required(c, &properties,
                      CRD_S("must not be empty if x-kubernetes-embedded-resource is true without "
                            "x-kubernetes-preserve-unknown-fields"),
                      schema->raw);
    }
}

static void complete_branch(crdc_checking *c, const crdc_schema *branch, const crdc_schema *schema,
                            const crd_path *path, const crd_path *branch_path);

static void complete_list(crdc_checking *c, crdc_schemas branches, const crdc_schema *schema,
                          const crd_path *path, const crd_path *branch_path, crd_str name)
{
    crd_path list = crd_path_child(branch_path, name);
    for (size_t i = 0; i < branches.n; i++) {
        crd_path here = crd_path_index(&list, i);
        complete_branch(c, branches.items[i], schema, path, &here);
    }
}

/* Everything that the branches of `of` name must be named by schema, too. */
static void complete(crdc_checking *c, const crdc_schema *of, const crdc_schema *schema,
                     const crd_path *path, const crd_path *branch_path)
{
    crd_path not_path = crd_path_child(branch_path, CRD_S("not"));
    if (of->not_schema) {
        complete_branch(c, of->not_schema, schema, path, &not_path);
    }
    complete_list(c, of->all_of, schema, path, branch_path, CRD_S("allOf"));
    complete_list(c, of->any_of, schema, path, branch_path, CRD_S("anyOf"));
    complete_list(c, of->one_of, schema, path, branch_path, CRD_S("oneOf"));
}

static void undefined(crdc_checking *c, const crd_path *path, const crd_path *branch_path,
                      const crd_value *at)
{
    crdc_required(
        c, path,
        CRD_CAT(c->arena, CRD_S("because it is defined in "), crd_path_text(c->arena, branch_path)),
        at);
}

static void complete_branch(crdc_checking *c, const crdc_schema *branch, const crdc_schema *schema,
                            const crd_path *path, const crd_path *branch_path)
{
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path branch_items = crd_path_child(branch_path, CRD_S("items"));
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    crd_path branch_properties = crd_path_child(branch_path, CRD_S("properties"));
    complete(c, branch, schema, path, branch_path);
    if (branch->items && schema->items) {
        complete_branch(c, branch->items, schema->items, &items, &branch_items);
    } else if (branch->items) {
        undefined(c, &items, &branch_items, branch->items->raw);
    }
    for (size_t i = 0; i < branch->properties.n; i++) {
        const crdc_property *property = &branch->properties.items[i];
        const crdc_schema *known = crdc_property_find(schema, property->name);
        crd_path here = crd_path_key(&properties, property->name);
        crd_path branch_here = crd_path_key(&branch_properties, property->name);
        if (known) {
            complete_branch(c, property->schema, known, &here, &branch_here);
        } else {
            undefined(c, &here, &branch_here, property->schema->raw);
        }
    }
}

void crdc_check_structural(crdc_checking *c, const crd_path *path, const crdc_schema *root)
{
    crd_fault *before = c->faults->last;
    invariants(c, root, ROOT, path);
    complete(c, root, root, path, path);
    crd_faults_sort(c->faults, before);
}
