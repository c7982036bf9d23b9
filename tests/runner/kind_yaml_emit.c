/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind yaml-emit: {id, value, yaml | err}, where yaml is what sigs.k8s.io/yaml's Marshal prints for
 * the value as encoding/json decodes it, or err why it does not.
 */
#include "kind.h"
#include "value/yaml.h"
#include "value/yaml_sink.h"

#define OUT_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* What the push writer prints is what the writer of Go values prints, where it prints at all. */
static bool same_pushed(struct v_run *run, const crd_value *value)
{
    crd_buf out;
    crd_buf whole;
    crd_yaml_sink sink;
    crd_err err = { 0 };
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    crd_buf_on(&whole, run->arena, OUT_BYTES_MAX);
    crd_yaml_sink_init(&sink, &out, &err);
    if (!crd_sink_value(&sink.sink, value) || !crd_yaml_sink_finish(&sink) ||
        !crd_yaml_write_go(&whole, value, &err)) {
        return v_fail(run, err.message);
    }
    return sink.is_odd || v_same(run, "pushed", crd_buf_str(&out), crd_buf_str(&whole));
}

bool v_yaml_emit(struct v_run *run, const crd_value *test)
{
    crd_buf out;
    crd_str want;
    crd_err err = { 0 };
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    bool ok = crd_yaml_write(&out, CRD_GET(test, "value"), &err);
    if (v_text(run, test, "yaml", &want)) {
        return ok ? same_pushed(run, CRD_GET(test, "value")) &&
                        v_same(run, "yaml", crd_buf_str(&out), want)
                  : v_fail(run, err.message);
    }
    if (!v_text(run, test, "err", &want)) {
        return v_fail(run, CRD_S("has neither yaml nor err"));
    }
    return ok ? v_fail(run, CRD_S("we print it")) : v_same(run, "err", err.message, want);
}
