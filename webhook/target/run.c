/* SPDX-License-Identifier: Apache-2.0 */
/* A plan asked for every cluster of a snapshot: see target.h. */
#include "base/hash.h"
#include "base/limits.h"
#include "fleet/selector.h"
#include "plan.h"

/* The options of one set of targets, merged once in a run. */
struct variant {
    struct variant *next; /* in its bucket */
    size_t *targets;
    size_t n;
    fleet_options options;
    const fg_values *values;
};

#define BUCKETS 256

struct run {
    crd_arena *arena;   /* what the clusters share */
    crd_arena *scratch; /* of one cluster */
    const fg_plan *plan;
    const fg_snapshot *snapshot;
    crd_seed seed;
    struct variant *buckets[BUCKETS];
    fleet_label_selector *allowed_namespaces; /* of restrictions; NULL: none */
    bool forbid_namespace_creation;           /* by policies */
    const fg_until *until;
    bool is_over; /* what until said last */
    size_t unchecked;
    crd_err *err;
};

/* --- what restrictions and policies of the Bundle's namespace say (latest) --- */

/* For Bundles made from a GitRepo: all selectors of its namespace's restrictions, together. */
static bool read_restrictions(struct run *run)
{
    const fg_object_meta *bundle = &run->plan->bundle->meta;
    crd_str repo;
    if (!fg_label_get(bundle->labels, CRD_S("fleet.cattle.io/repo-name"), &repo) || !repo.len) {
        return true;
    }
    fg_objects all = fg_snapshot_list(run->snapshot, FG_IN_RESTRICTIONS, bundle->namespace_name);
    const fleet_label_selector **selectors =
        CRD_NEW_N(run->arena, const fleet_label_selector *, all.n);
    if (!selectors) {
        return crd_err_memory(run->err, run->arena);
    }
    for (size_t i = 0; i < all.n; i++) {
        selectors[i] = fg_object_restriction(all.items[i])->allowed_target_namespace_selector;
    }
    return fg_fleet_selector_join(run->arena, selectors, all.n, &run->allowed_namespaces, run->err);
}

static void read_policies(struct run *run)
{
    fg_objects all =
        fg_snapshot_list(run->snapshot, FG_IN_POLICIES, run->plan->bundle->meta.namespace_name);
    bool require = false;
    bool allow = false;
    for (size_t i = 0; i < all.n; i++) {
        const fleet_policy *policy = fg_object_policy(all.items[i]);
        require |= policy->require_service_account;
        allow |= policy->allow_namespace_creation;
    }
    run->forbid_namespace_creation = require && !allow;
}

static void apply_policies(const struct run *run, fleet_options *options)
{
    if (run->allowed_namespaces) {
        options->allowed_target_namespace_selector = run->allowed_namespaces;
        options->has.allowed_target_namespace_selector = 1;
    }
    if (run->forbid_namespace_creation) {
        options->create_namespace = false;
        options->has.create_namespace = 1;
    }
}

/* --- variants --- */

/* The compiled values of a set of targets: often those of the Bundle, or of one target. */
static bool values_of(struct run *run, const fg_choice *choice, const fleet_options *options,
                      const fg_helm_source *sources, const fg_values **ret)
{
    const fg_plan_inside *inside = run->plan->inside;
    size_t n_saying = 0;
    const fg_values *values = inside->bundle_values;
    for (size_t i = 0; i < choice->n; i++) {
        size_t t = choice->targets[i];
        if (fg_helm_has_values(run->plan->bundle->spec->targets.items[t].helm)) {
            values = inside->target_values[t];
            n_saying++;
        }
    }
    if (n_saying < 2) {
        *ret = values;
        return true;
    }
    return fg_values_compile(run->arena, run->plan->line, inside->options.render, options->helm,
                             sources, choice->n + 1, ret, run->err);
}

