/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables that describe a struct: where each field lies, what it is called in a document and how
 * its value lies in memory. crdc emits them as constants; the runtime reads, writes, copies and
 * compares by them alone.
 *
 *   crd_struct ──► fields[i]: key, offset, type ──► crd_type ──► item type, or crd_struct
 *
 *   kind           in memory                                in a document
 *   STRING         crd_str                                  string
 *   INT            int64_t                                  integer
 *   DOUBLE         double                                   number
 *   BOOL           bool                                     boolean
 *   ENUM           an enum (0 unset, 1 other), and a        string
 *                  crd_str for the text of "other"
 *   INT_OR_STRING  crd_int_or_string                        integer or string
 *   ANY            crd_value                                anything
 *   OBJECT         the struct itself (items of lists,       object
 *                  values of maps)
 *   REF            pointer to the struct (fields)           object
 *   LIST           { T *items; size_t n; }                  array
 *   MAP            { struct { crd_str key; T value; }       object
 *                    *items; size_t n; }
 *
 * A field's presence is the bit of its index in `has` (present and not null) and `null` (present as
 * null). A zeroed struct is the empty object.
 */
#ifndef CRD_SCHEMA_TYPE_H
#define CRD_SCHEMA_TYPE_H

#include "../value/value.h"

/* What generated code and libcrd agree on: the types and tables of this file, of value.h and str.h, in
 * memory. Goes up with each change of them. */
#define CRD_ABI 1

