/* SPDX-License-Identifier: Apache-2.0 */
/* The facts that a Bundle's rules share: see facts.h. */
#include "facts.h"

#include <stdlib.h>

#include "fleet/fleet.h"

/* Faults of one object, new or old, as they are gathered. */
struct gathering {
    crd_arena *arena;
    const fg_question *question;
    const fg_plan *plan;
    fg_bundle_fault *first;
    fg_bundle_fault *last;
    size_t n;
    size_t clusters;
    size_t unchecked; /* clusters that time did not reach */
    crd_err *err;
    bool failed;
};

/* A name in `${ }` that no function has: most often a shell variable that was meant literally. */
static bool is_literal(const fg_fault *fault)
{
    return fault->kind == FG_FAULT_PARSE && crd_str_has(fault->text, CRD_S(": function \"")) &&
           crd_str_ends(fault->text, CRD_S("\" not defined"));
}

static const char *owner(const fg_fault *fault)
{
    if (fault->kind == FG_FAULT_SELECTOR) {
        return "R22";
    }
    return is_literal(fault) ? "R24" : "R23";
}

static bool message_of(crd_arena *arena, const fg_fault *fault, const fg_object *cluster,
                       crd_str *ret)
{
    fg_fault shown = *fault;
    shown.text = fg_fault_without_rendered(arena, fault);
    shown.rendered = CRD_S("");
    if (!shown.text.ptr) {
        return false;
    }
    *ret = cluster ? fg_fault_for_cluster(arena, &shown, cluster->meta.namespace_name,
                                          cluster->meta.name)
                   : shown.text;
    return ret->ptr != NULL;
}

static bool gather(struct gathering *gathering, const fg_fault *fault, const fg_object *cluster)
{
    fg_bundle_fault *item = CRD_NEW(gathering->arena, fg_bundle_fault);
    if (!item || !message_of(gathering->arena, fault, cluster, &item->message)) {
        return crd_err_memory(gathering->err, gathering->arena);
    }
    item->rule = owner(fault);
    item->cluster = cluster;
    item->place = fault->place;
    item->path = crd_arena_str(gathering->arena, fault->path);
    item->document = fault->document;
    if (cluster && fault->document.len) {
        item->document = crd_arena_str(gathering->arena, fault->document);
    }
    if (!item->path.ptr || (fault->document.len && !item->document.ptr)) {
        return crd_err_memory(gathering->err, gathering->arena);
    }
    if (gathering->last) {
        gathering->last->next = item;
    } else {
        gathering->first = item;
    }
    gathering->last = item;
    gathering->n++;
    return true;
}

/* True when the Bundle's own faults have one that names this field: then every cluster's failing
 * the same way adds nothing. */
static bool is_told(const struct gathering *gathering, const fg_fault *fault)
{
    if (fault->kind != FG_FAULT_PARSE) {
        return false;
    }
    for (const fg_bundle_fault *told = gathering->first; told && !told->cluster;
         told = told->next) {
        if (crd_str_eq(told->path, fault->path) && crd_str_eq(told->message, fault->text)) {
            return true;
        }
    }
    return false;
}

static enum fg_next each_cluster(void *context, const fg_placement *placement)
{
    struct gathering *gathering = context;
    const fg_object *cluster = placement->object;
    if (!fg_view_covers(gathering->question->view, cluster->meta.namespace_name)) {
        return FG_NEXT;
    }
    gathering->clusters++;
    if (placement->fault && !is_told(gathering, placement->fault) &&
        !gather(gathering, placement->fault, cluster)) {
        gathering->failed = true;
        return FG_STOP;
    }
    return FG_NEXT;
}

