/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crdc docs: Markdown for people, one file a kind. The stored version is told whole, field by field;
 * of other versions only what is different.
 */
#include "diff.h"
#include "docs_words.h"
#include "output.h"

static void add_row(crdc_docs *docs, crd_str path, const crdc_schema *schema, bool required)
{
    crd_buf_add_lit(docs->out, "| ");
    crdc_docs_code(docs->out, path);
    crd_buf_add_lit(docs->out, " | ");
    crdc_docs_type(docs, schema);
    if (required) {
        crd_buf_add_lit(docs->out, ", required");
    }
    crd_buf_add_lit(docs->out, " | ");
    crdc_docs_words(docs, schema);
    crd_buf_add_lit(docs->out, " |\n");
}

static void add_fields(crdc_docs *docs, crd_str path, const crdc_schema *schema);

static crd_str join(crdc_docs *docs, crd_str a, crd_str b, crd_str c)
{
    crd_str text = CRD_CAT(docs->arena, a, b, c);
    if (!text.ptr && !docs->failed) {
        docs->failed = true;
        crd_err_memory(docs->err, docs->arena);
    }
    return text;
}

/* Rows for what stands below the field: items of lists, values of maps, fields. */
static void add_below(crdc_docs *docs, crd_str path, const crdc_schema *schema)
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

static void add_fields(crdc_docs *docs, crd_str path, const crdc_schema *schema)
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

static void add_table_head(crdc_docs *docs)
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
static void add_version(crdc_docs *docs, const crdc_version *version)
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
        crdc_docs_cell(docs->out, property->name);
        crd_buf_add_lit(docs->out, "\n\n");
        size_t at = docs->out->len;
        crdc_docs_words(docs, property->schema);
        crd_buf_add(docs->out, docs->out->len > at ? CRD_S("\n\n") : CRD_S(""));
        add_table_head(docs);
        add_below(docs, property->name, property->schema);
    }
}

static void add_head(crdc_docs *docs, const crdc_crd *crd, const crdc_version *stored)
{
    crd_buf *out = docs->out;
    crd_buf_add_lit(out, "<!-- Made by `crdc docs`; edit its source instead. -->\n\n# ");
    crdc_docs_cell(out, crd->names.kind);
    crd_buf_add_lit(out, "\n\n");
    if (stored && stored->schema && stored->schema->description.len) {
        crdc_docs_cell(out, stored->schema->description);
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

static void add_columns(crdc_docs *docs, const crdc_version *version)
{
    for (size_t i = 0; i < version->n_columns; i++) {
        const crdc_column *column = &version->columns[i];
        crd_buf_add(docs->out, i ? CRD_S(", ") : CRD_S("\nColumns: "));
        crdc_docs_cell(docs->out, column->name);
        crd_buf_add_lit(docs->out, " (");
        crdc_docs_code(docs->out, column->json_path);
        crd_buf_add_lit(docs->out, ")");
    }
    if (version->n_columns) {
        crd_buf_add_lit(docs->out, ".\n");
    }
}

static void add_notes(crdc_docs *docs, const crdc_version *version)
{
    if (version->deprecated) {
        crd_buf_add_lit(docs->out, "Deprecated");
        if (version->deprecation_warning.len) {
            crd_buf_add_lit(docs->out, ": ");
            crdc_docs_cell(docs->out, version->deprecation_warning);
        }
        crd_buf_add_lit(docs->out, ".\n\n");
    }
    if (!version->served) {
        crd_buf_add_lit(docs->out, "Not served.\n\n");
    }
}

/* A version beside the stored one: what the two schemas differ in. */
static void add_other(crdc_docs *docs, const crdc_version *version, const crdc_version *stored)
{
    const crdc_difference *first = NULL;
    size_t n = 0;
    crd_buf_add_lit(docs->out, "\n## Version ");
    crdc_docs_cell(docs->out, version->name);
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
    crdc_docs_cell(docs->out, version->name);
    crd_buf_add_lit(docs->out, ", beside ");
    crdc_docs_cell(docs->out, stored->name);
    crd_buf_add_lit(docs->out, " |\n|---|---|\n");
    for (const crdc_difference *one = first; one; one = one->next) {
        crd_buf_add_lit(docs->out, "| ");
        crdc_docs_code(docs->out, one->path.len ? one->path : CRD_S("(root)"));
        crd_buf_add_lit(docs->out, " | ");
        crdc_docs_cell(docs->out, one->only == 1 ? CRD_S("only here") :
                            one->only == 2 ? CRD_S("not here") :
                                             one->detail);
        crd_buf_add_lit(docs->out, " |\n");
    }
}

static bool emit_docs(crd_arena *arena, crd_buf *buf, const crdc_crd *crd,
                      const crdc_version *version, const crdc_output_options *options, crd_err *err)
{
    crdc_docs docs = { .arena = arena, .out = buf, .err = err };
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
