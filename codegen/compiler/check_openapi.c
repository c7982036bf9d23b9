/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the server asks of every schema besides being structural: keywords that it does not support,
 * defaults where none may be, list and map types, the fields of rules.
 * Source of the behaviour: ValidateCustomResourceDefinitionOpenAPISchema in
 * k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation.
 */
#include "base/limits.h"
#include "check_inside.h"
#include "check_types.h"
#include "load_read.h"

/* What holds below a schema. */
struct rules {
    bool no_defaults;
    crd_str why_no_defaults;
    bool in_metadata; /* within kind, apiVersion or metadata of a resource */
};

static void check(crdc_checking *c, const struct rules *rules, const crd_path *path,
                  const crdc_schema *schema, bool is_root);

static bool is(crd_str text, const char *word)
{
    return crd_str_eq(text, crd_str_c(word));
}

static void not_supported(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    const struct {
        bool set;
        const char *key;
        const char *detail;
    } keywords[] = {
        { schema->id.len > 0, "id", "id is not supported" },
        { schema->additional_items.kind != CRDC_ABSENT, "additionalItems",
          "additionalItems is not supported" },
        { schema->pattern_properties.n > 0, "patternProperties",
          "patternProperties is not supported" },
        { schema->definitions.n > 0, "definitions", "definitions is not supported" },
        { schema->dependencies != NULL, "dependencies", "dependencies is not supported" },
        { crdc_is_set(schema->ref), "$ref", "$ref is not supported" },
        { is(schema->type_text, "null"), "type",
          "type cannot be set to null, use nullable as an alternative" },
        { schema->items_list.n > 0, "items", "items must be a schema object and not an array" },
    };
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        crd_path here = crd_path_child(path, crd_str_c(keywords[i].key));
        if (keywords[i].set) {
            crdc_forbidden(c, &here, crd_str_c(keywords[i].detail),
                           crdc_field_at(schema->raw, here.name));
        }
    }
}

static void check_keywords(crdc_checking *c, const struct rules *rules, const crd_path *path,
                           const crdc_schema *schema)
{
    static const crd_str types[] = {
        CRD_STR_INIT("array"),  CRD_STR_INIT("boolean"), CRD_STR_INIT("integer"),
        CRD_STR_INIT("number"), CRD_STR_INIT("object"),  CRD_STR_INIT("string"),
    };
    crd_path type = crd_path_child(path, CRD_S("type"));
    crd_path fallback = crd_path_child(path, CRD_S("default"));
    crd_path embedded = crd_path_child(path, CRD_S("x-kubernetes-embedded-resource"));
    crd_path unique = crd_path_child(path, CRD_S("uniqueItems"));
    if (schema->type == CRDC_TYPE_OTHER) {
        crdc_unsupported(c, &type, schema->type_text, types, 6,
                         crdc_field_at(schema->raw, type.name));
    }
    if (crdc_has_default(schema) && rules->no_defaults) {
        crdc_forbidden(c, &fallback,
                       CRD_CAT(c->arena, CRD_S("must not be set"),
                               rules->why_no_defaults.len ? CRD_S(" ") : CRD_S(""),
                               rules->why_no_defaults),
                       crdc_field_at(schema->raw, fallback.name));
    }
    not_supported(c, path, schema);
    if (rules->in_metadata && schema->embedded_resource) {
        crdc_forbidden(c, &embedded, CRD_S("must not be used inside of resource meta"),
                       crdc_field_at(schema->raw, embedded.name));
    }
    if (schema->unique_items) {
        crdc_forbidden(c, &unique,
                       CRD_S("uniqueItems cannot be set to true since the runtime complexity "
                             "becomes quadratic"),
                       crdc_field_at(schema->raw, unique.name));
    }
}

static void check_additional(crdc_checking *c, const struct rules *rules, const crd_path *path,
                             const crdc_schema *schema)
{
    crd_path here = crd_path_child(path, CRD_S("additionalProperties"));
    struct rules inner = *rules;
    if (schema->additional_properties.kind == CRDC_ABSENT) {
        return;
    }
    if (schema->properties.n && schema->additional_properties.kind != CRDC_TRUE) {
        crdc_forbidden(c, &here, CRD_S("additionalProperties and properties are mutual exclusive"),
                       crdc_field_at(schema->raw, here.name));
    }
    if (rules->in_metadata) {
        inner.no_defaults = true;
        inner.why_no_defaults = CRD_S("inside additionalProperties applying to object metadata");
    }
    if (schema->additional_properties.kind == CRDC_SCHEMA) {
        check(c, &inner, &here, schema->additional_properties.schema, false);
    }
}

