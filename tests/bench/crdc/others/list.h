/* SPDX-License-Identifier: Apache-2.0 */
/* The list that quicktype's C calls, as far as it calls it: a stand-in for the benchmark alone. */
#ifndef BENCH_LIST_H
#define BENCH_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

typedef struct list {
    void **items;
    size_t n;
    size_t room;
    size_t at;
} list_t;

static inline list_t *list_create(bool lock, void *release)
{
    (void)lock;
    (void)release;
    return calloc(1, sizeof(list_t));
}

static inline void *list_add_tail(list_t *list, void *item, size_t size)
{
    (void)size;
    if (list->n == list->room) {
        list->room = list->room ? list->room * 2 : 4;
        list->items = realloc(list->items, list->room * sizeof(void *));
        if (!list->items) {
            abort();
        }
    }
    return list->items[list->n++] = item;
}

static inline void *list_get_next(list_t *list)
{
    return list->at < list->n ? list->items[list->at++] : NULL;
}

static inline void *list_get_head(list_t *list)
{
    list->at = 0;
    return list_get_next(list);
}

static inline void list_release(list_t *list)
{
    free(list->items);
    free(list);
}

#endif
