/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Helm adds to templates: its functions' state, its objects (.Files, .Capabilities), the order in
 * which a chart's files are parsed, and its words for errors. Pure: charts are read by others.
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

typedef struct fg_helm_options {
    bool lint;
    const fg_exec_options *exec; /* Borrowed; NULL: defaults */
} fg_helm_options;

/*
 * Renders all files that do not begin with "_", in Helm's order, and hands each text to each(), which
 * returns false to stop (err is then what it set). The values in data are of run, which was prepared
 * with fg_tmpl_run_init. funcs is the set FG_SPRIG_HELM. Fails with SYNTAX or EXEC and Helm's text,
 * or as budgets and memory do.
 */
bool fg_helm_render(fg_run *run, const fg_funcs *funcs, const fg_helm_template *templates, size_t n,
                    bool lint,
                    bool (*each)(void *context, const fg_helm_template *template_, crd_str text,
                                 crd_err *err),
                    void *context, crd_err *err);

/* Helm's words for what text/template said of a file: cleanupParseError, reformatExecErrorMsg. causes
 * are the texts of the errors inside it, outermost (the whole) first. */
bool fg_helm_parse_error(crd_arena *arena, crd_str file, crd_str text, crd_str *ret, crd_err *err);
bool fg_helm_exec_error(crd_arena *arena, crd_str text, crd_str *ret, crd_err *err);

/* .Files: names and contents, sorted by name by the call. Borrowed. */
typedef struct fg_helm_file {
    crd_str name;
    crd_str bytes;
} fg_helm_file;
bool fg_helm_files(fg_run *run, const fg_helm_file *files, size_t n, fg_val *ret, crd_err *err);

/* .Capabilities. Zero means Helm's defaults: Kubernetes v1.36.0 and the API versions that Helm's
 * client knows. Texts Borrowed. */
typedef struct fg_helm_capabilities {
    crd_str kube_version;      /* "v1.27.4-gke.900" */
    crd_str kube_normalized;   /* without suffix; empty: kube_version */
    crd_str kube_major;
    crd_str kube_minor;
    const crd_str *api_versions;
    size_t n_api_versions;
    crd_str helm_version;
} fg_helm_capabilities;
bool fg_helm_capabilities_value(fg_run *run, const fg_helm_capabilities *capabilities, fg_val *ret,
                                crd_err *err);

#ifdef __cplusplus
}
#endif
#endif
