/* SPDX-License-Identifier: Apache-2.0 */
/* Embedded resources: see embedded.h. */
#include "embedded.h"

#include "../base/limits.h"
#include "schema_gotype.h"
#include "schema_meta.h"

struct walking {
    crd_faults *faults;
    bool coerce;  /* else validate */
    bool stopped; /* coerce: a fault was found */
    crd_err *err;
};

static bool fault(struct walking *w, const crd_path *path, const crd_value *value, crd_str detail)
{
    crd_fault_add(w->faults, CRD_FAULT_INVALID, path, crd_fault_printed(w->faults->arena, value),
                  detail, value);
    w->stopped = w->coerce;
    return !w->faults->failed || crd_err_memory(w->err, w->faults->arena);
}

/* Whether metadata decodes into ObjectMeta; otherwise a fault. */
static bool check_decodes(struct walking *w, const crd_path *path, const crd_value *metadata,
                          bool *ret_ok)
{
    crd_go_decoded decoded;
    if (!crd_go_decode(w->faults->arena, &crd_go_object_meta, metadata, &decoded, w->err)) {
        return false;
    }
    *ret_ok = decoded.error.len == 0;
    return *ret_ok || fault(w, path, metadata, decoded.error);
}

static bool coerce_member(struct walking *w, const crd_path *path, const crd_member *member)
{
    bool ok = true;
    if (crd_str_eq(member->key, CRD_S("metadata"))) {
        return check_decodes(w, path, &member->value, &ok);
    }
    bool typed = crd_str_eq(member->key, CRD_S("apiVersion")) ||
                 crd_str_eq(member->key, CRD_S("kind"));
    return !typed || crd_is_string(&member->value) ||
           fault(w, path, &member->value, CRD_S("must be a string"));
}

static bool validate_api_version(struct walking *w, const crd_path *path, const crd_value *value)
{
    crd_str text = crd_text_of(value);
    size_t slash = crd_str_find_byte(text, '/');
    if (!crd_is_string(value)) {
        return fault(w, path, value, CRD_S("must be a string"));
    }
    if (!text.len) {
        return fault(w, path, value, CRD_S("must not be empty"));
    }
    if (slash != CRD_NPOS && crd_str_find_byte(crd_str_from(text, slash + 1), '/') != CRD_NPOS) {
        return fault(w, path, value,
                     CRD_CAT(w->faults->arena, CRD_S("unexpected GroupVersion string: "), text));
    }
    return true;
}

static bool validate_kind(struct walking *w, const crd_path *path, const crd_value *value)
{
    crd_str text = crd_text_of(value);
    if (!crd_is_string(value)) {
        return fault(w, path, value, CRD_S("must be a string"));
    }
    if (!text.len) {
        return fault(w, path, value, CRD_S("must not be empty"));
    }
    crd_str words = crd_name_kind_words(w->faults->arena, text);
    return !words.len || fault(w, path, value, words);
}

static bool validate_metadata(struct walking *w, const crd_path *path, const crd_value *value)
{
    const crd_meta_rules rules = {
        .name_kind = CRD_NAME_PATH_SEGMENT,
        .namespaced = crd_text_of(CRD_GET(value, "namespace")).len > 0,
        .name_optional = true,
    };
    bool ok = true;
    if (!check_decodes(w, path, value, &ok)) {
        return false;
    }
    if (ok) {
        crd_meta_validate(w->faults, &rules, path, value);
    }
    return !w->faults->failed || crd_err_memory(w->err, w->faults->arena);
}

static bool validate_member(struct walking *w, const crd_path *path, const crd_member *member)
{
    if (crd_str_eq(member->key, CRD_S("apiVersion"))) {
        return validate_api_version(w, path, &member->value);
    }
    if (crd_str_eq(member->key, CRD_S("kind"))) {
        return validate_kind(w, path, &member->value);
    }
    return !crd_str_eq(member->key, CRD_S("metadata")) ||
           validate_metadata(w, path, &member->value);
}

static bool require(struct walking *w, const crd_path *path, crd_str key, const crd_value *value)
{
    crd_path here = crd_path_child(path, key);
    if (!crd_map_find(value, key)) {
        crd_fault_add(w->faults, CRD_FAULT_REQUIRED, &here, CRD_S(""), CRD_S(""), value);
    }
    return !w->faults->failed || crd_err_memory(w->err, w->faults->arena);
}

static bool validate_resource(struct walking *w, const crd_path *path, const crd_value *value)
{
    if (!require(w, path, CRD_S("apiVersion"), value) || !require(w, path, CRD_S("kind"), value)) {
        return false;
    }
    for (size_t i = 0; i < crd_len_of(value); i++) {
        const crd_member *member = crd_member_at(value, i);
        crd_path here = crd_path_child(path, member->key);
        if (!validate_member(w, &here, member)) {
            return false;
        }
    }
    return true;
}

static bool walk(struct walking *w, const crd_schema *schema, bool embedded, const crd_path *path,
                 const crd_value *value, size_t depth);

static bool walk_map(struct walking *w, const crd_schema *schema, bool embedded,
                     const crd_path *path, const crd_value *value, size_t depth)
{
    if (embedded && !w->coerce && !validate_resource(w, path, value)) {
        return false;
    }
    for (size_t i = 0; i < crd_len_of(value) && !w->stopped; i++) {
        const crd_member *member = crd_member_at(value, i);
        const crd_schema *inner = crd_schema_property_find(schema, member->key);
        crd_path here = inner ? crd_path_child(path, member->key) : crd_path_key(path, member->key);
        crd_path child = crd_path_child(path, member->key);
        if (embedded && w->coerce && !coerce_member(w, &child, member)) {
            return false;
        }
        inner = inner ? inner : schema->additional;
        if (inner && !w->stopped &&
            !walk(w, inner, inner->embedded_resource, &here, &member->value, depth)) {
            return false;
        }
    }
    return true;
}

static bool walk(struct walking *w, const crd_schema *schema, bool embedded, const crd_path *path,
                 const crd_value *value, size_t depth)
{
    if (++depth > CRD_NESTING_MAX) {
        return CRD_FAIL(w->err, w->faults->arena, CRD_E_DEPTH, CRD_S("exceeded max depth"));
    }
    if (crd_is_map(value)) {
        return walk_map(w, schema, embedded, path, value, depth);
    }
    for (size_t i = 0; schema->items && i < crd_len_of(value) && !w->stopped; i++) {
        crd_path here = crd_path_index(path, i);
        if (!walk(w, schema->items, schema->items->embedded_resource, &here, crd_item(value, i),
                  depth)) {
            return false;
        }
    }
    return true;
}

bool crd_embedded_coerce(crd_faults *faults, const crd_schema *schema, bool is_root,
                         const crd_path *path, const crd_value *value, crd_err *err)
{
    struct walking w = { .faults = faults, .coerce = true, .err = err };
    return walk(&w, schema, is_root || schema->embedded_resource, path, value, 0);
}

bool crd_embedded_validate(crd_faults *faults, const crd_schema *schema, bool is_root,
                           const crd_path *path, const crd_value *value, crd_err *err)
{
    struct walking w = { .faults = faults, .err = err };
    return walk(&w, schema, is_root || schema->embedded_resource, path, value, 0);
}
