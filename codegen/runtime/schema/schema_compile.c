/* SPDX-License-Identifier: Apache-2.0 */
/* From a schema's JSON to crd_schema: see schema.h. Knows no value that will be validated. */
#include "../base/limits.h"
#include "schema.h"

struct compiling {
    crd_arena *arena;
    const crd_schema_options *options;
    crd_err *err;
};

static bool compile(struct compiling *c, const crd_value *raw, size_t depth,
                    const crd_schema **ret);

static void take_types(struct compiling *c, crd_schema *schema)
{
    static const struct {
        const char *word;
        enum crd_schema_type type;
    } words[] = {
        { "object", CRD_SCHEMA_OBJECT },   { "array", CRD_SCHEMA_ARRAY },
        { "string", CRD_SCHEMA_STRING },   { "integer", CRD_SCHEMA_INTEGER },
        { "number", CRD_SCHEMA_NUMBER },   { "boolean", CRD_SCHEMA_BOOLEAN },
        { "null", CRD_SCHEMA_NULL },
    };
    schema->type_text = crd_text_of(CRD_GET(schema->raw, "type"));
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (crd_str_eq(schema->type_text, crd_str_c(words[i].word))) {
            schema->types = words[i].type;
        }
    }
    if (schema->int_or_string && !c->options->for_defaults) {
        schema->types = CRD_SCHEMA_INTEGER | CRD_SCHEMA_STRING;
        schema->type_text = CRD_S("integer,string");
    }
}

/* Formats that the server does not know are dropped before it validates. */
static void take_format(struct compiling *c, crd_schema *schema)
{
    crd_str format = crd_text_of(CRD_GET(schema->raw, "format"));
    schema->string_format = crd_format_find(format);
    bool ours;
    if (schema->types == CRD_SCHEMA_INTEGER) {
        ours = crd_str_eq(format, CRD_S("int32")) || crd_str_eq(format, CRD_S("int64"));
    } else if (schema->types == CRD_SCHEMA_NUMBER) {
        ours = crd_str_eq(format, CRD_S("float")) || crd_str_eq(format, CRD_S("double"));
    } else if (schema->types == CRD_SCHEMA_STRING || !schema->type_text.len ||
               crd_str_find_byte(schema->type_text, ',') != CRD_NPOS) {
        ours = schema->string_format != CRD_FORMAT_NONE;
    } else {
        ours = false;
    }
    schema->format = ours || c->options->for_defaults ? format : CRD_S("");
    if (!schema->format.len) {
        schema->string_format = CRD_FORMAT_NONE;
    }
}

static crd_schema_count take_count(const crd_value *raw, crd_str key)
{
    crd_schema_count count = { 0 };
    count.has = crd_number_int(crd_map_get(raw, key), &count.value);
    return count;
}

static crd_schema_bound take_bound(const crd_value *raw, crd_str key, crd_str exclusive)
{
    crd_schema_bound bound = { 0 };
    const crd_value *value = crd_map_get(raw, key);
    bound.has = crd_kind_of(value) == CRD_NUMBER && crd_number_float(value, &bound.value);
    bound.exclusive = exclusive.len && crd_is_true(crd_map_get(raw, exclusive));
    return bound;
}

static void take_bounds(crd_schema *schema)
{
    const crd_value *raw = schema->raw;
    schema->minimum = take_bound(raw, CRD_S("minimum"), CRD_S("exclusiveMinimum"));
    schema->maximum = take_bound(raw, CRD_S("maximum"), CRD_S("exclusiveMaximum"));
    schema->multiple_of = take_bound(raw, CRD_S("multipleOf"), CRD_S(""));
    schema->min_length = take_count(raw, CRD_S("minLength"));
    schema->max_length = take_count(raw, CRD_S("maxLength"));
    schema->min_items = take_count(raw, CRD_S("minItems"));
    schema->max_items = take_count(raw, CRD_S("maxItems"));
    schema->min_properties = take_count(raw, CRD_S("minProperties"));
    schema->max_properties = take_count(raw, CRD_S("maxProperties"));
}

static bool take_texts(struct compiling *c, crd_str key, const crd_value *raw,
                       const crd_str **ret_items, size_t *ret_n)
{
    const crd_value *list = crd_map_get(raw, key);
    size_t n = crd_is_list(list) ? crd_len_of(list) : 0;
    if (!n) {
        return true;
    }
    crd_str *items = CRD_NEW_N(c->arena, crd_str, n);
    if (!items) {
        return crd_err_memory(c->err, c->arena);
    }
    for (size_t i = 0; i < n; i++) {
        items[i] = crd_text_of(crd_item(list, i));
    }
    *ret_items = items;
    *ret_n = n;
    return true;
}

static bool take_pattern(struct compiling *c, crd_schema *schema)
{
    crd_err found = { .code = CRD_OK };
    schema->pattern = crd_text_of(CRD_GET(schema->raw, "pattern"));
    if (!schema->pattern.len ||
        crd_regex_compile(c->arena, schema->pattern, &schema->regex, &found)) {
        return true;
    }
    if (crd_code_is_ours(found.code)) {
        if (c->err) {
            *c->err = found;
        }
        return false;
    }
    schema->pattern_error = found.message;
    return true;
}

