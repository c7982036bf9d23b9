/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kind json: {id, in, err, offset} or {id, in, out, out_nohtml}, where in is any bytes, err and
 * offset are encoding/json's SyntaxError, out is the value written again with sorted keys and its
 * number literals.
 */
#include "kind.h"
#include "value/json.h"

#define OUT_BYTES_MAX ((size_t)64 * 1024 * 1024)

static bool same_written(struct v_run *run, const crd_value *test, const char *field,
                         const crd_value *value, bool keep_html)
{
    crd_str want;
    crd_buf out;
    crd_err err = { 0 };
    if (!v_text(run, test, field, &want)) {
        return v_fail(run, CRD_S("has neither err nor out and out_nohtml"));
    }
    crd_buf_on(&out, run->arena, OUT_BYTES_MAX);
    if (!crd_json_write(&out, value, &(crd_json_style){ .keep_html = keep_html }, &err)) {
        return v_fail(run, err.message);
    }
    return v_same(run, field, crd_buf_str(&out), want);
}

static bool same_error(struct v_run *run, const crd_value *test, crd_str in, const crd_err *err)
{
    crd_str want;
    int64_t offset;
    if (!v_text(run, test, "err", &want)) {
        return v_fail(run, err->message);
    }
    bool same = v_same(run, "err", err->message, want);
    if (!crd_number_int(CRD_GET(test, "offset"), &offset)) {
        return v_fail(run, CRD_S("has err but no offset"));
    }
    /* Go counts the byte that it could not take as read. */
    size_t read = err->place.offset < in.len ? err->place.offset + 1 : in.len;
    return v_same_int(run, "offset", (int64_t)read, offset) && same;
}

bool v_json(struct v_run *run, const crd_value *test)
{
    crd_str in;
    crd_value value;
    crd_err err = { 0 };
    if (!v_text(run, test, "in", &in)) {
        return v_fail(run, CRD_S("has no in"));
    }
    if (!crd_json_read(run->arena, in, NULL, &value, &err)) {
        return same_error(run, test, in, &err);
    }
    bool same = same_written(run, test, "out", &value, false);
    return same_written(run, test, "out_nohtml", &value, true) && same;
}
