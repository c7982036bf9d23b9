/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a Bundle to a plan: selectors, then every merge of the Bundle with one of its targets, with
 * what is wrong in either. See target.h.
 */
#include "plan.h"

#include "base/limits.h"
#include "base/num.h"
#include "fleet/selector.h"

struct builder {
    crd_arena *arena;
    fg_plan *plan;
    fg_plan_inside *inside;
    fg_fault *faults;
    size_t capacity;
    fg_unstable *unstable;
    size_t unstable_capacity;
    crd_err *err;
};

static bool add_fault(struct builder *builder, const fg_fault *fault)
{
    fg_plan *plan = builder->plan;
    if (plan->n_faults >= CRD_FINDINGS_MAX) {
        plan->n_dropped++;
        return true;
    }
    if (plan->n_faults == builder->capacity) {
        size_t capacity = builder->capacity ? builder->capacity * 2 : 8;
        fg_fault *faults = CRD_NEW_N(builder->arena, fg_fault, capacity);
        if (!faults) {
            return crd_err_memory(builder->err, builder->arena);
        }
        if (plan->n_faults) {
            memcpy(faults, builder->faults, plan->n_faults * sizeof(*faults));
        }
        builder->faults = faults;
        builder->capacity = capacity;
        plan->faults = faults;
    }
    builder->faults[plan->n_faults++] = *fault;
    return true;
}

/* "spec.targets[3]" + tail, on the arena. */
static crd_str path_of(crd_arena *arena, crd_str list, size_t index, crd_str tail)
{
    char digits[CRD_INT_TEXT_MAX];
    return CRD_CAT(arena, list, CRD_S("["), crd_uint_text(index, digits), CRD_S("]"), tail);
}

/* --- selectors --- */

/* Turns a refused selector into a fault; false when the failure is ours. */
static bool selector_fault(struct builder *builder, const crd_err *refusal, crd_str list,
                           size_t index, crd_str field)
{
    if (crd_code_is_ours(refusal->code)) {
        if (builder->err) {
            *builder->err = *refusal;
        }
        return false;
    }
    crd_str dot = CRD_CAT(builder->arena, CRD_S("."), field);
    fg_fault fault = {
        .kind = FG_FAULT_SELECTOR,
        .path = dot.ptr ? path_of(builder->arena, list, index, dot) : dot,
        .text = refusal->message,
    };
    if (!fault.path.ptr) {
        return crd_err_memory(builder->err, builder->arena);
    }
    return add_fault(builder, &fault);
}

static bool add_matcher(struct builder *builder, const fleet_target_restriction *match,
                        crd_str list, size_t index, fg_matcher *ret)
{
    crd_err refusal = { .code = CRD_OK };
    crd_str field = CRD_S("");
    return fg_matcher_compile(builder->arena, builder->plan->line, match, ret, &field, &refusal) ||
           selector_fault(builder, &refusal, list, index, field);
}

static bool asks_for_groups(const fg_matcher *matchers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (matchers[i].cluster_group.len || matchers[i].cluster_group_selector) {
            return true;
        }
    }
    return false;
}

