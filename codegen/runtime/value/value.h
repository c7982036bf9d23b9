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
 * into a number when somebody asks. Map members stay in document order, keys unique. A map whose
 * members do not stand in key order carries that order behind them:
 *
 *   members[0] ... members[n-1]  order[0] ... order[n-1]    uint32_t, bytewise by key
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
    CRD_VALUE_SORTED = 4,  /* on CRD_MAP: the members themselves stand in key order */
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

/* The i-th member in bytewise key order, NULL past the end. O(1). Borrowed. */
const crd_member *crd_member_sorted(const crd_value *map, size_t i);

/* The member of that key, NULL when absent or when value is no map. O(log n). Borrowed. */
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

/* Equal as JSON documents: numbers by float64, members in any order. False past CRD_NESTING_MAX
 * levels. */
bool crd_value_equal(const crd_value *a, const crd_value *b);

/* Makers of scalars, by value. Text is Borrowed; longer than CRD_TEXT_BYTES_MAX is a caller's bug. */
crd_value crd_value_null(void);
crd_value crd_value_bool(bool truth);
crd_value crd_value_string(crd_str text);
crd_value crd_value_number(crd_str literal);
/* The float64 as encoding/json writes it; false when it is not finite or memory is out. */
bool crd_value_float(crd_arena *arena, double number, crd_value *ret, crd_err *err);
bool crd_value_int(crd_arena *arena, int64_t number, crd_value *ret, crd_err *err);

/*
 * Lists and maps made from arrays that become part of the tree (on the same arena, Borrowed; the
 * caller changes them no more). crd_value_map puts the key order behind the members, in place when
 * they are the arena's newest allocation, else in a copy. Fails with VALUE when a key stands twice.
 */
crd_value crd_value_list(const crd_value *items, size_t n);
bool crd_value_map(crd_arena *arena, crd_member *members, size_t n, crd_value *ret, crd_err *err);

/* A deep copy, texts included, onto another arena. Fails with DEPTH past CRD_NESTING_MAX levels. */
bool crd_value_copy(crd_arena *arena, const crd_value *value, crd_value *ret, crd_err *err);

/* Side table: where each value and key of a tree stands in its text. Kept on demand. */
typedef struct crd_places crd_places;

/* An empty table on the arena; NULL when there is no memory. */
crd_places *crd_places_new(crd_arena *arena);

/* Records are added by readers; value addresses are those of the finished tree. */
bool crd_places_add(crd_places *places, const crd_value *value, crd_place value_place,
                    crd_place key_place, crd_err *err);

/* The same for the root of a tree, which will stand at that address: found again there and, for a
 * list or map that is not empty, by any copy of the crd_value. */
bool crd_places_add_root(crd_places *places, const crd_value *at, crd_value root, crd_place place,
                         crd_err *err);

/*
 * Place of the value, and of its key when it is a map member (else zero). False: not known. Values
 * are known by address: give a pointer into the tree (from crd_item, crd_map_get, ...), not one to
 * a copy. Reading is safe from several threads once nothing is added any more.
 */
bool crd_places_find(const crd_places *places, const crd_value *value, crd_place *ret_value,
                     crd_place *ret_key);

/* A key that stands more than once in one map. All texts on the arena of the tree. */
typedef struct crd_duplicate {
    struct crd_duplicate *next;
    crd_str key;
    crd_str path;    /* field path of the map's member: spec.a[2].key; cut past CRD_PATH_BYTES_MAX */
    crd_place first; /* as given to crd_builder_key; zero when places are not kept */
    crd_place again;
} crd_duplicate;

/*
 * Builds a tree from a stream of events without recursion. Items wait on a stack on the heap;
 * closing a list or map moves them, exactly sized, onto the arena. Of duplicate keys the last
 * value wins and takes the first one's position.
 *
 *   open(MAP) key("a") value(1) key("b") open(LIST) value(2) close() close() finish()
 *
 * Fails stickily: after the first failure every call does nothing and answers false, and
 * crd_builder_finish gives the error. Used by the readers.
 */
typedef struct crd_builder crd_builder;

/* Zero means default. */
typedef struct crd_builder_options {
    size_t depth_max;           /* 0: CRD_NESTING_MAX; past it: DEPTH, "exceeded max depth" */
    size_t nodes_max;           /* 0: no bound but memory; past it: BUDGET */
    crd_places *places;         /* NULL: places are not kept and those given are not looked at */
    crd_duplicate **duplicates; /* NULL: no report; else the list is appended to, in closing order,
                                   at most CRD_DUPLICATES_MAX of them */
} crd_builder_options;

/* Owned; NULL with err set when there is no memory. options may be NULL. */
crd_builder *crd_builder_new(crd_arena *arena, const crd_builder_options *options, crd_err *err);
void crd_builder_free(crd_builder *builder);

static inline void crd_builder_cleanup(crd_builder **builder)
{
    crd_builder_free(*builder);
}
#define CRD_AUTO_BUILDER __attribute__((cleanup(crd_builder_cleanup))) crd_builder *

/* Opens a CRD_LIST or CRD_MAP that begins at place; in a map a key stands before it. */
bool crd_builder_open(crd_builder *builder, enum crd_kind kind, crd_place place);

/* Closes the innermost list or map. */
bool crd_builder_close(crd_builder *builder);

/* Key of the next member of the innermost map. Text Borrowed: it becomes part of the tree. */
bool crd_builder_key(crd_builder *builder, crd_str key, crd_place place);

/* A scalar, or a finished list or map of the same arena, which is then shared (YAML aliases). */
bool crd_builder_value(crd_builder *builder, crd_value value, crd_place place);

/* Counts nodes besides those pushed (the inside of a shared tree) against nodes_max. */
bool crd_builder_count(crd_builder *builder, size_t nodes);

/* Open lists and maps; the value pushed or closed last in the innermost one (NULL when it is empty
 * or after a failure; good until the next call). */
size_t crd_builder_depth(const crd_builder *builder);
/* CRD_LIST or CRD_MAP, what the innermost one is; CRD_NULL when none is open. */
enum crd_kind crd_builder_inside(const crd_builder *builder);
const crd_value *crd_builder_last(const crd_builder *builder);

/* The value of that key among the members of the innermost map so far; the last one wins. Linear. */
const crd_value *crd_builder_member(const crd_builder *builder, crd_str key);

/* The failure so far; code CRD_OK when there was none. Borrowed. */
const crd_err *crd_builder_error(const crd_builder *builder);

/* Ends the document: exactly one value, everything closed. The builder is empty then and may build
 * the next one. */
bool crd_builder_finish(crd_builder *builder, crd_value *ret_value, crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
