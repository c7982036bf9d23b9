/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Label prefixes: values that begin with "global.fleet.clusterLabels." stand for a label of the
 * cluster. Inside the room.
 * Source of the behaviour: processLabelValues of rancher/fleet, both lines.
 */
#ifndef FG_TARGET_PREFIX_H
#define FG_TARGET_PREFIX_H

#include "value/value.h"

/* True when some value of the map begins with the prefix where Fleet looks for it. */
bool fg_prefix_is_used(const crd_value *values);

/* True when maps are nested deeper than Fleet follows them: then it fails, prefix or not. */
bool fg_prefix_is_too_deep(const crd_value *values);

/* values with each such text replaced by the label (the empty text when there is none). Parts that
 * stay are shared. Fails for memory alone; values must not be too deep. */
bool fg_prefix_replace(crd_arena *arena, const crd_value *values, const crd_value *labels,
                       crd_value *ret, crd_err *err);

#endif
