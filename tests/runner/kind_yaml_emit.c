/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind yaml-emit: {id, value, yaml | err}, where yaml is what sigs.k8s.io/yaml's Marshal prints for
 * the value as encoding/json decodes it, or err why it does not.
 */
#include "kind.h"
#include "value/yaml.h"

#define OUT_BYTES_MAX ((size_t)64 * 1024 * 1024)

bool v_yaml_emit(struct v_run *run, const crd_value *test)
{
    crd_buf out;
    crd_str want;
    crd_err err = { 0 };
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    bool ok = crd_yaml_write(&out, CRD_GET(test, "value"), &err);
    if (v_text(run, test, "yaml", &want)) {
        return ok ? v_same(run, "yaml", crd_buf_str(&out), want) : v_fail(run, err.message);
    }
    if (!v_text(run, test, "err", &want)) {
        return v_fail(run, CRD_S("has neither yaml nor err"));
    }
    return ok ? v_fail(run, CRD_S("we print it")) : v_same(run, "err", err.message, want);
}
