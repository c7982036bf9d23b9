/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Classes of runes that no instruction of a program tells apart, so that an automaton needs one
 * column for each class instead of one for each rune.
 *
 *     [a-f]|d     intervals  0-` a-c d e-f g-...     classes  0 1 2 1 0
 *
 * All runes start in one class; each set that an instruction takes splits the classes it cuts.
 */
#include <stdlib.h>

#include "limits.h"
#include "regex_prog.h"
#include "utf8.h"

#define CLASSES_MAX CRD_REGEX_DFA_CLASSES_MAX

struct split {
    uint32_t *starts; /* of the intervals */
    uint16_t *ids;
    size_t n;
    size_t n_ids;
    size_t work;                     /* left */
    uint32_t sizes[CLASSES_MAX + 1]; /* intervals in each class */
    uint32_t hits[CLASSES_MAX + 1];  /* of these, in the set at hand */
    uint16_t moved[CLASSES_MAX + 1]; /* the new class of those in the set */
};

static int by_value(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static const rx_range word_ranges[] = { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } };
static const rx_range newline_range[] = { { '\n', '\n' } };

/* The index of the interval that starts at or before rune. */
static size_t interval_of(const uint32_t *starts, size_t n, uint32_t rune)
{
    size_t low = 0;
    size_t high = n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= rune) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static size_t past(const struct split *split, uint32_t last)
{
    return last >= CRD_RUNE_MAX ? split->n : interval_of(split->starts, split->n, last + 1);
}

/* Calls visit for the intervals in the ranges, or for all others. */
static void visit(struct split *split, const rx_range *ranges, size_t n, bool others,
                  void (*each)(struct split *split, size_t interval))
{
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = interval_of(split->starts, split->n, ranges[i].first);
        size_t to = past(split, ranges[i].last);
        for (size_t k = others ? next : from; k < (others ? from : to); k++) {
            each(split, k);
        }
        next = to;
    }
    for (size_t k = others ? next : split->n; k < split->n; k++) {
        each(split, k);
    }
}

static void count(struct split *split, size_t interval)
{
    uint16_t id = split->ids[interval];
    split->hits[id]++;
    split->moved[id] = id;
}

static void move(struct split *split, size_t interval)
{
    uint16_t id = split->ids[interval];
    if (split->hits[id] == 0 || split->n_ids > CLASSES_MAX) {
        return;
    }
    if (split->hits[id] == split->sizes[id]) {
        split->hits[id] = 0; /* all of it: stays */
        return;
    }
    if (split->moved[id] == id) {
        if (split->n_ids == CLASSES_MAX) {
            split->n_ids++; /* too many */
            return;
        }
        split->moved[id] = (uint16_t)split->n_ids++;
    }
    uint16_t to = split->moved[id];
    split->ids[interval] = to;
    split->sizes[to]++;
    split->sizes[id]--;
    split->hits[id]--;
    /* the last one of a class that was cut: hits is 0 again, as it has to be */
}

/* Splits the classes that the ranges cut; false when that is too much. */
static bool cut(struct split *split, const rx_range *ranges, size_t n)
{
    size_t inside = 0;
    for (size_t i = 0; i < n; i++) {
        inside +=
            past(split, ranges[i].last) - interval_of(split->starts, split->n, ranges[i].first);
    }
    bool others = inside > split->n / 2;
    size_t work = 2 * n + (others ? split->n - inside : inside);
    if (work > split->work) {
        return false;
    }
    split->work -= work;
    visit(split, ranges, n, others, count);
    visit(split, ranges, n, others, move);
    return split->n_ids <= CLASSES_MAX;
}

static size_t add_bounds(uint32_t *bounds, size_t n, const rx_range *ranges, size_t n_ranges)
{
    for (size_t i = 0; i < n_ranges; i++) {
        bounds[n++] = ranges[i].first;
        if (ranges[i].last < CRD_RUNE_MAX) {
            bounds[n++] = ranges[i].last + 1;
        }
    }
    return n;
}

static bool asks_for_words(const struct crd_regex *re)
{
    return re->asserts & (RX_AT_WORD_BOUNDARY | RX_AT_NO_WORD_BOUNDARY);
}

/* Where intervals start, in order. NULL: no memory; *ret_n 0: too many. */
static uint32_t *collect(const struct crd_regex *re, size_t *ret_n)
{
    size_t most = 16;
    for (uint32_t i = 0; i < re->forward.n; i++) {
        most += re->forward.insts[i].op == RX_I_RUNE ? 2 : 0;
    }
    for (size_t i = 0; i < re->n_sets; i++) {
        most += 2 * (size_t)re->sets[i].n;
    }
    bool too_many = most > CRD_REGEX_DFA_CLASS_WORK_MAX;
    uint32_t *bounds = calloc(too_many ? 1 : most, sizeof(*bounds));
    *ret_n = 0;
    if (!bounds || too_many) {
        return bounds;
    }
    size_t n = 1;
    n = add_bounds(bounds, n, newline_range, 1);
    if (asks_for_words(re)) {
        n = add_bounds(bounds, n, word_ranges, 4);
    }
    for (uint32_t i = 0; i < re->forward.n; i++) {
        const rx_inst *inst = &re->forward.insts[i];
        if (inst->op == RX_I_RUNE) {
            rx_range range = { inst->arg, inst->arg };
            n = add_bounds(bounds, n, &range, 1);
        }
    }
    for (size_t i = 0; i < re->n_sets; i++) {
        n = add_bounds(bounds, n, re->ranges + re->sets[i].at, re->sets[i].n);
    }
    qsort(bounds, n, sizeof(*bounds), by_value);
    size_t kept = 1;
    for (size_t i = 1; i < n; i++) {
        if (bounds[i] != bounds[kept - 1]) {
            bounds[kept++] = bounds[i];
        }
    }
    *ret_n = kept;
    return bounds;
}

static bool cut_all(const struct crd_regex *re, struct split *split)
{
    if (!cut(split, newline_range, 1) || (asks_for_words(re) && !cut(split, word_ranges, 4))) {
        return false;
    }
    for (uint32_t i = 0; i < re->forward.n; i++) {
        const rx_inst *inst = &re->forward.insts[i];
        rx_range range = { inst->arg, inst->arg };
        if (inst->op == RX_I_RUNE && !cut(split, &range, 1)) {
            return false;
        }
    }
    for (size_t i = 0; i < re->n_sets; i++) {
        if (!cut(split, re->ranges + re->sets[i].at, re->sets[i].n)) {
            return false;
        }
    }
    return true;
}

static bool keep(crd_arena *arena, const struct split *split, rx_classes *classes)
{
    uint32_t *starts = CRD_NEW_N(arena, uint32_t, split->n);
    uint16_t *ids = CRD_NEW_N(arena, uint16_t, split->n);
    uint32_t *samples = CRD_NEW_N(arena, uint32_t, split->n_ids);
    if (!starts || !ids || !samples) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < split->n; i++) {
        samples[split->ids[i]] = split->starts[i];
        if (kept && ids[kept - 1] == split->ids[i]) {
            continue;
        }
        starts[kept] = split->starts[i];
        ids[kept++] = split->ids[i];
    }
    for (uint32_t rune = 0; rune < 128; rune++) {
        classes->ascii[rune] = ids[interval_of(starts, kept, rune)];
    }
    classes->starts = starts;
    classes->ids = ids;
    classes->n_starts = kept;
    classes->samples = samples;
    classes->n = split->n_ids;
    return true;
}

bool crd_rx_classes_build(crd_arena *arena, struct crd_regex *re)
{
    size_t n;
    uint32_t *starts = collect(re, &n);
    uint16_t *ids = calloc(n ? n : 1, sizeof(*ids));
    struct split *split = calloc(1, sizeof(*split));
    bool ok = starts && ids && split;
    if (ok && n) {
        *split = (struct split){
            .starts = starts, .ids = ids, .n = n, .n_ids = 1, .work = CRD_REGEX_DFA_CLASS_WORK_MAX
        };
        split->sizes[0] = (uint32_t)n;
        if (cut_all(re, split)) {
            ok = keep(arena, split, &re->classes);
        }
    }
    free(split);
    free(ids);
    free(starts);
    return ok;
}
