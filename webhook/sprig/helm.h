/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Helm adds to templates: its functions' state, its objects (.Files, .Capabilities), the order
 * in which a chart's files are parsed, and its words for errors. Pure: charts are read by others.
 * Source of the behaviour: helm v4.2.3, pkg/engine.
 */
#ifndef FG_SPRIG_HELM_H
#define FG_SPRIG_HELM_H

#include "tmpl/tmpl.h"

#ifdef __cplusplus
extern "C" {
#endif

/* State of Helm's functions during the rendering of a chart: fg_run.helm. */
typedef struct fg_helm {
    bool lint;       /* required and fail give "" instead of an error */
    fg_val included; /* map from name to how often it is being included now; FG_INVALID: none yet */
} fg_helm;

/* One file under templates/. */
typedef struct fg_helm_template {
    crd_str name; /* whole path: "chart/templates/x.yaml" */
    crd_str text;
    fg_val data;       /* its chart's dot, a map object; .Template is set in it */
    crd_str base_path; /* of its chart: "chart/templates" */
} fg_helm_template;

/* Gets each rendered file, whose text is good until it returns; false stops, with err set. */
typedef bool (*fg_helm_each)(void *context, const fg_helm_template *file, crd_str text,
                             crd_err *err);

/*
 * Renders all files whose base name does not begin with "_", in Helm's order. The values in data
 * are of run, which was prepared with fg_tmpl_run_init; funcs is the set FG_SPRIG_HELM. Fails with
 * SYNTAX or EXEC and Helm's text, or as budgets and memory do.
 */
bool fg_helm_render(fg_run *run, const fg_funcs *funcs, const fg_helm_template *files, size_t n,
                    bool lint, fg_helm_each each, void *context, crd_err *err);

/* Helm's words for what text/template said of a file: cleanupParseError and reformatExecErrorMsg.
 * They change err->message; the causes under an execution's error are those that include noted. */
bool fg_helm_parse_error(crd_arena *arena, crd_str file, crd_err *err);
bool fg_helm_exec_error(crd_arena *arena, crd_err *err);

/* .Files. Names and contents Borrowed. */
typedef struct fg_helm_file {
    crd_str name;
    crd_str bytes;
} fg_helm_file;
bool fg_helm_files(fg_run *run, const fg_helm_file *files, size_t n, fg_val *ret, crd_err *err);

/* .Capabilities: a *common.Capabilities. */
typedef struct fg_helm_capabilities {
    crd_str kube_version;    /* "v1.27.4-gke.900" */
    crd_str kube_normalized; /* without suffix: what the version prints as */
    crd_str kube_major;
    crd_str kube_minor;
    const crd_str *api_versions;
    size_t n_api_versions;
    crd_str helm_version;
    crd_str git_commit;
    crd_str git_tree_state;
    crd_str go_version;
    crd_str kube_client_version;
} fg_helm_capabilities;

/* Helm v4.2.3's own: Kubernetes v1.36.0 and the API versions that its client knows. */
extern const fg_helm_capabilities fg_helm_default_capabilities;

/* The object; what capabilities points to is Borrowed. */
bool fg_helm_capabilities_value(fg_run *run, const fg_helm_capabilities *capabilities, fg_val *ret,
                                crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
