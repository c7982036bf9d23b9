/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc json-schema: JSON Schema draft-07 as editors use it (yaml-language-server). What the draft
 * cannot say (CEL rules, list maps, patterns that only Go knows) is left out; what the server knows and the draft lacks is put in
 * its words: nullable, int-or-string, exclusive bounds, embedded objects.
 */
#include "base/limits.h"
#include "output.h"
#include "value/json.h"

struct writing {
    crd_arena *arena;
    crd_builder *out;
    bool strict;
};

static const crd_place nowhere = { 0 };

static void put_key(struct writing *w, const char *key)
{
    crd_builder_key(w->out, crd_str_c(key), nowhere);
}

static void put_text(struct writing *w, const char *key, crd_str text)
{
    if (key) {
        put_key(w, key);
    }
    crd_builder_value(w->out, crd_value_string(text), nowhere);
}

static void put_set_text(struct writing *w, const char *key, crd_str text)
{
    if (crdc_is_set(text)) {
        put_text(w, key, text);
    }
}

static void put_bool(struct writing *w, const char *key, bool truth)
{
    put_key(w, key);
    crd_builder_value(w->out, crd_value_bool(truth), nowhere);
}

static void put_value(struct writing *w, const char *key, const crd_value *value)
{
    if (key) {
        put_key(w, key);
    }
    crd_builder_value(w->out, *value, nowhere);
}

static void put_int(struct writing *w, const char *key, crdc_int number)
{
    crd_value value;
    if (number.has && crd_value_int(w->arena, number.value, &value, NULL)) {
        put_value(w, key, &value);
    }
}

static void put_float(struct writing *w, const char *key, crdc_float number)
{
    if (number.has) {
        crd_value value = crd_value_number(number.literal);
        put_value(w, key, &value);
    }
}

static void open_list(struct writing *w, const char *key)
{
    put_key(w, key);
    crd_builder_open(w->out, CRD_LIST, nowhere);
}

static void open_map(struct writing *w, const char *key)
{
    if (key) {
        put_key(w, key);
    }
    crd_builder_open(w->out, CRD_MAP, nowhere);
}

static void close_it(struct writing *w)
{
    crd_builder_close(w->out);
}

/* Inside a branch of allOf and its like a schema only adds conditions: it closes nothing. */
enum where {
    AT_ROOT,
    AT_FIELD,
    IN_BRANCH,
};

static void put_schema(struct writing *w, const crdc_schema *schema, enum where where);

static void put_type(struct writing *w, const crdc_schema *schema)
{
    if (schema->int_or_string) {
        open_list(w, "type");
        put_text(w, NULL, CRD_S("integer"));
        put_text(w, NULL, CRD_S("string"));
    } else if (!schema->type_text.len) {
        return;
    } else if (!schema->nullable) {
        put_text(w, "type", schema->type_text);
        return;
    } else {
        open_list(w, "type");
        put_text(w, NULL, schema->type_text);
    }
    if (schema->nullable) {
        put_text(w, NULL, CRD_S("null"));
    }
    close_it(w);
}

static void put_enum(struct writing *w, const crdc_schema *schema)
{
    crd_value null = crd_value_null();
    bool has_null = false;
    if (!crd_is_list(&schema->enum_values)) {
        return;
    }
    open_list(w, "enum");
    for (size_t i = 0; i < crd_len_of(&schema->enum_values); i++) {
        const crd_value *value = crd_item(&schema->enum_values, i);
        has_null = has_null || crd_is_null(value);
        put_value(w, NULL, value);
    }
    if (schema->nullable && !has_null) {
        put_value(w, NULL, &null);
    }
    close_it(w);
}

/* Draft-07 has the exclusive bound as a number of its own. */
static void put_bounds(struct writing *w, const crdc_schema *schema)
{
    put_float(w, schema->exclusive_minimum ? "exclusiveMinimum" : "minimum", schema->minimum);
    put_float(w, schema->exclusive_maximum ? "exclusiveMaximum" : "maximum", schema->maximum);
    put_float(w, "multipleOf", schema->multiple_of);
    put_int(w, "minLength", schema->min_length);
    put_int(w, "maxLength", schema->max_length);
    put_int(w, "minItems", schema->min_items);
    put_int(w, "maxItems", schema->max_items);
    put_int(w, "minProperties", schema->min_properties);
    put_int(w, "maxProperties", schema->max_properties);
    if (schema->unique_items || crd_str_eq(schema->list_type, CRD_S("set"))) {
        put_bool(w, "uniqueItems", true);
    }
}

static void put_branches(struct writing *w, const char *key, crdc_schemas schemas)
{
    if (!schemas.n) {
        return;
    }
    open_list(w, key);
    for (size_t i = 0; i < schemas.n; i++) {
        put_schema(w, schemas.items[i], IN_BRANCH);
    }
    close_it(w);
}

/* anyOf of an int-or-string that says no more than its type, which stands there already. */
static bool only_types(const crdc_schema *schema)
{
    bool only = schema->int_or_string && schema->any_of.n > 0;
    for (size_t i = 0; i < schema->any_of.n; i++) {
        const crdc_schema *branch = schema->any_of.items[i];
        only = only && crd_len_of(branch->raw) == 1 && branch->type != CRDC_TYPE_NONE;
    }
    return only;
}

