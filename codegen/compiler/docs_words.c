/* SPDX-License-Identifier: Apache-2.0 */
/* Schemas in the words of crdc docs: see docs_words.h. */
#include "docs_words.h"

#include "output.h"
#include "value/json.h"

/* Text in a table's cell: one line, nothing that Markdown or HTML takes for its own. */
void crdc_docs_cell(crd_buf *out, crd_str text)
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
void crdc_docs_code(crd_buf *out, crd_str text)
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

static void add_json(crdc_docs *docs, const crd_value *value)
{
    CRD_AUTO_BUF json;
    const crd_json_style style = { .keep_html = true, .keep_order = true };
    crd_buf_init(&json, CRDC_OUTPUT_BYTES_MAX);
    if (!crd_json_write(&json, value, &style, docs->err)) {
        docs->failed = true;
        return;
    }
    crdc_docs_code(docs->out, crd_buf_str(&json));
}

/* "list of maps of string": the type in words. */
void crdc_docs_type(crdc_docs *docs, const crdc_schema *schema)
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
            crdc_docs_cell(out, schema->type_text);
        }
    } else {
        crdc_docs_cell(out, schema->type_text.len ? schema->type_text : CRD_S("any"));
    }
    if (schema->format.len) {
        crd_buf_add_lit(out, " (");
        crdc_docs_cell(out, schema->format);
        crd_buf_add_lit(out, ")");
    }
}

/* Each condition ends with a full stop and begins with a blank. */
static void add_int(crdc_docs *docs, const char *words, crdc_int number, const char *unit)
{
    if (number.has) {
        crd_buf_add(docs->out, crd_str_c(words));
        crd_buf_add_int(docs->out, number.value);
        crd_buf_add(docs->out, crd_str_c(unit));
        crd_buf_add(docs->out, number.value == 1 ? CRD_S(".") : CRD_S("s."));
    }
}

static void add_bound(crdc_docs *docs, const char *words, crdc_float number)
{
    if (number.has) {
        crd_buf_add(docs->out, crd_str_c(words));
        crd_buf_add(docs->out, number.literal);
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_enum(crdc_docs *docs, const crd_value *values)
{
    for (size_t i = 0; i < crd_len_of(values); i++) {
        crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S(" One of "));
        add_json(docs, crd_item(values, i));
    }
    if (crd_len_of(values)) {
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_rules(crdc_docs *docs, crdc_rules rules)
{
    for (size_t i = 0; i < rules.n; i++) {
        const crdc_rule *rule = &rules.items[i];
        crd_buf_add_lit(docs->out, " Rule: ");
        if (rule->message.len) {
            crdc_docs_cell(docs->out, rule->message);
            crd_buf_add_byte(docs->out, '.');
        } else {
            crdc_docs_code(docs->out, rule->rule);
            crd_buf_add_byte(docs->out, '.');
        }
    }
}

static void add_list_type(crdc_docs *docs, const crdc_schema *schema)
{
    if (crd_str_eq(schema->list_type, CRD_S("set"))) {
        crd_buf_add_lit(docs->out, " No value twice.");
    }
    if (crd_str_eq(schema->list_type, CRD_S("map")) && schema->list_map_keys.n) {
        crd_buf_add_lit(docs->out, " One item for each ");
        for (size_t i = 0; i < schema->list_map_keys.n; i++) {
            crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S(""));
            crdc_docs_code(docs->out, schema->list_map_keys.items[i]);
        }
        crd_buf_add_byte(docs->out, '.');
    }
}

static void add_logic(crdc_docs *docs, const crdc_schema *schema)
{
    bool types_only = schema->int_or_string && schema->any_of.n;
    if (schema->all_of.n || schema->one_of.n || schema->not_schema ||
        (schema->any_of.n && !types_only)) {
        crd_buf_add_lit(docs->out, " Has further conditions (see the CRD).");
    }
}

static void add_conditions(crdc_docs *docs, const crdc_schema *schema)
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
        crdc_docs_code(docs->out, schema->pattern);
        crd_buf_add_byte(docs->out, '.');
    }
    add_list_type(docs, schema);
    add_rules(docs, schema->rules);
    add_logic(docs, schema);
}

/* Conditions of the items of a list or the values of a map. */
static void add_inner_conditions(crdc_docs *docs, const crdc_schema *schema)
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
void crdc_docs_words(crdc_docs *docs, const crdc_schema *schema)
{
    crdc_docs_cell(docs->out, schema->description);
    size_t at = docs->out->len;
    add_conditions(docs, schema);
    add_inner_conditions(docs, schema);
    if (schema->description.len == 0 && docs->out->len > at) {
        memmove(docs->out->ptr + at, docs->out->ptr + at + 1, docs->out->len - at - 1);
        docs->out->len--;
    }
}
