/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of checking: the parts of check.h, each in a check_*.c of its own. */
#ifndef CRD_COMPILER_CHECK_INSIDE_H
#define CRD_COMPILER_CHECK_INSIDE_H

#include "check.h"

/* One CRD being checked. Faults fail stickily; failed is set with err by what else fails. */
typedef struct crdc_checking {
    crd_arena *arena;
    crd_arena *scratch; /* compiled patterns and schemas, given back after each */
    const crdc_crd *crd;
    crd_faults *faults;
    crdc_remark **warnings_end;
    crdc_remark **notes_end;
    bool failed;
    crd_err *err;
} crdc_checking;

/* "may become text": a path and what it leads to. */
void crdc_required(crdc_checking *c, const crd_path *path, crd_str detail, const crd_value *at);
void crdc_forbidden(crdc_checking *c, const crd_path *path, crd_str detail, const crd_value *at);
/* Invalid with a Go string as value. */
void crdc_invalid(crdc_checking *c, const crd_path *path, crd_str text, crd_str detail,
                  const crd_value *at);
/* Invalid with a value that encoding/json prints: named strings, pointers, lists. */
void crdc_invalid_json(crdc_checking *c, const crd_path *path, const crd_value *value,
                       crd_str detail, const crd_value *at);
void crdc_unsupported(crdc_checking *c, const crd_path *path, crd_str value,
                      const crd_str *supported, size_t n, const crd_value *at);
void crdc_remark_add(crdc_checking *c, crdc_remark ***end, crd_str rule, crd_str path, crd_str text,
                     const crd_value *at);

/* The value of that key in a map, or the map itself when it has none. */
const crd_value *crdc_field_at(const crd_value *map, crd_str key);

static inline bool crdc_has_default(const crdc_schema *schema)
{
    return !crd_is_null(schema->default_value);
}

/* Go's strings.TrimSpace. */
crd_str crdc_trim(crd_str text);

/* Why no structural schema can be made of it: NewStructural's error; empty when one can. */
crd_str crdc_structural_refusal(const crdc_schema *schema);

/* ValidateStructural, its faults sorted as there. */
void crdc_check_structural(crdc_checking *c, const crd_path *path, const crdc_schema *root);

/* ValidateDefaults. */
void crdc_check_defaults(crdc_checking *c, const crd_path *path, const crdc_schema *root);

/* ValidateCustomResourceDefinitionOpenAPISchema. */
void crdc_check_openapi(crdc_checking *c, const crd_path *path, const crdc_schema *root);

/* validateCustomResourceDefinitionValidation of a version's `schema`; path leads to it. */
void crdc_check_validation(crdc_checking *c, const crd_path *path, const crdc_version *version,
                           bool status_enabled);

/* The rest of a version, by part; path leads to the part. */
void crdc_check_subresources(crdc_checking *c, const crd_path *path, const crdc_version *version);
void crdc_check_columns(crdc_checking *c, const crd_path *path, const crdc_version *version);
void crdc_check_selectable(crdc_checking *c, const crd_path *path, const crd_path *schema_path,
                           const crdc_version *version);
void crdc_check_deprecation(crdc_checking *c, const crd_path *path, const crdc_version *version);
void crdc_check_conversion(crdc_checking *c, const crd_path *path);

/* Warnings of the server, and notes of our own: labels that templates lose. */
void crdc_check_remarks(crdc_checking *c);

/*
 * ValidFieldPath: where the path of a rule or a selectable field leads. *ret_error is why it leads
 * nowhere, or empty; *ret_path is how the server prints the path, *ret_root its first name.
 */
typedef struct crdc_field_path {
    crd_str error;
    crd_str path;
    crd_str root;
    const crdc_schema *schema; /* NULL: anything (additionalProperties: true) */
} crdc_field_path;

bool crdc_field_path_find(crd_arena *arena, const crdc_schema *schema, crd_str text,
                          bool array_notation, crdc_field_path *ret, crd_err *err);

#endif
