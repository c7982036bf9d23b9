/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind fg_plan. Inside the room. */
#ifndef FG_TARGET_PLAN_H
#define FG_TARGET_PLAN_H

#include "select.h"
#include "target.h"

typedef struct fg_plan_inside {
    fg_selection selection;
    fg_target_options options;
    fleet_options bundle_options;
    const fg_values *bundle_values;
    const fg_values **target_values; /* of the merge with each target; many share the Bundle's */
} fg_plan_inside;

/* True when the options say something that changes which values there are, or how they render. */
bool fg_helm_has_values(const fleet_helm *helm);

/*
 * Merges the chosen targets, each over the one before, over the Bundle's options; sources (room for
 * n + 1) say where helm options came from.
 */
bool fg_plan_merge(crd_arena *arena, const fg_plan *plan, const size_t *targets, size_t n,
                   fleet_options *ret, fg_helm_source *sources, crd_err *err);

#endif
