/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Schemas compiled for values: what an OpenAPI v3 schema of a CustomResourceDefinition demands of a
 * value, ready for validate.h and prune.h. Made once from the schema's JSON, immutable and shared
 * between threads afterwards. Whether the schema itself is allowed is not asked here
 * (codegen/compiler/check.h): what does not fit is taken as absent.
 * Source of the behaviour: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema and
 * pkg/apiserver/validation.
 */
#ifndef CRD_SCHEMA_SCHEMA_H
#define CRD_SCHEMA_SCHEMA_H

#include "../base/regex.h"
#include "../value/value.h"
#include "schema_format.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct crd_schema crd_schema;

enum crd_schema_type {
    CRD_SCHEMA_OBJECT = 1,
    CRD_SCHEMA_ARRAY = 2,
    CRD_SCHEMA_STRING = 4,
    CRD_SCHEMA_INTEGER = 8,
    CRD_SCHEMA_NUMBER = 16,
    CRD_SCHEMA_BOOLEAN = 32,
    CRD_SCHEMA_NULL = 64,
};

typedef struct crd_schema_property {
    crd_str name;
    const crd_schema *schema;
} crd_schema_property;

typedef struct crd_schema_list {
    const crd_schema *const *items;
    size_t n;
} crd_schema_list;

typedef struct crd_schema_count {
    bool has;
    int64_t value;
} crd_schema_count;

typedef struct crd_schema_bound {
    bool has;
    bool exclusive;
    double value;
} crd_schema_bound;

enum crd_schema_additional {
    CRD_ADDITIONAL_NONE = 0,
    CRD_ADDITIONAL_FALSE,
    CRD_ADDITIONAL_TRUE,
    CRD_ADDITIONAL_SCHEMA,
};

struct crd_schema {
    unsigned types;    /* enum crd_schema_type, ored; 0: any */
    crd_str type_text; /* as errors print it: "string", "integer,string" */
    crd_str format;    /* empty: none, or one that the server ignores */
    enum crd_format string_format;
    bool nullable;
    bool int_or_string;
    bool preserve_unknown;
    bool embedded_resource;
    bool unique_items;

    const crd_schema_property *properties; /* in the order of the text */
    const uint32_t *by_name;               /* the same, sorted */
    size_t n_properties;
    enum crd_schema_additional additional_kind;
    const crd_schema *additional; /* only with CRD_ADDITIONAL_SCHEMA */
    const crd_schema *items;
    const crd_str *required;
    size_t n_required;

    const crd_value *enum_values; /* a list; NULL: absent */
    const crd_value *default_value; /* NULL: absent */
    crd_schema_bound minimum;
    crd_schema_bound maximum;
    crd_schema_bound multiple_of;
    crd_schema_count min_length;
    crd_schema_count max_length;
    crd_schema_count min_items;
    crd_schema_count max_items;
    crd_schema_count min_properties;
    crd_schema_count max_properties;
    crd_str pattern;        /* empty: none */
    const crd_regex *regex; /* NULL: none, or it does not compile: then pattern_error is set */
    crd_str pattern_error;

    crd_schema_list all_of;
    crd_schema_list any_of;
    crd_schema_list one_of;
    const crd_schema *not_schema;

    crd_str list_type; /* empty: absent */
    const crd_str *list_map_keys;
    size_t n_list_map_keys;
    crd_str map_type;

    const crd_value *raw; /* what it was compiled from */
};

/* Zero means: as custom resources are validated. */
typedef struct crd_schema_options {
    /* As defaults are validated when a CRD is created: int-or-string says nothing of types by itself,
     * and no format is ignored. */
    bool for_defaults;
} crd_schema_options;

/*
 * Compiles the schema whose JSON is raw, which is Borrowed by the result and must live as long; the
 * result lives on the arena. Fails with DEPTH past CRD_SCHEMA_NESTING_MAX schemas within schemas, or
 * for memory. options may be NULL.
 */
bool crd_schema_compile(crd_arena *arena, const crd_value *raw, const crd_schema_options *options,
                        const crd_schema **ret_schema, crd_err *err);

/* The property's schema, NULL when there is none. Logarithmic. Borrowed. */
const crd_schema *crd_schema_property_find(const crd_schema *schema, crd_str name);

#ifdef __cplusplus
}
#endif
#endif
