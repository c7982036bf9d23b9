/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The small types that every typed object is made of, with the face that generated code has: plain
 * structs, lists as items/n, maps as key/value arrays in document order. All of it is Borrowed
 * from the arena that the object was read on.
 */
#ifndef FG_KAPI_TYPES_H
#define FG_KAPI_TYPES_H

#include "value/value.h"

typedef struct fg_string_list {
    const crd_str *items;
    size_t n;
} fg_string_list;

typedef struct fg_string_pair {
    crd_str key;
    crd_str value;
} fg_string_pair;

/* Keys are unique; order is that of the document. */
typedef struct fg_string_map {
    const fg_string_pair *items;
    size_t n;
} fg_string_map;

/* The pair of that key, NULL when there is none. Linear: people write them by hand. */
const fg_string_pair *fg_string_map_find(const fg_string_map *map, crd_str key);

/* The pairs in bytewise key order, on the arena; items is NULL when memory is out. */
fg_string_map fg_string_map_sorted(crd_arena *arena, const fg_string_map *map);

/* k8s.io/apimachinery/pkg/util/intstr: a number or a text such as "25%". */
enum fg_int_or_string_kind {
    FG_IS_INT = 0,
    FG_IS_STRING,
};

typedef struct fg_int_or_string {
    enum fg_int_or_string_kind kind;
    int64_t number; /* FG_IS_INT; the schema sets no bound, Go's type is int32 */
    crd_str text;   /* FG_IS_STRING */
} fg_int_or_string;

/* Fields that the struct does not know, in document order; they survive a round trip. */
typedef struct fg_unknowns {
    const crd_member *items;
    size_t n;
} fg_unknowns;

#endif