static void check_properties(crdc_checking *c, const struct rules *rules, const crd_path *path,
                             const crdc_schema *schema, bool is_root)
{
    crd_path properties = crd_path_child(path, CRD_S("properties"));
    for (size_t i = 0; i < schema->properties.n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_path here = crd_path_key(&properties, property->name);
        struct rules inner = *rules;
        bool meta = is(property->name, "metadata") || is(property->name, "kind") ||
                    is(property->name, "apiVersion");
        if (meta && (is_root || schema->embedded_resource)) {
            inner.in_metadata = true;
        }
        if (meta && is_root) {
            inner.no_defaults = true;
            inner.why_no_defaults = CRD_CAT(c->arena, CRD_S("in top-level "), property->name);
        }
        check(c, &inner, &here, property->schema, false);
    }
}

static void check_list(crdc_checking *c, const struct rules *rules, const crd_path *list,
                       crdc_schemas schemas)
{
    for (size_t i = 0; i < schemas.n; i++) {
        crd_path here = crd_path_index(list, i);
        check(c, rules, &here, schemas.items[i], false);
    }
}

/* dependencies is not modelled, as nobody may use it: its schemas are read here. */
static void check_dependencies(crdc_checking *c, const struct rules *rules, const crd_path *path,
                               const crdc_schema *schema)
{
    crd_path dependencies = crd_path_child(path, CRD_S("dependencies"));
    crdc_loading loading;
    crdc_loading_init(&loading, c->arena);
    loading.as_server = true;
    crdc_reader reader = { .loading = &loading, .arena = c->arena, .err = c->err };
    for (size_t i = 0; i < crd_len_of(schema->dependencies) && !c->failed; i++) {
        const crd_member *member = crd_member_at(schema->dependencies, i);
        crd_path here = crd_path_key(&dependencies, member->key);
        const crdc_at at = { .key = member->key };
        const crdc_schema *inner =
            crd_is_map(&member->value) ? crdc_read_schema(&reader, &at, &member->value) : NULL;
        c->failed = reader.failed;
        if (inner) {
            check(c, rules, &here, inner, false);
        }
    }
}

static void check_inner(crdc_checking *c, const struct rules *rules, const crd_path *path,
                        const crdc_schema *schema, bool is_root)
{
    crd_path not_path = crd_path_child(path, CRD_S("not"));
    crd_path all_of = crd_path_child(path, CRD_S("allOf"));
    crd_path one_of = crd_path_child(path, CRD_S("oneOf"));
    crd_path any_of = crd_path_child(path, CRD_S("anyOf"));
    crd_path definitions = crd_path_child(path, CRD_S("definitions"));
    crd_path items = crd_path_child(path, CRD_S("items"));
    check_additional(c, rules, path, schema);
    check_properties(c, rules, path, schema, is_root);
    if (schema->not_schema) {
        check(c, rules, &not_path, schema->not_schema, false);
    }
    check_list(c, rules, &all_of, schema->all_of);
    check_list(c, rules, &one_of, schema->one_of);
    check_list(c, rules, &any_of, schema->any_of);
    for (size_t i = 0; i < schema->definitions.n; i++) {
        crd_path here = crd_path_key(&definitions, schema->definitions.items[i].name);
        check(c, rules, &here, schema->definitions.items[i].schema, false);
    }
    if (schema->items) {
        check(c, rules, &items, schema->items, false);
    }
    check_list(c, rules, &items, schema->items_list);
    check_dependencies(c, rules, path, schema);
}

/* A type that an extension asks for. */
static void need_type(crdc_checking *c, const crd_path *path, const crdc_schema *schema,
                      const char *detail)
{
    crd_path type = crd_path_child(path, CRD_S("type"));
    const crd_value *at = crdc_field_at(schema->raw, CRD_S("type"));
    if (schema->type_text.len) {
        crdc_invalid(c, &type, schema->type_text, crd_str_c(detail), at);
    } else {
        crdc_required(c, &type, crd_str_c(detail), at);
    }
}

