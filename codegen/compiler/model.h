/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The model: what a CustomResourceDefinition says, ready for the commands of crdc. Made once by
 * load.h, immutable afterwards, all of it on one arena.
 *
 *   crdc_set ──► crdc_crd ──► crdc_version ──► crdc_schema ──► crdc_property ──► crdc_schema ...
 *
 * The model says what stands there, not what the API server makes of it: nothing is defaulted,
 * nothing is checked beyond the JSON types of apiextensions v1. An absent text is empty with ptr
 * NULL (crdc_is_set); everything keeps the place where it stands and the value it was read from.
 * The model knows nothing of C, Markdown or any other output.
 */
#ifndef CRD_COMPILER_MODEL_H
#define CRD_COMPILER_MODEL_H

#include "value/value.h"

typedef struct crdc_schema crdc_schema;
typedef struct crdc_crd crdc_crd;

/* A list of texts; absent: items NULL. */
typedef struct crdc_texts {
    const crd_str *items;
    size_t n;
} crdc_texts;

/* A named schema: a property (also of patternProperties and definitions). In file order. */
typedef struct crdc_property {
    crd_str name;
    crd_place place; /* of the key */
    const crdc_schema *schema;
} crdc_property;

typedef struct crdc_properties {
    const crdc_property *items; /* NULL: absent; an empty object has items and n 0 */
    size_t n;
} crdc_properties;

/* allOf, anyOf, oneOf and items as a list. */
typedef struct crdc_schemas {
    const crdc_schema *const *items;
    size_t n;
} crdc_schemas;

/* "schema or bool": additionalProperties, additionalItems. */
enum crdc_or_bool {
    CRDC_ABSENT = 0,
    CRDC_FALSE,
    CRDC_TRUE,
    CRDC_SCHEMA,
};

typedef struct crdc_additional {
    enum crdc_or_bool kind;
    const crdc_schema *schema; /* only with CRDC_SCHEMA */
} crdc_additional;

/* A whole number that may be absent (maxLength, minItems, ...). */
typedef struct crdc_int {
    bool has;
    int64_t value;
} crdc_int;

/* A bound as written; literal is the JSON literal. */
typedef struct crdc_float {
    bool has;
    double value;
    crd_str literal;
} crdc_float;

/* One entry of x-kubernetes-validations. */
typedef struct crdc_rule {
    crd_str rule;
    crd_str message;
    crd_str message_expression;
    crd_str reason;
    crd_str field_path;
    enum crdc_or_bool optional_old_self; /* CRDC_ABSENT, CRDC_FALSE or CRDC_TRUE */
    crd_place place;
} crdc_rule;

typedef struct crdc_rules {
    const crdc_rule *items;
    size_t n;
} crdc_rules;

/* What `type` says. Anything else than these seven stands only in the text. */
enum crdc_type {
    CRDC_TYPE_NONE = 0, /* absent or empty */
    CRDC_TYPE_OBJECT,
    CRDC_TYPE_ARRAY,
    CRDC_TYPE_STRING,
    CRDC_TYPE_INTEGER,
    CRDC_TYPE_NUMBER,
    CRDC_TYPE_BOOLEAN,
    CRDC_TYPE_OTHER, /* "null", or a word that nobody knows */
};

/* JSONSchemaProps. */
struct crdc_schema {
    enum crdc_type type;
    crd_str type_text;

    crd_str title;
    crd_str description;
    crd_str format;
    crd_str pattern;

    crdc_properties properties; /* in file order */
    crdc_texts required;
    const crdc_schema *items;  /* items as one schema */
    crdc_schemas items_list;   /* items as a list (refused by the server) */
    crdc_additional additional_properties;

    crd_value enum_values; /* CRD_LIST; CRD_NULL when absent */
    const crd_value *default_value; /* NULL: absent; may be a CRD_NULL */
    const crd_value *example;
    bool nullable;

    crdc_float minimum;
    crdc_float maximum;
    crdc_float multiple_of;
    bool exclusive_minimum;
    bool exclusive_maximum;
    crdc_int min_length;
    crdc_int max_length;
    crdc_int min_items;
    crdc_int max_items;
    crdc_int min_properties;
    crdc_int max_properties;
    bool unique_items;

    crdc_schemas all_of;
    crdc_schemas any_of;
    crdc_schemas one_of;
    const crdc_schema *not_schema;

