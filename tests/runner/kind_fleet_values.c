/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind fleet-values: {id, name, namespace, labels, annotations, clusterValues, values,
 * templateValues, disablePreProcess, expect | err}: whole values rendered for one cluster. expect
 * is JSON text, compared byte for byte.
 */
#include "base/limits.h"
#include "fleet_case.h"
#include "value/json.h"

/* The case's helm options, as they would stand in a Bundle. */
static bool read_helm(struct v_run *run, const crd_value *test, fleet_helm *ret, crd_err *err)
{
    static const char *const names[] = { "values", "templateValues", "disablePreProcess" };
    crd_member *members = CRD_NEW_N(run->arena, crd_member, 3);
    crd_value value;
    size_t n = 0;
    if (!members) {
        return crd_err_memory(err, run->arena);
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const crd_value *field = crd_map_get(test, crd_str_c(names[i]));
        if (field) {
            members[n++] = (crd_member) { .key = crd_str_c(names[i]), .value = *field };
        }
    }
    if (!crd_value_map(run->arena, members, n, &value, err)) {
        return false;
    }
    const fleet_helm *helm =
        crd_decode_value(run->arena, &fleet_helm_type, &value, NULL, NULL, err);
    if (helm) {
        *ret = *helm;
    }
    return helm != NULL;
}

static bool write_values(struct v_run *run, const fleet_helm *helm, crd_str *ret, crd_err *err)
{
    static const crd_json_style style = { .keep_html = true, .go_numbers = true };
    crd_buf *buf = CRD_NEW(run->arena, crd_buf);
    if (!buf) {
        return crd_err_memory(err, run->arena);
    }
    crd_buf_on(buf, run->arena, CRD_TEXT_BYTES_MAX);
    if (!crd_json_write(buf, helm && helm->has.values ? &helm->values : NULL, &style, err)) {
        return false;
    }
    *ret = crd_buf_str(buf);
    return true;
}

bool v_fleet_values(struct v_run *run, const crd_value *test)
{
    enum fg_line line = FG_LINE_LATEST;
    fleet_helm helm;
    const fg_values *values;
    fleet_helm *rendered;
    const fg_fault *fault;
    crd_err err = { .code = CRD_OK };
    crd_str text;
    fg_helm_source source = { .path = CRD_S("spec.helm"), .helm = &helm };
    fg_cluster_facts cluster = {
        .namespace_name = crd_text_of(CRD_GET(test, "namespace")),
        .name = crd_text_of(CRD_GET(test, "name")),
        .labels = CRD_GET(test, "labels"),
        .annotations = CRD_GET(test, "annotations"),
        .template_values = CRD_GET(test, "clusterValues"),
    };
    fg_line_read(run->fleet, &line);
    if (!read_helm(run, test, &helm, &err) ||
        !fg_values_compile(run->arena, line, v_render_options(), &helm, &source, 1, &values,
                           &err) ||
        !fg_values_render(run->arena, values, &helm, &cluster, &rendered, &fault, &err)) {
        return v_fail(run, err.message);
    }
    const crd_value *want_err = CRD_GET(test, "err");
    if (fault || want_err) {
        return v_same(run, "err", fault ? fault->text : CRD_S(""), crd_text_of(want_err));
    }
    if (!write_values(run, rendered, &text, &err)) {
        return v_fail(run, err.message);
    }
    return v_same(run, "expect", text, crd_text_of(CRD_GET(test, "expect")));
}
