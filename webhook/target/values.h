/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Helm values for one cluster: label prefixes, then templates, as Fleet prepares them. Compiled once
 * per distinct merged options, rendered once per cluster.
 * Source of the behaviour: preprocessHelmValues of rancher/fleet, both lines.
 */
#ifndef FG_TARGET_VALUES_H
#define FG_TARGET_VALUES_H

#include "fault.h"
#include "fleet/fleet.h"
#include "fleet/line.h"

/* How templates run. Zero means default. */
typedef struct fg_render_options {
    const struct fg_tmpl_budget *budget; /* NULL: the defaults of tmpl */
} fg_render_options;

/* Compiled values of one set of merged options. Immutable. */
typedef struct fg_values fg_values;

/*
 * Compiles options->helm. path_values and path_template_values say where they stand in the Bundle.
 * ret_faults gets what does not parse (values first, then keys of templateValues in bytewise
 * order), on the arena; values that name label prefixes parse anew for each cluster and are
 * checked here as they stand.
 */
bool fg_values_compile(crd_arena *arena, enum fg_line line, const fg_render_options *render,
                       const fg_helm *helm, crd_str path_helm, const fg_values **ret_values,
                       const fg_fault **ret_faults, size_t *ret_n, crd_err *err);

/* What a template may know of a cluster. Borrowed. */
typedef struct fg_cluster_facts {
    crd_str namespace_name;
    crd_str name;
    const crd_value *labels;          /* all of them, as in metadata */
    const crd_value *annotations;     /* all of them */
    const crd_value *template_values; /* spec.templateValues, or NULL */
} fg_cluster_facts;

/*
 * The helm options for that cluster. ret_helm and ret_fault live on the arena: exactly one of them
 * is set, ret_helm to NULL only when the options have no helm and get none.
 */
bool fg_values_render(crd_arena *arena, const fg_values *values, const fg_cluster_facts *cluster,
                      const fg_helm **ret_helm, const fg_fault **ret_fault, crd_err *err);

#endif
