/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of runes under construction: see regex_class.h. */
#include "regex_class.h"

#include <stdlib.h>

#include "utf8.h"

/* The longest orbit of runes that fold alike has this many members. */
#define ORBIT_MAX 4

/* From this size on a full list is first put in order: repeats vanish before it grows. */
#define CLEAN_BEFORE_GROWING 4096

static bool grow(rx_class *class_)
{
    if (class_->n >= CLEAN_BEFORE_GROWING) {
        crd_rx_class_clean(class_);
        if (class_->n <= class_->capacity / 2) {
            return true;
        }
    }
    size_t capacity = class_->capacity < 4 ? 4 : class_->capacity * 2;
    size_t old_size = class_->capacity * sizeof(rx_range);
    size_t size = capacity * sizeof(rx_range);
    if (class_->ranges && crd_arena_extend(class_->arena, class_->ranges, old_size, size)) {
        class_->capacity = capacity;
        return true;
    }
    rx_range *ranges = crd_arena_alloc(class_->arena, size);
    if (!ranges) {
        class_->failed = true;
        return false;
    }
    if (class_->n) {
        memcpy(ranges, class_->ranges, class_->n * sizeof(rx_range));
    }
    class_->ranges = ranges;
    class_->capacity = capacity;
    return true;
}

void crd_rx_class_add(rx_class *class_, uint32_t first, uint32_t last)
{
    if (class_->failed) {
        return;
    }
    /* one of the two newest often takes it: upper and lower case grow side by side */
    for (size_t back = 1; back <= 2 && back <= class_->n; back++) {
        rx_range *near = &class_->ranges[class_->n - back];
        if (first <= near->last + 1 && near->first <= last + 1) {
            near->first = first < near->first ? first : near->first;
            near->last = last > near->last ? last : near->last;
            return;
        }
    }
    if (class_->n == class_->capacity && !grow(class_)) {
        return;
    }
    class_->ranges[class_->n++] = (rx_range){ first, last };
}

void crd_rx_class_add_all(rx_class *class_, const rx_range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crd_rx_class_add(class_, ranges[i].first, ranges[i].last);
    }
}

void crd_rx_class_add_others(rx_class *class_, const rx_range *ranges, size_t n)
{
    uint32_t next = 0;
    for (size_t i = 0; i < n; i++) {
        if (next < ranges[i].first) {
            crd_rx_class_add(class_, next, ranges[i].first - 1);
        }
        next = ranges[i].last + 1;
    }
    if (next <= CRD_RUNE_MAX) {
        crd_rx_class_add(class_, next, CRD_RUNE_MAX);
    }
}

static int by_first(const void *left, const void *right)
{
    const rx_range *a = left;
    const rx_range *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

void crd_rx_class_clean(rx_class *class_)
{
    bool ordered = true;
    for (size_t i = 1; i < class_->n && ordered; i++) {
        ordered = class_->ranges[i - 1].first <= class_->ranges[i].first;
    }
    if (!ordered) {
        qsort(class_->ranges, class_->n, sizeof(rx_range), by_first);
    }
    size_t kept = class_->n ? 1 : 0;
    for (size_t i = 1; i < class_->n; i++) {
        rx_range *last = &class_->ranges[kept - 1];
        rx_range range = class_->ranges[i];
        if (range.first > last->last + 1) {
            class_->ranges[kept++] = range;
        } else if (range.last > last->last) {
            last->last = range.last;
        }
    }
    class_->n = kept;
}

void crd_rx_class_fold(rx_class *class_, rx_class *scratch)
{
    for (int round = 1; round < ORBIT_MAX; round++) {
        crd_rx_class_clean(class_);
        scratch->n = 0;
        for (size_t i = 0; i < class_->n; i++) {
            size_t cursor = 0;
            uint32_t first;
            uint32_t last;
            while (crd_rune_fold_next(class_->ranges[i].first, class_->ranges[i].last, &cursor,
                                      &first, &last)) {
                crd_rx_class_add(scratch, first, last);
            }
        }
        crd_rx_class_add_all(class_, scratch->ranges, scratch->n);
        class_->failed |= scratch->failed;
    }
    crd_rx_class_clean(class_);
}

bool crd_rx_ranges_have(const rx_range *ranges, size_t n, uint32_t rune)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rune > ranges[middle].last) {
            low = middle + 1;
        } else if (rune < ranges[middle].first) {
            high = middle;
        } else {
            return true;
        }
    }
    return false;
}
