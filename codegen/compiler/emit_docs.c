/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc docs: Markdown for people, one file a kind. The stored version is told whole, field by field;
 * of other versions only what is different.
 */
#include "diff.h"
#include "output.h"
#include "value/json.h"

struct docs {
    crd_arena *arena;
    crd_buf *out;
    crd_err *err;
    bool failed; /* err has been set */
};

/* Text in a table's cell: one line, nothing that Markdown or HTML takes for its own. */
static void add_cell(crd_buf *out, crd_str text)
{
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            blank = true;
            continue;
        }
        if (blank && i) {
            crd_buf_add_byte(out, ' ');
        }
        blank = false;
        if (c == '<') {
            crd_buf_add_lit(out, "&lt;");
        } else if (c == '>') {
            crd_buf_add_lit(out, "&gt;");
        } else if (c == '&') {
            crd_buf_add_lit(out, "&amp;");
        } else if (c == '|' || c == '*' || c == '_' || c == '`' || c == '\\' || c == '[' ||
                   c == '$') {
            crd_buf_add_byte(out, '\\');
            crd_buf_add_byte(out, c);
        } else {
            crd_buf_add_byte(out, c);
        }
    }
}

static size_t backticks_in(crd_str text)
{
    size_t most = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '`' ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

/* Text as code in a table's cell: a pipe is escaped even there, line breaks become blanks. */
static void add_code(crd_buf *out, crd_str text)
{
    size_t fence = backticks_in(text) + 1;
    bool pad = text.len == 0 || text.ptr[0] == '`' || text.ptr[text.len - 1] == '`';
    crd_buf_add_n(out, '`', fence);
    if (pad) {
        crd_buf_add_byte(out, ' ');
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '|') {
            crd_buf_add_byte(out, '\\');
        }
        crd_buf_add_byte(out, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
    if (pad) {
        crd_buf_add_byte(out, ' ');
    }
    crd_buf_add_n(out, '`', fence);
}

static void add_json(struct docs *docs, const crd_value *value)
{
    CRD_AUTO_BUF json;
    const crd_json_style style = { .keep_html = true, .keep_order = true };
    crd_buf_init(&json, CRDC_OUTPUT_BYTES_MAX);
    if (!crd_json_write(&json, value, &style, docs->err)) {
        docs->failed = true;
        return;
    }
    add_code(docs->out, crd_buf_str(&json));
}

/* "list of maps of string": the type in words. */
static void add_type(struct docs *docs, const crdc_schema *schema)
{
    crd_buf *out = docs->out;
    for (;;) {
        if (schema->type == CRDC_TYPE_ARRAY && schema->items) {
            crd_buf_add_lit(out, "list of ");
            schema = schema->items;
        } else if (schema->additional_properties.kind == CRDC_SCHEMA) {
            crd_buf_add_lit(out, "map of ");
            schema = schema->additional_properties.schema;
        } else {
            break;
        }
    }
    if (schema->int_or_string) {
        crd_buf_add_lit(out, "integer or string");
    } else if (schema->embedded_resource) {
        crd_buf_add_lit(out, "Kubernetes object");
    } else if (schema->preserve_unknown_fields == CRDC_TRUE && !schema->properties.n) {
        crd_buf_add_lit(out, "any");
        if (schema->type_text.len) {
            crd_buf_add_byte(out, ' ');
            add_cell(out, schema->type_text);
        }
    } else {
        add_cell(out, schema->type_text.len ? schema->type_text : CRD_S("any"));
    }
    if (schema->format.len) {
        crd_buf_add_lit(out, " (");
        add_cell(out, schema->format);
        crd_buf_add_lit(out, ")");
    }
}

/* Each condition ends with a full stop and begins with a blank. */
static void add_int(struct docs *docs, const char *words, crdc_int number, const char *unit)
{
    if (number.has) {
        crd_buf_add(docs->out, crd_str_c(words));
        crd_buf_add_int(docs->out, number.value);
        crd_buf_add(docs->out, crd_str_c(unit));
        crd_buf_add(docs->out, number.value == 1 ? CRD_S(".") : CRD_S("s."));
    }
}

static void add_bound(struct docs *docs, const char *words, crdc_float number)
{
    if (number.has) {
        crd_buf_add(docs->out, crd_str_c(words));
        crd_buf_add(docs->out, number.literal);
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_enum(struct docs *docs, const crd_value *values)
{
    for (size_t i = 0; i < crd_len_of(values); i++) {
        crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S(" One of "));
        add_json(docs, crd_item(values, i));
    }
    if (crd_len_of(values)) {
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_rules(struct docs *docs, crdc_rules rules)
{
    for (size_t i = 0; i < rules.n; i++) {
        const crdc_rule *rule = &rules.items[i];
        crd_buf_add_lit(docs->out, " Rule: ");
        if (rule->message.len) {
            add_cell(docs->out, rule->message);
            crd_buf_add_byte(docs->out, '.');
        } else {
            add_code(docs->out, rule->rule);
            crd_buf_add_byte(docs->out, '.');
        }
    }
}

static void add_list_type(struct docs *docs, const crdc_schema *schema)
{
    if (crd_str_eq(schema->list_type, CRD_S("set"))) {
        crd_buf_add_lit(docs->out, " No value twice.");
    }
    if (crd_str_eq(schema->list_type, CRD_S("map")) && schema->list_map_keys.n) {
        crd_buf_add_lit(docs->out, " One item for each ");
        for (size_t i = 0; i < schema->list_map_keys.n; i++) {
            crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S(""));
            add_code(docs->out, schema->list_map_keys.items[i]);
        }
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_logic(struct docs *docs, const crdc_schema *schema)
{
    bool types_only = schema->int_or_string && schema->any_of.n;
    if (schema->all_of.n || schema->one_of.n || schema->not_schema ||
        (schema->any_of.n && !types_only)) {
        crd_buf_add_lit(docs->out, " Has further conditions (see the CRD).");
    }
}

static void add_conditions(struct docs *docs, const crdc_schema *schema)
{
    if (schema->nullable) {
        crd_buf_add_lit(docs->out, " May be null.");
    }
    if (schema->default_value) {
        crd_buf_add_lit(docs->out, " Default ");
        add_json(docs, schema->default_value);
        crd_buf_add_byte(docs->out, '.');
    }
    add_enum(docs, &schema->enum_values);
    add_bound(docs, schema->exclusive_minimum ? " More than " : " At least ", schema->minimum);
    add_bound(docs, schema->exclusive_maximum ? " Less than " : " At most ", schema->maximum);
    add_bound(docs, " A multiple of ", schema->multiple_of);
    add_int(docs, " At least ", schema->min_length, " character");
    add_int(docs, " At most ", schema->max_length, " character");
    add_int(docs, " At least ", schema->min_items, " item");
    add_int(docs, " At most ", schema->max_items, " item");
    add_int(docs, " At least ", schema->min_properties, " field");
    add_int(docs, " At most ", schema->max_properties, " field");
    if (schema->pattern.len) {
        crd_buf_add_lit(docs->out, " Matches ");
        add_code(docs->out, schema->pattern);
        crd_buf_add_byte(docs->out, '.');
    }
    add_list_type(docs, schema);
    add_rules(docs, schema->rules);
    add_logic(docs, schema);
}

/* Conditions of the items of a list or the values of a map. */
static void add_inner_conditions(struct docs *docs, const crdc_schema *schema)
{
    crd_buf *out = docs->out;
    CRD_AUTO_BUF inner;
    crd_buf_init(&inner, CRDC_OUTPUT_BYTES_MAX);
    while (schema && !docs->failed) {
        bool list = schema->type == CRDC_TYPE_ARRAY;
        schema = list ? schema->items : schema->additional_properties.schema;
        if (!schema) {
            break;
        }
        crd_buf_clear(&inner);
        docs->out = &inner;
        add_conditions(docs, schema);
        docs->out = out;
        if (inner.len) {
            crd_buf_add(out, list ? CRD_S(" Each item:") : CRD_S(" Each value:"));
            crd_buf_add(out, crd_buf_str(&inner));
        }
    }
    if (crd_buf_failed(&inner) && !docs->failed) {
        docs->failed = true;
        CRD_FAIL(docs->err, docs->arena, CRD_E_NOMEM, CRD_S("out of memory"));
    }
}

/* Description and conditions; every condition begins with a blank, which the first needs not. */
static void add_words(struct docs *docs, const crdc_schema *schema)
{
    add_cell(docs->out, schema->description);
    size_t at = docs->out->len;
    add_conditions(docs, schema);
    add_inner_conditions(docs, schema);
    if (schema->description.len == 0 && docs->out->len > at) {
        memmove(docs->out->ptr + at, docs->out->ptr + at + 1, docs->out->len - at - 1);
        docs->out->len--;
    }
}

static void add_row(struct docs *docs, crd_str path, const crdc_schema *schema, bool required)
{
    crd_buf_add_lit(docs->out, "| ");
    add_code(docs->out, path);
    crd_buf_add_lit(docs->out, " | ");
    add_type(docs, schema);
    if (required) {
        crd_buf_add_lit(docs->out, ", required");
    }
    crd_buf_add_lit(docs->out, " | ");
    add_words(docs, schema);
    crd_buf_add_lit(docs->out, " |\n");
}

static void add_fields(struct docs *docs, crd_str path, const crdc_schema *schema);

static crd_str join(struct docs *docs, crd_str a, crd_str b, crd_str c)
{
    crd_str text = CRD_CAT(docs->arena, a, b, c);
    if (!text.ptr && !docs->failed) {
        docs->failed = true;
        crd_err_memory(docs->err, docs->arena);
    }
    return text;
}

/* Rows for what stands below the field: items of lists, values of maps, fields. */
static void add_below(struct docs *docs, crd_str path, const crdc_schema *schema)
{
    for (;;) {
        bool list = schema->type == CRDC_TYPE_ARRAY && schema->items;
        if (!list && schema->additional_properties.kind != CRDC_SCHEMA) {
            break;
        }
        const crdc_schema *inner = list ? schema->items : schema->additional_properties.schema;
        path = join(docs, path, list ? CRD_S("[]") : CRD_S("{}"), CRD_S(""));
        if (!path.ptr) {
            return;
        }
        schema = inner;
    }
    add_fields(docs, path, schema);
}

static void add_fields(struct docs *docs, crd_str path, const crdc_schema *schema)
{
    for (size_t i = 0; i < schema->properties.n && !docs->failed; i++) {
        const crdc_property *property = &schema->properties.items[i];
        crd_str dot = path.len ? CRD_S(".") : CRD_S("");
        crd_str here = join(docs, path, dot, property->name);
        if (here.ptr) {
            add_row(docs, here, property->schema, crdc_is_required(schema, property->name));
            add_below(docs, here, property->schema);
        }
    }
}

static void add_table_head(struct docs *docs)
{
    crd_buf_add_lit(docs->out, "| Field | Type | |\n|---|---|---|\n");
}

static bool is_standard(crd_str name)
{
    return crd_str_eq(name, CRD_S("apiVersion")) || crd_str_eq(name, CRD_S("kind")) ||
           crd_str_eq(name, CRD_S("metadata"));
}

static bool has_below(const crdc_schema *schema)
{
    while (schema->items || schema->additional_properties.kind == CRDC_SCHEMA) {
        schema = schema->items ? schema->items : schema->additional_properties.schema;
    }
    return schema->properties.n > 0;
}

/* Fields at the top that have fields of their own get a section each; the others one table. */
static void add_version(struct docs *docs, const crdc_version *version)
{
    const crdc_schema *schema = version->schema;
    bool table = false;
    for (size_t i = 0; schema && i < schema->properties.n && !docs->failed; i++) {
        const crdc_property *property = &schema->properties.items[i];
        if (is_standard(property->name) || has_below(property->schema)) {
            continue;
        }
        if (!table) {
            crd_buf_add_lit(docs->out, "\n");
            add_table_head(docs);
            table = true;
        }
        add_row(docs, property->name, property->schema,
                crdc_is_required(schema, property->name));
    }
    for (size_t i = 0; schema && i < schema->properties.n && !docs->failed; i++) {
        const crdc_property *property = &schema->properties.items[i];
        if (is_standard(property->name) || !has_below(property->schema)) {
            continue;
        }
        crd_buf_add_lit(docs->out, "\n## ");
        add_cell(docs->out, property->name);
        crd_buf_add_lit(docs->out, "\n\n");
        size_t at = docs->out->len;
        add_words(docs, property->schema);
        crd_buf_add(docs->out, docs->out->len > at ? CRD_S("\n\n") : CRD_S(""));
        add_table_head(docs);
        add_below(docs, property->name, property->schema);
    }
}

static void add_head(struct docs *docs, const crdc_crd *crd, const crdc_version *stored)
{
    crd_buf *out = docs->out;
    crd_buf_add_lit(out, "<!-- Made by `crdc docs`; edit its source instead. -->\n\n# ");
    add_cell(out, crd->names.kind);
    crd_buf_add_lit(out, "\n\n");
    if (stored && stored->schema && stored->schema->description.len) {
        add_cell(out, stored->schema->description);
        crd_buf_add_lit(out, "\n\n");
    }
    crd_buf_add_lit(out, "`apiVersion: ");
    crd_buf_add(out, crd->group);
    crd_buf_add_byte(out, '/');
    crd_buf_add(out, stored ? stored->name : CRD_S(""));
    crd_buf_add_lit(out, "`, `kubectl get ");
    crd_buf_add(out, crd->names.plural);
    crd_buf_add_lit(out, "`");
    for (size_t i = 0; i < crd->names.short_names.n; i++) {
        crd_buf_add_lit(out, " or `");
        crd_buf_add(out, crd->names.short_names.items[i]);
        crd_buf_add_lit(out, "`");
    }
    crd_buf_add(out, crd_str_eq(crd->scope, CRD_S("Cluster")) ? CRD_S(", one for all namespaces") :
                                                                CRD_S(", in a namespace"));
    if (stored && stored->status) {
        crd_buf_add_lit(out, ", status is a subresource");
    }
    crd_buf_add_lit(out, ".\n");
}

static void add_columns(struct docs *docs, const crdc_version *version)
{
    for (size_t i = 0; i < version->n_columns; i++) {
        const crdc_column *column = &version->columns[i];
        crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S("\nColumns: "));
        add_cell(docs->out, column->name);
        crd_buf_add_lit(docs->out, " (");
        add_code(docs->out, column->json_path);
        crd_buf_add_lit(docs->out, ")");
    }
    if (version->n_columns) {
        crd_buf_add_lit(docs->out, ".\n");
    }
}

static void add_notes(struct docs *docs, const crdc_version *version)
{
    if (version->deprecated) {
        crd_buf_add_lit(docs->out, "Deprecated");
        if (version->deprecation_warning.len) {
            crd_buf_add_lit(docs->out, ": ");
            add_cell(docs->out, version->deprecation_warning);
        }
        crd_buf_add_lit(docs->out, ".\n\n");
    }
    if (!version->served) {
        crd_buf_add_lit(docs->out, "Not served.\n\n");
    }
}

/* A version beside the stored one: what the two schemas differ in. */
static void add_other(struct docs *docs, const crdc_version *version, const crdc_version *stored)
{
    const crdc_difference *first = NULL;
    size_t n = 0;
    crd_buf_add_lit(docs->out, "\n## Version ");
    add_cell(docs->out, version->name);
    crd_buf_add_lit(docs->out, "\n\n");
    add_notes(docs, version);
    if (!crdc_diff_schemas(docs->arena, version->schema, stored->schema, &first, &n, docs->err)) {
        docs->failed = true;
        return;
    }
    if (n == 0) {
        crd_buf_add_lit(docs->out, "The same fields.\n");
        return;
    }
    crd_buf_add_lit(docs->out, "| Field | In ");
    add_cell(docs->out, version->name);
    crd_buf_add_lit(docs->out, ", beside ");
    add_cell(docs->out, stored->name);
    crd_buf_add_lit(docs->out, " |\n|---|---|\n");
    for (const crdc_difference *one = first; one; one = one->next) {
        crd_buf_add_lit(docs->out, "| ");
        add_code(docs->out, one->path.len ? one->path : CRD_S("(root)"));
        crd_buf_add_lit(docs->out, " | ");
        add_cell(docs->out, one->only == 1 ? CRD_S("only here") :
                            one->only == 2 ? CRD_S("not here") :
                                             one->detail);
        crd_buf_add_lit(docs->out, " |\n");
    }
}

static bool emit_docs(crd_arena *arena, crd_buf *buf, const crdc_crd *crd,
                      const crdc_version *version, const crdc_output_options *options, crd_err *err)
{
    struct docs docs = { .arena = arena, .out = buf, .err = err };
    const crdc_version *stored = crd->n_versions ? &crd->versions[0] : NULL;
    (void)version;
    (void)options;
    for (size_t i = 0; i < crd->n_versions; i++) {
        if (crd->versions[i].storage) {
            stored = &crd->versions[i];
        }
    }
    add_head(&docs, crd, stored);
    if (stored) {
        add_columns(&docs, stored);
        if (stored->deprecated || !stored->served) {
            crd_buf_add_lit(buf, "\n");
            add_notes(&docs, stored);
        }
        add_version(&docs, stored);
    }
    for (size_t i = 0; i < crd->n_versions && !docs.failed; i++) {
        if (&crd->versions[i] != stored) {
            add_other(&docs, &crd->versions[i], stored);
        }
    }
    return !docs.failed;
}

static void name_docs(crd_buf *buf, const crdc_crd *crd, const crdc_version *version)
{
    (void)version;
    crd_buf_add(buf, crd->group);
    crd_buf_add_byte(buf, '_');
    crd_buf_add(buf, crd->names.plural);
    crd_buf_add_lit(buf, ".md");
}

const crdc_artefact crdc_artefact_docs = {
    .help = "Usage: crdc docs [OPTION...] FILE...\n"
            "\n"
            "Writes Markdown, one file a kind: GROUP_PLURAL.md. The stored version is told field by field,\n"
            "of others only what differs.\n"
            "\n"
            "  --out DIR        write files there; without it all goes to standard output\n"
            "  --check          write nothing; exit 1 when a file in DIR is missing or differs\n"
            "  --list-outputs   print the names of the files and do nothing else\n"
            "\n"
            "Example:\n"
            "  crdc docs --out docs/crds crds/fleet.cattle.io\n",
    .between = "\n",
    .name = name_docs,
    .emit = emit_docs,
};

int crdc_cmd_docs(int argc, char **argv)
{
    return crdc_output_run(&crdc_artefact_docs, argc, argv);
}