static void put_logic(struct writing *w, const crdc_schema *schema)
{
    put_branches(w, "allOf", schema->all_of);
    if (!only_types(schema)) {
        put_branches(w, "anyOf", schema->any_of);
    }
    put_branches(w, "oneOf", schema->one_of);
    if (schema->not_schema) {
        put_key(w, "not");
        put_schema(w, schema->not_schema, IN_BRANCH);
    }
}

static void put_standard(struct writing *w, const crdc_schema *schema, const char *name,
                         const char *type)
{
    if (!crdc_property_find(schema, crd_str_c(name))) {
        open_map(w, name);
        put_text(w, "type", crd_str_c(type));
        close_it(w);
    }
}

static void put_properties(struct writing *w, const crdc_schema *schema, enum where where)
{
    bool whole = schema->embedded_resource || where == AT_ROOT;
    if (!schema->properties.items && !whole) {
        return;
    }
    open_map(w, "properties");
    if (whole) {
        put_standard(w, schema, "apiVersion", "string");
        put_standard(w, schema, "kind", "string");
        put_standard(w, schema, "metadata", "object");
    }
    for (size_t i = 0; i < schema->properties.n; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_builder_key(w->out, property->name, nowhere);
        /* metadata of a whole object is ObjectMeta, whatever is written of it */
        bool meta = whole && crd_str_eq(property->name, CRD_S("metadata"));
        put_schema(w, property->schema, meta || where == IN_BRANCH ? IN_BRANCH : AT_FIELD);
    }
    close_it(w);
}

/* What the server does with fields that have no name: keeps, prunes (strict: refuses) them. */
static void put_additional(struct writing *w, const crdc_schema *schema, enum where where)
{
    const crdc_additional *additional = &schema->additional_properties;
    bool open = schema->preserve_unknown_fields == CRDC_TRUE || where == IN_BRANCH;
    if (additional->kind == CRDC_SCHEMA) {
        put_key(w, "additionalProperties");
        put_schema(w, additional->schema, where == IN_BRANCH ? IN_BRANCH : AT_FIELD);
    } else if (additional->kind != CRDC_ABSENT) {
        put_bool(w, "additionalProperties", additional->kind == CRDC_TRUE);
    } else if (w->strict && !open && schema->type == CRDC_TYPE_OBJECT) {
        put_bool(w, "additionalProperties", false);
    }
}

/* A field that the server fills in when it is absent need not be written. */
static bool is_demanded(const crdc_schema *schema, crd_str name)
{
    const crdc_schema *field = crdc_property_find(schema, name);
    return !field || !field->default_value;
}

static void put_required(struct writing *w, const crdc_schema *schema, enum where where)
{
    static const char *const standard[] = { "apiVersion", "kind" };
    bool whole = schema->embedded_resource || where == AT_ROOT;
    if (!schema->required.n && !whole) {
        return;
    }
    open_list(w, "required");
    for (size_t i = 0; whole && i < 2; i++) {
        if (!crdc_is_required(schema, crd_str_c(standard[i]))) {
            put_text(w, NULL, crd_str_c(standard[i]));
        }
    }
    for (size_t i = 0; i < schema->required.n; i++) {
        if (where == IN_BRANCH || is_demanded(schema, schema->required.items[i])) {
            put_text(w, NULL, schema->required.items[i]);
        }
    }
    close_it(w);
}

/* Go's patterns that mean the same in ECMA 262, which editors use; others are left out, since an
 * editor would take them for something else or refuse the whole schema. */
static bool is_ecma(crd_str pattern)
{
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        crd_str rest = crd_str_from(pattern, i);
        if (crd_str_starts(rest, CRD_S("(?")) && !crd_str_starts(rest, CRD_S("(?:"))) {
            return false;
        }
        if (crd_str_starts(rest, CRD_S("[[:"))) {
            return false;
        }
        if (rest.ptr[0] == '\\') {
            if (crd_str_find_byte(CRD_S("AzQECaPp"), rest.ptr[1]) != CRD_NPOS ||
                crd_str_starts(rest, CRD_S("\\x{"))) {
                return false;
            }
            i++;
        }
    }
    return true;
}

static void put_words(struct writing *w, const crdc_schema *schema)
{
    put_set_text(w, "title", schema->title);
    put_set_text(w, "description", schema->description);
    put_set_text(w, "format", schema->format);
    if (is_ecma(schema->pattern)) {
        put_set_text(w, "pattern", schema->pattern);
    }
    if (schema->default_value) {
        put_value(w, "default", schema->default_value);
    }
    if (schema->example) {
        open_list(w, "examples");
        put_value(w, NULL, schema->example);
        close_it(w);
    }
}

static void put_items(struct writing *w, const crdc_schema *schema, enum where where)
{
    enum where inside = where == IN_BRANCH ? IN_BRANCH : AT_FIELD;
    if (schema->items) {
        put_key(w, "items");
        put_schema(w, schema->items, inside);
    } else if (schema->items_list.n) {
        open_list(w, "items");
        for (size_t i = 0; i < schema->items_list.n; i++) {
            put_schema(w, schema->items_list.items[i], inside);
        }
        close_it(w);
    }
}