static bool compile_list(struct compiling *c, crd_str key, const crd_value *raw, size_t depth,
                         crd_schema_list *ret)
{
    const crd_value *list = crd_map_get(raw, key);
    size_t n = crd_is_list(list) ? crd_len_of(list) : 0;
    if (!n) {
        return true;
    }
    const crd_schema **items = CRD_NEW_N(c->arena, const crd_schema *, n);
    if (!items) {
        return crd_err_memory(c->err, c->arena);
    }
    for (size_t i = 0; i < n; i++) {
        if (!compile(c, crd_item(list, i), depth, &items[i])) {
            return false;
        }
    }
    *ret = (crd_schema_list){ items, n };
    return true;
}

/* Positions of the members sorted by key, as the map knows them. */
static bool index_names(struct compiling *c, const crd_value *map, const uint32_t **ret)
{
    size_t n = crd_len_of(map);
    uint32_t *order = CRD_NEW_N(c->arena, uint32_t, n);
    if (!order) {
        return crd_err_memory(c->err, c->arena);
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)(crd_member_sorted(map, i) - crd_member_at(map, 0));
    }
    *ret = order;
    return true;
}

static bool compile_properties(struct compiling *c, crd_schema *schema, size_t depth)
{
    const crd_value *map = CRD_GET(schema->raw, "properties");
    size_t n = crd_is_map(map) ? crd_len_of(map) : 0;
    if (!n) {
        return true;
    }
    crd_schema_property *properties = CRD_NEW_N(c->arena, crd_schema_property, n);
    if (!properties || !index_names(c, map, &schema->by_name)) {
        return crd_err_memory(c->err, c->arena);
    }
    for (size_t i = 0; i < n; i++) {
        const crd_member *member = crd_member_at(map, i);
        properties[i].name = member->key;
        if (!compile(c, &member->value, depth, &properties[i].schema)) {
            return false;
        }
    }
    schema->properties = properties;
    schema->n_properties = n;
    return true;
}

static bool compile_inner(struct compiling *c, crd_schema *schema, size_t depth)
{
    const crd_value *raw = schema->raw;
    const crd_value *additional = CRD_GET(raw, "additionalProperties");
    const crd_value *items = CRD_GET(raw, "items");
    const crd_value *not_schema = CRD_GET(raw, "not");
    if (crd_is_map(additional)) {
        schema->additional_kind = CRD_ADDITIONAL_SCHEMA;
        if (!compile(c, additional, depth, &schema->additional)) {
            return false;
        }
    } else if (crd_kind_of(additional) == CRD_BOOL) {
        schema->additional_kind =
            crd_is_true(additional) ? CRD_ADDITIONAL_TRUE : CRD_ADDITIONAL_FALSE;
    }
    return compile_properties(c, schema, depth) &&
           (!crd_is_map(items) || compile(c, items, depth, &schema->items)) &&
           (!crd_is_map(not_schema) || compile(c, not_schema, depth, &schema->not_schema)) &&
           compile_list(c, CRD_S("allOf"), raw, depth, &schema->all_of) &&
           compile_list(c, CRD_S("anyOf"), raw, depth, &schema->any_of) &&
           compile_list(c, CRD_S("oneOf"), raw, depth, &schema->one_of);
}

static bool compile(struct compiling *c, const crd_value *raw, size_t depth, const crd_schema **ret)
{
    if (++depth > CRD_SCHEMA_NESTING_MAX) {
        return CRD_FAIL(c->err, c->arena, CRD_E_DEPTH, CRD_S("schemas are nested too deeply"));
    }
    crd_schema *schema = CRD_NEW(c->arena, crd_schema);
    if (!schema) {
        return crd_err_memory(c->err, c->arena);
    }
    const crd_value *fallback = CRD_GET(raw, "default");
    const crd_value *choices = CRD_GET(raw, "enum");
    schema->raw = raw;
    schema->nullable = crd_is_true(CRD_GET(raw, "nullable"));
    schema->int_or_string = crd_is_true(CRD_GET(raw, "x-kubernetes-int-or-string"));
    schema->preserve_unknown = crd_is_true(CRD_GET(raw, "x-kubernetes-preserve-unknown-fields"));
    schema->embedded_resource = crd_is_true(CRD_GET(raw, "x-kubernetes-embedded-resource"));
    schema->unique_items = crd_is_true(CRD_GET(raw, "uniqueItems"));
    schema->list_type = crd_text_of(CRD_GET(raw, "x-kubernetes-list-type"));
    schema->map_type = crd_text_of(CRD_GET(raw, "x-kubernetes-map-type"));
    schema->default_value = crd_is_null(fallback) ? NULL : fallback;
    schema->enum_values = crd_len_of(choices) ? choices : NULL;
    take_types(c, schema);
    take_format(c, schema);
    take_bounds(schema);
    if (!take_pattern(c, schema) ||
        !take_texts(c, CRD_S("required"), raw, &schema->required, &schema->n_required) ||
        !take_texts(c, CRD_S("x-kubernetes-list-map-keys"), raw, &schema->list_map_keys,
                    &schema->n_list_map_keys) ||
        !compile_inner(c, schema, depth)) {
        return false;
    }
    *ret = schema;
    return true;
}

bool crd_schema_compile(crd_arena *arena, const crd_value *raw, const crd_schema_options *options,
                        const crd_schema **ret_schema, crd_err *err)
{
    static const crd_schema_options defaults = { 0 };
    struct compiling c = { arena, options ? options : &defaults, err };
    return compile(&c, raw, 0, ret_schema);
}

const crd_schema *crd_schema_property_find(const crd_schema *schema, crd_str name)
{
    size_t low = 0;
    size_t high = schema->n_properties;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const crd_schema_property *property = &schema->properties[schema->by_name[middle]];
        int order = crd_str_cmp(name, property->name);
        if (order == 0) {
            return property->schema;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}
