/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Targeting: which clusters a Bundle goes to, and with what options and values, on both lines of
 * Fleet. A Bundle is compiled once into a plan (selectors, merged options, templates), which is
 * immutable and may be shared by threads; a run asks it for every targeted cluster of a snapshot.
 *
 *   fg_bundle ──fg_plan_new──► fg_plan ──fg_plan_run(snapshot)──► each(fg_placement) ...
 *
 * What is wrong with the Bundle is a fg_fault, in Fleet's own words; crd_err is our failure alone.
 * This room decides nothing: what is shown to whom, and what is refused, is policy's.
 * Source of the behaviour: rancher/fleet, internal/cmd/controller/target and options, both lines.
 */
#ifndef FG_TARGET_TARGET_H
#define FG_TARGET_TARGET_H

#include "fault.h"
#include "fleet/line.h"
#include "fleet/object.h"
#include "kapi/until.h"
#include "kapi/view.h"
#include "options.h"
#include "values.h"

/* Zero means default. */
typedef struct fg_target_options {
    enum fg_line line;
    const fg_view *view; /* NULL: all; clusters of namespaces that it does not cover are not
                            visited, so neither answer nor work depends on them */
    const fg_render_options *render; /* NULL: defaults of values.h */
    size_t scratch_bytes;            /* for one cluster at a time; 0: FG_RENDER_BYTES_MAX */
} fg_target_options;

/*
 * A compiled Bundle. faults: what fails whatever clusters there are, in the order in which Fleet
 * would meet it: first selectors (targets, then targetRestrictions; the ones after n_targeting are
 * of partitions and dependsOn, which Fleet meets later), then templates that do not parse, of the
 * Bundle's own options and of the merge with each target.
 */
typedef struct fg_plan {
    const fg_bundle *bundle;
    enum fg_line line;
    const fg_fault *faults;
    size_t n_faults;
    size_t n_selector_faults;  /* how many of them are selectors */
    size_t n_targeting_faults; /* how many of those stop targeting altogether */
    size_t n_dropped;          /* found past CRD_FINDINGS_MAX: counted, not kept */
    const fg_unstable *unstable; /* calls in templates, each function once a field; what the
                                    Bundle's own values call is not repeated for each target */
    size_t n_unstable;
    const struct fg_plan_inside *inside;
} fg_plan;

/* The plan lives on the arena and borrows from bundle. Fails for memory alone. */
bool fg_plan_new(crd_arena *arena, const fg_bundle *bundle, const fg_target_options *options,
                 const fg_plan **ret_plan, crd_err *err);

/* What one targeted cluster gets. All of it is gone when the callback returns. */
typedef struct fg_placement {
    const fg_object *object;   /* the Cluster, Borrowed from the snapshot */
    size_t target;             /* spec.targets[target] brought it in */
    const fleet_options *options; /* merged and rendered; NULL when fault is set */
    const fg_fault *fault;     /* NULL when all went well */
} fg_placement;

enum fg_next {
    FG_NEXT = 0,
    FG_STOP,
};

/*
 * Calls each for every targeted cluster, in bytewise order of namespace and name: the order in
 * which Fleet reports its first failure. No cluster is visited when selectors fail. A fault of one
 * cluster does not end the run. Fails for memory and time alone; a failure of the callback's own is
 * kept in its context. arena is used for what the run shares between clusters.
 */
bool fg_plan_run(crd_arena *arena, const fg_plan *plan, const fg_snapshot *snapshot,
                 enum fg_next (*each)(void *context, const fg_placement *placement), void *context,
                 crd_err *err);

/*
 * The same with an end: until is asked before each targeted cluster is rendered. Once it says that
 * time is over the rest is only counted into ret_unchecked, and the run still succeeds. until may be
 * NULL: there is no end.
 */
bool fg_plan_run_until(crd_arena *arena, const fg_plan *plan, const fg_snapshot *snapshot,
                       const fg_until *until,
                       enum fg_next (*each)(void *context, const fg_placement *placement),
                       void *context, size_t *ret_unchecked, crd_err *err);

#endif
