/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind targets: {id, fleet, area, manifestID, bundle, objects, expect}. expect is {targets:
 * [{namespace, name, options, deploymentID}]} in order of cluster names, {err: text} of the first
 * failure, or {panic: text}, where any refusal of ours will do. Options compare as JSON values.
 */
#include <stdlib.h>

#include "fleet_case.h"
#include "kind.h"

struct placed {
    crd_str namespace_name;
    crd_str name;
    crd_value options;
    crd_str deployment_id;
    size_t order;
};

struct listing {
    struct v_run *run;
    enum fg_line line;
    crd_str manifest_id;
    struct placed *items;
    size_t n;
    crd_str fault; /* of the first cluster that has one */
    crd_err err;
    bool failed;
};

static bool add(struct listing *listing, const fg_placement *placement)
{
    crd_arena *arena = listing->run->arena;
    struct placed *placed = &listing->items[listing->n];
    const fg_object_meta *meta = &placement->object->meta;
    *placed = (struct placed) {
        .namespace_name = meta->namespace_name,
        .name = meta->name,
        .order = listing->n,
    };
    listing->n++;
    return fg_options_value(arena, listing->line, placement->options, &placed->options,
                            &listing->err) &&
           fg_deployment_id(arena, listing->line, listing->manifest_id, placement->options,
                            &placed->deployment_id, &listing->err);
}

static enum fg_next each(void *context, const fg_placement *placement)
{
    struct listing *listing = context;
    const fg_object_meta *meta = &placement->object->meta;
    if (placement->fault) {
        listing->fault = fg_fault_for_cluster(listing->run->arena, placement->fault,
                                              meta->namespace_name, meta->name);
        listing->failed = !listing->fault.ptr;
        return FG_STOP;
    }
    listing->failed = !add(listing, placement);
    return listing->failed ? FG_STOP : FG_NEXT;
}

static int by_name(const void *a, const void *b)
{
    const struct placed *x = a;
    const struct placed *y = b;
    int order = crd_str_cmp(x->name, y->name);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool same_targets(struct listing *listing, const crd_value *want)
{
    struct v_run *run = listing->run;
    bool same = v_same_int(run, "targets", (int64_t)listing->n, (int64_t)crd_len_of(want));
    for (size_t i = 0; i < listing->n && i < crd_len_of(want); i++) {
        const struct placed *got = &listing->items[i];
        const crd_value *target = crd_item(want, i);
        same &= v_same(run, "namespace", got->namespace_name,
                       crd_text_of(CRD_GET(target, "namespace")));
        same &= v_same(run, "name", got->name, crd_text_of(CRD_GET(target, "name")));
        same &= v_same_value(run, "options", &got->options, CRD_GET(target, "options"));
        same &= v_same(run, "deploymentID", got->deployment_id,
                       crd_text_of(CRD_GET(target, "deploymentID")));
    }
    return same;
}

static bool compare(struct listing *listing, const crd_value *expect)
{
    const crd_value *want_err = CRD_GET(expect, "err");
    if (CRD_GET(expect, "panic")) {
        return listing->fault.len || v_fail(listing->run, CRD_S("expected a refusal, got targets"));
    }
    if (want_err || listing->fault.len) {
        return v_same(listing->run, "err", listing->fault, crd_text_of(want_err));
    }
    qsort(listing->items, listing->n, sizeof(*listing->items), by_name);
    return same_targets(listing, CRD_GET(expect, "targets"));
}

bool v_targets(struct v_run *run, const crd_value *test)
{
    const fg_bundle *bundle = NULL;
    const fg_plan *plan;
    struct listing listing = {
        .run = run,
        .manifest_id = crd_text_of(CRD_GET(test, "manifestID")),
        .fault = CRD_S(""),
    };
    const fg_snapshot *snapshot = v_snapshot(run, CRD_GET(test, "objects"));
    if (!snapshot || !fg_line_read(run->fleet, &listing.line)) {
        return v_fail(run, CRD_S("no objects, or an unknown line"));
    }
    fg_target_options options = { .line = listing.line, .render = v_render_options() };
    size_t n = fg_snapshot_count(snapshot, FG_IN_CLUSTERS);
    listing.items = CRD_NEW_N(run->arena, struct placed, n);
    bool ok = listing.items &&
              fg_bundle_read(run->arena, CRD_GET(test, "bundle"), NULL, &bundle, &listing.err) &&
              bundle && fg_plan_new(run->arena, bundle, &options, &plan, &listing.err);
    if (ok && plan->n_targeting_faults) {
        listing.fault = plan->faults[0].text;
    } else if (ok) {
        ok = fg_plan_run(run->arena, plan, snapshot, each, &listing, &listing.err) &&
             !listing.failed;
    }
    ok = ok ? compare(&listing, CRD_GET(test, "expect")) : v_fail(run, listing.err.message);
    fg_snapshot_unref(snapshot);
    return ok;
}