static bool new_variant(struct run *run, const fg_choice *choice, struct variant **ret)
{
    struct variant *variant = CRD_NEW(run->arena, struct variant);
    fg_helm_source *sources = CRD_NEW_N(run->arena, fg_helm_source, choice->n + 1);
    size_t *targets = CRD_NEW_N(run->arena, size_t, choice->n);
    if (!variant || !sources || !targets) {
        return crd_err_memory(run->err, run->arena);
    }
    memcpy(targets, choice->targets, choice->n * sizeof(*targets));
    variant->targets = targets;
    variant->n = choice->n;
    if (!fg_plan_merge(run->arena, run->plan, targets, choice->n, &variant->options, sources,
                       run->err) ||
        !values_of(run, choice, &variant->options, sources, &variant->values)) {
        return false;
    }
    apply_policies(run, &variant->options);
    *ret = variant;
    return true;
}

static bool variant_of(struct run *run, const fg_choice *choice, const struct variant **ret)
{
    size_t size = choice->n * sizeof(*choice->targets);
    crd_str key = crd_str_of((const char *)choice->targets, size);
    struct variant **bucket = &run->buckets[crd_hash(run->seed, key) % BUCKETS];
    for (struct variant *v = *bucket; v; v = v->next) {
        if (v->n == choice->n && memcmp(v->targets, choice->targets, size) == 0) {
            *ret = v;
            return true;
        }
    }
    struct variant *variant = NULL;
    if (!new_variant(run, choice, &variant)) {
        return false;
    }
    variant->next = *bucket;
    *bucket = variant;
    *ret = variant;
    return true;
}

/* --- one cluster --- */

/* The groups of the cluster's namespace that select it; none when nobody asks. */
static bool groups_of(struct run *run, const fg_object *cluster, const fg_object ***ret, size_t *n)
{
    fg_objects all =
        fg_snapshot_list(run->snapshot, FG_IN_CLUSTER_GROUPS, cluster->meta.namespace_name);
    if (!run->plan->inside->selection.asks_for_groups) {
        all.n = 0;
    }
    const fg_object **groups = CRD_NEW_N(run->scratch, const fg_object *, all.n);
    if (!groups) {
        return crd_err_memory(run->err, run->scratch);
    }
    *n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const fg_selector *selector = fg_object_cluster_group(all.items[i])->selector;
        if (selector && fg_selector_matches(selector, cluster->meta.labels)) {
            groups[(*n)++] = all.items[i];
        }
    }
    *ret = groups;
    return true;
}

static const crd_value *template_values_of(const fg_object *cluster)
{
    const fleet_cluster_spec *spec = fg_object_cluster(cluster)->spec;
    return spec && spec->has.template_values ? &spec->template_values : NULL;
}

static bool place(struct run *run, const fg_object *cluster, const fg_choice *choice,
                  fg_placement *ret)
{
    const struct variant *variant;
    fleet_helm *helm = NULL;
    const fg_fault *fault = NULL;
    fg_cluster_facts facts = {
        .namespace_name = cluster->meta.namespace_name,
        .name = cluster->meta.name,
        .labels = cluster->meta.labels,
        .annotations = cluster->meta.annotations,
        .template_values = template_values_of(cluster),
    };
    fleet_options *options = CRD_NEW(run->scratch, fleet_options);
    if (!options) {
        return crd_err_memory(run->err, run->scratch);
    }
    if (!variant_of(run, choice, &variant) ||
        !fg_values_render(run->scratch, variant->values, variant->options.helm, &facts, &helm,
                          &fault, run->err)) {
        return false;
    }
    *options = variant->options;
    options->helm = helm;
    options->has.helm = helm != NULL;
    *ret = (fg_placement) {
        .object = cluster,
        .target = choice->brought_in_by,
        .options = fault ? NULL : options,
        .fault = fault,
    };
    return true;
}

