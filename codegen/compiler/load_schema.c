/* SPDX-License-Identifier: Apache-2.0 */
/* JSONSchemaProps of apiextensions v1, field by field. Knows nothing of what a field demands. */
#include "base/limits.h"
#include "load_read.h"

static void read_type(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    static const struct {
        const char *text;
        enum crdc_type type;
    } types[] = {
        { "", CRDC_TYPE_NONE },          { "object", CRDC_TYPE_OBJECT },
        { "array", CRDC_TYPE_ARRAY },    { "string", CRDC_TYPE_STRING },
        { "integer", CRDC_TYPE_INTEGER }, { "number", CRDC_TYPE_NUMBER },
        { "boolean", CRDC_TYPE_BOOLEAN },
    };
    crdc_schema *schema = target;
    if (!crdc_read_is(reader, at, value, CRD_STRING)) {
        return;
    }
    schema->type_text = crd_text_of(value);
    schema->type = CRDC_TYPE_OTHER;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (crd_str_eq(schema->type_text, crd_str_c(types[i].text))) {
            schema->type = types[i].type;
        }
    }
}

static void read_one(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    *(const crdc_schema **)target = crdc_read_schema(reader, at, value);
}

static void read_many(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    const crdc_schema **items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        crdc_at here = crdc_at_index(at, i);
        items[i] = crdc_read_schema(reader, &here, crd_item(value, i));
    }
    *(crdc_schemas *)target = (crdc_schemas){ .items = items, .n = items ? n : 0 };
}

static void read_items(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    crdc_schema *schema = target;
    if (crd_is_list(value)) {
        read_many(reader, at, value, &schema->items_list);
    } else if (crd_is_map(value)) {
        schema->items = crdc_read_schema(reader, at, value);
    } else if (!reader->loading->as_server) {
        crdc_read_finding(reader, at, value, CRD_WARNING, "type",
                          CRD_S("is neither an object nor a list: the server takes it as not set"));
    }
}

static void read_additional(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                            void *target)
{
    crdc_additional *additional = target;
    if (crd_kind_of(value) == CRD_BOOL) {
        additional->kind = crd_is_true(value) ? CRDC_TRUE : CRDC_FALSE;
        return;
    }
    additional->schema = crdc_read_schema(reader, at, value);
    additional->kind = additional->schema ? CRDC_SCHEMA : CRDC_ABSENT;
}

static void read_properties(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                            void *target)
{
    if (!crdc_read_is(reader, at, value, CRD_MAP)) {
        return;
    }
    size_t n = crd_len_of(value);
    crdc_property *items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        const crd_member *member = crd_member_at(value, i);
        crdc_at here = crdc_at_name(at, member->key);
        items[i] = (crdc_property){
            .name = member->key,
            .place = crdc_read_place(reader, &member->value, true),
            .schema = crdc_read_schema(reader, &here, &member->value),
        };
    }
    *(crdc_properties *)target = (crdc_properties){ .items = items, .n = items ? n : 0 };
}

static void read_rules(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
#define F(key, kind, field) { key, kind, offsetof(crdc_rule, field), NULL }
    static const crdc_field fields[] = {
        F("rule", CRDC_F_TEXT, rule),
        F("message", CRDC_F_TEXT, message),
        F("messageExpression", CRDC_F_TEXT, message_expression),
        F("reason", CRDC_F_TEXT, reason),
        F("fieldPath", CRDC_F_TEXT, field_path),
        F("optionalOldSelf", CRDC_F_TRI, optional_old_self),
    };
#undef F
    if (!crdc_read_is(reader, at, value, CRD_LIST)) {
        return;
    }
    size_t n = crd_len_of(value);
    crdc_rule *items = crdc_read_alloc(reader, n, sizeof(*items));
    for (size_t i = 0; items && i < n && !reader->failed; i++) {
        crdc_at here = crdc_at_index(at, i);
        items[i].place = crdc_read_place(reader, crd_item(value, i), false);
        CRDC_READ(reader, &here, crd_item(value, i), fields, &items[i]);
    }
    *(crdc_rules *)target = (crdc_rules){ .items = items, .n = items ? n : 0 };
}

static void read_docs(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target)
{
    static const crdc_field fields[] = {
        { "description", CRDC_F_TEXT, offsetof(crdc_schema, docs_description), NULL },
        { "url", CRDC_F_TEXT, offsetof(crdc_schema, docs_url), NULL },
    };
    CRDC_READ(reader, at, value, fields, target);
}

#define F(key, kind, field) { key, CRDC_F_##kind, offsetof(crdc_schema, field), NULL }
#define R(key, read, field) { key, CRDC_F_READ, offsetof(crdc_schema, field), read }
#define S(key, read) { key, CRDC_F_READ, 0, read }
static const crdc_field schema_fields[] = {
    S("type", read_type),
    F("title", TEXT, title),
    F("description", TEXT, description),
    F("format", TEXT, format),
    F("pattern", TEXT, pattern),
    R("properties", read_properties, properties),
    F("required", TEXTS, required),
    S("items", read_items),
    R("additionalProperties", read_additional, additional_properties),
    F("enum", LIST, enum_values),
    F("default", VALUE, default_value),
    F("example", VALUE, example),
    F("nullable", BOOL, nullable),
    F("minimum", FLOAT, minimum),
    F("maximum", FLOAT, maximum),
    F("exclusiveMinimum", BOOL, exclusive_minimum),
    F("exclusiveMaximum", BOOL, exclusive_maximum),
    F("multipleOf", FLOAT, multiple_of),
    F("minLength", INT, min_length),
    F("maxLength", INT, max_length),
    F("minItems", INT, min_items),
    F("maxItems", INT, max_items),
    F("minProperties", INT, min_properties),
    F("maxProperties", INT, max_properties),
    F("uniqueItems", BOOL, unique_items),
    R("allOf", read_many, all_of),
    R("anyOf", read_many, any_of),
    R("oneOf", read_many, one_of),
    R("not", read_one, not_schema),
    F("x-kubernetes-preserve-unknown-fields", TRI, preserve_unknown_fields),
    F("x-kubernetes-int-or-string", BOOL, int_or_string),
    F("x-kubernetes-embedded-resource", BOOL, embedded_resource),
    F("x-kubernetes-list-type", TEXT, list_type),
    F("x-kubernetes-list-map-keys", TEXTS, list_map_keys),
    F("x-kubernetes-map-type", TEXT, map_type),
    R("x-kubernetes-validations", read_rules, rules),
    F("id", TEXT, id),
    F("$schema", TEXT, schema_uri),
    F("$ref", TEXT, ref),
    R("patternProperties", read_properties, pattern_properties),
    R("definitions", read_properties, definitions),
    R("additionalItems", read_additional, additional_items),
    F("dependencies", OBJECT, dependencies),
    S("externalDocs", read_docs),
};
#undef F
#undef R
#undef S

const crdc_schema *crdc_read_schema(crdc_reader *reader, const crdc_at *at, const crd_value *value)
{
    crdc_at here = *at;
    if (++here.depth > CRDC_SCHEMA_DEPTH_MAX) {
        reader->broken = true;
        crdc_read_finding(reader, at, value, CRD_ERROR, "type",
                          CRD_S("schemas are nested too deeply"));
        return NULL;
    }
    crdc_schema *schema = crdc_read_alloc(reader, 1, sizeof(*schema));
    if (!schema) {
        return NULL;
    }
    schema->raw = value;
    schema->place = crdc_read_place(reader, value, false);
    if (!crd_is_null(value)) {
        CRDC_READ(reader, &here, value, schema_fields, schema);
    }
    return schema;
}
