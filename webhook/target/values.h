/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Helm values for one cluster: label prefixes, then templates, as Fleet prepares them. Compiled
 * once per distinct merged options, rendered once per cluster. Source of the behaviour:
 * preprocessHelmValues of rancher/fleet, both lines.
 */
#ifndef FG_TARGET_VALUES_H
#define FG_TARGET_VALUES_H

#include "fault.h"
#include "fleet/fleet.h"
#include "fleet/line.h"
#include "tmpl/tmpl.h"

/* How templates run. Zero means default; all Borrowed. */
typedef struct fg_render_options {
    const fg_funcs *funcs; /* NULL: Fleet's functions of the line, composed for each plan */
    fg_budget budget;      /* of one cluster: its values and all its templateValues together */
    const fg_env *env;     /* NULL: nothing of the outside, stand-ins for what is random */
} fg_render_options;

/* Compiled values of one set of merged options. Immutable. */
typedef struct fg_values fg_values;

/* Where options came from, in the order in which they were merged. */
typedef struct fg_helm_source {
    crd_str path; /* "spec.helm", "spec.targets[0].helm" */
    const fleet_helm *helm;
} fg_helm_source;

/*
 * Compiles the values and templateValues of helm (NULL: no helm options). sources say where they
 * stand in the Bundle, for the paths of faults. What does not parse is kept as a fault.
 */
bool fg_values_compile(crd_arena *arena, enum fg_line line, const fg_render_options *render,
                       const fleet_helm *helm, const fg_helm_source *sources, size_t n_sources,
                       const fg_values **ret_values, crd_err *err);

/*
 * What fails whatever the cluster: values first, then keys of templateValues in bytewise order.
 * Values that name label prefixes change per cluster and were parsed as they stand.
 */
size_t fg_values_n_faults(const fg_values *values);
const fg_fault *fg_values_fault(const fg_values *values, size_t i);

/*
 * A function that a template calls and whose result is another each time (random, keys, salts, the
 * clock) or asks the outside. Found in the text, whether or not the branch ever runs.
 */
typedef struct fg_unstable {
    const fg_func *func;
    crd_str path;     /* in the Bundle */
    crd_place place;  /* of the first call, in document */
    crd_str document; /* the text that was parsed as a template */
} fg_unstable;

/* The one after *inout_at (from 0), in the order of documents; false past the last. */
bool fg_values_unstable(const fg_values *values, size_t *inout_at, fg_unstable *ret);

/* What a template may know of a cluster. Borrowed. */
typedef struct fg_cluster_facts {
    crd_str namespace_name;
    crd_str name;
    const crd_value *labels;          /* all of them, as in metadata */
    const crd_value *annotations;     /* all of them */
    const crd_value *template_values; /* spec.templateValues, or NULL */
} fg_cluster_facts;

/*
 * The helm options for that cluster: helm (of which values was compiled, or one with the same
 * values and templateValues; it is not changed) with its values rendered. On success exactly one of
 * *ret_helm and *ret_fault is not NULL, both on the arena; only options without helm for a cluster
 * without labels give NULL and NULL. Fails for memory and time alone.
 */
bool fg_values_render(crd_arena *arena, const fg_values *values, fleet_helm *helm,
                      const fg_cluster_facts *cluster, fleet_helm **ret_helm,
                      const fg_fault **ret_fault, crd_err *err);

#endif