static bool visit(struct run *run, const fg_object *cluster,
                  enum fg_next (*each)(void *context, const fg_placement *placement), void *context,
                  enum fg_next *ret_next)
{
    const fg_object **groups = NULL;
    size_t n_groups = 0;
    fg_choice choice;
    fg_placement placement;
    crd_arena_reset(run->scratch);
    if (!groups_of(run, cluster, &groups, &n_groups) ||
        !fg_selection_choose(run->scratch, &run->plan->inside->selection, &cluster->meta, groups,
                             n_groups, &choice, run->err)) {
        return false;
    }
    if (!choice.n) {
        return true;
    }
    run->is_over = run->is_over || fg_until_is_over(run->until);
    if (run->is_over) {
        run->unchecked++;
        return true;
    }
    if (!place(run, cluster, &choice, &placement)) {
        return false;
    }
    *ret_next = each(context, &placement);
    return true;
}

/* Texts of our failures that live on the scratch arena move to the caller's. */
static bool leave(struct run *run, bool ok)
{
    if (!ok && run->err && crd_code_is_ours(run->err->code) == false) {
        crd_err_set(run->err, run->arena, run->err->code, &run->err->message, 1);
    }
    crd_arena_free(run->scratch);
    return ok;
}

/* Restrictions, policies, then the clusters of each namespace that may be seen. */
static bool run_all(struct run *run,
                    enum fg_next (*each)(void *context, const fg_placement *placement),
                    void *context)
{
    const fg_plan *plan = run->plan;
    const fg_view *view = plan->inside->options.view;
    crd_strings namespaces;
    enum fg_next next = FG_NEXT;
    if (plan->line == FG_LINE_LATEST) {
        if (!read_restrictions(run)) {
            return false;
        }
        read_policies(run);
    }
    if (!fg_selection_namespaces(run->arena, &plan->bundle->meta, run->snapshot, &namespaces,
                                 run->err)) {
        return false;
    }
    for (size_t n = 0; n < namespaces.n && next == FG_NEXT; n++) {
        if (view && !fg_view_covers(view, namespaces.items[n])) {
            continue;
        }
        fg_objects clusters = fg_snapshot_list(run->snapshot, FG_IN_CLUSTERS, namespaces.items[n]);
        for (size_t i = 0; i < clusters.n && next == FG_NEXT; i++) {
            if (!visit(run, clusters.items[i], each, context, &next)) {
                return false;
            }
        }
    }
    return true;
}

bool fg_plan_run_until(crd_arena *arena, const fg_plan *plan, const fg_snapshot *snapshot,
                       const fg_until *until,
                       enum fg_next (*each)(void *context, const fg_placement *placement),
                       void *context, size_t *ret_unchecked, crd_err *err)
{
    if (plan->n_targeting_faults) {
        *ret_unchecked = 0;
        return true;
    }
    size_t scratch_bytes = plan->inside->options.scratch_bytes;
    struct run *run = CRD_NEW(arena, struct run);
    crd_arena *scratch = crd_arena_new(scratch_bytes ? scratch_bytes : FG_RENDER_BYTES_MAX);
    if (!run || !scratch) {
        crd_arena_free(scratch);
        return crd_err_memory(err, run ? NULL : arena);
    }
    *run = (struct run) {
        .arena = arena,
        .scratch = scratch,
        .plan = plan,
        .snapshot = snapshot,
        .seed = crd_seed_new(),
        .until = until,
        .err = err,
    };
    bool ok = leave(run, run_all(run, each, context));
    if (ok) {
        *ret_unchecked = run->unchecked;
    }
    return ok;
}

bool fg_plan_run(crd_arena *arena, const fg_plan *plan, const fg_snapshot *snapshot,
                 enum fg_next (*each)(void *context, const fg_placement *placement), void *context,
                 crd_err *err)
{
    size_t unchecked;
    return fg_plan_run_until(arena, plan, snapshot, NULL, each, context, &unchecked, err);
}
