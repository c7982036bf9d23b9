/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plan of the C that is emitted: units (a .c and a .h a group and version), their types with
 * the names they have in C, the kinds. Made of the model in steps, each a file: c_units.c finds the
 * units, c_plan.c the types and makes equal ones one, c_name.c gives names, which c_renames.c
 * writes and reads back, emit_c_*.c print.
 *
 * A type belongs to the first unit that needs it, in the order of group and version; later units
 * include that one's header. Types stand in the plan behind those that they are made of.
 */
#ifndef CRD_COMPILER_C_PLAN_H
#define CRD_COMPILER_C_PLAN_H

#include "base/buf.h"
#include "model.h"
#include "texts.h"

/* As enum crd_type_kind of schema/type.h, which the compiler emits by name. */
enum crdc_c_kind {
    CRDC_C_STRING = 0,
    CRDC_C_INT,
    CRDC_C_DOUBLE,
    CRDC_C_BOOL,
    CRDC_C_ENUM,
    CRDC_C_INT_OR_STRING,
    CRDC_C_ANY,
    CRDC_C_STRUCT,
    CRDC_C_LIST,
    CRDC_C_MAP,
};

/* Whose name a type has. */
enum crdc_c_given {
    CRDC_C_NAMED = 0,      /* named anew */
    CRDC_C_GIVEN,          /* the rename file's for one of its places */
    CRDC_C_GIVEN_BY_PLACE, /* the file's for a place that had the same type when it was written */
};

/* A place in a CRD where a type stands: "fleet.cattle.io/v1alpha1/Bundle.spec.targets[]"; a key
 * with other characters than letters, digits, - _ $ / @ and + stands as ["ca.crt"], as Go quotes
 * it. */
typedef struct crdc_c_use {
    struct crdc_c_use *next;
    crd_str path;
} crdc_c_use;

struct crdc_c_type;

typedef struct crdc_c_field {
    crd_str key;
    crd_str name;  /* in C */
    crd_str other; /* of an enum: the member for the text of "other" */
    const struct crdc_c_type *type;
    crd_str description;
    const crdc_schema *schema; /* NULL: metadata and the like */
} crdc_c_field;

typedef struct crdc_c_type {
    enum crdc_c_kind kind;
    bool is_runtime; /* the C type, and the table unless it is empty, are the runtime's */
    bool takes_null; /* LIST: null is an item */
    bool is_shared;  /* used by several kinds */
    bool is_root;
    bool is_kind_list;
    enum crdc_c_given given; /* STRUCT, ENUM: its name */
    bool keeps_unknown;      /* STRUCT: a schema of it preserves unknown fields */
    bool declares;           /* LIST, MAP: the first one with this C type */
    size_t id;
    size_t unit;              /* the owner's number */
    struct crdc_c_type *next; /* of the plan's types */
    struct crdc_c_type *item; /* LIST, MAP */
    const struct crdc_c_type
        *same;            /* LIST, MAP: the type that declares this C type; NULL: the runtime */
    crdc_c_field *fields; /* STRUCT */
    size_t n_fields;
    const crd_str *values; /* ENUM */
    size_t n_values;
    crd_str *constants;   /* ENUM: one a value */
    crd_str c_name;       /* the C type */
    crd_str entry_name;   /* MAP: the C type of an entry */
    crd_str table;        /* of a runtime type: the crd_type */
    crd_str struct_table; /* STRUCT: the crd_struct */
    crd_str description;
    crdc_c_use *uses; /* STRUCT, ENUM */
    crdc_c_use **uses_tail;
    const crd_str *words; /* the way to its shallowest use, without the kind; on the arena */
    size_t n_words;
    crd_str kind_word;   /* of that use */
    const crdc_crd *crd; /* of the first use */
    uint64_t layout;     /* a digest of its C and that of all it is made of */
} crdc_c_type;

typedef struct crdc_c_kind_root {
    const crdc_crd *crd;
    const crdc_version *version;
    crdc_c_type *object;
    crdc_c_type *list;
} crdc_c_kind_root;

typedef struct crdc_c_unit {
    crd_str group;
    crd_str version;
    crd_str file;   /* without .c and .h */
    crd_str prefix; /* with its underscore */
    crdc_c_kind_root *roots;
    size_t n_roots;
    bool *includes; /* one a unit of the plan */
} crdc_c_unit;

typedef struct crdc_c_plan {
    crd_arena *arena; /* Borrowed */
    crdc_c_unit *units;
    size_t n_units;
    crdc_c_type *types; /* in the order of their ids */
    crdc_c_type **types_tail;
    size_t n_types;
    crdc_map by_signature;
    crdc_map names;          /* taken in C's file scope */
    const crdc_map *renames; /* Borrowed; "type PATH" and so on to crd_str *; NULL: none */
    bool keeps_uses;         /* all of them, not the first one alone */
    bool drops_unknown;      /* structs have no `extra` unless a schema preserves unknown fields */
} crdc_c_plan;

/* Finds units and types. prefix: empty for the first label of each group. renames may be NULL.
 * Fails with DEPTH for a schema nested past CRD_NESTING_MAX, with VALUE for names that the server
 * refuses. */
bool crdc_c_plan_make(crd_arena *arena, crdc_set set, crd_str prefix, const crdc_map *renames,
                      crdc_c_plan *ret, crd_err *err);

/* The plan's units, with the names of their files; the first step of crdc_c_plan_make. */
bool crdc_c_units_make(crdc_c_plan *plan, crdc_set set, crd_str prefix, crd_err *err);

/* The step down to a property in such a place: ".spec", "[\"ca.crt\"]"; without ptr: no memory. */
void crdc_c_add_step(crd_buf *buf, crd_str key);
crd_str crdc_c_step(crd_arena *arena, crd_str key);

/* Gives every type, field and constant its name. */
bool crdc_c_plan_name(crdc_c_plan *plan, crd_err *err);

/* Gives every type its layout; the last step of naming. */
void crdc_c_plan_lay(crdc_c_plan *plan);

/* The pairs of a rename file ("KIND PATH = NAME" a line, # for comments) into the map. */
bool crdc_c_renames_read(crd_arena *arena, crd_str text, crdc_map *ret, crd_err *err);
void crdc_c_renames_write(crd_buf *buf, const crdc_c_plan *plan);

enum crdc_c_docs {
    CRDC_C_DOCS_BRIEF = 0,
    CRDC_C_DOCS_NONE,
    CRDC_C_DOCS_FULL,
};

typedef struct crdc_c_options {
    enum crdc_c_docs docs;
    crd_str export_macro; /* empty: symbols are hidden */
} crdc_c_options;

/* Appends one unit's header or source. */
void crdc_c_emit_header(crd_buf *buf, const crdc_c_plan *plan, const crdc_c_unit *unit,
                        const crdc_c_options *options);
bool crdc_c_emit_source(crd_buf *buf, const crdc_c_plan *plan, const crdc_c_unit *unit,
                        crd_err *err);

/* Whether the struct ends with `extra`. */
static inline bool crdc_c_has_extra(const crdc_c_plan *plan, const crdc_c_type *type)
{
    return !plan->drops_unknown || type->keeps_unknown;
}

/* The constants and functions of a kind and its list: X_new, X_parse_json, ... */
static inline bool crdc_c_has_functions(const crdc_c_type *type)
{
    return type->is_root || type->is_kind_list;
}

#endif