static void put_members(struct writing *w, const crdc_schema *schema, enum where where)
{
    put_type(w, schema);
    put_words(w, schema);
    put_enum(w, schema);
    put_bounds(w, schema);
    put_items(w, schema, where);
    put_properties(w, schema, where);
    put_additional(w, schema, where);
    put_required(w, schema, where);
    put_logic(w, schema);
}

static void put_schema(struct writing *w, const crdc_schema *schema, enum where where)
{
    crd_builder_open(w->out, CRD_MAP, nowhere);
    put_members(w, schema, where);
    close_it(w);
}

/* What makes an object one of this kind; yaml-language-server looks for x-kubernetes-... */
static bool put_identity(struct writing *w, const crdc_version *version, crd_err *err)
{
    const crdc_crd *crd = version->crd;
    crd_str api = CRD_CAT(w->arena, crd->group, CRD_S("/"), version->name);
    if (!api.ptr) {
        return crd_err_memory(err, w->arena);
    }
    put_text(w, "$schema", CRD_S("http://json-schema.org/draft-07/schema#"));
    open_list(w, "x-kubernetes-group-version-kind");
    open_map(w, NULL);
    put_text(w, "group", crd->group);
    put_text(w, "kind", crd->names.kind);
    put_text(w, "version", version->name);
    close_it(w);
    close_it(w);
    open_list(w, "allOf");
    open_map(w, NULL);
    open_map(w, "properties");
    open_map(w, "apiVersion");
    put_text(w, "const", api);
    close_it(w);
    open_map(w, "kind");
    put_text(w, "const", crd->names.kind);
    close_it(w);
    close_it(w);
    close_it(w);
    for (size_t i = 0; version->schema && i < version->schema->all_of.n; i++) {
        put_schema(w, version->schema->all_of.items[i], IN_BRANCH);
    }
    close_it(w);
    return true;
}

static bool emit_schema(crd_arena *arena, crd_buf *buf, const crdc_crd *crd,
                        const crdc_version *version, const crdc_output_options *options,
                        crd_err *err)
{
    static const crdc_schema none = { .type = CRDC_TYPE_NONE };
    (void)crd;
    crd_value value;
    CRD_AUTO_BUILDER out = crd_builder_new(arena, NULL, err);
    if (!out) {
        return false;
    }
    struct writing writing = { .arena = arena, .out = out, .strict = options->strict };
    crdc_schema root = version->schema ? *version->schema : none;
    root.all_of = (crdc_schemas){ .n = 0 }; /* put_identity has written them */
    open_map(&writing, NULL);
    if (!put_identity(&writing, version, err)) {
        return false;
    }
    put_members(&writing, &root, AT_ROOT);
    close_it(&writing);
    if (!crd_builder_finish(out, &value, err)) {
        return false;
    }
    const crd_json_style style = { .keep_html = true, .keep_order = true, .indent = CRD_S("  ") };
    if (!crd_json_write(buf, &value, &style, err)) {
        return false;
    }
    crd_buf_add_byte(buf, '\n');
    return true;
}

static void name_schema(crd_buf *buf, const crdc_crd *crd, const crdc_version *version)
{
    crd_buf_add(buf, crd->group);
    crd_buf_add_byte(buf, '/');
    for (size_t i = 0; i < crd->names.kind.len; i++) {
        char c = crd->names.kind.ptr[i];
        crd_buf_add_byte(buf, crd_is_upper((unsigned char)c) ? (char)(c - 'A' + 'a') : c);
    }
    crd_buf_add_byte(buf, '_');
    crd_buf_add(buf, version->name);
    crd_buf_add_lit(buf, ".json");
}

const crdc_artefact crdc_artefact_json_schema = {
    .help = "Usage: crdc json-schema [OPTION...] FILE...\n"
            "\n"
            "Writes JSON Schema (draft-07) for editors, one file a version: GROUP/KIND_VERSION.json, the\n"
            "names that catalogues of CRDs use. CEL rules and list maps are beyond JSON Schema.\n"
            "\n"
            "  --out DIR        write files there; without it all goes to standard output\n"
            "  --check          write nothing; exit 1 when a file in DIR is missing or differs\n"
            "  --list-outputs   print the names of the files and do nothing else\n"
            "  --strict         refuse fields that the server would remove\n"
            "\n"
            "Example, then in the first line of a manifest:\n"
            "  crdc json-schema --strict --out schemas crds/fleet.cattle.io\n"
            "  # yaml-language-server: $schema=schemas/fleet.cattle.io/gitrepo_v1alpha1.json\n",
    .flag = "strict",
    .flag_offset = offsetof(crdc_output_options, strict),
    .between = "",
    .each_version = true,
    .name = name_schema,
    .emit = emit_schema,
};

int crdc_cmd_json_schema(int argc, char **argv)
{
    return crdc_output_run(&crdc_artefact_json_schema, argc, argv);
}
