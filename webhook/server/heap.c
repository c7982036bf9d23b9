/* SPDX-License-Identifier: Apache-2.0 */
/* A heap of deadlines: see heap.h. */
#include "heap.h"

#include <stdlib.h>

void fg_heap_done(fg_heap *heap)
{
    free(heap->timers);
    *heap = (fg_heap){ 0 };
}

bool fg_heap_reserve(fg_heap *heap, size_t n)
{
    if (n <= heap->capacity) {
        return true;
    }
    size_t capacity = n < 64 ? 64 : n + n / 2;
    fg_timer **timers = realloc(heap->timers, capacity * sizeof(fg_timer *));
    if (!timers) {
        return false;
    }
    heap->timers = timers;
    heap->capacity = capacity;
    return true;
}

static void put(fg_heap *heap, size_t at, fg_timer *timer)
{
    heap->timers[at] = timer;
    timer->place = at + 1;
}

static void sift(fg_heap *heap, size_t at, fg_timer *timer)
{
    while (at > 0 && heap->timers[(at - 1) / 2]->at_ms > timer->at_ms) {
        put(heap, at, heap->timers[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < heap->n && heap->timers[child + 1]->at_ms < heap->timers[child]->at_ms) {
            child++;
        }
        if (child >= heap->n || heap->timers[child]->at_ms >= timer->at_ms) {
            break;
        }
        put(heap, at, heap->timers[child]);
        at = child;
    }
    put(heap, at, timer);
}

void fg_heap_set(fg_heap *heap, fg_timer *timer, int64_t at_ms)
{
    size_t at = timer->place ? timer->place - 1 : heap->n++;
    timer->at_ms = at_ms;
    sift(heap, at, timer);
}

void fg_heap_remove(fg_heap *heap, fg_timer *timer)
{
    if (!timer->place) {
        return;
    }
    size_t at = timer->place - 1;
    fg_timer *last = heap->timers[--heap->n];
    timer->place = 0;
    if (last != timer) {
        sift(heap, at, last);
    }
}
