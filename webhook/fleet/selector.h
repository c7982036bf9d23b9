/* SPDX-License-Identifier: Apache-2.0 */
/* Label selectors as Fleet's kinds hold them, compiled and joined. */
#ifndef FG_FLEET_SELECTOR_H
#define FG_FLEET_SELECTOR_H

#include "fleet.h"
#include "kapi/selector.h"

/* As fg_selector_compile: source NULL matches nothing, the empty selector everything. */
bool fg_fleet_selector_compile(crd_arena *arena, const fleet_label_selector *source,
                               enum crd_wording words, const fg_selector **ret_selector,
                               crd_err *err);

/*
 * One selector that asks for what each of them asks for: labels in the order of the selectors, of
 * one key the last; then all expressions. NULLs are skipped; *ret is NULL when there is nothing
 * else. Source of the behaviour: labelselectors.Merge of rancher/fleet.
 */
bool fg_fleet_selector_join(crd_arena *arena, const fleet_label_selector *const *selectors,
                            size_t n, fleet_label_selector **ret, crd_err *err);

#endif
