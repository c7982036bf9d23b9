/* SPDX-License-Identifier: Apache-2.0 */
/* A small struct with its table, as crdc emits them: one field of each type. */
#ifndef T_OBJECT_SHOP_H
#define T_OBJECT_SHOP_H

#include "schema/meta.h"
#include "schema/object.h"

typedef enum shop_mode {
    SHOP_MODE_UNSET = 0,
    SHOP_MODE_OTHER = 1,
    SHOP_MODE_AUTO = 2,
    SHOP_MODE_EMPTY = 3,
} shop_mode;

typedef struct shop_part {
    struct {
        unsigned name : 1;
        unsigned count : 1;
    } has, null;
    crd_str name;
    int64_t count;
    crd_unknown *extra;
} shop_part;

typedef struct shop_part_items {
    shop_part *items;
    size_t n;
} shop_part_items;

typedef struct shop_int_entry {
    crd_str key;
    int64_t value;
} shop_int_entry;

typedef struct shop_int_map {
    shop_int_entry *items;
    size_t n;
} shop_int_map;

typedef struct shop_widget {
    struct {
        unsigned metadata : 1;
        unsigned size : 1;
        unsigned mode : 1;
        unsigned port : 1;
        unsigned weight : 1;
        unsigned paused : 1;
        unsigned labels : 1;
        unsigned counts : 1;
        unsigned sizes : 1;
        unsigned parts : 1;
        unsigned values : 1;
        unsigned main_part : 1;
    } has, null;
    crd_object_meta *metadata;
    int64_t size;
    shop_mode mode;
    crd_str mode_other;
    crd_int_or_string port;
    double weight;
    bool paused;
    crd_string_map labels;
    shop_int_map counts;
    crd_ints sizes;
    shop_part_items parts;
    crd_value values;
    shop_part *main_part;
    crd_unknown *extra;
} shop_widget;

extern const crd_struct shop_part_type;
extern const crd_struct shop_widget_type;

#endif
