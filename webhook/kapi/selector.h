/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Label selectors: compiled once, matched often. A compiled selector is immutable and may be shared
 * between threads.
 * Source of the behaviour: LabelSelectorAsSelector and labels.Requirement of k8s.io/apimachinery,
 * v0.31.3 and v0.36.3.
 */
#ifndef FG_KAPI_SELECTOR_H
#define FG_KAPI_SELECTOR_H

#include "name.h"
#include "shape.h"

#define FG_LABEL_REQUIREMENT_FIELDS(X, S)                                                          \
    X(S, STRING, key, "key", void)                                                                 \
    X(S, STRING, operator_, "operator", void)                                                      \
    X(S, STRINGS, values, "values", void)
FG_SHAPE(fg_label_requirement, FG_LABEL_REQUIREMENT_FIELDS)

#define FG_LABEL_SELECTOR_FIELDS(X, S)                                                             \
    X(S, STRING_MAP, match_labels, "matchLabels", void)                                            \
    X(S, OBJECTS, match_expressions, "matchExpressions", fg_label_requirement)
FG_SHAPE(fg_label_selector, FG_LABEL_SELECTOR_FIELDS)

typedef struct fg_selector fg_selector;

/*
 * Compiles source; NULL matches nothing, the empty selector everything. ret_selector lives on the
 * arena and borrows the texts of source. A selector that apimachinery refuses is code VALUE with
 * apimachinery's text, which names no field; matchLabels are checked in bytewise key order, where
 * Go takes them at random.
 */
bool fg_selector_compile(crd_arena *arena, const fg_label_selector *source, enum fg_wording words,
                         const fg_selector **ret_selector, crd_err *err);

/* True when the labels (a map of strings, or NULL for none) are selected. */
bool fg_selector_matches(const fg_selector *selector, const crd_value *labels);

/*
 * One selector that asks for what each of them asks for: labels in the order of the selectors, of
 * one key the last; then all expressions. NULLs are skipped; *ret is NULL when there is nothing
 * else. Source of the behaviour: labelselectors.Merge of rancher/fleet.
 */
bool fg_label_selector_join(crd_arena *arena, const fg_label_selector *const *selectors, size_t n,
                            const fg_label_selector **ret, crd_err *err);

#endif
