/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet's label selectors: see selector.h. */
#include "selector.h"

bool fg_fleet_selector_compile(crd_arena *arena, const fleet_label_selector *source,
                               enum crd_wording words, const fg_selector **ret_selector,
                               crd_err *err)
{
    if (!source) {
        return fg_selector_compile(arena, NULL, words, ret_selector, err);
    }
    size_t n = source->match_expressions.n;
    fg_label_requirement *requirements = CRD_NEW_N(arena, fg_label_requirement, n);
    if (!requirements) {
        return crd_err_memory(err, arena);
    }
    for (size_t i = 0; i < n; i++) {
        const fleet_label_requirement *from = &source->match_expressions.items[i];
        requirements[i] = (fg_label_requirement) {
            .key = from->key,
            .operator_ = from->operator_,
            .values = from->values,
        };
    }
    const fg_label_selector selector = {
        .match_labels = source->match_labels,
        .match_expressions = requirements,
        .n_match_expressions = n,
    };
    return fg_selector_compile(arena, &selector, words, ret_selector, err);
}

/* How much a selection of selectors holds. */
static void count(const fleet_label_selector *const *selectors, size_t n, size_t *labels,
                  size_t *expressions, bool *any)
{
    *labels = 0;
    *expressions = 0;
    *any = false;
    for (size_t i = 0; i < n; i++) {
        *any |= selectors[i] != NULL;
        *labels += selectors[i] ? selectors[i]->match_labels.n : 0;
        *expressions += selectors[i] ? selectors[i]->match_expressions.n : 0;
    }
}

/* Sets a label, the place of an older one of the same key included. Linear: few are joined. */
static void put_label(crd_string_map *map, const crd_string_entry *entry)
{
    size_t i = CRD_MAP_INDEX(map, entry->key);
    map->items[i == CRD_NPOS ? map->n++ : i] = *entry;
}

bool fg_fleet_selector_join(crd_arena *arena, const fleet_label_selector *const *selectors,
                            size_t n, fleet_label_selector **ret, crd_err *err)
{
    size_t n_labels;
    size_t n_expressions;
    bool any;
    count(selectors, n, &n_labels, &n_expressions, &any);
    fleet_label_selector *joined = CRD_NEW(arena, fleet_label_selector);
    crd_string_entry *labels = CRD_NEW_N(arena, crd_string_entry, n_labels);
    fleet_label_requirement *expressions = CRD_NEW_N(arena, fleet_label_requirement, n_expressions);
    if (!joined || !labels || !expressions) {
        return crd_err_memory(err, arena);
    }
    crd_string_map map = { .items = labels, .n = 0 };
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        const fleet_label_selector *from = selectors[i];
        for (size_t k = 0; from && k < from->match_labels.n; k++) {
            put_label(&map, &from->match_labels.items[k]);
        }
        for (size_t k = 0; from && k < from->match_expressions.n; k++) {
            expressions[next++] = from->match_expressions.items[k];
        }
    }
    joined->match_labels = map;
    joined->has.match_labels = map.n > 0;
    joined->match_expressions.items = expressions;
    joined->match_expressions.n = next;
    joined->has.match_expressions = next > 0;
    *ret = any ? joined : NULL;
    return true;
}
