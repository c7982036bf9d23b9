/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a version: its schema as a whole, subresources, printer columns, selectable fields,
 * the deprecation warning.
 * Source of the behaviour: k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation.
 */
#include "base/limits.h"
#include "base/unicode.h"
#include "base/num.h"
#include "base/utf8.h"
#include "check_inside.h"
#include "check_types.h"

static const char *const allowed_at_root[] = {
    "Description", "Type",         "Format",     "Title",     "Maximum",
    "ExclusiveMaximum", "Minimum", "ExclusiveMinimum", "MaxLength", "MinLength",
    "Pattern",     "MaxItems",     "MinItems",   "UniqueItems", "MultipleOf",
    "Required",    "Items",        "Properties", "ExternalDocs", "Example",
    "XPreserveUnknownFields", "XValidations",
};
#define ALLOWED (sizeof(allowed_at_root) / sizeof(allowed_at_root[0]))

/* What is not Go's zero value: an empty list is none where it stands there. */
static bool is_there(const crd_go_field *field, const crd_value *value)
{
    if (crd_is_null(value)) {
        return false;
    }
    if (field->pointer) {
        return true;
    }
    switch (crd_kind_of(value)) {
    case CRD_BOOL:
        return crd_is_true(value);
    case CRD_STRING:
        return crd_text_of(value).len > 0;
    default:
        return true;
    }
}