static void check_map_type(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    static const crd_str types[] = { CRD_STR_INIT("atomic"), CRD_STR_INIT("granular") };
    crd_path here = crd_path_child(path, CRD_S("x-kubernetes-map-type"));
    if (!crdc_is_set(schema->map_type)) {
        return;
    }
    if (schema->type != CRDC_TYPE_OBJECT) {
        need_type(c, path, schema, "must be object if x-kubernetes-map-type is specified");
    }
    if (!is(schema->map_type, "atomic") && !is(schema->map_type, "granular")) {
        crdc_unsupported(c, &here, schema->map_type, types, 2,
                         crdc_field_at(schema->raw, here.name));
    }
}

/* The items of a set are compared as a whole. */
static void check_set_items(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    static const char detail[] = "must be atomic as item of a list with x-kubernetes-list-type=set";
    const crdc_schema *item = schema->items;
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path list_type = crd_path_child(&items, CRD_S("x-kubernetes-list-type"));
    crd_path map_type = crd_path_child(&items, CRD_S("x-kubernetes-map-type"));
    if (!item) {
        return;
    }
    /* the server prints the list type in both cases */
    const crd_value shown =
        crdc_is_set(item->list_type) ? crd_value_string(item->list_type) : crd_value_null();
    if (item->type == CRDC_TYPE_ARRAY && crdc_is_set(item->list_type) &&
        !is(item->list_type, "atomic")) {
        crdc_invalid_json(c, &list_type, &shown, CRD_S(detail),
                          crdc_field_at(item->raw, list_type.name));
    }
    if (item->type == CRDC_TYPE_OBJECT && !is(item->map_type, "atomic")) {
        crdc_invalid_json(c, &map_type, &shown, CRD_S(detail),
                          crdc_field_at(item->raw, map_type.name));
    }
}

static void check_list_type(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    static const crd_str types[] = { CRD_STR_INIT("atomic"), CRD_STR_INIT("set"),
                                     CRD_STR_INIT("map") };
    static const char detail[] = "must be map if x-kubernetes-list-map-keys is non-empty";
    bool set = crdc_is_set(schema->list_type);
    crd_path here = crd_path_child(path, CRD_S("x-kubernetes-list-type"));
    const crd_value *at = crdc_field_at(schema->raw, here.name);
    if (set && schema->type != CRDC_TYPE_ARRAY) {
        need_type(c, path, schema, "must be array if x-kubernetes-list-type is specified");
    } else if (is(schema->list_type, "set")) {
        check_set_items(c, path, schema);
    }
    if (set && !is(schema->list_type, "atomic") && !is(schema->list_type, "set") &&
        !is(schema->list_type, "map")) {
        crdc_unsupported(c, &here, schema->list_type, types, 3, at);
    }
    if (schema->list_map_keys.n && !set) {
        crdc_required(c, &here, CRD_S(detail), schema->raw);
    } else if (schema->list_map_keys.n && !is(schema->list_type, "map")) {
        crdc_invalid(c, &here, schema->list_type, CRD_S(detail), at);
    }
}

static bool stands_before(crdc_texts texts, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (crd_str_eq(texts.items[j], texts.items[i])) {
            return true;
        }
    }
    return false;
}

static void check_map_keys(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    const crdc_schema *item = schema->items;
    crd_path keys = crd_path_child(path, CRD_S("x-kubernetes-list-map-keys"));
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path properties = crd_path_child(&items, CRD_S("properties"));
    const crd_value *raw = CRD_GET(schema->raw, "x-kubernetes-list-map-keys");
    for (size_t i = 0; i < schema->list_map_keys.n; i++) {
        const crdc_schema *property = crdc_property_find(item, schema->list_map_keys.items[i]);
        crd_path key = crd_path_key(&properties, schema->list_map_keys.items[i]);
        crd_path type = crd_path_child(&key, CRD_S("type"));
        if (!property) {
            crdc_invalid_json(c, &keys, raw, CRD_S("entries must all be names of item properties"),
                              crd_item(raw, i));
        } else if (property->type == CRDC_TYPE_ARRAY || property->type == CRDC_TYPE_OBJECT) {
            crdc_invalid(c, &type, item->type_text,
                         CRD_S("must be a scalar type if parent array's x-kubernetes-list-type is "
                               "map"),
                         crdc_field_at(property->raw, type.name));
        }
        if (stands_before(schema->list_map_keys, i)) {
            crdc_invalid_json(c, &keys, raw, CRD_S("must not contain duplicate entries"),
                              crd_item(raw, i));
        }
    }
}

