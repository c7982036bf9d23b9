/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The immutable value tree: what a JSON or YAML document says. 16 bytes a value on top of the
 * text it points to. Trees live on an arena, never change once made, and may be shared between
 * threads and between trees.
 *
 *   crd_value  kind | flags | len           text / items / members
 *              └── 8 bytes ───┘             └── 8 bytes ──┘
 *
 * Numbers keep their literal as JSON writes it ("1.0", "1e3", "12345678901234567890"); it is turned
 * into a number when somebody asks. Map members stay in document order, keys unique; large maps
 * carry a sorted index behind their members.
 */
#ifndef CRD_VALUE_VALUE_H
#define CRD_VALUE_VALUE_H

#include "../base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

enum crd_kind {
    CRD_NULL = 0,
    CRD_BOOL,
    CRD_NUMBER,
    CRD_STRING,
    CRD_LIST,
    CRD_MAP,
};

enum crd_value_flag {
    CRD_VALUE_TRUE = 1,    /* on CRD_BOOL */
    CRD_VALUE_INDEXED = 2, /* on CRD_MAP: n uint32_t positions sorted by key behind the members */
};

struct crd_member;

typedef struct crd_value {
    uint8_t kind; /* enum crd_kind */
    uint8_t flags;
    uint16_t reserved; /* zero */
    uint32_t len;      /* bytes of text, items or members */
    union {
        const char *text;                 /* CRD_NUMBER, CRD_STRING */
        const struct crd_value *items;    /* CRD_LIST */
        const struct crd_member *members; /* CRD_MAP */
        const void *raw;
    } u;
} crd_value;

typedef struct crd_member {
    crd_str key;
    crd_value value;
} crd_member;

/* Members of a map from this count on carry the sorted index. */
#define CRD_MAP_INDEX_MIN 9

/* Readers. All take NULL for "not there" and then answer as for null. */
static inline enum crd_kind crd_kind_of(const crd_value *value)
{
    return value ? (enum crd_kind)value->kind : CRD_NULL;
}

static inline bool crd_is_null(const crd_value *value)
{
    return crd_kind_of(value) == CRD_NULL;
}

static inline bool crd_is_map(const crd_value *value)
{
    return crd_kind_of(value) == CRD_MAP;
}

static inline bool crd_is_list(const crd_value *value)
{
    return crd_kind_of(value) == CRD_LIST;
}

static inline bool crd_is_string(const crd_value *value)
{
    return crd_kind_of(value) == CRD_STRING;
}

static inline bool crd_is_true(const crd_value *value)
{
    return crd_kind_of(value) == CRD_BOOL && (value->flags & CRD_VALUE_TRUE);
}

/* Text of a string or literal of a number; the empty text for every other kind. */
static inline crd_str crd_text_of(const crd_value *value)
{
    enum crd_kind kind = crd_kind_of(value);
    if (kind == CRD_STRING || kind == CRD_NUMBER) {
        return crd_str_of(value->u.text, value->len);
    }
    return crd_str_of("", 0);
}

/* Items of a list or members of a map; 0 for every other kind. */
static inline size_t crd_len_of(const crd_value *value)
{
    return crd_is_list(value) || crd_is_map(value) ? value->len : 0;
}

/* The i-th item, NULL past the end or when value is no list. Borrowed. */
static inline const crd_value *crd_item(const crd_value *value, size_t i)
{
    return crd_is_list(value) && i < value->len ? &value->u.items[i] : NULL;
}

/* The i-th member in document order, NULL past the end or when value is no map. Borrowed. */
static inline const crd_member *crd_member_at(const crd_value *value, size_t i)
{
    return crd_is_map(value) && i < value->len ? &value->u.members[i] : NULL;
}

/* The i-th member in bytewise key order. O(1) on indexed maps, O(n) on small ones. Borrowed. */
const crd_member *crd_member_sorted(const crd_value *map, size_t i);

/* The member of that key, NULL when absent or when value is no map. Borrowed. */
const crd_member *crd_map_find(const crd_value *map, crd_str key);

static inline const crd_value *crd_map_get(const crd_value *map, crd_str key)
{
    const crd_member *member = crd_map_find(map, key);
    return member ? &member->value : NULL;
}

#ifndef __cplusplus
#define CRD_GET(map, literal) crd_map_get((map), CRD_S(literal))
#endif

/* The number as float64 (Go's ParseFloat of the literal; out of range gives an infinity and false). */
bool crd_number_float(const crd_value *value, double *ret);

/* The number as int64 when its literal is an integer (no fraction, no exponent) in range. */
bool crd_number_int(const crd_value *value, int64_t *ret);

/* Equal as JSON documents: numbers by float64, members in any order. Depth <= CRD_NESTING_MAX. */
bool crd_value_equal(const crd_value *a, const crd_value *b);

/* Makers of scalars, by value. Text is Borrowed; longer than CRD_TEXT_BYTES_MAX is a caller's bug. */
crd_value crd_value_null(void);
crd_value crd_value_bool(bool truth);
crd_value crd_value_string(crd_str text);
crd_value crd_value_number(crd_str literal);
/* The float64 as encoding/json writes it; false when it is not finite or memory is out. */
bool crd_value_float(crd_arena *arena, double number, crd_value *ret, crd_err *err);
bool crd_value_int(crd_arena *arena, int64_t number, crd_value *ret, crd_err *err);

/* Lists and maps made from arrays that become part of the tree (on the same arena, Borrowed). A
 * map's keys must be unique; crd_value_map adds the index when there are many. */
crd_value crd_value_list(const crd_value *items, size_t n);
bool crd_value_map(crd_arena *arena, crd_member *members, size_t n, crd_value *ret, crd_err *err);

/* A deep copy, texts included, onto another arena. */
bool crd_value_copy(crd_arena *arena, const crd_value *value, crd_value *ret, crd_err *err);

/*
 * Builds lists and maps of unknown size: items are pushed on a stack on the heap, and closing a
 * container moves its items, exactly sized, onto the arena. Used by the readers.
 */
typedef struct crd_builder crd_builder;

enum crd_duplicates {
    CRD_DUP_LAST = 0, /* the last member of a key wins and keeps the first one's position */
    CRD_DUP_REPORT,   /* the same, and the callback is told */
};

crd_builder *crd_builder_new(crd_arena *arena, size_t nodes_max);
void crd_builder_free(crd_builder *builder);

/* Side table: where each value and key of a tree stands in its text. Kept on demand. */
typedef struct crd_places crd_places;

crd_places *crd_places_new(crd_arena *arena);

/* Records are added by readers; value addresses are those of the finished tree. */
bool crd_places_add(crd_places *places, const crd_value *value, crd_place value_place,
                    crd_place key_place, crd_err *err);

/* Place of the value, and of its key when it is a map member (else zero). False: not known. */
bool crd_places_find(const crd_places *places, const crd_value *value, crd_place *ret_value,
                     crd_place *ret_key);

#ifdef __cplusplus
}
#endif
#endif