    enum crdc_or_bool preserve_unknown_fields; /* CRDC_ABSENT, CRDC_FALSE or CRDC_TRUE */
    bool int_or_string;
    bool embedded_resource;
    crd_str list_type; /* atomic, set, map, or what stands there */
    crdc_texts list_map_keys;
    crd_str map_type; /* atomic, granular, or what stands there */
    crdc_rules rules;

    /* No structural schema may have these; they are kept so that `crdc check` can say so. */
    crd_str id;
    crd_str schema_uri; /* $schema */
    crd_str ref;        /* $ref */
    crdc_properties pattern_properties;
    crdc_properties definitions;
    crdc_additional additional_items;
    const crd_value *dependencies;
    crd_str docs_description; /* externalDocs */
    crd_str docs_url;

    crd_place place;      /* of the schema's first key */
    const crd_value *raw; /* the value it was read from */
};

typedef struct crdc_column {
    crd_str name;
    crd_str type;
    crd_str format;
    crd_str description;
    crd_str json_path;
    int64_t priority;
    crd_place place;
} crdc_column;

typedef struct crdc_selectable {
    crd_str json_path;
    crd_place place;
} crdc_selectable;

typedef struct crdc_scale {
    bool has;
    crd_str spec_replicas_path;
    crd_str status_replicas_path;
    crd_str label_selector_path;
    crd_place place;
} crdc_scale;

typedef struct crdc_version {
    const crdc_crd *crd;
    crd_str name;
    bool served;
    bool storage;
    bool deprecated;
    crd_str deprecation_warning;
    bool has_subresources;
    bool status; /* subresources.status */
    crdc_scale scale;
    const crdc_column *columns;
    size_t n_columns;
    const crdc_selectable *selectable;
    size_t n_selectable;
    const crdc_schema *schema; /* openAPIV3Schema; NULL: absent */
    crd_place place;
    const crd_value *raw;
} crdc_version;

typedef struct crdc_names {
    crd_str plural;
    crd_str singular;
    crd_str kind;
    crd_str list_kind;
    crdc_texts short_names;
    crdc_texts categories;
    crd_place place;
} crdc_names;

/* spec.conversion; the client configuration as it stands, since only `crdc check` reads it. */
typedef struct crdc_conversion {
    bool has;
    crd_str strategy; /* None, Webhook, or what stands there */
    bool has_webhook;
    crdc_texts review_versions;
    const crd_value *client_config; /* NULL: absent */
    crd_place place;
    const crd_value *raw;
} crdc_conversion;

struct crdc_crd {
    crd_str file;        /* as named on the command line, or found below it */
    crd_str api_version; /* apiextensions.k8s.io/v1 */
    crd_str name;        /* metadata.name */
    crd_str group;
    crd_str scope; /* Namespaced, Cluster, or what stands there */
    crdc_names names;
    crdc_conversion conversion;
    bool preserve_unknown_fields;
    const crdc_version *versions; /* in file order */
    size_t n_versions;
    crd_place place;
    const crd_value *raw; /* the whole document, references of the compact form resolved */
    const crd_places *places; /* of every value below raw */
};

/* All CRDs of one run, in the order of files and documents. */
typedef struct crdc_set {
    const crdc_crd *const *crds;
    size_t n;
} crdc_set;

static inline bool crdc_is_set(crd_str text)
{
    return text.ptr != NULL;
}

/* The property of that name, NULL when there is none. Linear. */
static inline const crdc_schema *crdc_property_find(const crdc_schema *schema, crd_str name)
{
    for (size_t i = 0; i < schema->properties.n; i++) {
        if (crd_str_eq(schema->properties.items[i].name, name)) {
            return schema->properties.items[i].schema;
        }
    }
    return NULL;
}

static inline bool crdc_texts_have(crdc_texts texts, crd_str text)
{
    for (size_t i = 0; i < texts.n; i++) {
        if (crd_str_eq(texts.items[i], text)) {
            return true;
        }
    }
    return false;
}

static inline bool crdc_is_required(const crdc_schema *schema, crd_str name)
{
    return crdc_texts_have(schema->required, name);
}

/* The version of that name; NULL when there is none. */
static inline const crdc_version *crdc_version_find(const crdc_crd *crd, crd_str name)
{
    for (size_t i = 0; i < crd->n_versions; i++) {
        if (crd_str_eq(crd->versions[i].name, name)) {
            return &crd->versions[i];
        }
    }
    return NULL;
}

#endif