/* Every fault of that Bundle. values in a Secret cannot be rendered: selectors are all there is. */
static bool gather_all(struct gathering *gathering, const fg_bundle *bundle)
{
    const fg_target_options options = {
        .line = gathering->question->line,
        .view = gathering->question->view,
        .render = gathering->question->render,
    };
    if (!fg_plan_new(gathering->arena, bundle, &options, &gathering->plan, gathering->err)) {
        return false;
    }
    const fg_plan *plan = gathering->plan;
    for (size_t i = 0; i < plan->n_faults; i++) {
        if (!gather(gathering, &plan->faults[i], NULL)) {
            return false;
        }
    }
    if (!gathering->question->snapshot || bundle->spec->values_hash.len) {
        return true;
    }
    return fg_plan_run_until(gathering->arena, plan, gathering->question->snapshot,
                             gathering->question->until, each_cluster, gathering,
                             &gathering->unchecked, gathering->err) &&
           !gathering->failed;
}

/* Same rule, same field, same cluster: in the order of a sort. */
static int same_fault_order(const fg_bundle_fault *a, const fg_bundle_fault *b)
{
    int c = strcmp(a->rule, b->rule);
    if (c == 0) {
        c = (a->cluster > b->cluster) - (a->cluster < b->cluster);
    }
    return c ? c : crd_str_cmp(a->path, b->path);
}

static int compare(const void *left, const void *right)
{
    return same_fault_order(*(const fg_bundle_fault *const *)left,
                            *(const fg_bundle_fault *const *)right);
}

static bool mark_old(crd_arena *arena, fg_bundle_fault *first, const struct gathering *before,
                     crd_err *err)
{
    const fg_bundle_fault **sorted = CRD_NEW_N(arena, const fg_bundle_fault *, before->n + 1);
    if (!sorted) {
        return crd_err_memory(err, arena);
    }
    size_t n = 0;
    for (const fg_bundle_fault *fault = before->first; fault; fault = fault->next) {
        sorted[n++] = fault;
    }
    qsort(sorted, n, sizeof(*sorted), compare);
    for (fg_bundle_fault *fault = first; fault; fault = fault->next) {
        const fg_bundle_fault *key = fault;
        fault->old = n && bsearch(&key, sorted, n, sizeof(*sorted), compare) != NULL;
    }
    return true;
}

/* What the old object broke already. An old object that cannot be read broke nothing of ours. */
static bool compare_with_old(fg_rule_context *context, fg_bundle_facts *facts, crd_err *err)
{
    const fg_question *question = context->question;
    if (!question->old_object || !facts->first) {
        return true;
    }
    const fg_bundle *bundle = NULL;
    if (!fg_bundle_read(context->arena, question->old_object, NULL, &bundle, err)) {
        return false;
    }
    if (!bundle) {
        return true;
    }
    struct gathering before = { .arena = context->arena, .question = question, .err = err };
    if (!gather_all(&before, bundle)) {
        return false;
    }
    context->ruling->old_unchecked = before.unchecked > 0;
    return mark_old(context->arena, facts->first, &before, err);
}

static bool work_out(fg_rule_context *context, fg_bundle_facts *facts, crd_err *err)
{
    const fg_bundle *bundle = NULL;
    if (!fg_bundle_read(context->arena, context->question->object, &context->ruling->findings,
                        &bundle, err)) {
        return false;
    }
    facts->readable = bundle != NULL;
    if (!facts->readable) {
        return true;
    }
    facts->values_in_secret = bundle->spec->values_hash.len > 0;
    struct gathering now = { .arena = context->arena, .question = context->question, .err = err };
    if (!gather_all(&now, bundle)) {
        return false;
    }
    facts->first = now.first;
    facts->unstable = now.plan->unstable;
    facts->n_unstable = now.plan->n_unstable;
    context->ruling->clusters = now.clusters + now.unchecked;
    context->ruling->clusters_unchecked = now.unchecked;
    return compare_with_old(context, facts, err);
}

bool fg_bundle_facts_get(fg_rule_context *context, const fg_bundle_facts **ret, crd_err *err)
{
    crd_err local = { .code = CRD_OK };
    err = err ? err : &local;
    if (!context->bundle) {
        fg_bundle_facts *facts = CRD_NEW(context->arena, fg_bundle_facts);
        if (!facts) {
            return crd_err_memory(err, context->arena);
        }
        if (!work_out(context, facts, err)) {
            return false;
        }
        context->bundle = facts;
    }
    *ret = context->bundle;
    return true;
}
