/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing targets for a cluster: see select.h. */
#include "select.h"

/* A cluster as criteria see it: once for each of its groups, or once with no group. */
struct subject {
    const fg_object_meta *cluster;
    const fg_object *const *groups;
    size_t n_groups;
};

static size_t n_views(const struct subject *subject)
{
    return subject->n_groups ? subject->n_groups : 1;
}

static bool matches_in_group(const fg_matcher *matcher, const struct subject *subject, size_t i)
{
    if (!subject->n_groups) {
        return fg_matcher_matches(matcher, subject->cluster, CRD_S(""), NULL);
    }
    const fg_object_meta *group = &subject->groups[i]->meta;
    return fg_matcher_matches(matcher, subject->cluster, group->name, group->labels);
}

static bool is_matched(const fg_matcher *matcher, const struct subject *subject)
{
    for (size_t i = 0; i < n_views(subject); i++) {
        if (matches_in_group(matcher, subject, i)) {
            return true;
        }
    }
    return false;
}

static bool restrictions_allow(const fg_selection *selection, const struct subject *subject,
                               size_t group)
{
    if (!selection->n_restrictions) {
        return true;
    }
    for (size_t i = 0; i < selection->n_restrictions; i++) {
        if (matches_in_group(&selection->restrictions[i], subject, group)) {
            return true;
        }
    }
    return false;
}

/* The first target from start on that matches in a group in which the restrictions allow the
 * cluster; n_targets when there is none. */
static size_t first_allowed(const fg_selection *selection, const struct subject *subject,
                            size_t start, bool *allowed)
{
    bool any = false;
    for (size_t g = 0; g < n_views(subject); g++) {
        allowed[g] = restrictions_allow(selection, subject, g);
        any |= allowed[g];
    }
    for (size_t t = any ? start : selection->n_targets; t < selection->n_targets; t++) {
        for (size_t g = 0; g < n_views(subject); g++) {
            if (allowed[g] && matches_in_group(&selection->targets[t], subject, g)) {
                return t;
            }
        }
    }
    return selection->n_targets;
}

/* The first target that matches whatever the restrictions say, among the first n. */
static size_t first_match(const fg_selection *selection, const struct subject *subject, size_t n)
{
    size_t t = 0;
    while (t < n && !is_matched(&selection->targets[t], subject)) {
        t++;
    }
    return t;
}

/* 0.12: a target must be allowed, but the first one that matches at all gives the options. */
static void choose_0_12(const fg_selection *selection, const struct subject *subject,
                        size_t allowed, fg_choice *choice)
{
    size_t t = first_match(selection, subject, allowed);
    if (!selection->spec->targets.items[t].do_not_deploy) {
        choice->targets[choice->n++] = t;
    }
}

/* latest: the customizations at the front replace the target's options, or all merge over them. */
static void choose_latest(const fg_selection *selection, const struct subject *subject,
                          size_t allowed, fg_choice *choice)
{
    const fleet_bundle_target *targets = selection->spec->targets.items;
    if (targets[allowed].do_not_deploy) {
        return;
    }
    choice->targets[choice->n++] = allowed;
    if (!selection->all_matches) {
        size_t t = first_match(selection, subject, selection->n_customizations);
        if (t < selection->n_customizations) {
            choice->targets[0] = t;
            choice->n = targets[t].do_not_deploy ? 0 : 1;
        }
        return;
    }
    for (size_t t = 0; t < selection->n_customizations; t++) {
        if (!is_matched(&selection->targets[t], subject)) {
            continue;
        }
        if (targets[t].do_not_deploy) {
            choice->n = 0;
            return;
        }
        choice->targets[choice->n++] = t;
    }
}

bool fg_selection_choose(crd_arena *arena, const fg_selection *selection,
                         const fg_object_meta *cluster, const fg_object *const *groups,
                         size_t n_groups, fg_choice *ret, crd_err *err)
{
    struct subject subject = { .cluster = cluster, .groups = groups, .n_groups = n_groups };
    bool *allowed = CRD_NEW_N(arena, bool, n_views(&subject));
    fg_choice choice = {
        .targets = CRD_NEW_N(arena, size_t, selection->n_customizations + 1),
    };
    if (!allowed || !choice.targets) {
        return crd_err_memory(err, arena);
    }
    size_t first = first_allowed(selection, &subject, selection->n_customizations, allowed);
    if (first < selection->n_targets && selection->line == FG_LINE_0_12) {
        choose_0_12(selection, &subject, first, &choice);
    } else if (first < selection->n_targets) {
        choose_latest(selection, &subject, first, &choice);
    }
    choice.brought_in_by = first;
    *ret = choice;
    return true;
}

/* --- namespaces --- */

/* Marks the namespaces that the mappings of the Bundle's namespace give it. */
static void mark_mapped(const fg_object_meta *bundle, const fg_snapshot *snapshot,
                        fg_objects namespaces, bool *marks)
{
    fg_objects mappings = fg_snapshot_list(snapshot, FG_IN_MAPPINGS, bundle->namespace_name);
    for (size_t m = 0; m < mappings.n; m++) {
        const fg_namespace_mapping *mapping = fg_object_mapping(mappings.items[m]);
        if (!mapping->bundle_selector || !mapping->namespace_selector ||
            !fg_selector_matches(mapping->bundle_selector, bundle->labels)) {
            continue;
        }
        for (size_t i = 0; i < namespaces.n; i++) {
            marks[i] = marks[i] || fg_selector_matches(mapping->namespace_selector,
                                                       namespaces.items[i]->meta.labels);
        }
    }
}

bool fg_selection_namespaces(crd_arena *arena, const fg_object_meta *bundle,
                             const fg_snapshot *snapshot, crd_strings *ret, crd_err *err)
{
    fg_objects namespaces = fg_snapshot_list(snapshot, FG_IN_NAMESPACES, CRD_S(""));
    bool *marks = CRD_NEW_N(arena, bool, namespaces.n);
    crd_str *names = CRD_NEW_N(arena, crd_str, namespaces.n + 1);
    if (!marks || !names) {
        return crd_err_memory(err, arena);
    }
    mark_mapped(bundle, snapshot, namespaces, marks);
    size_t n = 0;
    bool own_added = false;
    for (size_t i = 0; i < namespaces.n; i++) {
        crd_str name = namespaces.items[i]->meta.name;
        int order = crd_str_cmp(name, bundle->namespace_name);
        if (order >= 0 && !own_added) {
            names[n++] = bundle->namespace_name;
            own_added = true;
        }
        if (marks[i] && order != 0) {
            names[n++] = name;
        }
    }
    if (!own_added) {
        names[n++] = bundle->namespace_name;
    }
    *ret = (crd_strings) { .items = names, .n = n };
    return true;
}
