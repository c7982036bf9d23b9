/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind yaml: {id, in, err} or {id, in, json, yaml | yaml_err}, where in is any bytes, json is what
 * sigs.k8s.io/yaml's YAMLToJSON gives, err its error, and yaml what Marshal prints for the value
 * that was read.
 */
#include "kind.h"
#include "value/json.h"
#include "value/yaml.h"

#define OUT_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* YAMLToJSON gives the error alone; Unmarshal, whose words ours are, puts this in front. */
static crd_str bare(crd_str message)
{
    crd_str prefix = CRD_S("error converting YAML to JSON: ");
    return crd_str_starts(message, prefix) ? crd_str_from(message, prefix.len) : message;
}

static bool same_json(struct v_run *run, const crd_value *test, const crd_value *value)
{
    crd_str want;
    crd_value expected;
    crd_err err = { 0 };
    if (!v_text(run, test, "json", &want)) {
        return v_fail(run, CRD_S("we read it; the case has an error or nothing"));
    }
    if (!crd_json_read(run->arena, want, NULL, &expected, &err)) {
        return v_fail(run, err.message);
    }
    return v_same_value(run, "json", value, &expected);
}

static bool same_yaml(struct v_run *run, const crd_value *test, const crd_value *value)
{
    crd_str want;
    crd_buf out;
    crd_err err = { 0 };
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    bool ok = crd_yaml_write(&out, value, &err);
    if (v_text(run, test, "yaml", &want)) {
        return ok ? v_same(run, "yaml", crd_buf_str(&out), want) : v_fail(run, err.message);
    }
    if (!v_text(run, test, "yaml_err", &want)) {
        return v_fail(run, CRD_S("has neither yaml nor yaml_err"));
    }
    return ok ? v_fail(run, CRD_S("we print it")) : v_same(run, "yaml_err", err.message, want);
}

bool v_yaml(struct v_run *run, const crd_value *test)
{
    crd_str in;
    crd_str want;
    crd_value value;
    crd_err err = { 0 };
    if (!v_text(run, test, "in", &in)) {
        return v_fail(run, CRD_S("has no in"));
    }
    if (!crd_yaml_read(run->arena, in, NULL, &value, &err)) {
        return v_text(run, test, "err", &want) ? v_same(run, "err", bare(err.message), want)
                                               : v_fail(run, err.message);
    }
    bool same = same_json(run, test, &value);
    return same_yaml(run, test, &value) && same;
}