static void check_map_list(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    crd_path keys = crd_path_child(path, CRD_S("x-kubernetes-list-map-keys"));
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path type = crd_path_child(&items, CRD_S("type"));
    const crd_value *raw = CRD_GET(schema->raw, "items");
    if (!is(schema->list_type, "map")) {
        return;
    }
    if (!schema->list_map_keys.n) {
        crdc_required(c, &keys, CRD_S("must not be empty if x-kubernetes-list-type is map"),
                      schema->raw);
    }
    if (crd_is_null(raw)) {
        crdc_required(c, &items, CRD_S("must have a schema if x-kubernetes-list-type is map"),
                      schema->raw);
    } else if (!schema->items) {
        crd_buf buf;
        crd_buf_on(&buf, c->arena, CRD_TEXT_BYTES_MAX);
        crd_go_print(&buf, &crdc_go_items, true, raw);
        crd_fault_add(c->faults, CRD_FAULT_INVALID, &items, crd_buf_whole(&buf),
                      CRD_S("must only have a single schema if x-kubernetes-list-type is map"),
                      raw);
    } else if (schema->items->type != CRDC_TYPE_OBJECT) {
        crdc_invalid(c, &type, schema->items->type_text,
                     CRD_S("must be object if parent array's x-kubernetes-list-type is map"),
                     crdc_field_at(raw, type.name));
    } else {
        check_map_keys(c, path, schema);
    }
}

/* Items and keys by which lists are merged may not be missing. */
static void check_merge_items(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    const crdc_schema *item = schema->items;
    crd_path items = crd_path_child(path, CRD_S("items"));
    crd_path nullable = crd_path_child(&items, CRD_S("nullable"));
    crd_path properties = crd_path_child(&items, CRD_S("properties"));
    bool map = is(schema->list_type, "map");
    if (!item || (!map && !is(schema->list_type, "set"))) {
        return;
    }
    if (item->nullable) {
        crdc_forbidden(c, &nullable,
                       CRD_CAT(c->arena,
                               CRD_S("cannot be nullable when x-kubernetes-list-type is "),
                               schema->list_type),
                       crdc_field_at(item->raw, nullable.name));
    }
    for (size_t i = 0; map && i < schema->list_map_keys.n; i++) {
        crd_str name = schema->list_map_keys.items[i];
        const crdc_schema *property = crdc_property_find(item, name);
        crd_path key = crd_path_key(&properties, name);
        crd_path fallback = crd_path_child(&key, CRD_S("default"));
        crd_path null_path = crd_path_child(&key, CRD_S("nullable"));
        if (property && !crdc_is_required(item, name) && !crdc_has_default(property)) {
            crdc_required(c, &fallback,
                          CRD_S("this property is in x-kubernetes-list-map-keys, so it must have a "
                                "default or be a required property"),
                          property->raw);
        }
        if (property && property->nullable) {
            crdc_forbidden(c, &null_path,
                           CRD_S("this property is in x-kubernetes-list-map-keys, so it cannot be "
                                 "nullable"),
                           crdc_field_at(property->raw, null_path.name));
        }
    }
}

static bool has_newline(crd_str text)
{
    return crd_str_find_byte(text, '\n') != CRD_NPOS || crd_str_find_byte(text, '\r') != CRD_NPOS;
}

static void check_rule_texts(crdc_checking *c, const crd_path *path, const crdc_rule *rule,
                             const crd_value *raw)
{
    crd_str text = crdc_trim(rule->rule);
    crd_str message = crdc_trim(rule->message);
    crd_path rule_path = crd_path_child(path, CRD_S("rule"));
    crd_path message_path = crd_path_child(path, CRD_S("message"));
    crd_path expression_path = crd_path_child(path, CRD_S("messageExpression"));
    if (!text.len) {
        crdc_required(c, &rule_path, CRD_S("rule is not specified"),
                      crdc_field_at(raw, rule_path.name));
    } else if (rule->message.len && !message.len) {
        crdc_invalid(c, &message_path, rule->message, CRD_S("must be non-empty if specified"),
                     crdc_field_at(raw, message_path.name));
    } else if (has_newline(message)) {
        crdc_invalid(c, &message_path, rule->message, CRD_S("must not contain line breaks"),
                     crdc_field_at(raw, message_path.name));
    } else if (has_newline(text) && !message.len) {
        crdc_required(c, &message_path,
                      CRD_S("message must be specified if rule contains line breaks"), raw);
    }
    if (rule->message_expression.len && !crdc_trim(rule->message_expression).len) {
        crdc_required(c, &expression_path,
                      CRD_S("messageExpression must be non-empty if specified"),
                      crdc_field_at(raw, expression_path.name));
    }
}