static bool add_targets(struct builder *builder)
{
    const fleet_bundle_spec *spec = builder->plan->bundle->spec;
    fg_selection *selection = &builder->inside->selection;
    fg_matcher *targets = CRD_NEW_N(builder->arena, fg_matcher, spec->targets.n);
    fg_matcher *restrictions = CRD_NEW_N(builder->arena, fg_matcher, spec->target_restrictions.n);
    if (!targets || !restrictions) {
        return crd_err_memory(builder->err, builder->arena);
    }
    for (size_t i = 0; i < spec->targets.n; i++) {
        fleet_target_restriction match = fg_bundle_target_match(&spec->targets.items[i]);
        if (!add_matcher(builder, &match, CRD_S("spec.targets"), i, &targets[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < spec->target_restrictions.n; i++) {
        if (!add_matcher(builder, &spec->target_restrictions.items[i],
                         CRD_S("spec.targetRestrictions"), i, &restrictions[i])) {
            return false;
        }
    }
    *selection = (fg_selection) {
        .line = builder->plan->line,
        .spec = spec,
        .targets = targets,
        .n_targets = spec->targets.n,
        .restrictions = restrictions,
        .n_restrictions = spec->target_restrictions.n,
        .all_matches =
            spec->target_customization_mode == FLEET_TARGET_CUSTOMIZATION_MODE_ALL_MATCHES,
        .asks_for_groups = asks_for_groups(targets, spec->targets.n) ||
                           asks_for_groups(restrictions, spec->target_restrictions.n),
    };
    if (builder->plan->line == FG_LINE_LATEST && selection->n_restrictions &&
        selection->n_targets > selection->n_restrictions) {
        selection->n_customizations = selection->n_targets - selection->n_restrictions;
    }
    return true;
}

/* Selectors that Fleet compiles later, when it rolls out: partitions, and dependsOn on the agent.
 */
static bool add_later_selectors(struct builder *builder)
{
    const fleet_bundle_spec *spec = builder->plan->bundle->spec;
    const fleet_rollout *rollout = spec->rollout_strategy;
    for (size_t i = 0; rollout && i < rollout->partitions.n; i++) {
        fg_matcher ignored;
        fleet_target_restriction match = fg_partition_match(&rollout->partitions.items[i]);
        if (!add_matcher(builder, &match, CRD_S("spec.rolloutStrategy.partitions"), i, &ignored)) {
            return false;
        }
    }
    for (size_t i = 0; i < spec->depends_on.n; i++) {
        crd_err refusal = { .code = CRD_OK };
        const fg_selector *ignored;
        if (!fg_fleet_selector_compile(builder->arena, spec->depends_on.items[i].selector,
                                       fg_line_words(builder->plan->line), &ignored, &refusal) &&
            !selector_fault(builder, &refusal, CRD_S("spec.dependsOn"), i, CRD_S("selector"))) {
            return false;
        }
    }
    return true;
}

/* --- values --- */

bool fg_helm_has_values(const fleet_helm *helm)
{
    return helm && (helm->has.values || helm->has.template_values || helm->disable_pre_process);
}

static bool add_source(crd_arena *arena, const fleet_helm *helm, crd_str path, size_t *n,
                       fg_helm_source *sources, crd_err *err)
{
    if (!path.ptr) {
        return crd_err_memory(err, arena);
    }
    sources[(*n)++] = (fg_helm_source) { .path = path, .helm = helm };
    return true;
}

bool fg_plan_merge(crd_arena *arena, const fg_plan *plan, const size_t *targets, size_t n,
                   fleet_options *ret, fg_helm_source *sources, crd_err *err)
{
    const fleet_bundle_spec *spec = plan->bundle->spec;
    const fleet_options *base = &plan->inside->bundle_options;
    fleet_options over = { .extra = NULL };
    size_t n_sources = 0;
    if (!add_source(arena, base->helm, CRD_S("spec.helm"), &n_sources, sources, err)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const fleet_bundle_target *target = &spec->targets.items[targets[i]];
        fleet_options options = fg_bundle_target_options(target);
        crd_str path = path_of(arena, CRD_S("spec.targets"), targets[i], CRD_S(".helm"));
        if (!add_source(arena, options.helm, path, &n_sources, sources, err)) {
            return false;
        }
        if (i == 0) {
            over = options;
        } else if (!fg_options_merge(arena, plan->line, &over, &options, &over, err)) {
            return false;
        }
    }
    return fg_options_merge(arena, plan->line, base, &over, ret, err);
}

static bool is_told(const fg_plan *plan, const fg_fault *fault)
{
    for (size_t i = plan->n_selector_faults; i < plan->n_faults; i++) {
        if (crd_str_eq(plan->faults[i].path, fault->path)) {
            return true;
        }
    }
    return false;
}

/* Adds what is wrong with values; what is wrong with the Bundle's own is not told once a target. */
static bool add_values_faults(struct builder *builder, const fg_values *values)
{
    bool base_values_told =
        builder->plan->n_faults > builder->plan->n_selector_faults &&
        is_told(builder->plan, &(fg_fault) { .path = CRD_S("spec.helm.values") });
    for (size_t i = 0; i < fg_values_n_faults(values); i++) {
        const fg_fault *fault = fg_values_fault(values, i);
        bool of_values = crd_str_ends(fault->path, CRD_S(".helm.values"));
        if (!is_told(builder->plan, fault) && !(of_values && base_values_told) &&
            !add_fault(builder, fault)) {
            return false;
        }
    }
    return true;
}

/* True when that call stands in the list for this field, or for the Bundle's own values of which
 * these are a merge. */
static bool is_noted(const fg_plan *plan, const fg_unstable *call)
{
    bool of_values = crd_str_ends(call->path, CRD_S(".helm.values"));
    for (size_t i = 0; i < plan->n_unstable; i++) {
        const fg_unstable *noted = &plan->unstable[i];
        if (noted->func == call->func &&
            (crd_str_eq(noted->path, call->path) ||
             (of_values && crd_str_eq(noted->path, CRD_S("spec.helm.values"))))) {
            return true;
        }
    }
    return false;
}

static bool add_unstable(struct builder *builder, const fg_values *values)
{
    fg_plan *plan = builder->plan;
    fg_unstable call;
    for (size_t at = 0; fg_values_unstable(values, &at, &call);) {
        if (is_noted(plan, &call) || plan->n_unstable == CRD_FINDINGS_MAX) {
            continue;
        }
        if (plan->n_unstable == builder->unstable_capacity) {
            size_t capacity = builder->unstable_capacity ? builder->unstable_capacity * 2 : 8;
            fg_unstable *items = CRD_NEW_N(builder->arena, fg_unstable, capacity);
            if (!items) {
                return crd_err_memory(builder->err, builder->arena);
            }
            if (plan->n_unstable) {
                memcpy(items, builder->unstable, plan->n_unstable * sizeof(*items));
            }
            builder->unstable = items;
            builder->unstable_capacity = capacity;
            plan->unstable = items;
        }
        builder->unstable[plan->n_unstable++] = call;
    }
    return true;
}

static bool add_target_values(struct builder *builder, size_t i)
{
    fg_plan_inside *inside = builder->inside;
    const fleet_bundle_target *target = &builder->plan->bundle->spec->targets.items[i];
    fleet_options merged;
    fg_helm_source sources[2];
    if (!fg_helm_has_values(target->helm)) {
        inside->target_values[i] = inside->bundle_values;
        return true;
    }
    return fg_plan_merge(builder->arena, builder->plan, &i, 1, &merged, sources, builder->err) &&
           fg_values_compile(builder->arena, builder->plan->line, inside->options.render,
                             merged.helm, sources, 2, &inside->target_values[i], builder->err) &&
           add_values_faults(builder, inside->target_values[i]) &&
           add_unstable(builder, inside->target_values[i]);
}

static bool add_values(struct builder *builder)
{
    fg_plan_inside *inside = builder->inside;
    const fleet_bundle_spec *spec = builder->plan->bundle->spec;
    fg_helm_source source = { .path = CRD_S("spec.helm"), .helm = spec->helm };
    inside->bundle_options = fg_bundle_spec_options(spec);
    inside->target_values = CRD_NEW_N(builder->arena, const fg_values *, spec->targets.n);
    if (!inside->target_values) {
        return crd_err_memory(builder->err, builder->arena);
    }
    if (!fg_values_compile(builder->arena, builder->plan->line, inside->options.render, spec->helm,
                           &source, 1, &inside->bundle_values, builder->err) ||
        !add_values_faults(builder, inside->bundle_values) ||
        !add_unstable(builder, inside->bundle_values)) {
        return false;
    }
    for (size_t i = 0; i < spec->targets.n; i++) {
        if (!add_target_values(builder, i)) {
            return false;
        }
    }
    return true;
}

bool fg_plan_new(crd_arena *arena, const fg_bundle *bundle, const fg_target_options *options,
                 const fg_plan **ret_plan, crd_err *err)
{
    fg_plan *plan = CRD_NEW(arena, fg_plan);
    fg_plan_inside *inside = CRD_NEW(arena, fg_plan_inside);
    if (!plan || !inside) {
        return crd_err_memory(err, arena);
    }
    struct builder builder = { .arena = arena, .plan = plan, .inside = inside, .err = err };
    plan->bundle = bundle;
    plan->line = options ? options->line : FG_LINE_LATEST;
    plan->inside = inside;
    inside->options = options ? *options : (fg_target_options) { .line = FG_LINE_LATEST };
    if (!add_targets(&builder)) {
        return false;
    }
    plan->n_targeting_faults = plan->n_faults;
    if (!add_later_selectors(&builder)) {
        return false;
    }
    plan->n_selector_faults = plan->n_faults;
    if (!add_values(&builder)) {
        return false;
    }
    *ret_plan = plan;
    return true;
}
