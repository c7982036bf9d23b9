/* SPDX-License-Identifier: Apache-2.0 */
/* The hash table that quicktype's C calls, as far as it calls it: a stand-in for the benchmark alone;
 * its maps are small, so that it looks them through. */
#ifndef BENCH_HASHTABLE_H
#define BENCH_HASHTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct hashtable {
    struct {
        char *key;
        void *value;
    } *items;
    size_t n;
    size_t room;
} hashtable_t;

static inline hashtable_t *hashtable_create(size_t size, bool lock)
{
    (void)size;
    (void)lock;
    return calloc(1, sizeof(hashtable_t));
}

static inline void *hashtable_add(hashtable_t *table, const char *key, void *value, size_t size)
{
    (void)size;
    if (table->n == table->room) {
        table->room = table->room ? table->room * 2 : 4;
        table->items = realloc(table->items, table->room * sizeof(*table->items));
        if (!table->items) {
            abort();
        }
    }
    table->items[table->n].key = strdup(key);
    return table->items[table->n++].value = value;
}

static inline void *hashtable_lookup(hashtable_t *table, const char *key)
{
    for (size_t i = 0; i < table->n; i++) {
        if (strcmp(table->items[i].key, key) == 0) {
            return table->items[i].value;
        }
    }
    return NULL;
}

static inline size_t hashtable_get_keys(hashtable_t *table, char ***ret)
{
    *ret = calloc(table->n + 1, sizeof(char *));
    for (size_t i = 0; *ret && i < table->n; i++) {
        (*ret)[i] = table->items[i].key;
    }
    return table->n;
}

static inline void hashtable_release(hashtable_t *table)
{
    for (size_t i = 0; i < table->n; i++) {
        free(table->items[i].key);
    }
    free(table->items);
    free(table);
}

#endif