static bool is_allowed_at_root(const char *name)
{
    for (size_t i = 0; i < ALLOWED; i++) {
        if (strcmp(allowed_at_root[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void not_at_root(crdc_checking *c, const crd_path *path, const crdc_schema *schema,
                        const crd_value *at)
{
    crd_buf words;
    crd_buf shown;
    crd_buf_on(&shown, c->arena, CRD_TEXT_BYTES_MAX);
    crd_go_print(&shown, &crdc_go_schema, false, schema->raw);
    crd_str value = crd_buf_whole(&shown);
    crd_buf_on(&words, c->arena, CRD_TEXT_BYTES_MAX);
    crd_buf_add_lit(&words, "only [");
    for (size_t i = 0; i < ALLOWED; i++) {
        crd_buf_add(&words, i ? CRD_S(" ") : CRD_S(""));
        crd_buf_add(&words, crd_str_c(allowed_at_root[i]));
    }
    crd_buf_add_lit(&words, "] fields are allowed at the root of the schema if the status "
                            "subresource is enabled");
    crd_fault_add(c->faults, CRD_FAULT_INVALID, path, value, crd_buf_whole(&words), at);
}

/* With a status subresource the status has a validator of its own, which a root may not disturb. */
static void check_root_fields(crdc_checking *c, const crd_path *path, const crdc_schema *schema)
{
    crd_path type = crd_path_child(path, CRD_S("type"));
    for (size_t i = 0; i < crdc_go_schema.n_fields; i++) {
        const crd_go_field *field = &crdc_go_schema.fields[i];
        const crd_value *value = crd_map_get(schema->raw, crd_str_c(field->key));
        if (!is_there(field, value)) {
            continue;
        }
        if (strcmp(field->name, "Type") == 0) {
            if (schema->type != CRDC_TYPE_OBJECT) {
                crdc_invalid(c, &type, schema->type_text,
                             CRD_S("only \"object\" is allowed as the type at the root of the "
                                   "schema if the status subresource is enabled"),
                             value);
                return;
            }
        } else if (!is_allowed_at_root(field->name)) {
            not_at_root(c, path, schema, value);
            return;
        }
    }
}

void crdc_check_validation(crdc_checking *c, const crd_path *path, const crdc_version *version,
                           bool status_enabled)
{
    const crdc_schema *schema = version->schema;
    crd_path here = crd_path_child(path, CRD_S("openAPIV3Schema"));
    crd_path nullable = crd_path_child(&here, CRD_S("nullable"));
    size_t before = c->faults->n;
    if (!schema) {
        return;
    }
    if (status_enabled) {
        check_root_fields(c, &here, schema);
    }
    if (schema->nullable) {
        crdc_forbidden(c, &nullable, CRD_S("nullable cannot be true at the root"),
                       crdc_field_at(schema->raw, nullable.name));
    }
    crd_str refusal = crdc_structural_refusal(schema);
    if (!refusal.len) {
        size_t structural = c->faults->n;
        crdc_check_structural(c, &here, schema);
        if (c->faults->n == structural && !c->failed) {
            crdc_check_defaults(c, &here, schema);
        }
    }
    crdc_check_openapi(c, &here, schema);
    if (refusal.len && c->faults->n == before) {
        crdc_invalid(c, &here, CRD_S(""), refusal, schema->raw);
    }
}

static bool starts(crd_str text, const char *with)
{
    return crd_str_starts(text, crd_str_c(with));
}

/* False after a fault: the path must begin with a dot. */
static bool check_json_path(crdc_checking *c, const crd_path *path, crd_str text,
                            const crd_value *at)
{
    if (!text.len || text.ptr[0] != '.') {
        crdc_invalid(c, path, text, CRD_S("must be a simple json path starting with ."), at);
        return false;
    }
    return true;
}

static void check_replicas_path(crdc_checking *c, const crd_path *scale, const char *name,
                                crd_str text, const char *under, const crd_value *raw)
{
    crd_path here = crd_path_child(scale, crd_str_c(name));
    const crd_value *at = crdc_field_at(raw, here.name);
    if (!text.len) {
        crdc_required(c, &here, CRD_S(""), at);
    } else if (check_json_path(c, &here, text, at) && !starts(text, under)) {
        crdc_invalid(c, &here, text,
                     CRD_CAT(c->arena, CRD_S("should be a json path under "),
                             crd_str_sub(crd_str_c(under), 0, strlen(under) - 1)),
                     at);
    }
}

void crdc_check_subresources(crdc_checking *c, const crd_path *path, const crdc_version *version)
{
    const crdc_scale *scale = &version->scale;
    const crd_value *raw = CRD_GET(CRD_GET(version->raw, "subresources"), "scale");
    crd_path here = crd_path_child(path, CRD_S("scale"));
    crd_path selector = crd_path_child(&here, CRD_S("labelSelectorPath"));
    if (!scale->has) {
        return;
    }
    check_replicas_path(c, &here, "specReplicasPath", scale->spec_replicas_path, ".spec.", raw);
    check_replicas_path(c, &here, "statusReplicasPath", scale->status_replicas_path, ".status.",
                        raw);
    crd_str text = scale->label_selector_path;
    const crd_value *at = crdc_field_at(raw, selector.name);
    if (text.len && check_json_path(c, &selector, text, at) && !starts(text, ".spec.") &&
        !starts(text, ".status.")) {
        crdc_invalid_json(c, &selector, at,
                          CRD_S("should be a json path under either .spec or .status"), at);
    }
}

static bool is_one_of(crd_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (crd_str_eq(text, crd_str_c(words[i]))) {
            return true;
        }
    }
    return false;
}

static void check_column(crdc_checking *c, const crd_path *path, const crdc_column *column,
                         const crd_value *raw)
{
    static const char *const types[] = { "boolean", "date", "integer", "number", "string" };
    static const char *const formats[] = { "byte",  "date",  "date-time", "double",
                                           "float", "int32", "int64",     "password" };
    crd_str types_text = CRD_S("must be one of boolean,date,integer,number,string");
    crd_path name = crd_path_child(path, CRD_S("name"));
    crd_path type = crd_path_child(path, CRD_S("type"));
    crd_path format = crd_path_child(path, CRD_S("format"));
    crd_path json_path = crd_path_child(path, CRD_S("JSONPath"));
    const crd_value *at = crdc_field_at(raw, CRD_S("jsonPath"));
    if (!column->name.len) {
        crdc_required(c, &name, CRD_S(""), crdc_field_at(raw, name.name));
    }
    if (!column->type.len) {
        crdc_required(c, &type, types_text, crdc_field_at(raw, type.name));
    } else if (!is_one_of(column->type, types, 5)) {
        crdc_invalid(c, &type, column->type, types_text, crdc_field_at(raw, type.name));
    }
    if (column->format.len && !is_one_of(column->format, formats, 8)) {
        crdc_invalid(c, &format, column->format,
                     CRD_S("must be one of byte,date,date-time,double,float,int32,int64,password"),
                     crdc_field_at(raw, format.name));
    }
    if (!column->json_path.len) {
        crdc_required(c, &json_path, CRD_S(""), at);
    } else {
        check_json_path(c, &json_path, column->json_path, at);
    }
}

void crdc_check_columns(crdc_checking *c, const crd_path *path, const crdc_version *version)
{
    const crd_value *raw = CRD_GET(version->raw, "additionalPrinterColumns");
    for (size_t i = 0; i < version->n_columns; i++) {
        crd_path here = crd_path_index(path, i);
        check_column(c, &here, &version->columns[i], crd_item(raw, i));
    }
}

#define SELECTABLE_MAX 8

/* True when the field counts: the server knows its path, and it is not a second time. */
static bool check_selectable_field(crdc_checking *c, const crd_path *path,
                                   const crdc_schema *schema, crd_str text, const crd_value *at,
                                   crd_str *paths, size_t n_paths)
{
    crdc_field_path found;
    if (!crdc_field_path_find(c->arena, schema, text, false, &found, c->err)) {
        c->failed = true;
        return false;
    }
    if (found.error.len) {
        crdc_invalid(c, path, text,
                     CRD_CAT(c->arena, CRD_S("is an invalid path: "), found.error), at);
        return false;
    }
    if (crd_str_eq(found.root, CRD_S("metadata"))) {
        crdc_invalid(c, path, text, CRD_S("must not point to fields in metadata"), at);
    }
    enum crdc_type type = found.schema ? found.schema->type : CRDC_TYPE_NONE;
    if (type != CRDC_TYPE_STRING && type != CRDC_TYPE_BOOLEAN && type != CRDC_TYPE_INTEGER) {
        crdc_invalid(c, path, text,
                     CRD_S("must point to a field of type string, boolean or integer. Enum string "
                           "fields and strings with formats are allowed."),
                     at);
    }
    for (size_t i = 0; i < n_paths; i++) {
        if (crd_str_eq(paths[i], found.path)) {
            crd_fault_add(c->faults, CRD_FAULT_DUPLICATE, path, crd_fault_quoted(c->arena, text),
                          CRD_S(""), at);
            return false;
        }
    }
    paths[n_paths] = found.path;
    return true;
}

void crdc_check_selectable(crdc_checking *c, const crd_path *path, const crd_path *schema_path,
                           const crdc_version *version)
{
    const crd_value *raw = CRD_GET(version->raw, "selectableFields");
    const crdc_schema *schema = version->schema;
    crd_str refusal = schema ? crdc_structural_refusal(schema) : CRD_S("");
    crd_str *paths = CRD_NEW_N(c->arena, crd_str, version->n_selectable + 1);
    char digits[CRD_INT_TEXT_MAX];
    size_t n = 0;
    if (!paths) {
        c->failed = true;
        crd_err_memory(c->err, c->arena);
        return;
    }
    if (refusal.len) { /* the server goes on without a schema */
        crdc_invalid(c, schema_path, CRD_S(""), refusal, schema->raw);
        schema = NULL;
    }
    for (size_t i = 0; i < version->n_selectable && !c->failed; i++) {
        crd_str text = version->selectable[i].json_path;
        crd_path item = crd_path_index(path, i);
        crd_path here = crd_path_child(&item, CRD_S("jsonPath"));
        const crd_value *at = crdc_field_at(crd_item(raw, i), here.name);
        if (!text.len) {
            crdc_required(c, &here, CRD_S(""), at);
        } else {
            n += check_selectable_field(c, &here, schema, text, at, paths, n);
        }
    }
    if (n > SELECTABLE_MAX) {
        crd_fault_add(c->faults, CRD_FAULT_TOO_MANY, path,
                      crd_arena_str(c->arena, crd_uint_text(n, digits)),
                      CRD_S("must have at most 8 items"), raw);
    }
}

void crdc_check_deprecation(crdc_checking *c, const crd_path *path, const crdc_version *version)
{
    crd_path here = crd_path_child(path, CRD_S("deprecationWarning"));
    const crd_value *value = CRD_GET(version->raw, "deprecationWarning");
    crd_str text = version->deprecation_warning;
    if (crd_is_null(value)) {
        return;
    }
    if (!version->deprecated) {
        crdc_invalid_json(c, &here, value, CRD_S("can only be set for deprecated versions"), value);
        return;
    }
    if (text.len > 256) {
        crdc_invalid_json(c, &here, value, CRD_S("must be <= 256 characters long"), value);
    }
    if (!text.len) {
        crdc_invalid_json(c, &here, value, CRD_S("must not be an empty string"), value);
    }
    size_t width = 0;
    for (size_t i = 0; i < text.len; i += width) {
        char digits[CRD_INT_TEXT_MAX];
        if (!crd_rune_is_print(crd_rune_decode(crd_str_from(text, i), &width))) {
            crdc_invalid_json(c, &here, value,
                              CRD_CAT(c->arena,
                                      CRD_S("must only contain printable UTF-8 characters; "
                                            "non-printable character found at index "),
                                      crd_uint_text(i, digits)),
                              value);
            return;
        }
    }
}