static void check_rule_reason(crdc_checking *c, const crd_path *path, const crdc_rule *rule,
                              const crd_value *raw)
{
    static const crd_str reasons[] = {
        CRD_STR_INIT("FieldValueDuplicate"),
        CRD_STR_INIT("FieldValueForbidden"),
        CRD_STR_INIT("FieldValueInvalid"),
        CRD_STR_INIT("FieldValueRequired"),
    };
    crd_path here = crd_path_child(path, CRD_S("reason"));
    for (size_t i = 0; i < 4; i++) {
        if (!crdc_is_set(rule->reason) || crd_str_eq(rule->reason, reasons[i])) {
            return;
        }
    }
    const crd_value shown = crd_value_string(rule->reason);
    crd_fault_add(c->faults, CRD_FAULT_NOT_SUPPORTED, &here, crd_fault_json(c->arena, &shown),
                  crd_fault_supported(c->arena, reasons, 4), crdc_field_at(raw, here.name));
}

static void check_rule_path(crdc_checking *c, const crd_path *path, const crdc_schema *schema,
                            const crdc_rule *rule, const crd_value *raw)
{
    crd_path here = crd_path_child(path, CRD_S("fieldPath"));
    const crd_value *at = crdc_field_at(raw, here.name);
    crdc_field_path found;
    if (!rule->field_path.len) {
        return;
    }
    if (!crdc_trim(rule->field_path).len) {
        crdc_invalid(c, &here, rule->field_path, CRD_S("must be non-empty if specified"), at);
    }
    if (has_newline(rule->field_path)) {
        crdc_invalid(c, &here, rule->field_path, CRD_S("must not contain line breaks"), at);
    }
    if (crdc_structural_refusal(schema).len) {
        return;
    }
    if (!crdc_field_path_find(c->arena, schema, rule->field_path, true, &found, c->err)) {
        c->failed = true;
    } else if (found.error.len) {
        crdc_invalid(c, &here, rule->field_path, CRD_S("must be a valid path"), at);
    }
}

/* An expression that only the server will have compiled. */
static void note_expression(crdc_checking *c, const crd_path *path, crd_str key, crd_str text,
                            const crd_value *raw)
{
    crd_path here = crd_path_child(path, key);
    if (crdc_trim(text).len) {
        crdc_remark_add(
            c, &c->notes_end, CRD_S("cel-not-checked"), crd_path_text(c->arena, &here),
            CRD_S("the CEL expression was not compiled: the server may still refuse it"),
            crdc_field_at(raw, key));
    }
}

static void check_rules(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    crd_path list = crd_path_child(path, CRD_S("x-kubernetes-validations"));
    const crd_value *raw = CRD_GET(schema->raw, "x-kubernetes-validations");
    for (size_t i = 0; i < schema->rules.n && !c->failed; i++) {
        const crdc_rule *rule = &schema->rules.items[i];
        crd_path here = crd_path_index(&list, i);
        check_rule_texts(c, &here, rule, crd_item(raw, i));
        check_rule_reason(c, &here, rule, crd_item(raw, i));
        check_rule_path(c, &here, schema, rule, crd_item(raw, i));
        note_expression(c, &here, CRD_S("rule"), rule->rule, crd_item(raw, i));
        note_expression(c, &here, CRD_S("messageExpression"), rule->message_expression,
                        crd_item(raw, i));
    }
}

static void check(crdc_checking *c, const struct rules *rules, const crd_path *path,
                  const crdc_schema *schema, bool is_root)
{
    const crd_value no = crd_value_bool(false);
    crd_path preserve = crd_path_child(path, CRD_S("x-kubernetes-preserve-unknown-fields"));
    if (c->failed) {
        return;
    }
    check_keywords(c, rules, path, schema);
    check_inner(c, rules, path, schema, is_root);
    if (schema->preserve_unknown_fields == CRDC_FALSE) {
        crdc_invalid_json(c, &preserve, &no, CRD_S("must be true or undefined"),
                          crdc_field_at(schema->raw, preserve.name));
    }
    check_map_type(c, path, schema);
    check_list_type(c, path, schema);
    check_map_list(c, path, schema);
    check_merge_items(c, path, schema);
    check_rules(c, path, schema);
}

void crdc_check_openapi(crdc_checking *c, const crd_path *path, const crdc_schema *root)
{
    const struct rules rules = { .why_no_defaults = CRD_S("") };
    check(c, &rules, path, root, true);
}
