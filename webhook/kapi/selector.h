/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Label selectors: compiled once, matched often. A compiled selector is immutable and may be shared
 * between threads.
 * Source of the behaviour: LabelSelectorAsSelector and labels.Requirement of k8s.io/apimachinery,
 * v0.31.3 and v0.36.3.
 */
#ifndef FG_KAPI_SELECTOR_H
#define FG_KAPI_SELECTOR_H

#include "schema/schema_names.h"
#include "types.h"

/* LabelSelector of meta/v1, whatever struct it was read into. Texts are Borrowed. */
typedef struct fg_label_requirement {
    crd_str key;
    crd_str operator_;
    crd_strings values;
} fg_label_requirement;

typedef struct fg_label_selector {
    crd_string_map match_labels;
    const fg_label_requirement *match_expressions;
    size_t n_match_expressions;
} fg_label_selector;

typedef struct fg_selector fg_selector;

/*
 * Compiles source; NULL matches nothing, the empty selector everything. ret_selector lives on the
 * arena and borrows the texts of source. A selector that apimachinery refuses is code VALUE with
 * apimachinery's text, which names no field; matchLabels are checked in bytewise key order, where
 * Go takes them at random.
 */
bool fg_selector_compile(crd_arena *arena, const fg_label_selector *source, enum crd_wording words,
                         const fg_selector **ret_selector, crd_err *err);

/* True when the labels (a map of strings, or NULL for none) are selected. */
bool fg_selector_matches(const fg_selector *selector, const crd_value *labels);

#endif
