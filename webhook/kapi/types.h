/* SPDX-License-Identifier: Apache-2.0 */
/* String maps as libcrd has them (schema/type.h), in the order in which Go writes them. */
#ifndef FG_KAPI_TYPES_H
#define FG_KAPI_TYPES_H

#include "schema/type.h"

/* The entries in bytewise key order, on the arena; items is NULL when memory is out. */
crd_string_map fg_string_map_sorted(crd_arena *arena, const crd_string_map *map);

#endif
