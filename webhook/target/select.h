/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which targets of a Bundle apply to a cluster. Inside the room.
 * Source of the behaviour: rancher/fleet internal/cmd/controller/target, both lines.
 */
#ifndef FG_TARGET_SELECT_H
#define FG_TARGET_SELECT_H

#include "fleet/object.h"
#include "match.h"

/* A Bundle's targets and restrictions, compiled. */
typedef struct fg_selection {
    enum fg_line line;
    const fleet_bundle_spec *spec;
    const fg_matcher *targets; /* one for each of spec.targets */
    size_t n_targets;
    const fg_matcher *restrictions; /* one for each of spec.targetRestrictions */
    size_t n_restrictions;
    size_t n_customizations; /* latest: so many targets at the front only customize */
    bool all_matches;        /* latest: targetCustomizationMode AllMatches */
    bool asks_for_groups;    /* some criterion does; else a cluster's groups change nothing */
} fg_selection;

/* The targets whose options a cluster gets, to be merged in this order. */
typedef struct fg_choice {
    size_t *targets;      /* on the arena; indexes into spec.targets */
    size_t n;             /* 0: the cluster is not targeted */
    size_t brought_in_by; /* the target that is not a customization */
} fg_choice;

/*
 * Chooses for one cluster. groups: the ClusterGroups that select it, of its own namespace; room for
 * all target indexes is taken from the arena. Fails for memory alone.
 */
bool fg_selection_choose(crd_arena *arena, const fg_selection *selection,
                         const fg_object_meta *cluster, const fg_object *const *groups,
                         size_t n_groups, fg_choice *ret, crd_err *err);

/* The namespaces whose clusters a Bundle may reach, sorted and unique, on the arena. */
bool fg_selection_namespaces(crd_arena *arena, const fg_object_meta *bundle,
                             const fg_snapshot *snapshot, crd_strings *ret, crd_err *err);

#endif
