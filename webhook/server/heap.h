/* SPDX-License-Identifier: Apache-2.0 */
/* A heap of deadlines, the earliest on top. Pure; entries stand inside what they belong to. */
#ifndef FG_SERVER_HEAP_H
#define FG_SERVER_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct fg_timer {
    int64_t at_ms;
    size_t place; /* in the heap, from 1; 0: not in it */
} fg_timer;

typedef struct fg_heap {
    fg_timer **timers;
    size_t n;
    size_t capacity;
} fg_heap;

void fg_heap_done(fg_heap *heap);

/* Makes sure that n timers fit, so that fg_heap_set cannot fail; false: no memory. */
bool fg_heap_reserve(fg_heap *heap, size_t n);

/* Puts in or moves; there must be room. */
void fg_heap_set(fg_heap *heap, fg_timer *timer, int64_t at_ms);
void fg_heap_remove(fg_heap *heap, fg_timer *timer);

/* The earliest; NULL when empty. */
static inline fg_timer *fg_heap_top(const fg_heap *heap)
{
    return heap->n ? heap->timers[0] : NULL;
}

#endif
