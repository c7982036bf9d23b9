/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of runes under construction, for the regex parser: a list of ranges that grows in any
 * order and is put in order at the end. Knows no syntax.
 */
#ifndef CRD_BASE_REGEX_CLASS_H
#define CRD_BASE_REGEX_CLASS_H

#include "arena.h"
#include "unicode.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rx_range {
    uint32_t first;
    uint32_t last;
} rx_range;

/* Fails stickily: check failed at the end. Memory is the arena's and stays there. */
typedef struct rx_class {
    rx_range *ranges;
    size_t n;
    size_t capacity;
    crd_arena *arena;
    bool failed;
} rx_class;

void crd_rx_class_add(rx_class *class_, uint32_t first, uint32_t last);
void crd_rx_class_add_all(rx_class *class_, const rx_range *ranges, size_t n);

/* What the ranges, which must be in order and apart, leave out. */
void crd_rx_class_add_others(rx_class *class_, const rx_range *ranges, size_t n);

/* Puts the ranges in order, and joins those that touch. */
void crd_rx_class_clean(rx_class *class_);

/* Adds every rune that folds like one in it; clean afterwards. scratch is overwritten. */
void crd_rx_class_fold(rx_class *class_, rx_class *scratch);

/* True when rune is in one of the ranges, which must be in order. */
bool crd_rx_ranges_have(const rx_range *ranges, size_t n, uint32_t rune);

#ifdef __cplusplus
}
#endif
#endif