#ifdef __cplusplus
extern "C" {
#endif

enum crd_type_kind {
    CRD_TYPE_STRING = 0,
    CRD_TYPE_INT,
    CRD_TYPE_DOUBLE,
    CRD_TYPE_BOOL,
    CRD_TYPE_ENUM,
    CRD_TYPE_INT_OR_STRING,
    CRD_TYPE_ANY,
    CRD_TYPE_OBJECT,
    CRD_TYPE_REF,
    CRD_TYPE_LIST,
    CRD_TYPE_MAP,
};

struct crd_struct;

typedef struct crd_type {
    enum crd_type_kind kind;
    bool is_nullable;        /* null is a value (of items; a map takes null in any case) */
    uint32_t size;           /* of one value in memory */
    uint32_t stride;         /* LIST, MAP: from one item or entry to the next */
    uint32_t value_at;       /* MAP: offset of the value in an entry */
    const char *format;      /* int32, int64, float, double; of ANY: object; NULL: none */
    const struct crd_type *item; /* LIST, MAP */
    const struct crd_struct *object; /* OBJECT, REF */
    const crd_str *texts;    /* ENUM: the text of constant 2 + i */
    uint32_t n_texts;
} crd_type;

typedef struct crd_field {
    const char *key;
    uint32_t key_len;
    uint32_t at;
    uint32_t other_at; /* ENUM: offset of the text of "other" */
    const crd_type *type;
} crd_field;

#define CRD_NO_EXTRA UINT32_MAX

typedef struct crd_struct {
    uint32_t abi;      /* CRD_ABI where the table was compiled; this, size and layout never move */
    uint32_t size;
    uint64_t layout;   /* digest of the struct and all that it holds; 0: not taken */
    const char *name;  /* of the C struct */
    uint32_t has_at;
    uint32_t null_at;
    uint32_t extra_at; /* CRD_NO_EXTRA: the struct has none, what would stand there is dropped */
    uint32_t n;
    const crd_field *fields; /* in the order of the CRD */
    const uint16_t *by_key;  /* indexes in bytewise order of keys; NULL: the fields are */
} crd_struct;

/* ---- what structs are made of ---- */

/* A crd_int_or_string is one of both. */
typedef struct crd_int_or_string {
    bool is_string;
    int64_t number;
    crd_str text;
} crd_int_or_string;

/*
 * What a document has besides: unknown fields (key, value), in their order; and notes, by which a
 * value that lies at `at` is written again as it was read (1.0 in an integer, null in a map).
 * crd_extra_next passes over the notes.
 */
typedef struct crd_unknown {
    struct crd_unknown *next;
    crd_str key;
    crd_value value;
    const void *at; /* NULL: an unknown field */
} crd_unknown;

/* The first unknown field, or the next behind one; NULL: no more. */
static inline const crd_unknown *crd_extra_next(const crd_unknown *unknown)
{
    while (unknown && unknown->at) {
        unknown = unknown->next;
    }
    return unknown;
}
#define CRD_FOREACH_EXTRA(it, extra)                                                               \
    for (const crd_unknown *it = crd_extra_next(extra); it; it = crd_extra_next((it)->next))

/* The unknown field of that key; NULL: none. Linear. */
const crd_value *crd_extra_get(const crd_unknown *extra, crd_str key);

/* True when the item or map value that lies at that address was null in the document. */
bool crd_extra_is_null(const crd_unknown *extra, const void *at);

typedef struct crd_strings {
    crd_str *items;
    size_t n;
} crd_strings;

typedef struct crd_ints {
    int64_t *items;
    size_t n;
} crd_ints;

typedef struct crd_doubles {
    double *items;
    size_t n;
} crd_doubles;

typedef struct crd_bools {
    bool *items;
    size_t n;
} crd_bools;

typedef struct crd_ints_or_strings {
    crd_int_or_string *items;
    size_t n;
} crd_ints_or_strings;

typedef struct crd_any_list {
    crd_value *items;
    size_t n;
} crd_any_list;

typedef struct crd_string_entry {
    crd_str key;
    crd_str value;
} crd_string_entry;

/* Entries stand in the order of the document, keys unique. */
typedef struct crd_string_map {
    crd_string_entry *items;
    size_t n;
} crd_string_map;

typedef struct crd_any_entry {
    crd_str key;
    crd_value value;
} crd_any_entry;

typedef struct crd_any_map {
    crd_any_entry *items;
    size_t n;
} crd_any_map;

typedef struct crd_int_or_string_entry {
    crd_str key;
    crd_int_or_string value;
} crd_int_or_string_entry;

typedef struct crd_int_or_string_map {
    crd_int_or_string_entry *items;
    size_t n;
} crd_int_or_string_map;

/* An object whose schema has no properties: what it holds are unknown fields. */
typedef struct crd_empty {
    crd_unknown *extra;
} crd_empty;

/* The value of that key; NULL: none. Linear. Borrowed. */
const crd_str *crd_string_map_get(const crd_string_map *map, crd_str key);

/* The index of that key's entry in a map of any type, CRD_NPOS: none. Linear: people write maps. */
#define CRD_MAP_INDEX(map, key)                                                                    \
    crd_map_index((map)->items, (map)->n, sizeof(*(map)->items), (key))
size_t crd_map_index(const void *entries, size_t n, size_t stride, crd_str key);

/*
 * True when a caller, a library of generated code and libcrd were compiled with the same structs: abi,
 * size and layout are what the caller's header says, table is the library's. X_check_abi() calls it.
 */
bool crd_abi_is(const crd_struct *table, uint32_t abi, size_t size, uint64_t layout);

extern const crd_struct crd_empty_type;
extern const crd_type crd_type_string;
extern const crd_type crd_type_int;
extern const crd_type crd_type_int32;
extern const crd_type crd_type_int64;
extern const crd_type crd_type_double;
extern const crd_type crd_type_float_format;
extern const crd_type crd_type_double_format;
extern const crd_type crd_type_bool;
extern const crd_type crd_type_int_or_string;
extern const crd_type crd_type_any;
extern const crd_type crd_type_any_object; /* an object, kept as a tree */
extern const crd_type crd_type_empty;
extern const crd_type crd_type_strings;
extern const crd_type crd_type_ints;
extern const crd_type crd_type_doubles;
extern const crd_type crd_type_bools;
extern const crd_type crd_type_ints_or_strings;
extern const crd_type crd_type_any_list;
extern const crd_type crd_type_string_map;
extern const crd_type crd_type_any_map;
extern const crd_type crd_type_int_or_string_map;

/* Sets a field and marks it present; takes it away again. */
#define CRD_SET(obj, field, ...)                                                                   \
    ((obj)->field = __VA_ARGS__, (obj)->null.field = 0, (obj)->has.field = 1)
#define CRD_SET_NULL(obj, field) ((obj)->has.field = 0, (obj)->null.field = 1)
#define CRD_CLEAR(obj, field) ((obj)->has.field = 0, (obj)->null.field = 0)

/* ---- for tables ---- */

#define CRD_FIELD(S, name, key, type) { key, sizeof(key) - 1, offsetof(S, name), 0, type }
#define CRD_FIELD_ENUM(S, name, other, key, type)                                                  \
    { key, sizeof(key) - 1, offsetof(S, name), offsetof(S, other), type }
#define CRD_STRUCT(S, fields, by_key) CRD_STRUCT_LAID(S, 0, fields, by_key)
#define CRD_STRUCT_LAID(S, layout, fields, by_key)                                                 \
    { CRD_ABI, sizeof(S), layout, #S, offsetof(S, has), offsetof(S, null), offsetof(S, extra),     \
      sizeof(fields) / sizeof((fields)[0]), fields, by_key }
/* Without `extra`. */
#define CRD_STRUCT_CLOSED(S, layout, fields, by_key)                                               \
    { CRD_ABI, sizeof(S), layout, #S, offsetof(S, has), offsetof(S, null), CRD_NO_EXTRA,           \
      sizeof(fields) / sizeof((fields)[0]), fields, by_key }
#define CRD_TYPE_REF_OF(object) { CRD_TYPE_REF, true, sizeof(void *), 0, 0, NULL, NULL, object, NULL, 0 }
#define CRD_TYPE_OBJECT_OF(S, nullable, object)                                                    \
    { CRD_TYPE_OBJECT, nullable, sizeof(S), 0, 0, NULL, NULL, object, NULL, 0 }
#define CRD_TYPE_LIST_OF(L, T, nullable, item)                                                     \
    { CRD_TYPE_LIST, nullable, sizeof(L), sizeof(T), 0, NULL, item, NULL, NULL, 0 }
#define CRD_TYPE_MAP_OF(M, E, nullable, item)                                                      \
    { CRD_TYPE_MAP, nullable, sizeof(M), sizeof(E), offsetof(E, value), NULL, item, NULL, NULL, 0 }
#define CRD_TYPE_ENUM_OF(E, texts)                                                                 \
    { CRD_TYPE_ENUM, false, sizeof(E), 0, 0, NULL, NULL, NULL, texts,                              \
      sizeof(texts) / sizeof((texts)[0]) }
#define CRD_TYPE_SCALAR(kind, nullable, T, format)                                                 \
    { kind, nullable, sizeof(T), 0, 0, format, NULL, NULL, NULL, 0 }

/* ---- presence by index ---- */

/* Bit-fields fill their unit from the low end on little-endian machines and from the high end on
 * big-endian ones. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define CRD_BIT(i) ((uint8_t)(0x80u >> (i) % 8))
#else
#define CRD_BIT(i) ((uint8_t)(1u << (i) % 8))
#endif

static inline bool crd_bit_get(const void *object, uint32_t at, size_t i)
{
    return (((const uint8_t *)object)[at + i / 8] & CRD_BIT(i)) != 0;
}

static inline void crd_bit_set(void *object, uint32_t at, size_t i, bool on)
{
    uint8_t *byte = (uint8_t *)object + at + i / 8;
    *byte = (uint8_t)(on ? *byte | CRD_BIT(i) : *byte & ~CRD_BIT(i));
}

#ifdef __cplusplus
}
#endif
#endif
