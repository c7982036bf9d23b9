/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of loading: reading a JSON object into a struct by a table of its fields. Knows places and
 * findings; the tables (load_crd.c, load_schema.c) know what the fields mean.
 */
#ifndef CRD_COMPILER_LOAD_READ_H
#define CRD_COMPILER_LOAD_READ_H

#include "load.h"

/* Where we are in a document: a chain from here to the root, on the stack of the readers. */
typedef struct crdc_at {
    const struct crdc_at *up;
    crd_str key;     /* .key, or [key] when is_key */
    size_t index;    /* [index] when is_index */
    bool is_key;
    bool is_index;
    size_t depth;    /* schemas within schemas so far */
} crdc_at;

/* One document being read. Fails stickily: failed is set when memory is out. */
typedef struct crdc_reader {
    crdc_loading *loading;
    crd_arena *arena;
    crd_str file;
    const crd_places *places;
    crdc_crd *crd;
    bool failed; /* memory; err has been set */
    bool broken; /* a finding that leaves the document without a model */
    crd_err *err;
} crdc_reader;

enum crdc_field_kind {
    CRDC_F_TEXT,   /* crd_str */
    CRDC_F_BOOL,   /* bool */
    CRDC_F_TRI,    /* enum crdc_or_bool from a boolean */
    CRDC_F_INT,    /* crdc_int */
    CRDC_F_INT64,  /* int64_t, 0 when absent */
    CRDC_F_FLOAT,  /* crdc_float */
    CRDC_F_TEXTS,  /* crdc_texts */
    CRDC_F_VALUE,  /* const crd_value *, any */
    CRDC_F_OBJECT, /* const crd_value *, an object */
    CRDC_F_LIST,   /* crd_value, a list of any values */
    CRDC_F_READ,   /* read(): anything else */
    CRDC_F_SKIP,   /* known, not modelled */
};

typedef struct crdc_field {
    const char *key;
    enum crdc_field_kind kind;
    size_t offset; /* into the struct */
    /* CRDC_F_READ: reads value to target (struct + offset). */
    void (*read)(crdc_reader *reader, const crdc_at *at, const crd_value *value, void *target);
} crdc_field;

/* Reads the members of value (an object, else a finding) into target by the table; null is absent. */
void crdc_read_fields(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                      const crdc_field *fields, size_t n_fields, void *target);
#define CRDC_READ(reader, at, value, fields, target)                                               \
    crdc_read_fields((reader), (at), (value), (fields), sizeof(fields) / sizeof((fields)[0]),      \
                     (target))

/* count zeroed items of size bytes (at least one byte), NULL after setting failed. */
void *crdc_read_alloc(crdc_reader *reader, size_t count, size_t size);

/* True when value is of that kind; else a finding "must be <wanted>, not <found>". */
bool crdc_read_is(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                  enum crd_kind kind);

/* Adds a finding at the value's place. */
void crdc_read_finding(crdc_reader *reader, const crdc_at *at, const crd_value *value,
                       enum crd_severity severity, const char *rule, crd_str message);

/* Place of the value, or of its key when it has one and key is asked for. */
crd_place crdc_read_place(const crdc_reader *reader, const crd_value *value, bool key);

/* "spec.versions[0].schema" on the arena; ptr NULL when memory is out. */
crd_str crdc_at_text(crd_arena *arena, const crdc_at *at);

/* The readers of load_schema.c and load_crd.c. */
const crdc_schema *crdc_read_schema(crdc_reader *reader, const crdc_at *at, const crd_value *value);
bool crdc_read_crd(crdc_reader *reader, const crd_value *value);

static inline crdc_at crdc_at_key(const crdc_at *up, crd_str key)
{
    return (crdc_at){ .up = up, .key = key, .depth = up ? up->depth : 0 };
}

static inline crdc_at crdc_at_name(const crdc_at *up, crd_str name)
{
    return (crdc_at){ .up = up, .key = name, .is_key = true, .depth = up->depth };
}

static inline crdc_at crdc_at_index(const crdc_at *up, size_t index)
{
    return (crdc_at){ .up = up, .index = index, .is_index = true, .depth = up->depth };
}

#endif
