/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a cluster is meant: the criteria of targets, restrictions and partitions, compiled once.
 * Source of the behaviour: rancher/fleet internal/cmd/controller/target/matcher, both lines.
 */
#ifndef FG_TARGET_MATCH_H
#define FG_TARGET_MATCH_H

#include "fleet/fleet.h"
#include "fleet/line.h"
#include "kapi/selector.h"

typedef struct fg_matcher {
    crd_str cluster_name;
    crd_str cluster_group;
    const fg_selector *cluster_selector;       /* NULL: not asked for */
    const fg_selector *cluster_group_selector; /* NULL: not asked for */
    enum fg_line line;
} fg_matcher;

/*
 * Compiles the criteria, the group selector before the cluster selector as Fleet does. A refused
 * selector is code VALUE with apimachinery's text; *ret_field then says whose ("clusterSelector",
 * "clusterGroupSelector").
 */
bool fg_matcher_compile(crd_arena *arena, enum fg_line line, const fleet_target_restriction *source,
                        fg_matcher *ret, crd_str *ret_field, crd_err *err);

/*
 * True when all criteria hold for the cluster and one of its groups; no criteria match nothing.
 * group "" with group_labels NULL stands for a cluster in no group.
 */
bool fg_matcher_matches(const fg_matcher *matcher, const fg_object_meta *cluster, crd_str group,
                        const crd_value *group_labels);

#endif
