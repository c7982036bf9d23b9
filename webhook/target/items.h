/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of generated code by their common layout: whatever their items are. Inside the room. */
#ifndef FG_TARGET_ITEMS_H
#define FG_TARGET_ITEMS_H

#include <stddef.h>

typedef struct fg_items {
    const void *items;
    size_t n;
} fg_items;

#endif
